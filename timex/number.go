package timex

import (
	"strconv"

	"assay/lang/en"
	"assay/lang/piece"
)

// An amount is how many units a duration has.
type amount struct {
	n     float64
	vague bool // "several", "a few": X in a value
}

// amountAt reads the amount that begins at word i and returns the word after it.
func (r *reader) amountAt(i int) (a amount, hi int, ok bool) {
	w := r.at(i)
	switch {
	case i >= len(r.words):
		return a, i, false
	case r.words[i].kind == piece.Digits:
		n, err := strconv.ParseFloat(noCommas(w), 64)
		if err != nil {
			return a, i, false
		}
		hi = i + 1
		if s := numbers.Scales[r.at(hi)]; s >= 1e3 {
			n *= s
			hi++
		}
		return r.plusHalf(amount{n: n}, hi)
	case en.IsA(w):
		next := r.at(i + 1)
		switch {
		case next == en.Few:
			return amount{vague: true}, i + 2, true
		case next == en.NumberWord:
			if r.at(i+2) != en.Of {
				return a, i, false
			}
			return amount{vague: true}, i + 3, true
		case next == en.Couple:
			hi = i + 2
			if r.at(hi) == en.Of {
				hi++
			}
			return amount{n: 2}, hi, true
		case next == en.Half:
			return amount{n: .5}, i + 2, true
		case numbers.Scales[next] > 0 && numbers.Scales[next] <= 1e3:
			return amount{n: numbers.Scales[next]}, i + 2, true
		}
		return amount{n: 1}, i + 1, true
	case words.Vague[w] || w == en.Some && units[r.at(i+1)] != noUnit:
		return amount{vague: true}, i + 1, true
	case w == en.Couple:
		hi = i + 1
		if r.at(hi) == en.Of {
			hi++
		}
		return amount{n: 2}, hi, true
	case w == en.Another && units[r.at(i+1)] > second: // "for another week"
		return amount{n: 1}, i + 1, true
	case w == en.Half && units[r.at(i+1)] != noUnit && units[r.at(i+1)] != second && !r.many(i+1): // "half hour"
		return amount{n: .5}, i + 1, true
	case w == en.Half && en.IsA(r.at(i+1)):
		return amount{n: .5}, i + 2, true
	case words.VagueOf[w]:
		if r.at(i+1) == en.Of {
			return amount{vague: true}, i + 2, true
		}
	}
	n, hi, ok := r.cardinalAt(i)
	if !ok {
		return a, i, false
	}
	return r.plusHalf(amount{n: float64(n)}, hi)
}

// fills reports whether word k may stand between an amount and its unit: "two full
// days". A word with a direction begins a time of its own.
func (r *reader) fills(k int) bool { return numbers.TimeFillers[r.at(k)] && !relationOf(r.at(k)) }

// andHalf reports whether "and a half" stands at k.
func (r *reader) andHalf(k int) bool {
	return r.at(k) == en.And && r.at(k+1) == en.A && r.at(k+2) == en.Half
}

// plusHalf takes in "and a half".
func (r *reader) plusHalf(a amount, hi int) (amount, int, bool) {
	if r.andHalf(hi) {
		a.n += .5
		hi += 3
	} else if r.at(hi) == "1" && r.at(hi+1) == "/" && r.at(hi+2) == "2" && r.glued(hi+1) && r.glued(hi+2) && !r.glued(hi) { // "2 1/2 years"
		a.n += .5
		hi += 3
	} else if r.at(hi) == "½" {
		a.n += .5
		hi++
	}
	return a, hi, true
}

// cardinalAt reads "seven", "twenty-four", "three hundred".
func (r *reader) cardinalAt(i int) (n, hi int, ok bool) {
	c, ok := cardinals[r.at(i)]
	if !ok {
		return 0, i, false
	}
	hi = i + 1
	if c >= 20 {
		k := hi
		if r.at(k) == "-" && r.glued(k) {
			k++
		}
		if u := cardinals[r.at(k)]; u > 0 && u < 10 {
			c, hi = c+u, k+1
		}
	}
	if s := numbers.Scales[r.at(hi)]; s > 0 && s <= 1e3 {
		c, hi = c*int(s), hi+1
	}
	return c, hi, true
}

// integer reads up to four digits, and nothing else.
func (r *reader) integer(i int) (int, bool) {
	if i < 0 || i >= len(r.words) || r.words[i].kind != piece.Digits || len(r.words[i].w) > 4 {
		return 0, false
	}
	n, err := strconv.Atoi(r.words[i].w)
	return n, err == nil
}

func noCommas(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] != ',' {
			b = append(b, s[i])
		}
	}
	return string(b)
}
