// Package event finds what happened and who moved. In come the figures of a report with
// the states of its words, places, times, actors and claims. Out go its events (what
// happened, where and when, to whom, with the figures of its dead, injured and missing)
// and its movements (who went from where to where, by which way).
//
// Nothing in the package knows an English word. Heads, small networks taught by reports
// that people read, look at the states of the words and at what package figure made of
// them. Of each figure they say whether it is part of an event, which word names that
// (an attention over its sentence, the two before and the lead), of what type it is, where
// it was, whether it is the report's news, and whether the number is that of the whole;
// of two figures, whether they tell of one occurrence. Figures are put together in text
// order, each with the group to which its mean score is best (average link), so that one
// event told five times is one. Of each noun phrase near a place they say whether those it
// names went somewhere, and which end of the way each place is. MODEL.md is their card.
//
// Types are in the terms of PLOVER (Halterman and others 2023), with EM-DAT's words for
// disasters and accidents, which PLOVER leaves out; scores of pairs over mentions are
// those of coreference (Lee and others, EMNLP 2017). The package resolves nothing beyond
// the report: whether two events are one is for package estimate.
package event

import (
	"context"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage.
func New(Options) assay.Stage {
	return assay.Stage{Name: "event", Summary: "events and movements", Version: 7,
		Reads: assay.Regions | assay.Tokens | assay.Quantities | assay.Times | assay.Places | assay.Actors |
			assay.Claims | assay.Figures,
		Writes: assay.Events,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			if err := Read(doc); err != nil {
				return err
			}
			return ctx.Err()
		}}
}

// Read sets the movements and events of doc from its other layers.
func Read(doc *assay.Doc) error {
	doc.Movements, doc.Events = nil, nil
	get := fast
	if doc.States.Careful {
		get = careful
	}
	h, err := get()
	if err != nil {
		return err
	}
	if s := &doc.States; len(doc.Tokens) == 0 || s.Len() < len(doc.Tokens) || len(s.Pieces) < len(doc.Tokens) || s.Width != h.token.In {
		return nil // nothing was read that could be looked at
	}
	r := newReader(Look(doc), h)
	defer r.desk.Close()
	r.events(r.accounts())
	r.movements()
	return nil
}
