package article

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"assay"
	"assay/trail"
)

// How the way back is kept. The parser of x/net/html forgets where in the page a
// text stood. So before it parses, every run of text gets a mark with its number
// in front of it; afterwards the marks are taken out again, and each text node
// carries the numbers as an attribute, which readability copies along with the
// node wherever it moves it. What remains of the page is then written out run by
// run, from the runs' own readings.

// A marked page is being read.
type markedPage struct {
	runs    []trail.Text // the runs of text, entities resolved; they lead to the decoded page
	nodes   [][]part     // what each text node is made of, by number
	scripts []script     // those that hold JSON, in order
}

// A script is what stands in an element of JSON.
type script struct {
	at     int // in the page
	text   []byte
	linked bool // JSON-LD
}

// A part says that a text node from byte at on is run number run from its start.
type part struct{ at, run int }

// partsKey is the attribute of text nodes that holds the index in nodes. No
// element can have it: a name with a space is not HTML.
const partsKey = "assay parts"

// parseMarked parses a page so that its text nodes know where they stood. Its
// error is a roomError, or the parser's.
func parseMarked(text []byte) (*markedPage, *html.Node, error) {
	mark := freeRune(text)
	mp := &markedPage{}
	marked, err := mp.marked(text, mark)
	if err != nil {
		return nil, nil, err
	}
	doc, err := html.Parse(bytes.NewReader(marked))
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

// A marker looks at a page token by token.
type marker struct {
	mp    *markedPage
	text  []byte
	mark  string
	z     *html.Tokenizer
	at    int    // what of text has been looked at
	raw   bool   // inside an element whose text is none: a script
	json  string // inside a script that holds JSON: its type
	nodes int    // of the tree, as far as it has been seen
	open  int    // formatting elements that nobody has closed

	letters int // bytes of text seen
}

// marked returns the page with a mark before each run of text. It stops with a
// roomError where the tree would take more memory than a page may.
func (mp *markedPage) marked(text []byte, mark rune) ([]byte, error) {
	m := marker{mp: mp, text: text, mark: string(mark), z: html.NewTokenizer(bytes.NewReader(text))}
	out := make([]byte, 0, min(len(text)+len(text)/8+64, 1<<18))
	room := max(roomForAll, int64(len(text))*roomPerByte)
	for m.at < len(text) {
		if len(out) > cap(out)*7/8 {
			out = slices.Grow(out, len(out)) // double it: append goes on by a quarter
		}
		out = m.token(out)
		if need := int64(m.nodes)*nodeCost + int64(len(text))*byteCost; need > room {
			return nil, &roomError{room}
		}
		if m.letters > mostText {
			return nil, errLong
		}
	}
	return out, nil
}

// token appends the next token to out, and counts the nodes that it makes: itself, and
// what the parser opens anew in each paragraph, because nobody has closed it.
func (m *marker) token(out []byte) []byte {
	tt := m.z.Next()
	start := m.at
	m.at += len(m.z.Raw())
	if tt == html.ErrorToken {
		m.at = len(m.text) // what is left when a tag does not end
	}
	token := m.text[start:m.at:m.at]
	if tt != html.EndTagToken {
		m.nodes++
	}
	switch tt {
	case html.TextToken:
		if m.json != "" {
			m.mp.scripts = append(m.mp.scripts, script{start, token, strings.Contains(m.json, "ld+")})
		}
		if m.raw || len(bytes.TrimFunc(token, unicode.IsSpace)) == 0 {
			break
		}
		m.letters += len(token)
		if m.letters > mostText {
			break
		}
		r := entities(token, start)
		out = append(out, m.mark...)
		out = strconv.AppendInt(out, int64(len(m.mp.runs)), 10)
		out = append(out, m.mark...)
		if len(m.mp.runs) == cap(m.mp.runs) {
			m.mp.runs = slices.Grow(m.mp.runs, max(64, len(m.mp.runs)))
		}
		m.mp.runs = append(m.mp.runs, r)
		if !bytes.ContainsAny(r.Bytes, "&<>\r") {
			return append(out, r.Bytes...)
		}
		return append(out, html.EscapeString(string(r.Bytes))...)
	case html.StartTagToken:
		name, more := m.z.TagName()
		m.raw, m.json = rawText[string(name)], ""
		switch {
		case string(name) == "script":
			m.json = m.jsonType(more)
		case formatting[string(name)]:
			m.open++
		case separators[string(name)] != "":
			m.nodes += min(m.open, deepest)
		}
	case html.EndTagToken:
		m.raw, m.json = false, ""
		if name, _ := m.z.TagName(); formatting[string(name)] {
			m.open = max(0, m.open-1)
		}
	case html.ErrorToken:
	default:
		m.raw, m.json = false, ""
	}
	return append(out, token...)
}

// jsonType returns the type of the script that starts here, if it is one of JSON.
func (m *marker) jsonType(more bool) string {
	for more {
		var key, value []byte
		key, value, more = m.z.TagAttr()
		if string(key) == "type" && bytes.Contains(bytes.ToLower(value), []byte("json")) {
			return strings.ToLower(string(value))
		}
	}
	return ""
}

// entities resolves the entities of a run of text that starts at offset from. The
// text of a run that has none is token itself.
func entities(token []byte, from int) (r trail.Text) {
	if bytes.IndexByte(token, '&') < 0 && bytes.IndexByte(token, '\r') < 0 {
		return trail.Text{Bytes: token, Steps: assay.OffsetMap{{Text: 0, Raw: int32(from)}}}
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
		r.Add(string(token[plain:i]), from+plain)
		r.Add(value, from+i)
		plain = i + n
		i = plain - 1
	}
	r.Add(string(token[plain:]), from+plain)
	r.Close(from + len(token))
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
				if a := &c.Attr[i]; len(a.Val) > longestNames && (a.Key == aClass || a.Key == aID || a.Key == "style") {
					a.Val = a.Val[:longestNames] // both extractors search them over and over
				}
				if c.Attr[i].Key == aHref && strings.HasPrefix(strings.ToLower(strings.TrimSpace(c.Attr[i].Val)), "javascript:") {
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
			if run, err := strconv.Atoi(pieces[k]); err == nil && run < len(mp.runs) && strings.HasPrefix(pieces[k+1], string(mp.runs[run].Bytes)) {
				parts = append(parts, part{len(data), run})
			}
			data += pieces[k+1]
		}
		c.Data = data
		c.Attr = []html.Attribute{{Key: partsKey, Val: strconv.Itoa(len(mp.nodes))}}
		mp.nodes = append(mp.nodes, parts)
	}
}
