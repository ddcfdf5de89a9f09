package trace

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/estimate"
)

// A draft is a report in the making: what is read in it is named by its words.
type draft struct {
	t *testing.T
	*assay.Doc
}

func newDraft(t *testing.T, publisher, day, text string) draft {
	t.Helper()
	doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID(publisher+day, []byte(text)), Path: publisher, Publisher: publisher, Text: text})
	date, err := assay.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	doc.Appeared = assay.Published{Date: date, From: "flag"}
	for at := 0; at < len(text); {
		end := strings.Index(text[at:], ". ")
		if end < 0 {
			end = len(text) - at - 1
		}
		doc.Sentences = append(doc.Sentences, assay.Span{Start: int32(at), End: int32(at + end + 1)})
		at += end + 2
	}
	return draft{t, doc}
}

func (d draft) span(words string) assay.Span {
	d.t.Helper()
	i := strings.Index(d.Text, words)
	if i < 0 {
		d.t.Fatalf("%q is not in %q", words, d.Text)
	}
	return assay.Span{Start: int32(i), End: int32(i + len(words))}
}

// said adds a claim by source, which is reported by claim via (from 1; 0 for none).
func (d draft) said(source string, via int) draft {
	d.t.Helper()
	d.Sources = append(d.Sources, assay.Source{Span: d.span(source), Name: source, Class: assay.Organization})
	cl := assay.Claim{Source: assay.RefTo[assay.Source](len(d.Sources) - 1)}
	if via > 0 {
		cl.Via = assay.RefTo[assay.Claim](via - 1)
	}
	d.Claims = append(d.Claims, cl)
	return d
}

// kills adds a figure of people killed; claim counts from 1, 0 is none.
func (d draft) kills(words, counted string, bound assay.Bound, n float64, claim int) draft {
	d.t.Helper()
	q := assay.Quantity{Span: d.span(words), Bound: bound, Unit: "person"}
	switch bound {
	case assay.Exact, assay.Approx:
		q.Low, q.Best, q.High = assay.Known(n), assay.Known(n), assay.Known(n)
	case assay.AtMost:
		q.High = assay.Known(n)
	default:
		q.Low = assay.Known(n)
	}
	fig := assay.Figure{Quantity: q, Unit: "person", Counted: d.span(counted), Action: "killed"}
	if claim > 0 {
		fig.Claim = assay.RefTo[assay.Claim](claim - 1)
	}
	d.Figures = append(d.Figures, fig)
	return d
}

// entry makes figure i of d an entry of an estimate.
func (d draft) entry(i int, origin, status string, by int) assay.Entry {
	q := &d.Figures[i].Quantity
	return assay.Entry{Origin: origin, Named: origin != "the report itself", Own: origin == "the report itself", Figure: assay.RefTo[assay.Figure](i), Story: d.Publisher,
		Evidence: assay.Evidence{Report: d.ID, Span: q.Span}, Published: d.Appeared.Date, Bound: q.Bound, Low: q.Low, Best: q.Best, High: q.High, Status: status, SupersededBy: by}
}

func estimateOf(id string, series ...assay.Entry) assay.Estimate {
	est := assay.Estimate{ID: id, Question: assay.Question{Action: "killed", Unit: "person"}, Rule: "origins", Series: series, Origins: assay.Origins{Min: 1, Max: len(series)}}
	return estimate.Under(est, "origins")
}

// fire is four reports on one fire: a first one, its altered copy, one that cites it, and
// a later one.
func fire(t *testing.T) (post, herald, mail, times draft, stories []assay.Story, estimates []assay.Estimate) {
	post = newDraft(t, "Evening Post", "2024-05-02", "The fire killed about 47 workers, the harbour police said. “It took up to 20 men like a wave,” said the mayor. Dozens of women were killed, the harbour police said.").
		said("harbour police", 0).said("mayor", 0).
		kills("about 47", "workers", assay.Approx, 47, 1).kills("up to 20", "men", assay.AtMost, 20, 2).kills("Dozens", "women", assay.Vague, 12, 1)
	herald = newDraft(t, "Daily Herald", "2024-05-03", "The fire killed 47 workers. “It took 20 men like a flood,” said the mayor.").
		said("mayor", 0).
		kills("47", "workers", assay.Exact, 47, 0).kills("20", "men", assay.Exact, 20, 1)
	mail = newDraft(t, "Morning Mail", "2024-05-04", "The fire killed 50 people, the Evening Post said. It killed 300 horses, the Evening Post said. It killed 9 dogs. Some 47 died, the harbour police told the Evening Post.").
		said("the Evening Post", 0).said("harbour police", 1).
		kills("50", "people", assay.Exact, 50, 1).kills("300", "horses", assay.Exact, 300, 1).kills("9", "dogs", assay.Exact, 9, 0).kills("Some 47", "died", assay.Approx, 47, 2)
	times = newDraft(t, "Lake Times", "2024-05-06", "The harbour police said 61 workers were killed. The fire brigade said 85. The harbour police counted 31 women, and 90 children.").
		said("harbour police", 0).said("fire brigade", 0).
		kills("61", "workers", assay.Exact, 61, 1).kills("85", "workers", assay.Exact, 85, 2).kills("31", "women", assay.Exact, 31, 1).kills("90", "children", assay.Exact, 90, 1)
	link := assay.Link{From: post.ID, To: herald.ID, Relation: "copy", Passages: []assay.Passage{{
		From: assay.Span{End: post.Sentences[1].End}, To: assay.Span{End: herald.Sentences[1].End},
		Edits: []assay.Edit{{Op: "replace", Kind: "quotation", From: post.span("wave"), To: herald.span("flood")}},
	}}}
	stories = []assay.Story{{ID: "st1", Reports: []assay.ReportID{post.ID, herald.ID}, Links: []assay.Link{link}}, {ID: "st2", Reports: []assay.ReportID{mail.ID}}, {ID: "st3", Reports: []assay.ReportID{times.ID}}}
	estimates = []assay.Estimate{
		estimateOf("est1", post.entry(0, "harbour police", "superseded", 3), herald.entry(0, "harbour police", "repeats", -1), mail.entry(0, "the Evening Post", stands, -1),
			times.entry(0, "harbour police", stands, -1), times.entry(1, "fire brigade", stands, -1)),
		estimateOf("est2", post.entry(2, "harbour police", "repeats", -1), times.entry(2, "harbour police", stands, -1)),
		estimateOf("est3", times.entry(3, "harbour police", stands, -1)),
	}
	estimates[2].Of = "est1"
	return post, herald, mail, times, stories, estimates
}

func pileOf(t *testing.T) (*Pile, [4]draft) {
	post, herald, mail, times, stories, estimates := fire(t)
	return New([]*assay.Doc{times.Doc, mail.Doc, post.Doc, herald.Doc}, stories, estimates), [4]draft{post, herald, mail, times}
}

// way writes a genealogy: "post:0 first; herald:0 copied 3 4".
func (p *Pile) way(f Figure) string {
	var out []string
	for _, s := range p.Genealogy(f) {
		line := fmt.Sprint(p.byID[s.Figure.Report].Publisher, ":", s.Figure.Index, " ", s.How)
		for _, c := range s.Changes {
			line += fmt.Sprint(" ", c.Kind)
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

func TestGenealogy(t *testing.T) {
	p, d := pileOf(t)
	post, herald, mail, times := d[0], d[1], d[2], d[3]
	for _, c := range []struct {
		of   Figure
		want string
	}{
		{Figure{post.ID, 0}, "Evening Post:0 0"},
		// A copy: nobody answers for it any more, and "about" is gone.
		{Figure{herald.ID, 0}, fmt.Sprint("Evening Post:0 0; Daily Herald:0 1 ", AttributionLost, " ", HedgeLost)},
		// Within a quotation that was altered; "up to" is gone.
		{Figure{herald.ID, 1}, fmt.Sprint("Evening Post:1 0; Daily Herald:1 1 ", QuotationAltered, " ", MostDropped)},
		// The paper is cited, not whom it cites, for a rounded number of other people.
		{Figure{mail.ID, 0}, fmt.Sprint("Evening Post:0 0; Morning Mail:0 2 ", AttributionChanged, " ", HedgeLost, " ", Rounded, " ", CountedChanged)},
		// Whom the cited paper cites is named too.
		{Figure{mail.ID, 3}, fmt.Sprint("Evening Post:0 0; Morning Mail:3 2 ", CountedChanged)},
		{Figure{times.ID, 0}, "Lake Times:0 0"},
		{Figure{times.ID, 9}, ""},
	} {
		if got := p.way(c.of); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// Without a copy and without a citation the question leads back: to the same source, or,
// of what has no source, to the same number.
func TestGenealogyOfQuestions(t *testing.T) {
	a := newDraft(t, "A", "2024-05-01", "The police said 31 people died.").said("police", 0).kills("31", "people", assay.Exact, 31, 1)
	b := newDraft(t, "B", "2024-05-02", "At least 31 people died, the police said.").said("police", 0).kills("At least 31", "people", assay.AtLeast, 31, 1)
	c := newDraft(t, "C", "2024-05-03", "It killed 31.").kills("31", "killed", assay.Exact, 31, 0)
	p := New([]*assay.Doc{a.Doc, b.Doc, c.Doc}, nil, []assay.Estimate{estimateOf("est1", a.entry(0, "police", "repeats", -1), b.entry(0, "police", stands, -1), c.entry(0, "the report itself", stands, -1))})
	if got, want := p.way(Figure{b.ID, 0}), fmt.Sprint("A:0 0; B:0 3 ", BoundAdded); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := p.way(Figure{c.ID, 0}), fmt.Sprint("A:0 0; C:0 4 ", AttributionLost, " ", CountedChanged); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A copy that says "nearly 40" for "some 40" altered the hedge; one that says 40 lost it, and
// one that says 30 changed the number, whatever became of the hedge.
func TestHedgeAltered(t *testing.T) {
	for _, c := range []struct {
		hedge, words string
		bound        assay.Bound
		n            float64
		want         ChangeKind
	}{
		{"nearly", "nearly 40", assay.Approx, 40, HedgeAltered},
		{"just", "just 40", assay.Exact, 40, HedgeLost},
		{"nearly", "nearly 30", assay.Approx, 30, NumberChanged},
	} {
		a := newDraft(t, "A", "2024-06-04", "The storm killed some 40 people, the council said.").said("council", 0).kills("some 40", "people", assay.Approx, 40, 1)
		b := newDraft(t, "B", "2024-06-05", "The storm killed "+c.words+" people, the council said.").said("council", 0).kills(c.words, "people", c.bound, c.n, 1)
		link := assay.Link{From: a.ID, To: b.ID, Relation: "copy", Passages: []assay.Passage{{From: a.Sentences[0], To: b.Sentences[0],
			Edits: []assay.Edit{{Op: "replace", Kind: "hedge", From: a.span("some"), To: b.span(c.hedge)}}}}}
		p := New([]*assay.Doc{a.Doc, b.Doc}, []assay.Story{{ID: "st1", Reports: []assay.ReportID{a.ID, b.ID}, Links: []assay.Link{link}}}, nil)
		steps := p.Genealogy(Figure{b.ID, 0})
		if len(steps) != 2 || len(steps[1].Changes) != 1 || steps[1].Changes[0].Kind != c.want {
			t.Errorf("%s: %+v", c.words, steps)
			continue
		}
		if ch := steps[1].Changes[0]; c.want == HedgeAltered && (ch.From != a.span("some") || ch.To != b.span("nearly")) {
			t.Errorf("%s: from %v to %v", c.words, ch.From, ch.To)
		}
	}
}

// Two papers of one day that cite each other are followed no further.
func TestGenealogyCircle(t *testing.T) {
	a := newDraft(t, "A Post", "2024-05-01", "It killed 31 people, the B Mail said.").said("the B Mail", 0).kills("31", "people", assay.Exact, 31, 1)
	b := newDraft(t, "B Mail", "2024-05-01", "It killed 31 people, the A Post said.").said("the A Post", 0).kills("31", "people", assay.Exact, 31, 1)
	p := New([]*assay.Doc{a.Doc, b.Doc}, nil, nil)
	if got, want := p.way(Figure{a.ID, 0}), fmt.Sprint("B Mail:0 5; A Post:0 2 ", AttributionChanged); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOrphans(t *testing.T) {
	p, d := pileOf(t)
	mail := d[2]
	want := []Orphan{
		{Figure{mail.ID, 1}, NotInSource, assay.RefTo[assay.Claim](0), []assay.ReportID{d[0].ID}},
		{Figure{mail.ID, 2}, InNoSource, assay.RefTo[assay.Claim](0), []assay.ReportID{d[0].ID}},
	}
	if got := p.Orphans(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	// What was published a month before, or after, is another matter.
	for _, day := range []int{1, 30} {
		d[0].Appeared.Date = assay.Date{Year: 2024, Month: 4 + day/15, Day: day}
		if got := p.Orphans(); len(got) != 0 {
			t.Errorf("on day %d: %v", day, got)
		}
	}
}

func TestKnockout(t *testing.T) {
	p, _ := pileOf(t)
	list := p.Knockout(func(e *assay.Entry) bool { return e.Origin == "harbour police" })
	if len(list) != 3 || !slices.Equal(list[0].Entries, []int{0, 1, 3}) || list[0].Alone || list[0].Gone() || !list[1].Gone() || !list[1].Alone || !list[2].Gone() {
		t.Fatalf("got %+v", list)
	}
	after := list[0].After
	if after.Low != assay.Known(50) || after.High != assay.Known(85) || !after.Conflict || after.Origins != (assay.Origins{Min: 1, Max: 2}) || len(after.Series) != 2 {
		t.Errorf("without the harbour police: %+v", after)
	}
	if list := p.Knockout(func(e *assay.Entry) bool { return e.Origin == "nobody" }); len(list) != 0 {
		t.Errorf("without nobody: %v", list)
	}
	deps, all := p.Dependences()
	if len(deps) != 3 || p.Unmoved(deps) != 0 {
		t.Fatalf("depends: %+v", deps)
	}
	// Of the first estimate each of its origins changes something, of the others the only one.
	if n := len(all); n != 5 || all[0].Estimate != 0 || all[2].Estimate != 0 || all[3].Estimate != 1 || all[4].Estimate != 2 {
		t.Errorf("all: %+v", all)
	}
	// What a person set stays without any of them.
	ruled := p.estimates[2]
	ruled.Ruled = []assay.Ruled{{Verb: "set", Field: "best", Found: "90", Theirs: "88"}}
	estimate.Overrule(&ruled)
	q := New(nil, nil, []assay.Estimate{ruled})
	if k := q.Knockout(func(*assay.Entry) bool { return true }); len(k) != 1 || k[0].After.Best != assay.Known(88) || k[0].Gone() {
		t.Errorf("ruled: %+v", k)
	}
	if est := p.estimates[0]; est.Best.IsKnown() || len(est.Series) != 5 {
		t.Errorf("the estimate was changed: %+v", est)
	}
}

func TestConflicts(t *testing.T) {
	p, _ := pileOf(t)
	var got []string
	for _, c := range p.Conflicts(estimate.Options{}) {
		got = append(got, fmt.Sprintf("%d%v", c.Kind, c.Sides))
	}
	want := []string{
		"0[[{0 2}] [{0 4}]]", "0[[{0 3}] [{0 4}]]", "0[[{0 2}] [{0 3}]]", // 50 and 85, 61 and 85, 50 and 61
		"1[[{2 0}] [{0 2}]]", "1[[{2 0}] [{0 3}]]", "1[[{2 0}] [{0 4}]]", // 90 children among any of these
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestVague(t *testing.T) {
	p, _ := pileOf(t)
	want := []Vague{{Said: Entry{1, 0}, Turns: []Entry{{1, 1}}, Own: true}}
	if got := p.Vague(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestRounds(t *testing.T) {
	for _, c := range []struct {
		x, y float64
		want bool
	}{
		{47, 50, true}, {1280, 1300, true}, {1280, 1000, true}, {1280, 1280, false}, {47, 48, false}, {50, 47, false},
		{61, 50, false}, {8, 10, false}, {12345, 12350, false}, {12345, 12000, true}, {95, 100, true},
	} {
		if got := rounds(c.x, c.y); got != c.want {
			t.Errorf("%v told as %v: %v", c.x, c.y, got)
		}
	}
}

// Nothing panics over what does not fit together, and the order of reports and estimates
// of a pile makes no difference to what is found.
func TestHostile(t *testing.T) {
	post, herald, mail, times, stories, estimates := fire(t)
	a := New([]*assay.Doc{post.Doc, herald.Doc, mail.Doc, times.Doc}, stories, estimates)
	b := New([]*assay.Doc{times.Doc, nil, mail.Doc, herald.Doc, post.Doc, post.Doc}, stories, estimates)
	if !reflect.DeepEqual(a.Orphans(), b.Orphans()) || a.way(Figure{mail.ID, 0}) != b.way(Figure{mail.ID, 0}) {
		t.Error("the order of reports makes a difference")
	}
	herald.Claims[0].Via = assay.RefTo[assay.Claim](0) // a circle
	herald.Figures[1].Claim = assay.RefTo[assay.Claim](0)
	estimates[0].Of, estimates[0].Series[0].SupersededBy = "est3", 99
	estimates[0].Series[1].Figure = assay.RefTo[assay.Figure](77)
	for _, p := range []*Pile{New(nil, nil, estimates), New([]*assay.Doc{herald.Doc, mail.Doc}, stories, estimates), New([]*assay.Doc{herald.Doc, post.Doc}, stories, estimates)} {
		for _, d := range p.docs {
			for i := range d.Figures {
				p.Genealogy(Figure{d.ID, i})
			}
		}
		p.Orphans()
		p.Dependences()
		p.Conflicts(estimate.Options{})
		p.Vague()
	}
}

// Each way in which a number changes from one report to the next is told.
func TestChanges(t *testing.T) {
	type says struct {
		words, counted, unit string
		bound                assay.Bound
		n                    float64
		source               string
		doubted              bool
	}
	plain := says{"47", "workers", "person", assay.Exact, 47, "the mayor", false}
	with := func(change func(s *says)) says {
		s := plain
		change(&s)
		return s
	}
	report := func(publisher, day string, s says, tail string) draft {
		text := "The fire killed " + s.words + " " + s.counted + tail + ". "
		if s.source != "" {
			text += "So " + s.source + " said. "
		}
		d := newDraft(t, publisher, day, text)
		claim := 0
		if s.source != "" {
			d, claim = d.said(s.source, 0), 1
			if s.doubted {
				d.Claims[0].Stance = assay.Hedges
			}
		}
		d = d.kills(s.words, s.counted, s.bound, s.n, claim)
		d.Figures[0].Unit = s.unit
		return d
	}
	for _, c := range []struct {
		from, to says
		want     []ChangeKind
	}{
		{plain, plain, nil},
		{with(func(s *says) { s.words, s.bound = "some 47", assay.Approx }), plain, []ChangeKind{HedgeLost}},
		{with(func(s *says) { s.doubted = true }), plain, []ChangeKind{HedgeLost}},
		{plain, with(func(s *says) { s.words, s.bound = "some 47", assay.Approx }), []ChangeKind{HedgeAdded}},
		{with(func(s *says) { s.words, s.bound = "up to 47", assay.AtMost }), plain, []ChangeKind{MostDropped}},
		{with(func(s *says) { s.words, s.bound = "at least 47", assay.AtLeast }), plain, []ChangeKind{LeastDropped}},
		{plain, with(func(s *says) { s.words, s.bound = "at least 47", assay.AtLeast }), []ChangeKind{BoundAdded}},
		{plain, with(func(s *says) { s.words, s.n = "50", 50 }), []ChangeKind{Rounded}},
		{plain, with(func(s *says) { s.words, s.n = "74", 74 }), []ChangeKind{NumberChanged}},
		{plain, with(func(s *says) { s.words, s.bound, s.n = "dozens", assay.Vague, 24 }), []ChangeKind{MadeVague}},
		{with(func(s *says) { s.words, s.bound, s.n = "dozens", assay.Vague, 24 }), plain, []ChangeKind{MadeExact}},
		{plain, with(func(s *says) { s.counted, s.unit = "families", "household" }), []ChangeKind{UnitChanged}},
		{plain, with(func(s *says) { s.counted = "miners" }), []ChangeKind{CountedChanged}},
		{plain, with(func(s *says) { s.source = "" }), []ChangeKind{AttributionLost}},
		{plain, with(func(s *says) { s.source = "the police" }), []ChangeKind{AttributionChanged}},
		{with(func(s *says) { s.source = "" }), plain, []ChangeKind{AttributionAdded}},
	} {
		from, to := report("Evening Post", "2024-05-02", c.from, ""), report("Daily Herald", "2024-05-03", c.to, " at dusk")
		p := New([]*assay.Doc{from.Doc, to.Doc}, nil, nil)
		var got []ChangeKind
		for _, ch := range p.changes(Figure{from.ID, 0}, Figure{to.ID, 0}, Copied, nil) {
			got = append(got, ch.Kind)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q, then %q: %v, want %v", from.Text, to.Text, got, c.want)
		}
		// The step itself is found in a copy, whatever the number became of, but where
		// nothing shows what it became: another number, without a word of an edit.
		if slices.ContainsFunc(c.want, func(k ChangeKind) bool { return k == NumberChanged || k == Rounded || k == MadeVague || k == MadeExact }) {
			continue
		}
		st := assay.Story{ID: "st1", Reports: []assay.ReportID{from.ID, to.ID}, Links: []assay.Link{{From: from.ID, To: to.ID, Relation: "copy",
			Passages: []assay.Passage{{From: assay.Span{End: int32(len(from.Text))}, To: assay.Span{End: int32(len(to.Text))}}}}}}
		steps := New([]*assay.Doc{from.Doc, to.Doc}, []assay.Story{st}, nil).Genealogy(Figure{to.ID, 0})
		if len(steps) != 2 || steps[1].How != Copied {
			t.Errorf("%q is no copy of %q: %v", to.Text, from.Text, steps)
		}
	}
}
