package eval

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// sides writes two sets of chains as in "abc de|ab cf": letters are mentions.
func sides(t *testing.T, s string) chains {
	t.Helper()
	gold, found, ok := strings.Cut(s, "|")
	if !ok {
		t.Fatalf("%q has no bar", s)
	}
	at := map[rune]int{}
	var c chains
	put := func(side string, of *[]int) {
		for k, chain := range strings.Fields(side) {
			for _, m := range chain {
				i, ok := at[m]
				if !ok {
					i = len(at)
					at[m] = i
					c.gold, c.found = append(c.gold, -1), append(c.found, -1)
				}
				(*of)[i] = k
			}
		}
	}
	put(gold, &c.gold)
	put(found, &c.found)
	return c
}

func TestChains(t *testing.T) {
	for _, x := range []struct {
		name, sides string
		want        map[string]float64
	}{
		// Pradhan et al. 2014, section 4: the worked example of the reference scorer.
		{"Pradhan", "abc defg|ab cd fghi", map[string]float64{
			"muc_r": 2. / 5, "muc_p": 2. / 5, "muc_f1": .4,
			"bcubed_r": 35. / 12 / 7, "bcubed_p": 4. / 8, "bcubed_f1": 2 * (35. / 84) * .5 / (35./84 + .5),
			"ceafm_r": 4. / 7, "ceafm_p": 4. / 8, "ceafm_f1": 8. / 15,
			"ceafe_r": 1.3 / 2, "ceafe_p": 1.3 / 3, "ceafe_f1": .52}},
		// Luo 2005, table 1: one truth and four answers.
		{"Luo a", "12345 67 89ABC|12345 6789ABC", map[string]float64{"muc_f1": .947, "bcubed_f1": .865, "ceafm_f1": .833, "ceafe_f1": .733}},
		{"Luo b", "12345 67 89ABC|1234589ABC 67", map[string]float64{"muc_f1": .947, "bcubed_f1": .737, "ceafm_f1": .583, "ceafe_f1": .667}},
		{"Luo c", "12345 67 89ABC|123456789ABC", map[string]float64{"muc_f1": .900, "bcubed_f1": .545, "ceafm_f1": .417, "ceafe_f1": .294}},
		{"Luo d", "12345 67 89ABC|1 2 3 4 5 6 7 8 9 A B C", map[string]float64{"muc_f1": 0, "bcubed_f1": .400, "ceafm_f1": .250, "ceafe_f1": .178}},
		// Bagga and Baldwin 1998: precision tells the two answers apart.
		{"Bagga 1", "12345 67 89ABC|12345 6789ABC", map[string]float64{"bcubed_p": 16. / 21, "bcubed_r": 1, "muc_p": .9, "muc_r": 1}},
		{"Bagga 2", "12345 67 89ABC|1234589ABC 67", map[string]float64{"bcubed_p": 7. / 12, "bcubed_r": 1, "muc_p": .9, "muc_r": 1}},
		// Vilain et al. 1995, figures 1 to 3.
		{"Vilain 1", "ABCD|AB CD", map[string]float64{"muc_r": 2. / 3, "muc_p": 1}},
		{"Vilain 2", "AB CD|ABCD", map[string]float64{"muc_r": 1, "muc_p": 2. / 3}},
		{"Vilain 3", "ABCD|ABD", map[string]float64{"muc_r": 2. / 3, "muc_p": 1}},
		{"the same", "ab c|ab c", map[string]float64{"muc_f1": 1, "bcubed_f1": 1, "ceafm_f1": 1, "ceafe_f1": 1, "conll_f1": 1}},
		// MUC sees no chain of one mention: there is no link in it.
		{"chains of one", "a b|a b", map[string]float64{"muc_p": 0, "muc_r": 0, "muc_f1": 0, "bcubed_f1": 1, "ceafe_f1": 1, "conll_f1": 2. / 3}},
		// b has no twin in the answer, x none in the gold.
		{"no twins", "ab|ax", map[string]float64{"muc_f1": 0, "bcubed_p": 1. / 4, "bcubed_r": 1. / 4, "ceafm_f1": .5, "ceafe_f1": .5}},
		{"nothing found", "ab c|", map[string]float64{"muc_f1": 0, "bcubed_f1": 0, "ceafm_f1": 0, "ceafe_f1": 0, "conll_f1": 0}},
		{"nothing there", "|", map[string]float64{"conll_f1": 0}},
	} {
		m := Measures{}
		counts := sides(t, x.sides).score()
		counts.measures(m)
		for name, want := range x.want {
			if got := m[name]; math.Abs(got-want) > .0006 {
				t.Errorf("%s: %s is %.4f, want %.4f", x.name, name, got, want)
			}
		}
	}
}

// TestHeaviest tries all ways of pairing.
func TestHeaviest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		rows, columns := r.IntN(5), r.IntN(5)
		w := make([]float64, rows*columns)
		for i := range w {
			if r.IntN(3) > 0 {
				w[i] = float64(r.IntN(9)) / 4
			}
		}
		var all func(row int, taken uint) float64
		all = func(row int, taken uint) float64 {
			if row == rows {
				return 0
			}
			most := all(row+1, taken)
			for c := range columns {
				if taken>>c&1 == 0 {
					most = max(most, w[row*columns+c]+all(row+1, taken|1<<c))
				}
			}
			return most
		}
		if got, want := heaviest(rows, columns, func(i, k int) float64 { return w[i*columns+k] }), all(0, 0); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%d × %d %v: %v, want %v", rows, columns, w, got, want)
		}
	}
}
