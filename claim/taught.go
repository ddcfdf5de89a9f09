package claim

import (
	_ "embed" // the weights
	"fmt"
	"sync"

	"assay"
	"assay/lang/neural"
)

//go:embed careful.bin
var carefulFile string

//go:embed fast.bin
var fastFile string

// taught is the weights that read claims off the states of words, if they were read
// carefully, and off features. Goroutines share them.
type taught struct {
	cues      map[uint32]bool // prints of the lemmas that may head a cue
	word, cue *neural.Linear  // of states; nil where words have none
	features  *neural.Words
	bias      []float32
	labels    *neural.Dense
	next      []float32 // scores of the steps from label to label
	claim     []float32 // of the greatest numbers of a window, of the cue's own, and a bias
	early     []float32 // of a cue by itself, and a bias: below zero it surely makes no claim
}

// labels of words as seen from a cue.
var labels = []string{"O", "B-source", "I-source", "B-content", "I-content"}

var (
	careful = sync.OnceValues(func() (*taught, error) { return newTaught(carefulFile) })
	fast    = sync.OnceValues(func() (*taught, error) { return newTaught(fastFile) })
)

func newTaught(file string) (*taught, error) {
	h, err := neural.ReadWeights(file)
	if err != nil {
		return nil, fmt.Errorf("claim: %w", err)
	}
	words, err := h.Words("features")
	if err != nil {
		return nil, fmt.Errorf("claim: %w", err)
	}
	t := &taught{cues: h.Prints("cues"), word: h.Linear("word"), cue: h.Linear("cue"), features: words, bias: h.Table("bias"),
		labels: h.Dense("labels", words.Width()), next: h.Table("next"), claim: h.Table("claim"), early: h.Table("early")}
	n := words.Width()
	if len(t.bias) != n || t.labels == nil || len(t.next) != len(labels)*len(labels) || len(t.claim) != 2*n+1 || len(t.early) != n+1 ||
		(t.word == nil) != (t.cue == nil) || t.word != nil && (t.word.Out != n || t.cue.Out != n || t.word.In != t.cue.In) {
		return nil, fmt.Errorf("claim: %w: a part of the weights is missing or has the wrong size", assay.ErrInvalid)
	}
	return t, nil
}

// A finding is what is read from one cue.
type finding struct {
	cue             int
	source, content [][2]int // tokens
	chance          float64  // that it is a claim
}

// likely is how likely a claim must be at least: that one is missed costs more than that
// one is read too much.
const likely = 0.3

// find returns what t reads of a report.
func (t *taught) find(s *Sight) (list []finding) {
	heads := s.Cues()
	if len(heads) == 0 {
		return nil
	}
	n := len(t.bias)
	cues := t.ofCues(s, heads)
	asked := make([]bool, len(s.doc.Tokens)) // in the window of a cue that is worth it
	for i, c := range heads {
		if t.worth(cues[i*n : (i+1)*n]) {
			for lo, hi := s.Window(c); lo < hi; lo++ {
				asked[lo] = true
			}
		}
	}
	desk, room := neural.OpenDesk(), neural.OpenDesk()
	defer desk.Close()
	defer room.Close()
	words := room.Zeros(len(asked) * n)
	t.words(words, s, asked)
	chain := neural.NewChain(labels, t.next)
	most := make([]float32, n)
	var f []uint64
	for i, c := range heads {
		if !t.worth(cues[i*n : (i+1)*n]) {
			continue
		}
		lo, hi := s.Window(c)
		desk.Clear()
		hidden := desk.Floats((hi - lo) * n)
		o := s.From(c)
		clear(most)
		for j := lo; j < hi; j++ {
			row := hidden[(j-lo)*n : (j-lo+1)*n]
			copy(row, cues[i*n:(i+1)*n])
			neural.Add(row, words[j*n:(j+1)*n])
			f = o.Seen(j, f[:0])
			t.features.AddTo(row, f)
			neural.Relu(row)
			neural.Raise(most, row)
		}
		chance := t.chance(most, hidden[(c-lo)*n:(c-lo+1)*n])
		if chance < likely {
			continue
		}
		scores := desk.Floats((hi - lo) * t.labels.Out)
		t.labels.Apply(scores, neural.Rows(hidden, n), hi-lo)
		found := finding{cue: c, chance: chance}
		path := chain.Best(scores, t.labels.Out, hi-lo)
		for k := 0; k < len(path); {
			end := k + 1
			for end < len(path) && path[k] > 0 && path[end] == path[k]+1 {
				end++
			}
			switch labels[path[k]] {
			case "B-source":
				found.source = append(found.source, [2]int{lo + k, lo + end})
			case "B-content":
				found.content = append(found.content, [2]int{lo + k, lo + end})
			}
			k = end
		}
		if len(found.content) > 0 {
			list = append(list, found)
		}
	}
	return list
}

// worth reports whether the words around a cue are worth asking. One in two is not.
func (t *taught) worth(cue []float32) bool {
	n := len(t.bias)
	sum := t.early[n]
	for k, v := range cue {
		sum += float32(max(v, 0) * t.early[k])
	}
	return sum >= 0
}

// words leaves in rows, which are zeros, what each token that is asked says by itself.
func (t *taught) words(rows []float32, s *Sight, asked []bool) {
	n, states := len(t.bias), s.states()
	var f []uint64
	for lo, hi := 0, 0; lo < len(asked); lo = hi {
		for hi = lo + 1; hi < len(asked) && asked[hi] == asked[lo]; hi++ {
		}
		if !asked[lo] {
			continue
		}
		if t.word != nil {
			t.word.Apply(rows[lo*n:hi*n], states.Slice(lo, hi))
		}
		for k := lo; k < hi; k++ {
			f = s.Token(k, f[:0])
			t.features.AddTo(rows[k*n:(k+1)*n], f)
		}
	}
}

// ofCues returns what cues say by themselves.
func (t *taught) ofCues(s *Sight, heads []int) []float32 {
	n := len(t.bias)
	rows := make([]float32, len(heads)*n)
	if t.cue != nil {
		all := s.states()
		some := neural.Rows8{Width: all.Width}
		for _, c := range heads {
			some.Data, some.Scales = append(some.Data, all.Data[c*all.Width:(c+1)*all.Width]...), append(some.Scales, all.Scales[c])
		}
		t.cue.Apply(rows, some)
	}
	var f []uint64
	for i, c := range heads {
		row := rows[i*n : (i+1)*n]
		neural.Add(row, t.bias)
		f = s.Cue(c, f[:0])
		t.features.AddTo(row, f)
	}
	return rows
}

// chance returns how likely a claim is that has the greatest numbers most in its window
// and its own in the row of its cue.
func (t *taught) chance(most, own []float32) float64 {
	n := len(t.bias)
	sum := t.claim[2*n]
	for k, v := range most {
		sum += float32(v * t.claim[k])
	}
	for k, v := range own {
		sum += float32(v * t.claim[n+k])
	}
	one := []float32{0, sum}
	neural.Softmax(one, 1, 2, 2)
	return float64(one[1])
}

func (s *Sight) states() neural.Rows8 {
	return neural.Rows8{Width: s.doc.States.Width, Data: s.doc.States.Data, Scales: s.doc.States.Scales}
}
