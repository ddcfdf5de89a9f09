package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay/internal/workload"
	"assay/pipeline"
	"assay/store"
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

// BenchmarkPages measures pages of a ledger of many generated reports, 20,000 of them unless
// ASSAY_REPORTS is another number.
func BenchmarkPages(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("ASSAY_REPORTS"))
	if err != nil {
		n = 20_000
	}
	name := filepath.Join(b.TempDir(), "assay.db")
	st, err := store.Create(b.Context(), name)
	if err != nil {
		b.Fatal(err)
	}
	stages := pipeline.Default(pipeline.Options{})
	docs := workload.Tell(n, 7).Docs
	for from := 0; from < len(docs); from += 1000 {
		if _, err := st.Add(b.Context(), docs[from:min(len(docs), from+1000)], stages); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(st.Prepare(b.Context()), st.Close()); err != nil {
		b.Fatal(err)
	}
	d := at(b, name)
	p := d.pile.Load()
	for _, path := range []string{"/", "/?action=killed", "/stories", "/search?q=killed", links.Event(p.events[0].ID), links.Estimate(p.screen.Run.Estimates[p.events[0].Tolls[0]].ID)} {
		b.Run(strings.TrimPrefix(path, "/"), func(b *testing.B) {
			for b.Loop() {
				d.page(b, path)
			}
		})
	}
}
