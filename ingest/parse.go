package ingest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/article"
	"assay/ingest/feed"
	"assay/ingest/records"
	"assay/trail"
)

// stage is what problems of reading are told under.
const stage = "ingest"

// A form is how the bytes of an input hold reports.
type form uint8

const (
	unknown  form = iota
	plain         // one report, text only
	page          // one report in HTML
	record        // JSON: one report, or an array of them
	lines         // JSON Lines: a report on each line
	table         // CSV or TSV: a report in each row but the first
	columns       // Parquet: a report in each row
	entries       // RSS, Atom, NewsML-G2: a report in each entry
	zipped        // ZIP, WACZ: files of all forms
	tarred        // tar
	squeezed      // gzip, Zstandard: a tar file, or one file of another form
	message       // EML: a report
	mailbox       // MBOX: a report in each message
	paper         // DOCX, ODT: a report
	printed       // PDF: a report
	archived      // WARC: a report in each record of a page
)

// Parse makes the reports that raw holds. The extension of path says in what
// form; where it does not, the bytes do. Reports after the first in one file are
// told apart by Path: "x.jsonl:3" is the third line, "x.json:3" the third
// element of the array. The Items keep parts of raw: it must not change later.
func Parse(path string, raw []byte, opt Options) []Item {
	if int64(len(raw)) > opt.maxBytes() {
		return []Item{{Path: path, Err: tooLarge(path, int64(len(raw)), opt)}}
	}
	if len(raw) == 0 {
		return []Item{{Path: path, Err: emptyError(path)}}
	}
	switch as := formOf(path); {
	case as == table:
		return inMemory(func(r *reader) { r.table(path, bytes.NewReader(raw)) }, opt)
	case as == columns || as == unknown && bytes.HasPrefix(raw, []byte("PAR1")):
		return inMemory(func(r *reader) { r.columns(path, bytes.NewReader(raw), int64(len(raw))) }, opt)
	case as == zipped || as == tarred || as == squeezed:
		return inMemory(func(r *reader) { r.container(path, as, bytes.NewReader(raw), int64(len(raw))) }, opt)
	case as == message:
		return inMemory(func(r *reader) { r.message(path, raw, assay.Record{}) }, opt)
	case as == mailbox:
		return inMemory(func(r *reader) { r.mailbox(path, bytes.NewReader(raw)) }, opt)
	case as == paper:
		return []Item{parsePaper(path, raw, opt)}
	case as == printed || as == unknown && isPDF(raw):
		return []Item{input{path: path, raw: raw, opt: opt}.printed()}
	case as == archived || as == unknown && isArchive(raw):
		return inMemory(func(r *reader) { r.archived(path, bytes.NewReader(raw)) }, opt)
	}
	if what := magic(raw); what != "" {
		return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %s, not text: save its text as .txt or .html and read that", path, what)}}
	}
	as := formOf(path)
	hint := ""
	if as == page || as == entries || as == unknown && (looksHTML(raw) || feed.Is(raw)) {
		hint = hintHTML
	}
	dec, note, err := decode(raw, hint)
	if err != nil {
		return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}}
	}
	if blank(dec.Bytes) {
		return []Item{{Path: path, Raw: raw, Err: emptyError(path)}}
	}
	switch {
	case as == unknown:
		as = sniff(dec.Bytes)
	case as == entries && !feed.Is(dec.Bytes) && bytes.Contains(dec.Bytes[:min(len(dec.Bytes), 1024)], []byte("<html")):
		as = page
	}
	var problems []assay.Problem
	if note != "" {
		problems = []assay.Problem{{Stage: stage, Err: note}}
	}
	in := input{path: path, raw: raw, dec: dec, opt: opt, problems: problems}
	switch as {
	case page:
		return in.page()
	case record:
		return in.records()
	case lines:
		return in.lines()
	case entries:
		return in.feed()
	}
	return []Item{in.plain()}
}

// inMemory returns what a reader yields that reads from memory.
func inMemory(read func(r *reader), opt Options) (items []Item) {
	read(&reader{ctx: context.Background(), opt: opt, yield: func(item Item) bool {
		items = append(items, item)
		return true
	}})
	return items
}

// hintHTML is for what may declare its encoding.
const hintHTML = "text/html"

func formOf(path string) form {
	ext := ending(path)
	switch as := extensions[ext]; {
	case ext != endingGzip && ext != endingZstd:
		return as
	default:
		as = extensions[ending(path[:len(path)-len(ext)])]
		if as != unknown && (as != archived || ext != endingGzip) { // archives are packed record by record
			as = squeezed
		}
		return as
	}
}

// isNamed reports whether a name says that its file is of a form that is read, or says
// nothing.
func isNamed(name string) bool { return formOf(name) != unknown || ending(name) == "" }

// ending is the last extension of a name, in small letters: ".html".
func ending(name string) string { return strings.ToLower(filepath.Ext(name)) }

const (
	endingGzip = ".gz"
	endingZstd = ".zst"
)

func isArchive(raw []byte) bool { return bytes.HasPrefix(raw, []byte("WARC/")) }

// Again makes the report of an Item from its Raw bytes once more, with what else was
// known of them. That path names a line or an element of a file, "x.jsonl:3", is said by
// part.
func Again(path string, raw []byte, part bool, from assay.Provenance, opt Options) []Item {
	if opt.Map == (records.Map{}) && from.Map != "" {
		if err := opt.Map.UnmarshalText([]byte(from.Map)); err != nil {
			return []Item{{Path: path, Raw: raw, From: from, Err: fmt.Errorf("%s: --map: %w", path, err)}}
		}
	}
	items := again(path, raw, part, from, opt)
	for i := range items {
		said := items[i].provenance()
		known := said.Map
		*said = from
		said.Map = known
	}
	return items
}

func again(path string, raw []byte, part bool, from assay.Provenance, opt Options) []Item {
	if from.Address != "" || hasHead(raw) && part {
		return archivedAgain(path, raw, from, opt)
	}
	if part {
		file := path[:max(0, strings.LastIndexByte(path, ':'))]
		switch as := formOf(file); {
		case as == mailbox:
			items, _ := parseMail(path, raw, opt)
			return items
		case as == table:
			return []Item{parseRow(path, raw, separator(file), opt)}
		case as == entries || as == unknown && feed.Is(raw):
			return []Item{parseEntry(path, raw, opt)}
		}
		if item, ok := entryOf(path, raw, opt); ok {
			return []Item{item}
		}
		return []Item{parseLine(path, raw, opt)}
	}
	return Parse(path, raw, opt)
}

// An input is one file, decoded.
type input struct {
	path     string
	raw      []byte
	dec      trail.Text // from raw
	opt      Options
	problems []assay.Problem
	known    meta // what goes before what the input says itself
	entry    int  // of a live page, from 1 on; 0 if it is none
	from     assay.Provenance
}

func (in input) fail(format string, args ...any) Item {
	return Item{Path: in.path, Raw: in.raw, From: in.from, Err: fmt.Errorf("%s: %w", in.path, fmt.Errorf(format, args...))}
}

// plain takes the whole input for the text of one report.
func (in input) plain() Item {
	if looksHTML(in.dec.Bytes) {
		in.note("named as text, but it looks like a web page: rename it to .html to have it read as one")
	}
	return in.item("text/plain", string(in.dec.Bytes), in.dec.Steps, meta{})
}

// maxText is the longest text of one report, in bytes: a book of 300,000 words. To
// read it takes a minute, and longer ones more than twice as much as half of them.
const maxText = 2 << 20

// item makes the report. Where text and raw are the same, no offsets are kept.
func (in input) item(format, text string, offsets assay.OffsetMap, m meta) Item {
	if len(text) > maxText {
		return in.fail("too long for one report: its text is %s, over the limit of %s: split it into reports", mega(int64(len(text))), mega(maxText))
	}
	if offsets == nil && text != string(in.raw) {
		offsets = assay.OffsetMap{{}}
	}
	m.Title, m.Author, m.Publisher = cmp.Or(in.known.Title, m.Title), cmp.Or(in.known.Author, m.Author), cmp.Or(in.known.Publisher, m.Publisher)
	m.Published = cmp.Or(in.known.Published, m.Published)
	rep := &assay.Report{
		Raw: in.raw, Format: format, Text: text, Offsets: offsets, Path: in.path,
		URL: m.URL, Publisher: m.Publisher, Title: m.Title, Author: m.Author,
		Section: m.Section, Declared: m.Declared, Modified: m.Modified, Found: m.Found,
		Provenance: in.from,
	}
	if in.entry > 0 && rep.URL != "" {
		rep.URL = fmt.Sprintf("%s#entry-%d", rep.URL, in.entry)
	}
	rep.ID = assay.NewReportID(rep.URL, rep.Raw)
	if in.entry > 0 && rep.URL == "" { // entries of one page are told apart
		rep.ID = assay.NewReportID(fmt.Sprintf("#entry-%d", in.entry), rep.Raw)
	}
	problems := in.problems
	if m.Doubt != "" {
		problems = append(problems[:len(problems):len(problems)], assay.Problem{Stage: stage, Err: m.Doubt})
	}
	switch fromURL := article.URLDate(rep.URL); {
	case !m.Published.IsZero():
		rep.Published = assay.Published{Date: m.Published, From: "metadata"}
		if m.Found.Published == "url" {
			rep.Published.From = "url"
		}
	case !fromURL.IsZero():
		rep.Published = assay.Published{Date: fromURL, From: "url"}
	}
	if flag := in.opt.Published; !flag.IsZero() {
		date, ok := rep.Published.Date.Complete(flag)
		switch {
		case !ok:
			problems = append(problems[:len(problems):len(problems)], assay.Problem{Stage: stage, Note: true,
				Err: fmt.Sprintf("--published %s is not taken: the report carries %s (%s)", flag, rep.Published.Date, rep.Published.From)})
		case date != rep.Published.Date: // it carries none, or less of one
			rep.Published = assay.Published{Date: date, From: "flag"}
		}
	}
	return Item{Report: rep, Problems: problems, Path: in.path}
}

// meta is what an input says about its report. All may be unknown.
type meta = article.Facts

// magic names the kind of a file that is no text, by its first bytes.
func magic(raw []byte) string {
	for _, m := range []struct{ prefix, kind string }{
		{"%PDF-", "a PDF file"}, {"PK\x03\x04", "a zip archive or office document"}, {"\x1f\x8b", "a gzip archive"},
		{"BZh", "a bzip2 archive"}, {"\xfd7zXZ", "an xz archive"}, {"7z\xbc\xaf", "a 7z archive"}, {"\x28\xb5\x2f\xfd", "a zstandard archive"},
		{"\x89PNG", "a PNG image"}, {"\xff\xd8\xff", "a JPEG image"}, {"GIF8", "a GIF image"}, {"RIFF", "a media file"}, {"II*\x00", "a TIFF image"}, {"MM\x00*", "a TIFF image"},
		{"\xd0\xcf\x11\xe0", "an old office document"}, {"{\\rtf", "an RTF document"}, {"\x7fELF", "a program"}, {"SQLite format 3\x00", "a database"},
	} {
		if bytes.HasPrefix(raw, []byte(m.prefix)) {
			return m.kind
		}
	}
	return ""
}

// errNUL is for text that is none: no encoding of text that is left once UTF-16
// has been tried has a byte 0.
func errNUL(at int) error {
	return fmt.Errorf("binary or damaged: a NUL at byte %d: save it as plain text and read that", at)
}

var errWide = errors.New("UTF-32: save it as UTF-8 and read that")

// sniff says which form decoded text without a telling name has.
func sniff(text []byte) form {
	t := bytes.TrimSpace(text)
	switch {
	case feed.Is(t):
		return entries
	case looksHTML(t):
		return page
	case len(t) > 0 && t[0] == '[':
		if validJSON(t) {
			return record
		}
	case len(t) > 0 && t[0] == '{':
		first, _, more := bytes.Cut(t, []byte("\n"))
		if more && validJSON(bytes.TrimSpace(first)) {
			return lines
		}
		return record // malformed, if it is: then that is what the user must hear
	}
	return plain
}

// looksHTML reports whether raw starts as a web page does, comments aside.
func looksHTML(raw []byte) bool {
	head := raw[:min(len(raw), 1024)]
	head = bytes.ToLower(bytes.TrimLeftFunc(bytes.TrimPrefix(head, []byte("\ufeff")), unicode.IsSpace))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<?xml", "<!--", "<article", "<div", "<p>"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return true
		}
	}
	return false
}

// blank reports whether b shows nothing: white space and byte order marks.
func blank(b []byte) bool {
	return bytes.IndexFunc(b, func(r rune) bool { return !invisible(r) }) < 0
}

func invisible(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == utf8.RuneError
}
