package eval

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/lang"
)

// measureCorpora scores the corpora of quantities, times, attributions and mentions, and reports whether
// they are at hand.
func measureCorpora(t *testing.T, now map[string]floor) bool {
	t.Helper()
	newsQuant := filepath.Join(shared, "data/quantity/newsquant-dev.json")
	if _, err := os.Stat(newsQuant); err != nil {
		return false
	}
	folder := filepath.Join(shared, "data/time")
	files, err := timeFiles(folder)
	if err != nil {
		return false
	}
	polnear := filepath.Join(shared, "data/attribution/polnear/dev")
	annotated, err := filepath.Glob(filepath.Join(polnear, "*", "*"))
	if err != nil || len(annotated) == 0 {
		return false
	}
	ecb := filepath.Join(shared, "data/coreference/ecbplus")
	mentions, err := filepath.Glob(filepath.Join(ecb, "ECB_Dev*"))
	if err != nil || len(mentions) == 0 {
		return false
	}
	for _, c := range []struct {
		name   string
		res    *Result
		corpus map[string]string
	}{
		{"quantity NewsQuant, development half", QuantityTask(t.Context(), []string{newsQuant}), corpus(t, newsQuant)},
		{"timex TimeBank and AQUAINT", TimexTask(t.Context(), []string{folder}, lang.Careful), together(t, files)},
		{"attribution PolNeAR, development part", AttributionTask(t.Context(), []string{polnear}, false, lang.Careful), together(t, annotated)},
		{"coref ECB+, development part", CorefTask(t.Context(), []string{ecb}, "dev", lang.Careful), together(t, mentions)},
	} {
		if len(c.res.Skipped) > 0 {
			t.Fatal(c.res.Skipped)
		}
		now[c.name] = floor{c.corpus, c.res.Measures}
	}
	return true
}

// together returns one digest for many files.
func together(t *testing.T, files []string) map[string]string {
	t.Helper()
	digest := sha256.New()
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(digest, "%s %x\n", filepath.Base(file), sha256.Sum256(raw))
	}
	return map[string]string{fmt.Sprintf("%d files", len(files)): hex.EncodeToString(digest.Sum(nil))}
}

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
		found, err := timesOf(t.Context(), x, timeStages(lang.Careful))
		if err != nil {
			t.Fatal(err)
		}
		c.add(x.text, x.gold, found)
	}
}
