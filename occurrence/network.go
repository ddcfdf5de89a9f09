package occurrence

import (
	_ "embed" // the weights
	"encoding/json"
	"fmt"
	"math"
	"sync"

	"assay/lang/neural"
)

//go:embed weights.json
var weightsFile []byte

// weights are the networks: what speaks for one occurrence and one question of two items,
// for a figure's answering a question of its own, for one question and for one occurrence
// of two groups of items.
type weights struct{ Pair, Ask, Same, One network }

// A network is two layers: sums that are nothing where they would be negative, and
// sums of these. It adds in a fixed order and never rounds twice, so that every processor
// gives the same.
type network struct {
	Hidden [][]float32 // per sum of the first layer: the weights of the input, and a bias behind
	Out    [][]float32 // likewise of the second
	by     [][]float32 // Hidden by the numbers of the input
}

// turn lays the weights out as they are read: most numbers of a comparison are zero.
func (n *network) turn() {
	if len(n.Hidden) == 0 {
		return
	}
	n.by = make([][]float32, len(n.Hidden[0]))
	for i := range n.by {
		n.by[i] = make([]float32, len(n.Hidden))
		for k := range n.Hidden {
			n.by[i][k] = n.Hidden[k][i]
		}
	}
}

// nobody is an item of which nothing is known.
func nobody() *item {
	r := &report{Report: &Report{}}
	return &item{rep: r, mention: &mention{line: &line{}, figure: &figure{}, event: -1, region: -1, instead: -1, was: -1}}
}

func readWeights(raw []byte) (*weights, error) {
	w := &weights{}
	if err := json.Unmarshal(raw, w); err != nil {
		return nil, fmt.Errorf("occurrence: weights: %w", err)
	}
	var v vector
	it := nobody()
	v.compare(it, it)
	pairs := len(v.at)
	v.ask(it)
	asks := len(v.at)
	v.bundles(alone(it))
	for _, c := range [...]struct {
		n       *network
		in, out int
	}{{&w.Pair, pairs, 2}, {&w.Ask, asks, 1}, {&w.Same, len(v.at), 1}, {&w.One, len(v.at), 1}} {
		if c.n != &w.Pair && c.n != &w.Ask && len(c.n.Hidden) == 0 {
			continue // to learn from, groups stay as they are
		}
		if len(c.n.Hidden) == 0 || len(c.n.Hidden) > 64 {
			return nil, fmt.Errorf("occurrence: weights: %d sums", len(c.n.Hidden))
		}
		if len(c.n.Out) != c.out {
			return nil, fmt.Errorf("occurrence: weights: %d answers, want %d", len(c.n.Out), c.out)
		}
		for _, row := range c.n.Hidden {
			if len(row) != c.in+1 {
				return nil, fmt.Errorf("occurrence: weights: %d numbers of a comparison, want %d", len(row)-1, c.in)
			}
		}
		for _, row := range c.n.Out {
			if len(row) != len(c.n.Hidden)+1 {
				return nil, fmt.Errorf("occurrence: weights: %d sums, want %d", len(row)-1, len(c.n.Hidden))
			}
		}
	}
	w.Pair.turn()
	w.Ask.turn()
	w.Same.turn()
	w.One.turn()
	return w, nil
}

// nothing are weights by which nothing is put together.
var nothing = &weights{Pair: network{Out: [][]float32{{-surest}, {-surest}}}, Ask: network{Out: [][]float32{{surest}}}}

// learnt are the weights that the program has. That they can be read is held by a test; if
// they could not, nothing would be put together.
var learnt = sync.OnceValue(func() *weights {
	if w, err := readWeights(weightsFile); err == nil {
		return w
	}
	return nothing
})

// score returns the outputs for x, in units of which a thousand are one in the logarithm of
// the odds.
func (n *network) score(x []float32, out []int32) {
	var buf [64]float32
	hidden := buf[:min(len(buf), len(n.Hidden))]
	if len(hidden) > 0 {
		copy(hidden, n.by[len(x)])
	}
	for i, v := range x[:max(0, len(n.by)-1)] {
		switch v {
		case 0:
		case 1:
			neural.Add(hidden, n.by[i])
		default:
			neural.AddTimes(hidden, n.by[i], v)
		}
	}
	for k, row := range n.Out {
		sum := row[len(hidden)]
		for i, v := range hidden {
			if v > 0 {
				sum += float32(v * row[i])
			}
		}
		out[k] = int32(math.Round(float64(min(surest, max(-surest, sum))) * 1000))
	}
}

// A Network is one that another package has learnt, of the same form.
type Network = network

// Ready is to be called before Score.
func (n *network) Ready() { n.turn() }

// Score is score, with nothing for all outputs where the network is for other input.
func (n *network) Score(x []float32, out []int32) {
	if len(n.by) == len(x)+1 && len(n.Out) == len(out) {
		n.score(x, out)
	}
}

// surest is the most that one comparison says: that something is a few thousand times
// likelier than not.
const surest = 8
