// Package office reads the text of documents that word processors write: DOCX (Office
// Open XML) and ODT (OpenDocument). Both are ZIP files that hold XML. [Unpack] takes out
// of one what says who wrote it and what it says, one behind the other, and [Read] reads
// that: paragraphs, with the way back from each byte, the title, the author. What was
// deleted and is kept as a change is left out, as are comments and notes. The days that
// a document carries are those of its file, not of a report: they are not taken.
package office

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"assay/trail"
)

// A Document is what was found in one.
type Document struct {
	Text                    trail.Text
	Title, Author, Language string
}

// Where the formats have what: what is about a document before the document itself.
var parts = [][2]string{
	{"docProps/core.xml", "word/document.xml"},
	{"meta.xml", "content.xml"},
}

// ErrOther says that a ZIP file is no document.
var ErrOther = errors.New("no document of a word processor, or one that is locked: save its text as .txt and read that")

// Unpack returns the XML of a document, of at most limit bytes.
func Unpack(raw []byte, limit int64) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("damaged: %w: fetch it again", err)
	}
	for _, names := range parts {
		var all []byte
		for i, name := range names {
			f, err := z.Open(name)
			if err != nil {
				if i == 0 {
					continue // nothing is said about it
				}
				all = nil
				break
			}
			b, err := io.ReadAll(io.LimitReader(f, limit+1))
			f.Close()
			if err != nil {
				return nil, fmt.Errorf("damaged: %s: %w: fetch it again", name, err)
			}
			if all = append(all, b...); int64(len(all)) > limit {
				return nil, fmt.Errorf("too large: it inflates to more than %d MB: split it", limit>>20)
			}
		}
		if all != nil {
			return all, nil
		}
	}
	return nil, ErrOther
}

//go:embed elements.txt
var table string

// roles are what elements are.
var roles = sync.OnceValue(func() map[string]role {
	m := map[string]role{}
	next := document
	for line := range strings.Lines(table) {
		if _, names, ok := strings.Cut(line, "|"); ok {
			for _, name := range strings.Fields(names) {
				m[name] = next
			}
			next++
		}
	}
	return m
})

type role uint8

// The roles, in the order of the table.
const (
	other role = iota
	document
	paragraph
	run
	newline
	tab
	space
	skip
	title
	author
	language
)

// Read reads what [Unpack] gives, which is UTF-8.
func Read(text []byte) (doc Document, err error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var open []role
	var in [language + 1]int // how many of each are open
	odt, begun, pending := false, false, false
	t := &doc.Text
	for {
		from := int(d.InputOffset())
		tok, err := d.Token()
		to := int(d.InputOffset())
		if err != nil {
			if !errors.Is(err, io.EOF) && to < len(text) {
				return doc, fmt.Errorf("damaged: malformed XML: %w: fetch it again", err)
			}
			break // what is cut off is taken as far as it goes
		}
		say := func(s string) {
			if pending && len(t.Bytes) > 0 {
				t.Add("\n\n", max(0, from-2))
			}
			pending = false
			t.Add(s, from)
		}
		seen := in[document] > 0 && in[skip] == 0
		switch tok := tok.(type) {
		case xml.StartElement:
			as := roles()[strings.ToLower(tok.Name.Local)]
			open = append(open, as)
			in[as]++
			switch {
			case as == document && in[document] == 1:
				odt, begun = strings.Contains(tok.Name.Local, "-"), true
			case !seen || in[paragraph] == 0:
			case as == newline:
				say("\n")
			case as == tab:
				say("\t")
			case as == space:
				say(" ")
			}
		case xml.EndElement:
			if n := len(open) - 1; n >= 0 {
				if in[open[n]]--; open[n] == paragraph && seen {
					pending = true
				}
				open = open[:n]
			}
		case xml.CharData:
			switch {
			case seen && in[paragraph] > 0 && (odt || in[run] > 0):
				say("")
				t.AddXML(text, from, to)
			case begun:
			case in[title] > 0:
				doc.Title = line(tok)
			case in[author] > 0:
				doc.Author = line(tok)
			case in[language] > 0:
				doc.Language = line(tok)
			}
		}
	}
	t.Close(len(text))
	if !begun {
		return doc, ErrOther
	}
	return doc, nil
}

func line(b []byte) string { return strings.Join(strings.Fields(string(b)), " ") }
