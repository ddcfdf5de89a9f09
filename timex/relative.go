package timex

import (
	"fmt"
	"strings"
	"time"

	"assay/lang/en"
	"assay/lang/piece"
)

// feasts are words that make a weekday a certain one: "Good Friday".
var feasts = en.Words("easter good palm black ash bloody super cyber holy maundy shrove fat whit")

// weekday reads "Tuesday", "Tuesday night", "Tuesday, Jan. 20, 2018", "Mondays".
func (r *reader) weekday(i int) (expr, bool) {
	d, ok := weekdays[r.at(i)]
	if !ok || !r.words[i].upper || feasts[r.at(i-1)] && r.upper(i-1) {
		return expr{}, false
	}
	e := expr{op: onDay, unit: day, wday: d, hi: i + 1}
	if len(r.at(i)) <= 5 { // "Sun" and "Sat." need company
		if r.at(e.hi) == "." {
			e.hi++
		}
		k := e.hi
		if r.at(k) == "," {
			k++
		}
		if _, _, ok := r.monthAt(k); !ok && !(k < len(r.words) && r.words[k].kind == piece.Digits && r.dayBeforeMonth(k)) {
			return e, e.hi > i+1 && r.at(i) != "sun" && r.at(i) != "sat" && r.at(i) != "wed" && r.at(i) != "mon"
		}
	}
	if strings.HasSuffix(r.at(i), "days") {
		e.op, e.value = repeated, fmt.Sprintf("XXXX-WXX-%d", d)
		return e, true
	}
	k := e.hi
	if r.at(k) == "'s" { // "Friday's" is Friday
		return e, true
	}
	if w := k + b2i(r.at(k) == "of"); (r.at(w) == "next" || r.at(w) == "last" || r.at(w) == "this") && r.at(w+1) == "week" && !(w == k && r.at(w) == "last") {
		e.inWeek, e.rel, e.fixed, e.hi = true, relations[r.at(w)], true, w+2 // "on Friday next week"
		return e, true
	}
	if d, hi, ok := r.dayAt(k + 1); ok && r.at(k) == "the" && (hi > k+2 || ordinals[r.at(k+1)] > 0) && r.at(hi) != "of" && r.hasDay && r.hasYear {
		if at, ok := r.fallsOn(e.wday, d); ok { // "Friday the 15th"
			return expr{op: absolute, unit: day, year: at.Year(), month: int(at.Month()), day: d, fixed: true, hi: hi}, true
		}
	}
	if p, ok := dayParts[r.at(k)]; ok {
		if strings.HasSuffix(r.at(k), "s") && r.at(k) != "s" {
			e.op, e.value = repeated, fmt.Sprintf("XXXX-WXX-%dT%s", d, p)
		}
		e.part, e.hi = p, k+1
		return e, true
	}
	if r.at(k) == "," {
		k++
	}
	if k < len(r.words) {
		for _, f := range [...]func(int) (expr, bool){r.monthDay, r.dayMonth, r.numericDate} {
			if k < len(r.words) && (r.words[k].kind == piece.Digits || months[r.at(k)] > 0) {
				if m, ok := f(k); ok && m.day > 0 {
					m.wday = d
					return m, true
				}
			}
		}
	}
	return e, true
}

// fallsOn returns the day nearest to the report that is a weekday wday and the dth
// of its month.
func (r *reader) fallsOn(wday, d int) (time.Time, bool) {
	first := begin(r.anchor, month)
	for _, n := range [...]int{0, -1, 1, -2, 2} {
		m := addMonths(first, n)
		if at := date(m.Year(), int(m.Month()), d); at.Month() == m.Month() && isoDay(at) == wday {
			return at, true
		}
	}
	return time.Time{}, false
}

// deictic reads "today", "yesterday afternoon", "last night", "overnight", "noon".
func (r *reader) deictic(i int) (expr, bool) {
	e := expr{op: offset, unit: day, hi: i + 1, fixed: true}
	next := r.at(i + 1)
	switch r.at(i) {
	case "today":
	case "yesterday":
		e.rel = -1
	case "tomorrow":
		e.rel = 1
	case "tonight":
		e.part = "NI"
		return e, true
	case "overnight":
		e.part, e.rel = "NI", -1
		e.mod = "overnight"
		return e, true
	case "noon", "midnight", "midday":
		e.clock = map[string]string{"noon": "12:00", "midday": "12:00", "midnight": "24:00"}[r.at(i)]
		e.unit = hour
		e.fixed = false
		return r.timeOf(e, i)
	case "these": // "these days"
		return expr{op: reference, value: "PRESENT_REF", hi: i + 2}, next == "days" && r.at(i+2) != "of"
	case "as": // "as soon as possible"
		return expr{op: reference, value: "FUTURE_REF", hi: i + 4}, next == "soon" && r.at(i+2) == "as" && r.at(i+3) == "possible"
	case "the":
		switch {
		case next == "near" && (r.at(i+2) == "future" || r.at(i+2) == "term"), next == "short" && r.at(i+2) == "term":
			return expr{op: reference, value: "FUTURE_REF", hi: i + 3}, true
		case next == "day" && (r.at(i+2) == "before" || r.at(i+2) == "after") && (r.at(i+3) == "yesterday" || r.at(i+3) == "tomorrow"):
			e.rel, e.hi = 2, i+4
			if r.at(i+3) == "yesterday" {
				e.rel = -2
			}
			return e, true
		case next == "other" && r.at(i+2) == "day":
			return expr{op: reference, value: "PAST_REF", hi: i + 3}, true
		case next == "past" && !r.unitFollows(i+2) && r.nounEnds(i+2), next == "future" && r.nounEnds(i+2):
			return expr{op: reference, hi: i + 2, value: map[string]string{"past": "PAST_REF", "future": "FUTURE_REF"}[next]}, true
		}
		return e, false
	case "last":
		if next != "night" {
			return e, false
		}
		e.rel, e.part, e.hi = -1, "NI", i+2
		return e, true
	case "this":
		p := dayParts[next]
		if p == "" {
			return e, false
		}
		e.part, e.hi = p, i+2
		return e, true
	default:
		return e, false
	}
	if p := dayParts[next]; p != "" && !strings.HasSuffix(next, "s") {
		e.part, e.hi = p, i+2
	}
	return e, true
}

func (r *reader) unitFollows(k int) bool {
	_, hi, ok := r.amountAt(k)
	return units[r.at(k)] != noUnit || ok && units[r.at(hi)] != noUnit || seasons[r.at(k)] != "" || months[r.at(k)] > 0
}

// nounEnds reports whether no noun can follow at k, so that the adjective before
// stands alone.
func (r *reader) nounEnds(k int) bool {
	if k >= len(r.words) || r.words[k].kind == piece.Symbol {
		return true
	}
	if r.words[k].kind == piece.Digits || cardinals[r.at(k)] > 0 {
		return false
	}
	switch r.at(k) {
	case "and", "or", "of", "in", "to", "that", "is", "was", "has", "had", "have", "for", "with", "as", "when", "by", "on", "at", "but", "will":
		return true
	}
	return r.words[k].tag != "" && !strings.HasPrefix(r.words[k].tag, "N") && !strings.HasPrefix(r.words[k].tag, "J")
}

// relativeTo reads "last week", "the past four years", "this December", "next
// Tuesday", "recent days", "that year", "the same day".
func (r *reader) relativeTo(i int) (expr, bool) {
	k := i
	the := r.at(k) == "the"
	if the {
		k++
	}
	if w := r.at(k); (w == "that" || w == "same" && the) && k > 0 || w == "that" {
		return r.sameUnit(k + 1)
	}
	rel, ok := relations[r.at(k)]
	word := r.at(k)
	if !ok {
		if the {
			return r.theUnit(k)
		}
		return expr{}, false
	}
	if word == "this" && relationOf(r.at(k+1)) && r.at(k+1) != "this" { // "this past spring", "this coming Sunday"
		k++
		rel, word = relations[r.at(k)], "this "+r.at(k)
	}
	k++
	if word == "present" && units[r.at(k)] == noUnit {
		return expr{}, false
	}
	if d, ok := weekdays[r.at(k)]; ok && r.upper(k) && !strings.HasSuffix(r.at(k), "days") && word != "recent" {
		e, _ := r.weekday(k)
		e.wday, e.rel, e.fixed = d, rel, rel != 0
		return e, e.op == onDay
	}
	if m, hi, ok := r.monthAt(k); ok && word != "recent" && word != "current" {
		e := expr{op: named, unit: month, month: m, hi: hi, rel: rel, fixed: rel != 0}
		if d, hi, ok := r.dayAt(hi); ok && (rel != 0 || word == "this") {
			e.day, e.unit, e.hi = d, day, hi
		}
		return e, true
	}
	if s, ok := seasons[r.at(k)]; ok && word != "recent" && word != "latest" && (rel != 0 || r.at(k) != "fall" || word == "this") {
		return expr{op: named, unit: season, season: s, rel: rel, hi: k + 1, fixed: true}, true
	}
	if r.at(k) == "fiscal" || r.at(k) == "calendar" || r.at(k) == "school" || r.at(k) == "academic" || r.at(k) == "full" {
		k++
	}
	if word == "latest" && r.at(k) == "period" { // "sales in the latest period": the quarter that is reported
		return expr{op: relative, unit: quarter, rel: rel, hi: k + 1, fixed: true}, true
	}
	if p := dayParts[r.at(k)]; p != "" && (word == "following" || word == "next") && the && !strings.HasSuffix(r.at(k), "s") {
		return expr{op: shifted, unit: day, amount: amount{n: 1}, rel: 1, part: p, hi: k + 1, fixed: true}, true // "the next morning"
	}
	if h, ok := r.holiday(k); ok && h.year == 0 && word != "recent" { // "last Thanksgiving"
		h.op, h.rel, h.fixed, h.unit = named, rel, rel != 0, day
		return h, true
	}
	if u := units[r.at(k)]; u != noUnit {
		return r.relativeUnit(i, k, u, rel, word, the)
	}
	a, hi, ok := r.amountAt(k)
	if !ok || word == "this" || r.at(k) == "a" || r.at(k) == "an" {
		return expr{}, false
	}
	for n := 0; n < 2 && (r.at(hi) == "or" || r.at(hi) == "to"); n++ { // "the next two or three days"
		b, h, ok := r.amountAt(hi + 1)
		if !ok {
			break
		}
		a, hi = b, h
	}
	for fillers[r.at(hi)] {
		hi++
	}
	if r.at(hi) == "-" {
		return expr{}, false
	}
	u := units[r.at(hi)]
	if u == noUnit {
		return expr{}, false
	}
	return r.orSo(expr{op: lasting, unit: u, amount: a, rel: rel, hi: hi + 1, fixed: true}), true
}

// fillers may stand between amount and unit: "two full days".
var fillers = en.Words("full more consecutive straight long short whole calendar business trading working additional successive fiscal other such")

// relativeUnit reads what "last", "this", "the past" make of a bare unit.
func (r *reader) relativeUnit(i, k int, u unit, rel int, word string, the bool) (expr, bool) {
	many := strings.HasSuffix(r.at(k), "s")
	e := expr{op: relative, unit: u, rel: rel, hi: k + 1, fixed: true, spoken: true}
	if r.at(k) == "night" || u == second || u == minute && word != "last" {
		return e, false
	}
	switch {
	case many && word == "this":
		return e, false
	case many: // "recent days", "coming weeks", "past years"
		return expr{op: lasting, unit: u, amount: amount{vague: true}, rel: rel, hi: k + 1, fixed: true}, true
	case word == "recent", word == "following" && !the:
		return e, false
	case word == "next" && u == day: // "the next day"
		e.op, e.amount, e.spoken = shifted, amount{n: 1}, false
		return e, true
	case word == "past" || the && (word == "last" || word == "next" || word == "coming") && u != quarter:
		// "the past year", "the last week": that long a stretch
		if r.at(k+1) == "of" && word == "last" || u == day {
			return e, false // "the last week of March"
		}
		return r.orSo(expr{op: lasting, unit: u, amount: amount{n: 1}, rel: rel, hi: k + 1, fixed: true}), true
	case word == "following" || word == "previous" || word == "preceding" || the && word == "next":
		e.op, e.amount, e.spoken = shifted, amount{n: 1}, false
		return e, true
	case word == "latest" && u < week:
		return e, false
	case u == day:
		return e, false
	case u == hour:
		return e, false
	}
	if r.at(k+1) == "'s" && ordinals[r.at(k+2)] > 0 { // "this year's third quarter"
		if q, ok := r.ordinalPeriod(k + 2); ok && q.op == absolute && q.quarter > 0 && u == year {
			q.op, q.rel, q.fixed, q.ofYear = named, rel, true, true
			return q, true
		}
	}
	return e, true
}

// orSo takes in "or so".
func (r *reader) orSo(e expr) expr {
	if r.at(e.hi) == "or" && r.at(e.hi+1) == "so" {
		e.hi += 2
	}
	return e
}

// sameUnit reads what follows "that" and "the same".
func (r *reader) sameUnit(k int) (expr, bool) {
	u := units[r.at(k)]
	e := expr{op: same, unit: u, hi: k + 1}
	if p := dayParts[r.at(k)]; p != "" && !strings.HasSuffix(r.at(k), "s") {
		e.unit, e.part = day, p
		return e, true
	}
	if m, hi, ok := r.monthAt(k); ok {
		return expr{op: absolute, unit: month, month: m, hi: hi}, true
	}
	return e, u >= day && !strings.HasSuffix(r.at(k), "s") && u <= year
}

// samePeriod reads "the corresponding period last year" and "the quarter a year
// ago" behind the article.
func (r *reader) samePeriod(k int) (expr, bool) {
	if w := r.at(k); w == "same" || w == "corresponding" || w == "comparable" {
		k++
	}
	if w := r.at(k); w != "quarter" && w != "period" {
		return expr{}, false
	}
	k++
	switch {
	case r.at(k) == "a" && r.at(k+1) == "year" && (r.at(k+2) == "ago" || r.at(k+2) == "earlier"):
		k++
	case r.at(k) == "last" && r.at(k+1) == "year":
	case r.at(k) == "of" && r.at(k+1) == "last" && r.at(k+2) == "year":
		k++
	default:
		return expr{}, false
	}
	return expr{op: shifted, unit: year, amount: amount{n: 1}, rel: -1, spoken: true, fixed: true, hi: k + 2}, true
}

// weekOf reads the rest of "the week of March 6", which is the week in which that
// day lies, and of "the week to Sunday", the seven days that end on it.
func (r *reader) weekOf(k int) (expr, bool) {
	ends := r.at(k) == "to" || r.at(k) == "ending" || r.at(k) == "ended" || r.at(k) == "through"
	if !ends && r.at(k) != "of" {
		return expr{}, false
	}
	e, ok := r.dayCore(k + 1)
	if !ok || e.part != "" || e.clock != "" || e.toDay > 0 {
		return expr{}, false
	}
	e.ofWeek = "in"
	if ends {
		e.ofWeek = "to"
	}
	return e, true
}

// theUnit reads "the year", "the weekend", "the month" where the phrase before
// asks for a time: "earlier in the year", "over the weekend".
func (r *reader) theUnit(k int) (expr, bool) {
	if w := r.at(k); w == "fiscal" || w == "full" && r.at(k+1) == "year" {
		k++
		if r.at(k-2) == "the" && units[r.at(k)] == year && (r.at(k-3) == "for" || r.at(k-3) == "in" || r.at(k-3) == "throughout") { // "for the full year"
			return expr{op: relative, unit: year, hi: k + 1, fixed: true}, true
		}
	}
	if e, ok := r.samePeriod(k); ok {
		return e, true
	}
	u := units[r.at(k)]
	if u == year {
		if y, hi, ok := r.yearOf(k + 1); ok && r.at(k+1) != "," { // "the year 2000"
			return expr{op: absolute, unit: year, year: y, fixed: true, hi: hi}, true
		}
		if r.at(k+1) == "two" && r.at(k+2) == "thousand" {
			return expr{op: absolute, unit: year, year: 2000, fixed: true, hi: k + 3}, true
		}
	}
	if u == week {
		if e, ok := r.weekOf(k + 1); ok {
			return e, true
		}
	}
	if strings.HasSuffix(r.at(k), "s") || u < weekend || u > year || u == season {
		return expr{}, false
	}
	e := expr{op: relative, unit: u, hi: k + 1, fixed: true}
	if w := r.at(k + 1); w == "ended" || w == "ending" { // "the year ended March 31"
		if m, _, ok := r.monthAt(k + 2); ok && u == quarter && m%3 == 0 { // "the quarter ended Sept. 30"
			return expr{op: absolute, unit: quarter, quarter: m / 3, hi: k + 1}, true
		}
		return expr{op: lasting, unit: u, amount: amount{n: 1}, hi: k + 1}, u != quarter
	}
	if u == quarter && r.at(k+1) == "to" { // "sales rose 4% in the quarter to $2 billion"
		return e, r.at(k-2) == "in"
	}
	switch r.at(k + 1) {
	case "of", "after", "before", "when", "that", "to", "-":
		return e, false
	}
	if u == weekend {
		e.rel = -1
		e.fixed = false
		return e, true
	}
	switch r.at(k - 2) {
	case "in", "for", "of", "during", "earlier", "later", "throughout", "within":
		return e, true
	}
	return e, false
}
