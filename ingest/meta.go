package ingest

import (
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The names under which pages carry their metadata, the surest first. They are
// looked up among name, property and itemprop, in lower case.
var (
	titleMetas     = []string{"og:title", "twitter:title", "headline", "dc.title", "dcterms.title", "sailthru.title", "parsely-title"}
	publisherMetas = []string{"og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "article:publisher", "application-name"}
	authorMetas    = []string{"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "og:article:author"}
	urlMetas       = []string{"og:url", "parsely-link", "twitter:url"}
	dateMetas      = []string{"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "article.published", "dc.date.issued", "dcterms.issued", "dcterms.created",
		"dc.date", "dcterms.date", "dc.date.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "published_date", "ptime", "date", "article_date_original", "originalpublicationdate", "cxenseparse:recs:publishtime", "release_date"}
)

// pageMeta reads what a page says about itself: JSON-LD, Open Graph and other
// meta elements, <time>, <link rel=canonical>, <h1> and <title>, in that order.
func pageMeta(doc *html.Node) (m meta) {
	f := facts{metas: map[string]string{}}
	f.collect(doc)
	first := func(choices ...string) string {
		for _, c := range choices {
			if c != "" {
				return c
			}
		}
		return ""
	}
	m.url = first(webAddress(f.canonical), webAddress(f.get(urlMetas)), webAddress(f.ld.url))
	m.publisher = first(f.ld.publisher, f.get(publisherMetas))
	if strings.Contains(m.publisher, "://") {
		m.publisher = ""
	}
	m.author = byName(first(f.ld.author, f.get(authorMetas), f.author))
	if strings.Contains(m.author, "://") {
		m.author = byName(f.author)
	}
	m.title = unsuffixed(first(f.ld.title, f.get(titleMetas)), m.publisher)
	if m.title == "" {
		m.title = unsuffixed(f.title, m.publisher)
		if len(f.headings) == 1 && (m.title == "" || strings.HasPrefix(m.title, f.headings[0])) {
			m.title = f.headings[0]
		}
	}
	dates := []string{f.ld.date}
	for _, name := range dateMetas {
		dates = append(dates, f.metas[name])
	}
	for _, s := range append(dates, f.time) {
		if s == "" {
			continue
		}
		d, ok := parseDate(s)
		if ok {
			m.published, m.doubt = d, ""
			break
		}
		if m.doubt == "" {
			m.doubt = fmt.Sprintf("date %q not understood; give it with --published", clip(s))
		}
	}
	return m
}

// facts is what stands in a page about it.
type facts struct {
	metas                          map[string]string // the first of each name
	ld                             struct{ title, author, publisher, date, url string }
	title, canonical, time, author string
	headings                       []string
	named                          bool // time is marked as the date of publication
}

func (f *facts) get(names []string) string {
	for _, n := range names {
		if v := f.metas[n]; v != "" {
			return v
		}
	}
	return ""
}

func (f *facts) collect(n *html.Node) {
	switch n.DataAtom {
	case atom.Meta:
		f.meta(n)
	case atom.Script:
		if strings.HasPrefix(strings.ToLower(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
			f.jsonLD(n.FirstChild.Data)
		}
		return
	case atom.Title:
		if f.title == "" {
			f.title = singleSpaced(textOf(n))
		}
		return
	case atom.H1:
		if s := singleSpaced(textOf(n)); s != "" {
			f.headings = append(f.headings, s)
		}
	case atom.Link:
		if attr(n, "rel") == "canonical" && f.canonical == "" {
			f.canonical = attr(n, "href")
		}
	case atom.Time:
		f.timeElement(n)
	case atom.Nav, atom.Aside, atom.Footer:
		return // dates and names of other articles
	}
	switch {
	case attr(n, "itemprop") != "" && n.DataAtom != atom.Meta:
		f.itemprop(n)
	case f.author == "" && n.DataAtom == atom.A && attr(n, "rel") == "author":
		f.author = short(textOf(n))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.collect(c)
	}
}

func (f *facts) meta(n *html.Node) {
	content := singleSpaced(attr(n, "content"))
	for _, key := range []string{"property", "name", "itemprop"} {
		name := strings.ToLower(attr(n, key))
		if name != "" && f.metas[name] == "" {
			f.metas[name] = content
		}
	}
}

func (f *facts) itemprop(n *html.Node) {
	name := strings.ToLower(attr(n, "itemprop"))
	switch {
	case name == "author" && f.author == "":
		f.author = short(textOf(n))
	case name == "datepublished" && n.DataAtom != atom.Time && f.metas[name] == "":
		f.metas[name] = singleSpaced(first2(attr(n, "content"), textOf(n)))
	}
}

// timeElement takes the first <time>, unless a later one says that it is the
// date of publication.
func (f *facts) timeElement(n *html.Node) {
	class := strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop"))
	_, pub := find(n, "pubdate")
	named := pub || strings.Contains(class, "publi") || strings.Contains(class, "posted")
	if f.time != "" && (f.named || !named) || strings.Contains(class, "modified") || strings.Contains(class, "updated") {
		return
	}
	f.time, f.named = singleSpaced(first2(attr(n, "datetime"), textOf(n))), named
}

// jsonLD reads one block of JSON-LD: the first article in it counts.
func (f *facts) jsonLD(block string) {
	block = strings.TrimSpace(block)
	for _, fence := range []string{"<!--", "//<![CDATA[", "<![CDATA["} {
		block = strings.TrimPrefix(block, fence)
	}
	for _, fence := range []string{"-->", "//]]>", "]]>"} {
		block = strings.TrimSuffix(block, fence)
	}
	var v any
	if json.Unmarshal([]byte(block), &v) == nil {
		f.ldValue(v, 0)
	}
}

func (f *facts) ldValue(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			f.ldValue(one, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			f.ldArticle(v)
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "itemListElement", "item"} {
			f.ldValue(v[key], depth+1)
		}
	}
}

func (f *facts) ldArticle(v map[string]any) {
	set := func(to *string, values ...any) {
		for _, val := range values {
			if *to == "" {
				*to = singleSpaced(html.UnescapeString(nameIn(val)))
			}
		}
	}
	set(&f.ld.title, v["headline"], v["name"])
	set(&f.ld.author, v["author"], v["creator"])
	set(&f.ld.publisher, v["publisher"], v["sourceOrganization"])
	set(&f.ld.date, v["datePublished"], v["dateCreated"])
	set(&f.ld.url, v["url"])
	if main, ok := v["mainEntityOfPage"].(map[string]any); ok {
		set(&f.ld.url, main["@id"])
	} else {
		set(&f.ld.url, v["mainEntityOfPage"])
	}
}

// isArticle reports whether a schema.org type is one of the articles.
func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "BlogPosting") || v == "Report" || v == "LiveBlogPosting"
	case []any:
		for _, one := range v {
			if isArticle(one) {
				return true
			}
		}
	}
	return false
}

// nameIn reads a name from JSON: a string, {"name": "…"}, or a list of those.
func nameIn(v any) string {
	switch v := v.(type) {
	case string:
		return singleSpaced(v)
	case map[string]any:
		s, _ := v["name"].(string)
		return singleSpaced(s)
	case []any:
		var all []string
		for _, one := range v {
			if _, list := one.([]any); list {
				continue
			}
			if s := nameIn(one); s != "" {
				all = append(all, s)
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
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

// webAddress returns s if it is an absolute address.
func webAddress(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
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

func first2(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}

func textOf(n *html.Node) string {
	var sb strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			sb.WriteString(d.Data)
		}
	}
	return sb.String()
}

// short returns a name, or "" for what is too long to be one.
func short(s string) string {
	if s = singleSpaced(s); len(s) > 100 {
		return ""
	}
	return s
}
