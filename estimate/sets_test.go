package estimate

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"assay"
	"assay/copies"
	"assay/pipeline"
)

// readSet runs the reports of a txtar file through all stages. Each file is
// called "a 2024-03-05.txt": a short name and the day it appeared.
func readSet(t *testing.T, path string) (docs []*assay.Doc, want []string) {
	t.Helper()
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	stages := pipeline.Default(pipeline.Options{})
	for _, f := range ar.Files {
		if f.Name == "want" {
			for _, block := range strings.Split(strings.TrimSpace(string(f.Data)), "\n\n") {
				want = append(want, strings.TrimSpace(block))
			}
			continue
		}
		name, day, _ := strings.Cut(strings.TrimSuffix(f.Name, ".txt"), " ")
		rep := &assay.Report{ID: assay.NewReportID(name, f.Data), Path: name, Text: string(f.Data), Raw: f.Data, Format: "text/plain"}
		if day != "" {
			date, err := assay.ParseDate(day)
			if err != nil {
				t.Fatal(err)
			}
			rep.Published = assay.Published{Date: date, From: "flag"}
		}
		doc := assay.NewDoc(rep)
		if err := assay.Annotate(context.Background(), doc, stages); err != nil {
			t.Fatal(err)
		}
		for _, p := range doc.Problems {
			t.Errorf("%s: %s: %s", name, p.Stage, p.Err)
		}
		docs = append(docs, doc)
	}
	return docs, want
}

// setLines is lines with the name of the report before each entry.
func setLines(est *assay.Estimate, all []assay.Estimate, docs []*assay.Doc) string {
	out := strings.Split(lines(est, all), "\n")
	for i, en := range est.Series {
		for _, doc := range docs {
			if doc.ID == en.Evidence.Report {
				out[i+1] = doc.Path + " " + out[i+1]
			}
		}
	}
	return strings.Join(out, "\n")
}

// TestSets reads small sets of reports in our own words through all stages. Of the
// estimates named in the sets that share must be among those made of them, with these
// entries and no others; those that are not are logged. The stages have learnt and
// misread some; how estimates follow from figures is held exactly in the other tests.
func TestSets(t *testing.T) {
	const floor = 0.55
	paths, err := filepath.Glob("testdata/sets/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sets: %v", err)
	}
	right, wanted := 0, 0
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		docs, want := readSet(t, path)
		var got []string
		ests := Estimates(docs, copies.Stories(docs, copies.Options{}), Options{})
		for _, est := range ests {
			got = append(got, setLines(&est, ests, docs))
		}
		all := "\n" + strings.Join(got, "\n\n") + "\n"
		if len(want) == 0 {
			t.Errorf("%s: the set wants nothing", name)
		}
		whole := true
		for _, w := range want {
			wanted++
			if strings.Contains(all, "\n"+w+"\n") {
				right++
				continue
			}
			whole = false
			t.Logf("%s lacks\n%s", name, w)
		}
		if !whole {
			t.Logf("%s: got%s", name, all)
		}
	}
	reached := float64(right) / float64(wanted)
	t.Logf("%d of %d, %.3f", right, wanted, reached)
	if reached < floor {
		t.Errorf("%d of %d estimates, under the floor of %.2f", right, wanted, floor)
	}
}
