package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/query"
)

// A ledger that was carried to another place and back says the same, to the byte, and has the same log.
func TestTransfer(t *testing.T) {
	path, docs, points := kept(t)
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	odd := *docs[0]
	report := *odd.Report
	report.Path, report.Raw = "caf\xe9\x00.txt", []byte("other bytes")
	report.ID = assay.NewReportID("", report.Raw)
	odd.Report = &report
	if _, err := s.Take(t.Context(), Batch{Same: []*assay.Report{&report}}, stages); err != nil {
		t.Fatal(err)
	}
	want := lines(t, s)
	asked := func(s *Store) (all string) {
		t.Helper()
		for _, q := range []string{"halima", "ferry OR bus", "dead NOT bus", "place:karachi", "min:10", `"at least"`} {
			all += q + ": " + found(t, s, q, false) + "\n"
		}
		list, err := s.Rulings(t.Context())
		return all + fmt.Sprint(list, err)
	}
	answers := asked(s)
	at := []string{filepath.Join(t.TempDir(), "a.db"), newPlace(t, "b.db"), filepath.Join(t.TempDir(), "c.db")}
	for _, place := range at {
		to, err := s.Transfer(t.Context(), place)
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(t, to); got != want {
			t.Errorf("%s: %s", place, differs(got, want))
		}
		if got := asked(to); got != answers {
			t.Errorf("%s: %s", place, differs(got, answers))
		}
		v, err := to.Verify(t.Context(), points)
		if err != nil || len(v.Wrong) > 0 {
			t.Errorf("%s: %v, %v", place, v.Wrong, err)
		}
		if _, err := s.Transfer(t.Context(), place); !errors.Is(err, assay.ErrInvalid) {
			t.Errorf("%s: once more: %v", place, err)
		}
		s.Close()
		s = to
	}
	// What comes then gets the numbers that it would have had.
	if added, err := s.Add(t.Context(), read(t, strings.Replace(boatText, "fisherman", "carpenter", 1)), stages); err != nil || added.New != 1 {
		t.Fatal(added, err)
	}
	if n, err := numbers(t.Context(), s.db, "SELECT max(n) FROM reports"); err != nil || n[0] != 9 {
		t.Errorf("number %v, %v", n, err)
	}
	s.Close()
}

// What PostgreSQL is asked for finds what it is asked for, at least and at most.
func TestWordsOfPostgres(t *testing.T) {
	s := &Store{dialect: ofPostgres}
	for q, want := range map[string][2]string{
		"ferry":           {"(('aferry') | ('bferry'))", "(('aferry') | ('bferry'))"},
		`"ferry sank"`:    {"(('aferry' <-> 'asank') | ('aferry' & 'asank' & 'L') | ('bferry' <-> 'bsank') | ('bferry' & 'bsank' & 'L'))", "(('aferry' <-> 'asank') | ('bferry' <-> 'bsank'))"},
		"language:en":     {"(('hen'))", "(('hen'))"},
		"ferr*":           {"(('aferr':*) | ('bferr':*))", "(('aferr':*) | ('bferr':*))"},
		"ferry NOT truck": {"((('aferry') | ('bferry')) & !(('atruck') | ('btruck')))", "((('aferry') | ('bferry')) & !(('atruck') | ('btruck')))"},
	} {
		root, err := query.Parse(q)
		if err != nil {
			t.Fatal(q, err)
		}
		expr, _ := newFinder(false).match(root)
		more, err := s.words(expr, false)
		less, errLess := s.words(expr, true)
		strip := func(s string) string { return strings.NewReplacer("(", "", ")", "", " | 'O'", "").Replace(s) }
		if err != nil || errLess != nil || strip(more) != strip(want[0]) || strip(less) != strip(want[1]) {
			t.Errorf("%s (%s):\nmore %s\nless %s\n%v %v", q, expr, more, less, err, errLess)
		}
	}
}

// A vector is written and read back, and of a text that is too long for one there is what there can be.
func TestVector(t *testing.T) {
	w := indexed{text: "a b a it's x\\y", title: "a"}
	v := w.vector()
	for lex, at := range map[string][]int{"aa": {1, 3}, "ab": {2}, "ait": {4}, "as": {5}, "ax": {6}, "ay": {7}, "ba": {1}} {
		if !slices.Equal(v[lex], at) {
			t.Errorf("%s: %v, want %v", lex, v[lex], at)
		}
	}
	odd := vector{"it's": {1, 2}, `b\c`: nil, "é": {7}}
	back, err := parseVector(odd.String())
	if err != nil || fmt.Sprint(back) != fmt.Sprint(odd) {
		t.Errorf("%v is %v, %v", odd, back, err)
	}
	long := indexed{text: strings.Repeat("so ", 300)}
	if v := long.vector(); len(v) != 2 || v["aso"] != nil {
		t.Errorf("of a word that is there too often: %v", v)
	}
	var b strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&b, "word%d ", i)
	}
	if v := (&indexed{text: b.String()}).vector(); len(v) != 1 || len(v.String()) > 10 {
		t.Errorf("of too many words: %d", len(v))
	}
}
