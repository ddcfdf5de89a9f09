package ingest

import (
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkPages reads the pages of scrapinghub, one after the other.
func BenchmarkPages(b *testing.B) {
	files, _ := filepath.Glob("../../shared/data/pages/scrapinghub/html/*.html.gz")
	if len(files) == 0 {
		b.Skip("SKIPPED: no ../shared/data/pages")
	}
	var pages [][]byte
	size := 0
	for _, f := range files {
		zr, err := os.Open(f)
		if err != nil {
			b.Fatal(err)
		}
		raw := inflate(b, zr)
		pages = append(pages, raw)
		size += len(raw)
	}
	n := 0
	for b.Loop() {
		for _, raw := range pages {
			Parse("a.html", raw, Options{})
			n++
		}
	}
	b.SetBytes(int64(size))
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pages/s")
}
