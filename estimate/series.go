package estimate

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// RuleName names the rule by which low, best and high are chosen. See
// docs/estimates.md.
const RuleName = "ucdp"

// What an entry does for its estimate, where it is not set aside.
const (
	stands     = "stands"
	superseded = "superseded" // its origin said another number later
	repeats    = "repeats"    // another entry of its origin says it already
)

// english has the words by which figures are held together.
var english = en.Evidence()

// newEstimate makes the estimate of one group.
func newEstimate(all []mention, g figureGroup, opt Options) assay.Estimate {
	members := slices.Clone(g.members)
	slices.SortStableFunc(members, func(i, j int) int { return byPublication(&all[i], &all[j]) })
	s := &series{all: all, members: members}
	s.fold()
	s.judge()
	s.weigh()
	est := assay.Estimate{Question: question(all, members), Rule: RuleName, Series: s.entries}
	est.Low, est.Best, est.High = s.bounds(opt.widen())
	est.Origins = s.origins()
	est.Conflict = s.conflict(opt.widen())
	return est
}

// byPublication orders by date, unknown dates last; then what retells last.
func byPublication(m, n *mention) int {
	ay, am, ad := m.dayKey()
	by, bm, bd := n.dayKey()
	if (ay == 0) != (by == 0) {
		return cmp.Compare(by, ay) // one is 0
	}
	retold := func(m *mention) int {
		if m.retold {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(ay, by), cmp.Compare(am, bm), cmp.Compare(ad, bd),
		cmp.Compare(m.story, n.story), cmp.Compare(m.rep, n.rep), cmp.Compare(retold(m), retold(n)), cmp.Compare(m.fig, n.fig))
}

// question words the question of a group: what most of its figures count, and
// the time of the first that says when it happened.
func question(all []mention, members []int) assay.Question {
	first := &all[members[0]]
	q := assay.Question{Action: first.figure.Action, Unit: first.figure.Unit}
	var counted, toll, places []string
	// What is said again has no say: neither copies nor headlines, which copies
	// have too.
	own := slices.DeleteFunc(slices.Clone(members), func(i int) bool { return all[i].copyOf >= 0 || all[i].retold })
	if len(own) == 0 {
		own = members[:1]
	}
	for _, i := range own {
		m := &all[i]
		if m.counted != "" && slices.ContainsFunc(m.heads, func(h string) bool { return !english.Dead[h] }) {
			counted = append(counted, m.counted)
		} else if m.counted != "" && len(m.heads) > 0 {
			toll = append(toll, m.counted)
		}
		if q.Begin.IsZero() {
			q.Begin, q.End = m.figure.Begin, m.figure.End
		}
	}
	places = placesOf(all, own)
	if len(places) == 0 {
		places = placesOf(all, members)
	}
	if len(counted) == 0 {
		counted = toll
	}
	q.Counted, q.Place = most(counted), most(places)
	return q
}

// placesOf returns the places of figures. Those that the clause itself names come
// first, rivers and places that are in no gazetteer last: a kind counts only where
// there is none of the one before.
func placesOf(all []mention, members []int) (places []string) {
	for _, like := range [...]func(m *mention) bool{
		func(m *mention) bool { return !m.weak && precise(m) },
		precise,
		func(m *mention) bool { return true },
	} {
		for _, i := range members {
			if id := placeID(&all[i]); id != "" && like(&all[i]) {
				places = append(places, id)
			}
		}
		if len(places) > 0 {
			break
		}
	}
	return places
}

// placeID returns the entry of the first place of a figure that is smaller than
// a country, of the first if none is, or its words.
func placeID(m *mention) string {
	if len(m.places) == 0 {
		return ""
	}
	pl := m.places[0]
	if i := slices.IndexFunc(m.places, func(pl *assay.Place) bool { return pl.Precision >= assay.Admin1 }); i >= 0 {
		pl = m.places[i]
	}
	if pl.Gazetteer != "" {
		return pl.Gazetteer
	}
	return quoteOf(m.doc, pl.Span)
}

// most returns the string that stands most often in list, of equals the first.
func most(list []string) string {
	best, n := "", 0
	for _, s := range list {
		k := 0
		for _, t := range list {
			if s == t {
				k++
			}
		}
		if k > n {
			best, n = s, k
		}
	}
	return best
}

func quoteOf(doc *assay.Doc, sp assay.Span) string {
	if sp.Check(doc.Text) != nil {
		return ""
	}
	return sp.In(doc.Text)
}

// A series is the figures of one question, in order of publication, on the way
// to becoming entries.
type series struct {
	all     []mention
	members []int
	origin  []int // per entry: which origin; entries of one origin have one number
	entries []assay.Entry
	exact   bool                 // whether a standing entry gives a single number
	again   map[assay.Amount]int // how often each least number is said
}

// fold gives each member its entry and its origin. A copy has the origin of
// what it copies.
func (s *series) fold() {
	var heads []*mention // one for each origin
	for k, i := range s.members {
		m := &s.all[i]
		root := s.root(k)
		origin := slices.IndexFunc(heads, func(h *mention) bool { return sameOrigin(h, root) })
		if origin < 0 {
			origin = len(heads)
			heads = append(heads, root)
		}
		s.origin = append(s.origin, origin)
		status := m.status
		if status == "" {
			status = stands
		}
		s.entries = append(s.entries, assay.Entry{
			Origin: root.voice.name, Named: root.voice.named,
			Figure: assay.RefTo[assay.Figure](m.fig), Story: m.storyID,
			Evidence:  m.evidence,
			Published: m.date, Low: m.q.Low, Best: m.q.Best, High: m.q.High,
			Status: status, SupersededBy: -1,
		})
	}
	s.name(heads)
}

// name takes an origin that is only described for the one it describes, if
// there is no more than one, and gives all entries of an origin its full name.
func (s *series) name(heads []*mention) {
	for k, h := range heads {
		of, n := -1, 0
		for j, full := range heads {
			if j != k && h.voice.named && full.voice.named && describes(&h.voice, &full.voice, h.story == full.story) {
				of, n = j, n+1
			}
		}
		if n != 1 {
			continue
		}
		for i := range s.origin {
			if s.origin[i] == k {
				s.origin[i] = of
			}
		}
	}
	fullest := map[int]string{}
	for i, o := range s.origin {
		if name, ok := fullest[o]; !ok || capitals(s.entries[i].Origin) > capitals(name) {
			fullest[o] = s.entries[i].Origin
		}
	}
	for i, o := range s.origin {
		s.entries[i].Origin = fullest[o]
	}
}

// sameOrigin reports whether two figures come from one origin: one party, or
// one unnamed voice of one story. A private person is not followed from story to
// story.
func sameOrigin(m, n *mention) bool {
	a, b := &m.voice, &n.voice
	if a.named != b.named {
		return false
	}
	if a.alone && b.alone && m.story != n.story && !(a.public && b.public) {
		return false
	}
	if a.named {
		return sameParty(a, b) || m.story == n.story && (shortFor(a, b) || shortFor(b, a))
	}
	return m.story == n.story && a.fine == b.fine
}

// shortFor reports whether a is the bare noun by which a report may mean b:
// "police" after "the harbour police".
func shortFor(a, b *voice) bool {
	if len(a.party) != 1 || a.alone || b.alone || isNation(a.party[0]) {
		return false
	}
	words := strings.Fields(gazetteer.Fold(b.name))
	return len(words) > 1 && words[len(words)-1] == a.party[0]
}

// judge finds which entries repeat one before or are superseded by one after.
func (s *series) judge() {
	for i := range s.entries {
		en := &s.entries[i]
		if en.Status != stands || s.all[s.members[i]].former {
			continue
		}
		for j := range i {
			before := &s.entries[j]
			if s.origin[j] != s.origin[i] || before.Status != stands || s.all[s.members[j]].former {
				continue
			}
			switch {
			case s.repeats(i, j):
				en.Status = repeats
			case later(&s.all[s.members[i]], &s.all[s.members[j]]):
				before.Status, before.SupersededBy = superseded, i
			}
		}
	}
	s.giveUp()
	s.retell()
	s.fall()
}

// fall lets a number in a report's own voice fall with the same number of the
// named origin that has given it up: what "has killed at least 57 people" rests
// on is the agency that counts 71 by now.
func (s *series) fall() {
	for i := range s.entries {
		if s.entries[i].Status != stands || s.entries[i].Origin != itself {
			continue
		}
		lo, hi, ok := points(s.all[s.members[i]].q)
		for j := range s.entries {
			before := &s.entries[j]
			if before.Status != superseded || !before.Named || !ok || later(&s.all[s.members[j]], &s.all[s.members[i]]) {
				continue
			}
			if l, h, ok := points(s.all[s.members[j]].q); ok && l == lo && h == hi {
				s.entries[i].Status, s.entries[i].SupersededBy = superseded, before.SupersededBy
			}
		}
	}
}

// giveUp lets the number that a report says was given up be superseded by the
// one it gives instead, of the same origin if it can be.
func (s *series) giveUp() {
	for i := range s.entries {
		if !s.all[s.members[i]].former || s.entries[i].Status != stands {
			continue
		}
		by := -1
		for j := range s.entries {
			if s.entries[j].Evidence.Report != s.entries[i].Evidence.Report || s.all[s.members[j]].former || s.all[s.members[j]].status != "" {
				continue
			}
			if by < 0 || s.origin[j] == s.origin[i] && s.origin[by] != s.origin[i] {
				by = j
			}
		}
		if by >= 0 {
			s.entries[i].Status, s.entries[i].SupersededBy = superseded, by
		}
	}
}

// retell marks what a headline or caption says again: it is the report's,
// whoever says it in the body.
func (s *series) retell() {
	for i := range s.entries {
		if !s.all[s.members[i]].retold || s.entries[i].Status != stands {
			continue
		}
		for j := range s.entries {
			if m := &s.all[s.members[j]]; j != i && !m.retold && m.status == "" && s.entries[j].Evidence.Report == s.entries[i].Evidence.Report {
				s.entries[i].Status = repeats
			}
		}
	}
}

// repeats reports whether entry i says no more than entry j before it: the same
// numbers, or looser words for them ("dozens" after "57").
func (s *series) repeats(i, j int) bool {
	p, q := s.all[s.members[i]].q, s.all[s.members[j]].q
	if sameNumbers(p, q) {
		return true
	}
	if s.entries[i].Published != s.entries[j].Published && p.Bound != assay.Vague {
		return false
	}
	plo, phi := interval(p, 0)
	qlo, qhi := interval(q, 0)
	open := math.IsInf(plo, -1) || math.IsInf(phi, 1)
	closed := !math.IsInf(qlo, -1) && !math.IsInf(qhi, 1)
	return open && closed && plo <= qlo && qhi <= phi
}

// after reports whether a is known to be a later date than b.
func after(a, b assay.Date) bool {
	if a.Year == 0 || b.Year == 0 {
		return false
	}
	if a.Year != b.Year {
		return a.Year > b.Year
	}
	if a.Month == 0 || b.Month == 0 {
		return false
	}
	if a.Month != b.Month {
		return a.Month > b.Month
	}
	return a.Day != 0 && b.Day != 0 && a.Day > b.Day
}

// origins counts the independent origins: at least the named ones that must be
// different, at most all named ones and the unnamed ones of each story besides.
func (s *series) origins() assay.Origins {
	var named []*mention // one for each named origin
	seen, unnamed := map[int]bool{}, map[int]bool{}
	for i := range s.entries {
		if st := s.entries[i].Status; st != stands && st != superseded {
			continue
		}
		m := s.root(i)
		switch {
		case !s.entries[i].Named:
			unnamed[m.story] = true
		case !seen[s.origin[i]]:
			seen[s.origin[i]] = true
			named = append(named, m)
		}
	}
	n := assay.Origins{Max: len(named) + len(unnamed)}
	for i, m := range named {
		if !slices.ContainsFunc(named[:i], func(k *mention) bool { return mayBeOne(&m.voice, &k.voice) }) {
			n.Min++
		}
	}
	if n.Max > 0 {
		n.Min = max(1, n.Min)
	}
	return n
}

// root returns the mention whose voice entry i has: its own or, of a copy, the
// original's.
func (s *series) root(i int) *mention {
	m := &s.all[s.members[i]]
	if m.copyOf >= 0 {
		return &s.all[m.copyOf]
	}
	return m
}
