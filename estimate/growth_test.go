package estimate_test

import (
	"os"
	"runtime"
	"strconv"
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
