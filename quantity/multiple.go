package quantity

import (
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/piece"
)

// multiple reads "tenfold", "a 10-fold rise", "doubled from 600", "three times as
// many", as so many times another number (unit "multiple"), and returns the word
// after it, or i.
func (r *reader) multiple(i int) int {
	w := r.at(i)
	q := assay.Quantity{Unit: unitMultiple, Head: -1}
	n := numeral{lo: i, hi: i + 1, scale: 1}
	switch base, isFold := strings.CutSuffix(w, en.Fold); {
	case isFold && numbers[base].n > 1 && (numbers[base].class == unitWord || numbers[base].class == tensWord || numbers[base].class == scaleWord):
		n.set(numbers[base].n)
	case list.Multiples[w] > 0 && list.AfterMultiple[r.at(i+1)]:
		n.set(list.Multiples[w])
		q.Change = changedUp
		if list.Multiples[w] < 1 {
			q.Change = changedDown
		}
	case w == en.Twice && r.at(i+1) == en.As && list.Compared[r.at(i+2)]:
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
		case r.at(k) == en.TimesWord && r.timesWhat(k+1):
		default:
			return i
		}
		n = m
	}
	bound, lo, hedged := r.leftHedge(n.lo)
	if n.hi == i+1 && list.Multiples[w] > 0 {
		if !list.NearMultiple[r.at(i-1)] { // "more than doubled", "nearly doubled"
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

// timesWhat reports whether what follows "three times" at word k makes it a multiple:
// "the 2010 level", "as many", "larger".
func (r *reader) timesWhat(k int) bool {
	switch w := r.at(k); w {
	case en.The, en.That:
		return !list.TimeUnits[r.at(k+1)]
	case en.As:
		return r.at(k+2) == en.As || list.Compared[r.at(k+1)]
	case en.Over:
		return false
	default:
		return w == en.More || en.EndsComparative(w)
	}
}

// single reads the "a" of "a man and his two sons" and of "two women and a child"
// as one person: an article counts where a number beside it counts persons too.
// It returns the word after the noun, or i.
func (r *reader) single(i int) int {
	near := r.at(i-1) == en.And
	for j := i + 2; j < i+6 && !near; j++ {
		near = r.at(j) == en.And || r.at(j) == ","
	}
	if !near { // the most frequent word of all need not be looked at twice
		return i
	}
	p, ok := r.onePerson(i)
	if !ok || !r.besides(i) && !r.countsNext(p.hi, 3) {
		return i
	}
	v := 1.0
	if r.at(p.head) == en.Couple {
		v = 2
	}
	q := assay.Quantity{Span: r.span(i, i+1), Unit: unitPerson, Counted: r.span(p.lo, p.hi), Head: r.words[p.head].tok,
		Low: assay.Known(v), Best: assay.Known(v), High: assay.Known(v)}
	r.out = append(r.out, q)
	r.last = p.hi
	return p.hi
}

// onePerson reads "a woman" at word i.
func (r *reader) onePerson(i int) (phrase, bool) {
	if !en.IsA(r.at(i)) {
		return phrase{}, false
	}
	p, ok := r.noun(i+1, false)
	if !ok {
		return p, false
	}
	h := &r.words[p.head]
	if p.lo == p.head && h.w == en.Couple && r.at(p.hi) == en.And && r.at(p.hi+1) == en.Their { // "a couple and their three sons"
		return p, true
	}
	return p, !h.upper && h.isPerson() && !h.isPlural() && !collectives[h.w] && p.hi-p.lo <= 3
}

// besides reports whether a number that counts persons ends at "and" before word
// i: "two women and a child".
func (r *reader) besides(i int) bool {
	if i < 2 || r.at(i-1) != en.And || r.last != i-1 || len(r.out) == 0 {
		return false
	}
	q := &r.out[len(r.out)-1]
	return q.Unit == unitPerson && !q.Counted.IsZero() && q.Counted.End == r.words[i-2].end
}

// countsNext reports whether "and his two sons", perhaps after another single
// person, follows at word k.
func (r *reader) countsNext(k, depth int) bool {
	if r.at(k) == "," {
		k++
	}
	if r.at(k) == en.And {
		k++
	} else if r.at(k-1) != "," {
		return false
	}
	if depth > 0 {
		if p, ok := r.onePerson(k); ok {
			return r.countsNext(p.hi, depth-1)
		}
		if list.HisHer[r.at(k)] { // "a man, his wife and their two nieces"
			if p, ok := r.noun(k+1, false); ok && r.words[p.head].isPerson() && !r.words[p.head].isPlural() {
				return r.countsNext(p.hi, depth-1)
			}
		}
	}
	if list.HisHer[r.at(k)] || r.at(k) == en.Their {
		k++
	}
	if k >= len(r.words) || r.words[k].kind == piece.Symbol || !r.numberAt(k) {
		return false
	}
	n, ok := r.cardinal(k)
	return ok && n.value() > 1 && r.personAt(n.hi)
}
