package estimate

import (
	"testing"

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

func estimates(drafts ...*draft) []assay.Estimate {
	var docs []*assay.Doc
	var stories []assay.Story
	for _, d := range drafts {
		docs, stories = append(docs, d.doc), append(stories, story(d.doc))
	}
	return answered(docs, stories, Options{})
}

// Somebody told apart is a part of the toll and no rival to it.
func TestSingles(t *testing.T) {
	a := newDraft(t, "a", "2024-05-02", "Three people were killed in Oxley. A nurse, an 18-year-old clerk and a 40-year-old clerk were killed.")
	a.fact(exactly("Three", 3, "killed", fact{counted: "people", place: "Oxley=geonames:1", time: "=2024-05-01"}))
	a.fact(one("A nurse", "nurse", "killed", fact{time: "=2024-05-01"}))
	a.fact(one("an 18-year-old clerk", "clerk", "killed", fact{time: "=2024-05-01"}))
	a.fact(one("a 40-year-old clerk", "clerk#2", "killed", fact{time: "=2024-05-01"}))
	ests := estimates(a)
	want(t, ests, `killed 3/3/3 origins 1-1
Three | the report itself | stands`, `killed 1/1/1 origins 1-1 of 0
A nurse | the report itself | stands`, `killed 1/1/1 origins 1-1 of 0
an 18-year-old clerk | the report itself | stands`, `killed 1/1/1 origins 1-1 of 0
a 40-year-old clerk | the report itself | stands`)
}

// What is said to be a part hangs under its whole; none of the dead is injured.
func TestNoPart(t *testing.T) {
	make := func(n float64, action assay.Action, change func(*assay.Figure)) []assay.Estimate {
		d := newDraft(t, "a", "2024-05-02", "In Oxley 14 people were killed, 0 of them farmers.")
		d.fact(exactly("14", 14, "killed", fact{counted: "people", place: "Oxley"}))
		d.fact(exactly("0", n, action, fact{counted: "farmers", place: "Oxley", change: change}))
		return answered([]*assay.Doc{d.doc}, nil, Options{})
	}
	of := func(fig *assay.Figure) { fig.Of = assay.RefTo[assay.Figure](0) }
	if ests := make(5, "killed", of); len(ests) != 2 || ests[1].Of != ests[0].ID {
		t.Errorf("5 of 14: %v", ests)
	}
	if ests := make(5, "injured", of); len(ests) != 2 || ests[1].Of != "" {
		t.Errorf("5 injured of 14: %v", ests)
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
