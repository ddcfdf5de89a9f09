package digest

import (
	"strings"
	"testing"

	"assay"
	"assay/screen"
)

// ourSeries is what two origins say of one flood over three days.
// byName names origins as they are called, and knows of no ruling on figures but one.
var byName = screen.Teller{
	Origin: func(e *assay.Entry) string { return e.Origin },
	With:   func(e *assay.Entry) string { return e.With },
	Ruled: func(e *assay.Entry) string {
		if e.Origin == "ruled" {
			return "best set to 71, read as 57"
		}
		return ""
	},
	Words: func(s string) string { return s },
}

func ourSeries() *assay.Estimate {
	says := func(origin string, n float64, day, figure int, status string, by int) assay.Entry {
		e := assay.Entry{Origin: origin, Named: true, Published: assay.Date{Year: 2024, Month: 5, Day: day}, Low: assay.Known(n), Best: assay.Known(n), High: assay.Known(n),
			Status: status, SupersededBy: by, Figure: assay.RefTo[assay.Figure](figure)}
		e.Evidence.Report = assay.ReportID{byte(day)}
		return e
	}
	return &assay.Estimate{ID: "est00000001", Rule: "origins", Low: assay.Known(40), Best: assay.Known(71), High: assay.Known(71), Origins: assay.Origins{Min: 2, Max: 2}, Conflict: true,
		Series: []assay.Entry{says("harbour police", 90, 2, 0, "superseded", 3), says("flood agency", 40, 2, 1, "stands", -1), says("flood agency", 40, 3, 0, "repeats", -1),
			says("harbour police", 71, 4, 0, "stands", -1), says("mayor", 500, 4, 1, "denied", -1)}}
}

func TestSeries(t *testing.T) {
	var b strings.Builder
	if err := Series(&b, ourSeries(), byName, Options{Width: 60}); err != nil {
		t.Fatal(err)
	}
	const want = `  90 |AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
     |
     |
  71 |                                                    A
     |
     |
     |
     |
     |
  40 |BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
     +-----------------------------------------------------
      2024-05-02                                 2024-05-04

A: harbour police
   2024-05-02    90, superseded by 71 of 2024-05-04
                                                 02000000:f1
   2024-05-04    71, stands                      04000000:f1

B: flood agency
   2024-05-02    40, stands                      02000000:f2
   2024-05-03    40, repeats                     03000000:f1

C: mayor
   2024-05-04    500, set aside: denied          04000000:f2

Changes
  2024-05-04: harbour police lowered its number from 90 to
    71 (02000000:f1, 04000000:f1)
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestExplain(t *testing.T) {
	var b strings.Builder
	if err := Explain(&b, ourSeries(), byName, Options{Width: 200}); err != nil {
		t.Fatal(err)
	}
	const want = `Harbour police says 90 on 2024-05-02 (02000000:f1), then 71 on 2024-05-04 (04000000:f1); the last stands.
Flood agency says 40 on 2024-05-02 (02000000:f2); it stands; said again in 03000000:f1.
Mayor says nothing that stands; 500 on 2024-05-04 (04000000:f2) is set aside: it is denied.
Low by the rule origins is 40: the lowest number that stands (40 of flood agency, 02000000:f2).
Best by the rule origins is 71: as many named origins give others; this is the later (71 of harbour police, 04000000:f1).
High by the rule origins is 71: the highest number that stands (71 of harbour police, 04000000:f1).
Conflict: 40 of flood agency (02000000:f2) and 71 of harbour police (04000000:f1) do not meet.
Independent origins behind what stands: 2.
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
