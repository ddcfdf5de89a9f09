package trace

import (
	"math"
	"slices"

	"assay"
	"assay/estimate"
)

// A Knocked is an estimate without one of its origins.
type Knocked struct {
	Estimate int
	Entries  []int          // those of the origin
	Alone    bool           // no other origin stands behind it
	After    assay.Estimate // what remains, by the same rule
}

// Gone reports whether no number remains.
func (k *Knocked) Gone() bool {
	return !k.After.Low.IsKnown() && !k.After.Best.IsKnown() && !k.After.High.IsKnown()
}

// Knockout returns what becomes of each estimate in which an entry that stands is of an
// origin; is says which entries are.
func (p *Pile) Knockout(is func(*assay.Entry) bool) (list []Knocked) {
	for i := range p.estimates {
		series := p.estimates[i].Series
		var entries []int
		for k := range series {
			if is(&series[k]) {
				entries = append(entries, k)
			}
		}
		if slices.ContainsFunc(entries, func(k int) bool { return series[k].Status == stands }) {
			k := p.without(i, entries, nil)
			p.compare(&k)
			list = append(list, k)
		}
	}
	return list
}

// Dependences returns for each estimate with a number what it becomes without the origin
// on which most depends: whether it has a number at all, then its best, then low and high.
// Estimates that no single origin changes are left out. All is the same without each of the
// origins that changes one, in the order of the estimates.
func (p *Pile) Dependences() (list, all []Knocked) {
	var room []assay.Entry
	for i := range p.estimates {
		est := &p.estimates[i]
		if !est.Low.IsKnown() && !est.Best.IsKnown() && !est.High.IsKnown() {
			continue
		}
		most := -1
		var weight, none [3]float64
		for _, v := range estimate.Voices(est.Series) {
			if v.Stands < 0 {
				continue
			}
			k := p.without(i, slices.Sorted(slices.Values(slices.Concat(v.Said, v.Again, v.Aside))), room)
			w := p.weight(&k)
			if w == none { // most of many: nothing more is asked of them, and their room is used again
				room = k.After.Series
				continue
			}
			room = nil
			p.compare(&k)
			if all = append(all, k); slices.Compare(w[:], weight[:]) > 0 {
				most, weight = len(all)-1, w
			}
		}
		if most >= 0 {
			list = append(list, all[most])
		}
	}
	return list, all
}

// Unmoved returns how many estimates with a number no single origin changes.
func (p *Pile) Unmoved(list []Knocked) int {
	n := -len(list)
	for i := range p.estimates {
		if est := &p.estimates[i]; est.Low.IsKnown() || est.Best.IsKnown() || est.High.IsKnown() {
			n++
		}
	}
	return n
}

// weight says how much an estimate changes: whether it goes, how much its best does, how
// much low and high do.
func (p *Pile) weight(k *Knocked) (w [3]float64) {
	est := &p.estimates[k.Estimate]
	if k.Gone() {
		w[0] = 1
	}
	w[1] = moved(est.Best, k.After.Best)
	w[2] = moved(est.Low, k.After.Low) + moved(est.High, k.After.High)
	return w
}

// moved says how far two numbers are apart: by their share, as far as can be where one is
// not known.
func moved(a, b assay.Amount) float64 {
	x, ok1 := a.Number()
	y, ok2 := b.Number()
	switch {
	case ok1 != ok2:
		return math.MaxFloat32
	case !ok1 || x == y:
		return 0
	}
	return math.Abs(x-y) / max(math.Abs(x), math.Abs(y))
}

// without makes the numbers of estimate i again without entries, which are in increasing order.
// Which of the others stands does not change: that is decided origin by origin. Room is for the
// entries that remain.
func (p *Pile) without(i int, entries []int, room []assay.Entry) Knocked {
	est := p.estimates[i]
	out := slices.Clone(entries)
	rest := slices.Grow(room[:0], len(est.Series)-len(entries))
	at := make([]int, len(est.Series))
	for k := range est.Series {
		at[k] = -1
		if len(out) > 0 && out[0] == k {
			out = out[1:]
			continue
		}
		at[k] = len(rest)
		rest = append(rest, est.Series[k])
	}
	for k := range rest {
		if by := rest[k].SupersededBy; by >= 0 && by < len(at) {
			rest[k].SupersededBy = at[by]
		}
	}
	est.Series = rest
	est = estimate.Under(est, est.Rule)
	estimate.Overrule(&est) // what a person said does not rest on an origin
	return Knocked{Estimate: i, Entries: entries, After: est}
}

// compare says the rest of what an estimate without an origin is: at least as many origins
// remain as it had at least, less one.
func (p *Pile) compare(out *Knocked) {
	series, est := p.estimates[out.Estimate].Series, &out.After
	out.Alone = true
	named, left := false, map[string]bool{}
	gone := out.Entries
	for k := range series {
		e := &series[k]
		is := len(gone) > 0 && gone[0] == k
		if is {
			gone = gone[1:]
		}
		switch {
		case e.Status != stands:
		case is:
			named = named || e.Named
		default:
			out.Alone = false
			key := e.Origin
			if !e.Named {
				key = "\x00" + e.Story // the unnamed ones of a story count once
			}
			left[key] = true
		}
	}
	est.Origins.Max = min(est.Origins.Max, len(left))
	if named {
		est.Origins.Min--
	}
	est.Origins.Min = max(min(1, est.Origins.Max), min(est.Origins.Min, est.Origins.Max))
	est.Conflict = len(estimate.Explain(est, estimate.Options{}).Clash) > 0
}
