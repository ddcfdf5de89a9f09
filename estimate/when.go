package estimate

import (
	"regexp"
	"strings"
	"time"

	"assay"
)

// A stretch is the days in which what a figure counts happened.
type stretch struct {
	begin, end time.Time
	rough      bool // more than the words say is known only roughly: "Wednesday" of an unknown year
}

const (
	oneDay     = 24 * time.Hour
	shortest   = 4 * oneDay // of a window that the clause names
	oftenAWeek = 8 * oneDay // what is told without a time is news of the week before
)

// daysOf returns the days that a figure gives. Where the year is open, the day of
// publication closes it.
func daysOf(doc *assay.Doc, fig *assay.Figure, set *setting) (st stretch, ok bool) {
	if !fig.Begin.IsZero() {
		return stretch{begin: fig.Begin, end: fig.End}, true
	}
	if tx := fig.Time.In(doc.Times); tx != nil && set.known {
		return openDays(tx.Value, set)
	}
	return st, false
}

// isWindow reports whether a figure counts what fell into its days, as against what
// happened on one of them.
func isWindow(doc *assay.Doc, fig *assay.Figure, days stretch, dated bool) bool {
	tx := fig.Time.In(doc.Times)
	own := tx != nil && fig.Inherited&assay.Times == 0
	if !dated {
		return own && (tx.Type == "duration" || tx.Type == "set")
	}
	long := days.end.Sub(days.begin)
	return !days.rough && (long > oftenAWeek || own && long >= shortest)
}

// openDay and openWeekday match values without a year.
var (
	openDay     = regexp.MustCompile(`^XXXX-(\d\d)-(\d\d)$`)
	openWeekday = regexp.MustCompile(`^XXXX-WXX-([1-7])(?:T\w*)?$`)
)

// openDays returns the days of a time whose year is not known: news are of the week
// before.
func openDays(value string, set *setting) (st stretch, ok bool) {
	if v := openWeekday.FindStringSubmatch(value); v != nil {
		if !set.dated {
			return stretch{set.day.Add(-6 * oneDay), set.day.Add(oneDay), true}, true
		}
		back := (int(set.day.Weekday()) - int(v[1][0]-'0') + 7) % 7
		begin := set.day.AddDate(0, 0, -back)
		return stretch{begin, begin.Add(oneDay), false}, true
	}
	if openDay.MatchString(value) {
		begin, err := time.Parse("2006-01-02", set.day.Format("2006")+value[4:])
		if err != nil {
			return st, false
		}
		if begin.After(set.day.Add(182 * oneDay)) {
			begin = begin.AddDate(-1, 0, 0)
		} else if begin.Before(set.day.Add(-182 * oneDay)) {
			begin = begin.AddDate(1, 0, 0)
		}
		return stretch{begin, begin.Add(oneDay), false}, true
	}
	return st, false
}

// compareTimes relates the times of two figures; within means that one counts
// only what fell into a window.
func compareTimes(m, n *mention) relation {
	if !m.dated || !n.dated {
		switch {
		case m.window != n.window:
			return within
		case m.window && m.story == n.story && sameTime(m, n):
			return same
		case m.window:
			return apart // two windows that nothing says are one
		}
		return unknown
	}
	a, b := m.days, n.days
	grace := dayTolerance
	if m.rep == n.rep && (m.figure.Inherited|n.figure.Inherited)&assay.Times == 0 {
		grace = 0 // a report tells its days apart
	}
	far := !a.begin.Add(-grace).Before(b.end) || !b.begin.Add(-grace).Before(a.end)
	switch {
	case m.window && n.window:
		if assay.SameDays(a.begin, a.end, b.begin, b.end) || a.begin.Sub(b.begin).Abs() <= dayTolerance {
			return same // "since May", as of two days
		}
		return apart
	case m.figure.Total == "cumulative" || n.figure.Total == "cumulative":
		return compareTolls(m, n)
	case far && m.disaster()&n.disaster() != 0 && a.begin.Sub(b.begin).Abs() <= sameNews:
		return unknown
	case far:
		return apart
	case m.window != n.window:
		return within
	case a.rough || b.rough:
		return unknown
	}
	return same
}

// sameTime reports whether two figures have their times in the same words.
func sameTime(m, n *mention) bool {
	a, b := m.figure.Time.In(m.doc.Times), n.figure.Time.In(n.doc.Times)
	return a != nil && b != nil && strings.EqualFold(quoteOf(m.doc, a.Span), quoteOf(n.doc, b.Span))
}

// compareTolls relates times of which at least one is that of a toll so far: what was
// counted happened before, and not long before.
func compareTolls(m, n *mention) relation {
	if m.figure.Total != "cumulative" {
		m, n = n, m
	}
	a, b := m.days, n.days
	if n.figure.Total != "cumulative" && b.begin.After(a.end) || a.begin.Sub(b.end) > sameCourse || b.begin.Sub(a.end) > sameCourse {
		return apart
	}
	return unknown
}

// disaster returns the causes of which a place has one at a time. Two floods of
// one town in one week are one flood, whose dead one report counts by Monday and
// another by Thursday; two attacks in one week are two.
func (m *mention) disaster() cause {
	c := m.causes
	if c == 0 {
		c = m.set.causes
	}
	return c &^ violence
}
