package export

import (
	"os"
	"strings"
	"testing"
)

// TestSeedsPage makes the page of the seeds; with ASSAY_PAGE it is kept there to
// be looked at.
func TestSeedsPage(t *testing.T) {
	run := seedsRun(t)
	var b strings.Builder
	if err := Page(&b, run, PageOptions{}); err != nil {
		t.Fatal(err)
	}
	if path := os.Getenv("ASSAY_PAGE"); path != "" {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
