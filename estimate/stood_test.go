package estimate

import (
	"testing"

	"assay"
)

func TestStood(t *testing.T) {
	says := func(origin string, n float64, day int, status string, by int) assay.Entry {
		return assay.Entry{Origin: origin, Named: true, Published: assay.Date{Year: 2024, Month: 5, Day: day}, Low: assay.Known(n), Best: assay.Known(n), High: assay.Known(n), Status: status, SupersededBy: by}
	}
	est := assay.Estimate{Rule: "origins", Question: assay.Question{Action: "killed"}, Series: []assay.Entry{
		says("harbour police", 90, 2, "superseded", 3), says("flood agency", 40, 2, "stands", -1), says("flood agency", 40, 3, "repeats", -1),
		says("harbour police", 71, 4, "superseded", 4), says("harbour police", 75, 6, "stands", -1), {Origin: "mayor", Low: assay.Known(1), Best: assay.Known(1), High: assay.Known(1), Status: "stands", SupersededBy: -1}}}
	for day, want := range map[int][2]float64{2: {40, 90}, 3: {40, 90}, 4: {40, 71}, 6: {40, 75}} {
		got := Stood(est, assay.Date{Year: 2024, Month: 5, Day: day})
		if got.Low != assay.Known(want[0]) || got.High != assay.Known(want[1]) || !got.Conflict {
			t.Errorf("on day %d: %v–%v, conflict %v, want %v", day, got.Low, got.High, got.Conflict, want)
		}
	}
	if got := Stood(est, assay.Date{Year: 2024, Month: 5, Day: 1}); len(got.Series) != 0 || got.High.IsKnown() {
		t.Errorf("before anything appeared: %+v", got)
	}
	if est.Series[0].Status != "superseded" {
		t.Error("the estimate itself has changed")
	}
}
