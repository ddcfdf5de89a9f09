package article

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assay"
	"assay/lang/en"
	"assay/term"
)

// Facts are what a page says about its article. All may be unknown.
type Facts struct {
	URL, Publisher, Title, Author, Section, Declared string
	Published, Modified                              assay.Date
	Found                                            assay.Found
	Doubt                                            string // a date that was found and not understood
}

// Where a page says something, the surest first.
const (
	fromLD    = "json-ld"
	fromOG    = "opengraph"
	fromMeta  = "meta"
	fromItem  = "microdata"
	fromLink  = "link"
	fromURL   = "url"
	fromLang  = "html lang"
	fromTitle = "title"
	fromText  = "text"
	fromSaved = "archive"
)

// Attributes and properties that are asked for.
const (
	aContent, aItem, aHref, aClass, aID, aName, aValue, aTitle, aTime, aRel = "content", "itemprop", "href", "class", "id", "name", "value", "title", "datetime", "rel"
	kAuthor, kHeadline, kSection, kLanguage                                 = "author", "headline", "articlesection", "inlanguage"
)

// A said is a value and where it stands.
type said struct{ value, from string }

// firstSaid returns the first value of which ok thinks well.
func firstSaid(ok func(string) bool, list ...said) said {
	for _, s := range list {
		if s.value != "" && (ok == nil || ok(s.value)) {
			return s
		}
	}
	return said{}
}

// A survey is what stands in a page about it, as it was found.
type survey struct {
	metas     map[string]string // the first of each name, in small letters
	items     map[string]string // microdata: the first of each name
	ld        linked
	title     string
	canonical string
	language  string
	headings  []string
	authors   []string // rel=author
	times     []timed
	original  string // the address that an archive has saved
	saved     bool   // the page comes from an archive
	amp       bool
}

// A timed is an element that holds a date in an attribute or in its text.
type timed struct {
	node  *html.Node
	value string
	named bool // its names say that the page was published then
	moved bool // or changed
	item  bool // it is microdata
}

var metaNames = en.MetaNames()

// get returns the first of the meta elements of these names of which ok thinks well, and
// in what vocabulary it is.
func (v *survey) get(names []string, ok func(string) bool) said {
	for _, n := range names {
		if s := v.metas[n]; s != "" && (ok == nil || ok(s)) {
			return said{s, vocabulary(n)}
		}
	}
	return said{}
}

func vocabulary(name string) string {
	if strings.HasPrefix(name, "og:") || strings.HasPrefix(name, "article:") {
		return fromOG
	}
	return fromMeta
}

// collect notes what stands below n. Parts of a page that are about something else,
// as a reference or a review is, are passed over.
func (v *survey) collect(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		v.language = attr(n, "lang")
		if v.language == "" {
			v.language = attr(n, "xml:lang")
		}
		_, amp := find(n, "amp")
		_, bolt := find(n, "⚡")
		v.amp = amp || bolt
	case atom.Meta:
		v.meta(n)
	case atom.Script, atom.Style, atom.Svg:
		return
	case atom.Title:
		if v.title == "" {
			v.title = term.OneLine(textOf(n))
		}
		return
	case atom.H1:
		if s := term.OneLine(textOf(n)); s != "" {
			v.headings = append(v.headings, s)
		}
	case atom.Link:
		if attr(n, aRel) == "canonical" && v.canonical == "" {
			v.canonical = strings.TrimSpace(attr(n, aHref))
		}
	case atom.Nav, atom.Aside, atom.Footer:
		return // dates and names of other articles
	case atom.A:
		if attr(n, aRel) == kAuthor {
			v.authors = append(v.authors, short(textOf(n)))
		}
	case atom.Div:
		if id := attr(n, aID); strings.HasPrefix(id, waybackBar) {
			v.saved = true
			return
		}
	}
	prop := attr(n, aItem)
	if _, scope := find(n, "itemscope"); scope && prop != "" && metaNames.Elsewhere[strings.ToLower(prop)] {
		return
	}
	if prop != "" && n.DataAtom != atom.Meta {
		v.item(n, strings.ToLower(prop))
	}
	v.time(n, prop)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			v.collect(c)
		}
	}
}

func (v *survey) meta(n *html.Node) {
	content := term.OneLine(attr(n, aContent))
	if content == "" {
		content = term.OneLine(attr(n, aValue))
	}
	for _, key := range [...]string{"property", aName, aItem, "http-equiv"} {
		name := strings.ToLower(strings.TrimSpace(attr(n, key)))
		if name == "" {
			continue
		}
		to := v.metas
		if key == aItem {
			to = v.items
		}
		if to[name] == "" {
			to[name] = content
		} else if name == kAuthor || name == "article:author" || name == "citation_author" {
			to[name] += ", " + content
		}
	}
}

func (v *survey) item(n *html.Node, name string) {
	switch name {
	case kAuthor, "creator":
		if v.items[kAuthor] == "" {
			v.items[kAuthor] = short(itemName(n))
		}
	case "datemodified":
		if s := term.OneLine(cmpOr(attr(n, aContent), attr(n, aTime), attr(n, aTitle), textOf(n))); v.items[name] == "" && len(s) < 200 {
			v.items[name] = s
		}
	case kHeadline, kSection, kLanguage:
		if s := term.OneLine(cmpOr(attr(n, aContent), textOf(n))); v.items[name] == "" && len(s) < 400 {
			v.items[name] = s
		}
	}
}

// itemName is the name of a person: that of its element, or what is marked as one in it.
func itemName(n *html.Node) string {
	for d := range n.Descendants() {
		if attr(d, aItem) == aName {
			return cmpOr(attr(d, aContent), textOf(d))
		}
	}
	return cmpOr(attr(n, aContent), textOf(n))
}

// time notes an element that holds a date in its attributes.
func (v *survey) time(n *html.Node, prop string) {
	value := ""
	isTime := n.DataAtom == atom.Time
	for _, a := range n.Attr {
		switch {
		case metaNames.DateAttrs[a.Key]:
			if a.Val != "" && len(a.Val) < 60 && strings.ContainsAny(a.Val, "0123456789") && (value == "" || a.Key == aTime) {
				value = a.Val
			}
		case a.Key == aTitle:
			if n.DataAtom == atom.Abbr && value == "" {
				value = a.Val
			}
		}
	}
	if isTime && value == "" {
		value = textOf(n)
	}
	item := strings.EqualFold(prop, "datePublished")
	if item {
		value = cmpOr(attr(n, aContent), value, textOf(n))
	}
	if value == "" || len(value) > 200 || len(v.times) > 500 || n.DataAtom == atom.Meta {
		return
	}
	class := strings.ToLower(attr(n, aClass) + " " + prop + " " + attr(n, aID))
	for up, k := n.Parent, 0; up != nil && k < 2; up, k = up.Parent, k+1 {
		class += " " + strings.ToLower(attr(up, aClass))
	}
	_, pub := find(n, "pubdate")
	v.times = append(v.times, timed{n, term.OneLine(value),
		pub || containsOne(class, metaNames.Published), containsOne(class, metaNames.Changed), item})
}

func containsOne(s string, list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(s, w) })
}

// facts puts together what the page says, from the surest of what says it.
func (v *survey) facts(address string) (f Facts) {
	clean := func(s said) said { s.value = original(s.value); return s }
	url := firstSaid(isAddress, said{v.original, fromSaved}, clean(said{v.canonical, fromLink}), clean(v.get(metaNames.URL, isAddress)), clean(said{v.ld.url, fromLD}), said{original(address), fromSaved})
	f.URL, f.Found.URL = url.value, url.from
	publisher := firstSaid(noAddress, said{v.ld.publisher, fromLD}, v.get(metaNames.Publisher, noAddress))
	f.Publisher, f.Found.Publisher = publisher.value, publisher.from
	author := firstSaid(isName, said{ByName(v.ld.author), fromLD}, name(v.get(metaNames.Author, func(s string) bool { return isName(ByName(s)) })), said{ByName(v.items[kAuthor]), fromItem}, said{ByName(strings.Join(unique(v.authors), ", ")), fromLink})
	f.Author, f.Found.Author = author.value, author.from
	v.titles(&f)
	section := firstSaid(noAddress, said{v.ld.section, fromLD}, v.get(metaNames.Section, noAddress), said{v.items[kSection], fromItem})
	f.Section, f.Found.Section = section.value, section.from
	language := firstSaid(isLanguage, said{v.ld.language, fromLD}, said{v.language, fromLang}, said{strings.ReplaceAll(v.metas["og:locale"], "_", "-"), fromOG}, v.get(metaNames.Language, isLanguage), said{v.items[kLanguage], fromItem})
	f.Declared, f.Found.Declared = strings.ToLower(strings.ReplaceAll(language.value, "_", "-")), language.from
	return f
}

func (v *survey) titles(f *Facts) {
	title := firstSaid(nil, said{unsuffixed(v.ld.title, f.Publisher), fromLD}, v.get(metaNames.Title, nil), said{v.items[kHeadline], fromItem})
	title.value = unsuffixed(title.value, f.Publisher)
	if title.value == "" {
		title = said{unsuffixed(v.title, f.Publisher), fromTitle}
		if len(v.headings) == 1 && (title.value == "" || strings.HasPrefix(title.value, v.headings[0])) {
			title = said{v.headings[0], fromText}
		}
	}
	if title.value == "" {
		title.from = ""
	}
	f.Title, f.Found.Title = title.value, title.from
}

func name(s said) said {
	s.value = ByName(s.value)
	return s
}

// isName reports whether s can be the name of somebody: an address, a mail address and
// what a program has made of a name ("ana-reis") are none.
func isName(s string) bool {
	if !noAddress(s) || strings.Contains(s, "@") || len(s) > 300 {
		return false
	}
	if !strings.Contains(s, " ") && (strings.ContainsAny(s, "-_.") && s == strings.ToLower(s) || digitsIn(s) > 1) {
		return false
	}
	return strings.IndexFunc(s, unicode.IsLetter) >= 0
}

func digitsIn(s string) (n int) {
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

func isLanguage(s string) bool {
	code, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	return (len(code) == 2 || len(code) == 3) && strings.IndexFunc(code, func(r rune) bool { return r > 'z' || !unicode.IsLetter(r) }) < 0
}

func noAddress(s string) bool {
	return !strings.Contains(s, "://") && !strings.HasPrefix(s, "//") && !strings.HasPrefix(s, "www.")
}

// isAddress reports whether s is an absolute address.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

func unique(list []string) (out []string) {
	for _, s := range list {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// unsuffixed takes the name of the site off a title: "River rises | The Courier".
func unsuffixed(title, publisher string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
		k := strings.LastIndex(title, sep)
		if k <= 0 {
			continue
		}
		if tail := title[k+len(sep):]; strings.EqualFold(tail, publisher) || sep == " | " && len(tail) < k {
			return strings.TrimSpace(title[:k])
		}
	}
	return title
}

func attr(n *html.Node, key string) string {
	v, _ := find(n, key)
	return v
}

func find(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// cmpOr returns the first that is not blank.
func cmpOr(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var sb strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && sb.Len() < 4000 && (d.Parent == nil || !silent[d.Parent.Data] || d.Parent.Data == aTitle) {
			sb.WriteString(d.Data)
		}
	}
	return sb.String()
}

// short returns a name, or "" for what is too long to be one.
func short(s string) string {
	if s = term.OneLine(s); len(s) > 100 {
		return ""
	}
	return s
}

// ByName takes the "By" off a byline: "By Ana Reis" names Ana Reis.
func ByName(s string) string {
	head, tail, ok := strings.Cut(strings.TrimLeft(s, " |–-"), " ")
	if ok && metaNames.By[strings.ToLower(strings.TrimSuffix(head, ":"))] {
		return strings.TrimSpace(tail)
	}
	return strings.TrimSpace(s)
}

// clip keeps quoted input within a line.
func clip(s string) string {
	if len(s) <= 40 {
		return s
	}
	n := 40
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

func mega(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}
