package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"

	"assay"
)

// How the way back is kept. The parser of x/net/html forgets where in the page a
// text stood. So before it parses, every run of text gets a mark with its number
// in front of it; afterwards the marks are taken out again, and each text node
// carries the numbers as an attribute, which readability copies along with the
// node wherever it moves it. What remains of the page is then written out run by
// run, from the runs' own readings.

// A marked page is being read.
type markedPage struct {
	runs  []reading // the runs of text, entities resolved; they lead to the decoded page
	nodes [][]part  // what each text node is made of, by number
}

// A part says that a text node from byte at on is run number run from its start.
type part struct{ at, run int }

// partsKey is the attribute of text nodes that holds the index in nodes. No
// element can have it: a name with a space is not HTML.
const partsKey = "assay parts"

// page reads one web page.
func (in input) page() Item {
	text := in.dec.text
	mp, doc, err := parseMarked(text)
	if room := (*roomError)(nil); errors.As(err, &room) {
		return in.fail("%w: save the article alone, or its text as .txt", room)
	}
	if err != nil { // nested deeper than any article
		r := flat(text)
		if blank(r.text) {
			return in.fail("HTML without text; fetch the page itself, not its shell")
		}
		in.note("the page's structure could not be read (%v): all its text is taken", err)
		return in.item("text/html", string(r.text), through(r, in.dec.steps), meta{})
	}
	m := pageMeta(doc)
	r, byline, err := mp.article(doc)
	if err != nil {
		in.note("the article could not be told from the page (%v): all its text is taken", err)
	}
	if m.author == "" {
		m.author = byline
	}
	// A page of a few lines is too short for readability's scores. The tree is its
	// own by now: the page is parsed again.
	if len(r.text) < 250 {
		mp, doc, _ = parseMarked(text)
		if whole := mp.write(body(doc), true); len(whole.text) > 2*len(r.text) {
			r = whole
		}
		if blank(r.text) {
			r = mp.write(body(doc), false)
		}
	}
	if blank(r.text) {
		return in.fail("HTML without text: perhaps a script writes it; save the page from a browser and read that")
	}
	return in.item("text/html", string(r.text), through(r, in.dec.steps), m)
}

func (in *input) note(format string, args ...any) {
	in.problems = append(in.problems[:len(in.problems):len(in.problems)], assay.Problem{Stage: "ingest", Err: fmt.Sprintf(format, args...)})
}

// fragment reads HTML that is an article already, as feeds and records hold it.
func fragment(text []byte) reading {
	mp, doc, err := parseMarked(text)
	if err != nil {
		return flat(text)
	}
	return mp.write(body(doc), false)
}

// article lets readability choose what of the page is the article. The tree below
// doc is not the page's any more afterwards.
func (mp *markedPage) article(doc *html.Node) (r reading, byline string, err error) {
	defer func() {
		if p := recover(); p != nil {
			r, byline, err = reading{}, "", fmt.Errorf("readability failed: %v", p)
		}
	}()
	parser := readability.NewParser()
	art, err := parser.ParseAndMutate(doc, nil)
	if err != nil {
		return r, "", err
	}
	if art.Node != nil {
		r = mp.write(art.Node, false)
	}
	if byline = byName(singleSpaced(art.Byline)); len(byline) > 100 || strings.ContainsAny(byline, "0123456789") { // a date is glued to it
		byline = ""
	}
	return r, byline, nil
}

// parseMarked parses a page so that its text nodes know where they stood. Its
// error is a roomError, or the parser's.
func parseMarked(text []byte) (*markedPage, *html.Node, error) {
	if need, room := needs(text); need > room {
		return nil, nil, &roomError{need, room}
	}
	mark := freeRune(text)
	mp := &markedPage{}
	doc, err := html.Parse(mp.marked(text, mark))
	if err != nil {
		return nil, nil, fmt.Errorf("%s", clip(strings.TrimPrefix(err.Error(), "html: ")))
	}
	mp.unmark(doc, string(mark))
	return mp, doc, nil
}

// freeRune returns a character of the private use area that text does not have.
func freeRune(text []byte) rune {
	for r := rune(0xE000); r < 0xF8FF; r++ {
		if !bytes.ContainsRune(text, r) {
			return r
		}
	}
	return 0x10FFFD
}

// A marker is the page with a mark before each run of text, as it is read.
type marker struct {
	mp   *markedPage
	text []byte
	mark rune
	z    *html.Tokenizer
	at   int    // what of text has been looked at
	raw  bool   // inside an element whose text is none: a script
	out  []byte // what waits to be read
}

// marked returns the page with a mark before each run of text.
func (mp *markedPage) marked(text []byte, mark rune) io.Reader {
	return &marker{mp: mp, text: text, mark: mark, z: html.NewTokenizer(bytes.NewReader(text))}
}

func (m *marker) Read(p []byte) (int, error) {
	n := copy(p, m.out)
	m.out = m.out[n:]
	for n < len(p) {
		if m.at == len(m.text) {
			return n, io.EOF
		}
		m.out = m.token(m.out[:0])
		k := copy(p[n:], m.out)
		n, m.out = n+k, m.out[k:]
	}
	return n, nil
}

// token appends the next token to out.
func (m *marker) token(out []byte) []byte {
	tt := m.z.Next()
	start := m.at
	m.at += len(m.z.Raw())
	if tt == html.ErrorToken {
		m.at = len(m.text) // what is left when a tag does not end
	}
	token := m.text[start:m.at:m.at]
	switch tt {
	case html.TextToken:
		if m.raw || len(bytes.TrimFunc(token, unicode.IsSpace)) == 0 {
			break
		}
		r := entities(token, start)
		out = fmt.Appendf(out, "%c%d%c", m.mark, len(m.mp.runs), m.mark)
		m.mp.runs = append(m.mp.runs, r)
		return append(out, html.EscapeString(string(r.text))...)
	case html.StartTagToken:
		name, _ := m.z.TagName()
		m.raw = rawText[string(name)]
	case html.ErrorToken:
	default:
		m.raw = false
	}
	return append(out, token...)
}

var rawText = map[string]bool{"script": true, "style": true, "noscript": true, "iframe": true, "noembed": true, "noframes": true, "xmp": true, "plaintext": true}

// entities resolves the entities of a run of text that starts at offset from. The
// text of a run that has none is token itself.
func entities(token []byte, from int) (r reading) {
	if bytes.IndexByte(token, '&') < 0 && bytes.IndexByte(token, '\r') < 0 {
		return reading{token, assay.OffsetMap{{Text: 0, Raw: int32(from)}}}
	}
	plain := 0
	for i := 0; i < len(token); i++ {
		c := token[i]
		if c != '&' && c != '\r' {
			continue
		}
		value, n := "\n", 1
		if c == '\r' && i+1 < len(token) && token[i+1] == '\n' {
			n = 2
		}
		if c == '&' {
			if value, n = entity(token[i:]); n == 0 {
				continue
			}
		}
		r.add(string(token[plain:i]), from+plain)
		r.add(value, from+i)
		plain = i + n
		i = plain - 1
	}
	r.add(string(token[plain:]), from+plain)
	r.close(from + len(token))
	return r
}

// entity resolves the entity at the start of s and returns its length, 0 if
// there is none.
func entity(s []byte) (string, int) {
	n := 1
	if n < len(s) && s[n] == '#' {
		n++
		hex := n < len(s) && (s[n] == 'x' || s[n] == 'X')
		if hex {
			n++
		}
		for n < len(s) && n < 40 && (s[n] >= '0' && s[n] <= '9' || hex && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'f')) {
			n++
		}
	} else {
		for n < len(s) && n < 40 && (s[n] >= '0' && s[n] <= '9' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
			n++
		}
	}
	semi := n < len(s) && s[n] == ';'
	if semi {
		n++
	}
	src := string(s[:n])
	value := html.UnescapeString(src)
	switch {
	case value == src:
		return "", 0
	case value == "\x00":
		value = "\ufffd"
	case s[1] == '#', semi && (!strings.HasSuffix(value, ";") || value == ";"):
	default: // "&copy2021": the shortest names need no semicolon
		_, w := utf8.DecodeRuneInString(value)
		n -= len(value) - w
		value = value[:w]
	}
	return value, n
}

// unmark takes the marks out of the text nodes below n, and notes what they said.
func (mp *markedPage) unmark(n *html.Node, mark string) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			// Readability would put new text in the place of such a link.
			for i := range c.Attr {
				if c.Attr[i].Key == "href" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(c.Attr[i].Val)), "javascript:") {
					c.Attr[i].Val = "#"
				}
			}
			mp.unmark(c, mark)
			continue
		}
		pieces := strings.Split(c.Data, mark)
		if len(pieces) < 3 {
			continue
		}
		var parts []part
		data := pieces[0]
		for k := 1; k+1 < len(pieces); k += 2 {
			if run, err := strconv.Atoi(pieces[k]); err == nil && run < len(mp.runs) && strings.HasPrefix(pieces[k+1], string(mp.runs[run].text)) {
				parts = append(parts, part{len(data), run})
			}
			data += pieces[k+1]
		}
		c.Data = data
		c.Attr = []html.Attribute{{Key: partsKey, Val: strconv.Itoa(len(mp.nodes))}}
		mp.nodes = append(mp.nodes, parts)
	}
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

// A writer sets the text of a page: paragraphs apart by an empty line, white
// space within them single.
type writer struct {
	mp    *markedPage
	out   reading
	gap   string // white space that is due before the next character
	end   int    // of the last character, in the origin
	clean bool   // leave out what is not the article by its tag
}

// write sets the text below n. If clean is set, menus and forms are left out.
func (mp *markedPage) write(n *html.Node, clean bool) reading {
	w := writer{mp: mp, clean: clean}
	w.node(n, false)
	w.out.close(w.end)
	return w.out
}

func (w *writer) node(n *html.Node, pre bool) {
	if n.Type == html.TextNode {
		w.textNode(n, pre)
		return
	}
	if n.Type == html.ElementNode && (silent[n.Data] || w.clean && (clutter[n.Data] || hidden(n))) {
		return
	}
	sep := separators[n.Data]
	w.space(sep)
	if n.Data == "br" {
		w.lineBreak()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, pre || n.Data == "pre")
	}
	w.space(sep)
}

// space makes gap due, if it is wider than what is due.
func (w *writer) space(gap string) {
	if len(gap) > len(w.gap) || gap == "\n" && w.gap == " " {
		w.gap = gap
	}
}

// lineBreak makes a new line due; two of them part paragraphs.
func (w *writer) lineBreak() {
	if w.gap == "\n" {
		w.gap = "\n\n"
	}
	w.space("\n")
}

func (w *writer) textNode(n *html.Node, pre bool) {
	var parts []part
	for _, a := range n.Attr {
		if k, err := strconv.Atoi(a.Val); err == nil && a.Key == partsKey && k < len(w.mp.nodes) {
			parts = w.mp.nodes[k]
		}
	}
	if parts == nil { // white space only: what has no mark is not shown
		w.space(" ")
		return
	}
	if parts[0].at > 0 {
		w.space(" ")
	}
	for i, pt := range parts {
		end := len(n.Data)
		if i+1 < len(parts) {
			end = parts[i+1].at
		}
		w.run(w.mp.runs[pt.run], pre)
		if end > pt.at+len(w.mp.runs[pt.run].text) {
			w.space(" ")
		}
	}
}

// run sets one run of text.
func (w *writer) run(r reading, pre bool) {
	for i := 0; i < len(r.text); {
		c, n := utf8.DecodeRune(r.text[i:])
		switch {
		case c == '\n' && pre:
			w.space("\n")
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f':
			w.space(" ")
		default:
			from := int(r.steps.Raw(int32(i)))
			if w.gap != "" && len(w.out.text) > 0 {
				w.out.add(w.gap, max(0, from-len(w.gap)))
			}
			w.gap = ""
			w.out.add(string(r.text[i:i+n]), from)
			w.end = int(r.steps.Raw(int32(i + n)))
		}
		i += n
	}
}

// separators says by what the elements are set apart from what is around them.
// They go by name: readability renames elements and leaves their atoms.
var separators = map[string]string{
	"p": "\n\n", "div": "\n\n", "section": "\n\n", "article": "\n\n", "main": "\n\n", "header": "\n\n", "footer": "\n\n", "aside": "\n\n", "nav": "\n\n",
	"h1": "\n\n", "h2": "\n\n", "h3": "\n\n", "h4": "\n\n", "h5": "\n\n", "h6": "\n\n", "blockquote": "\n\n", "pre": "\n\n", "figure": "\n\n", "figcaption": "\n\n",
	"ul": "\n\n", "ol": "\n\n", "dl": "\n\n", "table": "\n\n", "form": "\n\n", "hr": "\n\n", "address": "\n\n", "fieldset": "\n\n", "details": "\n\n", "body": "\n\n", "center": "\n\n",
	"li": "\n", "dt": "\n", "dd": "\n", "tr": "\n", "caption": "\n", "summary": "\n", "option": "\n",
	"td": " ", "th": " ", "button": " ", "img": " ",
}

// silent elements have no text that is seen.
var silent = map[string]bool{"script": true, "style": true, "noscript": true, "template": true, "iframe": true, "head": true, "title": true,
	"svg": true, "math": true, "object": true, "embed": true, "audio": true, "video": true, "canvas": true, "noembed": true, "noframes": true, "datalist": true}

// clutter is what pages put around articles.
var clutter = map[string]bool{"nav": true, "footer": true, "aside": true, "form": true, "button": true, "select": true, "textarea": true, "dialog": true, "menu": true}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch {
		case a.Key == "hidden", a.Key == "aria-hidden" && a.Val == "true":
			return true
		case a.Key == "style" && strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none"):
			return true
		}
	}
	return false
}

// flat reads a page whose tags lead nowhere: all its text, in order.
func flat(text []byte) reading {
	mp := &markedPage{}
	w := writer{mp: mp}
	raw := false
	z := html.NewTokenizer(bytes.NewReader(text))
	for at := 0; ; {
		tt := z.Next()
		token := z.Raw()
		start := at
		at += len(token)
		switch tt {
		case html.ErrorToken:
			w.out.close(w.end)
			return w.out
		case html.TextToken:
			if !raw {
				w.run(entities(token, start), false)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			raw = tt == html.StartTagToken && (rawText[string(name)] || string(name) == "title")
			w.space(separators[string(name)])
			if string(name) == "br" {
				w.lineBreak()
			}
		}
	}
}
