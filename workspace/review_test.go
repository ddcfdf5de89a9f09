package workspace

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"assay/table"
)

// A reviewer is a coder in a browser of their own.
type reviewer struct {
	*desk
	name string
}

func (r reviewer) header() map[string]string {
	return map[string]string{"Cookie": r.cookie() + "; " + coderCookie + "=" + url.QueryEscape(r.name), "Sec-Fetch-Site": "same-origin"}
}

func (r reviewer) get(t *testing.T, path string) string {
	t.Helper()
	resp := r.ask(t, guest{path: path, header: r.header()})
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v\n%s", path, resp.Status, err, b)
	}
	return string(b)
}

func (r reviewer) post(t *testing.T, path string, form url.Values) *http.Response {
	t.Helper()
	return r.ask(t, guest{method: http.MethodPost, path: path, body: form.Encode(), header: r.header()})
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// form is what the form of the task in hand would send.
func form(page string) url.Values {
	v := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		v.Set(m[1], html.UnescapeString(m[2]))
		if name, ok := strings.CutPrefix(m[1], "was-"); ok {
			v.Set(name, html.UnescapeString(m[2]))
		}
	}
	return v
}

// Two coders review without seeing each other, differ, and one of them is followed; all is taken
// back by one key, over a restart.
func TestReview(t *testing.T) {
	name := ledgerOf(t, "../testdata/demo")
	d := at(t, name)
	ann, ben := reviewer{d, "Ann Lee"}, reviewer{d, "Ben"}
	if body := (reviewer{d, ""}).get(t, "/review"); !strings.Contains(body, "Your name") {
		t.Error("nobody is asked who reviews")
	}
	if resp := ann.post(t, "/review/coder", url.Values{"coder": {"Ann Lee"}, "coders": {"2"}}); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.Status)
	}
	first := ann.get(t, "/review")
	said := func(r reviewer, page, verb string, more ...string) int {
		f := form(page)
		f.Set("verb", verb)
		for i := 0; i < len(more); i += 2 {
			f.Set(more[i], more[i+1])
		}
		return r.post(t, "/review", f).StatusCode
	}
	id := form(first).Get("id")
	if got := said(ann, first, "set", "best", "40123", "why", "as the table says"); got != http.StatusSeeOther {
		t.Fatal(got)
	}
	if got := said(ann, first, "confirm"); got != http.StatusConflict {
		t.Errorf("what was changed meanwhile: %d", got)
	}
	if now := ann.get(t, "/review"); form(now).Get("id") == id || !strings.Contains(now, "1 done") {
		t.Error("the task is not done")
	}
	same := ben.get(t, "/review")
	if form(same).Get("id") != id || strings.Contains(same, "40123") || strings.Contains(same, "Ann") {
		t.Error("Ben sees what Ann said")
	}
	if got := said(ben, same, "drop"); got != http.StatusSeeOther {
		t.Fatal(got)
	}
	if body := ann.get(t, "/rulings"); strings.Contains(body, "40123") {
		t.Error("it holds without agreement")
	}
	body := ann.get(t, "/review/agreement")
	for _, words := range []string{"best = 40123", "Ben: drop", "As Ann Lee"} {
		if !strings.Contains(body, words) {
			t.Errorf("the page of agreement has no %q", words)
		}
	}
	if resp := ben.post(t, "/review/agreement", url.Values{"id": {id}, "as": {"Ann Lee"}, "why": {"looked it up"}}); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.Status)
	}
	if body := ann.get(t, "/rulings"); !strings.Contains(body, "best = 40123") || !strings.Contains(body, "looked it up") {
		t.Error("what was decided does not hold")
	}

	again := at(t, name)
	ann.desk, ben.desk = again, again
	for range 2 { // the decision, and the figure dropped
		if resp := ben.post(t, "/review/undo", nil); resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/review?at="+url.QueryEscape(id) {
			t.Fatal(resp.Status, resp.Header)
		}
	}
	if resp := ben.post(t, "/review/undo", nil); resp.StatusCode != http.StatusNotFound {
		t.Error(resp.Status)
	}
	if body := ann.get(t, "/rulings"); strings.Contains(body, "40123") {
		t.Error("it holds still")
	}
	if body := ann.get(t, "/review?state=done"); form(body).Get("id") != id {
		t.Error("what Ann said is gone")
	}
}

// Every task of the queue can be opened and confirmed.
func TestQueue(t *testing.T) {
	d := open(t)
	list := d.held.Load().tasks
	if len(list) < 10 {
		t.Fatalf("%d tasks", len(list))
	}
	ann := reviewer{d, "Ann"}
	for range list {
		f := form(ann.get(t, "/review"))
		f.Set("verb", "confirm")
		if resp := ann.post(t, "/review", f); resp.StatusCode != http.StatusSeeOther {
			b, _ := io.ReadAll(resp.Body)
			t.Fatalf("%s: %s %s", f.Get("id"), resp.Status, b)
		}
	}
	if body := ann.get(t, "/review"); !strings.Contains(body, "Nothing is left") {
		t.Error("something is left")
	}
}

// Two coders, each in two windows, and somebody who rules say what they say at once: all that was
// acknowledged is kept, and of two that say something of one figure by one page one is told so.
func TestAtOnce(t *testing.T) {
	d := open(t)
	const each = 8
	coders := []string{"Ann", "Ben"}
	if resp := (reviewer{d, "Ann"}).post(t, "/review/coder", url.Values{"coder": {"Ann"}, "coders": {"2"}}); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.Status)
	}
	ids := d.pile.Load().ids[table.Estimates]
	var all sync.WaitGroup
	for k, name := range coders {
		all.Go(func() {
			r := reviewer{d, name}
			for i := range each {
				f := form(r.get(t, "/review"))
				f.Set("verb", []string{"confirm", "drop", "hold"}[(i+k)%3])
				var status [2]int
				var windows sync.WaitGroup
				for w := range status {
					windows.Go(func() { status[w] = r.post(t, "/review", f).StatusCode })
				}
				windows.Wait()
				if slices.Sort(status[:]); status != [2]int{http.StatusSeeOther, http.StatusConflict} {
					t.Errorf("%s, %s in two windows: %v", name, f.Get("id"), status)
				}
			}
		})
	}
	all.Go(func() {
		for i := range each {
			if resp := d.post(t, "/rulings", url.Values{"id": {ids[i]}, "verb": {"confirm"}, "why": {"as it is"}, "by": {"Cy"}}); resp.StatusCode != http.StatusSeeOther {
				t.Errorf("%s: %s", ids[i], resp.Status)
			}
		}
	})
	all.Wait()
	for _, name := range coders {
		if said, _, err := d.keeper.st.Codings(t.Context(), name); err != nil || len(said) != each {
			t.Errorf("of %d that %s said %d are kept, %v", each, name, len(said), err)
		}
	}
	list, err := d.keeper.st.Rulings(t.Context())
	n := 0
	for i := range list {
		if list[i].By == "Cy" {
			n++
		}
	}
	if err != nil || n != each {
		t.Errorf("of %d rulings %d are kept, %v", each, n, err)
	}
}
