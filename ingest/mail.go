package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"

	"assay"
	"assay/article"
	"assay/ingest/mail"
	"assay/trail"
)

// message reads a message and the files that are attached to it, each as if it lay in a
// folder: "a.eml!b.pdf". It stands at at in a mailbox.
func (r *reader) message(path string, raw []byte, at assay.Record) bool {
	if r.nested == 0 {
		r.total, r.inside = 0, 0
	}
	items, files := parseMail(path, raw, r.opt)
	files = slices.DeleteFunc(files, func(f mail.File) bool { return formOf(f.Name) == unknown })
	for _, item := range items {
		item.standing(at)
		if len(files) > 0 && errors.Is(item.Err, mail.ErrNoText) {
			continue
		}
		if !r.yield(item) {
			return false
		}
	}
	if len(files) > 0 && r.nested >= mostNested {
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: %w", path, errNested)})
	}
	r.nested++
	defer func() { r.nested-- }()
	for _, f := range files {
		switch err := r.member(path, f.Name, bytes.NewReader(f.Body), int64(len(f.Body)), at); {
		case errors.Is(err, errEnded):
			return false
		case err != nil:
			return r.broken(path, err)
		}
	}
	return true
}

// parseMail reads the text of a message.
func parseMail(path string, raw []byte, opt Options) ([]Item, []mail.File) {
	m, err := mail.Read(raw, charset.NewReaderLabel)
	if err != nil {
		return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}}, m.Attached
	}
	in, err := behind(path, m.Raw, m.Body, m.Type, opt)
	if err != nil {
		return []Item{{Path: path, Raw: raw, Err: fmt.Errorf("%s: %w", path, err)}}, m.Attached
	}
	in.known = meta{Title: m.Subject, Published: assay.DateOf(m.Date)}
	if m.List {
		in.known.Publisher = m.From
	} else {
		in.known.Author = article.ByName(m.From)
	}
	if m.HTML {
		return in.page(), m.Attached
	}
	return []Item{in.item(typePlain, string(in.dec.Bytes), in.dec.Steps, meta{})}, m.Attached
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
	if head := len(raw) - len(body); head > 0 && (len(dec.Steps) == 0 || dec.Steps[0].Text > 0) {
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
		if raw == nil {
			if !r.yield(Item{Path: one, Err: tooLarge(one, size, r.opt)}) {
				return false
			}
		} else if !r.message(one, raw, assay.Record{Offset: at, Length: size}) {
			return false
		}
		at += size
	}
}
