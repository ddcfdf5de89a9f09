package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"assay"
	"assay/mask"
	"assay/table"
)

// xmiTypes are the types of marks and their features; all are text, since INCEpTION knows
// no number that holds ours. Each has "entry" besides: its id in the report.
var xmiTypes = [...]struct {
	kind     string
	features []string
}{
	{"Place", strings.Fields("role gazetteer name precision country lat lon")},
	{"Time", strings.Fields("category value begins ends")},
	{"Source", strings.Fields("category name party")},
	{"Cue", nil},
	{"Content", strings.Fields("source category party kind stance mode basis checked region confidence")},
	{"Counted", nil},
	{"Figure", strings.Fields("bound low best high unit action verb per kind total country day_begin day_end role region confidence")},
	{"Event", strings.Fields("category mode background")},
	{"Mover", strings.Fields("status")},
}

// Features must not be called as those of UIMA, nor by words that Python keeps for itself.
var xmiNames = map[string]string{"begin": "begins", "end": "ends", "class": "category", "type": "category"}

const (
	segmentation = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
	xmiMarks     = "custom.assay"
)

// xmiFiles writes a type system, and a CAS for each report: its text, sentences and words,
// the marks, and relations between them. Offsets are units of UTF-16.
func xmiFiles(l *Ledger, make files) error {
	if err := make("TypeSystem.xml", typeSystem); err != nil {
		return err
	}
	docs := l.reports()
	names := l.names(docs)
	for i, read := range again(docs) {
		if err := make(names[i]+".xmi", func(w io.Writer) error { return l.xmi(w, docs[i], read) }); err != nil {
			return err
		}
	}
	return nil
}

func typeSystem(w io.Writer) error {
	var b strings.Builder
	b.WriteString(xml.Header + `<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>` + "\n")
	one := func(name string, features ...string) {
		fmt.Fprintf(&b, "<typeDescription><name>%s</name><description/><supertypeName>uima.tcas.Annotation</supertypeName>", name)
		if len(features) > 0 {
			b.WriteString("<features>")
			for _, f := range features {
				kind := "uima.cas.String"
				if f == "Governor" || f == "Dependent" {
					kind = "uima.tcas.Annotation"
				}
				fmt.Fprintf(&b, "<featureDescription><name>%s</name><description/><rangeTypeName>%s</rangeTypeName></featureDescription>", f, kind)
			}
			b.WriteString("</features>")
		}
		b.WriteString("</typeDescription>\n")
	}
	one(segmentation + ".Sentence")
	one(segmentation + ".Token")
	for _, t := range xmiTypes {
		one(xmiMarks+"."+t.kind, append([]string{"entry"}, t.features...)...)
	}
	one(xmiMarks+".Relation", "Governor", "Dependent", "role")
	b.WriteString("</types></typeSystemDescription>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// xmi writes the CAS of one report, of which read has the sentences and words.
func (l *Ledger) xmi(w io.Writer, doc, read *assay.Doc) error {
	shown := l.masks[doc.ID].Text()
	count := mask.Count(shown.Text, true)
	var b strings.Builder
	b.WriteString(xml.Header + `<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore" ` +
		`xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:assay="http:///custom/assay.ecore" xmi:version="2.0">` +
		"\n" + `<cas:NULL xmi:id="0"/>` + "\n")
	next := 1
	var members []string
	add := func(element string, sp assay.Span, attributes string) int {
		next++
		fmt.Fprintf(&b, "<%s xmi:id=\"%d\" sofa=\"1\" begin=\"%d\" end=\"%d\"%s/>\n", element, next, count(sp.Start), count(sp.End), attributes)
		members = append(members, fmt.Sprint(next))
		return next
	}
	language := "x-unspecified"
	if doc.Language != "" && doc.Language != "und" {
		language = doc.Language
	}
	add("tcas:DocumentAnnotation", assay.Span{End: int32(len(shown.Text))}, attribute("language", language))
	segments := func(element string, n int, span func(int) assay.Span) {
		behind := int32(0)
		for i := range n {
			if sp := shown.Span(span(i)); sp.Start >= behind && sp.Len() > 0 { // words of one hidden name are one
				add(element, sp, "")
				behind = sp.End
			}
		}
	}
	segments("type:Sentence", len(read.Sentences), func(i int) assay.Span { return read.Sentences[i] })
	segments("type:Token", len(read.Tokens), func(i int) assay.Span { return read.Tokens[i].Span })
	marks := l.marks(doc)
	ids := map[string]int{}
	spans := map[string]assay.Span{}
	for i := range marks {
		mk := &marks[i]
		attributes := attribute("entry", mk.id)
		for _, f := range mk.fields {
			name := f.key
			if ours := xmiNames[name]; ours != "" {
				name = ours
			}
			attributes += attribute(name, table.CellText(f.value))
		}
		for k, sp := range mk.spans { // each piece is an annotation; relations lead to the first
			at := shown.Span(sp)
			if id := add("assay:"+mk.kind, at, attributes); k == 0 {
				ids[mk.key()], spans[mk.key()] = id, at
			}
		}
	}
	for i := range marks {
		for _, p := range marks[i].points {
			add("assay:Relation", spans[marks[i].key()], fmt.Sprintf(` Governor="%d" Dependent="%d"`, ids[p.to], ids[marks[i].key()])+attribute("role", p.as))
		}
	}
	fmt.Fprintf(&b, `<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain"%s/>`+"\n", attribute("sofaString", shown.Text))
	fmt.Fprintf(&b, `<cas:View sofa="1" members="%s"/>`+"\n</xmi:XMI>\n", strings.Join(members, " "))
	_, err := io.WriteString(w, b.String())
	return err
}

// attribute writes an attribute of XML, each unit of the value kept: a character that XML
// cannot hold is a replacement character, of the same length.
func attribute(name, value string) string {
	var b strings.Builder
	b.WriteString(" " + name + `="`)
	for _, r := range value {
		switch {
		case r == '"':
			b.WriteString("&quot;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '\n' || r == '\r' || r == '\t':
			fmt.Fprintf(&b, "&#%d;", r)
		case r < ' ' || r == 0xfffe || r == 0xffff:
			b.WriteRune(0xfffd)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}
