package ingest

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"time"

	"assay"
	"assay/ingest/warc"
)

// archived reads a web archive: a report for each page that a server sent. Its path
// ends in where its record starts: "x.warc.gz:5120". The Raw of a report is the page
// with its encodings undone, behind two lines that say from which address it is and of
// what type the server said it is, so that it can be read by itself, and that a page
// that was fetched twice is one report.
func (r *reader) archived(path string, in io.Reader) bool {
	file, _ := in.(io.ReaderAt)
	limit := r.opt.maxBytes()
	a := archive{file: file, limit: limit, seen: map[uint64]int64{}}
	records := warc.NewReader(in, 0, limit, a.wanted)
	some, others := false, 0
	for {
		if err := r.ctx.Err(); err != nil {
			return r.broken(path, err)
		}
		rec, err := records.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return r.broken(path, err)
		}
		some = true
		at := fmt.Sprintf("%s:%d", path, rec.Offset)
		items := a.read(at, rec, r.opt)
		if len(items) == 0 {
			others++
		}
		for _, item := range items {
			if item.Report != nil {
				item.Report.Record = assay.Record{Offset: rec.Offset, Length: rec.Length}
				item.Report.Fetched, _ = time.Parse(time.RFC3339, rec.Fields[warc.Date])
			}
			if !r.yield(item) {
				return false
			}
		}
	}
	switch {
	case !some:
		return r.yield(Item{Path: path, Err: emptyError(path)})
	case others > 0 && r.opt.Note != nil:
		r.opt.Note(fmt.Sprintf("%s: %d records that are no page, passed over", path, others))
	}
	return true
}

// An archive remembers where the pages stand that later records may point to.
type archive struct {
	file  io.ReaderAt // nil where what was read cannot be read again
	limit int64
	seen  map[uint64]int64 // of digests and ids: eight bytes each of which are enough
}

// The types of records that are looked at.
const (
	typeResponse, typeRevisit    = "response", "revisit"
	typeResource, typeConversion = "resource", "conversion"
	httpResponse, typePlain      = "application/http", "text/plain"
	typeXHTML                    = "application/xhtml+xml"
)

func (a *archive) wanted(f warc.Fields) bool {
	switch f[warc.Type] {
	case typeResponse, typeRevisit, typeResource, typeConversion:
		return strings.HasPrefix(f.URI(), "http")
	}
	return false
}

// read makes the reports of a record: none if it holds no page.
func (a *archive) read(path string, rec *warc.Record, opt Options) []Item {
	fail := func(err error) []Item { return []Item{{Path: path, Err: fmt.Errorf("%s: %w", path, err)}} }
	switch {
	case rec.Err != nil:
		return fail(fmt.Errorf("a broken record, passed over: %w", rec.Err))
	case !a.wanted(rec.Fields):
		return nil
	case rec.Block == nil:
		return []Item{{Path: path, Err: tooLarge(path, 0, opt)}}
	}
	block, kind := rec.Block, rec.Fields[warc.ContentType]
	if rec.Fields[warc.Type] == typeRevisit {
		original, err := a.original(rec.Fields)
		if err != nil {
			return fail(err)
		}
		if block = original; block == nil { // of no page
			return nil
		}
		kind = httpResponse
	}
	pg := warc.Page{Type: kind, Body: block}
	if strings.HasPrefix(kind, httpResponse) {
		var err error
		if pg, err = warc.Response(block, a.limit); err != nil {
			return fail(err)
		}
		if pg.Status < 200 || pg.Status > 299 {
			return nil
		}
	}
	if !isPage(pg, rec.Fields[warc.Type] == typeConversion) {
		return nil
	}
	if rec.Fields[warc.Type] == typeResponse && a.file != nil && !rec.Inside {
		for _, key := range []string{rec.Fields[warc.Digest], rec.Fields[warc.ID]} {
			if key != "" {
				a.seen[sum(key)] = rec.Offset
			}
		}
	}
	raw := fmt.Appendf(nil, "WARC-Target-URI: %s\r\nContent-Type: %s\r\n\r\n", rec.Fields.URI(), pg.Type)
	items := parseArchived(path, append(raw, pg.Body...), opt)
	if cut := rec.Fields[warc.Truncated]; cut != "" {
		for i := range items {
			items[i].Problems = append(items[i].Problems, assay.Problem{Stage: stage, Err: fmt.Sprintf("the crawler has cut it off (%.20q)", cut)})
		}
	}
	return items
}

func sum(key string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(key))
	return h.Sum64()
}

var errRevisit = errors.New("it points to a page that was fetched earlier, and that is not in this file: read the archive that has it")

// original returns the block that a revisit points to; nil if the page is known to be none.
func (a *archive) original(f warc.Fields) ([]byte, error) {
	for _, key := range []string{f[warc.RefersTo], f[warc.Digest]} {
		at, ok := a.seen[sum(key)]
		if key == "" || !ok {
			continue
		}
		all := func(warc.Fields) bool { return true }
		rec, err := warc.NewReader(io.NewSectionReader(a.file, at, 1<<62-at), at, a.limit, all).Next()
		if err == nil && rec.Err == nil && (rec.Fields[warc.ID] == key || rec.Fields[warc.Digest] == key) {
			return rec.Block, nil
		}
	}
	return nil, errRevisit
}

// isPage reports whether the body can be read as a page, or where text will do, as one.
func isPage(pg warc.Page, text bool) bool {
	kind, _, _ := strings.Cut(strings.ToLower(pg.Type), ";")
	switch strings.TrimSpace(kind) {
	case hintHTML, typeXHTML:
		return len(pg.Body) > 0
	case typePlain:
		return text
	case "":
		return looksHTML(pg.Body)
	}
	return false
}

// parseArchived reads a page behind the lines that say where it is from.
func parseArchived(path string, raw []byte, opt Options) []Item {
	f, body := warc.ParseFields(raw)
	kind := f[warc.ContentType]
	in, err := behind(path, raw, body, kind, opt)
	if err != nil {
		return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}}
	}
	in.address = f.URI()
	if strings.HasPrefix(kind, typePlain) {
		return []Item{in.item(typePlain, string(in.dec.Bytes), in.dec.Steps, meta{URL: f.URI()})}
	}
	return in.page()
}

var errBlank = errors.New("it holds no text")

// archivedAgain reads a page of an archive by itself; of a live one, the entry that path names.
func archivedAgain(path string, raw []byte, opt Options) []Item {
	items := parseArchived(path, raw, opt)
	if len(items) == 1 && items[0].Path == path {
		return items
	}
	file := path[:max(0, strings.LastIndexByte(path, ':'))]
	for _, item := range parseArchived(file, raw, opt) {
		if item.Path == path || item.Err != nil {
			return []Item{item}
		}
	}
	return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, errNoEntry)}}
}
