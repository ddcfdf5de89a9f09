package occurrence_test

import (
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"assay/estimate"
	"assay/internal/workload"
	"assay/occurrence"
)

// TestPile says how long a pile of ASSAY_PILE invented reports takes and how much memory.
func TestPile(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("ASSAY_PILE"))
	if n == 0 {
		t.Skip("ASSAY_PILE is not set")
	}
	pile := workload.Misread(n, 1)
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	list := occurrence.Occurrences(pile.Docs, nil)
	took := time.Since(start)
	items := 0
	for i := range list {
		for _, t := range list[i].Tellings {
			items += len(t.Figures)
		}
	}
	start = time.Now()
	ests := estimate.From(pile.Docs, nil, list, estimate.Options{})
	also := time.Since(start)
	runtime.ReadMemStats(&after)
	t.Logf("%d reports: %d figures, %d occurrences, %v, %d estimates of them, %v, %d MB allocated, %d MB taken from the system", n, items, len(list), took, len(ests), also, (after.TotalAlloc-before.TotalAlloc)>>20, after.Sys>>20)
}
