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

// Interrupted, add says how many reports are kept, and they are; a second run
// adds the rest, and the ledger is as if nothing had happened.
func TestAddInterrupted(t *testing.T) {
	dir := t.TempDir()
	const n = 300
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "{\"text\": \"At least %d people were hurt when a bus left the road near Garissa, the police said. The owner of bus %d did not answer calls.\"}\n", i+3, i*7)
	}
	write(t, filepath.Join(dir, "many.jsonl"), b.String())
	held := func() int {
		s, err := store.Open(t.Context(), filepath.Join(dir, "a.db"))
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
	cmd, stderr := program(t, dir, nil, "add", "many.jsonl", "-l", "a.db")
	await(t, func() bool { return held() > 0 })
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if got := exitStatus(t, cmd); got == 0 && held() < n {
		t.Errorf("exit status %d", got)
	}
	said := regexp.MustCompile(`a\.db: \d+ inputs: (\d+) added, `).FindStringSubmatch(stderr.String())
	if said == nil {
		t.Fatalf("it does not say how many are kept: %s", stderr)
	}
	kept, _ := strconv.Atoi(said[1])
	if has := held(); kept != has || kept == 0 || kept == n {
		t.Errorf("says that %d are kept, has %d of %d", kept, has, n)
	}
	if !strings.Contains(stderr.String(), "add again, and the rest is added") {
		t.Errorf("it does not say how to go on: %s", stderr)
	}
	for _, left := range []string{"a.db-wal", "a.db-shm"} {
		if _, err := os.Stat(filepath.Join(dir, left)); err == nil {
			t.Errorf("%s is left", left)
		}
	}
	for _, args := range [][]string{{"add", "many.jsonl", "-l", "a.db"}, {"add", "many.jsonl", "-l", "b.db"},
		{"export", "--as", "jsonl", "-l", "a.db", "-o", "a"}, {"export", "--as", "jsonl", "-l", "b.db", "-o", "b"}} {
		cmd, stderr := program(t, dir, nil, args...)
		if got := exitStatus(t, cmd); got != 0 {
			t.Fatalf("%v: exit status %d: %s", args, got, stderr)
		}
		if want := fmt.Sprintf("%d inputs: %d added, 0 read anew, %d known already", n, n-kept, kept); args[len(args)-1] == "a.db" && !strings.Contains(stderr.String(), want) {
			t.Errorf("%v: %s, want %s", args, stderr, want)
		}
	}
	one, _ := os.ReadFile(filepath.Join(dir, "a"))
	two, _ := os.ReadFile(filepath.Join(dir, "b"))
	if len(one) == 0 || !bytes.Equal(one, two) {
		t.Error("the ledger is not as if nothing had happened")
	}
}

// Killed, add loses nothing that the ledger held before; a second run adds what is missing,
// and the ledger is whole, and as if nothing had happened.
func TestAddKilled(t *testing.T) {
	dir := t.TempDir()
	const n = 300
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "{\"text\": \"At least %d people were hurt when a bus left the road near Garissa, the police said. The owner of bus %d did not answer calls.\"}\n", i+3, i*7)
	}
	write(t, filepath.Join(dir, "many.jsonl"), b.String())
	held := func() int {
		s, err := store.Open(t.Context(), filepath.Join(dir, "a.db"))
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
	before := 0
	for range 3 {
		cmd, _ := program(t, dir, nil, "add", "many.jsonl", "-l", "a.db", "--reader", "fast")
		has := 0
		await(t, func() bool { has = held(); return has > before || cmd.ProcessState != nil || has == n })
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait()
		if got := held(); got < has {
			t.Errorf("it held %d and holds %d", has, got)
		}
		if before = held(); before == n {
			break
		}
	}
	t.Logf("%d of %d are kept", before, n)
	for _, args := range [][]string{{"add", "many.jsonl", "-l", "a.db", "--reader", "fast"}, {"add", "many.jsonl", "-l", "b.db", "--reader", "fast"}, {"verify", "-l", "a.db"},
		{"export", "--as", "jsonl", "-l", "a.db", "-o", "a"}, {"export", "--as", "jsonl", "-l", "b.db", "-o", "b"}} {
		cmd, stderr := program(t, dir, nil, args...)
		if got := exitStatus(t, cmd); got != 0 {
			t.Fatalf("%v: exit status %d: %s", args, got, stderr)
		}
		if want := fmt.Sprintf("%d inputs: %d added, 0 read anew, %d known already", n, n-before, before); args[0] == "add" && args[3] == "a.db" && !strings.Contains(stderr.String(), want) {
			t.Errorf("%v: %s, want %s", args, stderr, want)
		}
	}
	one, _ := os.ReadFile(filepath.Join(dir, "a"))
	two, _ := os.ReadFile(filepath.Join(dir, "b"))
	if len(one) == 0 || !bytes.Equal(one, two) {
		t.Error("the ledger is not as if nothing had happened")
	}
}
