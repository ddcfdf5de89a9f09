package estimate

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/internal/stagetest"
)

// A goldDoc is a gold file in the form of ../shared/seeds.
type goldDoc struct {
	Report, Published string
	stagetest.Gold
	Claims []struct {
		ID, Kind, Stance, Via string
		Optional              bool
		Source                struct {
			goldSpan
			Class, Name string
		}
		Cue     goldSpan
		Content []struct {
			goldSpan
			Stance string
		}
		Channel *goldSpan
	}
	Figures []struct {
		goldSpan
		ID, Bound, Unit, Action, Verb, Claim, Of string
		Low, Best, High                          assay.Amount
		Optional                                 bool
		Counted                                  *goldSpan
		Places                                   []goldSpan
		Time                                     *goldSpan
	}
}

type goldSpan struct {
	Text string
	Span [2]int32
}

func (g goldSpan) span() assay.Span { return assay.Span{Start: g.Span[0], End: g.Span[1]} }

// doc turns a gold file into a Doc, and says which figure is which.
func (g *goldDoc) doc(path, text string) (*assay.Doc, map[string]int) {
	doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID(path, []byte(text)), Path: path, Text: text})
	doc.Published.Date, _ = assay.ParseDate(g.Published)
	doc.Appeared = doc.Published
	doc.Regions = g.Regions(text)
	claims := map[string]int{}
	for _, c := range g.Claims {
		claims[c.ID] = len(claims)
	}
	for _, c := range g.Claims {
		doc.Sources = append(doc.Sources, assay.Source{
			Span: c.Source.span(), Name: c.Source.Name,
			Class: assay.ActorClass(slices.Index(assay.ActorClasses[:], c.Source.Class)),
		})
		cl := assay.Claim{
			Kind:   assay.ClaimKind(slices.Index(assay.ClaimKinds[:], c.Kind)),
			Source: assay.RefTo[assay.Source](len(doc.Sources) - 1), Cue: c.Cue.span(),
			Stance: assay.Stance(slices.Index(assay.Stances[:], c.Stance)),
		}
		for _, ct := range c.Content {
			content := assay.Content{Span: ct.span()}
			if ct.Stance != "" {
				st := assay.Stance(slices.Index(assay.Stances[:], ct.Stance))
				content.Stance = &st
			}
			cl.Content = append(cl.Content, content)
		}
		if c.Channel != nil {
			cl.Channel = c.Channel.span()
		}
		if k, ok := claims[c.Via]; ok {
			cl.Via = assay.RefTo[assay.Claim](k)
		}
		doc.Claims = append(doc.Claims, cl)
	}
	ids := map[string]int{}
	for _, f := range g.Figures {
		if f.Optional {
			continue
		}
		ids[f.ID] = len(doc.Figures)
		doc.Quantities = append(doc.Quantities, assay.Quantity{
			Span: f.span(), Bound: assay.Bound(slices.Index(assay.Bounds[:], f.Bound)),
			Low: f.Low, Best: f.Best, High: f.High, Unit: f.Unit, Head: -1,
		})
		fig := assay.Figure{
			Quantity: doc.Quantities[len(doc.Quantities)-1],
			Unit:     f.Unit, Action: assay.Action(f.Action), Verb: f.Verb,
		}
		if f.Counted != nil {
			fig.Counted = f.Counted.span()
		}
		for _, p := range f.Places {
			doc.Places = append(doc.Places, assay.Place{Span: p.span()})
			fig.Places = append(fig.Places, assay.RefTo[assay.Place](len(doc.Places)-1))
		}
		if f.Time != nil {
			doc.Times = append(doc.Times, assay.Time{Span: f.Time.span(), Type: "date"})
			fig.Time = assay.RefTo[assay.Time](len(doc.Times) - 1)
		}
		if k, ok := claims[f.Claim]; ok {
			fig.Claim = assay.RefTo[assay.Claim](k)
		}
		if k, ok := ids[f.Of]; ok {
			fig.Of = assay.RefTo[assay.Figure](k)
		}
		doc.Figures = append(doc.Figures, fig)
	}
	return doc, ids
}

// TestSeedQuestions asks the questions of ../shared/seeds/questions.json of the
// two gold files.
func TestSeedQuestions(t *testing.T) {
	b, err := os.ReadFile("../../shared/seeds/questions.json")
	if err != nil {
		t.Skipf("SKIPPED: ../shared/seeds is absent, its questions are not asked: %v", err)
	}
	var gold struct {
		Estimates []struct {
			Question   string
			Figures    []string
			Low, High  assay.Amount
			Best       assay.Amount
			OriginsMin int `json:"origins_min"`
			OriginsMax int `json:"origins_max"`
			Of         string
		}
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	var docs []*assay.Doc
	name := map[string]string{} // report and figure -> "001:f01"
	files, _ := filepath.Glob("../../shared/seeds/*.gold.json")
	for _, file := range files {
		text, err := os.ReadFile(strings.TrimSuffix(file, ".gold.json") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var g goldDoc
		if err := json.Unmarshal(raw, &g); err != nil {
			t.Fatal(err)
		}
		doc, ids := g.doc(filepath.Base(file), string(text))
		docs = append(docs, doc)
		for id, k := range ids {
			name[fmt.Sprint(doc.ID, k)] = filepath.Base(file)[:3] + ":" + id
		}
	}
	ests := Estimates(docs, copies.Stories(docs, copies.Options{}), Options{})
	named := func(est *assay.Estimate) []string {
		var in []string
		for _, en := range est.Series {
			k, _ := en.Figure.Index()
			in = append(in, name[fmt.Sprint(en.Evidence.Report, k)])
		}
		slices.Sort(in)
		return in
	}
	right := 0
	for _, g := range gold.Estimates {
		slices.Sort(g.Figures)
		k := slices.IndexFunc(ests, func(est assay.Estimate) bool { return slices.Contains(named(&est), g.Figures[0]) })
		if k < 0 {
			t.Logf("%s: no estimate", g.Question)
			continue
		}
		est := &ests[k]
		ok := true
		fail := func(format string, args ...any) { ok = false; t.Logf(g.Question+": "+format, args...) }
		if in := named(est); !slices.Equal(in, g.Figures) {
			fail("figures %v, want %v", in, g.Figures)
		}
		if est.Origins != (assay.Origins{Min: g.OriginsMin, Max: g.OriginsMax}) {
			fail("origins %v, want %d to %d", est.Origins, g.OriginsMin, g.OriginsMax)
		}
		if est.Conflict {
			fail("a conflict")
		}
		for _, x := range [][2]assay.Amount{{est.Low, g.Low}, {est.Best, g.Best}, {est.High, g.High}} {
			if x[1].IsKnown() && x[0] != x[1] {
				fail("%v %v %v, want %v %v %v", est.Low, est.Best, est.High, g.Low, g.Best, g.High)
				break
			}
		}
		if g.Of != "" {
			if k := slices.IndexFunc(ests, func(e assay.Estimate) bool { return e.ID == est.Of }); k < 0 || !slices.Contains(named(&ests[k]), g.Of) {
				fail("not linked to %s", g.Of)
			}
		}
		if ok {
			right++
		}
	}
	if t.Logf("%d of %d questions answered as in the gold", right, len(gold.Estimates)); right < 9 {
		t.Error("fewer than nine: what is put together is learnt, and what follows from it is held exactly elsewhere")
	}
	for i := range ests {
		t.Log(named(&ests[i]), ests[i].Question, ests[i].Low, ests[i].Best, ests[i].High, ests[i].Origins, ests[i].Conflict, ests[i].Of)
		for _, en := range ests[i].Series {
			t.Log("      ", en.Origin, en.Named, en.Status, en.Evidence.Text)
		}
	}
}
