package workspace

import (
	"fmt"
	"html"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay/lang"
)

// source is the id of the first source.
func (d *desk) source(t testing.TB) string {
	t.Helper()
	for n := 0; d.held.Load() == nil && n < 600; n++ { // a share whose pile is being put together
		time.Sleep(100 * time.Millisecond)
	}
	list := d.held.Load().said.list
	if len(list) == 0 {
		t.Fatal("there are no sources")
	}
	return list[0].id
}

// TestMap shows places by how closely they are known, what is told there, and by days.
func TestMap(t *testing.T) {
	d := open(t)
	body := d.page(t, "/map")
	for _, want := range []string{`class="place wide"`, `<circle class="place"`, `data-open`, "Dadu", "Outline: Natural Earth", `type="range"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the map lacks %q", want)
		}
	}
	href := regexp.MustCompile(`href="(/map/places\?[^"]*)"`).FindStringSubmatch(body)
	if href == nil {
		t.Fatal("no place leads to its events")
	}
	if place := d.page(t, html.UnescapeString(href[1])); !strings.Contains(place, `href="/events/occ`) {
		t.Errorf("%s shows no event", href[1])
	}
	p := d.pile.Load()
	last := dayOf(p.to) - 1
	shown := regexp.MustCompile(`(\d+) events?`)
	n := func(path string) int {
		m := shown.FindStringSubmatch(d.page(t, path))
		if m == nil {
			t.Fatalf("%s does not say how many events there are", path)
		}
		k, _ := strconv.Atoi(m[1])
		return k
	}
	all, day := n("/map"), n(fmt.Sprintf("/map?from=%d&to=%d", last, last))
	if all != len(p.events) || day >= all {
		t.Errorf("%d events of %d, %d on the last day", all, len(p.events), day)
	}
	country := p.events[0].Countries[0]
	if k := n("/map?country=" + country); k == 0 || k >= all+1 {
		t.Errorf("%d events in %s", k, country)
	}
	for _, odd := range []string{"/map?from=x&to=-99999999999", "/map?from=9999999999999999999", "/map?to=1&from=99999999", "/map?country=<>&action=x", "/timeline?from=99999999&to=-5", "/map/places?id=geonames:2921044"} {
		d.page(t, odd)
	}
	for path, want := range map[string]int{"/map/places?id=x": 404, "/map/moves?start=x&end=y": 404, "/sources/x": 404, "/sources?find=min:3": 400, "/sources?find=(": 400} {
		if got := d.ask(t, guest{path: path, header: map[string]string{"Cookie": d.cookie()}}).StatusCode; got != want {
			t.Errorf("%s: %d, not %d", path, got, want)
		}
	}
}

// TestMoves draws movements from place to place, and leads to their words; none of one person.
func TestMoves(t *testing.T) {
	d := at(t, ledgerBy(t, lang.Options{}, "../testdata/demo"))
	body := d.page(t, "/map")
	hrefs := regexp.MustCompile(`href="(/map/moves\?[^"]*)"`).FindAllStringSubmatch(body, -1)
	if len(hrefs) == 0 || !strings.Contains(body, `class="move"`) {
		t.Fatal("no movements")
	}
	for _, href := range hrefs {
		if moves := d.page(t, html.UnescapeString(href[1])); !regexp.MustCompile(`href="/quotes/[0-9a-f]{8}/m\d+"`).MatchString(moves) {
			t.Errorf("%s shows no words", href[1])
		}
	}
}

// TestTimeline counts each event once, in bars and in their table.
func TestTimeline(t *testing.T) {
	d := open(t)
	body := d.page(t, "/timeline")
	for _, want := range []string{"<rect ", "<circle ", "Events in order of time", `href="/estimates/`, `href="/events/`} {
		if !strings.Contains(body, want) {
			t.Errorf("the line of time lacks %q", want)
		}
	}
	p, n := d.pile.Load(), 0
	for _, m := range regexp.MustCompile(`data-label="Events">(\d+)<`).FindAllStringSubmatch(body, -1) {
		k, _ := strconv.Atoi(m[1])
		n += k
	}
	want := 0
	for _, e := range p.events {
		if !e.Begin.IsZero() && !e.Begin.Before(p.from) && e.Begin.Before(p.to) {
			want++
		}
	}
	if n != want || n == 0 {
		t.Errorf("%d events in all bars, not %d", n, want)
	}
	for _, span := range []int{1, 40, 66, 67, 500, 3000, 30000, 300000} {
		from := time.Date(1999, 12, 31, 0, 0, 0, 0, time.UTC)
		list := buckets(from, from.AddDate(0, 0, span))
		if len(list) > mostBuckets || !list[0].from.Equal(from) || !list[len(list)-1].to.Equal(from.AddDate(0, 0, span)) {
			t.Errorf("%d days in %d", span, len(list))
		}
		for i := range list {
			if b := in(list, list[i].from); b != &list[i] || i > 0 && !list[i-1].to.Equal(list[i].from) {
				t.Errorf("%d days: %v", span, list[i])
			}
		}
	}
}

// TestSources lists who says what with what became of their figures, and nobody who is private.
func TestSources(t *testing.T) {
	d := at(t, ledgerBy(t, lang.Options{}, "../testdata/demo"))
	body := d.page(t, "/sources")
	for _, want := range []string{"Sindh Provincial Disaster Management Authority", "institution", "official", "outlet", "stand"} {
		if !strings.Contains(body, want) {
			t.Errorf("sources lack %q", want)
		}
	}
	id := d.source(t)
	for _, path := range []string{"/sources/" + id, "/sources/" + id + "?list=figures", "/sources?find=stance:denies", "/sources?kind=outlet"} {
		d.page(t, path)
	}
	if body := d.page(t, "/sources?find=sindh"); !strings.Contains(body, "Sindh Provincial") || strings.Contains(body, "Red Crescent") {
		t.Error("what is looked for is not what is found")
	}
}

// TestSourcesPrivate holds that private persons stand on no page of sources also where they are
// shown by name elsewhere, and that nobody is a source by a role.
func TestSourcesPrivate(t *testing.T) {
	files, names, public := private(t)
	d := at(t, ledgerBy(t, lang.Options{}, files...))
	d.seat.names.set(true)
	pages := 0
	d.walk(t, 200, func(address, body string) {
		if !strings.HasPrefix(address, "/sources") && !strings.HasPrefix(address, "/map") {
			return
		}
		pages++
		words := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(body, " "))), " ")
		for _, name := range names {
			for _, w := range append(strings.Fields(name), name) {
				if !public[w] && regexp.MustCompile(`(^|\PL)`+regexp.QuoteMeta(w)+`(\PL|$)`).MatchString(words) {
					t.Errorf("%s names %s", address, w)
				}
			}
		}
	})
	if pages < 20 {
		t.Errorf("only %d pages", pages)
	}
	for name, want := range map[string]bool{"Ana de la Rosa": true, "a baker": false, "Kenyan baker": false, "the mayor of Haro": false, "Haro": false} {
		if personName(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
	for name, want := range map[string]bool{"Haro Relief League": true, "the Ministry": false, "police": false, "A teachers’ union": false, "The Haro police": true} {
		if properName(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}

// TestAtlasPace holds the map, the line of time and the sources of the ledger that ASSAY_LEDGER
// names to their time, once they were looked at.
func TestAtlasPace(t *testing.T) {
	ledger := os.Getenv("ASSAY_LEDGER")
	if ledger == "" {
		t.Skip("SKIPPED: ASSAY_LEDGER names no ledger to measure")
	}
	d := at(t, ledger)
	p := d.pile.Load()
	day := dayOf(p.from)
	where := p.where[p.events[0]]
	if where == nil {
		t.Fatal("the first event has no place")
	}
	id := d.source(t)
	for _, path := range []string{"/map", "/map?country=" + where.Country, fmt.Sprintf("/map?from=%d&to=%d", day, day+20), "/map/places?id=" + where.ID, "/timeline", "/timeline?page=40", fmt.Sprintf("/timeline?from=%d&to=%d", day, day), "/sources", "/sources?find=police", "/sources?find=outlet:herald", "/sources/" + id, "/sources/" + id + "?list=figures&page=9"} {
		start := time.Now()
		d.page(t, path)
		first := time.Since(start)
		start = time.Now()
		n := len(d.page(t, path))
		took := time.Since(start)
		t.Logf("%-40s %8d bytes, first %v, then %v", path, n, first, took)
		if took > 300*time.Millisecond {
			t.Errorf("%s takes %v", path, took)
		}
	}
}
