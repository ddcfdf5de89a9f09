package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"assay"
	"assay/copies"
	"assay/estimate"
	"assay/lang"
)

// A questionFile says which questions a set of reports answers, and how.
type questionFile struct {
	Story            []string // names of the texts beside the file
	Stories          int
	Estimates        []goldEstimate
	QuotationAltered []map[string]string `json:"quotation_altered"` // begin of a file's name -> its words
}

// A goldEstimate names the figures of one question as "000:f03": the begin of
// the text's name, and the figure in the gold file beside it.
type goldEstimate struct {
	Question   string
	Figures    []string
	OriginsMin *int `json:"origins_min"`
	OriginsMax *int `json:"origins_max"`
	Conflict   bool
	given      map[string]json.RawMessage
}

// UnmarshalJSON notes which keys are given: null is an answer, no key is none.
func (g *goldEstimate) UnmarshalJSON(b []byte) error {
	type plain goldEstimate
	if err := json.Unmarshal(b, (*plain)(g)); err != nil {
		return err
	}
	return json.Unmarshal(b, &g.given)
}

// A QuestionScore says whether one question was answered as in the gold, and if
// not, why.
type QuestionScore struct {
	Question string   `json:"question"`
	Answered bool     `json:"answered"`
	Estimate string   `json:"estimate,omitempty"`
	Why      []string `json:"why,omitempty"`
}

// QuestionsTask scores the estimates of the reports that a file of questions
// names. Measures: questions, the share answered as in the gold; story, whether
// the reports make up as many stories as in the gold; quotation_altered, the
// share of altered quotations that the links name as such.
func QuestionsTask(ctx context.Context, path string, reader lang.Reader) *Result {
	res := newResult("questions", []string{path})
	q, err := readQuestions(ctx, path, reader)
	if err != nil {
		res.skip(path, err)
		return res.done()
	}
	res.Items, res.Gold, res.Predicted = len(q.file.Story), len(q.file.Estimates), len(q.estimates)
	for _, doc := range q.docs {
		res.Bytes += int64(len(doc.Text))
	}
	answered := 0
	for i := range q.file.Estimates {
		a := q.answer(i)
		answered += count(a.Answered)
		res.Answers = append(res.Answers, a)
	}
	if n := len(q.file.Estimates); n > 0 {
		res.Measures["questions"] = share(answered, n, 0)
	}
	res.Measures["story"] = float64(count(len(q.stories) == q.file.Stories))
	if n := len(q.file.QuotationAltered); n > 0 {
		res.Measures["quotation_altered"] = share(q.altered(), n, 0)
	}
	return res.done()
}

// A questioned is a file of questions with what the reports gave.
type questioned struct {
	file      questionFile
	docs      []*assay.Doc
	stories   []assay.Story
	estimates []assay.Estimate
	figures   map[string]figureAt // "000:f03" -> where it was found
}

// A figureAt is a figure of a report; found is false where the report has none
// that overlaps the gold's.
type figureAt struct {
	report assay.ReportID
	figure int
	found  bool
}

func readQuestions(ctx context.Context, path string, reader lang.Reader) (*questioned, error) {
	raw, err := readFile(path)
	if err != nil {
		return nil, err
	}
	q := &questioned{figures: map[string]figureAt{}}
	if err := json.Unmarshal(raw, &q.file); err != nil {
		return nil, fmt.Errorf("%s: is no file of questions: %v", path, err)
	}
	for _, name := range q.file.Story {
		g, err := readGold(filepath.Join(filepath.Dir(path), strings.TrimSuffix(filepath.Base(name), ".txt")+".gold.json"))
		if err != nil {
			return nil, err
		}
		docs, err := readBeside(ctx, path, g.Published, reader, name)
		if err != nil {
			return nil, err
		}
		begin, _, _ := strings.Cut(filepath.Base(name), "_")
		for _, doc := range docs {
			q.find(begin, g, doc)
		}
		q.docs = append(q.docs, docs...)
	}
	q.stories = copies.Stories(q.docs, copies.Options{})
	q.estimates = estimate.Estimates(q.docs, q.stories, estimate.Options{})
	return q, nil
}

// find pairs the gold's figures with those of doc.
func (q *questioned) find(begin string, g *gold, doc *assay.Doc) {
	g.realign(doc.Text)
	pred := make([]readFigure, len(doc.Figures))
	for i := range doc.Figures {
		if qu := &doc.Figures[i].Quantity; !qu.Span.IsZero() {
			pred[i].Span = extent{int(qu.Span.Start), int(qu.Span.End)}
		}
	}
	for _, f := range g.Figures {
		q.figures[begin+":"+f.ID] = figureAt{}
	}
	for _, m := range greedy(len(g.Figures), len(pred), func(i, k int) float64 { return figureSim(g.Figures[i], pred[k]) }, 0.5) {
		q.figures[begin+":"+g.Figures[m.gold].ID] = figureAt{doc.ID, m.pred, true}
	}
}

// inSeries reports whether the figure is in the estimate.
func inSeries(est *assay.Estimate, f figureAt) bool {
	return f.found && slices.ContainsFunc(est.Series, func(en assay.Entry) bool {
		k, ok := en.Figure.Index()
		return ok && k == f.figure && en.Evidence.Report == f.report
	})
}

// answer looks for the estimate in which the figures of question i stand
// together, and no figure of another question with them.
func (q *questioned) answer(i int) QuestionScore {
	g := q.file.Estimates[i]
	a := QuestionScore{Question: g.Question}
	for _, name := range g.Figures {
		if f := q.figures[name]; !f.found {
			a.Why = append(a.Why, name+" was not found")
		}
	}
	if len(a.Why) > 0 {
		return a
	}
	best, most := -1, 0
	for k := range q.estimates {
		n := 0
		for _, name := range g.Figures {
			n += count(inSeries(&q.estimates[k], q.figures[name]))
		}
		if n > most {
			best, most = k, n
		}
	}
	if best < 0 {
		a.Why = append(a.Why, "its figures are in no estimate")
		return a
	}
	est := &q.estimates[best]
	a.Estimate = est.ID
	for _, name := range g.Figures {
		if !inSeries(est, q.figures[name]) {
			a.Why = append(a.Why, name+" stands apart")
		}
	}
	for k, other := range q.file.Estimates {
		for _, name := range other.Figures {
			if k != i && !slices.Contains(g.Figures, name) && inSeries(est, q.figures[name]) {
				a.Why = append(a.Why, fmt.Sprintf("%s stands with them, which answers %q", name, other.Question))
			}
		}
	}
	a.Why = append(a.Why, g.differences(est)...)
	a.Answered = len(a.Why) == 0
	return a
}

// differences lists where est says something else than the gold.
func (g *goldEstimate) differences(est *assay.Estimate) (why []string) {
	if g.OriginsMin != nil && est.Origins.Min != *g.OriginsMin {
		why = append(why, fmt.Sprintf("at least %d origins, not %d", *g.OriginsMin, est.Origins.Min))
	}
	if g.OriginsMax != nil && est.Origins.Max != *g.OriginsMax {
		why = append(why, fmt.Sprintf("at most %d origins, not %d", *g.OriginsMax, est.Origins.Max))
	}
	if est.Conflict != g.Conflict {
		why = append(why, fmt.Sprintf("conflict is %v", est.Conflict))
	}
	for _, v := range []struct {
		key string
		got assay.Amount
	}{{"low", est.Low}, {"best", est.Best}, {"high", est.High}} {
		raw, ok := g.given[v.key]
		if !ok {
			continue
		}
		var want assay.Amount
		if err := json.Unmarshal(raw, &want); err != nil || !near(want, v.got) {
			why = append(why, fmt.Sprintf("%s is %s, not %s", v.key, unknown(v.got), raw))
		}
	}
	return why
}

func unknown(a assay.Amount) string {
	if !a.IsKnown() {
		return "null"
	}
	return a.String()
}

// altered counts the altered quotations that some link has as an edit inside a
// quotation, between the two reports and within the words that the gold gives.
func (q *questioned) altered() int {
	n := 0
	for _, words := range q.file.QuotationAltered {
		n += count(q.hasAltered(words))
	}
	return n
}

func (q *questioned) hasAltered(words map[string]string) bool {
	within := func(id assay.ReportID, sp assay.Span) bool {
		for i, doc := range q.docs {
			if doc.ID != id {
				continue
			}
			begin, _, _ := strings.Cut(filepath.Base(q.file.Story[i]), "_")
			at := strings.Index(doc.Text, words[begin])
			return words[begin] != "" && at >= 0 && int(sp.Start) >= at && int(sp.End) <= at+len(words[begin])
		}
		return false
	}
	for _, st := range q.stories {
		for _, l := range st.Links {
			for _, p := range l.Passages {
				for _, ed := range p.Edits {
					if ed.Kind == "quotation" && within(l.From, ed.From) && within(l.To, ed.To) {
						return true
					}
				}
			}
		}
	}
	return false
}
