package workload_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/internal/workload"
	"assay/ledger"
	"assay/place/gazetteer"
	"assay/view"
)

// TestTell holds invented reports to what a reader's are held to, and to what is said to
// be true of them.
func TestTell(t *testing.T) {
	told := workload.Tell(400, 7)
	if len(told.Docs) != 400 || len(told.Of) != 400 {
		t.Fatalf("%d reports", len(told.Docs))
	}
	if again := workload.Tell(400, 7); !reflect.DeepEqual(told, again) {
		t.Error("the same number and seed give other reports")
	}
	if other := workload.Tell(400, 8); other.Docs[0].Text == told.Docs[0].Text {
		t.Error("another seed gives the same reports")
	}
	copied, figures, ids := 0, 0, map[assay.ReportID]bool{}
	for i, doc := range told.Docs {
		if ids[doc.ID] {
			t.Errorf("report %d is there twice", i)
		}
		ids[doc.ID] = true
		if len(doc.Figures) == 0 || len(told.Of[i]) != len(doc.Figures) {
			t.Fatalf("report %d: %d figures, the events of %d", i, len(doc.Figures), len(told.Of[i]))
		}
		figures += len(doc.Figures)
		view.Spans(doc, ^assay.Layer(0), func(what string, k int, sp *assay.Span) {
			if err := sp.Check(doc.Text); err != nil {
				t.Fatalf("report %d: %s %d: %v", i, what, k, err)
			}
		})
		for k := range doc.Figures {
			f := &doc.Figures[k]
			e := &told.Events[told.Of[i][k]]
			if pl := f.Places[0].In(doc.Places); pl == nil || pl.Gazetteer != e.Place || !strings.EqualFold(pl.Span.In(doc.Text), pl.Name) {
				t.Errorf("report %d: figure %d is in %v, its event in %s", i, k, pl, e.Place)
			}
			if !f.Begin.Equal(e.Begin) || !slices.Equal(f.Countries, []string{e.Country}) {
				t.Errorf("report %d: figure %d has other days or another country than its event", i, k)
			}
			if f.Claim.In(doc.Claims) != nil && !f.Claim.In(doc.Claims).Content[0].Span.Contains(f.Quantity.Span) {
				t.Errorf("report %d: figure %d lies outside its claim", i, k)
			}
			if w := f.Of.In(doc.Figures); w != nil && w.Action != f.Action {
				t.Errorf("report %d: figure %d is a part of another action", i, k)
			}
		}
	}
	for _, st := range told.Stories {
		copied += len(st.Links)
		if len(st.Links)+1 != len(st.Reports) {
			t.Errorf("%s: %d reports, %d links", st.ID, len(st.Reports), len(st.Links))
		}
	}
	if copied < 40 || copied > 120 {
		t.Errorf("%d of 400 reports are copies", copied)
	}
	for _, e := range told.Events {
		if _, ok := gazetteer.ByID(e.Place); !ok {
			t.Errorf("%s is no entry", e.Place)
		}
	}
	var lines bytes.Buffer
	if err := ledger.Encode(&lines, told.Docs, told.Stories, nil, nil); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d events, %d figures, %d copies, %d bytes of ledger; the last report:\n%s", len(told.Events), figures, copied, lines.Len(), told.Docs[399].Text)
}
