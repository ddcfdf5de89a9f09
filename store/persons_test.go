package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay"
)

const quarryText = `The wall of the Brent quarry gave way on Monday night and buried two houses, the police said. At least 14 people were killed and 31 were hurt, most of them in their sleep.

“We heard the hill before we saw it,” said Petra Solberg, a nurse who ran out with her children. She said that 9 of her neighbors were missing.

Clara Holm, the mayor of Brent, said on Tuesday that 200 people had been moved to a school above the river, and that nobody would be allowed to go back before the slope had been inspected.

`

const quarryTail = `Ms. Holm said that 40 houses stood on ground that the quarry had hollowed out over thirty years. Ms. Solberg said that 6 of them had cracks that a hand could be put in.

The company that owns the quarry said in a statement that it had followed every rule, that its engineers had measured the wall in May and found it sound, and that it would help the families of the dead.
`

// Who is named in a report's rows depends on its story, and changes with it.
func TestRowsFollowTheStory(t *testing.T) {
	s := create(t)
	sources := func(doc *assay.Doc, names bool) string {
		t.Helper()
		got, err := s.Query(t.Context(), "claims", "", names)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		report, source, content := slices.Index(got.Head, "report"), slices.Index(got.Head, "source"), slices.Index(got.Head, "content")
		for _, row := range got.Rows {
			if row[report] == doc.ID.String() && strings.Contains(fmt.Sprint(row[content]), "that ") {
				out = append(out, fmt.Sprint(row[source]))
			}
		}
		return strings.Join(out, "; ")
	}
	whole, cut := read(t, quarryText+quarryTail)[0], read(t, quarryTail)[0]
	add := func(doc *assay.Doc) {
		t.Helper()
		if _, err := s.Add(t.Context(), []*assay.Doc{doc}, stages); err != nil {
			t.Fatal(err)
		}
	}
	add(cut)
	alone := sources(cut, false)
	if strings.Contains(alone, "Holm") || strings.Contains(alone, "Solberg") {
		t.Errorf("of one who is not introduced the sources are %s", alone)
	}
	add(whole)
	together := sources(cut, false)
	if !strings.Contains(together, "Holm") || !strings.Contains(together, "a nurse") || strings.Contains(together, "Solberg") {
		t.Errorf("with the report that introduces them the sources are %s", together)
	}
	if got := sources(cut, true); !strings.Contains(got, "Solberg") {
		t.Errorf("with names they are %s", got)
	}
	for query, found := range map[string]bool{"holm": true, "solberg": false, "nurse": true} {
		for _, table := range []string{"claims", "figures"} {
			if got, err := s.Query(t.Context(), table, query, false); err != nil || len(got.Rows) > 0 != found && table == "claims" || len(got.Rows) > 0 && !found {
				t.Errorf("%s %s: %d rows, %v", table, query, len(got.Rows), err)
			}
		}
	}
	if err := s.Rule(t.Context(), Ruling{A: whole.ID.String(), B: cut.ID.String()}); err != nil {
		t.Fatal(err)
	}
	if got := sources(cut, false); got != alone {
		t.Errorf("ruled to be two stories the sources are %s, and were %s", got, alone)
	}
	if err := s.Unrule(t.Context(), whole.ID.String(), cut.ID.String()); err != nil {
		t.Fatal(err)
	}
	if got := sources(cut, false); got != together {
		t.Errorf("one story again the sources are %s, and were %s", got, together)
	}
	if _, err := s.Remove(t.Context(), []string{whole.ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	if got := sources(cut, false); got != alone {
		t.Errorf("without the other report the sources are %s, and were %s", got, alone)
	}
}

// A ledger whose rows were laid with an older mask lays them anew, and a title
// gives no name away.
func TestOlderMask(t *testing.T) {
	s := create(t)
	docs := read(t, quarryText+quarryTail)
	docs[0].Title = "Petra Solberg saw the hill"
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	before := rowsOf(t, s)
	for _, q := range []string{
		"UPDATE made SET version = 0 WHERE what = 'masks'",
		`UPDATE claim_rows SET "rows" = '[]'`, `UPDATE reports SET persons = '[]'`,
	} {
		harm(t, s, q)
	}
	if _, err := s.db.Exec("UPDATE reports SET digest = NULL"); err != nil {
		t.Fatal(err)
	}
	err := s.transact(t.Context(), func(tx *txn) error {
		_, cells, _, _, err := sealedReports.scan(tx.QueryRow(sealedReports.read()))
		if err != nil {
			return err
		}
		if err := tx.put(t.Context(), sealedReports, 1, cells...); err != nil {
			return err
		}
		return tx.recount(t.Context(), sealedReports)
	})
	if err != nil {
		t.Fatal(err)
	}
	if after := rowsOf(t, s); after != before {
		t.Errorf("laid anew:\n%s\nwant\n%s", after, before)
	}
	for names, want := range map[bool]int{false: 0, true: 1} {
		if got, err := s.Query(t.Context(), "stories", "solberg", names); err != nil || len(got.Rows) != want {
			t.Errorf("stories by a private name in the title, names %v: %d rows, %v", names, len(got.Rows), err)
		}
	}
}

func rowsOf(t *testing.T, s *Store) string {
	t.Helper()
	var out strings.Builder
	for _, table := range []string{"claims", "figures", "movements"} {
		for _, names := range []bool{false, true} {
			got, err := s.Query(t.Context(), table, "", names)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&out, got.Rows, got.Search)
		}
	}
	return out.String()
}
