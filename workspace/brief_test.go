package workspace

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// file returns what is handed out for a form.
func (d *desk) file(t *testing.T, path string, form url.Values) (string, []byte) {
	t.Helper()
	resp := d.post(t, path, form)
	b, err := io.ReadAll(resp.Body)
	kept := resp.Header.Get("Content-Disposition")
	if err != nil || resp.StatusCode != http.StatusOK || !strings.HasPrefix(kept, "attachment") {
		t.Fatalf("%s %v: %s, %s, %v\n%.300s", path, form, resp.Status, kept, err, b)
	}
	return kept, b
}

// TestBrief collects evidence, orders it, writes to it, takes it out and back, and hands it out.
func TestBrief(t *testing.T) {
	d := open(t)
	d.post(t, "/settings", url.Values{"by": {"Ann"}, "coders": {"1"}})
	p := d.pile.Load()
	est, event, report := p.screen.Run.Estimates[0].ID, p.events[0].ID, strings.TrimPrefix(p.stories[0].fullest, "sha256:")[:8]
	for _, page := range []string{"/estimates/" + est, "/events/" + event, "/reports/" + report, "/quotes/" + report + "/f1"} {
		if body := d.page(t, page); !strings.Contains(body, `data-key="b"`) {
			t.Errorf("%s cannot be put into a brief", page)
		}
	}
	for _, put := range []string{est, report + ":f1", report + ":c1", report, event} {
		if resp := d.post(t, "/briefs", url.Values{"brief": {"Haro & <b>Beira</b>/1"}, "put": {put}, "back": {"/estimates/" + est}}); resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/estimates/"+est {
			t.Fatal(put, resp.Status, resp.Header.Get("Location"))
		}
	}
	for _, bad := range []url.Values{{"brief": {".."}, "put": {est}}, {"brief": {""}, "put": {est}}, {"brief": {"x"}, "put": {"est00000000"}}, {"brief": {"x"}, "put": {"occ00000000"}}, {"brief": {"x"}, "put": {report + ":f9999"}}, {"brief": {"x"}, "put": {report + ":"}}, {"brief": {"x"}, "put": {"<script>"}}} {
		if resp := d.post(t, "/briefs", bad); resp.StatusCode != 400 && resp.StatusCode != 404 {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
	const at = "/briefs/Haro%20&%20%3Cb%3EBeira%3C%2Fb%3E%2F1"
	if body := d.page(t, "/"); !strings.Contains(body, `It is in the brief <a href="/briefs/`) {
		t.Error("it is not said that it is in the brief")
	}
	if body := d.page(t, "/briefs"); !strings.Contains(body, "Haro &amp; &lt;b&gt;Beira&lt;/b&gt;/1") {
		t.Error("the brief is not listed")
	}
	say := func(form url.Values) {
		t.Helper()
		if resp := d.post(t, at, form); resp.StatusCode != http.StatusSeeOther {
			t.Fatal(form, resp.Status)
		}
	}
	ids := func() (list []string) {
		for _, m := range regexp.MustCompile(`<li id="p(\d+)"`).FindAllStringSubmatch(d.page(t, at), -1) {
			list = append(list, m[1])
		}
		return list
	}
	first := ids()
	if len(first) < 6 {
		t.Fatalf("the brief has %d pieces", len(first))
	}
	say(url.Values{"do": {"paragraph"}, "words": {"<script>alert(1)</script>\nof our own"}})
	say(url.Values{"do": {"heading"}, "words": {"{{.Secret}}"}})
	all := ids()
	last := all[len(all)-1]
	for range len(all) - 1 {
		say(url.Values{"do": {"up"}, "piece": {last}})
	}
	say(url.Values{"do": {"up"}, "piece": {last}}) // it is the first
	if now := ids(); now[0] != last {
		t.Errorf("it is not the first: %v", now)
	}
	say(url.Values{"do": {"down"}, "piece": {last}})
	if now := ids(); now[1] != last || now[0] != first[0] {
		t.Errorf("it is not the second: %v", now)
	}
	say(url.Values{"do": {"take"}, "piece": {last}})
	say(url.Values{"do": {"undo"}})
	if now := ids(); now[1] != last {
		t.Errorf("what was taken out is not back: %v", now)
	}
	say(url.Values{"do": {"write"}, "piece": {last}, "words": {"What is known"}})
	body := d.page(t, at)
	for _, want := range []string{"What is known", "&lt;script&gt;alert(1)&lt;/script&gt;", `<a href="/estimates/` + est + `"`, `<a href="/quotes/` + report + `/f1"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the brief lacks %q", want)
		}
	}
	for _, bad := range []url.Values{{"do": {"x"}}, {"do": {"paragraph"}, "words": {" "}}, {"do": {"take"}, "piece": {"0"}}, {"do": {"up"}, "piece": {"x"}}, {"do": {"write"}, "piece": {first[0]}, "words": {"y"}}} {
		if resp := d.post(t, at, bad); resp.StatusCode != 400 && resp.StatusCode != 404 {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
	for as, want := range map[string]string{"html": `id="n1"`, "markdown": "\n[^1]: ", "docx": "footnotes.xml"} {
		kept, file := d.file(t, at+"/export", url.Values{"as": {as}})
		if !bytes.Contains(file, []byte(want)) || strings.ContainsAny(kept, "</&") || bytes.Contains(file, []byte("<script>")) {
			t.Errorf("%s: %s", as, kept)
		}
	}
	if resp := d.post(t, at+"/export", url.Values{"as": {"exe"}}); resp.StatusCode != 400 {
		t.Error(resp.Status)
	}
	for range 60 {
		if resp := d.post(t, at, url.Values{"do": {"undo"}}); resp.StatusCode != http.StatusSeeOther {
			break
		}
	}
	if now := ids(); len(now) != 0 {
		t.Errorf("after all was taken back there is %v", now)
	}
}

// TestExports hands out a ledger, or a part, and enters in the log when names leave.
func TestExports(t *testing.T) {
	d := open(t)
	for _, as := range []string{"csv", "html", "markdown", "geojson", "xlsx", "xmi"} {
		kept, file := d.file(t, "/exports", url.Values{"as": {as}, "q": {"action:killed"}})
		if as == "csv" {
			z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
			if err != nil || len(z.File) != 6 {
				t.Error(kept, err)
			}
		}
	}
	for _, bad := range []url.Values{{"as": {"x"}}, {"as": {"csv"}, "q": {"nosuchfield:x ("}}, {"as": {"csv"}, "q": {"action:nothing"}}, {"as": {"rdf"}, "coarsen": {"admin1"}}} {
		if resp := d.post(t, "/exports", bad); resp.StatusCode != 400 && resp.StatusCode != 404 {
			t.Errorf("%v: %s", bad, resp.Status)
		}
	}
	if strings.Contains(d.page(t, "/log"), "serve export") {
		t.Error("names are logged that did not leave")
	}
	d.post(t, "/names", url.Values{"show": {"1"}})
	d.file(t, "/exports", url.Values{"as": {"geojson"}})
	if !strings.Contains(d.page(t, "/log"), "serve export geojson") {
		t.Error("names left, and the log does not say so")
	}
	for _, page := range []string{"/log?page=99999999999", "/log?page=-3", "/log?page=7"} {
		d.page(t, page)
	}
	if resp := d.post(t, "/settings", url.Values{"by": {strings.Repeat("a", 500)}, "coders": {"1"}}); resp.StatusCode != 400 {
		t.Error(resp.Status)
	}
	if resp := d.post(t, "/settings", url.Values{"by": {"Ben"}, "coders": {"7"}}); resp.StatusCode != 400 {
		t.Error(resp.Status)
	}
	if resp := d.post(t, "/settings", url.Values{"by": {"Ben"}, "coders": {"2"}}); resp.StatusCode != http.StatusSeeOther || !strings.Contains(d.page(t, "/settings"), `value="2" selected`) || !strings.Contains(d.page(t, "/settings"), `value="Ben"`) {
		t.Error(resp.Status)
	}
}

// TestBriefNames holds that no brief names a private person, on its page and where it is handed
// out, in words of the user either; and that it does when it is asked for, which is logged.
func TestBriefNames(t *testing.T) {
	files, names, _ := private(t)
	d := at(t, ledgerOf(t, files...))
	called := "All of " + names[0]
	for _, id := range d.reports(t) {
		short := strings.TrimPrefix(id, "sha256:")[:8]
		for _, entry := range []string{"", ":f1", ":f2", ":c1", ":c2", ":c3", ":c4"} {
			d.post(t, "/briefs", url.Values{"brief": {called}, "put": {short + entry}})
		}
	}
	list := d.page(t, "/briefs")
	hrefs := regexp.MustCompile(`<a href="(/briefs/[^"]*)"`).FindAllStringSubmatch(list, -1)
	if len(hrefs) == 0 || hrefs[0][1] != hrefs[len(hrefs)-1][1] {
		t.Fatal(hrefs)
	}
	at := html.UnescapeString(hrefs[0][1])
	d.post(t, at, url.Values{"do": {"paragraph"}, "words": {"They were " + strings.Join(names, ", ") + "."}})
	all := func() (out string) {
		out = d.page(t, "/briefs") + d.page(t, at)
		for _, as := range []string{"html", "markdown"} {
			kept, b := d.file(t, at+"/export", url.Values{"as": {as}})
			out += kept + string(b)
		}
		return out
	}
	words := all()
	for _, name := range names {
		if strings.Contains(words, name) {
			t.Errorf("a brief names %s", name)
		}
	}
	if strings.Contains(d.page(t, "/log"), "serve export") {
		t.Error("names are logged that did not leave")
	}
	d.post(t, "/names", url.Values{"show": {"1"}})
	named := 0
	for words, k := all(), 0; k < len(names); k++ {
		if strings.Contains(words, names[k]) {
			named++
		}
	}
	if named == 0 || !strings.Contains(d.page(t, "/log"), "serve export brief") {
		t.Errorf("%d are named when it is asked for, or it is not logged", named)
	}
}
