package timex

import (
	"strconv"
	"strings"

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
		if s, isNum := map[string]float64{"million": 1e6, "billion": 1e9, "thousand": 1e3}[r.at(hi)]; isNum {
			n *= s
			hi++
		}
		return r.plusHalf(amount{n: n}, hi)
	case w == "a" || w == "an":
		switch r.at(i + 1) {
		case "few", "number":
			hi = i + 2
			if r.at(i+1) == "number" {
				if r.at(hi) != "of" {
					return a, i, false
				}
				hi++
			}
			return amount{vague: true}, hi, true
		case "couple":
			hi = i + 2
			if r.at(hi) == "of" {
				hi++
			}
			return amount{n: 2}, hi, true
		case "half":
			return amount{n: .5}, i + 2, true
		case "dozen":
			return amount{n: 12}, i + 2, true
		case "hundred":
			return amount{n: 100}, i + 2, true
		case "thousand":
			return amount{n: 1000}, i + 2, true
		}
		return amount{n: 1}, i + 1, true
	case w == "several" || w == "few" || w == "many" || w == "numerous" || w == "some" && units[r.at(i+1)] != noUnit:
		return amount{vague: true}, i + 1, true
	case w == "couple":
		hi = i + 1
		if r.at(hi) == "of" {
			hi++
		}
		return amount{n: 2}, hi, true
	case w == "another" && units[r.at(i+1)] > second: // "for another week"
		return amount{n: 1}, i + 1, true
	case w == "half" && units[r.at(i+1)] != noUnit && units[r.at(i+1)] != second && !strings.HasSuffix(r.at(i+1), "s"): // "half hour"
		return amount{n: .5}, i + 1, true
	case w == "half" && (r.at(i+1) == "a" || r.at(i+1) == "an"):
		return amount{n: .5}, i + 2, true
	case w == "dozens" || w == "hundreds" || w == "thousands" || w == "decades":
		if r.at(i+1) == "of" {
			return amount{vague: true}, i + 2, true
		}
	}
	n, hi, ok := r.cardinalAt(i)
	if !ok {
		return a, i, false
	}
	return r.plusHalf(amount{n: float64(n)}, hi)
}

// plusHalf takes in "and a half".
func (r *reader) plusHalf(a amount, hi int) (amount, int, bool) {
	if r.at(hi) == "and" && r.at(hi+1) == "a" && r.at(hi+2) == "half" {
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
	switch r.at(hi) {
	case "hundred":
		c, hi = c*100, hi+1
	case "thousand":
		c, hi = c*1000, hi+1
	case "dozen":
		c, hi = c*12, hi+1
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
