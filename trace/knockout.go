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
			list = append(list, p.without(i, entries))
		}
	}
	return list
}

// Dependences returns for each estimate with a number what it becomes without the origin
// on which most depends: whether it has a number at all, then its best, then low and high.
// Estimates that no single origin changes are left out. All is the same without each of the
// origins that changes one, in the order of the estimates.
func (p *Pile) Dependences() (list, all []Knocked) {
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
			k := p.without(i, slices.Sorted(slices.Values(slices.Concat(v.Said, v.Again, v.Aside))))
			w := p.weight(&k)
			if w == none {
				continue
			}
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

// without makes estimate i again without entries, which are in increasing order. Which of
// the others stands does not change: that is decided origin by origin. At least as many
// origins remain as the estimate had at least, less one.
func (p *Pile) without(i int, entries []int) Knocked {
	est := p.estimates[i]
	at := make([]int, len(est.Series))
	var rest []assay.Entry
	for k := range est.Series {
		at[k] = -1
		if !slices.Contains(entries, k) {
			at[k] = len(rest)
			rest = append(rest, est.Series[k])
		}
	}
	for k := range rest {
		if by := rest[k].SupersededBy; by >= 0 && by < len(at) {
			rest[k].SupersededBy = at[by]
		}
	}
	out := Knocked{Estimate: i, Entries: entries, Alone: true}
	named, left := false, map[string]bool{}
	for k := range est.Series {
		e := &est.Series[k]
		switch {
		case e.Status != stands:
		case at[k] < 0:
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
	est.Series = rest
	est = estimate.Under(est, est.Rule)
	estimate.Overrule(&est) // what a person said does not rest on an origin
	est.Origins.Max = min(est.Origins.Max, len(left))
	if named {
		est.Origins.Min--
	}
	est.Origins.Min = max(min(1, est.Origins.Max), min(est.Origins.Min, est.Origins.Max))
	est.Conflict = len(estimate.Explain(&est, estimate.Options{}).Clash) > 0
	out.After = est
	return out
}
