package gazetteer

import (
	"cmp"
	"slices"
	"strings"
)

// Names live in spaces of their own, so that "Polish" the people, "PL" the code
// and the evened-out spelling of a village never meet a name as written.
const (
	spaceName  = 'n'
	spaceLoose = 'l'
	spaceCode  = 'c'
	spaceWho   = 'w'
)

// fingerprint returns 48 bits of the FNV-1a hash, mixed, of a key in a space.
func fingerprint(space byte, key []byte) uint64 {
	const prime = 1099511628211
	h := (uint64(14695981039346656037) ^ uint64(space)) * prime
	for _, c := range key {
		h = (h ^ uint64(c)) * prime
	}
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	return h & (1<<48 - 1)
}

// find appends the entries posted under a key.
func find(dst []Entry, space byte, key []byte) []Entry {
	if len(key) == 0 {
		return dst
	}
	fp := fingerprint(space, key)
	bucket, rest := int(fp>>32)*offsetSize, uint32(fp)
	lo, hi := int(u24(index, bucket)), int(u24(index, bucket+offsetSize))
	for lo < hi && u32(index, postingsFrom+lo*postingSize) < rest {
		lo++
	}
	end := lo
	for end < hi && u32(index, postingsFrom+end*postingSize) == rest {
		end++
	}
	dst = slices.Grow(dst, end-lo)
	for i := lo; i < end; i++ {
		v := u24(index, postingsFrom+i*postingSize+4)
		e := At(int(v & (1<<20 - 1)))
		e.Match = Match(v >> 20)
		dst = append(dst, e)
	}
	return dst
}

// A Gazetteer is the embedded table with an imported file beside it. Nil is the
// embedded table alone.
type Gazetteer struct{ file *file }

// find appends the entries posted under a key, in both tables. A place that both
// have is the embedded one, but for what that has without an id: GeoNames knows
// more of it.
func (g *Gazetteer) find(dst []Entry, space byte, key []byte) []Entry {
	from := len(dst)
	dst = find(dst, space, key)
	if g == nil || g.file == nil {
		return dst
	}
	own := len(dst)
next:
	for _, e := range g.file.find(nil, space, key) {
		e = e.embedded()
		for i, o := range dst[from:] {
			switch {
			case o.Same(e):
				continue next
			case i < own-from && o.Class.Populated() && e.Class.Populated() && !strings.HasPrefix(o.ID(), Sources[0]) &&
				Distance(o.Lat, o.Lon, e.Lat, e.Lon) < 5:
				e.Match = min(e.Match, o.Match)
				dst[from+i] = e
				continue next
			}
		}
		dst = append(dst, e)
	}
	return dst
}

// embedded returns the entry of the embedded table with e's id; e if there is
// none. Only what that table may have is looked for.
func (e Entry) embedded() Entry {
	if e.file == nil || e.Class > Section {
		return e
	}
	if o, ok := ByID(e.ID()); ok {
		o.Match = e.Match
		return o
	}
	return e
}

// Lookup is [Gazetteer.Lookup] in the embedded table.
func Lookup(name string) []Entry { return (*Gazetteer)(nil).Lookup(name) }

// Has is [Gazetteer.Has] in the embedded table.
func Has(name string) bool { return (*Gazetteer)(nil).Has(name) }

// ByID returns the entry with an id.
func (g *Gazetteer) ByID(id string) (Entry, bool) {
	e, ok := ByID(id)
	if !ok && g != nil && g.file != nil {
		return g.file.byID(id)
	}
	return e, ok
}

// Lookup returns the entries that bear a name, in a fixed order: the best match
// first, then the larger population. A name ending or beginning with the word
// for a kind of place ("X Province", "Lake X", "X River") also finds entries of
// that kind called X; a name found no other way finds those whose spelling
// evens out to the same. A demonym finds nothing here: see [Demonyms].
func (g *Gazetteer) Lookup(name string) []Entry {
	var buf [96]byte
	fold := appendFold(buf[:0], name)
	list := g.find(nil, spaceName, fold)
	list = g.generic(list, string(fold))
	if len(list) == 0 {
		list = g.find(list, spaceLoose, []byte(loose(string(fold))))
	}
	order(list)
	return list
}

// Has reports whether [Gazetteer.Lookup] would find something under the name as
// written, without evening out its spelling. It allocates nothing.
func (g *Gazetteer) Has(name string) bool {
	var buf [96]byte
	fp := fingerprint(spaceName, appendFold(buf[:0], name))
	bucket, rest := int(fp>>32)*offsetSize, uint32(fp)
	lo, hi := int(u24(index, bucket)), int(u24(index, bucket+offsetSize))
	for i := lo; i < hi; i++ {
		if u32(index, postingsFrom+i*postingSize) == rest {
			return true
		}
	}
	return g != nil && g.file != nil && g.file.has(fp)
}

// Country returns the country with an ISO 3166 code of two or three letters.
func Country(code string) (Entry, bool) {
	var buf [8]byte
	if len(code) > len(buf) {
		return Entry{}, false
	}
	list := find(nil, spaceCode, appendFold(buf[:0], code))
	if len(list) == 0 {
		return Entry{}, false
	}
	return list[0], true
}

// Demonyms returns the countries and regions whose people or adjective a word
// is: Turkey for "Turkish", "Turks" and "Turk", two for "Congolese".
func Demonyms(word string) []Entry {
	var buf [96]byte
	list := find(nil, spaceWho, appendFold(buf[:0], word))
	order(list)
	return list
}

// order sorts by match, then population, then id, which is how the postings of one
// name stand already.
func order(list []Entry) {
	before := func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Match, b.Match), cmp.Compare(b.Population, a.Population), cmp.Compare(count(a.Imported()), count(b.Imported())), cmp.Compare(a.rec, b.rec))
	}
	if !slices.IsSortedFunc(list, before) {
		slices.SortFunc(list, before)
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Even returns the form in which spellings of one Arabic name meet ("Ash
// Shamra" and "Al-Shamrah"); see [Lookup] for when it is used.
func Even(name string) string { return loose(Fold(name)) }
