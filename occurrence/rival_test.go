package occurrence

import "testing"

// TestGivenUp holds that what a report gives up is, for others, the number that it gives.
func TestGivenUp(t *testing.T) {
	one, two := &report{Report: &Report{}}, &report{Report: &Report{}}
	add := func(r *report, n float64) *item {
		it := &item{rep: r, mention: &mention{figure: &figure{}, known: true, lo: n, hi: n, instead: -1, was: -1, whole: -1}}
		r.items = append(r.items, it)
		return it
	}
	now, before, elsewhere, other := add(one, 71), add(one, 57), add(two, 57), add(two, 43)
	now.was, before.instead = 1, 0
	if !now.equals(elsewhere) || !elsewhere.equals(now) || now.equals(other) || now.equals(before) {
		t.Error("71, up from 57:", now.equals(elsewhere), elsewhere.equals(now), now.equals(other), now.equals(before))
	}
}
