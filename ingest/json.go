package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"assay"
)

// The fields of a record, the first that is there being taken. Case is ignored.
var (
	textFields      = []string{"text", "content", "body"}
	titleFields     = []string{"title", "headline"}
	urlFields       = []string{"url", "link"}
	dateFields      = []string{"date", "published", "date_published", "published_at"}
	publisherFields = []string{"source", "publisher", "site", "outlet"}
	authorFields    = []string{"author", "authors", "byline"}
)

func validJSON(b []byte) bool { return json.Valid(b) }

// records reads a .json file: one object, or an array of them.
func (in input) records() []Item {
	text := in.dec.text
	if err := checkJSON(text); err != nil {
		return []Item{in.fail("%w", err)}
	}
	at := skipSpace(text, 0)
	if text[at] != '[' {
		return []Item{in.record(at)}
	}
	var items []Item
	for at = skipSpace(text, at+1); text[at] != ']'; {
		end := skipValue(text, at)
		one := in.part(fmt.Sprintf("%s:%d", in.path, len(items)+1), at, end)
		items = append(items, one.record(0))
		if at = skipSpace(text, end); text[at] == ',' {
			at = skipSpace(text, at+1)
		}
	}
	if len(items) == 0 {
		return []Item{in.fail("an empty array: no reports; fill it or leave it out")}
	}
	return items
}

// lines reads JSON Lines that are in memory as a whole.
func (in input) lines() []Item {
	var items []Item
	for at, n := 0, 1; at < len(in.dec.text); n++ {
		end := len(in.dec.text)
		if k := bytes.IndexByte(in.dec.text[at:], '\n'); k >= 0 {
			end = at + k
		}
		if line := in.dec.text[at:end]; !blank(line) {
			items = append(items, in.part(fmt.Sprintf("%s:%d", in.path, n), at, at+len(trimEOL(line))).line())
		}
		at = end + 1
	}
	return items
}

// parseLine reads one line of a file that is read line by line.
func parseLine(path string, raw []byte, opt Options) Item {
	dec, note, err := decode(raw, "")
	if err != nil {
		return Item{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}
	}
	in := input{path: path, raw: raw, dec: dec, opt: opt}
	if note != "" {
		in.problems = []assay.Problem{{Stage: "ingest", Err: note}}
	}
	return in.line()
}

func (in input) line() Item {
	if err := checkJSON(in.dec.text); err != nil {
		return in.fail("%w", err)
	}
	return in.record(skipSpace(in.dec.text, 0))
}

// part is the input that stands at [from, to) of in's decoded text.
func (in input) part(path string, from, to int) input {
	lo, hi := from, to
	if in.dec.steps != nil {
		lo, hi = int(in.dec.steps.Raw(int32(from))), int(in.dec.steps.Raw(int32(to)))
	}
	p := input{path: path, raw: in.raw[lo:hi:hi], opt: in.opt, problems: in.problems}
	p.dec.text = in.dec.text[from:to:to]
	if in.dec.steps == nil {
		return p
	}
	p.dec.steps = through(reading{p.dec.text, assay.OffsetMap{{Text: 0, Raw: int32(from)}}}, in.dec.steps)
	if len(p.dec.steps) == 0 || p.dec.steps[0].Text > 0 {
		p.dec.steps = append(assay.OffsetMap{{Text: 0, Raw: int32(lo)}}, p.dec.steps...)
	}
	for i := range p.dec.steps {
		p.dec.steps[i].Raw -= int32(lo)
	}
	return p
}

// checkJSON says where malformed JSON breaks off, in lines, as editors count.
func checkJSON(text []byte) error {
	var v json.RawMessage
	err := json.Unmarshal(text, &v)
	if err == nil {
		return nil
	}
	at := len(text)
	var se *json.SyntaxError
	if errors.As(err, &se) {
		at = max(0, min(int(se.Offset)-1, len(text)))
	}
	before := text[:at]
	line := 1 + bytes.Count(before, []byte("\n"))
	col := at - bytes.LastIndexByte(before, '\n') - 1 // in bytes
	why := err.Error()
	if errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(why, "unexpected end") {
		why = "it breaks off"
	}
	return fmt.Errorf("malformed JSON at line %d, column %d: %s; mend it or fetch it again", line, max(col, 0)+1, why)
}

// A literal is a value of a record: a span of its decoded text.
type literal struct{ start, end int }

// record reads the object at offset at. The JSON is known to be well formed.
func (in input) record(at int) Item {
	text := in.dec.text
	if text[at] != '{' {
		return in.fail("a JSON %s, not a report: each report must be an object with its text under \"text\", \"content\" or \"body\"", kindOf(text[at]))
	}
	fields, names := object(text, at)
	lit, ok := pick(fields, text, textFields)
	if !ok {
		have := "it has no fields"
		if len(names) > 0 {
			have = "it has " + listed(names)
		}
		return in.fail("no text: \"text\", \"content\" or \"body\" must hold it; %s", have)
	}
	body := unquote(text, lit)
	if at := bytes.IndexByte(body.text, 0); at >= 0 {
		return in.fail("a NUL in its text, at byte %d: it is damaged; fetch it again", in.dec.steps.Raw(body.steps.Raw(int32(at))))
	}
	if blank(body.text) {
		return in.fail("its text is empty; fetch it again or leave it out")
	}
	if looksHTML(body.text) || bytes.Contains(body.text, []byte("</p>")) {
		if frag := fragment(body.text); !blank(frag.text) {
			body = reading{frag.text, through(frag, body.steps)}
		}
	}
	return in.item("application/json", string(body.text), through(body, in.dec.steps), in.recordMeta(fields))
}

func (in input) recordMeta(fields map[string]literal) (m meta) {
	str := func(names []string) string {
		lit, ok := pick(fields, in.dec.text, names)
		if !ok {
			return ""
		}
		return singleSpaced(string(unquote(in.dec.text, lit).text))
	}
	m.title, m.url, m.publisher, m.author = str(titleFields), str(urlFields), str(publisherFields), byName(str(authorFields))
	if m.author == "" {
		m.author = in.names(fields, authorFields)
	}
	if m.publisher == "" {
		m.publisher = in.names(fields, publisherFields)
	}
	if date := str(dateFields); date != "" {
		var ok bool
		if m.published, ok = parseDate(date); !ok {
			m.doubt = fmt.Sprintf("date %q not understood: write it as 2018-02-04", clip(date))
		}
	} else {
		m.published = in.stamp(fields)
	}
	return m
}

// names reads {"name": "…"}, and arrays of that or of strings.
func (in input) names(fields map[string]literal, want []string) string {
	for _, w := range want {
		lit, ok := fields[w]
		if !ok {
			continue
		}
		var v any
		if json.Unmarshal(in.dec.text[lit.start:lit.end], &v) == nil {
			if s := nameIn(v); s != "" {
				return s
			}
		}
	}
	return ""
}

// stamp reads a date given as seconds or milliseconds since 1970.
func (in input) stamp(fields map[string]literal) assay.Date {
	for _, name := range dateFields {
		if lit, ok := fields[name]; ok {
			if n, err := strconv.ParseInt(string(in.dec.text[lit.start:lit.end]), 10, 64); err == nil {
				return stampDate(n)
			}
		}
	}
	return assay.Date{}
}

// pick returns the first of names that holds a string.
func pick(fields map[string]literal, text []byte, names []string) (literal, bool) {
	for _, n := range names {
		if lit, ok := fields[n]; ok && text[lit.start] == '"' && lit.end-lit.start > 2 {
			return lit, true
		}
	}
	for _, n := range names { // an empty string is there all the same
		if lit, ok := fields[n]; ok && text[lit.start] == '"' {
			return lit, true
		}
	}
	return literal{}, false
}

// object returns the fields of the object at offset at, by lower-cased name, and
// their names as written.
func object(text []byte, at int) (fields map[string]literal, names []string) {
	fields = map[string]literal{}
	for at = skipSpace(text, at+1); text[at] != '}'; {
		end := skipValue(text, at)
		name := string(unquote(text, literal{at, end}).text)
		at = skipSpace(text, skipSpace(text, end)+1) // past the colon
		end = skipValue(text, at)
		if key := strings.ToLower(name); fields[key].end == 0 {
			fields[key] = literal{at, end}
			names = append(names, name)
		}
		if at = skipSpace(text, end); text[at] == ',' {
			at = skipSpace(text, at+1)
		}
	}
	return fields, names
}

func skipSpace(text []byte, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return at
}

// skipValue returns the end of the JSON value at offset at.
func skipValue(text []byte, at int) int {
	depth := 0
	for at < len(text) {
		switch c := text[at]; c {
		case '"':
			for at++; text[at] != '"'; at++ {
				if text[at] == '\\' {
					at++
				}
			}
			at++
		case '{', '[':
			depth++
			at++
		case '}', ']':
			depth--
			at++
		case ',', ':', ' ', '\t', '\n', '\r':
			at++
			continue
		default: // a number, true, false, null
			for at < len(text) && !bytes.ContainsRune([]byte(",:]} \t\n\r"), rune(text[at])) {
				at++
			}
		}
		if depth == 0 {
			return at
		}
	}
	return at
}

// unquote reads a string literal, with the way back to its characters.
func unquote(text []byte, lit literal) (r reading) {
	plain := lit.start + 1
	flush := func(to int) {
		r.add(string(text[plain:to]), plain)
	}
	end := lit.end - 1
	for i := plain; i < end; {
		if text[i] != '\\' {
			i++
			continue
		}
		flush(i)
		c, n := unescape(text[i:end])
		r.add(string(c), i)
		i += n
		plain = i
	}
	flush(end)
	r.close(end)
	return r
}

// unescape reads the escape at the start of s and its length.
func unescape(s []byte) (rune, int) {
	switch s[1] {
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'r':
		return '\r', 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'u':
		r := hex4(s[2:])
		if utf16.IsSurrogate(r) {
			if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
				if both := utf16.DecodeRune(r, hex4(s[8:])); both != utf8.RuneError {
					return both, 12
				}
			}
			return utf8.RuneError, 6
		}
		return r, 6
	}
	return rune(s[1]), 2
}

func hex4(s []byte) rune {
	n, err := strconv.ParseUint(string(s[:4]), 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

func kindOf(c byte) string {
	switch c {
	case '"':
		return "string"
	case '[':
		return "array"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "number"
}

// listed shows at most eight names.
func listed(names []string) string {
	more := ""
	if len(names) > 8 {
		more = fmt.Sprintf(" and %d more", len(names)-8)
		names = names[:8]
	}
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = strconv.Quote(clip(n))
	}
	return strings.Join(quoted, ", ") + more
}
