package estimate_test

import (
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay"
	"assay/estimate"
	"assay/internal/workload"
	"assay/pack"
)

// TestPile says what a pile of ASSAY_PILE invented reports costs, from what is kept of each
// to all estimates.
func TestPile(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("ASSAY_PILE"))
	if n == 0 {
		t.Skip("ASSAY_PILE is not set")
	}
	told := workload.Tell(n, 7)
	var kept []estimate.Kept
	begun := time.Now()
	done := func(what string) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Logf("%-20s %6.2f s, %d MB live, %d MB from the system", what, time.Since(begun).Seconds(), m.HeapAlloc>>20, m.Sys>>20)
		begun = time.Now()
	}
	for _, r := range estimate.ReadAll(told.Docs) {
		kept = append(kept, estimate.Kept{ID: r.ID, Bytes: r.Bytes()})
	}
	done("read")
	told.Docs, told.Of = nil, nil
	runtime.GC()
	done("invented are gone")
	names := pack.NewNames()
	var list []*estimate.Report
	for i, k := range kept {
		r, err := estimate.Parse(k.Bytes, names)
		if err != nil {
			t.Fatal(err)
		}
		kept[i].Bytes, r.ID = nil, k.ID
		list = append(list, r)
	}
	runtime.GC()
	done("parsed")
	events, estimates := estimate.Among(list, told.Stories, estimate.Options{}, func([]assay.Occurrence) {})
	done("estimated")
	t.Logf("%d events, %d estimates", len(events), len(estimates))
}

// BenchmarkGrowth prints how the processor time from what is known of reports to all
// estimates grows with their number: with forty a day, and where all tell of twenty days.
func BenchmarkGrowth(b *testing.B) {
	for _, k := range []struct {
		name string
		tell func(n int) *workload.Told
	}{
		{"forty a day", func(n int) *workload.Told { return workload.Tell(n, 7) }},
		{"twenty days", func(n int) *workload.Told { return workload.TellWithin(n, 20, 7) }},
	} {
		b.Run(k.name, func(b *testing.B) {
			workload.Growth(b, []int{1000, 2000, 4000, 8000}, func(n int) func() {
				told := k.tell(n)
				list := estimate.ReadAll(told.Docs)
				return func() { estimate.Among(list, told.Stories, estimate.Options{}, func([]assay.Occurrence) {}) }
			})
		})
	}
}

// TestFiguresGrow holds that a text of nothing but figures takes time in step with its length:
// four times the text four times, where the square would take sixteen. Margins are wide, as
// machines are shared.
func TestFiguresGrow(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	took := func(n int) float64 {
		const sentence = "12 people fell. "
		doc := &assay.Doc{Report: &assay.Report{Text: strings.Repeat(sentence, n)}}
		doc.Regions = []assay.Region{{Kind: assay.Body, Span: assay.Span{End: int32(len(doc.Text))}}}
		for i := range n {
			at := int32(i * len(sentence))
			number := assay.Known(float64(i + 2))
			q := assay.Quantity{Span: assay.Span{Start: at, End: at + 2}, Low: number, Best: number, High: number, Unit: "person"}
			doc.Sentences = append(doc.Sentences, assay.Span{Start: at, End: at + int32(len(sentence)) - 1})
			doc.Figures = append(doc.Figures, assay.Figure{Quantity: q, Action: "killed", Unit: "person", Counted: assay.Span{Start: at + 3, End: at + 9}})
			doc.Events = append(doc.Events, assay.Event{Span: assay.Span{Start: at + 10, End: at + 14}, Background: true, Figures: []assay.Ref[assay.Figure]{assay.RefTo[assay.Figure](i)}})
		}
		best := math.Inf(1)
		for range 2 {
			start := workload.CPU()
			estimate.All([]*assay.Doc{doc}, nil, estimate.Options{})
			best = min(best, (workload.CPU() - start).Seconds())
		}
		return best
	}
	once, four := took(5000), took(20_000)
	t.Logf("%.2f s for 5,000 figures, %.2f s for 20,000", once, four)
	if four > 9*once {
		t.Errorf("%.2f s for 5,000 figures, %.2f s for four times as many", once, four)
	}
}
