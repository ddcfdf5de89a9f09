// Package gazetteer is a table of the world's places, embedded in the program:
// names in, entries out. It holds countries, first-level divisions, American
// counties, towns of a thousand people and more, rivers, lakes, seas, deserts,
// ranges and the regions that news speak of, some 160,000 in all, with the
// spellings that newspapers use.
//
// The tables are three blocks of bytes that are read where they lie: nothing is
// parsed or allocated when the program starts. Records of fixed length stand in
// order of their ids; a name leads to them through a table of 48-bit
// fingerprints of folded names ([Fold]). The generator checks that no two names
// in the table share a fingerprint; a name that is not in it meets one by chance
// once in a thousand million times.
//
// [Import] makes a larger table, of all of GeoNames, which [Open] maps into memory
// beside the embedded one; a [Gazetteer] looks names up in both.
//
// What a name means in its sentence is not decided here: [Lookup] returns every
// entry that bears a name, and package place chooses. Sources and licences are
// in SOURCES.md; the tables are made by internal/gazetteer.
package gazetteer

import (
	_ "embed" // the tables
	"strconv"
	"strings"
)

//go:generate go run ../../internal/gazetteer -data ../../../shared/data/gazetteer -out .

//go:embed entries.bin
var entries string

//go:embed names.bin
var names string

//go:embed index.bin
var index string

// Class says what kind of place an entry is.
type Class uint8

// The classes.
const (
	Unknown Class = iota
	Continent
	Macroregion // "the Sahel", "Eastern Europe": more or other than one country
	State       // a country or territory with a code of its own
	Admin1      // its first-level divisions
	Admin2      // the second level: counties, districts
	Capital     // the capital of a country
	Seat        // the seat of a first-level division
	Town        // any other town or village
	Section     // a part of a town
	Island
	Range // mountains, one or many
	Desert
	Area // other land: a plateau, a coast, a valley
	River
	Lake
	Sea  // seas, gulfs, straits
	Spot // a building, a camp, an airport: only from an imported file
	Road // likewise
)

// Classes names the classes, in the order of the constants.
var Classes = [...]string{
	"unknown", "continent", "macroregion", "country", "admin1", "admin2", "capital", "seat", "town",
	"section", "island", "range", "desert", "area", "river", "lake", "sea", "spot", "road",
}

func (c Class) String() string { return Classes[c] }

// Populated reports whether places of class c are towns or parts of them.
func (c Class) Populated() bool { return c >= Capital && c <= Section }

// Match says how a name led to an entry, best first.
type Match uint8

// The matches.
const (
	MainName Match = iota // the entry's own name
	AltName               // another name, or a spelling in another language
	Short                 // an abbreviation: "Tex.", "U.A.E."
	Generic               // after the word for the kind of place was taken off: "X Province"
	Loose                 // after the spelling was evened out: "Hawr" for "Hor"
	Code                  // its ISO code
	People                // the adjective or the people: "Turkish", "Turks"
)

// An Entry is one place.
type Entry struct {
	Name       string
	Lat, Lon   float64
	Class      Class
	Country    string // ISO 3166 alpha-2; "" where it lies in none or in several
	Population int    // 0 if unknown
	Match      Match  // how the name asked for led here
	rec        int32
	file       *file // where it was imported from; nil for the embedded table
}

// Imported reports whether e is from an imported file and not from the embedded
// table.
func (e Entry) Imported() bool { return e.file != nil }

// The layout of a record.
const (
	recID      = 0  // 4 bytes: the number, or the hash, in the id
	recLat     = 4  // 3 bytes: (lat + 90) / 180, of 1<<24 - 1
	recLon     = 7  // 3 bytes: (lon + 180) / 360, likewise
	recName    = 10 // 3 bytes: where the name starts in names
	recLen     = 13 // 1 byte: its length
	recCountry = 14 // 2 bytes: the code, zeros if none
	recAdmin1  = 16 // 3 bytes: 1 + the record of the first-level division
	recPop     = 19 // 2 bytes: 5 bits exponent, 11 bits mantissa
	recClass   = 21 // 1 byte
	recSource  = 22 // 1 byte: index in Sources
	recSize    = 23
)

// The layout of the index: 1<<16 + 1 offsets of 3 bytes, then postings of 7
// bytes in order of their fingerprints: the low 32 of 48 bits, then 3 bytes of
// which 20 bits are the record and 4 the Match.
const (
	offsetSize   = 3
	postingSize  = 7
	postingsFrom = (1<<16 + 1) * offsetSize
)

// Sources names what the ids begin with, in the order in which the table is.
// All but the first give hashes of name and place for numbers, since their data
// have no ids.
var Sources = [...]string{"geonames", "naturalearth", "cities1000", "ucdp", "region"}

func u24(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16
}

func u32(s string, i int) uint32 { return u24(s, i) | uint32(s[i+3])<<24 }

// Len returns the number of entries.
func Len() int { return len(entries) / recSize }

// At returns entry i, in order of the ids.
func At(i int) Entry {
	r := entries[i*recSize : (i+1)*recSize]
	at := u24(r, recName)
	e := Entry{
		Name:  names[at : at+uint32(r[recLen])],
		Lat:   float64(u24(r, recLat))/(1<<24-1)*180 - 90,
		Lon:   float64(u24(r, recLon))/(1<<24-1)*360 - 180,
		Class: Class(r[recClass]),
		rec:   int32(i),
	}
	if r[recCountry] != 0 {
		e.Country = r[recCountry : recCountry+2]
	}
	pop := int(r[recPop]) | int(r[recPop+1])<<8
	e.Population = pop & (1<<11 - 1) << (pop >> 11)
	return e
}

// ID returns the name under which e can be found again: "geonames:2643743".
func (e Entry) ID() string {
	if e.file != nil {
		return e.file.id(int(e.rec))
	}
	r := entries[int(e.rec)*recSize:]
	source, n := r[recSource], u32(r, recID)
	if source == 0 {
		return Sources[0] + ":" + strconv.FormatUint(uint64(n), 10)
	}
	var buf [40]byte
	b := append(append(buf[:0], Sources[source]...), ':')
	for shift := 28; shift >= 0; shift -= 4 {
		b = append(b, "0123456789abcdef"[n>>shift&15])
	}
	return string(b)
}

// Same reports whether e and f are one entry, however they were found.
func (e Entry) Same(f Entry) bool { return e.rec == f.rec && e.file == f.file && e.Name == f.Name }

// Admin1 returns the first-level division that e lies in.
func (e Entry) Admin1() (Entry, bool) {
	if e.Name == "" {
		return Entry{}, false
	}
	if e.file != nil {
		return e.file.admin1(int(e.rec))
	}
	n := u24(entries, int(e.rec)*recSize+recAdmin1)
	if n == 0 {
		return Entry{}, false
	}
	return At(int(n) - 1), true
}

// In reports whether e lies in the country or first-level division f.
func (e Entry) In(f Entry) bool {
	switch f.Class {
	case State:
		return e.Country != "" && e.Country == f.Country && !e.Same(f)
	case Admin1:
		a, ok := e.Admin1()
		return ok && a.Same(f)
	}
	return false
}

// ByID returns the entry of the embedded table with an id.
func ByID(id string) (Entry, bool) {
	source, number, ok := strings.Cut(id, ":")
	if !ok {
		return Entry{}, false
	}
	s, base := -1, 16
	for i, name := range Sources {
		if name == source {
			s = i
		}
	}
	if s == 0 {
		base = 10
	}
	n, err := strconv.ParseUint(number, base, 32)
	if s < 0 || err != nil {
		return Entry{}, false
	}
	want := uint64(s)<<32 | n
	lo, hi := 0, Len()
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if key(mid) < want {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == Len() || key(lo) != want {
		return Entry{}, false
	}
	e := At(lo)
	return e, e.ID() == id // "geonames:007" is no id
}

// key returns what the records are in order of.
func key(i int) uint64 {
	return uint64(entries[i*recSize+recSource])<<32 | uint64(u32(entries, i*recSize+recID))
}
