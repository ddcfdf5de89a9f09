package timex

import (
	"assay/lang/en"
	"assay/lang/piece"
)

// yearAgo reads "year-ago" and "the year-earlier quarter".
func (r *reader) yearAgo(i int) (expr, bool) {
	k := i + b2i(r.at(i) == en.The || r.at(i) == en.A)
	if k > i && words.Same[r.at(k)] {
		k++
	}
	if u := r.one(k); u != year && u != week && u != month || r.at(k+1) != "-" || !r.glued(k+1) || r.at(k+2) != en.Ago && r.at(k+2) != en.Earlier {
		return expr{}, false
	}
	e := expr{op: shifted, unit: units[r.at(k)], amount: amount{n: 1}, rel: -1, spoken: true, fixed: true, hi: k + 3}
	switch w, u := r.at(e.hi), r.one(e.hi); {
	case ordinals[w] > 0 && ordinals[w] <= 4 && r.one(e.hi+1) == quarter && e.unit == year: // "the year-ago third quarter"
		if !r.quarter.IsZero() {
			return expr{op: absolute, unit: quarter, quarter: ordinals[w], year: r.quarter.Year() - 1, fixed: true, compared: true, hi: e.hi + 2}, true
		}
		return expr{op: named, unit: quarter, quarter: ordinals[w], rel: -1, fixed: true, ofYear: true, compared: true, hi: e.hi + 2}, true
	case u == quarter, u == month, u == week, w == en.Period:
		e.hi++
	default:
		if k > i {
			return expr{}, false
		}
	}
	return e, true
}

// yearEnd reads "year-end", "year end" and "year's end", which is that of the
// report.
func (r *reader) yearEnd(i int) (expr, bool) {
	if r.one(i) != year {
		return expr{}, false
	}
	k := i + 1
	switch {
	case r.at(k) == "-" && r.glued(k) && r.at(k+1) == en.End, r.at(k) == "'s" && r.at(k+1) == en.End:
		k += 2
	case r.at(k) == en.End:
		k++
	default:
		return expr{}, false
	}
	return expr{op: relative, unit: year, hi: k, edge: en.AtEnd, fixed: true}, r.at(i-1) != en.The && r.at(i-1) != en.A
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// duration reads "three years", "two years ago", "a week later", "five-year",
// "more than a decade", "years".
func (r *reader) duration(i int) (expr, bool) {
	a, k, ok := r.amountAt(i)
	if !ok {
		return r.bareUnits(i)
	}
	for n := 0; n < 2 && (r.at(k) == en.Or || r.at(k) == en.To || r.at(k) == "-" && r.glued(k) && r.words[min(k+1, len(r.words)-1)].kind == piece.Digits); n++ {
		b, hi, ok := r.amountAt(k + 1)
		if !ok || r.at(k+1) == en.A {
			break
		}
		a, k = b, hi // "two or three days": the longer
	}
	hyphen := r.at(k) == "-" && r.glued(k) && r.glued(k+1)
	if hyphen {
		k++
	}
	for r.fills(k) && !hyphen {
		k++
	}
	u := units[r.at(k)]
	if u == noUnit || r.one(k) == second && (!hyphen || r.at(i) == en.A) || u == quarter && (!r.many(k) || r.at(k+1) == en.Of) {
		return expr{}, false
	}
	if words.Units[r.at(k)] == en.Fortnight {
		a.n *= 2
	}
	e := expr{op: lasting, unit: u, amount: a, hi: k + 1}
	if !a.vague && r.andHalf(k+1) { // "a year and a half"
		e.amount.n += .5
		e.hi, k = k+4, k+3
	}
	if words.Old[r.at(k+1)] || r.at(k+1) == "-" && words.Old[r.at(k+2)] {
		return e, false // an age
	}
	if hyphen && r.at(k+1) == "-" && words.Lasting[r.at(k+2)] {
		return e, true
	}
	e = r.orSo(e)
	if both, ok := r.andMore(e); ok {
		e = both
	}
	if d, ok := r.direction(&e); ok {
		return d, true
	}
	single := en.IsA(r.at(i)) && k == i+1
	if cardinals[r.at(i)] == 1 && u == day && k == i+1 && !hyphen && !words.SpanBefore[r.at(i-1)] {
		return e, false // "one day" is some time
	}
	if next := r.at(k + 1); single && !hyphen && (next == en.Before || next == en.After || next == en.Or) {
		return e, true // "a month after the attack"
	}
	if single && (hyphen || !words.SpanBefore[r.at(i-1)] || r.at(k+1) == en.When || r.at(k+1) == en.That || words.Rates[r.at(i-1)] || u < hour && r.at(i-1) != en.For) {
		return e, false // a rate, or "a day when"
	}
	if r.at(k+1) == "'" || r.at(k+1) == "’" {
		return e, true
	}
	return e, u != weekend && !(single && u == quarter)
}

// andMore reads what a duration says in smaller units: "2 years and 3 months", "an
// hour, 20 minutes and 5 seconds".
func (r *reader) andMore(e expr) (expr, bool) {
	if e.amount.vague || e.amount.n != float64(int(e.amount.n)) {
		return e, false
	}
	least := e.unit
	for {
		k := e.hi
		k += b2i(r.at(k) == ",")
		k += b2i(r.at(k) == en.And)
		a, hi, ok := r.amountAt(k)
		u := units[r.at(hi)]
		if !ok || a.vague || u == noUnit || u >= least || u == weekend || r.one(hi) == second || r.at(k) == en.A && k == e.hi || a.n != float64(int(a.n)) {
			return e, len(e.more) > 0
		}
		if next := r.at(hi + 1); next == en.Old || next == "-" {
			return e, len(e.more) > 0
		}
		e.more = append(e.more, stretch{a, u})
		e.hi, least = hi+1, u
	}
}

// direction turns "ago", "earlier" and "later" behind a duration into a date.
func (r *reader) direction(e *expr) (expr, bool) {
	d := *e
	d.op, d.hi = shifted, e.hi+1
	switch w := r.at(e.hi); {
	case w == en.Ago:
		d.rel, d.spoken = -1, true
	case words.Before[w]:
		d.rel = -1
		if w == en.Before && !r.closes(e.hi+1) {
			return d, false // "two days before the vote"
		}
	case words.After[w]:
		d.rel = 1
		if w == en.After && !r.closes(e.hi+1) {
			return d, false
		}
	case w == en.From:
		if !words.Now[r.at(e.hi+1)] {
			return d, false
		}
		d.rel, d.spoken = 1, true
		d.hi++
	case w == en.Hence:
		d.rel, d.spoken = 1, true
	default:
		return d, false
	}
	d.fixed = true
	return d, true
}

// closes reports whether a clause ends before word k.
func (r *reader) closes(k int) bool {
	return k >= len(r.words) || r.words[k].kind == piece.Symbol && r.at(k) != "$" && r.at(k) != "“" && r.at(k) != "\""
}

// bareUnits reads "for years", "in decades", "months ago".
func (r *reader) bareUnits(i int) (expr, bool) {
	u := units[r.at(i)]
	if u < minute || u == weekend || u == quarter || !r.many(i) || words.Units[r.at(i)] == en.Night {
		return expr{}, false
	}
	e := expr{op: lasting, unit: u, amount: amount{vague: true}, hi: i + 1}
	if d, ok := r.direction(&e); ok {
		return d, true
	}
	if words.BareSpan[r.at(i-1)] {
		return e, !r.upper(i)
	}
	switch r.at(i + 1) {
	case en.Before, en.After, en.Of:
		return e, u >= day && r.at(i-1) != en.A && !r.upper(i) && (r.at(i+1) != en.Of || u > day)
	}
	return e, false
}

// repeats reads "every day", "each Monday", "daily", "every two weeks".
func (r *reader) repeats(i int) (expr, bool) {
	w := r.at(i)
	if v, ok := words.Sets[w]; ok {
		// "the Daily Courier" is a newspaper
		return expr{op: repeated, value: v, hi: i + 1}, !r.words[i].upper || i == 0
	}
	if !words.Each[w] {
		return expr{}, false
	}
	k := i + 1
	n := amount{n: 1}
	if r.at(k) == en.Other {
		n.n = 2
		k++
	} else if a, hi, ok := r.amountAt(k); ok && w == en.Every && units[r.at(hi)] != noUnit {
		n, k = a, hi
	}
	if p := dayParts[r.at(k)]; p != "" {
		return expr{op: repeated, value: "XXXX-XX-XXT" + p, hi: k + 1}, true
	}
	if u := units[r.at(k)]; u != noUnit && u != weekend {
		return expr{op: repeated, value: durationValue(n, u), hi: k + 1}, true
	} else if u == weekend {
		return expr{op: repeated, value: "XXXX-WXX-WE", hi: k + 1}, true
	}
	if d, ok := weekdays[r.at(k)]; ok {
		return expr{op: repeated, value: "XXXX-WXX-" + string(rune('0'+d)), hi: k + 1}, true
	}
	if s, ok := seasons[r.at(k)]; ok && r.at(k) != en.Fall {
		return expr{op: repeated, value: "XXXX-" + s, hi: k + 1}, true
	}
	if m, hi, ok := r.monthAt(k); ok {
		return expr{op: repeated, value: "XXXX-" + two(m), hi: hi}, true
	}
	return expr{}, false
}

// holiday reads the feasts of the list.
func (r *reader) holiday(i int) (expr, bool) {
	if !r.upper(i) {
		return expr{}, false
	}
next:
	for n := range words.Feasts {
		h := &words.Feasts[n]
		for k, w := range h.Words {
			if r.at(i+k) != w {
				continue next
			}
		}
		e := expr{op: absolute, unit: day, month: h.Month, day: h.Day, feast: h, hi: i + len(h.Words)}
		if len(h.Words) == 1 && r.at(e.hi) == en.Island {
			return expr{}, false // "Easter Island"
		}
		if y, hi, ok := r.yearOf(e.hi); ok {
			e.year, e.hi, e.fixed = y, hi, true
		}
		return e, true
	}
	return expr{}, false
}
