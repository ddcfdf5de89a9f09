package timex

import (
	"strings"
	"time"

	"assay"
	"assay/lang/piece"
)

// A Rule says how UCDP's coders read a fuzzy time: one of the 44 lettered rules of
// the GED codebook, appendix 2 (Sundberg and Melander 2013).
type Rule struct {
	Code      string // temporal precision and letter: "2q"; "0a" where a report gives no time
	Phrase    string // as the rule quotes it, with {n}, {day}, {weekday}, {month}, {year} for what varies
	Anchor    string // what the interval is counted from: "report", the day of reporting, or "phrase", the date in the words
	Interval  string // in words
	Precision int    // 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year

	patterns []string
	of       func(ucdpMatch) (begin, end time.Time)
}

// A Reading is a time as a rule of UCDP reads it.
type Reading struct {
	Span       assay.Span // empty where the text gives no time
	Rule       string     // Code
	Begin, End time.Time  // half open
	Precision  int
}

// ucdpMatch is what a rule needs: the day of reporting, the number in the words,
// and the date in the words with the end of what it covers.
type ucdpMatch struct {
	report   time.Time
	n        int
	from, to time.Time
}

// back makes the n days that end with the day of reporting, or with the day before
// it where that is left out.
func back(n int, with bool) func(ucdpMatch) (time.Time, time.Time) {
	return func(m ucdpMatch) (time.Time, time.Time) {
		end := m.report
		if with {
			end = end.AddDate(0, 0, 1)
		}
		return end.AddDate(0, 0, -n), end
	}
}

// covers is the date in the words itself.
func covers(m ucdpMatch) (time.Time, time.Time) { return m.from, m.to }

// part is the part of the date in the words that narrow takes, never beyond the
// day of reporting where that lies in it.
func part(u unit, mod string) func(ucdpMatch) (time.Time, time.Time) {
	return func(m ucdpMatch) (time.Time, time.Time) {
		begin, end := narrow(m.from, m.to, u, mod)
		if next := m.report.AddDate(0, 0, 1); u == month && begin.Before(next) && next.Before(end) {
			end = next
		}
		return begin, end
	}
}

// sinceMonday is the week so far.
func sinceMonday(m ucdpMatch) (time.Time, time.Time) {
	return begin(m.report, week), m.report.AddDate(0, 0, 1)
}

// threeMonths end with the day of reporting and begin in its year.
func threeMonths(m ucdpMatch) (time.Time, time.Time) {
	from := addMonths(m.report, -3)
	if year := begin(m.report, year); from.Before(year) {
		from = year
	}
	return from, m.report.AddDate(0, 0, 1)
}

// UCDPRules is the table. Where rules share a phrase, the first that fits counts;
// longer ones stand before.
//
// Rule 2p gives "25-30 January, including final date of month" for the last six
// days of January; as both cannot be, we take six days up to the final date.
var UCDPRules = []Rule{
	{"1b", "{weekday} night", "phrase", "that day", 1, []string{"{weekday} night"}, covers},
	{"1c", "last night", "report", "the day before the report", 1, []string{"last night"}, back(1, false)},
	{"1d", "the other day", "report", "the day before the report", 1, []string{"the other day"}, back(1, false)},

	{"2b", "past few days", "report", "the 3 days before the report", 2, []string{"past few days", "last few days", "recent days"}, back(3, false)},
	{"2c", "around {day}", "phrase", "that day and one day on each side", 2, []string{"around {day}", "about {day}"},
		func(m ucdpMatch) (time.Time, time.Time) { return m.from.AddDate(0, 0, -1), m.to.AddDate(0, 0, 1) }},
	{"2d", "over the weekend", "report", "Saturday and Sunday", 2, []string{"over the weekend", "last weekend", "the weekend"},
		func(m ucdpMatch) (time.Time, time.Time) {
			sat := begin(m.report, weekend)
			if !sat.Before(m.report) {
				sat = sat.AddDate(0, 0, -7)
			}
			return sat, sat.AddDate(0, 0, 2)
		}},
	{"2e", "since the beginning of the week, this week", "report", "Monday to the day of the report", 2,
		[]string{"since the beginning of the week", "since the start of the week", "this week"}, sinceMonday},
	{"2f", "night between {weekday} and {weekday}", "phrase", "both days", 2, []string{"night between {weekday} and {weekday}"}, covers},
	{"2g", "past 24 hours", "report", "the day of the report and the one before", 2, []string{"past 24 hours", "last 24 hours"}, back(2, true)},
	{"2h", "past 48 hours", "report", "the day of the report and the 2 before", 2, []string{"past 48 hours", "last 48 hours"}, back(3, true)},
	{"2i", "past 72 hours", "report", "the day of the report and the 2 before", 2, []string{"past 72 hours", "last 72 hours"}, back(3, true)},
	{"2p", "last {n} days of {month}", "phrase", "that many days, the last of the month among them", 2, []string{"last {n} days of {month}"},
		func(m ucdpMatch) (time.Time, time.Time) { return m.to.AddDate(0, 0, -m.n), m.to }},
	{"2j", "past {n} days", "report", "that many days before the report", 2, []string{"past {n} days", "last {n} days"},
		func(m ucdpMatch) (time.Time, time.Time) { return back(m.n, false)(m) }},
	{"2k", "since {weekday}", "phrase", "from that day to the day of the report", 2, []string{"since {weekday}"},
		func(m ucdpMatch) (time.Time, time.Time) { return m.from, m.report.AddDate(0, 0, 1) }},
	{"2l", "{n}-day offensive", "report", "that many days up to the day of the report", 2, []string{"{n} - day"},
		func(m ucdpMatch) (time.Time, time.Time) { return back(m.n, true)(m) }},
	{"2m", "between {day} and {day}", "phrase", "from the first day to the second", 2, []string{"between {days}"}, covers},
	{"2n", "night-long battle", "report", "the day of the report and the one before", 2, []string{"night - long", "nightlong"}, back(2, true)},
	{"2o", "night of clashes", "report", "the day of the report and the one before", 2, []string{"night of {word}"}, back(2, true)},
	{"2q", "late last week", "report", "Friday to Sunday of the week before", 2, []string{"late last week"},
		func(m ucdpMatch) (time.Time, time.Time) {
			monday := begin(m.report, week)
			return monday.AddDate(0, 0, -3), monday
		}},

	{"3a", "last week", "report", "Monday to Sunday of the week before", 3, []string{"last week"},
		func(m ucdpMatch) (time.Time, time.Time) {
			monday := begin(m.report, week)
			return monday.AddDate(0, 0, -7), monday
		}},
	{"3b", "past week", "report", "7 days up to the day of the report", 3, []string{"past week"}, back(7, true)},
	{"3c", "first week of {month}", "phrase", "the first 7 days", 3, []string{"first week of {month}"},
		func(m ucdpMatch) (time.Time, time.Time) { return m.from, m.from.AddDate(0, 0, 7) }},
	{"3d", "week-old offensive", "report", "7 days up to the day of the report", 3, []string{"week - old"}, back(7, true)},

	{"4a", "beginning of {month}, early {month}", "phrase", "the 1st to the 10th, or to the day of the report", 4,
		[]string{"beginning of {month}", "start of {month}", "early {month}", "early in {month}"}, part(month, "early")},
	{"4b", "middle of {month}", "phrase", "the 10th to the 20th", 4, []string{"middle of {month}", "mid {month}", "mid - {month}"}, part(month, "mid")},
	{"4c", "end of {month}, late {month}", "phrase", "the 15th to the last day, or to the day of the report", 4,
		[]string{"end of {month}", "late {month}", "late in {month}"}, part(month, "late")},
	{"4d", "a number of weeks, recent weeks", "report", "3 weeks up to the day of the report", 4, []string{"a number of weeks", "recent weeks"}, back(21, true)},
	{"4e", "several weeks", "report", "3 weeks up to the day of the report", 4, []string{"several weeks"}, back(21, true)},
	{"4f", "earlier this month", "report", "the 1st to the day before the report", 4, []string{"earlier this month"},
		func(m ucdpMatch) (time.Time, time.Time) { return begin(m.report, month), m.report }},
	{"4g", "last month", "report", "the month before", 4, []string{"last month"},
		func(m ucdpMatch) (time.Time, time.Time) {
			first := begin(m.report, month)
			return addMonths(first, -1), first
		}},
	{"4h", "a fortnight ago", "report", "14 days up to the day of the report", 4, []string{"a fortnight ago"}, back(14, true)},

	{"5b", "last year", "report", "the year before", 5, []string{"last year"},
		func(m ucdpMatch) (time.Time, time.Time) {
			first := begin(m.report, year)
			return addMonths(first, -12), first
		}},
	{"5c", "past year", "report", "January 1 to the day of the report", 5, []string{"past year"},
		func(m ucdpMatch) (time.Time, time.Time) { return begin(m.report, year), m.report.AddDate(0, 0, 1) }},
	{"5d", "early {year}", "phrase", "January to April", 5, []string{"early {year}", "early in {year}"}, part(year, "early")},
	{"5e", "mid {year}", "phrase", "May to August", 5, []string{"mid {year}", "mid - {year}"}, part(year, "mid")},
	{"5f", "late {year}", "phrase", "September to December", 5, []string{"late {year}", "late in {year}"}, part(year, "late")},
	{"5g", "past 3 months", "report", "3 months up to the day of the report, of its year only", 5, []string{"past 3 months", "last 3 months", "past three months", "last three months"}, threeMonths},
	{"5h", "past few months", "report", "3 months up to the day of the report, of its year only", 5, []string{"past few months", "last few months"}, threeMonths},
	{"5a", "{year}", "phrase", "that year", 5, []string{"{year}"}, covers},

	{"1a", "{day}", "phrase", "that day", 1, []string{"{day}"}, covers},
	{"2a", "recently, recent attacks", "report", "the 3 days before the report", 2, []string{"recently", "recent {word}"}, back(3, false)},

	// a report that gives no time: "24 rebel soldiers were killed", and two more
	// examples, of which one names the day of something else
	{"0a", "", "report", "the 3 days before the report", 2, nil, back(3, false)},
	{"0b", "", "report", "the 3 days before the report", 2, nil, back(3, false)},
	{"0c", "", "report", "the 3 days before the report", 2, nil, back(3, false)},
}

// ucdpPatterns are the words of the patterns of each rule.
var ucdpPatterns = func() [][][]string {
	all := make([][][]string, len(UCDPRules))
	for k, rule := range UCDPRules {
		for _, p := range rule.patterns {
			all[k] = append(all[k], strings.Fields(p))
		}
	}
	return all
}()

// UCDP reads the times of text, a report on an event that appeared on the day
// reported, as the coders of UCDP do. Days that lie ahead are none of the event;
// where no other is named, the one Reading has an empty span.
func UCDP(text string, reported assay.Date) []Reading {
	r := &reader{text: text, resolver: newResolver(reported)}
	if r.anchor.IsZero() || !r.hasDay || !r.hasYear {
		return nil
	}
	r.words = split(nil, text, 0, len(text))
	var list []Reading
next:
	for i := 0; i < len(r.words); {
		for k := range UCDPRules {
			rule := &UCDPRules[k]
			for _, p := range ucdpPatterns[k] {
				m := ucdpMatch{report: r.anchor}
				hi, ok := r.fits(i, p, &m)
				if !ok {
					continue
				}
				begin, end := rule.of(m)
				if begin.After(r.anchor) {
					i = hi
					continue next
				}
				span := assay.Span{Start: r.words[i].start, End: r.words[hi-1].end}
				list = append(list, Reading{span, rule.Code, begin, end, rule.Precision})
				i = hi
				continue next
			}
		}
		i++
	}
	if len(list) == 0 {
		begin, end := back(3, false)(ucdpMatch{report: r.anchor})
		list = append(list, Reading{Rule: "0a", Begin: begin, End: end, Precision: 2})
	}
	return list
}

// fits reports whether the words at i are those of a pattern, and what in them
// varies; hi is the word after.
func (r *reader) fits(i int, pattern []string, m *ucdpMatch) (hi int, ok bool) {
	for _, p := range pattern {
		if i >= len(r.words) {
			return i, false
		}
		switch p {
		case "{n}":
			a, hi, ok := r.amountAt(i)
			if !ok || a.vague || a.n < 1 || a.n > 60 || a.n != float64(int(a.n)) {
				return i, false
			}
			m.n, i = int(a.n), hi
		case "{word}":
			if r.words[i].kind != piece.Letters || units[r.at(i)] != noUnit || months[r.at(i)] > 0 {
				return i, false
			}
			i++
		case "{weekday}":
			e, ok := r.weekday(i)
			if !ok || e.op != onDay {
				return i, false
			}
			e.part, e.hi = "", i+1
			if i, ok = r.covered(&e, m, day); !ok {
				return i, false
			}
		case "{day}", "{days}", "{month}", "{year}":
			e, ok := r.core(i)
			if p == "{days}" {
				e, ok = r.days(i)
			}
			if !ok || e.op == lasting || e.op == repeated || e.op == reference || e.op == relative {
				return i, false
			}
			e.lo = i
			u := map[string]unit{"{day}": day, "{days}": day, "{month}": month, "{year}": year}[p]
			if i, ok = r.covered(&e, m, u); !ok {
				return i, false
			}
		default:
			if r.at(i) != p {
				return i, false
			}
			i++
		}
	}
	return i, true
}

// days reads "13-16 February" and "13 and 16 February".
func (r *reader) days(i int) (expr, bool) {
	if e, ok := r.dayMonth(i); ok && e.toDay > 0 {
		return e, true
	}
	e, ok := r.monthDay(i)
	return e, ok && e.toDay > 0
}

// covered resolves e, which must be a unit u, and adds what it covers to m.
func (r *reader) covered(e *expr, m *ucdpMatch, u unit) (hi int, ok bool) {
	tx := r.resolve(e, r.tense(e.lo, e.hi))
	if tx.Begin.IsZero() || tx.Precision != precisions[u] {
		return e.hi, false
	}
	if m.from.IsZero() {
		m.from = tx.Begin
	}
	m.to = tx.End
	return e.hi, true
}
