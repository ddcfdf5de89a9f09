package article

import (
	"strings"
	"testing"
	"time"
)

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
		begun := time.Now()
		pg, err := Read([]byte("<html><body>"+page), "")
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s: took %v", name, took)
		} else {
			t.Logf("%s: %v, %d articles, %v %v", name, took.Round(time.Millisecond), len(pg.Articles), err, pg.Notes)
		}
		if err == nil && len(pg.Articles) == 0 {
			t.Errorf("%s: nothing and no word why", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"<h1>River rises</h1><p>Published on 4 February 2018</p><article><p>The river rose &amp; fell.</p></article>",
		`<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","articleBody":"<p>a\u00e9</p>","datePublished":"2018-02-04T23:00:00Z",}]}</script><p>x`,
		`<div id="CONTENT"><input name=q value="https://a.example/"><div class=entry><time datetime=2018-02-04>x</time><p>one two</div></div> archive.ph`,
		"<table><tr><td>1<li>2<blockquote class=twitter-tweet>3", "<p>２０２０年６月７日 ۲۰۲۰ 28.09.19 12:44", "\ue000<p>\x00&#0;",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := strings.ToValidUTF8(s, "\ufffd")
		pg, err := Read([]byte(text), "")
		if err != nil {
			return
		}
		for _, a := range pg.Articles {
			last := int32(-1)
			for i, step := range a.Text.Steps {
				if step.Text <= last || int(step.Text) > len(a.Text.Bytes) || step.Raw < 0 || int(step.Raw) > len(text) {
					t.Fatalf("step %d: %v of %d, %d", i, step, len(a.Text.Bytes), len(text))
				}
				last = step.Text
			}
		}
	})
}
