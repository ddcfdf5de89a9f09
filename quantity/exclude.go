package quantity

import (
	"strings"

	"assay/lang/en"
	"assay/lang/piece"
)

// measured is the one designator whose number is a quantity.
const measured = "magnitude"

// excluded reports whether the number n, with or without a noun after it, is none
// that counts: a date, an age, a time of day, a score, part of a name.
func (r *reader) excluded(n *numeral, noun *phrase, hedged bool) bool {
	return r.inCode(n) || noun != nil && list.TimeUnits[r.at(noun.head)] && !r.every || r.isTime(n) || r.isDate(n, noun, hedged) || r.isAge(n, noun) || r.isScore(n) || r.isLabel(n, noun, hedged) || r.isPronoun(n, noun)
}

// inCode reports whether n is glued to letters or signs: "F-16", "9/11", "#5".
func (r *reader) inCode(n *numeral) bool {
	if r.at(n.lo)[0] == '.' && n.unit == "" {
		return true // ".45 caliber"
	}
	if r.glued(n.lo) && n.lo > 0 && n.unit != "" && r.words[n.lo-1].kind == piece.Letters && r.words[n.lo].kind == piece.Digits {
		return true // "example.net/aa3V517l2Q"
	}
	if r.glued(n.lo) && n.lo > 0 && n.unit == "" {
		switch p := r.words[n.lo-1]; {
		case p.kind == piece.Letters && !p.upper && len(p.w) > 3 && strings.Contains(r.at(n.lo), ","): // "to provide6,000 nets", as scrapes have it
		case p.kind != piece.Symbol:
			return true
		case r.at(n.lo-1) == "-" && r.at(n.lo-2) == en.Minus && n.unit != "":
			return false
		case p.w == "-" || p.w == "/" || p.w == "_" || p.w == "@" || p.w == "#" || p.w == "\\" || p.w == "=" || p.w == "&" || p.w == ":" || p.w == ".":
			return p.w != "." && (r.glued(n.lo-1) || p.w == "#" || p.w == "@" || p.w == "-") || p.w == "." && r.glued(n.lo-1)
		}
	}
	if n.unit == "" && n.hi < len(r.words) && r.glued(n.hi) {
		switch w := r.words[n.hi]; w.w {
		case "p":
			return pictureLines(n.value())

		case "/", ":", "_", "@", "\\", "=", "&", "^", "*":
			return n.hi+1 < len(r.words) && r.glued(n.hi+1)
		default:
			// "22nd", "1990s", "5G", "747s", "3D"
			if len(w.w) > 4 && w.kind == piece.Letters && w.isPlural() { // "37people"
				return false
			}
			return w.kind == piece.Letters && n.digits && !list.GluedTimes[w.w] && measures[w.w] == "" && (list.GluedUnits[w.w] == "" || w.upper && len(w.w) == 1 && w.w != "w") && list.Powers[w.w] == ""
		}
	}
	return false
}

// pictureLines reports whether v is a height of pictures: "1080p".
func pictureLines(v float64) bool {
	return v == 480 || v == 720 || v == 1080 || v == 1440 || v == 2160
}

// stretch gives durations and ages their unit, so that they count: "three years",
// "a 60-year-old", "Okello, 34,".
func (r *reader) stretch(n *numeral) {
	if n.unit != "" || r.inCode(n) {
		return
	}
	k := n.hi
	if n.of && r.at(k) == en.Of {
		k++
	}
	if _, hi, ok := r.rightHedge(k); ok {
		k = hi
	}
	k += b2i(r.at(k) == "-" && r.glued(k))
	for list.TimeFillers[r.at(k)] {
		k++
	}
	if w := r.at(k); list.TimeUnits[w] {
		n.unit = longTime(w)
		r.after = k + 1
		if old := r.at(k + 1); old == en.Old || old == "-" && clock.Old[r.at(k+2)] {
			n.unit = unitAge
		}
		return
	}
	if r.isAge(n, nil) {
		n.unit = unitAge
	}
}

// longTime returns the name of a unit of time: "minute" of "mins".
func longTime(w string) string {
	if name := clock.Units[w]; name != "" {
		return name
	}
	if name := list.TimeLetters[w]; name != "" {
		return name
	}
	return en.Singular(w)
}

// isTime reports whether n is a duration or a time of day.
func (r *reader) isTime(n *numeral) bool {
	k := n.hi
	if n.unit != "" && n.unit != unitFraction {
		return false
	}
	if r.at(k) == en.Figures && r.words[n.lo].kind == piece.Letters {
		return true // "a six-figure sum"
	}
	if n.of && r.at(k) == en.Of || n.fraction && r.at(k) == en.Of {
		k++
		if n.fraction && en.IsArticle(r.at(k)) {
			k++
		}
	}
	if _, hi, ok := r.rightHedge(k); ok {
		k = hi
	}
	if r.at(k) == "-" && r.glued(k) {
		k++
	}
	for list.TimeFillers[r.at(k)] {
		k++
	}
	switch w := r.at(k); {
	case list.TimeUnits[w], clock.Halves[w] != "", clock.Zones[w]:
		return true
	case w == en.In && r.at(k+1) == en.The && clock.HalfOf[r.at(k+2)] != "":
		return true
	case w == "o" && (r.at(k+1) == "’" || r.at(k+1) == "'") && r.at(k+2) == en.Clock:
		return true
	case w == "p" && r.at(k+1) == "." || (w == en.Half || w == en.OneHalf) && list.TimeUnits[r.at(k+1)]:
		return true
	case months[w] > 0 && n.digits && r.words[k].upper:
		return true // "20 January"
	}
	// "half an hour", "two or three days"
	return n.fraction && list.TimeUnits[r.at(k+1)] && en.IsArticle(r.at(k))
}

// isDate reports whether n is a day or a year.
func (r *reader) isDate(n *numeral, noun *phrase, hedged bool) bool {
	if !n.digits || n.unit != "" {
		return false
	}
	w := r.words[n.lo].w
	p := n.lo - 1
	if r.at(p) == "." {
		p--
	}
	if list.BetweenDays[r.at(n.hi)] && noun == nil && n.value() <= 31 { // "24 and 30 May", "4 and 5 of June"
		if k := n.hi + 2 + b2i(r.at(n.hi+2) == en.Of); r.at(n.hi+1) != "" && r.words[n.hi+1].kind == piece.Digits && months[r.at(k)] > 0 && r.words[k].upper {
			return true
		}
	}
	if r.at(n.hi) == en.Of && months[r.at(n.hi+1)] > 0 && r.words[n.hi+1].upper && n.value() <= 31 { // "5 of June"
		return true
	}
	if p >= 2 && len(w) == 4 && r.words[p].kind == piece.Digits && (months[r.at(p-1)] > 0 || r.at(p-1) == "." && months[r.at(p-2)] > 0) {
		return true // "Aug. 1 2016"
	}
	if months[r.at(p)] > 0 && r.words[p].upper && (months[r.at(p)] != 5 || noun == nil) && n.value() <= 31 && n.value() >= 1 {
		return true // "Jan. 20"
	}
	if (r.at(p) == "'" || r.at(p) == "’" || r.at(p) == "‘") && r.glued(n.lo) {
		return true // "'98"
	}
	if p >= 1 && len(w) == 4 && r.words[p].kind == piece.Digits && months[r.at(p-1)] > 0 {
		return true // "Mar 9 2018"
	}
	if p >= 2 && r.at(p) == "," && len(w) == 4 && (r.words[p-1].kind == piece.Digits || months[r.at(p-1)] > 0) {
		return true // "Jan. 20, 2018"
	}
	if r.at(n.lo-1) == en.Of && list.Averages[r.at(n.lo-2)] {
		return false // "an average of 1500"
	}
	if len(w) != 4 || strings.ContainsAny(w, ",.") || hedged && (noun != nil || n.value() < 1900) {
		return false
	}
	v := n.value()
	modern := v >= 1900 && v <= 2060
	if v < 1000 || v > 2200 {
		return false
	}
	if noun != nil && (r.words[noun.head].isPlural() && (r.words[noun.head].isPerson() || !modern)) {
		return list.BeforeYear[r.at(n.lo-1)] && modern && r.at(n.lo-1) != en.Of && r.at(n.lo-1) != en.And && r.at(n.lo-1) != en.To
	}
	return modern || (list.BeforeYear[r.at(n.lo-1)] || r.at(n.lo-1) == "(") && noun == nil
}

// yearAt reports whether the word at k is a year that says when: "from 40 in 2022 to 75".
func (r *reader) yearAt(k int) bool {
	w := r.at(k)
	return len(w) == 4 && w >= "1900" && w <= "2060" && k > 0 && list.BeforeYear[r.at(k-1)]
}

// isAge reports whether n is somebody's age.
func (r *reader) isAge(n *numeral, noun *phrase) bool {
	if n.unit != "" || n.vague || n.value() > 120 {
		return false
	}
	prev, next := r.at(n.lo-1), r.at(n.hi)
	if (next == en.And || next == en.Or || next == en.To || next == ",") && r.at(n.hi+2) == "-" && list.Years[r.at(n.hi+3)] && r.at(n.hi+4) == "-" {
		return true // "a 14 and a 19-year-old"
	}
	if (prev == en.And || prev == en.To || prev == "-" || prev == ",") && n.lo >= 3 && r.words[n.lo-2].kind == piece.Digits && list.Aged[r.at(n.lo-3)] {
		return true // "aged 19 and 23"
	}
	switch {
	case list.Aged[prev], list.Turning[prev]:
		return noun == nil || prev != en.Turned
	case list.AgeBounds[prev]:
		if list.Finite[r.at(n.lo-2)] && noun == nil && n.value() <= 90 && n.digits && r.alone(n.hi) { // "nine were under 18"
			if w := r.antecedent(); w < 0 || r.out[w].Unit == unitPerson {
				return true
			}
		}
		// "children under 5", "those over 65"
		for j := n.lo - 2; j >= 0 && j >= n.lo-4; j-- {
			if list.Aged[r.at(j)] || j == n.lo-2 && (list.UnderTopics[r.at(j)] || r.words[j].kind == piece.Letters && r.words[j].isPerson() && r.words[j].isPlural() && n.value() <= 90) && (noun == nil || !r.words[noun.head].isPlural()) {
				return true
			}
		}
	}
	if (prev == en.From || prev == en.Between) && list.Aged[r.at(n.lo-2)] { // "range in age from 21 to 78"
		return true
	}
	if prev == en.Of && r.at(n.lo-2) == en.Age { // "over the age of 21"
		return true
	}
	if list.Is[prev] && noun == nil && n.digits && (list.Subjects[r.at(n.lo-2)] || list.Subjects[r.at(n.lo-3)]) { // "she was 10"
		return true
	}
	// "Maria Okello, 34, said", "his son, 7, and"
	if n.digits && prev == "," && n.value() >= 1 && n.value() == float64(int(n.value())) && (next == "," || next == "." || next == ";" || next == ")" || n.hi == len(r.words)) && n.lo >= 2 {
		p := r.words[n.lo-2]
		if p.kind == piece.Letters && (p.upper || p.isPerson() || collectives[p.w]) && weekdays[p.w] == 0 && months[p.w] == 0 {
			return true
		}
	}
	if n.digits && prev == "(" && next == ")" && n.lo >= 2 && r.words[n.lo-2].upper {
		return true
	}
	if r.at(n.lo-2) == en.Dead && r.at(n.lo-3) == en.Of {
		return false // "put the number of dead at 57"
	}
	// "died at 84"
	return prev == en.At && noun == nil && n.digits && n.value() < 115 && list.AtAge[r.at(n.lo-2)]
}

// isScore reports whether n is a side of "3-2", "88:04" or "555-1234".
func (r *reader) isScore(n *numeral) bool {
	if n.unit != "" {
		return false
	}
	dash := func(k int) bool {
		w := r.at(k)
		return (w == "-" || w == "–" || w == ":") && r.glued(k) && r.glued(k+1)
	}
	if dash(n.hi) && n.hi+1 < len(r.words) && r.words[n.hi+1].kind == piece.Digits && !n.span {
		return true
	}
	if (r.at(n.hi) == en.To || r.at(n.hi) == "-") && n.hi+1 < len(r.words) && n.digits && r.words[n.hi+1].kind == piece.Digits && r.at(n.lo-1) != en.From {
		if v, ok := decimal(r.at(n.hi + 1)); ok && v <= n.value() && !n.span {
			return true // "split 4 to 1"
		}
	}
	if n.lo >= 2 && r.at(n.lo-1) == en.To && n.digits && r.words[n.lo-2].kind == piece.Digits && !r.yearAt(n.lo-2) {
		if v, ok := decimal(r.at(n.lo - 2)); ok && v >= n.value() && r.at(n.lo-3) != en.From {
			return true
		}
	}
	if n.span && (list.Contests[r.at(n.hi)] || r.at(n.lo-1) == en.By && r.at(n.lo+1) == en.To && n.digits && n.value() < 20) {
		return true
	}
	if n.span && n.digits && list.Coordinates[r.at(n.hi)] && dash(n.hi+2) || n.span && n.digits && r.at(n.lo-1) == "," && dash(n.lo-3) { // "6-4, 3-6, 7-5"
		return true
	}
	if n.span && dash(n.hi) && n.hi+1 < len(r.words) && r.words[n.hi+1].kind == piece.Digits {
		return true
	}
	return dash(n.lo-1) && n.lo >= 2 && r.words[n.lo-2].kind == piece.Digits
}

// isLabel reports whether n is part of a name or a place in a list.
func (r *reader) isLabel(n *numeral, noun *phrase, hedged bool) bool {
	if n.unit != "" || n.vague || n.fraction {
		return n.vague && false
	}
	p := n.lo - 1
	if r.at(p) == "." && p > 0 {
		p--
		if list.NumberSigns[r.at(p)] {
			return true
		}
		p = n.lo - 1
	}
	if p < 0 {
		// a list number: "1. Open the box"
		return n.digits && (r.at(n.hi) == "." || r.at(n.hi) == ")") && noun == nil && n.hi+1 < len(r.words)
	}
	w := &r.words[p]
	if (w.w == "-" || w.w == "–") && w.glued && r.glued(n.lo) {
		return true // "Covid-19", "mid-30"
	}
	if noun != nil && n.digits && n.value() > 1 {
		h := &r.words[noun.head]
		switch {
		case h.w == en.Block && w.w == en.The: // "the 5300 block of Mill Road"
			return true
		case r.titled(h) && !n.span && n.scale == 1 && !h.isPlural() && !h.isPerson() && !hedged && !strings.Contains(r.at(n.lo), ","): // "the 5 Freeway"
			return true
		}
	}
	if n.digits && r.at(n.lo)[0] == '0' && len(r.at(n.lo)) > 2 && !strings.Contains(r.at(n.lo), ".") || n.digits && w.kind == piece.Digits && r.at(p)[0] == '0' && len(r.at(p)) > 2 {
		return true // "call 040 3596 053"
	}
	if w.kind != piece.Letters || hedged || noun == nil && r.gapped(n, n.lo, n.hi) {
		return false
	}
	if n.digits && (list.Series[w.w] || w.w == "p" && w.upper && (r.at(p-1) == "&" || r.at(p-1) == "s")) { // "the S&P 500"
		return true
	}
	// "10 Downing Street"
	if n.digits && n.hi < len(r.words) && r.words[n.hi].upper {
		for k := n.hi; k < n.hi+4 && k < len(r.words) && r.words[k].upper; k++ {
			if k > n.hi && list.Streets[r.at(k)] {
				return true
			}
		}
	}
	if next := n.hi; n.digits && next+1 < len(r.words) && len(r.at(next)) == 1 && r.words[next].upper && r.at(next+1) == "." && r.glued(next+1) {
		return true // "604 N. Elm St."
	}
	if (w.w == en.And || w.w == en.Or) && p > 1 && n.digits && r.words[p-1].kind == piece.Digits && list.Designators[en.Singular(r.at(p-2))] && noun == nil {
		return true // "resolutions 2118 and 2235"
	}
	if (list.Designators[w.w] || list.Designators[en.Singular(w.w)]) && (noun == nil || w.upper || w.w == en.No || w.w == en.NumberWord || !r.words[noun.head].isPlural()) {
		return true
	}
	if r.at(p) == en.Of && p > 0 && list.Designators[r.at(p-1)] && r.words[p-1].upper {
		return true // "the Group of 7"
	}
	if w.w == en.The && w.upper && p > 0 && r.words[p-1].kind == piece.Letters && noun == nil {
		return true // a title: "her show The 412"
	}
	if w.w == en.A && n.digits && n.value() >= 100 && noun != nil && !r.words[noun.head].isPlural() && !strings.Contains(r.at(n.lo), ",") {
		return true // "a 998 caller"
	}
	if w.w == en.Of && p >= 2 && r.words[p-1].kind == piece.Digits && list.Designators[r.at(p-2)] {
		return true // "Image 1 of 3"
	}
	if list.CallVerbs[w.w] && n.digits && noun == nil && len(r.at(n.lo)) == 3 {
		return true // "called 998"
	}
	if p == 0 && !strings.HasPrefix(w.tag, "NNP") || list.Closed[w.w] || !w.upper || verbLike(w) || n.scale > 1 || r.words[n.lo].kind == piece.Letters && !r.words[n.lo].upper {
		return false
	}
	if list.Within[r.at(p-1)] && noun != nil && r.words[noun.head].isPlural() && !r.words[noun.head].upper {
		return false // "In Belmar 12 houses burned"
	}
	// "Boeing 737 jets" against "After Iraq 12 people died"
	return noun == nil || !r.words[noun.head].isPlural() || !r.words[noun.head].isPerson() && (w.tag == "" || strings.HasPrefix(w.tag, "NNP")) && !strings.Contains(r.at(n.lo), ",")
}

// titled reports whether w is written "Freeway", not "freeway", "mAh" or "JPY".
func (r *reader) titled(w *word) bool {
	s := r.text[w.start:w.end]
	return w.upper && len(s) > 2 && s[1:] == strings.ToLower(s[1:])
}

// verbLike reports whether a capitalised word is a verb, as in a headline.
func verbLike(w *word) bool {
	return strings.HasPrefix(w.tag, "VB") || w.tag == "IN" || w.tag == "DT" || w.tag == "CC" || w.tag == "TO" ||
		list.HeadlineVerbs[w.w]
}

// isPronoun reports whether n is "one" used otherwise than to count.
func (r *reader) isPronoun(n *numeral, noun *phrase) bool {
	if !n.article || n.hi != n.lo+1 || r.words[n.lo].kind != piece.Letters || n.unit != "" {
		return false
	}
	if prev := r.at(n.lo - 1); list.NoOne[prev] || list.MaybeOne[prev] && noun == nil {
		return true
	}
	next := r.at(n.hi)
	if en.IsArticle(r.at(n.lo-2)) && r.words[n.lo-1].kind == piece.Letters && !list.Adding[r.at(n.lo-1)] {
		return true // "a rival one costs less"
	}
	if prev := r.at(n.lo - 1); next == en.Of && list.Determiners[r.at(n.hi+1)] && r.numberAt(n.hi+2) && (prev == "" || list.ClauseStart[prev] || list.Harm[prev]) { // "one of the 12 hostages"
		return false
	}
	if r.at(n.lo-1) == en.Just && noun != nil && !list.TimeUnits[next] && (r.every || !list.Ones[r.at(noun.head)]) { // "in just one district"
		return false
	}
	if r.every && next == en.Of && (list.Determiners[r.at(n.hi+1)] || en.EndsSuperlative(r.at(n.hi+1))) {
		return false // "one of the largest"
	}
	if next == "-" || next == "'s" || next == "’s" {
		return true
	}
	if noun == nil {
		// "killing one and wounding 12", "one was killed", "including one critically"
		if r.harmBefore(n.lo) || list.Including[r.at(n.lo-1)] && en.Adverb(next) {
			return false
		}
		return !((list.Finite[next] && (list.StateWords[r.at(n.hi+1)] || list.StateWords[r.at(n.hi+2)])) || list.StateWords[next] && next != en.Alive)
	}
	// "one resident said", "said one resident"
	if w := r.at(noun.hi); list.Says[w] || w == en.Told {
		return true
	}
	if list.Says[r.at(n.lo-1)] && !list.Finite[r.at(noun.hi)] {
		return true
	}
	if next == en.More && r.words[noun.head].isPerson() {
		return false // "with one more man missing"
	}
	return list.Ones[next] || list.Ones[r.at(noun.head)] || next == en.Other && !r.words[noun.head].isPerson()
}

func (r *reader) harmBefore(i int) bool {
	if r.at(i-1) == en.Of && lives[en.Singular(r.at(i-2))] { // "the deaths of 12"
		return true
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if list.Harm[r.at(j)] {
			return true
		}
		if !list.OutsideHarm[r.at(j)] {
			return false
		}
	}
	return false
}
