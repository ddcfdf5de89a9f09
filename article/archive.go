package article

import (
	"bytes"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

var (
	// "https://web.archive.org/web/20190101000000im_/https://…", "https://archive.ph/20190101000000/https://…"
	keptAt = regexp.MustCompile(`^https?://(?:web\.archive\.org/web|(?:www\.)?archive\.(?:today|is|ph|fo|li|md|vn))/(?:\d{4,14}[a-z_]*|[a-z]+)/(https?:/{1,2}.+)$`)
	// "<!-- saved from url=(0042)https://courier.example/river -->"
	savedFrom = regexp.MustCompile(`<!-- saved from url=\(\d+\)(https?://[^\s"<>]+?) -->`)
	archives  = regexp.MustCompile(`^https?://(?:www\.)?archive\.(?:today|is|ph|fo|li|md|vn)/`)
)

// original returns the address of what an archive has kept, where s is one of an
// archive's, else s.
func original(s string) string {
	if m := keptAt.FindStringSubmatch(s); m != nil {
		rest := m[1]
		if k := strings.Index(rest, ":/"); k > 0 && !strings.HasPrefix(rest[k:], "://") { // "https:/courier.example"
			rest = rest[:k] + "://" + rest[k+2:]
		}
		return rest
	}
	return s
}

// archived finds out whether the page comes from an archive or a browser's folder, and
// of what address it was; it returns the element that holds the page itself.
func (v *survey) archived(doc *html.Node, text []byte) *html.Node {
	if m := savedFrom.FindSubmatch(text[:min(len(text), 4096)]); m != nil {
		v.original = string(m[1])
	}
	if !bytes.Contains(text, []byte("archive.")) {
		return doc
	}
	// archive.today sets the page into an element of its own, below a head that has
	// the address in a form.
	var content *html.Node
	address := ""
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "div" && attr(n, aID) == "CONTENT":
			content = n
		case n.Data == "input" && attr(n, aName) == "q" && isAddress(attr(n, aValue)):
			address = attr(n, aValue)
		case n.Data == "link" && keptAt.MatchString(attr(n, aHref)) && archives.MatchString(attr(n, aHref)):
			if address == "" {
				address = original(attr(n, aHref))
			}
		}
	}
	if content != nil && address != "" {
		v.original, v.saved = address, true
		return content
	}
	return doc
}
