package timex

import (
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

// precisions names the units as Precision does.
var precisions = [...]string{"", "minute", "minute", "hour", "day", "day", "week", "month", "quarter", "season", "year", "decade", "century"}

// letters are the units in a TIMEX3 duration; those of the clock follow a "T".
var unitLetters = [...]string{"", "S", "M", "H", "D", "WE", "W", "M", "Q", "SE", "Y", "E", "C"}

var units = map[string]unit{
	"second": second, "seconds": second, "minute": minute, "minutes": minute, "mins": minute, "min": minute, "h": hour, "sec": second, "secs": second, "hour": hour, "hours": hour, "hr": hour, "hrs": hour,
	"day": day, "days": day, "night": day, "nights": day, "weekend": weekend, "weekends": weekend, "week": week, "weeks": week, "fortnight": week,
	"month": month, "months": month, "quarter": quarter, "quarters": quarter, "year": year, "years": year, "decade": decade, "decades": decade, "century": century, "centuries": century,
}

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// weekdays are numbered as in ISO 8601: Monday is 1.
var weekdays = map[string]int{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
	"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
	"mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 7,
}

var seasons = map[string]string{"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}

// dayParts are the parts of a day in a TIMEX3 value.
var dayParts = map[string]string{"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "lunchtime": "MI", "dawn": "MO", "dusk": "EV", "mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}

// relations say which way a word turns from the time of speech.
var relations = map[string]int{"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "present": 0, "ongoing": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1, "latest": -1, "recent": -1}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
	"thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}

var cardinals = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
	"fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var decadeNames = map[string]int{"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}

// refs are the words for a time that no calendar fixes.
var refs = map[string]string{"now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF", "recently": "PAST_REF"}

var sets = map[string]string{"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y", "hourly": "PT1H"}

// A feast is a day that the year fixes: a day of a month, the nth weekday of a
// month (5 for the last), or so many days from Easter Sunday.
type feast struct {
	words          []string
	month, day     int
	wday, nth      int
	after          int // the day of the month after which the first is counted
	easter         bool
	daysFromEaster int
}

var holidays = []feast{
	{words: []string{"christmas", "day"}, month: 12, day: 25}, {words: []string{"christmas", "eve"}, month: 12, day: 24}, {words: []string{"christmas"}, month: 12, day: 25},
	{words: []string{"boxing", "day"}, month: 12, day: 26}, {words: []string{"new", "year", "'s", "day"}, month: 1, day: 1}, {words: []string{"new", "year", "'s", "eve"}, month: 12, day: 31},
	{words: []string{"halloween"}, month: 10, day: 31}, {words: []string{"valentine", "'s", "day"}, month: 2, day: 14}, {words: []string{"may", "day"}, month: 5, day: 1},
	{words: []string{"fourth", "of", "july"}, month: 7, day: 4}, {words: []string{"independence", "day"}, month: 7, day: 4}, {words: []string{"bastille", "day"}, month: 7, day: 14},
	{words: []string{"veterans", "day"}, month: 11, day: 11}, {words: []string{"armistice", "day"}, month: 11, day: 11}, {words: []string{"st", ".", "patrick", "'s", "day"}, month: 3, day: 17},
	{words: []string{"thanksgiving", "day"}, month: 11, wday: 4, nth: 4}, {words: []string{"thanksgiving"}, month: 11, wday: 4, nth: 4},
	{words: []string{"labor", "day"}, month: 9, wday: 1, nth: 1}, {words: []string{"memorial", "day"}, month: 5, wday: 1, nth: 5}, {words: []string{"columbus", "day"}, month: 10, wday: 1, nth: 2},
	{words: []string{"martin", "luther", "king", "day"}, month: 1, wday: 1, nth: 3}, {words: []string{"presidents", "day"}, month: 2, wday: 1, nth: 3},
	{words: []string{"election", "day"}, month: 11, wday: 2, nth: 1, after: 1},
	{words: []string{"good", "friday"}, month: 4, easter: true, daysFromEaster: -2}, {words: []string{"palm", "sunday"}, month: 4, easter: true, daysFromEaster: -7},
	{words: []string{"ash", "wednesday"}, month: 2, easter: true, daysFromEaster: -46}, {words: []string{"easter", "sunday"}, month: 4, easter: true},
	{words: []string{"easter", "monday"}, month: 4, easter: true, daysFromEaster: 1}, {words: []string{"easter"}, month: 4, easter: true},
}

// in returns the day of the feast in year y.
func (h *feast) in(y int) time.Time {
	switch {
	case h.easter:
		return easter(y).AddDate(0, 0, h.daysFromEaster)
	case h.nth == 5:
		last := date(y, h.month+1, 0)
		return last.AddDate(0, 0, -((isoDay(last) - h.wday + 7) % 7))
	case h.nth > 0:
		first := date(y, h.month, 1+h.after)
		return first.AddDate(0, 0, (h.wday-isoDay(first)+7)%7+7*(h.nth-1))
	}
	return date(y, h.month, h.day)
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

var (
	// words after which a bare "a year" or "years" is a stretch of time and no rate
	spanBefore = en.Words("for in within over about nearly almost than every once lasted lasting took take takes after least half during spent of to another around roughly some before only just approximately last past next first under until through entire whole up")

	// words after which four digits are a year
	yearBefore = en.Words("in since by of from until till during before after through late early mid fiscal spring summer autumn fall winter circa year to and between around for the ( last this next a")

	future = en.Words("will 'll shall wo ca would going plan plans planned planning expect expects expected scheduled due set slated intends intend hopes hope aims aim upcoming forthcoming next tomorrow ahead begin starting effective deadline agreed must should may might could")
	past   = en.Words("was were had did been went came began met told took made left fell rose got gave won lost saw found held became ran spoke sent broke hit struck killed died said")
)
