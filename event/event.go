package event

import (
	"context"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage.
func New(Options) assay.Stage {
	return assay.Stage{Name: "event", Summary: "event", Version: 1,
		Reads:  assay.Tokens | assay.Quantities | assay.Times | assay.Places | assay.Actors | assay.Claims,
		Writes: assay.Figures | assay.Events,
		Run:    func(ctx context.Context, doc *assay.Doc) error { return nil }}
}
