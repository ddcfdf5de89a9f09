// Package pipeline is the only place where stages meet.
//
// In come reports as package ingest reads them, out come annotated docs, in the
// order of the input. [Default] is the explicit list of stages; [Run] puts
// workers on the reports, one report to a worker at a time, and holds no more of
// them than the workers need. A stage that panics, or that writes a span outside
// the text, has failed on that one report: it is noted in the doc's Problems by
// name, its layer is emptied, and the stages that need the layer are passed over.
//
// What needs more than one report (copies, estimates) is no stage and is done by
// the caller afterwards. The package reads no files and writes none.
package pipeline

import (
	"assay"
	"assay/actor"
	"assay/attribution"
	"assay/claim"
	"assay/clean"
	"assay/event"
	"assay/figure"
	"assay/lang"
	"assay/place"
	"assay/quantity"
	"assay/timex"
)

// Options holds the options of every stage. The zero value is the default.
type Options struct {
	Clean       clean.Options
	Lang        lang.Options
	Attribution attribution.Options
	Quantity    quantity.Options
	Timex       timex.Options
	Place       place.Options
	Actor       actor.Options
	Claim       claim.Options
	Figure      figure.Options
	Event       event.Options
}

// Default returns the stages in the order in which they run.
func Default(opt Options) []assay.Stage {
	return []assay.Stage{
		clean.New(opt.Clean),
		lang.New(opt.Lang),
		attribution.New(opt.Attribution),
		quantity.New(opt.Quantity),
		timex.New(opt.Timex),
		place.New(opt.Place),
		actor.New(opt.Actor),
		claim.New(opt.Claim),
		figure.New(opt.Figure),
		event.New(opt.Event),
	}
}
