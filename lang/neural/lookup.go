package neural

import "encoding/binary"

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
func Small(x []float32, width int) Rows8 {
	r := Rows8{Width: width, Data: make([]int8, 0, len(x)), Scales: make([]float32, 0, len(x)/max(1, width))}
	for at := 0; at+width <= len(x) && width > 0; at += width {
		r.Append(x[at : at+width])
	}
	return r
}

// Pick returns some of the rows.
func (r *Rows8) Pick(which []int) Rows8 {
	out := Rows8{Width: r.Width, Data: make([]int8, 0, len(which)*r.Width), Scales: make([]float32, 0, len(which))}
	for _, i := range which {
		out.Data = append(out.Data, r.Data[i*r.Width:(i+1)*r.Width]...)
		out.Scales = append(out.Scales, r.Scales[i])
	}
	return out
}

// Of returns what the layer makes of rows.
func (l *Linear) Of(rows Rows8) []float32 {
	out := make([]float32, len(rows.Scales)*l.Out)
	if len(out) > 0 {
		l.Apply(out, rows)
	}
	return out
}

// Chance is the likelihood that a score stands for.
func Chance(x float32) float32 { return 1 / (1 + Exp(-x)) }
