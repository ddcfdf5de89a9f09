package neural

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
)

// A Model is a network with the numbers of its features and the names of its
// labels.
type Model struct {
	Net    *Network
	Labels [2][]string // of the tags and of the relations

	words Words
}

// Words are the vectors of the features, in the form in which they are stored:
// eight bits a number, with a scale for each row.
type Words struct {
	rows  Vectors
	index index
}

const (
	wordsMagic  = "assayn1\n"
	layersMagic = "assaym1\n"
)

var errFile = errors.New("network: broken file")

// Print is what is kept of a hash. Features of one network must differ in it.
func Print(hash uint64) uint32 { return max(1, uint32(hash>>32)^uint32(hash)*0x9E3779B1) }

// Row returns the number of a feature, given as a hash, and whether it has one.
func (w *Words) Row(hash uint64) (int32, bool) { return w.index.of(Print(hash)) }

// An index has the numbers of prints: open addressing, print and number side by side;
// a print of 0 is free.
type index [][2]uint32

// newIndex makes an index with room for n prints.
func newIndex(n int) index {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return make(index, size)
}

// set gives print p, which has none, the number n.
func (x index) set(p uint32, n int) {
	at := int(p) & (len(x) - 1)
	for x[at][0] != 0 {
		at = (at + 1) & (len(x) - 1)
	}
	x[at] = [2]uint32{p, uint32(n)}
}

// of returns the number of print p, and whether it has one.
func (x index) of(p uint32) (int32, bool) {
	for at := int(p) & (len(x) - 1); ; at = (at + 1) & (len(x) - 1) {
		if x[at][0] == p {
			return int32(x[at][1]), true
		}
		if x[at][0] == 0 {
			return 0, false
		}
	}
}

// Rows appends to rows those of a word's features, of which the first is the word
// itself; row 0 stands for unknown words.
func (w *Words) Rows(features []uint64, rows []int32) []int32 {
	for k, h := range features {
		if n, ok := w.Row(h); ok || k == 0 {
			rows = append(rows, n)
		}
	}
	return rows
}

// AddTo adds the vectors of those of the features, given as hashes, that there are to x.
func (w *Words) AddTo(x []float32, features []uint64) {
	var room [64]int32
	rows := room[:0]
	for _, h := range features {
		if n, ok := w.Row(h); ok {
			rows = append(rows, n)
		}
	}
	w.rows.AddAll(x, rows)
}

// Words returns the vectors of the features.
func (m *Model) Words() *Words { return &m.words }

// FormatWords returns the stored form of the rows of n.Embed, of which keys names
// those behind the first.
func FormatWords(n *Network, keys []uint64) ([]byte, error) {
	w := n.Shape.Width
	if len(n.Embed) != (len(keys)+1)*w {
		return nil, fmt.Errorf("network: %d features for %d numbers", len(keys), len(n.Embed))
	}
	seen := map[uint32]bool{}
	out := append([]byte(wordsMagic), byte(w))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(keys)))
	for _, k := range keys {
		if p := Print(k); seen[p] {
			return nil, fmt.Errorf("network: two features have the print %x", p)
		}
		seen[Print(k)] = true
		out = binary.LittleEndian.AppendUint32(out, Print(k))
	}
	var rows []byte
	for i := range len(keys) + 1 {
		row := n.Embed[i*w : (i+1)*w]
		scale := span(row) / 127
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
		for _, v := range row {
			rows = append(rows, byte(int8(math.Round(float64(v/scale)))))
		}
	}
	return append(out, rows...), nil
}

// span returns the greatest size of a number in v, or something small.
func span(v []float32) float32 {
	top := float32(1e-9)
	for _, x := range v {
		top = max(top, x, -x)
	}
	return top
}

// FormatLayers returns the stored form of all other weights: 16 bits a number,
// with a scale for each row.
func FormatLayers(n *Network, tags, rels []string) []byte {
	s := n.Shape
	out := append([]byte(layersMagic), byte(s.Width), byte(s.Layers), byte(s.Arc), byte(s.Rel))
	for _, labels := range [][]string{tags, rels} {
		text := strings.Join(labels, "\n")
		out = binary.LittleEndian.AppendUint32(out, uint32(len(text)))
		out = append(out, text...)
	}
	for _, row := range n.rows() {
		scale := span(row) / 32767
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
		for _, v := range row {
			out = binary.LittleEndian.AppendUint16(out, uint16(int16(math.Round(float64(v/scale)))))
		}
	}
	return out
}

// rows returns all weights but the vectors of the features, in the order in which
// they are stored.
func (n *Network) rows() (list [][]float32) {
	for _, d := range n.Parts() {
		for i := range d.In {
			list = append(list, d.W[i*d.Out:(i+1)*d.Out])
		}
		list = append(list, d.B)
	}
	return append(list, n.Dist)
}

// Read makes a Model of what FormatWords and FormatLayers wrote. The vectors of
// the features are used where they lie.
func Read(words, layers string) (*Model, error) {
	m := &Model{}
	if err := m.readLayers(layers); err != nil {
		return nil, err
	}
	if err := m.words.read(words); err != nil {
		return nil, err
	}
	if m.words.rows.Width != m.Net.Shape.Width {
		return nil, errFile
	}
	return m, nil
}

// cut takes n bytes off the front of s.
func cut(s *string, n int) (string, bool) {
	if n < 0 || n > len(*s) {
		return "", false
	}
	head := (*s)[:n]
	*s = (*s)[n:]
	return head, true
}

func number(s *string) (uint32, bool) {
	b, ok := cut(s, 4)
	if !ok {
		return 0, false
	}
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24, true
}

func (w *Words) read(s string) error {
	head, ok := cut(&s, len(wordsMagic)+1)
	count, ok2 := number(&s)
	if !ok || !ok2 || head[:len(wordsMagic)] != wordsMagic {
		return errFile
	}
	width := int(head[len(wordsMagic)])
	n := int(count)
	if n < 0 || n > len(s) || len(s) != 4*n+(n+1)*(4+width) {
		return errFile
	}
	w.index = newIndex(n)
	for i := range n {
		p, _ := number(&s)
		w.index.set(p, i+1)
	}
	scales, _ := cut(&s, 4*(n+1))
	w.rows = Vectors{width, s, scales}
	return nil
}

func (m *Model) readLayers(s string) error {
	head, ok := cut(&s, len(layersMagic)+4)
	if !ok || head[:len(layersMagic)] != layersMagic {
		return errFile
	}
	b := head[len(layersMagic):]
	shape := Shape{Width: int(b[0]), Layers: int(b[1]), Arc: int(b[2]), Rel: int(b[3])}
	for k := range m.Labels {
		n, ok := number(&s)
		text, ok2 := cut(&s, int(n))
		if !ok || !ok2 {
			return errFile
		}
		m.Labels[k] = strings.Split(text, "\n")
	}
	shape.Tags, shape.Rels = len(m.Labels[0]), len(m.Labels[1])
	if shape.Width%32 != 0 || shape.Layers < 2 || shape.Width == 0 || shape.Arc%Lanes != 0 || shape.Arc > 0 && shape.Rel == 0 || shape.Rel%Lanes != 0 || shape.Tags > 255 || shape.Rels > 255 {
		return errFile
	}
	m.Net = New(shape, 0)
	for _, row := range m.Net.rows() {
		bits, ok := number(&s)
		text, ok2 := cut(&s, 2*len(row))
		if !ok || !ok2 {
			return errFile
		}
		scale := math.Float32frombits(bits)
		for i := range row {
			row[i] = scale * float32(int16(uint16(text[2*i])|uint16(text[2*i+1])<<8))
		}
	}
	if s != "" {
		return errFile
	}
	for _, d := range m.Net.Parts() {
		d.pack()
	}
	return nil
}
