// Package coref says which mentions of events, in several reports, tell of one event:
// "a gunman killed three" and "the shooting". In come reports as they were read, and
// which of their words mention events; out comes a number for each mention, the same for
// those of one event. It does not depend on the order in which the reports come.
//
// A network that ECB+ taught says first how likely two reports are on one thing, by the
// words that they have in common. Another compares each two mentions of one report or of
// two that may be: heads, who does what to whom, names, numbers, the sentences around, how
// often each is told of; words are compared by the vectors of the encoder's pieces, too, as
// they stand in no text, so that both readers can be used. Mentions are put together
// while those of two groups are likely enough to be of one event, on average over all
// pairs. MODEL.md is the card of the weights.
//
// The comparison asks for mentions that are known. What the product itself puts together
// are figures and the events that these make; package occurrence does that, by what a
// ledger keeps.
package coref

import (
	"cmp"
	"slices"

	"assay"
)

// A Report is a report of which some words mention events.
type Report struct {
	Doc      *assay.Doc // read up to its names, by either reader
	Mentions [][]int    // of each its tokens, in text order; at least one
}

// Chains returns a number for each mention of each report, the same for those that tell
// of one event. It fails only if weights that are built in cannot be read.
func Chains(reports []Report) ([][]int, error) {
	w, err := learnt()
	if err != nil {
		return nil, err
	}
	p, back, err := newPile(reports)
	if err != nil {
		return nil, err
	}
	p.relate(w.Reports)
	chain := p.group(w)
	out := make([][]int, len(reports))
	for i := range reports {
		out[i] = make([]int, len(reports[i].Mentions))
	}
	for k := range p.mentions {
		m := &p.mentions[k]
		out[back[m.report]][m.number] = chain[k]
	}
	return out, nil
}

// inOrder returns the numbers of reports in an order that comes from their texts alone.
func inOrder(reports []Report) []int {
	order := make([]int, len(reports))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &reports[a], &reports[b]
		return cmp.Or(cmp.Compare(x.Doc.Text, y.Doc.Text), slices.CompareFunc(x.Mentions, y.Mentions, slices.Compare[[]int]))
	})
	return order
}
