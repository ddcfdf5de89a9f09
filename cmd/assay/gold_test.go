package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/internal/train/gold"
)

// What persons said of the demo becomes gold: only of reports that somebody went through whole, and as they
// said. The trainers read it, assay eval ledger scores against it: the ledger that was corrected has no fault,
// what is read of the texts has those that were corrected.
func TestGold(t *testing.T) {
	dir := t.TempDir()
	db, out := filepath.Join(dir, "a.db"), filepath.Join(dir, "gold")
	shows(t, "add", "--reader", "fast", "../../testdata/demo", "-l", db)
	var errs strings.Builder
	if code := run(t.Context(), []string{"export", "--as", "gold", "-o", out, "-l", db}, strings.NewReader(""), &errs, &errs); code == exitDone || !strings.Contains(errs.String(), "nobody went through") {
		t.Errorf("%d: %s", code, errs.String())
	}
	rule := func(args ...string) { shows(t, append([]string{"rule"}, append(args, "-l", db, "--by", "Ann")...)...) }
	const of = "8cd71f9d"
	rule("set", of+":f1", "high=61", "action=injured", "--why", "x")
	rule("drop", of+":f2", "--why", "x")
	rule("set", of+":c1", "stance=denies", "--why", "x")
	rule("drop", of+":c2", "--why", "x")
	rule("add", "figure", of, "the", "best=3", "action=killed", "unit=person", "--nth", "2", "--why", "x")
	rule("whole", of)
	rule("whole", "bus-crash.txt")
	shows(t, "export", "--as", "gold", "-o", out, "-l", db)

	texts, err := gold.Rows(out)
	if err != nil || len(texts) != 2 {
		t.Fatal(len(texts), err)
	}
	at := slices.IndexFunc(texts, func(g gold.Text) bool { return strings.HasPrefix(g.Name, of) })
	if at < 0 {
		t.Fatal(texts[0].Name, texts[1].Name)
	}
	g := &texts[at]
	if g.Events != nil || g.Movements != nil {
		t.Error("it has events, of which nobody spoke")
	}
	var ids []string
	for _, f := range g.Figures {
		ids = append(ids, f.ID)
		if sp := (assay.Span{Start: f.Span[0], End: f.Span[1]}); sp.Check(g.Text) != nil || sp.In(g.Text) != f.Text {
			t.Errorf("%+v", f)
		}
	}
	if last := g.Figures[len(g.Figures)-1]; slices.Contains(ids, "f2") || g.Figures[0].Action != "injured" || g.Figures[0].Trigger != nil || last.Text != "the" || last.Unit != "person" {
		t.Errorf("%v %+v %+v", ids, g.Figures[0], last)
	}
	for _, c := range g.Claims {
		if c.ID == "c2" || c.Content[0].At().In(g.Text) != c.Content[0].Text || c.Source == nil {
			t.Errorf("%+v", c)
		}
	}

	scores := func(args ...string) (m map[string]float64) {
		var r struct{ Measures map[string]float64 }
		if err := json.Unmarshal([]byte(shows(t, append([]string{"eval", "ledger", out, "--format", "json"}, args...)...)), &r); err != nil {
			t.Fatal(err)
		}
		return r.Measures
	}
	own := scores("--against", db)
	for _, name := range []string{"claim_f1", "source_acc", "content_exact", "figure_f1", "action_of_found", "figure_claim_of_found", "figure_place_of_found", "row_f1"} {
		if own[name] != 1 {
			t.Errorf("against what was said itself, %s is %v", name, own[name])
		}
	}
	read := scores("--reader", "fast")
	if read["figure_f1"] >= 1 || read["figure_f1"] < 0.5 || read["claim_f1"] >= 1 || read["claim_f1"] < 0.5 {
		t.Errorf("what is read scores %v, %v", read["figure_f1"], read["claim_f1"])
	}
}
