package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
)

// EVAL_FAULTS=1 go test ./eval -run 'Faults' -v lists what is wrong on the
// corpora of quantities and times.

func TestQuantityFaults(t *testing.T) {
	if os.Getenv("EVAL_FAULTS") == "" {
		t.Skip("set EVAL_FAULTS to list the faults")
	}
	texts, err := readNewsQuant(filepath.Join(shared, "data/quantity/newsquant-dev.json"))
	if err != nil {
		t.Fatal(err)
	}
	c := quantityCounts{fault: func(kind, text string, g goldQuantity, q *foundQuantity) {
		if q == nil {
			t.Logf("%-6s %s %v-%v %s (%s) | %s", kind, g.change, g.low, g.high, g.unit, g.norm, text)
			return
		}
		t.Logf("%-6s %q %s %s %v..%v %q for %s %v-%v %s (%s) | %s", kind, q.Span.In(text), q.Bound, q.Change, q.Low, q.High, q.names, g.change, g.low, g.high, g.unit, g.norm, text)
	}}
	for _, x := range texts {
		c.add(x.text, x.gold, quantitiesOf(x.text))
	}
}

func TestTimexFaults(t *testing.T) {
	if os.Getenv("EVAL_FAULTS") == "" {
		t.Skip("set EVAL_FAULTS to list the faults")
	}
	files, err := timeFiles(filepath.Join(shared, "data/time"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		x, err := readTimeML(file)
		if err != nil {
			t.Fatal(err)
		}
		c := timeCounts{fault: func(kind, text string, g goldTime, tx *assay.Time) {
			got, lo, hi := "", g.start, g.end
			if tx != nil {
				got = tx.Span.In(text) + " " + tx.Value
				if kind == "extra" {
					lo, hi = int(tx.Span.Start), int(tx.Span.End)
				}
			}
			around := strings.ToValidUTF8(strings.ReplaceAll(text[max(0, lo-70):min(len(text), hi+50)], "\n", " "), "")
			t.Logf("%-6s %q %s | got %s | %s %s | %s", kind, text[g.start:g.end], g.value, got, filepath.Base(file), x.made, around)
		}}
		found, err := timesOf(t.Context(), x)
		if err != nil {
			t.Fatal(err)
		}
		c.add(x.text, x.gold, found)
	}
}
