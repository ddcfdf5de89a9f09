package table_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/internal/doctest"
	"assay/mask"
	"assay/table"
)

// cellsOf returns the column of a table.
func cellsOf(t *testing.T, tab *table.Table, head string) []any {
	t.Helper()
	i := slices.Index(tab.Head, head)
	if i < 0 {
		t.Fatalf("no column %s in %v", head, tab.Head)
	}
	var cells []any
	for _, row := range tab.Rows {
		if len(row) != len(tab.Head) {
			t.Fatalf("row of %d cells under a head of %d", len(row), len(tab.Head))
		}
		cells = append(cells, row[i])
	}
	return cells
}

func tableOf(t *testing.T, name string, names bool, docs ...*assay.Doc) *table.Table {
	t.Helper()
	tab, err := table.Of(name, docs, nil, nil, nil, mask.All(docs, nil, names))
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestTables(t *testing.T) {
	doc := doctest.Flood()
	for _, c := range []struct {
		table, head string
		want        any
	}{
		{"claims", "source", "Ann Ruiz"}, {"claims", "content", "“Some 40 houses are gone,”"}, {"claims", "published", "XXXX-03-05"},
		{"claims", "speaks_for", "Köln"}, {"claims", "via", nil}, {"claims", "start", int64(11)}, {"claims", "said", "Monday"},
		{"figures", "text", "Some 40"}, {"figures", "low", 40.0}, {"figures", "places", "Köln"}, {"figures", "gazetteer", "geonames:1"},
		{"figures", "lat", 50.93}, {"figures", "of", nil}, {"figures", "time_begin", "2018-03-05"}, {"figures", "inherited", "places time"},
		{"figures", "source", "Ann Ruiz"}, {"figures", "stance", "asserts"},
		{"movements", "who", "houses"}, {"movements", "count", "Some 40"}, {"movements", "via", nil}, {"movements", "from", "Köln"},
	} {
		if got := cellsOf(t, tableOf(t, c.table, false, doc), c.head)[0]; got != c.want {
			t.Errorf("%s of %s is %#v, want %#v", c.head, c.table, got, c.want)
		}
	}
	if got := fmt.Sprint(cellsOf(t, tableOf(t, "claims", false, doc), "responds_to")); got != "[<nil> c1 f1]" {
		t.Errorf("responds_to %s", got)
	}
	if _, err := table.Of("people", nil, nil, nil, nil, nil); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("no such table: %v", err)
	}
	for _, name := range table.Names {
		if tab := tableOf(t, name, false); len(tab.Rows) > 0 || len(tab.Head) == 0 {
			t.Errorf("%s of nothing: %v", name, tab)
		}
	}
}

// nurseDoc is a report with a private person, an officer, and a place that has
// a name in common with the first.
func nurseDoc() *assay.Doc {
	text := "Lena Moss, a nurse, fled to Ross. Ms. Moss told Gen. Ada Lind of 12 dead. “Lena,” said Lind, “is safe.” Mosses grow there."
	at := func(s string) assay.Span {
		i := strings.Index(text, s)
		return assay.Span{Start: int32(i), End: int32(i + len(s))}
	}
	doc := assay.NewDoc(&assay.Report{ID: assay.NewReportID("", []byte(text)), Text: text, Path: "nurse.txt"})
	doc.Sentences = []assay.Span{at("Lena Moss, a nurse, fled to Ross."), at("Ms. Moss told Gen. Ada Lind of 12 dead.")}
	doc.Actors = []assay.Actor{
		{Class: assay.Person, Name: "Lena Moss", Role: "a nurse", Mentions: []assay.Span{at("Lena Moss"), at("Ms. Moss")}},
		{Class: assay.Person, Name: "Ada Lind", Role: "general", Public: true, Mentions: []assay.Span{at("Gen. Ada Lind")}},
	}
	doc.Sources = []assay.Source{{Span: at("Ms. Moss"), Class: assay.Person, Name: "Lena Moss", Actor: assay.RefTo[assay.Actor](0)},
		{Span: at("Lind"), Class: assay.Person, Name: "Ada Lind", Actor: assay.RefTo[assay.Actor](1)}}
	doc.Claims = []assay.Claim{
		{Source: assay.RefTo[assay.Source](0), Cue: at("told"), Content: []assay.Content{{Span: at("12 dead")}}},
		{Source: assay.RefTo[assay.Source](1), Cue: at("said"), Content: []assay.Content{{Span: at("“Lena,”")}, {Span: at("“is safe.”")}}},
	}
	doc.Quantities = []assay.Quantity{{Span: at("12"), Low: assay.Known(12), Head: -1}}
	doc.Figures = []assay.Figure{{Quantity: doc.Quantities[0], Action: "killed", Claim: assay.RefTo[assay.Claim](0)}}
	doc.Movements = []assay.Movement{{Who: at("Lena Moss, a nurse")}}
	return doc
}

// Somebody without an office is shown, and found, by role only: in every cell
// and in every search.
func TestTablesKeepPrivateNames(t *testing.T) {
	doc := nurseDoc()
	for _, name := range []string{"claims", "figures", "movements"} {
		tab := tableOf(t, name, false, doc)
		for i, row := range tab.Rows {
			if line := fmt.Sprint(row...) + tab.Search[i]; strings.Contains(strings.ToLower(line), "moss") || strings.Contains(strings.ToLower(line), "lena") {
				t.Errorf("%s gives the name away: %s", name, line)
			}
		}
		open := tableOf(t, name, true, doc)
		if line := fmt.Sprint(open.Rows); !strings.Contains(line, "Lena Moss") {
			t.Errorf("%s with names: %s", name, line)
		}
	}
	claims := tableOf(t, "claims", false, doc)
	if got := fmt.Sprint(cellsOf(t, claims, "source")); got != "[a nurse Ada Lind]" {
		t.Errorf("sources %s", got)
	}
	if got := fmt.Sprint(cellsOf(t, claims, "content")[1]); got != "“[a nurse],” … “is safe.”" {
		t.Errorf("content %s", got)
	}
	if got := cellsOf(t, tableOf(t, "movements", false, doc), "who")[0]; got != "[name withheld], a nurse" {
		t.Errorf("who %s", got)
	}
	if got := cellsOf(t, tableOf(t, "figures", false, doc), "sentence")[0]; got != "[a nurse] told Gen. Ada Lind of 12 dead." {
		t.Errorf("sentence %s", got)
	}
	est := []assay.Estimate{{Series: []assay.Entry{{Origin: "Lena Moss", Named: true, Evidence: assay.Evidence{Report: doc.ID}}, {Origin: "Ada Lind", Evidence: assay.Evidence{Report: doc.ID}}}}}
	for names, want := range map[bool]string{false: "a nurse; Ada Lind", true: "Lena Moss; Ada Lind"} {
		tab, err := table.Of("estimates", []*assay.Doc{doc}, nil, nil, est, mask.All([]*assay.Doc{doc}, nil, names))
		if err != nil {
			t.Fatal(err)
		}
		if got := cellsOf(t, tab, "origins")[0]; got != want {
			t.Errorf("origins %q, want %q", got, want)
		}
	}
}

// Of two of one surname the report itself says who is meant.
func TestSharedSurname(t *testing.T) {
	doc := nurseDoc()
	doc.Actors[1].Name = "Ada Moss"
	got := cellsOf(t, tableOf(t, "figures", false, doc), "sentence")[0]
	if got != "[a nurse] told Gen. Ada Lind of 12 dead." {
		t.Errorf("sentence %s", got)
	}
}
