// Package attribution finds which stretches of a report are given to somebody:
// the source, the cue and the content of each attribution, in the terms of PARC 3
// (Pareti, LREC 2016) and PolNeAR (Newell et al., LREC 2018).
//
// In come what package lang has read: where it read carefully, the states of the
// words, off which heads read the three kinds of pieces and to which cue each source
// and each content belongs; where it read fast, tokens, trees and names, of which a
// network of its own (the kernels are lang/neural's, the training internal/train's)
// makes the pieces and a linear model the ties. Out goes doc.Attributions, with
// confidences.
//
// The labels are flat, as those of the corpus are: what somebody reports within
// another's words is found by package claim, which also decides which of these
// are claims.
package attribution

import (
	"context"
	"strings"
	"sync"

	"assay"
	"assay/lang/neural"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct{}

// New returns the stage that sets doc.Attributions.
func New(Options) assay.Stage {
	fast, thorough := &sync.Pool{}, &sync.Pool{}
	return assay.Stage{
		Name:    "attribution",
		Summary: "source, cue and content of what is attributed",
		Version: 3,
		Reads:   assay.Regions | assay.Tokens,
		Writes:  assay.Attributions,
		Run: func(_ context.Context, doc *assay.Doc) error {
			if doc.States.Careful {
				return readBy(thorough, newCareful, doc)
			}
			return readBy(fast, NewReader, doc)
		},
	}
}

// readBy reads doc with a reader of those that are free, or with a new one.
func readBy[R interface {
	Read(*assay.Doc) []assay.Attribution
}](free *sync.Pool, fresh func() (R, error), doc *assay.Doc) error {
	r, ok := free.Get().(R)
	if !ok {
		var err error
		if r, err = fresh(); err != nil {
			return err
		}
	}
	defer free.Put(r)
	doc.Attributions = r.Read(doc)
	return nil
}

// Labels are the kinds of pieces, in the order in which they are numbered.
var Labels = [...]string{"source", "cue", "content"}

// The kinds of pieces.
const (
	Source = iota
	Cue
	Content
)

// A Piece is a run of tokens of one kind.
type Piece struct {
	Kind       int
	From, To   int     // tokens, half open
	Confidence float64 // the least of its tokens'; the careful reader's times its tie's
}

// A Reader reads reports by the network of its own, which sees tokens, trees and
// names. It is for one goroutine.
type Reader struct {
	model    *neural.Model
	net      *neural.Reader
	weights  Weights // of links
	numbers  []int32
	rows     [][]int32
	features []uint64
	scores   []float32
}

var model = sync.OnceValues(func() (*neural.Model, error) { return neural.Read(words, layers) })

// NewReader returns a Reader with the built-in weights. The first call in a
// program reads them.
func NewReader() (*Reader, error) {
	m, err := model()
	if err != nil {
		return nil, err
	}
	w, err := linkWeights()
	if err != nil {
		return nil, err
	}
	return &Reader{model: m, net: neural.NewReader(m), weights: w}, nil
}

// Read returns the attributions of doc. It changes nothing.
func (r *Reader) Read(doc *assay.Doc) []assay.Attribution {
	if len(doc.Tokens) == 0 {
		return nil
	}
	s := Look(doc)
	r.scores = r.scores[:0]
	width := 0
	for from := 0; from < len(doc.Tokens); {
		to := s.stretch(from)
		var scores []float32
		scores, width = r.label(s, from, to)
		r.scores = append(r.scores, scores...)
		from = to
	}
	pieces := Pieces(r.model.Labels[0], r.scores, width, len(doc.Tokens))
	return attributions(doc, pieces, s.Tie(pieces, r.weights))
}

// label returns the scores of the labels of tokens [from, to).
func (r *Reader) label(s *Sight, from, to int) (scores []float32, width int) {
	r.numbers, r.rows = r.numbers[:0], r.rows[:0]
	for i := from; i < to; i++ {
		r.features = s.Features(i, r.features)
		at := len(r.numbers)
		r.numbers = r.model.Words().Rows(r.features, r.numbers)
		r.rows = append(r.rows, r.numbers[at:])
	}
	return r.net.Label(r.rows)
}

// Long reports are read in stretches of some thousand tokens, cut where a paragraph
// ends if one does.
const (
	enough = 1000
	most   = 2000
)

// stretch returns where the stretch that begins at token from ends.
func (s *Sight) stretch(from int) int {
	n := len(s.doc.Tokens)
	for to := from + enough; to < min(n, from+most); to++ {
		if s.edges(to)&2 != 0 {
			return to
		}
	}
	return min(n, from+most)
}

// kindOf returns the kind of the pieces that a label is for: "B-cue".
func kindOf(label string) int {
	for k, name := range Labels {
		if strings.HasSuffix(label, "-"+name) {
			return k
		}
	}
	return -1
}
