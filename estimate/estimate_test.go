package estimate

import (
	"slices"
	"testing"
	"time"

	"assay"
)

// Three authorities, one flood. Tolls that do not meet are a conflict.
func TestThreeTolls(t *testing.T) {
	make := func(police float64, word string) []assay.Estimate {
		a := newDraft(t, "a", "2024-05-02", "Floods in Narrowford killed 14 people, the interior ministry said.")
		a.fact(exactly("14", 14, "killed", fact{counted: "people", place: "Narrowford", verb: "kill",
			claim: a.claim("the interior ministry", "interior ministry", assay.Organization, "Floods in Narrowford killed 14 people", nil)}))
		b := newDraft(t, "b", "2024-05-02", "Police put the number of dead in the Narrowford floods at "+word+".")
		b.fact(exactly(word, police, "killed", fact{counted: "dead", place: "Narrowford",
			claim: b.claim("Police", "police", assay.Organization, word, nil)}))
		c := newDraft(t, "c", "2024-05-03", "At least 12 residents died when water swept through Narrowford, said Ada Brandt, a spokeswoman for the Harbour Relief League.")
		c.fact(fact{words: "At least 12", action: "killed", bound: assay.AtLeast, low: 12, counted: "residents", place: "Narrowford", verb: "die",
			claim: c.claim("Ada Brandt, a spokeswoman for the Harbour Relief League", "Ada Brandt", assay.Person, "At least 12 residents died", nil)})
		docs := []*assay.Doc{a.doc, b.doc, c.doc}
		return answered(docs, []assay.Story{story(a.doc), story(b.doc), story(c.doc)}, Options{})
	}
	want(t, make(14, "14"), `killed 12/14/14 origins 3-3
14 | interior ministry | stands
14 | police | stands
At least 12 | Harbour Relief League | stands`)
	want(t, make(19, "19"), `killed 12/?/19 origins 3-3 conflict
14 | interior ministry | stands
19 | police | stands
At least 12 | Harbour Relief League | stands`)
}

// A copy repeats a figure; where it has lost the source it still has its origin.
func TestCopyRepeats(t *testing.T) {
	a := newDraft(t, "a", "2024-05-02", "The blast in Oxley killed 30 people, miller Nils Aune said.")
	a.fact(exactly("30", 30, "killed", fact{counted: "people", place: "Oxley",
		claim: a.claim("miller Nils Aune", "Nils Aune", assay.Person, "The blast in Oxley killed 30 people", nil)}))
	b := newDraft(t, "b", "2024-05-02", "The blast in Oxley killed 30 people.")
	b.fact(exactly("30", 30, "killed", fact{counted: "people", place: "Oxley"}))
	st := story(a.doc, b.doc)
	st.Links = []assay.Link{{From: a.doc.ID, To: b.doc.ID, Relation: "excerpt",
		Passages: []assay.Passage{{From: a.span("The blast in Oxley killed 30 people"), To: b.span("The blast in Oxley killed 30 people")}}}}
	docs := []*assay.Doc{b.doc, a.doc}
	want(t, answered(docs, []assay.Story{st}, Options{}), `killed 30/30/30 origins 1-1
30 | Nils Aune | stands
30 | Nils Aune | repeats`)

	// The same two reports, had they not been one story.
	want(t, answered(docs, []assay.Story{story(b.doc), story(a.doc)}, Options{}), `killed 30/30/30 origins 1-2
30 | Nils Aune | stands
30 | the report itself | stands`)
}

// A later figure of one origin supersedes its earlier one, whoever speaks for it.
func TestUpdateSupersedes(t *testing.T) {
	a := newDraft(t, "a", "2024-05-02", "The quake in Tarn killed 5 people, said police spokesman Jo Tell.\nThe mayor's office counted 7 dead.")
	a.fact(exactly("5", 5, "killed", fact{counted: "people", place: "Tarn",
		claim: a.claim("police spokesman Jo Tell", "Jo Tell", assay.Person, "The quake in Tarn killed 5 people", nil)}))
	org := assay.Actor{Class: assay.Organization, Name: "Tarn police"}
	a.doc.Actors = append(a.doc.Actors, org)
	a.doc.Sources[0].SpeaksFor = assay.RefTo[assay.Actor](0)
	a.fact(exactly("7", 7, "killed", fact{counted: "dead",
		claim: a.claim("The mayor's office", "mayor's office", assay.Organization, "7 dead", nil)}))
	b := newDraft(t, "b", "2024-05-04", "Tarn police said 17 people had died in the quake there.")
	b.fact(exactly("17", 17, "killed", fact{counted: "people", place: "Tarn",
		claim: b.claim("Tarn police", "Tarn police", assay.Organization, "17 people had died in the quake there", nil)}))
	ests := answered([]*assay.Doc{b.doc, a.doc}, []assay.Story{story(b.doc), story(a.doc)}, Options{})
	want(t, ests, `killed 7/17/17 origins 2-2 conflict
5 | Tarn police | superseded
7 | mayor's office | stands
17 | Tarn police | stands`)
	if by := ests[0].Series[0].SupersededBy; by != 2 {
		t.Errorf("superseded by %d, want 2", by)
	}

	// Looser words on a later day take nothing back.
	c := newDraft(t, "c", "2024-05-05", "Tarn police said more than a dozen people had died in the quake there.")
	c.fact(fact{words: "more than a dozen", bound: assay.AtLeast, low: 12, action: "killed", counted: "people", place: "Tarn",
		claim: c.claim("Tarn police", "Tarn police", assay.Organization, "more than a dozen people had died in the quake there", nil)})
	d := newDraft(t, "d", "2024-05-06", "Tarn police said dozens of people had died in the quake there.")
	d.fact(fact{words: "dozens", bound: assay.Vague, low: 12, action: "killed", counted: "people", place: "Tarn",
		claim: d.claim("Tarn police", "Tarn police", assay.Organization, "dozens of people had died in the quake there", nil)})
	want(t, answered([]*assay.Doc{b.doc, d.doc}, []assay.Story{story(b.doc), story(d.doc)}, Options{}), `killed 17/17/17 origins 1-1
17 | Tarn police | stands
dozens | Tarn police | repeats`)
	want(t, answered([]*assay.Doc{b.doc, c.doc}, []assay.Story{story(b.doc), story(c.doc)}, Options{}), `killed 17/17/17 origins 1-1
17 | Tarn police | stands
more than a dozen | Tarn police | repeats`)
}

// Unnamed officials of two stories may be the same people.
func TestUnnamedOrigins(t *testing.T) {
	make := func(name, source string) *assay.Doc {
		d := newDraft(t, name, "2024-05-02", source+" said 40 miners were trapped near Oxley.")
		d.fact(exactly("40", 40, "trapped", fact{counted: "miners", place: "Oxley",
			claim: d.claim(source, "", assay.Group, "40 miners were trapped near Oxley", nil)}))
		return d.doc
	}
	a, b := make("a", "Officials"), make("b", "Two officials")
	want(t, answered([]*assay.Doc{a, b}, []assay.Story{story(a), story(b)}, Options{}), `trapped 40/40/40 origins 1-2
40 | Officials | stands
40 | Two officials | stands`)
	want(t, answered([]*assay.Doc{a, b}, []assay.Story{story(a, b)}, Options{}), `trapped 40/40/40 origins 1-1
40 | Officials | stands
40 | Officials | repeats`)
}

// Denied, declined, planned and hypothetical figures support nothing.
func TestNoSupport(t *testing.T) {
	text := "The army denied that 200 villagers had been killed in Oxley."
	d := newDraft(t, "a", "2024-05-02", text)
	d.fact(exactly("200", 200, "killed", fact{counted: "villagers", place: "Oxley",
		claim: d.claim("The army", "army", assay.Organization, "200 villagers had been killed in Oxley", func(cl *assay.Claim) { cl.Stance = assay.Denies })}))
	want(t, answered([]*assay.Doc{d.doc}, nil, Options{}), "killed ?/?/? origins 0-0\n200 | army | denied")

	for _, c := range []struct{ text, verb, status string }{
		{"If the dam fails, 200 villagers could be displaced in Oxley.", "displace", "hypothetical"},
		{"By Monday 200 villagers will be displaced in Oxley.", "displace", "planned"},
		{"Some 200 villagers may have been displaced in Oxley.", "displace", "stands"},
		{"Since 200 villagers were displaced in Oxley, more could be displaced.", "displace", "stands"},
		{"The 200 villagers who could prove it were displaced in Oxley.", "displace", "stands"},
	} {
		d := newDraft(t, "a", "2024-05-02", c.text)
		d.fact(exactly("200", 200, "displaced", fact{counted: "villagers", place: "Oxley", verb: c.verb}))
		ests := answered([]*assay.Doc{d.doc}, nil, Options{})
		if got := ests[0].Series[0].Status; got != c.status {
			t.Errorf("%s: %s, want %s", c.text, got, c.status)
		}
		if known := ests[0].Best.IsKnown(); known != (c.status == "stands") {
			t.Errorf("%s: best %v", c.text, ests[0].Best)
		}
	}
}

// A part, a window of time and an increment are questions of their own.
func TestParts(t *testing.T) {
	d := newDraft(t, "a", "2024-05-02", "Thousands of farmers have fled Oxley. As many as 800 farmers fled Oxley in recent days. Of those, 300 farmers fled by boat.")
	d.fact(fact{words: "Thousands", bound: assay.Vague, low: 1000, action: "fled", counted: "farmers", place: "Oxley"})
	d.fact(fact{words: "As many as 800", bound: assay.AtMost, high: 800, action: "fled", counted: "farmers", place: "Oxley", time: "in recent days=", change: func(fig *assay.Figure) {
		fig.End = time.Date(2024, 5, 3, 0, 0, 0, 0, time.UTC)
		fig.Begin = fig.End.AddDate(0, 0, -8)
	}})
	d.fact(exactly("300", 300, "fled", fact{counted: "farmers", change: func(fig *assay.Figure) { fig.Of = assay.RefTo[assay.Figure](1) }}))
	want(t, answered([]*assay.Doc{d.doc}, nil, Options{}), `fled 1000/?/? origins 1-1
Thousands | the report itself | stands`, `fled ?/?/800 origins 1-1 of 0
As many as 800 | the report itself | stands`, `fled 300/300/300 origins 1-1 of 1
300 | the report itself | stands`)

	// A district's share of a country's toll is no conflict with it.
	e := newDraft(t, "b", "2024-05-02", "The storm killed 90 people in Kenya. In Nakuru it killed 11 people.")
	e.fact(exactly("90", 90, "killed", fact{counted: "people", place: "Kenya=geonames:192950"}))
	e.fact(exactly("11", 11, "killed", fact{counted: "people#2", place: "Nakuru=geonames:184622"}))
	for i, p := range []assay.Precision{assay.CountryWide, assay.Locality} {
		e.doc.Places[i].Precision, e.doc.Places[i].Country = p, "KE"
	}
	want(t, answered([]*assay.Doc{e.doc}, nil, Options{}), `killed 90/90/90 origins 1-1
90 | the report itself | stands`, `killed 11/11/11 origins 1-1 of 0
11 | the report itself | stands`)
}

// A headline says again what the body says, in rounder words.
func TestHeadline(t *testing.T) {
	d := newDraft(t, "a", "2024-05-02", "Over 100 dead in Oxley fire\nA fire in Oxley killed 104 people, the coroner said.")
	d.doc.Regions[0].Kind = assay.Headline
	d.fact(fact{words: "Over 100", bound: assay.AtLeast, low: 100, action: "killed", counted: "dead"})
	d.fact(exactly("104", 104, "killed", fact{counted: "people", place: "Oxley#2",
		claim: d.claim("the coroner", "coroner", assay.Organization, "A fire in Oxley killed 104 people", nil)}))
	want(t, answered([]*assay.Doc{d.doc}, nil, Options{}), `killed 104/104/104 origins 1-1
104 | coroner | stands
Over 100 | coroner | repeats`)
}

// The order of docs and stories decides nothing but ties.
func TestStable(t *testing.T) {
	a := newDraft(t, "a", "2024-05-02", "The flood killed 14 people in Oxley. It left 90 people homeless there.")
	a.fact(exactly("14", 14, "killed", fact{counted: "people", place: "Oxley"}))
	a.fact(exactly("90", 90, "homeless", fact{counted: "people#2"}))
	b := newDraft(t, "b", "2024-05-02", "In Oxley the flood has killed 15 people.")
	b.fact(exactly("15", 15, "killed", fact{counted: "people", place: "Oxley"}))
	stories := []assay.Story{story(a.doc), story(b.doc)}
	first := answered([]*assay.Doc{a.doc, b.doc}, stories, Options{})
	second := answered([]*assay.Doc{b.doc, a.doc}, stories, Options{})
	if !slices.EqualFunc(first, second, func(x, y assay.Estimate) bool { return lines(&x, first) == lines(&y, second) }) {
		t.Errorf("the order of docs matters:\n%v\n%v", first, second)
	}
	if len(first) != 2 || first[0].Question.Action != "killed" || !first[0].Conflict {
		t.Errorf("got %v", first)
	}
	if ests := answered(nil, nil, Options{}); len(ests) != 0 {
		t.Errorf("%d estimates of nothing", len(ests))
	}
}

// The worked example of docs/estimates.md.
func TestWorkedExample(t *testing.T) {
	a := newDraft(t, "1", "2024-05-02", "Floods in Narrowford killed 14 people, the interior ministry said.")
	a.fact(exactly("14", 14, "killed", fact{counted: "people", place: "Narrowford",
		claim: a.claim("the interior ministry", "interior ministry", assay.Organization, "Floods in Narrowford killed 14 people", nil)}))
	b := newDraft(t, "2", "2024-05-02", "Floods in Narrowford killed 14 people.")
	b.fact(exactly("14", 14, "killed", fact{counted: "people", place: "Narrowford"}))
	c := newDraft(t, "3", "2024-05-02", "Police put the number of dead in Narrowford at 19, while officials spoke of dozens.")
	c.fact(exactly("19", 19, "killed", fact{counted: "dead", place: "Narrowford",
		claim: c.claim("Police", "police", assay.Organization, "the number of dead in Narrowford at 19", nil)}))
	c.fact(fact{words: "dozens", bound: assay.Vague, low: 12, action: "killed", counted: "dead", place: "Narrowford",
		claim: c.claim("officials", "", assay.Group, "dozens", nil)})
	d := newDraft(t, "4", "2024-05-04", "The interior minister said that 17 people had died in Narrowford. In Burle a bus crash killed 19 people.")
	d.doc.Actors = []assay.Actor{{Class: assay.Person, Role: "interior minister", Public: true}}
	d.fact(exactly("17", 17, "killed", fact{counted: "people", place: "Narrowford",
		claim: d.claim("The interior minister", "", assay.Person, "17 people had died in Narrowford", nil)}))
	d.doc.Sources[0].Actor = assay.RefTo[assay.Actor](0)
	d.fact(exactly("19", 19, "killed", fact{counted: "people#2", place: "Burle"}))
	st := story(a.doc, b.doc)
	st.Links = []assay.Link{{From: a.doc.ID, To: b.doc.ID, Relation: "excerpt",
		Passages: []assay.Passage{{From: a.span("Floods in Narrowford killed 14 people"), To: b.span("Floods in Narrowford killed 14 people")}}}}
	docs := []*assay.Doc{a.doc, b.doc, c.doc, d.doc}
	want(t, answered(docs, []assay.Story{st, story(c.doc), story(d.doc)}, Options{}), `killed 17/17/19 origins 2-3 conflict
14 | interior ministry | superseded
14 | interior ministry | repeats
19 | police | stands
dozens | officials | stands
17 | interior ministry | stands`, `killed 19/19/19 origins 1-1
19 | the report itself | stands`)
}

// A private person is not followed from story to story; a public one is.
func TestPrivateOrigins(t *testing.T) {
	for public, wanted := range map[bool]string{
		false: "injured 6/6/8 origins 1-2 conflict\n8 | Nils Aune | stands\n6 | Nils Aune | stands",
		true:  "injured 6/6/6 origins 1-1\n8 | Nils Aune | superseded\n6 | Nils Aune | stands",
	} {
		make := func(name, date, n string, count float64) *assay.Doc {
			d := newDraft(t, name, date, "Nils Aune said "+n+" people had been hurt in Oxley.")
			d.fact(exactly(n, count, "injured", fact{counted: "people", place: "Oxley",
				claim: d.claim("Nils Aune", "Nils Aune", assay.Person, n+" people had been hurt in Oxley", nil)}))
			d.doc.Actors = []assay.Actor{{Class: assay.Person, Name: "Nils Aune", Role: "a doctor", Public: public}}
			d.doc.Sources[0].Actor = assay.RefTo[assay.Actor](0)
			return d.doc
		}
		a, b := make("a", "2024-05-02", "8", 8), make("b", "2024-05-03", "6", 6)
		want(t, answered([]*assay.Doc{a, b}, []assay.Story{story(a), story(b)}, Options{}), wanted)
	}
}

// What a report says was given up is superseded by what it gives instead.
func TestFormer(t *testing.T) {
	for _, c := range []struct{ text, first, second string }{
		{"The toll in Oxley rose to 71 on Friday, up from 57 a day earlier, the army said.", "stands", "superseded"},
		{"The army raised the toll in Oxley to 71 from an earlier count of 57.", "stands", "superseded"},
		{"The army said 71 people had died in Oxley and took back an earlier figure of 57.", "stands", "superseded"},
	} {
		d := newDraft(t, "a", "2024-05-02", c.text)
		cl := d.claim("army", "army", assay.Organization, c.text, nil)
		d.fact(exactly("71", 71, "killed", fact{place: "Oxley", claim: cl}))
		d.fact(exactly("57", 57, "killed", fact{place: "Oxley", claim: cl}))
		est := answered([]*assay.Doc{d.doc}, nil, Options{})[0]
		if a, b := est.Series[0], est.Series[1]; a.Status != c.first || b.Status != c.second || b.Status == "superseded" && b.SupersededBy != 0 {
			t.Errorf("%s: %s, %s", c.text, a.Status, b.Status)
		}
	}
}
