package occurrence

import (
	"testing"

	"assay/internal/workload"
)

// TestGrowth holds that four times the pile takes little more than four times the
// comparisons, and where all tell of the same twenty days no more of any item than its blocks
// have room for. Comparisons are counted, not seconds, so that the numbers are the same on
// every machine.
func TestGrowth(t *testing.T) {
	if testing.Short() {
		t.Skip("what it finds out is the same from everywhere")
	}
	compared := func(told *workload.Told) (n, items int) {
		p := newPile(ReadAll(told.Docs), told.Stories)
		n = len(p.newBlocks().compare(learnt(), func(v *vector, a, b *item) bool { return v.worth(a, b) }, nil))
		t.Logf("%d reports, %d items, %d comparisons", len(told.Docs), len(p.items), n)
		return n, len(p.items)
	}
	once, _ := compared(workload.Tell(1000, 7))
	if n, _ := compared(workload.Tell(4000, 7)); n > 46*once/10 { // an exponent of 1.1
		t.Errorf("%d comparisons, %d for four times the reports", once, n)
	}
	if n, items := compared(workload.TellWithin(1600, 20, 7)); n > 2*reach*items {
		t.Errorf("%d comparisons of %d items of twenty days", n, items)
	}
}
