package article

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"assay/lang/en"
)

// marks say what an element is by its tag and its names.
type marks uint32

const (
	around   marks = 1 << iota // a menu, a footer, a form, buttons
	teaser                     // leads to other articles
	paid                       // an advertisement
	reply                      // by readers
	figure                     // a picture, with what is written below it
	writer                     // on who wrote it
	hidden                     // not shown
	wall                       // asks to subscribe
	embedded                   // a post of a social network
	dated                      // its names say that it holds a date
	bodySure                   // its names say that it holds the article, as surely as these:
	bodyArticle
	bodyWhole
	bodyMiddle
	bodyMain
)

var names = en.PartNames()

func (o *outline) marksOf(n *html.Node) (m marks) {
	switch {
	case clutterTags[n.Data]:
		m |= around
	case n.Data == "figure" || n.Data == "figcaption" || n.Data == "picture":
		m |= figure
	case n.Data == "article":
		m |= bodyArticle
	case n.Data == "main":
		m |= bodyMain
	case n.Data == "time":
		m |= dated
	}
	id, class := "", ""
	for _, a := range n.Attr {
		switch a.Key {
		case aClass:
			class = a.Val
		case aID:
			id = a.Val
		case "hidden":
			m |= hidden
		case "aria-hidden":
			if a.Val == "true" {
				m |= hidden
			}
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.Val), " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				m |= hidden
			}
		case aItem:
			switch a.Val {
			case "articleBody", "reviewBody":
				m |= bodySure
			case "caption":
				m |= figure
			case "author", "publisher":
				m |= writer
			case "datePublished", "dateModified", "dateCreated":
				m |= dated
			}
		case "role":
			switch {
			case names.Roles[a.Val]:
				m |= around
			case a.Val == "article":
				m |= bodyWhole
			case a.Val == "main":
				m |= bodyMain
			}
		}
	}
	if id != "" {
		m |= o.named(id)
	}
	if class != "" {
		m |= o.named(class)
	}
	return m
}

// named returns what names say, each looked at once.
func (o *outline) named(s string) marks {
	if m, ok := o.names[s]; ok {
		return m
	}
	m := readNames(s)
	o.names[s] = m
	return m
}

// longestNames bounds the names of one element: pages of tools have hundreds.
const longestNames = 400

func readNames(s string) (m marks) {
	for _, name := range strings.Fields(s) {
		joined := "-"
		words := nameWords(name)
		for _, w := range words {
			joined += w + "-"
			switch {
			case names.Around[w]:
				m |= around
			case names.Teasers[w]:
				m |= teaser
			case names.Ads[w]:
				m |= paid
			case names.Replies[w]:
				m |= reply
			case names.Figures[w]:
				m |= figure
			case names.Writers[w]:
				m |= writer
			case names.Hidden[w]:
				m |= hidden
			case names.Walls[w]:
				m |= wall
			}
			if names.Dates[w] {
				m |= dated
			}
		}
		switch {
		case joined == "-twitter-tweet-" || joined == "-instagram-media-":
			m |= embedded
		case containsAny(joined, names.Bodies):
			m |= bodySure
		case containsAny(joined, names.Middles):
			m |= bodyMiddle
		case names.Whole[strings.ToLower(name)]:
			m |= bodyWhole
		}
	}
	return m
}

func containsAny(joined string, list []string) bool {
	for _, w := range list {
		if k := strings.Index(joined, w); k > 0 && joined[k-1] == '-' && joined[k+len(w)] == '-' {
			return true
		}
	}
	return false
}

// nameWords takes a name apart: "c-relatedPosts__list" is c, related, posts, list.
func nameWords(s string) (words []string) {
	start := 0
	flush := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(s[start:end]))
		}
	}
	var prev rune
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r):
			flush(i)
			start = i + len(string(r))
		case unicode.IsUpper(r) && unicode.IsLower(prev):
			flush(i)
			start = i
		}
		prev = r
	}
	flush(len(s))
	return words
}
