package neural

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func random(r *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = r.Float32()*2 - 1
	}
	return v
}

// TestMulAdd holds the kernels to their scalar twin, bit by bit, and that to a
// sum worked out by hand.
func TestMulAdd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][3]int{{1, 16, 1}, {3, 32, 5}, {4, 16, 7}, {9, 48, 33}, {23, 16, 128}} {
		m, n, k := size[0], size[1], size[2]
		a, b, c := random(r, m*k), random(r, k*n), random(r, m*n)
		for _, view := range []Matrix{Rows(a, k), {a, 1, m}} {
			got, want := append([]float32(nil), c...), append([]float32(nil), c...)
			MulAdd(got, n, view, b, n, m, n, k)
			mulAdd(want, n, view, b, Lanes, n, m, n, k, false)
			d := &Dense{In: k, Out: n, W: b}
			d.pack()
			packed := append([]float32(nil), c...)
			mulAdd(packed, n, view, d.panels, Lanes*k, Lanes, m, n, k, fast)
			if !slices.Equal(packed, want) {
				t.Fatalf("%v: in panels it is %v, want %v", size, packed, want)
			}
			for i := range got {
				if got[i] != want[i] {
					t.Fatalf("%v: element %d is %v, the scalar twin has %v", size, i, got[i], want[i])
				}
			}
		}
	}
	c := make([]float32, 16)
	b := make([]float32, 32)
	b[0], b[16], b[1] = 3, 4, 5
	MulAdd(c, 16, Rows([]float32{2, 10}, 2), b, 16, 1, 16, 2)
	if c[0] != 46 || c[1] != 10 || c[2] != 0 {
		t.Errorf("(2 10) times (3 5 / 4 0) is %v", c[:3])
	}
}

func TestExp(t *testing.T) {
	for x := float32(-20); x < 20; x += 0.37 {
		if want := math.Exp(float64(x)); math.Abs(float64(Exp(x))/want-1) > 1e-5 {
			t.Errorf("Exp(%v) = %v, want %v", x, Exp(x), want)
		}
	}
	r := rand.New(rand.NewPCG(9, 9))
	x := random(r, 64)
	for i := range x {
		x[i] *= float32(i * i)
	}
	for _, f := range []struct {
		squash  func([]float32)
		k, a, b float32
		exact   func(float64) float64
	}{
		{Tanh, -2, 2, -1, math.Tanh},
		{Sigmoid, -1, 1, 0, func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }},
	} {
		got, twin := append([]float32(nil), x...), append([]float32(nil), x...)
		f.squash(got)
		squashEach(twin, f.k, f.a, f.b)
		for i, v := range x {
			if got[i] != twin[i] || math.Abs(float64(got[i])-f.exact(float64(v))) > 1e-5 {
				t.Errorf("of %v: %v, the scalar twin has %v, want %v", v, got[i], twin[i], f.exact(float64(v)))
			}
		}
	}
}

func BenchmarkMulAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	const m, n, k = 256, 384, 384
	x, y, c := random(r, m*k), random(r, k*n), make([]float32, m*n)
	for b.Loop() {
		MulAdd(c, n, Rows(x, k), y, n, m, n, k)
	}
	b.ReportMetric(2*m*n*k*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

// TestFMA meets sums that lie just beside the middle of two numbers: rounded
// twice, they go the wrong way.
func TestFMA(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, c := range [][4]float32{
		{1 + 0x1p-12, 1 + 0x1p-12, 0, 1 + 0x1p-11},
		{0x1p-24, 1, 1, 1}, // a tie, to even
		{0x1p-24 + 0x1p-47, 1, 1, 1 + 0x1p-23},
		{2, 3, 4, 10},
	} {
		if got := fma(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("%v*%v+%v is %v, want %v", c[0], c[1], c[2], got, c[3])
		}
	}
	// What is too small to count is lost.
	if got := fma(0x1p-30, 0x1p-30, 1); got != 1 {
		t.Errorf("1 and next to nothing is %v", got)
	}
	a, b, c := random(r, 1<<14), random(r, 16), random(r, 1<<14)
	for i := range a {
		for _, w := range b {
			got, want := fma(a[i], w, c[i]), float32(math.FMA(float64(a[i]), float64(w), float64(c[i])))
			if d := math.Float32bits(got) - math.Float32bits(want); d != 0 && d != 1 && d != math.MaxUint32 {
				t.Fatalf("%v*%v+%v is %v, want %v", a[i], w, c[i], got, want)
			}
		}
	}
}
