package coref

import (
	_ "embed" // the weights
	"encoding/json"
	"fmt"
	"math"
	"sync"

	"assay"
)

//go:embed weights.json
var weightsFile []byte

// weights are the networks: whether two reports are on one thing, whether two mentions
// tell of one event; the mean of several. Of two mentions of which the likelihood is, on
// average, Threshold parts of ten thousand, one event is made.
type weights struct {
	Reports   []network
	Mentions  []network
	Threshold int32
}

// A network is two layers: sums that are nothing where they would be negative, and a sum
// of these and of what comes in. What comes in is a comparison and, where Project is not
// empty, how two words compare by vectors that are learnt: products, and how far apart
// they are. It adds in a fixed order and never rounds twice, so that every processor
// gives the same.
type network struct {
	Project [][]float32 // per number of a learnt vector the weights of the given one
	Hidden  [][]float32 // per sum of the first layer: the weights of the input, and a bias behind
	Out     []float32   // of the sums, then of the input, and a bias behind
	by      [][]float32 // Hidden by the numbers of the input
}

// turn lays the weights out as they are read.
func (n *network) turn(in, width int) error {
	in += 2 * len(n.Project)
	if len(n.Hidden) == 0 || len(n.Hidden) > 64 || len(n.Out) != len(n.Hidden)+in+1 {
		return fmt.Errorf("coref: weights: %d sums, %d behind, of %d numbers", len(n.Hidden), len(n.Out), in)
	}
	for _, row := range n.Project {
		if len(row) != width {
			return fmt.Errorf("coref: weights: vectors of %d, want %d", len(row), width)
		}
	}
	n.by = make([][]float32, in+1)
	for i := range n.by {
		n.by[i] = make([]float32, len(n.Hidden))
	}
	for k, row := range n.Hidden {
		if len(row) != in+1 {
			return fmt.Errorf("coref: weights: %d numbers of a comparison, want %d", len(row)-1, in)
		}
		for i, w := range row {
			n.by[i][k] = w
		}
	}
	return nil
}

func readWeights(raw []byte) (*weights, error) {
	w := &weights{}
	if err := json.Unmarshal(raw, w); err != nil {
		return nil, fmt.Errorf("coref: weights: %w", err)
	}
	v, err := pieces()
	if err != nil {
		return nil, err
	}
	reports, mentions, err := sizes()
	if err != nil {
		return nil, err
	}
	if len(w.Reports) == 0 || len(w.Mentions) == 0 {
		return nil, fmt.Errorf("coref: weights: none")
	}
	for i := range w.Reports {
		if err := w.Reports[i].turn(reports, 0); err != nil {
			return nil, err
		}
	}
	for i := range w.Mentions {
		if err := w.Mentions[i].turn(mentions, v.Width); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// sizes returns how many numbers compare two reports, and two mentions.
func sizes() (reports, mentions int, err error) {
	doc := assay.NewDoc(&assay.Report{})
	doc.Tokens = []assay.Token{{Head: -1}}
	p, _, err := newPile([]Report{{doc, [][]int{{0}}}})
	if err != nil {
		return 0, 0, err
	}
	var v vector
	p.compare(&v, &p.mentions[0], &p.mentions[0])
	return len(p.compareReports()), len(v.at), nil
}

// learnt are the weights that the program has.
var learnt = sync.OnceValues(func() (*weights, error) { return readWeights(weightsFile) })

// project returns the learnt vector of a given one.
func (n *network) project(u unit) []float32 {
	z := make([]float32, len(n.Project))
	for k, row := range n.Project {
		sum := float32(0)
		for i, x := range u {
			sum += float32(float32(x) * row[i])
		}
		z[k] = sum / one
	}
	return z
}

// most is where the logarithm of odds ends: at some four hundred to one.
const most = 6

// score returns the mean of what networks make of x, in thousandths of the logarithm of
// the odds; a and b are the learnt vectors by network, if there are any.
func score(networks []network, x []float32, a, b [][]float32) int32 {
	var buf [64]float32
	all := float32(0)
	for k := range networks {
		n := &networks[k]
		hidden := buf[:len(n.Hidden)]
		copy(hidden, n.by[len(n.by)-1])
		direct := n.Out[len(hidden):]
		out := direct[len(direct)-1]
		add := func(i int, v float32) {
			if v == 0 {
				return
			}
			out += float32(v * direct[i])
			row := n.by[i][:len(hidden)]
			for k := range hidden {
				hidden[k] += float32(v * row[k])
			}
		}
		for i, v := range x {
			add(i, v)
		}
		if len(n.Project) > 0 {
			for i, v := range a[k] {
				add(len(x)+i, float32(v*b[k][i]))
			}
			for i, v := range a[k] {
				add(len(x)+len(n.Project)+i, max(v-b[k][i], b[k][i]-v))
			}
		}
		for i, v := range hidden {
			if v > 0 {
				out += float32(v * n.Out[i])
			}
		}
		all += out
	}
	return int32(math.Round(float64(1000 * min(most, max(-most, all/float32(len(networks)))))))
}
