package store

import (
	"compress/gzip"
	"database/sql"
	"io"
	"os"
	"strings"
	"testing"
)

// A ledger of the first version that is on a server, which an assay of then made of three reports of testdata/demo and
// pg_dump wrote, is brought up to date whole, while somebody reads on.
func TestFirstOnServer(t *testing.T) {
	ofServers(t)
	f, err := os.Open("testdata/v13.sql.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	dump, err := io.ReadAll(unzipped)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", os.Getenv(theServer))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	defer db.Exec("DROP SCHEMA v13 CASCADE")
	var lines []string
	for line := range strings.Lines(string(dump)) {
		if !strings.HasPrefix(line, `\`) { // what psql does
			lines = append(lines, line)
		}
	}
	if _, err := db.Exec(strings.Join(lines, "")); err != nil {
		t.Fatal(err)
	}
	address := os.Getenv(theServer) + "&search_path=v13"
	if _, err := Open(t.Context(), address); err == nil || !strings.Contains(err.Error(), "older version 13; bring it up to date") {
		t.Errorf("older: %v", err)
	}
	reader, err := db.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Rollback()
	var n int
	if err := reader.QueryRow("SELECT count(*) FROM pg_class").Scan(&n); err != nil { // what it sees is of this moment
		t.Fatal(err)
	}
	s, err := Create(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := reader.QueryRow("SELECT count(*) FROM pg_class").Scan(&n); err != nil {
		t.Errorf("a reader was disturbed: %v", err)
	}
	v, err := s.Verify(t.Context(), nil)
	// What is read by newer stages may tell otherwise: that is not what is moved here.
	for _, w := range v.Wrong {
		if !strings.Contains(w.What, "of its line") && !strings.Contains(w.What, "its line tells") {
			t.Errorf("%v", w)
		}
	}
	if err != nil || v.Reports != 3 || v.Rulings != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	if got := found(t, s, "bus", false); got == "" {
		t.Error("nothing is found")
	}
	if again, err := Create(t.Context(), address); err != nil {
		t.Error(err)
	} else {
		again.Close()
	}
}
