package occurrence

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"assay"
)

// A Setting says when a report appeared.
type Setting struct {
	Day   time.Time // of publication; the year may be borrowed
	Known bool      // whether there is a day
	Dated bool      // whether the year is the report's own, or that of a report on the same ground
}

// Settings returns when reports appeared, and gives a year to those that have only
// month and day ("Aug. 24").
func Settings(reports []*Report, stories []assay.Story) map[assay.ReportID]Setting {
	type dated struct {
		Setting
		ground []string
	}
	reports = slices.Clone(reports) // in an order of their own
	slices.SortStableFunc(reports, func(a, b *Report) int {
		return cmp.Or(a.appeared.Compare(b.appeared), bytes.Compare(a.ID[:], b.ID[:]))
	})
	out := make(map[assay.ReportID]Setting, len(reports))
	var open []*Report // without a year
	var full []dated   // with one
	for _, r := range reports {
		if _, twice := out[r.ID]; twice {
			continue
		}
		var s Setting
		date := r.appeared
		if s.Day, s.Known = date.Time(); s.Known {
			s.Dated = true
		} else if date.Year == 0 && date.Month != 0 && date.Day != 0 {
			open = append(open, r)
		}
		out[r.ID] = s
	}
	if len(open) > 0 {
		for _, r := range reports {
			if s := out[r.ID]; s.Known {
				full = append(full, dated{s, r.ground})
			}
		}
	}
	for _, r := range open {
		var ref *dated
		most := 0
		for i := range full {
			if n := shared(r.ground, full[i].ground); ref == nil || n > most {
				ref, most = &full[i], n
			}
		}
		s := Setting{Known: true}
		date := r.appeared
		day := func(year int) time.Time {
			return time.Date(year, time.Month(date.Month), date.Day, 0, 0, 0, 0, time.UTC)
		}
		if ref == nil {
			s.Day = day(2000)
			full = append(full, dated{s, r.ground})
		} else {
			s.Dated, s.Day = most > 0 && ref.Dated, day(ref.Day.Year())
			for _, year := range [...]int{ref.Day.Year() - 1, ref.Day.Year() + 1} {
				if d := day(year); d.Sub(ref.Day).Abs() < s.Day.Sub(ref.Day).Abs() {
					s.Day = d
				}
			}
		}
		out[r.ID] = s
	}
	for _, st := range stories { // a copy without a date is as old as its story
		var first *Setting
		for _, id := range st.Reports {
			s, ok := out[id]
			switch {
			case !ok:
			case s.Known && first == nil:
				first = &s
			case !s.Known && first != nil:
				out[id] = Setting{first.Day, true, first.Dated}
			}
		}
	}
	return out
}

// Appeared returns when doc appeared, as the stages reckon: of a year that the user
// gave its text may know the day.
func Appeared(doc *assay.Doc) assay.Date {
	if doc.Appeared.Date.IsZero() {
		return doc.Published.Date
	}
	return doc.Appeared.Date
}

// groundOf returns where a report plays: the entries of places that are smaller than a
// country, and the names of those that are in no table, sorted.
func groundOf(doc *assay.Doc) []string {
	var out []string
	for i := range doc.Places {
		switch pl := &doc.Places[i]; {
		case pl.Gazetteer != "" && pl.Within == "" && (pl.Precision >= assay.Admin1 || pl.Precision == assay.AreaOf):
			out = append(out, pl.Gazetteer)
		case pl.Gazetteer == "" && pl.Within == "" && capital(quote(doc, pl.Span)):
			if name := strings.Join(placeWords(doc, pl.Span), " "); name != "" {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shared counts the strings of two sorted lists that both have.
func shared(a, b []string) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			n++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}

// say notes the days of a figure or event.
func (it *mention) say(doc *assay.Doc, begin, end time.Time, ref assay.Ref[assay.Time]) {
	if it.begun = !begin.IsZero(); it.begun {
		it.on = stretch{dayNumber(begin), max(dayNumber(begin)+1, dayNumber(end))}
	} else if tx := ref.In(doc.Times); tx != nil && (openDay.MatchString(tx.Value) || openWeekday.MatchString(tx.Value)) {
		it.open = tx.Value
	}
}

// daysOf returns the days of a mention. Where the year is open, the day of publication
// closes it.
func (r *report) daysOf(m *mention) (st stretch, ok bool) {
	if m.begun || m.open == "" || !r.known {
		return m.on, m.begun
	}
	return openDays(m.open, r)
}

// openDay and openWeekday match values without a year.
var (
	openDay     = regexp.MustCompile(`^XXXX-(\d\d)-(\d\d)$`)
	openWeekday = regexp.MustCompile(`^XXXX-WXX-([1-7])(?:T\w*)?$`)
)

// openDays returns the days of a time whose year is not known: news are of the week
// before.
func openDays(value string, r *report) (st stretch, ok bool) {
	day := time.Unix(int64(r.day)*86400, 0).UTC()
	if v := openWeekday.FindStringSubmatch(value); v != nil {
		if !r.dated {
			return stretch{r.day - 6, r.day + 1}, true
		}
		back := (int(day.Weekday()) - int(v[1][0]-'0') + 7) % 7
		return stretch{r.day - back, r.day - back + 1}, true
	}
	if openDay.MatchString(value) {
		t, err := time.Parse("2006-01-02", day.Format("2006")+value[4:])
		if err != nil {
			return st, false
		}
		switch n := dayNumber(t); {
		case n > r.day+182:
			t = t.AddDate(-1, 0, 0)
		case n < r.day-182:
			t = t.AddDate(1, 0, 0)
		}
		return stretch{dayNumber(t), dayNumber(t) + 1}, true
	}
	return st, false
}
