package figure

import (
	"strings"
	"testing"

	"assay"
)

// TestDeed holds which actions the words of a number itself say, whatever the heads read.
func TestDeed(t *testing.T) {
	for _, c := range [...]struct{ text, number, counted, read, want string }{
		{"The clinic recorded four deaths and 55 injuries.", "55", "injuries", "killed", "injured"},
		{"The clinic recorded four deaths and 55 injuries.", "four", "deaths", "killed", "killed"},
		{"3 killed 12 wounded in Arvel", "12", "", "killed", "injured"},
		{"3 killed 12 wounded in Arvel", "3", "", "injured", "killed"},
		{"Five of the wounded died.", "Five", "wounded", "killed", "killed"}, // who were wounded before
		{"The raid destroyed 120 fighters and a depot.", "120", "fighters", "destroyed", "killed"},
		{"The raid destroyed 120 tanks.", "120", "tanks", "destroyed", "destroyed"},
		{"Four shot in Arvel", "Four", "shot", "other", "injured"},
		{"Some 40 injured by hail", "40", "", "detained", "injured"},
	} {
		span := func(s string) (sp assay.Span) {
			if s != "" {
				sp.Start = int32(strings.Index(c.text, s))
				sp.End = sp.Start + int32(len(s))
			}
			return sp
		}
		r := &reader{Sight: &Sight{Doc: &assay.Doc{Report: &assay.Report{Text: c.text}}}}
		fig := assay.Figure{Action: assay.Action(c.read), Counted: span(c.counted), Unit: c.counted}
		r.deed(&fig, &assay.Quantity{Span: span(c.number)})
		if string(fig.Action) != c.want {
			t.Errorf("%q, %s: %s, want %s", c.text, c.number, fig.Action, c.want)
		}
	}
}

// TestFormer holds what a number counts that is given up for another.
func TestFormer(t *testing.T) {
	text := "The province counts 212 who were hurt by the hail and withdrew an initial count of 240."
	at := func(s string, act assay.Action) assay.Figure {
		i := int32(strings.Index(text, s))
		return assay.Figure{Action: act, Unit: "person", Quantity: assay.Quantity{Span: assay.Span{Start: i, End: i + int32(len(s))}}}
	}
	r := &reader{Sight: &Sight{Doc: &assay.Doc{Report: &assay.Report{Text: text}, Sentences: []assay.Span{{End: int32(len(text))}}}}}
	list := []assay.Figure{at("212", "injured"), at("240", "departed")}
	r.former(list)
	if list[1].Action != "injured" {
		t.Errorf("the number that was given up counts the %s", list[1].Action)
	}
	list = []assay.Figure{at("212", "injured"), at("240", "injured")}
	if r.former(list); list[0].Action != "injured" || list[1].Action != "injured" {
		t.Error("what is right was changed")
	}
}

// TestEverywhere holds that what is told of the whole world is of no place that the sentence
// does not name.
func TestEverywhere(t *testing.T) {
	for text, want := range map[string]int{
		"The fever killed 9,000 people worldwide last year.":            0,
		"The fever killed 9,000 people in the country.":                 1,
		"Worldwide shortages of vaccine struck Oxley, where 9,000 died": 1, // its own place
	} {
		at := int32(strings.Index(text, "9,000"))
		doc := &assay.Doc{Report: &assay.Report{Text: text}, Sentences: []assay.Span{{End: int32(len(text))}}, Tokens: []assay.Token{{Span: assay.Span{Start: at, End: at + 5}}}}
		fig := assay.Figure{Places: []assay.Ref[assay.Place]{assay.RefTo[assay.Place](0)}, Countries: []string{"KEN"}, Inherited: assay.Places}
		if strings.Contains(text, "Oxley") {
			fig.Inherited = 0
		}
		(&reader{Sight: &Sight{Doc: doc}}).everywhere(&fig, &Candidate{})
		if len(fig.Places) != want || len(fig.Countries) != want {
			t.Errorf("%q: %d places, %v", text, len(fig.Places), fig.Countries)
		}
	}
}

// TestDone holds which action the verb of a candidate says by itself.
func TestDone(t *testing.T) {
	for _, c := range [...]struct{ text, of, rel, verb, read, want string }{
		{"The raid killed five and wounded 110 .", "110", "obj", "wounded", "killed", "injured"},
		{"A man fatally shot his wife .", "wife", "obj", "shot", "injured", "killed"},
		{"Six others got injured .", "others", "nsubj:pass", "injured", "killed", "injured"},
		{"Raiders kill a woman injure 9 .", "9", "obj", "kill", "injured", "injured"}, // another verb's
		{"The guards killed were 12 .", "12", "nsubj", "killed", "other", "other"},    // no object
	} {
		doc := &assay.Doc{Report: &assay.Report{Text: c.text}}
		s := &Sight{Doc: doc}
		h, v, at := 0, 0, 0
		lemmas := map[string]string{"wounded": "wound", "killed": "kill", "shot": "shoot", "injured": "injure"}
		for i, w := range strings.Fields(c.text) {
			at += strings.Index(c.text[at:], w)
			tok := assay.Token{Span: assay.Span{Start: int32(at), End: int32(at + len(w))}, Lemma: w, POS: "NOUN"}
			if l := lemmas[w]; l != "" {
				tok.Lemma, tok.POS = l, "VERB"
			}
			at += len(w)
			switch w {
			case c.of:
				h, tok.Rel = i, c.rel
			case c.verb:
				v, tok.POS = i, "VERB"
			}
			doc.Tokens, s.up, s.kids = append(doc.Tokens, tok), append(s.up, none), append(s.kids, nil)
		}
		s.up[h] = int32(v)
		fig := assay.Figure{Action: assay.Action(c.read)}
		(&reader{Sight: s}).done(&fig, &Candidate{Quantity: none, At: h, Head: h})
		if string(fig.Action) != c.want {
			t.Errorf("%q, %s: %s, want %s", c.text, c.of, fig.Action, c.want)
		}
	}
}

// TestEachItsOwn holds that a place behind a number of its own is not one between two.
func TestEachItsOwn(t *testing.T) {
	for text, want := range map[string]bool{
		"Two died in Oxley and three in Arvel .":            true,
		"In Oxley two died and three in Arvel .":            false, // nothing counts before Oxley
		"Two died in Oxley and three near seven in Arvel .": false, // the seven's
	} {
		doc := &assay.Doc{Report: &assay.Report{Text: text}}
		s := &Sight{Doc: doc}
		at, in := 0, 0
		c, places := 0, []int32{}
		for i, w := range strings.Fields(text) {
			at += strings.Index(text[at:], w)
			doc.Tokens = append(doc.Tokens, assay.Token{Span: assay.Span{Start: int32(at), End: int32(at + len(w))}})
			s.up, s.kids, s.sentence, s.from = append(s.up, none), append(s.kids, nil), append(s.sentence, 0), append(s.from, 0)
			s.quantity, s.place = append(s.quantity, none), append(s.place, none)
			switch w {
			case "In", "in":
				doc.Tokens[i].Rel, in = "case", i
			case "Oxley", "Arvel":
				s.kids[i] = []int32{int32(in)}
				s.place[i] = int32(len(places))
				places = append(places, int32(i))
			case "Two", "two", "three", "seven":
				s.quantity[i] = int32(i)
				if w == "three" {
					c = i
				}
			}
			at += len(w)
		}
		s.placeAt = places
		if got := (&reader{Sight: s}).eachItsOwn(&Candidate{At: c}, 0, 1); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
