// Package screen brings together what people look at: the digest on a terminal
// and the page in a browser are laid out from one [Screen].
//
// What comes in is a [Run]: the annotated reports with the stories, events and
// estimates that were made of them. A Screen gives the reports short names, folds what
// copies repeat, and puts numbers, places, times and sources into words. Nothing
// is computed here that is not in the run, so that every form shows the same
// ledger. Private persons are shown by their role unless the caller asks for
// names.
package screen

import "assay"

// A Run is what one reading gave: the reports in input order, the stories they
// make up, the events of which they tell, and the estimates.
type Run struct {
	Docs      []*assay.Doc
	Stories   []assay.Story
	Events    []assay.Occurrence
	Estimates []assay.Estimate
}
