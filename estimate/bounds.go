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

// conflict returns two standing entries whose intervals do not meet: of all, those that
// are farthest apart; ok is false if there are none. Vague words contradict nobody. An
// origin that says its number once with a bound and once without leaves open what the
// bound does.
func conflict(series []assay.Entry, widen float64) (i, j int, ok bool) {
	firm, _ := upright(series)
	again := map[told][]int{} // what each origin says again, by its number
	for k := range series {
		if e := &series[k]; e.Status == repeats && e.Bound != assay.Vague && count(e).IsKnown() {
			at := told{voiceOfEntry(e), count(e)}
			again[at] = append(again[at], k)
		}
	}
	least, most := math.Inf(1), math.Inf(-1) // the lowest end, the highest beginning
	for _, k := range firm {
		e := &series[k]
		lo, hi := reach(e.Bound, e.Low, e.High, widen)
		for _, r := range again[told{voiceOfEntry(e), count(e)}] {
			l, h := reach(series[r].Bound, series[r].Low, series[r].High, widen)
			lo, hi = min(lo, l), max(hi, h)
		}
		if hi < least {
			least, i = hi, k
		}
		if lo > most {
			most, j = lo, k
		}
	}
	return min(i, j), max(i, j), most > least && i != j
}

// A told is a number that an origin gives.
type told struct {
	by     entryVoice
	number assay.Amount
}

// An entryVoice tells the origins of a series apart: unnamed ones are of one story.
type entryVoice struct{ origin, story string }

func voiceOfEntry(e *assay.Entry) entryVoice {
	if e.Named {
		return entryVoice{e.Origin, ""}
	}
	return entryVoice{e.Origin, e.Story}
}
