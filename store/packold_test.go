package store

import (
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/journal"
	"assay/table"
)

// unzipped is a file as it was before it was packed, in a folder of its own.
func unzipped(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, b, 0o640); err != nil {
		t.Fatal(err)
	}
	return path
}

// oldLedger is a ledger of version 10, which an assay of then made of testdata/demo; change is
// done to it.
func oldLedger(t *testing.T, change string) (path string, lines map[string]string) {
	t.Helper()
	path = unzipped(t, "testdata/v10.db.gz")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(change); err != nil {
		t.Fatal(err)
	}
	lines = map[string]string{}
	for _, query := range []string{"SELECT 'report ' || n, line || marks || stages FROM reports", "SELECT 'claims ' || n, rows FROM claim_rows", "SELECT 'figures ' || n, rows FROM figure_rows",
		"SELECT 'movements ' || n, rows FROM movement_rows", "SELECT 'story ' || n, line || rows FROM story_rows", "SELECT 'log ' || n, statement FROM journal"} {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var name, text string
			if err := rows.Scan(&name, &text); err != nil {
				t.Fatal(err)
			}
			lines[name] = text
		}
		if rows.Close(); rows.Err() != nil {
			t.Fatal(rows.Err())
		}
	}
	return path, lines
}

// A ledger in which nothing was packed is packed, and says what it said, log and digests
// included.
func TestPackOld(t *testing.T) {
	path, was := oldLedger(t, "")
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Backup == "" {
		t.Error("no backup")
	}
	is := map[string]string{}
	read := func(of *sealed, name string, what func(cells []any) string) {
		bad, lost, err := of.eachRow(t.Context(), s.db, func(n int64, cells []any) error {
			is[fmt.Sprint(name, " ", n)] = what(cells)
			return nil
		})
		if err != nil || lost || len(bad) > 0 {
			t.Errorf("%s: %v, %v, %v", of.name, bad, lost, err)
		}
	}
	read(sealedReports, "report", func(c []any) string { return fmt.Sprint(c[9], c[8], c[7]) })
	for _, name := range rowTables {
		read(sealedRows[name], name, func(c []any) string { return c[0].(string) })
	}
	read(sealedStories, "story", func(c []any) string { return fmt.Sprint(c[3], c[2]) })
	err = eachLogged(t.Context(), s.db, func(e *journal.Entry) error {
		is[fmt.Sprint("log ", e.N)] = string(e.Statement)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(was) < 30 || len(is) != len(was) {
		t.Errorf("%d rows are %d", len(was), len(is))
	}
	for name, text := range was {
		if is[name] != text {
			t.Errorf("%s was\n%.200s\nand is\n%.200s", name, text, is[name])
		}
	}
	v, err := s.Verify(t.Context(), nil)
	// What is read by newer stages may tell otherwise: that is not what is moved here.
	if v.Wrong = slices.DeleteFunc(v.Wrong, func(w Wrong) bool {
		return strings.Contains(w.What, "of its line") || strings.Contains(w.What, "its line tells")
	}); err != nil || len(v.Wrong) > 0 {
		t.Errorf("%v, %v", v.Wrong, err)
	}
	if got, _, err := s.Search(t.Context(), "flood", false, 9); err != nil || len(got.Rows) == 0 {
		t.Errorf("of flood nothing is found: %v", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	s.Close()
	if now, err := os.Stat(path); err != nil || now.Size() > info.Size()/2 {
		t.Errorf("it had %d bytes and has %d, %v", info.Size(), now.Size(), err)
	}
}

// What was damaged is damaged still, and what is whole beside it can be asked.
func TestPackOldDamaged(t *testing.T) {
	path, _ := oldLedger(t, `UPDATE reports SET line = replace(line, 'e', 'a') WHERE n = 2; UPDATE claim_rows SET "rows" = 'x' WHERE n = 3; DELETE FROM figure_rows WHERE n = 1`)
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := 0
	bad, lost, err := sealedReports.eachRow(t.Context(), s.db, func(int64, []any) error { n++; return nil })
	if err != nil || lost || !slices.Equal(bad, []int64{2}) || n < 3 {
		t.Errorf("%d reports, damaged %v, lost %v, %v", n, bad, lost, err)
	}
	if bad, _, err := sealedRows[table.Claims].eachRow(t.Context(), s.db, func(int64, []any) error { return nil }); err != nil || !slices.Equal(bad, []int64{3}) {
		t.Errorf("damaged claims of %v, %v", bad, err)
	}
	if bad, lost, err := sealedRows[table.Figures].eachRow(t.Context(), s.db, func(int64, []any) error { return nil }); err != nil || !lost || len(bad) > 0 {
		t.Errorf("figures are lost: %v, damaged %v, %v", lost, bad, err)
	}
	if err := s.check(t.Context()); !IsDamage(err) {
		t.Error(err)
	}
	if docs, err := s.Docs(t.Context()); !IsDamage(err) || len(docs) != n {
		t.Errorf("%d reports, %v", len(docs), err)
	}
}
