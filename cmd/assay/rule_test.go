package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// What a person ruled is what every command shows of a ledger, and each says that a person
// said so; the ledger's digest and page without rulings are those of its reports.
func TestRuledEverywhere(t *testing.T) {
	db := filepath.Join(t.TempDir(), "fire.db")
	demo := "../../testdata/trace"
	ask := func(args ...string) string {
		t.Helper()
		var out, errs strings.Builder
		if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitDone {
			t.Fatalf("%q: exit status %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	ask("add", "-l", db, demo)
	for as, format := range map[string]string{"text": "text", "html": "html"} {
		if ask("export", "-l", db, "--as", as) != ask("read", "--format", format, demo) {
			t.Errorf("the %s of the ledger is not that of its reports", as)
		}
	}
	// The estimate in conflict, with the figure that is lowest.
	var est, fig string
	for line := range strings.Lines(ask("estimates", "-l", db, "killed", "--format", "json")) {
		var row struct {
			ID       string
			Conflict bool
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row.Conflict {
			est = row.ID
		}
	}
	for line := range strings.Lines(ask("conflicts", "-l", db, "--format", "json")) {
		var row struct {
			Estimate, ID string
			Best         float64
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row.Estimate == est && row.Best == 47 {
			fig = row.ID
		}
	}
	if est == "" || fig == "" {
		t.Fatalf("estimate %q, figure %q", est, fig)
	}
	before := ask("export", "-l", db, "--as", "jsonl")
	ask("rule", "set", "-l", db, fig, "best=48", "--why", "they counted one twice", "--by", "Ann")
	onEstimate := strings.Contains(ask("rule", "list", "-l", db), "48")
	ask("rule", "set", "-l", db, est, "best=70", "--why", "the morgue has 70", "--by", "Ann")
	if !onEstimate {
		t.Error("the list of rulings has none")
	}
	now := est
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"estimates", "killed"}, []string{"best set to 70", "ruled figures: "}},
		{[]string{"figures", "killed"}, []string{"best set to 48, read as 47"}},
		{[]string{"events"}, []string{"–70", "(ruled)"}},
		{[]string{"show", now}, []string{"best set to 70", "the morgue has 70"}},
		{[]string{"show", "--explain", now}, []string{"Ann said that best is 70", "the morgue has 70", "[ruled: best set to 48, read as 47]"}},
		{[]string{"show", fig}, []string{"best set to 48, read as 47: they counted one twice"}},
		{[]string{"series", now}, []string{"Ann said that best is 70", "[ruled: best set to 48, read as 47]"}},
		{[]string{"genealogy", fig}, []string{"ruled: best set to 48, read as 47"}},
		{[]string{"knockout"}, []string{"70 (ruled)"}},
		{[]string{"conflicts"}, []string{"[ruled: best set to 70", "[ruled: best set to 48, read as 47]"}},
		{[]string{"estimates", "killed", "--as-of", "2024-05-06"}, []string{"best set to 70"}},
		{[]string{"estimates", "killed", "--estimate-by", "median"}, []string{"best set to 70"}},
		{[]string{"export", "--as", "text"}, []string{"70 (ruled)"}},
		{[]string{"export", "--as", "html"}, []string{"70 (ruled)"}},
		{[]string{"export", "--as", "jsonl"}, []string{`"theirs":"70"`, `"theirs":"48"`}},
	} {
		out := strings.Join(strings.Fields(ask(append(append([]string{}, c.args...), "-l", db)...)), " ")
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("%q lacks %q:\n%s", c.args, want, out)
			}
		}
	}
	// As of a day on which little of it was known, the ruling is about something else.
	if out := ask("estimates", "killed", "-l", db, "--as-of", "2024-05-02"); strings.Contains(out, "70") {
		t.Errorf("as of the first day:\n%s", out)
	}
	// Taken back one after the other, nothing is left.
	for line := range strings.Lines(ask("rule", "list", "-l", db, "--format", "json")) {
		var row struct{ ID string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		ask("rule", "undo", "-l", db, row.ID)
	}
	if ask("export", "-l", db, "--as", "jsonl") != before {
		t.Error("taken back, something is left")
	}
}
