// Package article takes the article out of a web page: the decoded bytes of a page go
// in, and its text comes out with the way back from every byte, with title, authors,
// days, section, language, publisher and address, each with where in the page it
// stood. The page is laid out as blocks, one for each paragraph, heading or line of a
// list. Two extractors look at them: go-readability (a port of Mozilla's
// Readability.js), and one of our own that goes by sentences, links and the names that
// pages give their parts. A judge weighs what both say of each block together with how
// the block looks and what stands around it, by weights that were learnt from pages
// with known text; where JSON-LD gives the text of the article, it has a say too. What
// a page says about itself is believed in the order JSON-LD, Open Graph, other meta
// elements, microdata, address, visible text. The package opens no links and guesses
// no dates; what is not said stays unknown.
package article

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"assay/term"
	"assay/trail"
)

// A Page is what was found in a web page.
type Page struct {
	Articles []Article // one, or the entries of a live page in the order in which they stand
	Notes    []string  // what may be wrong with them
	Stub     string    // why the page shows a part of its article only; "" if it shows all
}

// An Article is one report.
type Article struct {
	Text trail.Text // leads to the page
	Facts
}

// ErrNoText says that a page has no text at all.
var ErrNoText = errors.New("HTML without text")

// Read takes the article out of a page, which is UTF-8. The address is where it was
// fetched, "" if unknown.
func Read(text []byte, address string) (pg Page, err error) {
	mp, doc, err := parseMarked(text)
	if room := (*roomError)(nil); errors.As(err, &room) {
		return pg, fmt.Errorf("%w: save the article alone, or its text as .txt", room)
	}
	if errors.Is(err, errLong) {
		return pg, err
	}
	if err != nil { // nested deeper than any article
		t := flat(text)
		if blank(t.Bytes) {
			return pg, fmt.Errorf("%w; fetch the page itself, not its shell", ErrNoText)
		}
		pg.Notes = append(pg.Notes, fmt.Sprintf("the page's structure could not be read (%v): all its text is taken", err))
		pg.Articles = []Article{{Text: t}}
		return pg, nil
	}
	v := survey{metas: map[string]string{}, items: map[string]string{}}
	content := v.archived(doc, text)
	v.collect(doc)
	v.ld = mp.linkedData()
	f := v.facts(address)
	o := mp.outlineOf(content)
	byline, err := o.readable(doc)
	if err != nil {
		pg.Notes = append(pg.Notes, fmt.Sprintf("one of two ways to tell the article from the page failed (%v)", err))
	}
	c, chosen := o.judged(f.Title)
	c.head(chosen)
	chosen = c.mend(chosen, v.ld.body)
	c.author(&f, byline)
	v.days(&f, c, text)
	pg.Stub = c.walled(v.ld, chosen)
	if list := c.entries(&v, &f, chosen); list != nil {
		for _, e := range list {
			one := f
			if e.title != "" {
				one.Title, one.Found.Title = e.title, fromText
			}
			one.Published, one.Found.Published = e.day, fromTime
			pg.Articles = append(pg.Articles, Article{o.write(e.chosen), one})
		}
		return pg, nil
	}
	t := o.write(chosen)
	if body := wordsIn([]byte(v.ld.body)); body >= leastBody && body > 2*wordsIn(t.Bytes) {
		if from := mp.inScripts(true); len(from.Bytes) > len(t.Bytes) { // the page shows less than it holds
			t, pg.Stub = from, ""
		}
	}
	if wordsIn(t.Bytes) < leastBody {
		if from := mp.inScripts(false); len(from.Bytes) > len(t.Bytes)*2 {
			t, pg.Stub = from, ""
		}
	}
	if len(t.Bytes) < 250 { // a page of a few lines is too short to be judged
		if all := o.write(c.notAround()); len(all.Bytes) > 2*len(t.Bytes) {
			t = all
		}
	}
	if blank(t.Bytes) {
		t = o.write(c.everything())
	}
	if blank(t.Bytes) {
		return pg, fmt.Errorf("%w: perhaps a script writes it; save the page from a browser and read that", ErrNoText)
	}
	if o.mostlyLinks(chosen) {
		pg.Notes = append(pg.Notes, "most of its text stands in links: perhaps it is a list of articles, or shows its own to subscribers only")
	}
	pg.Articles = []Article{{t, f}}
	return pg, nil
}

// mostlyLinks reports whether a page leads to articles and is none.
func (o *outline) mostlyLinks(chosen []bool) bool {
	links, all := 0, 0
	for i, is := range chosen {
		if is {
			links += o.blocks[i].links
			all += len(o.blocks[i].text.Bytes)
		}
	}
	return links*2 > all && all > 250
}

// Fragment reads HTML that is an article already, as feeds and records hold it.
func Fragment(text []byte) trail.Text {
	mp, doc, err := parseMarked(text)
	if err != nil {
		return flat(text)
	}
	o := mp.outlineOf(body(doc))
	return o.write((&context{outline: o}).everything())
}

// body returns the body of the page, or the page.
func body(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.Data == "body" {
			return n
		}
	}
	return doc
}

func blank(s []byte) bool { return strings.TrimSpace(string(s)) == "" }

// everything chooses all blocks.
func (c *context) everything() []bool {
	chosen := make([]bool, len(c.blocks))
	for i := range chosen {
		chosen[i] = true
	}
	return chosen
}

// notAround chooses all but menus, forms and what is not shown.
func (c *context) notAround() []bool {
	chosen := c.everything()
	within := make([]bool, len(c.elems))
	for e := range c.elems {
		el := &c.elems[e]
		within[e] = clutterTags[el.tag] || el.marks&hidden != 0 || el.parent >= 0 && within[el.parent]
	}
	for i := range c.blocks {
		if e := c.blocks[i].elem; e >= 0 {
			chosen[i] = !within[e]
		}
	}
	return chosen
}

// judged judges the blocks, without readability where it missed the article.
func (o *outline) judged(title string) (*context, []bool) {
	c := o.context(title, false)
	chosen := c.choose(&weights[0])
	if o.missed(c) {
		blind := o.context(title, true)
		own := blind.choose(&weights[1])
		if n := o.wordsOf(own); n >= leastBody && n*2 > o.wordsOf(chosen)*3 {
			return blind, own
		}
	}
	return c, chosen
}

// wordsOf counts the words of the chosen blocks.
func (o *outline) wordsOf(chosen []bool) (n int) {
	for i, is := range chosen {
		if is {
			n += o.blocks[i].words
		}
	}
	return n
}

// fewWords is what readability takes at most where it goes wrong: somebody's biography,
// a teaser, a comment.
const fewWords = 400

// missed reports whether readability took something else than the article: much less
// than stands in sentences where the article should be.
func (o *outline) missed(c *context) bool {
	taken, own := 0, 0
	for i := range o.blocks {
		b := &o.blocks[i]
		if b.words < 12 || !b.ends() || b.density() > .3 {
			continue
		}
		if c.took(b) {
			taken += b.words
		}
		if c.own[i] {
			own += b.words
		}
	}
	if top := c.top(); top >= 0 && top < len(o.blocks) && o.blocks[top].tag == "h1" && taken >= leastBody {
		return false // it stands right below the headline
	}
	return taken*2 < own && taken < fewWords
}

// top returns the headline, if it stands near the text, else the block before the text.
func (c *context) top() int {
	for i := min(c.first, len(c.blocks)) - 1; i >= 0 && i >= c.first-longestHead; i-- {
		if c.blocks[i].tag == "h1" {
			return i
		}
	}
	return c.first - 1
}

// head adds the paragraphs between the headline and the text: pages set the first of an
// article into an element of their own.
func (c *context) head(chosen []bool) {
	for i := c.top() + 1; i < c.first; i++ {
		if b := &c.blocks[i]; (b.tag == "p" || b.tag == "div") && b.words >= 12 && b.ends() && b.density() < .1 && c.inner[i]&unwanted == 0 {
			chosen[i] = true
		}
	}
}

// longestHead is how many blocks may stand between the headline and the text.
const longestHead = 12

// mend lets the text that JSON-LD gives correct the judge, where the page shows most of
// it: what stands there is of the article, and a paragraph that does not is none, unless
// the text leaves out much else too.
func (c *context) mend(chosen []bool, text string) []bool {
	if len(text) < 500 {
		return chosen
	}
	a := agree(text)
	shown, beyond, kept := 0, 0, 0
	share := make([]float64, len(c.blocks))
	for i := range c.blocks {
		s, n := a.has(c.blocks[i].text.Bytes)
		share[i] = s
		if s > .6 {
			shown += n
		}
		if chosen[i] {
			kept += n
			if s < .2 && n >= 8 {
				beyond += n
			}
		}
	}
	if shown*10 < a.words*8 || shown > a.words*3/2 {
		return chosen
	}
	for i := range c.blocks {
		b := &c.blocks[i]
		switch {
		case share[i] > .8 && b.words >= 6:
			chosen[i] = true
		case chosen[i] && share[i] < .1 && b.words >= 4 && beyond*5 < kept && b.tag != "h2" && b.tag != "h3" && b.tag != "h4" && b.tag != "li":
			chosen[i] = false
		}
	}
	return chosen
}

// author takes a name from the line that names the writer, where nothing surer did.
func (c *context) author(f *Facts, byline string) {
	if f.Author != "" {
		return
	}
	take := func(s string) bool {
		s = ByName(term.OneLine(s))
		if s == "" || len(s) > 100 || digitsIn(s) > 0 || !isName(s) { // a date is glued to it
			return false
		}
		f.Author, f.Found.Author = s, fromText
		return true
	}
	if take(byline) {
		return
	}
	for i := range c.blocks {
		b := &c.blocks[i]
		if i > c.last || b.words > 8 {
			continue
		}
		for e, up := b.elem, 0; e >= 0 && up < 3; e, up = c.elems[e].parent, up+1 {
			if c.elems[e].marks&writer != 0 && !c.half[e] && take(string(b.text.Bytes)) {
				return
			}
		}
	}
}
