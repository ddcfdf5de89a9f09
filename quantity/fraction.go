package quantity

import (
	"strings"

	"assay/lang/en"
	"assay/lang/piece"
)

// isFraction reports whether words k, k+1, k+2 are "3/8".
func (r *reader) isFraction(k int) bool {
	if r.at(k+1) != "/" || !r.glued(k+1) || !r.glued(k+2) || r.at(k+3) == "/" && r.glued(k+3) {
		return false
	}
	a, ok := decimal(r.at(k))
	b, ok2 := decimal(r.at(k + 2))
	return ok && ok2 && a < b && b <= 64 && a >= 1 && (b == 2 || b == 3 || b == 4 || b == 5 || b == 8 || b == 10 || b == 16 || b == 32 || b == 64)
}

func (r *reader) quotient(k int) float64 {
	a, _ := decimal(r.at(k))
	b, _ := decimal(r.at(k + 2))
	return a / b
}

// fraction reads "a third of", "two-thirds", "half of", "one in five".
func (r *reader) fraction(i int) (numeral, bool) {
	n := numeral{lo: i, fraction: true, scale: 1, unit: unitFraction}
	if j := i - b2i(r.at(i-1) == en.A); r.at(j-1) == en.And && measures[r.at(j-2)] != "" { // "a foot and a half"
		return n, false
	}
	if f, ok := glyphs[r.at(i)]; ok {
		n.hi = i + 1
		n.set(f)
		return n, r.at(n.hi) == en.Of
	}
	if r.words[i].kind == piece.Digits && r.isFraction(i) {
		n.hi = i + 3
		n.set(r.quotient(i))
		return n, r.at(n.hi) == en.Of || r.at(n.hi) == en.The
	}
	if w := r.at(i); w == en.Half || w == en.A && list.HalfQuarter[r.at(i+1)] > 0 { // "a quarter point", "half a percentage point"
		k := i + 2
		if w == en.Half && !en.IsA(r.at(i+1)) {
			k = i + 1
		}
		k += b2i(r.at(k) == "-")
		m := numeral{lo: i, scale: 1}
		switch {
		case r.at(k) == en.Point:
			m.unit, m.hi = unitPercentPoint, k+1
		case r.at(k) == en.Percentage && r.at(k+1) == en.Point:
			m.unit, m.hi = unitPercentPoint, k+2
		}
		if m.hi > 0 {
			m.set(.5)
			if part := list.HalfQuarter[r.at(i+1)]; part > 0 {
				m.set(part)
			}
			return m, true
		}
	}
	if r.at(i) == en.Half {
		n.hi = i + 1
		n.set(.5)
		// "half of them", "half the town", "half its men"; not "second half", "half an hour"
		if r.by(i) && r.alone(n.hi) { // "rose by half"
			return n, true
		}
		return n, (r.at(i+1) == en.Of || list.Halved[r.at(i+1)] || r.leftHedged(i) && !r.glued(i+1) && !en.IsA(r.at(i+1))) &&
			!list.TimeUnits[r.at(i+2)] && !list.TimeUnits[r.at(i+3)] && r.at(i+1) != "-"
	}
	if r.glued(i) && r.at(i-1) == "-" { // "four-and-a-half"
		return n, false
	}
	top, k := 0.0, i
	switch num := numbers[r.at(i)]; {
	case en.IsA(r.at(i)):
		top, k = 1, i+1
	case num.class == unitWord && num.n > 0:
		top, k = num.n, i+1
	case r.words[i].kind == piece.Digits:
		v, ok := decimal(r.at(i))
		if !ok || v != float64(int(v)) || v < 1 {
			return n, false
		}
		top, k = v, i+1
		return r.ratio(n, i, k, top)
	default:
		return n, false
	}
	hyphen := r.at(k) == "-"
	if hyphen {
		k++
	}
	low := numbers[r.at(k)]
	if low.class != partWord {
		if hyphen || en.IsA(r.at(i)) {
			return n, false
		}
		if top == 1 && k+2 < len(r.words) && r.words[k].kind == piece.Letters && r.at(k+1) == en.In && !list.Closed[r.at(k)] { // "one patient in four"
			if m, ok := r.cardinal(k + 2); ok && !m.digits && m.value() > 1 && m.value() <= 10 && r.alone(m.hi) {
				n.hi = m.hi
				n.set(1 / m.value())
				return n, true
			}
		}
		return r.ratio(n, i, k, top)
	}
	n.hi = k + 1
	n.set(top / low.n)
	if w := r.at(n.hi); list.BetweenParts[w] && top < low.n && n.hi+1 < len(r.words) { // "between a quarter and a third"
		if _, ok := r.fraction(n.hi + 1); ok {
			return n, true
		}
	}
	many := strings.HasSuffix(r.at(k), "s")
	// "a third man", "a quarter of an hour", "one fifth grader"
	return n, top < low.n && (top == 1 && r.by(i) && r.alone(n.hi) || r.at(n.hi) == en.Of && !list.TimeUnits[r.at(n.hi+2)] || many && top > 1 && r.at(n.hi) != "-" || hyphen && r.at(n.hi) != "-" && !many)
}

// by reports whether something rose or fell by the number at i: "by nearly a fifth".
func (r *reader) by(i int) bool {
	_, lo, _ := r.leftHedge(i)
	return r.at(lo-1) == en.By && r.changed(lo)
}

// fractionOf works out "a quarter of a million" and "half of 1 percent".
func (r *reader) fractionOf(n numeral) numeral {
	if r.at(n.hi) != en.Of || n.hi+1 >= len(r.words) {
		return n
	}
	m, ok := r.cardinal(n.hi + 1)
	if a := r.at(n.hi + 1); (en.IsA(a) || a == en.One) && (r.at(n.hi+2) == en.Percentage && r.at(n.hi+3) == en.Point || r.at(n.hi+2) == en.Percent) { // "a quarter of a percentage point"
		n.unit, n.fraction = unitPercent, false
		n.hi += 3
		if r.at(n.hi) == en.Point {
			n.unit = unitPercentPoint
			n.hi++
		}
		return n
	}
	if !ok || r.percentAt(m.hi) == 0 && !(m.scale > 1 && en.IsA(r.at(m.lo))) {
		return n
	}
	m.lo = n.lo
	m.set(n.value() * m.value())
	return m
}

// ratio reads "one in five", "nine out of 10", "three of every four".
func (r *reader) ratio(n numeral, i, k int, top float64) (numeral, bool) {
	switch {
	case r.at(k) == en.In:
		k += 1 + b2i(r.at(k+1) == en.Every)
	case r.at(k) == en.Out && r.at(k+1) == en.Of:
		k += 2 + b2i(clock.Each[r.at(k+2)])
	case r.at(k) == en.Of && r.at(k+1) == en.Every:
		k += 2
	default:
		return n, false
	}
	if k >= len(r.words) {
		return n, false
	}
	bottom, ok := r.cardinal(k)
	if !ok || top >= bottom.value() || top > 99 || list.TimeUnits[r.at(bottom.hi)] || months[r.at(bottom.hi)] > 0 {
		return n, false
	}
	b := bottom.value()
	if r.at(k-1) == en.Of && b > 10 && b != 100 && b != 1000 { // "six out of 11": a part, no share
		return n, false
	}
	if r.at(k-1) == en.In && (b > 1000 && b < 2100 && bottom.digits || b > 20 && int(b)%10 != 0) { // "one in 2015"
		return n, false
	}
	if next := r.at(bottom.hi); r.at(k-1) == en.In && (next == "-" || next == "%" || measures[next] != "" || list.WholePlaces[next]) {
		return n, false // "two in 10 cities"
	}
	n.hi = bottom.hi
	n.set(top / b)
	return n, true
}
