package estimate

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/internal/readings"
)

// TestGoldRead takes the figures that were read where the gold questions of the clusters
// have their numbers, puts those of a question together as the gold does, and asks what
// low, best and high are.
// ASSAY_READ names a folder with what was read, NAME.jsonl for each cluster.
func TestGoldRead(t *testing.T) {
	read := os.Getenv("ASSAY_READ")
	if read == "" {
		t.Skip("SKIPPED: ASSAY_READ names no folder with clusters that were read; its questions are not asked")
	}
	folders := append([]string{"../../shared/data/clusters"}, filepath.SplitList(os.Getenv("ASSAY_CLUSTERS"))...)
	var s struct{ questions, found, bounds, conflict, numbers, status int }
	for _, dir := range folders {
		paths, _ := filepath.Glob(filepath.Join(dir, "*.estimates.json"))
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var g goldCluster
			if err := json.Unmarshal(b, &g); err != nil {
				t.Fatal(err)
			}
			docs, _, err := readings.Read(filepath.Join(read, g.Cluster+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			urls := map[assay.ReportID]string{}
			for _, doc := range docs {
				urls[doc.ID] = doc.URL
			}
			reports, stories := inOrder(ReadAll(docs), copies.Stories(docs, copies.Options{}))
			mk := newMaking(reports, stories, nil, Options{})
			mk.mention()
			all := mk.all
			for i := range g.Questions {
				q := &g.Questions[i]
				if !slices.Contains(scored, q.Action) || !slices.ContainsFunc(q.Series, func(n goldNumber) bool { return n.Status != "background" }) {
					continue
				}
				s.questions++
				var members []int
				var gold []string
				for _, n := range q.Series {
					k := slices.IndexFunc(all, func(m mention) bool {
						return strings.HasSuffix(urls[m.report], "/"+n.Report) && m.q.Span.Start < n.Span[1] && n.Span[0] < m.q.Span.End
					})
					if k < 0 || slices.Contains(members, k) {
						continue
					}
					members, gold = append(members, k), append(gold, n.Status)
				}
				if len(members) == 0 {
					continue
				}
				s.found++
				est := newEstimate(all, figureGroup{members: slices.Sorted(slices.Values(members))}, Options{})
				right := est.Low == q.Low && est.Best == q.Best && est.High == q.High
				if right {
					s.bounds++
				}
				if est.Conflict == q.Conflict {
					s.conflict++
				}
				for k, m := range members {
					if gold[k] == "background" {
						continue
					}
					s.numbers++
					en := est.Series[slices.IndexFunc(est.Series, func(e assay.Entry) bool {
						f, _ := e.Figure.Index()
						return e.Evidence.Report == all[m].report && f == all[m].fig
					})]
					if (en.Status == stands) == (gold[k] == stands) {
						s.status++
					}
				}
				if !right || est.Conflict != q.Conflict {
					t.Logf("%s %s gold %v %v %v %v:\n%s", g.Cluster, q.ID, q.Low, q.Best, q.High, q.Conflict, lines(&est, nil))
				}
			}
		}
	}
	n := float64(max(1, s.questions))
	t.Logf("%d questions, found %d: bounds %.3f, conflict %.3f; %d numbers: status %.3f",
		s.questions, s.found, float64(s.bounds)/n, float64(s.conflict)/n, s.numbers, float64(s.status)/float64(max(1, s.numbers)))
}
