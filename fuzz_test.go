package assay

import (
	"strings"
	"testing"
)

// Whatever is written as a day or an id is refused, or is written again as it was.
func FuzzWritten(f *testing.F) {
	for _, s := range []string{"2018-02-04", "2018-02-30", "XXXX-02", "2018", "0000-00-00", "sha256:" + strings.Repeat("0f", 32), "sha256:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s); err == nil {
			if again, err := ParseDate(d.String()); err != nil || again != d {
				t.Fatalf("%q is %v, and again %v, %v", s, d, again, err)
			}
		}
		if id, err := ParseReportID(s); err == nil && !strings.EqualFold(id.String(), s) {
			t.Fatalf("%q is %s", s, id)
		}
	})
}
