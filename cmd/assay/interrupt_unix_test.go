//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"assay/store"
)

// held returns how many reports a ledger has.
func held(t *testing.T, path string) int {
	s, err := store.Open(t.Context(), path)
	if err != nil {
		return 0
	}
	defer s.Close()
	ids, err := s.IDs(t.Context())
	if err != nil {
		return 0
	}
	return len(ids)
}

// buses is how many reports busFile writes.
const buses = 300

// busFile writes reports that differ in little to many.jsonl.
func busFile(t *testing.T, dir string) {
	var b bytes.Buffer
	for i := range buses {
		fmt.Fprintf(&b, "{\"text\": \"At least %d people were hurt when a bus left the road near Garissa, the police said. The owner of bus %d did not answer calls.\"}\n", i+3, i*7)
	}
	write(t, filepath.Join(dir, "many.jsonl"), b.String())
}

// addRest adds the rest of many.jsonl to a.db, which has some of it, and all to b.db: both are
// whole, and have the same.
func addRest(t *testing.T, dir string, has int, by ...string) {
	t.Helper()
	for _, args := range [][]string{append([]string{"add", "many.jsonl", "-l", "a.db"}, by...), append([]string{"add", "many.jsonl", "-l", "b.db"}, by...), {"verify", "-l", "a.db"},
		{"export", "--as", "jsonl", "-l", "a.db", "-o", "a"}, {"export", "--as", "jsonl", "-l", "b.db", "-o", "b"}} {
		cmd, stderr := program(t, dir, nil, args...)
		if got := exitStatus(t, cmd); got != 0 {
			t.Fatalf("%v: exit status %d: %s", args, got, stderr)
		}
		if want := fmt.Sprintf("%d inputs: %d added, 0 read anew, %d known already", buses, buses-has, has); args[0] == "add" && args[3] == "a.db" && !strings.Contains(stderr.String(), want) {
			t.Errorf("%v: %s, want %s", args, stderr, want)
		}
	}
	one, _ := os.ReadFile(filepath.Join(dir, "a"))
	two, _ := os.ReadFile(filepath.Join(dir, "b"))
	if len(one) == 0 || !bytes.Equal(one, two) {
		t.Error("the ledger is not as if nothing had happened")
	}
}

// Interrupted, add says how many reports are kept, and they are; a second run
// adds the rest, and the ledger is as if nothing had happened.
func TestAddInterrupted(t *testing.T) {
	dir := t.TempDir()
	busFile(t, dir)
	ledger := filepath.Join(dir, "a.db")
	cmd, stderr := program(t, dir, nil, "add", "many.jsonl", "-l", "a.db", "--workers", "1") // so that it takes long enough
	await(t, func() bool { return held(t, ledger) > 0 })
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if got := exitStatus(t, cmd); got == 0 && held(t, ledger) < buses {
		t.Errorf("exit status %d", got)
	}
	said := regexp.MustCompile(`a\.db: \d+ inputs: (\d+) added, `).FindStringSubmatch(stderr.String())
	if said == nil {
		t.Fatalf("it does not say how many are kept: %s", stderr)
	}
	kept, _ := strconv.Atoi(said[1])
	if has := held(t, ledger); kept != has || kept == 0 || kept == buses {
		t.Errorf("says that %d are kept, has %d of %d", kept, has, buses)
	}
	if !strings.Contains(stderr.String(), "add again, and the rest is added") {
		t.Errorf("it does not say how to go on: %s", stderr)
	}
	for _, left := range []string{"a.db-wal", "a.db-shm"} {
		if _, err := os.Stat(filepath.Join(dir, left)); err == nil {
			t.Errorf("%s is left", left)
		}
	}
	addRest(t, dir, kept)
}

// Killed, add loses nothing that the ledger held before; a second run adds what is missing,
// and the ledger is whole, and as if nothing had happened.
func TestAddKilled(t *testing.T) {
	dir := t.TempDir()
	busFile(t, dir)
	ledger := filepath.Join(dir, "a.db")
	before := 0
	for range 3 {
		cmd, _ := program(t, dir, nil, "add", "many.jsonl", "-l", "a.db", "--reader", "fast")
		has := 0
		await(t, func() bool { has = held(t, ledger); return has > before || cmd.ProcessState != nil || has == buses })
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait()
		if got := held(t, ledger); got < has {
			t.Errorf("it held %d and holds %d", has, got)
		}
		if before = held(t, ledger); before == buses {
			break
		}
	}
	t.Logf("%d of %d are kept", before, buses)
	addRest(t, dir, before, "--reader", "fast")
}
