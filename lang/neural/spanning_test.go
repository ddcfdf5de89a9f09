package neural

import (
	"math/rand/v2"
	"testing"
)

// The tree is as good as the best of all trees with one word under the root.
func TestSpanningTree(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	crossed := 0
	for round := range 400 {
		n := 1 + rnd.IntN(5)
		score := random(rnd, n*(n+2))
		if round%3 == 0 { // ties
			for i := range score {
				score[i] = float32(rnd.IntN(3))
			}
		}
		worth := func(heads []int) (sum float32, tree bool) {
			roots := 0
			for d, h := range heads {
				if h < 0 {
					roots++
					h = n
				}
				sum += score[d*(n+2)+h]
				u := d
				for steps := 0; u >= 0; steps++ {
					if steps > n {
						return 0, false
					}
					u = heads[u]
				}
			}
			return sum, roots == 1
		}
		top, any := float32(0), false
		heads := make([]int, n)
		for i := range heads {
			heads[i] = -1
		}
		for done := false; !done; {
			if v, ok := worth(heads); ok && (!any || v > top) {
				top, any = v, true
			}
			done = true
			for i := range heads {
				if heads[i]++; heads[i] < n {
					done = false
					break
				}
				heads[i] = -1
			}
		}
		got := SpanningTree(score, n+2, n)
		if v, ok := worth(got); !ok || v < top-1e-4 {
			t.Fatalf("%v: a tree: %v, worth %v, the best %v", got, ok, v, top)
		}
		var flat Tree
		flat.Find(score, n+2, n)
		if v, _ := worth(flat.Heads); v < top-1e-4 {
			crossed++
		}
	}
	if crossed == 0 {
		t.Error("arcs never crossed")
	}
	if SpanningTree(nil, 0, 0) != nil {
		t.Error("a tree over nothing")
	}
}

func BenchmarkTrees(b *testing.B) {
	const n = 30
	score := random(rand.New(rand.NewPCG(7, 8)), n*(n+1))
	for d := range n { // as sure as a parser is, mostly
		score[d*(n+1)+(d+1)%(n+1)] += 4
	}
	b.Run("projective", func(b *testing.B) {
		var t Tree
		for b.Loop() {
			t.Find(score, n+1, n)
		}
	})
	b.Run("spanning", func(b *testing.B) {
		for b.Loop() {
			SpanningTree(score, n+1, n)
		}
	})
}
