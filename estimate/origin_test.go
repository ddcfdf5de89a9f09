package estimate

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"assay"
)

// The ways of naming one party meet, and those of two do not.
func TestSameParty(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"the American military", "United States military", true},
		{"the U.S. military", "the American-led command in Kenya", true},
		{"the Pentagon", "the U.S. army", true},
		{"the Kenyan army", "Kenya Defence Forces", true},
		{"the Kenyan army", "the Ugandan army", false},
		{"the health ministry", "Chad's health ministry", true},
		{"Ministry of Health", "the health minister", true},
		{"the health ministry", "the interior ministry", false},
		{"Shore Defence Force", "S.D.F.", true},
		{"Shore Defence Force", "S.D.L.", false},
		{"Free Kenyan Army", "the Kenyan army", false},
		{"police", "the army", false},
		{"Harbour Relief League", "Harbour Relief", true},
		{"River Guard", "Northern Dawn", false},
		{"the Kenyan government", "Kenya", true},
	} {
		a, b := partyVoice(c.a), partyVoice(c.b)
		if got := sameParty(&a, &b); got != c.same {
			t.Errorf("%q and %q: %v (%v, %v)", c.a, c.b, got, a.party, b.party)
		}
	}
}

func TestMayBeOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		may  bool
	}{
		{"provincial disaster agency", "Ostland Provincial Disaster Management Authority", true},
		{"the authority", "Ostland Provincial Disaster Management Authority", true},
		{"provincial disaster agency", "police", false},
		{"interior ministry", "Harbour Relief League", false},
		{"Northern Relief League", "Harbour Relief League", false},
	} {
		a, b := partyVoice(c.a), partyVoice(c.b)
		if got := mayBeOne(&a, &b); got != c.may {
			t.Errorf("%q and %q: %v (%v, %v)", c.a, c.b, got, a.party, b.party)
		}
	}
}

// A source is folded into whom it speaks for, and into the document it rests on.
func TestVoice(t *testing.T) {
	for _, c := range []struct {
		text, name string
		class      assay.ActorClass
		role       string
		want       string
		named      bool
	}{
		{"Ada Brandt, a spokeswoman for the Harbour Relief League", "Ada Brandt", assay.Person, "", "Harbour Relief League", true},
		{"A spokesman for the army, who gave no name", "", assay.Anonymous, "", "army", true},
		{"Col. Jo Tell", "Jo Tell", assay.Person, "the harbour police chief", "harbour police", true},
		{"Nils Aune", "Nils Aune", assay.Person, "deputy health minister", "health ministry", true},
		{"Ruta Halonen, a crane driver", "Ruta Halonen", assay.Person, "a crane driver", "Ruta Halonen", true},
		{"officials", "", assay.Group, "", "officials", false},
		{"Police", "police", assay.Organization, "", "police", true},
		{"two diplomats who have seen the draft report", "", assay.Group, "", "two diplomats who have seen the draft report", false},
		{"a report by the Harbour Relief League", "", assay.Document, "", "Harbour Relief League", true},
		{"new confidential assessments", "", assay.Document, "", "new confidential assessments", false},
		{"new confidential assessments", "", assay.Organization, "", "new confidential assessments", false},
		{"the World Harvest Survey", "World Harvest Survey", assay.Document, "", "World Harvest Survey", true},
		{"a reporter", "", assay.Author, "", itself, false},
	} {
		d := newDraft(t, "a", "", c.text+" said so.")
		src := assay.Source{Span: d.span(c.text), Name: c.name, Class: c.class}
		if c.role != "" {
			d.doc.Actors = []assay.Actor{{Class: assay.Person, Name: c.name, Role: c.role}}
			src.Actor = assay.RefTo[assay.Actor](0)
		}
		if v := sourceVoice(d.doc, &src); v.name != c.want || v.named != c.named {
			t.Errorf("%s: %q, named %v; want %q, %v", c.text, v.name, v.named, c.want, c.named)
		}
	}
	// Diplomats who have read a report and the report are one origin.
	d := newDraft(t, "a", "", "Two diplomats who have seen the draft report agree with the new report.")
	a := sourceVoice(d.doc, &assay.Source{Span: d.span("Two diplomats who have seen the draft report"), Class: assay.Group})
	b := sourceVoice(d.doc, &assay.Source{Span: d.span("the new report"), Class: assay.Document})
	if a.fine != b.fine {
		t.Errorf("%q and %q", a.fine, b.fine)
	}
}

// The innermost claim counts, and a statement given twice is one.
func TestChain(t *testing.T) {
	d := newDraft(t, "a", "", "The mayor said the police had counted 12 dead. The governor said in a statement that 9 had drowned, and his deputy said in the same statement that 9 were missing.")
	outer := d.claim("The mayor", "mayor", assay.Organization, "the police had counted 12 dead", nil)
	d.claim("the police", "police", assay.Organization, "12 dead", func(cl *assay.Claim) { cl.Via = assay.RefTo[assay.Claim](outer - 1) })
	d.fact(exactly("12", 12, "killed", fact{counted: "dead", claim: outer}))
	first := d.claim("The governor", "governor's office", assay.Organization, "9 had drowned", func(cl *assay.Claim) { cl.Channel = d.span("in a statement") })
	second := d.claim("his deputy", "deputy", assay.Organization, "9 were missing", func(cl *assay.Claim) { cl.Channel = d.span("in the same statement") })
	d.fact(exactly("9", 9, "killed", fact{claim: first}))
	d.fact(exactly("9#2", 9, "missing", fact{claim: second}))
	ms := mentions([]*assay.Doc{d.doc}, nil)
	for i, want := range []string{"police", "governor's office", "governor's office"} {
		if got := ms[i].voice.name; got != want {
			t.Errorf("figure %d: %q, want %q", i, got, want)
		}
	}
}

func FuzzEstimates(f *testing.F) {
	f.Add("At least 12 people, six of them children, were killed in Oxley in recent days, the police chief said.", 0, 11, 12, 18)
	f.Add("“‘\x80…", 1, 2, 0, 3)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		text = strings.ToValidUTF8(text, "?")
		span := func(a, b int) assay.Span {
			n := len(text) + 1
			a, b = ((a%n)+n)%n, ((b%n)+n)%n
			a, b = min(a, b), max(a, b)
			for a > 0 && a < len(text) && !utf8.RuneStart(text[a]) {
				a--
			}
			for b < len(text) && !utf8.RuneStart(text[b]) {
				b++
			}
			return assay.Span{Start: int32(a), End: int32(b)}
		}
		doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID("x", []byte(text)), Text: text})
		doc.Quantities = []assay.Quantity{{Span: span(a, b), Low: assay.Known(1), Head: -1}, {Span: span(c, d), Best: assay.Known(2), Head: -1}}
		doc.Places = []assay.Place{{Span: span(b, c)}}
		doc.Times = []assay.Time{{Span: span(a, c), Type: "date"}}
		doc.Sources = []assay.Source{{Span: span(b, d)}, {Span: span(a, d), Class: assay.Document}}
		doc.Claims = []assay.Claim{
			{Source: assay.RefTo[assay.Source](0), Channel: span(c, d), Content: []assay.Content{{Span: span(a, d)}}, Via: assay.RefTo[assay.Claim](1)},
			{Source: assay.RefTo[assay.Source](1), Channel: span(a, b), Content: []assay.Content{{Span: span(a, d)}}, Via: assay.RefTo[assay.Claim](0)},
		}
		for i := range doc.Quantities {
			doc.Figures = append(doc.Figures, assay.Figure{
				Quantity: doc.Quantities[i], Unit: "person", Action: "killed", Verb: "kill", Counted: span(c, a),
				Places: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](0)}, Time: assay.RefTo[assay.Time](0), Claim: assay.RefTo[assay.Claim](i),
			})
		}
		n := 0
		for _, est := range answered([]*assay.Doc{doc}, nil, Options{}) {
			for _, en := range est.Series {
				if en.Evidence.Text != doc.Quote(en.Evidence.Span) {
					t.Fatalf("%q does not quote", en.Evidence.Text)
				}
				n++
			}
		}
		if n != 2 {
			t.Fatalf("%d entries of 2 figures", n)
		}
	})
}

func BenchmarkEstimates(b *testing.B) {
	var docs []*assay.Doc
	var stories []assay.Story
	size := 0
	for i := range 2000 {
		town := fmt.Sprintf("Town%d", i/4)
		text := fmt.Sprintf("Floods in %s killed %d people, the interior ministry said. Some %d families were displaced.", town, 10+i%7, 200+i%9)
		d := newDraft(&testing.T{}, fmt.Sprint(i), "2024-05-02", text)
		cl := d.claim("the interior ministry", "interior ministry", assay.Organization, "Floods in "+town, nil)
		d.fact(exactly(fmt.Sprint(10+i%7), float64(10+i%7), "killed", fact{counted: "people", place: town, verb: "kill", claim: cl}))
		d.fact(exactly(fmt.Sprint(200+i%9), float64(200+i%9), "displaced", fact{unit: "household", counted: "families", place: town, verb: "displace"}))
		docs, stories = append(docs, d.doc), append(stories, story(d.doc))
		size += len(text)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		answered(docs, stories, Options{})
	}
}
