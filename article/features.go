package article

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// The features of a block, by which it is judged to be of the article or not. Their
// order is that of weights.
const (
	always = iota
	isTaken
	isPartlyTaken
	isOwn
	inHeart    // in the deepest element that holds nearly all of what readability took
	nearHeart  // in the one around it
	inBody     // in the element whose names say that it holds the article
	inArticle  // in an element that holds half of it and is called an article
	beforeCore // before the first long paragraph of what readability took
	afterCore
	besideCore  // a child of an element that has long paragraphs for children
	besideTag   // and one of them has the same tag
	afterLong   // the block before is a long paragraph
	beforeLong  // the block behind is
	betweenLong // both are
	isParagraph
	isHeading
	isItem
	isDiv
	isCell
	isCaption
	isQuote
	isTop // h1
	words1
	words4
	words9
	words16
	words30
	someLinks // a tenth of its text
	halfLinks
	allLinks
	linkParagraph // nothing but a link, and a paragraph
	linkItem
	isBold
	isSentence
	sentenceLong
	isColon
	isCapitals
	isNumbers
	isBracketed
	isSign // starts with ©, ▶ and the like
	hasBar
	isRepeated
	isTitle
	marked // the first of the marks, each of which is a feature
	_
	_
	_
	_
	_
	_
	_
	_
	takenParagraph
	takenMarked
	takenHeading
	takenItem
	takenDiv
	takenCell
	takenQuote
	takenShort
	takenLinks
	takenBefore
	takenAfter
	takenOutside
	ownSentence
	nextTaken
	prevTaken
	numFeatures
)

// A context is what is known of a page before its blocks are judged.
type context struct {
	*outline
	blind         bool // nothing is known of what readability took
	own, good     []bool
	core          []bool // long paragraphs of what readability took
	heart, around int    // elements; -1 for the page
	body          int
	first, last   int // the first and the last core block
	inner         []marks
	half          []bool // elements that hold half of what readability took
	title         string
	seen          map[string]bool
}

// context looks at a page with what readability took, or, if blind, as if it had taken
// nothing.
func (o *outline) context(title string, blind bool) *context {
	c := &context{blind: blind, outline: o, title: title, heart: -1, around: -1, body: -1, first: len(o.blocks), last: -1, seen: map[string]bool{}}
	c.good = o.good()
	c.own, c.body = o.own(c.good)
	c.core = make([]bool, len(o.blocks))
	taken := make([]int, len(o.blocks)+1) // words taken before each block
	for i := range o.blocks {
		b := &o.blocks[i]
		n := 0
		if c.took(b) {
			n = b.words
			c.core[i] = n >= 16 && b.density() < .4
		}
		taken[i+1] = taken[i] + n
		if c.core[i] {
			c.first, c.last = min(c.first, i), i
		}
	}
	if c.last < 0 { // readability found nothing: what the names say
		for i := range o.blocks {
			if b := &o.blocks[i]; c.own[i] && b.words >= 16 {
				c.core[i] = true
				c.first, c.last = min(c.first, i), i
			}
			n := 0
			if c.own[i] {
				n = o.blocks[i].words
			}
			taken[i+1] = taken[i] + n
		}
	}
	all := taken[len(o.blocks)]
	c.half = make([]bool, len(o.elems))
	inner := make([]marks, len(o.elems))
	for e := range o.elems {
		el := &o.elems[e]
		held := taken[el.last] - taken[el.first]
		c.half[e] = held*2 >= all
		if !c.half[e] {
			inner[e] = el.marks
			if el.parent >= 0 {
				inner[e] |= inner[el.parent]
			}
		}
		if held*20 >= all*17 {
			c.around, c.heart = c.heart, e
		}
	}
	c.inner = make([]marks, len(o.blocks))
	for i := range o.blocks {
		if e := o.blocks[i].elem; e >= 0 {
			c.inner[i] = inner[e]
		}
	}
	for i := c.top() + 1; i < c.first; i++ { // what is called a teaser there is the lead
		if b := &c.blocks[i]; b.words >= 12 && b.density() < .2 {
			c.inner[i] &^= teaser
		}
	}
	return c
}

func (c *context) took(b *block) bool { return !c.blind && b.taken*2 > len(b.text.Bytes) }

// features sets f to the features of block i.
func (c *context) features(i int, f *[numFeatures]bool) {
	*f = [numFeatures]bool{}
	b := &c.blocks[i]
	set := func(k int, is bool) bool {
		f[k] = is
		return is
	}
	f[always] = true
	took := set(isTaken, c.took(b))
	set(isPartlyTaken, !c.blind && b.taken > 0 && !took)
	set(isOwn, c.own[i])
	within := func(e int) bool { return e < 0 || i >= c.elems[e].first && i < c.elems[e].last && c.holds(e, b.elem) }
	inside := set(inHeart, within(c.heart))
	set(nearHeart, !inside && within(c.around))
	set(inBody, c.body >= 0 && within(c.body))
	for e := b.elem; e >= 0; e = c.elems[e].parent {
		if c.half[e] && c.elems[e].marks&(bodyArticle|bodySure) != 0 {
			set(inArticle, true)
			break
		}
	}
	before := set(beforeCore, i < c.first)
	after := set(afterCore, i > c.last)
	beside, sameTag := c.beside(i)
	set(besideCore, beside)
	set(besideTag, sameTag)
	prev, next := i > 0 && c.core[i-1], i+1 < len(c.blocks) && c.core[i+1]
	set(afterLong, prev)
	set(beforeLong, next)
	set(betweenLong, prev && next)
	set(prevTaken, i > 0 && c.took(&c.blocks[i-1]))
	set(nextTaken, i+1 < len(c.blocks) && c.took(&c.blocks[i+1]))
	heading, item, div := false, false, false
	switch kind := kindOf[b.tag]; {
	case b.tag == "p":
		set(isParagraph, true)
		set(takenParagraph, took)
	case kind == "heading":
		heading = set(isHeading, true)
	case b.tag == "h1":
		set(isTop, true)
	case kind == "item":
		item = set(isItem, true)
	case kind == "cell":
		set(isCell, true)
		set(takenCell, took)
	case kind == "figure":
		set(isCaption, true)
	case kind == "quote":
		set(isQuote, true)
		set(takenQuote, took)
	default:
		div = set(isDiv, true)
	}
	switch n := b.words; {
	case n < 4:
		set(words1, true)
	case n < 9:
		set(words4, true)
	case n < 16:
		set(words9, true)
	case n < 30:
		set(words16, true)
	default:
		set(words30, true)
	}
	d := b.density()
	set(someLinks, d > .1)
	set(halfLinks, d > .5)
	linked := set(allLinks, d > .75)
	set(linkParagraph, linked && b.tag == "p")
	set(linkItem, linked && item)
	set(isBold, b.bold*4 > 3*len(b.text.Bytes))
	ends := b.ends()
	set(isSentence, ends)
	set(sentenceLong, ends && b.words >= 12)
	text := bytes.TrimSpace(b.text.Bytes)
	set(isColon, bytes.HasSuffix(text, []byte(":")))
	letters, capitals, digits := 0, 0, 0
	for k, r := range string(text) {
		switch {
		case k > 400:
		case unicode.IsUpper(r):
			capitals++
			letters++
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	set(isCapitals, capitals*4 > letters*3 && capitals > 3)
	set(isNumbers, digits*3 > letters)
	head, _ := utf8.DecodeRune(text)
	tail, _ := utf8.DecodeLastRune(text)
	set(isBracketed, (head == '(' || head == '[') && (tail == ')' || tail == ']'))
	set(isSign, unicode.IsSymbol(head) || head == '*' || head == '•')
	set(hasBar, bytes.Contains(text, []byte(" | ")))
	if b.words >= 4 {
		key := string(text)
		set(isRepeated, c.seen[key])
		c.seen[key] = true
	}
	set(isTitle, c.title != "" && string(text) == c.title)
	m := c.inner[i]
	for k := range 9 {
		set(marked+k, m&(1<<k) != 0)
	}
	set(takenMarked, took && m&unwanted != 0)
	set(takenHeading, took && heading)
	set(takenItem, took && item)
	set(takenDiv, took && div)
	set(takenShort, took && b.words < 9)
	set(takenLinks, took && d > .5)
	set(takenBefore, took && before)
	set(takenAfter, took && after)
	set(takenOutside, took && !inside)
	set(ownSentence, c.own[i] && ends)
}

// beside reports whether long paragraphs stand beside block i, and whether one of
// them has its tag.
func (c *context) beside(i int) (beside, sameTag bool) {
	b := &c.blocks[i]
	if b.elem < 0 {
		return false, false
	}
	for _, step := range [2]int{-1, 1} {
		for k := i + step; k >= 0 && k < len(c.blocks) && k > i-40 && k < i+40; k += step {
			if !c.core[k] {
				continue
			}
			other := &c.blocks[k]
			if other.elem < 0 {
				break
			}
			if c.elems[other.elem].parent == c.elems[b.elem].parent || c.elems[other.elem].parent == b.elem || other.elem == c.elems[b.elem].parent || other.elem == b.elem {
				beside = true
				sameTag = sameTag || other.tag == b.tag
			}
			break
		}
	}
	return beside, sameTag
}

// choose judges the blocks. Tables and lists are judged as a whole.
func (c *context) choose(w *[numFeatures]int32) []bool {
	clear(c.seen)
	score := make([]int, len(c.blocks))
	chosen := make([]bool, len(c.blocks))
	var f [numFeatures]bool
	for i := range c.blocks {
		c.features(i, &f)
		z := int32(0)
		for k, on := range f {
			if on {
				z += w[k]
			}
		}
		score[i], chosen[i] = int(z), z > 0
	}
	took, kept := 0, 0
	for i := range c.blocks {
		if c.took(&c.blocks[i]) {
			took += c.blocks[i].words
		}
		if chosen[i] {
			kept += c.blocks[i].words
		}
	}
	if kept*2 < took { // the judge has never seen such a page
		for i := range c.blocks {
			chosen[i] = c.took(&c.blocks[i])
		}
		return chosen
	}
	for e := 0; e < len(c.elems); e++ {
		el := &c.elems[e]
		if wholes[el.tag] && !c.half[e] && el.last-el.first > 1 && el.marks&unwanted == 0 {
			sum := 0
			for i := el.first; i < el.last; i++ {
				sum += score[i] * (c.blocks[i].words + 1)
			}
			for i := el.first; i < el.last; i++ {
				if c.holds(e, c.blocks[i].elem) {
					chosen[i] = sum > 0
				}
			}
			e = max(e, el.end-1)
		}
	}
	return chosen
}
