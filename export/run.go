// Package export hands a run out in the forms that other programs and people
// read: CSV tables, JSON Lines, the digest for the terminal and the page for
// the browser.
//
// What comes in is a [Run]: the annotated reports with the stories and estimates
// that were made of them. What goes out is bytes on a writer; nothing is computed
// here that is not in the run, so that every form shows the same ledger. The JSON
// form itself belongs to package ledger; the tables take their heads from its
// keys, so that one word means one thing in all of them.
//
// Persons without a public office or a spokesman's role are shown by their role
// in tables and digests unless the caller asks for names. The package keeps
// nothing, opens no file and reads no ledger: that is for package store and the
// command.
package export

import "assay"

// A Run is what one reading gave: the reports in input order, the stories they
// make up, and the estimates.
type Run struct {
	Docs      []*assay.Doc
	Stories   []assay.Story
	Estimates []assay.Estimate
}
