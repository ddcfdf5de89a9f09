package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/ledger"
)

// claimOf returns the id of the claim of which these are words of the content.
func claimOf(t *testing.T, doc *assay.Doc, words string) string {
	t.Helper()
	for i := range doc.Claims {
		if strings.Contains(claimField(doc, i, contentField), words) {
			return ledger.EntryID(doc.ID, ledger.ID('c', i))
		}
	}
	t.Fatalf("no claim with %q", words)
	return ""
}

// claimNow returns the claim of an id as persons have it, with its report.
func claimNow(t *testing.T, s *Store, id string) (*assay.Doc, *assay.Claim) {
	t.Helper()
	report, local, _ := strings.Cut(id, ":")
	r, err := s.Read(t.Context(), report)
	if err != nil {
		t.Fatal(err)
	}
	_, i := kindOf(local)
	return r.Doc, &r.Doc.Claims[i]
}

// Each thing that may be said of a claim does what it says, in estimates too, and undone nothing is left.
func TestRuleOnClaims(t *testing.T) {
	s, docs := walls(t)
	before := lines(t, s)
	id := claimOf(t, docs[1], "25 people were killed")
	set := func(field, value string) Saying { return Saying{Verb: Set, Field: field, Value: value} }
	origins := func(want ...string) func(*assay.Doc, *assay.Claim) bool {
		return func(*assay.Doc, *assay.Claim) bool {
			ids, _ := killed(t, s)
			var got []string
			for _, est := range ids {
				e, err := s.Estimate(t.Context(), est, true)
				if err != nil {
					t.Fatal(err)
				}
				for _, en := range e.Item.Series {
					got = append(got, en.Text+" "+en.Origin+" "+en.Status)
				}
			}
			for _, w := range want {
				if !slices.Contains(got, w) {
					t.Errorf("no %q in %q", w, got)
					return false
				}
			}
			return true
		}
	}
	for _, c := range []struct {
		say  []Saying
		want func(*assay.Doc, *assay.Claim) bool
	}{
		{[]Saying{{Verb: Confirm}}, func(_ *assay.Doc, cl *assay.Claim) bool { return cl.Ruled[0].Verb == Confirm }},
		{[]Saying{set("stance", "denies")}, origins("25 A union denied")},
		{[]Saying{set("mode", "orders")}, origins("25 A union planned")},
		{[]Saying{set("source", "The police")}, origins("25 police stands")},
		{[]Saying{set("source", "none")}, func(doc *assay.Doc, cl *assay.Claim) bool { return cl.Source.In(doc.Sources).Span.IsZero() }},
		{[]Saying{set("cue", "said that")}, func(doc *assay.Doc, cl *assay.Claim) bool {
			return cl.Cue.In(doc.Text) == "said that" && int(cl.Cue.Start) == strings.LastIndex(doc.Text, "said that")
		}},
		{[]Saying{{Verb: Set, Field: "cue", Value: "said", At: []int{strings.Index(wallAgain, "said")}}}, func(doc *assay.Doc, cl *assay.Claim) bool {
			return int(cl.Cue.Start) == strings.Index(doc.Text, "said")
		}},
		{[]Saying{set("content", "people were killed")}, func(doc *assay.Doc, cl *assay.Claim) bool { // the number is outside
			return cl.Content[0].Span.In(doc.Text) == "people were killed" && doc.Figures[len(doc.Figures)-1].Claim.IsZero()
		}},
		{[]Saying{set("content", "25 people … killed"), set("kind", "direct")}, func(doc *assay.Doc, cl *assay.Claim) bool {
			return len(cl.Content) == 2 && cl.Kind == assay.Direct && cl.Content[1].Span.In(doc.Text) == "killed" && !doc.Figures[len(doc.Figures)-1].Claim.IsZero()
		}},
		{[]Saying{{Verb: Drop}}, func(doc *assay.Doc, cl *assay.Claim) bool {
			return cl.Dropped() && doc.Figures[len(doc.Figures)-1].Claim.IsZero()
		}},
	} {
		made := rule(t, s, id, c.say...)
		if doc, cl := claimNow(t, s, id); !c.want(doc, cl) || len(cl.Ruled) != len(c.say) {
			t.Errorf("%v: %+v", c.say, cl)
		}
		list, err := s.Rulings(t.Context())
		if err != nil || len(list) != len(made) {
			t.Fatalf("%d rulings, %v", len(list), err)
		}
		for i, ru := range list {
			if ru.ID != made[i] || ru.Misfit != "" || ru.Entry != id {
				t.Errorf("%v: %+v", c.say, ru)
			}
		}
		if tab, err := s.Query(t.Context(), "claims", "", false); err != nil || !slices.ContainsFunc(tab.Rows, func(row []any) bool { return row[len(row)-1] != nil }) {
			t.Errorf("%v: the table of claims does not say so, %v", c.say, err)
		}
		if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Wrong) > 0 {
			t.Errorf("%+v, %v", v, err)
		}
		for _, id := range made {
			if err := s.Undo(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
		if lines(t, s) != before {
			t.Errorf("%v: undone, something is left", c.say)
		}
	}
	for say, want := range map[*Saying]string{
		{Verb: Set, Field: "stance", Value: "lies"}:            "stance is one of asserts",
		{Verb: Set, Field: "content", Value: "nowhere"}:        "content is words of the report",
		{Verb: Set, Field: "content", Value: "killed … 25"}:    "in its order",
		{Verb: Set, Field: "source", Value: "the bishop"}:      "source is words of the report",
		{Verb: Set, Field: "best", Value: "4"}:                 "no field",
		{Verb: Split, Others: []string{"x"}}:                   "a claim cannot be ruled to split",
		{Verb: Set, Field: "cue", Value: "murmured, they say"}: "cue is words",
	} {
		if _, err := s.RuleOn(t.Context(), id, []Saying{*say}, "", "x"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", say, err, want)
		}
	}
	if err := s.Code(t.Context(), id, "Ann", []Saying{{Verb: Confirm}}, ""); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("coders speak of figures: %v", err)
	}
}

// A claim that nobody read is found by its words: the figures in it are its source's.
func TestAddClaim(t *testing.T) {
	s, docs := walls(t)
	before := lines(t, s)
	words := "At least 14 people were killed and 31 were hurt"
	at := int32(strings.Index(docs[0].Text, words))
	sp := assay.Span{Start: at, End: at + int32(len(words))}
	if _, err := s.AddEntry(t.Context(), OnClaims, docs[0].ID.String(), sp, nil, "Ann", "x"); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("nobody says it: %v", err)
	}
	on, err := s.AddEntry(t.Context(), OnClaims, docs[0].ID.String(), sp, []Saying{{Verb: Set, Field: "source", Value: "the police"}}, "Ann", "they go on")
	if err != nil || len(on.IDs) != 2 {
		t.Fatal(on, err)
	}
	id := ledger.EntryID(docs[0].ID, ledger.ID('c', len(docs[0].Claims)))
	doc, cl := claimNow(t, s, id)
	if cl.Content[0].Span != sp || sourceWords(doc, cl.Source.In(doc.Sources)) != "the police" || len(cl.Ruled) != 2 {
		t.Errorf("%+v", cl)
	}
	for i := range doc.Figures {
		if k, ok := doc.Figures[i].Claim.Index(); sp.Contains(doc.Figures[i].Quantity.Span) != (ok && k == len(docs[0].Claims)) {
			t.Errorf("figure %d is nobody's", i)
		}
	}
	rule(t, s, id, Saying{Verb: Set, Field: "stance", Value: "hedges"})
	if _, cl := claimNow(t, s, id); cl.Stance != assay.Hedges {
		t.Errorf("%+v", cl)
	}
	if _, err := s.AddEntry(t.Context(), OnClaims, docs[0].ID.String(), sp, nil, "Ann", "x"); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("twice: %v", err)
	}
	for _, by := range []string{"", "Ann"} {
		if _, err := s.UndoLast(t.Context(), by); err != nil {
			t.Fatal(err)
		}
	}
	if lines(t, s) != before {
		t.Error("something is left of it")
	}
}

// Who went through all of a report says so once, and it holds while the report is read as it was.
func TestRuleWhole(t *testing.T) {
	s, docs := walls(t)
	before := lines(t, s)
	if _, err := s.RuleWhole(t.Context(), docs[1].ID.Short(), "Ann", ""); err != nil {
		t.Fatal(err)
	}
	rule(t, s, figureOf(t, docs[1], "25"), Saying{Verb: Set, Field: "best", Value: "19"})
	whole := func() string {
		r, err := s.Read(t.Context(), docs[1].ID.String())
		if err != nil || len(r.Doc.Ruled) > 1 {
			t.Fatal(r, err)
		}
		list, err := s.Rulings(t.Context())
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		if len(r.Doc.Ruled) == 0 {
			return list[0].Misfit
		}
		return r.Doc.Ruled[0].Verb + " by " + r.Doc.Ruled[0].By + list[0].Misfit
	}
	if got := whole(); got != "whole by Ann" {
		t.Error(got)
	}
	again := *docs[1]
	again.Claims = slices.Clone(again.Claims)
	again.Claims[0].Stance = assay.Hedges
	if err := s.Replace(t.Context(), []*assay.Doc{&again}, stages); err != nil {
		t.Fatal(err)
	}
	if got := whole(); got != "it is read otherwise now" {
		t.Error(got)
	}
	if err := s.Replace(t.Context(), []*assay.Doc{docs[1]}, stages); err != nil {
		t.Fatal(err)
	}
	for _, by := range []string{"", "Ann"} {
		if _, err := s.UndoLast(t.Context(), by); err != nil {
			t.Fatal(err)
		}
	}
	if lines(t, s) != before {
		t.Error("something is left of it")
	}
}

// What is said of a claim holds in every copy of its text, wherever it stands there.
func TestRuleOnCopiedClaims(t *testing.T) {
	s, docs := create(t), read(t, boatText, cutText)
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	if err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	own, copied := "", ""
	for i := range docs[0].Claims {
		for k := range docs[1].Claims {
			if words := claimField(docs[0], i, contentField); words == claimField(docs[1], k, contentField) && claimField(docs[0], i, cueField) == claimField(docs[1], k, cueField) {
				own, copied = ledger.EntryID(docs[0].ID, ledger.ID('c', i)), ledger.EntryID(docs[1].ID, ledger.ID('c', k))
			}
		}
	}
	if own == "" {
		t.Fatal("no claim in common")
	}
	_, cl := claimNow(t, s, own)
	begins := contentSpan(cl)
	_, end, _ := strings.Cut(begins.In(docs[0].Text), " ")
	on, err := s.RuleOn(t.Context(), own, []Saying{{Verb: Set, Field: "stance", Value: "hedges"}, {Verb: Set, Field: "content", Value: end, At: []int{int(begins.End) - len(end)}}}, "", "x")
	if err != nil || !slices.Equal(on.Copies, []string{copied}) {
		t.Fatal(on, err)
	}
	for _, id := range []string{own, copied} {
		if doc, cl := claimNow(t, s, id); cl.Stance != assay.Hedges || contentSpan(cl).In(doc.Text) != end {
			t.Errorf("%s: %+v", id, cl)
		}
	}
	if list, err := s.Rulings(t.Context()); err != nil || len(list) != 2 || list[0].Entry != own+" "+copied {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestStand(t *testing.T) {
	const text = "He said that\n he said  that. Joseph, Jose"
	for words, want := range map[string][]int{"said that": {3, 17}, "Jose": {29, 37}, "he  said that.": {14}, "said": {3, 17}, "": nil, " ": nil, "saidthat": nil, "that he said that. Joseph, Jose more": nil} {
		var got []int
		for _, sp := range Stand(text, words) {
			got = append(got, int(sp.Start))
			if sp.Check(text) != nil || strings.Join(strings.Fields(sp.In(text)), " ") != strings.Join(strings.Fields(words), " ") {
				t.Errorf("%q: %q", words, sp.In(text))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q stands at %v, want %v", words, got, want)
		}
	}
}
