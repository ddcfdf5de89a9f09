// Package pdf reads the text of PDF files. A file says which glyph stands where on a
// page, and nothing of words, lines or order. [Unpack] has PDFium find the characters
// (github.com/klippa-app/go-pdfium: WebAssembly that comes with the module and is
// compiled when the first file is met) and writes them down as a sheet: lines of text
// with where on which page they stand, behind what the file says about itself. [Read]
// makes a text of a sheet: columns one after the other, lines of a paragraph together,
// headers and footers that pages repeat left out, with the way back from each byte. A
// sheet is what is kept of a file: all of it can be read without PDFium, and a name in
// it can be masked, which in the compressed streams of a PDF it cannot. Its first lines
// have the digest of the file, so that the file can be held to it.
//
// PDFium runs within limits of memory and time, and without files, clock or network of
// ours. Pages that are pictures have no text: the package reads no pictures, and says
// which pages they are. Text that runs across the page (stamps, watermarks) is left out.
// The order of columns is that of "recursive X-Y cut" (Nagy and Seth 1984), cut only
// where both sides are prose: tables are read row by row.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"assay"
	"assay/trail"
)

// A Document is what was found in one.
type Document struct {
	Text              trail.Text
	Title, Author     string
	Created, Modified assay.Date // of the file
	Pages             int
	Pictures          []int // pages that hold pictures and no text, from 1
	Unread            []int // pages that are damaged
}

// Errors that say what to do.
var (
	ErrLocked  = errors.New("locked by a password: unlock it, or save its text as .txt and read that")
	ErrDamaged = errors.New("damaged, or no PDF file: fetch it again")
	errSheet   = errors.New("damaged: no sheet of a PDF file")
)

// IsSheet reports whether raw is what [Unpack] gives.
func IsSheet(raw []byte) bool { return bytes.HasPrefix(raw, []byte(mark)) }

// A sheet is mark, fields of one line each, an empty line, and the pages. A page is a
// line of a form feed and how many pictures it has where it has no text; then its lines
// in the order of the file: from where to where, its base line counted from below, the
// size of its letters, all in tenths of a point, a tab, the text.
const (
	mark     = "%assay-pdf 1\n"
	title    = "Title"
	author   = "Author"
	created  = "Created"
	modified = "Modified"
	digest   = "SHA-256"
)

// unread stands for the number of pictures where a page is damaged.
const unread = -1

// A piece is a line of a sheet: a stretch of letters with no wide gap in it.
type piece struct {
	from, to int // of the text, in the sheet
	x0, x1   int
	y, size  int
	chars    int
}

type sheet struct {
	text     []byte
	pictures int
	pieces   []piece
}

// parse reads a sheet.
func parse(raw []byte) (fields map[string]string, pages []sheet, err error) {
	head, _, ok := bytes.Cut(raw, []byte("\n\n"))
	if !ok || !IsSheet(raw) || !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		return nil, nil, errSheet
	}
	fields = map[string]string{}
	for line := range strings.Lines(string(head[min(len(mark), len(head)):])) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		fields[name] = value
	}
	for at := len(head) + 2; at < len(raw); {
		end := len(raw)
		if k := bytes.IndexByte(raw[at:], '\n'); k >= 0 {
			end = at + k
		}
		line := raw[at:end]
		switch {
		case len(line) > 0 && line[0] == '\f':
			n, err := numbers(line[1:], 1)
			if err != nil {
				return nil, nil, err
			}
			pages = append(pages, sheet{text: raw, pictures: n[0]})
		case len(line) > 0:
			tab := bytes.IndexByte(line, '\t')
			if tab < 0 || len(pages) == 0 {
				return nil, nil, errSheet
			}
			n, err := numbers(line[:tab], 4)
			if err != nil {
				return nil, nil, err
			}
			text := line[tab+1:]
			if len(text) == 0 {
				return nil, nil, errSheet
			}
			pg := &pages[len(pages)-1]
			pg.pieces = append(pg.pieces, piece{from: at + tab + 1, to: end, x0: n[0], x1: n[1], y: n[2], size: max(1, n[3]), chars: utf8.RuneCount(text)})
		}
		at = end + 1
	}
	return fields, pages, nil
}

// numbers reads n numbers.
func numbers(b []byte, n int) ([]int, error) {
	words := strings.Fields(string(b))
	if len(words) != n {
		return nil, errSheet
	}
	list := make([]int, n)
	for i, w := range words {
		v, err := strconv.ParseInt(w, 10, 32)
		if err != nil || v < -far || v > far {
			return nil, errSheet
		}
		list[i] = int(v)
	}
	return list, nil
}

// far is further than any page reaches, in tenths of a point.
const far = 10_000_000

// Read reads a sheet, as [Unpack] gives it.
func Read(raw []byte) (doc Document, err error) {
	fields, pages, err := parse(raw)
	if err != nil {
		return doc, err
	}
	doc.Pages = len(pages)
	doc.Title, doc.Author = fields[title], fields[author]
	doc.Created, doc.Modified = day(fields[created]), day(fields[modified])
	for i, pg := range pages {
		switch {
		case pg.pictures == unread:
			doc.Unread = append(doc.Unread, i+1)
		case len(pg.pieces) == 0 && pg.pictures > 0:
			doc.Pictures = append(doc.Pictures, i+1)
		}
	}
	w := writer{raw: raw, body: bodySize(pages)}
	for _, keep := range withoutFurniture(pages) {
		for _, flow := range flows(keep) {
			w.flow(flow)
		}
	}
	w.text.Close(len(raw))
	doc.Text = w.text
	return doc, nil
}

// day reads a day as PDF writes it: "D:20240506070809+02'00'".
func day(s string) (d assay.Date) {
	digits := strings.TrimPrefix(s, "D:")
	for i, to := range []*int{&d.Year, &d.Month, &d.Day} {
		width := 2
		if i == 0 {
			width = 4
		}
		if len(digits) < width {
			break
		}
		n, err := strconv.Atoi(digits[:width])
		if err != nil || n < 0 {
			break
		}
		*to, digits = n, digits[width:]
	}
	if d.Year < 1990 || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 {
		return assay.Date{}
	}
	return d
}

// PageList names pages: "2, 5-7".
func PageList(pages []int) string {
	var parts []string
	for i := 0; i < len(pages); {
		k := i
		for k+1 < len(pages) && pages[k+1] == pages[k]+1 {
			k++
		}
		one := strconv.Itoa(pages[i])
		if k > i {
			one = fmt.Sprintf("%d-%d", pages[i], pages[k])
		}
		parts = append(parts, one)
		i = k + 1
	}
	return strings.Join(parts, ", ")
}
