package ingest

import (
	"fmt"
	"path"
	"strings"

	"assay"
	"assay/article"
	"assay/ingest/pdf"
)

// parsePrinted reads a PDF file. The Raw of its report is the sheet that is made of it.
func parsePrinted(name string, raw []byte, opt Options) Item {
	in := input{path: name, raw: raw, opt: opt}
	sheet := raw
	if !pdf.IsSheet(raw) {
		var err error
		if sheet, err = pdf.Unpack(raw, opt.maxBytes()); err != nil {
			return in.fail("%w", err)
		}
	}
	doc, err := pdf.Read(sheet)
	if err == nil && blank(doc.Text.Bytes) {
		err = errBlank
		if len(doc.Unread) > 0 {
			err = fmt.Errorf("damaged: page %s cannot be read: fetch it again", pdf.PageList(doc.Unread))
		}
		if len(doc.Pictures) > 0 {
			err = fmt.Errorf("it holds no text: %s: have a program read them (OCR), and read what that gives", pictures(doc.Pictures))
		}
	}
	if err != nil {
		return in.fail("%w", err)
	}
	in.raw = sheet
	if len(doc.Unread) > 0 {
		in.note("damaged: page %s cannot be read", pdf.PageList(doc.Unread))
	}
	if len(doc.Pictures) > 0 {
		in.note("%s and hold no text: have a program read them (OCR) if they matter", pictures(doc.Pictures))
	}
	m := meta{Title: doc.Title, Author: article.ByName(doc.Author), Modified: doc.Modified}
	if isFileName(m.Title) {
		m.Title = ""
	}
	if opt.Published.IsZero() && !doc.Created.IsZero() { // the user knows better than the file
		m.Published = doc.Created
		in.problems = append(in.problems, assay.Problem{Stage: stage, Note: true, Err: fmt.Sprintf("its day, %s, is the one on which the file was made: give --published if it appeared on another", doc.Created)})
	}
	said := func(where *string, value string) {
		if value != "" {
			*where = "pdf"
		}
	}
	said(&m.Found.Title, m.Title)
	said(&m.Found.Author, m.Author)
	said(&m.Found.Published, m.Published.String())
	said(&m.Found.Modified, m.Modified.String())
	return in.item("application/pdf", string(doc.Text.Bytes), doc.Text.Steps, m)
}

// pictures says which pages are pictures.
func pictures(pages []int) string {
	if len(pages) == 1 {
		return fmt.Sprintf("page %d is a picture", pages[0])
	}
	return fmt.Sprintf("pages %s are pictures", pdf.PageList(pages))
}

// isFileName reports whether a title is the name of the file that a program made the
// document from: "Microsoft Word - bulletin 3.docx".
func isFileName(title string) bool {
	ext := strings.ToLower(path.Ext(title))
	return len(ext) >= 3 && len(ext) <= 5 && !strings.Contains(ext, " ") && strings.Trim(ext[1:], "0123456789") != ""
}
