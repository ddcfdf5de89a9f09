package estimate

import (
	"slices"
	"testing"

	"assay"
)

// Each kind of finding, and what is none.
func TestFindings(t *testing.T) {
	est := func(id, of, unit string, action assay.Action, entries ...assay.Entry) assay.Estimate {
		return assay.Estimate{ID: id, Of: of, Question: assay.Question{Action: action, Unit: unit, Place: "geonames:1"}, Series: entries}
	}
	says := func(n float64, day int, status string, by int) assay.Entry {
		return assay.Entry{Origin: "army", Named: true, Published: assay.Date{Year: 2024, Month: 5, Day: day}, Low: assay.Known(n), Best: assay.Known(n), High: assay.Known(n), Status: status, SupersededBy: by}
	}
	of := func(event string, e assay.Estimate) assay.Estimate {
		e.Event = event
		return e
	}
	open := func(e assay.Entry) assay.Entry {
		e.Bound, e.Best, e.High = assay.AtLeast, assay.Amount{}, assay.Amount{}
		return e
	}
	for _, c := range []struct {
		what string
		list []assay.Estimate
		want []Finding
	}{
		{"a part", []assay.Estimate{est("a", "", person, "killed", says(20, 2, stands, -1)), est("b", "a", person, "killed", says(5, 2, stands, -1))}, nil},
		{"a part above", []assay.Estimate{est("a", "", person, "killed", says(20, 2, stands, -1)), est("b", "a", person, "killed", says(25, 2, stands, -1))},
			[]Finding{{PartAboveWhole, [2]At{{1, 0}, {0, 0}}}}},
		{"a whole that is open", []assay.Estimate{est("a", "", person, "killed", open(says(20, 2, stands, -1))), est("b", "a", person, "killed", says(25, 2, stands, -1))}, nil},
		{"a toll that falls", []assay.Estimate{est("a", "", person, "killed", says(90, 2, superseded, 1), says(71, 3, stands, -1))},
			[]Finding{{TollFalls, [2]At{{0, 0}, {0, 1}}}}},
		{"one that rises", []assay.Estimate{est("a", "", person, "killed", says(71, 2, superseded, 1), says(90, 3, stands, -1))}, nil},
		{"households", []assay.Estimate{est("a", "", household, "displaced", says(100, 2, stands, -1)), est("b", "", person, "displaced", says(550, 2, stands, -1))}, nil},
		{"households apart", []assay.Estimate{est("a", "", household, "displaced", says(100, 2, stands, -1)), est("b", "", person, "displaced", says(150, 2, stands, -1))},
			[]Finding{{HouseholdsApart, [2]At{{0, 0}, {1, 0}}}}},
		{"households of another event", []assay.Estimate{of("storm", est("a", "", household, "displaced", says(650, 2, stands, -1))), of("war", est("b", "", person, "displaced", says(3.6e6, 2, stands, -1)))}, nil},
	} {
		if got := Findings(nil, c.list); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}

	// A flow and a stock are told by their figures.
	d := newDraft(t, "a", "2024-05-02", "In Oxley 900 people were displaced in May. In Oxley 600 people are displaced.")
	d.fact(exactly("900", 900, "displaced", fact{counted: "people", place: "Oxley", change: func(fig *assay.Figure) { fig.Kind = flow }}))
	d.fact(exactly("600", 600, "displaced", fact{counted: "people#2", place: "Oxley#2", change: func(fig *assay.Figure) { fig.Kind = stock }}))
	at := func(n float64, figure int) assay.Entry {
		e := says(n, 2, stands, -1)
		e.Evidence.Report, e.Figure = d.doc.ID, assay.RefTo[assay.Figure](figure)
		return e
	}
	list := []assay.Estimate{est("a", "", person, "displaced", at(900, 0)), est("b", "", person, "displaced", at(600, 1))}
	if got, want := Findings([]*assay.Doc{d.doc}, list), []Finding{{FlowAboveStock, [2]At{{0, 0}, {1, 0}}}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Changes are told by who changed what.
func TestChanges(t *testing.T) {
	says := func(origin string, n float64, day int, status string, by int) assay.Entry {
		return assay.Entry{Origin: origin, Named: true, Published: assay.Date{Year: 2024, Month: 5, Day: day}, Low: assay.Known(n), Best: assay.Known(n), High: assay.Known(n), Status: status, SupersededBy: by}
	}
	got := Changes([]assay.Entry{says("army", 90, 2, superseded, 2), says("police", 40, 2, superseded, 3), says("army", 71, 3, stands, -1), says("police", 55, 4, stands, -1), says("army", 71, 5, denied, -1)})
	if want := []Change{{0, 2, Lowered}, {1, 3, Raised}, {0, 4, Withdrew}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
