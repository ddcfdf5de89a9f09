//go:build unix

package main

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"assay/internal/pgtest"
)

// A ledger on a server is that of a file: read by two workers, carried to a file and back, dumped and restored.
func TestLedgerOnServer(t *testing.T) {
	address := pgtest.Start(t)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	dir := t.TempDir()
	try := func(args ...string) (out, errs string, code int) {
		var o, e strings.Builder
		code = run(t.Context(), args, strings.NewReader(""), &o, &e)
		return o.String(), e.String(), code
	}
	do := func(args ...string) string {
		t.Helper()
		out, errs, code := try(args...)
		if code != exitDone {
			t.Fatalf("%s: exit status %d: %s", strings.Join(args, " "), code, errs)
		}
		return out + errs
	}
	lines := func(ledger string) string {
		t.Helper()
		out, errs, code := try("export", "--as", "jsonl", "-l", ledger)
		if code != exitDone {
			t.Fatal(errs)
		}
		return out
	}
	sorted := func(s string) string {
		list := strings.Split(s, "\n")
		slices.Sort(list)
		return strings.Join(list, "\n")
	}
	file := filepath.Join(dir, "a.db")
	demo := "../../testdata/demo"
	do("add", "--reader", "fast", "-l", file, demo)
	if got := do("add", "--queue", "--reader", "fast", "-l", address, demo); !strings.Contains(got, "9 wait for assay work") && !strings.Contains(got, " wait for assay work, 0 wait already") {
		t.Error(got)
	}
	if got := do("add", "--queue", "--reader", "fast", "-l", address, demo); !strings.Contains(got, ": 0 wait for assay work") {
		t.Error(got)
	}
	if got := do("queue", "-l", address, "--format", "csv"); !strings.Contains(got, "bus-crash.txt,waits,0,") {
		t.Error(got)
	}
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			if _, errs, code := try("work", "--drain", "--reader", "fast", "-j", "1", "-l", address); code != exitDone {
				t.Errorf("work: %s", errs)
			}
		})
	}
	wait.Wait()
	if got, want := sorted(lines(address)), sorted(lines(file)); got != want {
		t.Error("the workers made another ledger than one who adds")
	}
	back := filepath.Join(dir, "back.db")
	do("transfer", address, back)
	again := address + "&search_path=again"
	do("transfer", back, again)
	want := lines(address)
	for _, ledger := range []string{back, again} {
		if lines(ledger) != want {
			t.Errorf("%s: carried, it is another", ledger)
		}
	}
	if got, want := do("search", "-l", again, "flood NOT boats"), do("search", "-l", back, "flood NOT boats"); got != want {
		t.Errorf("found\n%s, want\n%s", got, want)
	}
	if _, errs, code := try("backup", "-l", address, filepath.Join(dir, "b.db")); code == exitDone || !strings.Contains(errs, "pg_dump") {
		t.Error(errs)
	}
	if _, errs, code := try("work", "--drain", "-l", file); code == exitDone || !strings.Contains(errs, "on a server alone") {
		t.Error(errs)
	}
	// As docs/postgres.md says.
	dump, restored := filepath.Join(dir, "ledger.dump"), strings.Replace(address, "/postgres?", "/restored?", 1)
	for _, args := range [][]string{
		{"pg_dump", "--format=custom", "--schema=assay", "--file=" + dump, address},
		{"psql", "--quiet", "--command=CREATE DATABASE restored", address},
		{"pg_restore", "--exit-on-error", "--dbname=" + restored, dump},
	} {
		if out, err := exec.Command(filepath.Join(pgtest.Bin(), args[0]), args[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", args[0], err, out)
		}
	}
	if got := do("verify", "-l", restored); !strings.Contains(got, "verified") {
		t.Error(got)
	}
	if lines(restored) != want {
		t.Error("restored, it is another")
	}
	// A password is not shown.
	secret := strings.Replace(address, "assay@", "assay:"+url.QueryEscape("se?cret")+"@", 1)
	for _, args := range [][]string{{"verify"}, {"claims"}, {"rule", "list"}, {"search", "flood"}, {"log"}, {"show", "nothing"}} {
		out, errs, _ := try(append(args, "-l", secret)...)
		if strings.Contains(out+errs, "cret") {
			t.Errorf("%v shows the password: %s%s", args, out, errs)
		}
	}
	if _, err := os.Stat("postgres:"); err == nil {
		t.Error("an address was taken for a path")
	}
}
