package screen

import (
	"fmt"

	"assay"
	"assay/estimate"
)

// Findings says what in the estimates cannot well be, each with the figures that say so.
func (s *Screen) Findings() (l Lines) {
	docs := make([]*assay.Doc, len(s.Docs))
	for i, d := range s.Docs {
		docs[i] = d.Doc
	}
	for _, f := range estimate.Findings(docs, s.Run.Estimates) {
		a, b := f.Evidence[0], f.Evidence[1]
		first, second := &s.Run.Estimates[a.Estimate].Series[a.Entry], &s.Run.Estimates[b.Estimate].Series[b.Entry]
		l.hung(2, fmt.Sprintf(findingWords[f.Kind], SaysWords(first), s.Origin(first), s.Question(&s.Run.Estimates[a.Estimate]),
			SaysWords(second), s.Origin(second), s.Question(&s.Run.Estimates[b.Estimate])), Warning, EntryID(first)+", "+EntryID(second))
	}
	return l
}

// findingWords say what does not fit: the number, the origin and the question of either
// side.
var findingWords = [...]string{
	estimate.PartAboveWhole:  "a part is more than its whole: %s of %s (%s), and %s of %s (%s)",
	estimate.FlowAboveStock:  "more came than there are: %s of %s (%s), and %s of %s (%s)",
	estimate.HouseholdsApart: "households and people do not fit: %s of %s (%s), and %s of %s (%s)",
	estimate.TollFalls:       "a toll falls: %s of %s (%s), then %s of %s (%s)",
}
