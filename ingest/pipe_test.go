//go:build unix

package ingest

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// What is no file is passed over in a folder, with a word, and is read where it is
// named: a pipe as long as its writer wants.
func TestPipesAndSockets(t *testing.T) {
	dir, err := os.MkdirTemp("", "a") // a short path: sockets have no longer ones
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	pipe, socket := filepath.Join(dir, "p.txt"), filepath.Join(dir, "s.txt")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("SKIPPED: no pipes here: ", err)
	}
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Skip("SKIPPED: no sockets here: ", err)
	}
	defer l.Close()
	for name, to := range map[string]string{"loop.txt": "loop.txt", "gone.txt": "nowhere.txt", "up": "..", "null.txt": "/dev/null"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "z.txt"), []byte("The river rose."), 0o600); err != nil {
		t.Fatal(err)
	}
	var notes []string
	note := func(s string) { notes = append(notes, s) }
	same(t, told(dir, []string{dir}, Options{Note: note}),
		"! gone.txt: no such file or folder: check its name", "! loop.txt: a link that leads back to itself: remove it", "z.txt The river rose.")
	same(t, notes, filepath.Join(dir, "null.txt")+": a device, passed over: name it by itself to have it read",
		pipe+": a pipe, passed over: name it by itself to have it read", socket+": a socket, passed over: name it by itself to have it read")

	go os.WriteFile(pipe, []byte("Through a pipe."), 0o600)
	same(t, told(dir, []string{pipe}, Options{}), "p.txt Through a pipe.")

	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	for item := range Read(ctx, []string{pipe}, Options{}) { // nobody writes: to open it waits
		if !errors.Is(item.Err, context.DeadlineExceeded) {
			t.Errorf("got %+v", item)
		}
	}
	same(t, told(dir, []string{socket}, Options{}), "! s.txt: a socket, which holds nothing to read: name a file, a folder or a pipe")
}

// A folder within that may not be read is told, and the others are read.
func TestUnreadableFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("SKIPPED: root may read everything: permissions are not tried")
	}
	dir := t.TempDir()
	shut := filepath.Join(dir, "b")
	if err := errors.Join(os.Mkdir(shut, 0), os.WriteFile(filepath.Join(dir, "a.txt"), []byte("One."), 0o600), os.WriteFile(filepath.Join(dir, "c.txt"), []byte("Two."), 0o600)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(shut, 0o700)
	same(t, told(dir, []string{dir}, Options{}), "a.txt One.", "! b: may not be read: change its permissions", "c.txt Two.")
}
