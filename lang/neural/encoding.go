package neural

import (
	"encoding/binary"
	"math"
)

// An Encoding runs an Encoder. It is for one goroutine; memory is used again.
type Encoding struct {
	e *Encoder
	k kernels

	x, y   []float32 // a row of Width for each piece
	qkv    []float32
	middle []float32 // the inner rows of some pieces
	rows   factor    // what is multiplied next
	some   factor    // and of some pieces

	parts   []int8 // queries and keys, head by head
	sizes   []float32
	queries []float32 // scales of the queries of one head
	keys    panels    // the keys of one head
	scores  []float32 // of a block of pieces
	weights []int16
	inverse []float32 // of the scales of the values
	columns []float32 // the scales themselves
	values  []int16   // of all heads, in pairs of pieces
	zeros   []float32
}

// newFactor returns room for n rows of width numbers.
func newFactor(n, width int) factor {
	groups := width / groupWidth
	return factor{data: make([]int8, n*width), apart: width, scales: make([]float32, n), group: groupWidth, shifts: make([]int32, n*groups), groups: groups, words: make([]int16, block*width)}
}

// batch is how many pieces go through the inner rows at once.
const batch = 64

// NewEncoding returns the memory to run e in one goroutine.
func NewEncoding(e *Encoder) *Encoding {
	n, w := up(e.Positions, block), e.Width
	wide := up(n, tile)
	return &Encoding{
		e: e, k: native,
		x: make([]float32, n*w), y: make([]float32, n*w), qkv: make([]float32, 3*n*w), middle: make([]float32, batch*e.inner),
		rows: newFactor(n, w), some: newFactor(batch, e.inner),
		parts: make([]int8, 2*n*w), sizes: make([]float32, 2*n*e.heads), queries: make([]float32, n),
		keys:   panels{in: headWidth, data: make([]byte, wide*headWidth), scales: make([]float32, wide), bias: make([]float32, wide)},
		scores: make([]float32, block*wide), weights: make([]int16, block*wide),
		inverse: make([]float32, w), columns: make([]float32, w), values: make([]int16, (wide+1)*w), zeros: make([]float32, w),
	}
}

// Encode returns the states of a window: Width numbers for each piece, valid until
// the next call. ids are numbers of pieces, [CLS] and [SEP] among them, shapes
// those of their words; there may be up to Positions.
func (c *Encoding) Encode(ids []int32, shapes []uint8) []float32 {
	c.embed(ids, shapes)
	for i := range c.e.layers {
		c.layer(&c.e.layers[i], len(ids))
	}
	return c.x[:len(ids)*c.e.Width]
}

// embed sets x from the pieces.
func (c *Encoding) embed(ids []int32, shapes []uint8) {
	e, w := c.e, c.e.Width
	for i, id := range ids {
		x := c.x[i*w : (i+1)*w]
		copy(x, e.positions[i*w:(i+1)*w])
		e.pieces.AddTo(x, id)
		s := int(shapes[i])
		normalise(c.k, x, e.shapes[s*w:(s+1)*w], e.norm)
	}
}

// layer brings the n rows of x through one layer.
func (c *Encoding) layer(l *layer, n int) {
	w := c.e.Width
	rows := c.rows.rows(0, n)
	rows.quantise(c.k, c.x)
	l.qkv.panels.times(c.k, c.qkv, 3*w, 3*w, rows)
	c.attend(n)
	rows.quantise(c.k, c.y)
	l.out.panels.times(c.k, c.y, w, w, rows)
	c.normalise(c.x, n, l.norm1)
	rows.quantise(c.k, c.x)
	for i := 0; i < n; i += batch {
		m := min(batch, n-i)
		l.inner.panels.times(c.k, c.middle, c.e.inner, c.e.inner, rows.rows(i, i+m))
		gelu(c.k, c.middle[:m*c.e.inner])
		some := c.some.rows(0, m)
		some.quantise(c.k, c.middle)
		l.outer.panels.times(c.k, c.y[i*w:], w, w, some)
	}
	c.normalise(c.x, n, l.norm2)
}

// normalise sets n rows of x to the normalisation of x+y.
func (c *Encoding) normalise(x []float32, n int, by norm) {
	w := c.e.Width
	for i := range n {
		normalise(c.k, x[i*w:(i+1)*w], c.y[i*w:(i+1)*w], by)
	}
}

// attend sets y, for n pieces, to the means of the values in qkv by the likeness
// of query and key. Queries and keys have eight bits and a scale for each piece and
// head; the weights of the means are parts of the greatest, the values have a scale
// for each column, both in whole numbers.
func (c *Encoding) attend(n int) {
	w, heads := c.e.Width, c.e.heads
	for i := range n {
		quantise(c.k, c.parts[i*2*w:(i+1)*2*w], c.sizes[i*2*heads:(i+1)*2*heads], c.qkv[i*3*w:], headWidth)
	}
	c.pairs(n)
	// The keys behind the last get a score that counts nothing.
	wide := up(n, tile)
	for j := range wide {
		c.keys.scales[j], c.keys.bias[j] = 0, 0
		if j >= n {
			c.keys.bias[j] = -1e30
		}
	}
	unit := float32(math.Log2E / 5.656854249492381) // √32; and powers of two are had
	var sums [block]float32
	for h := range heads {
		for i := range n {
			c.queries[i] = float32(c.sizes[i*2*heads+h] * unit)
			c.keys.scales[i] = c.sizes[i*2*heads+heads+h]
		}
		c.packKeys(n, h)
		queries := factor{data: c.parts[h*headWidth:], apart: 2 * w, scales: c.queries, group: headWidth, shifts: noShift[:], words: c.rows.words}
		values := c.values[h*up(n, 2)*headWidth:]
		for i := 0; i < n; i += block { // in the last block some rows do not count
			c.keys.times(c.k, c.scores, wide, wide, queries.rows(i, i+block))
			for r := range min(block, n-i) {
				sums[r] = soften(c.k, c.weights[r*wide:(r+1)*wide], c.scores[r*wide:(r+1)*wide])
			}
			weigh(c.k, c.y[i*w+h*headWidth:], w, c.weights, wide, up(n, 2)/2, values, &sums, c.columns[h*headWidth:(h+1)*headWidth])
		}
	}
}

// packKeys lays out the keys of head h of n pieces as weights.
func (c *Encoding) packKeys(n, h int) {
	w := c.e.Width
	for i := range n {
		key := c.parts[i*2*w+w+h*headWidth:][:headWidth]
		at := c.keys.data[i/tile*tile*headWidth+i%tile*4:]
		for k := 0; k < headWidth; k += 4 {
			four := uint32(uint8(key[k])) | uint32(uint8(key[k+1]))<<8 | uint32(uint8(key[k+2]))<<16 | uint32(uint8(key[k+3]))<<24
			binary.LittleEndian.PutUint32(at[k*tile:], four^0x80808080)
		}
	}
}

// pairs sets the values, two pieces together.
func (c *Encoding) pairs(n int) {
	w := c.e.Width
	v := c.qkv[2*w:]
	columnScales(c.k, c.inverse, c.columns, v, 3*w, n)
	for i := 0; i < n; i += 2 {
		a, b := v[i*3*w:], c.zeros
		if i+1 < n {
			b = v[(i+1)*3*w:]
		}
		for h := range c.e.heads {
			at := h * headWidth
			pair(c.k, c.values[(h*up(n, 2)+i)*headWidth:], a[at:], b[at:], c.inverse[at:at+headWidth])
		}
	}
}
