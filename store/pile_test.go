package store

import (
	"testing"

	"assay/estimate"
	"assay/internal/workload"
)

// What is kept of a report is what it tells as it is read back, and is found again where it
// is of another version or gone.
func TestTold(t *testing.T) {
	s := create(t)
	told := workload.Tell(60, 7)
	if _, err := s.Add(t.Context(), told.Docs, nil); err != nil {
		t.Fatal(err)
	}
	want := lines(t, s)
	kept := func() map[int64]string {
		out := map[int64]string{}
		_, _, err := sealedTold.eachRow(t.Context(), s.db, func(n int64, cells []any) error {
			out[n] = string(cells[1].([]byte))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first := kept()
	if len(first) != 60 {
		t.Fatalf("%d rows", len(first))
	}
	for n, b := range first {
		doc, err := s.docOf(t.Context(), s.db, n)
		if err != nil {
			t.Fatal(err)
		}
		if b != string(estimate.Read(doc).Bytes()) {
			t.Errorf("report %d", n)
		}
	}
	err := s.transact(t.Context(), func(tx *txn) error {
		if err := tx.drop(t.Context(), sealedTold, 1); err != nil {
			return err
		}
		if err := tx.put(t.Context(), sealedTold, 2, int64(0), []byte("of old")); err != nil {
			return err
		}
		return isMade(t.Context(), tx, "estimates", 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(t, s); got != want {
		t.Error("other estimates where it was gone")
	}
	if again := kept(); again[1] != first[1] || again[2] != first[2] {
		t.Error("it was not found again")
	}
}
