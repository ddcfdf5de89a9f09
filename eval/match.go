package eval

import (
	"sort"
	"strings"
	"unicode"

	"assay/lang/en"
)

// A pair says that gold entry gold was found as predicted entry pred, by how
// much.
type pair struct {
	gold, pred int
	sim        float64
}

// greedy pairs gold and predicted entries one to one, the most alike first, and
// none that are less alike than least. Of pairs that are equally alike the later
// ones go first; which way does not matter, but it must always be the same.
func greedy(gold, pred int, sim func(g, p int) float64, least float64) []pair {
	var all []pair
	for g := range gold {
		for p := range pred {
			if s := sim(g, p); s >= least {
				all = append(all, pair{g, p, s})
			}
		}
	}
	sort.SliceStable(all, func(i, k int) bool {
		a, b := all[i], all[k]
		if a.sim != b.sim {
			return a.sim > b.sim
		}
		if a.gold != b.gold {
			return a.gold > b.gold
		}
		return a.pred > b.pred
	})
	var out []pair
	goldUsed, predUsed := make([]bool, gold), make([]bool, pred)
	for _, pr := range all {
		if !goldUsed[pr.gold] && !predUsed[pr.pred] {
			goldUsed[pr.gold], predUsed[pr.pred] = true, true
			out = append(out, pr)
		}
	}
	return out
}

// without returns pred less what matches an optional gold entry and no other:
// it is neither right nor wrong. What is used comes first.
func without[G, P any](gold, optional []G, pred []P, sim func(G, P) float64) []P {
	used := make([]bool, len(pred))
	for _, m := range greedy(len(gold), len(pred), func(g, p int) float64 { return sim(gold[g], pred[p]) }, 0.5) {
		used[m.pred] = true
	}
	var keep, rest []P
	for i, p := range pred {
		if used[i] {
			keep = append(keep, p)
		} else {
			rest = append(rest, p)
		}
	}
	gone := make([]bool, len(rest))
	for _, m := range greedy(len(optional), len(rest), func(g, p int) float64 { return sim(optional[g], rest[p]) }, 0.5) {
		gone[m.pred] = true
	}
	for i, p := range rest {
		if !gone[i] {
			keep = append(keep, p)
		}
	}
	return keep
}

// prf returns precision, recall and their harmonic mean; each is 0 where it has
// nothing to stand on.
func prf(right, pred, gold int) (p, r, f float64) {
	if pred > 0 {
		p = float64(right) / float64(pred)
	}
	if gold > 0 {
		r = float64(right) / float64(gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// share returns n of total, or otherwise where there is nothing to count.
func share(n, total int, otherwise float64) float64 {
	if total == 0 {
		return otherwise
	}
	return float64(n) / float64(total)
}

// A tokenSet holds the offsets at which the words of some spans begin.
type tokenSet map[int]bool

// tokensOf returns the words of text in the spans: runs of letters, digits,
// low lines and bytes beyond ASCII, as the published scorer takes them.
func tokensOf(text string, spans []extent) tokenSet {
	set := tokenSet{}
	for _, sp := range spans {
		if len(sp) != 2 {
			continue
		}
		inside := false
		for i := max(sp[0], 0); i < min(sp[1], len(text)); i++ {
			c := text[i]
			word := c >= 0x80 || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
			if word && !inside {
				set[i] = true
			}
			inside = word
		}
	}
	return set
}

func (a tokenSet) common(b tokenSet) int {
	n := 0
	for i := range a {
		if b[i] {
			n++
		}
	}
	return n
}

// f1 is the token F1 of two sets of words, 0 where either has none.
func (a tokenSet) f1(b tokenSet) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(2*a.common(b)) / float64(len(a)+len(b))
}

// norm returns the words of s in lower case, without signs and titles.
func norm(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' || unicode.IsSpace(r) {
			return r
		}
		return ' '
	}, strings.ToLower(s))
	titles := en.ScoringWords().Titles
	var words []string
	for _, w := range strings.Fields(s) {
		if !titles[w] {
			words = append(words, w)
		}
	}
	return words
}

func wordSet(s string, least int) map[string]bool {
	set := map[string]bool{}
	for _, w := range norm(s) {
		if len([]rune(w)) >= least {
			set[w] = true
		}
	}
	return set
}

// namelike reports whether b names a: it may shorten it ("Dane" for "Alma
// Dane") or add a word or two, but not list everybody.
func namelike(a, b string) bool {
	as, bs := wordSet(a, 1), wordSet(b, 1)
	n := 0
	for w := range as {
		if bs[w] {
			n++
		}
	}
	return n > 0 && 2*n >= min(len(as), len(bs)) && len(bs) <= 2*len(as)+2
}

// fullname reports whether a and b are the same words; initials may be left out.
func fullname(a, b string) bool {
	as, bs := wordSet(a, 2), wordSet(b, 2)
	if len(as) == 0 || len(as) != len(bs) {
		return false
	}
	for w := range as {
		if !bs[w] {
			return false
		}
	}
	return true
}

// sameUnit compares units by their last word, in the singular: "health centers"
// and "center" are one.
func sameUnit(a, b string) bool { return unit(a) == unit(b) }

func unit(u string) string {
	u = strings.ToLower(u)
	if n, ok := en.ScoringWords().Counted[u]; ok {
		u = n
	}
	if f := strings.Fields(u); len(f) > 0 {
		u = f[len(f)-1]
	}
	switch {
	case strings.HasSuffix(u, "ies"):
		return strings.TrimSuffix(u, "ies") + "y"
	case strings.HasSuffix(u, "s") && !strings.HasSuffix(u, "ss"):
		return strings.TrimSuffix(u, "s")
	}
	return u
}
