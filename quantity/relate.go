package quantity

import (
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/piece"
)

// rangeTo extends n to "20 to 30", "$20,000–30,000", "between 3 and 4 million",
// "five or six".
func (r *reader) rangeTo(n *numeral) {
	if n.vague && n.of || n.article && r.at(n.hi) != en.To && r.at(n.hi) != en.Or && !(r.at(n.lo-1) == en.Between && r.at(n.hi) == en.And) {
		r.orMore(n)
		return
	}
	if n.fraction {
		if w := r.at(n.hi); w == en.And && r.at(n.lo-1) == en.Between || w == en.To || w == en.Or { // "between a quarter and a third"
			if m, ok := r.fraction(n.hi + 1); ok && m.value() > n.value() {
				n.high, n.hi, n.span = m.low, m.hi, true
			}
		}
		return
	}
	if r.plusMinus(n) {
		return
	}
	k := n.hi
	percent := r.at(k) == "%" || r.at(k) == en.Percent && n.unit == ""
	k += b2i(percent)
	coin := *n
	if !percent && n.unit == "" {
		if c := r.coin(&coin); c != "" && (r.at(coin.hi) == en.To || r.at(coin.hi) == en.And) {
			k = coin.hi
			coin.unit = c
		}
	}
	between := n.lo > 0 && r.at(n.lo-1) == en.Between
	if n.lo > 1 && !between {
		_, lo, _ := r.leftHedge(n.lo)
		between = lo > 0 && r.at(lo-1) == en.Between
	}
	if n.unit == "" && !percent {
		k = r.measureBetween(k, between)
	}
	switch w := r.at(k); {
	case w == en.To, w == en.Or && small(n), w == en.And && between,
		(w == "-" || w == "–" || w == "—") && r.glued(k) == r.glued(k+1):
		if w == en.Or && r.at(k+1) == en.More {
			return
		}
	case w == "," && list.Maybe[r.at(k+1)] && small(n):
		k++
	default:
		return
	}
	k++
	if between && list.Roughly[r.at(k)] {
		k++
	}
	if k >= len(r.words) {
		return
	}
	m, ok := r.number(k)
	if !ok || m.fraction || m.vague || n.vague || n.unit != m.unit && m.unit != "" {
		return
	}
	dash := r.at(k-1) == "-" || r.at(k-1) == "–" || r.at(k-1) == "—"
	low, high := n.value(), m.value()
	if m.scale > 1 && (n.scale == 1 || n.scale == 100 && m.scale > n.scale) && low*m.scale < high && low < 1000 { // "a hundred to two hundred thousand"
		low *= m.scale // "3 to 5 million"
	}
	year := n.digits && len(r.at(n.lo)) == 4 && low >= 1900 && low <= 2060 && (m.digits && high <= 2060 || list.BeforeYear[r.at(n.lo-1)]) ||
		n.digits && m.digits && len(r.at(n.lo)) == 4 && low >= 1000 && high <= 2060 && (r.at(n.lo-1) == en.From || between) && !r.nounAt(m.hi)
	if low >= high || year || dash && n.digits && (r.glued(m.hi) && r.at(m.hi) == "-" && r.words[min(m.hi+1, len(r.words)-1)].kind == piece.Digits || n.unit == "" && m.digits && len(r.at(k)) == 4 && len(r.at(n.lo)) == 3) {
		return
	}
	if r.at(k-1) == en.Or && high-low > max(2, low/2) {
		return
	}
	if !dash && r.at(k-1) == en.To && r.changed(n.lo) && (r.at(n.lo-1) == en.From || high > 2*low && n.unit == "" || high > 5*low) {
		return // "rose from 300 to 500", "rose by 12 to 57": two numbers
	}
	if !dash && r.at(k-1) == en.To && (percent || n.unit != "" && high > 5*low) && r.change(n.lo) != "" {
		return // "rose $2 to $58", "up 3 percent to 7 million": the second is what came of it; "cut $2 to $5 million" has a range
	}
	n.low, n.high = assay.Known(low), assay.Known(high)
	n.hi, n.span, n.scale, n.article = m.hi, true, m.scale, false
	n.digits = n.digits && m.digits
	if coin.unit != "" && n.unit == "" {
		n.unit = coin.unit
	}
}

// plusMinus reads "2,000 ± 50", "52 percent, plus or minus 3" as a range.
func (r *reader) plusMinus(n *numeral) bool {
	if n.vague || n.span {
		return false
	}
	k := n.hi
	k += r.percentAt(k)
	k += b2i(r.at(k) == ",")
	switch {
	case r.at(k) == "±":
		k++
	case r.at(k) == "+" && r.at(k+1) == "/" && r.at(k+2) == "-":
		k += 3
	case list.Plus[r.at(k)] && r.at(k+1) == en.Or && list.MinusTake[r.at(k+2)]:
		k += 3
	default:
		return false
	}
	if k >= len(r.words) {
		return false
	}
	m, ok := r.cardinal(k)
	if !ok || m.value() <= 0 || m.value() > n.value() {
		return false
	}
	low, high := n.value()-m.value(), n.value()+m.value()
	n.low, n.high = assay.Known(low), assay.Known(high)
	n.hi, n.span, n.article = m.hi, true, false
	if r.at(k-1) != "±" && (r.at(n.hi) == en.Percentage || list.Points[r.at(n.hi)]) {
		n.unit = unitPercent // "52 percent, plus or minus 3 points"
	}
	return true
}

// measureBetween returns the word after the unit of n where a range goes on behind
// it: "44 mg to 50 mg".
func (r *reader) measureBetween(k int, between bool) int {
	if u := measures[r.at(k)]; u != "" && (r.at(k+1) == en.To || between && r.at(k+1) == en.And) && k+2 < len(r.words) {
		if m, ok := r.cardinal(k + 2); ok && measures[r.at(m.hi)] == u {
			return k + 1
		}
	}
	return k
}

// small reports whether n is such a number as is guessed at: "five or six".
func small(n *numeral) bool { return n.value() < 100 || n.scale > 1 }

// orMore reads "hundreds, perhaps thousands" and "dozens or even hundreds" as one
// vague number, as low as the first.
func (r *reader) orMore(n *numeral) bool {
	k := n.hi
	if r.at(k) == "," {
		k++
	}
	start := k
	for list.OrEven[r.at(k)] {
		k++
	}
	if k == start || k >= len(r.words) {
		return false
	}
	m, ok := r.vagueNumber(k)
	if !ok || !m.of || m.value() <= n.value() {
		return false
	}
	n.hi = m.hi
	n.best, n.high = assay.Amount{}, m.high
	return true
}

// unit moves n over a sign or word that belongs to the number: "percent",
// "rupees", "km".
func (r *reader) unit(n *numeral) {
	if n.unit != "" && n.unit != unitFraction || n.fraction {
		return
	}
	k := n.hi
	hyphen := b2i(r.at(k) == "-" && r.glued(k) && r.glued(k+1))
	w := r.at(k + hyphen)
	switch percent := r.percentAt(k + hyphen); {
	case percent > 0:
		n.hi, n.unit = k+hyphen+percent, unitPercent
	case w == en.Of && r.at(k+1) == en.A && r.at(k+2) == en.Percentage && r.at(k+3) == en.Point: // "0.4 of a percentage point"
		n.hi, n.unit = k+4, unitPercentPoint
	case w == en.Percentage && list.Points[r.at(k+hyphen+1)]:
		n.hi, n.unit = k+hyphen+2, unitPercentPoint
	default:
		if c := r.coin(n); c != "" {
			n.unit = c
			r.cents(n)
			return
		}
		if n.of && r.at(k) == en.Of {
			return
		}
		r.measure(n, k+hyphen)
	}
	if n.unit == unitPercent && list.Points[r.at(n.hi)] {
		n.unit = unitPercentPoint
		n.hi++
	}
}

// percentAt returns how many words at k mean a hundredth: one for "%", two for "per
// cent", none for others.
func (r *reader) percentAt(k int) int {
	switch {
	case list.Percent[r.at(k)]:
		return 1
	case r.at(k) == en.Per && r.at(k+1) == en.Cent:
		return 2
	}
	return 0
}

// measure sets n's unit of measure, if one stands at word k. The unit is no part
// of the span.
func (r *reader) measure(n *numeral, k int) {
	w := r.at(k)
	if n.lo > 0 && r.at(n.lo-1) == measured || w == measured {
		n.unit = measured
		return
	}
	if c := en.Noun(w, false); measures[w] != "" && c != en.Measure && c != en.NoNoun && r.at(k-1) != "-" && n.value() > 1 && !r.words[k].pluralForm() && k+1 < len(r.words) && r.words[k+1].kind == piece.Letters && r.words[k+1].isPlural() {
		return // "six barrel bombs", "12 foot soldiers"
	}
	if (w == en.Parts || w == en.Part) && r.at(k+1) == en.Per && numbers[r.at(k+2)].class == scaleWord {
		n.unit = en.Part + " " + en.Per + " " + r.at(k+2)
		r.after = k + 3
		return
	}
	prefix := ""
	if w == "sq" { // "3,900 sq m"
		square := measures[r.at(k+1)]
		if square == "" {
			square = list.LengthLetters[r.at(k+1)]
		}
		if square != "" {
			n.unit, n.digits = list.Powers[w]+square, false
			r.after = k + 2
			return
		}
	}
	if list.UnitPrefixes[w] && measures[r.at(k+1)] != "" {
		prefix = w + " "
		k++
		w = r.at(k)
	}
	if m := list.GluedUnits[w]; m != "" && !(w == "p" && pictureLines(n.value())) && (r.glued(k) || r.at(k+1) == "/" && r.glued(k+1) && r.glued(k+2)) && r.words[k-1].kind == piece.Digits && (!r.words[k].upper || len(w) > 1 || w == "w") {
		n.unit, n.digits = m, false
		r.after = k + 1
		if m == unitDegree {
			r.scaleOf(n, k+1)
		}
		return
	}
	if w == "m" && n.digits && !r.glued(k) && !r.words[k].upper && (k+1 >= len(r.words) || r.words[k+1].kind == piece.Symbol || list.Closed[r.at(k+1)]) { // "50 m (165 ft)"
		n.unit = unitMeter
		r.after = k + 1
		return
	}
	if (w == "c" || w == "f") && r.words[k].upper && r.glued(k) && n.digits && n.lo > 0 && !r.words[n.lo-1].upper && !list.Designators[r.at(n.lo-1)] { // "470C"
		n.unit, n.digits = unitDegree, false
		r.scaleOf(n, k)
		return
	}
	if j := k + 1 + b2i(r.at(k+1) == "-"); w == en.Light && list.Years[r.at(j)] {
		n.unit = w + "-" + en.Singular(r.at(j))
		r.after = j + 1
		return
	}
	if w == "°" {
		n.unit = unitDegree
		r.after = k + 1
		r.scaleOf(n, k+1)
		return
	}
	if u := list.Primes[w]; u != "" && r.glued(k) { // "9.5″"
		n.unit = u
		r.after = k + 1
		return
	}
	if m := measures[w]; m != "" {
		if u := list.CapitalUnits[w]; u != "" && r.words[k].upper { // "390 Nm"
			m = u
		}
		n.unit = prefix + m
		r.after = k + 1
		if b := measures[r.at(k+2)]; b != "" && r.at(k+1) == "-" && r.glued(k+1) && r.glued(k+2) { // "310 lb-ft"
			n.unit += "-" + b
			r.after = k + 3
		}
		if m == unitDegree {
			r.scaleOf(n, k+1)
		}
	}
}

// scaleOf takes in the scale of a temperature: "30 degrees Celsius", "86 degrees F".
func (r *reader) scaleOf(n *numeral, k int) {
	switch w := r.at(k); {
	case strings.HasPrefix(measures[w], unitDegree+" "): // "Celsius", "Fahrenheit"
		n.unit = measures[w]
	case r.words[min(k, len(r.words)-1)].upper && list.DegreeLetters[w] != "":
		n.unit = list.DegreeLetters[w]
	default:
		return
	}
	r.after = k + 1
}

// compound reads "20-member", "300-strong", "50-mile" and passes over other
// numbers with a hyphen. It returns the word after, or 0.
func (r *reader) compound(n *numeral) int {
	if n.hi+1 >= len(r.words) || r.at(n.hi) != "-" || !r.glued(n.hi) || !r.glued(n.hi+1) || n.unit != "" {
		return 0
	}
	w := r.words[n.hi+1]
	if r.every && list.TimeUnits[w.w] && r.at(n.hi+3) == en.Old { // "the 61-year-old"
		return 0
	}
	if w.kind != piece.Letters || w.w == measured || w.w == en.Plus || w.w == en.Odd || isMoney(w.w) || measures[w.w] != "" || list.Hundred[w.w] {
		return 0
	}
	unit := list.Strong[w.w]
	if unit == "" || n.article {
		return n.hi + 2
	}
	bound, lo, hedged := r.leftHedge(n.lo)
	q := assay.Quantity{Span: r.span(lo, n.hi), Unit: unit, Head: -1}
	n.bounded(&q, bound, hedged)
	if r.isScore(n) || r.inCode(n) {
		return n.hi + 2
	}
	r.add(q)
	return n.hi + 2
}

// changeOf tells whether q, whose number is n and begins at lo, is by how much
// something rose or fell.
func (r *reader) changeOf(q *assay.Quantity, n *numeral, lo int) string {
	change, before := r.change(lo), r.at(lo-1)
	switch {
	case !q.Counted.IsZero() && n.unit == "" && list.Handled[before]: // "dropped six bombs"
		return ""
	case change == changedUp && len(q.Unit) == 3 && list.Raising[before]: // "raise $3 billion"
		return ""
	case change == "" && (q.Unit == unitPercent || q.Unit == unitPercentPoint || q.Unit == unitPoint): // "lost 85 points"
		switch {
		case list.Losing[before]:
			return changedDown
		case list.Gaining[before]:
			return changedUp
		}
	}
	return change
}

// change tells whether the number that begins at lo is one that something rose
// or fell by: the 12 of "rose by 12 to 57", not the 57.
func (r *reader) change(lo int) string {
	if r.at(lo-1) == en.By { // "cut the risk of stroke by 38 percent"
		for j := lo - 2 - b2i(r.at(lo-2) == ","); j >= 0 && j >= lo-9 && !list.ClauseStart[r.at(j)] && r.words[j].kind != piece.Digits; j-- {
			switch w := r.at(j); {
			case list.Ups[w] && w != en.Up:
				return changedUp
			case list.Downs[w] && w != en.Down:
				return changedDown
			}
		}
	}
	for j := lo - 1; j >= 0 && j >= lo-3; j-- {
		w := r.at(j)
		switch {
		case w == en.Up && r.at(j+1) == en.To, (w == en.Down || w == en.Up) && !list.Quantified[r.at(j-1)] && en.EndsPast(r.at(j-1)) || list.Particles[r.at(j-1)]:
			return ""
		case list.Ups[w]:
			return changedUp
		case list.Downs[w]:
			return changedDown
		case list.ToLevel[w] && w != en.By:
			return "" // a level, not a change
		case list.By[w] || en.EndsLy(w):
		default:
			return ""
		}
	}
	return ""
}

// changed reports whether "from" before lo belongs to a verb of change.
func (r *reader) changed(lo int) bool {
	if r.at(lo-1) != en.From && r.at(lo-1) != en.By {
		return false
	}
	for j := lo - 2; j >= 0 && j >= lo-6; j-- {
		if w := r.at(j); list.Ups[w] || list.Downs[w] || list.Moves[w] {
			return true
		}
	}
	return false
}

// zero reads "no casualties", "no one was hurt", "none of the 12", and returns
// the word after the numeral, or i.
func (r *reader) zero(i int) int {
	hi, unit := i+1, ""
	q := assay.Quantity{Head: -1, Low: assay.Known(0), Best: assay.Known(0), High: assay.Known(0)}
	switch r.at(i) {
	case en.Without: // "landed without casualties"
		p, ok := r.noun(i+1, true)
		if !ok || !list.Nothing[r.at(p.head)] || !r.words[p.head].isPlural() {
			return i
		}
		q.Counted, q.Head, q.Unit = r.span(p.lo, p.hi), r.words[p.head].tok, r.unitOf(p, true)
		q.Span = r.span(i, hi)
		r.out = append(r.out, q)
		return p.hi
	case en.No:
		if r.at(i+1) == en.One && list.Finite[r.at(i+2)] {
			hi, unit = i+2, unitPerson
			break
		}
		p, ok := r.noun(i+1, true)
		if !ok {
			return i
		}
		h := &r.words[p.head]
		person := h.isPerson() && h.isPlural()
		if !list.Nothing[h.w] && !(person && (r.at(p.hi) == en.Were || r.at(p.hi) == en.Was) && list.StateWords[r.at(p.hi+1)]) {
			return i
		}
		q.Counted, q.Head, q.Unit = r.span(p.lo, p.hi), h.tok, r.unitOf(p, true)
		q.Span = r.span(i, hi)
		r.out = append(r.out, q)
		return p.hi
	case en.Nobody:
		unit = unitPerson
	case en.None:
		if r.at(i+1) == en.Of && (list.Determiners[r.at(i+2)] && r.numberAt(i+3)) {
			q.Span = r.span(i, hi)
			r.part, r.partEnd = len(r.out), i+3
			r.out = append(r.out, q)
			return hi
		}
	default:
		return i
	}
	if k := hi; !list.Finite[r.at(k)] || !list.StateWords[r.at(k+1)] && !list.StateWords[r.at(k+2)] {
		return i
	}
	q.Span, q.Unit = r.span(i, hi), unit
	r.out = append(r.out, q)
	return hi
}
