package eval

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"assay"
	"assay/estimate"
	"assay/internal/workload"
	"assay/ledger"
)

// TestTold says how well estimates put the figures of invented reports together that are
// read without a fault, and what that costs, for the number of reports in ASSAY_TOLD:
//
//	ASSAY_TOLD=10000 go test ./eval -run Told -v
//
// They tell of forty reports a day, or of what happened within ASSAY_TOLD_DAYS.
func TestTold(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("ASSAY_TOLD"))
	if err != nil {
		n = 200
	}
	told := workload.Tell(n, 7)
	if days, err := strconv.Atoi(os.Getenv("ASSAY_TOLD_DAYS")); err == nil {
		told = workload.TellWithin(n, days, 7)
	}
	begun := time.Now()
	estimates := estimate.Estimates(told.Docs, told.Stories, estimate.Options{})
	took := time.Since(begun)
	if n <= 1000 && !slices.Equal(estimateIDs(estimates), estimateIDs(estimate.Estimates(stored(t, told), told.Stories, estimate.Options{}))) {
		t.Error("what was stored gives other estimates")
	}
	report := map[assay.ReportID]int{}
	for i, doc := range told.Docs {
		report[doc.ID] = i
	}
	asks, first := told.Asks(), make([]int, n) // of each report, its first figure among all
	var c chains
	for i, list := range asks {
		first[i] = len(c.gold)
		c.gold = append(c.gold, list...)
	}
	for i := range c.gold {
		c.found = append(c.found, len(estimates)+i) // by itself
	}
	type key struct {
		event  int
		action assay.Action
	}
	best := map[key]*assay.Estimate{} // of those of an event the one with most numbers
	for k := range estimates {
		est := &estimates[k]
		for _, en := range est.Series {
			if len(en.Parts) > 0 {
				continue // its figures stand elsewhere, too
			}
			f, _ := en.Figure.Index()
			i := report[en.Evidence.Report]
			c.found[first[i]+f] = k
			at := key{told.Of[i][f], est.Question.Action}
			if b := best[at]; est.Of == "" && (b == nil || len(est.Series) > len(b.Series)) {
				best[at] = est
			}
		}
	}
	right, of := 0, 0
	for i, e := range told.Events {
		if len(e.Reports) < 2 {
			continue
		}
		of++
		if b := best[key{i, "killed"}]; b != nil && b.Best == assay.Known(float64(e.Counted)) {
			right++
		}
	}
	m := Measures{}
	counts := c.score()
	counts.measures(m)
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t.Logf("%d reports, %d events, %d figures, %d estimates in %.2f s, %d MB held; B³ P %.3f, R %.3f, F1 %.3f; last counts of the police are best in %d of %d",
		n, len(told.Events), len(c.gold), len(estimates), took.Seconds(), mem.HeapAlloc>>20, m["bcubed_p"], m["bcubed_r"], m["bcubed_f1"], right, of)
	if m["bcubed_f1"] < .6 {
		t.Errorf("B³ F1 is %.3f", m["bcubed_f1"])
	}
}

// BenchmarkTold prints how the time of estimates grows with the number of reports: with
// forty a day, and where all tell of twenty days.
func BenchmarkTold(b *testing.B) {
	sizes := []int{500, 1000, 2000, 4000}
	for _, k := range []struct {
		name string
		tell func(n int) *workload.Told
	}{
		{"forty a day", func(n int) *workload.Told { return workload.Tell(n, 7) }},
		{"twenty days", func(n int) *workload.Told { return workload.TellWithin(n, 20, 7) }},
	} {
		b.Run(k.name, func(b *testing.B) {
			workload.Growth(b, sizes, func(n int) func() {
				told := k.tell(n)
				return func() { estimate.Estimates(told.Docs, told.Stories, estimate.Options{}) }
			})
		})
	}
}

// stored is what a ledger gives back of invented reports.
func stored(t *testing.T, told *workload.Told) (docs []*assay.Doc) {
	t.Helper()
	var b bytes.Buffer
	if err := ledger.Encode(&b, told.Docs, nil, nil, nil); err != nil {
		t.Fatal(err)
	}
	for line, err := range ledger.Decode(&b) {
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, line.Doc)
	}
	return docs
}

// estimateIDs lists estimates with what they say.
func estimateIDs(list []assay.Estimate) (ids []string) {
	for _, e := range list {
		ids = append(ids, fmt.Sprint(e.ID, e.Low, e.Best, e.High, e.Origins, len(e.Series)))
	}
	return ids
}
