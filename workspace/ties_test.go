package workspace

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// chosenBy are the facets of a page, by their names, with what they offer and where that leads.
func chosenBy(body string) map[string][][]string {
	out := map[string][][]string{}
	parts := regexp.MustCompile(`<h2 id="choose-([a-z]+)">`).FindAllStringSubmatchIndex(body, -1)
	for k, at := range parts {
		end := len(body)
		if k+1 < len(parts) {
			end = parts[k+1][0]
		}
		out[body[at[2]:at[3]]] = regexp.MustCompile(`<a href="([^"]*)"[^>]*><span>([^<]*)</span> <span class="n">(\d+)</span>`).FindAllStringSubmatch(body[at[1]:end], -1)
	}
	return out
}

// TestFacets chooses by each facet of the pile and of the stories, and holds that as many are left as
// it says.
func TestFacets(t *testing.T) {
	d := at(t, ledgerOf(t, "../testdata/demo", "../testdata/wikinews"))
	for page, want := range map[string]string{
		"/":        "action agency conflict country language month outlet party place",
		"/stories": "action agency copies country language month outlet party place",
	} {
		got := chosenBy(d.page(t, page))
		for _, name := range strings.Fields(want) {
			if len(got[name]) == 0 {
				if name != "agency" && name != "language" { // all of one; none
					t.Errorf("%s: nothing is chosen by %s", page, name)
				}
				continue
			}
			value := got[name][0]
			body := d.page(t, strings.ReplaceAll(value[1], "&amp;", "&"))
			left := strconv.Itoa(strings.Count(body, "data-row")) // of a list on one page
			if of := regexp.MustCompile(`–\d+ of (\d+)<`).FindStringSubmatch(body); of != nil {
				left = of[1]
			}
			if left != value[3] {
				t.Errorf("%s: %s %s: %s are left, not %s", page, name, value[2], left, value[3])
			}
		}
	}
	// What is chosen stays to be taken back where nothing is left.
	if got := chosenBy(d.page(t, "/?outlet=Nobody"))["outlet"]; len(got) != 1 || got[0][1] != "/" || got[0][3] != "0" {
		t.Errorf("of what nothing has %v stays", got)
	}
	// What is not shown of a facet is led to.
	few := chosenBy(d.page(t, "/"))["action"]
	all := chosenBy(d.page(t, "/?all=action"))["action"]
	if len(few) != mostValues || len(all) <= len(few) {
		t.Errorf("of %d tolls %d are offered", len(all), len(few))
	}
	// Days bound both lists.
	p := d.pile.Load()
	for _, page := range []string{"/", "/stories"} {
		from := dayOf(p.since) + 400
		if now, before := d.page(t, page+"?from="+strconv.Itoa(from)), d.page(t, page); strings.Count(now, "data-row") >= strings.Count(before, "data-row") || strings.Contains(now, "2019-12") {
			t.Errorf("%s: days before those that are chosen", page)
		}
	}
	// What the reports say is not asked of them again where only rulings came.
	was := d.held.Load()
	d.post(t, "/rulings", url.Values{"id": {p.screen.Run.Estimates[0].ID}, "verb": {"confirm"}, "why": {"as it is"}})
	d.again(t)
	now := d.held.Load()
	if now == was || now.said != was.said || now.of != d.pile.Load() || now.of.ties.Load() == nil {
		t.Error("what the reports say was asked of them again")
	}
}
