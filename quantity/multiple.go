package quantity

import (
	"strings"

	"assay"
	"assay/lang/piece"
)

// multiple reads "tenfold", "a 10-fold rise", "doubled from 600", "three times as
// many", as so many times another number (unit "multiple"), and returns the word
// after it, or i.
func (r *reader) multiple(i int) int {
	w := r.at(i)
	q := assay.Quantity{Unit: "multiple", Head: -1}
	n := numeral{lo: i, hi: i + 1, scale: 1}
	switch base, isFold := strings.CutSuffix(w, "fold"); {
	case isFold && numbers[base].n > 1 && (numbers[base].class == unitWord || numbers[base].class == tensWord || numbers[base].class == scaleWord):
		n.set(numbers[base].n)
	case list.Multiples[w] > 0 && (r.at(i+1) == "from" || r.at(i+1) == "to" || r.at(i+1) == "since" || r.at(i+1) == "in" || r.at(i+1) == "over"):
		n.set(list.Multiples[w])
		q.Change = "up"
		if w == "halved" {
			q.Change = "down"
		}
	case w == "twice" && r.at(i+1) == "as" && list.Compared[r.at(i+2)]:
		n.set(2)
	default:
		m, ok := r.cardinal(i)
		if !ok || m.value() <= 1 {
			return i
		}
		k := m.hi
		switch {
		case r.at(k) == "-" && r.at(k+1) == "fold" && r.glued(k+1):
			m.hi = k + 2
		case r.at(k) == "fold":
			m.hi = k + 1
		case r.at(k) == "times" && (r.at(k+1) == "the" || r.at(k+1) == "that") && !list.TimeUnits[r.at(k+2)], r.at(k) == "times" && r.at(k+1) == "as" && r.at(k+3) == "as", r.at(k) == "times" && r.at(k+1) == "as" && list.Compared[r.at(k+2)], r.at(k) == "times" && (r.at(k+1) == "more" || strings.HasSuffix(r.at(k+1), "er") && r.at(k+1) != "over"):
		default:
			return i
		}
		n = m
	}
	bound, lo, hedged := r.leftHedge(n.lo)
	if n.hi == i+1 && list.Multiples[w] > 0 {
		switch r.at(i - 1) { // "more than doubled", "nearly doubled"
		case "than", "nearly", "almost", "roughly", "about":
		default:
			lo, hedged = i, false
		}
	}
	n.bounded(&q, bound, hedged)
	q.Span = r.span(lo, n.hi)
	if q.Change == "" {
		q.Change = r.change(lo)
	}
	r.add(q)
	return n.hi
}

// single reads the "a" of "a man and his two sons" and of "two women and a child"
// as one person: an article counts where a number beside it counts persons too.
// It returns the word after the noun, or i.
func (r *reader) single(i int) int {
	near := r.at(i-1) == "and"
	for j := i + 2; j < i+6 && !near; j++ {
		near = r.at(j) == "and" || r.at(j) == ","
	}
	if !near { // the most frequent word of all need not be looked at twice
		return i
	}
	p, ok := r.onePerson(i)
	if !ok || !r.besides(i) && !r.countsNext(p.hi, 3) {
		return i
	}
	v := 1.0
	if r.at(p.head) == "couple" {
		v = 2
	}
	q := assay.Quantity{Span: r.span(i, i+1), Unit: "person", Counted: r.span(p.lo, p.hi), Head: r.words[p.head].tok,
		Low: assay.Known(v), Best: assay.Known(v), High: assay.Known(v)}
	r.out = append(r.out, q)
	r.last = p.hi
	return p.hi
}

// onePerson reads "a woman" at word i.
func (r *reader) onePerson(i int) (phrase, bool) {
	if w := r.at(i); w != "a" && w != "an" {
		return phrase{}, false
	}
	p, ok := r.noun(i+1, false)
	if !ok {
		return p, false
	}
	h := &r.words[p.head]
	if p.lo == p.head && h.w == "couple" && r.at(p.hi) == "and" && r.at(p.hi+1) == "their" { // "a couple and their three sons"
		return p, true
	}
	return p, !h.upper && h.isPerson() && !h.isPlural() && !collectives[h.w] && p.hi-p.lo <= 3
}

// besides reports whether a number that counts persons ends at "and" before word
// i: "two women and a child".
func (r *reader) besides(i int) bool {
	if i < 2 || r.at(i-1) != "and" || r.last != i-1 || len(r.out) == 0 {
		return false
	}
	q := &r.out[len(r.out)-1]
	return q.Unit == "person" && !q.Counted.IsZero() && q.Counted.End == r.words[i-2].end
}

// countsNext reports whether "and his two sons", perhaps after another single
// person, follows at word k.
func (r *reader) countsNext(k, depth int) bool {
	if r.at(k) == "," {
		k++
	}
	if r.at(k) == "and" {
		k++
	} else if r.at(k-1) != "," {
		return false
	}
	if depth > 0 {
		if p, ok := r.onePerson(k); ok {
			return r.countsNext(p.hi, depth-1)
		}
		if w := r.at(k); w == "his" || w == "her" { // "a man, his wife and their two nieces"
			if p, ok := r.noun(k+1, false); ok && r.words[p.head].isPerson() && !r.words[p.head].isPlural() {
				return r.countsNext(p.hi, depth-1)
			}
		}
	}
	if w := r.at(k); w == "his" || w == "her" || w == "their" {
		k++
	}
	if k >= len(r.words) || r.words[k].kind == piece.Symbol || !r.numberAt(k) {
		return false
	}
	n, ok := r.cardinal(k)
	return ok && n.value() > 1 && r.personAt(n.hi)
}
