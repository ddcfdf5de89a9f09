package ledger

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"assay"
	"assay/place/gazetteer"
)

// RuleName names the rule by which low, best and high are chosen. See
// docs/estimates.md.
const RuleName = "ucdp"

// newEstimate makes the estimate of one group.
func newEstimate(all []mention, g figureGroup, opt Options) assay.Estimate {
	members := slices.Clone(g.members)
	slices.SortStableFunc(members, func(i, j int) int { return byPublication(&all[i], &all[j]) })
	s := &series{all: all, members: members}
	s.fold()
	s.judge()
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

// question words the question of a group: each part from the first figure that
// has it.
func question(all []mention, members []int) assay.Question {
	first := &all[members[0]]
	q := assay.Question{Action: first.figure.Action, Unit: first.figure.Unit}
	for _, i := range members {
		m := &all[i]
		if m.copyOf >= 0 && q.Counted != "" {
			continue
		}
		if q.Counted == "" {
			q.Counted = m.counted
		}
		if q.Place == "" && len(m.places) > 0 {
			if pl := m.places[0]; pl.Gazetteer != "" {
				q.Place = pl.Gazetteer
			} else {
				q.Place = quoteOf(m.doc, pl.Span)
			}
		}
		if q.Begin.IsZero() && m.tx != nil && !m.tx.Begin.IsZero() {
			q.Begin, q.End = m.tx.Begin, m.tx.End
		}
	}
	return q
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
}

// fold gives each member its entry and its origin. A copy has the origin of
// what it copies.
func (s *series) fold() {
	var heads []int // the mention that stands for each origin
	for _, i := range s.members {
		m := &s.all[i]
		root := m
		if m.copyOf >= 0 {
			root = &s.all[m.copyOf]
		}
		origin := slices.IndexFunc(heads, func(h int) bool { return sameOrigin(&s.all[h], root) })
		if origin < 0 {
			origin = len(heads)
			if m.copyOf >= 0 {
				heads = append(heads, m.copyOf)
			} else {
				heads = append(heads, i)
			}
		}
		s.origin = append(s.origin, origin)
		status := m.status
		if status == "" {
			status = "stands"
		}
		s.entries = append(s.entries, assay.Entry{
			Origin: root.voice.name, Named: root.voice.named,
			Figure: assay.RefTo[assay.Figure](m.fig), Story: m.story,
			Evidence:  assay.Evidence{Report: m.doc.ID, Span: m.q.Span, Text: m.q.Span.In(m.doc.Text)},
			Published: m.date, Low: m.q.Low, Best: m.q.Best, High: m.q.High,
			Status: status, SupersededBy: -1,
		})
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
		if en.Status != "stands" || s.all[s.members[i]].former {
			continue
		}
		for j := range i {
			before := &s.entries[j]
			if s.origin[j] != s.origin[i] || before.Status != "stands" || s.all[s.members[j]].former {
				continue
			}
			switch {
			case s.repeats(i, j):
				en.Status = "repeats"
			case later(&s.all[s.members[i]], &s.all[s.members[j]]):
				before.Status, before.SupersededBy = "superseded", i
			}
		}
	}
	s.giveUp()
	s.retell()
}

// giveUp lets the number that a report says was given up be superseded by the
// one it gives instead, of the same origin if it can be.
func (s *series) giveUp() {
	for i := range s.entries {
		if !s.all[s.members[i]].former || s.entries[i].Status != "stands" {
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
			s.entries[i].Status, s.entries[i].SupersededBy = "superseded", by
		}
	}
}

// retell marks what a headline or caption says again: it is the report's,
// whoever says it in the body.
func (s *series) retell() {
	for i := range s.entries {
		if !s.all[s.members[i]].retold || s.entries[i].Status != "stands" {
			continue
		}
		for j := range s.entries {
			if m := &s.all[s.members[j]]; j != i && !m.retold && m.status == "" && s.entries[j].Evidence.Report == s.entries[i].Evidence.Report {
				s.entries[i].Status = "repeats"
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

// interval returns what a quantity leaves open: [n, ∞) for "at least n". An
// approximate number is widened by a share.
func interval(q *assay.Quantity, widen float64) (lo, hi float64) {
	lo, hi = math.Inf(-1), math.Inf(1)
	if n, ok := q.Low.Number(); ok {
		lo = n
	}
	if n, ok := q.High.Number(); ok {
		hi = n
	}
	if q.Bound == assay.Approx {
		lo, hi = lo-math.Abs(lo)*widen, hi+math.Abs(hi)*widen
	}
	return lo, hi
}

// bounds applies the rule "ucdp" to the standing entries: low is the lowest low
// and high the highest high that any of them gives. Vague words ("dozens") give
// a bound only where nothing better does. Where "at least 60" stands against
// "57", 60 is the high, and where "up to 40" does, 40 is the low. What no
// figure gives stays unknown.
func (s *series) bounds(widen float64) (low, best, high assay.Amount) {
	var vagueLow, vagueHigh assay.Amount
	for i := range s.entries {
		en := &s.entries[i]
		switch {
		case en.Status != "stands":
		case s.all[s.members[i]].q.Bound == assay.Vague:
			vagueLow, vagueHigh = lower(vagueLow, en.Low), higher(vagueHigh, en.High)
		default:
			low, high = lower(low, en.Low), higher(high, en.High)
		}
	}
	if !low.IsKnown() && !beyond(vagueLow, high) {
		low = vagueLow
	}
	if !high.IsKnown() && !beyond(low, vagueHigh) {
		high = vagueHigh
	}
	if !low.IsKnown() || !high.IsKnown() {
		return low, s.best(widen), high
	}
	for i := range s.entries {
		if s.entries[i].Status == "stands" {
			high = higher(high, s.entries[i].Low)
			low = lower(low, s.entries[i].High)
		}
	}
	return low, s.best(widen), high
}

// beyond reports whether a is known to be more than b.
func beyond(a, b assay.Amount) bool {
	x, okA := a.Number()
	y, okB := b.Number()
	return okA && okB && x > y
}

func lower(a, b assay.Amount) assay.Amount {
	x, okA := a.Number()
	if y, okB := b.Number(); okB && (!okA || y < x) {
		return b
	}
	return a
}

func higher(a, b assay.Amount) assay.Amount {
	x, okA := a.Number()
	if y, okB := b.Number(); okB && (!okA || y > x) {
		return b
	}
	return a
}

// best returns the single number with which most origins agree, by giving it or
// leaving it open; of equals the latest, then a named origin's, then the lower.
func (s *series) best(widen float64) assay.Amount {
	pick, most := -1, 0
	asked := map[assay.Amount]int{}
	for i := range s.entries {
		en := &s.entries[i]
		if en.Status != "stands" || !en.Best.IsKnown() {
			continue
		}
		votes, ok := asked[en.Best]
		if !ok {
			votes = s.votes(en.Best, widen)
			asked[en.Best] = votes
		}
		if pick < 0 || votes > most || votes == most && s.better(i, pick) {
			pick, most = i, votes
		}
	}
	if pick < 0 {
		return assay.Amount{}
	}
	return s.entries[pick].Best
}

// votes returns how many origins agree with n.
func (s *series) votes(n assay.Amount, widen float64) int {
	x, _ := n.Number()
	agrees := map[int]bool{}
	for i := range s.entries {
		if s.entries[i].Status == "stands" {
			lo, hi := interval(s.all[s.members[i]].q, widen)
			agrees[s.origin[i]] = agrees[s.origin[i]] || lo <= x && x <= hi
		}
	}
	votes := 0
	for _, yes := range agrees {
		if yes {
			votes++
		}
	}
	return votes
}

// better reports whether entry i is to be preferred to entry j, which as many
// origins support.
func (s *series) better(i, j int) bool {
	a, b := &s.entries[i], &s.entries[j]
	switch {
	case after(a.Published, b.Published):
		return true
	case after(b.Published, a.Published):
		return false
	case a.Named != b.Named:
		return a.Named
	}
	x, _ := a.Best.Number()
	y, _ := b.Best.Number()
	return x < y
}

// origins counts the independent origins: at least the named ones that must be
// different, at most all named ones and the unnamed ones of each story besides.
func (s *series) origins() assay.Origins {
	var named []*mention // one for each named origin
	seen, unnamed := map[int]bool{}, map[int]bool{}
	for i := range s.entries {
		if st := s.entries[i].Status; st != "stands" && st != "superseded" {
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

// conflict reports whether the intervals of two origins do not meet.
func (s *series) conflict(widen float64) bool {
	for i := range s.entries {
		for j := range i {
			if s.entries[i].Status != "stands" || s.entries[j].Status != "stands" || s.origin[i] == s.origin[j] {
				continue
			}
			ilo, ihi := interval(s.all[s.members[i]].q, widen)
			jlo, jhi := interval(s.all[s.members[j]].q, widen)
			if ilo > jhi || jlo > ihi {
				return true
			}
		}
	}
	return false
}
