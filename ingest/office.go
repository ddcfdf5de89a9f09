package ingest

import (
	"bytes"

	"assay/article"
	"assay/ingest/office"
	"assay/trail"
)

// parsePaper reads a document of a word processor. The Raw of its report is the XML
// that it holds.
func parsePaper(path string, raw []byte, opt Options) Item {
	in := input{path: path, raw: raw, opt: opt}
	if bytes.HasPrefix(raw, []byte("PK")) {
		var err error
		if in.raw, err = office.Unpack(raw, opt.maxBytes()); err != nil {
			in.raw = raw
			return in.fail("%w", err)
		}
	}
	var err error
	if in.dec, _, err = decode(in.raw, hintHTML); err != nil {
		return in.fail("%w", err)
	}
	doc, err := office.Read(in.dec.Bytes)
	if err == nil && blank(doc.Text.Bytes) {
		err = errBlank
	}
	if err != nil {
		return in.fail("%w", err)
	}
	return in.item("application/xml", string(doc.Text.Bytes), trail.Through(doc.Text, in.dec.Steps),
		meta{Title: doc.Title, Author: article.ByName(doc.Author), Declared: doc.Language})
}
