package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/ledger"
)

const wallText = `KARACHI, Pakistan — The wall of a mill fell in Thatta on Monday, the police said. At least 14 people were killed and 31 were hurt.`

const wallAgain = `THATTA, Pakistan — The police said on Tuesday that 17 people were killed when the wall of a mill fell in Thatta on Monday. A union said that 25 people were killed.`

// walls is a ledger of two reports, and a way to ask it.
func walls(t *testing.T) (s *Store, docs []*assay.Doc) {
	t.Helper()
	s, docs = create(t), read(t, wallText, wallAgain)
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	return s, docs
}

// figureOf returns the id of the figure whose words these are.
func figureOf(t *testing.T, doc *assay.Doc, words string) string {
	t.Helper()
	for i := range doc.Figures {
		if doc.Figures[i].Quantity.Span.In(doc.Text) == words {
			return ledger.EntryID(doc.ID, ledger.ID('f', i))
		}
	}
	t.Fatalf("no figure %q", words)
	return ""
}

// killed returns the estimates of dead, "14|17 14–17–17 ruled" each: the numbers they rest on, theirs,
// and what was said of them.
func killed(t *testing.T, s *Store) (ids, words []string) {
	t.Helper()
	tab, err := s.Query(t.Context(), "estimates", "killed", false)
	if err != nil {
		t.Fatal(err)
	}
	cell := func(row []any, name string) string {
		if c := row[slices.Index(tab.Head, name)]; c != nil {
			return fmt.Sprint(c)
		}
		return "?"
	}
	for _, row := range tab.Rows {
		id := cell(row, "estimate")
		e, err := s.Estimate(t.Context(), id, true)
		if err != nil {
			t.Fatal(err)
		}
		var figures []string
		for _, en := range e.Item.Series {
			figures = append(figures, en.Text)
		}
		slices.Sort(figures)
		ids = append(ids, id)
		words = append(words, strings.Join(figures, "|")+" "+cell(row, "low")+"–"+cell(row, "best")+"–"+cell(row, "high")+" "+cell(row, "ruled"))
	}
	return ids, words
}

func rule(t *testing.T, s *Store, id string, say ...Saying) []string {
	t.Helper()
	on, err := s.RuleOn(t.Context(), id, say, "", "for a test")
	if err != nil {
		t.Fatal(err)
	}
	return on.IDs
}

// Each verb does what it says, and undone nothing is left of it.
func TestRuleOn(t *testing.T) {
	s, docs := walls(t)
	before := lines(t, s)
	ids, words := killed(t, s)
	if len(ids) != 1 {
		t.Fatalf("the dead are %q", words)
	}
	est, union := ids[0], figureOf(t, docs[1], "25")
	for _, c := range []struct {
		id   string
		say  []Saying
		want func(words []string) bool
	}{
		{est, []Saying{{Verb: Confirm}}, func(w []string) bool { return len(w) == 1 && strings.HasSuffix(w[0], " confirmed") }},
		{est, []Saying{{Verb: Set, Field: "best", Value: "40"}, {Verb: Set, Field: "low", Value: "18"}}, func(w []string) bool {
			return len(w) == 1 && strings.Contains(w[0], " 18–40–40 ") && strings.Contains(w[0], "best set to 40, read as")
		}},
		{est, []Saying{{Verb: Split, Others: []string{union}}}, func(w []string) bool {
			return len(w) == 2 && slices.ContainsFunc(w, func(s string) bool { return strings.HasPrefix(s, "25 ") && strings.Contains(s, "split by hand") })
		}},
		{union, []Saying{{Verb: Drop}}, func(w []string) bool { return len(w) == 1 && !strings.Contains(w[0], "25") }},
		{union, []Saying{{Verb: Set, Field: "best", Value: "19"}}, func(w []string) bool {
			return len(w) == 1 && strings.Contains(w[0], "–19 ") && strings.Contains(w[0], "ruled figures: 1")
		}},
		{union, []Saying{{Verb: Set, Field: "action", Value: "injured"}}, func(w []string) bool { return !strings.Contains(strings.Join(w, " "), "25") }},
	} {
		made := rule(t, s, c.id, c.say...)
		if _, words := killed(t, s); !c.want(words) {
			t.Errorf("%v: %q", c.say, words)
		}
		list, err := s.Rulings(t.Context())
		if err != nil || len(list) != len(made) {
			t.Fatalf("%d rulings, %v", len(list), err)
		}
		for i, ru := range list {
			if ru.ID != made[i] || ru.Misfit != "" || ru.Why != "for a test" || ru.By != "" {
				t.Errorf("%+v, want %s", ru, made[i])
			}
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
	// What was split is merged again, and the rulings stand in any order of the reports.
	rule(t, s, est, Saying{Verb: Split, Others: []string{union}})
	ids, _ = killed(t, s)
	rule(t, s, ids[0], Saying{Verb: Merge, Others: ids[1:]})
	if _, words := killed(t, s); len(words) != 1 || !strings.Contains(words[0], "merged by hand") {
		t.Errorf("merged: %q", words)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestRuleOnRefuses(t *testing.T) {
	s, docs := walls(t)
	ids, _ := killed(t, s)
	union, hurt := figureOf(t, docs[1], "25"), figureOf(t, docs[0], "31")
	for _, c := range []struct {
		id   string
		say  Saying
		want string
	}{
		{docs[0].ID.Short() + ":f99", Saying{Verb: Confirm}, "no figure"},
		{"00000000:f1", Saying{Verb: Confirm}, "no report"},
		{"est00000000", Saying{Verb: Confirm}, "no estimate"},
		{"nonsense", Saying{Verb: Confirm}, "no estimate"},
		{union, Saying{Verb: Set, Field: "colour", Value: "red"}, "no field"},
		{union, Saying{Verb: Set, Field: "begin", Value: "Monday"}, "begin is a day"},
		{union, Saying{Verb: Set, Field: "place", Value: "Springfield"}, "places are called Springfield; name one by its id"},
		{union, Saying{Verb: Set, Field: "source", Value: "the bishop"}, "source is words of the report"},
		{union, Saying{Verb: Split, Others: []string{hurt}}, "an estimate can"},
		{ids[0], Saying{Verb: Drop}, "a figure or claim can"},
		{ids[0], Saying{Verb: Set, Field: "low", Value: "-1"}, "low is a number"},
		{ids[0], Saying{Verb: Split, Others: []string{hurt}}, "no figure of"},
		{ids[0], Saying{Verb: Merge, Others: []string{ids[0]}}, "two questions"},
		{ids[0], Saying{Verb: Merge, Others: []string{"est00000000"}}, "no estimate"},
	} {
		if _, err := s.RuleOn(t.Context(), c.id, []Saying{c.say}, "", "x"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %v: %v, want %q", c.id, c.say, err, c.want)
		}
	}
	if list, err := s.Rulings(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("%v, %v", list, err)
	}
}

// After another reading a ruling is found by the words; where they are gone, that is said.
func TestRulingsAfterAnotherReading(t *testing.T) {
	s, docs := walls(t)
	rule(t, s, figureOf(t, docs[1], "25"), Saying{Verb: Set, Field: "best", Value: "19"}, Saying{Verb: Confirm})
	last := len(docs[1].Figures) - 1
	again := func(change func(doc *assay.Doc)) []Ruling {
		t.Helper()
		doc := *docs[1]
		doc.Figures, doc.Events, doc.Movements = slices.Clone(doc.Figures), nil, nil
		for i := range doc.Figures {
			doc.Figures[i].Of = assay.Ref[assay.Figure]{}
		}
		change(&doc)
		if err := s.Replace(t.Context(), []*assay.Doc{&doc}, stages); err != nil {
			t.Fatal(err)
		}
		if err := s.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, err := s.Rulings(t.Context())
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		return list
	}
	// Another figure stands before it now: it has another id, and the rulings are found.
	list := again(func(doc *assay.Doc) {
		first := doc.Figures[0]
		first.Quantity.Span = assay.Span{Start: 0, End: 6}
		doc.Figures = slices.Insert(doc.Figures, 0, first)
	})
	for _, ru := range list {
		if ru.Misfit != "" || ru.Entry != ledger.EntryID(docs[1].ID, ledger.ID('f', last+1)) {
			t.Errorf("%+v", ru)
		}
	}
	// It is read otherwise: what was confirmed is something else.
	list = again(func(doc *assay.Doc) { doc.Figures[last].Action = "injured" })
	if list[0].Misfit != "" || list[1].Misfit == "" {
		t.Errorf("%+v", list)
	}
	// It is not read any more.
	list = again(func(doc *assay.Doc) { doc.Figures = doc.Figures[:last] })
	if list[0].Misfit == "" || list[1].Misfit == "" {
		t.Errorf("%+v", list)
	}
	if got := lines(t, s); strings.Contains(got, `"ruled"`) {
		t.Error("it is applied to something else")
	}
}

// What rulings know of a report's words goes with it.
func TestRulingsOnRemovedReports(t *testing.T) {
	s, docs := walls(t)
	ids, _ := killed(t, s)
	rule(t, s, figureOf(t, docs[1], "25"), Saying{Verb: Confirm})
	rule(t, s, figureOf(t, docs[0], "31"), Saying{Verb: Drop})
	rule(t, s, claimOf(t, docs[1], "25 people"), Saying{Verb: Set, Field: "content", Value: "25 people"})
	if _, err := s.RuleWhole(t.Context(), docs[1].ID.String(), "", ""); err != nil {
		t.Fatal(err)
	}
	rule(t, s, ids[0], Saying{Verb: Set, Field: "best", Value: "16"})
	gone, err := s.Remove(t.Context(), []string{docs[1].ID.String()}, false)
	if err != nil || gone.Said != 3 {
		t.Fatalf("%+v, %v", gone, err)
	}
	var n int
	if err := s.db.QueryRow("SELECT count(*) FROM rulings WHERE theirs LIKE ?", "%"+docs[1].ID.String()+"%").Scan(&n); err != nil || n > 0 {
		t.Errorf("%d rulings know of it, %v", n, err)
	}
	list, err := s.Rulings(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// The order in which reports come makes no difference to what rulings do, nor does a
// backup: they are in the ledger.
func TestRulingsInAnyOrder(t *testing.T) {
	var want []string
	for _, order := range [][]int{{0, 1}, {1, 0}} {
		s, docs := create(t), read(t, wallText, wallAgain)
		for _, i := range order {
			if _, err := s.Add(t.Context(), docs[i:i+1], stages); err != nil {
				t.Fatal(err)
			}
		}
		ids, _ := killed(t, s)
		rule(t, s, ids[0], Saying{Verb: Split, Others: []string{figureOf(t, docs[1], "25")}})
		ids, words := killed(t, s)
		got := append(ids, words...)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Two who rule at once both rule.
func TestTwoRule(t *testing.T) {
	s, docs := walls(t)
	errs := make(chan error)
	for _, words := range []string{"25", "17"} {
		id := figureOf(t, docs[1], words)
		go func() {
			other, err := Open(context.Background(), s.path)
			if err == nil {
				_, err = other.RuleOn(context.Background(), id, []Saying{{Verb: Set, Field: "best", Value: "20"}}, "", "x")
				other.Close()
			}
			errs <- err
		}()
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if list, err := s.Rulings(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("%+v, %v", list, err)
	}
}

// A ruling on a figure holds for the same figure in every copy of the report: what came
// before and what comes after, as long as they are copies; the last word counts, on
// whichever it was said.
func TestRulingsOnCopies(t *testing.T) {
	s, docs := create(t), read(t, boatText, cutText)
	add := func(docs ...*assay.Doc) {
		t.Helper()
		if _, err := s.Add(t.Context(), docs, stages); err != nil {
			t.Fatal(err)
		}
		if err := s.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	add(docs[0])
	words := shared(t, docs)
	own, copied := figureOf(t, docs[0], words), figureOf(t, docs[1], words)
	says := func(id string) string {
		t.Helper()
		tab, err := s.Query(t.Context(), "figures", "", true)
		if err != nil {
			t.Fatal(err)
		}
		tab = tab.Identified()
		for _, row := range tab.Rows {
			if row[0] == any(id) {
				best, ruled := row[slices.Index(tab.Head, "best")], row[slices.Index(tab.Head, "ruled")]
				return fmt.Sprint(best, " ", ruled != nil)
			}
		}
		return "none"
	}
	was := says(own)
	first := rule(t, s, own, Saying{Verb: Set, Field: "best", Value: "77"})
	add(docs[1])
	if a, b := says(own), says(copied); a != "77 true" || b != a {
		t.Errorf("ruled on, and a copy that came later: %q, %q", a, b)
	}
	if list, err := s.Rulings(t.Context()); err != nil || len(list) != 1 || list[0].Entry != own+" "+copied {
		t.Errorf("%+v, %v", list, err)
	}
	r, err := s.Read(t.Context(), docs[1].ID.String())
	if err != nil || !slices.ContainsFunc(r.Doc.Figures, func(f assay.Figure) bool { return len(f.Ruled) > 0 && f.Ruled[0].Theirs == "77" }) {
		t.Error("shown by itself the copy is not ruled on", err)
	}
	if got := lines(t, s); strings.Count(got, `"theirs":"77"`) != 2 {
		t.Errorf("in JSON: %d", strings.Count(got, `"theirs":"77"`))
	}
	// The copy is the same entry: what is said of it takes the place of what was said before.
	on, err := s.RuleOn(t.Context(), copied, []Saying{{Verb: Set, Field: "best", Value: "78"}}, "", "x")
	if err != nil || !slices.Equal(on.Copies, []string{own}) {
		t.Fatalf("%+v, %v", on, err)
	}
	if a, b := says(own), says(copied); a != "78 true" || b != a {
		t.Errorf("ruled on the copy: %q, %q", a, b)
	}
	if err := s.Undo(t.Context(), first[0]); err == nil {
		t.Error("what was replaced is still there")
	}
	// No copies any more, they say what each of them says.
	two := Ruling{A: docs[0].ID.String(), B: docs[1].ID.String()}
	if err := s.Rule(t.Context(), two); err != nil {
		t.Fatal(err)
	}
	if a, b := says(own), says(copied); a != was || b != "78 true" {
		t.Errorf("apart: %q, %q", a, b)
	}
	if err := s.Unrule(t.Context(), two.A, two.B); err != nil {
		t.Fatal(err)
	}
	// Read back from the file.
	path := s.path
	s.Close()
	if s, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if a, b := says(own), says(copied); a != "78 true" || b != a {
		t.Errorf("after a restart: %q, %q", a, b)
	}
	if err := s.Undo(t.Context(), on.IDs[0]); err != nil {
		t.Fatal(err)
	}
	if a, b := says(own), says(copied); a != "77 true" || b != a {
		t.Errorf("what was said before does not hold again: %q, %q", a, b)
	}
	if err := s.Undo(t.Context(), first[0]); err != nil {
		t.Fatal(err)
	}
	if a, b := says(own), says(copied); a != was || b != was {
		t.Errorf("undone: %q, %q", a, b)
	}
	// With the report its ruling goes from the copies.
	rule(t, s, copied, Saying{Verb: Set, Field: "best", Value: "79"})
	if _, err := s.Remove(t.Context(), []string{docs[1].ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	if a := says(own); a != was {
		t.Errorf("removed: %q", a)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// shared returns the words of a figure that two reports have.
func shared(t *testing.T, docs []*assay.Doc) string {
	t.Helper()
	for _, f := range docs[0].Figures {
		for _, g := range docs[1].Figures {
			if words := f.Quantity.Span.In(docs[0].Text); words == g.Quantity.Span.In(docs[1].Text) && !f.Quantity.Singular && f.Quantity.Best == g.Quantity.Best {
				return words
			}
		}
	}
	t.Fatal("no figure in common")
	return ""
}

// Every field of a figure can be corrected; the listing shows what is said, and whose the
// number is then.
func TestRuleEachField(t *testing.T) {
	s, docs := walls(t)
	union := figureOf(t, docs[1], "25")
	cells := func(names ...string) string {
		t.Helper()
		tab, err := s.Query(t.Context(), "figures", "", true)
		if err != nil {
			t.Fatal(err)
		}
		tab = tab.Identified()
		for _, row := range tab.Rows {
			if row[0] == any(union) {
				var out []string
				for _, name := range names {
					out = append(out, fmt.Sprint(row[slices.Index(tab.Head, name)]))
				}
				return strings.Join(out, " ")
			}
		}
		return "none"
	}
	origin := func() string {
		t.Helper()
		p, err := s.Pile(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Estimates {
			for _, e := range p.Estimates[i].Series {
				if k, _ := e.Figure.Index(); ledger.EntryID(e.Evidence.Report, ledger.ID('f', k)) == union {
					return e.Origin
				}
			}
		}
		return "none"
	}
	for _, c := range []struct{ set, column, want string }{
		{"best=19", "best", "19"}, {"best=1,900", "best", "1900"}, {"place=Karachi", "places", "Karachi"}, {"country=India", "country", "IND"}, {"bound=at_most", "bound", "at_most"}, {"unit=household", "unit", "household"}, {"action=missing", "action", "missing"},
		{"counted=people", "counted", "people"}, {"place=geonames:1174872", "places", "Karachi"}, {"country=IND", "country", "IND"},
		{"begin=2024-01-02", "day_begin", "2024-01-02"}, {"end=2024-03-01", "day_end", "2024-03-01"},
	} {
		field, value, _ := strings.Cut(c.set, "=")
		was := cells(c.column)
		ids := rule(t, s, union, Saying{Verb: Set, Field: field, Value: value})
		if got := cells(c.column); got != c.want {
			t.Errorf("%s: %s is %s, was %s", c.set, c.column, got, was)
		}
		if err := s.Undo(t.Context(), ids[0]); err != nil || cells(c.column) != was {
			t.Errorf("%s: undone, %s is %s, was %s, %v", c.set, c.column, cells(c.column), was, err)
		}
	}
	was := origin()
	for _, c := range []struct{ value, source, want string }{
		{"The police", "The police", "police"}, // who says something else there
		{"none", "<nil>", "report itself"},
		{"the wall", "the wall", "the wall"}, // nobody was read to speak for these words
	} {
		ids := rule(t, s, union, Saying{Verb: Set, Field: "source", Value: c.value})
		if got, by := cells("source"), origin(); got != c.source || !strings.Contains(by, c.want) {
			t.Errorf("source=%s: %s, behind it %s (was %s)", c.value, got, by, was)
		}
		if err := s.Undo(t.Context(), ids[0]); err != nil || origin() != was {
			t.Errorf("source=%s: undone, %s", c.value, origin())
		}
	}
	if list, err := s.Rulings(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("%v, %v", list, err)
	}
}
