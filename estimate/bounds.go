package estimate

import (
	"math"
	"slices"

	"assay"
)

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
// and high the highest high that any of them gives. Vague words ("dozens") and
// counts of bodies give a bound only where nothing better does. Where "at least
// 60" stands against "57", 60 is the high, and where "up to 40" does, 40 is the
// low. What no figure gives stays unknown.
func (s *series) bounds(widen float64) (low, best, high assay.Amount) {
	var looseLow, looseHigh assay.Amount
	for i := range s.entries {
		en := &s.entries[i]
		switch {
		case en.Status != stands:
		case s.loose(i):
			looseLow, looseHigh = lower(looseLow, en.Low), higher(looseHigh, en.High)
		default:
			low, high = lower(low, en.Low), higher(high, en.High)
		}
	}
	best = s.best(widen)
	if !high.IsKnown() {
		high = best // "at least 60", and nobody says more
	}
	if !low.IsKnown() && !beyond(looseLow, high) {
		low = looseLow
	}
	if !high.IsKnown() && !beyond(low, looseHigh) {
		high = looseHigh
	}
	if !low.IsKnown() || !high.IsKnown() {
		return low, best, high
	}
	for i := range s.entries {
		if s.entries[i].Status == stands && !s.loose(i) {
			high = higher(high, s.entries[i].Low)
			low = lower(low, s.entries[i].High)
		}
	}
	return low, best, high
}

// loose reports whether entry i bounds nothing where others do: vague words, a
// count of bodies where others say how many have died, a number that the next
// days have outgrown.
func (s *series) loose(i int) bool {
	m := &s.all[s.members[i]]
	return m.q.Bound == assay.Vague || s.found(i) || slices.ContainsFunc(s.members, func(k int) bool { return outgrown(m, &s.all[k]) })
}

// growing are the actions of which the count grows as more is known.
var growing = map[assay.Action]bool{
	"killed": true, "injured": true, "displaced": true, "evacuated": true, "homeless": true, "affected": true,
	"infected": true, "hospitalized": true, "rescued": true, "destroyed": true, "damaged": true,
}

// outgrows is how much larger a toll may be on a later day before it says more
// than that more dead have been found.
const outgrows = 1.25

// outgrown reports whether m is a disaster's toll of one day and n one of a
// later day that is a little higher. Whoever gives them, they do not contradict
// each other. In a fight they may.
func outgrown(m, n *mention) bool {
	if !growing[m.figure.Action] || m.disaster()&n.disaster() == 0 || m.status != "" || n.status != "" || n.former ||
		n.q.Bound == assay.Vague || !later(n, m) {
		return false
	}
	_, mhi := interval(m.q, 0)
	nlo, _ := interval(n.q, 0)
	return mhi < nlo && nlo <= mhi*outgrows
}

// found reports whether entry i counts the bodies that somebody has found, and
// others how many have died: "rescuers recovered 43 bodies" is a part of any
// toll.
func (s *series) found(i int) bool {
	if !s.all[s.members[i]].bodies {
		return false
	}
	for j := range s.entries {
		if m := &s.all[s.members[j]]; !m.bodies && s.entries[j].Status == stands && m.q.Bound != assay.Vague {
			return true
		}
	}
	return false
}

// leaves returns what entry i leaves open.
func (s *series) leaves(i int, widen float64) (lo, hi float64) {
	lo, hi = interval(s.all[s.members[i]].q, widen)
	if s.found(i) {
		hi = math.Inf(1)
	}
	return lo, hi
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

// number returns the single number that entry i gives. Where no standing entry gives
// one, that is the least that is said again: "at least 60", and "60" in the headline.
func (s *series) number(i int) assay.Amount {
	if en := &s.entries[i]; !s.exact && s.all[s.members[i]].q.Bound == assay.AtLeast && s.again[en.Low] > 1 {
		return en.Low
	}
	return s.entries[i].Best
}

// weigh prepares number.
func (s *series) weigh() {
	s.again = map[assay.Amount]int{}
	for i := range s.entries {
		en := &s.entries[i]
		if s.all[s.members[i]].copyOf < 0 && (en.Status == "stands" || en.Status == "repeats") {
			s.again[en.Low]++
		}
		s.exact = s.exact || en.Status == "stands" && en.Best.IsKnown()
	}
}

// best returns the single number for which most speaks. A number speaks for
// itself with each origin that gives it, or a range with it; an origin that
// excludes it, and is not older, speaks against it. A number against which as
// much speaks as for it is none: where two named origins contradict each other
// on one day, best is unknown. Of equals the later is taken, then a named
// origin's, then the lower.
func (s *series) best(widen float64) assay.Amount {
	pick, most := -1, 0
	for i := range s.entries {
		en := &s.entries[i]
		if en.Status != stands || !s.number(i).IsKnown() || s.found(i) {
			continue
		}
		votes := s.votes(i, widen)
		if votes > 0 && (pick < 0 || votes > most || votes == most && s.better(i, pick)) {
			pick, most = i, votes
		}
	}
	if pick < 0 {
		return assay.Amount{}
	}
	return s.number(pick)
}

// votes returns how many more origins speak for the number of entry i than
// against it. In a fight, a side to it says nothing against a number that
// others give.
func (s *series) votes(i int, widen float64) int {
	x, _ := s.number(i).Number()
	m := &s.all[s.members[i]]
	says := map[int]int{}
	for j := range s.entries {
		if s.entries[j].Status != stands || s.all[s.members[j]].q.Bound == assay.Vague {
			continue
		}
		n := &s.all[s.members[j]]
		lo, hi := s.leaves(j, widen)
		switch {
		case lo <= x && x <= hi:
			if y, ok := s.number(j).Number(); ok && x == y || !math.IsInf(lo, -1) && !math.IsInf(hi, 1) {
				says[s.origin[j]] = 1
			}
		case later(m, n) || s.side(n) && !s.side(m): // an older number, or that of a side
		case says[s.origin[j]] == 0:
			says[s.origin[j]] = -1
		}
	}
	votes := 0
	for _, v := range says {
		votes += v
	}
	return votes
}

// side reports whether a figure comes from a party to the fighting of which it
// tells.
func (s *series) side(m *mention) bool {
	return m.voice.Party == "belligerent" && (m.causes|m.set.causes)&violence != 0
}

// better reports whether entry i is to be preferred to entry j, for which as
// much speaks.
func (s *series) better(i, j int) bool {
	a, b := &s.entries[i], &s.entries[j]
	switch m, n := &s.all[s.members[i]], &s.all[s.members[j]]; {
	case later(m, n):
		return true
	case later(n, m):
		return false
	case a.Named != b.Named:
		return a.Named
	}
	x, _ := s.number(i).Number()
	y, _ := s.number(j).Number()
	return x < y
}

// conflict reports whether the intervals of two origins do not meet.
func (s *series) conflict(widen float64) bool {
	for i := range s.entries {
		for j := range i {
			if s.entries[i].Status != stands || s.entries[j].Status != stands || s.origin[i] == s.origin[j] {
				continue
			}
			if m, n := &s.all[s.members[i]], &s.all[s.members[j]]; outgrown(m, n) || outgrown(n, m) {
				continue
			}
			ilo, ihi := s.leaves(i, widen)
			jlo, jhi := s.leaves(j, widen)
			if ilo > jhi || jlo > ihi {
				return true
			}
		}
	}
	return false
}
