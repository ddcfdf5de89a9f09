package ledger

import (
	"cmp"
	"math"
	"slices"

	"assay"
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
	est.Low, est.Best, est.High = s.bounds()
	est.Origins = s.origins()
	est.Conflict = s.conflict(opt.widen())
	return est
}

// byPublication orders by date, unknown dates last; then what retells last.
func byPublication(m, n *mention) int {
	a, b := m.date, n.date
	if (a.Year == 0) != (b.Year == 0) {
		return cmp.Compare(b.Year, a.Year) // one is 0
	}
	retold := func(m *mention) int {
		if m.retold {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day),
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
// one unnamed voice of one story.
func sameOrigin(m, n *mention) bool {
	a, b := &m.voice, &n.voice
	if a.named != b.named {
		return false
	}
	if a.named {
		return sameParty(a, b)
	}
	return m.story == n.story && a.fine == b.fine
}

// judge finds which entries repeat one before or are superseded by one after.
func (s *series) judge() {
	for i := range s.entries {
		en := &s.entries[i]
		if en.Status != "stands" {
			continue
		}
		for j := range i {
			before := &s.entries[j]
			if s.origin[j] != s.origin[i] || before.Status != "stands" {
				continue
			}
			switch {
			case s.repeats(i, j):
				en.Status = "repeats"
			case after(en.Published, before.Published):
				before.Status, before.SupersededBy = "superseded", i
			}
		}
	}
	// What a headline retells is the report's, whoever says it in the body.
	for i := range s.entries {
		if m := &s.all[s.members[i]]; m.retold && s.entries[i].Status == "stands" {
			for j := range s.entries {
				if j != i && !s.all[s.members[j]].retold && s.entries[j].Evidence.Report == s.entries[i].Evidence.Report &&
					s.entries[j].Status != "denied" && s.entries[j].Status != "declined" {
					s.entries[i].Status = "repeats"
				}
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

// bounds applies the rule "ucdp" to the standing entries.
//
// Numbers that are closed on both sides (exact, approximate, ranges) decide:
// the lowest low, the highest high. Open ones ("at least", "up to",
// "thousands") decide only where there are no others; else they move a bound
// only where their own lies beyond it. Best is the single number that most
// origins give; of equals the latest, then a named origin's, then the lower.
// What no figure gives stays unknown.
func (s *series) bounds() (low, best, high assay.Amount) {
	closed := false
	for i := range s.entries {
		if en := &s.entries[i]; en.Status == "stands" && en.Low.IsKnown() && en.High.IsKnown() {
			closed = true
			low, high = lower(low, en.Low), higher(high, en.High)
		}
	}
	for i := range s.entries {
		en := &s.entries[i]
		if en.Status != "stands" || en.Low.IsKnown() && en.High.IsKnown() {
			continue
		}
		if !closed {
			low, high = lower(low, en.Low), higher(high, en.High)
			continue
		}
		high = higher(high, en.Low) // "at least 60" against "57"
		low = lower(low, en.High)   // "up to 40" against "57"
	}
	if x, ok := low.Number(); ok {
		if y, ok := high.Number(); ok && x > y { // "at least 60" against "up to 40"
			low, high = high, low
		}
	}
	return low, s.best(), high
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

func (s *series) best() assay.Amount {
	pick, most := -1, 0
	for i := range s.entries {
		en := &s.entries[i]
		if en.Status != "stands" || !en.Best.IsKnown() {
			continue
		}
		support := map[int]bool{}
		for j := range s.entries {
			if s.entries[j].Status == "stands" && s.entries[j].Best == en.Best {
				support[s.origin[j]] = true
			}
		}
		if pick < 0 || len(support) > most || len(support) == most && s.better(i, pick) {
			pick, most = i, len(support)
		}
	}
	if pick < 0 {
		return assay.Amount{}
	}
	return s.entries[pick].Best
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

// origins counts the independent origins: the named ones, and at most the
// unnamed ones of each story besides.
func (s *series) origins() assay.Origins {
	named, unnamed := map[int]bool{}, map[int]bool{}
	for i := range s.entries {
		switch s.entries[i].Status {
		case "stands", "superseded":
		default:
			continue
		}
		if s.entries[i].Named {
			named[s.origin[i]] = true
			continue
		}
		m := &s.all[s.members[i]]
		if m.copyOf >= 0 {
			m = &s.all[m.copyOf]
		}
		unnamed[m.story] = true
	}
	n := assay.Origins{Min: len(named), Max: len(named) + len(unnamed)}
	if n.Max > 0 {
		n.Min = max(1, n.Min)
	}
	return n
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
