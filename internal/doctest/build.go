package doctest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assay"
	"assay/place/gazetteer"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is made into testdata")

// A Builder makes a Doc by hand: every span is found by its words.
type Builder struct {
	T   *testing.T
	Doc *assay.Doc
}

// New starts a report.
func New(t *testing.T, path, text string) *Builder {
	t.Helper()
	return &Builder{t, assay.NewDoc(&assay.Report{ID: assay.NewReportID(path, []byte(text)), Raw: []byte(text), Format: "text/plain", Text: text, Path: path})}
}

// At returns the span of the first occurrence of words.
func (b *Builder) At(words string) assay.Span {
	b.T.Helper()
	i := strings.Index(b.Doc.Text, words)
	if i < 0 {
		b.T.Fatalf("no %q in %s", words, b.Doc.Path)
	}
	return assay.Span{Start: int32(i), End: int32(i + len(words))}
}

// Region adds a region.
func (b *Builder) Region(kind assay.RegionKind, words string) {
	b.T.Helper()
	b.Doc.Regions = append(b.Doc.Regions, assay.Region{Span: b.At(words), Kind: kind})
}

// Actor adds an actor, mentioned where each of mentions first stands.
func (b *Builder) Actor(class assay.ActorClass, name, role string, public bool, mentions ...string) assay.Ref[assay.Actor] {
	b.T.Helper()
	a := assay.Actor{Class: class, Name: name, Role: role, Public: public}
	for _, m := range mentions {
		a.Mentions = append(a.Mentions, b.At(m))
	}
	b.Doc.Actors = append(b.Doc.Actors, a)
	return assay.RefTo[assay.Actor](len(b.Doc.Actors) - 1)
}

// Claim adds a claim and its source.
func (b *Builder) Claim(class assay.ActorClass, actor assay.Ref[assay.Actor], source, cue, content string, stance assay.Stance, responds ...assay.Ref[assay.Claim]) assay.Ref[assay.Claim] {
	b.T.Helper()
	src := assay.Source{Span: b.At(source), Class: class, Actor: actor}
	if a := actor.In(b.Doc.Actors); a != nil {
		src.Name = a.Name
	}
	b.Doc.Sources = append(b.Doc.Sources, src)
	b.Doc.Claims = append(b.Doc.Claims, assay.Claim{Kind: assay.Indirect, Source: assay.RefTo[assay.Source](len(b.Doc.Sources) - 1), Cue: b.At(cue),
		Content: []assay.Content{{Span: b.At(content)}}, Stance: stance, RespondsTo: responds})
	return assay.RefTo[assay.Claim](len(b.Doc.Claims) - 1)
}

// Place adds a place that the gazetteer lacks.
func (b *Builder) Place(words string) []assay.Ref[assay.Place] {
	b.T.Helper()
	b.Doc.Places = append(b.Doc.Places, assay.Place{Span: b.At(words), Name: words})
	return []assay.Ref[assay.Place]{assay.RefTo[assay.Place](len(b.Doc.Places) - 1)}
}

// Figure adds a quantity and its figure.
func (b *Builder) Figure(words string, bound assay.Bound, low, best, high assay.Amount, counted string, action assay.Action, claim assay.Ref[assay.Claim]) assay.Ref[assay.Figure] {
	b.T.Helper()
	b.Doc.Quantities = append(b.Doc.Quantities, assay.Quantity{Span: b.At(words), Bound: bound, Low: low, Best: best, High: high, Unit: "person"})
	b.Doc.Figures = append(b.Doc.Figures, assay.Figure{Quantity: b.Doc.Quantities[len(b.Doc.Quantities)-1], Unit: "person",
		Counted: b.At(counted), Action: action, Claim: claim})
	return assay.RefTo[assay.Figure](len(b.Doc.Figures) - 1)
}

const DamText = `Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday, the governor's office said.

Some 40 people drowned, said Ilse Varga, a nurse who ferried patients. “I counted up to 40 bodies,” Ms. Varga said. Officials put the dead at 57, which the governor, Jan Kovar, denied.

The Varga valley was not hit. “Nobody saw <script>alert(1)</script> coming,” Ilse's brother said.
Advertisement`

const DamCutText = `Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday, the governor's office said.

Nearly 40 people drowned, said Ilse Varga, a nurse who ferried patients.`

// Dam is a report, a copy of it that changes a hedge, and one that
// holds nothing.
func Dam(t *testing.T) (docs []*assay.Doc, stories []assay.Story, estimates []assay.Estimate) {
	t.Helper()
	b := New(t, "news/flood.txt", DamText)
	b.Doc.Published = assay.Published{Date: assay.Date{Year: 2021, Month: 3, Day: 4}, From: "flag"}
	b.Doc.Appeared = b.Doc.Published
	for _, words := range strings.Split(DamText, "\n") {
		switch words {
		case "":
		case "Advertisement":
			b.Region(assay.Boilerplate, words)
		default:
			b.Region(assay.Body, words)
		}
	}
	nurse := b.Actor(assay.Person, "Ilse Varga", "a nurse who ferried patients", false, "Ilse Varga", "Ms. Varga")
	kovar := b.Actor(assay.Person, "Jan Kovar", "the governor", true, "Jan Kovar")
	office := b.Actor(assay.Organization, "the governor's office", "", true, "the governor's office")
	b.Doc.Places = append(b.Doc.Places, assay.Place{Span: b.At("Varga valley"), Name: "Varga valley"})
	from := b.Place("Lower Haro")
	fled := b.Claim(assay.Organization, office, "the governor's office", "said", "Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday", assay.Asserts)
	f := b.Figure("Thousands", assay.Vague, assay.Known(1000), assay.Amount{}, assay.Amount{}, "villagers", "fled", fled)
	b.Doc.Movements = append(b.Doc.Movements, assay.Movement{Who: b.At("villagers"), From: from, Count: f, Claim: fled, Status: "reported"})
	drowned := b.Claim(assay.Person, nurse, "Ilse Varga, a nurse who ferried patients", "said", "Some 40 people drowned", assay.Asserts)
	b.Figure("Some 40", assay.Approx, assay.Known(40), assay.Known(40), assay.Known(40), "people", "killed", drowned)
	quoted := b.Claim(assay.Person, nurse, "Ms. Varga", "said", "“I counted up to 40 bodies,”", assay.Hedges)
	b.Figure("up to 40", assay.AtMost, assay.Amount{}, assay.Amount{}, assay.Known(40), "bodies", "killed", quoted)
	toll := b.Claim(assay.Group, assay.Ref[assay.Actor]{}, "Officials", "put", "the dead at 57", assay.Asserts)
	b.Figure("57", assay.Exact, assay.Known(57), assay.Known(57), assay.Known(57), "dead", "killed", toll)
	b.Claim(assay.Person, kovar, "the governor, Jan Kovar", "denied", "which", assay.Denies, toll)

	c := New(t, "news/flood-cut.txt", DamCutText)
	for _, words := range strings.Split(DamCutText, "\n\n") {
		c.Region(assay.Body, words)
	}
	nurse = c.Actor(assay.Person, "Ilse Varga", "a nurse", false, "Ilse Varga")
	fled = c.Claim(assay.Organization, assay.Ref[assay.Actor]{}, "the governor's office", "said", "Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday", assay.Asserts)
	c.Figure("Thousands", assay.Vague, assay.Known(1000), assay.Amount{}, assay.Amount{}, "villagers", "fled", fled)
	drowned = c.Claim(assay.Person, nurse, "Ilse Varga, a nurse", "said", "Nearly 40 people drowned", assay.Asserts)
	c.Figure("Nearly 40", assay.Approx, assay.Known(40), assay.Known(40), assay.Known(40), "people", "killed", drowned)

	e := New(t, "news/weather.txt", "Rain is expected on Friday.")
	e.Region(assay.Body, "Rain is expected on Friday.")
	e.Doc.Problems = []assay.Problem{{Stage: "timex", Err: "no date to reckon from"}}

	ln := assay.Link{From: b.Doc.ID, To: c.Doc.ID, Relation: "copy", Containment: 0.92, Resemblance: 0.4, Why: []string{"one sentence was kept"}}
	ln.Passages = []assay.Passage{
		{From: b.At("Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday, the governor's office said."),
			To: c.At("Thousands of villagers fled Lower Haro after the dam at Brin burst on Monday, the governor's office said.")},
		{From: b.At("Some 40 people drowned, said Ilse Varga, a nurse who ferried patients."),
			To:    c.At("Nearly 40 people drowned, said Ilse Varga, a nurse who ferried patients."),
			Edits: []assay.Edit{{Op: "replace", Kind: "hedge", From: b.At("Some"), To: c.At("Nearly")}}},
	}
	ln.Cut = []assay.Span{b.At("Officials put the dead at 57, which the governor, Jan Kovar, denied.")}
	stories = []assay.Story{{ID: assay.StoryID(b.Doc.ID), Reports: []assay.ReportID{b.Doc.ID, c.Doc.ID}, Links: []assay.Link{ln}}, {ID: assay.StoryID(e.Doc.ID), Reports: []assay.ReportID{e.Doc.ID}}}
	estimates = []assay.Estimate{{
		ID: "est5d01c7e2", Event: "occ5d01c7e2", Sentence: "How many people were killed in the flood of 1 March 2021 in Lower Haro?",
		Question: assay.Question{Action: "killed", Counted: "people", Unit: "person", Place: "Lower Haro"},
		Low:      assay.Known(40), Best: assay.Known(40), High: assay.Known(57), Rule: "ucdp", Origins: assay.Origins{Min: 1, Max: 2}, Conflict: true,
		Series: []assay.Entry{
			entry(b.Doc, 1, "Ilse Varga", true, "stands"),
			entry(c.Doc, 1, "Ilse Varga", true, "repeats"),
			entry(b.Doc, 3, "officials", false, "denied"),
		}}}
	return []*assay.Doc{b.Doc, c.Doc, e.Doc}, stories, estimates
}

// DamEvents is the one event of which the reports of [Dam] tell.
func DamEvents(docs []*assay.Doc) []assay.Occurrence {
	figure := func(i int) assay.Ref[assay.Figure] { return assay.RefTo[assay.Figure](i) }
	return []assay.Occurrence{{
		ID: "occ5d01c7e2", Type: "DISASTER", Mode: "flood", Place: "Lower Haro",
		Begin: time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2021, 3, 2, 0, 0, 0, 0, time.UTC),
		Tellings: []assay.Telling{{Report: docs[0].ID, Figures: []assay.Ref[assay.Figure]{figure(1), figure(3)}}, {Report: docs[1].ID, Figures: []assay.Ref[assay.Figure]{figure(1)}}},
		Why:      []assay.Reason{{From: docs[0].ID, To: docs[1].ID, Why: []string{"words"}}},
	}}
}

func entry(doc *assay.Doc, i int, origin string, named bool, status string) assay.Entry {
	q := &doc.Figures[i].Quantity
	return assay.Entry{Origin: origin, Named: named, Figure: assay.RefTo[assay.Figure](i), Status: status, SupersededBy: -1,
		Evidence:  assay.Evidence{Report: doc.ID, Span: q.Span, Text: q.Span.In(doc.Text)},
		Published: doc.Published.Date, Low: q.Low, Best: q.Best, High: q.High}
}

// Golden compares what was made with a file, or writes the file.
func Golden(t *testing.T, name, got string) {
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
		t.Fatalf("%v; go test -update writes it", err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s: want -, got + (go test -update, if it is meant):\n%s", name, d)
	}
}

// Locate adds a place that the gazetteer has.
func (b *Builder) Locate(words, id string, role assay.PlaceRole) []assay.Ref[assay.Place] {
	b.T.Helper()
	pl := assay.Place{Span: b.At(words), Role: role}
	if e, ok := gazetteer.ByID(id); ok {
		pl.Gazetteer, pl.Name, pl.Lat, pl.Lon, pl.Country, pl.Precision = id, e.Name, e.Lat, e.Lon, e.Country, assay.Locality
		if e.Class == gazetteer.State {
			pl.Precision = assay.CountryWide
		}
	}
	b.Doc.Places = append(b.Doc.Places, pl)
	return []assay.Ref[assay.Place]{assay.RefTo[assay.Place](len(b.Doc.Places) - 1)}
}

// Move adds a movement.
func (b *Builder) Move(who string, from, to []assay.Ref[assay.Place], count assay.Ref[assay.Figure], status string) {
	b.T.Helper()
	b.Doc.Movements = append(b.Doc.Movements, assay.Movement{Who: b.At(who), From: from, To: to, Count: count, Status: status})
}
