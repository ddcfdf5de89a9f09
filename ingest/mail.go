package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"assay"
	"assay/article"
	"assay/ingest/mail"
	"assay/trail"
)

// parseMail reads a message.
func parseMail(path string, raw []byte, opt Options) []Item {
	m, err := mail.Read(raw, charset.NewReaderLabel)
	if err != nil {
		return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}}
	}
	in, err := behind(path, m.Raw, m.Body, m.Type, opt)
	if err != nil {
		return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}}
	}
	in.known = meta{Title: m.Subject, Published: assay.DateOf(m.Date)}
	if m.List {
		in.known.Publisher = m.From
	} else {
		in.known.Author = article.ByName(m.From)
	}
	if m.HTML {
		return in.page()
	}
	return []Item{in.item(typePlain, string(in.dec.Bytes), in.dec.Steps, meta{})}
}

// behind is an input whose body is the end of raw, which has lines before it that say
// of what kind it is.
func behind(path string, raw, body []byte, kind string, opt Options) (input, error) {
	dec, note, err := decode(body, strings.ToLower(kind))
	if err == nil && blank(dec.Bytes) {
		err = errBlank
	}
	if err != nil {
		return input{}, err
	}
	if len(dec.Steps) == 0 || dec.Steps[0].Text > 0 {
		dec.Steps = append(assay.OffsetMap{{}}, dec.Steps...)
	}
	for i := range dec.Steps {
		dec.Steps[i].Raw += int32(len(raw) - len(body))
	}
	in := input{path: path, raw: raw, dec: trail.Text{Bytes: dec.Bytes, Steps: dec.Steps}, opt: opt}
	if note != "" {
		in.note("%s", note)
	}
	return in, nil
}

// mailbox reads a mailbox message by message: it may be longer than memory.
func (r *reader) mailbox(path string, in io.Reader) bool {
	br := bufio.NewReaderSize(in, 1<<16)
	var at int64
	for n := 1; ; n++ {
		if err := r.ctx.Err(); err != nil {
			return r.broken(path, err)
		}
		raw, size, err := mail.Next(br, r.opt.maxBytes())
		if errors.Is(err, io.EOF) {
			if at == 0 {
				return r.yield(Item{Path: path, Err: emptyError(path)})
			}
			return true
		}
		if err != nil {
			return r.broken(path, err)
		}
		one := fmt.Sprintf("%s:%d", path, n)
		items := []Item{{Path: one, Err: tooLarge(one, size, r.opt)}}
		if raw != nil {
			items = parseMail(one, raw, r.opt)
		}
		for _, item := range items {
			if item.Report != nil {
				item.Report.Record = assay.Record{Offset: at, Length: size}
			}
			if !r.yield(item) {
				return false
			}
		}
		at += size
	}
}
