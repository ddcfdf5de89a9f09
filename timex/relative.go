package timex

import (
	"fmt"
	"strings"
	"time"

	"assay/lang/en"
	"assay/lang/piece"
)

// weekday reads "Tuesday", "Tuesday night", "Tuesday, Jan. 20, 2018", "Mondays".
func (r *reader) weekday(i int) (expr, bool) {
	d, ok := weekdays[r.at(i)]
	if !ok || !r.words[i].upper || words.FeastDays[r.at(i-1)] && r.upper(i-1) {
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
			return e, e.hi > i+1 && !words.ShortDays[r.at(i)]
		}
	}
	if words.PluralDays[r.at(i)] > 0 {
		e.op, e.value = repeated, fmt.Sprintf("XXXX-WXX-%d", d)
		return e, true
	}
	k := e.hi
	if r.at(k) == "'s" { // "Friday's" is Friday
		return e, true
	}
	if w := k + b2i(r.at(k) == en.Of); words.ThisWeek[r.at(w)] && r.one(w+1) == week && !(w == k && r.at(w) == en.Last) {
		e.inWeek, e.rel, e.fixed, e.hi = true, relations[r.at(w)], true, w+2 // "on Friday next week"
		return e, true
	}
	if d, hi, ok := r.dayAt(k + 1); ok && r.at(k) == en.The && (hi > k+2 || ordinals[r.at(k+1)] > 0) && r.at(hi) != en.Of && r.hasDay && r.hasYear {
		if at, ok := r.fallsOn(e.wday, d); ok { // "Friday the 15th"
			return expr{op: absolute, unit: day, year: at.Year(), month: int(at.Month()), day: d, fixed: true, hi: hi}, true
		}
	}
	if p, ok := dayParts[r.at(k)]; ok {
		if r.many(k) {
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
	w, next := r.at(i), r.at(i+1)
	if d, ok := words.Days[w]; ok {
		e.rel, e.part = d.Rel, d.Part
		e.overnight = d.Rel < 0 && d.Part != ""
		if p := dayParts[next]; d.Part == "" && p != "" && !r.many(i+1) { // "yesterday morning"
			e.part, e.hi = p, i+2
		}
		return e, true
	}
	if c, ok := words.Clocks[w]; ok {
		e.clock, e.unit, e.fixed = c, hour, false
		return r.timeOf(e, i)
	}
	switch {
	case w == en.Last && next == en.Night:
		e.rel, e.part, e.hi = -1, dayParts[next], i+2
		return e, true
	case w == en.This && dayParts[next] != "":
		e.part, e.hi = dayParts[next], i+2
		return e, true
	case w == en.The && r.one(i+1) == day && (r.at(i+2) == en.Before || r.at(i+2) == en.After): // "the day before yesterday"
		d := words.Days[r.at(i+3)]
		e.rel, e.hi = 2*d.Rel, i+4
		return e, d.Rel != 0 && d.Part == ""
	}
	return r.reference(i)
}

// reference reads "these days", "as soon as possible", "the past": times that no
// calendar fixes, in several words.
func (r *reader) reference(i int) (expr, bool) {
next:
	for _, p := range words.RefPhrases {
		for k, w := range p.Words {
			if r.at(i+k) != w {
				continue next
			}
		}
		hi := i + len(p.Words)
		return expr{op: reference, value: p.Value, hi: hi}, p.Not == "" || r.at(hi) != p.Not
	}
	if v := words.RefNouns[r.at(i+1)]; v != "" && r.at(i) == en.The && !r.unitFollows(i+2) && r.nounEnds(i+2) {
		return expr{op: reference, hi: i + 2, value: v}, true
	}
	return expr{}, false
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
	return words.NounEnds[r.at(k)] || r.words[k].tag != "" && !strings.HasPrefix(r.words[k].tag, "N") && !strings.HasPrefix(r.words[k].tag, "J")
}

// relativeTo reads "last week", "the past four years", "this December", "next
// Tuesday", "recent days", "that year", "the same day".
func (r *reader) relativeTo(i int) (expr, bool) {
	k := i
	the := r.at(k) == en.The
	if the {
		k++
	}
	if w := r.at(k); (w == en.That || w == en.Same && the) && k > 0 || w == en.That {
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
	if word == en.This && relationOf(r.at(k+1)) && r.at(k+1) != en.This { // "this past spring", "this coming Sunday"
		k++
		rel, word = relations[r.at(k)], word+" "+r.at(k)
	}
	k++
	if word == en.Present && units[r.at(k)] == noUnit {
		return expr{}, false
	}
	if d, ok := weekdays[r.at(k)]; ok && r.upper(k) && words.PluralDays[r.at(k)] == 0 && word != en.Recent {
		e, _ := r.weekday(k)
		e.wday, e.rel, e.fixed = d, rel, rel != 0
		return e, e.op == onDay
	}
	if m, hi, ok := r.monthAt(k); ok && word != en.Recent && word != en.Current {
		e := expr{op: named, unit: month, month: m, hi: hi, rel: rel, fixed: rel != 0}
		if d, hi, ok := r.dayAt(hi); ok && (rel != 0 || word == en.This) {
			e.day, e.unit, e.hi = d, day, hi
		}
		return e, true
	}
	if s, ok := seasons[r.at(k)]; ok && word != en.Recent && word != en.Latest && (rel != 0 || r.at(k) != en.Fall || word == en.This) {
		return expr{op: named, unit: season, season: s, rel: rel, hi: k + 1, fixed: true}, true
	}
	if words.YearKinds[r.at(k)] {
		k++
	}
	if word == en.Latest && r.at(k) == en.Period { // "sales in the latest period": the quarter that is reported
		return expr{op: relative, unit: quarter, rel: rel, hi: k + 1, fixed: true}, true
	}
	if p := dayParts[r.at(k)]; p != "" && (word == en.Following || word == en.Next) && the && !r.many(k) {
		return expr{op: shifted, unit: day, amount: amount{n: 1}, rel: 1, part: p, hi: k + 1, fixed: true}, true // "the next morning"
	}
	if h, ok := r.holiday(k); ok && h.year == 0 && word != en.Recent { // "last Thanksgiving"
		h.op, h.rel, h.fixed, h.unit = named, rel, rel != 0, day
		return h, true
	}
	if u := units[r.at(k)]; u != noUnit {
		return r.relativeUnit(i, k, u, rel, word, the)
	}
	a, hi, ok := r.amountAt(k)
	if !ok || word == en.This || en.IsA(r.at(k)) {
		return expr{}, false
	}
	for n := 0; n < 2 && (r.at(hi) == en.Or || r.at(hi) == en.To); n++ { // "the next two or three days"
		b, h, ok := r.amountAt(hi + 1)
		if !ok {
			break
		}
		a, hi = b, h
	}
	for r.fills(hi) {
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

// relativeUnit reads what "last", "this", "the past" make of a bare unit.
func (r *reader) relativeUnit(i, k int, u unit, rel int, word string, the bool) (expr, bool) {
	many := r.many(k)
	e := expr{op: relative, unit: u, rel: rel, hi: k + 1, fixed: true, spoken: true}
	if r.at(k) == en.Night || u == second || u == minute && word != en.Last {
		return e, false
	}
	switch {
	case many && word == en.This:
		return e, false
	case many: // "recent days", "coming weeks", "past years"
		return expr{op: lasting, unit: u, amount: amount{vague: true}, rel: rel, hi: k + 1, fixed: true}, true
	case word == en.Recent, word == en.Following && !the:
		return e, false
	case word == en.Next && u == day: // "the next day"
		e.op, e.amount, e.spoken = shifted, amount{n: 1}, false
		return e, true
	case word == en.Past || the && words.Counted[word] && u != quarter:
		// "the past year", "the last week": that long a stretch
		if r.at(k+1) == en.Of && word == en.Last || u == day {
			return e, false // "the last week of March"
		}
		return r.orSo(expr{op: lasting, unit: u, amount: amount{n: 1}, rel: rel, hi: k + 1, fixed: true}), true
	case words.FromThen[word] || the && word == en.Next:
		e.op, e.amount, e.spoken = shifted, amount{n: 1}, false
		return e, true
	case word == en.Latest && u < week:
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
	if r.at(e.hi) == en.Or && r.at(e.hi+1) == en.So {
		e.hi += 2
	}
	return e
}

// sameUnit reads what follows "that" and "the same".
func (r *reader) sameUnit(k int) (expr, bool) {
	u := units[r.at(k)]
	e := expr{op: same, unit: u, hi: k + 1}
	if p := dayParts[r.at(k)]; p != "" && !r.many(k) {
		e.unit, e.part = day, p
		return e, true
	}
	if m, hi, ok := r.monthAt(k); ok {
		return expr{op: absolute, unit: month, month: m, hi: hi}, true
	}
	return e, u >= day && !r.many(k) && u <= year
}

// samePeriod reads "the corresponding period last year" and "the quarter a year
// ago" behind the article.
func (r *reader) samePeriod(k int) (expr, bool) {
	if words.Same[r.at(k)] {
		k++
	}
	if r.one(k) != quarter && r.at(k) != en.Period {
		return expr{}, false
	}
	k++
	switch {
	case r.at(k) == en.A && r.one(k+1) == year && (r.at(k+2) == en.Ago || r.at(k+2) == en.Earlier):
		k++
	case r.at(k) == en.Last && r.one(k+1) == year:
	case r.at(k) == en.Of && r.at(k+1) == en.Last && r.one(k+2) == year:
		k++
	default:
		return expr{}, false
	}
	return expr{op: shifted, unit: year, amount: amount{n: 1}, rel: -1, spoken: true, fixed: true, hi: k + 2}, true
}

// weekOf reads the rest of "the week of March 6", which is the week in which that
// day lies, and of "the week to Sunday", the seven days that end on it.
func (r *reader) weekOf(k int) (expr, bool) {
	ends := words.Ending[r.at(k)]
	if !ends && r.at(k) != en.Of {
		return expr{}, false
	}
	e, ok := r.dayCore(k + 1)
	if !ok || e.part != "" || e.clock != "" || e.toDay > 0 {
		return expr{}, false
	}
	e.ofWeek = weekIn
	if ends {
		e.ofWeek = weekUpTo
	}
	return e, true
}

// theUnit reads "the year", "the weekend", "the month" where the phrase before
// asks for a time: "earlier in the year", "over the weekend".
func (r *reader) theUnit(k int) (expr, bool) {
	if w := r.at(k); w == en.Fiscal || w == en.Full && r.one(k+1) == year {
		k++
		if r.at(k-2) == en.The && units[r.at(k)] == year && words.ForYear[r.at(k-3)] { // "for the full year"
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
		if cardinals[r.at(k+1)] == 2 && numbers.Scales[r.at(k+2)] == 1e3 { // "the year two thousand"
			return expr{op: absolute, unit: year, year: 2000, fixed: true, hi: k + 3}, true
		}
	}
	if u == week {
		if e, ok := r.weekOf(k + 1); ok {
			return e, true
		}
	}
	if r.many(k) || u < weekend || u > year || u == season {
		return expr{}, false
	}
	e := expr{op: relative, unit: u, hi: k + 1, fixed: true}
	if w := r.at(k + 1); w == en.Ended || w == en.Ending { // "the year ended March 31"
		if m, _, ok := r.monthAt(k + 2); ok && u == quarter && m%3 == 0 { // "the quarter ended Sept. 30"
			return expr{op: absolute, unit: quarter, quarter: m / 3, hi: k + 1}, true
		}
		return expr{op: lasting, unit: u, amount: amount{n: 1}, hi: k + 1}, u != quarter
	}
	if u == quarter && r.at(k+1) == en.To { // "sales rose 4% in the quarter to $2 billion"
		return e, r.at(k-2) == en.In
	}
	if words.NotAlone[r.at(k+1)] {
		return e, false
	}
	if u == weekend {
		e.rel = -1
		e.fixed = false
		return e, true
	}
	return e, words.AsksTime[r.at(k-2)]
}
