package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/ingest"
	"assay/ledger"
	"assay/pipeline"
)

// pilesOf reads every pile of reports that there is, or those of some names, and all of them as one.
func pilesOf(t *testing.T, names ...string) map[string][]*assay.Doc {
	t.Helper()
	if len(names) == 0 && allPiles != nil {
		return clonePiles()
	}
	piles := map[string][]*assay.Doc{}
	put := func(name string, items func(func(ingest.Item) bool)) {
		if len(names) > 0 && !slices.Contains(names, name) {
			return
		}
		for res := range pipeline.Run(t.Context(), items, stages, 0) {
			if res.Err != nil {
				t.Fatal(name, res.Err)
			}
			piles[name] = append(piles[name], res.Doc)
			piles["all"] = append(piles["all"], res.Doc)
		}
	}
	folders := []string{"../testdata/demo", "../testdata/gold"}
	if clusters, _ := filepath.Glob("../../shared/data/clusters/d?"); len(clusters) > 0 {
		folders = append(folders, clusters...)
	} else {
		t.Log("SKIPPED: no ../shared/data/clusters")
	}
	for _, folder := range folders {
		paths, err := filepath.Glob(folder + "/*")
		if err != nil {
			t.Fatal(err)
		}
		paths = slices.DeleteFunc(paths, func(p string) bool {
			return strings.HasSuffix(p, ".gold.json") || strings.HasSuffix(p, ".md") || filepath.Base(p) == "reports.jsonl"
		})
		days := published(t, folder)
		put(folder, func(yield func(ingest.Item) bool) {
			for item := range ingest.Read(context.Background(), paths, ingest.Options{}) {
				if day := days[filepath.Base(item.Path)]; !day.IsZero() {
					item.Report.Published = assay.Published{Date: day, From: "flag"}
				}
				if !yield(item) {
					return
				}
			}
		})
	}
	sets, err := filepath.Glob("../estimate/testdata/sets/*.txtar")
	if err != nil || len(sets) == 0 {
		t.Fatal("no sets", err)
	}
	for _, set := range sets {
		ar, err := txtar.ParseFile(set)
		if err != nil {
			t.Fatal(err)
		}
		put(filepath.Base(set), func(yield func(ingest.Item) bool) {
			for _, f := range ar.Files {
				if f.Name == "want" {
					continue
				}
				rep := &assay.Report{ID: assay.NewReportID(f.Name, f.Data), Path: f.Name, Text: string(f.Data), Raw: f.Data, Format: "text/plain"}
				if _, day, ok := strings.Cut(strings.TrimSuffix(f.Name, ".txt"), " "); ok {
					if rep.Published.Date, err = assay.ParseDate(day); err != nil {
						t.Fatal(err)
					}
					rep.Published.From = "flag"
				}
				if !yield(ingest.Item{Report: rep, Path: f.Name}) {
					return
				}
			}
		})
	}
	if len(names) == 0 {
		allPiles = piles
		return clonePiles()
	}
	return piles
}

// allPiles are all piles, once they were read: that takes longer than what is tried of them.
var allPiles map[string][]*assay.Doc

func clonePiles() map[string][]*assay.Doc {
	piles := map[string][]*assay.Doc{}
	for name, docs := range allPiles {
		piles[name] = slices.Clone(docs)
	}
	return piles
}

// published returns the days of the reports in a folder by their files, as far as
// a list there tells.
func published(t *testing.T, folder string) map[string]assay.Date {
	list, err := os.ReadFile(filepath.Join(folder, "reports.jsonl"))
	if err != nil {
		return nil
	}
	days := map[string]assay.Date{}
	for line := range strings.Lines(string(list)) {
		var rep struct{ File, Published string }
		if err := json.Unmarshal([]byte(line), &rep); err != nil {
			t.Fatal(err)
		}
		days[filepath.Base(rep.File)], _ = assay.ParseDate(rep.Published)
	}
	return days
}

// rest returns the lines of stories, events and estimates.
func rest(t *testing.T, docs []*assay.Doc) string {
	t.Helper()
	var b bytes.Buffer
	stories := copies.Stories(docs, copies.Options{})
	events, estimates := estimate.All(docs, stories, estimate.Options{})
	if err := ledger.EncodeRest(&b, docs, stories, events, estimates); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// differs says where two lists of lines part.
func differs(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "line " + a[i][:min(len(a[i]), 600)] + "\nwant " + b[i][:min(len(b[i]), 600)]
		}
	}
	return "another number of lines"
}

// Stories and estimates are the same in whatever order reports stand, and come.
func TestOrderMakesNoDifference(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	stored, orders := []string{"../testdata/demo", "storm.txtar"}, uint64(20)
	var piles map[string][]*assay.Doc
	if served() { // without a ledger it is the same there
		piles, orders = pilesOf(t, stored...), 1
		delete(piles, "all")
	} else {
		piles = pilesOf(t)
		stored = append(stored, "all")
	}
	for _, name := range slices.Sorted(maps.Keys(piles)) {
		docs := piles[name]
		want := rest(t, docs)
		for seed := range orders {
			r := rand.New(rand.NewPCG(seed, 1))
			r.Shuffle(len(docs), func(i, k int) { docs[i], docs[k] = docs[k], docs[i] })
			if got := rest(t, docs); got != want {
				t.Fatalf("%s, order %d: %s", name, seed, differs(got, want))
			}
			if seed > 2 || !slices.Contains(stored, name) {
				continue
			}
			s := create(t)
			for step := range slices.Chunk(docs, 1+r.IntN(len(docs))) {
				if _, err := s.Add(t.Context(), step, stages); err != nil {
					t.Fatal(err)
				}
			}
			list := strings.SplitAfter(lines(t, s), "\n")
			list = slices.DeleteFunc(list, func(line string) bool { return strings.HasPrefix(line, `{"ledger":1,"report":`) })
			got := strings.Join(list, "")
			if got != want {
				t.Fatalf("%s, order %d, in a ledger: %s", name, seed, differs(got, want))
			}
		}
	}
}

// Ids stay when reports come that have nothing to do with those that are there,
// and copies that appeared later.
func TestIDsStay(t *testing.T) {
	ofFiles(t, "it asks no ledger")
	piles := pilesOf(t)
	ids := func(docs []*assay.Doc) map[string]string {
		found := map[string]string{}
		stories := copies.Stories(docs, copies.Options{})
		for _, st := range stories {
			found[st.ID] = "a story"
		}
		for _, est := range estimate.Estimates(docs, stories, estimate.Options{}) {
			if found[est.ID] != "" {
				t.Errorf("%s twice", est.ID)
			}
			found[est.ID] = fmt.Sprint(est.Question)
		}
		return found
	}
	for name, docs := range piles {
		if name == "all" || strings.Contains(name, "shared") {
			continue // others of them may be of the same events
		}
		before := ids(docs)
		more := read(t, boatText, strings.ReplaceAll(cutText, "ferry", "barge"))
		for _, doc := range docs {
			if day, ok := doc.Appeared.Date.Time(); ok {
				copied := *doc.Report
				copied.ID, copied.Path = assay.NewReportID("copy", doc.Raw), "copy of "+doc.Path
				again := *doc
				again.Report = &copied
				day = day.AddDate(0, 0, 2)
				copied.Published.Date = assay.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
				again.Appeared = copied.Published
				more = append(more, &again)
			}
		}
		after := ids(append(slices.Clone(docs), more...))
		for id, what := range before {
			if after[id] == "" {
				t.Errorf("%s: %s, %s, is gone when %d reports have come; there are %q", name, id, what, len(more), slices.Sorted(maps.Values(after)))
			}
		}
	}
}
