package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/copies"
	"assay/journal"
)

// kept makes a ledger of all kinds of things, and returns its path, its reports and two
// checkpoints, one from the middle and one from the end.
func kept(t *testing.T) (path string, docs []*assay.Doc, points []journal.Checkpoint) {
	t.Helper()
	path = newPlace(t, "whole.db")
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	docs = pile(t, 8)
	if _, err := s.Take(t.Context(), Batch{Docs: docs[:5], Failed: []Failed{{Path: "x.txt", Raw: []byte("%PDF-1"), Reason: "a PDF file"}}}, stages); err != nil {
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
			query := "UPDATE " + of.name + " SET digest = ?1 WHERE n = ?2"
			if of.ofFound() && s.dialect == ofSQLite {
				query = "INSERT INTO " + of.name + " (n, " + of.list() + ", digest) SELECT n, " + of.list() + ", ?1 FROM " + of.name + " WHERE n = ?2"
			}
			if _, err := tx.ExecContext(t.Context(), query, d[:], n); err != nil {
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

// A planted corruption.
type planted struct {
	sql   string    // what is done
	forge []*sealed // whose digests are made anew
	named string    // what is to be said
}

// ofSQLiteAlone is what cannot be done to a ledger on a server, or not in these words.
var ofSQLiteAlone = regexp.MustCompile(`PRAGMA|json_|rowid|sqlite|search_d|INTO search|TRIGGER|VIEW|x'|kin$|replace\(line`)

// copyOf makes a copy of a whole ledger, and returns where it is.
func copyOf(t *testing.T, path string) string {
	t.Helper()
	bad := newPlace(t, "bad.db")
	if served() {
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		to, err := s.Transfer(t.Context(), bad)
		if err != nil {
			t.Fatal(err)
		}
		if err := to.Close(); err != nil {
			t.Fatal(err)
		}
		return bad
	}
	whole, err := os.ReadFile(path)
	if err := errors.Join(err, os.WriteFile(bad, whole, 0o666), os.CopyFS(bad+"-index", os.DirFS(path+"-index"))); err != nil {
		t.Fatal(err)
	}
	return bad
}

// Whatever is altered in a ledger, also by one who makes its digests anew, is named.
func TestPlantedCorruptionsAreNamed(t *testing.T) {
	path, docs, points := kept(t)
	id := func(i int) string { return docs[i].ID.String() }
	claims, figures, movements := sealedRows["claims"], sealedRows["figures"], sealedRows["movements"]
	plants := []planted{
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
		{"DELETE FROM cards WHERE n = 2", nil, "card of report 2: it is gone"},
		{"UPDATE cards SET keys = (SELECT keys FROM cards WHERE n = 3) WHERE n = 1", nil, "card of report 1: it is not as it was written"},
		{"UPDATE pairs SET packed = zeroblob(length(packed)) WHERE kin", nil, "comparison of reports"},
		{"DELETE FROM pairs WHERE kin", nil, "and no comparison does"},
		{"UPDATE postings SET name = name || 'x'", nil, "not looked at: copies: the folder"},
		{"UPDATE reports SET persons = json_set(persons, '$.with', '0011223344556677') WHERE n = 3", []*sealed{sealedReports}, id(2) + " (c.txt): it is masked with others"},
		// The index of words.
		{"DELETE FROM search WHERE rowid = (SELECT at FROM search_rows WHERE n = 3)", nil, id(2) + " (c.txt): no search finds it"},
		{"INSERT INTO search (rowid, text) VALUES (77, 'phantom')", nil, "search: the index has words of report 77, which is not there"},
		{"INSERT INTO search (rowid, text) SELECT at + (1 << 32), 'again' FROM search_rows WHERE n = 3", nil, "search: the index has words of report 3 twice"},
		{"CREATE TEMP TABLE was AS SELECT at FROM search_rows WHERE n = 3; DELETE FROM search WHERE rowid = (SELECT at FROM was); INSERT INTO search (rowid, text) SELECT at, 'other words' FROM was", nil, id(2) + " (c.txt): the words by which it is searched are not those of its line"},
		{"DELETE FROM search_docsize WHERE id = (SELECT at FROM search_rows WHERE n = 3)", nil, id(2) + " (c.txt): no search finds it"},
		{"UPDATE search_data SET block = zeroblob(length(block)) WHERE length(block) = (SELECT max(length(block)) FROM search_data)", nil, "search"},
		{"DELETE FROM search_data WHERE length(block) = (SELECT max(length(block)) FROM search_data)", nil, "search"},
		{"DELETE FROM search_data WHERE id = 10", nil, "search"},
		{"UPDATE search_data SET block = CAST(substr(block, 1, instr(block, CAST('rakes' AS BLOB)) - 1) || 'reaks' || substr(block, instr(block, CAST('rakes' AS BLOB)) + 5) AS BLOB) WHERE instr(block, CAST('rakes' AS BLOB)) > 0", nil, "the words by which it is searched are not those of its line"},
		{"UPDATE search_rows SET title = 'Another' WHERE n = 3", nil, "search of report 3: it is not as it was written"},
		{"UPDATE search_rows SET title = 'Another' WHERE n = 3", []*sealed{sealedSearch}, id(2) + " (c.txt): how it is shown in a search is not what its line says"},
		{"UPDATE search_rows SET hidden = '[]' WHERE n = 4", []*sealed{sealedSearch}, id(3) + " (d.txt): how it is shown in a search is not what its line says"},
		{"DELETE FROM search_rows WHERE n = 3", []*sealed{sealedSearch}, id(2) + " (c.txt): how it is shown in a search is gone"},
		{"DELETE FROM search_rows WHERE n = 3", nil, "search: the sum of the rows is not that"},
		// What says what is made, how much there is, and what there is at all.
		{"DELETE FROM sums WHERE what = 'reports'", nil, "reports: the sum of its rows is not that"},
		{"UPDATE sums SET rows = rows + 1 WHERE what = 'told'", nil, "told: the sum of the rows is not that"},
		{"UPDATE sums SET digest = zeroblob(32) WHERE what = 'inputs'", nil, "inputs: the sum of its rows is not that"},
		{"UPDATE made SET version = 0 WHERE what = 'search'", nil, "not looked at: search"},
		{"UPDATE made SET version = 0 WHERE what = 'masks'", nil, "not looked at: claims, figures, movements"},
		{"UPDATE made SET version = 0 WHERE what = 'copies'", nil, "not looked at: stories"},
		{"DELETE FROM made WHERE what = 'estimates'", nil, "not looked at: events and estimates"},
		{"UPDATE sqlite_sequence SET seq = 1 WHERE name = 'reports'", nil, "reports: the number 8 was given, and would be given again"},
		{"CREATE TRIGGER later AFTER INSERT ON reports BEGIN DELETE FROM rulings; END", nil, "tables: trigger later is none of a ledger's"},
		{"DROP VIEW log; CREATE VIEW log AS SELECT 1", nil, "tables: view log is gone, or is another"},
		{"DROP INDEX inputs_report", nil, "tables: index inputs_report is gone"},
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
	if len(plants) < 40 && !served() {
		t.Fatalf("%d plants", len(plants))
	}
	if served() {
		plants = slices.DeleteFunc(plants, func(p planted) bool { return ofSQLiteAlone.MatchString(p.sql) })
		for i := range plants { // each takes a second there
			if 6*i < len(plants) {
				plants[i] = plants[6*i]
			}
		}
		plants = plants[:len(plants)/6]
		plants = append(plants, []planted{
			{"DELETE FROM search WHERE at = (SELECT at FROM search_rows WHERE n = 3)", nil, id(2) + " (c.txt): no search finds it"},
			{"INSERT INTO search (at, words) VALUES (77, 'aphantom:1')", nil, "search: the index has words of report 77, which is not there"},
			{"UPDATE search SET words = strip(words) WHERE at = (SELECT at FROM search_rows WHERE n = 3)", nil, id(2) + " (c.txt): the words by which it is searched are not those of its line"},
			{"UPDATE given SET seq = 1 WHERE name = 'reports'", nil, "reports: the number 8 was given, and would be given again"},
			{"ALTER TABLE reports DROP COLUMN url", nil, "tables: column reports.url is gone"},
			{"DROP TRIGGER give ON inputs", nil, "tables: trigger inputs.give is gone"},
			{"CREATE TABLE letters (a text)", nil, "tables: column letters.a is none of a ledger's"},
		}...)
	}
	for i, p := range plants {
		bad := copyOf(t, path)
		s, err := Open(t.Context(), bad)
		if err != nil {
			t.Fatal(err)
		}
		var before int
		_ = s.db.QueryRow("SELECT total_changes()").Scan(&before)
		harm(t, s, p.sql)
		var after int
		_ = s.db.QueryRow("SELECT total_changes()").Scan(&after)
		if !served() && after == before && !strings.Contains(p.sql, "CREATE ") && !strings.Contains(p.sql, "DROP ") {
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
		for _, s := range v.Skipped {
			said += "not looked at: " + s + "\n"
		}
		for _, w := range v.Wrong {
			said += w.Where + ": " + w.What + "\n"
		}
		for _, part := range strings.Split(p.named, "|") {
			if !strings.Contains(said, part) {
				t.Errorf("%d %s, forged %d: %q is not said, but\n%s", i, p.sql, len(p.forge), part, said)
			}
		}
		if n := len(v.Wrong); n > 15 {
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
	if s.dialect == ofSQLite {
		s.Close()
		if s, err = open(t.Context(), path, alone, false); err != nil { // as where nothing can be written
			t.Fatal(err)
		}
		defer s.Close()
	}
	if v, err := s.Verify(t.Context(), points); err != nil || len(v.Wrong)+len(v.Skipped) > 0 {
		t.Errorf("read alone: %v, %v, %v", v.Wrong, v.Skipped, err)
	}
	// Another checkpoint is not of this log.
	other := points[0]
	other.Origin = "assay/0000000000000000"
	if v, err := s.Verify(t.Context(), []journal.Checkpoint{other}); err != nil || !strings.Contains(fmt.Sprint(v.Wrong), "of another log") {
		t.Errorf("the checkpoint of another log: %v, %v", v.Wrong, err)
	}
}

// plantedIn makes a copy of a whole ledger with its files, has something done to it, and
// returns what verify says of it then, a line each, and what the ledger answers.
func plantedIn(t *testing.T, path string, plant func(bad string)) (said, all string) {
	t.Helper()
	bad := filepath.Join(t.TempDir(), "bad.db")
	whole, err := os.ReadFile(path)
	if err := errors.Join(err, os.WriteFile(bad, whole, 0o666), os.CopyFS(bad+"-index", os.DirFS(path+"-index"))); err != nil {
		t.Fatal(err)
	}
	plant(bad)
	s, err := Open(t.Context(), bad)
	if err != nil {
		return "refused: " + err.Error(), ""
	}
	defer s.Close()
	v, err := s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range v.Skipped {
		said += "not looked at: " + s + "\n"
	}
	for _, w := range v.Wrong {
		said += w.Where + ": " + w.What + "\n"
	}
	_, all, err = linesOf(t, bad)
	if err != nil && said == "" {
		t.Errorf("it is verified, and then %v", err)
	}
	log, err := s.Log(t.Context())
	if err != nil && said == "" {
		t.Errorf("it is verified, and then %v", err)
	}
	return said, all + fmt.Sprint(log)
}

// at writes bytes into a file.
func at(t *testing.T, path string, offset int64, b []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt(b, offset)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// What is altered where no row stands is named too, or alters no answer.
func TestPlantedInFiles(t *testing.T) {
	ofFiles(t, "bytes of files")
	const page = pageSize
	path, docs, _ := kept(t)
	_, all := plantedIn(t, path, func(string) {})
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	do := func(sql string, args ...any) func(string) {
		return func(bad string) {
			s, err := Open(t.Context(), bad)
			if err == nil {
				_, err = s.db.Exec(sql, args...)
				s.Close()
			}
			if err != nil {
				t.Fatal(sql, err)
			}
		}
	}
	trunk := int64(binary.BigEndian.Uint32(whole[32:])) // of the list of free pages
	if trunk == 0 || binary.BigEndian.Uint32(whole[page*(trunk-1)+4:]) == 0 {
		t.Fatal("no page is free")
	}
	leaf := int64(binary.BigEndian.Uint32(whole[page*(trunk-1)+8:]))
	first := func(bad, pattern string) string {
		found, _ := filepath.Glob(bad + pattern)
		if len(found) == 0 {
			t.Fatal("no " + pattern)
		}
		return found[0]
	}
	card := copies.NewCard(docs[2])
	keys, sum := keysOf(1, card)
	for name, p := range map[string]struct {
		plant func(string)
		named string // "": it alters no answer
	}{
		"the version":                     {do("PRAGMA user_version = 99"), "refused: "},
		"whose file it is":                {do("PRAGMA application_id = 7"), "refused: "},
		"the first bytes":                 {func(bad string) { at(t, bad, 0, []byte("XQLite")) }, "refused: "},
		"the size of pages":               {func(bad string) { at(t, bad, 16, []byte{2, 0}) }, "refused: "},
		"the tables":                      {func(bad string) { at(t, bad, 100, make([]byte, page-100)) }, "refused: "},
		"how many are free":               {func(bad string) { at(t, bad, 39, []byte{whole[39] + 1}) }, "structure of the file"},
		"the list of the free":            {func(bad string) { at(t, bad, page*(trunk-1), []byte{0, 0, 0, 2}) }, "structure of the file"},
		"a free page":                     {func(bad string) { at(t, bad, page*(leaf-1), bytes.Repeat([]byte("x"), page)) }, ""},
		"behind the end":                  {func(bad string) { at(t, bad, int64(len(whole)), make([]byte, page)) }, ""},
		"the last page":                   {func(bad string) { os.Truncate(bad, int64(len(whole)-page)) }, "refused: "},
		"garbage as a log":                {func(bad string) { at(t, bad+"-wal", 0, bytes.Repeat([]byte("x"), 9000)) }, ""},
		"a byte of postings":              {func(bad string) { at(t, first(bad, "-index/*"), 60, []byte("x")) }, "copies: "},
		"the head of postings":            {func(bad string) { at(t, first(bad, "-index/*"), 0, []byte("x")) }, "copies: "},
		"a file of postings":              {func(bad string) { os.Remove(first(bad, "-index/*")) }, "not looked at: copies"},
		"another file there":              {func(bad string) { at(t, bad+"-index/other", 0, []byte("x")) }, ""},
		"another report's card":           {do("UPDATE cards SET words = ?, whole = ?, keys = ?, agency = ?, appeared = ?, digest = ? WHERE n = 1", card.Words, int64(card.Whole), keys, card.Agency, card.Appeared.String(), sum[:]), "card of report 1: it is not that of the report"},
		"which keys are common":           {do("INSERT INTO common (key) VALUES (7)"), ""},
		"what is not kin":                 {do("DELETE FROM pairs WHERE NOT kin"), ""},
		"what was taken out of the index": {do("UPDATE search_data SET block = zeroblob(length(block)) WHERE id >= 1 << 53"), ""}, // here it has the same words
		"statistics":                      {do("ANALYZE"), ""},
	} {
		said, is := plantedIn(t, path, p.plant)
		switch {
		case p.named != "" && !strings.Contains(said, p.named):
			t.Errorf("%s: %q is not said, but\n%s", name, p.named, said)
		case p.named == "" && (said != "" || is != all):
			t.Errorf("%s: it is to be no harm, and\n%s", name, said)
		}
	}
}

// Whichever byte of a ledger is another, verify names something, or nothing is altered.
func TestEveryPageIsVerified(t *testing.T) {
	ofFiles(t, "bytes of files")
	const page, seed = pageSize, 17
	path, _, _ := kept(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, all := plantedIn(t, path, func(string) {})
	r := rand.New(rand.NewPCG(seed, 0))
	step, rounds, named := 9, 1, 0
	if os.Getenv("ASSAY_LONG") != "" {
		step, rounds = 1, 6
	}
	tried := 0
	for n := 0; n < rounds*len(whole)/page; n += step {
		k := n % (len(whole) / page)
		i := k*page + r.IntN(page)
		said, is := plantedIn(t, path, func(bad string) { at(t, bad, int64(i), []byte{whole[i] ^ byte(1+r.IntN(255))}) })
		tried++
		switch {
		case said != "":
			named++
		case is != all:
			t.Errorf("seed %d, byte %d, page %d: nothing is said, and the ledger is another", seed, i, k+1)
		}
	}
	t.Logf("seed %d: of %d bytes that are others %d are named, the rest alter nothing", seed, tried, named)
}
