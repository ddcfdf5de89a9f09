package article

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html"
)

// What it takes to read a page as a tree: so it was measured over pages of links,
// tables, lists, headings and paragraphs, as the most memory that the program held.
// The tree stands twice while readability looks for the article, and as much
// again waits to be collected.
const (
	nodeCost = 720 // bytes, for each node of the tree, text being one
	byteCost = 6   // bytes, for each byte of the page
)

// What a page may take.
const (
	roomPerByte = 20        // bytes, for each byte of the page
	roomForAll  = 128 << 20 // bytes, however small it is
)

// deepest is how deep a tree the parser follows.
const deepest = 512

// needs returns about how many bytes it takes to read a page as a tree, and how
// many it may take. Nodes are counted by the tags and runs of text; those that the
// parser opens anew in each paragraph, because nobody has closed them, by the tags
// that are still open.
func needs(text []byte) (need, room int64) {
	nodes, open := 0, 0
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return int64(nodes)*nodeCost + int64(len(text))*byteCost, max(roomForAll, int64(len(text))*roomPerByte)
		case html.TextToken, html.CommentToken, html.SelfClosingTagToken:
			nodes++
		case html.StartTagToken:
			nodes++
			name, _ := z.TagName()
			switch {
			case formatting[string(name)]:
				open++
			case separators[string(name)] != "":
				nodes += min(open, deepest)
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); formatting[string(name)] {
				open = max(0, open-1)
			}
		}
	}
}

// formatting elements are opened again in the next paragraph if none closes them.
var formatting = map[string]bool{"a": true, "b": true, "big": true, "code": true, "em": true, "font": true, "i": true, "nobr": true,
	"s": true, "small": true, "strike": true, "strong": true, "tt": true, "u": true}

// A roomError is a page that has too many elements for its size.
type roomError struct{ need, room int64 }

func (e *roomError) Error() string {
	return fmt.Sprintf("too many elements: to read it as a page would take %s of memory, more than the %s that a page of its size may", mega(e.need), mega(e.room))
}
