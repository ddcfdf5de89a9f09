//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A served workspace is one that a browser has opened.
type served struct {
	*http.Client
	base string
	cmd  *exec.Cmd
}

// started serves the ledger of a folder; by opened it is opened.
func started(t *testing.T, dir string, args ...string) (s *served, opened string) {
	t.Helper()
	path, err := exec.LookPath("assay")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, append([]string{"serve"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s = &served{&http.Client{Jar: jar, Timeout: patience}, "", cmd}
	opened = strings.TrimSpace(line)
	s.base, _, _ = strings.Cut(opened, "/open/")
	return s, opened
}

// serving serves the ledger of a folder, and opens it once it was looked at.
func serving(t *testing.T, dir string, args ...string) *served {
	t.Helper()
	s, opened := started(t, dir, args...)
	s.page(t, strings.TrimPrefix(opened, s.base))
	s.page(t, "/stories")
	return s
}

// page returns a page, once the ledger was looked at.
func (s *served) page(t *testing.T, path string) string {
	t.Helper()
	for {
		resp, err := s.Get(s.base + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err == nil && resp.StatusCode == http.StatusOK {
			return string(b)
		}
		if err != nil || resp.StatusCode != http.StatusServiceUnavailable {
			t.Fatalf("%s: %s, %v", path, resp.Status, err)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// drop drops files, each a name and what is in it.
func (s *served) drop(t *testing.T, files ...string) {
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
	resp, err := s.Post(s.base+"/add", w.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
}

// TestDropped drops files on the workspace: they are read as assay add reads them, under their own
// names. Killed meanwhile, the program leaves nothing of them when it is started again.
func TestDropped(t *testing.T) {
	dir := t.TempDir()
	text := func(n int) string {
		return fmt.Sprintf("DADU, Pakistan — At least %d people died in the flood of district %d on Monday. The mayor said that %d houses were destroyed.\n", n+3, n, 2*n+5)
	}
	write(t, filepath.Join(dir, "old.txt"), text(0))
	if code, out := end(t, dir, "add", "--reader", "fast", "old.txt"); code != 0 {
		t.Fatal(out)
	}
	s := serving(t, dir, "--reader", "fast", "--published", "2023-08-24")
	s.drop(t, "one.txt", text(1), "again.txt", text(1), "folder/two.txt", text(2), "folder/picture.png", "\x89PNG", "noise.txt", "\x00\x01\x02\x03")
	for until := time.Now().Add(patience); !strings.Contains(s.page(t, "/added"), `data-added="fresh"`); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("it is not added")
		}
	}
	body := s.page(t, "/")
	for _, words := range []string{"2 reports added", "1 the same bytes as others", "1 refused", "<strong>noise.txt</strong>: "} {
		if !strings.Contains(body, words) {
			t.Errorf("the pile does not say %s", words)
		}
	}
	if body := s.page(t, "/quarantine"); !strings.Contains(body, "noise.txt") || strings.Contains(body, "-dropped-") {
		t.Error("what was refused is not in quarantine under its name")
	}
	code, out := end(t, dir, "stories", "--columns", "path,published")
	for _, words := range []string{"one.txt", "folder/two.txt", "2023-08-24"} {
		if !strings.Contains(out, words) || code != 0 {
			t.Errorf("%d: the ledger does not say %s:\n%s", code, words, out)
		}
	}
	left := func() int {
		list, err := filepath.Glob(filepath.Join(dir, "assay.db-dropped-*"))
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if left() > 0 {
		t.Error("the folder is left")
	}
	for try := 1; ; try++ {
		var many []string
		for n := range 200 {
			many = append(many, fmt.Sprintf("many/%d.txt", n), strings.Repeat(text(try*1000+n), 20))
		}
		s.drop(t, many...)
		s.cmd.Process.Kill()
		s.cmd.Wait()
		if left() == 1 {
			break
		}
		if try == 5 {
			t.Fatal("killed too late to say anything")
		}
		s = serving(t, dir, "--reader", "fast")
	}
	serving(t, dir)
	if left() > 0 {
		t.Error("what a killed program left is not removed")
	}
	if code, out := end(t, dir, "verify"); code != 0 {
		t.Error(out)
	}
}
