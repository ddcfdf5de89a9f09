//go:build unix

package main

import (
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	"assay/store"
)

// TestKilledInReview kills the workspace at moments of chance while somebody reviews. What it had
// answered that it keeps is there when the ledger is opened again, and the ledger is verified.
func TestKilledInReview(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o777); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		write(t, filepath.Join(dir, "in", fmt.Sprintf("%d.txt", i)), fmt.Sprintf("DADU, Pakistan — At least %d people died in the flood of district %d on Monday. The mayor said that %d houses were destroyed and %d people were missing.\n", i+3, i, 2*i+5, 3*i+4))
	}
	if code, out := end(t, dir, "add", "--reader", "fast", "in"); code != 0 {
		t.Fatal(out)
	}
	times := 3
	if os.Getenv("ASSAY_LONG") != "" {
		times = 20
	}
	rnd := rand.New(rand.NewPCG(3, 9))
	kept := 0
	for n := range times {
		kept += killedInReview(t, dir, time.Duration(rnd.IntN(800))*time.Millisecond)
		st, err := store.Open(t.Context(), filepath.Join(dir, "assay.db"))
		if err != nil {
			t.Fatal(err)
		}
		said, _, err := st.Codings(t.Context(), "Kim")
		st.Close()
		if err != nil || len(said) < kept {
			t.Fatalf("killed %d times: of %d answers that were acknowledged %d are there, %v", n+1, kept, len(said), err)
		}
		kept = len(said)
	}
	if kept == 0 {
		t.Error("nothing was said before it was killed")
	}
	if code, out := end(t, dir, "verify"); code != 0 {
		t.Error(out)
	}
	t.Logf("killed %d times, %d answers kept", times, kept)
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// killedInReview reviews until the program is killed, some time after its first answer, and returns how
// many it acknowledged.
func killedInReview(t *testing.T, dir string, after time.Duration) (kept int) {
	s, opened := started(t, dir)
	defer s.cmd.Wait()
	defer s.cmd.Process.Kill()
	client, base, cmd := s.Client, s.base, s.cmd
	get := func(path string) (string, error) {
		for {
			resp, err := client.Get(path)
			if err != nil {
				return "", err
			}
			b, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil || resp.StatusCode == http.StatusOK {
				return string(b), err
			}
			if resp.StatusCode != http.StatusServiceUnavailable {
				return "", fmt.Errorf("%s: %s", path, resp.Status)
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
	for _, path := range []string{opened, base + "/stories"} { // the second once the ledger was looked at
		if _, err := get(path); err != nil {
			t.Fatal(err)
		}
	}
	resp, err := client.PostForm(base+"/review/coder", url.Values{"coder": {"Kim"}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	body, err := get(base + "/review")
	if err != nil {
		t.Fatal(err)
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for k := 0; k < 1000; k++ {
		form := url.Values{"verb": {[]string{"confirm", "drop", "hold"}[k%3]}}
		for _, m := range hiddenField.FindAllStringSubmatch(body, -1) {
			form.Set(m[1], html.UnescapeString(m[2]))
		}
		if form.Get("id") == "" {
			if body, err = get(base + "/review?state=done"); err != nil { // all are done: again
				return kept
			}
			continue
		}
		resp, err := client.PostForm(base+"/review", form)
		if err != nil {
			return kept
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusSeeOther {
			if kept++; kept == 1 {
				time.AfterFunc(after, func() { cmd.Process.Signal(syscall.SIGKILL) })
			}
		} else if resp.StatusCode != http.StatusConflict {
			t.Errorf("%s", resp.Status)
		}
		if body, err = get(base + "/review"); err != nil {
			return kept
		}
	}
	t.Error("it is not killed")
	return kept
}
