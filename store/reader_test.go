package store

import (
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/lang"
	"assay/pipeline"
)

// The ledger tells what was read fast: the careful reader reads it again, the fast one
// lets what was read with care be.
func TestReaders(t *testing.T) {
	s := create(t)
	docs := read(t, boatText, cutText)
	fast := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: lang.Fast}})
	has := func(rep *assay.Report, stages []assay.Stage, want bool) {
		t.Helper()
		if got, err := s.Has(t.Context(), rep, stages); got != want || err != nil {
			t.Errorf("%v, %v; want %v", got, err, want)
		}
	}
	readFast := func(want ...*assay.Doc) {
		t.Helper()
		var ids []string
		for _, doc := range want {
			ids = append(ids, doc.ID.String())
		}
		if got, err := s.ReadFast(t.Context()); err != nil || !slices.Equal(got, ids) {
			t.Errorf("read fast: %v, %v; want %v", got, err, ids)
		}
	}
	readFast()
	if _, err := s.Add(t.Context(), docs, fast); err != nil {
		t.Fatal(err)
	}
	readFast(docs...)
	has(docs[0].Report, fast, true)
	has(docs[0].Report, stages, false)
	if err := s.Replace(t.Context(), docs[:1], stages); err != nil {
		t.Fatal(err)
	}
	readFast(docs[1])
	has(docs[0].Report, fast, true)
	has(docs[0].Report, stages, true)
	newer := slices.Clone(fast)
	newer[2].Version++
	has(docs[0].Report, newer, false)
	if err := s.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Read(t.Context(), docs[1].ID.String()); err != nil || !strings.Contains(r.Stages+" ", ":fast ") {
		t.Errorf("%+v, %v", r, err)
	}
}
