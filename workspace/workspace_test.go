package workspace

import (
	"context"
	"html"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"assay/ingest"
	"assay/lang"
	"assay/pipeline"
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
	ctx := context.Background()
	name := filepath.Join(t.TempDir(), "assay.db")
	st, err := store.Create(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	stages := pipeline.Default(pipeline.Options{Lang: by})
	var b store.Batch
	for res := range pipeline.Run(ctx, ingest.Read(ctx, paths, ingest.Options{}), stages, 1) {
		if res.Err != nil {
			b.Failed = append(b.Failed, store.Failed{Path: res.Path, Raw: res.Raw, Reason: res.Err.Error()})
			continue
		}
		b.Docs = append(b.Docs, res.Doc)
	}
	if _, err := st.Take(ctx, b, stages); err != nil {
		t.Fatal(err)
	}
	return name
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
	d := &desk{Server: s, access: newAccess("8765")}
	d.handler = d.access.guard(s.handler())
	return d
}

func open(t testing.TB) *desk { return at(t, ledgerOf(t, "../testdata/demo")) }

// example fills the pattern of a path with what is in the ledger.
func (d *desk) example(t testing.TB, path string) string {
	t.Helper()
	p := d.pile.Load()
	report := strings.TrimPrefix(p.stories[0].fullest, "sha256:")[:8]
	list := strings.NewReplacer("{$}", "", "{rest...}", "nothing", "{report}", report, "{entry}", "f1",
		"/events/{id}", "/events/"+p.events[0].ID, "/stories/{id}", "/stories/"+p.stories[0].id, "/rulings/{id}", "/rulings/r00000000",
		"/estimates/{id}", "/estimates/"+p.screen.Run.Estimates[0].ID, "/assets/{digest}/{name}", d.assets["workspace.js"].path)
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
			href := html.UnescapeString(m[1])
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
