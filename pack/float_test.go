package pack_test

import (
	"math"
	"testing"

	"assay/pack"
)

// A number comes back to its last bit, and one of few digits takes few bytes.
func TestFloat(t *testing.T) {
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -1, 0.93, -12.34567, 36.2021, 1e-7, 123456789.125, 1 << 50, 1 << 60, math.Pi, math.Inf(1), math.MaxFloat64, math.SmallestNonzeroFloat64} {
		b := pack.Bytes(func(c *pack.Coder) { c.Float(&x) })
		var got float64
		if err := pack.Read(b, nil, func(c *pack.Coder) { c.Float(&got) }); err != nil || math.Float64bits(got) != math.Float64bits(x) {
			t.Errorf("%v is %v, %v", x, got, err)
		}
		if x == 0.93 && len(b) > 2 {
			t.Errorf("%v takes %d bytes", x, len(b))
		}
	}
}
