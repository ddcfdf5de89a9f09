package workspace

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A figure is corrected beside its report, another is added by its words and put elsewhere, and each says
// what it changed.
func TestCorrect(t *testing.T) {
	d := open(t)
	ann := reviewer{d, "Ann"}
	page := "/reports/47fb2746"
	body := ann.get(t, page)
	for _, words := range []string{`data-at="`, `class="pl"`, `class="tm"`, `class="ac"`, page + "/figures/f1"} {
		if !strings.Contains(body, words) {
			t.Errorf("the report has no %s", words)
		}
	}
	if raw := ann.get(t, page+"?raw=1"); !strings.Contains(raw, "<pre") || strings.Contains(raw, "<mark") {
		t.Error("the text is not by itself")
	}
	fig := ann.get(t, page+"/figures/f1")
	if !strings.Contains(fig, "Dadu, Sindh, PAK") || !strings.Contains(fig, "<svg") {
		t.Error("the places that it may be at are not shown")
	}
	f := form(fig)
	f.Set("verb", "set")
	f.Set("why", "for a test")
	f.Set("by", "Ann")
	f.Set("low", "60")
	if resp := ann.post(t, "/rulings", f); resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(resp.Header.Get("Location"), page) {
		t.Fatal(resp.Status, resp.Header)
	}
	d.Server.keeper.wrote = d.Server.keeper.wrote.Add(-quiet)
	if err := d.look(context.Background()); err != nil {
		t.Fatal(err)
	}
	if body := ann.get(t, "/changes"); !strings.Contains(body, "3 origins, in conflict</td><td data-label=\"Is\">") {
		t.Error("it does not say what it changed")
	}
	if body := ann.get(t, page); !strings.Contains(body, "moved <a") {
		t.Error("nothing leads to what changed")
	}

	add := url.Values{"words": {"some  1,200 families"}, "why": {"the noun belongs to it"}, "by": {"Ann"}, "entry": {"f2"}}
	if resp := ann.post(t, page+"/figures", add); resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp.Status)
	}
	if body := ann.get(t, page); !strings.Contains(body, "added by hand") {
		t.Error("it is not added")
	}
	for _, bad := range []url.Values{
		{"words": {""}, "why": {"x"}},
		{"words": {"no such words"}, "why": {"x"}},
		{"words": {"people"}, "why": {"x"}, "best": {"3"}}, // which of them?
		{"words": {"Roads"}, "why": {"x"}},                 // no number
		{"words": {"Roads"}, "best": {"3"}},                // no reason
		{"words": {"some 1,200"}, "why": {"x"}, "entry": {"f999"}},
	} {
		if resp := ann.post(t, page+"/figures", bad); resp.StatusCode != http.StatusBadRequest && resp.StatusCode != http.StatusNotFound {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
}
