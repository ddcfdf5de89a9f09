package gazetteer

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sort"
)

// A Row is one place as the generator hands it to [Encode].
type Row struct {
	Source     int    // index in [Sources]
	Number     uint32 // what the id ends with
	Name       string
	Lat, Lon   float64
	Class      Class
	Country    string
	Admin1     int // index + 1 of the Row of its first-level division; 0 if none
	Population int
	Alts       []string // other names
	Shorts     []string // abbreviations
	Codes      []string // ISO codes of a country
	Peoples    []string // adjectives and peoples
	Loose      bool     // its names are found by evened-out spelling too
}

// A Table is what [Encode] makes: the three embedded files.
type Table struct{ Entries, Names, Index []byte }

// posting leads from a key to a row.
type posting struct {
	fp    uint64
	row   int
	match Match
	// people is the population as a record holds it.
	people int
	key    string
}

// Encode lays rows out as the embedded files. It is for the generator, and for
// a larger gazetteer made at run time; the same rows give the same bytes.
func Encode(rows []Row) (Table, error) {
	if len(rows) >= 1<<20 {
		return Table{}, errors.New("more rows than 20 bits can number")
	}
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	id := func(i int) uint64 { return uint64(rows[i].Source)<<32 | uint64(rows[i].Number) }
	sort.Slice(order, func(a, b int) bool { return id(order[a]) < id(order[b]) })
	at := make([]int, len(rows))
	for n, i := range order {
		if n > 0 && id(i) == id(order[n-1]) {
			return Table{}, fmt.Errorf("%s and %s have one id", rows[i].Name, rows[order[n-1]].Name)
		}
		at[i] = n
	}
	var t Table
	place := map[string]int{}
	for _, i := range order {
		var err error
		if t.Entries, err = appendRecord(t.Entries, &t.Names, place, rows[i], at); err != nil {
			return t, err
		}
	}
	var err error
	t.Index, err = encodeIndex(rows, at)
	return t, err
}

func appendRecord(b []byte, blob *[]byte, place map[string]int, r Row, at []int) ([]byte, error) {
	p, ok := place[r.Name]
	if !ok {
		p = len(*blob)
		place[r.Name] = p
		*blob = append(*blob, r.Name...)
	}
	if len(r.Name) > 255 || r.Name == "" || len(r.Country) != 2 && r.Country != "" || p >= 1<<24 {
		return b, fmt.Errorf("name %q or country %q does not fit", r.Name, r.Country)
	}
	scale := func(v, span float64) uint32 { return uint32(math.Round((v + span/2) / span * (1<<24 - 1))) }
	admin := 0
	if r.Admin1 > 0 {
		admin = at[r.Admin1-1] + 1
	}
	b = put(b, uint64(r.Number), 4)
	b = put(b, uint64(scale(r.Lat, 180)), 3)
	b = put(b, uint64(scale(r.Lon, 360)), 3)
	b = put(b, uint64(p), 3)
	b = append(b, byte(len(r.Name)))
	if r.Country == "" {
		b = append(b, 0, 0)
	} else {
		b = append(b, r.Country...)
	}
	b = put(b, uint64(admin), 3)
	shift, head := rounded(r.Population)
	b = put(b, uint64(shift<<11|head), 2)
	return append(b, byte(r.Class), byte(r.Source)), nil
}

// rounded returns a population as a record holds it: head<<shift.
func rounded(people int) (shift, head int) {
	shift = max(0, bits.Len(uint(people))-11)
	return shift, people >> shift
}

func put(b []byte, v uint64, n int) []byte {
	for ; n > 0; n-- {
		b = append(b, byte(v))
		v >>= 8
	}
	return b
}

func encodeIndex(rows []Row, at []int) ([]byte, error) {
	list := postings(rows, at)
	// Those of one name stand in the order in which they are given out.
	slices.SortFunc(list, func(p, q posting) int {
		return cmp.Or(cmp.Compare(p.fp, q.fp), cmp.Compare(p.match, q.match), cmp.Compare(q.people, p.people), cmp.Compare(p.row, q.row))
	})
	var out []posting
	seen := map[int]bool{} // rows of the name
	for _, p := range list {
		if n := len(out); n == 0 || out[n-1].fp != p.fp {
			clear(seen)
		} else if out[n-1].key != p.key {
			return nil, fmt.Errorf("%q and %q share a fingerprint", out[n-1].key, p.key)
		}
		if !seen[p.row] {
			seen[p.row] = true
			out = append(out, p)
		}
	}
	if len(out) >= 1<<24 {
		return nil, errors.New("more names than 24 bits can number")
	}
	var b []byte
	n := 0
	for bucket := uint64(0); bucket <= 1<<16; bucket++ {
		for n < len(out) && out[n].fp>>32 < bucket {
			n++
		}
		b = put(b, uint64(n), 3)
	}
	for _, p := range out {
		b = put(b, p.fp, 4)
		b = put(b, uint64(p.row)|uint64(p.match)<<20, 3)
	}
	return b, nil
}

func postings(rows []Row, at []int) []posting {
	var list []posting
	for i, r := range rows {
		shift, head := rounded(r.Population)
		add := func(space byte, m Match, key string) {
			if key != "" {
				list = append(list, posting{fingerprint(space, []byte(key)), at[i], m, head << shift, string(space) + key})
			}
		}
		for n, name := range append([]string{r.Name}, r.Alts...) {
			m := AltName
			if n == 0 {
				m = MainName
			}
			f := Fold(name)
			add(spaceName, m, f)
			if r.Loose {
				add(spaceLoose, Loose, loose(f))
			}
		}
		for _, s := range r.Shorts {
			add(spaceName, Short, Fold(s))
		}
		for _, s := range r.Codes {
			add(spaceCode, Code, Fold(s))
		}
		for _, s := range r.Peoples {
			add(spaceWho, People, Fold(s))
		}
	}
	return list
}
