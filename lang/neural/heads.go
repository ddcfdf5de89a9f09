package neural

import (
	"encoding/binary"
	"fmt"
)

// Dense returns the layer whose weights are the numbers of that name, a row for each
// input, and whose bias is those of name.bias; nil if there is none for so many inputs.
func (h *Weights) Dense(name string, in int) *Dense {
	w, b := h.Table(name), h.Table(name+".bias")
	if in <= 0 || len(b) == 0 || len(w) != in*len(b) {
		return nil
	}
	d := NewDense(in, len(b))
	for i := range in {
		copy(d.W[i*d.Out:], w[i*len(b):(i+1)*len(b)])
	}
	copy(d.B, b)
	d.pack()
	return d
}

// Words returns the vectors of features of that name, stored as FormatWords does.
func (h *Weights) Words(name string) (*Words, error) {
	w := &Words{}
	if t := h.tensors[name]; t.Kind != "bytes" {
		return nil, fmt.Errorf("weights: no %q", name)
	}
	return w, w.read(h.tensors[name].data)
}

// Prints returns the set of prints of that name.
func (h *Weights) Prints(name string) map[uint32]bool {
	set := map[uint32]bool{}
	for data := []byte(h.tensors[name].data); len(data) >= 4; data = data[4:] {
		set[binary.LittleEndian.Uint32(data)] = true
	}
	return set
}

// Width returns how many numbers a vector has.
func (w *Words) Width() int { return w.rows.Width }
