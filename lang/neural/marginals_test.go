package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestChainMarginals holds the likelihoods of labels to all sequences written out.
func TestChainMarginals(t *testing.T) {
	labels := []string{"O", "B-X", "I-X", "B-Y", "I-Y"}
	rnd := rand.New(rand.NewPCG(3, 4))
	const n, k, stride = 4, 5, 7
	for range 20 {
		scores, next := make([]float32, n*stride), make([]float32, k*k)
		for i := range scores {
			scores[i] = 2 * float32(rnd.NormFloat64())
		}
		for i := range next {
			next[i] = float32(rnd.NormFloat64())
		}
		mass, total := make([]float64, n*k), 0.0
		seq := make([]int, n)
		var walk func(i int, sum float64)
		walk = func(i int, sum float64) {
			if i == n {
				p := math.Exp(sum)
				total += p
				for w, l := range seq {
					mass[w*k+l] += p
				}
				return
			}
			for l := range k {
				if inside := labels[l][0] == 'I'; inside && (i == 0 || labels[seq[i-1]] == "O" || labels[seq[i-1]][1:] != labels[l][1:]) {
					continue
				}
				step := 0.0
				if i > 0 {
					step = float64(next[seq[i-1]*k+l])
				}
				seq[i] = l
				walk(i+1, sum+step+float64(scores[i*stride+l]))
			}
		}
		walk(0, 0)
		c := NewChain(labels, next)
		c.Marginals(scores, stride, n)
		for i := range n {
			for l := range k {
				if got, want := float64(scores[i*stride+l]), mass[i*k+l]/total; math.Abs(got-want) > 1e-4 {
					t.Fatalf("word %d, %s: %v, want %v", i, labels[l], got, want)
				}
			}
		}
	}
	NewChain(labels, nil).Marginals(nil, k, 0)
}
