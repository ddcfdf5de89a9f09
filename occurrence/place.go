package occurrence

import (
	"slices"
	"strings"

	"assay"
	"assay/place/gazetteer"
)

// A relation says how two places lie to each other.
type relation int

const (
	unknown relation = iota // one is not known
	apart
	unclear // nobody knows how they lie
	near
	within // one is a part of the other
	same
)

// relate returns how two places lie, and how many kilometres are between them, -1 if that
// is not known.
func relate(a, b *spot) (relation, float64) {
	if a.found && b.found {
		return resolved(a, b)
	}
	p, q := &a.place, &b.place
	if r := byWords(a.words, b.words); r != apart {
		return r, -1
	}
	partly := func(p, q *place) bool {
		return p.Within != "" && (p.Within == q.Gazetteer || p.Within == q.Within)
	}
	switch {
	case p.Within != "" && p.Within == q.Gazetteer && q.Within == "", q.Within != "" && q.Within == p.Gazetteer && p.Within == "":
		return within, -1 // "the north of Kenya" and Kenya
	case (partly(p, q) || partly(q, p)) && heading(a.words) != "" && heading(b.words) != "":
		return apart, -1 // the north and the south of one country
	case partly(p, q) || partly(q, p), p.Country != "" && p.Country == q.Country:
		return unclear, -1
	case p.Within != "" && nowhere(q), q.Within != "" && nowhere(p):
		return unclear, -1 // the west of a country, and a district that no table has
	}
	return apart, -1
}

// nowhere reports whether nothing is known of where a place lies.
func nowhere(p *place) bool { return p.Gazetteer == "" && p.Within == "" && p.Country == "" }

// heading returns the point of the compass among the words of a place.
func heading(words []string) string {
	for _, w := range words {
		for _, h := range english.Headings {
			if strings.HasPrefix(w, h) {
				return w
			}
		}
	}
	return ""
}

// resolved relates two gazetteer entries.
func resolved(a, b *spot) (relation, float64) {
	p, q := &a.place, &b.place
	if p.Gazetteer == q.Gazetteer {
		return same, 0
	}
	if a.entry.In(b.entry) || b.entry.In(a.entry) {
		return within, 0
	}
	far := gazetteer.Distance(p.Lat, p.Lon, q.Lat, q.Lon)
	switch {
	case p.Precision == assay.CountryWide || q.Precision == assay.CountryWide:
		if p.Country != "" && p.Country == q.Country {
			return within, 0
		}
		return apart, far
	case p.Precision == assay.AreaOf || q.Precision == assay.AreaOf:
		// A river or a desert: its middle says little of where it is.
		if p.Country == "" || q.Country == "" || p.Country == q.Country {
			return unclear, -1
		}
		return apart, far
	case p.Precision == assay.Admin1 && q.Precision == assay.Admin1:
		return apart, far
	case far <= 15 && p.Precision == q.Precision:
		return same, far // a town and its suburb
	case far <= 40:
		return near, far
	}
	return apart, far
}

// placeWords returns the words that name a place, without those that say what
// kind of place it is.
func placeWords(doc *assay.Doc, sp assay.Span) []string {
	var out []string
	for _, w := range strings.Fields(strings.ToLower(quote(doc, sp))) {
		w = strings.Trim(w, ".,;:'\"“”‘’()")
		if w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"); w != "" && !english.PlaceKinds[w] {
			out = append(out, gazetteer.Even(w))
		}
	}
	return out
}

// byWords relates two places by what they are called.
func byWords(a, b []string) relation {
	if len(a) == 0 || len(b) == 0 {
		return unclear
	}
	common, named := 0, false
	for _, w := range a {
		if slices.Contains(b, w) {
			common++
			named = named || heading([]string{w}) == ""
		}
	}
	switch {
	case !named: // "central Kenya" and "Central City"
		return apart
	case common == len(a) && common == len(b):
		return same
	case common == min(len(a), len(b)):
		return within
	}
	return apart
}

// precise reports whether one of the places is a town or part of one.
func precise(list []*spot) bool {
	return slices.ContainsFunc(list, func(s *spot) bool { return s.place.Precision == assay.Locality })
}

// wide reports whether one of the places is a whole country.
func wide(list []*spot) bool {
	return slices.ContainsFunc(list, func(s *spot) bool { return s.place.Precision == assay.CountryWide })
}
