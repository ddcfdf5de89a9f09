package store

import (
	"testing"

	"assay/internal/workload"
)

// TestShown keeps what a screen shows until something that it may show is another, and no longer than the
// reports that it was made from.
func TestShown(t *testing.T) {
	s := create(t)
	docs := workload.Tell(40, 3).Docs
	if _, err := s.Add(t.Context(), docs[:30], nil); err != nil {
		t.Fatal(err)
	}
	keep := func(words string) {
		t.Helper()
		if err := s.KeepShown(t.Context(), []byte(words)); err != nil {
			t.Fatal(err)
		}
	}
	shows := func(when, want string) {
		t.Helper()
		if got, err := s.Shown(t.Context()); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", when, got, err)
		}
	}
	prepared := func(words string) {
		t.Helper()
		if err := s.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		shows("made anew", "")
		keep(words)
		shows("kept", words)
	}
	keep("too early")
	shows("while nothing is made", "")
	prepared("first")
	keep("second")
	shows("kept once more", "second")
	if _, err := s.Take(t.Context(), Batch{Failed: []Failed{{Path: "a", Reason: "no text"}}}, nil); err != nil {
		t.Fatal(err)
	}
	shows("an input more in quarantine", "")
	prepared("third")
	if _, err := s.Add(t.Context(), docs[30:], nil); err != nil {
		t.Fatal(err)
	}
	shows("reports more", "")
	prepared("fourth")
	if _, err := s.Remove(t.Context(), []string{docs[3].ID.String()}, false); err != nil {
		t.Fatal(err)
	}
	shows("a report less", "")
	left, err := numbers(t.Context(), s.db, "SELECT count(*) FROM remembered WHERE kind = ?", kindShown)
	if err != nil || left[0] != 0 {
		t.Errorf("what was shown of a report that is gone is there: %v, %v", left, err)
	}
	prepared("fifth")
	var kept []byte
	err = s.db.QueryRowContext(t.Context(), "SELECT bytes FROM remembered WHERE kind = ?", kindShown).Scan(&kept)
	if err == nil {
		_, err = s.db.ExecContext(t.Context(), "UPDATE remembered SET bytes = ? WHERE kind = ?", append(kept, 'x'), kindShown)
	}
	if err != nil {
		t.Fatal(err)
	}
	shows("altered", "")
}
