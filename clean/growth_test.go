package clean

import (
	"testing"

	"assay/internal/workload"
)

// BenchmarkGrowth prints how the time grows with the length of a text.
func BenchmarkGrowth(b *testing.B) {
	for _, s := range workload.Shapes {
		b.Run(s.Name, func(b *testing.B) {
			workload.Growth(b, workload.Sizes, func(size int) func() {
				text := s.Make(size)
				return func() { Regions(text, "Floods reach the town") }
			})
		})
	}
}
