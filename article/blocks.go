package article

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"assay/trail"
)

// A block is a stretch of a page's text that is set apart from what is around it:
// a paragraph, a heading, a line of a list. White space within it is single.
type block struct {
	text  trail.Text
	gap   string // what parts it from the one before
	tag   string // of the element that sets it apart
	elem  int    // the innermost element that holds all of it
	words int    // its words; of a script without spaces, its letters
	links int    // bytes of text within links
	bold  int    // and within what is set bold or slanted
	begin int    // its first run; they stand in order
	taken int    // bytes that readability took
}

// An element is one of the page's, with the blocks that stand in it: those from
// first to before last. Elements stand in the order of the page.
type element struct {
	node        *html.Node
	tag, class  string // readability changes those of the node
	parent      int
	first, last int
	end         int // the first element that does not stand in this one
	marks       marks
}

// An outline is a page taken apart.
type outline struct {
	mp     *markedPage
	blocks []block
	elems  []element
	home   []int32 // the block in which each run stands, -1 for none
	names  map[string]marks
}

// A sketch makes an outline.
type sketch struct {
	*outline
	cur        block
	gap        string // white space that is due before the next character of the block
	apart      string // what is due before the next block
	end        int    // of the last character, in the page
	link, bold int    // how many links and bold elements are open
	open       bool   // a block has been begun
}

// outlineOf takes the page below n apart.
func (mp *markedPage) outlineOf(n *html.Node) *outline {
	s := sketch{outline: &outline{mp: mp, home: make([]int32, len(mp.runs)), names: map[string]marks{}}}
	for i := range s.home {
		s.home[i] = -1
	}
	s.node(n, -1, false)
	s.close()
	return s.outline
}

// waybackBar begins the ids of what the Wayback Machine puts above a page.
const waybackBar = "wm-ipp"

func (s *sketch) node(n *html.Node, parent int, pre bool) {
	if n.Type == html.TextNode {
		s.textNode(n, parent, pre)
		return
	}
	if n.Type == html.ElementNode && (silent[n.Data] || n.Data == "div" && strings.HasPrefix(attr(n, aID), waybackBar)) {
		return
	}
	id := parent
	if n.Type == html.ElementNode && !plainTags[n.Data] {
		id = len(s.elems)
		s.elems = append(s.elems, element{node: n, tag: n.Data, class: attr(n, aClass), parent: parent, first: len(s.blocks), marks: s.marksOf(n)})
	}
	sep := separators[n.Data]
	s.part(sep)
	switch n.Data {
	case "br":
		s.lineBreak()
	case "a":
		s.link++
		defer func() { s.link-- }()
	case "b", "strong", "em", "i":
		s.bold++
		defer func() { s.bold-- }()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.node(c, id, pre || n.Data == "pre")
	}
	s.part(sep)
	if id != parent {
		e := &s.elems[id]
		e.last, e.end = len(s.blocks), len(s.elems)
		if s.open {
			e.last++
		}
	}
}

// part ends a block where sep does, else makes white space due.
func (s *sketch) part(sep string) {
	switch {
	case len(sep) == 0:
	case sep == " ":
		s.space(" ")
	default:
		s.close()
		if len(sep) > len(s.apart) {
			s.apart = sep
		}
	}
}

// close ends the block that has been begun.
func (s *sketch) close() {
	s.gap = ""
	if !s.open {
		return
	}
	s.cur.text.Close(s.end)
	s.cur.words = wordsIn(s.cur.text.Bytes)
	s.blocks = append(s.blocks, s.cur)
	s.open = false
}

// space makes gap due, if it is wider than what is due.
func (s *sketch) space(gap string) {
	if len(gap) > len(s.gap) || gap == "\n" && s.gap == " " {
		s.gap = gap
	}
}

// lineBreak makes a new line due; two of them part paragraphs.
func (s *sketch) lineBreak() {
	if s.gap == "\n" {
		s.part("\n\n")
		return
	}
	if s.open {
		s.space("\n")
	}
}

func (s *sketch) textNode(n *html.Node, parent int, pre bool) {
	parts := s.mp.partsOf(n)
	if parts == nil { // white space only: what has no mark is not shown
		s.space(" ")
		return
	}
	if parts[0].at > 0 {
		s.space(" ")
	}
	for i, pt := range parts {
		end := len(n.Data)
		if i+1 < len(parts) {
			end = parts[i+1].at
		}
		s.run(pt.run, parent, pre)
		if end > pt.at+len(s.mp.runs[pt.run].Bytes) {
			s.space(" ")
		}
	}
}

// partsOf returns what a text node is made of.
func (mp *markedPage) partsOf(n *html.Node) []part {
	for _, a := range n.Attr {
		if a.Key == partsKey {
			if k, err := strconv.Atoi(a.Val); err == nil && k < len(mp.nodes) {
				return mp.nodes[k]
			}
		}
	}
	return nil
}

// run sets one run of text.
func (s *sketch) run(number, elem int, pre bool) {
	r := s.mp.runs[number]
	for i := 0; i < len(r.Bytes); {
		if c := r.Bytes[i]; isSpace(c) {
			if c == '\n' && pre {
				s.space("\n")
			} else {
				s.space(" ")
			}
			i++
			continue
		}
		k := i + 1
		for k < len(r.Bytes) && !isSpace(r.Bytes[k]) {
			k++
		}
		s.begin(number, elem)
		from := int(r.Steps.Raw(int32(i)))
		if s.gap != "" && len(s.cur.text.Bytes) > 0 {
			s.cur.text.Add(s.gap, max(0, from-len(s.gap)))
		}
		s.gap = ""
		s.word(r, i, k)
		s.end = int(r.Steps.Raw(int32(k)))
		if s.link > 0 {
			s.cur.links += k - i
		}
		if s.bold > 0 {
			s.cur.bold += k - i
		}
		i = k
	}
}

// word adds the bytes of r from i to k, which lead to the page stretch by stretch.
func (s *sketch) word(r trail.Text, i, k int) {
	for i < k {
		n := i + 1
		from := r.Steps.Raw(int32(i))
		if len(r.Steps) == 0 || len(r.Steps) == 1 && r.Steps[0].Text == 0 {
			n = k // all of it stands as it was
		} else {
			for n < k && r.Steps.Raw(int32(n)) == from+int32(n-i) {
				n++
			}
		}
		s.cur.text.Add(string(r.Bytes[i:n]), int(from))
		i = n
	}
}

// begin opens a block if none is open, and notes that the run stands in it.
func (s *sketch) begin(run, elem int) {
	if !s.open {
		gap := s.apart
		if gap == "" {
			gap = "\n\n"
		}
		s.cur = block{gap: gap, elem: elem, begin: run}
		for e := elem; e >= 0; e = s.elems[e].parent {
			if tag := s.elems[e].tag; len(separators[tag]) > 0 && separators[tag] != " " || tag == "td" || tag == "th" {
				s.cur.tag = tag
				break
			}
		}
		s.open, s.apart, s.gap = true, "", ""
	}
	for !s.holds(s.cur.elem, elem) {
		s.cur.elem = s.elems[s.cur.elem].parent
	}
	s.home[run] = int32(len(s.blocks))
}

// holds reports whether element e stands in element outer, or is it.
func (o *outline) holds(outer, e int) bool {
	for e > outer {
		e = o.elems[e].parent
	}
	return e == outer || outer < 0
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// wordsIn counts words; where no spaces part them, two letters count for one.
func wordsIn(s []byte) int {
	words, wide, in := 0, 0, false
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			letter := 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
			if letter && !in {
				words++
			}
			in = letter || in && (c == '\'' || c == '-')
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		i += n
		switch {
		case r >= 0x2E80 && r < 0xA000 || r >= 0xE00 && r < 0xE80 && unicode.IsLetter(r): // Han, kana, Thai
			wide++
			in = false
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if !in {
				words++
			}
			in = true
		case r == '’':
		default:
			in = false
		}
	}
	return words + (wide+1)/2
}

// density is the share of a block's text that stands in links.
func (b *block) density() float64 {
	return float64(b.links) / float64(max(1, len(b.text.Bytes)))
}

// ends reports whether a block ends as a sentence does.
func (b *block) ends() bool {
	s := bytes.TrimRight(b.text.Bytes, " \"')]»")
	for _, quote := range []string{"”", "’", "“", "«", "」", "』", "\u00a0"} {
		s = bytes.TrimSuffix(s, []byte(quote))
	}
	if len(s) == 0 {
		return false
	}
	if strings.IndexByte(".!?:;", s[len(s)-1]) >= 0 {
		return !bytes.HasSuffix(s, []byte(".."))
	}
	r, _ := utf8.DecodeLastRune(s)
	return strings.ContainsRune("。！？।۔؟", r)
}

// write sets the chosen blocks one behind the other.
func (o *outline) write(chosen []bool) (out trail.Text) {
	end, skipped := 0, false
	for i := range o.blocks {
		b := &o.blocks[i]
		if !chosen[i] {
			skipped = true
			continue
		}
		if len(out.Bytes) > 0 {
			gap := b.gap
			if skipped {
				gap = "\n\n"
			}
			out.Add(gap, max(0, int(b.text.Steps.Raw(0))-len(gap)))
		}
		skipped = false
		out.Append(b.text)
		end = int(b.text.Steps.Raw(int32(len(b.text.Bytes))))
	}
	out.Close(end)
	return out
}

// flat reads a page whose tags lead nowhere: all its text, in order.
func flat(text []byte) trail.Text {
	s := sketch{outline: &outline{mp: &markedPage{}}}
	raw := false
	z := html.NewTokenizer(bytes.NewReader(text))
	for at := 0; ; {
		tt := z.Next()
		token := z.Raw()
		start := at
		at += len(token)
		switch tt {
		case html.ErrorToken:
			s.close()
			chosen := make([]bool, len(s.blocks))
			for i := range chosen {
				chosen[i] = true
			}
			return s.write(chosen)
		case html.TextToken:
			if !raw {
				s.mp.runs = append(s.mp.runs[:0], entities(token, start))
				s.home = append(s.home[:0], 0)
				s.run(0, -1, false)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			raw = tt == html.StartTagToken && (rawText[string(name)] || string(name) == "title")
			s.part(separators[string(name)])
			if string(name) == "br" {
				s.lineBreak()
			}
		}
	}
}
