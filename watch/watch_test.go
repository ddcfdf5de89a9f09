package watch

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// rest is long enough for a machine that is busy to write the next piece of a file.
const rest = time.Second

// watched returns what yields the next files that are whole, with their names below dir.
func watched(t *testing.T, dir string) (next func() string, end func()) {
	ctx, cancel := context.WithCancel(t.Context())
	batches, done := make(chan string), make(chan struct{})
	go func() {
		defer close(done)
		for files, err := range Files(ctx, dir, Options{Rest: rest, Note: func(line string) { t.Log(line) }}) {
			var names []string
			for _, path := range files {
				name, _ := filepath.Rel(dir, path)
				names = append(names, filepath.ToSlash(name))
			}
			line := strings.Join(names, " ")
			if err != nil {
				line = err.Error()
			}
			select {
			case batches <- line:
			case <-ctx.Done():
			}
		}
	}()
	return func() string {
			select {
			case line := <-batches:
				return line
			case <-time.After(time.Minute):
				return "nothing"
			}
		}, func() {
			cancel()
			<-done
		}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a.txt", "below/c.html", ".hidden/d.txt", ".e.txt", "f.part", "g.txt~"} {
		put(t, filepath.Join(dir, name), "The river rose.")
	}
	next, end := watched(t, dir)
	defer end()
	expect := func(want string) {
		t.Helper()
		if got := next(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	expect("a.txt b.txt below/c.html")

	// One that is written piece by piece comes once it is whole, one that is moved in as well.
	f, err := os.Create(filepath.Join(dir, "slow.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var last time.Time
	for range 12 {
		last = time.Now()
		f.WriteString("The river rose. ")
		time.Sleep(rest / 8)
	}
	f.Close()
	expect("slow.txt")
	if took := time.Since(last); took < rest {
		t.Errorf("%v after the last piece", took)
	}
	put(t, filepath.Join(dir, "moved.part"), "The river rose.")
	os.Rename(filepath.Join(dir, "moved.part"), filepath.Join(dir, "moved.txt"))
	expect("moved.txt")

	// A folder that comes with its files is looked into, and one that comes into it.
	put(t, filepath.Join(dir, "new/deep/x.txt"), "The river rose.")
	expect("new/deep/x.txt")
	put(t, filepath.Join(dir, "new/deep/deeper/y.txt"), "The river rose.")
	expect("new/deep/deeper/y.txt")

	// What changes comes again; what is only looked at, or goes, does not.
	if _, err := os.ReadFile(filepath.Join(dir, "b.txt")); err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(dir, "moved.txt"))
	put(t, filepath.Join(dir, "a.txt"), "The river rose again.")
	expect("a.txt")

	os.RemoveAll(dir)
	if got := next(); !strings.Contains(got, filepath.Base(dir)) {
		t.Errorf("the folder is gone: %q", got)
	}
}

func TestNoFolder(t *testing.T) {
	next, end := watched(t, filepath.Join(t.TempDir(), "none"))
	defer end()
	if got := next(); !strings.Contains(got, "none") {
		t.Error(got)
	}
}

// Once nothing comes, nothing is looked at but once in a while: it ends all the same.
func TestEnds(t *testing.T) {
	t.Parallel()
	_, end := watched(t, t.TempDir())
	time.Sleep(2 * rest)
	begun := time.Now()
	end()
	if took := time.Since(begun); took > seldom/2 {
		t.Errorf("after %v", took)
	}
}
