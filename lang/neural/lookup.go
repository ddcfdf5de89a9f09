package neural

import (
	"encoding/binary"
	"sync"
)

// A Lookup has the vectors of features by the prints of their hashes.
type Lookup struct {
	rows  Vectors
	index index
}

// Lookup returns the vectors of name.features by the prints of name.prints; of width
// numbers each, or not ok.
func (w *Weights) Lookup(name string, width int) (l Lookup, ok bool) {
	prints := []byte(w.Bytes(name + ".prints"))
	l = Lookup{w.Vectors(name + ".features"), newIndex(len(prints) / 4)}
	for i := 0; i+4 <= len(prints); i += 4 {
		l.index.set(binary.LittleEndian.Uint32(prints[i:]), i/4)
	}
	return l, l.rows.Len()*4 == len(prints) && l.rows.Width == width
}

// AddTo adds the vectors of those of list that there are to x.
func (l *Lookup) AddTo(x []float32, list []uint32) {
	var room [64]int32
	rows := room[:0]
	for _, p := range list {
		if n, ok := l.index.of(p); ok {
			rows = append(rows, n)
		}
	}
	l.rows.AddAll(x, rows)
}

// Small quantises rows of width numbers.
func Small(x []float32, width int) Rows8 { return (&Desk{}).Small(x, width) }

// Pick returns some of the rows.
func (r *Rows8) Pick(which []int) Rows8 { return (&Desk{}).Pick(*r, which) }

// Of returns what the layer makes of rows.
func (l *Linear) Of(rows Rows8) []float32 { return (&Desk{}).Of(l, rows) }

// A Desk is where heads work: memory that is used again. What is got from it is valid
// until Clear. It is for one goroutine.
type Desk struct {
	floats []float32
	bytes  []int8
}

// desks are those at which nobody works.
var desks = sync.Pool{New: func() any { return new(Desk) }}

// OpenDesk returns a desk, cleared.
func OpenDesk() *Desk { return desks.Get().(*Desk) }

// Close leaves the desk to the next who opens one.
func (d *Desk) Close() {
	d.Clear()
	desks.Put(d)
}

// Clear takes back all that was got.
func (d *Desk) Clear() { d.floats, d.bytes = d.floats[:0], d.bytes[:0] }

// Zeros returns n numbers, all zero.
func (d *Desk) Zeros(n int) []float32 {
	x := d.Floats(n)
	clear(x)
	return x
}

// Floats returns n numbers, which may be anything.
func (d *Desk) Floats(n int) []float32 { return next(&d.floats, n) }

// next returns the next n of s; they may be anything.
func next[T any](s *[]T, n int) []T {
	at := len(*s)
	if cap(*s)-at < n { // those before stay where they are
		*s, at = make([]T, 0, max(n, min(2*cap(*s), 1<<18))), 0
	}
	*s = (*s)[:at+n]
	return (*s)[at : at+n : at+n]
}

func (d *Desk) rows(n, width int) Rows8 { return Rows8{width, next(&d.bytes, n*width), d.Floats(n)} }

// Small is as the function of that name.
func (d *Desk) Small(x []float32, width int) Rows8 {
	r := d.rows(len(x)/max(1, width), width)
	quantise(native, r.Data, r.Scales, x, width)
	return r
}

// Pick returns some of the rows of r.
func (d *Desk) Pick(r Rows8, which []int) Rows8 {
	out := d.rows(len(which), r.Width)
	for k, i := range which {
		copy(out.Data[k*r.Width:(k+1)*r.Width], r.Data[i*r.Width:(i+1)*r.Width])
		out.Scales[k] = r.Scales[i]
	}
	return out
}

// Of returns what l makes of rows.
func (d *Desk) Of(l *Linear, rows Rows8) []float32 {
	out := d.Floats(len(rows.Scales) * l.Out)
	if len(out) > 0 {
		l.Apply(out, rows)
	}
	return out
}

// Chance is the likelihood that a score stands for.
func Chance(x float32) float32 { return 1 / (1 + Exp(-x)) }
