package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"assay"
	"assay/ingest/records"
	"assay/term"
	"assay/trail"
)

// separator is what parts the cells of a table with such a name.
func separator(path string) byte {
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		return ','
	}
	return '\t'
}

// table reads a table row by row: it may be longer than memory. The Raw of a report
// is the row behind the first, which names the columns, so that it can be read by
// itself; its number is the one that spreadsheets show.
func (r *reader) table(path string, in io.Reader) bool {
	br, sep := bufio.NewReaderSize(in, 1<<16), separator(path)
	var head []byte
	var at int64
	some := false
	for n := 1; ; n++ {
		if err := r.ctx.Err(); err != nil {
			return r.broken(path, err)
		}
		row, size, err := readRow(br, sep, r.opt.maxBytes())
		from := fmt.Sprintf("%s:%d", path, n)
		switch {
		case errors.Is(err, errLong):
			if n == 1 {
				return r.yield(Item{Path: from, Err: tooLarge(from, 0, r.opt)})
			}
			some = true
			if !r.yield(Item{Path: from, Err: tooLarge(from, 0, r.opt)}) {
				return false
			}
		case err != nil && !errors.Is(err, io.EOF):
			return r.broken(path, err)
		case blank(row):
		case n == 1 || head == nil:
			if head = row; head[len(head)-1] != '\n' {
				head = append(head, '\n')
			}
		default:
			some = true
			item := parseRow(from, append(head[:len(head):len(head)], row...), sep, r.opt)
			item.standing(assay.Record{Offset: at, Length: size})
			if !r.yield(item) {
				return false
			}
		}
		at += size
		if errors.Is(err, io.EOF) {
			break
		}
	}
	switch {
	case head == nil:
		return r.yield(Item{Path: path, Err: emptyError(path)})
	case !some:
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: a table without rows: its first row names the columns, and reports stand below it", path)})
	}
	return true
}

// readRow returns the next row and how many bytes it takes. One of more than limit
// bytes is skipped to its end and gives errLong.
func readRow(br *bufio.Reader, sep byte, limit int64) (row []byte, size int64, err error) {
	cut := records.Cutter{Sep: sep}
	for {
		if _, err := br.Peek(1); err != nil {
			if size > limit && errors.Is(err, io.EOF) {
				return nil, size, errLong // the next call finds the end
			}
			return row, size, err
		}
		part, _ := br.Peek(br.Buffered())
		end := cut.End(part)
		if end >= 0 {
			part = part[:end]
		}
		if size += int64(len(part)); size <= limit {
			row = append(row, part...)
		} else {
			row = nil
		}
		if _, err := br.Discard(len(part)); err != nil {
			return row, size, err
		}
		switch {
		case end >= 0 && size > limit:
			return nil, size, errLong
		case end >= 0:
			return row, size, nil
		}
	}
}

// parseRow reads one row behind the row that names its columns.
func parseRow(path string, raw []byte, sep byte, opt Options) Item {
	dec, note, err := decode(raw, "")
	if err != nil {
		return Item{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}
	}
	in := input{path: path, raw: raw, dec: dec, opt: opt}
	if note != "" {
		in.note("%s", note)
	}
	head, at, err := records.Row(dec.Bytes, 0, sep)
	if err != nil {
		return in.fail("%w", err)
	}
	cells, _, err := records.Row(dec.Bytes, at, sep)
	if err != nil {
		return in.fail("%w", err)
	}
	h := holder{}
	columns := map[string]int{}
	for i, c := range head {
		name := term.OneLine(string(c.Bytes))
		h.names = append(h.names, name)
		if _, twice := columns[strings.ToLower(name)]; !twice {
			columns[strings.ToLower(name)] = i
		}
	}
	h.has = func(key string) bool { _, ok := columns[key]; return ok }
	h.find = func(key string) (trail.Text, any, bool) {
		i, ok := columns[key]
		if !ok || i >= len(cells) {
			return trail.Text{}, nil, false
		}
		return cells[i], string(cells[i].Bytes), true
	}
	format := "text/csv"
	if sep == '\t' {
		format = "text/tab-separated-values"
	}
	return in.keyed(h, format)
}
