package neural

import "math"

// kernels says which kernels of the encoder are used. All give the same bits.
type kernels uint8

const (
	scalar kernels = iota // the twins in Go, which define the result
	avx2                  // AVX2
	vnni                  // AVX-512 with its products of bytes (VNNI)
)

// quantise turns src, groups of width numbers, into bytes and a scale for each
// group.
func quantise(k kernels, dst []int8, scales []float32, src []float32, width int) {
	if len(scales) == 0 || width == 0 {
		return
	}
	dst, src = dst[:len(scales)*width], src[:len(scales)*width]
	if k >= avx2 && width%32 == 0 {
		bytesOf(&dst[0], &scales[0], &src[0], width, len(scales))
		return
	}
	const room = 512
	if k >= avx2 && width < room { // zeros fill it up
		var row [room]float32
		var bytes [room]int8
		for g := range scales {
			copy(row[:], src[g*width:(g+1)*width])
			bytesOf(&bytes[0], &scales[g], &row[0], up(width, 32), 1)
			copy(dst[g*width:(g+1)*width], bytes[:])
		}
		return
	}
	for g := range scales {
		row := src[g*width : (g+1)*width]
		top := size(row)
		inverse := 127 / top
		scales[g] = top / 127
		if top < 1e-30 {
			inverse, scales[g] = 0, 0
		}
		for i, v := range row {
			dst[g*width+i] = int8(whole(float32(v * inverse)))
		}
	}
}

// In the layers the rows that are multiplied have a scale for each group of
// numbers, since few of them are far greater than the rest: the row's scale times a
// power of two, so that all is still summed in integers.
const (
	groupWidth = 64
	mostShift  = 4
)

// quantise sets the rows of f, which are groups of groupWidth, from src.
func (f *factor) quantise(k kernels, src []float32) {
	if len(f.scales) == 0 {
		return
	}
	n := f.groups * groupWidth
	if k >= avx2 {
		last := len(f.scales) - 1
		_, _, _ = f.data[last*n+n-1], f.shifts[last*f.groups+f.groups-1], src[last*n+n-1]
		groupsOf(&f.data[0], &f.shifts[0], &f.scales[0], &src[0], f.groups, len(f.scales))
		return
	}
	for i := range f.scales {
		f.quantiseRow(i, src[i*n:(i+1)*n])
	}
}

// quantiseRow is quantise for one row on processors without the kernels.
func (f *factor) quantiseRow(i int, row []float32) {
	data, shifts := f.data[i*f.apart:][:len(row)], f.shifts[i*f.groups:][:f.groups]
	top := size(row)
	inverse := 127 / top
	f.scales[i] = float32(top/127) / (1 << mostShift)
	if top < 1e-30 {
		inverse, f.scales[i] = 0, 0
	}
	for g := range shifts {
		group := row[g*groupWidth : (g+1)*groupWidth]
		up := int32(math.Float32bits(top/size(group))>>23) - 127 // how often the group can be doubled
		if up > mostShift {
			up = mostShift
		}
		if top < 1e-30 {
			up = 0
		}
		shifts[g] = mostShift - up
		by := float32(inverse * float32(int32(1)<<up))
		for c, v := range group {
			data[g*groupWidth+c] = int8(whole(float32(v * by)))
		}
	}
}

// size returns the greatest size of a number.
func size(row []float32) float32 {
	top := float32(0)
	for _, v := range row {
		if v < 0 {
			v = -v
		}
		if v > top {
			top = v
		}
	}
	return top
}

// normalise leaves in x the normalisation of x+y. The sums are made in sixteen
// lanes, which are then added in halves.
func normalise(k kernels, x, y []float32, n norm) {
	y, w, b := y[:len(x)], n.weight[:len(x)], n.bias[:len(x)]
	if k >= avx2 && len(x)%16 == 0 && len(x) > 0 {
		norms(&x[0], &y[0], &w[0], &b[0], len(x), float32(len(x)))
		return
	}
	var lanes [16]float32
	for i := range x {
		x[i] += y[i]
		lanes[i%16] += x[i]
	}
	size := float32(len(x))
	mean := halves(&lanes) / size
	lanes = [16]float32{}
	for i := range x {
		x[i] -= mean
		lanes[i%16] += float32(x[i] * x[i])
	}
	rest := halves(&lanes)/size + 1e-12
	r := 1 / float32(math.Sqrt(float64(rest)))
	for i := range x {
		x[i] = float32(float32(x[i]*r)*w[i]) + b[i]
	}
}

// halves adds the upper half of the lanes to the lower until one is left.
func halves(lanes *[16]float32) float32 {
	for n := 8; n > 0; n /= 2 {
		for i := range n {
			lanes[i] += lanes[i+n]
		}
	}
	return lanes[0]
}

// Gelu sets each x to x times the chance that a normal number is smaller (the
// Gaussian error linear unit, not the form with a tanh), to about six digits.
func Gelu(x []float32) { gelu(native, x) }

// geluOf are the coefficients of half the error function of x/√2 divided by x, the highest
// power last, of x² brought to -1..1. Behind geluEnd the function is one.
var geluOf = [...]float32{
	0.26678514, -0.13303648, 0.09852691, -0.079196304, 0.06419198, -0.05041593, 0.037582565,
	-0.027115019, 0.018657174, -0.010233122, 0.00442135, -0.0035597987, 0.003114544, -0.00104379,
}

const (
	geluEnd  = 5.3
	geluUnit = 0.071199715 // 2/geluEnd²
)

func gelu(k kernels, x []float32) {
	if n := len(x) &^ 63; k == vnni && n > 0 {
		gelus64(&x[0], n, &geluOf[0])
		x = x[n:]
	}
	if n := len(x) &^ 31; k >= avx2 && n > 0 {
		gelus(&x[0], n, &geluOf[0])
		x = x[n:]
	}
	for i, v := range x {
		c := min(max(v, -geluEnd), geluEnd)
		t := float32(float32(c*c)*geluUnit) - 1
		u := float32(t * t)
		even, odd := geluOf[len(geluOf)-2], geluOf[len(geluOf)-1]
		for j := len(geluOf) - 4; j >= 0; j -= 2 {
			even, odd = float32(even*u)+geluOf[j], float32(odd*u)+geluOf[j+1]
		}
		p := even + float32(t*odd)
		h := float32(v * 0.5)
		x[i] = h + float32(h*float32(c*p))
	}
}

// parts is what a whole is in the weights of attention, in whole numbers, and
// levels what the greatest of a column of values is: 256 products of both can be
// summed in 32 bits.
const (
	parts  = 8191
	levels = 1023
)

// softenOf are the coefficients of parts times two to the power of x, the highest
// power last, for x of up to a half.
var softenOf = [...]float32{parts, 0.6931242346763611 * parts, 0.24024099111557007 * parts, 0.055906277149915695 * parts, 0.00958278588950634 * parts}

// soften leaves in p, for the scores in y (logarithms of base two), their powers
// as parts of the greatest, and returns 1 divided by their sum. Scores that are
// 100 below the greatest count nothing. The power of two that is a whole number
// goes into the exponent, the rest is a polynomial.
func soften(k kernels, p []int16, y []float32) float32 {
	p = p[:len(y)]
	if k == vnni && len(y)%32 == 0 {
		return 1 / float32(softens32(&p[0], &y[0], len(y)))
	}
	if k >= avx2 && len(y)%16 == 0 {
		return 1 / float32(softens(&p[0], &y[0], len(y)))
	}
	top := y[0]
	for _, v := range y {
		if v > top {
			top = v
		}
	}
	sum := int32(0)
	for i, v := range y {
		t := v - top
		if t < -100 {
			t = -100
		}
		r := t + nearest
		f := t - (r - nearest)
		u := float32(f * f)
		low := float32(f*softenOf[1]) + softenOf[0]
		high := float32(f*softenOf[3]) + softenOf[2] + float32(u*softenOf[4])
		q := low + float32(high*u)
		part := whole(math.Float32frombits(math.Float32bits(q) + math.Float32bits(r)<<23))
		p[i] = int16(part)
		sum += part
	}
	return 1 / float32(sum)
}

// weigh leaves in dst, a tile of numbers for each row of a block, what the rows of
// weights p, ldp apart, make of values: pairs of rows, of each number the two
// together. A number is multiplied by the scales of its row and of its column.
func weigh(k kernels, dst []float32, ldd int, p []int16, ldp, pairs int, values []int16, rows *[block]float32, columns []float32) {
	_, _, _, _ = dst[(block-1)*ldd+tile-1], p[(block-1)*ldp+2*pairs-1], values[2*pairs*tile-1], columns[tile-1]
	switch k {
	case vnni:
		weigh8(pairs, &p[0], 2*ldp, &values[0], &rows[0], &columns[0], &dst[0], 4*ldd)
		return
	case avx2:
		const half = tile / 2
		for i := 0; i < block; i += 4 {
			weigh4(pairs, &p[i*ldp], 2*ldp, &values[0], &rows[i], &columns[0], &dst[i*ldd], 4*ldd)
			weigh4(pairs, &p[i*ldp], 2*ldp, &values[2*half], &rows[i], &columns[half], &dst[i*ldd+half], 4*ldd)
		}
		return
	}
	for i, r := range rows {
		var acc [tile]int32
		for j := range pairs {
			a, b := int32(p[i*ldp+2*j]), int32(p[i*ldp+2*j+1])
			for o := range acc {
				v := values[(j*tile+o)*2:]
				acc[o] += a*int32(v[0]) + b*int32(v[1])
			}
		}
		for o, v := range acc {
			dst[i*ldd+o] = float32(v) * float32(r*columns[o])
		}
	}
}

// columnScales sets inverse and scales for the columns of n rows of v, ld apart:
// levels divided by the greatest size, and the other way round.
func columnScales(k kernels, inverse, scales, v []float32, ld, n int) {
	clear(scales)
	for i := range n {
		raise(k, scales, v[i*ld:i*ld+len(scales)])
	}
	for c, top := range scales {
		inverse[c], scales[c] = levels/top, top/levels
		if top < 1e-30 {
			inverse[c], scales[c] = 0, 0
		}
	}
}

// Raise raises each number of dst to the size of that of src, which is as long, where that
// is greater.
func Raise(dst, src []float32) { raise(native, dst, src) }

func raise(k kernels, dst, src []float32) {
	src = src[:len(dst)]
	if k >= avx2 && len(dst)%8 == 0 && len(dst) > 0 {
		greater(&dst[0], &src[0], len(dst))
		return
	}
	for c, x := range src {
		if x < 0 {
			x = -x
		}
		if x > dst[c] {
			dst[c] = x
		}
	}
}

// pair leaves in dst, for each column, the numbers of two rows as whole ones, the
// first row's first.
func pair(k kernels, dst []int16, a, b, inverse []float32) {
	n := len(inverse)
	dst, a, b = dst[:2*n], a[:n], b[:n]
	if k >= avx2 && n%8 == 0 && n > 0 {
		pairsOf(&dst[0], &a[0], &b[0], &inverse[0], n)
		return
	}
	for c, v := range inverse {
		dst[2*c], dst[2*c+1] = int16(whole(float32(a[c]*v))), int16(whole(float32(b[c]*v)))
	}
}
