package timex

import (
	"fmt"
	"strings"
)

// clock reads "10:30 a.m.", "5 p.m. EST Friday", "0600 GMT".
func (r *reader) clock(i int) (expr, bool) {
	h, ok := r.integer(i)
	if !ok || i > 0 && r.glued(i) && (r.at(i-1) == "-" || r.at(i-1) == "/" || r.at(i-1) == ":" || r.at(i-1) == "$") {
		return expr{}, false
	}
	k, m, minutes := i+1, 0, false
	if (r.at(k) == ":" || r.at(k) == ".") && r.glued(k) && r.glued(k+1) && len(r.at(k+1)) == 2 {
		if m, ok = r.integer(k + 1); !ok || m > 59 {
			return expr{}, false
		}
		minutes = true
		k += 2
	} else if len(r.at(i)) == 4 && (r.at(k) == "gmt" || r.at(k) == "hours" || r.at(k) == "utc") {
		h, m, minutes = h/100, h%100, true
	}
	half := ""
	switch w := r.at(k); w {
	case "a.m.", "am", "a.m", "p.m.", "pm", "p.m":
		half = w[:1]
		k++
	case "o":
		if (r.at(k+1) == "'" || r.at(k+1) == "’") && r.at(k+2) == "clock" {
			half = "o"
			k += 3
		}
	}
	zone := false
	switch r.at(k) {
	case "est", "edt", "et", "gmt", "utc", "pst", "pdt", "cst", "cdt", "bst", "cet", "eastern", "ist":
		zone = true
		k++
		if r.at(k) == "time" {
			k++
		}
	case "local":
		if r.at(k+1) == "time" {
			zone = true
			k += 2
		}
	}
	if half == "" && !(minutes && zone) && !(minutes && r.at(i-1) == "at") || h > 24 || m > 59 {
		return expr{}, false
	}
	if half == "p" && h < 12 {
		h += 12
	} else if half == "a" && h == 12 {
		h = 0
	}
	c := fmt.Sprintf("%02d", h)
	c += fmt.Sprintf(":%02d", m)
	return r.timeOf(expr{op: offset, unit: hour, clock: c, hi: k}, i)
}

// timeOf joins a time of day to the day that follows it: "5 p.m. on Friday".
func (r *reader) timeOf(e expr, i int) (expr, bool) {
	if e.clock != "" && len(e.clock) == 5 && !strings.HasSuffix(e.clock, ":00") {
		e.unit = minute
	}
	k := e.hi
	if r.at(k) == "," {
		k++
	}
	if r.at(k) == "on" {
		k++
	}
	if k >= len(r.words) || r.words[k].kind == digits && !r.dayBeforeMonth(k) {
		return e, true
	}
	d, ok := r.dayCore(k)
	if !ok {
		return e, true
	}
	d.clock, d.unit = e.clock, e.unit
	if d.part == "" {
		d.part = e.part
	}
	return d, true
}

func (r *reader) dayBeforeMonth(k int) bool { _, ok := r.dayMonth(k); return ok }

// dayCore reads an expression that names one day.
func (r *reader) dayCore(k int) (expr, bool) {
	for _, f := range [...]func(int) (expr, bool){r.weekday, r.monthDay, r.dayMonth, r.deictic} {
		if e, ok := f(k); ok && (e.op == onDay || e.op == offset || e.op == absolute && e.day > 0) {
			return e, true
		}
	}
	return expr{}, false
}

// weekday reads "Tuesday", "Tuesday night", "Tuesday, Jan. 20, 2018", "Mondays".
func (r *reader) weekday(i int) (expr, bool) {
	d, ok := weekdays[r.at(i)]
	if !ok || !r.words[i].upper {
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
		if _, _, ok := r.monthAt(k); !ok && !(k < len(r.words) && r.words[k].kind == digits && r.dayBeforeMonth(k)) {
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
			if k < len(r.words) && (r.words[k].kind == digits || months[r.at(k)] > 0) {
				if m, ok := f(k); ok && m.day > 0 {
					m.wday = d
					return m, true
				}
			}
		}
	}
	return e, true
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
	case "the":
		switch {
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
	if k >= len(r.words) || r.words[k].kind == symbol {
		return true
	}
	if r.words[k].kind == digits || cardinals[r.at(k)] > 0 {
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
var fillers = set("full more consecutive straight long short whole calendar business trading working additional successive fiscal other such")

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

// theUnit reads "the year", "the weekend", "the month" where the phrase before
// asks for a time: "earlier in the year", "over the weekend".
func (r *reader) theUnit(k int) (expr, bool) {
	if r.at(k) == "fiscal" {
		k++
	}
	u := units[r.at(k)]
	if strings.HasSuffix(r.at(k), "s") || u < weekend || u > year || u == season {
		return expr{}, false
	}
	e := expr{op: relative, unit: u, hi: k + 1, fixed: true}
	if w := r.at(k + 1); w == "ended" || w == "ending" { // "the year ended March 31"
		return expr{op: lasting, unit: u, amount: amount{n: 1}, hi: k + 1}, u != quarter
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

// ordinalPeriod reads "the third quarter of 1989", "third-quarter", "the first
// half", "the first nine months", "the nine months".
func (r *reader) ordinalPeriod(i int) (expr, bool) {
	k := i
	if r.at(k) == "the" || r.at(k) == "its" || r.at(k) == "their" {
		k++
	}
	fiscal := r.at(k) == "fiscal"
	if fiscal {
		k++
		if y, hi, ok := r.yearOf(k); ok && r.at(k) != "," {
			return expr{op: absolute, unit: year, year: y, hi: hi, fixed: true}, true
		}
		if r.at(k) == "-" {
			k++
		}
	}
	n := ordinals[r.at(k)]
	if n == 0 && r.at(k+1) == "th" && r.glued(k+1) {
		return r.centuryAt(k)
	}
	if n == 0 {
		if d := decadeNames[r.at(k)]; d > 0 && k > i && r.at(i) == "the" {
			return expr{op: absolute, unit: decade, year: 1900 + d, hi: k + 1, fixed: true}, true
		}
		return r.decadeAt(k, i)
	}
	k++
	if r.at(k) == "-" {
		k++
	}
	switch w := r.at(k); {
	case (w == "quarter" || w == "half") && n <= 4 && !(w == "half" && n > 2) && r.at(i) != "its "+w:
		e := expr{op: absolute, unit: quarter, quarter: n, hi: k + 1}
		if w == "half" {
			e.quarter = 10 + n
			if r.at(k+1) != "of" {
				return e, false
			}
		}
		if r.at(k+1) == "of" {
			if y, hi, ok := r.yearOf(k + 2); ok && r.at(k+2) != "," {
				e.year, e.hi, e.fixed = y, hi, true
			} else if relationOf(r.at(k+2)) && r.at(k+3) == "year" {
				e.op, e.rel, e.hi, e.fixed, e.ofYear = named, relations[r.at(k+2)], k+4, true, true
			} else if e.quarter > 10 {
				return e, false
			}
		} else if y, hi, ok := r.yearOf(k + 1); ok && r.at(k+1) != "," {
			e.year, e.hi, e.fixed = y, hi, true
		}
		return e, true
	case (w == "century" || w == "centuries") && n <= 21:
		return expr{op: absolute, unit: century, year: (n - 1) * 100, hi: k + 1, fixed: true}, true
	case n == 1: // "the first nine months"
		a, hi, ok := r.amountAt(k)
		if u := units[r.at(hi)]; ok && u >= hour && u != noUnit && r.at(k) != "a" && strings.HasSuffix(r.at(hi), "s") {
			return expr{op: lasting, unit: u, amount: a, hi: hi + 1}, true
		}
	}
	return expr{}, false
}

func (r *reader) centuryAt(k int) (expr, bool) {
	e, ok := r.yearAt(k)
	return e, ok && e.unit == century
}

// decadeAt reads "the 1990s", "the '80s" behind an article.
func (r *reader) decadeAt(k, i int) (expr, bool) {
	if k == i || k >= len(r.words) {
		return expr{}, false
	}
	if r.words[k].kind == digits {
		e, ok := r.yearAt(k)
		if ok && e.unit == decade {
			return e, true
		}
		// "the nine months", "the 12 months"
	} else if e, ok := r.shortYear(k); ok && e.unit == decade {
		return e, true
	}
	if r.at(i) != "the" {
		return expr{}, false
	}
	a, hi, ok := r.amountAt(k)
	if u := units[r.at(hi)]; ok && !a.vague && (u == month || u == week || u == day || u == year) && strings.HasSuffix(r.at(hi), "s") && r.at(k) != "a" {
		return expr{op: lasting, unit: u, amount: a, hi: hi + 1}, true
	}
	return expr{}, false
}

// seasonAt reads "the summer of 1990", "summer 1990", "in the fall".
func (r *reader) seasonAt(i int) (expr, bool) {
	k := i
	if r.at(k) == "the" {
		k++
		if r.at(k) == "early" || r.at(k) == "late" {
			k++
		}
	}
	s, ok := seasons[r.at(k)]
	if !ok {
		return expr{}, false
	}
	e := expr{op: named, unit: season, season: s, hi: k + 1}
	if r.at(k+1) == "of" {
		if y, hi, ok := r.yearOf(k + 2); ok && r.at(k+2) != "," {
			e.op, e.year, e.hi, e.fixed = absolute, y, hi, true
			return e, true
		}
	} else if y, hi, ok := r.yearOf(k + 1); ok && r.at(k+1) != "," {
		e.op, e.year, e.hi, e.fixed = absolute, y, hi, true
		return e, true
	}
	next := ""
	if k+1 < len(r.words) && r.words[k+1].kind == letters {
		next = r.at(k + 1)
	}
	if next == "of" || next == "in" || strings.HasPrefix(r.tag(k+1), "N") {
		return e, false // "the fall of the city", "the summer heat"
	}
	switch r.at(i - 1) {
	case "in", "over", "during", "by", "since", "until", "through", "this", "last", "throughout", "late", "early":
		return e, k > i || r.at(k) != "fall" && r.at(k) != "spring" || r.at(i-1) == "by" || r.at(i-1) == "early" || r.at(i-1) == "late"
	}
	return e, false
}
