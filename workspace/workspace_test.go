package workspace

import (
	"context"
	"errors"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/ingest"
	"assay/lang"
	"assay/pipeline"
	"assay/screen"
	"assay/store"
)

// A desk is a server of a ledger, without a network.
type desk struct {
	*Server
	access  *access
	handler http.Handler
}

func (d *desk) cookie() string { return d.access.cookie + "=" + d.access.secret }

// ledgerOf reads reports fast into a new ledger.
func ledgerOf(t testing.TB, paths ...string) string {
	return ledgerBy(t, lang.Options{Reader: lang.Fast}, paths...)
}

func ledgerBy(t testing.TB, by lang.Options, paths ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "assay.db")
	if err := makeLedger(context.Background(), name, by, paths...); err != nil {
		t.Fatal(err)
	}
	return name
}

// makeLedger reads reports into a new ledger.
func makeLedger(ctx context.Context, name string, by lang.Options, paths ...string) error {
	st, err := store.Create(ctx, name)
	if err != nil {
		return err
	}
	stages := pipeline.Default(pipeline.Options{Lang: by})
	var b store.Batch
	for res := range pipeline.Run(ctx, ingest.Read(ctx, paths, ingest.Options{}), stages, 1) {
		if res.Err != nil {
			b.Failed = append(b.Failed, store.Failed{Path: res.Path, Raw: res.Raw, Reason: res.Err.Error()})
			continue
		}
		b.Docs = append(b.Docs, res.Doc)
	}
	_, err = st.Take(ctx, b, stages)
	return errors.Join(err, st.Close())
}

// at serves a ledger.
func at(t testing.TB, ledger string) *desk {
	t.Helper()
	s, err := New(context.Background(), ledger, func(words string) { t.Error(words) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.look(context.Background()); err != nil {
		t.Fatal(err)
	}
	return deskOf(s)
}

func deskOf(s *Server) *desk {
	d := &desk{Server: s, access: newAccess("8765")}
	d.handler = d.access.guard(s.handler())
	return d
}

func open(t testing.TB) *desk { return at(t, demo(t)) }

// example fills the pattern of a path with what is in the ledger.
func (d *desk) example(t testing.TB, path string) string {
	t.Helper()
	p := d.pile.Load()
	report := strings.TrimPrefix(p.stories[0].fullest, "sha256:")[:8]
	list := strings.NewReplacer("{$}", "", "{rest...}", "nothing", "{report}", report, "{entry}", "f1",
		"/events/{id}", "/events/"+p.events[0].ID, "/stories/{id}", "/stories/"+p.stories[0].id, "/rulings/{id}", "/rulings/r00000000", "/sources/{id}", "/sources/"+d.source(t),
		"/briefs/{name}", "/briefs/Haro", "/estimates/{id}", "/estimates/"+p.screen.Run.Estimates[0].ID, "/assets/{digest}/{name}", d.assets["workspace.js"].path)
	return list.Replace(path)
}

// reports are the ids of the reports of the ledger.
func (d *desk) reports(t testing.TB) []string {
	ids, err := d.keeper.st.IDs(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

var hrefs = regexp.MustCompile(`href="([^"]+)"`)

// walk calls f with every page that links lead to from the first on, most of them at most.
func (d *desk) walk(t *testing.T, most int, f func(address, body string)) {
	t.Helper()
	seen := map[string]bool{"/": true}
	for queue := []string{"/"}; len(queue) > 0; queue = queue[1:] {
		body := d.page(t, queue[0])
		f(queue[0], body)
		if strings.HasPrefix(queue[0], "/assets/") {
			continue
		}
		for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
			href, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if strings.HasPrefix(href, "/") && !seen[href] && len(seen) < most {
				seen[href] = true
				queue = append(queue, href)
			}
		}
	}
}

// TestLinks follows every link from the first page on.
func TestLinks(t *testing.T) {
	d := open(t)
	n := 0
	d.walk(t, 400, func(string, string) { n++ })
	if n < 100 {
		t.Errorf("only %d pages", n)
	}
}

// TestSummary says of a ledger in the first lines what the digest of its reports says.
func TestSummary(t *testing.T) {
	for _, folder := range []string{"../testdata/demo", "../testdata/trace"} {
		d := at(t, ledgerOf(t, folder))
		all, err := d.keeper.st.Pile(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		want := screen.New(screen.Run{Docs: all.Docs, Stories: all.Stories, Events: all.Events, Estimates: all.Estimates}, false).Summary()
		if got := d.pile.Load().summary; !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nand the digest\n%s", folder, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestServe opens a server as a browser does, while others add and rule, and ends it.
func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	s, err := New(ctx, ledgerOf(t, "../testdata/demo"), func(words string) { t.Error(words) })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	opened, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l, func(url string) { opened <- url }) }()
	address := <-opened
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Timeout: 3 * time.Minute}
	get := func(url string) (status int, body string) {
		resp, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(b)
	}
	base, _, _ := strings.Cut(address, opening)
	if status, _ := get(base + "/"); status != http.StatusUnauthorized {
		t.Errorf("without a token: %d", status)
	}
	if status, _ := get(address); status != http.StatusOK {
		t.Fatalf("%s: %d", address, status)
	}
	var body string
	for status := 0; status != http.StatusOK; {
		if status, body = get(base + "/"); status != http.StatusOK && status != http.StatusServiceUnavailable {
			t.Fatal(status)
		}
		time.Sleep(50 * time.Millisecond)
	}
	var paths []string
	for _, m := range hrefs.FindAllStringSubmatch(body, 40) {
		if strings.HasPrefix(m[1], "/e") {
			paths = append(paths, m[1])
		}
	}
	var readers sync.WaitGroup
	for k := range 8 {
		readers.Go(func() {
			for i := range 6 {
				if status, body := get(base + paths[(k+i)%len(paths)]); status != http.StatusOK {
					t.Errorf("%d: %.200s", status, body)
				}
			}
		})
	}
	est := s.pile.Load().screen.Run.Estimates[0].ID
	for range 3 { // one after another, while others read
		resp, err := client.PostForm(base+"/rulings", url.Values{"id": {est}, "verb": {"confirm"}, "why": {"as it is"}, "back": {"/rulings"}})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Error(resp.Status)
		}
	}
	readers.Wait()
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(3 * time.Minute):
		t.Fatal("does not end")
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("still listens")
	}
}

// TestReadOnly shows a ledger that cannot be written to.
func TestReadOnly(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("SKIPPED: root writes everywhere")
	}
	ledger := ledgerOf(t, "../testdata/demo")
	if err := os.Chmod(ledger, 0o444); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(ledger), 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Dir(ledger), 0o755)
	d := at(t, ledger)
	d.walk(t, 40, func(string, string) {})
}

// TestComplete proposes fields, and values that the pile has.
func TestComplete(t *testing.T) {
	d := open(t)
	for word, want := range map[string]string{
		"act": `["action:"]`, "action:ki": `["action:killed "]`, "outlet:kar": `["outlet:\"Karachi Evening Wire\" "]`, `outlet:"kar`: `["outlet:\"Karachi Evening Wire\" "]`,
		"place:pak": `["place:Pakistan "]`, "": `[]`, "nofield:x": `[]`, "xyz": `[]`,
	} {
		if got := strings.TrimSpace(d.page(t, "/complete?word="+url.QueryEscape(word))); got != want {
			t.Errorf("%s: %s, not %s", word, got, want)
		}
	}
}
