package assay

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"
	"unicode/utf8"
)

// Errors that callers tell apart. Everything else is an internal error.
var (
	ErrInvalid  = errors.New("invalid")
	ErrNotFound = errors.New("not found")
)

// A ReportID is the SHA-256 of a report's URL, a zero byte, and its Raw bytes.
// So one text at two outlets is two reports, and one page fetched twice is one.
type ReportID [sha256.Size]byte

// NewReportID returns the ID of a report fetched from url ("" if unknown).
func NewReportID(url string, raw []byte) (id ReportID) {
	h := sha256.New()
	h.Write([]byte(url))
	h.Write([]byte{0})
	h.Write(raw)
	h.Sum(id[:0])
	return id
}

// String returns the form in which an ID leaves the program: "sha256:" and 64
// hexadecimal digits.
func (id ReportID) String() string { return "sha256:" + hex.EncodeToString(id[:]) }

// ParseReportID reads what [ReportID.String] writes.
func ParseReportID(s string) (id ReportID, err error) {
	digits, ok := strings.CutPrefix(s, "sha256:")
	b, err := hex.DecodeString(digits)
	if !ok || err != nil || len(b) != len(id) {
		return id, fmt.Errorf("%w: report id %q", ErrInvalid, s)
	}
	copy(id[:], b)
	return id, nil
}

// A Report is one news report as it was published and fetched.
// It is immutable once made.
type Report struct {
	ID        ReportID
	Raw       []byte    // as received
	Format    string    // media type of Raw: "text/plain", "text/html", "application/json"
	Text      string    // UTF-8 reading of Raw; every Span indexes it
	Offsets   OffsetMap // from Text to Raw; nil where they are equal
	Path      string    // where the bytes came from: a file, "-" for standard input, "x.jsonl:3" for a line
	URL       string    // "" if unknown, like all below
	Publisher string
	Title     string
	Author    string
	Section   string
	Declared  string    // the language that it says it is in, "de-at"; what it is in is Doc.Language
	Published Published // as its metadata or the user say
	Modified  Date
	Found     Found
	Provenance
}

// Provenance is what is known of the bytes of a report and is not in them. Read again,
// they are read with it.
type Provenance struct {
	Record  Record
	Fetched time.Time
	Address string // from which they were fetched
	Type    string // as the server said: "text/html; charset=utf-8"
	Sent    string // the header with which the server sent them, as the record of a web archive has it
	Map     string // which keys of a record hold what, as the user said: "text=body,date=pubDate"
}

// A Record says where in a file that holds many the bytes of a report stand, as they
// are in the file: compressed, and with what goes before them in the record. The zero
// Record says that the file is the report's own.
type Record struct{ Offset, Length int64 }

// Found says where in a page each of the fields of a Report stood: "json-ld",
// "opengraph", "meta", "microdata", "link", "html lang", "title", "time", "url", "text",
// "archive", or "pdf": in what a PDF file says about itself; "" if it stood nowhere, or
// the report is of another form.
type Found struct {
	URL, Publisher, Title, Author, Section, Declared, Published, Modified string
}

// Published says when a report appeared and how that is known.
type Published struct {
	Date Date
	From string // "flag", "metadata", "url", "text"; "" if unknown
}

// A Date is a day of the calendar of which parts may be unknown; an unknown
// part is 0. The zero Date is unknown altogether.
type Date struct{ Year, Month, Day int }

// IsZero reports whether nothing is known of d.
func (d Date) IsZero() bool { return d == Date{} }

// String returns d as a TIMEX3 value: "2018-02-04", "2018-02", "XXXX-02" for
// February of an unknown year, "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	part := func(n int, unknown, format string) string {
		if n == 0 {
			return unknown
		}
		return fmt.Sprintf(format, n)
	}
	s := part(d.Year, "XXXX", "%04d")
	if d.Month != 0 || d.Day != 0 {
		s += "-" + part(d.Month, "XX", "%02d")
	}
	if d.Day != 0 {
		s += fmt.Sprintf("-%02d", d.Day)
	}
	return s
}

// ParseDate reads what [Date.String] writes.
func ParseDate(s string) (d Date, err error) {
	bad := fmt.Errorf("%w: date %q is not of the form 2018-02-04", ErrInvalid, s)
	parts := strings.Split(s, "-")
	if s == "" || len(parts) > 3 {
		return Date{}, bad
	}
	for i, p := range parts {
		width, to := 2, &d.Day
		switch i {
		case 0:
			width, to = 4, &d.Year
		case 1:
			to = &d.Month
		}
		if len(p) != width {
			return Date{}, bad
		}
		if strings.Trim(p, "X") == "" {
			continue
		}
		for _, c := range []byte(p) {
			if c < '0' || c > '9' {
				return Date{}, bad
			}
			*to = *to*10 + int(c-'0')
		}
		if *to == 0 {
			return Date{}, bad
		}
	}
	year := d.Year
	if year == 0 {
		year = 2000 // a leap year: February 29 may be meant
	}
	if d.Month > 12 || d.Day > 31 || d.IsZero() ||
		d.Month > 0 && d.Day > time.Date(year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return Date{}, bad
	}
	return d, nil
}

// Complete returns d with what e knows besides, and false where the two
// contradict each other or make no date: "2023" and "XXXX-08-24" make
// "2023-08-24".
func (d Date) Complete(e Date) (Date, bool) {
	both := d
	for _, part := range [...]struct{ to, from *int }{{&both.Year, &e.Year}, {&both.Month, &e.Month}, {&both.Day, &e.Day}} {
		switch {
		case *part.to == 0:
			*part.to = *part.from
		case *part.from != 0 && *part.from != *part.to:
			return d, false
		}
	}
	if both.IsZero() {
		return both, true
	}
	if _, err := ParseDate(both.String()); err != nil {
		return d, false
	}
	return both, true
}

// Compare orders dates for lists: days that are known first, by the day, then
// those of which less is known, then the unknown. It says nothing of which of
// two was earlier unless both days are known.
func (d Date) Compare(e Date) int {
	known := func(d Date) int {
		switch {
		case d.IsZero():
			return 2
		case d.Year == 0 || d.Month == 0 || d.Day == 0:
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(known(d), known(e)), cmp.Compare(d.String(), e.String()))
}

// Time returns midnight UTC of d, and whether year, month and day are known.
func (d Date) Time() (time.Time, bool) {
	if d.Year == 0 || d.Month == 0 || d.Day == 0 {
		return time.Time{}, false
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC), true
}

// DateOf returns the day of t, in t's own zone: a story dated in Tokyo keeps
// Tokyo's day.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, day := t.Date()
	return Date{y, int(m), day}
}

// Quote returns the characters of r that s covers.
func (r *Report) Quote(s Span) string { return s.In(r.Text) }

// Check reports a Report whose text is not UTF-8 or whose offsets lead outside
// Raw or run backwards.
func (r *Report) Check() error {
	if !utf8.ValidString(r.Text) {
		return fmt.Errorf("%w: text of %s is not UTF-8", ErrInvalid, r.Path)
	}
	for i, s := range r.Offsets {
		if s.Text < 0 || int(s.Text) > len(r.Text) || s.Raw < 0 || int(s.Raw) > len(r.Raw) ||
			i > 0 && s.Text <= r.Offsets[i-1].Text {
			return fmt.Errorf("%w: offsets of %s at step %d", ErrInvalid, r.Path, i)
		}
	}
	return nil
}

// An OffsetMap says from which byte of Raw each byte of Text came.
// Between two steps both advance together.
type OffsetMap []Step

// A Step says that Text from byte Text on came from Raw from byte Raw on.
type Step struct{ Text, Raw int32 }

// Raw returns the offset in Raw of the byte at offset i of Text.
func (m OffsetMap) Raw(i int32) int32 {
	k := sort.Search(len(m), func(k int) bool { return m[k].Text > i })
	if k == 0 {
		return i
	}
	return m[k-1].Raw + i - m[k-1].Text
}
