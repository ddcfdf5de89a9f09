package estimate

import (
	"math"
	"slices"
	"strings"
	"time"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// A fit says whether two figures can answer one question.
type fit int

const (
	never   fit = iota // they cannot
	neutral            // nothing speaks against it, nothing for it
	fits
)

// Limits on how far two numbers for one thing may be apart: the larger divided
// by the smaller. Tolls by two sides do differ by a few times; a hundred times
// is another question.
const (
	farthest      = 10  // place and time agree
	farthestSides = 50  // and so far if a third number stands between them: what each side of a battle says
	farOneOpen    = 5   // one of them is not known
	farBothOpen   = 4   // neither is
	farNarrower   = 1.5 // one place lies within the other: else it is the part's own number
	retoldWithin  = 1.2 // a headline rounds
	dayTolerance  = 12 * time.Hour
	sameNews      = 4 * 24 * time.Hour  // reports so close may be on one event where no time is given
	sameCourse    = 21 * 24 * time.Hour // and so close, if there are reports between them
)

// compare says whether m and n can answer one question.
func compare(m, n *mention) fit {
	if !sameActions(m.figure.Action, n.figure.Action) || m.figure.Unit != n.figure.Unit || m.figure.Per != n.figure.Per ||
		differ(m.figure.Total, n.figure.Total) || standing[m.figure.Action] && differ(m.figure.Kind, n.figure.Kind) && ratio(m.q, n.q) > farNarrower ||
		m.single != n.single || m.step != n.step || otherCause(m, n) {
		return never
	}
	if m.single {
		if !mayBeOnePerson(m, n) {
			return never
		}
	} else if !sameCounted(m, n) && !sameNumber(m, n) || m.share != n.share && ratio(m.q, n.q) != 1 || partOf(m, n) || partOf(n, m) || contradict(m, n) {
		return never
	}
	where, when := comparePlaces(m, n), compareTimes(m, n)
	if where == apart || when == apart {
		return never
	}
	if when == within {
		if ratio(m.q, n.q) > retoldWithin || m.q.Bound == assay.Vague || n.q.Bound == assay.Vague {
			return never
		}
		when = unknown // whoever says "today" of what has lasted for weeks counts the same
	}
	limit := float64(farthest)
	switch elsewhere := where == unknown && !m.placeless() && !n.placeless(); {
	case elsewhere && m.rep == n.rep && ratio(m.q, n.q) != 1 && !m.retold && !n.retold:
		return never // two numbers for two places
	case elsewhere:
		limit = farNarrower
	case where == unknown && when == unknown:
		limit = farBothOpen
	case where == unknown || when == unknown:
		limit = farOneOpen
	}
	if where == within {
		limit = farNarrower
	}
	switch r := ratio(m.q, n.q); {
	case where == within && r > limit, r > farthest && (where != same || when != same && m.rep != n.rep), r > farthestSides:
		return never
	case r > limit:
		return neutral // others between the two may vouch for both
	}
	if m.story == n.story || where == same && when == same {
		return fits
	}
	return compareStories(m, n, where, when)
}

// otherCause reports whether two figures are of different causes. In two
// stories the headline and the first paragraph speak for a sentence that names
// neither cause nor place: "eleven people died" in a report of a crash is of the crash.
func otherCause(m, n *mention) bool {
	a, b := m.causes, n.causes
	if m.story != n.story {
		if a == 0 && m.placeless() {
			a = m.set.causes
		}
		if b == 0 && n.placeless() {
			b = n.set.causes
		}
	}
	return a != 0 && b != 0 && a&b == 0
}

// compareStories judges figures of two stories, about which more must be known.
func compareStories(m, n *mention, where, when relation) fit {
	gap, ok := m.set.gap(n.set)
	near := ok && gap <= sameNews
	switch {
	case where == unknown && (m.placeless() || n.placeless() || m.causes&n.causes != 0) && m.set.akin(n.set):
		return fits
	case where == unknown:
		return neutral
	case where == within && (wide(m) || wide(n)) && m.causes&n.causes == 0 && !m.set.akin(n.set):
		return neutral // eleven dead in a town, and eleven in its country
	case when != unknown || near:
		return fits
	case ok && gap > sameCourse:
		return never // weeks apart, and nothing says that the event is the same
	case !ok && where == same && precise(m) && precise(n):
		return fits
	}
	return neutral
}

// standing are the actions of which both the flow ("5,000 fled last week") and
// the stock ("60,000 are displaced") are counted.
var standing = map[assay.Action]bool{
	"displaced": true, "evacuated": true, "fled": true, "arrived": true, "detained": true, "hospitalized": true, "trapped": true,
}

func differ(a, b string) bool { return a != "" && b != "" && a != b }

// partOf reports whether m is said to be a part of the whole that n gives.
func partOf(m, n *mention) bool { return m.doc == n.doc && m.whole == n.fig }

// sameNumber reports whether m and n count the same although one says that they were
// people and the other which people: "16 people", "16 civilians". A part would be less.
func sameNumber(m, n *mention) bool {
	return anybody(m.heads) != anybody(n.heads) && m.figure.Unit == "person" && !m.share && !n.share &&
		m.q.Bound != assay.Vague && n.q.Bound != assay.Vague && ratio(m.q, n.q) == 1
}

// contradict reports whether m and n are two numbers that one voice gives in one report:
// it counts two things. What a headline rounds and what was given up is none of them.
func contradict(m, n *mention) bool {
	if m.rep != n.rep || m.former || n.former || m.status != n.status {
		return false
	}
	mlo, mhi := interval(m.q, 0.1)
	nlo, nhi := interval(n.q, 0.1)
	if mlo <= nhi && nlo <= mhi {
		return false
	}
	if m.retold || n.retold {
		return ratio(m.q, n.q) > retoldWithin
	}
	return m.voice.Key == n.voice.Key || (m.voice.Own || n.voice.Own) && ratio(m.q, n.q) > farNarrower
}

// mayBeOnePerson reports whether two singles may be one. A report tells of each once,
// or calls them the same again; people of two ages are two.
func mayBeOnePerson(m, n *mention) bool {
	if m.rep == n.rep && !slices.ContainsFunc(m.heads, func(h string) bool { return slices.Contains(n.heads, h) }) {
		return false
	}
	a, b := numbersIn(m), numbersIn(n)
	return sameCounted(m, n) && (a == "" || b == "" || a == b)
}

// numbersIn returns the digits in the words for somebody: "39" of "a 39-year-old man".
func numbersIn(m *mention) string {
	return strings.Join(strings.FieldsFunc(m.q.Span.In(m.doc.Text), func(r rune) bool { return r < '0' || r > '9' }), " ")
}

// near are actions that reports use for one thing.
var near = [...][2]assay.Action{{"fled", "displaced"}, {"fled", "departed"}, {"arrived", "crossed"}}

func sameActions(a, b assay.Action) bool {
	return a == b || slices.Contains(near[:], [2]assay.Action{a, b}) || slices.Contains(near[:], [2]assay.Action{b, a})
}

// points returns the least and the largest number that a quantity names; of
// "thousands" the second is the end of its order.
func points(q *assay.Quantity) (lo, hi float64, ok bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, a := range [...]assay.Amount{q.Low, q.Best, q.High} {
		if n, known := a.Number(); known {
			lo, hi, ok = min(lo, n), max(hi, n), true
		}
	}
	if ok && q.Bound == assay.Vague && !q.High.IsKnown() {
		hi = max(hi, lo*10)
	}
	return lo, hi, ok
}

// ratio says how far apart two quantities are, 1 where they meet.
func ratio(p, q *assay.Quantity) float64 {
	plo, phi, okP := points(p)
	qlo, qhi, okQ := points(q)
	if !okP || !okQ || plo <= qhi && qlo <= phi {
		return 1
	}
	if plo > qhi {
		return plo / max(qhi, 1e-9)
	}
	return qlo / max(phi, 1e-9)
}

// A relation says how two places or two times stand to each other.
type relation int

const (
	apart   relation = iota
	unknown          // one is not known, or nobody knows how they lie
	within           // one is a part of the other
	same
)

// comparePlaces returns the closest relation between a place of m and one of n.
func comparePlaces(m, n *mention) relation {
	if a, b := m.figure.Countries, n.figure.Countries; len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(c string) bool { return slices.Contains(b, c) }) {
		return apart
	}
	if len(m.places) == 0 || len(n.places) == 0 {
		return unknown
	}
	best := apart
	for _, a := range m.places {
		for _, b := range n.places {
			best = max(best, relate(m.doc, a, n.doc, b))
		}
	}
	// A place that the clause does not name, the dateline's say, need not be
	// where it happened.
	if (m.weak || n.weak) && (best == apart || best == within && (m.story == n.story || ratio(m.q, n.q) > farNarrower)) {
		return unknown
	}
	return best
}

func relate(da *assay.Doc, a *assay.Place, db *assay.Doc, b *assay.Place) relation {
	if a.Gazetteer != "" && b.Gazetteer != "" && a.Within == "" && b.Within == "" {
		return resolved(a, b)
	}
	wa, wb := placeWords(da, a), placeWords(db, b)
	if r := byWords(wa, wb); r != apart {
		return r
	}
	partly := func(a, b *assay.Place) bool {
		return a.Within != "" && (a.Within == b.Gazetteer || a.Within == b.Within)
	}
	switch {
	case a.Within != "" && a.Within == b.Gazetteer && b.Within == "", b.Within != "" && b.Within == a.Gazetteer && a.Within == "":
		return within // "the north of Kenya" and Kenya
	case (partly(a, b) || partly(b, a)) && heading(wa) != "" && heading(wb) != "":
		return apart // the north and the south of one country
	case partly(a, b) || partly(b, a):
		return unknown // the coast and the south
	case a.Country != "" && a.Country == b.Country:
		return unknown
	case a.Within != "" && nowhere(b), b.Within != "" && nowhere(a):
		return unknown // the west of a country, and a district that no table has
	}
	return apart
}

// nowhere reports whether nothing is known of where a place lies.
func nowhere(p *assay.Place) bool { return p.Gazetteer == "" && p.Within == "" && p.Country == "" }

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
func resolved(a, b *assay.Place) relation {
	if a.Gazetteer == b.Gazetteer {
		return same
	}
	ea, okA := gazetteer.ByID(a.Gazetteer)
	eb, okB := gazetteer.ByID(b.Gazetteer)
	if okA && okB && (ea.In(eb) || eb.In(ea)) {
		return within
	}
	switch {
	case a.Precision == assay.CountryWide || b.Precision == assay.CountryWide:
		if a.Country != "" && a.Country == b.Country {
			return within
		}
		return apart
	case a.Precision == assay.AreaOf || b.Precision == assay.AreaOf:
		// A river or a desert: its middle says little of where it is.
		if a.Country == "" || b.Country == "" || a.Country == b.Country {
			return unknown
		}
		return apart
	case a.Precision == assay.Admin1 && b.Precision == assay.Admin1:
		return apart
	}
	far := gazetteer.Distance(a.Lat, a.Lon, b.Lat, b.Lon)
	if a.Precision == assay.Locality && b.Precision == assay.Locality {
		if far <= 15 {
			return same // a town and its suburb
		}
		return apart
	}
	if far <= 40 && a.Country == b.Country {
		return within // a district and a town in it, as near as the tables can tell
	}
	return apart
}

// placeWords returns the words that name a place, without those that say what
// kind of place it is.
func placeWords(doc *assay.Doc, pl *assay.Place) []string { return wordsOfPlace(doc, pl.Span) }

func wordsOfPlace(doc *assay.Doc, sp assay.Span) []string {
	if sp.Check(doc.Text) != nil {
		return nil
	}
	var out []string
	for _, w := range strings.Fields(strings.ToLower(sp.In(doc.Text))) {
		w = strings.Trim(w, ".,;:'\"“”‘’()")
		if w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"); w != "" && !english.PlaceKinds[w] {
			out = append(out, w)
		}
	}
	return out
}

// byWords relates two places by what they are called.
func byWords(a, b []string) relation {
	if len(a) == 0 || len(b) == 0 {
		return unknown
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

// A cause is a set of what kills and displaces, as the sentence names it.
type cause uint16

// violence is the cause of the words for fighting and attacks.
const violence = cause(1) << en.Violence

// causeWords are the beginnings of words with their causes. Causes that one event has
// together ("storms and floods") are one.
var causeWords = func() (list []causeWord) {
	at := map[string]int{}
	for i, stems := range english.Causes {
		for stem := range strings.SplitSeq(stems, "|") {
			k, ok := at[stem]
			if !ok {
				k = len(list)
				at[stem] = k
				list = append(list, causeWord{stem: stem})
			}
			list[k].is |= 1 << i
		}
	}
	return list
}()

type causeWord struct {
	stem string
	is   cause
}

func causesIn(s string) cause {
	var c cause
	s = strings.ToLower(s)
	for _, w := range causeWords {
		for at := 0; ; {
			i := strings.Index(s[at:], w.stem)
			if i < 0 {
				break
			}
			if i += at; i == 0 || !letter(s[i-1]) {
				c |= w.is
				break
			}
			at = i + 1
		}
	}
	return c
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || c >= 0x80 || c == '-' }
