package assay_test

import (
	"encoding/hex"
	"slices"
	"testing"

	"assay"
)

// Each is as short as it is among all the others, and as long as it takes.
func TestShorts(t *testing.T) {
	var ids []assay.ReportID
	for _, digits := range []string{"3fa9c021b7", "0000000001", "3fa9c021b8", "ffffffff00", "3fa9c02100", "0000000001"} {
		var id assay.ReportID
		if _, err := hex.Decode(id[:], []byte(digits)); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	got := assay.Shorts(ids)
	want := []string{"3fa9c021b700", "00000000", "3fa9c021b800", "ffffffff", "3fa9c0210000", "00000000"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for i, id := range ids {
		if short := id.Short(ids...); short != got[i] {
			t.Errorf("%s: %s among all", got[i], short)
		}
	}
}
