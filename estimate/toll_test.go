package estimate

import (
	"slices"
	"testing"

	"assay"
)

// TestJudges holds that the networks can be read and are for what the judge sees.
func TestJudges(t *testing.T) {
	w := judges()
	if len(w) != len(harms) {
		t.Fatal("toll.json cannot be read")
	}
	own := len(newVictims(nil, headline{}, 0).sees(1, nil))
	want := len(gathered(make([]float32, own), 1, 1))
	for harm, n := range w {
		if got := len(n.Hidden[0]) - 1; got != want {
			t.Errorf("the network of %s is for %d numbers, the judge sees %d", harms[harm][0], got, want)
		}
	}
}

// A told victim: how many, of which kind, in the singular.
func victimOf(n, kind int, one bool) victim {
	q := assay.Quantity{Bound: assay.Exact, Low: assay.Known(float64(n)), Best: assay.Known(float64(n)), High: assay.Known(float64(n)), Singular: one}
	r := &reading{quantity: q, whole: -1}
	return victim{n: n, kind: kind, in: true, m: &mention{reading: r, q: &r.quantity}}
}

func TestAddsUp(t *testing.T) {
	girl, boy, two, three, five := victimOf(1, theirs, true), victimOf(1, theirs, true), victimOf(2, theirs, false), victimOf(3, theirs, false), victimOf(5, theirs, false)
	dead := victimOf(1, opposite, true)
	for _, c := range []struct {
		say  string
		list []victim
		n    int
		want []int // the numbers that add up
		less bool
	}{
		{"three were wounded", []victim{three}, 3, []int{3}, false},
		{"a girl and a boy", []victim{girl, boy}, 2, []int{1, 1}, false},
		{"three, and the one who shot them", []victim{three, girl}, 4, []int{3, 1}, false},
		{"two women and three men", []victim{two, three}, 5, []int{2, 3}, false},
		{"five were shot, one died of it", []victim{five, dead}, 4, []int{5, 1}, true},
		{"nothing", []victim{two}, 7, nil, false},
	} {
		parts, less := newVictims(c.list, headline{}, 1).addsUp(c.n)
		var got []int
		for _, v := range parts {
			got = append(got, v.n)
		}
		if !slices.Equal(got, c.want) || less != c.less {
			t.Errorf("%s: %d is %v (less %v), want %v (%v)", c.say, c.n, got, less, c.want, c.less)
		}
	}
}

func TestTitle(t *testing.T) {
	h := readHeadline("Two dead, 3 wounded before man shoots himself; five held")
	want := []titled{{2, "killed"}, {3, "injured"}, {5, ""}}
	if !slices.Equal(h.numbers, want) || !h.myself {
		t.Errorf("%v, %v", h.numbers, h.myself)
	}
}
