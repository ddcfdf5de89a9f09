package estimate

import (
	"math"

	"assay"
)

// interval returns what a quantity leaves open: [n, ∞) for "at least n". An
// approximate number is widened by a share.
func interval(q *assay.Quantity, widen float64) (lo, hi float64) {
	return reach(q.Bound, q.Low, q.High, widen)
}

func reach(bound assay.Bound, low, high assay.Amount, widen float64) (lo, hi float64) {
	lo, hi = math.Inf(-1), math.Inf(1)
	if n, ok := low.Number(); ok {
		lo = n
	}
	if n, ok := high.Number(); ok {
		hi = n
	}
	if bound == assay.Approx {
		lo, hi = lo-math.Abs(lo)*widen, hi+math.Abs(hi)*widen
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

// Open returns what entry i of a series leaves open, an approximate number widened as
// [Options] say: two entries contradict each other where these do not meet. An origin
// that says its number once with a bound and once without leaves open what the bound does.
func Open(series []assay.Entry, i int, opt Options) (lo, hi float64) {
	return open(series, i, opt.widen())
}

func open(series []assay.Entry, i int, widen float64) (lo, hi float64) {
	e := &series[i]
	lo, hi = reach(e.Bound, e.Low, e.High, widen)
	for k := range series {
		if o := &series[k]; o.Status == repeats && sameVoice(o, e) && o.Bound != assay.Vague && count(o).IsKnown() && count(o) == count(e) {
			l, h := reach(o.Bound, o.Low, o.High, widen)
			lo, hi = min(lo, l), max(hi, h)
		}
	}
	return lo, hi
}

// conflict returns two standing entries whose intervals do not meet; ok is false if
// there are none. Vague words contradict nobody.
func conflict(series []assay.Entry, widen float64) (i, j int, ok bool) {
	firm, _ := upright(series)
	for n, i := range firm {
		lo, hi := open(series, i, widen)
		for _, j := range firm[:n] {
			if l, h := open(series, j, widen); lo > h || l > hi {
				return j, i, true
			}
		}
	}
	return 0, 0, false
}
