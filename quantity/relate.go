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
	if n.vague && n.of || n.article && r.at(n.hi) != "to" && r.at(n.hi) != "or" && !(r.at(n.lo-1) == "between" && r.at(n.hi) == "and") {
		if r.orMore(n) {
			return
		}
		return
	}
	if n.fraction {
		if w := r.at(n.hi); w == "and" && r.at(n.lo-1) == "between" || w == "to" || w == "or" { // "between a quarter and a third"
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
	percent := r.at(k) == "%"
	if percent {
		k++
	} else if r.at(k) == "percent" && n.unit == "" {
		percent = true
		k++
	}
	coin := *n
	if !percent && n.unit == "" {
		if c := r.coin(&coin); c != "" && (r.at(coin.hi) == "to" || r.at(coin.hi) == "and") {
			k = coin.hi
			coin.unit = c
		}
	}
	between := n.lo > 0 && r.at(n.lo-1) == "between"
	if n.lo > 1 && !between {
		_, lo, _ := r.leftHedge(n.lo)
		between = lo > 0 && r.at(lo-1) == "between"
	}
	if n.unit == "" && !percent {
		k = r.measureBetween(k, between)
	}
	switch w := r.at(k); {
	case w == "to", w == "or" && small(n), w == "and" && between,
		(w == "-" || w == "–" || w == "—") && r.glued(k) == r.glued(k+1):
		if w == "or" && r.at(k+1) == "more" {
			return
		}
	case w == "," && (r.at(k+1) == "maybe" || r.at(k+1) == "perhaps") && small(n):
		k++
	default:
		return
	}
	k++
	if w := r.at(k); between && (w == "about" || w == "around" || w == "some") {
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
	if m.scale > 1 && n.scale == 1 && low*m.scale < high && low < 1000 {
		low *= m.scale // "3 to 5 million"
	}
	year := n.digits && len(r.at(n.lo)) == 4 && low >= 1900 && low <= 2060 && (m.digits && high <= 2060 || list.BeforeYear[r.at(n.lo-1)]) ||
		n.digits && m.digits && len(r.at(n.lo)) == 4 && low >= 1000 && high <= 2060 && (r.at(n.lo-1) == "from" || between) && !r.nounAt(m.hi)
	if low >= high || year || dash && n.digits && (r.glued(m.hi) && r.at(m.hi) == "-" && r.words[min(m.hi+1, len(r.words)-1)].kind == piece.Digits || n.unit == "" && m.digits && len(r.at(k)) == 4 && len(r.at(n.lo)) == 3) {
		return
	}
	if r.at(k-1) == "or" && high-low > max(2, low/2) {
		return
	}
	if !dash && r.at(k-1) == "to" && r.changed(n.lo) && (r.at(n.lo-1) == "from" || high > 2*low && n.unit == "" || high > 5*low) {
		return // "rose from 300 to 500", "rose by 12 to 57": two numbers
	}
	if !dash && r.at(k-1) == "to" && (percent || n.unit != "" && high > 5*low) && r.change(n.lo) != "" {
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
	if r.at(k) == "%" || r.at(k) == "percent" {
		k++
	}
	k += b2i(r.at(k) == ",")
	switch {
	case r.at(k) == "±":
		k++
	case r.at(k) == "+" && r.at(k+1) == "/" && r.at(k+2) == "-":
		k += 3
	case (r.at(k) == "plus" || r.at(k) == "give") && r.at(k+1) == "or" && (r.at(k+2) == "minus" || r.at(k+2) == "take"):
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
	if r.at(k-1) != "±" && (r.at(n.hi) == "percentage" || r.at(n.hi) == "point" || r.at(n.hi) == "points") {
		n.unit = "percent" // "52 percent, plus or minus 3 points"
	}
	return true
}

// measureBetween returns the word after the unit of n where a range goes on behind
// it: "44 mg to 50 mg".
func (r *reader) measureBetween(k int, between bool) int {
	if u := measures[r.at(k)]; u != "" && (r.at(k+1) == "to" || between && r.at(k+1) == "and") && k+2 < len(r.words) {
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
	for w := r.at(k); w == "or" || w == "perhaps" || w == "maybe" || w == "even" || w == "possibly" || w == "if" || w == "not"; w = r.at(k) {
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
	if n.unit != "" && n.unit != "fraction" || n.fraction {
		return
	}
	k := n.hi
	hyphen := b2i(r.at(k) == "-" && r.glued(k) && r.glued(k+1))
	w := r.at(k + hyphen)
	switch {
	case w == "%" || w == "percent" || w == "pct":
		n.hi, n.unit = k+hyphen+1, "percent"
	case w == "per" && r.at(k+hyphen+1) == "cent":
		n.hi, n.unit = k+hyphen+2, "percent"
	case w == "of" && r.at(k+1) == "a" && r.at(k+2) == "percentage" && r.at(k+3) == "point": // "0.4 of a percentage point"
		n.hi, n.unit = k+4, "percentage point"
	case w == "percentage" && strings.HasPrefix(r.at(k+hyphen+1), "point"):
		n.hi, n.unit = k+hyphen+2, "percentage point"
	default:
		if c := r.coin(n); c != "" {
			n.unit = c
			r.cents(n)
			return
		}
		if n.of && r.at(k) == "of" {
			return
		}
		r.measure(n, k+hyphen)
	}
	if n.unit == "percent" && strings.HasPrefix(r.at(n.hi), "point") {
		n.unit = "percentage point"
		n.hi++
	}
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
	if (w == "parts" || w == "part") && r.at(k+1) == "per" && numbers[r.at(k+2)].class == scaleWord {
		n.unit = "part per " + r.at(k+2)
		r.after = k + 3
		return
	}
	prefix := ""
	if w == "sq" && (r.at(k+1) == "m" || r.at(k+1) == "mi" || measures[r.at(k+1)] != "") { // "3,900 sq m"
		n.unit = "square meter"
		if r.at(k+1) == "mi" {
			n.unit = "square mile"
		} else if m := measures[r.at(k+1)]; m != "" {
			n.unit = "square " + m
		}
		n.digits = false
		r.after = k + 2
		return
	}
	if (w == "square" || w == "cubic" || w == "nautical" || w == "metric") && measures[r.at(k+1)] != "" {
		prefix = w + " "
		k++
		w = r.at(k)
	}
	if m := list.GluedUnits[w]; m != "" && !(w == "p" && pictureLines(n.value())) && (r.glued(k) || r.at(k+1) == "/" && r.glued(k+1) && r.glued(k+2)) && r.words[k-1].kind == piece.Digits && (!r.words[k].upper || len(w) > 1 || w == "w") {
		n.unit, n.digits = m, false
		r.after = k + 1
		if m == "degree" {
			r.scaleOf(n, k+1)
		}
		return
	}
	if w == "m" && n.digits && !r.glued(k) && !r.words[k].upper && (k+1 >= len(r.words) || r.words[k+1].kind == piece.Symbol || list.Closed[r.at(k+1)]) { // "50 m (165 ft)"
		n.unit = "meter"
		r.after = k + 1
		return
	}
	if (w == "c" || w == "f") && r.words[k].upper && r.glued(k) && n.digits && n.lo > 0 && !r.words[n.lo-1].upper && !list.Designators[r.at(n.lo-1)] { // "470C"
		n.unit, n.digits = "degree", false
		r.scaleOf(n, k)
		return
	}
	if w == "light" && strings.HasPrefix(r.at(k+1), "year") || w == "light" && r.at(k+1) == "-" && strings.HasPrefix(r.at(k+2), "year") {
		n.unit = "light-year"
		r.after = k + 2 + b2i(r.at(k+1) == "-")
		return
	}
	if w == "°" {
		n.unit = "degree"
		r.after = k + 1
		r.scaleOf(n, k+1)
		return
	}
	if (w == "″" || w == "′") && r.glued(k) { // "9.5″"
		n.unit = "inch"
		if w == "′" {
			n.unit = "foot"
		}
		r.after = k + 1
		return
	}
	if m := measures[w]; m != "" {
		if w == "nm" && r.words[k].upper {
			m = "newton-meter" // "390 Nm"
		}
		n.unit = prefix + m
		r.after = k + 1
		if b := measures[r.at(k+2)]; b != "" && r.at(k+1) == "-" && r.glued(k+1) && r.glued(k+2) { // "310 lb-ft"
			n.unit += "-" + b
			r.after = k + 3
		}
		if m == "degree" {
			r.scaleOf(n, k+1)
		}
	}
}

// scaleOf takes in the scale of a temperature: "30 degrees Celsius", "86 degrees F".
func (r *reader) scaleOf(n *numeral, k int) {
	switch w := r.at(k); {
	case w == "celsius" || w == "centigrade" || w == "c" && r.words[k].upper:
		n.unit = "degree Celsius"
	case w == "fahrenheit" || w == "f" && r.words[k].upper:
		n.unit = "degree Fahrenheit"
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
	if r.every && list.TimeUnits[w.w] && r.at(n.hi+3) == "old" { // "the 61-year-old"
		return 0
	}
	if w.kind != piece.Letters || w.w == measured || w.w == "plus" || w.w == "odd" || isMoney(w.w) || measures[w.w] != "" || w.w == "percent" || w.w == "per" || w.w == "percentage" {
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
	case change == "up" && len(q.Unit) == 3 && strings.HasPrefix(before, "rais"): // "raise $3 billion"
		return ""
	case change == "" && (q.Unit == "percent" || q.Unit == "percentage point" || q.Unit == "point"): // "lost 85 points"
		switch before {
		case "lost", "lose", "loses", "losing":
			return "down"
		case "added", "adds", "adding":
			return "up"
		}
	}
	return change
}

// change tells whether the number that begins at lo is one that something rose
// or fell by: the 12 of "rose by 12 to 57", not the 57.
func (r *reader) change(lo int) string {
	if r.at(lo-1) == "by" { // "cut the risk of stroke by 38 percent"
		for j := lo - 2 - b2i(r.at(lo-2) == ","); j >= 0 && j >= lo-9 && !list.ClauseStart[r.at(j)] && r.words[j].kind != piece.Digits; j-- {
			switch w := r.at(j); {
			case list.Ups[w] && w != "up":
				return "up"
			case list.Downs[w] && w != "down":
				return "down"
			}
		}
	}
	for j := lo - 1; j >= 0 && j >= lo-3; j-- {
		w := r.at(j)
		switch {
		case w == "up" && r.at(j+1) == "to", (w == "down" || w == "up") && !list.Quantified[r.at(j-1)] && strings.HasSuffix(r.at(j-1), "ed") || list.Particles[r.at(j-1)]:
			return ""
		case list.Ups[w]:
			return "up"
		case list.Downs[w]:
			return "down"
		case w == "to" || w == "from" || w == "at" || w == "past":
			return "" // a level, not a change
		case list.By[w] || strings.HasSuffix(w, "ly"):
		default:
			return ""
		}
	}
	return ""
}

// changed reports whether "from" before lo belongs to a verb of change.
func (r *reader) changed(lo int) bool {
	if r.at(lo-1) != "from" && r.at(lo-1) != "by" {
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
	case "without": // "landed without casualties"
		p, ok := r.noun(i+1, true)
		if !ok || !list.Nothing[r.at(p.head)] || !r.words[p.head].isPlural() {
			return i
		}
		q.Counted, q.Head, q.Unit = r.span(p.lo, p.hi), r.words[p.head].tok, r.unitOf(p, true)
		q.Span = r.span(i, hi)
		r.out = append(r.out, q)
		return p.hi
	case "no":
		if r.at(i+1) == "one" && list.Finite[r.at(i+2)] {
			hi, unit = i+2, "person"
			break
		}
		p, ok := r.noun(i+1, true)
		if !ok {
			return i
		}
		h := &r.words[p.head]
		person := h.isPerson() && h.isPlural()
		if !list.Nothing[h.w] && !(person && (r.at(p.hi) == "were" || r.at(p.hi) == "was") && list.StateWords[r.at(p.hi+1)]) {
			return i
		}
		q.Counted, q.Head, q.Unit = r.span(p.lo, p.hi), h.tok, r.unitOf(p, true)
		q.Span = r.span(i, hi)
		r.out = append(r.out, q)
		return p.hi
	case "nobody":
		unit = "person"
	case "none":
		if r.at(i+1) == "of" && (list.Determiners[r.at(i+2)] && r.numberAt(i+3)) {
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
