package article

import (
	"fmt"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
)

// readable lets readability choose what of the page is the article, and notes how
// much of each block it took. The tree below doc is not the page's any more afterwards.
func (o *outline) readable(doc *html.Node) (byline string, err error) {
	defer func() {
		if p := recover(); p != nil {
			byline, err = "", fmt.Errorf("readability failed: %v", p)
		}
	}()
	parser := readability.NewParser()
	art, err := parser.ParseAndMutate(doc, nil)
	if err != nil || art.Node == nil {
		return "", err
	}
	seen := make([]bool, len(o.mp.runs))
	for n := range art.Node.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		for _, pt := range o.mp.partsOf(n) {
			if b := o.home[pt.run]; b >= 0 && !seen[pt.run] {
				seen[pt.run] = true
				o.blocks[b].taken += len(o.mp.runs[pt.run].Bytes)
			}
		}
	}
	return art.Byline, nil
}

// byReadability returns the blocks of which readability took the greater part.
func (o *outline) byReadability() []bool {
	chosen := make([]bool, len(o.blocks))
	for i := range o.blocks {
		chosen[i] = o.blocks[i].taken*2 > len(o.blocks[i].text.Bytes)
	}
	return chosen
}
