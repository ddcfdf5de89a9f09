package quantity

import (
	"math"
	"strconv"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/piece"
)

// A numeral is a number without its hedge, as read from words[lo:hi].
type numeral struct {
	lo, hi    int
	low, high assay.Amount // alike unless vague or a range
	best      assay.Amount // of a vague number, where the table has one
	vague     bool
	span      bool // "3,000 to 4,000"
	approx    bool // "a couple of hundred"
	fraction  bool
	digits    bool    // written in digits, without a scale word
	scale     float64 // of its last scale word; 1 if none
	unit      string  // currency, "percent"
	of        bool    // ends in a noun, so that what is counted follows "of": "dozens"
	article   bool    // its only number word is "one"
}

func (n *numeral) set(v float64) { n.low, n.high = assay.Known(v), assay.Known(v) }

func (n *numeral) value() float64 {
	v, _ := n.low.Number()
	return v
}

// at returns the word in lower case at i, or "".
func (r *reader) at(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].w
}

func (r *reader) glued(i int) bool { return i >= 0 && i < len(r.words) && r.words[i].glued }

// number returns the numeral that begins at word i.
func (r *reader) number(i int) (numeral, bool) {
	if i >= len(r.words) {
		return numeral{}, false
	}
	if n, ok := r.money(i); ok {
		return n, true
	}
	if n, ok := r.vagueNumber(i); ok {
		return n, true
	}
	if n, ok := r.fraction(i); ok {
		return r.fractionOf(n), true
	}
	return r.cardinal(i)
}

// cardinal reads "1,500", "2.3 million", "twenty-five", "a hundred", "one and a
// half", "three dozen".
func (r *reader) cardinal(i int) (numeral, bool) {
	if r.words[i].kind == piece.Digits {
		return r.figures(i)
	}
	n := numeral{lo: i, scale: 1}
	var total, current, small float64 // small: the last of hundred and dozen
	last := 1e18
	k, got := i, false
	switch w := r.at(i); {
	case en.IsA(w) && numbers[r.at(i+1)].class == scaleWord:
		current, k = 1, i+1
	case w == en.Half && (r.at(i+1) == en.A || r.at(i+1) == en.Dozen) && numbers[r.at(i+2-b2i(r.at(i+1) == en.Dozen))].class == scaleWord:
		// "half a million", "half dozen"
		current, k = .5, i+2-b2i(r.at(i+1) == en.Dozen)
	case list.HalfQuarter[w] > 0 && numbers[r.at(i+1)].class == scaleWord && numbers[r.at(i+1)].n >= 1e6: // "half million"
		current, k = list.HalfQuarter[w], i+1
	case w == en.Dozen && !list.OtherDozen[r.at(i-1)]:
		current = 1
	case numbers[w].class == scaleWord && numbers[w].n >= 1e6 && r.hyphened(i+1) && isMoney(r.at(i+2)) && !r.glued(i): // "a billion-dollar flood"
		current = 1
	case numbers[w].class == scaleWord && numbers[w].n >= 100:
		if !list.BareScale[r.at(i-1)] { // "the hundred who stayed"
			return n, false
		}
		current = 1
	}
	for ; k < len(r.words); k++ {
		w := r.words[k]
		num := numbers[w.w]
		switch {
		case num.class == unitWord && (!got || addable(current, num.n)):
			current += num.n
			n.article = !got && num.n == 1
		case num.class == tensWord && (!got || addable(current, num.n)):
			current += num.n
			n.article = false
		case num.class == scaleWord && num.n <= 100 && current > 0 && current < 100 && num.n != small:
			current *= num.n
			n.article, n.scale = false, num.n
			small = num.n
		case w.w == en.Score && !n.article && got && current > 1 && current < 10 && total == 0 && k+1 < len(r.words) && r.words[k+1].isPerson() && r.words[k+1].isPlural(): // "four score men"
			current *= num.n
			n.scale = num.n
		case num.class == scaleWord && num.n > 100 && num.n < last && current > 0:
			total += current * num.n // "two hundred thousand": the hundred is part of what is scaled
			current, last, small = 0, num.n, 0
			n.article, n.scale = false, num.n
		case got && w.w == "-" && w.glued && r.glued(k+1) && joins(numbers[r.at(k-1)], numbers[r.at(k+1)]):
			continue
		case got && w.w == en.And && n.scale > 1 && (numbers[r.at(k+1)].class == unitWord || numbers[r.at(k+1)].class == tensWord) &&
			r.continues(k+1, n.scale) && !(r.at(i-1) == en.Between && !r.andBehind(k+1)):
			continue // "two hundred and fifty"
		case got && w.w == "-" && w.glued && r.at(k+1) == en.And && r.at(k+2) == "-" && r.at(k+3) == en.A && r.at(k+4) == "-" && r.at(k+5) == en.Half:
			current += .5 // "four-and-a-half"
			n.article = false
			k += 5
		case got && w.w == en.And && r.mixed(k+1) > 0: // "two and three-quarters"
			current += r.mixed(k + 1)
			n.article = false
			k += 3
		case got && w.w == en.And && (r.at(k+1) == en.A || r.at(k+1) == en.One) && list.HalfQuarter[r.at(k+2)] > 0:
			part := list.HalfQuarter[r.at(k+2)]
			if n.scale > 1 && current == 0 { // "a million and a half"
				total += part * n.scale
			} else {
				current += part
			}
			n.article = false
			k += 2
		default:
			goto done
		}
		got = true
	}
done:
	if k <= i || !got {
		return n, false
	}
	n.hi = k
	n.set(total + current)
	n.hi += r.inDigits(n.hi, n.value())
	return n, true
}

// mixed returns the fraction with a hyphen at k that a number takes with it, 0 if there is
// none.
func (r *reader) mixed(k int) float64 {
	top, low := numbers[r.at(k)], numbers[r.at(k+2)]
	if top.class != unitWord || r.at(k+1) != "-" || low.class != partWord || top.n < 1 || top.n >= low.n {
		return 0
	}
	return top.n / low.n
}

// andBehind reports whether "and" stands behind the number in words at k: "between two
// hundred and ten and three hundred", but "between one hundred and two hundred".
func (r *reader) andBehind(k int) bool {
	for numbers[r.at(k)].class != noNumber || r.at(k) == "-" && r.glued(k) {
		k++
	}
	return r.at(k) == en.And
}

// inDigits returns how many words at k say v again in brackets: "seven (7) crates".
func (r *reader) inDigits(k int, v float64) int {
	if r.at(k) == "(" && r.at(k+2) == ")" && r.words[k+1].kind == piece.Digits {
		if again, ok := decimal(r.at(k + 1)); ok && again == v {
			return 3
		}
	}
	return 0
}

// continues reports whether the number at k can be the rest of one whose last
// scale word is scale: "two hundred and fifty", not "a hundred and 2,000".
func (r *reader) continues(k int, scale float64) bool {
	// "a dozen and three more" are two numbers
	if scale == 12 || numbers[r.at(k)].n >= scale {
		return false
	}
	next := r.at(k + 1)
	return numbers[r.at(k)].n != 1 || numbers[next].class != noNumber || !list.Finite[next] && !list.StateWords[next] && !list.AfterOne[next]
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// addable reports whether n fits into the empty places of current: 20 + 5.
func addable(current, n float64) bool {
	c := int(current) % 100
	return float64(int(current)) == current && (c == 0 || c >= 20 && c%10 == 0 && n < 10)
}

// joins reports whether a hyphen may stand between two words of one number.
func joins(a, b number) bool {
	return a.class == tensWord && b.class == unitWord || b.class == scaleWord && a.class != noNumber
}

// figures reads a number that begins in digits.
func (r *reader) figures(i int) (numeral, bool) {
	n := numeral{lo: i, hi: i + 1, digits: true, scale: 1}
	if r.isFraction(i) && measures[r.at(i+3)] != "" { // "1/2 pound"
		n.hi = i + 3
		n.set(r.quotient(i))
		return n, true
	}
	v, ok := decimal(r.words[i].w)
	if !ok {
		return n, false
	}
	k := i + 1
	for r.grouped(k) || r.spaced(k) { // "9 300 households", "3, 000 sheep"
		k += b2i(r.at(k) == ",")
		n, _ := strconv.ParseFloat(r.words[k].w, 64)
		v = v*1000 + n
		k++
	}
	switch f, isGlyph := glyphs[r.at(k)]; { // "6½", "6 3/8", "1-1/2"
	case isGlyph:
		v += f
		k++
	case r.decimalComma(k):
		f, _ := strconv.ParseFloat(r.words[i].w+"."+r.at(k+1), 64)
		v = f
		k += 2
	case r.at(k+1) == "/" && r.isFraction(k) && v == float64(int(v)):
		v += r.quotient(k)
		k += 3
	case r.at(k) == "-" && r.glued(k) && r.glued(k+1) && r.isFraction(k+1) && v == float64(int(v)): // "6-1/4"
		v += r.quotient(k + 1)
		k += 4
	}
	// "3m", "$1.2bn", "3 million", "1.5m people"; "5m" may be metres, so a letter
	// counts as a scale only against digits
	if p := powers[r.at(k+1)]; list.Squared[r.at(k)] && r.glued(k+1) && p != "" { // "45m2", "12 km²"
		n.unit = p + longUnit(r.at(k))
		n.digits = false
		n.hi, r.after = k, k+2
		n.set(v)
		return n, true
	}
	if r.at(k) == "m" && list.Extents[r.at(k+1)] { // "1.8m tall"
		n.unit, n.digits = unitMeter, false
		n.hi, r.after = k, k+1
		n.set(v)
		return n, true
	}
	if w := r.at(k + 1); r.at(k) == "m" && r.glued(k) && w != "" && signs[r.at(i-1)] == "" && v < 2000 && r.words[k+1].kind == piece.Letters && !r.words[k+1].upper && !list.Closed[w] && !r.words[k+1].isPlural() && r.words[k+1].class() != en.NoNoun && numbers[w].class == noNumber && !isMoney(w) { // "a 400m race"
		n.unit, n.digits = unitMeter, false
		n.hi, r.after = k, k+1
		n.set(v)
		return n, true
	}
	if r.at(k) == "m" && v >= 1000 && strings.Contains(r.words[i].w, ",") && signs[r.at(i-1)] == "" && r.glued(k) { // "7,000m up"
		n.unit, n.digits = unitMeter, false
		n.hi, r.after = k, k+1
		n.set(v)
		return n, true
	}
	if s, ok := list.Suffixes[r.at(k)]; ok && r.glued(k) && r.words[k].kind == piece.Letters {
		if r.words[k].upper && s == 1e3 && (v == 2 || v == 4 || v == 8) && r.nounAt(k+1) { // "a 4K screen"
			return n, false
		}
		v = scaled(v, s)
		n.scale, n.digits = s, false
		k++
	} else {
		hyphen := b2i(r.at(k) == "-" && r.glued(k) && r.glued(k+1))
		for {
			num := numbers[r.at(k+hyphen)]
			s := num.n
			if num.class != scaleWord {
				s, ok = list.Suffixes[r.at(k+hyphen)]
				if !ok || len(r.at(k+hyphen)) < 2 {
					break
				}
			}
			v = scaled(v, s)
			n.scale, n.digits = s, false
			k += 1 + hyphen
			hyphen = 0
		}
		if n.scale > 1 && r.at(k) == en.And && r.at(k+1) == en.A && list.HalfQuarter[r.at(k+2)] > 0 {
			v += n.scale * list.HalfQuarter[r.at(k+2)]
			k += 3
		}
	}
	n.hi = k
	n.set(v)
	return n, true
}

// decimalComma reports whether "3,5 percent" goes on at word k: a comma and one or two
// digits before what is measured.
func (r *reader) decimalComma(k int) bool {
	if r.at(k) != "," || !r.glued(k) || !r.glued(k+1) || r.words[k+1].kind != piece.Digits || len(r.at(k+1)) > 2 || strings.Contains(r.at(k-1), ",") {
		return false
	}
	return r.percentAt(k+2) > 0 || measures[r.at(k+2)] != "" || numbers[r.at(k+2)].class == scaleWord
}

// scaled multiplies what was written in digits: 4.1 billion is 4100000000, not a
// little less.
func scaled(v, scale float64) float64 {
	p := v * scale
	if p == math.Trunc(p) {
		return p
	}
	if near := math.Round(p); math.Abs(p-near) < 1e-12*p {
		return near
	}
	return p
}

// grouped reports whether word k is a group of three digits that belongs to the
// number before it, set off by one space: "14 000", "1 250 000".
func (r *reader) grouped(k int) bool {
	if k < 1 || k >= len(r.words) || r.words[k].kind != piece.Digits || len(r.words[k].w) != 3 || r.glued(k) || r.glued(k+1) && r.at(k+1) != "," && r.at(k+1) != "." && r.at(k+1) != ")" {
		return false
	}
	p := r.words[k-1]
	if p.kind != piece.Digits || len(p.w) > 3 || p.w[0] == '0' && !r.grouped(k-1) || p.glued && r.at(k-2) != "$" && r.at(k-2) != "(" || strings.ContainsAny(p.w+r.words[k].w, ",.") {
		return false
	}
	gap := r.text[p.end:r.words[k].start]
	if months[r.at(k-2)] > 0 && r.words[k-2].upper {
		return false // "On May 3 120 men came"
	}
	return gap == " "
}

// spaced reports whether a group of three digits that begins with nought follows
// the comma at word k: no number of its own does.
func (r *reader) spaced(k int) bool {
	if r.at(k) != "," || !r.glued(k) || k+1 >= len(r.words) || r.words[k+1].kind != piece.Digits || r.glued(k+1) {
		return false
	}
	w, p := r.words[k+1].w, r.words[k-1].w
	return len(w) == 3 && w[0] == '0' && len(p) <= 3 && p[0] != '0' && r.words[k-1].kind == piece.Digits
}

// decimal reads "1,500", "1,50,000" and "2.3". Groups of other lengths than two
// and three digits, and several points, are no number.
func decimal(s string) (float64, bool) {
	if s == "" || !piece.IsDigit(s[0]) && s[0] != '.' || len(s) > 24 {
		return 0, false
	}
	if i := strings.IndexByte(s, ','); i >= 0 {
		whole, _, _ := strings.Cut(s, ".")
		parts := strings.Split(whole, ",")
		for k, p := range parts {
			switch {
			case k == 0 && len(p) > 3, k > 0 && k < len(parts)-1 && len(p) != 3 && len(p) != 2, k > 0 && k == len(parts)-1 && len(p) != 3:
				return 0, false
			}
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// vagueNumber reads "dozens", "several", "low thousands", "tens of thousands",
// "a few hundred", "many thousands".
func (r *reader) vagueNumber(i int) (numeral, bool) {
	n := numeral{lo: i, vague: true, scale: 1}
	k := i
	w := r.at(k)
	level := ""
	if list.Level[w] && (numbers[r.at(k+1)].class == pluralWord || r.at(k+1) == "-" && numbers[r.at(k+2)].class == pluralWord) {
		level = w + " "
		k += 1 + b2i(r.at(k+1) == "-")
	} else if numbers[r.at(k+1)].class == pluralWord && list.Untold[w] {
		k++
	}
	switch num := numbers[r.at(k)]; {
	case num.class == pluralWord && r.at(k) == en.Scores && r.at(k+1) != en.Of && k > 0 && r.words[k-1].kind == piece.Letters && !list.BeforeScores[r.at(k-1)] && !r.leftHedged(k):
		return n, false // "the scores", "test scores"
	case num.class == pluralWord:
		key := r.at(k)
		k++
		mult := 1.0
		if r.at(k) == en.Or && numbers[r.at(k+1)].class == pluralWord && r.at(k+2) == en.Of && numbers[r.at(k+3)].class == pluralWord { // "tens or hundreds of thousands"
			k += 2
		}
		for list.Heaped[r.at(k)] && numbers[r.at(k+1)].class == pluralWord {
			if of := r.at(k); of == en.Of {
				key += " " + of + " " + r.at(k+1)
				mult *= numbers[r.at(k+1)].n
			}
			k += 2
		}
		iv := r.table.mean(level, key, mult)
		n.low, n.best, n.high, n.of = iv[0], iv[1], iv[2], true
		n.scale = num.n * mult
	case num.class == fewWord:
		ok := false
		if k, ok = r.few(&n, k); !ok {
			return n, false
		}
	default:
		return n, false
	}
	n.hi = k
	return n, true
}

// few reads "several", "a few thousand", "a couple of dozen", "a handful".
func (r *reader) few(n *numeral, k int) (int, bool) {
	w := r.at(k)
	if w == en.Score { // "a score of monks"; "a score of 3" has a number behind it
		if r.at(k-1) != en.A || r.at(k+1) != en.Of || r.numberAt(k+2) || !r.nounAt(k+2) {
			return k, false
		}
		n.lo, n.vague, n.of = k-1, false, true
		n.set(20)
		return k + 1, true
	}
	if w != en.Several {
		if prev := r.at(k - 1); prev != en.A || k == 0 { // "few of them", "the couple": no number
			return k, false
		}
		n.lo = k - 1
	}
	k++
	of := r.at(k) == en.Of
	j := k + b2i(of)
	mult := 1.0
	for numbers[r.at(j)].class == scaleWord || numbers[r.at(j)].class == pluralWord {
		mult *= numbers[r.at(j)].n
		j++
		n.scale = mult
	}
	if mult > 1 {
		k = j
	}
	switch w {
	case en.Couple, en.Pair:
		if mult == 1 && (!of || w == en.Pair && !r.countsPair(k+1)) || w == en.Pair && mult > 1 {
			return k, false
		}
		n.vague, n.approx = false, w == en.Couple
		n.set(2 * mult)
		n.of = mult == 1
		return k, true
	case en.Handful:
		n.of = true
		if mult > 1 {
			return k, false
		}
	}
	iv := r.table.mean("", w, 1).times(mult)
	n.low, n.best, n.high = iv[0], iv[1], iv[2]
	return k, true
}

// countsPair reports whether "a pair of" counts what stands at k: "a pair of
// bombers", not "a pair of trousers" or "a pair of twos".
func (r *reader) countsPair(k int) bool {
	for j := k; j < k+4 && j < len(r.words) && !list.Closed[r.at(j)]; j++ {
		if r.words[j].isPerson() {
			return true
		}
	}
	return false
}
