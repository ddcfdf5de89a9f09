package eval

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/ingest"
	"assay/lang"
	"assay/ledger"
	"assay/pipeline"
)

// asAssay in the environment makes the test program do what `assay read --format json
// FILE` does, for published scorers that start it.
const asAssay = "EVAL_AS_ASSAY"

func TestMain(m *testing.M) {
	if os.Getenv(asAssay) == "" {
		os.Exit(m.Run())
	}
	if err := readAsAssay(os.Args[len(os.Args)-1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func readAsAssay(path string) error {
	ctx := context.Background()
	seen := map[assay.ReportID]bool{}
	once := func(yield func(ingest.Item) bool) {
		for item := range ingest.Read(ctx, []string{path}, ingest.Options{}) {
			if item.Err == nil && seen[item.Report.ID] {
				continue
			}
			if item.Err == nil {
				seen[item.Report.ID] = true
			}
			if !yield(item) {
				return
			}
		}
	}
	var docs []*assay.Doc
	for r := range pipeline.Run(ctx, once, pipeline.Default(pipeline.Options{}), 0) {
		if r.Err != nil {
			return r.Err
		}
		docs = append(docs, r.Doc)
	}
	stories := copies.Stories(docs, copies.Options{})
	events, estimates := estimate.All(docs, stories, estimate.Options{})
	return ledger.Encode(os.Stdout, docs, stories, events, estimates)
}

// published runs a published scorer and returns the lines that it prints.
func published(t *testing.T, name string, args ...string) []string {
	t.Helper()
	script := filepath.Join(shared, "score", name)
	python, err := exec.LookPath("python3")
	if _, missing := os.Stat(script); err != nil || missing != nil {
		t.Skip("NOT CHECKED: no python3 or no ../shared/score/" + name)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, append([]string{script, program}, args...)...)
	cmd.Env = append(os.Environ(), asAssay+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func TestAgreesOnDisplacement(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(shared, "data/displacement/idmc_labelled_133.jsonl"))
	if err != nil {
		t.Skip("NOT CHECKED: ../shared/data/displacement is not at hand")
	}
	// Half of the rows with the country in the form that the published scorer knows.
	lines := strings.SplitAfter(strings.TrimSpace(string(raw)), "\n")[:50]
	for i, line := range lines {
		if before, rest, ok := strings.Cut(line, `"Location (Country)": "`); ok && i%2 == 0 {
			if name, rest, ok := strings.Cut(rest, ";"); ok && i%4 == 0 {
				_, rest, _ = strings.Cut(rest, `"`)
				lines[i] = before + `"Location (Country)": "` + name + `"` + rest
			} else if ok {
				code, rest, _ := strings.Cut(rest, ";")
				_, rest, _ = strings.Cut(rest, `"`)
				lines[i] = before + `"Location (Country)": "` + code + `"` + rest
			}
		}
	}
	path := put(t, t.TempDir(), "rows.jsonl", strings.Join(lines, ""))
	want := published(t, "idmc.py", path)
	res := DisplacementTask(t.Context(), []string{path}, 0, true)
	if len(res.Skipped) > 0 || len(want) != 5 {
		t.Fatal(res.Skipped, want)
	}
	for _, line := range want {
		f := strings.Fields(line)
		of := res.Of[f[0]]
		if got := fmt.Sprintf("%s %d of %d", format(res.Measures, f[0]), of[0], of[1]); got != strings.Join(f[1:], " ") {
			t.Errorf("%s is %s, idmc.py says %s", f[0], got, f[1:])
		}
	}
	if n := res.Of["country_known"][1]; n < res.Items/2 {
		t.Errorf("only %d countries of %d are known", n, res.Items)
	}
}

func TestAgreesOnCasualties(t *testing.T) {
	articles := filepath.Join(shared, "data/casualties/gva-train-articles.jsonl.gz")
	incidents := filepath.Join(shared, "data/casualties/gva-train-incidents.json")
	if _, err := os.Stat(articles); err != nil {
		t.Skip("NOT CHECKED: ../shared/data/casualties is not at hand")
	}
	const first = 25
	want := published(t, "guns.py", articles, incidents, fmt.Sprint(first))
	res := CasualtiesTask(t.Context(), articles, incidents, CasualtiesOptions{First: first, Show: true})
	if len(res.Skipped) > 0 || len(want) != 5 || !strings.Contains(want[0], fmt.Sprintf("'n': %d", res.Items)) {
		t.Fatal(res.Skipped, res.Items, want)
	}
	for _, line := range want[1:] {
		name, rest, _ := strings.Cut(strings.Replace(line, "merged ", "merged_", 1), " ")
		f := strings.Fields(rest)
		if got := format(res.Measures, name); got != f[0] && res.Of[name][1] > 0 {
			t.Errorf("%s is %s, guns.py says %s", name, got, line)
		}
		if len(f) > 2 && f[2] != fmt.Sprint(res.Of[name][1]) {
			t.Errorf("%s is of %d, guns.py says %s", name, res.Of[name][1], line)
		}
	}
	alone := CasualtiesTask(t.Context(), articles, incidents, CasualtiesOptions{First: first, Merged: true})
	for name, of := range res.Of {
		if _, merged := strings.CutPrefix(name, "merged_"); merged && alone.Of[name] != of || !merged && alone.Of[name] != [2]int{} {
			t.Errorf("%s is %v with all articles, %v with those of several alone", name, of, alone.Of[name])
		}
	}
	if alone.Of["merged_killed"][1] == 0 && alone.Of["merged_injured"][1] == 0 || alone.Bytes >= res.Bytes {
		t.Errorf("merged: %v", alone.Of)
	}
}

// Articles as one pile: B³ of whatever puts them into incidents.
func TestMixedPile(t *testing.T) {
	list := []casualtyArticle{
		{Incident: "1", Content: "Three people were killed in a shooting in Tulsa on Monday, police said."},
		{Incident: "1", Content: "Police in Tulsa said a gunman had killed three people."},
		{Incident: "2", Content: "Two men were injured in a shooting in Dayton, Ohio."},
		{Incident: "2", Content: "Two men were injured in a shooting in Dayton, Ohio."}, // counts once
	}
	res := mixedPile(t.Context(), newResult("casualties", nil), list, lang.Fast, func(pile []*assay.Doc) []int { return make([]int, len(pile)) })
	if res.Items != 3 || res.Gold != 2 || res.Predicted != 1 {
		t.Errorf("%d articles, %d incidents, %d found", res.Items, res.Gold, res.Predicted)
	}
	measured(t, "", res.Measures, map[string]float64{"bcubed_p": 5. / 9, "bcubed_r": 1})
	res = mixedPile(t.Context(), newResult("casualties", nil), list, lang.Fast, sameOccurrences)
	if res.Predicted < 1 || res.Predicted > 3 {
		t.Errorf("%d found", res.Predicted)
	}
}
