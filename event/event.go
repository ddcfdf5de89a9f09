// Package event turns quantities into figures and finds movements and events.
// In come the tokens with their syntax, quantities, times, places, actors and
// claims of a report. Out go its figures (how many of what did or suffered
// what, where, when, and who says so: the row an analyst codes), its movements
// (who went from where to where, by which way) and its events (what happened,
// to whom, by whom, with the figures of its dead and injured). All three are
// read off by one argument finder, which climbs from the counted noun through
// coordination, control, passives, relative clauses and nominalisations to the
// word that says what happened, and looks that word up in tables (verbs,
// particles, deeds, states). The terms are those of IDMC's Helix for figures
// and of PLOVER (Halterman and others 2023) for events, with EM-DAT's words
// for disasters and accidents, which PLOVER leaves out. The package resolves
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
	return assay.Stage{Name: "event", Summary: "figures put to use, movements and events", Version: 5,
		Reads: assay.Regions | assay.Tokens | assay.Quantities | assay.Times | assay.Places | assay.Actors |
			assay.Claims,
		Writes: assay.Figures | assay.Events,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			Read(doc)
			return ctx.Err()
		}}
}

// Read sets the figures, movements and events of doc from its other layers.
func Read(doc *assay.Doc) {
	doc.Figures, doc.Movements, doc.Events = nil, nil, nil
	r := &reader{graph: newGraph(doc), claims: newClaimIndex(doc)}
	r.sources()
	r.gatherMentions()
	r.findDateline()
	r.figures()
	r.movements()
	r.events()
}
