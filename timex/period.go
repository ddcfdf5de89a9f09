package timex

import (
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/piece"
)

// ordinalPeriod reads "the third quarter of 1989", "third-quarter", "the first
// half", "the first nine months", "the nine months".
func (r *reader) ordinalPeriod(i int) (expr, bool) {
	k := i
	if r.at(k) == en.The {
		k++
	}
	fiscal := r.at(k) == en.Fiscal
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
	if r.at(k) == en.Last && r.at(k+1) == en.Half {
		n = 2 // "the last half of 1989"
	}
	if n == 0 && r.at(k+1) == en.Th && r.glued(k+1) {
		return r.centuryAt(k)
	}
	if n == 0 {
		if d := words.Decades[r.at(k)]; d > 0 && k > i && r.at(i) == en.The {
			return expr{op: absolute, unit: decade, year: 1900 + d, hi: k + 1, fixed: true}, true
		}
		return r.decadeAt(k, i)
	}
	k++
	if r.at(k) == "-" {
		if r.at(i) == en.The && (r.one(k+1) == quarter || r.at(k+1) == en.Half) {
			return expr{}, false // "the third-quarter results": without the article
		}
		k++
	}
	half := r.at(k) == en.Half
	switch {
	case r.one(k) == quarter && n <= 4 || half && n <= 2:
		e := expr{op: absolute, unit: quarter, quarter: n, hi: k + 1}
		if half {
			e.quarter = 10 + n
			if r.at(k+1) != en.Of {
				return e, false
			}
		}
		if r.at(k+1) == en.Of {
			if y, hi, ok := r.yearOf(k + 2); ok && r.at(k+2) != "," {
				e.year, e.hi, e.fixed = y, hi, true
			} else if relationOf(r.at(k+2)) && r.one(k+3) == year {
				e.op, e.rel, e.hi, e.fixed, e.ofYear = named, relations[r.at(k+2)], k+4, true, true
			} else if e.quarter > 10 {
				return e, false
			}
		} else if y, hi, ok := r.yearOf(k + 1); ok && r.at(k+1) != "," {
			e.year, e.hi, e.fixed = y, hi, true
		}
		return e, true
	case units[r.at(k)] == century && n <= 21:
		return expr{op: absolute, unit: century, year: (n - 1) * 100, hi: k + 1, fixed: true}, true
	case n == 1: // "the first nine months"
		a, hi, ok := r.amountAt(k)
		if u := units[r.at(hi)]; ok && u >= hour && u != noUnit && r.at(k) != en.A && r.many(hi) {
			return expr{op: lasting, unit: u, amount: a, hi: hi + 1}, true
		}
	}
	return expr{}, false
}

// upTo returns the day up to which a stretch goes that begins with the day e: "between 27
// October and 9 November 2025", "from May 3 to June 9".
func (r *reader) upTo(e *expr) (to expr, ok bool) {
	before, behind := r.at(e.lo-1), r.at(e.hi)
	if !e.wholeDay() || !(before == en.Between && behind == en.And || before == en.From && (words.Through[behind] || behind == en.Until)) {
		return to, false
	}
	to, ok = r.parse(e.hi + 1)
	if !ok || !to.wholeDay() || to.month == e.month && to.year == e.year && to.day <= e.day {
		return to, false
	}
	return to, e.year == 0 || e.year < to.year || e.year == to.year && (e.month < to.month || e.month == to.month && e.day < to.day)
}

// wholeDay reports whether e is a day of a month and nothing else.
func (e *expr) wholeDay() bool {
	return e.op == absolute && e.value == "" && e.day > 0 && e.month > 0 && e.toDay == 0 && e.part == "" && e.clock == "" && e.edge == 0 && e.ofWeek == noWeek
}

// between makes the stretch from a day to another, of a clause of tense t. A first day
// without a year is of the last before the other.
func (r *reader) between(from, to *expr, t tense) assay.Time {
	end := r.resolve(to, t)
	if year := end.Begin.Year(); from.year == 0 && !end.Begin.IsZero() {
		if from.year = year; from.month > to.month {
			from.year--
		}
		from.fixed = true
	}
	tx := r.resolve(from, t)
	tx.Value += "/" + end.Value
	tx.Anchored = tx.Anchored || end.Anchored
	if tx.End = end.End; tx.Begin.IsZero() || tx.End.IsZero() {
		tx.Begin, tx.End = end.Begin, end.End
	}
	return tx
}

// yearPeriod reads "the 2011 third quarter", and "the 2011 quarter" and "the 2011
// period", which are the quarter spoken of, in that year.
func (r *reader) yearPeriod(i int) (expr, bool) {
	k := i + b2i(r.at(i) == en.The)
	y, k, ok := r.yearOf(k)
	if !ok || r.at(k-1) == "," || r.glued(k) {
		return expr{}, false
	}
	if r.at(k) == en.Fiscal {
		k++
	}
	switch w := r.at(k); {
	case ordinals[w] > 0 && ordinals[w] <= 4 && r.one(k+1) == quarter:
		return expr{op: absolute, unit: quarter, quarter: ordinals[w], year: y, fixed: true, compared: true, hi: k + 2}, true
	case (r.one(k) == quarter || w == en.Period) && k > i+1:
		e := expr{op: absolute, unit: year, year: y, fixed: true, compared: true, hi: k + 1}
		if !r.quarter.IsZero() {
			e.unit, e.quarter = quarter, (int(r.quarter.Month())+2)/3
		}
		return e, true
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
	if r.words[k].kind == piece.Digits {
		e, ok := r.yearAt(k)
		if ok && e.unit == decade {
			return e, true
		}
		// "the nine months", "the 12 months"
	} else if e, ok := r.shortYear(k); ok && e.unit == decade {
		return e, true
	}
	if r.at(i) != en.The {
		return expr{}, false
	}
	a, hi, ok := r.amountAt(k)
	if u := units[r.at(hi)]; ok && !a.vague && (u == month || u == week || u == day || u == year) && r.many(hi) && r.at(k) != en.A {
		return expr{op: lasting, unit: u, amount: a, hi: hi + 1}, true
	}
	return expr{}, false
}

// seasonAt reads "the summer of 1990", "summer 1990", "in the fall".
func (r *reader) seasonAt(i int) (expr, bool) {
	k := i
	if r.at(k) == en.The {
		k++
		if words.Edges[r.at(k)] == en.AtStart || words.Edges[r.at(k)] == en.AtEnd {
			k++
		}
	}
	s, ok := seasons[r.at(k)]
	if !ok {
		return expr{}, false
	}
	e := expr{op: named, unit: season, season: s, hi: k + 1}
	if r.at(k+1) == en.Of {
		if y, hi, ok := r.yearOf(k + 2); ok && r.at(k+2) != "," {
			e.op, e.year, e.hi, e.fixed = absolute, y, hi, true
			return e, true
		}
	} else if y, hi, ok := r.yearOf(k + 1); ok && r.at(k+1) != "," {
		e.op, e.year, e.hi, e.fixed = absolute, y, hi, true
		return e, true
	}
	next := ""
	if k+1 < len(r.words) && r.words[k+1].kind == piece.Letters {
		next = r.at(k + 1)
	}
	if next == en.Of || next == en.In || strings.HasPrefix(r.tag(k+1), "N") {
		return e, false // "the fall of the city", "the summer heat"
	}
	prev := r.at(i - 1)
	return e, words.BeforeSeason[prev] && (k > i || r.at(k) != en.Fall && r.at(k) != en.Spring || prev == en.By || prev == en.Early || prev == en.Late)
}
