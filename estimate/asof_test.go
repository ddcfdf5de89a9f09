package estimate

import (
	"testing"

	"assay"
)

// What had not appeared by a day is not looked at; nor is what appeared nobody knows when.
func TestAsOf(t *testing.T) {
	make := func(name, date, n string, count float64) *assay.Doc {
		d := newDraft(t, name, date, "The harbour police said that "+n+" people had been killed in the flood in Oxley.")
		return d.fact(exactly(n, count, "killed", fact{counted: "people", place: "Oxley",
			claim: d.claim("The harbour police", "harbour police", assay.Organization, n+" people had been killed", nil)})).doc
	}
	docs := []*assay.Doc{make("a", "2024-05-02", "90", 90), make("b", "2024-05-04", "71", 71), make("c", "", "80", 80)}
	for _, c := range []struct{ day, want string }{
		{"2024-05-01", ""},
		{"2024-05-02", "killed 90/90/90 origins 1-1\n90 | harbour police | stands"},
		{"2024-05-03", "killed 90/90/90 origins 1-1\n90 | harbour police | stands"},
		{"2024-05", "killed 71/71/71 origins 1-1\n90 | harbour police | superseded\n71 | harbour police | stands"},
	} {
		day, err := assay.ParseDate(c.day)
		if err != nil {
			t.Fatal(err)
		}
		ests := Estimates(docs, nil, Options{AsOf: day})
		if c.want == "" {
			want(t, ests)
			continue
		}
		want(t, ests, c.want)
		if ests[0].AsOf != day {
			t.Errorf("as of %v", ests[0].AsOf)
		}
	}
	n := 0
	for _, est := range Estimates(docs, nil, Options{}) {
		n += len(est.Series)
	}
	if n != 3 {
		t.Errorf("%d entries of all", n)
	}
}
