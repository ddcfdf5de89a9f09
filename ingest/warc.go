package ingest

import (
	"bytes"
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
// with its encodings undone; from which address it is, and of what type the server said
// it is, stands beside it. So a page that was fetched twice is one report, and one that
// two addresses gave is two, of the same bytes.
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
			from := item.provenance()
			from.Record = assay.Record{Offset: rec.Offset, Length: rec.Length}
			from.Fetched, _ = time.Parse(time.RFC3339, rec.Fields[warc.Date])
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
	typeXHTML, typePDF           = "application/xhtml+xml", "application/pdf"
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
	items := parseArchived(path, bytes.Clone(pg.Body), assay.Provenance{Address: rec.Fields.URI(), Type: strings.TrimSpace(pg.Type)}, opt)
	if cut := rec.Fields[warc.Truncated]; cut != "" {
		for i := range items {
			items[i].Problems = append(items[i].Problems, assay.Problem{Stage: stage, Err: fmt.Sprintf("the crawler has cut it off (%.20q)", cut)})
		}
	}
	return items
}

// Fetched makes the reports of what a server sent, from the address that its provenance
// says: as of a page in a web archive, and of a path that is the address. Of a PDF file raw
// may be the sheet that the Raw of its report was.
func Fetched(raw []byte, from assay.Provenance, opt Options) []Item {
	path := from.Address
	switch {
	case int64(len(raw)) > opt.maxBytes():
		return []Item{{Path: path, Err: tooLarge(path, int64(len(raw)), opt)}}
	case strings.HasPrefix(strings.ToLower(from.Type), typePDF) && !isPDF(raw):
		return []Item{{Path: path, Err: fmt.Errorf("%s: is said to be a PDF file, and is none: look at it with a browser", path)}}
	case !isPage(warc.Page{Type: from.Type, Body: raw}, true):
		return []Item{{Path: path, Err: fmt.Errorf("%s: is no page but %.60q: save it, and add the file", path, from.Type)}}
	}
	return parseArchived(path, raw, from, opt)
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
	case typePDF:
		return isPDF(pg.Body)
	case typePlain:
		return text
	case "":
		return looksHTML(pg.Body)
	}
	return false
}

// parseArchived reads a page that was fetched. In ledgers of old its address and type
// stand in lines before it.
func parseArchived(path string, raw []byte, from assay.Provenance, opt Options) []Item {
	body := raw
	if from.Address == "" && hasHead(raw) {
		var f warc.Fields
		f, body = warc.ParseFields(raw)
		from.Address, from.Type = f.URI(), f[warc.ContentType]
	}
	if isPDF(raw) && strings.HasPrefix(strings.ToLower(from.Type), typePDF) {
		return []Item{input{path: path, raw: raw, opt: opt, from: from}.printed()}
	}
	in, err := behind(path, raw, body, from.Type, opt)
	if err != nil {
		return []Item{{Path: path, Raw: raw, From: from, Err: fmt.Errorf("%s: %w", path, err)}}
	}
	in.from = from
	if strings.HasPrefix(from.Type, typePlain) {
		return []Item{in.item(typePlain, string(in.dec.Bytes), in.dec.Steps, meta{URL: from.Address})}
	}
	return in.page()
}

func hasHead(raw []byte) bool { return bytes.HasPrefix(raw, []byte("WARC-Target-URI: ")) }

var errBlank = errors.New("it holds no text")

// archivedAgain reads a page of an archive by itself; of a live one, the entry that path names.
func archivedAgain(path string, raw []byte, from assay.Provenance, opt Options) []Item {
	items := parseArchived(path, raw, from, opt)
	if len(items) == 1 && items[0].Path == path {
		return items
	}
	file := path[:max(0, strings.LastIndexByte(path, ':'))]
	for _, item := range parseArchived(file, raw, from, opt) {
		if item.Path == path || item.Err != nil {
			return []Item{item}
		}
	}
	return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, errNoEntry)}}
}
