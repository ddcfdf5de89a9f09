package origin

import (
	"testing"

	"assay"
	"assay/internal/doctest"
)

// The own voice of a press release is that of the body which issues it.
func TestIssuer(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"KELL WATER BOARD", "Kell Water Board"},
		{"Harbour Union – PRESS RELEASE", "Harbour Union"},
		{"FOR IMMEDIATE RELEASE", "Kell Ferries"},
		{"Tel: 0555 123 456", "Kell Ferries"},
	} {
		b := doctest.New(t, "release.txt", c.line+"\n\nThe Kell Water Board has 12 boats.\n\nAbout Kell Ferries")
		b.Region(assay.Release, c.line)
		b.Region(assay.Body, "The Kell Water Board has 12 boats.")
		b.Region(assay.Release, "About Kell Ferries")
		b.Actor(assay.Organization, "Kell Water Board", "", true, "Kell Water Board")
		if got := releasedBy(b.Doc); got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
	if got := releasedBy(doctest.New(t, "news.txt", "FOR IMMEDIATE RELEASE").Doc); got != "" {
		t.Errorf("of a report that is none: %q", got)
	}
}
