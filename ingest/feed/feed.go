// Package feed reads what agencies and outlets hand on in XML: RSS (of any number, RDF
// too), Atom, NewsML-G2. The decoded text of a document goes in, and its entries come
// out with their text, the way back from each of its bytes, and what they say about
// themselves. An entry can be read by itself: what of the document it depends on (who
// publishes it, in which language) goes before it ([Entry.Head]). Where a feed has a
// summary alone, that is the text, and it is said. Nothing is fetched, no entity is
// looked up, and what breaks off is read as far as it goes.
package feed

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"assay"
	"assay/article"
	"assay/trail"
)

// An Entry is one report of a feed.
type Entry struct {
	Text    trail.Text // leads to the document
	Facts   article.Facts
	Summary bool    // the feed gives no more than a summary
	Head    []Piece // what of the document goes before the entry where it is read by itself
	Own     Piece   // the entry
}

// A Piece is a half-open range of the document's bytes.
type Piece struct{ From, To int }

// ErrOther says that a document is XML and no feed.
var ErrOther = errors.New("XML of another kind than RSS, Atom and NewsML-G2: save its text as .txt and read that")

// Is reports whether text starts as a feed does.
func Is(text []byte) bool {
	for {
		text = bytes.TrimLeft(text, "\ufeff \t\r\n")
		if !bytes.HasPrefix(text, []byte("<")) {
			return false
		}
		end := []byte(">")
		if bytes.HasPrefix(text, []byte("<!--")) {
			end = []byte("-->")
		}
		k := bytes.Index(text, end)
		if k < 0 {
			k = len(text)
		}
		if text[min(1, len(text)-1)] != '?' && text[min(1, len(text)-1)] != '!' {
			fields := strings.FieldsFunc(string(text[min(1, k):min(k, 80)]), func(r rune) bool { return strings.ContainsRune(" \t\r\n/>", r) })
			if len(fields) == 0 {
				return false
			}
			name := strings.ToLower(fields[0])
			_, is := forms()[name[strings.LastIndexByte(name, ':')+1:]]
			return is
		}
		text = text[min(k+len(end), len(text)):]
	}
}

// A field of an entry, as the table's columns have them.
type field uint8

const (
	text field = iota
	summary
	title
	url
	author
	day
	changed
	publisher
	language
	fields
)

// A form is a row of the table.
type form struct {
	entry  []string
	places [fields][]string
}

//go:embed forms.txt
var table string

// forms are the rows of the table by the document's first element: what goes for all
// entries, and what for each.
var forms = sync.OnceValue(func() map[string][2]form {
	m := map[string][2]form{}
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		name, f := strings.TrimSpace(cells[0]), form{entry: strings.Fields(cells[1])}
		for i := range f.places {
			f.places[i] = strings.Fields(cells[2+i])
		}
		both := m[name]
		if f.entry[0] == "-" {
			both[0] = f
		} else {
			both[1] = f
		}
		m[name] = both
	}
	return m
})

// open returns the first element of a feed, and the rows that say where it has what.
func open(doc []byte) (first *node, both [2]form, err error) {
	top, err := parse(doc)
	if err != nil {
		return nil, both, err
	}
	if len(top.children) == 0 {
		return nil, both, ErrOther
	}
	first = top.children[0]
	both, ok := forms()[first.name]
	if !ok {
		return nil, both, ErrOther
	}
	return first, both, nil
}

// Links returns where the pages of a feed's entries are, as the feed says it: addresses
// may be relative to its own. An entry that has no page is left out.
func Links(doc []byte) (list []string, err error) {
	first, both, err := open(doc)
	if err != nil {
		return nil, err
	}
	d := document(doc)
	for _, n := range d.find(first, both[1].entry) {
		if s := d.link(n, both[1].places[url]); s != "" {
			list = append(list, s)
		}
	}
	return list, nil
}

// link is the first of what stands at some places that leads somewhere: what is no link
// but a name of the entry does if it is an address.
func (d document) link(n *node, places []string) string {
	for _, place := range places {
		for _, s := range d.values(n, place) {
			if s = strings.TrimSpace(s); s != "" && (strings.Contains(place, "link") || address(s) != "") {
				return s
			}
		}
	}
	return ""
}

// Read returns the entries of a feed that have a text.
func Read(doc []byte) (list []Entry, err error) {
	first, both, err := open(doc)
	if err != nil {
		return nil, err
	}
	d := document(doc)
	common := d.facts(first, both[0], article.Facts{})
	head := d.head(first, both[0])
	for _, n := range d.find(first, both[1].entry) {
		e := Entry{Facts: d.facts(n, both[1], common)}
		if e.Text = d.longest(n, both[1].places[text]); blank(e.Text) {
			e.Text, e.Summary = d.longest(n, both[1].places[summary]), true
		}
		if !blank(e.Text) {
			e.Own = Piece{n.from, n.to}
			e.Head = head
			list = append(list, e)
		}
	}
	return list, nil
}

// A document is a feed while it is read: its text.
type document []byte

// head returns what of a document goes before an entry that is read by itself: the
// declaration, start tags, and what the document says of all entries.
func (d document) head(first *node, f form) (head []Piece) {
	if k := bytes.Index(d, []byte("?>")); k >= 0 && k < first.from && bytes.HasPrefix(bytes.TrimLeft(d, "\ufeff \t\r\n"), []byte("<?xml")) {
		head = append(head, Piece{0, k + 2})
	}
	if len(f.entry) == 0 { // the document is the entry
		return head
	}
	head = append(head, Piece{first.from, first.in})
	var said []*node
	for _, places := range f.places {
		for _, n := range d.find(first, places) {
			if n != first && !slices.Contains(said, n) {
				said = append(said, n)
			}
		}
	}
	for _, n := range said {
		path := first.down(n)
		for _, outer := range path {
			head = append(head, Piece{outer.from, outer.in})
		}
		head = append(head, Piece{n.from, n.to})
		for _, outer := range slices.Backward(path) {
			if outer.out < outer.to { // it has an end tag
				head = append(head, Piece{outer.out, outer.to})
			}
		}
	}
	return head
}

// facts returns what f says of n, or else what goes for all entries.
func (d document) facts(n *node, f form, common article.Facts) article.Facts {
	str := func(is field, good func(string) string) string {
		for _, place := range f.places[is] {
			for _, s := range d.values(n, place) {
				if s = good(s); s != "" {
					return s
				}
			}
		}
		return ""
	}
	as := func(s string) string { return s }
	date := func(is field) (assay.Date, string) {
		s := str(is, as)
		if s == "" {
			return assay.Date{}, ""
		}
		d, ok := article.ParseDate(s, common.Declared, article.UnknownOrder)
		if !ok {
			return d, fmt.Sprintf("date %.40q not understood", s)
		}
		return d, ""
	}
	facts := article.Facts{
		Title:     str(title, as),
		URL:       str(url, address),
		Author:    cmp.Or(str(author, person), common.Author),
		Publisher: cmp.Or(str(publisher, noAddress), common.Publisher),
		Declared:  cmp.Or(str(language, as), common.Declared),
	}
	facts.Published, facts.Doubt = date(day)
	facts.Modified, _ = date(changed)
	return facts
}

// find returns the elements at the first of some places that has any.
func (d document) find(n *node, places []string) []*node {
	for _, place := range places {
		path, _, _ := strings.Cut(place, "@")
		if list := n.follow(path); len(list) > 0 {
			return list
		}
	}
	return nil
}

// values returns what stands at a place.
func (d document) values(n *node, place string) (list []string) {
	path, attr, ofAttr := strings.Cut(place, "@")
	for _, one := range n.follow(path) {
		switch {
		case !strings.EqualFold(cmp.Or(one.attr("rel"), alternate), alternate): // a link to something else
		case strings.EqualFold(one.attr("isPermaLink"), strconv.FormatBool(false)):
		case ofAttr:
			list = append(list, one.attr(attr))
		default:
			list = append(list, one.text(d))
		}
	}
	return list
}

const alternate = "alternate"

// longest reads the longest of the elements at the first of some places that has a
// text: as HTML, or as it is where it holds none.
func (d document) longest(n *node, places []string) (best trail.Text) {
	for _, place := range places {
		for _, one := range n.follow(place) {
			t, markup := one.inner(d)
			if markup || bytes.ContainsAny(t.Bytes, "<&") {
				frag := article.Fragment(t.Bytes)
				t = trail.Text{Bytes: frag.Bytes, Steps: trail.Through(frag, t.Steps)}
			}
			if len(t.Bytes) > len(best.Bytes) {
				best = t
			}
		}
		if !blank(best) {
			return best
		}
	}
	return best
}

func blank(t trail.Text) bool { return len(bytes.TrimSpace(t.Bytes)) == 0 }

// address is s if it is one of the web.
func address(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

func noAddress(s string) string {
	if address(s) != "" {
		return ""
	}
	return s
}

// person reads a name: "By Ada Lund", "desk@hill.example (Ada Lund)".
func person(s string) string {
	if at := strings.IndexByte(s, '('); at > 0 && strings.Contains(s[:at], "@") {
		s = strings.Trim(s[at:], "()")
	}
	return article.ByName(s)
}
