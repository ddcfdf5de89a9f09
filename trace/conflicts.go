package trace

import (
	"cmp"
	"slices"

	"assay"
	"assay/estimate"
)

// A Conflict is a smallest set of standing entries that cannot all hold: take an entry of
// each side, and without either the other may be right. Entries of one side say the same.
type Conflict struct {
	Kind  ConflictKind
	Sides [2][]Entry
}

// ConflictKind is the kind of a Conflict.
type ConflictKind uint8

// The kinds.
const (
	Apart     ConflictKind = iota // two answers to one question that do not meet
	PartAbove                     // the first side counts a part of what the second counts, and more
)

// Conflicts lists the conflicts within estimates and between parts and their wholes, in
// the order of the estimates; within one those that lie farthest apart first. Vague words
// contradict nobody. Numbers on a line that meet two by two all meet, so a smallest set
// has two sides.
func (p *Pile) Conflicts(opt estimate.Options) (list []Conflict) {
	at := map[string]int{}
	for i := range p.estimates {
		at[p.estimates[i].ID] = i
	}
	sides := make([][]side, len(p.estimates))
	for i := range p.estimates {
		sides[i] = p.sides(i, opt)
	}
	for i := range p.estimates {
		var found []Conflict
		mine := sides[i]
		for k := range mine {
			for n := range mine[:k] {
				a, b := &mine[n], &mine[k]
				if a.lo > b.lo {
					a, b = b, a
				}
				if a.hi < b.lo {
					found = append(found, Conflict{Apart, [2][]Entry{a.entries, b.entries}})
				}
			}
		}
		slices.SortStableFunc(found, func(a, b Conflict) int {
			return cmp.Compare(p.ratio(&b), p.ratio(&a))
		})
		list = append(list, found...)
		for w, steps := p.whole(i, at), 0; w >= 0 && steps < len(p.estimates); w, steps = p.whole(w, at), steps+1 {
			if p.estimates[w].Question.Unit != p.estimates[i].Question.Unit {
				break
			}
			for k := range mine {
				for n := range sides[w] {
					if mine[k].lo > sides[w][n].hi {
						list = append(list, Conflict{PartAbove, [2][]Entry{mine[k].entries, sides[w][n].entries}})
					}
				}
			}
		}
	}
	return list
}

// ratio says how many times the higher side's number is the lower one's.
func (p *Pile) ratio(c *Conflict) float64 {
	number := func(e Entry) float64 {
		en := &p.estimates[e.Estimate].Series[e.Entry]
		n, _ := core(&assay.Quantity{Low: en.Low, Best: en.Best, High: en.High})
		return n
	}
	return number(c.Sides[1][0]) / max(number(c.Sides[0][0]), 1)
}

// whole returns the estimate of which estimate i is a part; -1 if there is none.
func (p *Pile) whole(i int, at map[string]int) int {
	if w, ok := at[p.estimates[i].Of]; ok && w != i {
		return w
	}
	return -1
}

// A side is the standing entries of an estimate that say the same, and what they leave
// open.
type side struct {
	lo, hi  float64
	entries []Entry
}

// sides returns the sides of an estimate, in the order in which they were first given.
func (p *Pile) sides(i int, opt estimate.Options) (list []side) {
	series := p.estimates[i].Series
	open := estimate.Open(series, opt)
	for k := range series {
		e := &series[k]
		if e.Status != stands || e.Bound == assay.Vague || !e.Low.IsKnown() && !e.Best.IsKnown() && !e.High.IsKnown() {
			continue
		}
		lo, hi := open[k][0], open[k][1]
		n := slices.IndexFunc(list, func(s side) bool { return s.lo == lo && s.hi == hi })
		if n < 0 {
			n = len(list)
			list = append(list, side{lo: lo, hi: hi})
		}
		list[n].entries = append(list[n].entries, Entry{i, k})
	}
	return list
}
