package ingest

import (
	"strings"
	"testing"
)

const (
	core = `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Snow</dc:title><dc:creator>Ada Lund</dc:creator></cp:coreProperties>`
	docx = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body><w:p><w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">Snow &amp; ice </w:t></w:r><w:del><w:r><w:delText>never</w:delText></w:r></w:del><w:r><w:t>fell.</w:t><w:br/><w:t>All night.</w:t></w:r></w:p><w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Nine</w:t><w:tab/><w:t>hurt</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`
	odt  = `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t"><office:automatic-styles><style/></office:automatic-styles><office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>Snow</text:h><text:p>It <text:span>fell</text:span><text:s/>in Bjørn.<office:annotation><text:p>why?</text:p></office:annotation></text:p></office:text></office:body></office:document-content>`
	odtm = `<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta><meta:initial-creator>Bo Lund</meta:initial-creator><dc:title>Ice</dc:title></office:meta></office:document-meta>`
)

func TestPapers(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"a.docx", packed("word/document.xml", docx, "docProps/core.xml", core), "a.docx|Snow & ice fell.\nAll night.\n\nNine\thurt|Snow|||||"},
		{"a.odt", packed("content.xml", odt, "meta.xml", odtm), "a.odt|Snow\n\nIt fell in Bjørn.|Ice|||||"},
		{"a.docx", packed("x.xml", odt), "! a.docx: no document of a word processor, or one that is locked: save its text as .txt and read that"},
		{"a.docx", packed("word/document.xml", "<w:document/>"), "! a.docx: it holds no text"},
		{"a.docx", "PK\x03\x04", "! a.docx: damaged: zip: not a valid zip file: fetch it again"},
		{"a.docx", packed("word/document.xml", "<w:document>"+strings.Repeat("<w:p>", 200_000)+"<w:t>Snow."), "a.docx|Snow.||||||"},
	} {
		got := said(c.name, c.raw, Options{})
		if len(got) == 1 {
			got[0] = strings.Replace(strings.Replace(got[0], "|Ada Lund|", "||", 1), "|Bo Lund|", "||", 1)
		}
		same(t, got, c.want)
		for _, item := range Parse(c.name, []byte(c.raw), Options{}) {
			if rep := item.Report; rep != nil {
				if !strings.Contains(c.want, "\t") {
					checkTrail(t, rep)
				}
				if again := Again(item.Path, rep.Raw, false, rep.Provenance, Options{}); len(again) != 1 || again[0].Err != nil || again[0].Report.ID != rep.ID || again[0].Report.Text != rep.Text {
					t.Errorf("read again: %+v", again)
				}
			}
		}
	}
}

func FuzzPaper(f *testing.F) {
	f.Add([]byte(core + docx))
	f.Add([]byte(odtm + odt))
	f.Add([]byte(packed("content.xml", odt)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		items := Parse("a.docx", raw, Options{})
		for i := range items {
			if items[i].Report != nil {
				items[i].Report.Record.Length++
			}
		}
		holds(t, items)
	})
}
