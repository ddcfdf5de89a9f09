package neural

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"unsafe"
)

// An Encoder is the weights of a pretrained transformer (BERT's, post-norm) and of
// the heads that read it. Goroutines may share it. Pieces go in, a vector of Width
// numbers for each, its state, comes out; Encoding does the work.
type Encoder struct {
	Width     int // numbers of a state
	Positions int // pieces that a window may have at most

	*Weights
	heads, inner int

	pieces     Vectors
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

// Weights are those of a file, by name. Goroutines may share them.
type Weights struct {
	sizes   sizes
	labels  map[string][]string
	tensors map[string]tensor

	mu     sync.Mutex
	linear map[string]*Linear // those that were asked for
}

// Vectors are rows of eight-bit numbers with a scale each, used where they lie.
type Vectors struct {
	Width  int
	rows   string
	scales string
}

// Len returns how many rows there are.
func (v *Vectors) Len() int { return len(v.scales) / 4 }

// AddTo adds row i to x.
func (v *Vectors) AddTo(x []float32, i int32) { v.AddAll(x, []int32{i}) }

// AddAll adds rows to x, of Width numbers, one after the other.
func (v *Vectors) AddAll(x []float32, rows []int32) { v.addAll(x, rows, native) }

func (v *Vectors) addAll(x []float32, rows []int32, k kernels) {
	x = x[:v.Width]
	if k >= avx2 && v.Width%16 == 0 && v.Width > 0 && len(rows) > 0 {
		n := len(v.rows) / v.Width
		for _, i := range rows {
			if i < 0 || int(i) >= n || int(i) >= v.Len() {
				panic("neural: no such vector")
			}
		}
		bytes, scales := unsafe.StringData(v.rows), unsafe.StringData(v.scales)
		if k == vnni {
			sumVectors16(&x[0], bytes, scales, &rows[0], len(rows), v.Width)
		} else {
			sumVectors(&x[0], bytes, scales, &rows[0], len(rows), v.Width)
		}
		return
	}
	for _, i := range rows {
		row, scale := v.rows[int(i)*v.Width:(int(i)+1)*v.Width], float(v.scales, int(i))
		for k := range x {
			x[k] = fma(float32(int8(row[k])), scale, x[k])
		}
	}
}

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

// sizes are what the header of a file of weights says of an encoder.
type sizes struct{ Width, Heads, Layers, Inner, Positions int }

// ReadWeights reads a file of weights: eight bytes "assaye1\n", the length of the
// header (four bytes, the lowest first), the header in JSON, zeros up to a multiple
// of 64, and the tensors, each at a multiple of 64 from there. Kind "i8" is rows of
// bytes with a sign, zeros up to a multiple of four, and a scale for each row; "f32"
// rows of numbers; "bytes" text; "vectors" is laid out as "i8". Those of kind "i8" may
// be had packed for multiplication, both they and vectors as they lie there.
func ReadWeights(file string) (*Weights, error) {
	var header struct {
		sizes
		Labels  map[string][]string
		Tensors []tensor
	}
	rest, ok := strings.CutPrefix(file, encoderMagic)
	size, ok2 := number(&rest)
	text, ok3 := cut(&rest, int(size))
	if !ok || !ok2 || !ok3 {
		return nil, fmt.Errorf("weights: not a file of weights, or cut short")
	}
	if err := json.Unmarshal([]byte(text), &header); err != nil {
		return nil, fmt.Errorf("weights: header: %w", err)
	}
	if _, ok := cut(&rest, -(len(file)-len(rest))&63); !ok {
		return nil, fmt.Errorf("weights: the file ends in its header")
	}
	w := &Weights{sizes: header.sizes, labels: header.Labels, tensors: map[string]tensor{}, linear: map[string]*Linear{}}
	for _, t := range header.Tensors {
		if err := t.find(rest); err != nil {
			return nil, fmt.Errorf("weights: %w", err)
		}
		if t.Kind == "i8" && strings.IndexByte(t.bytes(), 0x80) >= 0 {
			return nil, fmt.Errorf("weights: tensor %q: a weight is -128", t.Name)
		}
		w.tensors[t.Name] = t
	}
	for name, t := range w.tensors {
		if bias := w.tensors[name+".bias"]; t.Kind == "i8" && bias.Kind == "f32" && len(bias.data) != 4*t.Rows {
			return nil, fmt.Errorf("weights: %q has %d rows, its bias %d numbers", name, t.Rows, len(bias.data)/4)
		}
	}
	return w, nil
}

// ReadEncoder makes an Encoder of a file of weights.
func ReadEncoder(file string) (*Encoder, error) {
	w, err := ReadWeights(file)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	return NewEncoder(w)
}

// NewEncoder makes an Encoder of weights, whose header has its sizes.
func NewEncoder(w *Weights) (*Encoder, error) {
	header := w.sizes
	e := &Encoder{Weights: w, Width: header.Width, Positions: header.Positions, heads: header.Heads, inner: header.Inner}
	const most = 1 << 16 // so that no product of sizes overflows
	if e.Width <= 0 || e.Width > most || e.Width%64 != 0 || e.Width != e.heads*headWidth || e.inner <= 0 || e.inner > most || e.inner%64 != 0 ||
		e.Positions <= 0 || e.Positions > 256 || header.Layers <= 0 || header.Layers > 1000 {
		return nil, fmt.Errorf("encoder: cannot read with width %d, %d heads, inner %d, %d positions, %d layers", e.Width, e.heads, e.inner, e.Positions, header.Layers)
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
	case "i8", "vectors":
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

func (t *tensor) vectors() Vectors { return Vectors{t.Cols, t.bytes(), t.scalesOf()} }

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
		l := e.Linear(name)
		if l == nil || l.In != in || l.Out != out {
			fail(name)
		}
		return l
	}
	normal := func(name string) norm {
		return norm{table(name+".weight", e.Width), table(name+".bias", e.Width)}
	}
	if e.pieces = e.Vectors("embed.piece"); e.pieces.Width != e.Width {
		fail("embed.piece")
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
func (w *Weights) Labels(head string) []string { return w.labels[head] }

// Vocabulary returns the pieces of words, one a line; the first is number 0.
func (e *Encoder) Vocabulary() string { return e.vocabulary }

// Pieces returns the number of pieces that have a row.
func (e *Encoder) Pieces() int { return e.pieces.Len() }

// Piece adds the vector of a piece, as it stands in no text, to x.
func (e *Encoder) Piece(x []float32, id int32) { e.pieces.AddTo(x, id) }

// Linear returns the weights of that name, nil if there are none, packed when they are
// first asked for. All weights of eight bits are had so, the tensors of the biaffine
// scorers ("tree.U") too: those have no bias.
func (w *Weights) Linear(name string) *Linear {
	t, ok := w.tensors[name]
	if !ok || t.Kind != "i8" {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	l := w.linear[name]
	if l == nil {
		l = newLinear(t.Cols, t.Rows, t.bytes(), floats(t.scalesOf()), w.Table(name+".bias"))
		w.linear[name] = l
	}
	return l
}

// Table returns a copy of the tensor of that name, row by row, if its numbers have
// 32 bits, and else nil.
func (w *Weights) Table(name string) []float32 {
	t := w.tensors[name]
	if t.Kind != "f32" {
		return nil
	}
	return floats(t.data)
}

// Vectors returns the vectors of that name; there are none where it is of another kind.
func (w *Weights) Vectors(name string) Vectors {
	t := w.tensors[name]
	if t.Kind != "vectors" && t.Kind != "i8" {
		return Vectors{}
	}
	return t.vectors()
}

// Bytes returns the bytes of that name, "" if it is of another kind.
func (w *Weights) Bytes(name string) string {
	t := w.tensors[name]
	if t.Kind != "bytes" {
		return ""
	}
	return t.data
}
