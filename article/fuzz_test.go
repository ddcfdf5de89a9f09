package article

import (
	"strings"
	"testing"
)

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
