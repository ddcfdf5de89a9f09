package estimate

import (
	"testing"

	"assay"
	"assay/pack"
)

// Whatever bytes stand in a ledger as what a report tells are refused, or are of a report.
func FuzzReport(f *testing.F) {
	text := "At least 12 people were killed in Oxley on Monday, the police chief said."
	doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID("x", []byte(text)), Text: text})
	doc.Quantities = []assay.Quantity{{Span: assay.Span{Start: 9, End: 11}, Low: assay.Known(12), Best: assay.Known(12), Head: -1}}
	doc.Places = []assay.Place{{Span: assay.Span{Start: 34, End: 39}, Name: "Oxley"}}
	doc.Sources = []assay.Source{{Span: assay.Span{Start: 51, End: 67}}}
	doc.Claims = []assay.Claim{{Source: assay.RefTo[assay.Source](0), Content: []assay.Content{{Span: assay.Span{Start: 0, End: 49}}}}}
	doc.Figures = []assay.Figure{{Quantity: doc.Quantities[0], Unit: "person", Action: "killed", Counted: assay.Span{Start: 12, End: 18}, Places: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](0)}, Claim: assay.RefTo[assay.Claim](0)}}
	f.Add(Read(doc).Bytes())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		kept := []Kept{{ID: doc.ID, Bytes: b}, {ID: assay.NewReportID("y", nil), Bytes: Read(doc).Bytes()}}
		r, err := Parse(b, pack.NewNames())
		if err != nil {
			return
		}
		r.Bytes()
		_, _, _, _ = AmongKept(func() ([]Kept, error) { return kept, nil }, nil, Options{}, func([]assay.Occurrence) {})
	})
}
