package store

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"assay/estimate"
	"assay/internal/workload"
)

// TestPile says what a ledger of ASSAY_PILE invented reports costs, and what one report
// more. It is kept in ASSAY_PILE_DB, if that is set, and used again.
func TestPile(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("ASSAY_PILE"))
	if n == 0 {
		t.Skip("ASSAY_PILE is not set")
	}
	begun := time.Now()
	done := func(what string) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Logf("%-20s %7.2f s, %d MB live, %d MB from the system", what, time.Since(begun).Seconds(), m.HeapAlloc>>20, m.Sys>>20)
		begun = time.Now()
	}
	path := os.Getenv("ASSAY_PILE_DB")
	if path == "" {
		path = filepath.Join(t.TempDir(), "pile.db")
	}
	_, err := os.Stat(path)
	fresh := err != nil
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if fresh {
		told := workload.Tell(n, 7)
		for i := range told.Docs {
			told.Docs[i].Raw = []byte(told.Docs[i].Text)
		}
		done("invented")
		for lo := 0; lo < n; lo += 2000 {
			if _, err := s.Add(t.Context(), told.Docs[lo:min(n, lo+2000)], nil); err != nil {
				t.Fatal(err)
			}
		}
		done("added")
	}
	if err := s.transact(t.Context(), func(tx *txn) error { return isMade(t.Context(), tx, "estimates", 0) }); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	done("opened")
	if err := s.makeEstimates(t.Context()); err != nil {
		t.Fatal(err)
	}
	done("all estimates")
}

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
