package trace

import (
	"math"

	"assay"
)

// Stakes says of each entry of an estimate's Series how much hangs on it, so that what is
// looked at again is what would change most: more where the number is larger, where few origins
// give one, and where it is itself the low, best or high; 0 where it does not stand.
//
//	log10(1 + best) / origins that stand, a quarter of that where it is neither low, best nor high
func Stakes(est *assay.Estimate) []float64 {
	stakes := make([]float64, len(est.Series))
	origins := map[string]bool{}
	for k := range est.Series {
		if e := &est.Series[k]; e.Status == "stands" {
			origins[e.Origin] = true
		}
	}
	size := 0.0
	for _, n := range []assay.Amount{est.Low, est.Best, est.High} {
		if v, ok := n.Number(); ok {
			size = max(size, math.Log10(1+math.Abs(v)))
		}
	}
	for k := range est.Series {
		e := &est.Series[k]
		if e.Status != "stands" {
			continue
		}
		s := size / float64(len(origins))
		if !(equal(e.Low, est.Low) || equal(e.Best, est.Best) || equal(e.High, est.High)) {
			s /= 4
		}
		stakes[k] = s
	}
	return stakes
}

func equal(a, b assay.Amount) bool { return a.IsKnown() && a == b }
