package timex

import (
	"fmt"
	"strings"

	"assay/lang/en"
	"assay/lang/piece"
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
	} else if len(r.at(i)) == 4 && words.FourDigits[r.at(k)] {
		h, m, minutes = h/100, h%100, true
	}
	half := words.Halves[r.at(k)]
	if half != "" {
		k++
	} else if r.at(k) == "o" && (r.at(k+1) == "'" || r.at(k+1) == "’") && r.at(k+2) == en.Clock {
		half = "o"
		k += 3
	}
	if r.at(k) == en.In && r.at(k+1) == en.The && half == "" && h <= 12 && (minutes || words.AboutClock[r.at(i-1)]) {
		if half = words.HalfOf[r.at(k+2)]; half != "" { // "at 4 in the morning"
			k += 3
		}
	}
	zone := false
	if words.Zones[r.at(k)] || r.at(k) == en.Eastern {
		zone = true
		k++
		if r.at(k) == en.TimeWord {
			k++
		}
	} else if r.at(k) == en.Local && r.at(k+1) == en.TimeWord {
		zone = true
		k += 2
	}
	if half == "" && !(minutes && zone) && !(minutes && r.at(i-1) == en.At) || h > 24 || m > 59 {
		return expr{}, false
	}
	if half == "p" && h < 12 {
		h += 12
	} else if half == en.A && h == 12 {
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
	if r.at(k) == en.On {
		k++
	}
	if k >= len(r.words) || r.words[k].kind == piece.Digits && !r.dayBeforeMonth(k) {
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
