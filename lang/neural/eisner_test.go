package neural

import (
	"math/rand/v2"
	"testing"
)

// projective reports whether heads is a tree with one root and no crossing arcs.
func projective(heads []int) bool {
	roots := 0
	for i, h := range heads {
		if h < 0 {
			roots++
		}
		steps := 0
		for k := i; k >= 0; k = heads[k] {
			if steps++; steps > len(heads) {
				return false
			}
		}
		for k, g := range heads {
			if h < 0 || g < 0 {
				continue
			}
			a, b, c, d := min(i, h), max(i, h), min(k, g), max(k, g)
			if a < c && c < b && b < d {
				return false
			}
		}
		// The root's arc comes from outside: no arc may span the root word.
		if h < 0 {
			for k, g := range heads {
				if g >= 0 && min(k, g) < i && i < max(k, g) {
					return false
				}
			}
		}
	}
	return roots == 1
}

// TestTree holds the search to trying out every set of heads.
func TestTree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var tree Tree
	for round := range 60 {
		n := 1 + round%5
		score := random(r, n*(n+1))
		total := func(heads []int) (s float32) {
			for d, h := range heads {
				if h < 0 {
					h = n
				}
				s += score[d*(n+1)+h]
			}
			return s
		}
		top := float32(-100)
		heads := make([]int, n)
		var try func(i int)
		try = func(i int) {
			if i == n {
				if projective(heads) {
					top = max(top, total(heads))
				}
				return
			}
			for h := -1; h < n; h++ {
				if h != i {
					heads[i] = h
					try(i + 1)
				}
			}
		}
		try(0)
		tree.Find(score, n+1, n)
		if !projective(tree.Heads) {
			t.Fatalf("%v is no projective tree", tree.Heads)
		}
		if got := total(tree.Heads); got < top-1e-4 {
			t.Fatalf("%d words: %v scores %v, the best %v", n, tree.Heads, got, top)
		}
	}
}
