package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// told returns what Read says of paths, without dir: a line for each item.
func told(dir string, paths []string, opt Options) (got []string) {
	for item := range Read(context.Background(), paths, opt) {
		s := item.Path + " "
		if item.Err != nil {
			s = "! " + item.Err.Error()
		} else {
			s += item.Report.Text
		}
		got = append(got, strings.ReplaceAll(s, dir+string(filepath.Separator), ""))
	}
	return got
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// An array in a file that is larger than the limit is read record by record, and
// each record may be as long as the limit.
func TestLongArray(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.json")
	long := strings.Repeat("x", 300)
	raw := "\ufeff [ {\"text\": \"One, ]\\\" two.\"} ,\n{\"text\": \"" + long + "\"},{\"url\": \"u\"}, {bad}\n, {\"text\": \"Last.\"} ]\n"
	if err := os.WriteFile(path, []byte(raw), 0o644); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`a.json:1 One, ]" two.`,
		"! a.json:2: too large: it is over the limit of 200 bytes: split it into reports",
		`! a.json:3: no text: "text", "content" or "body" must hold it; it has "url"`,
		"! a.json:4: malformed JSON at line 1, column 2: invalid character 'b' looking for beginning of object key string; mend it or fetch it again",
		"a.json:5 Last.",
	}
	same(t, told(dir, []string{path}, Options{MaxBytes: 200}), want...)
	same(t, told(dir, []string{"-"}, Options{MaxBytes: 200, Stdin: strings.NewReader(strings.Replace(raw, "a.json", "-", 1))}),
		strings.Split(strings.ReplaceAll(strings.Join(want, "\n"), "a.json", "-"), "\n")...)
	for _, c := range []struct{ raw, want string }{
		{"[{\"text\":\"One.\"} {\"text\":\"Two.\"}" + long, "behind record 1: '{' where a comma should be"},
		{"[{\"text\":\"One.\"}, {\"text\":\"" + long, "behind record 1: it breaks off"},
		{"[{\"text\":\"One.\"},,{\"text\":\"Two.\"}" + long, "behind record 1: no record follows"},
	} {
		got := told(dir, []string{"-"}, Options{MaxBytes: 200, Stdin: strings.NewReader(c.raw)})
		if len(got) != 2 || got[0] != "-:1 One." || !strings.Contains(got[1], c.want) {
			t.Errorf("%.40q: %q", c.raw, got)
		}
	}
}

// JSON Lines from a pipe may be longer than the limit, too.
func TestLongPipeOfLines(t *testing.T) {
	raw := strings.Repeat("{\"text\": \"One of many.\"}\n", 50)
	got := told("", []string{"-"}, Options{MaxBytes: 200, Stdin: strings.NewReader(raw)})
	if len(got) != 50 || got[49] != "-:50 One of many." {
		t.Errorf("%d items, the last %q", len(got), got[len(got)-1])
	}
	same(t, told("", []string{"-"}, Options{MaxBytes: 200, Stdin: strings.NewReader("{\n\"text\": \"" + strings.Repeat("x", 300))}),
		"! -: too large: it is over the limit of 200 bytes: split it into reports")
}

func TestTextTooLong(t *testing.T) {
	item := Parse("book.txt", []byte(strings.Repeat("The river rose. ", maxText/16+1)), Options{})[0]
	if item.Err == nil || item.Err.Error() != "book.txt: too long for one report: its text is 2 MB, over the limit of 2 MB: split it into reports" {
		t.Errorf("got %v", item.Err)
	}
}

// An onRead tells when it is read from.
type onRead struct {
	io.Reader
	told func()
}

func (r onRead) Read(b []byte) (int, error) {
	r.told()
	return r.Reader.Read(b)
}

// Reading ends when it is told to, whatever the other end of the pipe does.
func TestSilentPipe(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	silent, w := io.Pipe()
	defer w.Close()
	ended := make(chan error)
	asked := onRead{silent, func() { time.AfterFunc(20*time.Millisecond, cancel) }}
	go func() {
		for item := range Read(ctx, []string{"-", "more.txt"}, Options{Stdin: asked}) {
			ended <- item.Err
		}
		close(ended)
	}()
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) || !strings.HasPrefix(fmt.Sprint(err), "-: not read to the end") {
			t.Errorf("got %v", err)
		}
	case <-time.After(3 * time.Minute):
		t.Fatal("still reading")
	}
	if err, more := <-ended; more {
		t.Errorf("and then %v", err)
	}
}

// Files of a folder come in the order of the bytes of their names, on all systems.
func TestOrderInFolder(t *testing.T) {
	dir := t.TempDir()
	names := []string{"A.txt", "Z.txt", "a.txt", "a-b.txt", "a/1.txt", "a0.txt", "é.txt", "z.txt"}
	for i, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, fmt.Appendf(nil, "Report %d.", i), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var order []string
	for _, s := range told(dir, []string{dir}, Options{}) {
		name, _, _ := strings.Cut(s, " ")
		order = append(order, filepath.ToSlash(name))
	}
	want := []string{"A.txt", "Z.txt", "a/1.txt", "a-b.txt", "a.txt", "a0.txt", "z.txt", "é.txt"}
	if _, err := os.Stat(filepath.Join(dir, "z.TXT")); err == nil {
		t.Skip("SKIPPED: a file system that does not tell capitals")
	}
	same(t, order, want...)
}
