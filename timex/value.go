package timex

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"assay/lang/en"
)

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func two(n int) string { return fmt.Sprintf("%02d", n) }

// yearText writes a year, XXXX where it is unknown.
func yearText(y int) string {
	if y > unknownYear-500 || y <= 0 {
		return "XXXX"
	}
	return fmt.Sprintf("%04d", y)
}

// begin returns the first day of the unit that t lies in.
func begin(t time.Time, u unit) time.Time {
	y, m, d := t.Date()
	switch u {
	case week:
		return date(y, int(m), d-(isoDay(t)-1))
	case weekend:
		return date(y, int(m), d-(isoDay(t)-6))
	case month:
		return date(y, int(m), 1)
	case quarter:
		return date(y, (int(m)-1)/3*3+1, 1)
	case season:
		return date(y, int(m), 1)
	case year:
		return date(y, 1, 1)
	case decade:
		return date(y/10*10, 1, 1)
	case century:
		return date(y/100*100, 1, 1)
	}
	return date(y, int(m), d)
}

// isoDay is 1 on Monday and 7 on Sunday.
func isoDay(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// add moves t by n units.
func add(t time.Time, n int, u unit) time.Time {
	switch u {
	case weekend, week:
		return t.AddDate(0, 0, 7*n)
	case month:
		return addMonths(t, n)
	case quarter, season:
		return addMonths(t, 3*n)
	case year:
		return addMonths(t, 12*n)
	case decade:
		return addMonths(t, 120*n)
	case century:
		return addMonths(t, 1200*n)
	}
	return t.AddDate(0, 0, n)
}

// addMonths moves t by n months and keeps to the month's last day.
func addMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	first := date(y, int(m)+n, 1)
	if last := first.AddDate(0, 1, -1).Day(); d > last {
		d = last
	}
	return first.AddDate(0, 0, d-1)
}

// value writes the unit that begins at t.
func value(t time.Time, u unit) string {
	y := yearText(t.Year())
	open := y == "XXXX"
	switch u {
	case week, weekend:
		if open {
			return "XXXX-WXX"
		}
		wy, w := t.ISOWeek()
		s := fmt.Sprintf("%04d-W%02d", wy, w)
		if u == weekend {
			s += "-WE"
		}
		return s
	case month:
		return y + "-" + two(int(t.Month()))
	case quarter:
		return y + "-Q" + strconv.Itoa((int(t.Month())+2)/3)
	case season:
		return y + "-" + seasonOf[t.Month()/3%4]
	case year:
		return y
	case decade:
		return y[:3]
	case century:
		return y[:2]
	}
	return y + "-" + two(int(t.Month())) + "-" + two(t.Day())
}

var seasonOf = [...]string{"WI", "SP", "SU", "FA"}

var seasonStart = map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

// length returns the end of the unit that begins at t.
func length(t time.Time, u unit) time.Time {
	switch u {
	case weekend:
		return t.AddDate(0, 0, 2)
	case second, minute, hour, day:
		return t.AddDate(0, 0, 1)
	}
	return add(t, 1, u)
}

// narrow cuts an interval to its early, middle or late part, as UCDP reads them:
// thirds of a year or season, the first ten days of a month, the last half of it, Friday to
// Sunday for "late last week".
func narrow(t, end time.Time, u unit, edge en.Edge) (time.Time, time.Time) {
	switch {
	case edge == en.AllOfIt || u < week:
	case u == week && edge == en.AtEnd:
		t = t.AddDate(0, 0, 4)
	case u == week && edge == en.AtStart:
		end = t.AddDate(0, 0, 3)
	case u == month && edge == en.AtStart:
		end = t.AddDate(0, 0, 10)
	case u == month && edge == en.InMiddle:
		t, end = t.AddDate(0, 0, 9), t.AddDate(0, 0, 20)
	case u == month && edge == en.AtEnd:
		t = t.AddDate(0, 0, 14)
	case u == season && edge == en.AtStart:
		end = addMonths(t, 1)
	case u == season && edge == en.InMiddle:
		t, end = addMonths(t, 1), addMonths(t, 2)
	case u == season && edge == en.AtEnd:
		t = addMonths(t, 2)
	case u == year && edge == en.AtStart:
		end = addMonths(t, 4)
	case u == year && edge == en.InMiddle:
		t, end = addMonths(t, 4), addMonths(t, 8)
	case u == year && edge == en.AtEnd:
		t = addMonths(t, 8)
	case u == decade && edge == en.AtStart:
		end = addMonths(t, 48)
	case u == decade && edge == en.InMiddle:
		t, end = addMonths(t, 36), addMonths(t, 84)
	case u == decade && edge == en.AtEnd:
		t = addMonths(t, 72)
	}
	return t, end
}

// unknown is the value of a unit of which nothing is known.
func unknown(u unit) string {
	switch u {
	case week, weekend:
		return "XXXX-WXX"
	case month:
		return "XXXX-XX"
	case quarter:
		return "XXXX-QX"
	case year:
		return "XXXX"
	case decade:
		return "XXX"
	case century:
		return "XX"
	}
	return "XXXX-XX-XX"
}

// joinDurations puts "P2Y" and "P3M" together to "P2Y3M", "P1D" and "PT2H" to
// "P1DT2H".
func joinDurations(a, b string) string {
	b = b[1:]
	if strings.Contains(a, "T") {
		b = strings.TrimPrefix(b, "T")
	}
	return a + b
}

// smaller writes half a unit in the next smaller one.
var smaller = map[unit]string{year: "6M", hour: "30M", minute: "30S"}

// durationValue writes "P4Y", "PXD", "PT48H".
func durationValue(a amount, u unit) string {
	n := "X"
	scale := 1.0
	letter := unitLetters[u]
	switch u {
	case decade:
		scale, letter = 10, "Y"
	case century:
		scale, letter = 100, "Y"
	case weekend:
		letter = "W"
	}
	if !a.vague {
		n = strconv.FormatFloat(a.n*scale, 'f', -1, 64)
		if whole := math.Floor(a.n); a.n-whole == .5 && smaller[u] != "" { // "2 1/2 years": P2Y6M
			n = ""
			if whole > 0 {
				n = strconv.Itoa(int(whole)) + letter
			}
			n, letter = n+smaller[u][:len(smaller[u])-1], smaller[u][len(smaller[u])-1:]
		}
	} else if scale > 1 {
		letter = unitLetters[u]
	}
	if u < day {
		return "PT" + n + letter
	}
	return "P" + n + letter
}
