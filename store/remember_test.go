package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"assay"
	"assay/internal/workload"
	"assay/ledger"
)

// TestGrown holds that what a ledger says of events and estimates after reports came one by
// one, were removed, read again and ruled on is what it says when all is made anew.
func TestGrown(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	docs := append(workload.TellWithin(90, 6, 3).Docs, workload.Tell(110, 5).Docs...)
	docs = append(docs, workload.Misread(30, 7).Docs...)
	r := rand.New(rand.NewPCG(4, 9))
	s := create(t)
	order := r.Perm(len(docs))
	last := order[len(order)-1]
	order = order[:len(order)-1]
	some, all, checks, open := 0, 0, 0, false
	remembers := func() (yes bool) {
		t.Helper()
		if err := s.db.QueryRowContext(t.Context(), "SELECT EXISTS (SELECT 1 FROM remembered) OR EXISTS (SELECT 1 FROM listed)").Scan(&yes); err != nil {
			t.Fatal(err)
		}
		return yes
	}
	check := func(when string, grows bool) {
		t.Helper()
		made, err := madeBy(t.Context(), s.db, "estimates")
		if err != nil {
			t.Fatal(err)
		}
		if grows != (made == grown) {
			t.Errorf("%s: estimates are of version %d", when, made)
		}
		was := remembers()
		got := said(t, s)
		if now := remembers(); now != (grows && !open) {
			t.Errorf("%s: whether anything is remembered: %v", when, now)
		}
		if was && grows && !open {
			all++
			var most, rows int64
			if err := s.db.QueryRowContext(t.Context(), "SELECT max(n), count(*) FROM event_rows").Scan(&most, &rows); err != nil {
				t.Fatal(err)
			}
			if most > rows {
				some++
			}
		}
		if err := s.Check(t.Context()); err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		if checks++; served() && checks%8 != 1 {
			return // to carry a ledger takes a second there
		}
		path := newPlace(t, "anew.db")
		anew, err := s.Transfer(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer anew.Close()
		if err := anew.transact(t.Context(), func(tx *txn) error { return isMade(t.Context(), tx, "estimates", 0) }); err != nil {
			t.Fatal(err)
		}
		if want := said(t, anew); got != want {
			t.Fatalf("%s: what grew is not what is made anew", when)
		}
	}
	var there []*assay.Doc
	add := func(n int) {
		var list []*assay.Doc
		for _, i := range order[:n] {
			list = append(list, docs[i])
		}
		order, there = order[n:], append(there, list...)
		if _, err := s.Add(t.Context(), list, nil); err != nil {
			t.Fatal(err)
		}
	}
	grow := func(to int) {
		for len(order) > to {
			add(min(len(order), 1+r.IntN(3)))
			if r.IntN(3) > 0 { // else two additions are one
				check(fmt.Sprintf("%d left", len(order)), true)
			}
		}
		said(t, s)
	}
	add(60)
	check("at first", false)
	grow(140)
	if _, err := s.Remove(t.Context(), []string{there[3].ID.String(), there[50].ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	check("removed", false)
	grow(120)
	again := *there[7]
	again.Appeared.Date.Day = 1 + again.Appeared.Date.Day%28
	if _, err := s.Add(t.Context(), []*assay.Doc{&again}, nil); err != nil {
		t.Fatal(err)
	}
	check("read again", false)
	if served() {
		return // the rest is of this program, whatever it keeps its rows in
	}
	grow(100)
	ruled := there[slices.IndexFunc(there, func(doc *assay.Doc) bool { return len(doc.Figures) > 0 })]
	on, err := s.RuleOn(t.Context(), ledger.EntryID(ruled.ID, ledger.ID('f', 0)), []Saying{{Verb: Drop}}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	check("ruled on", false)
	add(1)
	said(t, s)
	if remembers() {
		t.Error("where a figure is ruled on something is remembered")
	}
	for _, id := range on.IDs {
		if err := s.Undo(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	check("a ruling undone", false)
	grow(85)
	add(fewest + 1)
	said(t, s)
	if remembers() {
		t.Error("where many came something is remembered")
	}
	grow(0)
	order, open = []int{last}, true
	docs[last].Appeared.Date.Year, docs[last].Published.Date.Year = 0, 0
	add(1)
	check("a report without a year", true)
	t.Logf("%d of %d times some were made", some, all)
	if 10*some < 9*all {
		t.Errorf("%d of %d times some were made", some, all)
	}
}

// said is all that a ledger says, with its flat rows of events and estimates.
func said(t *testing.T, s *Store) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(lines(t, s))
	for _, name := range []string{"events", "estimates"} {
		for _, names := range []bool{false, true} {
			table, err := s.Query(t.Context(), name, "", names)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, table.Rows, table.Search)
		}
	}
	return b.String()
}

// TestFew holds that estimates grow where coders spoke and briefs were made, on which nothing rests, and
// are made anew where a figure is ruled on.
func TestFew(t *testing.T) {
	s, docs := walls(t)
	id := figureOf(t, docs[1], "25")
	killed(t, s)
	if err := s.SetCoders(t.Context(), 2, "Ann"); err != nil {
		t.Fatal(err)
	}
	code(t, s, id, "Ann", Saying{Verb: Confirm})
	if err := s.SayOfBrief(t.Context(), "Mill", []BriefSaying{{Verb: Put, Piece: Piece{Kind: Paragraph, Text: "x"}}}, "Ann"); err != nil {
		t.Fatal(err)
	}
	few := func(text string) (yes bool) {
		t.Helper()
		if _, err := s.Add(t.Context(), read(t, text), stages); err != nil {
			t.Fatal(err)
		}
		if err := s.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.transact(t.Context(), func(tx *txn) (err error) { yes, err = s.few(t.Context(), tx); return err }); err != nil {
			t.Fatal(err)
		}
		return yes
	}
	if !few("LAHORE, Pakistan — A bus fell into a canal on Sunday. Nine people drowned.") {
		t.Error("what a coder said makes all anew")
	}
	code(t, s, id, "Ben", Saying{Verb: Confirm})
	killed(t, s)
	if few("LAHORE, Pakistan — A mill burned on Sunday. Six people died.") {
		t.Error("where a figure is ruled on, all is made anew")
	}
}
