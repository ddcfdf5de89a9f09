package timex

import (
	"math"
	"strconv"
	"time"

	"assay"
)

// unknownYear stands for the year while a date of an unknown year is reckoned
// with. Values show it as XXXX.
const unknownYear = 4001

// A tense is where the clause puts what it tells.
type tense uint8

const (
	untold tense = iota
	pastTense
	futureTense
)

// A resolver turns expressions into times. It knows when the report appeared and
// which time was named before.
type resolver struct {
	anchor   time.Time // zero if unknown
	hasYear  bool
	hasDay   bool
	yearOnly int       // the year, where no more is known
	ref      time.Time // the begin of the last resolved time
	refUnit  unit
	quarter  time.Time // the begin of the quarter that the report is about
}

func newResolver(d assay.Date) resolver {
	v := resolver{hasYear: d.Year > 0, hasDay: d.Day > 0 && d.Month > 0}
	switch {
	case d.Month == 0:
		v.yearOnly = d.Year
		return v
	case d.Year == 0:
		d.Year = unknownYear
	}
	if d.Day == 0 {
		d.Day = 15
	}
	v.anchor = time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return v
}

// period makes the Time for the unit that begins at t.
func (v *resolver) period(e *expr, t time.Time, u unit, anchored bool) assay.Time {
	if e.ofWeek != noWeek {
		return v.week(e, t, anchored)
	}
	tx := assay.Time{Type: "date", Value: value(t, u), Anchored: anchored}
	end := length(t, u)
	if e.toDay > 0 {
		end = date(t.Year(), int(t.Month()), e.toDay+1)
		tx.Value += "/" + value(end.AddDate(0, 0, -1), day)
	}
	if e.part != "" {
		tx.Type = "time"
		tx.Value += "T" + e.part
	}
	if e.clock != "" {
		tx.Type = "time"
		tx.Value += "T" + e.clock
	}
	if t.Year() < unknownYear-500 {
		tx.Begin, tx.End = narrow(t, end, u, e.edge)
		if e.overnight {
			tx.End = tx.End.AddDate(0, 0, 1)
		}
		tx.Precision = precisions[u]
		if e.clock != "" {
			tx.Precision = precisions[e.unit]
		}
	}
	if u >= day && e.op != relative && e.op != named || u == day {
		v.ref, v.refUnit = t, u
	}
	if u == quarter && e.op != shifted && !e.compared {
		v.quarter = t
	}
	return tx
}

// week makes the week in which day t lies, or that ends with it.
func (v *resolver) week(e *expr, t time.Time, anchored bool) assay.Time {
	at := begin(t, week)
	tx := assay.Time{Type: "date", Value: value(at, week), Anchored: anchored}
	if e.ofWeek == weekUpTo {
		if at = t.AddDate(0, 0, -6); isoDay(t) != 7 {
			tx.Type, tx.Value = "duration", "P1W"
		}
	}
	if t.Year() < unknownYear-500 {
		tx.Begin, tx.End, tx.Precision = at, at.AddDate(0, 0, 7), precisions[week]
		v.ref, v.refUnit = at, week
	}
	return tx
}

// open makes a Time without an interval.
func open(e *expr, value string) assay.Time {
	tx := assay.Time{Type: "date", Value: value}
	if e.part != "" {
		tx.Type = "time"
		tx.Value += "T" + e.part
	}
	if e.clock != "" {
		tx.Type = "time"
		tx.Value += "T" + e.clock
	}
	return tx
}

// resolve returns what e means in a clause of tense t.
func (v *resolver) resolve(e *expr, t tense) assay.Time {
	switch e.op {
	case absolute:
		return v.absolute(e, t)
	case onDay:
		return v.onDay(e, t)
	case offset:
		return v.offset(e)
	case relative:
		return v.relative(e, t)
	case named:
		return v.named(e, t)
	case shifted:
		return v.shifted(e)
	case lasting:
		return v.lasting(e)
	case repeated:
		return assay.Time{Type: "set", Value: e.value}
	case same:
		if v.ref.IsZero() || v.refUnit > e.unit {
			return open(e, unknown(e.unit))
		}
		return v.period(e, begin(v.ref, e.unit), e.unit, true)
	}
	return open(e, e.value)
}

// absolute resolves a date by the calendar; a missing year by the tense.
func (v *resolver) absolute(e *expr, t tense) assay.Time {
	if e.value == ambiguous {
		return open(e, yearText(e.year)+"-XX-XX")
	}
	if e.year > 0 || e.unit == century {
		switch {
		case e.unit == decade, e.unit == century, e.unit == year:
			return v.period(e, date(e.year, 1, 1), e.unit, false)
		case e.quarter > 0:
			return v.quarterOf(e, e.year, false)
		case e.season != "":
			return v.period(e, date(e.year, seasonStart[e.season], 1), season, false)
		case e.day == 0 && e.feast == nil:
			return v.period(e, date(e.year, e.month, 1), month, false)
		}
		return v.monthDay(e, e.year, false)
	}
	switch {
	case e.quarter > 10:
		return open(e, "XXXX-H"+strconv.Itoa(e.quarter-10))
	case v.anchor.IsZero() && e.quarter > 0:
		return open(e, "XXXX-Q"+strconv.Itoa(e.quarter))
	case v.anchor.IsZero() && v.yearOnly > 0 && e.day == 0 && e.feast == nil:
		return v.period(e, date(v.yearOnly, e.month, 1), month, true)
	case v.anchor.IsZero() && e.day == 0 && e.feast == nil:
		return open(e, "XXXX-"+two(e.month))
	case v.anchor.IsZero() && v.yearOnly > 0: // a day without a year is of the year in which it is told
		return v.monthDay(e, v.yearOnly, true)
	case v.anchor.IsZero():
		return v.monthDay(e, unknownYear, false)
	case e.quarter > 0:
		return v.quarterOf(e, v.yearOfQuarter(e.quarter, t), true)
	case e.day == 0 && e.feast == nil:
		return v.period(e, date(v.yearFor(t, func(y int) time.Time { return date(y, e.month, 1) }, 0), e.month, 1), month, true)
	}
	if !v.hasDay && (t == untold && time.Month(e.month) == v.anchor.Month()) {
		return v.monthDay(e, v.anchor.Year(), true)
	}
	near := 60
	if e.feast != nil { // "came on Good Friday", said in February: last year's
		near = 0
	}
	return v.monthDay(e, v.yearFor(t, e.in, near), true)
}

// in returns the day of e in year y.
func (e *expr) in(y int) time.Time {
	if e.feast != nil {
		return feastIn(e.feast, y)
	}
	return date(y, e.month, max(e.day, 1))
}

// monthDay makes a day of year y, or an open value where there is no such day.
func (v *resolver) monthDay(e *expr, y int, anchored bool) assay.Time {
	d := e.day
	at := e.in(y)
	if d == 0 {
		if y >= unknownYear-500 {
			return open(e, "XXXX-"+two(e.month)+"-XX")
		}
		d = at.Day()
	}
	if at.Day() != d { // February 30; February 29 of an unknown year
		if y >= unknownYear-500 && d <= 29 {
			return open(e, "XXXX-"+two(e.month)+"-"+two(d))
		}
		return open(e, yearText(y)+"-"+two(e.month)+"-XX")
	}
	return v.period(e, at, day, anchored)
}

func (v *resolver) quarterOf(e *expr, y int, anchored bool) assay.Time {
	if e.quarter > 10 {
		at := date(y, (e.quarter-11)*6+1, 1)
		tx := v.period(e, at, quarter, anchored)
		tx.Value = yearText(y) + "-H" + strconv.Itoa(e.quarter-10)
		if !tx.End.IsZero() {
			tx.End = addMonths(at, 6)
		}
		return tx
	}
	return v.period(e, date(y, e.quarter*3-2, 1), quarter, anchored)
}

// yearFor chooses the year of a date that lacks it: the latest before the report
// appeared, or in a clause about the future the next after. A day (near > 0)
// that is less than near days ahead is of this year whatever the tense, as a
// newspaper would write "last Dec. 15" for the other one; in a clause of no clear
// tense the nearer one is meant.
func (v *resolver) yearFor(t tense, in func(int) time.Time, near int) int {
	y := v.anchor.Year()
	at := in(y)
	const dayLong = 24 * time.Hour
	switch {
	case !v.hasDay && at.Month() == v.anchor.Month():
	case t == futureTense:
		if at.Before(v.anchor) && !(at.Month() == v.anchor.Month() && at.Day() == 1) && !(near > 0 && v.anchor.Sub(at) < 30*dayLong) {
			y++ // a day that is just past is of this year: "will mourn those of the Aug. 12 flood", said on Aug. 20
		}
	case at.After(v.anchor):
		ahead := at.Sub(v.anchor)
		if t == untold && ahead < 100*dayLong || ahead < time.Duration(near)*dayLong {
			return y
		}
		y--
	case t == untold && v.anchor.Sub(at) > 265*dayLong, near > 0 && v.anchor.Sub(at) > 335*dayLong:
		y++
	}
	return y
}

// yearOfQuarter chooses the year of "the third quarter": the latest that has
// begun, or in a clause about the future the first that is not long over.
func (v *resolver) yearOfQuarter(q int, t tense) int {
	y := v.anchor.Year()
	at := date(y, q*3-2, 1)
	switch {
	case t == futureTense && addMonths(at, 3).Before(v.anchor.AddDate(0, 0, -100)):
		return y + 1
	case t == futureTense && at.Sub(v.anchor) > 180*24*time.Hour, t != futureTense && at.After(v.anchor):
		return y - 1
	}
	return y
}

// onDay resolves a weekday: the latest one, today included, in news.
func (v *resolver) onDay(e *expr, t tense) assay.Time {
	if v.anchor.IsZero() || !v.hasYear || !v.hasDay {
		return open(e, "XXXX-WXX-"+strconv.Itoa(e.wday))
	}
	if e.inWeek {
		return v.period(e, begin(v.anchor, week).AddDate(0, 0, 7*e.rel+e.wday-1), day, true)
	}
	diff := (e.wday - isoDay(v.anchor) + 7) % 7 // days ahead
	switch {
	case e.fixed && e.rel < 0:
		if diff -= 7; diff == 0 {
			diff = -7
		}
	case e.fixed && e.rel > 0:
		if diff == 0 {
			diff = 7
		}
	case t == futureTense:
	case diff > 0:
		diff -= 7
	}
	return v.period(e, v.anchor.AddDate(0, 0, diff), day, true)
}

// offset resolves days counted from the day of the report, and times of day.
func (v *resolver) offset(e *expr) assay.Time {
	if e.clock != "" && !e.fixed { // "at 5 p.m.": of the day named before
		if v.ref.IsZero() || v.refUnit != day {
			return open(e, "XXXX-XX-XX")
		}
		return v.period(e, v.ref, day, true)
	}
	if v.anchor.IsZero() || !v.hasDay {
		return open(e, "XXXX-XX-XX")
	}
	return v.period(e, v.anchor.AddDate(0, 0, e.rel), day, true)
}

// relative resolves "last week", "this year", "the weekend".
func (v *resolver) relative(e *expr, t tense) assay.Time {
	u := e.unit
	if u == quarter && e.rel == 0 && !v.quarter.IsZero() && !e.spoken {
		return v.period(e, v.quarter, u, true) // "the quarter": the one spoken of
	}
	if v.yearOnly > 0 && u >= year {
		return v.period(e, add(begin(date(v.yearOnly, 1, 1), u), e.rel, u), u, true)
	}
	if v.anchor.IsZero() || u < month && (!v.hasDay || !v.hasYear) || u >= year && !v.hasYear {
		return open(e, unknown(u))
	}
	if u == weekend {
		sat := begin(v.anchor, weekend) // of this week
		switch {
		case e.rel < 0 && e.fixed, t != futureTense && e.rel <= 0:
			if !sat.Before(v.anchor) || e.rel < 0 && e.fixed {
				sat = sat.AddDate(0, 0, -7)
			}
		case e.rel > 0:
			sat = sat.AddDate(0, 0, 7)
		}
		return v.period(e, sat, weekend, true)
	}
	return v.period(e, add(begin(v.anchor, u), e.rel, u), u, true)
}

// named resolves "last December", "this summer", "December last year".
func (v *resolver) named(e *expr, t tense) assay.Time {
	m := e.month
	u := month
	if e.season != "" {
		m, u = seasonStart[e.season], season
	}
	if v.anchor.IsZero() || e.ofYear && !v.hasYear {
		switch {
		case u == season:
			return open(e, "XXXX-"+e.season)
		case e.quarter > 0:
			return open(e, "XXXX-Q"+strconv.Itoa(e.quarter))
		case e.day > 0 || e.feast != nil:
			return v.monthDay(e, unknownYear, false)
		}
		return open(e, "XXXX-"+two(m))
	}
	y := v.anchor.Year()
	if e.feast != nil { // "last Thanksgiving", "next Easter", "this Christmas"
		switch at := e.in(y); {
		case e.rel < 0 && !at.Before(v.anchor):
			y--
		case e.rel > 0 && !at.After(v.anchor):
			y++
		}
		return v.monthDay(e, y, true)
	}
	if e.ofYear {
		y += e.rel
		if e.quarter > 0 {
			return v.quarterOf(e, y, true)
		}
	} else {
		at := date(y, m, 1)
		now := begin(v.anchor, month)
		switch {
		case e.rel < 0: // over before the report appeared
			for add(at, 1, u).After(now) {
				at = at.AddDate(-1, 0, 0)
			}
		case e.rel > 0:
			if !at.After(now) {
				at = at.AddDate(1, 0, 0)
			}
		case e.fixed || u == month: // "this summer"
			if u == season && e.season == "WI" && v.anchor.Month() < 6 {
				at = at.AddDate(-1, 0, 0)
			}
		case t == futureTense:
			if add(at, 1, u).Before(v.anchor) {
				at = at.AddDate(1, 0, 0)
			}
		case at.After(v.anchor):
			at = at.AddDate(-1, 0, 0)
		}
		y = at.Year()
	}
	if e.day > 0 {
		return v.monthDay(e, y, true)
	}
	return v.period(e, date(y, m, 1), u, true)
}

// shifted resolves "two years ago", "a week later", "the following day".
func (v *resolver) shifted(e *expr) assay.Time {
	ref := map[bool]string{true: "FUTURE_REF", false: "PAST_REF"}[e.rel > 0]
	if e.amount.vague {
		if !e.spoken { // "hours later": than what?
			ref = unknown(day)
		}
		return open(e, ref)
	}
	from, u := v.anchor, e.unit
	if u == year && e.amount.n == 1 && e.rel < 0 && !v.quarter.IsZero() && v.hasYear {
		// "third-quarter profit rose ... from a year ago": the quarter of that year
		return v.period(e, addMonths(v.quarter, -12), quarter, true)
	}
	if !e.spoken {
		from = v.ref
		if v.ref.IsZero() || v.refUnit > u && u < year {
			from = time.Time{}
			if u >= year && v.hasYear && e.rel < 0 { // "a year earlier"
				from = v.anchor
			}
		}
	}
	n := int(e.amount.n)
	if e.amount.n != float64(n) {
		switch u {
		case year:
			n, u = int(e.amount.n*12), month
		case decade:
			n, u = int(e.amount.n*10), year
		case century:
			n, u = int(e.amount.n*100), year
		case week, month, hour, minute, second:
		}
	}
	if n > 3000 || from.IsZero() || u < month && (!v.hasDay || !v.hasYear) && e.spoken || u >= year && !v.hasYear {
		return open(e, unknown(u))
	}
	shown := u
	switch {
	case u < day:
		if e.spoken && n > 12 {
			return v.period(e, add(from, e.rel*((n+12)/24), day), day, true)
		}
		return v.period(e, from, day, true)
	case u == decade || u == century:
		shown = year
	case u == week && !e.spoken && v.refUnit == day:
		shown = day
	case u == weekend:
		u = week
	}
	at := add(from, e.rel*n, u)
	for _, s := range e.more { // "1 month and 21 days ago"
		if s.unit >= day {
			at, shown = add(at, e.rel*int(s.amount.n), s.unit), s.unit
		}
	}
	if at.Year() < 1 {
		return open(e, ref)
	}
	return v.period(e, begin(at, shown), shown, true)
}

// lasting makes a duration; "the past four years" end on the day of the report.
func (v *resolver) lasting(e *expr) assay.Time {
	tx := assay.Time{Type: "duration", Value: durationValue(e.amount, e.unit)}
	for _, s := range e.more {
		tx.Value = joinDurations(tx.Value, durationValue(s.amount, s.unit))
	}
	if e.unit == hour && e.rel < 0 { // "the past 48 hours": today and the two days before
		e.unit, e.amount.n = day, math.Ceil(e.amount.n/24)
	}
	if e.rel == 0 || e.amount.vague || v.anchor.IsZero() || !v.hasYear || !v.hasDay || e.unit < day || e.amount.n != float64(int(e.amount.n)) || e.amount.n > 1000 {
		return tx
	}
	if e.rel < 0 {
		tx.Begin, tx.End = add(v.anchor, -int(e.amount.n), e.unit), v.anchor.AddDate(0, 0, 1)
	} else {
		tx.Begin, tx.End = v.anchor, add(v.anchor, int(e.amount.n), e.unit).AddDate(0, 0, 1)
	}
	if tx.Begin.Year() < 1 || tx.End.Year() > 3000 {
		tx.Begin, tx.End = time.Time{}, time.Time{}
		return tx
	}
	tx.Precision, tx.Anchored = precisions[e.unit], true
	return tx
}
