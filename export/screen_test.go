package export

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/copies"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is made into testdata")

// A builder makes a Doc by hand: every span is found by its words.
type builder struct {
	t   *testing.T
	doc *assay.Doc
}

func newBuilder(t *testing.T, path, text string) *builder {
	t.Helper()
	return &builder{t, assay.NewDoc(&assay.Report{ID: assay.NewReportID(path, []byte(text)), Raw: []byte(text), Format: "text/plain", Text: text, Path: path})}
}

// at returns the span of the first occurrence of words.
func (b *builder) at(words string) assay.Span {
	b.t.Helper()
	i := strings.Index(b.doc.Text, words)
	if i < 0 {
		b.t.Fatalf("no %q in %s", words, b.doc.Path)
	}
	return assay.Span{Start: int32(i), End: int32(i + len(words))}
}

func (b *builder) region(kind assay.RegionKind, words string) {
	b.t.Helper()
	b.doc.Regions = append(b.doc.Regions, assay.Region{Span: b.at(words), Kind: kind})
}

func (b *builder) actor(class assay.ActorClass, name, role string, public bool, mentions ...string) assay.Ref[assay.Actor] {
	b.t.Helper()
	a := assay.Actor{Class: class, Name: name, Role: role, Public: public}
	for _, m := range mentions {
		a.Mentions = append(a.Mentions, b.at(m))
	}
	b.doc.Actors = append(b.doc.Actors, a)
	return assay.RefTo[assay.Actor](len(b.doc.Actors) - 1)
}

func (b *builder) claim(class assay.ActorClass, actor assay.Ref[assay.Actor], source, cue, content string, stance assay.Stance, responds ...assay.Ref[assay.Claim]) assay.Ref[assay.Claim] {
	b.t.Helper()
	src := assay.Source{Span: b.at(source), Class: class, Actor: actor}
	if a := actor.In(b.doc.Actors); a != nil {
		src.Name = a.Name
	}
	b.doc.Sources = append(b.doc.Sources, src)
	b.doc.Claims = append(b.doc.Claims, assay.Claim{Kind: assay.Indirect, Source: assay.RefTo[assay.Source](len(b.doc.Sources) - 1), Cue: b.at(cue),
		Content: []assay.Content{{Span: b.at(content)}}, Stance: stance, RespondsTo: responds})
	return assay.RefTo[assay.Claim](len(b.doc.Claims) - 1)
}

func (b *builder) place(words string) []assay.Ref[assay.Place] {
	b.t.Helper()
	b.doc.Places = append(b.doc.Places, assay.Place{Span: b.at(words), Name: words})
	return []assay.Ref[assay.Place]{assay.RefTo[assay.Place](len(b.doc.Places) - 1)}
}

func (b *builder) figure(words string, bound assay.Bound, low, best, high assay.Amount, counted string, action assay.Action, claim assay.Ref[assay.Claim]) assay.Ref[assay.Figure] {
	b.t.Helper()
	b.doc.Quantities = append(b.doc.Quantities, assay.Quantity{Span: b.at(words), Bound: bound, Low: low, Best: best, High: high, Unit: "person"})
	b.doc.Figures = append(b.doc.Figures, assay.Figure{Quantity: assay.RefTo[assay.Quantity](len(b.doc.Quantities) - 1), Unit: "person",
		Counted: b.at(counted), Action: action, Claim: claim})
	return assay.RefTo[assay.Figure](len(b.doc.Figures) - 1)
}

const floodText = `Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday, the governor's office said.

Some 40 people drowned, said Ilse Varga, a nurse who ferried patients. “I counted up to 40 bodies,” Ms. Varga said. Officials put the dead at 57, which the governor, Jan Kovar, denied.

The Varga valley was not hit. “Nobody saw <script>alert(1)</script> coming,” Ilse's brother said.
Advertisement`

const cutText = `Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday, the governor's office said.

Nearly 40 people drowned, said Ilse Varga, a nurse who ferried patients.`

// inventedRun is a report, a copy of it that changes a hedge, and one that
// holds nothing.
func inventedRun(t *testing.T) Run {
	t.Helper()
	b := newBuilder(t, "news/flood.txt", floodText)
	b.doc.Published = assay.Published{Date: assay.Date{Year: 2021, Month: 3, Day: 4}, From: "flag"}
	b.doc.Appeared = b.doc.Published
	for _, words := range strings.Split(floodText, "\n") {
		switch words {
		case "":
		case "Advertisement":
			b.region(assay.Boilerplate, words)
		default:
			b.region(assay.Body, words)
		}
	}
	nurse := b.actor(assay.Person, "Ilse Varga", "a nurse who ferried patients", false, "Ilse Varga", "Ms. Varga")
	kovar := b.actor(assay.Person, "Jan Kovar", "the governor", true, "Jan Kovar")
	office := b.actor(assay.Organization, "the governor's office", "", true, "the governor's office")
	b.doc.Places = append(b.doc.Places, assay.Place{Span: b.at("Varga valley"), Name: "Varga valley"})
	from := b.place("Lower Haro")
	fled := b.claim(assay.Organization, office, "the governor's office", "said", "Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday", assay.Asserts)
	f := b.figure("Thousands", assay.Vague, assay.Known(1000), assay.Amount{}, assay.Amount{}, "villagers", "fled", fled)
	b.doc.Movements = append(b.doc.Movements, assay.Movement{Who: b.at("villagers"), From: from, Count: f, Claim: fled, Status: "reported"})
	drowned := b.claim(assay.Person, nurse, "Ilse Varga, a nurse who ferried patients", "said", "Some 40 people drowned", assay.Asserts)
	b.figure("Some 40", assay.Approx, assay.Known(40), assay.Known(40), assay.Known(40), "people", "killed", drowned)
	quoted := b.claim(assay.Person, nurse, "Ms. Varga", "said", "“I counted up to 40 bodies,”", assay.Hedges)
	b.figure("up to 40", assay.AtMost, assay.Amount{}, assay.Amount{}, assay.Known(40), "bodies", "killed", quoted)
	toll := b.claim(assay.Group, assay.Ref[assay.Actor]{}, "Officials", "put", "the dead at 57", assay.Asserts)
	b.figure("57", assay.Exact, assay.Known(57), assay.Known(57), assay.Known(57), "dead", "killed", toll)
	b.claim(assay.Person, kovar, "the governor, Jan Kovar", "denied", "which", assay.Denies, toll)

	c := newBuilder(t, "news/flood-cut.txt", cutText)
	for _, words := range strings.Split(cutText, "\n\n") {
		c.region(assay.Body, words)
	}
	nurse = c.actor(assay.Person, "Ilse Varga", "a nurse", false, "Ilse Varga")
	fled = c.claim(assay.Organization, assay.Ref[assay.Actor]{}, "the governor's office", "said", "Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday", assay.Asserts)
	c.figure("Thousands", assay.Vague, assay.Known(1000), assay.Amount{}, assay.Amount{}, "villagers", "fled", fled)
	drowned = c.claim(assay.Person, nurse, "Ilse Varga, a nurse", "said", "Nearly 40 people drowned", assay.Asserts)
	c.figure("Nearly 40", assay.Approx, assay.Known(40), assay.Known(40), assay.Known(40), "people", "killed", drowned)

	e := newBuilder(t, "news/weather.txt", "Rain is expected on Friday.")
	e.region(assay.Body, "Rain is expected on Friday.")
	e.doc.Problems = []assay.Problem{{Stage: "timex", Err: "no date to reckon from"}}

	run := Run{Docs: []*assay.Doc{b.doc, c.doc, e.doc}}
	ln := assay.Link{From: b.doc.ID, To: c.doc.ID, Relation: "copy", Containment: 0.92, Resemblance: 0.4, Why: []string{"one sentence was kept"}}
	ln.Passages = []assay.Passage{
		{From: b.at("Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday, the governor's office said."),
			To: c.at("Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday, the governor's office said.")},
		{From: b.at("Some 40 people drowned, said Ilse Varga, a nurse who ferried patients."),
			To:    c.at("Nearly 40 people drowned, said Ilse Varga, a nurse who ferried patients."),
			Edits: []assay.Edit{{Op: "replace", Kind: "hedge", From: b.at("Some"), To: c.at("Nearly")}}},
	}
	ln.Cut = []assay.Span{b.at("Officials put the dead at 57, which the governor, Jan Kovar, denied.")}
	run.Stories = []assay.Story{{Reports: []assay.ReportID{b.doc.ID, c.doc.ID}, Links: []assay.Link{ln}}, {Reports: []assay.ReportID{e.doc.ID}}}
	run.Estimates = []assay.Estimate{{
		Question: assay.Question{Action: "killed", Counted: "people", Unit: "person", Place: "Lower Haro"},
		Low:      assay.Known(40), Best: assay.Known(40), High: assay.Known(57), Rule: "ucdp", Origins: assay.Origins{Min: 1, Max: 2}, Conflict: true,
		Series: []assay.Entry{
			entry(b.doc, 1, "Ilse Varga", true, "stands"),
			entry(c.doc, 1, "Ilse Varga", true, "repeats"),
			entry(b.doc, 3, "officials", false, "denied"),
		}}}
	return run
}

func entry(doc *assay.Doc, i int, origin string, named bool, status string) assay.Entry {
	q := doc.Figures[i].Quantity.In(doc.Quantities)
	return assay.Entry{Origin: origin, Named: named, Figure: assay.RefTo[assay.Figure](i), Status: status, SupersededBy: -1,
		Evidence:  assay.Evidence{Report: doc.ID, Span: q.Span, Text: q.Span.In(doc.Text)},
		Published: doc.Published.Date, Low: q.Low, Best: q.Best, High: q.High}
}

// golden compares what was made with a file, or writes the file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./export -update writes it", err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s: want -, got + (go test ./export -update, if it is meant):\n%s", name, d)
	}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct{ paths, want string }{
		{"a/flood.txt", "flood"},
		{"a/flood.txt b/flood.txt", "a/flood.txt b/flood.txt"},
		{"a/flood.txt a/flood.html", "flood.txt flood.html"},
		{"001_125c69b6356dc225.txt 000_cb5852ec8bfa7702.txt", "001 000"},
		{"2021-03-04-first-report-of-the-flood.txt 2021-03-04-second-report-of-the-flood.txt", "2021-03-04-first 2021-03-04-second"},
		{"-", "stdin"},
		{"wire.jsonl:1 wire.jsonl:2", "wire.jsonl:1 wire.jsonl:2"},
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

func TestShortRole(t *testing.T) {
	for role, want := range map[string]string{
		"":                              "a person",
		"a smuggler between two towns":  "a smuggler",
		"farmer":                        "a farmer",
		"aid worker, 31,":               "an aid worker",
		"the mother of two":             "the mother of two",
		"A nurse who ferried patients.": "a nurse",
		"owner of a boat in Haro":       "an owner of a boat",
		"farmer and father of two":      "a farmer",
		"his sister":                    "his sister",
	} {
		if got := shortRole(role); got != want {
			t.Errorf("shortRole(%q) = %q, want %q", role, got, want)
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
		b := newBuilder(t, "x.txt", c.text)
		s := newScreen(Run{Docs: []*assay.Doc{b.doc}}, false)
		q := assay.Quantity{Span: b.at(c.text), Bound: c.bound, Low: c.low, Best: c.best, High: c.high, Unit: c.unit}
		if got := s.number(s.docs[0], &q); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestMapping follows words of a copy back to the report.
func TestMapping(t *testing.T) {
	b := newBuilder(t, "a.txt", "The dam burst. Some forty people drowned, officials said.")
	c := newBuilder(t, "b.txt", "Ad. Nearly forty people drowned, said officials.")
	ln := assay.Link{Passages: []assay.Passage{{From: b.at("Some forty people drowned, officials said."), To: c.at("Nearly forty people drowned, said officials."),
		Edits: []assay.Edit{{From: b.at("Some"), To: c.at("Nearly")}, {From: b.at("officials said"), To: c.at("said officials")}}}}}
	m := newMapping(&ln)
	for words, want := range map[string]string{"forty people": "forty people", "people drowned": "people drowned"} {
		sp, ok := m.back(c.at(words))
		if !ok || b.doc.Quote(sp) != want {
			t.Errorf("%q leads to %q %v, want %q", words, b.doc.Quote(sp), ok, want)
		}
	}
	if sp, ok := m.back(c.at("Nearly forty")); !ok || !strings.HasSuffix(b.doc.Quote(sp), "forty") {
		t.Errorf("an edited beginning leads to %q", b.doc.Quote(sp))
	}
	if sp, ok := m.back(c.at("Ad.")); ok {
		t.Errorf("what the copy has alone leads to %q", b.doc.Quote(sp))
	}
}

// TestFoldSame folds one file that was read twice.
func TestFoldSame(t *testing.T) {
	run := inventedRun(t)
	run = Run{Docs: []*assay.Doc{run.Docs[0], run.Docs[0]}}
	run.Stories = copies.Stories(run.Docs[:1], copies.Options{})
	s := newScreen(run, false)
	if len(s.stories) != 1 || len(s.docs[1].figures) != len(run.Docs[0].Figures) {
		t.Errorf("%d stories, %d of %d figures folded", len(s.stories), len(s.docs[1].figures), len(run.Docs[0].Figures))
	}
}
