package workspace

import (
	"os"
	"testing"
	"time"
)

// TestPace says how long pages of the ledger take that ASSAY_LEDGER names.
func TestPace(t *testing.T) {
	ledger := os.Getenv("ASSAY_LEDGER")
	if ledger == "" {
		t.Skip("SKIPPED: ASSAY_LEDGER names no ledger to measure")
	}
	start := time.Now()
	d := at(t, ledger)
	t.Logf("looked at in %v", time.Since(start))
	p := d.pile.Load()
	most := ""
	for _, e := range p.events[0].Estimates {
		most = p.screen.Run.Estimates[e].ID
		break
	}
	for _, path := range []string{"/", "/stories", "/search?q=killed", "/events/" + p.events[0].ID, "/estimates/" + most, "/api/v1/estimates/" + most, "/api/v1/events", "/quarantine"} {
		start := time.Now()
		n := len(d.page(t, path))
		t.Logf("%-40s %8d bytes %v", path, n, time.Since(start))
	}
}
