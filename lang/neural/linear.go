package neural

import (
	"errors"
	"math"
)

// Rows8 is rows of numbers in eight bits: a row is its Width bytes of Data times
// its number of Scales. No byte is -128.
type Rows8 struct {
	Width  int
	Data   []int8
	Scales []float32
}

// Append quantises a row of Width numbers: its scale is its greatest size divided
// by 127, and numbers are rounded to the nearest, halves to the even one.
func (r *Rows8) Append(row []float32) {
	at := len(r.Data)
	r.Data = append(r.Data, make([]int8, r.Width)...)
	r.Scales = append(r.Scales, 0)
	quantise(native, r.Data[at:], r.Scales[len(r.Scales)-1:], row[:r.Width], r.Width)
}

// Slice returns rows from up to before to, in the same memory.
func (r *Rows8) Slice(from, to int) Rows8 {
	return Rows8{r.Width, r.Data[from*r.Width : to*r.Width], r.Scales[from:to]}
}

// Reset forgets the rows and keeps their memory.
func (r *Rows8) Reset() { r.Data, r.Scales = r.Data[:0], r.Scales[:0] }

// A Linear is a matrix of weights in eight bits, with a scale for each of its Out
// rows, and a bias. Products of weights and quantised rows are summed in integers,
// so that the order does not matter.
type Linear struct {
	In, Out int
	panels  panels
}

// panels is weights as the kernels want them: those of tile outputs together, of
// these four inputs at a time, and of these output by output. 128 is added to a
// weight, since the kernels multiply numbers with a sign by such without one; what
// is too much is taken off the sum.
type panels struct {
	in     int
	data   []byte
	scales []float32 // of the outputs; their number is a multiple of tile
	bias   []float32
}

// tile is how many outputs a kernel makes at once, and block how many rows.
const (
	tile  = 32
	block = 8
)

// up returns n rounded up to a multiple of m.
func up(n, m int) int { return (n + m - 1) / m * m }

// newLinear packs weights that lie row by row, a row for each output.
func newLinear(in, out int, weights string, scales, bias []float32) (*Linear, error) {
	p := panels{in: in, data: make([]byte, up(in, 4)*up(out, tile)), scales: make([]float32, up(out, tile)), bias: make([]float32, up(out, tile))}
	copy(p.scales, scales)
	copy(p.bias, bias)
	for o := range out {
		row := weights[o*in : (o+1)*in]
		at := p.data[o/tile*tile*up(in, 4)+o%tile*4:]
		for i := 0; i < in; i += 4 {
			for k := i; k < min(i+4, in); k++ {
				if row[k] == 0x80 {
					return nil, errors.New("a weight is -128")
				}
				at[i*tile+k-i] = row[k] ^ 0x80
			}
		}
	}
	return &Linear{in, out, p}, nil
}

// Apply leaves in dst, Out numbers for each row, the products of the weights and
// the rows, of In numbers, plus the bias.
func (l *Linear) Apply(dst []float32, rows Rows8) { l.apply(native, dst, rows) }

func (l *Linear) apply(k kernels, dst []float32, rows Rows8) {
	if rows.Width != l.In {
		panic("neural: rows of another width")
	}
	data, width := rows.Data, l.In
	if width%4 != 0 { // the kernels read four bytes at once
		width = up(width, 4)
		data = make([]int8, width*len(rows.Scales))
		for i := range rows.Scales {
			copy(data[i*width:], rows.Data[i*l.In:(i+1)*l.In])
		}
	}
	l.panels.times(k, dst, l.Out, l.Out, data, width, rows.Scales)
}

// times leaves in dst, whose rows are ldd apart, the first out outputs for as many
// rows as there are scales. The rows of a are lda apart; of each the first numbers
// are read, a multiple of four of them.
func (p *panels) times(k kernels, dst []float32, ldd, out int, a []int8, lda int, scales []float32) {
	const some = 8 * block // rows whose sums are held on the stack
	var sums [some]int32
	for n := len(scales); n > some; n = len(scales) {
		p.times(k, dst, ldd, out, a, lda, scales[:some])
		dst, a, scales = dst[some*ldd:], a[some*lda:], scales[some:]
	}
	n := len(scales)
	if n == 0 {
		return
	}
	in := up(p.in, 4)
	_, _ = dst[(n-1)*ldd+out-1], a[(n-1)*lda+in-1]
	for i := range n {
		sums[i] = 128 * sumOf(k, a[i*lda:i*lda+in])
	}
	for j := 0; j < out; j += tile {
		w, ws, bias := p.data[j*in:(j+tile)*in], p.scales[j:j+tile], p.bias[j:j+tile]
		for i := 0; i < n; i += block {
			rows := min(block, n-i)
			if rows < block && n >= block {
				i, rows = n-block, block // some of them once more
			}
			if j+tile <= out {
				tileOf(k, dst[i*ldd+j:], ldd, rows, a[i*lda:], lda, w, sums[i:], scales[i:], ws, bias)
				continue
			}
			var rest [block * tile]float32
			tileOf(k, rest[:], tile, rows, a[i*lda:], lda, w, sums[i:], scales[i:], ws, bias)
			for r := range rows {
				copy(dst[(i+r)*ldd+j:(i+r)*ldd+out], rest[r*tile:])
			}
		}
	}
}

// tileOf makes one tile of outputs of up to a block of rows.
func tileOf(k kernels, dst []float32, ldd, rows int, a []int8, lda int, w []byte, sums []int32, scales, ws, bias []float32) {
	for i := range rows {
		tileTwin(dst[i*ldd:i*ldd+tile], a[i*lda:], w, sums[i], scales[i], ws, bias)
	}
}

// tileTwin is the kernels for one row on processors without them.
func tileTwin(dst []float32, a []int8, w []byte, sum int32, scale float32, ws, bias []float32) {
	var acc [tile]int32
	for len(w) >= 4*tile {
		a0, a1, a2, a3 := int32(a[0]), int32(a[1]), int32(a[2]), int32(a[3])
		for o := range acc {
			v := w[4*o : 4*o+4 : 4*o+4]
			acc[o] += a0*int32(v[0]) + a1*int32(v[1]) + a2*int32(v[2]) + a3*int32(v[3])
		}
		a, w = a[4:], w[4*tile:]
	}
	for o, v := range acc {
		dst[o] = float32(float32(v-sum)*float32(scale*ws[o])) + bias[o]
	}
}

// sumOf returns the sum of the bytes.
func sumOf(k kernels, a []int8) (sum int32) {
	for _, v := range a {
		sum += int32(v)
	}
	return sum
}

// nearest added to a number of modest size and taken off again rounds it to the
// nearest whole one, halves to the even one; nearestBits is it as bits, to which
// the whole number is added in the sum.
const (
	nearest     = 12582912
	nearestBits = 0x4B400000
)

// whole is v rounded to the nearest whole number, halves to the even one.
func whole(v float32) int32 { return int32(math.Float32bits(v+nearest)) - nearestBits }
