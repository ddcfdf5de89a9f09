package neural

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// wellFormed reports whether every name that begins also ends, and the other way
// round.
func wellFormed(labels []string) bool {
	open := ""
	for _, l := range append(slices.Clone(labels), "O") {
		inside := l[0] == 'I' || l[0] == 'L'
		if inside != (open != "") || inside && l[1:] != open {
			return false
		}
		switch l[0] {
		case 'B':
			open = l[1:]
		case 'L', 'O', 'U':
			open = ""
		}
	}
	return true
}

// TestBestPath holds the search to trying out every sequence.
func TestBestPath(t *testing.T) {
	labels := strings.Fields("B-LOC B-PER I-LOC I-PER L-LOC L-PER O U-LOC U-PER")
	r := rand.New(rand.NewPCG(1, 1))
	for round := range 40 {
		n, stride := 1+round%4, 16
		scores := make([]float32, n*stride)
		for i := range scores {
			scores[i] = r.Float32() * 5
		}
		best, total := []string(nil), float32(-1)
		var try func(list []string, sum float32)
		try = func(list []string, sum float32) {
			if i := len(list); i < n {
				for k, l := range labels {
					try(append(list[:i:i], l), sum+scores[i*stride+k])
				}
			} else if sum > total && wellFormed(list) {
				best, total = list, sum
			}
		}
		try(nil, 0)
		var got []string
		for _, k := range BestPath(labels, scores, stride, n) {
			got = append(got, labels[k])
		}
		if !slices.Equal(got, best) {
			t.Errorf("round %d: %q, want %q", round, got, best)
		}
	}
	if BestPath(labels, nil, 16, 0) != nil {
		t.Error("no words, but a path")
	}
}
