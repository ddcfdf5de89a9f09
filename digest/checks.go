package digest

import (
	"fmt"

	"assay"
	"assay/estimate"
)

// maxChecks is how many findings of checks a digest shows.
const maxChecks = 4

// checks writes what in the estimates cannot well be, with the figures that say so.
func (d *digest) checks() {
	var docs []*assay.Doc
	for _, rep := range d.Docs {
		docs = append(docs, rep.Doc)
	}
	list := estimate.Findings(docs, d.Run.Estimates)
	if len(list) == 0 {
		return
	}
	k := d.upTo(len(list), maxChecks)
	d.heading("Checks", join("what does not fit together; nothing was changed for it", some(k, len(list))))
	for _, f := range list[:k] {
		a, b := f.Evidence[0], f.Evidence[1]
		first, second := &d.Run.Estimates[a.Estimate].Series[a.Entry], &d.Run.Estimates[b.Estimate].Series[b.Entry]
		d.hung(2, words(fmt.Sprintf(findingWords[f.Kind], saysWords(first), d.Origin(first), d.Question(&d.Run.Estimates[a.Estimate]),
			saysWords(second), d.Origin(second), d.Question(&d.Run.Estimates[b.Estimate])), warning), entryID(first)+", "+entryID(second))
	}
}

// findingWords say what does not fit: the number, the origin and the question of either
// side.
var findingWords = [...]string{
	estimate.PartAboveWhole:  "a part is more than its whole: %s of %s (%s), and %s of %s (%s)",
	estimate.FlowAboveStock:  "more came than there are: %s of %s (%s), and %s of %s (%s)",
	estimate.HouseholdsApart: "households and people do not fit: %s of %s (%s), and %s of %s (%s)",
	estimate.TollFalls:       "a toll falls: %s of %s (%s), then %s of %s (%s)",
}
