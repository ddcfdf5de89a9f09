package neural

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Best finds what trying all sequences finds, and nothing that is ill formed.
func TestChain(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, labels := range [][]string{{"O", "B", "I"}, {"B-X", "B-Y", "I-X", "I-Y", "O"}} {
		k := len(labels)
		for range 200 {
			n := 1 + rnd.IntN(4)
			scores, next := random(rnd, n*(k+2)), random(rnd, k*k)
			if rnd.IntN(4) == 0 {
				next = nil
			}
			c := NewChain(labels, next)
			got := slices.Clone(c.Best(scores, k+2, n))
			value := func(path []int) float32 {
				sum := scores[path[0]]
				for i, at := range path {
					inside := labels[at][0] == 'I'
					if inside && (i == 0 || labels[path[i-1]][0] == 'O' || labels[path[i-1]][1:] != labels[at][1:]) {
						return never
					}
					if i > 0 {
						if next != nil {
							sum += next[path[i-1]*k+at]
						}
						sum += scores[i*(k+2)+at]
					}
				}
				return sum
			}
			top := float32(never)
			path := make([]int, n)
			for done := false; !done; {
				top = max(top, value(path))
				done = true
				for i := range path {
					if path[i]++; path[i] < k {
						done = false
						break
					}
					path[i] = 0
				}
			}
			if v := value(got); v < top-1e-4 {
				t.Fatalf("%v: %v is worth %v, the best %v", labels, got, v, top)
			}
		}
	}
	if NewChain([]string{"O"}, nil).Best(nil, 1, 0) != nil {
		t.Error("labels for no words")
	}
}
