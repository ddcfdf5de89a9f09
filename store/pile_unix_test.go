//go:build unix

package store

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"assay"
	"assay/internal/workload"
)

// TestPile says what a ledger of ASSAY_PILE invented reports costs, and what one report
// more. It is kept in ASSAY_PILE_DB, if that is set, and used again.
func TestPile(t *testing.T) {
	ofFiles(t, "how large it is")
	n, _ := strconv.Atoi(os.Getenv("ASSAY_PILE"))
	if n == 0 {
		t.Skip("ASSAY_PILE is not set")
	}
	begun, at := time.Now(), processorTime()
	done := func(what string) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Logf("%-20s %7.2f s, %.2f s of a processor, %d MB live, %d MB from the system", what, time.Since(begun).Seconds(), (processorTime() - at).Seconds(), m.HeapAlloc>>20, m.Sys>>20)
		begun, at = time.Now(), processorTime()
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
	more := workload.Tell(n+moreOfPile, 7).Docs[n:]
	var took, adding, worked []time.Duration
	first := true
	for _, doc := range more {
		doc.Raw = []byte(doc.Text)
		begun := time.Now()
		added, err := s.Add(t.Context(), []*assay.Doc{doc}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if added.New == 0 {
			continue // it came before
		}
		adding = append(adding, time.Since(begun))
		if made, err := madeBy(t.Context(), s.db, "estimates"); err != nil || made != grown {
			t.Fatal(made, err)
		}
		at := processorTime()
		begun = time.Now()
		if err := s.makeEstimates(t.Context()); err != nil {
			t.Fatal(err)
		}
		if first { // which remembers what the others need
			t.Logf("the first report more: its estimates in %v, processor time %v", time.Since(begun), processorTime()-at)
			first = false
			continue
		}
		took, worked = append(took, time.Since(begun)), append(worked, processorTime()-at)
	}
	if len(took) == 0 {
		return
	}
	for what, list := range map[string][]time.Duration{"added": adding, "its estimates": took, "processor time of these": worked} {
		slices.Sort(list)
		var sum time.Duration
		for _, d := range list {
			sum += d
		}
		n := time.Duration(len(list))
		t.Logf("one report more, %s: half in %v, nine of ten in %v, at most %v, in the mean %v", what, list[n/2], list[n*9/10], list[n-1], sum/n)
	}
	if os.Getenv("ASSAY_PILE_CHECK") == "" {
		return
	}
	got := said(t, s)
	if err := s.transact(t.Context(), func(tx *txn) error { return isMade(t.Context(), tx, "estimates", 0) }); err != nil {
		t.Fatal(err)
	}
	if want := said(t, s); got != want {
		t.Error("what grew is not what is made anew")
	}
	done("compared")
}

// moreOfPile is how many reports come one by one to a pile.
const moreOfPile = 100

func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
