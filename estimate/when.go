package estimate

import (
	"regexp"
	"strings"
	"time"

	"assay"
)

// A timeKind says what the time of a figure does to it.
type timeKind int

const (
	noTime timeKind = iota
	point           // when it happened: "on Tuesday", "last month"
	window          // what is counted: "in recent days", "over the past year", "since May"
)

var windowWords = regexp.MustCompile(`(?i)\b(recent|since|so far|over the|during the (past|last)|(past|last) (few|several|couple|\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|24|48|72)|within|to date|this year|each|every|in all)\b`)

func kindOfTime(doc *assay.Doc, tx *assay.Time) timeKind {
	switch {
	case tx.Type == "duration" || tx.Type == "set",
		tx.Precision == "year" || tx.Precision == "decade" || tx.Precision == "quarter" || tx.Precision == "season":
		return window
	case tx.Span.Check(doc.Text) != nil:
		return point
	}
	// The preposition may stand before the span: "since [Monday]".
	lo := max(0, int(tx.Span.Start)-10)
	before := doc.Text[lo:tx.Span.Start]
	if windowWords.MatchString(tx.Span.In(doc.Text)) || strings.HasSuffix(strings.ToLower(strings.TrimSpace(before)), "since") {
		return window
	}
	return point
}

// openWindow matches windows that have no dates, and that a reader of times may
// have left alone.
var openWindow = regexp.MustCompile(`(?i)\b(?:in|over|during) (?:recent (?:days|weeks|months|years)|the (?:past|last) (?:few|several|couple of|\w+) (?:hours|days|weeks|months|years))\b`)

// windowAfter returns the words of an open window in the clause that follows a
// figure: "as many as 800 farmers left the valley in recent days".
func windowAfter(doc *assay.Doc, from int32) string {
	rest := doc.Text[from:min(len(doc.Text), int(from)+100)]
	for i := range len(rest) {
		if c := rest[i]; c == ';' || c == '\n' || '0' <= c && c <= '9' || (c == '.' || c == ',') && (i+1 == len(rest) || rest[i+1] == ' ') {
			rest = rest[:i]
			break
		}
	}
	return strings.ToLower(openWindow.FindString(rest))
}

// A stretch is the days in which what a figure counts happened.
type stretch struct {
	begin, end time.Time
	rough      bool // more than the words say is known only roughly: "Wednesday" of an unknown year
}

// openDay and openWeekday match values without a year.
var (
	openDay     = regexp.MustCompile(`^XXXX-(\d\d)-(\d\d)$`)
	openWeekday = regexp.MustCompile(`^XXXX-WXX-([1-7])(?:T\w*)?$`)
)

// stretchOf returns the days that a time denotes. Where the year is open, the
// day of publication closes it: news are of the week before.
func stretchOf(tx *assay.Time, set *setting) (st stretch, ok bool) {
	const day = 24 * time.Hour
	if !tx.Begin.IsZero() {
		st = stretch{begin: tx.Begin, end: tx.End}
		if !st.end.After(st.begin) {
			st.end = st.begin.Add(day)
		}
		return st, true
	}
	if !set.known {
		return st, false
	}
	if v := openWeekday.FindStringSubmatch(tx.Value); v != nil {
		if !set.dated {
			return stretch{set.day.Add(-6 * day), set.day.Add(day), true}, true
		}
		back := (int(set.day.Weekday()) - int(v[1][0]-'0') + 7) % 7
		begin := set.day.AddDate(0, 0, -back)
		return stretch{begin, begin.Add(day), false}, true
	}
	if openDay.MatchString(tx.Value) {
		begin, err := time.Parse("2006-01-02", set.day.Format("2006")+tx.Value[4:])
		if err != nil {
			return st, false
		}
		if begin.After(set.day.Add(182 * day)) {
			begin = begin.AddDate(-1, 0, 0)
		} else if begin.Before(set.day.Add(-182 * day)) {
			begin = begin.AddDate(1, 0, 0)
		}
		return stretch{begin, begin.Add(day), false}, true
	}
	return st, false
}

// countedBy matches what stands before the time by which something had been
// counted: "49 bodies had been brought in by Thursday".
var countedBy = regexp.MustCompile(`(?i)\b(?:by|as of|until|up to) (?:late |early )?$`)

// asOf reports whether the time of a figure is that of the count, not of the
// event: a toll that "rose to 71 on Friday" is of a flood before.
func asOf(m *mention) bool {
	if m.tx == nil || m.span != point || m.tx.Span.Check(m.doc.Text) != nil {
		return false
	}
	return m.figure.Total == "cumulative" || m.figure.Kind == "stock" && !standing[m.figure.Action] ||
		countedBy.MatchString(m.doc.Text[max(0, int(m.tx.Span.Start)-16):m.tx.Span.Start])
}

// toDate matches the windows that hold everything until now: "has killed 120
// people since November" and "has killed 120 people" are one count. "In recent
// days" is none of them.
var toDate = regexp.MustCompile(`(?i)\b(?:since|so far|to date|in all)\b`)

// isToDate reports whether the window of m ends with the report and holds the
// whole of what it tells of.
func isToDate(m *mention) bool {
	return m.span == window && m.tx != nil && m.tx.Span.Check(m.doc.Text) == nil &&
		toDate.MatchString(m.doc.Text[max(0, int(m.tx.Span.Start)-8):m.tx.Span.End])
}

// compareTimes relates the times of two figures; within means that one counts
// only what fell into a window.
func compareTimes(m, n *mention) relation {
	switch {
	case m.span == noTime && n.span == noTime:
		return unknown
	case m.span == noTime && n.toDate || n.span == noTime && m.toDate:
		return unknown
	case m.span == window != (n.span == window):
		return within
	case m.span == noTime || n.span == noTime:
		return unknown
	}
	a, okA := m.stretch()
	b, okB := n.stretch()
	switch {
	case okA && okB && m.span == point && (m.count || n.count):
		return compareCounts(m, n, a, b)
	case okA && okB:
		r := compareStretches(a, b, m.span == window)
		if r == apart && m.span == point && m.disaster()&n.disaster() != 0 && a.begin.Sub(b.begin).Abs() <= sameNews {
			return unknown
		}
		return r
	}
	if m.tx != nil && n.tx != nil {
		va, vb := strings.TrimPrefix(m.tx.Value, "XXXX"), strings.TrimPrefix(n.tx.Value, "XXXX")
		if alike := m.story == n.story && va == vb && digits(va); alike || digits(va) && digits(vb) && !strings.Contains(va, "WXX") && (strings.HasSuffix(va, vb) || strings.HasSuffix(vb, va)) {
			return same
		}
	}
	if ta, tb := timeText(m), timeText(n); ta != "" && ta == tb && m.story == n.story {
		return same
	}
	if m.span == window {
		return apart // two windows that nothing says are one
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

func (m *mention) stretch() (stretch, bool) {
	if m.tx == nil {
		return stretch{}, false
	}
	return stretchOf(m.tx, m.set)
}

func digits(s string) bool { return strings.ContainsAny(s, "0123456789") }

// compareCounts relates times of which at least one is that of a count: what
// was counted happened before, and not long before.
func compareCounts(m, n *mention, a, b stretch) relation {
	if !m.count {
		m, n, a, b = n, m, b, a
	}
	switch {
	case !n.count && b.begin.After(a.end), a.begin.Sub(b.end) > sameCourse, b.begin.Sub(a.end) > sameCourse:
		return apart
	}
	return unknown
}

func timeText(m *mention) string {
	s := m.when
	for _, p := range []string{"just ", "in ", "on ", "over ", "during ", "within ", "the "} {
		s = strings.TrimPrefix(s, p)
	}
	return s
}

func compareStretches(a, b stretch, windows bool) relation {
	if windows {
		if assay.SameDays(a.begin, a.end, b.begin, b.end) {
			return same
		}
		return apart
	}
	switch {
	case !a.begin.Add(-dayTolerance).Before(b.end) || !b.begin.Add(-dayTolerance).Before(a.end):
		return apart
	case a.rough || b.rough:
		return unknown
	}
	return same
}
