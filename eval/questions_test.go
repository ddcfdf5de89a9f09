package eval

import (
	"encoding/json"
	"strings"
	"testing"

	"assay"
	"assay/lang"
)

// Two reports with two figures each; the estimates are set by hand.
func handQuestions(t *testing.T, estimates string, got ...assay.Estimate) *questioned {
	t.Helper()
	q := &questioned{figures: map[string]figureAt{}, estimates: got}
	if err := json.Unmarshal([]byte(`{"stories": 1, "estimates": `+estimates+`}`), &q.file); err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]figureAt{"a:f1": {reportA, 0, true}, "a:f2": {reportA, 1, true}, "b:f1": {reportB, 0, true}, "b:f2": {}} {
		q.figures[name] = f
	}
	return q
}

var reportA, reportB = assay.ReportID{1}, assay.ReportID{2}

func entry(report assay.ReportID, figure int) assay.Entry {
	return assay.Entry{Figure: assay.RefTo[assay.Figure](figure), Evidence: assay.Evidence{Report: report}, SupersededBy: -1}
}

func TestAnswer(t *testing.T) {
	good := assay.Estimate{Low: assay.Known(3), High: assay.Known(9), Origins: assay.Origins{Min: 1, Max: 2},
		Series: []assay.Entry{entry(reportA, 0), entry(reportB, 0)}}
	const question = `"question": "dead", "figures": ["a:f1", "b:f1"]`
	for name, c := range map[string]struct {
		gold string
		got  []assay.Estimate
		why  string
	}{
		"as in the gold":     {`{` + question + `, "low": 3, "high": 9, "best": null, "origins_min": 1, "origins_max": 2, "conflict": false}`, []assay.Estimate{good}, ""},
		"nothing more asked": {`{` + question + `}`, []assay.Estimate{{}, good}, ""},
		"low":                {`{` + question + `, "low": 4}`, []assay.Estimate{good}, "low is 3, not 4"},
		"unknown":            {`{` + question + `, "high": null}`, []assay.Estimate{good}, "high is 9, not null"},
		"best":               {`{` + question + `, "best": 5}`, []assay.Estimate{good}, "best is null, not 5"},
		"origins":            {`{` + question + `, "origins_min": 2, "origins_max": 3}`, []assay.Estimate{good}, "at least 2 origins, not 1"},
		"apart":              {`{` + question + `}`, []assay.Estimate{{Series: good.Series[:1]}, {Series: good.Series[1:]}}, "b:f1 stands apart"},
		"no estimate":        {`{` + question + `}`, nil, "in no estimate"},
		"not found":          {`{"question": "dead", "figures": ["a:f1", "b:f2"]}`, []assay.Estimate{good}, "b:f2 was not found"},
		"no such figure":     {`{"question": "dead", "figures": ["c:f1"]}`, []assay.Estimate{good}, "c:f1 was not found"},
		"conflict":           {`{` + question + `}`, []assay.Estimate{{Series: good.Series, Conflict: true}}, "conflict is true"},
		"another question's": {`{` + question + `}, {"question": "hurt", "figures": ["a:f2"]}`,
			[]assay.Estimate{{Series: append([]assay.Entry{entry(reportA, 1)}, good.Series...)}}, `a:f2 stands with them, which answers "hurt"`},
	} {
		q := handQuestions(t, `[`+c.gold+`]`, c.got...)
		a := q.answer(0)
		if a.Answered != (c.why == "") || !strings.Contains(strings.Join(a.Why, "; "), c.why) {
			t.Errorf("%s: answered %v, %q; want %q", name, a.Answered, a.Why, c.why)
		}
	}
}

func TestAltered(t *testing.T) {
	a := &assay.Doc{Report: &assay.Report{ID: reportA, Text: "He said: “We saw smoke.”"}}
	b := &assay.Doc{Report: &assay.Report{ID: reportB, Text: "“We saw fire,” he said."}}
	edit := assay.Edit{Op: "replace", Kind: "quotation", From: assay.Span{Start: 19, End: 24}, To: assay.Span{Start: 10, End: 14}}
	for kind, want := range map[string]int{"quotation": 1, "other": 0} {
		edit.Kind = kind
		q := handQuestions(t, `[]`)
		q.docs = []*assay.Doc{a, b}
		q.file.Story = []string{"a_1.txt", "b_2.txt"}
		q.file.QuotationAltered = []map[string]string{{"a": "We saw smoke", "b": "We saw fire", "inside": "a quotation"}, {"a": "no such words", "b": "We saw fire"}}
		q.stories = []assay.Story{{Links: []assay.Link{{From: reportA, To: reportB, Passages: []assay.Passage{{Edits: []assay.Edit{edit}}}}}}}
		if got := q.altered(); got != want {
			t.Errorf("%s: %d altered, want %d", kind, got, want)
		}
	}
}

func TestQuestionsTaskSkips(t *testing.T) {
	res := QuestionsTask(t.Context(), "testdata/none.json", lang.Careful)
	if len(res.Skipped) != 1 || len(res.Measures) != 0 {
		t.Errorf("%+v", res)
	}
}
