package timex

import (
	"strings"

	"assay/lang/piece"
)

// yearAgo reads "year-ago" and "the year-earlier quarter".
func (r *reader) yearAgo(i int) (expr, bool) {
	k := i + b2i(r.at(i) == "the" || r.at(i) == "a")
	if w := r.at(k); k > i && (w == "comparable" || w == "corresponding" || w == "same") {
		k++
	}
	if u := r.at(k); u != "year" && u != "week" && u != "month" || r.at(k+1) != "-" || !r.glued(k+1) || r.at(k+2) != "ago" && r.at(k+2) != "earlier" {
		return expr{}, false
	}
	e := expr{op: shifted, unit: units[r.at(k)], amount: amount{n: 1}, rel: -1, spoken: true, fixed: true, hi: k + 3}
	switch w := r.at(e.hi); {
	case ordinals[w] > 0 && ordinals[w] <= 4 && r.at(e.hi+1) == "quarter" && e.unit == year: // "the year-ago third quarter"
		if !r.quarter.IsZero() {
			return expr{op: absolute, unit: quarter, quarter: ordinals[w], year: r.quarter.Year() - 1, fixed: true, compared: true, hi: e.hi + 2}, true
		}
		return expr{op: named, unit: quarter, quarter: ordinals[w], rel: -1, fixed: true, ofYear: true, compared: true, hi: e.hi + 2}, true
	case w == "quarter", w == "period", w == "month", w == "week":
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
	if r.at(i) != "year" {
		return expr{}, false
	}
	k := i + 1
	switch {
	case r.at(k) == "-" && r.glued(k) && r.at(k+1) == "end", r.at(k) == "'s" && r.at(k+1) == "end":
		k += 2
	case r.at(k) == "end":
		k++
	default:
		return expr{}, false
	}
	return expr{op: relative, unit: year, hi: k, mod: "late", fixed: true}, r.at(i-1) != "the" && r.at(i-1) != "a"
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
	for n := 0; n < 2 && (r.at(k) == "or" || r.at(k) == "to" || r.at(k) == "-" && r.glued(k) && r.words[min(k+1, len(r.words)-1)].kind == piece.Digits); n++ {
		b, hi, ok := r.amountAt(k + 1)
		if !ok || r.at(k+1) == "a" {
			break
		}
		a, k = b, hi // "two or three days": the longer
	}
	hyphen := r.at(k) == "-" && r.glued(k) && r.glued(k+1)
	if hyphen {
		k++
	}
	for fillers[r.at(k)] && !hyphen {
		k++
	}
	u := units[r.at(k)]
	if u == noUnit || u == second && r.at(k) == "second" && (!hyphen || r.at(i) == "a") || u == quarter && !strings.HasSuffix(r.at(k), "s") || r.at(k) == "quarters" && r.at(k+1) == "of" {
		return expr{}, false
	}
	if r.at(k) == "fortnight" {
		a.n *= 2
	}
	e := expr{op: lasting, unit: u, amount: a, hi: k + 1}
	if !a.vague && r.at(k+1) == "and" && r.at(k+2) == "a" && r.at(k+3) == "half" { // "a year and a half"
		e.amount.n += .5
		e.hi, k = k+4, k+3
	}
	if next := r.at(k + 1); next == "old" || next == "-" && (r.at(k+2) == "old" || r.at(k+2) == "olds") || next == "olds" {
		return e, false // an age
	}
	if hyphen && r.at(k+1) == "-" && (r.at(k+2) == "long" || r.at(k+2) == "period") {
		return e, true
	}
	e = r.orSo(e)
	if both, ok := r.andMore(e); ok {
		e = both
	}
	if d, ok := r.direction(&e); ok {
		return d, true
	}
	article := r.at(i) == "a" || r.at(i) == "an"
	single := article && k == i+1
	if r.at(i) == "one" && u == day && k == i+1 && !hyphen && !spanBefore[r.at(i-1)] {
		return e, false // "one day" is some time
	}
	if next := r.at(k + 1); single && !hyphen && (next == "before" || next == "after" || next == "or") {
		return e, true // "a month after the attack"
	}
	if single && (hyphen || !spanBefore[r.at(i-1)] || r.at(k+1) == "when" || r.at(k+1) == "that" || r.at(i-1) == "of" || r.at(i-1) == "once" || r.at(i-1) == "to" || r.at(i-1) == "some" || u < hour && r.at(i-1) != "for") {
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
		k += b2i(r.at(k) == "and")
		a, hi, ok := r.amountAt(k)
		u := units[r.at(hi)]
		if !ok || a.vague || u == noUnit || u >= least || u == weekend || r.at(hi) == "second" || r.at(k) == "a" && k == e.hi || a.n != float64(int(a.n)) {
			return e, len(e.more) > 0
		}
		if next := r.at(hi + 1); next == "old" || next == "-" {
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
	switch r.at(e.hi) {
	case "ago":
		d.rel, d.spoken = -1, true
	case "earlier", "before", "previously":
		d.rel = -1
		if r.at(e.hi) == "before" && !r.closes(e.hi+1) {
			return d, false // "two days before the vote"
		}
	case "later", "after", "afterward", "afterwards":
		d.rel = 1
		if r.at(e.hi) == "after" && !r.closes(e.hi+1) {
			return d, false
		}
	case "from":
		if r.at(e.hi+1) != "now" && r.at(e.hi+1) != "today" {
			return d, false
		}
		d.rel, d.spoken = 1, true
		d.hi++
	case "hence":
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
	if u < minute || u == weekend || !strings.HasSuffix(r.at(i), "s") || r.at(i) == "nights" || r.at(i) == "quarters" {
		return expr{}, false
	}
	e := expr{op: lasting, unit: u, amount: amount{vague: true}, hi: i + 1}
	if d, ok := r.direction(&e); ok {
		return d, true
	}
	switch r.at(i - 1) {
	case "for", "in", "within", "over", "took", "after", "spent":
		return e, !r.upper(i)
	}
	switch r.at(i + 1) {
	case "before", "after", "of":
		return e, u >= day && r.at(i-1) != "a" && !r.upper(i) && (r.at(i+1) != "of" || u > day)
	}
	return e, false
}

// repeats reads "every day", "each Monday", "daily", "every two weeks".
func (r *reader) repeats(i int) (expr, bool) {
	w := r.at(i)
	if v, ok := sets[w]; ok {
		// "the Daily Courier" is a newspaper
		return expr{op: repeated, value: v, hi: i + 1}, !r.words[i].upper || i == 0
	}
	if w != "every" && w != "each" {
		return expr{}, false
	}
	k := i + 1
	n := amount{n: 1}
	if r.at(k) == "other" {
		n.n = 2
		k++
	} else if a, hi, ok := r.amountAt(k); ok && w == "every" && units[r.at(hi)] != noUnit {
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
	if s, ok := seasons[r.at(k)]; ok && r.at(k) != "fall" {
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
	for n := range holidays {
		h := &holidays[n]
		for k, w := range h.words {
			if r.at(i+k) != w {
				continue next
			}
		}
		e := expr{op: absolute, unit: day, month: h.month, day: h.day, feast: h, hi: i + len(h.words)}
		if len(h.words) == 1 && r.at(e.hi) == "island" {
			return expr{}, false // "Easter Island"
		}
		if y, hi, ok := r.yearOf(e.hi); ok {
			e.year, e.hi, e.fixed = y, hi, true
		}
		return e, true
	}
	return expr{}, false
}
