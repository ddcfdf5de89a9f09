package neural

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// An Encoder is the weights of a pretrained transformer (BERT's, post-norm) and of
// the heads that read it. Goroutines may share it. Pieces go in, a vector of Width
// numbers for each, its state, comes out; Encoding does the work.
type Encoder struct {
	Width     int // numbers of a state
	Positions int // pieces that a window may have at most

	heads, inner int
	labels       map[string][]string
	tensors      map[string]tensor
	linear       map[string]*Linear

	pieces     string // a row of Width bytes for each piece
	scales     string // and the row's scale, four bytes
	positions  []float32
	shapes     []float32
	norm       norm
	layers     []layer
	vocabulary string
}

// layer is the weights of one layer.
type layer struct {
	qkv, out, inner, outer *Linear
	norm1, norm2           norm
}

// norm is the weights of a normalisation.
type norm struct{ weight, bias []float32 }

// tensor is a tensor of the file as it lies there.
type tensor struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	Rows int    `json:"rows"`
	Cols int    `json:"cols"`
	At   int    `json:"at"`
	data string
}

const (
	encoderMagic = "assaye1\n"
	headWidth    = 32 // numbers of a head of attention
	shapes       = 8  // shapes of words that are told apart
)

// ReadEncoder makes an Encoder of a file of weights: eight bytes "assaye1\n", the
// length of the header (four bytes, the lowest first), the header in JSON, zeros up
// to a multiple of 64, and the tensors, each at a multiple of 64 from there. Kind
// "i8" is rows of bytes with a sign, zeros up to a multiple of four, and a scale
// for each row; "f32" rows of numbers; "bytes" text. The rows of the pieces are
// used where they lie; all else is packed or copied once.
func ReadEncoder(file string) (*Encoder, error) {
	var header struct {
		Width, Heads, Layers, Inner, Positions int
		Labels                                 map[string][]string
		Tensors                                []tensor
	}
	rest, ok := strings.CutPrefix(file, encoderMagic)
	size, ok2 := number(&rest)
	text, ok3 := cut(&rest, int(size))
	if !ok || !ok2 || !ok3 {
		return nil, fmt.Errorf("encoder: not a file of weights, or cut short")
	}
	if err := json.Unmarshal([]byte(text), &header); err != nil {
		return nil, fmt.Errorf("encoder: header: %w", err)
	}
	if _, ok := cut(&rest, -(len(file)-len(rest))&63); !ok {
		return nil, fmt.Errorf("encoder: the file ends in its header")
	}
	e := &Encoder{
		Width: header.Width, Positions: header.Positions, heads: header.Heads, inner: header.Inner, labels: header.Labels,
		tensors: map[string]tensor{}, linear: map[string]*Linear{},
	}
	const most = 1 << 16 // so that no product of sizes overflows
	if e.Width <= 0 || e.Width > most || e.Width%64 != 0 || e.Width != e.heads*headWidth || e.inner <= 0 || e.inner > most || e.inner%64 != 0 ||
		e.Positions <= 0 || e.Positions > 256 || header.Layers <= 0 || header.Layers > 1000 {
		return nil, fmt.Errorf("encoder: cannot read with width %d, %d heads, inner %d, %d positions, %d layers", e.Width, e.heads, e.inner, e.Positions, header.Layers)
	}
	for _, t := range header.Tensors {
		if err := t.find(rest); err != nil {
			return nil, fmt.Errorf("encoder: %w", err)
		}
		e.tensors[t.Name] = t
	}
	return e, e.fill(header.Layers)
}

// find sets data, which lies in the bytes behind the header.
func (t *tensor) find(all string) error {
	const most = 1 << 22
	if t.Rows <= 0 || t.Cols <= 0 || t.Rows > most || t.Cols > most || t.At < 0 || t.At%64 != 0 || t.At > len(all) || t.Rows > len(all)/t.Cols {
		return fmt.Errorf("tensor %q has %d rows of %d at %d", t.Name, t.Rows, t.Cols, t.At)
	}
	size := t.Rows * t.Cols
	switch t.Kind {
	case "i8":
		size = (size+3)&^3 + 4*t.Rows
	case "f32":
		size *= 4
	case "bytes":
	default:
		return fmt.Errorf("tensor %q is of the unknown kind %q", t.Name, t.Kind)
	}
	if size > len(all)-t.At {
		return fmt.Errorf("tensor %q ends behind the file", t.Name)
	}
	t.data = all[t.At : t.At+size]
	return nil
}

// bytes and scalesOf are the two parts of a tensor of bytes.
func (t *tensor) bytes() string    { return t.data[:t.Rows*t.Cols] }
func (t *tensor) scalesOf() string { return t.data[len(t.data)-4*t.Rows:] }

// float returns number i of those in s.
func float(s string, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32([]byte(s[4*i : 4*i+4])))
}

func floats(s string) []float32 {
	v := make([]float32, len(s)/4)
	for i := range v {
		v[i] = float(s, i)
	}
	return v
}

// fill takes all parts from the tensors.
func (e *Encoder) fill(layers int) error {
	for name, t := range e.tensors {
		if t.Kind == "i8" && name != "embed.piece" {
			bias := e.Table(name + ".bias")
			if bias != nil && len(bias) != t.Rows {
				return fmt.Errorf("encoder: %q has %d rows, its bias %d numbers", name, t.Rows, len(bias))
			}
			l, err := newLinear(t.Cols, t.Rows, t.bytes(), floats(t.scalesOf()), bias)
			if err != nil {
				return fmt.Errorf("encoder: tensor %q: %w", name, err)
			}
			e.linear[name] = l
		}
	}
	var failed error
	fail := func(name string) {
		if failed == nil {
			failed = fmt.Errorf("encoder: tensor %q is missing or has the wrong size", name)
		}
	}
	table := func(name string, size int) []float32 {
		v := e.Table(name)
		if len(v) != size {
			fail(name)
		}
		return v
	}
	linear := func(name string, in, out int) *Linear {
		l := e.linear[name]
		if l == nil || l.In != in || l.Out != out {
			fail(name)
		}
		return l
	}
	normal := func(name string) norm {
		return norm{table(name+".weight", e.Width), table(name+".bias", e.Width)}
	}
	pieces := e.tensors["embed.piece"]
	if pieces.Kind != "i8" || pieces.Cols != e.Width {
		fail("embed.piece")
	} else {
		e.pieces, e.scales = pieces.bytes(), pieces.scalesOf()
	}
	vocabulary := e.tensors["vocab"]
	if vocabulary.Kind != "bytes" {
		fail("vocab")
	}
	e.vocabulary = vocabulary.data
	e.positions = table("embed.position", e.Positions*e.Width)
	e.shapes = table("embed.shape", shapes*e.Width)
	e.norm = normal("embed.norm")
	for i := range layers {
		at := "layer." + strconv.Itoa(i) + "."
		e.layers = append(e.layers, layer{
			qkv:   linear(at+"qkv", e.Width, 3*e.Width),
			out:   linear(at+"out", e.Width, e.Width),
			inner: linear(at+"inner", e.Width, e.inner),
			outer: linear(at+"outer", e.inner, e.Width),
			norm1: normal(at + "norm1"),
			norm2: normal(at + "norm2"),
		})
		if failed != nil {
			break
		}
	}
	return failed
}

// Labels returns the names of the labels of a head, nil if there are none.
func (e *Encoder) Labels(head string) []string { return e.labels[head] }

// Vocabulary returns the pieces of words, one a line; the first is number 0.
func (e *Encoder) Vocabulary() string { return e.vocabulary }

// Pieces returns the number of pieces that have a row.
func (e *Encoder) Pieces() int { return len(e.pieces) / e.Width }

// Linear returns the weights of that name, nil if there are none. All weights of
// eight bits are had so, the tensors of the biaffine scorers ("tree.U") too: those
// have no bias.
func (e *Encoder) Linear(name string) *Linear { return e.linear[name] }

// Table returns a copy of the tensor of that name, row by row, if its numbers have
// 32 bits, and else nil.
func (e *Encoder) Table(name string) []float32 {
	t := e.tensors[name]
	if t.Kind != "f32" {
		return nil
	}
	return floats(t.data)
}
