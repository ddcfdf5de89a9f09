package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"assay"
	"assay/article"
	"assay/trail"
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
	text := in.dec.Bytes
	if err := checkJSON(text); err != nil {
		return []Item{in.fail("%w", err)}
	}
	at := trail.SkipSpace(text, 0)
	if text[at] != '[' {
		return []Item{in.record(at)}
	}
	var items []Item
	for at = trail.SkipSpace(text, at+1); text[at] != ']'; {
		end := trail.SkipValue(text, at)
		one := in.part(fmt.Sprintf("%s:%d", in.path, len(items)+1), at, end)
		items = append(items, one.record(0))
		if at = trail.SkipSpace(text, end); text[at] == ',' {
			at = trail.SkipSpace(text, at+1)
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
	for at, n := 0, 1; at < len(in.dec.Bytes); n++ {
		end := len(in.dec.Bytes)
		if k := bytes.IndexByte(in.dec.Bytes[at:], '\n'); k >= 0 {
			end = at + k
		}
		if line := in.dec.Bytes[at:end]; !blank(line) {
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
	if err := checkJSON(in.dec.Bytes); err != nil {
		return in.fail("%w", err)
	}
	return in.record(trail.SkipSpace(in.dec.Bytes, 0))
}

// part is the input that stands at [from, to) of in's decoded text.
func (in input) part(path string, from, to int) input {
	lo, hi := from, to
	if in.dec.Steps != nil {
		lo, hi = int(in.dec.Steps.Raw(int32(from))), int(in.dec.Steps.Raw(int32(to)))
	}
	p := input{path: path, raw: in.raw[lo:hi:hi], opt: in.opt, problems: in.problems}
	p.dec.Bytes = in.dec.Bytes[from:to:to]
	if in.dec.Steps == nil {
		return p
	}
	p.dec.Steps = trail.Through(trail.Text{Bytes: p.dec.Bytes, Steps: assay.OffsetMap{{Text: 0, Raw: int32(from)}}}, in.dec.Steps)
	if len(p.dec.Steps) == 0 || p.dec.Steps[0].Text > 0 {
		p.dec.Steps = append(assay.OffsetMap{{Text: 0, Raw: int32(lo)}}, p.dec.Steps...)
	}
	for i := range p.dec.Steps {
		p.dec.Steps[i].Raw -= int32(lo)
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

// record reads the object at offset at. The JSON is known to be well formed.
func (in input) record(at int) Item {
	text := in.dec.Bytes
	if text[at] != '{' {
		return in.fail("a JSON %s, not a report: each report must be an object with its text under \"text\", \"content\" or \"body\"", kindOf(text[at]))
	}
	fields, names := trail.Object(text, at)
	lit, ok := pick(fields, text, textFields)
	if !ok {
		have := "it has no fields"
		if len(names) > 0 {
			have = "it has " + listed(names)
		}
		return in.fail("no text: \"text\", \"content\" or \"body\" must hold it; %s", have)
	}
	body := trail.Unquote(text, lit)
	if at := bytes.IndexByte(body.Bytes, 0); at >= 0 {
		return in.fail("a NUL in its text, at byte %d: it is damaged; fetch it again", in.dec.Steps.Raw(body.Steps.Raw(int32(at))))
	}
	if blank(body.Bytes) {
		return in.fail("its text is empty; fetch it again or leave it out")
	}
	if looksHTML(body.Bytes) || bytes.Contains(body.Bytes, []byte("</p>")) {
		if frag := article.Fragment(body.Bytes); !blank(frag.Bytes) {
			body = trail.Text{Bytes: frag.Bytes, Steps: trail.Through(frag, body.Steps)}
		}
	}
	return in.item("application/json", string(body.Bytes), trail.Through(body, in.dec.Steps), in.recordMeta(fields))
}

func (in input) recordMeta(fields map[string]trail.Literal) (m meta) {
	str := func(names []string) string {
		lit, ok := pick(fields, in.dec.Bytes, names)
		if !ok {
			return ""
		}
		return singleSpaced(string(trail.Unquote(in.dec.Bytes, lit).Bytes))
	}
	m.Title, m.URL, m.Publisher, m.Author = str(titleFields), str(urlFields), str(publisherFields), article.ByName(str(authorFields))
	if m.Author == "" {
		m.Author = in.names(fields, authorFields)
	}
	if m.Publisher == "" {
		m.Publisher = in.names(fields, publisherFields)
	}
	if date := str(dateFields); date != "" {
		var ok bool
		if m.Published, ok = article.ParseDate(date, "", article.UnknownOrder); !ok {
			m.Doubt = fmt.Sprintf("date %q not understood: write it as 2018-02-04", clip(date))
		}
	} else {
		m.Published = in.stamp(fields)
	}
	return m
}

// names reads {"name": "…"}, and arrays of that or of strings.
func (in input) names(fields map[string]trail.Literal, want []string) string {
	for _, w := range want {
		lit, ok := fields[w]
		if !ok {
			continue
		}
		var v any
		if json.Unmarshal(in.dec.Bytes[lit.Start:lit.End], &v) == nil {
			if s := article.NamesIn(v); s != "" {
				return s
			}
		}
	}
	return ""
}

// stamp reads a date given as seconds or milliseconds since 1970.
func (in input) stamp(fields map[string]trail.Literal) assay.Date {
	for _, name := range dateFields {
		if lit, ok := fields[name]; ok {
			if n, err := strconv.ParseInt(string(in.dec.Bytes[lit.Start:lit.End]), 10, 64); err == nil {
				return article.StampDate(n)
			}
		}
	}
	return assay.Date{}
}

// pick returns the first of names that holds a string.
func pick(fields map[string]trail.Literal, text []byte, names []string) (trail.Literal, bool) {
	for _, n := range names {
		if lit, ok := fields[n]; ok && text[lit.Start] == '"' && lit.End-lit.Start > 2 {
			return lit, true
		}
	}
	for _, n := range names { // an empty string is there all the same
		if lit, ok := fields[n]; ok && text[lit.Start] == '"' {
			return lit, true
		}
	}
	return trail.Literal{}, false
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
