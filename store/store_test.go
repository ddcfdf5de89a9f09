package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay"
	"assay/ingest"
	"assay/ledger"
	"assay/pipeline"
	"assay/query"
)

const boatText = `KARACHI, Pakistan — At least 14 people drowned when a ferry sank near Thatta, the port authority said on Monday.

Rahim Dastgir, a fisherman, said he had pulled 20 people out of the water. The port authority put the dead at 16 on Tuesday.`

const cutText = `KARACHI, Pakistan — At least 14 people drowned when a ferry sank near Thatta, the port authority said on Monday. Rahim Dastgir, a fisherman, said he had pulled 21 people out of the water.`

// read annotates texts as the command does.
func read(t testing.TB, texts ...string) []*assay.Doc {
	t.Helper()
	var docs []*assay.Doc
	items := func(yield func(ingest.Item) bool) {
		for i, text := range texts {
			rep := &assay.Report{ID: assay.NewReportID("", []byte(text)), Raw: []byte(text), Format: "text/plain", Text: text, Path: fmt.Sprintf("%c.txt", 'a'+i)}
			if !yield(ingest.Item{Report: rep, Path: rep.Path}) {
				return
			}
		}
	}
	for res := range pipeline.Run(t.Context(), items, pipeline.Default(pipeline.Options{}), 1) {
		if res.Err != nil {
			t.Fatal(res.Err)
		}
		docs = append(docs, res.Doc)
	}
	return docs
}

func create(t testing.TB) *Store {
	t.Helper()
	s, err := Create(t.Context(), newPlace(t, "a b?#%.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func lines(t *testing.T, s *Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Lines(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var stages = pipeline.Default(pipeline.Options{})

func TestAddTwiceChangesNothing(t *testing.T) {
	s := create(t)
	docs := read(t, boatText, cutText)
	if added, err := s.Add(t.Context(), docs, stages); err != nil || added != (Added{New: 2}) {
		t.Fatalf("added %+v, %v", added, err)
	}
	first := lines(t, s)
	if n := strings.Count(first, `"report":{`); n != 2 {
		t.Fatalf("%d reports, want 2", n)
	}
	for range 2 {
		if added, err := s.Add(t.Context(), read(t, boatText, cutText), stages); err != nil || added != (Added{Unchanged: 2}) {
			t.Fatalf("added %+v, %v", added, err)
		}
		if again := lines(t, s); again != first {
			t.Fatalf("changed:\n%s\n%s", first, again)
		}
	}
	for _, doc := range docs {
		if has, err := s.Has(t.Context(), doc.Report, stages); !has || err != nil {
			t.Errorf("has %s: %v, %v", doc.Path, has, err)
		}
	}
}

// What the ledger puts together is what a run puts together, though it works on
// reports that were read back.
func TestLinesAreThoseOfARun(t *testing.T) {
	s := create(t)
	docs := read(t, boatText, cutText)
	if _, err := s.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	back, err := s.Docs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, doc := range back {
		if len(doc.Quantities) != len(docs[i].Quantities) {
			t.Errorf("%s: %d quantities, want %d", doc.Path, len(doc.Quantities), len(docs[i].Quantities))
		}
		for k := range doc.Quantities {
			if doc.Quantities[k].Span != docs[i].Quantities[k].Span {
				t.Errorf("%s: quantity %d at %v, want %v", doc.Path, k, doc.Quantities[k].Span, docs[i].Quantities[k].Span)
			}
		}
		for k := range doc.Figures {
			if got, want := doc.Figures[k].Quantity.Span, docs[i].Figures[k].Quantity.Span; got != want {
				t.Errorf("%s: figure %d at %v, want %v", doc.Path, k, got, want)
			}
		}
	}
}

// What is written can be read back, line by line.
func TestLinesDecode(t *testing.T) {
	s := create(t)
	if _, err := s.Add(t.Context(), read(t, boatText, cutText), stages); err != nil {
		t.Fatal(err)
	}
	var reports, stories, estimates int
	for line, err := range ledger.Decode(strings.NewReader(lines(t, s))) {
		switch {
		case err != nil:
			t.Error(err)
		case line.Doc != nil:
			reports++
		case line.Story != nil:
			stories++
		case line.Estimate != nil:
			estimates++
		}
	}
	if reports != 2 || stories == 0 || estimates == 0 {
		t.Errorf("%d reports, %d stories, %d estimates", reports, stories, estimates)
	}
}

func TestQuery(t *testing.T) {
	s := create(t)
	if _, err := s.Add(t.Context(), read(t, boatText), stages); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		table, query string
		names, found bool
	}{
		{"claims", "", false, true},
		{"claims", "PORT authority", false, true},
		{"claims", "port fisherman", false, false}, // both words, in one row
		{"claims", "fisherman", false, true},
		{"claims", "dastgir", false, false}, // a fisherman holds no office
		{"claims", "dastgir", true, true},
		{"claims", "drop_table%", false, false},
		{"claims", "drown", false, false},
		{"claims", "drown*", false, true},
		{"claims", "drowned OR zebra", false, true},
		{"claims", "drowned NOT port", false, false},
		{"claims", "source:dastgir", true, true},
		{"claims", "source:fisherman pulled", false, true},
		{"claims", "source:port pulled", false, false},
		{"figures", "action:killed min:14", false, true},
		{"figures", "action:killed min:17", false, false},
		{"figures", "place:thatta", false, true},
		{"figures", "place:pakistan action:killed", false, true},
		{"figures", "place:kenya", false, false},
		{"figures", "language:en NOT language:fr", false, true},
		{"figures", "after:2018", false, false}, // nobody knows when it appeared
		{"figures", "before:2050", false, false},
		{"estimates", "action:killed place:thatta min:14 source:port", false, true},
	} {
		got, err := s.Query(t.Context(), c.table, c.query, c.names)
		if err != nil || (len(got.Rows) > 0) != c.found {
			t.Errorf("%s %q, names %v: %d rows, %v; want some: %v", c.table, c.query, c.names, len(got.Rows), err, c.found)
		}
		for _, row := range got.Rows {
			for _, cell := range row {
				if text, ok := cell.(string); ok && !c.names && strings.Contains(text, "Dastgir") {
					t.Errorf("%s %q gives a private name away: %s", c.table, c.query, text)
				}
			}
		}
	}
	for _, q := range []string{"%", `'; DROP TABLE claims; --`, "place:thatta"} { // claims have no place
		var wrong *query.Error
		if _, err := s.Query(t.Context(), "claims", q, false); !errors.As(err, &wrong) {
			t.Errorf("%s: %v", q, err)
		}
	}
	if _, err := s.Query(t.Context(), "reports; DROP TABLE claims", "", false); !errors.Is(err, assay.ErrInvalid) {
		t.Errorf("no such table: %v", err)
	}
}

// A disk that is full while a report is added leaves the ledger as it was.
func TestFullDisk(t *testing.T) {
	ofFiles(t, "what stands at a path")
	s := create(t)
	if _, err := s.Add(t.Context(), read(t, boatText), stages); err != nil {
		t.Fatal(err)
	}
	before := lines(t, s)
	if _, err := s.db.Exec("PRAGMA max_page_count = 1"); err != nil { // no larger than it is
		t.Fatal(err)
	}
	docs := read(t, cutText, strings.Repeat(cutText+" And so on.\n\n", 200))
	_, err := s.Add(t.Context(), docs, stages)
	if err == nil || !strings.HasSuffix(err.Error(), "the disk is full; free some space and add again") || strings.Contains(err.Error(), "\n") {
		t.Errorf("full disk: %v", err)
	}
	if after := lines(t, s); after != before {
		t.Error("a part of what was added stayed")
	}
	if _, err := s.db.Exec("PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if added, err := s.Add(t.Context(), docs, stages); err != nil || added.New != 2 {
		t.Errorf("with space again: %+v, %v", added, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	ofFiles(t, "what stands at a path")
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	made := func(name, pragma string) string {
		path := filepath.Join(dir, name)
		s, err := Create(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.db.Exec(pragma); err != nil {
			t.Fatal(err)
		}
		s.Close()
		return path
	}
	foreign := filepath.Join(dir, "foreign.db")
	db, err := sql.Open("sqlite", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE letters (a)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, c := range []struct{ path, want string }{
		{file("text.db", strings.Repeat("a letter\n", 100)), "is no ledger (not an SQLite file)"},
		{file("short.db", "x"), "is no ledger (not an SQLite file)"},
		{foreign, "is no ledger of assay but another program's file"},
		{made("other.db", "PRAGMA application_id = 7"), "is no ledger of assay but another program's file"},
		{made("newer.db", "PRAGMA user_version = 99"), "is a ledger of version 99, newer than this program"},
		{dir, "is a folder"},
		{filepath.Join(dir, "none", "x.db"), "cannot be opened or made there"},
	} {
		before, _ := os.ReadFile(c.path)
		for name, open := range map[string]func(context.Context, string) (*Store, error){"Create": Create, "Open": Open} {
			s, err := open(t.Context(), c.path)
			if err == nil {
				s.Close()
			}
			if name == "Open" && errors.Is(err, assay.ErrNotFound) {
				continue
			}
			if err == nil || !strings.HasPrefix(err.Error(), c.path+": ") || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s %s: %v, want %q", name, filepath.Base(c.path), err, c.want)
			}
		}
		if after, _ := os.ReadFile(c.path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", c.path)
		}
	}
	if _, err := Open(t.Context(), filepath.Join(dir, "absent.db")); !errors.Is(err, assay.ErrNotFound) {
		t.Errorf("absent: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "absent.db")); err == nil {
		t.Error("asking made a ledger")
	}
}

// A damaged entry is said, and no question panics on it.
func TestDamagedEntry(t *testing.T) {
	s := create(t)
	if _, err := s.Add(t.Context(), read(t, boatText), stages); err != nil {
		t.Fatal(err)
	}
	for _, damage := range []string{"UPDATE reports SET line = '{\"ledger\":1}'", "UPDATE reports SET line = ''", "UPDATE reports SET marks = '[{\"Start\":-1,\"End\":900000}]'"} {
		harm(t, s, damage)
		if _, err := s.Docs(t.Context()); err == nil {
			t.Errorf("%s: taken", damage)
		}
		if _, err := s.Add(t.Context(), read(t, cutText), stages); err == nil {
			t.Errorf("%s: added to", damage)
		}
	}
}

// Reports that come one by one make the ledger that they make together, to the
// byte: stories and what was changed in them too.
func TestOneByOne(t *testing.T) {
	texts := []string{cutText, boatText, boatText + "\n\nThe ferry had left the jetty at dawn with rice and goats on its deck.",
		strings.Replace(boatText, "At least 14", "At least 17", 1), "Rain fell on Thatta all week. Nobody was hurt, and the market stayed open until late on Friday."}
	together, oneByOne := create(t), create(t)
	docs := read(t, texts...)
	stages := pipeline.Default(pipeline.Options{})
	if _, err := together.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		if _, err := oneByOne.Add(t.Context(), []*assay.Doc{doc}, stages); err != nil {
			t.Fatal(err)
		}
	}
	if lines(t, together) != lines(t, oneByOne) {
		t.Error("the ledgers differ")
	}
}
