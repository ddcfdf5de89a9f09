package neural

import (
	"encoding/binary"
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

// newLinear packs weights that lie row by row, a row for each output; none is -128.
func newLinear(in, out int, weights string, scales, bias []float32) *Linear {
	p := panels{in: in, data: make([]byte, up(in, 4)*up(out, tile)), scales: make([]float32, up(out, tile)), bias: make([]float32, up(out, tile))}
	copy(p.scales, scales)
	copy(p.bias, bias)
	for o := range out {
		row := weights[o*in : (o+1)*in]
		at := p.data[o/tile*tile*up(in, 4)+o%tile*4:]
		i := 0
		for ; i+4 <= in; i += 4 {
			four := uint32(row[i]) | uint32(row[i+1])<<8 | uint32(row[i+2])<<16 | uint32(row[i+3])<<24
			binary.LittleEndian.PutUint32(at[i*tile:], four^0x80808080)
		}
		for k := i; k < in; k++ {
			at[i*tile+k-i] = row[k] ^ 0x80
		}
	}
	return &Linear{in, out, p}
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
	l.panels.times(k, dst, l.Out, l.Out, factor{data: data, apart: width, scales: rows.Scales, group: width, shifts: noShift[:]})
}

// noShift are the shifts of rows that are one group.
var noShift [1]int32

// A factor is rows of bytes to be multiplied: a number of a row is its byte times
// the row's scale times two to the power of the shift of its group.
type factor struct {
	data   []int8
	apart  int // from one row to the next
	scales []float32
	group  int // numbers of a group, a multiple of 4
	shifts []int32
	groups int     // from one row's shifts to the next's, 0 if all rows have the same
	words  []int16 // room for a block of rows, made where it is needed
}

// rows returns those from up to before to.
func (f factor) rows(from, to int) factor {
	f.data, f.scales, f.shifts = f.data[from*f.apart:], f.scales[from:to], f.shifts[from*f.groups:]
	return f
}

// times leaves in dst, whose rows are ldd apart, the first out outputs for the rows
// of f.
func (p *panels) times(k kernels, dst []float32, ldd, out int, f factor) {
	some, in := most, up(p.in, 4)
	if k == avx2 {
		some = block
		if len(f.words) < block*in {
			f.words = make([]int16, block*in)
		}
	}
	n := len(f.scales)
	for i := 0; i < n; i += some {
		if i+block > n && n >= block {
			i = n - block // some of them once more
		}
		p.part(k, dst[i*ldd:], ldd, out, f.rows(i, min(i+some, n)))
	}
}

// most is how many rows part takes.
const most = 8 * block

func (p *panels) part(k kernels, dst []float32, ldd, out int, f factor) {
	n, in := len(f.scales), up(p.in, 4)
	_ = dst[(n-1)*ldd+out-1]
	if n < block && k != scalar {
		f = f.fill(in)
	}
	last := len(f.scales) - 1
	_, _ = f.data[last*f.apart+in-1], f.shifts[last*f.groups+in/f.group-1]
	var sums [most]int32
	f.sum(k, sums[:last+1], in)
	if k == avx2 {
		f.widen(in)
	}
	var totals [block*tile + 16]int32
	for j := 0; j < out; j += tile {
		t := tileOf{in, p.data[j*in : (j+tile)*in], p.scales[j : j+tile], p.bias[j : j+tile]}
		for i := 0; i < n; i += block {
			if i+block > n && n >= block {
				i = n - block // some of them once more
			}
			if j+tile <= out && i+block <= n {
				t.times(k, dst[i*ldd+j:], ldd, block, &f, i, sums[i:], &totals)
				continue
			}
			t.edge(k, dst[i*ldd+j:], ldd, min(block, n-i), min(tile, out-j), &f, i, sums[i:], &totals)
		}
	}
}

// fill returns the rows, of which n bytes are read, with more behind them, so that
// they are a block.
func (f factor) fill(n int) factor {
	g := factor{words: f.words, data: make([]int8, block*n), apart: n, scales: make([]float32, block), group: f.group, shifts: make([]int32, block*n/f.group), groups: n / f.group}
	for i := range copy(g.scales, f.scales) {
		copy(g.data[i*n:(i+1)*n], f.data[i*f.apart:])
		copy(g.shifts[i*g.groups:(i+1)*g.groups], f.shifts[i*f.groups:])
	}
	return g
}

// sum sets sums to 128 times the sums of the rows, of which n bytes count.
func (f factor) sum(k kernels, sums []int32, n int) {
	at := 0
	if k != scalar && f.group%32 == 0 {
		sumRows(&sums[0], &f.data[0], f.apart, &f.shifts[0], 4*f.groups, f.group, n/f.group, len(sums))
		return
	}
	if k != scalar && n > 32 && n == f.group {
		at = n &^ 31
		sumRows(&sums[0], &f.data[0], f.apart, &f.shifts[0], 4*f.groups, at, 1, len(sums))
	}
	for i := range sums {
		for c := at; c < n; c++ {
			sums[i] += 128 * int32(f.data[i*f.apart+c]) << f.shifts[i*f.groups+c/f.group]
		}
	}
}

// widen makes words of a block of rows of n bytes.
func (f factor) widen(n int) {
	for i := range block {
		row, wide := f.data[i*f.apart:i*f.apart+n], f.words[i*n:(i+1)*n]
		words(&wide[0], &row[0], n&^15)
		for c := n &^ 15; c < n; c++ {
			wide[c] = int16(row[c])
		}
	}
}

// tileOf is the weights, scales and biases of one tile of outputs.
type tileOf struct {
	in           int
	weights      []byte
	scales, bias []float32
}

// times makes the outputs of rows of f from number at, of a whole block if not with
// the twin. The kernels put sums away in totals.
func (t *tileOf) times(k kernels, dst []float32, ldd, rows int, f *factor, at int, sums []int32, totals *[block*tile + 16]int32) {
	fours, groups := f.group/4, t.in/f.group
	switch k {
	case vnni:
		tile8(fours, groups, &f.data[at*f.apart], f.apart, &t.weights[0], &f.shifts[at*f.groups], 4*f.groups, &totals[0], &sums[0], &f.scales[at], &t.scales[0], &t.bias[0], &dst[0], 4*ldd)
	case avx2:
		const quarter = tile / 4
		for o := 0; o < tile; o += quarter {
			for i := 0; i < block; i += 4 {
				quarter4(fours, groups, &f.words[(at+i)*t.in], 2*t.in, &t.weights[4*o], &f.shifts[(at+i)*f.groups], 4*f.groups, &totals[0], &sums[i], &f.scales[at+i], &t.scales[o], &t.bias[o], &dst[i*ldd+o], 4*ldd)
			}
		}
	default:
		for i := range rows {
			t.twin(dst[i*ldd:i*ldd+tile], f.data[(at+i)*f.apart:], f.shifts[(at+i)*f.groups:], fours, sums[i], f.scales[at+i])
		}
	}
}

// edge is times where a tile has too many rows or outputs.
func (t *tileOf) edge(k kernels, dst []float32, ldd, rows, out int, f *factor, at int, sums []int32, totals *[block*tile + 16]int32) {
	var whole [block * tile]float32
	t.times(k, whole[:], tile, rows, f, at, sums, totals)
	for r := range rows {
		copy(dst[r*ldd:r*ldd+out], whole[r*tile:])
	}
}

// twin is the kernels for one row on processors without them.
func (t *tileOf) twin(dst []float32, a []int8, shifts []int32, fours int, sum int32, scale float32) {
	var total, acc [tile]int32
	for w, k := t.weights, 1; len(w) > 0; k++ {
		a0, a1, a2, a3 := int32(a[0]), int32(a[1]), int32(a[2]), int32(a[3])
		for o := range acc {
			v := w[4*o : 4*o+4 : 4*o+4]
			acc[o] += a0*int32(v[0]) + a1*int32(v[1]) + a2*int32(v[2]) + a3*int32(v[3])
		}
		a, w = a[4:], w[4*tile:]
		if k%fours == 0 {
			by := shifts[k/fours-1]
			for o, v := range acc {
				total[o] += v << by
			}
			acc = [tile]int32{}
		}
	}
	for o, v := range total {
		dst[o] = float32(float32(v-sum)*float32(scale*t.scales[o])) + t.bias[o]
	}
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
