package workspace

import (
	"context"
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

// ledgerOf reads reports into a new ledger.
func ledgerOf(t testing.TB, paths ...string) string {
	t.Helper()
	ctx := context.Background()
	name := filepath.Join(t.TempDir(), "assay.db")
	st, err := store.Create(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	stages := pipeline.Default(pipeline.Options{Lang: lang.Options{Reader: lang.Fast}})
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

var links1 = regexp.MustCompile(`href="([^"]+)"`)

// TestLinks follows every link from the first page on.
func TestLinks(t *testing.T) {
	d := open(t)
	seen := map[string]bool{"/": true}
	for queue := []string{"/"}; len(queue) > 0; queue = queue[1:] {
		body := d.page(t, queue[0])
		if strings.HasPrefix(queue[0], "/assets/") {
			continue
		}
		for _, m := range links1.FindAllStringSubmatch(body, -1) {
			href := strings.ReplaceAll(m[1], "&amp;", "&")
			if !strings.HasPrefix(href, "#") && !seen[href] {
				seen[href] = true
				if len(seen) < 400 {
					queue = append(queue, href)
				}
			}
		}
	}
	t.Logf("%d addresses", len(seen))
	if len(seen) < 100 {
		t.Errorf("only %d addresses", len(seen))
	}
}
