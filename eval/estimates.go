package eval

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/ingest"
	"assay/lang"
	"assay/pipeline"
)

// A cluster is reports of several outlets from the same days with what an analyst would
// write who had just them; see ../shared/data/gold/ESTIMATES.md.
type cluster struct {
	Cluster   string
	Reports   []clusterReport
	Questions []clusterQuestion
}

type clusterReport struct{ File, Outlet, Published, Title string }

type clusterQuestion struct {
	ID, Action, Counted string
	Low, Best, High     *float64
	Origins             struct{ Min, Max int }
	Conflict            bool
	Series              []clusterNumber
}

type clusterNumber struct {
	Report, Status string
	Span           extent
}

// asked are the actions of which the questions count.
var asked = strings.Fields("killed injured missing detained displaced evacuated arrived fled")

func (q *clusterQuestion) counts() bool {
	return slices.Contains(asked, q.Action) && slices.ContainsFunc(q.Series, func(n clusterNumber) bool { return n.Status != "background" })
}

// EstimatesTask scores the estimates of clusters, X.estimates.json beside a folder X of
// texts, as score/estimates.py does, to the same digits. A question is known by its numbers:
// two are one when these, each a place in a text, overlap by half and more. Measures:
// question_f1, questions found; bounds_acc, low, best and high as in the gold, of all gold
// questions; origins_acc and conflict_acc likewise; series_acc, of the numbers of questions
// found, the status right; right_r and right_f1, questions with bounds and origins right.
func EstimatesTask(ctx context.Context, paths []string, reader lang.Reader, show bool) *Result {
	return estimatesTask(ctx, paths, show, func(c *cluster, dir string) ([]*assay.Doc, []assay.Story, error) {
		docs, err := c.read(ctx, dir, reader)
		return docs, copies.Stories(docs, copies.Options{}), err
	})
}

// estimatesTask is EstimatesTask on docs however they are read.
func estimatesTask(ctx context.Context, paths []string, show bool, read func(c *cluster, dir string) ([]*assay.Doc, []assay.Story, error)) *Result {
	res := newResult("estimates", paths)
	total := &tally{}
	for _, p := range paths {
		raw, err := readFile(p)
		var c cluster
		if err == nil {
			err = json.Unmarshal(raw, &c)
		}
		if err == nil && c.Cluster == "" {
			err = errors.New("is no cluster")
		}
		var docs []*assay.Doc
		var stories []assay.Story
		if err == nil {
			docs, stories, err = read(&c, filepath.Join(filepath.Dir(p), c.Cluster))
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			res.skip(p, err)
			continue
		}
		one := &tally{}
		answers := c.score(docs, estimate.Estimates(docs, stories, estimate.Options{}), one)
		if show {
			res.Answers = append(res.Answers, answers...)
		}
		total.add(one)
		res.Items += len(docs)
		for _, doc := range docs {
			res.Bytes += int64(len(doc.Text))
		}
		if len(paths) > 1 {
			res.Each = append(res.Each, EachItem{p, one.measures()})
		}
	}
	res.Gold, res.Predicted, res.Measures = total.gold, total.pred, total.measures()
	return res.done()
}

// read reads the texts of a cluster as lines of JSON, each with what its outlet says of it.
func (c *cluster) read(ctx context.Context, dir string, reader lang.Reader) ([]*assay.Doc, error) {
	var lines strings.Builder
	for _, r := range c.Reports {
		text, err := readFile(filepath.Join(dir, filepath.Base(r.File)))
		if err != nil {
			return nil, err
		}
		line, err := json.Marshal(map[string]string{"text": string(text), "title": r.Title, "published": r.Published, "publisher": r.Outlet, "url": "https://example.org/" + r.File})
		if err != nil {
			return nil, err
		}
		lines.Write(append(line, '\n'))
	}
	var docs []*assay.Doc
	items := slices.Values(ingest.Parse(c.Cluster+".jsonl", []byte(lines.String()), ingest.Options{}))
	for r := range pipeline.Run(ctx, items, pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: reader}}), 0) {
		if r.Err != nil {
			return nil, r.Err
		}
		docs = append(docs, r.Doc)
	}
	return docs, ctx.Err()
}

// A tally is what is counted over clusters.
type tally struct {
	gold, pred, match, bounds, origins, conflict, right, series, status int
}

func (t *tally) add(o *tally) {
	t.gold, t.pred, t.match, t.bounds, t.origins = t.gold+o.gold, t.pred+o.pred, t.match+o.match, t.bounds+o.bounds, t.origins+o.origins
	t.conflict, t.right, t.series, t.status = t.conflict+o.conflict, t.right+o.right, t.series+o.series, t.status+o.status
}

func (t *tally) measures() Measures {
	return Measures{
		"question_f1": share(2*t.match, t.gold+t.pred, 0), "bounds_acc": share(t.bounds, t.gold, 0), "origins_acc": share(t.origins, t.gold, 0),
		"conflict_acc": share(t.conflict, t.gold, 0), "series_acc": share(t.status, t.series, 0),
		"right_r": share(t.right, t.gold, 0), "right_f1": share(2*t.right, t.gold+t.pred, 0),
	}
}

// score holds estimates to the questions of the cluster.
func (c *cluster) score(docs []*assay.Doc, ests []assay.Estimate, t *tally) (answers []QuestionScore) {
	file := map[assay.ReportID]string{}
	for i, doc := range docs {
		if file[doc.ID] = path.Base(doc.URL); doc.URL == "" && i < len(c.Reports) {
			file[doc.ID] = c.Reports[i].File
		}
	}
	meets := func(n *clusterNumber, en *assay.Entry) bool {
		sp := en.Evidence.Span
		return file[en.Evidence.Report] == n.Report && len(n.Span) == 2 && min(int(sp.End), n.Span[1]) > max(int(sp.Start), n.Span[0])
	}
	found := func(n *clusterNumber, est *assay.Estimate) *assay.Entry {
		k := slices.IndexFunc(est.Series, func(en assay.Entry) bool { return meets(n, &en) })
		if k < 0 {
			return nil
		}
		return &est.Series[k]
	}
	overlap := func(q *clusterQuestion, est *assay.Estimate) float64 {
		hit := 0
		for i := range q.Series {
			hit += count(found(&q.Series[i], est) != nil)
		}
		if hit == 0 {
			return 0
		}
		return float64(hit) / float64(len(q.Series)+len(est.Series)-hit)
	}
	var gold, back []*clusterQuestion
	for i := range c.Questions {
		if q := &c.Questions[i]; q.counts() {
			gold = append(gold, q)
		} else {
			back = append(back, q)
		}
	}
	var pred []*assay.Estimate
	for i := range ests {
		if slices.Contains(asked, string(ests[i].Question.Action)) {
			pred = append(pred, &ests[i])
		}
	}
	type candidate struct {
		share float64
		q, p  int
	}
	var pairs []candidate
	for i, q := range gold {
		for k, est := range pred {
			if s := overlap(q, est); s >= 0.5 {
				pairs = append(pairs, candidate{s, i, k})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.q, b.q), cmp.Compare(a.p, b.p))
	})
	answer, used := map[int]int{}, map[int]bool{}
	for _, x := range pairs {
		if _, ok := answer[x.q]; !ok && !used[x.p] {
			answer[x.q], used[x.p] = x.p, true
		}
	}
	t.gold, t.match = t.gold+len(gold), t.match+len(answer)
	free := map[int]bool{} // background may stand or not
	for k, est := range pred {
		if !used[k] && slices.ContainsFunc(back, func(q *clusterQuestion) bool { return overlap(q, est) > 0 }) {
			free[k] = true
		}
	}
	t.pred += len(pred) - len(free)
	for i, q := range gold {
		a := QuestionScore{Question: fmt.Sprintf("%s %s: %s %s", c.Cluster, q.ID, q.Action, q.Counted)}
		k, ok := answer[i]
		if !ok {
			a.Why = []string{"no estimate has its numbers"}
			answers = append(answers, a)
			continue
		}
		est := pred[k]
		a.Estimate = est.ID
		bounds := same(q.Low, est.Low) && same(q.Best, est.Best) && same(q.High, est.High)
		origins := q.Origins.Min == est.Origins.Min && q.Origins.Max == est.Origins.Max
		t.bounds, t.origins, t.conflict, t.right = t.bounds+count(bounds), t.origins+count(origins), t.conflict+count(q.Conflict == est.Conflict), t.right+count(bounds && origins)
		for n := range q.Series {
			t.series++
			if en := found(&q.Series[n], est); en != nil {
				t.status += count(foldStatus(en.Status) == foldStatus(q.Series[n].Status))
			}
		}
		if !bounds {
			a.Why = append(a.Why, fmt.Sprintf("low, best, high are %s, %s, %s, not %s, %s, %s", unknown(est.Low), unknown(est.Best), unknown(est.High), orNull(q.Low), orNull(q.Best), orNull(q.High)))
		}
		if !origins {
			a.Why = append(a.Why, fmt.Sprintf("%d to %d origins, not %d to %d", est.Origins.Min, est.Origins.Max, q.Origins.Min, q.Origins.Max))
		}
		a.Answered = bounds && origins
		answers = append(answers, a)
	}
	for k, est := range pred {
		if !used[k] && !free[k] {
			answers = append(answers, QuestionScore{Question: fmt.Sprintf("%s: %s %s %s", c.Cluster, est.Question.Action, est.Question.Counted, est.Question.Place), Estimate: est.ID, Why: []string{"no question of the gold has its numbers"}})
		}
	}
	return answers
}

func same(want *float64, got assay.Amount) bool {
	n, ok := got.Number()
	if want == nil || !ok {
		return want == nil && !ok
	}
	return max(*want-n, n-*want) < 1e-6
}

func orNull(n *float64) string {
	if n == nil {
		return "null"
	}
	return fmt.Sprint(*n)
}

// foldStatus makes one of what an origin says again and what it has said before.
func foldStatus(s string) string {
	if s == "repeats" {
		return "superseded"
	}
	return s
}
