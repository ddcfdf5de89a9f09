package page

import (
	"io"
	"testing"

	"assay/internal/piles"
	"assay/internal/workload"
)

// BenchmarkGrowth prints how the time grows with the length of a report and with
// the number of reports.
func BenchmarkGrowth(b *testing.B) {
	for _, k := range piles.Kinds {
		b.Run(k.Name, func(b *testing.B) {
			workload.Growth(b, k.Sizes, func(size int) func() {
				run := k.Make(b, size)
				return func() {
					if err := Write(io.Discard, run, Options{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
