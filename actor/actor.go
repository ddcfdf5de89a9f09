package actor

import (
	"context"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage.
func New(Options) assay.Stage {
	return assay.Stage{Name: "actor", Summary: "actor", Version: 1,
		Reads:  assay.Regions | assay.Tokens | assay.Places,
		Writes: assay.Actors,
		Run:    func(ctx context.Context, doc *assay.Doc) error { return nil }}
}
