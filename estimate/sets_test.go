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

// TestSets reads small sets of reports in our own words through all stages.
// The estimates named in each set must be among those made of it, with these
// entries and no others.
func TestSets(t *testing.T) {
	paths, err := filepath.Glob("testdata/sets/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sets: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			docs, want := readSet(t, path)
			var got []string
			ests := Estimates(docs, copies.Stories(docs, copies.Options{}), Options{})
			for _, est := range ests {
				got = append(got, setLines(&est, ests, docs))
			}
			all := "\n" + strings.Join(got, "\n\n") + "\n"
			for _, w := range want {
				if !strings.Contains(all, "\n"+w+"\n") {
					t.Errorf("lacks\n%s", w)
				}
			}
			if len(want) == 0 {
				t.Error("the set wants nothing")
			}
			if t.Failed() {
				t.Logf("got%s", all)
			}
		})
	}
}
