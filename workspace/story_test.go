package workspace

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// copied is the address of the story of the demo that most reports are of.
func (d *desk) copied(t *testing.T) string {
	t.Helper()
	id, most := "", 1
	for _, s := range d.pile.Load().stories {
		if s.reports > most {
			id, most = s.id, s.reports
		}
	}
	if id == "" {
		t.Fatal("the demo has no copies")
	}
	return "/stories/" + id
}

// TestStory shows who has a text from whom, two side by side with the words that one changed, and
// overrules that they are of one text.
func TestStory(t *testing.T) {
	d := open(t)
	at := d.copied(t)
	was := d.page(t, at)
	for _, want := range []string{"Made from", "% shared", `<section class="diff"`, `class="edit`, "side by side", `value="apart"`} {
		if !strings.Contains(was, want) {
			t.Errorf("the story lacks %q", want)
		}
	}
	story, err := d.keeper.st.Story(t.Context(), strings.TrimPrefix(at, "/stories/"), false)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, cells := range story.Rows {
		ids = append(ids, row{story, cells}.text("report"))
	}
	short := func(id string) string { return strings.TrimPrefix(id, "sha256:")[:8] }
	if body := d.page(t, at+"?from="+short(ids[1])+"&to="+short(ids[0])); !strings.Contains(body, `id="two"`) {
		t.Error("two reports are not shown in the other order")
	}
	for _, bad := range []string{"?from=00000000", "?from=" + short(ids[0]) + "&to=" + short(ids[0]), "?to=%3Cscript%3E"} {
		if resp := d.ask(t, guest{path: at + bad, header: map[string]string{"Cookie": d.cookie()}}); resp.StatusCode != 404 && resp.StatusCode != 400 {
			t.Errorf("%s: %s", bad, resp.Status)
		}
	}
	good := url.Values{"a": {ids[0]}, "b": {ids[1]}, "verb": {"apart"}, "why": {"two <i>desks</i> wrote it"}, "by": {"Ann"}}
	for name, change := range map[string]url.Values{"no reason": {"why": {" "}}, "no verb": {"verb": {"x"}}, "no report": {"b": {"ffffffffff"}}, "one twice": {"b": {ids[0]}}} {
		form := url.Values{}
		for k, values := range good {
			form[k] = values
		}
		for k, values := range change {
			form[k] = values
		}
		if resp := d.post(t, "/stories", form); resp.StatusCode != 400 && resp.StatusCode != 404 {
			t.Errorf("%s: %s", name, resp.Status)
		}
	}
	resp := d.post(t, "/stories", good)
	next := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther || !strings.HasPrefix(next, "/stories/st") {
		t.Fatal(resp.Status, next)
	}
	d.again(t)
	body := d.page(t, next)
	if !strings.Contains(body, "two &lt;i&gt;desks&lt;/i&gt; wrote it") || strings.Contains(body, `name="b" value="`+ids[1]+`"`) {
		t.Error("the story does not say what was ruled, or has both reports still")
	}
	list, err := d.keeper.st.Rulings(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if resp := d.post(t, "/rulings/"+list[0].ID+"/undo", url.Values{"back": {at}}); resp.StatusCode != http.StatusSeeOther {
		t.Error(resp.Status)
	}
	d.again(t)
	if is := d.page(t, at); !strings.Contains(is, `name="b" value="`) || strings.Contains(is, "desks") {
		t.Error("what was taken back is not as it was")
	}
}
