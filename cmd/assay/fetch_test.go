package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"assay/fetch"
	"assay/store"
)

// testWeb is a web that a server on this machine answers for, whatever the host. Only here
// can a fetch be told of one: there is no flag and no variable for it in the program.
func testWeb(server string) fetch.Options {
	if server == "" {
		return fetch.Options{}
	}
	return fetch.Options{Pause: time.Millisecond, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server)
	}}
}

// Nothing of the program says how connections are made: the public internet alone is asked.
func TestNobodyDials(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(path, "_test.go") && bytes.Contains(b, []byte("Dial")) {
			t.Errorf("%s says how connections are made", path)
		}
	}
}

const pageOf = `<!doctype html><html lang="en"><head><title>Flood in Dadu</title></head><body><article><h1>Flood in Dadu</h1>
<p>DADU, Jan. 3 - %s people died in the flood, the mayor of Dadu said on Monday, as the river rose above its banks.</p>
<p>More than 400 families left their homes for the hills north of the town, the police said.</p></article></body></html>`

// news is a server with a feed of two pages, one of which has changed after a while.
type news struct {
	later      atomic.Bool
	same, full atomic.Int32
}

func (n *news) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	words, ok := map[string]string{"/one": "Twelve", "/two": "Fifteen", "/slow": "Nine"}[r.URL.Path]
	if r.URL.Path == "/two" && n.later.Load() {
		words = "Seventeen"
	}
	switch {
	case r.URL.Path == "/feed":
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>News</title><item><title>1</title><link>http://%s/one</link></item><item><title>2</title><link>/two</link></item></channel></rss>`, r.Host)
	case r.URL.Path == "/blank":
		io.WriteString(w, "<html><body></body></html>")
	case !ok:
		http.NotFound(w, r)
	case r.Header.Get("If-None-Match") == `"`+words+`"`:
		n.same.Add(1)
		w.WriteHeader(http.StatusNotModified)
	default:
		n.full.Add(1)
		w.Header().Set("Etag", `"`+words+`"`)
		fmt.Fprintf(w, pageOf, words)
	}
}

func TestFetch(t *testing.T) {
	n := &news{}
	server := httptest.NewServer(n)
	defer server.Close()
	ledger := filepath.Join(t.TempDir(), "a.db")
	t.Chdir(t.TempDir()) // no settings
	do := func(want int, args ...string) (out, errs string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		c := newConsole(t.Context(), strings.NewReader(""), &stdout, &stderr)
		c.web = testWeb(server.Listener.Addr().String())
		if code := c.run(append(args, "-l", ledger)); code != want {
			t.Fatalf("%v: exit status %d: %s", args, code, &stderr)
		}
		return stdout.String(), stderr.String()
	}
	get := func(want int, says string, addresses ...string) {
		t.Helper()
		_, errs := do(want, append([]string{"fetch", "--reader", "fast"}, addresses...)...)
		if !strings.Contains(errs, says) {
			t.Errorf("%v: %q, want %q", addresses, errs, says)
		}
	}
	get(exitUsage, "fetch one.html: is no address of the web: write it as https://host/page; files are read by assay add", "one.html")
	get(exitDone, "2 inputs: 2 added, 0 read anew, 0 known already", "http://news.example/feed", "http://news.example/two")
	// The same again adds nothing, and nothing of it is sent.
	before, _ := do(exitDone, "export", "--as", "jsonl")
	full := n.full.Load()
	get(exitDone, "2 inputs: 0 added, 0 read anew, 2 known already", "http://news.example/feed")
	if after, _ := do(exitDone, "export", "--as", "jsonl"); after != before || n.full.Load() != full || n.same.Load() != 2 {
		t.Errorf("%d sent in full, %d not", n.full.Load()-full, n.same.Load())
	}
	if strings.Count(before, `:"http://news.example/one","`) != 2 || strings.Count(before, `"fetched":"`) != 2 {
		t.Error(before[:min(len(before), 600)])
	}
	// What has changed is a report of its own, and a copy of the other.
	n.later.Store(true)
	get(exitDone, "2 inputs: 1 added, 0 read anew, 1 known already", "http://news.example/feed")
	get(exitDone, "1 input: 0 added, 0 read anew, 1 known already", "http://news.example/two")
	if out, _ := do(exitDone, "stories", "--format", "csv", "--columns", "path"); strings.Count(out, "/two") != 2 {
		t.Error(out)
	}
	// What cannot be got is named and not kept; what was got and cannot be read is in quarantine.
	get(exitInput, "assay: http://news.example/three: the server answers 404 Not Found: check how the address is written\n", "http://news.example/three")
	get(exitInput, "3 inputs: 0 added, 0 read anew, 1 known already, 0 the same bytes as others, 1 in quarantine, 1 not fetched\n", "http://news.example/three", "http://news.example/blank", "http://news.example/one")
	if out, _ := do(exitDone, "quarantine", "--format", "csv"); strings.Count(out, "\n") != 2 || !strings.Contains(out, ",http://news.example/blank,") {
		t.Error(out)
	}
	do(exitInput, "quarantine", "retry", "http://news.example/blank")
	do(exitDone, "quarantine", "drop", "--all")
	// Read again from its bytes it is the same, with the time at which it was fetched.
	before, _ = do(exitDone, "export", "--as", "jsonl")
	do(exitDone, "reread", "--reader", "fast", "--all")
	if after, _ := do(exitDone, "export", "--as", "jsonl"); after != before {
		t.Errorf("reread, it is\n%s\nand not\n%s", after, before)
	}
	do(exitDone, "verify")
	// What was taken out is asked for in full again.
	do(exitDone, "remove", "http://news.example/one")
	get(exitDone, "1 input: 1 added", "http://news.example/one")
	do(exitDone, "verify")
	// Erased, no byte of it is left, nor of the header with which it was sent.
	do(exitDone, "erase", "http://news.example/one")
	left, err := filepath.Glob(ledger + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range left {
		b, err := os.ReadFile(path)
		if err == nil && (bytes.Contains(b, []byte("news.example/one")) || bytes.Contains(b, []byte(`"Twelve"`))) {
			t.Errorf("%s has bytes of it", path)
		}
	}
}

// Of a PDF file its sheet is kept; whether it has changed is asked as of a page.
func TestFetchPDF(t *testing.T) {
	const content = "BT /F 12 Tf 70 700 Td (Twelve people died in the flood in Dadu on Monday, the mayor said.) Tj ET"
	file := fmt.Sprintf("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"+
		"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n", len(content), content)
	same := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/a.pdf":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == `"e1"`:
			same++
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("Etag", `"e1"`)
			w.Header().Set("Content-Type", "application/pdf")
			io.WriteString(w, file)
		}
	}))
	defer server.Close()
	t.Chdir(t.TempDir())
	for _, step := range []struct{ says, command string }{
		{"1 input: 1 added", "fetch --reader fast http://news.example/a.pdf"},
		{"1 input: 0 added, 0 read anew, 1 known already", "fetch --reader fast http://news.example/a.pdf"},
		{"1 ", "reread --reader fast --all"},
		{"", "verify"},
		{"1 input: 0 added, 0 read anew, 1 known already", "fetch --reader fast http://news.example/a.pdf"},
	} {
		var out bytes.Buffer
		c := newConsole(t.Context(), strings.NewReader(""), &out, &out)
		c.web = testWeb(server.Listener.Addr().String())
		if code := c.run(strings.Fields(step.command)); code != exitDone || !strings.Contains(out.String(), step.says) {
			t.Errorf("%s: %d, %s", step.command, code, &out)
		}
	}
	st, err := store.Open(t.Context(), "assay.db")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	raw, from, err := st.LastSent(t.Context(), "http://news.example/a.pdf")
	if err != nil || !bytes.HasPrefix(raw, []byte("%assay-pdf ")) || !strings.Contains(from.Sent, "\r\nContent-Type: application/pdf\r\n") || same != 2 {
		t.Errorf("%d the same; kept are %q, %q, %v", same, raw, from.Sent, err)
	}
}

// The header of a response stands in the ledger as long as its page does, and nobody alters it unseen.
func TestFetchKeepsHeaders(t *testing.T) {
	server := httptest.NewServer(&news{})
	defer server.Close()
	dir := t.TempDir()
	t.Chdir(dir)
	c := newConsole(t.Context(), strings.NewReader(""), io.Discard, io.Discard)
	c.web = testWeb(server.Listener.Addr().String())
	if code := c.run([]string{"fetch", "--reader", "fast", "http://news.example/one"}); code != exitDone {
		t.Fatal(code)
	}
	st, err := store.Open(t.Context(), "assay.db")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	raw, from, err := st.LastSent(t.Context(), "http://news.example/one")
	if err != nil || !bytes.HasSuffix(raw, []byte("</html>")) {
		t.Fatalf("%q, %v", raw, err)
	}
	for _, want := range []string{"^WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/one\r\nWARC-Date: 20", "\r\nWARC-IP-Address: 127.0.0.1\r\n", "\r\n\r\nHTTP/1.1 200 OK\r\n", "\r\nEtag: \"Twelve\"\r\n", "\r\nX-Crawler-Content-Length: \\d+\r\n", "\r\n\r\n$"} {
		if !regexp.MustCompile(want).MatchString(from.Sent) {
			t.Errorf("no %q in %s", want, from.Sent)
		}
	}
	if raw, other, _ := st.LastSent(t.Context(), "http://news.example/"); raw != nil {
		t.Errorf("another page has %v", other)
	}
	if code := c.run([]string{"verify"}); code != exitDone {
		t.Error(code)
	}
	db, err := sql.Open("sqlite", "assay.db")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE provenance SET known = replace(known, 'Twelve', 'Eleven')"); err != nil {
		t.Fatal(err)
	}
	if raw, from, err := st.LastSent(t.Context(), "http://news.example/one"); raw != nil || err != nil {
		t.Errorf("altered, it is %v, %v", from, err)
	}
	var out bytes.Buffer
	c.stdout = &out
	if code := c.run([]string{"verify"}); code != exitInput || !strings.Contains(out.String(), "what is known of input 1 http://news.example/one: it is not as it was written") {
		t.Errorf("%d: %s", code, &out)
	}
}
