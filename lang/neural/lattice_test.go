package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestLattice holds the likelihoods of labels to all sequences written out.
func TestLattice(t *testing.T) {
	labels := []string{"B-x", "I-x", "L-x", "O", "U-x", "U-y"}
	l := NewLattice(labels)
	r := rand.New(rand.NewPCG(7, 8))
	const n, stride = 4, 8
	scores := make([]float32, n*stride)
	for i := range scores {
		scores[i] = float32(r.NormFloat64())
	}
	formed := func(seq []int) bool {
		open := false
		for _, k := range seq {
			if in := labels[k][0] == 'I' || labels[k][0] == 'L'; in != open {
				return false
			}
			open = labels[k][0] == 'B' || labels[k][0] == 'I'
		}
		return !open
	}
	total, mass := 0.0, make([]float64, n*len(labels))
	seq := make([]int, n)
	var walk func(i int)
	walk = func(i int) {
		if i < n {
			for k := range labels {
				seq[i] = k
				walk(i + 1)
			}
			return
		}
		if !formed(seq) {
			return
		}
		s := 0.0
		for i, k := range seq {
			s += float64(scores[i*stride+k])
		}
		total += math.Exp(s)
		for i, k := range seq {
			mass[i*len(labels)+k] += math.Exp(s)
		}
	}
	walk(0)
	if got, want := l.Marginals(scores, stride, n), math.Log(total); math.Abs(got-want) > 1e-4 {
		t.Errorf("in all %v, want %v", got, want)
	}
	for i := range n {
		for k := range labels {
			if got, want := float64(scores[i*stride+k]), mass[i*len(labels)+k]/total; math.Abs(got-want) > 1e-4 {
				t.Errorf("word %d, label %s: %v, want %v", i, labels[k], got, want)
			}
		}
	}
	if l.Marginals(nil, stride, 0) != 0 {
		t.Error("no words, but a sum")
	}
}
