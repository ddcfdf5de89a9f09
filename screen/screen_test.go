package screen

import (
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/internal/doctest"
	"assay/lang/en"
	"assay/trace"
)

// dam is the run of an invented report, its copy, and one that holds nothing.
func dam(t *testing.T) Run {
	t.Helper()
	docs, stories, estimates := doctest.Dam(t)
	return Run{docs, stories, doctest.DamEvents(docs), estimates}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct{ paths, want string }{
		{"a/flood.txt", "flood"},
		{"a/flood.txt b/flood.txt", "a/flood.txt b/flood.txt"},
		{"a/flood.txt a/flood.html", "flood.txt flood.html"},
		{"001_125c69b6356dc225.txt 000_cb5852ec8bfa7702.txt", "001 000"},
		{"2021-03-04-first-report-of-the-flood.txt 2021-03-04-second-report-of-the-flood.txt", "2021-03-04-first 2021-03-04-second"},
		{"-", "stdin"},
		{"wire.jsonl:1 wire.jsonl:2", "wire:1 wire:2"},
		{"storm.jsonl:1 fire.jsonl:1", "storm fire"},
		{"a.jsonl:1 a.txt", "a.jsonl:1 a.txt"},
		{"x.txt x.txt", "x.txt x.txt#2"},
		{"", "report"},
	} {
		var docs []*assay.Doc
		for _, p := range strings.Split(c.paths, " ") {
			docs = append(docs, assay.NewDoc(&assay.Report{Path: p}))
		}
		if got := strings.Join(labels(docs), " "); got != c.want {
			t.Errorf("labels of %s: %s, want %s", c.paths, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	k := assay.Known
	var none assay.Amount
	for _, c := range []struct {
		text            string
		bound           assay.Bound
		low, best, high assay.Amount
		unit, want      string
	}{
		{"thousands", assay.Vague, k(1000), none, none, "person", "thousands (1,000 or more)"},
		{"low thousands", assay.Vague, k(1000), none, k(5000), "person", "low thousands (1,000–5,000)"},
		{"up to 1,000", assay.AtMost, none, none, k(1000), "person", "up to 1,000"},
		{"some 40,000", assay.Approx, k(40000), k(40000), k(40000), "person", "some 40,000"},
		{"three dozen", assay.Exact, k(36), k(36), k(36), "person", "three dozen (36)"},
		{"two", assay.Exact, k(2), k(2), k(2), "person", "two"},
		{"tens of thousands of dollars", assay.Vague, k(10000), none, none, "USD", "tens of thousands of dollars (USD 10,000 or more)"},
		{"many", assay.Vague, none, none, none, "person", "many"},
	} {
		b := doctest.New(t, "x.txt", c.text)
		s := New(Run{Docs: []*assay.Doc{b.Doc}}, false)
		q := assay.Quantity{Span: b.At(c.text), Bound: c.bound, Low: c.low, Best: c.best, High: c.high, Unit: c.unit}
		if got := s.Number(s.Docs[0], &q); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestChanges holds the words for what becomes of numbers to the kinds that there are.
func TestChanges(t *testing.T) {
	if n := int(trace.CountedChanged) + 1; len(en.ChangesOfNumbers) != n || en.ChangesOfNumbers[trace.Rounded] != "rounded" || en.ChangesOfNumbers[trace.HedgeLost] != "hedge lost" {
		t.Errorf("%d words for %d kinds", len(en.ChangesOfNumbers), n)
	}
}

// TestMapping follows words of a copy back to the report.
func TestMapping(t *testing.T) {
	b := doctest.New(t, "a.txt", "The dam burst. Some forty people drowned, officials said.")
	c := doctest.New(t, "b.txt", "Ad. Nearly forty people drowned, said officials.")
	ln := assay.Link{Passages: []assay.Passage{{From: b.At("Some forty people drowned, officials said."), To: c.At("Nearly forty people drowned, said officials."),
		Edits: []assay.Edit{{From: b.At("Some"), To: c.At("Nearly")}, {From: b.At("officials said"), To: c.At("said officials")}}}}}
	m := newMapping(&ln, b.Doc.Report, c.Doc.Report)
	for words, want := range map[string]string{"forty people": "forty people", "people drowned": "people drowned"} {
		sp, ok := m.back(c.At(words))
		if !ok || b.Doc.Quote(sp) != want {
			t.Errorf("%q leads to %q %v, want %q", words, b.Doc.Quote(sp), ok, want)
		}
	}
	if sp, ok := m.back(c.At("Nearly forty")); !ok || !strings.HasSuffix(b.Doc.Quote(sp), "forty") {
		t.Errorf("an edited beginning leads to %q", b.Doc.Quote(sp))
	}
	if sp, ok := m.back(c.At("Ad.")); ok {
		t.Errorf("what the copy has alone leads to %q", b.Doc.Quote(sp))
	}
}

// TestFoldSame folds one file that was read twice.
func TestFoldSame(t *testing.T) {
	run := dam(t)
	run = Run{Docs: []*assay.Doc{run.Docs[0], run.Docs[0]}}
	run.Stories = copies.Stories(run.Docs[:1], copies.Options{})
	s := New(run, false)
	if len(s.Stories) != 1 || len(s.Docs[1].RepeatedFigures) != len(run.Docs[0].Figures) {
		t.Errorf("%d stories, %d of %d figures folded", len(s.Stories), len(s.Docs[1].RepeatedFigures), len(run.Docs[0].Figures))
	}
}

// What the reports are is said in two or three sentences.
func TestSummary(t *testing.T) {
	s := New(dam(t), false)
	want := "3 reports go back to 2 texts; copies of one text count as one source. " +
		"They were published 4 March 2021, as far as is known, and tell of the flood of 1 March 2021 in Lower Haro (2 reports, 1 text, 1–2 origins). " +
		"Their figures answer 1 question, in conflict."
	if got := strings.Join(s.Summary(), " "); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	e := s.Events()[0]
	if got := s.What(e) + "; " + strings.Join(s.Tolls(e), "; "); got != "Flood, Lower Haro; killed 40–57, best 40" {
		t.Error(got)
	}
	if got := New(Run{}, false).Summary(); len(got) != 1 || got[0] != "No reports." {
		t.Error(got)
	}
}
