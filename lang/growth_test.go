package lang

import (
	"context"
	"testing"

	"assay"
	"assay/internal/workload"
)

// BenchmarkGrowth prints how the time grows with the length of a text.
func BenchmarkGrowth(b *testing.B) {
	stage := New(Options{})
	for _, s := range workload.Shapes {
		b.Run(s.Name, func(b *testing.B) {
			workload.Growth(b, workload.Sizes, func(size int) func() {
				rep := &assay.Report{Text: s.Make(size)}
				return func() {
					if err := stage.Run(context.Background(), assay.NewDoc(rep)); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
