package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"assay"
)

// What is known of bytes beside them is kept with them, in quarantine too, and damage to
// it is noticed.
func TestProvenance(t *testing.T) {
	s := create(t)
	docs := pile(t, 3)
	known := assay.Provenance{Record: assay.Record{Offset: 512, Length: 90}, Fetched: time.Date(2021, 2, 3, 4, 5, 6, 0, time.UTC), Address: "https://hill.example/ana-reis", Type: "text/html", Map: "text=body"}
	for _, doc := range docs[:2] {
		doc.Raw = []byte(doc.Text)
		doc.Provenance = known
	}
	docs[2].Raw = []byte(docs[2].Text)
	failed := Failed{Path: "x.warc:512", Raw: []byte("\x00"), Reason: "binary", From: known}
	b := Batch{Docs: docs, Failed: []Failed{failed}}
	for range 2 { // added again, all stays
		if _, err := s.Take(t.Context(), b, stages); err != nil {
			t.Fatal(err)
		}
	}
	of := func(s *Store, i int) assay.Provenance {
		t.Helper()
		src, err := s.Source(t.Context(), docs[i].ID.String())
		if err != nil {
			t.Fatal(err)
		}
		return src.From
	}
	if got := of(s, 0); got != known {
		t.Errorf("%+v", got)
	}
	if got := of(s, 2); got != (assay.Provenance{}) {
		t.Errorf("%+v", got)
	}
	list, err := s.Quarantine(t.Context())
	if err != nil || len(list) != 1 || list[0].From != known {
		t.Errorf("%+v, %v", list, err)
	}
	if s.dialect == ofSQLite {
		to, err := s.Salvage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer to.Close()
		if got := of(to, 1); got != known {
			t.Errorf("salvaged: %+v", got)
		}
	}
	verified := func() []Wrong {
		t.Helper()
		v, err := s.Verify(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return v.Wrong
	}
	if wrong := verified(); len(wrong) > 0 {
		t.Errorf("%v", wrong)
	}
	if err := s.Release(t.Context(), []string{"x.warc:512"}); err != nil {
		t.Fatal(err)
	}
	var rows int
	if err := s.db.QueryRow("SELECT count(*) FROM provenance").Scan(&rows); err != nil || rows != 2 {
		t.Errorf("%d rows, %v", rows, err)
	}
	if _, err := s.db.Exec("UPDATE provenance SET known = replace(known, '512', '513') WHERE n = 1"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Source(t.Context(), docs[0].ID.String()); !errors.Is(err, assay.ErrInvalid) || !strings.Contains(err.Error(), "add it again from its file") {
		t.Errorf("%v", err)
	}
	if err := s.Check(t.Context()); !IsDamage(err) {
		t.Errorf("%v", err)
	}
	if wrong := verified(); len(wrong) != 1 || !strings.HasPrefix(wrong[0].Where, "what is known of input 1 ") {
		t.Errorf("%v", wrong)
	}
	if _, err := s.Take(t.Context(), b, stages); err != nil { // added again, it is whole
		t.Fatal(err)
	}
	if got := of(s, 0); got != known {
		t.Errorf("mended: %+v", got)
	}
}
