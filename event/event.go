// Package event finds what happened and who moved. In come the figures of a report
// with its tokens, places, times, actors and claims. Out go its events (what happened,
// to whom, by whom, with the figures of its dead, injured and missing) and its
// movements (who went from where to where, by which way). Events are figures put
// together by the word that names them, the place and the sentence; movements are read
// off verbs and nouns of motion through coordination, control, passives and relative
// clauses. The terms are those of PLOVER (Halterman and others 2023), with EM-DAT's
// words for disasters and accidents, which PLOVER leaves out. The package resolves
// nothing beyond the report: whether two events are one is for package estimate.
package event

import (
	"context"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage.
func New(Options) assay.Stage {
	return assay.Stage{Name: "event", Summary: "events and movements", Version: 6,
		Reads: assay.Regions | assay.Tokens | assay.Quantities | assay.Times | assay.Places | assay.Actors |
			assay.Claims | assay.Figures,
		Writes: assay.Events,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			Read(doc)
			return ctx.Err()
		}}
}

// Read sets the movements and events of doc from its other layers.
func Read(doc *assay.Doc) {
	doc.Movements, doc.Events = nil, nil
	r := &reader{graph: newGraph(doc), claims: newClaimIndex(doc)}
	r.sources()
	r.gatherMentions()
	r.findDateline()
	r.adopt()
	r.movements()
	r.events()
}
