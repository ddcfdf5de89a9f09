package claim

import (
	"context"

	"assay"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage.
func New(Options) assay.Stage {
	return assay.Stage{Name: "claim", Summary: "claim", Version: 1,
		Reads:  assay.Regions | assay.Tokens | assay.Times | assay.Actors,
		Writes: assay.Claims,
		Run:    func(ctx context.Context, doc *assay.Doc) error { return nil }}
}
