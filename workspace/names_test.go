package workspace

import (
	"context"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay/lang"
	"assay/store"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// private returns the files of testdata that name private persons, these, and the words of
// names that give nobody away.
func private(t *testing.T) (files, names []string, public map[string]bool) {
	b, err := os.ReadFile("../cmd/assay/testdata/persons.list")
	if err != nil {
		t.Fatal(err)
	}
	public = map[string]bool{}
	file := ""
	for line := range strings.Lines(string(b)) {
		kind, name, ok := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case kind == "" || kind == "#":
		case !ok:
			file = filepath.Join("../testdata", kind)
		case kind == "private":
			names = append(names, name)
			if !slices.Contains(files, file) {
				files = append(files, file)
			}
		default:
			for _, w := range strings.Fields(name) {
				public[w] = true
			}
		}
	}
	return files, names, public
}

// TestNames holds that no page and no answer of the API names a private person, and that pages
// do when it is asked for, which is logged; the API does not even then.
func TestNames(t *testing.T) {
	files, names, public := private(t)
	d := at(t, ledgerBy(t, lang.Options{}, files...))
	look := func(address, body string) (found bool) {
		words := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(body, ""))), " ")
		for _, name := range names {
			for _, w := range append(strings.Fields(name), name) {
				if !public[w] && regexp.MustCompile(`(^|\PL)`+regexp.QuoteMeta(w)+`(\PL|$)`).MatchString(words) {
					found = true
				}
			}
		}
		return found
	}
	api := []string{"/api/v1/reports?per_page=100", "/api/v1/stories?per_page=100", "/api/v1/events?per_page=100", "/api/v1/estimates?per_page=100"}
	for _, path := range d.reports(t) {
		api = append(api, "/api/v1/reports/"+path)
		r, err := d.keeper.st.Read(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		why := "x"
		for _, name := range names {
			if regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).MatchString(r.Doc.Text) {
				why += " " + name
			}
		}
		for _, entry := range []string{"c1", "c2", "f1"} { // what is said of these holds names of the report too
			id := strings.TrimPrefix(path, "sha256:")[:8] + ":" + entry
			say := []store.Saying{{Verb: store.Confirm}}
			if _, err := d.keeper.st.RuleOn(t.Context(), id, say, "Ann", why); err != nil {
				continue
			}
			api = append(api, "/api/v1/reports/"+path+"/entries/"+entry)
			if entry == "f1" {
				if err := d.keeper.st.Code(t.Context(), id, "Ann", say, why); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	d.again(t)
	api = append(api, "/api/v1/review?coder=Ann&per_page=100", "/api/v1/agreement")
	for _, path := range api {
		if look(path, d.page(t, path)) {
			t.Errorf("%s names a private person", path)
		}
	}
	d.walk(t, 400, func(address, body string) {
		if look(address, body) {
			t.Errorf("%s names a private person", address)
		}
	})
	resp := d.ask(t, guest{method: http.MethodPost, path: "/names", body: "show=1&back=/stories", header: map[string]string{"Cookie": d.cookie()}})
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.Status)
	}
	named := 0
	d.walk(t, 150, func(address, body string) {
		if look(address, body) {
			named++
		}
	})
	if named == 0 {
		t.Error("nobody is named when it is asked for")
	}
	for _, path := range api {
		if look(path, d.page(t, path)) {
			t.Errorf("%s names a private person when pages do", path)
		}
	}
	st, err := store.Open(context.Background(), d.ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	list, err := st.Log(t.Context())
	n := 0
	for _, e := range list {
		if e.What == "names" {
			n++
		}
	}
	if err != nil || n < named {
		t.Errorf("%d pages name persons, %d are logged, %v", named, n, err)
	}
}
