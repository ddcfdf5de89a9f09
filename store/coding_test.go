package store

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"assay"
)

// said returns what holds of figures, "best=15 by Ann" each.
func holding(t *testing.T, s *Store) string {
	t.Helper()
	list, err := s.Rulings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, ru := range list {
		word := ru.Verb
		if ru.Verb == Set {
			word = ru.Field + "=" + ru.Value
		}
		out = append(out, word+" by "+ru.By)
	}
	return strings.Join(out, "; ")
}

func code(t *testing.T, s *Store, id, coder string, say ...Saying) {
	t.Helper()
	if err := s.Code(t.Context(), id, coder, say, "so"); err != nil {
		t.Fatal(err)
	}
}

// What one coder says holds at once; where two have to agree, it does when they do.
func TestCodersAgree(t *testing.T) {
	s, docs := walls(t)
	before := lines(t, s)
	id := figureOf(t, docs[0], "At least 14")
	confirm, drop, hold := Saying{Verb: Confirm}, Saying{Verb: Drop}, Saying{Verb: Hold}
	best := func(n string) Saying { return Saying{Verb: Set, Field: "best", Value: n} }
	want := func(words string) {
		t.Helper()
		if got := holding(t, s); got != words {
			t.Errorf("there holds %q, want %q", got, words)
		}
	}
	undo := func(by string) {
		t.Helper()
		if _, err := s.UndoLast(t.Context(), by); err != nil {
			t.Fatal(err)
		}
	}

	code(t, s, id, "Ann", confirm)
	want("confirm by Ann")
	code(t, s, id, "Ann", best("15"))
	want("best=15 by Ann")
	code(t, s, id, "Ann", confirm) // as it now stands
	want("best=15 by Ann")
	code(t, s, id, "Ann", hold)
	want("")
	undo("Ann")
	want("best=15 by Ann")
	undo("Ann")
	undo("Ann")
	want("confirm by Ann")

	if err := s.SetCoders(t.Context(), 2, "Ann"); err != nil {
		t.Fatal(err)
	}
	want("")
	code(t, s, id, "Ben", drop)
	want("")
	code(t, s, id, "Ben", Saying{Verb: Note})
	code(t, s, id, "Ben", confirm)
	want("confirm by Ann, Ben")
	code(t, s, id, "Ben", best("1,500"))
	want("")
	rule(t, s, id, Saying{Verb: Confirm}) // whoever curates
	want("confirm by ")
	undo("Ben")
	undo("Ben")
	want("confirm by ")
	undo("")
	want("")
	undo("Ben")
	undo("Ben")
	if err := s.SetCoders(t.Context(), 1, "Ann"); err != nil {
		t.Fatal(err)
	}
	want("confirm by Ann")

	own, _, err := s.Codings(t.Context(), "Ann")
	if err != nil || len(own) != 1 || own[0].Text != "At least 14" || own[0].Said[0].Verb != Confirm {
		t.Errorf("Ann said %+v, %v", own, err)
	}
	undo("Ann")
	if _, err := s.UndoLast(t.Context(), "Ann"); !errors.Is(err, assay.ErrNotFound) {
		t.Errorf("there is more to take back: %v", err)
	}
	if after := lines(t, s); after != before {
		t.Error("something is left of what was taken back")
	}
}

// Taken back, what was said before holds again, on whichever copy it was said.
func TestUndoneBringsBack(t *testing.T) {
	s, docs := walls(t)
	id := figureOf(t, docs[0], "At least 14")
	rule(t, s, id, Saying{Verb: Set, Field: "best", Value: "15"}, Saying{Verb: Set, Field: "bound", Value: "exact"})
	second := rule(t, s, id, Saying{Verb: Set, Field: "best", Value: "16"})
	third := rule(t, s, id, Saying{Verb: Set, Field: "best", Value: "17"})
	for _, c := range []struct{ undo, want string }{
		{third[0], "bound=exact by ; best=16 by "},
		{second[0], "best=15 by ; bound=exact by "},
	} {
		if err := s.Undo(t.Context(), c.undo); err != nil {
			t.Fatal(err)
		}
		if got := holding(t, s); got != c.want {
			t.Errorf("there holds %q, want %q", got, c.want)
		}
	}
	if u, err := s.UndoLast(t.Context(), ""); err != nil || len(u.On) != 1 || u.On[0] != id || holding(t, s) != "" {
		t.Errorf("both were said in one breath; there holds %q, %v", holding(t, s), err)
	}
}

// A report that is removed takes with it what coders said of it and what stood aside.
func TestCodingsGoWithTheirReport(t *testing.T) {
	s, docs := walls(t)
	id := figureOf(t, docs[0], "At least 14")
	rule(t, s, id, Saying{Verb: Set, Field: "best", Value: "15"})
	rule(t, s, id, Saying{Verb: Set, Field: "best", Value: "16"})
	code(t, s, id, "Ann", Saying{Verb: Drop})
	if _, err := s.Remove(t.Context(), []string{docs[0].ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := s.db.QueryRow("SELECT count(*) FROM rulings").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d rulings are left, %v", left, err)
	}
	if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Wrong) > 0 {
		t.Errorf("%+v, %v", v, err)
	}
}

// A figure that nobody read is found by a person: it counts, may be ruled on, is in what leaves the
// ledger, and undone it is gone.
func TestAddFigure(t *testing.T) {
	s, docs := walls(t)
	before := lines(t, s)
	at := strings.Index(docs[0].Text, "The wall")
	sp := assay.Span{Start: int32(at), End: int32(at + len("The wall"))}
	if _, err := s.AddEntry(t.Context(), OnFigures, docs[0].ID.String(), sp, nil, "Ann", "x"); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("there is no number: %v", err)
	}
	set := func(field, value string) Saying { return Saying{Verb: Set, Field: field, Value: value} }
	on, err := s.AddEntry(t.Context(), OnFigures, docs[0].ID.String(), sp, []Saying{set("best", "1"), set("unit", "building"), set("action", "destroyed"), set("counted", "wall")}, "Ann", "a wall is one")
	if err != nil || len(on.IDs) != 5 {
		t.Fatal(on, err)
	}
	id := docs[0].ID.Short() + ":f" + strconv.Itoa(len(docs[0].Figures)+1)
	r, err := s.Read(t.Context(), docs[0].ID.String())
	if err != nil {
		t.Fatal(err)
	}
	fig := r.Doc.Figures[len(docs[0].Figures)]
	if fig.Quantity.Span != sp || fig.Action != "destroyed" || fig.Quantity.Best.String() != "1" || len(fig.Ruled) != 5 {
		t.Errorf("%+v", fig)
	}
	tab, err := s.Query(t.Context(), "estimates", "destroyed", false)
	if err != nil || len(tab.Rows) != 2 {
		t.Errorf("%v, %v", tab.Rows, err)
	}
	if _, err := s.AddEntry(t.Context(), OnFigures, docs[0].ID.String(), sp, []Saying{set("best", "1")}, "Ann", "x"); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("twice: %v", err)
	}
	rule(t, s, id, set("best", "2"))
	code(t, s, id, "Ben", Saying{Verb: Confirm})
	if got := holding(t, s); !strings.Contains(got, "confirm by Ben") || !strings.Contains(got, "best=2") {
		t.Error(got)
	}
	if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Wrong) > 0 {
		t.Errorf("%+v, %v", v, err)
	}
	for _, by := range []string{"Ben", "", "Ann"} {
		if _, err := s.UndoLast(t.Context(), by); err != nil {
			t.Fatal(err)
		}
	}
	if got := holding(t, s); got != "" {
		t.Error(got)
	}
	if after := lines(t, s); after != before {
		t.Error("something is left of it")
	}
}
