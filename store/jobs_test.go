package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	waiting "sync"
	"testing"

	"assay"
	"assay/ingest"
	"assay/pipeline"
)

// ofServers passes over a test of files.
func ofServers(t *testing.T) {
	t.Helper()
	if !served() {
		t.Skip("of ledgers on a server alone; TestOnPostgres runs it there")
	}
}

// sorted are the lines of the reports in the order of their words, and of all else.
func sorted(t *testing.T, s *Store) string {
	t.Helper()
	list := strings.SplitAfter(lines(t, s), "\n")
	slices.Sort(list)
	return strings.Join(list, "")
}

// However many workers take what waits, and whichever of them are killed, the ledger becomes that of one who adds it.
func TestJobs(t *testing.T) {
	ofServers(t)
	docs := pile(t, 12)
	one, s := create(t), create(t)
	if _, err := one.Add(t.Context(), docs, stages); err != nil {
		t.Fatal(err)
	}
	var jobs []Job
	for _, doc := range docs {
		jobs = append(jobs, NewJob(doc.Report))
	}
	for _, want := range []int{12, 0} { // what waits is not put there again
		if fresh, err := s.Enqueue(t.Context(), jobs); err != nil || fresh != want {
			t.Fatal(fresh, err)
		}
	}
	if killed, err := s.Acquire(t.Context(), "killed", 3); err != nil || len(killed) != 3 {
		t.Fatal(killed, err)
	}
	work := func(name string) error {
		own, err := Open(t.Context(), s.path)
		if err != nil {
			return err
		}
		defer own.Close()
		for {
			jobs, err := own.Acquire(t.Context(), name, 2)
			if err != nil || len(jobs) == 0 {
				return err
			}
			items := func(yield func(ingest.Item) bool) {
				for _, j := range jobs {
					for _, item := range ingest.Again(j.Path, j.Raw, j.Part, j.From, ingest.Options{Published: j.Published}) {
						if !yield(item) {
							return
						}
					}
				}
			}
			var b Batch
			for res := range pipeline.Run(t.Context(), items, stages, 1) {
				if res.Err != nil {
					return res.Err
				}
				b.Docs = append(b.Docs, res.Doc)
			}
			for range 2 { // twice: nobody knows whether it was done before
				if _, err := own.Take(t.Context(), b, stages); err != nil {
					return err
				}
			}
			if err := own.Done(t.Context(), name, jobs); err != nil {
				return err
			}
		}
	}
	all := func() {
		t.Helper()
		var wait waiting.WaitGroup
		errs := make([]error, 3)
		for i := range errs {
			wait.Go(func() { errs[i] = work(fmt.Sprint("worker ", i)) })
		}
		wait.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	}
	all()
	left, err := s.Jobs(t.Context())
	if err != nil || len(left) != 3 || left[0].Worker != "killed" || left[0].Tried != 1 {
		t.Fatalf("%+v, %v", left, err)
	}
	if _, err := s.db.Exec("UPDATE jobs SET due = now()"); err != nil { // its time is over
		t.Fatal(err)
	}
	if err := s.Done(t.Context(), "another", left); err != nil { // who has not got it cannot end it
		t.Fatal(err)
	}
	all()
	if left, err := s.Jobs(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%+v, %v", left, err)
	}
	if got, want := sorted(t, s), sorted(t, one); got != want {
		t.Error(differs(got, want))
	}
	if v, err := s.Verify(t.Context(), nil); err != nil || len(v.Wrong) > 0 {
		t.Errorf("%v, %v", v.Wrong, err)
	}
}

// What is tried in vain is laid aside in the end, and tried again when somebody says so.
func TestVainJobs(t *testing.T) {
	ofServers(t)
	s := create(t)
	job := Job{Path: "a.txt", Raw: []byte("some bytes"), From: assay.Provenance{Address: "https://a.example/"}}
	if _, err := s.Enqueue(t.Context(), []Job{job}); err != nil {
		t.Fatal(err)
	}
	for i := range MostTries {
		list, err := s.Acquire(t.Context(), "w", 4)
		if err != nil || len(list) != 1 || list[0].Tried != i+1 || string(list[0].Raw) != "some bytes" || list[0].From != job.From {
			t.Fatalf("%+v, %v", list, err)
		}
		if i == 2 {
			if err := s.GiveBack(t.Context(), "w", list); err != nil {
				t.Fatal(err)
			}
			if list, err = s.Acquire(t.Context(), "w", 4); err != nil || len(list) != 1 || list[0].Tried != 3 {
				t.Fatalf("%+v, %v", list, err)
			}
		}
		if err := s.Vain(t.Context(), "w", list, "the disk is full"); err != nil {
			t.Fatal(err)
		}
		if list, err := s.Acquire(t.Context(), "w", 4); err != nil || len(list) != 0 {
			t.Errorf("at once again: %+v, %v", list, err)
		}
		if _, err := s.db.Exec("UPDATE jobs SET due = now()"); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Jobs(t.Context())
	if err != nil || len(list) != 1 || !list[0].Dead || list[0].Wrong != "the disk is full" || list[0].Size != 10 {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := s.Revive(t.Context(), list, false); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Acquire(t.Context(), "w", 4); err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	// Whoever tries it is killed each time.
	if _, err := s.db.Exec("UPDATE jobs SET due = now(), tried = 5, wrong = NULL"); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Acquire(t.Context(), "w", 4); err != nil || len(list) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := s.Jobs(t.Context()); err != nil || !list[0].Dead || list[0].Wrong == "" {
		t.Errorf("%+v, %v", list, err)
	}
	if fresh, err := s.Enqueue(t.Context(), []Job{job}); err != nil || fresh != 1 {
		t.Errorf("added again: %d, %v", fresh, err)
	}
	if err := s.Revive(t.Context(), list, true); err != nil {
		t.Fatal(err)
	}
}
