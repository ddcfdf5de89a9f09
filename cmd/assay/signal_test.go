//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const flood = "Twelve people died in the flood, the mayor of Dadu said on Monday.\n"

// patience is how long a program may take to begin or to end: much longer than it does, as
// machines are shared.
const patience = 3 * time.Minute

// program starts assay as its users do, in a folder of its own. What it waits
// for is up to the test.
func program(t *testing.T, dir string, stdin io.Reader, args ...string) (cmd *exec.Cmd, stderr *bytes.Buffer) {
	t.Helper()
	path, err := exec.LookPath("assay") // TestMain puts it there
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.CommandContext(t.Context(), path, args...)
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir) // no settings of whoever runs this
	cmd.Dir, cmd.Stdin, stderr = dir, stdin, &bytes.Buffer{}
	cmd.Stderr = stderr
	cmd.WaitDelay = patience
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, stderr
}

// exitStatus waits for the end of a program and returns its exit status.
func exitStatus(t *testing.T, cmd *exec.Cmd) int {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		cmd.Process.Kill()
		t.Fatal("it does not end")
		return 0
	}
}

// await returns once ready does, which says that the program has begun.
func await(t *testing.T, ready func() bool) {
	t.Helper()
	for begun := time.Now(); !ready(); time.Sleep(10 * time.Millisecond) {
		if time.Since(begun) > patience {
			t.Fatal("it does not begin")
		}
	}
}

// appears returns a condition for await: that there is a file of this name.
func appears(pattern string) func() bool {
	return func() bool {
		found, _ := filepath.Glob(pattern)
		return len(found) > 0
	}
}

// A second signal ends the program wherever it waits, and what was half written
// goes with it.
func TestSecondSignalEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		sig  syscall.Signal
		args []string
		want int
		made string // what there is once it has begun
	}{
		{"standard input, Ctrl-C", syscall.SIGINT, []string{"read", "-", "-o", "out"}, 130, ".assay-*"},
		{"standard input, SIGTERM", syscall.SIGTERM, []string{"add", "-"}, 143, "assay.db"},
		{"a named pipe, SIGTERM", syscall.SIGTERM, []string{"read", "good.txt", "--vague", "pipe"}, 143, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, filepath.Join(dir, "good.txt"), flood)
			if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
				t.Fatal(err)
			}
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			cmd, stderr := program(t, dir, r, c.args...)
			r.Close()
			if c.made != "" {
				await(t, appears(filepath.Join(dir, c.made)))
			} else {
				await(t, func() bool { // opens only where somebody reads
					pipe, err := os.OpenFile(filepath.Join(dir, "pipe"), os.O_WRONLY|syscall.O_NONBLOCK, 0)
					if err == nil {
						t.Cleanup(func() { pipe.Close() })
					}
					return err == nil
				})
			}
			go func() {
				for cmd.Process.Signal(c.sig) == nil {
					time.Sleep(50 * time.Millisecond) // two of a kind that come at once are one
				}
			}()
			if got := exitStatus(t, cmd); got != c.want {
				t.Errorf("exit status %d, want %d: %s", got, c.want, stderr)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, ".assay-*")); len(left) > 0 {
				t.Errorf("%v is left", left)
			}
		})
	}
}

// The first signal lets what was begun end, and leaves the old file of -o.
func TestFirstSignalEndsTidily(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "out"), "as it was")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	cmd, stderr := program(t, dir, r, "read", "-", "-o", "out")
	r.Close()
	if _, err := io.WriteString(w, flood); err != nil {
		t.Fatal(err)
	}
	await(t, appears(filepath.Join(dir, ".assay-*")))
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if got := exitStatus(t, cmd); got != 130 {
		t.Errorf("exit status %d, want 130", got)
	}
	if !strings.Contains(stderr.String(), "assay: out: interrupted; it is left as it was\n") {
		t.Errorf("it says %q", stderr)
	}
	if raw, err := os.ReadFile(filepath.Join(dir, "out")); string(raw) != "as it was" || err != nil {
		t.Errorf("%q, %v", raw, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".assay-*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// A pipe that lies in the folder under the name of a file that is looked for is
// named and not opened: nobody may ever write to it.
func TestPipesAreNotOpenedUnasked(t *testing.T) {
	for name, want := range map[string]int{gazetteerName: exitInput, settingsName: exitUsage, "assay.db": exitInput, "report.txt": exitDone, "docs.jsonl": exitInput} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, "good.txt"), flood)
			args := []string{"add", "."}
			if name == "docs.jsonl" {
				args = []string{"eval", "copies", "."}
			}
			cmd, stderr := program(t, dir, nil, args...)
			if got := exitStatus(t, cmd); got != want || !strings.Contains(stderr.String(), name) {
				t.Errorf("exit status %d: %s", got, stderr)
			}
		})
	}
}
