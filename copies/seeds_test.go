package copies

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/internal/stagetest"
)

// seeds returns the two seed reports with the layout of their gold files, the
// shorter one first.
func seeds(t *testing.T) []*assay.Doc {
	t.Helper()
	names, _ := filepath.Glob("../../shared/seeds/*.gold.json")
	if len(names) == 0 {
		t.Skip("SKIPPED: ../shared/seeds is absent; the seeds are not tested")
	}
	var docs []*assay.Doc
	for _, name := range names {
		var gold stagetest.Gold
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &gold); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(strings.TrimSuffix(name, ".gold.json") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID(name, text), Raw: text, Text: string(text)})
		doc.Regions = gold.Regions(string(text))
		docs = append(docs, doc)
	}
	return docs
}

func TestSeeds(t *testing.T) {
	docs := seeds(t)
	stories := Stories(docs, Options{})
	if len(stories) != 1 {
		t.Fatalf("%d stories, want 1", len(stories))
	}
	st := stories[0]
	if len(st.Reports) != 2 || st.Reports[0] != docs[1].ID {
		t.Errorf("the fuller report is not first")
	}
	if len(st.Links) != 1 {
		t.Fatalf("%d links, want 1", len(st.Links))
	}
	l := st.Links[0]
	if l.Containment < 0.8 || l.Relation != "copy" {
		t.Errorf("containment %.3f, relation %s; want at least .80 and a copy", l.Containment, l.Relation)
	}
	altered := 0
	for _, p := range l.Passages {
		for _, e := range p.Edits {
			t.Logf("%-11s %-7s %q -> %q", e.Kind, e.Op, docs[1].Quote(e.From), docs[0].Quote(e.To))
			if e.Kind == "quotation" {
				altered++
			}
		}
	}
	if altered != 1 {
		t.Errorf("%d quotations altered, want 1", altered)
	}
	for _, sp := range l.Cut {
		t.Logf("cut %q", docs[1].Quote(sp))
	}
	for _, sp := range l.Added {
		t.Logf("add %q", docs[0].Quote(sp))
	}
	t.Log(l.Why, l.Resemblance)
}
