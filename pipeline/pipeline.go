// Package pipeline is the only place where stages meet.
package pipeline

import (
	"assay"
	"assay/actor"
	"assay/claim"
	"assay/clean"
	"assay/event"
	"assay/lang"
	"assay/place"
	"assay/quantity"
	"assay/timex"
)

// Default returns the stages in the order in which they run.
func Default() []assay.Stage {
	return []assay.Stage{
		clean.New(clean.Options{}),
		lang.New(lang.Options{}),
		quantity.New(quantity.Options{}),
		timex.New(timex.Options{}),
		place.New(place.Options{}),
		actor.New(actor.Options{}),
		claim.New(claim.Options{}),
		event.New(event.Options{}),
	}
}
