//go:build unix

package article

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// processorTime is what the process has used: other processes do not count.
func processorTime(t *testing.T) time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		t.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// Pages that are made to be costly end soon, with a text or a word why there is none.
func TestHostilePages(t *testing.T) {
	const lead = "<p>The river left its bed in the night, the mayor of the town said on Monday, and six were saved by boats.</p>"
	nested := strings.Repeat("<div class='ad promo related'>", 500) + strings.Repeat(lead, 2000)
	for name, page := range map[string]string{
		"nesting":     strings.Repeat("<div>", 100_000) + lead + strings.Repeat("</div>", 100_000),
		"spans":       strings.Repeat("<span class=ad>", 400) + strings.Repeat("a <br><br>", 60_000),
		"attribute":   "<p class='" + strings.Repeat("ad related ", 2_000_000) + "'>" + lead,
		"attributes":  "<div " + strings.Repeat("data-x=1 ", 1_000_000) + ">" + lead,
		"one line":    "<p>" + strings.Repeat("The river rose ", 1_000_000),
		"one word":    "<p>" + strings.Repeat("x", 20_000_000),
		"ads":         nested,
		"times":       strings.Repeat("<time datetime=2024-05-06>6 May 2024</time> <p>"+lead, 10_000),
		"json":        `<script type="application/ld+json">` + strings.Repeat("[", 200_000) + "</script>" + lead,
		"broken json": `<script type="application/ld+json">{"@type":"NewsArticle",` + strings.Repeat(`"articleBody":"x\`, 300_000) + "</script>" + lead,
		"quotes":      `<script type="application/json">` + strings.Repeat(`"body":"`, 500_000) + "</script>" + lead,
		"digits":      strings.Repeat("<p>1/2/3/4/5/6 2024-2024 May May 7 8 9", 20_000),
		"entities":    "<p>" + strings.Repeat("&amp;&#120;", 1_000_000),
		"live":        strings.Repeat("<div class=entry><time datetime=2024-05-06></time>"+lead+"</div>", 5_000),
		"years":       "<h1>" + strings.Repeat("2024 ", 500_000) + "</h1>" + lead,
		"open tags":   strings.Repeat("<b><i><a href=x>", 100) + strings.Repeat("<p>x", 10_000),
		"table":       "<table>" + strings.Repeat("<tr><td>1<td>2", 40_000) + "</table>",
		"lists":       strings.Repeat("<ul><li>", 250) + strings.Repeat("<li>one two three four", 30_000),
	} {
		begun := processorTime(t)
		pg, err := Read([]byte("<html><body>"+page), "")
		if took := processorTime(t) - begun; took > 10*time.Second {
			t.Errorf("%s: took %v", name, took)
		} else {
			t.Logf("%s: %v, %d articles, %v %v", name, took.Round(time.Millisecond), len(pg.Articles), err, pg.Notes)
		}
		if err == nil && len(pg.Articles) == 0 {
			t.Errorf("%s: nothing and no word why", name)
		}
	}
}
