package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/journal"
)

// kept makes a ledger of all kinds of things, and returns its path, its reports and two
// checkpoints, one from the middle and one from the end.
func kept(t *testing.T) (path string, docs []*assay.Doc, points []journal.Checkpoint) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "whole.db")
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	docs = pile(t, 8)
	if _, err := s.Take(t.Context(), Batch{Docs: docs[:5], Failed: []Failed{{"x.txt", []byte("%PDF-1"), "a PDF file"}}}, stages); err != nil {
		t.Fatal(err)
	}
	point := func() {
		c, err := s.Checkpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		points = append(points, c)
	}
	point()
	if _, err := s.Add(t.Context(), docs[5:], stages); err != nil {
		t.Fatal(err)
	}
	if err := s.Rule(t.Context(), Ruling{A: docs[0].ID.String(), B: docs[1].ID.String(), Why: "two desks"}); err != nil {
		t.Fatal(err)
	}
	if err := s.NoteNames(t.Context(), "export"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Remove(t.Context(), []string{docs[7].ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	lines(t, s) // stories and estimates too
	point()
	return path, docs, points
}

// forge makes the digests of a table and its sum anew, as one does who knows how.
func forge(t *testing.T, s *Store, of *sealed) {
	t.Helper()
	err := s.transact(t.Context(), func(tx *txn) error {
		list, err := numbers(t.Context(), tx, "SELECT n FROM "+of.name)
		if err != nil {
			return err
		}
		for _, n := range list {
			_, _, d, _, err := of.scan(tx.QueryRowContext(t.Context(), of.read()+" WHERE n = ?", n))
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(t.Context(), "UPDATE "+of.name+" SET digest = ? WHERE n = ?", d[:], n); err != nil {
				return err
			}
		}
		return tx.recount(t.Context(), of)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// relog makes the log anew of the entries that are there, with their head.
func relog(t *testing.T, s *Store) {
	t.Helper()
	err := s.transact(t.Context(), func(tx *txn) error {
		h, err := headOf(t.Context(), tx)
		if err != nil {
			return err
		}
		var all []journal.Entry
		if err := eachLogged(t.Context(), tx, func(e *journal.Entry) error { all = append(all, *e); return nil }); err != nil {
			return err
		}
		if _, err := tx.ExecContext(t.Context(), "DELETE FROM journal"); err != nil {
			return err
		}
		tx.journal = &journal.Head{Origin: h.Origin}
		for i, e := range all {
			again := journal.New(int64(i), e.At, e.What, e.Statement)
			tx.journal.Append(again.Leaf())
			if err := tx.putEntry(t.Context(), &again); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever is altered in a ledger, also by one who makes its digests anew, is named.
func TestPlantedCorruptionsAreNamed(t *testing.T) {
	path, docs, points := kept(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	id := func(i int) string { return docs[i].ID.String() }
	claims, figures, movements := sealedRows["claims"], sealedRows["figures"], sealedRows["movements"]
	plants := []struct {
		sql   string    // what is done
		forge []*sealed // whose digests are made anew
		named string    // what is to be said
	}{
		// Bytes and inputs.
		{"UPDATE raw SET bytes = zeroblob(9) WHERE digest = (SELECT raw FROM inputs WHERE n = 2)", nil, "(b.txt): they are not those of their hash"},
		{"UPDATE raw SET bytes = (SELECT bytes FROM raw WHERE digest = (SELECT raw FROM inputs WHERE n = 3)) WHERE digest = (SELECT raw FROM inputs WHERE n = 4)", nil, "(d.txt): they are not those of their hash"},
		{"UPDATE raw SET size = size - 1 WHERE digest = (SELECT raw FROM inputs WHERE n = 1)", nil, "(a.txt): they are not those of their hash"},
		{"DELETE FROM raw WHERE digest = (SELECT raw FROM inputs WHERE n = 3)", nil, "(c.txt): they are gone"},
		{"INSERT INTO raw (digest, size, bytes) VALUES (zeroblob(32), 1, x'00')", nil, "raw bytes 0000"},
		{"UPDATE inputs SET path = 'z.txt' WHERE n = 2", nil, "input 2 of report " + id(1) + ": it is not as it was written"},
		{"UPDATE inputs SET path = 'z.txt' WHERE n = 2", []*sealed{sealedInputs}, "input z.txt: it is not what was entered in the log"},
		{"UPDATE inputs SET raw = (SELECT raw FROM inputs WHERE n = 3) WHERE n = 2", []*sealed{sealedInputs}, id(1) + " (b.txt): its id is not that of its address and bytes"},
		{"UPDATE inputs SET at = '2020-01-01T00:00:00Z' WHERE n = 4", []*sealed{sealedInputs}, "input d.txt: it is not what was entered"},
		{"UPDATE inputs SET reason = 'none' WHERE report = ''", []*sealed{sealedInputs}, "input x.txt: it is not what was entered"},
		{"DELETE FROM inputs WHERE n = 4", nil, "input 4 of report " + id(3) + ": it is gone"},
		{"DELETE FROM inputs WHERE report = ''", []*sealed{sealedInputs}, "it is gone without having been taken out (inputs)"},
		{"INSERT INTO inputs (n, path, report, size, at, digest) VALUES (99, 'y.txt', '', 0, '', x'00')", []*sealed{sealedInputs}, "input y.txt: the log does not know it"},
		// Reports and their entries.
		{"UPDATE reports SET line = replace(line, 'Halima', 'Halema') WHERE n = 4", nil, id(3) + " (d.txt): it is not as it was written"},
		{"UPDATE reports SET line = replace(line, 'Halima', 'Halema') WHERE n = 4", []*sealed{sealedReports}, id(3) + " (d.txt): it is not what was entered in the log"},
		{"UPDATE reports SET line = replace(line, '\"text\":\"At least', '\"text\":\"At most') WHERE n = 1", []*sealed{sealedReports}, id(0) + " (a.txt): an entry does not quote it"},
		{"UPDATE reports SET line = json_replace(line, '$.figures[0].span[0]', 1) WHERE n = 3", []*sealed{sealedReports}, id(2) + " (c.txt): an entry does not quote it"},
		{"UPDATE reports SET line = json_replace(line, '$.figures[0].low', 900) WHERE n = 3", []*sealed{sealedReports}, id(2) + " (c.txt): it is not what was entered in the log"},
		{"UPDATE reports SET line = json_remove(line, '$.claims[0]') WHERE n = 3", []*sealed{sealedReports}, id(2) + " (c.txt): it is not what was entered in the log"},
		{"UPDATE reports SET stages = 'clean.1' WHERE n = 1", []*sealed{sealedReports}, id(0) + " (a.txt): it is not what was entered in the log"},
		{"UPDATE reports SET title = 'Another' WHERE n = 1", []*sealed{sealedReports}, id(0) + ` (a.txt): its title is "Another"`},
		{"UPDATE reports SET persons = '{\"own\":[]}' WHERE n = 4", []*sealed{sealedReports}, id(3) + " (d.txt): who is named in it is not who is kept"},
		{"UPDATE reports SET id = 'sha256:' || substr(replace(id, 'sha256:', ''), 2) || '0' WHERE n = 4", []*sealed{sealedReports}, " (d.txt): a story has it, and it is not there|it is not what was entered in the log"},
		{"PRAGMA foreign_keys = 0; DELETE FROM reports WHERE n = 5", []*sealed{sealedReports}, id(4) + " (e.txt): it is gone without having been taken out"},
		// What is made of them.
		{"UPDATE claim_rows SET rows = replace(rows, 'brakes', 'breaks') WHERE n = 4", nil, "claims of report 4: they are not as they were written"},
		{"UPDATE claim_rows SET rows = replace(rows, 'brakes', 'breaks') WHERE n = 4", []*sealed{claims}, id(3) + " (d.txt): its claims are not those of its line"},
		{"UPDATE figure_rows SET rows = '[]' WHERE n = 3", []*sealed{figures}, id(2) + " (c.txt): its figures are not those of its line"},
		{"DELETE FROM figure_rows WHERE n = 3", []*sealed{figures}, id(2) + " (c.txt): its figures are gone"},
		{"UPDATE movement_rows SET rows = '[[0,null,\"\",\"\"]]' WHERE n = 3", []*sealed{movements}, id(2) + " (c.txt): its movements are not those of its line"},
		{"UPDATE told SET bytes = (SELECT bytes FROM told WHERE n = 2) WHERE n = 3", []*sealed{sealedTold}, id(2) + " (c.txt): what it tells is not what its line tells"},
		{"DELETE FROM told WHERE n = 3", nil, "the sum of the rows is not that"},
		{"UPDATE story_rows SET line = replace(line, 'null', '\"AP\"') WHERE n = 1", nil, "story 1: it is not as it was written"},
		{"DELETE FROM story_rows WHERE n = (SELECT story FROM story_of WHERE n = 3)", []*sealed{sealedStories}, id(2) + " (c.txt): it is in no story"},
		{"UPDATE story_of SET story = 1 WHERE n = 3", nil, id(2) + " (c.txt): the way to its story leads elsewhere"},
		{"UPDATE estimate_rows SET line = replace(line, '\"low\":', '\"low\":9') WHERE n = (SELECT min(n) FROM estimate_rows)", []*sealed{sealedTotals}, "estimates: "},
		{"DELETE FROM event_rows WHERE n = (SELECT max(n) FROM event_rows)", []*sealed{sealedEvents}, "events: "},
		{"UPDATE cards SET words = words + 1 WHERE n = 2", nil, "card of report 2"},
		// Rulings.
		{"UPDATE rulings SET theirs = 'together'", []*sealed{sealedRulings}, "ruling 1: it is not what was entered in the log"},
		{"UPDATE rulings SET why = NULL", nil, "ruling 1: it is not as it was written"},
		{"DELETE FROM rulings", []*sealed{sealedRulings}, "ruling 1: it is gone without having been taken out"},
		// The log.
		{"DELETE FROM journal WHERE n = 7", nil, "log entry 7: it is gone"},
		{"DELETE FROM journal WHERE what = 'names'", nil, "it is gone, with all before"},
		{"DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)", nil, "log: it has"},
		{"UPDATE journal SET stated = (SELECT stated FROM journal WHERE n = 0) WHERE what = 'names'", nil, "what it states is not what was entered"},
		{"UPDATE journal SET at = '2020-01-01T00:00:00Z' WHERE n = 3", nil, "log: its entries are not those of which its head is"},
		{"UPDATE journal SET salt = NULL, stated = NULL WHERE what = 'names'", nil, "no entry says that it was erased"},
		{"UPDATE journal_head SET size = size + 1", nil, "log: its head is damaged"},
		{"DELETE FROM journal_head", nil, "log: its head is damaged or gone"},
		{"DELETE FROM journal WHERE what = 'names'", []*sealed{nil}, "log: its first"}, // made anew, as one does who knows how
		{"DELETE FROM journal WHERE n >= 8", []*sealed{nil}, "when the checkpoint was made"},
	}
	if len(plants) < 40 {
		t.Fatalf("%d plants", len(plants))
	}
	for i, p := range plants {
		bad := filepath.Join(t.TempDir(), "bad.db")
		if err := os.WriteFile(bad, whole, 0o666); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), bad)
		if err != nil {
			t.Fatal(err)
		}
		var before int
		_ = s.db.QueryRow("SELECT total_changes()").Scan(&before)
		harm(t, s, p.sql)
		var after int
		_ = s.db.QueryRow("SELECT total_changes()").Scan(&after)
		if after == before {
			t.Errorf("%s: changes nothing", p.sql)
		}
		for _, of := range p.forge {
			if of == nil {
				relog(t, s)
			} else {
				forge(t, s, of)
			}
		}
		v, err := s.Verify(t.Context(), points)
		if err != nil {
			t.Errorf("%s: %v", p.sql, err)
			continue
		}
		said := ""
		for _, w := range v.Wrong {
			said += w.Where + ": " + w.What + "\n"
		}
		for _, part := range strings.Split(p.named, "|") {
			if !strings.Contains(said, part) {
				t.Errorf("%d %s, forged %d: %q is not said, but\n%s", i, p.sql, len(p.forge), part, said)
			}
		}
		if n := len(v.Wrong); n > 12 {
			t.Errorf("%s: %d things are said to be wrong\n%s", p.sql, n, said)
		}
		s.Close()
	}
	t.Logf("%d corruptions planted", len(plants))
}

// A ledger that nobody altered has nothing wrong, and its log goes on from where it was.
func TestWholeLedgerIsVerified(t *testing.T) {
	path, docs, points := kept(t)
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	check := func(when string) {
		t.Helper()
		v, err := s.Verify(t.Context(), points)
		if err != nil || len(v.Wrong) > 0 || len(v.Skipped) > 0 {
			t.Errorf("%s: %v, %v, %v", when, v.Wrong, v.Skipped, err)
		}
		if v.Reports != 7 || v.Inputs != 8 || v.Entries < 20 || v.Checkpoint.Size < points[1].Size {
			t.Errorf("%s: %+v", when, v)
		}
	}
	check("made")
	readAgain(t, s, docs[2].ID.String())
	lines(t, s)
	check("read again")
	if err := s.Unrule(t.Context(), docs[0].ID.String(), docs[1].ID.String()); err != nil {
		t.Fatal(err)
	}
	lines(t, s)
	check("unruled")
	harm(t, s, "UPDATE reports SET line = replace(line, 'Halima', 'Halema') WHERE n = 4; DELETE FROM inputs WHERE report = ''")
	if v, err := s.Verify(t.Context(), points); err != nil || len(v.Wrong) == 0 {
		t.Errorf("damaged: %v", err)
	}
	readAgain(t, s, docs[3].ID.String())
	lines(t, s)
	v, err := s.Verify(t.Context(), points)
	if err != nil || len(v.Wrong) > 0 {
		t.Errorf("mended: %v, %v", v.Wrong, err)
	}
	// Another checkpoint is not of this log.
	other := points[0]
	other.Origin = "assay/0000000000000000"
	if v, err := s.Verify(t.Context(), []journal.Checkpoint{other}); err != nil || !strings.Contains(fmt.Sprint(v.Wrong), "of another log") {
		t.Errorf("the checkpoint of another log: %v, %v", v.Wrong, err)
	}
}
