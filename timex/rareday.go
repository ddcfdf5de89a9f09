package timex

import (
	"strings"
	"time"

	"assay/lang/en"
)

// dottedDate reads "13.5.2015", the day first.
func (r *reader) dottedDate(i int) (expr, bool) {
	f := strings.Split(r.at(i), ".")
	if len(f) != 3 || len(f[2]) != 4 || len(f[0]) > 2 || len(f[1]) > 2 || f[0] == "" || f[1] == "" {
		return expr{}, false
	}
	var n [3]int
	for k, s := range f {
		for _, c := range s {
			if c < '0' || c > '9' {
				return expr{}, false
			}
			n[k] = n[k]*10 + int(c-'0')
		}
	}
	e := expr{op: absolute, unit: day, day: n[0], month: n[1], year: n[2], fixed: true, hi: i + 1}
	return e, n[0] >= 1 && n[0] <= 31 && n[1] >= 1 && n[1] <= 12 && n[2] >= 1000 && n[2] <= 2200
}

// nthWeekday reads "the first Friday of July" and "the second Monday of next
// month" from the ordinal on.
func (r *reader) nthWeekday(i int) (expr, bool) {
	nth := ordinals[r.at(i)]
	if r.at(i) == en.Last {
		nth = 5
	}
	d := weekdays[r.at(i+1)]
	if nth == 0 || nth > 5 || d == 0 || !r.upper(i+1) || r.at(i+2) != en.Of && r.at(i+2) != en.In {
		return expr{}, false
	}
	e := expr{op: absolute, unit: day, hi: i + 3}
	if m, hi, ok := r.monthAt(i + 3); ok {
		e.month, e.hi = m, hi
		if y, hi, ok := r.yearOf(hi); ok {
			e.year, e.hi, e.fixed = y, hi, true
		}
	} else if m, ok := r.monthFromNow(i + 3); ok {
		e.month, e.year, e.fixed, e.hi = int(m.Month()), m.Year(), true, i+5
	} else {
		return e, false
	}
	e.feast = &en.Feast{Month: e.month, Weekday: d, Nth: nth}
	return e, true
}

// monthFromNow reads "next month", where the month of the report is known.
func (r *reader) monthFromNow(k int) (time.Time, bool) {
	rel, ok := relations[r.at(k)]
	if !ok || r.one(k+1) != month || r.anchor.IsZero() || !r.hasYear {
		return time.Time{}, false
	}
	return addMonths(begin(r.anchor, month), rel), true
}
