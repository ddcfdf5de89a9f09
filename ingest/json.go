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
	"assay/ingest/records"
	"assay/trail"
)

func validJSON(b []byte) bool { return json.Valid(b) }

// records reads a .json file: one object, or an array of them.
func (in input) records() []Item {
	text := in.dec.Bytes
	if err := checkJSON(text); err != nil {
		return []Item{in.fail("%w", err)}
	}
	at := trail.SkipSpace(text, 0)
	if text[at] == '{' {
		if list, ok := in.listIn(at); ok {
			at = list
		}
	}
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
		in.problems = []assay.Problem{{Stage: stage, Err: note}}
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
	top, names := trail.Object(text, at)
	return in.keyed(holder{
		names: names,
		has:   func(key string) bool { return top[key].End > 0 },
		find: func(key string) (trail.Text, any, bool) {
			lit, ok := valueAt(text, top, key)
			switch {
			case !ok:
				return trail.Text{}, nil, false
			case text[lit.Start] == '"':
				t := trail.Unquote(text, lit)
				return t, string(t.Bytes), true
			}
			var v any
			err := json.Unmarshal(text[lit.Start:lit.End], &v)
			return trail.Text{}, v, err == nil
		},
	}, "application/json")
}

// valueAt finds a key in the fields of an object: "body", or "fields.body" for body in
// fields. Of a list of objects the first counts.
func valueAt(text []byte, fields map[string]trail.Literal, key string) (trail.Literal, bool) {
	for {
		if lit, ok := fields[key]; ok {
			return lit, true
		}
		outer, inner, deeper := strings.Cut(key, ".")
		lit, ok := fields[outer]
		if !ok || !deeper {
			return trail.Literal{}, false
		}
		at := lit.Start
		if text[at] == '[' {
			at = trail.SkipSpace(text, at+1)
		}
		if text[at] != '{' {
			return trail.Literal{}, false
		}
		fields, _ = trail.Object(text, at)
		key = inner
	}
}

// listIn returns where the list of records in an object starts that wraps them and has
// no text itself, as the answers of services do: {"count": 2, "data": [{…}, {…}]}.
func (in input) listIn(at int) (int, bool) {
	text := in.dec.Bytes
	top, names := trail.Object(text, at)
	form := in.opt.Map.Over(records.Of(func(key string) bool { return top[key].End > 0 }))
	for _, key := range form.Names(records.Text) {
		if lit, ok := valueAt(text, top, key); ok && text[lit.Start] == '"' {
			return 0, false
		}
	}
	for _, name := range names {
		if lit := top[strings.ToLower(name)]; text[lit.Start] == '[' && text[trail.SkipSpace(text, lit.Start+1)] == '{' {
			return lit.Start, true
		}
	}
	return 0, false
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
