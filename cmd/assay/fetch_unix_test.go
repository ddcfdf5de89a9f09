//go:build unix

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"assay/store"
)

// Interrupted while a server keeps silent, a fetch keeps what it has, and the ledger is whole.
func TestFetchInterrupted(t *testing.T) {
	var asked atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
		case "/silent":
			asked.Store(true)
			<-r.Context().Done()
		default:
			fmt.Fprintf(w, pageOf, strings.Repeat("x", len(r.URL.Path)))
		}
	}))
	defer server.Close()
	t.Setenv("ASSAY_TEST_WEB", server.Listener.Addr().String())
	dir := t.TempDir()
	ledger := filepath.Join(dir, "a.db")
	cmd, stderr := program(t, dir, nil, "fetch", "--reader", "fast", "-l", "a.db", "http://a.example/a", "http://a.example/bb", "http://a.example/silent", "http://a.example/ccc")
	await(t, asked.Load)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if got := exitStatus(t, cmd); got != 130 {
		t.Errorf("exit status %d: %s", got, stderr)
	}
	said := regexp.MustCompile(`(\d+) added, .* in quarantine\n`).FindStringSubmatch(stderr.String())
	if said == nil || said[1] != fmt.Sprint(held(t, ledger)) || !strings.Contains(stderr.String(), "add again, and the rest is added") {
		t.Errorf("%d are kept, and it says %s", held(t, ledger), stderr)
	}
	cmd, stderr = program(t, dir, nil, "verify", "-l", "a.db")
	if got := exitStatus(t, cmd); got != 0 {
		t.Errorf("exit status %d: %s", got, stderr)
	}
}

// What comes into a folder is added; what was said to be is there though the program is
// killed; a signal is its regular end.
func TestWatch(t *testing.T) {
	dir := t.TempDir()
	ledger := filepath.Join(dir, "a.db")
	folder := filepath.Join(dir, "in")
	put := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, name), text)
	}
	put("one.txt", flood)
	args := []string{"watch", "in", "-l", "a.db", "--reader", "fast"}
	cmd, stderr := program(t, dir, nil, args...)
	await(t, func() bool { return held(t, ledger) == 1 })
	put("new/two.txt", strings.Replace(flood, "Twelve", "Thirteen", 1))
	put("same.txt", flood)
	await(t, func() bool { return held(t, ledger) == 2 })
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := exitStatus(t, cmd); got != 0 {
		t.Errorf("exit status %d: %s", got, stderr)
	}
	for _, want := range []string{"assay: in: watched; Ctrl-C ends it\n", "assay: a.db: 1 input: 1 added, ", "assay: a.db: 2 inputs: 1 added, 0 read anew, 1 known already, "} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("it says %q, not %q", stderr, want)
		}
	}
	// Killed as soon as the next is there, it goes on from where it was.
	put("three.txt", strings.Replace(flood, "Twelve", "Fourteen", 1))
	cmd, _ = program(t, dir, nil, args...)
	await(t, func() bool { return held(t, ledger) == 3 })
	cmd.Process.Kill()
	cmd.Wait()
	put("binary.txt", "\x00\x01\x02")
	cmd, stderr = program(t, dir, nil, args...)
	await(t, func() bool {
		s, err := store.Open(t.Context(), ledger)
		if err != nil {
			return false
		}
		defer s.Close()
		list, err := s.Quarantine(t.Context())
		return err == nil && len(list) == 1
	})
	cmd.Process.Signal(os.Interrupt)
	if got := exitStatus(t, cmd); got != exitInput || !strings.Contains(stderr.String(), "5 inputs: 0 added, 0 read anew, 3 known already, 1 the same bytes as others, 1 in quarantine") {
		t.Errorf("exit status %d: %s", got, stderr)
	}
	cmd, stderr = program(t, dir, nil, "verify", "-l", "a.db")
	if got := exitStatus(t, cmd); got != 0 {
		t.Errorf("exit status %d: %s", got, stderr)
	}
	cmd, stderr = program(t, dir, nil, "watch", "none", "-l", "b.db")
	if got := exitStatus(t, cmd); got != exitInput || !strings.Contains(stderr.String(), "assay: none: cannot be read: no such file or directory") {
		t.Errorf("exit status %d: %s", got, stderr)
	}
}
