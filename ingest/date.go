package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"assay"
)

// layouts are the ways in which pages and records write a day. Slashes with the
// day or month first ("03/04/2018") are not among them: nobody can tell which.
var layouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05 -0700 MST", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006-01-02", "2006/01/02 15:04:05", "2006/01/02", "2006/1/2", "2006.01.02", "20060102", "20060102T150405Z", "20060102T150405",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC850, time.ANSIC, time.UnixDate, time.RubyDate,
	"January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006",
	"Monday, January 2, 2006", "Monday, 2 January 2006", "Mon, Jan 2, 2006", "Mon Jan 2 2006", "2-Jan-2006", "02-Jan-06",
	"January 2, 2006 15:04", "January 2, 2006 3:04 pm", "January 2, 2006, 3:04 pm", "Jan 2, 2006, 3:04 pm", "2 January 2006 15:04", "2 January 2006, 15:04",
}

var (
	ordinal  = regexp.MustCompile(`(\d)(st|nd|rd|th)\b`)
	zoneTail = regexp.MustCompile(`(?i)[ ,]+(at )?\d{1,2}[:.]\d\d(:\d\d)? ?([ap]\.?m\.?)?( [A-Z]{2,5})?$`)
	isoHead  = regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]`)
)

// parseDate reads the day a report appeared, in the zone it was written in.
// A month or a year alone stays one.
func parseDate(s string) (assay.Date, bool) {
	d, ok := readDate(s)
	if !ok || !plausible(d) {
		return assay.Date{}, false
	}
	return d, true
}

func readDate(s string) (assay.Date, bool) {
	s = strings.Join(strings.Fields(s), " ")
	if d, err := assay.ParseDate(s); err == nil && d.Year > 0 {
		return d, true
	}
	if isoHead.MatchString(s) { // whatever the clock and zone look like
		d, err := assay.ParseDate(s[:10])
		return d, err == nil
	}
	s = ordinal.ReplaceAllString(s, "$1")
	short := strings.NewReplacer("Sept.", "Sep", "Sept ", "Sep ", ".", "").Replace(zoneTail.ReplaceAllString(s, ""))
	for _, try := range []string{s, short} {
		for _, layout := range layouts {
			if t, err := time.Parse(layout, try); err == nil {
				return assay.DateOf(t), true
			}
		}
	}
	return assay.Date{}, false
}

// stampDate reads seconds, or milliseconds, since 1970.
func stampDate(n int64) assay.Date {
	switch {
	case n > 1e8 && n < 1e10:
		return assay.DateOf(time.Unix(n, 0).UTC())
	case n > 1e11 && n < 1e13:
		return assay.DateOf(time.UnixMilli(n).UTC())
	}
	return assay.Date{}
}

// plausible keeps out the zero dates of databases and other nonsense.
func plausible(d assay.Date) bool {
	return d.Year >= 1600 && d.Year <= 2200 && !(d.Year == 1970 && d.Month == 1 && d.Day == 1)
}

// "/2018/02/04/" and "/2018/feb/04/" stand for a day; so does "-2018-02-04" and
// "/20180204/". A month alone, "/2018/02/", is kept as a month.
var urlDays = []*regexp.Regexp{
	regexp.MustCompile(`(?i)[/_-](\d{4})[/_-](\d{1,2}|[a-z]{3})[/_-](\d{1,2})(?:[/_.?#-]|$)`),
	regexp.MustCompile(`[/_-](\d{4})(\d{2})(\d{2})(?:[/_.?#-]|$)`),
	regexp.MustCompile(`/(\d{4})/(\d{2})()/`),
}

// urlDate returns the date that a URL carries.
func urlDate(url string) assay.Date {
	for _, re := range urlDays {
		m := re.FindStringSubmatch(url)
		if m == nil {
			continue
		}
		var d assay.Date
		d.Year, _ = strconv.Atoi(m[1])
		if t, err := time.Parse("Jan", m[2]); err == nil {
			d.Month = int(t.Month())
		} else {
			d.Month, _ = strconv.Atoi(m[2])
		}
		d.Day, _ = strconv.Atoi(m[3])
		if d.Year < 1990 || d.Month == 0 || m[3] != "" && d.Day == 0 {
			continue
		}
		if _, err := assay.ParseDate(d.String()); err == nil && plausible(d) {
			return d
		}
	}
	return assay.Date{}
}

// singleSpaced returns s with its white space made single spaces.
func singleSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// byName takes the "By" off a byline: "By Ana Reis" names Ana Reis.
func byName(s string) string {
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		return strings.TrimSpace(s[3:])
	}
	return s
}

// clip keeps quoted input within a line.
func clip(s string) string {
	if len(s) <= 40 {
		return s
	}
	n := 40
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
