package lang

import (
	"slices"
	"strings"
	"testing"
)

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
