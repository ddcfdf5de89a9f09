package workspace

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"assay/store"
)

// A figure is corrected beside its report, another is added by its words and put elsewhere, and each says
// what it changed.
func TestCorrect(t *testing.T) {
	d := open(t)
	ann := reviewer{d, "Ann"}
	page := "/reports/47fb2746"
	body := ann.get(t, page)
	for _, words := range []string{`data-at="`, `class="pl"`, `class="tm"`, `class="ac"`, page + "/entries/f1"} {
		if !strings.Contains(body, words) {
			t.Errorf("the report has no %s", words)
		}
	}
	if raw := ann.get(t, page+"?raw=1"); !strings.Contains(raw, "<pre") || strings.Contains(raw, "<mark") {
		t.Error("the text is not by itself")
	}
	fig := ann.get(t, page+"/entries/f1")
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
	if body := ann.get(t, "/changes"); !strings.Contains(body, "3 origins, in conflict</td><td data-label=\"Is\">43–71") {
		t.Error("it does not say what it changed")
	}
	if body := ann.get(t, page); !strings.Contains(body, "moved <a") {
		t.Error("nothing leads to what changed")
	}

	add := url.Values{"words": {"some  1,200 families"}, "why": {"the noun belongs to it"}, "by": {"Ann"}, "entry": {"f2"}}
	if resp := ann.post(t, page+"/entries", add); resp.StatusCode != http.StatusSeeOther {
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
		if resp := ann.post(t, page+"/entries", bad); resp.StatusCode != http.StatusBadRequest && resp.StatusCode != http.StatusNotFound {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
}

// A claim is corrected and another added as a figure is, by words that are written or selected; who went
// through all of a report says so.
func TestCorrectClaim(t *testing.T) {
	d := open(t)
	ann := reviewer{d, "Ann"}
	const page = "/reports/47fb2746"
	say := func(path string, form url.Values) string {
		t.Helper()
		resp := ann.post(t, path, form)
		if resp.StatusCode != http.StatusSeeOther {
			b, _ := io.ReadAll(resp.Body)
			t.Fatalf("%s: %s\n%s", path, resp.Status, b)
		}
		return resp.Header.Get("Location")
	}
	body := ann.get(t, page+"/entries/c1")
	for _, words := range []string{`<textarea name="content"`, `data-span`, `name="stance" value="denies"`, "It is no claim"} {
		if !strings.Contains(body, words) {
			t.Errorf("the claim has no %s", words)
		}
	}
	f := form(body)
	was := f.Get("content")
	first, rest, _ := strings.Cut(was, " ")
	f.Set("verb", "set")
	f.Set("why", "for a test")
	f.Set("by", "Ann")
	f.Set("stance", "denies")
	f.Set("content", rest)
	if back := say("/rulings", f); !strings.HasPrefix(back, page) {
		t.Error(back)
	}
	if body := ann.get(t, page); !strings.Contains(body, "stance set to denies, read as hedges") || !strings.Contains(body, "read as "+first) {
		t.Error("the report does not say what was said of the claim")
	}
	f = form(ann.get(t, page+"/entries/c1"))
	if f.Get("content") != rest {
		t.Errorf("%q is %q", rest, f.Get("content"))
	}
	report, err := d.keeper.st.Read(t.Context(), "47fb2746")
	if err != nil {
		t.Fatal(err)
	}
	cl := &report.Doc.Claims[0]
	if got := store.FieldOf(report.Doc, "c1", "content"); got != rest || len(cl.Ruled) != 2 {
		t.Errorf("%q, %v", got, cl.Ruled)
	}
	n := len(report.Doc.Claims)
	region := report.Doc.Regions[len(report.Doc.Regions)-1].Span
	for _, r := range report.Doc.Regions {
		if strings.Count(r.Span.In(report.Doc.Text), "the ") > 1 {
			region = r.Span
		}
	}
	at := strconv.Itoa(int(region.Start))
	say(page+"/entries", url.Values{"what": {"claim"}, "words": {"the"}, "at-words": {at}, "nth-words": {"1"}, "source": {"the"}, "at-source": {at}, "nth-source": {"0"}, "stance": {""}, "why": {"x"}, "by": {"Ann"}})
	if report, err = d.keeper.st.Read(t.Context(), "47fb2746"); err != nil || len(report.Doc.Claims) != n+1 {
		t.Fatal(len(report.Doc.Claims), err)
	}
	cl = &report.Doc.Claims[n]
	src, in := cl.Source.In(report.Doc.Sources), region.In(report.Doc.Text)
	if k := int(src.Span.Start - region.Start); k != strings.Index(in, "the") || int(cl.Content[0].Span.Start-region.Start) <= k {
		t.Errorf("%+v %+v", src, cl)
	}
	for _, bad := range []url.Values{
		{"what": {"claim"}, "words": {"the"}, "at-words": {at}, "nth-words": {"0"}, "why": {"x"}}, // nobody says it
		{"what": {"event"}, "words": {"the"}, "at-words": {at}, "nth-words": {"0"}, "why": {"x"}},
	} {
		if resp := ann.post(t, page+"/entries", bad); resp.StatusCode != http.StatusBadRequest {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
	if !strings.Contains(ann.get(t, "/quotes/47fb2746/c1"), "Accept or drop") {
		t.Error("a quoted claim is not accepted or dropped")
	}

	say("/rulings", url.Values{"id": {"47fb2746"}, "verb": {"whole"}, "by": {"Ann"}, "back": {page}})
	if body := ann.get(t, page); !strings.Contains(body, "<summary>gone through whole (r") {
		t.Error("it is not said that it was gone through")
	}
	rulings := ann.get(t, "/rulings")
	if !strings.Contains(rulings, "gone through whole") || !strings.Contains(rulings, `href="/quotes/47fb2746/c1"`) {
		t.Error("the list of rulings does not lead to them")
	}
}
