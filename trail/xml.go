package trail

import (
	"bytes"
	"html"
)

// AddXML appends what stands between from and to of a document in XML, which has no
// elements there: entities resolved, CDATA opened, comments left out.
func (t *Text) AddXML(text []byte, from, to int) {
	const cdata, cdataEnd, comment, commentEnd = "<![CDATA[", "]]>", "<!--", "-->"
	for at := from; at < to; {
		rest := text[at:to]
		k := bytes.IndexAny(rest, "<&")
		if k < 0 {
			k = len(rest)
		}
		t.Add(string(rest[:k]), at)
		at += k
		rest = rest[k:]
		skip := func(start, end string) int {
			if k := bytes.Index(rest[len(start):], []byte(end)); k >= 0 {
				return len(start) + k
			}
			return len(rest)
		}
		switch {
		case len(rest) == 0:
		case bytes.HasPrefix(rest, []byte(cdata)):
			k := skip(cdata, cdataEnd)
			t.Add(string(rest[len(cdata):k]), at+len(cdata))
			at += min(k+len(cdataEnd), len(rest))
		case bytes.HasPrefix(rest, []byte(comment)):
			at += min(skip(comment, commentEnd)+len(commentEnd), len(rest))
		case rest[0] == '<':
			at += min(skip("<", ">")+1, len(rest))
		default:
			k := bytes.IndexByte(rest[:min(len(rest), 40)], ';') + 1
			if s := html.UnescapeString(string(rest[:k])); k > 1 && s != string(rest[:k]) {
				t.Add(s, at)
				at += k
			} else {
				t.Add("&", at)
				at++
			}
		}
	}
}
