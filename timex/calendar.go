package timex

import (
	"strings"

	"assay/lang/en"
	"assay/lang/piece"
)

// op says how an expression is turned into a value.
type op uint8

const (
	none      op = iota
	absolute     // parts of a date: year, month, day
	onDay        // a weekday
	offset       // so many days from the time of speech: yesterday
	relative     // last week, this year
	named        // last December, next summer: a month or season, and a direction
	shifted      // two years ago, a week later
	lasting      // three years
	repeated     // every day
	same         // that day
	reference    // now
)

// An expr is a time expression as read, before it is resolved.
type expr struct {
	lo, hi   int
	op       op
	unit     unit
	amount   amount
	rel      int  // -1 last, +1 next; the sign of shifted
	inWeek   bool // a weekday of the week that rel says: "Friday next week"
	ofYear   bool // rel turns the year: "December last year"
	fixed    bool // "last", "next" or a year says which; tense does not
	compared bool // a quarter that another, of which the report tells, is held against: "the 2011 quarter"
	spoken   bool // shifted from the time of speech ("ago"), not from another time

	year, month, day, wday, quarter int
	feast                           *en.Feast // nil for a day of the calendar
	toDay                           int       // "Jan. 20-22"
	season, part                    string
	edge                            en.Edge
	overnight                       bool   // reaches into the next day
	clock                           string // "17:00"
	ofWeek                          ofWeek
	more                            []stretch // "and 3 months" of "2 years and 3 months"
	value                           string    // of references and sets, ready made
}

// ofWeek says that not the day is meant but a week.
type ofWeek uint8

const (
	noWeek   ofWeek = iota
	weekIn          // in which it lies: "the week of March 6"
	weekUpTo        // which it ends: "the week to Sunday"
)

// ambiguous stands for the value of a date whose day and month cannot be told apart.
const ambiguous = "ambiguous"

// A stretch is a number of units.
type stretch struct {
	amount amount
	unit   unit
}

// at returns the word in lower case at i, or "".
func (r *reader) at(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].w
}

func (r *reader) glued(i int) bool { return i >= 0 && i < len(r.words) && r.words[i].glued }

func (r *reader) upper(i int) bool { return i >= 0 && i < len(r.words) && r.words[i].upper }

// one returns the unit of time whose name in the singular stands at i.
func (r *reader) one(i int) unit { return unitNamed[r.at(i)] }

// many reports whether the unit of time at i stands in the plural.
func (r *reader) many(i int) bool { return strings.HasSuffix(r.at(i), "s") }

// parse returns the longest time expression that begins at word i.
func (r *reader) parse(i int) (expr, bool) {
	if e, ok := r.modified(i); ok {
		return e, true
	}
	e, ok := r.core(i)
	if ok {
		e.lo = i
	}
	return e, ok
}

// modified reads "late last month", "mid-May", "the end of 2016", "earlier this
// week", "early Tuesday".
func (r *reader) modified(i int) (e expr, ok bool) {
	k := i
	if r.at(k) == en.The {
		k++
	}
	w := r.at(k)
	edge, ok := words.Edges[w]
	switch {
	case ok:
		if (w == en.Later || w == en.Earlier) && r.at(k+1) == en.In {
			k++
		}
		k++
		if r.at(k) == "-" {
			k++
		}
	case r.at(k+1) == en.Of:
		if edge, ok = words.EdgesOf[w]; !ok {
			return e, false
		}
		k += 2
	default:
		return e, false
	}
	if r.at(k) == en.On || r.at(k) == en.In {
		k++
	}
	e, ok = r.core(k)
	if !ok || e.op == lasting || e.op == repeated || e.op == reference || e.op == shifted {
		return expr{}, false
	}
	e.lo, e.edge = i, edge
	return e, true
}

// core tries the forms in turn and keeps the longest.
func (r *reader) core(i int) (best expr, ok bool) {
	if i >= len(r.words) {
		return expr{}, false
	}
	w := &r.words[i]
	try := func(e expr, k bool) {
		if k && (!ok || e.hi > best.hi) {
			best, ok = e, true
		}
	}
	if w.kind == piece.Digits {
		if w.glued && i > 0 && r.words[i-1].kind != piece.Symbol {
			return expr{}, false // "F16", "Covid19"
		}
		try(r.numericDate(i))
		try(r.clock(i))
		try(r.dayMonth(i))
		try(r.yearAt(i))
		try(r.yearPeriod(i))
		try(r.duration(i))
		try(r.ordinalPeriod(i))
		return best, ok
	}
	if w.kind == piece.Symbol {
		if w.w == "'" || w.w == "’" || w.w == "‘" {
			try(r.shortYear(i))
		}
		return best, ok
	}
	if _, isMonth := months[w.w]; isMonth {
		try(r.monthDay(i))
	}
	if _, isDay := weekdays[w.w]; isDay {
		try(r.weekday(i))
	}
	if w.w == en.The { // "the 3rd of March"
		try(r.dayMonth(i + 1))
		try(r.yearPeriod(i))
		try(r.nthWeekday(i + 1))
	} else if ordinals[w.w] > 0 || w.w == en.Last || r.tensAt(i) {
		try(r.dayMonth(i))
		try(r.nthWeekday(i))
	}
	try(r.deictic(i))
	try(r.relativeTo(i))
	try(r.ordinalPeriod(i))
	try(r.seasonAt(i))
	try(r.duration(i))
	try(r.yearAgo(i))
	try(r.yearEnd(i))
	try(r.repeats(i))
	try(r.holiday(i))
	try(r.spokenYear(i))
	if v, isRef := words.Refs[w.w]; isRef && !(w.w == en.Now && r.at(i+1) == "-") {
		try(expr{hi: i + 1, op: reference, value: v}, true)
	}
	return best, ok
}

// monthAt reads the month at word k; abbreviations take their period along.
func (r *reader) monthAt(k int) (m, hi int, ok bool) {
	m, ok = months[r.at(k)]
	if !ok || !r.words[k].upper {
		return 0, k, false
	}
	hi = k + 1
	if words.ShortMonths[r.at(k)] && r.at(hi) == "." {
		hi++
	}
	return m, hi, true
}

// dayAt reads a day of the month: "20", "20th", "eighth".
func (r *reader) dayAt(k int) (d, hi int, ok bool) {
	if n, isInt := r.integer(k); isInt && n >= 1 && n <= 31 && len(r.at(k)) <= 2 {
		hi = k + 1
		switch w := r.at(hi); {
		case words.OrdinalEndings[w]:
			if r.glued(hi) {
				hi++
			}
		case w == ":" || w == "%" || w == "/" || w == ".":
			if r.glued(hi) && hi+1 < len(r.words) && r.glued(hi+1) && r.words[hi+1].kind == piece.Digits || w == "%" {
				return 0, k, false
			}
		case r.glued(hi) && r.words[hi].kind == piece.Letters:
			return 0, k, false
		}
		return n, hi, true
	}
	if n := ordinals[r.at(k)]; n > 0 {
		return n, k + 1, true
	}
	if r.tensAt(k) && ordinals[r.at(k+2)] > 0 && r.at(k+1) == "-" {
		return cardinals[r.at(k)] + ordinals[r.at(k+2)], k + 3, true
	}
	if n := ordinals[r.at(k+1)]; r.tensAt(k) && n > 0 && n < 10 {
		return cardinals[r.at(k)] + n, k + 2, true // "the twenty second of June"
	}
	return 0, k, false
}

// tensAt reports whether word k is the 20 or 30 of a day of the month in words.
func (r *reader) tensAt(k int) bool { n := cardinals[r.at(k)]; return n == 20 || n == 30 }

// yearOf reads a year at word k, with or without a comma before it.
func (r *reader) yearOf(k int) (y, hi int, ok bool) {
	if r.at(k) == "," {
		k++
	}
	if e, ok := r.spokenYear(k); ok { // "January nineteen ninety-seven"
		return e.year, e.hi, true
	}
	if y, isInt := r.integer(k); isInt && len(r.at(k)) == 4 && y >= 1000 && y <= 2200 && !(r.glued(k+1) && k+1 < len(r.words) && r.words[k+1].kind == piece.Letters && r.at(k+1) != "'s") {
		return y, k + 1, true
	}
	if r.at(k) == "'" || r.at(k) == "’" || r.at(k) == "‘" {
		e, ok := r.shortYear(k)
		if ok && e.unit == year {
			return e.year, e.hi, true
		}
	}
	return 0, k, false
}

// monthDay reads "Jan. 20, 2018", "January 2018", "Jan. 20-22", "December".
func (r *reader) monthDay(i int) (expr, bool) {
	m, k, ok := r.monthAt(i)
	if !ok {
		return expr{}, false
	}
	e := expr{op: absolute, month: m, hi: k, unit: month}
	if y, hi, ok := r.yearOf(k); ok {
		e.year, e.hi, e.fixed = y, hi, true
		return e, true
	}
	if words.Through[r.at(k)] { // "January to June 2017"
		if _, hi, ok := r.monthAt(k + 1); ok {
			if y, _, ok := r.yearOf(hi); ok && r.at(hi) != "," {
				e.year, e.fixed = y, true
				return e, true
			}
		}
	}
	if r.at(k) == en.The {
		k++
	}
	if d, hi, ok := r.dayAt(k); ok {
		e.day, e.hi, e.unit = d, hi, day
		if words.Through[r.at(hi)] && ordinals[r.at(hi+1)] == 0 {
			if to, end, ok := r.dayAt(hi + 1); ok && to > d && !(end < len(r.words) && r.words[end].kind == piece.Letters && len(r.at(end)) > 1 && r.at(hi) == en.And && !r.words[end].upper && !words.SpanBefore[r.at(end)]) {
				e.toDay, e.hi = to, end
			}
		}
		if y, hi, ok := r.yearOf(e.hi); ok {
			e.year, e.hi, e.fixed = y, hi, true
		} else if r.at(e.hi) == en.Of && relations[r.at(e.hi+1)] != 0 && r.one(e.hi+2) == year {
			e.rel, e.hi, e.op, e.ofYear = relations[r.at(e.hi+1)], e.hi+3, named, true
		}
		return e, true
	}
	// "March" and "May" are words too: a bare one needs a sign that it is a month
	if words.MonthWords[r.at(i)] && !r.monthSign(i) {
		return e, false
	}
	switch { // "December last year", "March of this year"
	case r.at(e.hi) == en.Of && r.one(e.hi+2) == year && relationOf(r.at(e.hi+1)):
		e.rel, e.op, e.hi, e.ofYear = relations[r.at(e.hi+1)], named, e.hi+3, true
	case r.one(e.hi+1) == year && relationOf(r.at(e.hi)):
		e.rel, e.op, e.hi, e.ofYear = relations[r.at(e.hi)], named, e.hi+2, true
	case r.at(e.hi) == en.Of:
		if y, hi, ok := r.yearOf(e.hi + 1); ok {
			e.year, e.hi, e.fixed = y, hi, true
		}
	}
	return e, true
}

func relationOf(w string) bool { _, ok := relations[w]; return ok }

// monthSign reports whether the word before i shows that i is a month.
func (r *reader) monthSign(i int) bool {
	w, prev := r.at(i), r.at(i-1)
	switch {
	case words.ShortMonths[w] && r.at(i+1) != "." && r.upper(i+1):
		return false // "Ben and Jan Kowalski"
	case words.BeforeMonth[prev]:
		return words.MonthVerbs[w] || prev != "(" && !(prev == en.Of && r.at(i-2) == en.Name) &&
			!(words.FirstNames[w] && (prev == en.And || prev == en.To) && r.upper(i+1))
	case prev == "":
		return false
	}
	return months[w] == 8 && r.tagged(i, "NNP") && !r.upper(i+1) && !r.upper(i-1) // "august" is a word too
}

// dayMonth reads "20 January 2018", "the 20th of January", "20-22 January".
func (r *reader) dayMonth(i int) (expr, bool) {
	d, k, ok := r.dayAt(i)
	if !ok {
		return expr{}, false
	}
	to := 0
	if (r.at(k) == "-" || r.at(k) == "–" || r.at(k) == en.To || r.at(k) == en.And) && k+1 < len(r.words) && r.words[k+1].kind == piece.Digits {
		if t, hi, ok := r.dayAt(k + 1); ok && t > d {
			to, k = t, hi
		}
	}
	if r.at(k) == en.Of {
		k++
	}
	if at, ok := r.monthFromNow(k); ok && r.at(k-1) == en.Of && to == 0 { // "the 20th of next month"
		return expr{op: absolute, unit: day, day: d, month: int(at.Month()), year: at.Year(), fixed: true, hi: k + 2}, true
	}
	m, hi, ok := r.monthAt(k)
	if !ok || m == 5 && r.tagged(k, "MD") { // "may"
		return expr{}, false
	}
	e := expr{op: absolute, unit: day, day: d, toDay: to, month: m, hi: hi}
	if y, hi, ok := r.yearOf(hi); ok {
		e.year, e.hi, e.fixed = y, hi, true
	}
	return e, true
}

// numericDate reads "2018-01-20", "01/20/2018", "20.1.2018", "20-Jan-18". Where day and month
// can be told apart by no number above 12, both stay open.
func (r *reader) numericDate(i int) (expr, bool) {
	if e, ok := r.dottedDate(i); ok {
		return e, true
	}
	if i+4 >= len(r.words) {
		return expr{}, false
	}
	sep := r.at(i + 1)
	a, ok1 := r.integer(i)
	b, ok2 := r.integer(i + 2)
	written := !ok2 && months[r.at(i+2)] > 0 && r.upper(i+2) // "19-Nov-2012"
	if written {
		b, ok2 = months[r.at(i+2)], true
	}
	c, ok3 := r.integer(i + 4)
	if !ok1 || !ok2 || !ok3 || r.at(i+3) != sep || sep != "-" && sep != "/" || !r.glued(i+1) || !r.glued(i+2) || !r.glued(i+3) || !r.glued(i+4) ||
		r.glued(i) && i > 0 || i+5 < len(r.words) && r.glued(i+5) && (r.at(i+5) == sep || r.words[i+5].kind == piece.Letters && r.at(i+5) != "t") {
		return expr{}, false
	}
	e := expr{op: absolute, unit: day, hi: i + 5, fixed: true}
	switch {
	case len(r.at(i)) == 4:
		e.year, e.month, e.day = a, b, c
	case written:
		e.day, e.month, e.year = a, b, c
	case a > 12 && b <= 12:
		e.day, e.month, e.year = a, b, c
	case b > 12 && a <= 12:
		e.month, e.day, e.year = a, b, c
	case a == b:
		e.month, e.day, e.year = a, b, c
	default:
		e.year, e.unit = c, year
		e.value = ambiguous
	}
	if len(r.at(i)) != 4 && len(r.at(i+4)) == 2 {
		if e.year += 1900; e.year < 1950 {
			e.year += 100
		}
	} else if e.year < 1000 {
		return e, false
	}
	if e.month > 12 || e.day > 31 {
		return e, false
	}
	return e, true
}

// shortYear reads "'98" and "'90s".
func (r *reader) shortYear(i int) (expr, bool) {
	n, ok := r.integer(i + 1)
	if !ok || len(r.at(i+1)) != 2 || !r.glued(i+1) || r.glued(i) && i > 0 {
		return expr{}, false
	}
	e := expr{op: absolute, unit: year, hi: i + 2, fixed: true, year: 1900 + n}
	if n < 40 {
		e.year += 100
	}
	if r.at(i+2) == "s" && r.glued(i+2) {
		e.unit, e.hi = decade, i+3
	} else if i+2 < len(r.words) && r.glued(i+2) && (r.words[i+2].kind == piece.Letters && r.at(i+2) != "'s") {
		return e, false
	}
	return e, true
}

// yearAt reads "1989", "the 1990s", "the 19th century".
func (r *reader) yearAt(i int) (expr, bool) {
	y, ok := r.integer(i)
	if !ok {
		return expr{}, false
	}
	e := expr{op: absolute, unit: year, year: y, hi: i + 1, fixed: true}
	if r.at(i+1) == "s" && r.glued(i+1) {
		if len(r.at(i)) == 4 && y%10 == 0 && y >= 1000 && y <= 2100 {
			e.unit, e.hi = decade, i+2
			return e, true
		}
		if len(r.at(i)) == 2 && y%10 == 0 && r.at(i-1) == en.The {
			e.year, e.unit, e.hi = 1900+y, decade, i+2
			return e, true
		}
		return e, false
	}
	if words.OrdinalEndings[r.at(i+1)] && r.glued(i+1) {
		k := i + 2
		if r.at(k) == "-" {
			k++
		}
		if units[r.at(k)] == century && y >= 1 && y <= 30 {
			return expr{op: absolute, unit: century, year: (y - 1) * 100, hi: k + 1, fixed: true}, true
		}
		return e, false
	}
	if len(r.at(i)) != 4 || y < 1000 || y > 2100 {
		return e, false
	}
	return e, r.isYear(i, y)
}

// isYear tells the year "1989" from the number of things.
func (r *reader) isYear(i, y int) bool {
	prev, next := r.at(i-1), r.at(i+1)
	if r.glued(i) && i > 0 && prev != "(" && prev != "-" && prev != "–" && prev != "“" && prev != "\"" && prev != "—" {
		return false
	}
	if i+1 < len(r.words) && r.glued(i+1) {
		switch n := r.words[i+1]; {
		case n.kind == piece.Letters && n.w != "'s", n.kind == piece.Digits, n.w == "%", n.w == "/", n.w == ":":
			return false
		case n.w == "-" && i+2 < len(r.words) && r.glued(i+2) && r.words[i+2].kind == piece.Letters && len(r.at(i+2)) > 2:
			return false // "1500-meter"
		}
	}
	if numbers.Designators[prev] && (r.words[i-1].upper || prev == en.NumberWord || prev == en.Page) {
		return false
	}
	if prev == "$" || prev == "£" || prev == "€" || prev == en.No || prev == "." && r.at(i-2) == en.No {
		return false
	}
	prep := words.SureYear[prev]
	modern := y >= 1900 && y <= 2060
	if !modern {
		return prep && prev != "(" && (i+1 >= len(r.words) || r.words[i+1].kind == piece.Symbol || words.SpanBefore[next] || words.AfterYear[next])
	}
	if prep {
		return true
	}
	if i+1 < len(r.words) && r.words[i+1].kind == piece.Letters && !r.words[i+1].upper {
		// "2000 people" against "the 2016 election"
		if r.tagged(i+1, "NNS") || en.LooksPlural(next) && !r.tagged(i+1, "VBZ") || words.Uncounted[next] {
			return prev == en.The && y >= 1950
		}
	}
	return !words.NoYear[prev]
}

// spokenYear reads "nineteen ninety-seven", as broadcasts are written down.
func (r *reader) spokenYear(i int) (expr, bool) {
	c := cardinals[r.at(i)]
	if c < 18 || c > 20 {
		return expr{}, false
	}
	n, hi, ok := r.cardinalAt(i + 1)
	if numbers.Scales[r.at(i+1)] > 0 {
		return expr{}, false
	}
	if !ok || n < 10 || n > 99 || c == 20 && n < 10 {
		return expr{}, false
	}
	return expr{op: absolute, unit: year, year: c*100 + n, hi: hi, fixed: true}, true
}
