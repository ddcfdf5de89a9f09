package eval

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"assay"
	"assay/ingest"
)

// The text of pages is scored as evaluate.py does.
func TestPagesAgreesWithPublishedScorer(t *testing.T) {
	raw, err := os.ReadFile("testdata/evaluate.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Pairs []struct {
			Truth, Text string
			Match       [3]float64
		}
		Precision, Recall, F1, Accuracy float64
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	s := pageScore{Measures{}, map[string]float64{}}
	for _, p := range want.Pairs {
		tp, fp, fn := shingleMatch(p.Truth, p.Text)
		if got := [3]float64{tp, fp, fn}; math.Abs(got[0]-p.Match[0])+math.Abs(got[1]-p.Match[1])+math.Abs(got[2]-p.Match[2]) > 1e-9 {
			t.Errorf("%q %q: got %v, want %v", p.Truth, p.Text, got, p.Match)
		}
		s.page(pageTruth{Body: &p.Truth}, []ingest.Item{{Report: &assay.Report{Text: p.Text}}})
	}
	for name, want := range map[string]float64{"text_p": want.Precision, "text_r": want.Recall, "text_accuracy": want.Accuracy} {
		if got := s.sum[name] / s.of[name]; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func TestPagesTask(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("html/a.html", `<html><head><title>River rises</title><meta name="author" content="By Ana Reis and Tom Okello"><meta property="article:published_time" content="2024-05-06"></head>
		<body><article><p>The river left its bed on Sunday night and reached the market before dawn, the district office said.</p><p>Rescue teams in boats brought 46 people out of the lower quarter of the town.</p></article></body></html>`)
	write("ground-truth.json", `{"a":{"articleBody":"The river left its bed on Sunday night and reached the market before dawn, the district office said.\n\nRescue teams in boats brought 46 people out of the lower quarter of the town.",
		"title":"River rises","date":"2024-05-06","authors":["Tom Okello","Ana Reis"]}}`)
	res := PagesTask(context.Background(), []string{dir}, PagesOptions{Show: true})
	for _, name := range []string{"text_f1", "text_accuracy", "paragraph_p", "paragraph_r", "day", "title", "authors"} {
		if res.Measures[name] != 1 {
			t.Errorf("%s is %v", name, res.Measures[name])
		}
	}
	if len(res.Faults) > 0 || res.Items != 1 {
		t.Errorf("%+v", res)
	}
}
