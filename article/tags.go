package article

import (
	_ "embed"
	"strings"
)

//go:embed tags.txt
var tagsText string

var tags = func() map[string]map[string]bool {
	kinds := map[string]map[string]bool{}
	for line := range strings.Lines(tagsText) {
		kind, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		kinds[kind] = map[string]bool{}
		for _, tag := range strings.Fields(list) {
			kinds[kind][tag] = true
		}
	}
	return kinds
}()

var (
	silent      = tags["silent"]     // elements of which no text is seen
	rawText     = tags["raw"]        // those whose text the parser does not look into
	plainTags   = tags["within"]     // elements within lines, of which nothing is asked but their text
	clutterTags = tags["around"]     // what pages put around articles
	formatting  = tags["formatting"] // opened again in the next paragraph if nothing closes them
	wholes      = tags["whole"]      // of which all is of the article or nothing
)

// kindOf says what a block is by the element that sets it apart.
var kindOf = func() map[string]string {
	m := map[string]string{}
	for _, kind := range [...]string{"heading", "item", "cell", "figure", "quote"} {
		for tag := range tags[kind] {
			m[tag] = kind
		}
	}
	return m
}()

// separators says by what elements are set apart from what is around them. They go by
// name: readability renames elements and leaves their atoms.
var separators = func() map[string]string {
	m := map[string]string{}
	for kind, gap := range map[string]string{"paragraph": "\n\n", "line": "\n", "word": " "} {
		for tag := range tags[kind] {
			m[tag] = gap
		}
	}
	return m
}()
