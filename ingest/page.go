package ingest

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"assay"
	"assay/article"
	"assay/trail"
)

// page reads one web page: a report, or one for each entry of a live page, whose paths
// are told apart as the lines of a file are.
func (in input) page() []Item {
	pg, err := article.Read(in.dec.Bytes, in.from.Address)
	if err != nil {
		return []Item{in.fail("%w", err)}
	}
	for _, n := range pg.Notes {
		in.note("%s", n)
	}
	if pg.Stub != "" {
		in.problems = append(in.problems[:len(in.problems):len(in.problems)], assay.Problem{Stage: stage, Err: pg.Stub, Note: true})
	}
	items := make([]Item, len(pg.Articles))
	for i, a := range pg.Articles {
		one := in
		if len(pg.Articles) > 1 {
			one.path = fmt.Sprintf("%s:%d", in.path, i+1)
			one.entry = i + 1
		}
		items[i] = one.item("text/html", string(a.Text.Bytes), trail.Through(a.Text, in.dec.Steps), a.Facts)
	}
	return items
}

func (in *input) note(format string, args ...any) {
	in.problems = append(in.problems[:len(in.problems):len(in.problems)], assay.Problem{Stage: stage, Err: fmt.Sprintf(format, args...)})
}

// entryOf is the entry of a live page that path names among those of raw: "x.html:3".
func entryOf(path string, raw []byte, opt Options) (Item, bool) {
	file := path[:max(0, strings.LastIndexByte(path, ':'))]
	as := formOf(file)
	if as != page && (as != unknown || !looksHTML(raw)) {
		return Item{}, false
	}
	for _, item := range Parse(file, raw, opt) {
		if item.Path == path || item.Err != nil {
			return item, true
		}
	}
	return Item{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, errNoEntry)}, true
}

var errNoEntry = errors.New("the page has no such entry now: add it again from its file")

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
