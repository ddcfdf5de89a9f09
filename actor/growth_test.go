package actor_test

import (
	"testing"

	"assay/actor"
	"assay/internal/stagetest"
	"assay/internal/workload"
	"assay/lang"
)

// BenchmarkGrowth prints how the time grows with the length of a report.
func BenchmarkGrowth(b *testing.B) {
	before := pipeline()
	before = before[:len(before)-1]
	before[1] = lang.New(lang.Options{Reader: lang.Fast})
	for _, s := range workload.Spoken {
		b.Run(s.Name, func(b *testing.B) {
			workload.Growth(b, workload.Sizes, func(size int) func() {
				doc := stagetest.Read(b, s.Make(size), before)
				return func() { actor.Resolve(doc) }
			})
		})
	}
}
