package lang

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

// TestHeads lets the second head tip the balance, and lets it say nothing on a
// class that it does not have.
func TestHeads(t *testing.T) {
	h := newHeads(strings.Fields("uner,O uner,U-LOC uner,U-PER world,O world,U-FAC world,U-NORP world,U-PER"))
	if h != nil && len(h.labels) != 0 {
		t.Fatalf("labels without a corpus: %q", h.labels)
	}
	h = newHeads([]string{"uner O", "uner U-LOC", "uner U-PER", "world O", "world U-FAC", "world U-NORP", "world U-PER"})
	for _, c := range []struct {
		scores []float32
		want   string
	}{
		{[]float32{0, 0, 0, 1, 0, 0, 2}, "U-PER"},
		{[]float32{0, 9, 0, 1, 2, 0, 3}, "U-FAC"}, // a place to the one, so more likely a facility to the other
		{[]float32{9, 0, 0, 0, 1, 2, 3}, "U-NORP"},
		{[]float32{9, 0, 0, 0, 0, 3, 0}, "U-NORP"},
	} {
		if got := h.label(nil, c.scores, 7, 1); len(got) != 1 || got[0] != c.want {
			t.Errorf("%v: %q, want %q", c.scores, got, c.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	for text, want := range map[string][]uint8{
		"He left South Sudan for Kenya .": {0, 0, 3, 4, 0, 1, 0},
		"we left south sudan for kenya .": {0, 0, 0, 0, 0, 0, 0},
		"":                                {},
	} {
		var words []Word
		for i, f := range strings.Fields(text) {
			words = append(words, NewWord(f, i == 0))
		}
		if got := Places(words, nil); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
