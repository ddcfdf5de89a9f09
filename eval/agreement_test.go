package eval

import (
	"math"
	"strings"
	"testing"
)

// The example of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), C: four
// coders, twelve units, some not looked at; the nominal α is .743.
func TestAlpha(t *testing.T) {
	coders := []string{
		"1 2 3 3 2 1 4 1 2 . . .",
		"1 2 3 3 2 2 4 1 2 5 . 3",
		". 3 3 3 2 3 4 2 2 5 1 .",
		"1 2 3 3 2 4 4 1 2 5 1 .",
	}
	var units [][]string
	for _, c := range coders {
		for i, w := range strings.Fields(c) {
			if len(units) == i {
				units = append(units, nil)
			}
			if w != "." {
				units[i] = append(units[i], w)
			}
		}
	}
	if a, ok := Alpha(units); !ok || math.Abs(a-.743) > .0005 {
		t.Errorf("α is %.4f", a)
	}
	if _, ok := Alpha([][]string{{"a", "a"}, {"a"}}); ok {
		t.Error("α of one word")
	}
}

// Cohen (1960), table 1 with its frequencies times 200: κ is .492.
func TestKappa(t *testing.T) {
	var a, b []string
	for i, row := range [][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}} {
		for k, n := range row {
			for range n {
				a, b = append(a, string(rune('a'+i))), append(b, string(rune('a'+k)))
			}
		}
	}
	if k, ok := Kappa(a, b); !ok || math.Abs(k-.492) > .0005 {
		t.Errorf("κ is %.4f", k)
	}
	if _, ok := Kappa([]string{"a"}, []string{"a"}); ok {
		t.Error("κ of one word")
	}
}
