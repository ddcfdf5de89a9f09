package store

import (
	"slices"
	"testing"

	"assay/internal/workload"
	"assay/query"
	"assay/view"
)

// Beginnings of words find what looking at every report finds, whether few words begin so or many.
func TestEndings(t *testing.T) {
	s := create(t)
	docs := workload.Tell(400, 7).Docs
	if _, err := s.Add(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	some := 0
	for _, ask := range []string{"lo*", "kill*", "zzz*", "NEAR(killed lo*)", "NEAR(kill* lo* pol*, 4)", "NEAR(people zzz*)", "NOT lo*", "police NOT ki*", "police NOT kill*", "kill* OR zzz*", `"were ki"*`, `NOT "were ki"*`, "place:lo*", "place:ha*", "place:ka*", "killed place:za*"} {
		root, err := query.Parse(ask)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, doc := range docs {
			words, title := query.Words(view.Quick(doc.Text).Text), query.Words(view.Quick(doc.Title).Text)
			var places [][]query.Word
			for _, pl := range doc.Places {
				for _, name := range []string{doc.Text[pl.Span.Start:pl.Span.End], pl.Name, countryName(pl.Country)} {
					places = append(places, query.Words(view.Quick(name).Text))
				}
			}
			if root.Holds(func(leaf *query.Node) bool {
				if leaf.Field == query.Place {
					return slices.ContainsFunc(places, func(name []query.Word) bool { return len(leaf.Find(name)) > 0 })
				}
				return len(leaf.Find(words))+len(leaf.Find(title)) > 0
			}) {
				want = append(want, doc.ID.String())
			}
		}
		found, _, err := s.Search(t.Context(), ask, false, len(docs))
		if err != nil {
			t.Fatal(ask, err)
		}
		for _, row := range found.Rows {
			got = append(got, row[0].(string))
		}
		slices.Sort(want)
		slices.Sort(got)
		if want = slices.Compact(want); !slices.Equal(got, want) {
			t.Errorf("%s finds %d, want %d", ask, len(got), len(want))
		}
		some += len(got)
	}
	if some < 100 {
		t.Error("little is found")
	}
}
