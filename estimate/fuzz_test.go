package estimate

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"assay"
)

func FuzzEstimates(f *testing.F) {
	f.Add("At least 12 people, six of them children, were killed in Oxley in recent days, the police chief said.", 0, 11, 12, 18)
	f.Add("“‘\x80…", 1, 2, 0, 3)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		text = strings.ToValidUTF8(text, "?")
		span := func(a, b int) assay.Span {
			n := len(text) + 1
			a, b = ((a%n)+n)%n, ((b%n)+n)%n
			a, b = min(a, b), max(a, b)
			for a > 0 && a < len(text) && !utf8.RuneStart(text[a]) {
				a--
			}
			for b < len(text) && !utf8.RuneStart(text[b]) {
				b++
			}
			return assay.Span{Start: int32(a), End: int32(b)}
		}
		doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID("x", []byte(text)), Text: text})
		doc.Quantities = []assay.Quantity{{Span: span(a, b), Low: assay.Known(1), Head: -1}, {Span: span(c, d), Best: assay.Known(2), Head: -1}}
		doc.Places = []assay.Place{{Span: span(b, c)}}
		doc.Times = []assay.Time{{Span: span(a, c), Type: "date"}}
		doc.Sources = []assay.Source{{Span: span(b, d)}, {Span: span(a, d), Class: assay.Document}}
		doc.Claims = []assay.Claim{
			{Source: assay.RefTo[assay.Source](0), Channel: span(c, d), Content: []assay.Content{{Span: span(a, d)}}, Via: assay.RefTo[assay.Claim](1)},
			{Source: assay.RefTo[assay.Source](1), Channel: span(a, b), Content: []assay.Content{{Span: span(a, d)}}, Via: assay.RefTo[assay.Claim](0)},
		}
		for i := range doc.Quantities {
			doc.Figures = append(doc.Figures, assay.Figure{
				Quantity: doc.Quantities[i], Unit: "person", Action: "killed", Verb: "kill", Counted: span(c, a),
				Places: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](0)}, Time: assay.RefTo[assay.Time](0), Claim: assay.RefTo[assay.Claim](i),
			})
		}
		n := 0
		for _, est := range Estimates([]*assay.Doc{doc}, nil, Options{}) {
			for _, en := range est.Series {
				if en.Evidence.Text != doc.Quote(en.Evidence.Span) {
					t.Fatalf("%q does not quote", en.Evidence.Text)
				}
				n++
			}
		}
		if n > 2 { // fewer where what a report says is no toll
			t.Fatalf("%d entries of 2 figures", n)
		}
	})
}

func BenchmarkEstimates(b *testing.B) {
	var docs []*assay.Doc
	var stories []assay.Story
	size := 0
	for i := range 2000 {
		town := fmt.Sprintf("Town%d", i/4)
		text := fmt.Sprintf("Floods in %s killed %d people, the interior ministry said. Some %d families were displaced.", town, 10+i%7, 200+i%9)
		d := newDraft(&testing.T{}, fmt.Sprint(i), "2024-05-02", text)
		cl := d.claim("the interior ministry", "interior ministry", assay.Organization, "Floods in "+town, nil)
		d.fact(exactly(fmt.Sprint(10+i%7), float64(10+i%7), "killed", fact{counted: "people", place: town, verb: "kill", claim: cl}))
		d.fact(exactly(fmt.Sprint(200+i%9), float64(200+i%9), "displaced", fact{unit: "household", counted: "families", place: town, verb: "displace"}))
		docs, stories = append(docs, d.doc), append(stories, story(d.doc))
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		Estimates(docs, stories, Options{})
	}
}
