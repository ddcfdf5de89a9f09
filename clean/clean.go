// Package clean finds the layout of a report: the text goes in, and regions come
// out, one for each paragraph of the body and one for everything else on the
// page (headline, byline, dateline, captions, credits, boilerplate and passages
// that a scrape repeats). Nothing is removed and no character is changed; other
// stages read the regions whose kind they want. The idea is that a scrape leaves
// traces of the page: lines where it kept them, and where it has eaten the white
// space, joints such as "declared.Analysts", at which a sentence ends and the
// next one starts without a space. Both are found in one pass over the text,
// in time linear in its length. The rules are those of English news copy as the
// agencies' style books describe it. The package does not decide whether a
// sentence matters, and it knows nothing of web pages: package ingest has left
// their menus behind.
package clean

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage.
func New(Options) assay.Stage {
	return assay.Stage{
		Name:    "clean",
		Summary: "headline, byline, dateline, paragraphs, captions, credits, boilerplate, repeats",
		Version: 5,
		Writes:  assay.Regions,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			doc.Regions = Regions(doc.Text, doc.Title)
			return ctx.Err()
		},
	}
}

// Regions returns the regions of text, in order; they do not overlap, and white
// space between them is in none. The title, "" if unknown, helps to tell the
// headline from the first paragraph.
func Regions(text, title string) []assay.Region {
	bs := blocks(text)
	text = unwrapped(text, bs)
	p := page{text: text, title: title, cues: creditCues(text), top: true, turns: turns(text, bs)}
	if mark, ok := released(text, bs); mark > 0 {
		p.part = head
	} else if ok {
		p.part = news
	}
	for _, b := range bs {
		p.block(b)
	}
	markRepeats(text, p.regions)
	return p.regions
}

// A page is a text that is being taken apart.
type page struct {
	text, title string
	cues        []int // where words stand by which a credit is known
	regions     []assay.Region
	top         bool        // no body paragraph has been seen: headline and dateline may come
	bodies      int         // body paragraphs seen
	dated       bool        // a dateline has been seen
	headed      bool        // the headline has been seen
	heading     string      // its words, where the text has it
	turns       map[int]int // where speakers' labels end, by where their lines start
	part        part        // of a press release
}

// A block is what stands on one line, or on several that were wrapped.
type block struct {
	start, end int
	only       bool // the text has no other block
	next       int  // where the next block starts, len(text) at the end
}

func (p *page) emit(start, end int, kind assay.RegionKind) {
	for kind != assay.Dateline && end > start { // a dateline keeps its space
		r, n := utf8.DecodeLastRuneInString(p.text[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	if end <= start {
		return
	}
	// Lines of furniture that were glued to one are one: "AdvertisementSupported by".
	if k := len(p.regions) - 1; k >= 0 && kind == assay.Boilerplate && p.regions[k].Kind == kind &&
		strings.Trim(p.text[p.regions[k].Span.End:start], " ") == "" {
		p.regions[k].Span.End = int32(end)
		return
	}
	p.regions = append(p.regions, assay.Region{Span: assay.Span{Start: int32(start), End: int32(end)}, Kind: kind})
}

// block takes one block apart, from left to right.
func (p *page) block(b block) {
	at := b.start
	if p.part != noRelease && p.frame(b) {
		return
	}
	if p.turns != nil && direction(p.text[b.start:b.end]) {
		p.emit(b.start, b.end, assay.Boilerplate)
		return
	}
	if n := p.turns[at]; n > 0 {
		p.emit(at, n, assay.Speaker)
		p.top, at = false, n
	}
	for at < b.end {
		at = skipSpace(p.text, at, b.end)
		if at < b.end {
			at = p.piece(b, at)
		}
	}
}

// piece emits the region that starts at offset at, and returns its end.
func (p *page) piece(b block, at int) int {
	text, end := p.text, b.end
	if n := rule(text, at, end); n > at {
		p.emit(at, n, assay.Boilerplate)
		return n
	}
	if n := furniture(text, at, end, at == b.start); n > at {
		p.emit(at, n, assay.Boilerplate)
		return n
	}
	if p.bodies < lateByline {
		if n := byline(text, at, end); n > at {
			p.emit(at, n, assay.Byline)
			p.headed = true // none comes after the byline
			return n
		}
		if n := stamp(text, at, end, p.stamped(at)); n > at {
			p.emit(at, n, assay.Dateline)
			return n
		}
	}
	if p.top {
		if n := p.headline(b, at); n > at {
			p.emit(at, n, assay.Headline)
			p.headed = true
			if p.heading == "" {
				p.heading = text[at:n]
			}
			return n
		}
	}
	if p.bodies < lateByline {
		if n := p.headlineAgain(at, end); n > at {
			p.emit(at, n, assay.Repeat)
			return n
		}
	}
	if n := caption(text, at, end); n > at {
		p.emit(at, n, assay.Caption)
		return n
	}
	if n := p.credit(at, end); n > at {
		p.emit(at, n, assay.Credit)
		return n
	}
	if n := dateline(text, at, end, p.spot()); n > at {
		p.emit(at, n, assay.Dateline)
		p.top, p.dated = false, true
		at = n
	}
	n := p.paragraph(at, end)
	kind := assay.Body
	if strings.IndexFunc(text[at:n], wordly) < 0 {
		kind = assay.Boilerplate // "* * *"
	} else {
		p.top = false
		p.bodies++
	}
	p.emit(at, n, kind)
	return n
}

// spot says where a dateline would stand now. One of a place in capitals may
// follow a summary.
func (p *page) spot() spot {
	switch {
	case p.top:
		return first
	case p.bodies < lateByline && !p.dated:
		return near
	}
	return later
}

// lateByline is how many paragraphs may stand before the byline: a summary or two.
const lateByline = 3

// stamped reports whether a byline or a date ends at offset at.
func (p *page) stamped(at int) bool {
	k := len(p.regions) - 1
	return k >= 0 && (p.regions[k].Kind == assay.Byline || p.regions[k].Kind == assay.Dateline) && int(p.regions[k].Span.End) == at
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func skipSpace(text string, at, end int) int {
	for at < end {
		r, n := utf8.DecodeRuneInString(text[at:end])
		if !unicode.IsSpace(r) {
			break
		}
		at += n
	}
	return at
}
