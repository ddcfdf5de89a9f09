package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A ledger of version 13, which an assay of then made of testdata/demo, has its rows moved into
// those of reports, and says what it said.
func TestMoveOld(t *testing.T) {
	path := unzipped(t, "testdata/v13.db.gz")
	read := func(q querier, reports *sealed) (rows map[string]string) {
		rows = map[string]string{}
		for _, of := range []*sealed{reports, sealedTold, sealedRows[rowTables[0]], sealedRows[rowTables[1]], sealedRows[rowTables[2]], sealedStories} {
			bad, lost, err := of.eachRow(t.Context(), q, func(n int64, cells []any) error {
				rows[fmt.Sprint(of.name, " ", n)] = fmt.Sprint(cells...)
				return nil
			})
			if err != nil || lost || len(bad) > 0 {
				t.Errorf("%s: %v, %v, %v", of.name, bad, lost, err)
			}
		}
		return rows
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	was := read(db, packedReports)
	db.Close()
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	is := read(s.db, sealedReports)
	if len(was) < 30 || len(is) != len(was) {
		t.Errorf("%d rows are %d", len(was), len(is))
	}
	for name, text := range was {
		if is[name] != text {
			t.Errorf("%s was\n%.200s\nand is\n%.200s", name, text, is[name])
		}
	}
	if s.Backup == "" {
		t.Error("no backup")
	}
	v, err := s.Verify(t.Context(), nil)
	// What is laid by newer stages may say otherwise: that is not what is moved here.
	if v.Wrong = slices.DeleteFunc(v.Wrong, func(w Wrong) bool { return strings.Contains(w.What, "of its line") }); err != nil || len(v.Wrong) > 0 {
		t.Errorf("%v, %v", v.Wrong, err)
	}
	if got, _, err := s.Search(t.Context(), "flood", false, 9); err != nil || len(got.Rows) == 0 {
		t.Errorf("of flood nothing is found: %v", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
