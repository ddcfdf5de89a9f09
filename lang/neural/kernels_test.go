package neural

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// twins calls f with all kernels that the processor can run but the twins.
func twins(t *testing.T, f func(t *testing.T, k kernels)) {
	for k, name := range []string{avx2: "AVX2", vnni: "VNNI"} {
		if name == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			if kernels(k) > native {
				t.Skip("this processor cannot run them")
			}
			f(t, kernels(k))
		})
	}
}

// equal fails if two lists differ in a bit.
func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, the twin has %d", what, len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%s: number %d is %v, the twin has %v", what, i, got[i], want[i])
		}
	}
}

func bytes8(r *rand.Rand, n int) []int8 {
	v := make([]int8, n)
	for i := range v {
		switch r.IntN(4) {
		case 0:
			v[i] = 127
		case 1:
			v[i] = -127
		default:
			v[i] = int8(r.IntN(255) - 127)
		}
	}
	return v
}

// TestLinearTwin: products of bytes, with the greatest often among them.
func TestLinearTwin(t *testing.T) {
	twins(t, func(t *testing.T, k kernels) {
		r := rand.New(rand.NewPCG(21, uint64(k)))
		for round := range 300 {
			in, out, n := 1+r.IntN(200), 1+r.IntN(100), r.IntN(80)
			switch round % 4 {
			case 0:
				in, out, n = 384, 32, 8*r.IntN(4)
			case 1:
				in = 4 * in
			}
			weights := make([]byte, in*out)
			for i, v := range bytes8(r, len(weights)) {
				weights[i] = byte(v)
			}
			l := newLinear(in, out, string(weights), random(r, out), random(r, out))
			rows := Rows8{in, bytes8(r, in*n), random(r, n)}
			got, want := make([]float32, n*out), make([]float32, n*out)
			l.apply(k, got, rows)
			l.apply(scalar, want, rows)
			equal(t, fmt.Sprintf("%d rows, %d inputs, %d outputs", n, in, out), got, want)
		}
	})
}

// TestGroupsTwin: products of rows that have a shift for each group.
func TestGroupsTwin(t *testing.T) {
	twins(t, func(t *testing.T, k kernels) {
		r := rand.New(rand.NewPCG(26, uint64(k)))
		for round := range 200 {
			group := 4 * (1 + r.IntN(20))
			if round%2 == 0 {
				group = groupWidth
			}
			groups, out, n := 1+r.IntN(8), tile*(1+r.IntN(3)), 1+r.IntN(70)
			in := group * groups
			weights := make([]byte, in*out)
			for i, v := range bytes8(r, len(weights)) {
				weights[i] = byte(v)
			}
			l := newLinear(in, out, string(weights), random(r, out), random(r, out))
			f := factor{data: bytes8(r, n*in), apart: in, scales: random(r, n), group: group, groups: groups, shifts: make([]int32, n*groups)}
			for i := range f.shifts {
				f.shifts[i] = r.Int32N(mostShift + 1)
			}
			got, want := make([]float32, n*out), make([]float32, n*out)
			l.panels.times(k, got, out, out, f)
			l.panels.times(scalar, want, out, out, f)
			equal(t, fmt.Sprintf("%d rows, %d groups of %d, %d outputs", n, groups, group, out), got, want)
		}
	})
}

// TestQuantiseGroups holds rows in groups to what they are made of: as exact as the
// group allows, and the same with all kernels.
func TestQuantiseGroups(t *testing.T) {
	r := rand.New(rand.NewPCG(27, 28))
	for range 200 {
		groups, n := 1+r.IntN(24), 1+r.IntN(5)
		x := random(r, n*groups*groupWidth)
		for i := range x {
			if i%groupWidth == 0 && r.IntN(2) == 0 {
				x[i] *= float32(r.IntN(100))
			}
		}
		if r.IntN(3) == 0 {
			clear(x[r.IntN(n)*groups*groupWidth:][:groupWidth*(1+r.IntN(groups))])
		}
		f := newFactor(n, groups*groupWidth)
		f.quantise(scalar, x)
		for i, v := range x {
			row, group := i/f.apart, i/groupWidth
			step := f.scales[row] * float32(int32(1)<<f.shifts[group])
			top := size(x[group*groupWidth : (group+1)*groupWidth])
			if off := math.Abs(float64(v - float32(f.data[i])*step)); off > float64(step)*0.5001 || f.data[i] == -128 {
				t.Fatalf("%v became %d times %v", v, f.data[i], step)
			}
			if f.shifts[group] > 0 && step > top/63 && top > 0 {
				t.Fatalf("a group of up to %v has steps of %v", top, step)
			}
		}
		twins(t, func(t *testing.T, k kernels) {
			g := newFactor(n, groups*groupWidth)
			g.quantise(k, x)
			equal(t, "bytes", g.data, f.data)
			equal(t, "shifts", g.shifts, f.shifts)
			equal(t, "scales", g.scales, f.scales)
		})
	}
}

// TestFloatTwins: the kernels between the products.
func TestFloatTwins(t *testing.T) {
	twins(t, func(t *testing.T, k kernels) {
		r := rand.New(rand.NewPCG(22, uint64(k)))
		// size is a random power of ten, now and then nothing at all.
		size := func() float32 { return float32(math.Pow(10, r.Float64()*60-38) * float64(min(1, r.IntN(9)))) }
		for range 300 {
			n := 1 + r.IntN(700)
			if r.IntN(2) == 0 {
				n = 32 * (1 + r.IntN(12))
			}
			what := fmt.Sprintf("%d numbers", n)

			x := random(r, 3*n)
			for g := range 3 {
				s := size()
				for i := range n {
					x[g*n+i] *= s
				}
			}
			q, qt := make([]int8, 3*n), make([]int8, 3*n)
			s, st := make([]float32, 3), make([]float32, 3)
			quantise(k, q, s, x, n)
			quantise(scalar, qt, st, x, n)
			equal(t, "quantised, "+what, q, qt)
			equal(t, "scales, "+what, s, st)

			y := random(r, n)
			a := norm{random(r, n), random(r, n)}
			x = random(r, n)
			xt := slices.Clone(x)
			normalise(k, x, y, a)
			normalise(scalar, xt, y, a)
			equal(t, "normalised, "+what, x, xt)

			x = random(r, n)
			for i := range x {
				x[i] *= float32(r.IntN(20))
			}
			xt = slices.Clone(x)
			gelu(k, x)
			gelu(scalar, xt)
			equal(t, "gelu, "+what, x, xt)

			x = random(r, n)
			for i := range x {
				x[i] *= float32(r.IntN(300))
			}
			x[r.IntN(n)] = -1e30
			p, pt := make([]int16, n), make([]int16, n)
			sum, sumt := soften(k, p, x), soften(scalar, pt, x)
			equal(t, "softened, "+what, p, pt)
			if sum != sumt {
				t.Fatalf("%s: 1/sum is %v, the twin has %v", what, sum, sumt)
			}

			v := random(r, 4*n)
			s, st = make([]float32, n), make([]float32, n)
			f, ft := make([]float32, n), make([]float32, n)
			columnScales(k, f, s, v, n, 4)
			columnScales(scalar, ft, st, v, n, 4)
			equal(t, "columns, "+what, s, st)
			equal(t, "inverse, "+what, f, ft)

			p, pt = make([]int16, 2*n), make([]int16, 2*n)
			pair(k, p, v, v[n:], f)
			pair(scalar, pt, v, v[n:], f)
			equal(t, "pairs, "+what, p, pt)
		}
	})
}

// TestWeighTwin: means of values, with weights and values as great as may be.
func TestWeighTwin(t *testing.T) {
	twins(t, func(t *testing.T, k kernels) {
		r := rand.New(rand.NewPCG(23, uint64(k)))
		for round := range 100 {
			pairs := 1 + r.IntN(128)
			if round == 0 {
				pairs = 128
			}
			p, values := make([]int16, block*2*pairs), make([]int16, 2*pairs*tile)
			for i := range p {
				p[i] = int16(r.IntN(parts + 1))
				if round < 2 {
					p[i] = parts
				}
			}
			for i := range values {
				values[i] = int16(r.IntN(2*levels+1) - levels)
				if round < 2 {
					values[i] = levels
				}
			}
			rows, columns := [block]float32(random(r, block)), random(r, tile)
			got, want := make([]float32, block*40), make([]float32, block*40)
			weigh(k, got, 40, p, 2*pairs, pairs, values, &rows, columns)
			weigh(scalar, want, 40, p, 2*pairs, pairs, values, &rows, columns)
			equal(t, fmt.Sprintf("%d pairs", pairs), got, want)
			if round == 0 && want[0] != float32(256*parts*levels)*float32(rows[0]*columns[0]) {
				t.Errorf("256 times %d times %d is %v", parts, levels, want[0]/(rows[0]*columns[0]))
			}
		}
	})
}

// TestEncodeTwin: whole windows, of any number of pieces.
func TestEncodeTwin(t *testing.T) {
	e := read(t, made(24, true))
	twins(t, func(t *testing.T, k kernels) {
		r := rand.New(rand.NewPCG(25, uint64(k)))
		got, want := NewEncoding(e), NewEncoding(e)
		got.k, want.k = k, scalar
		for _, n := range []int{256, 1, 2, 3, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100, 255, 5} {
			ids, marks := window(r, e, n)
			equal(t, fmt.Sprintf("a window of %d", n), got.Encode(ids, marks), want.Encode(ids, marks))
		}
	})
}
