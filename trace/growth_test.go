package trace

import (
	"testing"

	"assay/estimate"
	"assay/internal/workload"
)

// BenchmarkPile prints how the time of all answers grows with the number of reports.
func BenchmarkPile(b *testing.B) {
	workload.Growth(b, []int{500, 1000, 2000, 4000}, func(n int) func() {
		told := workload.Tell(n, 7)
		estimates := estimate.Estimates(told.Docs, told.Stories, estimate.Options{})
		return func() {
			p := New(told.Docs, told.Stories, estimates)
			for _, doc := range told.Docs {
				for i := range doc.Figures {
					p.Genealogy(Figure{doc.ID, i})
				}
			}
			p.Orphans()
			p.Dependences()
			p.Conflicts(estimate.Options{})
			p.Vague()
		}
	})
}
