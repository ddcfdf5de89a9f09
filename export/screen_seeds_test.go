package export

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"assay"
	"assay/copies"
)

// seedsRun makes a run of the gold ledgers of the two seed reports, so that the
// screens can be judged apart from the stages that read. It skips aloud where
// the seeds are not there.
func seedsRun(t *testing.T) Run {
	t.Helper()
	paths, _ := filepath.Glob("../../shared/seeds/*.gold.json")
	if len(paths) == 0 {
		t.Skip("SKIPPED: no gold ledgers in ../shared/seeds")
	}
	sort.Strings(paths)
	var run Run
	for _, p := range paths {
		run.Docs = append(run.Docs, goldDoc(t, p))
	}
	run.Stories = copies.Stories(run.Docs, copies.Options{})
	run.Estimates = goldEstimates(t, run.Docs, filepath.Dir(paths[0]))
	return run
}

// goldEstimates makes estimates of the questions that the seeds answer.
func goldEstimates(t *testing.T, docs []*assay.Doc, dir string) []assay.Estimate {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "questions.json"))
	if err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	var g struct {
		Estimates []struct {
			Question        string
			Figures         []string
			Low, Best, High assay.Amount
			Min             int `json:"origins_min"`
			Max             int `json:"origins_max"`
			Conflict        bool
		}
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	var out []assay.Estimate
	for _, q := range g.Estimates {
		est := assay.Estimate{Low: q.Low, Best: q.Best, High: q.High, Rule: "ucdp", Origins: assay.Origins{Min: q.Min, Max: q.Max}, Conflict: q.Conflict}
		est.Question.Place = q.Question
		for _, name := range q.Figures {
			report, id, _ := strings.Cut(name, ":")
			for _, doc := range docs {
				if !strings.HasPrefix(filepath.Base(doc.Path), report) {
					continue
				}
				n := goldIndex(t, dir, filepath.Base(doc.Path), id)
				fig := &doc.Figures[n]
				quantity := fig.Quantity.In(doc.Quantities)
				est.Question.Unit, est.Question.Action = fig.Unit, fig.Action
				e := assay.Entry{Origin: "the report itself", Figure: assay.RefTo[assay.Figure](n), Published: doc.Published.Date, Low: quantity.Low,
					Best: quantity.Best, High: quantity.High, Status: "stands", SupersededBy: -1,
					Evidence: assay.Evidence{Report: doc.ID, Span: quantity.Span, Text: quantity.Span.In(doc.Text)}}
				if cl := fig.Claim.In(doc.Claims); cl != nil {
					src := cl.Source.In(doc.Sources)
					e.Origin, e.Named = src.Span.In(doc.Text), src.Name != ""
				}
				if len(est.Series) > 0 && strings.HasPrefix(report, "000") {
					e.Status = "repeats"
				}
				est.Series = append(est.Series, e)
			}
		}
		out = append(out, est)
	}
	return out
}

// goldIndex returns the index in Doc.Figures of the gold figure called id.
func goldIndex(t *testing.T, dir, report, id string) int {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(report, ".txt")+".gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var g goldFile
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range g.Figures {
		if f.ID == id {
			return n
		}
		if !f.Optional {
			n++
		}
	}
	t.Fatalf("no figure %s in %s", id, report)
	return 0
}

type goldQuote struct {
	Text   string
	Span   [2]int32
	Kind   string
	Class  string
	Name   string
	Stance string
}

func (q *goldQuote) span() assay.Span {
	if q == nil {
		return assay.Span{}
	}
	return assay.Span{Start: q.Span[0], End: q.Span[1]}
}

type goldFile struct {
	Report, Published string
	Layout            []goldQuote
	Paragraphs        []int32
	Claims            []struct {
		ID, Kind, Stance, Via string
		Source, Cue           *goldQuote
		Content               []goldQuote
		Said, Channel         *goldQuote
		RespondsTo            []string `json:"responds_to"`
	}
	Figures []struct {
		ID, Text, Bound, Unit, Action, Verb, Of, Claim string
		Span                                           [2]int32
		Low, Best, High                                assay.Amount
		Counted, Time                                  *goldQuote
		Places                                         []goldQuote
		Optional                                       bool
	}
	Movements []struct {
		Who, Count, Claim, Status string
		From, To, Via             []string
	}
	Events []struct {
		Type, Place, Time, Claim string
		Killed, Injured          float64
	}
}

// goldDoc makes a Doc of a gold ledger. Offices and spokesmen are guessed from
// the source's own words: gold files do not say who is public.
func goldDoc(t *testing.T, path string) *assay.Doc {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var g goldFile
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(filepath.Dir(path), g.Report))
	if err != nil {
		t.Fatal(err)
	}
	date, err := assay.ParseDate(g.Published)
	if err != nil {
		t.Fatal(err)
	}
	doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID("", text), Raw: text, Format: "text/plain", Text: string(text),
		Path: "seeds/" + g.Report, Published: assay.Published{Date: date, From: "flag"}})
	goldRegions(doc, &g)
	place := func(sp assay.Span) assay.Ref[assay.Place] {
		doc.Places = append(doc.Places, assay.Place{Span: sp})
		return assay.RefTo[assay.Place](len(doc.Places) - 1)
	}
	find := func(words string) assay.Span {
		i := strings.Index(doc.Text, words)
		return assay.Span{Start: int32(max(i, 0)), End: int32(max(i, 0) + len(words))}
	}
	claim := map[string]assay.Ref[assay.Claim]{}
	for i := range g.Claims {
		claim[g.Claims[i].ID] = assay.RefTo[assay.Claim](i)
	}
	for _, c := range g.Claims {
		src := assay.Source{Span: c.Source.span(), Name: c.Source.Name, Class: assay.ActorClass(index(t, assay.ActorClasses[:], c.Source.Class))}
		if c.Source.Name != "" {
			src.Actor = goldActor(doc, &src)
		}
		doc.Sources = append(doc.Sources, src)
		cl := assay.Claim{Kind: assay.ClaimKind(index(t, assay.ClaimKinds[:], c.Kind)), Source: assay.RefTo[assay.Source](len(doc.Sources) - 1),
			Cue: c.Cue.span(), Stance: assay.Stance(index(t, assay.Stances[:], c.Stance)), Channel: c.Channel.span(), Via: claim[c.Via]}
		for i := range c.Content {
			content := assay.Content{Span: c.Content[i].span()}
			if st := c.Content[i].Stance; st != "" {
				s := assay.Stance(index(t, assay.Stances[:], st))
				content.Stance = &s
			}
			cl.Content = append(cl.Content, content)
		}
		for _, id := range c.RespondsTo {
			if r, ok := claim[id]; ok {
				cl.RespondsTo = append(cl.RespondsTo, r)
			}
		}
		doc.Claims = append(doc.Claims, cl)
	}
	figures := map[string]int{}
	for _, f := range g.Figures {
		if f.Optional {
			continue
		}
		figures[f.ID] = len(doc.Figures)
		doc.Quantities = append(doc.Quantities, assay.Quantity{Span: assay.Span{Start: f.Span[0], End: f.Span[1]},
			Bound: assay.Bound(index(t, assay.Bounds[:], f.Bound)), Low: f.Low, Best: f.Best, High: f.High, Unit: f.Unit})
		fig := assay.Figure{Quantity: assay.RefTo[assay.Quantity](len(doc.Quantities) - 1), Unit: f.Unit, Counted: f.Counted.span(),
			Action: assay.Action(f.Action), Verb: f.Verb, Claim: claim[f.Claim]}
		for i := range f.Places {
			fig.Places = append(fig.Places, place(f.Places[i].span()))
		}
		if f.Time != nil {
			doc.Times = append(doc.Times, assay.Time{Span: f.Time.span(), Type: "date"})
			fig.Time = assay.RefTo[assay.Time](len(doc.Times) - 1)
		}
		if k, ok := figures[f.Of]; ok {
			fig.Of = assay.RefTo[assay.Figure](k)
		}
		doc.Figures = append(doc.Figures, fig)
	}
	for _, m := range g.Movements {
		mv := assay.Movement{Who: find(m.Who), Status: m.Status, Claim: claim[m.Claim]}
		for _, list := range []struct {
			to   *[]assay.Ref[assay.Place]
			from []string
		}{{&mv.From, m.From}, {&mv.To, m.To}, {&mv.Via, m.Via}} {
			for _, w := range list.from {
				*list.to = append(*list.to, place(find(w)))
			}
		}
		if k, ok := figures[m.Count]; ok {
			mv.Count = assay.RefTo[assay.Figure](k)
		}
		doc.Movements = append(doc.Movements, mv)
	}
	for _, e := range g.Events {
		ev := assay.Event{Type: e.Type, Claim: claim[e.Claim]}
		for i := range doc.Figures {
			fig := &doc.Figures[i]
			if (fig.Action == "killed" || fig.Action == "injured") && fig.Claim == ev.Claim {
				ev.Figures = append(ev.Figures, assay.RefTo[assay.Figure](i))
				ev.Places, ev.Time = fig.Places, fig.Time
				if ev.Span.IsZero() {
					ev.Span = fig.Counted
				}
			}
		}
		doc.Events = append(doc.Events, ev)
	}
	return doc
}

func goldRegions(doc *assay.Doc, g *goldFile) {
	for i := range g.Layout {
		kind := assay.RegionKind(index(nil, assay.RegionKinds[:], g.Layout[i].Kind))
		doc.Regions = append(doc.Regions, assay.Region{Span: g.Layout[i].span(), Kind: kind})
	}
	for i, start := range g.Paragraphs {
		end := int32(len(doc.Text))
		if i+1 < len(g.Paragraphs) {
			end = g.Paragraphs[i+1]
		}
		for k := range g.Layout {
			if s := g.Layout[k].Span[0]; s > start && s < end {
				end = s
			}
		}
		end -= int32(len(doc.Text[start:end]) - len(strings.TrimSpace(doc.Text[start:end])))
		doc.Regions = append(doc.Regions, assay.Region{Span: assay.Span{Start: start, End: end}})
	}
	sort.Slice(doc.Regions, func(i, k int) bool { return doc.Regions[i].Span.Start < doc.Regions[k].Span.Start })
}

func goldActor(doc *assay.Doc, src *assay.Source) assay.Ref[assay.Actor] {
	for i := range doc.Actors {
		if doc.Actors[i].Name == src.Name {
			doc.Actors[i].Mentions = append(doc.Actors[i].Mentions, src.Span)
			return assay.RefTo[assay.Actor](i)
		}
	}
	a := assay.Actor{Class: src.Class, Name: src.Name, Public: true, Mentions: []assay.Span{src.Span}}
	_, a.Role, _ = strings.Cut(src.Span.In(doc.Text), ", ")
	if strings.HasPrefix(a.Role, "a ") && !strings.Contains(a.Role, "spokes") && !strings.Contains(a.Role, "analyst") {
		a.Public = false
	}
	doc.Actors = append(doc.Actors, a)
	return assay.RefTo[assay.Actor](len(doc.Actors) - 1)
}

func index(t *testing.T, names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	if t != nil {
		t.Helper()
		t.Fatalf("no %q in %v", name, names)
	}
	return 0
}

// TestSeedsDigest looks at what no reader of the seeds may miss.
func TestSeedsDigest(t *testing.T) {
	run := seedsRun(t)
	var b strings.Builder
	if err := Digest(&b, run, DigestOptions{}); err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", b.String())
}
