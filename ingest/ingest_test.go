package ingest

import (
	"testing"

	"assay"
)

func TestPlainTextIsTakenAsItIs(t *testing.T) {
	raw := "LIMA (AP) —\r\nThe river rose.\n\n“We left,” she said.\n"
	items := Parse("a.txt", []byte(raw), Options{Published: assay.Date{Year: 2021, Month: 3, Day: 4}})
	if len(items) != 1 || items[0].Err != nil {
		t.Fatalf("got %+v", items)
	}
	rep := items[0].Report
	if rep.Text != raw || rep.Offsets != nil {
		t.Errorf("text %q, offsets %v", rep.Text, rep.Offsets)
	}
	if rep.Published.From != "flag" || rep.Published.Date.String() != "2021-03-04" {
		t.Errorf("published %+v", rep.Published)
	}
}
