package neural

import "math"

// A Matrix is a view of numbers in memory: the element in row i and column k is
// Data[i*Row+k*Col]. With Row and Col changed about it is its own transpose.
type Matrix struct {
	Data     []float32
	Row, Col int
}

// Rows returns the view of a matrix that lies in memory row by row.
func Rows(data []float32, width int) Matrix { return Matrix{data, width, 1} }

// T returns the transpose.
func (m Matrix) T() Matrix { return Matrix{m.Data, m.Col, m.Row} }

// Lanes is the multiple of which the widths of right-hand matrices must be.
const Lanes = 16

// MulAdd adds to c, m rows of n numbers that lie row by row, the product of a (m
// rows, k columns) and b (k rows of n numbers, row by row). n must be a multiple
// of Lanes. ldb and ldc are the widths of b and c in memory. The products of one
// sum are added in the order of k on every processor.
func MulAdd(c []float32, ldc int, a Matrix, b []float32, ldb int, m, n, k int) {
	if m == 0 || n == 0 || k == 0 {
		return
	}
	_ = b[(k-1)*ldb+n-1]
	mulAdd(c, ldc, a, b, Lanes, ldb, m, n, k, fast)
}

// mulAdd is MulAdd for a matrix b whose columns lie in panels of Lanes, each panel
// that many numbers behind the one before, with rows ldb apart. If quick is false
// it does without the kernels; the bits are the same.
func mulAdd(c []float32, ldc int, a Matrix, b []float32, panel, ldb, m, n, k int, quick bool) {
	_, _ = c[(m-1)*ldc+n-1], a.Data[(m-1)*a.Row+(k-1)*a.Col]
	for j := 0; j < n; j += Lanes {
		p := b[j/Lanes*panel:]
		_ = p[(k-1)*ldb+Lanes-1]
		i := 0
		for ; quick && wide && i+8 <= m; i += 8 {
			rows8(k, &a.Data[i*a.Row], 4*a.Row, 4*a.Col, &p[0], 4*ldb, &c[i*ldc+j], 4*ldc)
		}
		for ; quick && i+4 <= m; i += 4 {
			rows4(k, &a.Data[i*a.Row], 4*a.Row, 4*a.Col, &p[0], 4*ldb, &c[i*ldc+j], 4*ldc)
		}
		for ; quick && i < m; i++ {
			rows1(k, &a.Data[i*a.Row], 4*a.Col, &p[0], 4*ldb, &c[i*ldc+j])
		}
		for ; i < m; i++ {
			row(c[i*ldc+j:], Matrix{a.Data[i*a.Row:], 0, a.Col}, p, ldb, k)
		}
	}
}

// row is rows1 for processors without the kernels.
func row(c []float32, a Matrix, b []float32, ldb, k int) {
	var acc [Lanes]float32
	for p := range k {
		v := a.Data[p*a.Col]
		for l, w := range b[p*ldb : p*ldb+Lanes] {
			acc[l] = fma(v, w, acc[l])
		}
	}
	for l, v := range acc {
		c[l] += v
	}
}

// fma is a*b+c with one rounding. The product is exact in 64 bits; the sum is
// rounded there to odd, so that rounding it once more to 32 bits does no harm
// (Boldo and Melquiond, 2008).
func fma(a, b, c float32) float32 {
	p, q := float64(a)*float64(b), float64(c)
	s := p + q
	t := s - p
	if rest := (p - (s - t)) + (q - t); rest != 0 {
		if bits := math.Float64bits(s); bits&1 == 0 {
			if (rest > 0) == (s > 0) {
				bits++
			} else {
				bits--
			}
			s = math.Float64frombits(bits)
		}
	}
	return float32(s)
}

// Add adds src to dst, which is as long; the length must be a multiple of 8.
func Add(dst, src []float32) {
	if len(dst) == 0 {
		return
	}
	src = src[:len(dst)]
	if fast && len(dst)%8 == 0 {
		sum(&dst[0], &src[0], len(dst))
		return
	}
	for i, v := range src {
		dst[i] += v
	}
}

// AddTimes adds by times src to dst, which is as long.
func AddTimes(dst, src []float32, by float32) {
	src = src[:len(dst)]
	if n := len(dst) &^ 7; fast && n > 0 {
		sumTimes(&dst[0], &src[0], n, by)
		dst, src = dst[n:], src[n:]
	}
	for i, v := range src {
		dst[i] += float32(by * v)
	}
}

// Dot returns the sum of the products, from the first on.
func Dot(a, b []float32) (sum float32) {
	for i, v := range a {
		sum += float32(v * b[i])
	}
	return sum
}

// Sigmoid sets each x to 1/(1+e^-x), to about six digits.
func Sigmoid(x []float32) { squashAll(x, -1, 1, 0) }

// Tanh sets each x to its hyperbolic tangent, to about six digits.
func Tanh(x []float32) { squashAll(x, -2, 2, -1) }

func squashAll(x []float32, k, a, b float32) {
	if fast && len(x)%8 == 0 && len(x) > 0 {
		squash(&x[0], len(x), k, a, b)
		return
	}
	squashEach(x, k, a, b)
}

// squashEach is squash for processors without the kernels; it gives the same bits.
func squashEach(x []float32, k, a, b float32) {
	for i, v := range x {
		x[i] = float32(a/(1+Exp(k*v))) + b
	}
}

// Exp is e^x, to about six digits: the power of two from the exponent's bits, the
// rest from a polynomial. The conversions keep processors that could from
// rounding a product and a sum in one step: all give the same bits.
func Exp(x float32) float32 {
	if x < -80 {
		x = -80
	}
	if x > 80 {
		x = 80
	}
	y := float32(x * 1.44269504)
	n := int32(y + 256.5) // y is more than -256, so this rounds
	f := y - float32(n-256)
	p := float32(f*0.0013333558) + 0.009618129
	p = float32(p*f) + 0.05550411
	p = float32(p*f) + 0.24022651
	p = float32(p*f) + 0.69314718
	p = float32(p*f) + 1
	return math.Float32frombits(uint32(n-256+127)<<23) * p
}
