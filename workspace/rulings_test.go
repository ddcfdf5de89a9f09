package workspace

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"assay/store"
)

// post sends a form as a page of the server does.
func (d *desk) post(t *testing.T, path string, form url.Values) *http.Response {
	t.Helper()
	return d.ask(t, guest{method: http.MethodPost, path: path, body: form.Encode(), header: map[string]string{"Cookie": d.cookie(), "Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": sameOrigin}})
}

// again lets the keeper see what was written.
func (d *desk) again(t *testing.T) {
	t.Helper()
	d.keeper.wrote = time.Time{}
	if err := d.look(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestRule overrules an estimate and a figure, sees it, and takes it back.
func TestRule(t *testing.T) {
	d := open(t)
	est := &d.pile.Load().screen.Run.Estimates[0]
	page := "/estimates/" + est.ID
	was := d.page(t, page)
	for name, form := range map[string]url.Values{
		"no reason":    {"id": {est.ID}, "verb": {"set"}, "best": {"5"}},
		"no change":    {"id": {est.ID}, "verb": {"set"}, "why": {"x"}, "best": {"5"}, "was-best": {"5"}},
		"no verb":      {"id": {est.ID}, "why": {"x"}},
		"another verb": {"id": {est.ID}, "why": {"x"}, "verb": {"split"}},
		"no number":    {"id": {est.ID}, "why": {"x"}, "verb": {"set"}, "best": {"many"}},
		"of nothing":   {"id": {"est00000000"}, "why": {"x"}, "verb": {"confirm"}},
	} {
		if resp := d.post(t, "/rulings", form); resp.StatusCode != 400 && resp.StatusCode != 404 {
			t.Errorf("%s: %s", name, resp.Status)
		}
	}
	refused := d.post(t, "/rulings", url.Values{"id": {est.ID}, "verb": {"set"}, "best": {"5"}, "back": {page}})
	if b, _ := io.ReadAll(refused.Body); !strings.Contains(string(b), `<a href="`+page+`">Back`) {
		t.Error("what is refused does not lead back")
	}
	resp := d.post(t, "/rulings", url.Values{"id": {est.ID}, "verb": {"set"}, "best": {"4321"}, "low": {"4000"}, "high": {"5000"}, "why": {"the register <b>says</b> so"}, "by": {"Ann"}, "back": {page}})
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != page {
		t.Fatal(resp.Status, resp.Header.Get("Location"))
	}
	d.again(t)
	for _, path := range []string{page, "/rulings"} {
		if body := d.page(t, path); !strings.Contains(body, "4,321") && !strings.Contains(body, "4321") || !strings.Contains(body, "the register &lt;b&gt;says&lt;/b&gt; so") {
			t.Errorf("%s does not say what was ruled", path)
		}
	}
	if !strings.Contains(d.page(t, page), `value="Ann"`) {
		t.Error("who ruled last is not proposed")
	}
	for _, id := range regexp.MustCompile(`/rulings/(r[0-9a-f-]+)/undo`).FindAllStringSubmatch(d.page(t, "/rulings"), -1) {
		if resp := d.post(t, "/rulings/"+id[1]+"/undo", url.Values{"back": {"/rulings"}}); resp.StatusCode != http.StatusSeeOther {
			t.Error(resp.Status)
		}
	}
	d.again(t)
	moved := regexp.MustCompile(`<p class="aside">The last changes[^\n]*?</p>`) // of an hour, not of the estimate
	if is := strings.ReplaceAll(moved.ReplaceAllString(d.page(t, page), ""), `value="Ann"`, `value=""`); is != was {
		t.Error("what was taken back is not as it was")
	}
}

// TestAfterRemoval shows the log of a ledger from which a report was removed that it names.
func TestAfterRemoval(t *testing.T) {
	name := ledgerOf(t, "../testdata/demo")
	st, err := store.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := st.IDs(t.Context())
	if err == nil {
		_, err = st.Remove(t.Context(), ids[:1], false)
	}
	if err := errors.Join(err, st.Close()); err != nil {
		t.Fatal(err)
	}
	d := at(t, name)
	gone, left := strings.TrimPrefix(ids[0], "sha256:")[:8], strings.TrimPrefix(ids[1], "sha256:")[:8]
	body := d.page(t, "/log")
	if !strings.Contains(body, gone) || strings.Contains(body, "/reports/"+gone) || !strings.Contains(body, "/reports/"+left) {
		t.Errorf("the log does not name the report that was removed, or leads to it:\n%s", body)
	}
}
