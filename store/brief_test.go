package store

import (
	"errors"
	"strings"
	"testing"

	"assay"
)

// inBrief returns what a brief holds, a word for each piece.
func inBrief(t *testing.T, s *Store, name string) string {
	t.Helper()
	b, err := s.Brief(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range b.Pieces {
		out = append(out, p.Kind+":"+p.Text)
	}
	return strings.Join(out, " ")
}

// A brief holds what a person put in, in the order in which they want it; what is taken out,
// changed or moved is as before when that is taken back, after the ledger was opened anew too.
func TestBrief(t *testing.T) {
	s, docs := walls(t)
	fig := docs[0].Figures[0].Quantity.Span
	spot := Spot{docs[0].ID.String(), int(fig.Start), int(fig.End)}
	say := func(list ...BriefSaying) {
		t.Helper()
		if err := s.SayOfBrief(t.Context(), "Wall", list, "Ann"); err != nil {
			t.Fatal(err)
		}
	}
	want := func(words string) {
		t.Helper()
		if got := inBrief(t, s, "Wall"); got != words {
			t.Errorf("it holds %q, want %q", got, words)
		}
	}
	put := func(kind, text string, at ...Spot) BriefSaying {
		return BriefSaying{Verb: Put, Piece: Piece{Kind: kind, Text: text, Words: at}}
	}
	say(put(Heading, "a"), put(OfEntry, "f", spot))
	say(put(Paragraph, "b"))
	want("heading:a entry:f paragraph:b")
	b, err := s.Brief(t.Context(), "Wall")
	if err != nil || b.Pieces[1].Words[0] != spot {
		t.Fatal(b, err)
	}
	ids := []int64{b.Pieces[0].ID, b.Pieces[1].ID, b.Pieces[2].ID}
	say(BriefSaying{Verb: Move, Piece: Piece{ID: ids[2]}, Before: ids[0]})
	want("paragraph:b heading:a entry:f")
	say(BriefSaying{Verb: Write, Piece: Piece{ID: ids[2], Text: "c"}})
	say(BriefSaying{Verb: Take, Piece: Piece{ID: ids[0]}})
	want("paragraph:c entry:f")
	for _, words := range []string{"paragraph:c heading:a entry:f", "paragraph:b heading:a entry:f", "heading:a entry:f paragraph:b", "heading:a entry:f", ""} {
		if err := s.UndoInBrief(t.Context(), "Wall", "Ann"); err != nil {
			t.Fatal(err)
		}
		want(words)
	}
	if err := s.UndoInBrief(t.Context(), "Wall", "Ann"); !errors.Is(err, assay.ErrNotFound) {
		t.Error(err)
	}
	say(put(Paragraph, "d"), put(OfEntry, "f", spot))
	if _, err := s.UndoLast(t.Context(), "Ann"); err != nil {
		t.Fatal(err)
	}
	want("")
	if list, err := s.Briefs(t.Context()); len(list) != 0 || err != nil {
		t.Error(list, err)
	}

	// Of an erased report nothing is left, and the words of persons stay.
	say(put(Paragraph, "e"), put(OfEntry, "f", spot))
	if list, err := s.Rulings(t.Context()); len(list) != 0 || err != nil {
		t.Error("a brief is a ruling:", list, err)
	}
	if v, err := s.Verify(t.Context(), nil); err != nil || v.Rulings != 2 {
		t.Error(v, err)
	}
	if _, err := s.Erase(t.Context(), []string{docs[0].ID.String()}); err != nil {
		t.Fatal(err)
	}
	want("paragraph:e")
}

// TestBriefRefuses what cannot be said of a brief.
func TestBriefRefuses(t *testing.T) {
	s, docs := walls(t)
	id := docs[0].ID.String()
	for name, say := range map[string]BriefSaying{
		"no verb":       {Piece: Piece{Kind: Heading, Text: "a"}},
		"no words":      {Verb: Put, Piece: Piece{Kind: Paragraph, Text: " "}},
		"a null":        {Verb: Put, Piece: Piece{Kind: Paragraph, Text: "a\x00"}},
		"another kind":  {Verb: Put, Piece: Piece{Kind: "map"}},
		"no estimate":   {Verb: Put, Piece: Piece{Kind: OfEstimate, Text: "est00000000"}},
		"nowhere":       {Verb: Put, Piece: Piece{Kind: OfEntry, Text: "f"}},
		"behind":        {Verb: Put, Piece: Piece{Kind: OfEntry, Text: "f", Words: []Spot{{id, 1 << 20, 1<<20 + 2}}}},
		"backwards":     {Verb: Put, Piece: Piece{Kind: OfEntry, Text: "f", Words: []Spot{{id, 9, 3}}}},
		"no report":     {Verb: Put, Piece: Piece{Kind: OfReport, Words: []Spot{{"sha256:" + strings.Repeat("0", 64), 0, 3}}}},
		"no such piece": {Verb: Take, Piece: Piece{ID: 77}},
		"not there":     {Verb: Move, Piece: Piece{ID: 77}, Before: 3},
	} {
		if err := s.SayOfBrief(t.Context(), "Wall", []BriefSaying{say}, "Ann"); !errors.Is(err, assay.ErrInvalid) && !errors.Is(err, assay.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"", " ", "..", strings.Repeat("a", 121), "a\nb"} {
		if err := s.SayOfBrief(t.Context(), name, []BriefSaying{{Verb: Put, Piece: Piece{Kind: Heading, Text: "a"}}}, "Ann"); !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("a brief called %q: %v", name, err)
		}
	}
}
