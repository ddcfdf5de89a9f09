package estimate

import (
	"cmp"
	"math"
	"slices"

	"assay"
	"assay/lang/en"
	"assay/origin"
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
	origin  []int // per entry: the entry by which its origin is known
	entries []assay.Entry
	exact   bool                 // whether a standing entry gives a single number
	again   map[assay.Amount]int // how often each least number is said
}

// fold gives each member its entry and its origin.
func (s *series) fold() {
	var voices []*origin.Voice
	for _, i := range s.members {
		voices = append(voices, s.all[i].voice)
	}
	s.origin = origin.Fold(voices, func(i, j int) bool {
		m, n := &s.all[s.members[i]], &s.all[s.members[j]]
		if m.date != n.date {
			return false
		}
		mlo, mhi := interval(m.q, 0.1)
		nlo, nhi := interval(n.q, 0.1)
		return mlo > nhi || nlo > mhi
	}, func(i, j int) bool {
		m, n := &s.all[s.members[i]], &s.all[s.members[j]]
		mlo, mhi, okM := points(m.q)
		nlo, nhi, okN := points(n.q)
		return m.rep == n.rep && okM && okN && (mlo == nlo || mhi == nhi)
	})
	for k, i := range s.members {
		m, v := &s.all[i], voices[s.origin[k]]
		status := m.status
		if status == "" {
			status = stands
		}
		s.entries = append(s.entries, assay.Entry{
			Origin: v.Name, Named: v.Named,
			Figure: assay.RefTo[assay.Figure](m.fig), Story: m.storyID,
			Evidence:  m.evidence,
			Published: m.date, Low: m.q.Low, Best: m.q.Best, High: m.q.High,
			Status: status, SupersededBy: -1,
		})
	}
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
		if s.entries[i].Status != stands || !s.voice(i).Own {
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

// origins counts the independent origins of what stands or stood.
func (s *series) origins() assay.Origins {
	var voices []*origin.Voice
	add := func(v *origin.Voice) {
		if v != nil && !slices.ContainsFunc(voices, func(w *origin.Voice) bool { return w.Key == v.Key }) {
			voices = append(voices, v)
		}
	}
	for i := range s.entries {
		if st := s.entries[i].Status; st == stands || st == superseded {
			add(s.voice(i))
			add(s.all[s.members[i]].also)
		}
	}
	return origin.Count(voices)
}

// voice returns the voice by which the origin of entry i is known.
func (s *series) voice(i int) *origin.Voice { return s.all[s.members[s.origin[i]]].voice }
