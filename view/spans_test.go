package view_test

import (
	"reflect"
	"strings"
	"testing"

	"assay"
	"assay/view"
)

// fill puts one element into every list below v, and numbers every span.
func fill(v reflect.Value, n *int32) {
	if sp, ok := v.Addr().Interface().(*assay.Span); ok {
		*n++
		*sp = assay.Span{Start: *n, End: *n + 1}
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Report" && f.Type != reflect.TypeFor[assay.Published]() {
				fill(v.Field(i), n)
			}
		}
	}
}

// Every span of a Doc is visited once, in one layer, and moved in a copy only.
func TestSpansFindsAll(t *testing.T) {
	var doc assay.Doc
	n := int32(0)
	fill(reflect.ValueOf(&doc).Elem(), &n)
	doc.Report = &assay.Report{Text: "\u200bkil\u00adled here", Title: "x\u200b"}
	seen := map[int32]int{}
	for layer := assay.Layer(1); layer != 0; layer <<= 1 {
		view.Spans(&doc, layer, func(_ string, _ int, sp *assay.Span) { seen[sp.Start]++ })
	}
	for k := int32(1); k <= n; k++ {
		if seen[k] != 1 {
			t.Errorf("span %d of %d was visited %d times", k, n, seen[k])
		}
	}
	var again assay.Doc
	m := int32(0)
	fill(reflect.ValueOf(&again).Elem(), &m)
	again.Report = doc.Report
	v := view.Of(doc.Text)
	moved := v.BackTo(doc.Report, &doc)
	if !reflect.DeepEqual(doc, again) {
		t.Error("the doc that was moved has changed")
	}
	k := 0
	view.Spans(moved, ^assay.Layer(0), func(what string, _ int, sp *assay.Span) {
		k++
		if sp.Start < 3 {
			t.Errorf("a span of %s was not moved: %v", what, sp)
		}
	})
	if k != int(n) || n < 20 {
		t.Errorf("%d of %d spans were moved", k, n)
	}
	rep, _ := view.Report(doc.Report)
	if rep.Text != "killed here" || rep.Title != "x" || doc.Report.Title != "x\u200b" {
		t.Errorf("the report is read as %+q, %+q", rep.Text, rep.Title)
	}
	if rep, v := view.Report(&assay.Report{Text: "plain"}); rep.Text != "plain" || !v.Plain() {
		t.Error("a plain report has a view of its own")
	}
}

// In a region that was wrapped or set to an even margin one space stands between words;
// what stands between regions, and tabs, stay.
func TestFlow(t *testing.T) {
	text := "Two  words\n\nIlse\n   Oyelaran   said \t so,\n\tdid  she\tnot?\n\n  End."
	doc := assay.NewDoc(&assay.Report{Text: text})
	from, to := strings.Index(text, "Ilse"), strings.Index(text, "\n\n  End")
	doc.Regions = []assay.Region{{Span: assay.Span{Start: int32(from), End: int32(to)}}}
	v := view.Flow(doc)
	if want := "Two  words\n\nIlse Oyelaran said \t so, did she\tnot?\n\n  End."; doc.Text != want || v.Text != want {
		t.Errorf("flows as %q, want %q", doc.Text, want)
	}
	if got := doc.Regions[0].Span.In(doc.Text); got != "Ilse Oyelaran said \t so, did she\tnot?" {
		t.Errorf("the region is %q", got)
	}
	at := int32(strings.Index(v.Text, "Ilse Oyelaran"))
	if got := v.Back(assay.Span{Start: at, End: at + 13}).In(text); got != "Ilse\n   Oyelaran" {
		t.Errorf("the name stands on %q", got)
	}
}
