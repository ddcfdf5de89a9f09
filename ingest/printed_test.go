package ingest

import (
	"fmt"
	"strings"
	"testing"

	"assay"
)

// pdfOf is a PDF file of one page.
func pdfOf(info, content string) string {
	return fmt.Sprintf("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</I 7 0 R>>>>>>endobj\n"+
		"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj 6 0 obj<<%s>>endobj\n"+
		"7 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nx\nendstream endobj\ntrailer<</Root 1 0 R/Info 6 0 R>>\n", len(content), content, info)
}

func TestPrinted(t *testing.T) {
	raw := pdfOf("/Title(Snow)/Author(By J. Lund)/CreationDate(D:20210203040506Z)/ModDate(D:20210204)", "BT /F 12 Tf 70 700 Td (Snow fell in) Tj 0 -14 Td (the night.) Tj ET")
	for _, name := range []string{"a.pdf", "-"} {
		items := Parse(name, []byte(raw), Options{})
		rep := items[0].Report
		if rep == nil {
			t.Fatal(items[0].Err)
		}
		if rep.Text != "Snow fell in the night." || rep.Title != "Snow" || rep.Author != "J. Lund" || rep.Format != "application/pdf" ||
			rep.Published != (assay.Published{Date: assay.Date{Year: 2021, Month: 2, Day: 3}, From: "metadata"}) || rep.Modified.Day != 4 ||
			rep.Found != (assay.Found{Title: "pdf", Author: "pdf", Published: "pdf", Modified: "pdf"}) {
			t.Errorf("%s: %+v", name, rep)
		}
		checkTrail(t, rep)
		again := Again(name, rep.Raw, false, rep.Provenance, Options{})
		if again[0].Err != nil || again[0].Report.ID != rep.ID || again[0].Report.Text != rep.Text {
			t.Errorf("read again: %+v", again)
		}
	}
	day := assay.Date{Year: 2021, Month: 2, Day: 1}
	if rep := Parse("a.pdf", []byte(raw), Options{Published: day})[0].Report; rep.Published != (assay.Published{Date: day, From: "flag"}) {
		t.Errorf("%+v", rep.Published)
	}
	if rep := Parse("a.pdf", []byte(pdfOf("/Title(Microsoft Word - snow 3.docx)", "BT /F 12 Tf 70 700 Td (Snow fell.) Tj ET")), Options{})[0].Report; rep.Title != "" || !rep.Published.Date.IsZero() {
		t.Errorf("%+v", rep)
	}
	for raw, want := range map[string]string{
		pdfOf("", "q 500 0 0 500 0 0 cm /I Do Q"): "a.pdf: it holds no text: page 1 is a picture: have a program read them (OCR), and read what that gives",
		pdfOf("", ""):                        "a.pdf: it holds no text",
		"%PDF-1.4\n":                         "a.pdf: damaged, or no PDF file: fetch it again",
		"%assay-pdf 1\n\n\f0\n1 2 3\txx\n\n": "a.pdf: damaged: no sheet of a PDF file",
	} {
		item := Parse("a.pdf", []byte(raw), Options{})[0]
		if item.Err == nil || item.Err.Error() != want || string(item.Raw) != raw {
			t.Errorf("got %v, want %s", item.Err, want)
		}
	}
	if item := Parse("a.html", []byte("%PDF-1.4\n"), Options{})[0]; item.Err == nil || !strings.Contains(item.Err.Error(), "a PDF file, not text") {
		t.Error(item.Err)
	}
}
