package ingest

import (
	"bytes"
	"fmt"

	"assay"
	"assay/article"
	"assay/ingest/records"
	"assay/term"
	"assay/trail"
)

// A holder is a record of any form: an object of JSON, a row of a table.
type holder struct {
	names []string // its keys, as written
	has   func(key string) bool
	find  func(key string) (text trail.Text, value any, ok bool) // the text if the value is a string
}

// keyed makes the report of a record.
func (in input) keyed(h holder, format string) Item {
	form := in.opt.Map.Over(records.Of(h.has))
	in.from.Map = in.opt.Map.String()
	body, ok := h.text(form.Names(records.Text))
	if !ok {
		have := "it has no fields"
		if len(h.names) > 0 {
			have = "it has " + listed(h.names)
		}
		return in.fail("no text: %s must hold it; %s", oneOf(form.Names(records.Text)), have)
	}
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
	return in.item(format, string(body.Bytes), trail.Through(body, in.dec.Steps), h.meta(form))
}

// text returns the first of the keys that holds a string with something in it, or one
// that is empty: it is there all the same.
func (h holder) text(keys []string) (empty trail.Text, ok bool) {
	for _, key := range keys {
		t, v, there := h.find(key)
		if _, isText := v.(string); !there || !isText {
			continue
		}
		if ok = true; len(t.Bytes) > 0 {
			return t, true
		}
	}
	return empty, ok
}

func (h holder) meta(form records.Form) (m meta) {
	str := func(f records.Field) string {
		t, _ := h.text(form.Names(f))
		return term.OneLine(string(t.Bytes))
	}
	named := func(f records.Field) string { // {"name": "…"}, and lists of that or of strings
		for _, key := range form.Names(f) {
			if _, v, ok := h.find(key); ok {
				if s := article.NamesIn(v); s != "" {
					return s
				}
			}
		}
		return ""
	}
	day := func(f records.Field) (d assay.Date) {
		if date := str(f); date != "" {
			var ok bool
			if d, ok = article.ParseDate(date, "", article.UnknownOrder); !ok && m.Doubt == "" {
				m.Doubt = fmt.Sprintf("date %q not understood: write it as 2018-02-04", clip(date))
			}
			return d
		}
		for _, key := range form.Names(f) { // seconds or milliseconds since 1970
			if _, v, ok := h.find(key); ok {
				if n, ok := v.(float64); ok {
					return article.StampDate(int64(n))
				}
			}
		}
		return d
	}
	m.Title, m.URL, m.Publisher, m.Author = str(records.Title), str(records.URL), str(records.Publisher), article.ByName(str(records.Author))
	m.Declared, m.Section = str(records.Language), str(records.Section)
	if m.Author == "" {
		m.Author = named(records.Author)
	}
	if m.Publisher == "" {
		m.Publisher = named(records.Publisher)
	}
	m.Published, m.Modified = day(records.Published), day(records.Modified)
	return m
}

// oneOf lists keys for a message: "a", "b" or "c". Three are enough.
func oneOf(keys []string) string {
	s := ""
	for i, key := range keys[:min(len(keys), 3)] {
		switch {
		case i > 0 && i == min(len(keys), 3)-1:
			s += " or "
		case i > 0:
			s += ", "
		}
		s += fmt.Sprintf("%q", key)
	}
	return s
}
