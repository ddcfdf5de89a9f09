package workload

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// A Page is an invented report as it is found: an address, a day, an outlet, a text.
type Page struct {
	URL, Title, Publisher, Published, Text string
}

// Pages invents n reports of words words or a few more: those of [Tell] with paragraphs
// behind, in which persons speak or nothing is told, so that each is as long as a page of
// news and as full of what is read in one.
func Pages(n, words int, seed uint64) []Page {
	r := rand.New(rand.NewPCG(seed, 0x9a9e))
	tongue := newTongue(r)
	c := &cast{r: r}
	pages := make([]Page, 0, n)
	for _, doc := range Tell(n, seed).Docs {
		var b strings.Builder
		b.WriteString(strings.TrimPrefix(doc.Text, doc.Title+"\n\n"))
		for have := len(strings.Fields(doc.Text)); have < words; {
			s := tongue.sentence(r) + " " + tongue.sentence(r)
			switch r.IntN(5) {
			case 0:
				s = fmt.Sprintf("%s said on %s that %d %s had been %s near %s. %s added that more were missing.", capital(c.person()), c.day(), c.n(), c.things(), c.done(), c.town(), c.he())
			case 1:
				s = fmt.Sprintf("“%s” said %s, a %s from %s. The governor denied that %d houses had been destroyed.", c.pick("We left at night,", "Nobody came to help us,", "The water rose to the roof,"), c.person(), c.trade(), c.town(), c.n())
			case 2:
				s = fmt.Sprintf("%s of %s declined to comment. %s", c.office(), c.town(), tongue.sentence(r))
			}
			have += len(strings.Fields(s))
			b.WriteString("\n\n" + s)
		}
		pages = append(pages, Page{doc.URL, doc.Title, doc.Publisher, doc.Published.Date.String(), b.String()})
	}
	return pages
}

// HTML is the page as a site shows it, with what stands around a report there.
func (p *Page) HTML() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s | %s</title><link rel="canonical" href="%s">`, html.EscapeString(p.Title), html.EscapeString(p.Publisher), p.URL)
	fmt.Fprintf(&b, `<meta property="og:title" content="%s"><meta property="og:site_name" content="%s"><meta property="article:published_time" content="%s"></head><body>`, html.EscapeString(p.Title), html.EscapeString(p.Publisher), p.Published)
	b.WriteString(`<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav><main><article>`)
	fmt.Fprintf(&b, "<h1>%s</h1>", html.EscapeString(p.Title))
	for _, s := range strings.Split(p.Text, "\n\n") {
		fmt.Fprintf(&b, "\n<p>%s</p>", html.EscapeString(s))
	}
	b.WriteString("\n</article></main><footer><p>Sign up for our newsletter.</p><p>Terms of use. Privacy policy. Contact us.</p></footer></body></html>\n")
	return b.String()
}
