package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"assay/trail"
)

// What a document may have: no feed comes near it.
const (
	mostNodes = 1 << 20
	deepest   = 256
)

const mediaRSS = "http://search.yahoo.com/mrss"

// A node is an element: where it stands in the text and where what is in it does.
type node struct {
	name     string // without its prefix, in lower case
	space    string // what its prefix stands for
	attrs    []xml.Attr
	from, to int
	in, out  int
	children []*node
}

// parse reads a document as a tree. What breaks off is taken as far as it goes, so
// that the start of a feed and one of its entries are a feed as well.
func parse(text []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is decoded already
	top := &node{to: len(text), out: len(text)}
	open := []*node{top}
	for n := 0; ; {
		from := int(d.InputOffset())
		tok, err := d.Token()
		to := int(d.InputOffset())
		last := open[len(open)-1]
		var syntax *xml.SyntaxError
		switch {
		case errors.Is(err, io.EOF) || errors.As(err, &syntax) && to >= len(text) && len(top.children) > 0:
			for _, one := range open {
				one.out, one.to = len(text), len(text)
			}
			return top, nil
		case syntax != nil:
			return nil, fmt.Errorf("malformed XML at line %d: %s; mend it or fetch it again", syntax.Line, syntax.Msg)
		case err != nil:
			return nil, fmt.Errorf("malformed XML: %w; mend it or fetch it again", err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if n++; n > mostNodes || len(open) > deepest {
				return nil, fmt.Errorf("too many elements for a feed: over %d, or nested deeper than %d", mostNodes, deepest)
			}
			one := &node{name: strings.ToLower(tok.Name.Local), space: tok.Name.Space, attrs: slices.Clone(tok.Attr), from: from, in: to}
			if strings.HasPrefix(one.space, mediaRSS) { // a picture's title is not the report's
				one.name = one.space
			}
			last.children = append(last.children, one)
			open = append(open, one)
		case xml.EndElement:
			if len(open) > 1 {
				last.out, last.to = max(from, last.in), to
				open = open[:len(open)-1]
			}
		}
	}
}

// follow returns the elements at a path below n: "a/b", "a//b" for b anywhere in a, ""
// and "." for n itself.
func (n *node) follow(path string) []*node {
	if path == "" || path == "." {
		return []*node{n}
	}
	name, rest, _ := strings.Cut(path, "/")
	deep := name == ""
	if deep {
		name, rest, _ = strings.Cut(rest, "/")
	}
	list := n.children
	if deep {
		list = n.below(name)
	}
	var found []*node
	for _, c := range list {
		if c.name == name {
			found = append(found, c.follow(rest)...)
		}
	}
	return found
}

// down returns the elements between n and one below it.
func (n *node) down(to *node) (path []*node) {
	for _, c := range n.children {
		if c.from < to.from && to.to <= c.to {
			return append([]*node{c}, c.down(to)...)
		}
	}
	return nil
}

// below returns the elements of a name at any depth, not those within one another.
func (n *node) below(name string) (list []*node) {
	for _, c := range n.children {
		if c.name == name {
			list = append(list, c)
		} else {
			list = append(list, c.below(name)...)
		}
	}
	return list
}

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if strings.EqualFold(a.Name.Local, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// inner returns what stands in n, and whether it is markup: elements, as they stand,
// or else text, its entities resolved and CDATA opened.
func (n *node) inner(text []byte) (t trail.Text, markup bool) {
	if len(n.children) > 0 {
		t.Add(string(text[n.in:n.out]), n.in)
		t.Close(n.out)
		return t, true
	}
	t.AddXML(text, n.in, n.out)
	t.Close(n.out)
	return t, false
}

// text returns what stands in n as a line: a title, a name, a day.
func (n *node) text(text []byte) string {
	t, markup := n.inner(text)
	s := string(t.Bytes)
	if markup {
		s = ""
		for _, c := range n.children {
			s += " " + c.text(text)
		}
	}
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}
