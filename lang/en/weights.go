package en

import (
	_ "embed" // the weights
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sync"
)

// Weights are the trained weights of one linear classifier. They lie in the
// form in which they are stored: features are found by the upper bits of their
// hash (the bucket) and, inside the bucket, by 16 further bits (the print).
type Weights struct {
	labels []string
	shift  uint     // a hash shifted right by this is its bucket
	starts []uint32 // bucket -> offset in rows; one more than there are buckets
	rows   string   // print (2 bytes), number of pairs (1), pairs of label (1) and weight (1)
}

// Labels returns the classes in the order of their numbers. The caller must not
// change it.
func (w *Weights) Labels() []string { return w.labels }

// PrintBits is the number of hash bits that tell features of one bucket apart.
const PrintBits = 16

// batch is how many features Score takes at once.
const batch = 128

// Score adds up, for each label, the weights of the features given as hashes,
// and leaves the sums in scores, which has one element a label.
func (w *Weights) Score(features []uint64, scores []int32) {
	clear(scores)
	for len(features) > batch {
		w.add(features[:batch], scores)
		features = features[batch:]
	}
	w.add(features, scores)
}

// add does one batch. Nearly all the time goes into waiting for memory, so all
// rows are touched first: the processor fetches them side by side.
func (w *Weights) add(features []uint64, scores []int32) {
	var from, to [batch]uint32
	rows := w.rows
	touched := 0
	for i, h := range features {
		b := h >> w.shift
		from[i&(batch-1)], to[i&(batch-1)] = w.starts[b], w.starts[b+1]
	}
	for i := range features {
		if at := from[i&(batch-1)]; int(at) < len(rows) {
			touched += int(rows[at])
		}
	}
	if touched < 0 { // never; keeps the reads from being thrown away
		return
	}
	for i, h := range features {
		print := uint16(h >> (w.shift - PrintBits))
		at, end := int(from[i&(batch-1)]), int(to[i&(batch-1)])
		for at < end {
			n := int(rows[at+2])
			next := at + 3 + 2*n
			if uint16(rows[at])|uint16(rows[at+1])<<8 == print {
				for row := rows[at+3 : next]; len(row) >= 2; row = row[2:] {
					scores[row[0]] += squares[row[1]]
				}
				break
			}
			at = next
		}
	}
}

// squares holds what each stored weight stands for: its square, with its sign.
// So one byte serves both the few large weights of frequent features and the
// many small ones.
var squares = func() (t [256]int32) {
	for i := range t {
		v := int32(int8(i))
		t[i] = v * max(v, -v)
	}
	return t
}()

// Encode returns the stored form of a weight between -1 and 1.
func Encode(v float32) int8 {
	q := math.Round(math.Sqrt(math.Abs(float64(v))) * 127)
	return int8(math.Copysign(min(q, 127), float64(v)))
}

// magic opens a file of weights.
const magic = "assayw1\n"

var errWeights = errors.New("weights: broken file")

// Read makes Weights of what Format wrote. The rows are used where they lie.
func Read(data string) (*Weights, error) {
	if len(data) < len(magic)+3 || data[:len(magic)] != magic {
		return nil, errWeights
	}
	at := len(magic)
	bits := uint(data[at])
	count := int(data[at+1])
	at += 2
	if bits < 1 || bits > 24 {
		return nil, errWeights
	}
	w := &Weights{shift: 64 - bits, labels: make([]string, count)}
	for i := range w.labels {
		if at >= len(data) || at+1+int(data[at]) > len(data) {
			return nil, errWeights
		}
		n := int(data[at])
		w.labels[i] = data[at+1 : at+1+n]
		at += 1 + n
	}
	w.starts = make([]uint32, 1<<bits+1)
	total := uint32(0)
	for b := range 1 << bits {
		// A varint of at most three bytes: the length of the bucket.
		n := uint32(0)
		for s := 0; ; s += 7 {
			if at >= len(data) || s > 21 {
				return nil, errWeights
			}
			c := data[at]
			at++
			n |= uint32(c&127) << s
			if c < 128 {
				break
			}
		}
		total += n
		w.starts[b+1] = total
	}
	w.rows = data[at:]
	if len(w.rows) != int(total) {
		return nil, errWeights
	}
	return w, w.check()
}

// check walks over the rows, so that Score need not look where it steps.
func (w *Weights) check() error {
	for b, start := range w.starts[:len(w.starts)-1] {
		at, end := int(start), int(w.starts[b+1])
		for at < end {
			if at+3 > end || at+3+2*int(w.rows[at+2]) > end {
				return errWeights
			}
			next := at + 3 + 2*int(w.rows[at+2])
			for k := at + 3; k < next; k += 2 {
				if int(w.rows[k]) >= len(w.labels) {
					return errWeights
				}
			}
			at = next
		}
	}
	return nil
}

// A Row is one feature with its weights, as the trainer knows it.
type Row struct {
	Hash  uint64
	Pairs []Pair
}

// A Pair is a label's number and its weight.
type Pair struct {
	Label  uint8
	Weight int8
}

// Format returns the stored form of rows, which must be in order of Hash, for a
// table of 1<<bits buckets.
func Format(labels []string, bits uint, rows []Row) ([]byte, error) {
	if len(labels) > 255 || bits < 1 || bits > 24 {
		return nil, fmt.Errorf("weights: %d labels, %d bits", len(labels), bits)
	}
	head := append([]byte(magic), byte(bits), byte(len(labels)))
	for _, l := range labels {
		head = append(append(head, byte(len(l))), l...)
	}
	lengths := make([]uint64, 1<<bits)
	var body []byte
	for _, r := range rows {
		if len(r.Pairs) > 255 {
			return nil, fmt.Errorf("weights: %d labels for one feature", len(r.Pairs))
		}
		body = binary.LittleEndian.AppendUint16(body, uint16(r.Hash>>(64-bits-PrintBits)))
		body = append(body, byte(len(r.Pairs)))
		for _, p := range r.Pairs {
			body = append(body, p.Label, byte(p.Weight))
		}
		lengths[r.Hash>>(64-bits)] += uint64(3 + 2*len(r.Pairs))
	}
	for _, n := range lengths {
		head = binary.AppendUvarint(head, n)
	}
	return append(head, body...), nil
}

//go:embed tree-words.bin
var treeWords string

//go:embed tree.bin
var treeBin string

//go:embed name.bin
var nameBin string

//go:embed lemmas.txt
var lemmas string

// TreeWords returns the vectors of the features of the network of tags and trees
// in their stored form; package neural reads them.
func TreeWords() string { return treeWords }

// Trees returns the layers of that network; its labels are "UPOS XPOS", and the
// relations.
func Trees() string { return treeBin }

// Namer returns the weights of the name finder; its labels are "O" and
// "B-PER" and the like (BILOU). The first call reads them.
func Namer() (*Weights, error) { return namer() }

var namer = sync.OnceValues(func() (*Weights, error) { return Read(nameBin) })

// Lemmas returns the table of lemmas in its stored form; package lang reads it.
func Lemmas() string { return lemmas }
