package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// On a terminal the count is one line that is written over; in a log it is a
// line a minute; both say how fast it goes and how long it may take.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		terminal bool
		step     time.Duration // between two reports
		reports  int
		want     string
	}{
		{false, time.Second, 59, ""},
		{false, time.Second, 150, "assay: 60 reports read, 1.0 a second, 4 min left\nassay: 120 reports read, 1.0 a second, 3 min left\n"},
		{false, 90 * time.Second, 2, "assay: 1 report read, 0.7 a minute, 7 h 29 min left\nassay: 2 reports read, 0.7 a minute, 7 h 27 min left\n"},
		{true, 100 * time.Millisecond, 4, "\r3 reports read, 10 a second, 30 s left\x1b[K\r\x1b[K"},
	} {
		now := time.Unix(1e9, 0)
		var b strings.Builder
		p := newProgress(&b, func() time.Time { return now })
		p.terminal, p.total = c.terminal, 300*1000
		p.next = p.begun.Add(p.pause())
		for range c.reports {
			now = now.Add(c.step)
			p.step(1000)
		}
		p.clear()
		if b.String() != c.want {
			t.Errorf("%d reports, %v apart:\n%q, want\n%q", c.reports, c.step, b.String(), c.want)
		}
	}
}

// What was known already is work that is done, and what no size is known of has
// no time that is left.
func TestProgressWithoutSizes(t *testing.T) {
	now := time.Unix(1e9, 0)
	var b strings.Builder
	p := newProgress(&b, func() time.Time { return now })
	now = now.Add(time.Minute)
	p.step(1000)
	p.total = 4000
	p.skip(2000)
	now = now.Add(time.Minute)
	p.step(0)
	if want := "assay: 1 report read, 1.0 a minute\nassay: 2 reports read, 1.0 a minute, 40 s left\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

// The sizes of what is to be read are those of the files below the paths; where
// one is standard input, nobody knows.
func TestSize(t *testing.T) {
	dir := t.TempDir()
	for name, n := range map[string]int{"a.txt": 10, "b/c.txt": 200, ".git/d": 4000} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, make([]byte, n), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		paths []string
		want  int64
	}{
		{[]string{dir}, 210}, {[]string{filepath.Join(dir, "b"), filepath.Join(dir, "a.txt"), filepath.Join(dir, "none")}, 210}, {[]string{dir, "-"}, 0},
	} {
		if got := size(c.paths); got != c.want {
			t.Errorf("%v: %d, want %d", c.paths, got, c.want)
		}
	}
}
