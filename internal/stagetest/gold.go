package stagetest

import (
	"cmp"
	"slices"

	"assay"
)

// A Gold is the layout of a gold file in the form of ../shared/seeds: where
// paragraphs begin, and what is no paragraph.
type Gold struct {
	Paragraphs []int32
	Layout     []struct {
		Span [2]int32
		Kind string
	}
}

// Regions returns the layout as regions of text, in order. A paragraph ends
// where the next one or another region begins.
func (g *Gold) Regions(text string) []assay.Region {
	var regions []assay.Region
	for i, p := range g.Paragraphs {
		end := int32(len(text))
		if i+1 < len(g.Paragraphs) {
			end = g.Paragraphs[i+1]
		}
		for _, l := range g.Layout {
			if l.Span[0] > p {
				end = min(end, l.Span[0])
			}
		}
		regions = append(regions, assay.Region{Span: assay.Span{Start: p, End: end}})
	}
	for _, l := range g.Layout {
		k := slices.Index(assay.RegionKinds[:], l.Kind)
		regions = append(regions, assay.Region{Span: assay.Span{Start: l.Span[0], End: l.Span[1]}, Kind: assay.RegionKind(k)})
	}
	slices.SortFunc(regions, func(a, b assay.Region) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return regions
}
