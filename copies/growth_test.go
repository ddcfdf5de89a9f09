package copies

import (
	"strings"
	"testing"

	"assay"
	"assay/internal/workload"
)

// BenchmarkGrowth prints how the time grows with the number of reports in a pile,
// when they come together and one by one, and with the length of two reports of
// which one is an edited copy.
func BenchmarkGrowth(b *testing.B) {
	b.Run("pile", func(b *testing.B) {
		workload.Growth(b, workload.Piles, func(n int) func() {
			docs, _ := invented(n)
			return func() { Stories(docs, Options{}) }
		})
	})
	b.Run("archive", func(b *testing.B) {
		workload.Growth(b, workload.Piles, func(n int) func() {
			docs, _ := invented(n)
			return func() { take(b, b.TempDir(), newRecords(), docs, nil, 500) }
		})
	})
	for _, s := range workload.Shapes {
		b.Run("length/"+s.Name, func(b *testing.B) {
			workload.Growth(b, workload.Sizes, func(size int) func() {
				text := s.Make(size)
				cut := len(text) * 3 / 4
				edited := strings.ToValidUTF8(text[:cut], "") + "\n\n" + harbour + "\n\n" + strings.ToValidUTF8(text[cut:], "")
				docs := []*assay.Doc{report("a", text), report("b", edited)}
				return func() { Stories(docs, Options{}) }
			})
		})
	}
}
