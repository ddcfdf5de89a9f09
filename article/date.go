package article

import (
	_ "embed"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"assay"
)

// An Order says which of two numbers before a year is the day: "03/04/2018".
type Order uint8

// The orders. Of an unknown one, "03/04/2018" is no day, and "13/04/2018" is.
const (
	UnknownOrder Order = iota
	DayFirst
	MonthFirst
)

// ParseDate reads the day on which a report appeared, as pages and records write it in
// any language, in the zone it was written in. A month or a year alone stays one.
// The language, "" if unknown, says what a word is that names two months.
func ParseDate(s, language string, order Order) (assay.Date, bool) {
	s = strings.Join(strings.Fields(s), " ")
	if d, err := assay.ParseDate(s); err == nil && d.Year > 0 {
		if !plausible(d) {
			d = assay.Date{}
		}
		return d, !d.IsZero()
	}
	if n := len(s); (n == 10 || n == 13) && strings.Trim(s, "0123456789") == "" {
		if d := StampDate(number(s)); !d.IsZero() {
			return d, true
		}
	}
	d, _, _ := dateIn(s, language, order)
	return d, !d.IsZero()
}

func number(s string) (n int64) {
	for _, c := range []byte(s) {
		n = n*10 + int64(c-'0')
	}
	return n
}

// StampDate reads seconds, or milliseconds, since 1970.
func StampDate(n int64) assay.Date {
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

// A piece is a number or a word of a date.
type piece struct {
	word       string // in small letters; "" for a number
	n, digits  int
	start, end int
	gap        string // what stands before it
}

// mostPieces bounds what is looked at for a date.
const mostPieces = 48

// zeros are the digits 0 of the scripts in which pages write days.
var zeros = [...]rune{'0', 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10}

func digit(r rune) int {
	for _, z := range zeros {
		if r >= z && r < z+10 {
			return int(r - z)
		}
	}
	return -1
}

// parts of a day in Chinese, Japanese and Korean: they part numbers as signs do.
const cjkParts = "年月日年월일년号"

// pieces takes s apart.
func pieces(s string) (list []piece) {
	last := 0
	for i := 0; i < len(s) && len(list) < mostPieces; {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case digit(r) >= 0:
			p := piece{start: i, gap: s[last:i]}
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				d := digit(r)
				if d < 0 {
					break
				}
				if p.digits < 14 {
					p.n = p.n*10 + d
				}
				p.digits++
				i += n
			}
			p.end = i
			list, last = append(list, p), i
		case unicode.IsLetter(r) && !strings.ContainsRune(cjkParts, r):
			p := piece{start: i, gap: s[last:i]}
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '׳' || strings.ContainsRune(cjkParts, r) {
					break
				}
				i += n
			}
			p.word, p.end = strings.ToLower(s[p.start:i]), i
			list, last = append(list, p), i
		default:
			i += n
		}
	}
	return list
}

// dateIn returns the first day in s, or where there is none the first month of a year,
// and where it stands.
func dateIn(s, language string, order Order) (d assay.Date, from, to int) {
	ps := pieces(s)
	for i := range ps {
		one, n := dateAt(ps[i:], language, order)
		if n == 0 || !plausible(one) {
			continue
		}
		if one.Day > 0 {
			return one, ps[i].start, ps[i+n-1].end
		}
		if d.IsZero() {
			d, from, to = one, ps[i].start, ps[i+n-1].end
		}
	}
	return d, from, to
}

// dateAt reads the date that the pieces start with, and of how many it is made.
func dateAt(ps []piece, language string, order Order) (assay.Date, int) {
	a := ps[0]
	if a.word == "" && strings.HasSuffix(a.gap, ":") { // a time of day
		return assay.Date{}, 0
	}
	var b, c piece
	if len(ps) > 1 {
		b = ps[1]
	}
	if len(ps) > 2 {
		c = ps[2]
	}
	numbers := len(ps) > 2 && a.word == "" && b.word == "" && c.word == ""
	switch {
	case a.word == "" && (a.digits == 8 || a.digits == 14 || a.digits == 12): // 20180204, 20180204101500
		n := a.n
		for k := a.digits; k > 8; k-- {
			n /= 10
		}
		if d := valid(n/10000, n/100%100, n%100); d.Year >= 1990 && d.Year < 2100 {
			return d, 1
		}
	case numbers && a.digits == 4 && b.digits <= 2 && c.digits <= 2 && parts(b.gap) && parts(c.gap):
		if d := valid(a.year(language), b.n, c.n); !d.IsZero() {
			return d, 3
		}
	case numbers && a.digits <= 2 && b.digits <= 2 && (c.digits == 4 || c.digits == 2 && strings.TrimSpace(b.gap) != "-") && parts(b.gap) && parts(c.gap) && strings.TrimSpace(b.gap) == strings.TrimSpace(c.gap):
		year := c.year(language)
		if c.digits == 2 {
			year += 2000
			if c.n > 60 {
				year -= 100
			}
		}
		dmy, mdy := valid(year, b.n, a.n), valid(year, a.n, b.n)
		switch {
		case dmy.IsZero():
			return mdy, 3
		case mdy.IsZero() || dmy == mdy || strings.Contains(b.gap, "."):
			return dmy, 3
		case order == DayFirst:
			return dmy, 3
		case order == MonthFirst:
			return mdy, 3
		}
		return assay.Date{}, 0
	}
	if a.word == "" && a.digits <= 2 && a.n >= 1 && a.n <= 31 { // 4 February 2018, 4th of Feb. '18
		k := 1
		if k < len(ps) && isOrdinal(ps[k]) {
			k++
		}
		for skipped := 0; k < len(ps) && skipped < 2 && isFiller(ps[k], language); skipped++ {
			k++
		}
		if m, n := monthAt(ps[min(k, len(ps)):], language); m > 0 {
			k += n
			for skipped := 0; k < len(ps) && skipped < 2 && isFiller(ps[k], language); skipped++ {
				k++
			}
			if k < len(ps) && ps[k].word == "" && (ps[k].digits == 4 || ps[k].digits == 2 && (strings.ContainsAny(ps[k].gap, "'’") || ps[k].gap == "-")) {
				year := ps[k].year(language)
				if ps[k].digits == 2 {
					year += 2000
				}
				if d := valid(year, m, a.n); !d.IsZero() {
					return d, k + 1
				}
			}
		}
	}
	if a.word == "" && a.digits == 4 { // 2018. február 4., 2018 m. vasario 4 d.
		k := 1
		for skipped := 0; k < len(ps) && skipped < 1 && isFiller(ps[k], language); skipped++ {
			k++
		}
		if m, n := monthAt(ps[min(k, len(ps)):], language); m > 0 && k+n < len(ps) {
			if day := ps[k+n]; day.word == "" && day.digits <= 2 && !(k+n+1 < len(ps) && strings.HasPrefix(ps[k+n+1].gap, ":")) {
				if d := valid(a.year(language), m, day.n); !d.IsZero() {
					return d, k + n + 1
				}
			}
		}
	}
	if m, n := monthAt(ps, language); m > 0 { // February 4, 2018; February 2018
		k := n
		day := 0
		if k < len(ps) && ps[k].word == "" && ps[k].digits <= 2 {
			day = ps[k].n
			k++
			if k < len(ps) && isOrdinal(ps[k]) {
				k++
			}
		}
		for day > 0 && k+1 < len(ps) && ps[k].word == "" && ps[k].digits <= 2 && (ps[k].gap == ":" || ps[k+1].gap == ":") {
			k++ // Feb 4 10:15:00 2018
		}
		for skipped := 0; k < len(ps) && skipped < 1 && isFiller(ps[k], language); skipped++ {
			k++
		}
		if k < len(ps) && ps[k].word == "" && ps[k].digits == 4 && len(ps[k].gap) < 6 {
			if d := valid(ps[k].year(language), m, day); !d.IsZero() {
				return d, k + 1
			}
		}
	}
	return assay.Date{}, 0
}

// parts reports whether a sign parts the numbers of one date.
func parts(gap string) bool {
	switch strings.TrimSpace(gap) {
	case "-", "/", ".", "_", "–", "年", "月", "년", "월", "‐":
		return true
	}
	return false
}

// year returns the year that a number is; Thai pages count from the Buddha.
func (p piece) year(language string) int {
	if p.n > 2400 && p.n < 2700 && (language == "" || strings.HasPrefix(language, "th")) {
		return p.n - 543
	}
	return p.n
}

func valid(year, month, day int) assay.Date {
	if year < 1900 || year > 2100 || month < 1 || month > 12 || day < 0 || day > 31 ||
		day > 0 && day > time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return assay.Date{}
	}
	return assay.Date{Year: year, Month: month, Day: day}
}

// isOrdinal: "4th", "1er", "4º".
func isOrdinal(p piece) bool {
	return p.word != "" && p.gap == "" && utf8.RuneCountInString(p.word) <= 2
}

// isFiller: "de", "of", "à": a small word that names no month.
func isFiller(p piece, language string) bool {
	if p.word == "" || p.word == vietnameseMonth || utf8.RuneCountInString(p.word) > 5 {
		return false
	}
	m, _ := monthAt([]piece{p}, language)
	return m == 0 && (utf8.RuneCountInString(p.word) <= 3 || strings.HasPrefix(language, "vi"))
}

// vietnameseMonth stands before the number of a month.
const vietnameseMonth = "tháng"

// monthAt returns the month that the pieces start with, and of how many words it is.
func monthAt(ps []piece, language string) (month, n int) {
	if len(ps) == 0 || ps[0].word == "" {
		return 0, 0
	}
	if len(ps) > 1 && ps[1].word != "" {
		if m := monthNamed(ps[0].word+ps[1].gap+ps[1].word, language); m > 0 {
			return m, 2
		}
	}
	if m := monthNamed(ps[0].word, language); m > 0 {
		return m, 1
	}
	if len(ps) > 1 && ps[0].word == vietnameseMonth && ps[1].word == "" && ps[1].n >= 1 && ps[1].n <= 12 {
		return ps[1].n, 2
	}
	return 0, 0
}

//go:embed months.txt
var monthsText string

// months holds the names of the months by language, and under "" those that name one
// month in whatever language has them.
var months = sync.OnceValue(func() map[string]map[string]int {
	all := map[string]map[string]int{"": {}}
	for line := range strings.Lines(monthsText) {
		language, names, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		own := map[string]int{}
		for i, list := range strings.Split(names, ";") {
			for _, name := range strings.Split(list, ",") {
				own[name] = i + 1
				switch m, has := all[""][name]; {
				case !has:
					all[""][name] = i + 1
				case m != i+1:
					all[""][name] = -1
				}
			}
		}
		all[language] = own
	}
	return all
})

// monthNamed returns the month that a word names in the language of the page, in
// English, or in all languages that have the word.
func monthNamed(word, language string) int {
	if len(word) < 3 {
		return 0
	}
	all := months()
	code, _, _ := strings.Cut(language, "-")
	switch code {
	case "no", "nn":
		code = "nb"
	}
	for _, w := range [2]string{word, strings.TrimPrefix(word, "ב")} {
		for _, try := range [3]string{code, "en", ""} {
			if try == "" && utf8.RuneCountInString(w) < 3 {
				continue
			}
			if m := all[try][w]; m > 0 {
				return m
			}
		}
	}
	return 0
}

// URLDate returns the date that an address carries: "/2018/02/04/" and "/2018/feb/04/"
// stand for a day; so does "-2018-02-04" and "/20180204/". A month alone,
// "/2018/02/", is kept as a month.
func URLDate(url string) assay.Date {
	if k := strings.Index(url, "://"); k >= 0 {
		url = url[k+3:]
		if k = strings.IndexByte(url, '/'); k < 0 {
			return assay.Date{}
		}
		url = url[k:]
	}
	ps := pieces(url)
	var month assay.Date
	for i, a := range ps {
		if a.word != "" || a.gap == "" && i > 0 {
			continue
		}
		free := func(k int) bool { // nothing is glued to it
			return k >= len(ps) || ps[k].gap != ""
		}
		if a.digits == 8 && free(i+1) {
			if d := valid(a.n/10000, a.n/100%100, a.n%100); d.Year >= 1990 && d.Day > 0 {
				return d
			}
		}
		if a.digits != 4 || a.n < 1990 || a.n > 2100 || i+1 >= len(ps) || !urlPart(ps[i+1].gap) {
			continue
		}
		m, _ := monthAt(ps[i+1:i+2], "")
		if ps[i+1].word == "" && ps[i+1].digits <= 2 {
			m = ps[i+1].n
		}
		if m < 1 || m > 12 {
			continue
		}
		if i+2 < len(ps) && ps[i+2].word == "" && ps[i+2].digits <= 2 && urlPart(ps[i+2].gap) && free(i+3) {
			if d := valid(a.n, m, ps[i+2].n); d.Day > 0 {
				return d
			}
		}
		if month.IsZero() && a.gap == "/" && ps[i+1].gap == "/" && ps[i+1].digits == 2 && strings.HasPrefix(url[ps[i+1].end:], "/") {
			month = assay.Date{Year: a.n, Month: m}
		}
	}
	return month
}

func urlPart(gap string) bool { return gap == "/" || gap == "-" || gap == "_" }

// orderOf returns the order of day and month on pages in a language.
func orderOf(language string) Order {
	code, region, _ := strings.Cut(strings.ToLower(language), "-")
	switch {
	case code == "":
		return UnknownOrder
	case code != "en":
		return DayFirst
	case region == "" || region == "us" || region == "ph":
		return MonthFirst
	}
	return DayFirst
}
