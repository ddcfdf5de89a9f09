package neural

import "testing"

// TestSmallPick: rows that are picked are those that were quantised, in the order asked
// for, and what is short of a row is left out.
func TestSmallPick(t *testing.T) {
	r := Small([]float32{1, -2, 3, 4, 0, 8, 5}, 2)
	if len(r.Scales) != 3 || r.Width != 2 {
		t.Fatalf("%d rows of %d", len(r.Scales), r.Width)
	}
	p := r.Pick([]int{2, 0})
	if len(p.Scales) != 2 || p.Scales[0] != r.Scales[2] || p.Scales[1] != r.Scales[0] || p.Data[1] != 127 || p.Data[2] != r.Data[0] {
		t.Errorf("%v of %v", p, r)
	}
}

// TestLookupMissing: weights without the vectors are not ok.
func TestLookupMissing(t *testing.T) {
	w := &Weights{}
	if l, ok := w.Lookup("none", 4); ok {
		t.Errorf("%v", l)
	}
}
