package eval

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/ingest"
	"assay/lang/en"
	"assay/mask"
	"assay/pipeline"
)

// TestSentencesDiffer holds that no two questions of an event read the same, neither as they
// are asked nor as screens show them, with private persons masked: in the piles of the demo
// and in the clusters of real reports, of which ASSAY_CLUSTERS names folders of more.
func TestSentencesDiffer(t *testing.T) {
	piles := map[string][]*assay.Doc{}
	for _, paths := range [][]string{{"../testdata/wikinews"}, {"../testdata/demo"}, {"../testdata/wikinews", "../testdata/demo"}, {"../testdata/trace"},
		{"../testdata/demo/flood-agency.txt", "../testdata/demo/flood-cut.txt", "../testdata/demo/flood-update.txt"}} {
		var docs []*assay.Doc
		for r := range pipeline.Run(t.Context(), ingest.Read(t.Context(), paths, ingest.Options{}), pipeline.Default(pipeline.Options{}), 0) {
			if r.Err != nil {
				t.Fatal(r.Err)
			}
			docs = append(docs, r.Doc)
		}
		piles[paths[len(paths)-1]+paths[0]] = docs
	}
	more := filepath.SplitList(os.Getenv("ASSAY_CLUSTERS"))
	for _, dir := range append(more, "../../shared/data/clusters") {
		paths, _ := filepath.Glob(filepath.Join(dir, "*.estimates.json"))
		if len(paths) == 0 {
			t.Logf("SKIPPED: no clusters in %s", dir)
		}
		for _, p := range paths {
			raw, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			var c cluster
			if err := json.Unmarshal(raw, &c); err != nil {
				t.Fatal(err)
			}
			if piles[p], err = c.read(t.Context(), filepath.Join(dir, c.Cluster), 0); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, docs := range piles {
		stories := copies.Stories(docs, copies.Options{})
		masks := mask.All(docs, stories, false)
		asked, shown := map[[2]string]string{}, map[[2]string]string{}
		list := estimate.Estimates(docs, stories, estimate.Options{})
		if len(list) == 0 {
			t.Errorf("%s: no question", name)
		}
		for i := range list {
			est := &list[i]
			var theirs []*mask.Mask
			for k := range est.Series {
				theirs = append(theirs, masks[est.Series[k].Evidence.Report])
			}
			for _, c := range [...]struct {
				words string
				seen  map[[2]string]string
			}{{est.Sentence, asked}, {mask.Sentence(theirs, est, en.UnitPlural(est.Question.Unit)), shown}} {
				k := [2]string{est.Event, c.words}
				if o := c.seen[k]; o != "" {
					t.Errorf("%s: %s and %s of %s ask the same: %s", name, o, est.ID, est.Event, c.words)
				}
				c.seen[k] = est.ID
			}
		}
	}
}
