package estimate

import (
	"testing"
	"time"

	"assay"
)

// one is a fact of one person who is told of without a number.
func one(words, counted string, action assay.Action, f fact) fact {
	f.counted = counted
	f = exactly(words, 1, action, f)
	change := f.change
	f.change = func(fig *assay.Figure) {
		fig.Quantity.Singular = true
		if change != nil {
			change(fig)
		}
	}
	return f
}

// between sets the days of a figure.
func between(begin, end string) func(*assay.Figure) {
	return func(fig *assay.Figure) {
		fig.Begin, _ = time.Parse(time.DateOnly, begin)
		fig.End, _ = time.Parse(time.DateOnly, end)
	}
}

func in(country string) func(*assay.Figure) {
	return func(fig *assay.Figure) { fig.Countries = []string{country} }
}

func estimates(drafts ...*draft) []assay.Estimate {
	var docs []*assay.Doc
	var stories []assay.Story
	for _, d := range drafts {
		docs, stories = append(docs, d.doc), append(stories, story(d.doc))
	}
	return Estimates(docs, stories, Options{})
}

// Somebody told apart is a part of the toll and no rival to it; two reports may mean
// the same one, people of two ages are two.
func TestSingles(t *testing.T) {
	a := newDraft(t, "a", "2024-05-02", "Three people were killed in Oxley. A nurse, an 18-year-old clerk and a 40-year-old clerk were killed.")
	a.fact(exactly("Three", 3, "killed", fact{counted: "people", place: "Oxley=geonames:1", time: "=2024-05-01"}))
	a.fact(one("A nurse", "nurse", "killed", fact{time: "=2024-05-01"}))
	a.fact(one("an 18-year-old clerk", "clerk", "killed", fact{time: "=2024-05-01"}))
	a.fact(one("a 40-year-old clerk", "clerk#2", "killed", fact{time: "=2024-05-01"}))
	b := newDraft(t, "b", "2024-05-02", "The nurse was killed in Oxley.")
	b.fact(one("The nurse", "nurse", "killed", fact{place: "Oxley=geonames:1", time: "=2024-05-01"}))
	b.doc.Appeared.Date.Day = 3
	ests := estimates(a)
	want(t, ests, `killed 3/3/3 origins 1-1
Three | the report itself | stands`, `killed 1/1/1 origins 1-1 of 0
A nurse | the report itself | stands`, `killed 1/1/1 origins 1-1 of 0
an 18-year-old clerk | the report itself | stands`, `killed 1/1/1 origins 1-1 of 0
a 40-year-old clerk | the report itself | stands`)
	a.doc.Figures[1].Places = a.doc.Figures[0].Places
	if n := len(estimates(a, b)); n != 4 {
		t.Errorf("%d estimates, want 4: the nurse is one", n)
	}
}

// One voice that gives two numbers in one report counts two things; "16 people" and "16
// civilians" are one.
func TestOneVoice(t *testing.T) {
	a := newDraft(t, "a", "2024-05-02", "Six were killed in Oxley, the army said. The army said 2 were killed in Oxley.")
	for _, f := range []struct {
		words string
		n     float64
	}{{"Six", 6}, {"2", 2}} {
		a.fact(exactly(f.words, f.n, "killed", fact{place: "Oxley", claim: a.claim("the army", "army", assay.Organization, f.words, nil)}))
	}
	if n := len(estimates(a)); n != 2 {
		t.Errorf("%d estimates, want 2", n)
	}
	b := newDraft(t, "b", "2024-05-02", "A bomb killed 16 people in Oxley. The 16 civilians died at once.")
	b.fact(exactly("16", 16, "killed", fact{counted: "people", place: "Oxley"}))
	b.fact(exactly("16#2", 16, "killed", fact{counted: "civilians", place: "Oxley"}))
	if n := len(estimates(b)); n != 1 {
		t.Errorf("%d estimates, want 1", n)
	}
}

// What fell into a long time is no toll of a day, unless it is the same number; what
// happened in two countries, or on other days, is two things.
func TestWhereAndWhen(t *testing.T) {
	for _, c := range []struct {
		name   string
		n      float64
		change func(*assay.Figure)
		one    bool
	}{
		{"the same day", 12, between("2024-05-01", "2024-05-02"), true},
		{"the year so far", 60, between("2024-01-01", "2024-05-03"), false},
		{"the same number", 14, between("2024-01-01", "2024-05-03"), true},
		{"other days", 14, between("2024-03-01", "2024-03-02"), false},
		{"nothing known", 12, func(*assay.Figure) {}, true},
		{"the same country", 14, in("KE"), true},
		{"another country", 14, in("UG"), false},
	} {
		a := newDraft(t, "a", "2024-05-02", "In Oxley 14 people were killed.")
		a.fact(exactly("14", 14, "killed", fact{counted: "people", place: "Oxley", change: func(fig *assay.Figure) {
			in("KE")(fig)
			between("2024-05-01", "2024-05-02")(fig)
		}}))
		b := newDraft(t, "b", "2024-05-02", "In Oxley people were killed: 0.")
		b.fact(exactly("0", c.n, "killed", fact{counted: "people", place: "Oxley", change: c.change}))
		if got := len(estimates(a, b)) == 1; got != c.one {
			t.Errorf("%s: one question %v, want %v", c.name, got, c.one)
		}
	}
}

// A part that is no smaller than its whole is none, and none of the dead is injured. A
// figure that is not sure is not heard where another is; who did it is not counted.
func TestNoPart(t *testing.T) {
	make := func(n float64, action assay.Action, change func(*assay.Figure)) []assay.Estimate {
		d := newDraft(t, "a", "2024-05-02", "In Oxley 14 people were killed, 0 of them farmers.")
		d.fact(exactly("14", 14, "killed", fact{counted: "people", place: "Oxley"}))
		d.fact(exactly("0", n, action, fact{counted: "farmers", place: "Oxley", change: change}))
		return Estimates([]*assay.Doc{d.doc}, nil, Options{})
	}
	of := func(fig *assay.Figure) { fig.Of = assay.RefTo[assay.Figure](0) }
	if ests := make(5, "killed", of); len(ests) != 2 || ests[1].Of != ests[0].ID {
		t.Errorf("5 of 14: %v", ests)
	}
	if ests := make(14, "killed", of); len(ests) != 1 {
		t.Errorf("14 of 14: %v", ests)
	}
	if ests := make(5, "injured", of); len(ests) != 2 || ests[1].Of != "" {
		t.Errorf("5 injured of 14: %v", ests)
	}
	if ests := make(5, "killed", func(fig *assay.Figure) { fig.Chances.Action = 0.4 }); len(ests) != 1 {
		t.Errorf("not sure: %v", ests)
	}
	if ests := make(5, "killed", func(fig *assay.Figure) { fig.Role = "did" }); len(ests) != 1 {
		t.Errorf("who did it: %v", ests)
	}
}

// A least number is the best there is where nobody gives another.
func TestLeastNumber(t *testing.T) {
	a := newDraft(t, "a", "2024-05-02", "60 killed in Oxley\nAt least 60 people were killed in Oxley.")
	a.doc.Regions[0].Kind = assay.Headline
	a.fact(exactly("60", 60, "killed", fact{place: "Oxley"}))
	least := fact{words: "At least 60", action: "killed", bound: assay.AtLeast, low: 60, counted: "people", place: "Oxley#2"}
	a.fact(least)
	want(t, estimates(a), "killed 60/60/60 origins 1-1\nAt least 60 | the report itself | stands\n60 | the report itself | repeats")
	b := newDraft(t, "b", "2024-05-02", "At least 60 people were killed in Oxley.")
	least.place = "Oxley"
	want(t, estimates(b.fact(least)), "killed 60/60/60 origins 1-1\nAt least 60 | the report itself | stands")
}
