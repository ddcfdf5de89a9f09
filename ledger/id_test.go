package ledger

import (
	"testing"

	"assay"
)

func TestEntryID(t *testing.T) {
	report := assay.ReportID{0x3f, 0xa9, 0xc0, 0x21, 0xff}
	id := EntryID(report, "f7")
	if id != "3fa9c021:f7" {
		t.Error(id)
	}
	if r, local, err := ParseEntryID(id); r != report.Short() || local != "f7" || err != nil {
		t.Error(r, local, err)
	}
	for _, bad := range []string{"", "f7", "3fa9c021", "3fa9c021:", "3fa9c02:f7", "3fa9c0zz:f7", "sha256:3fa9c021"} {
		if _, _, err := ParseEntryID(bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
