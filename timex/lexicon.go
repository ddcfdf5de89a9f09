package timex

import (
	"maps"
	"time"

	"assay/lang/en"
)

// A unit is a stretch of the calendar or the clock.
type unit uint8

const (
	noUnit unit = iota
	second
	minute
	hour
	day
	weekend
	week
	month
	quarter
	season
	year
	decade
	century
)

// unitNames are the units by name.
var unitNames = [...]string{"", "second", "minute", "hour", "day", "weekend", "week", "month", "quarter", "season", "year", "decade", "century"}

// precisions names the units as Precision does.
var precisions = func() (p [len(unitNames)]string) {
	for u := range p {
		p[u] = unitNames[u]
	}
	p[second], p[weekend] = unitNames[minute], unitNames[day]
	return p
}()

// unitLetters are the units in a TIMEX3 duration; those of the clock follow a "T".
var unitLetters = [...]string{"", "S", "M", "H", "D", "WE", "W", "M", "Q", "SE", "Y", "E", "C"}

var (
	words   = en.Times()
	numbers = en.Numbers()

	months    = en.Months()
	dayParts  = words.DayParts
	relations = words.Relations
	ordinals  = words.Ordinals
	seasons   = words.Seasons
)

// weekdays are numbered as in ISO 8601: Monday is 1.
var weekdays = func() map[string]int {
	m := maps.Clone(en.Weekdays())
	maps.Copy(m, words.PluralDays)
	return m
}()

// unitNamed gives a unit by its name, units by all its forms and "h".
var (
	unitNamed = func() map[string]unit {
		m := map[string]unit{}
		for u := second; u <= century; u++ {
			m[unitNames[u]] = u
		}
		return m
	}()
	units = func() map[string]unit {
		m := map[string]unit{"h": hour}
		for form, name := range words.Units {
			switch name {
			case en.Night:
				m[form] = day
			case en.Fortnight:
				m[form] = week
			default:
				m[form] = unitNamed[name]
			}
		}
		return m
	}()
)

// cardinals are one to nineteen and the tens.
var cardinals = func() map[string]int {
	m := map[string]int{}
	for w, n := range en.Cardinals() {
		m[w] = int(n)
	}
	return m
}()

// feastIn returns the day of the feast in year y.
func feastIn(h *en.Feast, y int) time.Time {
	switch {
	case h.Easter:
		return easter(y).AddDate(0, 0, h.FromEaster)
	case h.Nth == 5:
		last := date(y, h.Month+1, 0)
		return last.AddDate(0, 0, -((isoDay(last) - h.Weekday + 7) % 7))
	case h.Nth > 0:
		first := date(y, h.Month, 1+h.After)
		return first.AddDate(0, 0, (h.Weekday-isoDay(first)+7)%7+7*(h.Nth-1))
	}
	return date(y, h.Month, h.Day)
}

// easter returns Easter Sunday of a year of the Gregorian calendar (Meeus, Jones
// and Butcher).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (b - (b+8)/25 + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date(y, n/31, n%31+1)
}
