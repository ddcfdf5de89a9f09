package estimate

import (
	"testing"

	"assay"
	"assay/occurrence"
)

// A report without a year is as near to the others as can be.
func TestBorrowedYear(t *testing.T) {
	open := func(name string, month, day int, text string) *draft {
		d := newDraft(t, name, "", text)
		d.doc.Appeared = assay.Published{Date: assay.Date{Month: month, Day: day}, From: "text"}
		return d
	}
	for _, c := range []struct {
		name  string
		docs  []*draft
		years []int
	}{
		{"after a dated one", []*draft{newDraft(t, "a", "2023-12-30", "A"), open("b", 1, 2, "B")}, []int{2023, 2024}},
		{"before a dated one", []*draft{newDraft(t, "a", "2024-01-02", "A"), open("b", 12, 30, "B")}, []int{2024, 2023}},
		{"none is dated", []*draft{open("a", 12, 30, "A"), open("b", 1, 2, "B")}, []int{1999, 2000}},
	} {
		var docs []*assay.Doc
		for _, d := range c.docs {
			docs = append(docs, d.doc)
		}
		sets := occurrence.Settings(occurrence.ReadAll(docs), nil)
		for i, doc := range docs {
			if got := sets[doc.ID].Day.Year(); got != c.years[i] {
				t.Errorf("%s: report %d in %d, want %d", c.name, i, got, c.years[i])
			}
		}
	}
	// What is not known stays unknown in the entry.
	d := open("a", 8, 24, "The flood killed 14 people in Oxley.")
	d.fact(exactly("14", 14, "killed", fact{counted: "people", place: "Oxley"}))
	if en := answered([]*assay.Doc{d.doc}, nil, Options{})[0].Series[0]; en.Published != (assay.Date{Month: 8, Day: 24}) {
		t.Errorf("published %v", en.Published)
	}
}

// The table of docs/estimates.md, by the default rule and by that of UCDP.
func TestBest(t *testing.T) {
	type says struct {
		who, date, words string
		bound            assay.Bound
		low, high        float64
		party, counted   string
	}
	for _, c := range []struct {
		what string
		all  []says
		want string
		ucdp string
	}{
		{"one", []says{{"Oxley Police", "2024-05-02", "12", assay.Exact, 12, 12, "", "people"}}, "killed 12/12/12 origins 1-1", "killed 12/12/12 origins 1-1"},
		{"bounds", []says{{"Flood Agency", "2024-05-02", "57", assay.AtLeast, 57, 0, "", "people"}, {"Governor Office", "2024-05-02", "80", assay.AtMost, 0, 80, "", "people"}}, "killed 57/57/80 origins 2-2", "killed 57/57/80 origins 2-2"},
		{"one day", []says{{"Flood Agency", "2024-05-02", "31", assay.Exact, 31, 31, "", "people"}, {"Relief League", "2024-05-02", "112", assay.Exact, 112, 112, "", "people"}}, "killed 31/?/112 origins 2-2 conflict", "killed 31/31/112 origins 2-2 conflict"},
		{"next day", []says{{"Flood Agency", "2024-05-03", "31", assay.Exact, 31, 31, "", "people"}, {"Relief League", "2024-05-02", "112", assay.Exact, 112, 112, "", "people"}}, "killed 31/31/112 origins 2-2 conflict", "killed 31/31/112 origins 2-2 conflict"},
		{"bodies", []says{{"Relief League", "2024-05-02", "43", assay.Exact, 43, 43, "", "bodies"}, {"Flood Agency", "2024-05-02", "71", assay.AtLeast, 71, 0, "", "people"}}, "killed 43/?/71 origins 2-2 conflict", "killed 43/43/71 origins 2-2 conflict"},
		{"sides", []says{{"Ostland Army", "2024-05-02", "200", assay.Exact, 200, 200, "belligerent", "people"}, {"River Front", "2024-05-02", "15", assay.Exact, 15, 15, "belligerent", "people"},
			{"Shore Monitor", "2024-05-02", "60", assay.Approx, 60, 60, "monitor", "people"}}, "killed 15/?/200 origins 3-3 conflict", "killed 15/60/200 origins 3-3 conflict"},
	} {
		var docs []*assay.Doc
		var stories []assay.Story
		for _, s := range c.all {
			body := "In the clashes in Oxley " + s.words + " " + s.counted + " were killed, " + s.who + " said."
			d := newDraft(t, s.who, s.date, body)
			f := fact{words: s.words, bound: s.bound, low: s.low, high: s.high, action: "killed", counted: s.counted, place: "Oxley", time: "=2024-05-01",
				claim: d.claim(s.who, s.who, assay.Organization, "In the clashes in Oxley "+s.words+" "+s.counted+" were killed", nil)}
			if s.low == s.high {
				f.best = s.low
			}
			d.doc.Sources[0].Party = s.party
			docs = append(docs, d.fact(f).doc)
			stories = append(stories, story(d.doc))
		}
		for rule, want := range map[string]string{"": c.want, "ucdp": c.ucdp} {
			ests := answered(docs, stories, Options{Rule: rule})
			if len(ests) != 1 {
				t.Errorf("%s: %d estimates", c.what, len(ests))
				continue
			}
			ests[0].Series = nil
			if got := lines(&ests[0], nil); got != want {
				t.Errorf("%s by %q: %s, want %s", c.what, rule, got, want)
			}
		}
	}
}
