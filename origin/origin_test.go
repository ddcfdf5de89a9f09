package origin

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"assay"
)

// The ways of naming one body meet, and those of two do not.
func TestSameBody(t *testing.T) {
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
		{"the London-based Harbour Relief League", "Harbour Relief League aid group", true},
	} {
		a, b := bodyVoice(c.a), bodyVoice(c.b)
		if got := sameBody(&a, &b); got != c.same {
			t.Errorf("%q and %q: %v (%v, %v)", c.a, c.b, got, a.words, b.words)
		}
	}
}

// A description may be of the name it describes.
func TestDescribes(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"provincial flood agency", "Ostland Provincial Flood Management Authority", true},
		{"provincial flood agency", "Ostland Provincial Health Authority", false},
		{"the authority", "Ostland Flood Authority", true},
		{"police", "Oxley Police", true},
		{"police", "Harbour Relief League", false},
		{"Flood Agency", "Ostland Flood Authority", false},
		{"Ostland Flood Authority", "flood authority", false},
	} {
		a, b := bodyVoice(c.a), bodyVoice(c.b)
		if got := describes(&a, &b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

// told makes a report of an outlet in which each source says its number: "police: 12".
func told(outlet, text string, says ...string) *assay.Doc {
	doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID(outlet, []byte(text)), Text: text, Publisher: outlet})
	doc.Regions = []assay.Region{{Span: assay.Span{End: int32(len(text))}}}
	at := 0
	for s := range strings.SplitAfterSeq(text, ". ") {
		doc.Sentences = append(doc.Sentences, assay.Span{Start: int32(at), End: int32(at + len(strings.TrimSpace(s)))})
		at += len(s)
	}
	span := func(words string) assay.Span {
		i := strings.Index(text, words)
		return assay.Span{Start: int32(i), End: int32(i + len(words))}
	}
	for _, s := range says {
		who, words, _ := strings.Cut(s, ": ")
		var n float64
		fmt.Sscan(words, &n)
		fig := assay.Figure{Action: "killed", Unit: "person", Quantity: assay.Quantity{
			Span: span(words), Low: assay.Known(n), Best: assay.Known(n), High: assay.Known(n), Unit: "person", Head: -1}}
		if who != "" {
			src := assay.Source{Span: span(who), Class: assay.Group}
			if capitals(who) > 0 || who == "police" {
				src.Class, src.Name = assay.Organization, who
			}
			doc.Sources = append(doc.Sources, src)
			sentence := doc.Sentences[doc.SentenceAt(fig.Quantity.Span.Start)]
			doc.Claims = append(doc.Claims, assay.Claim{Source: assay.RefTo[assay.Source](len(doc.Sources) - 1), Cue: span("said"),
				Content: []assay.Content{{Span: sentence}}, Confidence: 1})
			fig.Claim = assay.RefTo[assay.Claim](len(doc.Claims) - 1)
		}
		doc.Figures = append(doc.Figures, fig)
	}
	return doc
}

// voices returns the names of the voices behind the figures of docs.
func voices(docs []*assay.Doc, stories ...assay.Story) (out []string) {
	p := Find(docs, stories, Options{})
	for _, doc := range docs {
		for i := range doc.Figures {
			out = append(out, p.Of(Figure{doc.ID, i}).Name)
		}
	}
	return out
}

func TestFind(t *testing.T) {
	police := told("Daily Star", "A bus crash killed 12 people, Oxley Police said.", "Oxley Police: 12")
	own := told("Daily Star", "A bus crash killed 12 people.", ": 12")
	stamped := told("Daily Star", "OXLEY (AFP) - A bus crash killed 12 people.", ": 12")
	nobody := told("", "A bus crash killed 12 people.", ": 12")
	citing := told("Evening Post", "A bus crash killed 12 people, Daily Star said.", "Daily Star: 12")
	circle := told("Daily Star", "A bus crash killed 12 people, Evening Post said.", "Evening Post: 12")
	for _, c := range []struct {
		what string
		docs []*assay.Doc
		want string
	}{
		{"by name", []*assay.Doc{police}, "Oxley Police"},
		{"an outlet", []*assay.Doc{own}, "Daily Star, own voice"},
		{"an agency's stamp", []*assay.Doc{stamped}, "AFP, own voice"},
		{"no outlet", []*assay.Doc{nobody}, Itself},
		{"an outlet that is not in the pile", []*assay.Doc{citing}, "Daily Star"},
		{"an outlet that cites nobody", []*assay.Doc{citing, own}, "Daily Star, own voice; Daily Star, own voice"},
		{"an outlet that cites the police", []*assay.Doc{citing, police}, "Oxley Police; Oxley Police"},
		{"outlets that cite each other", []*assay.Doc{citing, circle}, "Daily Star, own voice; Evening Post, own voice"},
	} {
		if got := strings.Join(voices(c.docs), "; "); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	p := Find([]*assay.Doc{citing, circle}, nil, Options{})
	if to, ok := p.Circle(Figure{citing.ID, 0}); !ok || to != (Figure{circle.ID, 0}) {
		t.Errorf("in a circle: %v, %v", to, ok)
	}
}

// Two who say a number together are two, named or not.
func TestBeside(t *testing.T) {
	doc := told("Daily Star", "A crash killed 12, Ana Lind and Otto Brandt said. It hurt 14, Ana Lind and local officials said.", "Ana Lind and Otto Brandt: 12", "Ana Lind and local officials: 14")
	for i, name := range []string{"Ana Lind", "Otto Brandt"} {
		k := strings.Index(doc.Text, name)
		doc.Actors = append(doc.Actors, assay.Actor{Class: assay.Person, Name: name, Mentions: []assay.Span{{Start: int32(k), End: int32(k + len(name))}}})
		if i == 0 {
			for s := range doc.Sources {
				doc.Sources[s].Class, doc.Sources[s].Name, doc.Sources[s].Actor = assay.Person, name, assay.RefTo[assay.Actor](0)
			}
		}
	}
	p := Find([]*assay.Doc{doc}, nil, Options{})
	for i, want := range []string{"Otto Brandt", "local officials"} {
		f := Figure{doc.ID, i}
		if a, b := p.Of(f), p.Also(f); a.Name != "Ana Lind" || b == nil || b.Name != want {
			t.Errorf("%d: %v and %v, want Ana Lind and %s", i, a, b, want)
		}
	}
}

// A chain ends at the agency whose text the cited outlet prints, or at whom it names; an
// outlet is not cited for what it says of another place or of other days.
func TestChain(t *testing.T) {
	citing := told("Evening Post", "A bus crash killed 12 people, Daily Star said.", "Daily Star: 12")
	stamped := told("Daily Star", "OXLEY (AFP) - A bus crash killed 12 people.", ": 12")
	paper := told("Evening Post", "A bus crash killed 12 people, The Daily Star said.", "The Daily Star: 12")
	paper.Sources[0].Class, paper.Sources[0].Name = assay.Document, ""
	rounded := told("Daily Star", "A bus crash killed 12 people, Oxley Police said.", "Oxley Police: 12")
	rounded.Figures[0].Quantity.Bound, rounded.Figures[0].Quantity.Best, rounded.Figures[0].Quantity.High = assay.AtLeast, assay.Amount{}, assay.Amount{}
	in := func(doc *assay.Doc, country string, day int) *assay.Doc {
		own := *doc
		own.Figures = slices.Clone(doc.Figures)
		fig := &own.Figures[0]
		fig.Countries = []string{country}
		fig.Begin = time.Date(2024, 3, day, 0, 0, 0, 0, time.UTC)
		fig.End = fig.Begin.AddDate(0, 0, 1)
		return &own
	}
	for _, c := range []struct {
		what string
		docs []*assay.Doc
		want string
	}{
		{"an outlet that prints an agency", []*assay.Doc{citing, stamped}, "AFP, own voice"},
		{"an outlet that has the number with a bound", []*assay.Doc{citing, rounded}, "Oxley Police"},
		{"the same place and day", []*assay.Doc{in(citing, "KE", 4), in(stamped, "KE", 4)}, "AFP, own voice"},
		{"an outlet taken for a paper one reads", []*assay.Doc{paper, stamped}, "AFP, own voice"},
		{"another country", []*assay.Doc{in(citing, "KE", 4), in(stamped, "TZ", 4)}, "Daily Star, own voice"},
		{"another week", []*assay.Doc{in(citing, "KE", 4), in(stamped, "KE", 9)}, "Daily Star, own voice"},
	} {
		if got := voices(c.docs)[0]; got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// An outlet without a name is known by its domain, in our table or not.
func TestDomains(t *testing.T) {
	by := func(url string) *assay.Doc {
		doc := told("", "A bus crash killed 12 people at "+url, ": 12")
		doc.URL = url
		return doc
	}
	for _, c := range []struct{ url, name, family string }{
		{"https://www.lakecourier.example/news/1", "lakecourier.example, own voice", "lakecourier.example"},
		{"https://www.miamiherald.com/news/1", "miamiherald.com, own voice", "McClatchy"},
		{"https://eng.kansascity.com/1", "eng.kansascity.com, own voice", "McClatchy"},
		{"", Itself, ""},
	} {
		doc := by(c.url)
		p := Find([]*assay.Doc{doc}, nil, Options{})
		if v := p.Of(Figure{doc.ID, 0}); v.Name != c.name || v.Family != c.family {
			t.Errorf("%s: %s of %s", c.url, v.Name, v.Family)
		}
	}
}

// What stands for a body in one report is known in all: an acronym by its letters or in
// brackets behind the name, a name in the spelling of another country.
func TestAcronyms(t *testing.T) {
	named := func(outlet, full, text string) *assay.Doc {
		doc := told(outlet, text, full+": 12")
		k := strings.Index(text, full)
		doc.Actors = []assay.Actor{{Class: assay.Organization, Name: full, Mentions: []assay.Span{{Start: int32(k), End: int32(k + len(full))}}}}
		doc.Sources[0].Actor = assay.RefTo[assay.Actor](0)
		return doc
	}
	for _, c := range []struct{ full, other, text string }{
		{"World Harvest Organization", "WHO", "A flood killed 12, the World Harvest Organization (WHO) said."},
		{"World Harvest Organization", "WHO", "A flood killed 12, the World Harvest Organization said."},
		{"World Harvest Organization", "World Harvest Organisation", "A flood killed 12, the World Harvest Organization said."},
		{"Ostland Fund for Harbours", "OSTHAF", "A flood killed 12, the Ostland Fund for Harbours (OSTHAF) said."},
		{"National Rescue Agency", "NRA's", "A flood killed 12, the National Rescue Agency (NRA) said."},
		{"Kenya National Rescue Agency", "NRA", "A flood killed 12, the Kenya National Rescue Agency said."},
		{"National Rescue Agency", "Kenyan NRA", "A flood killed 12, the National Rescue Agency said."},
		{"UN Bureau for Harbour Relief", "UNBHR", "A flood killed 12, the UN Bureau for Harbour Relief said."},
		{"Bureau of Harbour Relief", "BoHR", "A flood killed 12, the Bureau of Harbour Relief said."},
		{"Ostland Observatory", "Observatory", "A flood killed 12, the Ostland Observatory said."},
	} {
		a := named("Daily Star", c.full, c.text)
		b := named("Evening Post", c.other, "A flood killed 12 people, the "+c.other+" said.")
		p := Find([]*assay.Doc{a, b}, nil, Options{})
		if one := Fold([]*Voice{p.Of(Figure{a.ID, 0}), p.Of(Figure{b.ID, 0})}, nil); one[0] != one[1] {
			t.Errorf("%s and %s are two", c.full, c.other)
		}
	}
	// Where the letters fit two bodies of the pile, nobody knows which is meant.
	a := named("Daily Star", "National Rescue Agency", "A flood killed 12, the National Rescue Agency said.")
	b := named("Evening Post", "Northern River Authority", "A flood killed 12, the Northern River Authority said.")
	c := named("Morning Mail", "NRA", "A flood killed 12 people, the NRA said.")
	if p := Find([]*assay.Doc{a, b, c}, nil, Options{}); p.Of(Figure{c.ID, 0}).Name != "NRA" {
		t.Error("NRA is taken for", p.Of(Figure{c.ID, 0}).Name)
	}
}

// A copy has the voice of the original.
func TestCopies(t *testing.T) {
	a := told("Daily Star", "A bus crash killed 12 people, Oxley Police said.", "Oxley Police: 12")
	b := told("Evening Post", "A bus crash killed 12 people.", ": 12")
	st := assay.Story{ID: "st1", Reports: []assay.ReportID{a.ID, b.ID}, Links: []assay.Link{{From: a.ID, To: b.ID,
		Passages: []assay.Passage{{From: assay.Span{End: 28}, To: assay.Span{End: 28}}}}}}
	if got := strings.Join(voices([]*assay.Doc{a, b}, st), "; "); got != "Oxley Police; Oxley Police" {
		t.Error(got)
	}
}

// Outlets of one house have one own voice; the user's table is taken.
func TestFamilies(t *testing.T) {
	a, b := told("Daily Star", "A crash killed 12.", ": 12"), told("Evening Post", "A bus crash killed 12.", ": 12")
	mine, err := ParseFamilies([]byte(`{"as_of": "2026-01-01", "families": [{"name": "Oxley Papers", "kind": "group", "names": ["Daily Star", "Evening Post"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		f    *Families
		most int
	}{{nil, 2}, {mine, 1}} {
		p := Find([]*assay.Doc{a, b}, nil, Options{Families: c.f})
		all := []*Voice{p.Of(Figure{a.ID, 0}), p.Of(Figure{b.ID, 0})}
		one := Fold(all, nil)
		if n := len(map[int]bool{one[0]: true, one[1]: true}); n != c.most {
			t.Errorf("%d own voices, want %d", n, c.most)
		}
	}
	for _, bad := range []string{`{`, `{"list": []}`, `{"families": [{"name": ""}]}`, `{"families": [{"name": "A", "names": ["x"]}, {"name": "B", "names": ["X"]}]}`} {
		if _, err := ParseFamilies([]byte(bad)); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
	if Known().AsOf == "" || len(Known().List) < 20 {
		t.Error("our table lacks its date or its families")
	}
}

// Named origins that must be different count for the least, all for the most.
func TestFoldAndCount(t *testing.T) {
	body := func(name string) *Voice {
		v := bodyVoice(name)
		v.Key = "body " + strings.Join(v.words, " ")
		return &v
	}
	some := func(key string) *Voice { return &Voice{Name: "officials", Key: key} }
	own := func(name string) *Voice { v := Known().named(name); return &v }
	minister := body("Ministry of Health")
	minister.office = true
	for _, c := range []struct {
		what   string
		voices []*Voice
		apart  bool
		want   assay.Origins
	}{
		{"two bodies", []*Voice{body("Oxley Police"), body("Harbour Relief League")}, false, assay.Origins{Min: 2, Max: 2}},
		{"one, described", []*Voice{body("Oxley Police"), body("police")}, false, assay.Origins{Min: 1, Max: 1}},
		{"described, of two", []*Voice{body("Oxley Police"), body("Harrow Police"), body("police")}, false, assay.Origins{Min: 2, Max: 3}},
		{"not named", []*Voice{some("a"), some("b"), some("a")}, false, assay.Origins{Min: 1, Max: 2}},
		{"an outlet beside", []*Voice{body("Oxley Police"), own("Daily Star")}, false, assay.Origins{Min: 1, Max: 2}},
		{"a minister", []*Voice{body("health ministry"), minister}, false, assay.Origins{Min: 1, Max: 1}},
		{"a minister who quarrels", []*Voice{body("health ministry"), minister}, true, assay.Origins{Min: 2, Max: 2}},
		{"none", nil, false, assay.Origins{}},
	} {
		var kept []*Voice
		for i, k := range Fold(c.voices, func(int, int) bool { return c.apart }) {
			if i == k {
				kept = append(kept, c.voices[i])
			}
		}
		if got := Count(kept); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

// A minister and his ministry are one in all reports, unless one of them denies what the
// other has said.
func TestQuarrel(t *testing.T) {
	said := func(outlet string, denied bool) *assay.Doc {
		doc := told(outlet, "A flood killed 12, health minister Nils Aune said. It killed 14, the health ministry said.", "health minister Nils Aune: 12", "health ministry: 14")
		doc.Actors = []assay.Actor{{Class: assay.Person, Name: "Nils Aune", Role: "health minister", Public: true}}
		doc.Sources[0].Class, doc.Sources[0].Name, doc.Sources[0].Actor = assay.Person, "Nils Aune", assay.RefTo[assay.Actor](0)
		doc.Sources[1].Class, doc.Sources[1].Name = assay.Organization, "health ministry"
		if denied {
			doc.Claims[1].Stance, doc.Claims[1].RespondsTo = assay.Denies, []assay.Ref[assay.Claim]{assay.RefTo[assay.Claim](0)}
		}
		return doc
	}
	for denied, want := range map[bool]int{false: 1, true: 2} {
		a, b := said("Daily Star", false), said("Evening Post", denied)
		p := Find([]*assay.Doc{a, b}, nil, Options{})
		origins := map[int]bool{}
		for _, k := range Fold([]*Voice{p.Of(Figure{a.ID, 0}), p.Of(Figure{a.ID, 1})}, nil) {
			origins[k] = true
		}
		if len(origins) != want {
			t.Errorf("denied %v: %d origins, want %d", denied, len(origins), want)
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
		{"Ada Brandt, an Oxley police spokeswoman", "Ada Brandt", assay.Person, "", "Oxley police", true},
		{"the Oxley medical examiner", "", assay.Person, "", "Oxley medical examiner", true},
		{"court documents", "", assay.Document, "", "court", true},
		{"Col. Jo Tell", "Jo Tell", assay.Person, "the harbour police chief", "harbour police", true},
		{"Nils Aune", "Nils Aune", assay.Person, "deputy health minister", "health ministry", true},
		{"Nils Aune", "Nils Aune", assay.Person, "prime minister", "Nils Aune", true},
		{"Ruta Halonen, a crane driver", "Ruta Halonen", assay.Person, "a crane driver", "Ruta Halonen", true},
		{"medical sources at the Directorate of Health in Oxley", "", assay.Group, "", "Directorate of Health in Oxley", true},
		{"A source at Oxley Police Command", "", assay.Person, "", "Oxley Police Command", true},
		{"a medical source in the city", "", assay.Person, "", "a medical source in the city", false},
		{"officials", "", assay.Group, "", "officials", false},
		{"Kenya's armed forces", "", assay.Group, "", "Kenya's armed forces", true},
		{"Police", "police", assay.Organization, "", "police", true},
		{"two diplomats who have seen the draft report", "", assay.Group, "", "two diplomats who have seen the draft report", false},
		{"a report by the Harbour Relief League", "", assay.Document, "", "Harbour Relief League", true},
		{"new confidential assessments", "", assay.Document, "", "new confidential assessments", false},
		{"new confidential assessments", "", assay.Organization, "", "new confidential assessments", false},
		{"the World Harvest Survey", "World Harvest Survey", assay.Document, "", "World Harvest Survey", true},
		{"a reporter", "", assay.Author, "", "", false},
	} {
		doc := assay.NewDoc(&assay.Report{Text: c.text + " said so."})
		src := assay.Source{Span: assay.Span{End: int32(len(c.text))}, Name: c.name, Class: c.class}
		if c.role != "" {
			doc.Actors = []assay.Actor{{Class: assay.Person, Name: c.name, Role: c.role}}
			src.Actor = assay.RefTo[assay.Actor](0)
		}
		if v := sourceVoice(doc, &src); v.Name != c.want || v.Named != c.named {
			t.Errorf("%s: %q, named %v; want %q, %v", c.text, v.Name, v.Named, c.want, c.named)
		}
	}
}

// TestHouse holds that a state's media are the one of its houses that is cited, and nobody
// of two.
func TestHouse(t *testing.T) {
	voice := func(name string) *Voice {
		v := bodyVoice(name)
		v.Key = "body " + name
		v.house, v.any = Known().house(name)
		return &v
	}
	xinhua, any, daily, other := voice("Xinhua"), voice("Chinese state media"), voice("China Daily"), voice("Kyodo")
	if got := Fold([]*Voice{any, xinhua, other}, nil); got[0] != 1 || got[2] != 2 {
		t.Error("state media and its only house:", got)
	}
	if got := Fold([]*Voice{any, xinhua, daily}, nil); got[0] != 0 || got[1] == got[2] {
		t.Error("state media and two houses:", got)
	}
	if n := Count([]*Voice{any, xinhua, daily}); n.Min != 2 {
		t.Error("state media and two houses:", n)
	}
}

func TestNoSpeaker(t *testing.T) {
	for text, want := range map[string]bool{"the attacks": true, "Two blasts": true, "the shepherds": false, "a group": false, "the villagers": false, "": false} {
		if noSpeaker(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
