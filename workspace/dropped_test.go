package workspace

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/store"
)

// send sends files to a desk, each a name and what is in it.
func (d *desk) send(t *testing.T, header map[string]string, files ...string) *http.Response {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		part, err := w.CreateFormFile("file", files[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, files[i+1])
	}
	w.Close()
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8765"+addAt, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Cookie", d.cookie())
	for name, value := range header {
		r.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	d.handler.ServeHTTP(answer, r)
	return answer.Result()
}

// left are the folders beside a ledger.
func left(t *testing.T, ledger string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(ledger))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.IsDir() && !strings.HasSuffix(e.Name(), "-index") {
			names = append(names, e.Name())
		}
	}
	return names
}

// TestDrop sends files, by names that would lead elsewhere too, and holds what is handed on, what
// the pile says of it, and that nothing is left of them.
func TestDrop(t *testing.T) {
	d := open(t)
	if got := d.send(t, nil, "a.txt", "words").StatusCode; got != http.StatusNotFound {
		t.Errorf("a server that adds nothing: %d", got)
	}
	var files, folders []string
	d.Add = func(ctx context.Context, in Dropped) error {
		folders = append(folders, in.Folder)
		files = nil
		err := filepath.WalkDir(in.Folder, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			name, _ := filepath.Rel(in.Folder, path)
			files = append(files, filepath.ToSlash(name)+"="+string(b))
			return err
		})
		files = append(files, "paths "+strings.Join(in.Paths, " | "))
		err = errors.Join(err, in.Alone(func() error { return nil }))
		in.Told(Taken{Added: store.Added{New: 2, Replaced: 1}, Known: 3, Bytes: 4, Refused: []Refused{{"b<i>.txt", "it is no text"}}})
		return err
	}
	resp := d.send(t, nil, "../../a.txt", "one", "a.txt", "two", `C:\in\b.txt`, "three", "folder/sub/c.html", "four", "folder/d.html", "five", "-", "six")
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/" {
		t.Errorf("%s", resp.Status)
	}
	if got := d.send(t, nil, "late.txt", "words").StatusCode; got != http.StatusConflict {
		t.Errorf("while others are being added: %d", got)
	}
	if body := d.page(t, "/stories"); !strings.Contains(body, "6 files are being added") {
		t.Error("it is not said that files are being added")
	}
	d.addOne(t.Context(), <-d.dropped)
	want := []string{"C:/in/b.txt=three", "_=six", "a (2).txt=two", "a.txt=one", "folder/d.html=five", "folder/sub/c.html=four", "paths a.txt | a (2).txt | C: | folder | _"}
	if !slices.Equal(files, want) {
		t.Errorf("%q\nnot\n%q", files, want)
	}
	if list := left(t, d.ledger); len(list) > 0 {
		t.Errorf("left: %v", list)
	}
	if body := d.page(t, "/added"); strings.Contains(body, `data-added="fresh"`) {
		t.Error("fresh before the pile was looked at")
	}
	if err := d.look(t.Context()); err != nil {
		t.Fatal(err)
	}
	body := d.page(t, "/")
	for _, words := range []string{`data-added="fresh"`, "2 reports added, 1 read anew, 3 known already", "1 refused", "<strong>b&lt;i&gt;.txt</strong>: it is no text"} {
		if !strings.Contains(body, words) {
			t.Errorf("the pile does not say %s", words)
		}
	}
	if strings.Contains(d.page(t, "/stories"), "data-added") {
		t.Error("the outcome stands on other pages")
	}
	if resp := d.ask(t, guest{method: http.MethodPost, path: addedAt, header: map[string]string{"Cookie": d.cookie()}}); resp.StatusCode != http.StatusSeeOther {
		t.Error(resp.Status)
	}
	if strings.Contains(d.page(t, "/"), "data-added") {
		t.Error("the outcome is not put away")
	}
	if got := d.send(t, map[string]string{"HX-Request": "true"}, "a.txt", "words").StatusCode; got != http.StatusAccepted {
		t.Errorf("%d", got)
	}
	d.Add = func(context.Context, Dropped) error { return errors.New("the disk is full") }
	d.note = func(string) {}
	d.addOne(t.Context(), <-d.dropped)
	if body := d.page(t, "/"); !strings.Contains(body, "The rest was not added: the disk is full") {
		t.Error("it is not said why not")
	}
}

// TestDropRefused sends what is not taken, and holds that it is said why and that nothing is left.
func TestDropRefused(t *testing.T) {
	d := open(t)
	d.Add = func(context.Context, Dropped) error { return nil }
	words := func(resp *http.Response) string {
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if resp := d.send(t, nil, "", ""); resp.StatusCode != http.StatusBadRequest || !strings.Contains(words(resp), "no file was chosen") {
		t.Error(resp.Status)
	}
	if resp := d.ask(t, guest{method: http.MethodPost, path: addAt, body: "file=x", header: map[string]string{"Cookie": d.cookie()}}); resp.StatusCode != http.StatusBadRequest {
		t.Error(resp.Status)
	}
	if resp := d.send(t, map[string]string{"Cookie": ""}, "a.txt", "words"); resp.StatusCode != http.StatusUnauthorized {
		t.Error(resp.Status)
	}
	if resp := d.send(t, map[string]string{"Origin": "http://evil.example"}, "a.txt", "words"); resp.StatusCode != http.StatusForbidden {
		t.Error(resp.Status)
	}
	much := strings.Repeat("x", mostDropped/4+1)
	if resp := d.send(t, nil, "a", much, "b", much, "c", much, "d", much); resp.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(words(resp), "more than 256 MB") {
		t.Error(resp.Status)
	}
	if list := left(t, d.ledger); len(list) > 0 {
		t.Errorf("left: %v", list)
	}
	d.ledger = filepath.Join(t.TempDir(), "gone", "assay.db")
	if resp := d.send(t, nil, "a.txt", "words"); resp.StatusCode != http.StatusBadRequest || !strings.Contains(words(resp), "cannot be written to") {
		t.Error(resp.Status)
	}
	if d.drop.running() {
		t.Error("what was refused is being added")
	}
}

// TestDropLeft removes what a killed program left, and nothing else.
func TestDropLeft(t *testing.T) {
	d := open(t)
	noted := 0
	d.note = func(string) { noted++ }
	gone := filepath.Base(d.ledger) + dropMark
	for _, name := range []string{gone + fmt.Sprint(os.Getpid()) + "-1", gone + "999999999-1", gone + fmt.Sprint(os.Getppid()) + "-1", gone + "x", "other"} {
		if err := os.MkdirAll(filepath.Join(filepath.Dir(d.ledger), name, "in"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	d.forgetDropped()
	if list := left(t, d.ledger); len(list) != 3 || noted != 2 {
		t.Errorf("left: %v; noted %d", list, noted)
	}
}

func TestCleanName(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a.txt", "/etc/passwd": "etc/passwd", "..": "_", "": "_", "-": "_", "a\x00b\n.txt": "ab.txt", "Größe – 3.txt": "Größe – 3.txt", ".hidden": ".hidden",
		"a/../../b": "a/b", strings.Repeat("ä", 200) + ".html": strings.Repeat("ä", 57) + ".html",
	} {
		if got := cleanName(name); got != want {
			t.Errorf("%q: %q, not %q", name, got, cmp.Or(want, "nothing"))
		}
	}
}
