package workspace

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestAsOf moves the slider of an estimate and of an event over the days on which reports appeared, as a
// form does that no module helps, and holds that what was not known by then is not shown.
func TestAsOf(t *testing.T) {
	d := open(t)
	p := d.pile.Load()
	in := map[string]string{"Cookie": d.cookie()}
	for _, at := range []string{links.Estimate(p.screen.Run.Estimates[p.events[0].Tolls[0]].ID), links.Event(p.events[0].ID)} {
		body := d.page(t, at)
		steps := regexp.MustCompile(`<option value="(\d+)" label="([^"]*)" data-day="([^"]*)">`).FindAllStringSubmatch(body, -1)
		if len(steps) < 2 || steps[len(steps)-1][2] != now || steps[len(steps)-1][3] != "" {
			t.Fatalf("%s: steps %q", at, steps)
		}
		resp := d.ask(t, guest{path: at + "?step=0", header: in})
		to := resp.Header.Get("Location")
		if resp.StatusCode != http.StatusSeeOther || to != at+"?as-of="+steps[0][3] {
			t.Fatalf("%s: %s %s", at, resp.Status, to)
		}
		if to := d.ask(t, guest{path: at + "?step=99", header: in}).Header.Get("Location"); to != at {
			t.Errorf("the last step leads to %s", to)
		}
		then := d.page(t, to)
		if !strings.Contains(then, `value="0" list="asof-days" aria-valuetext="`+steps[0][2]+`"`) || !strings.Contains(then, `class="doubt"`) {
			t.Errorf("%s: the slider does not stand there, or it is not said", to)
		}
		if status := d.ask(t, guest{path: at + "?as-of=never", header: in}).StatusCode; status != http.StatusBadRequest {
			t.Errorf("%s as of no day: %d", at, status)
		}
	}
	now, then := d.page(t, links.Event(p.events[0].ID)), d.page(t, links.Event(p.events[0].ID)+"?as-of=2023-08-24")
	if !strings.Contains(now, "Governor takes back") || strings.Contains(then, "Governor takes back") || !strings.Contains(then, "Indus breach displaces") || strings.Count(now, "data-row") <= strings.Count(then, "data-row") {
		t.Error("reports of later are shown")
	}
}
