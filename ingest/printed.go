package ingest

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"assay"
	"assay/article"
	"assay/ingest/pdf"
)

// printed reads a PDF file. The Raw of its report is the sheet that is made of it.
func (in input) printed() Item {
	sheet := in.raw
	if !pdf.IsSheet(sheet) {
		var err error
		if sheet, err = pdf.Unpack(sheet, in.opt.maxBytes()); err != nil {
			return in.fail("%w", err)
		}
	}
	doc, err := pdf.Read(sheet)
	if err == nil && blank(doc.Text.Bytes) {
		err = errBlank
		if len(doc.Unread) > 0 {
			err = fmt.Errorf("damaged: %s cannot be read: fetch it again", pageNames(doc.Unread))
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
		in.note("damaged: %s cannot be read", pageNames(doc.Unread))
	}
	if len(doc.Pictures) > 0 {
		in.note("%s without text: have a program read them (OCR) if they matter", pictures(doc.Pictures))
	}
	m := meta{URL: in.from.Address, Title: doc.Title, Author: article.ByName(doc.Author), Modified: doc.Modified}
	if isFileName(m.Title) {
		m.Title = ""
	}
	if in.opt.Published.IsZero() && !doc.Created.IsZero() { // the user knows better than the file
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
	return in.item(typePDF, string(doc.Text.Bytes), doc.Text.Steps, m)
}

// isPDF reports whether raw starts as a PDF file does, or as the sheet of one.
func isPDF(raw []byte) bool { return bytes.HasPrefix(raw, []byte("%PDF-")) || pdf.IsSheet(raw) }

// pageNames names pages.
func pageNames(list []int) string {
	if len(list) == 1 {
		return fmt.Sprintf("page %d", list[0])
	}
	return "pages " + pdf.PageList(list)
}

// pictures says which pages are pictures.
func pictures(list []int) string {
	if len(list) == 1 {
		return pageNames(list) + " is a picture"
	}
	return pageNames(list) + " are pictures"
}

// isFileName reports whether a title is the name of the file that a program made the
// document from: "Microsoft Word - bulletin 3.docx".
func isFileName(title string) bool {
	ext := strings.ToLower(path.Ext(title))
	return len(ext) >= 3 && len(ext) <= 5 && !strings.Contains(ext, " ") && strings.Trim(ext[1:], "0123456789") != ""
}
