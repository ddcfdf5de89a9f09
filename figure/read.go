package figure

import (
	"slices"

	"assay/lang/neural"
)

// A look is what the heads make of a candidate.
type look struct {
	candidate int
	is        float32 // how likely it is a figure
	vector    []float32
	answers   []float32 // the scores of all answers
	trigger   int       // the token that says what happened, or none
}

// A reader reads one report. It is for one goroutine.
type reader struct {
	*Sight
	h      *heads
	scales map[string]scale
}

// tokens returns the vectors of some tokens, and the sums of their pieces'.
func (r *reader) tokens(which []int) (x, words []float32) {
	s := &r.States
	states := neural.Rows8{Width: s.Width}
	words = make([]float32, 0, len(which)*r.h.pieces.Width)
	for _, i := range which {
		states.Data = append(states.Data, s.Data[i*s.Width:(i+1)*s.Width]...)
		states.Scales = append(states.Scales, s.Scales[i])
		at := len(words)
		words = append(words, make([]float32, r.h.pieces.Width)...)
		for _, id := range s.Pieces[i] {
			r.h.pieces.AddTo(words[at:], id)
		}
	}
	x = r.h.token.Of(states)
	neural.Add(x, r.h.piece.Of(neural.Small(words, r.h.pieces.Width)))
	neural.Relu(x)
	return x, words
}

// worth leaves out those told in the singular that are surely no figures, before the
// sentence is looked at for what happened: nine in ten. z holds their vectors.
func (r *reader) worth(which []int, z []float32) ([]int, []float32) {
	width := r.h.token.Out
	var some []int
	kept := z[:0]
	for n, k := range which {
		own := z[n*width : (n+1)*width]
		if r.Candidates[k].Quantity < 0 && neural.Dot(own, r.h.early[:width])+r.h.early[width] < 0 {
			continue
		}
		some, kept = append(some, k), append(kept, own...)
	}
	return some, kept
}

// looks reads all candidates of a sentence, whose tokens are lo up to before hi; which
// are their numbers.
func (r *reader) looks(lo, hi int, which []int) []look {
	all := make([]int, 0, hi-lo)
	for i := lo; i < hi; i++ {
		all = append(all, i)
	}
	width, half := r.h.token.Out, r.h.triggerRow.Out
	t, words := r.tokens(all)
	size := r.h.pieces.Width
	rows := neural.Small(t, width)
	var at, head, above []int
	for _, k := range which {
		c := &r.Candidates[k]
		at, head, above = append(at, c.At-lo), append(head, c.Head-lo), append(above, c.Above-lo)
	}
	z := r.h.at.Of(rows.Pick(at))
	neural.Add(z, r.h.head.Of(rows.Pick(head)))
	neural.Add(z, r.h.above.Of(rows.Pick(above)))
	var list []uint32
	for n, k := range which {
		list = r.ToldFeatures(k, r.Features(&r.Candidates[k], list[:0]))
		r.h.own.AddTo(z[n*width:(n+1)*width], list)
	}
	neural.Relu(z)
	if which, z = r.worth(which, z); len(which) == 0 {
		return nil
	}
	mine := r.h.triggerRow.Of(neural.Small(z, width))
	theirs := r.h.triggerToken.Of(rows)
	both := make([]float32, 0, 2*len(z))
	looks := make([]look, len(which))
	said := make([]float32, len(which)*size) // by the pieces of the triggers
	hidden := make([]float32, half)
	for n, k := range which {
		c := &r.Candidates[k]
		own := z[n*width : (n+1)*width]
		scores := make([]float32, hi-lo+1)
		for j := range hi - lo {
			copy(hidden, mine[n*half:(n+1)*half])
			neural.Add(hidden, theirs[j*half:(j+1)*half])
			list = r.TriggerFeatures(c, lo+j, list[:0])
			r.h.trigger.AddTo(hidden, list)
			neural.Relu(hidden)
			scores[j] = neural.Dot(hidden, r.h.triggerScore)
		}
		scores[hi-lo] = neural.Dot(own, r.h.triggerNone[:width]) + r.h.triggerNone[width]
		neural.Softmax(scores, 1, len(scores), len(scores))
		mean := make([]float32, width)
		best := 0
		for j, p := range scores[:hi-lo] {
			for i, v := range t[j*width : (j+1)*width] {
				mean[i] += float32(p * v)
			}
			for i, v := range words[j*size : (j+1)*size] {
				said[n*size+i] += float32(p * v)
			}
			if p > scores[best] {
				best = j
			}
		}
		both = append(append(both, own...), mean...)
		looks[n] = look{candidate: k, trigger: none}
		if scores[best] > scores[hi-lo] {
			looks[n].trigger = lo + best
		}
	}
	v := r.h.row.Of(neural.Small(both, 2*width))
	neural.Relu(v)
	answers := r.h.out.Of(neural.Small(v, width))
	lexical := r.h.lexical.Of(neural.Small(said, size))
	for n := range looks {
		looks[n].vector = v[n*width : (n+1)*width]
		looks[n].answers = answers[n*r.h.out.Out : (n+1)*r.h.out.Out]
		neural.Add(r.answer(&looks[n], "action"), lexical[n*r.h.lexical.Out:(n+1)*r.h.lexical.Out])
		looks[n].is = neural.Chance(r.answer(&looks[n], "is")[0])
	}
	return looks
}

// answer returns the scores of one answer.
func (r *reader) answer(l *look, name string) []float32 {
	p := r.h.parts[name]
	return l.answers[p[0]:p[1]]
}

// chances returns the likelihoods that scores stand for.
func chances(scores []float32) []float32 {
	p := slices.Clone(scores)
	neural.Softmax(p, 1, len(p), len(p))
	return p
}

// vectorsOf returns what a pair's weights make of mentions: at are their tokens, those
// below zero have none.
func (r *reader) vectorsOf(p *pair, at []int32) []float32 {
	var tokens, above []int
	for _, i := range at {
		k := max(0, int(i))
		tokens, above = append(tokens, k), append(above, r.Above(k))
	}
	width := r.h.token.Out
	own, _ := r.tokens(tokens)
	over, _ := r.tokens(above)
	x := p.token.Of(neural.Small(own, width))
	neural.Add(x, p.above.Of(neural.Small(over, width)))
	return x
}

// pairs returns what p says of a candidate with each of some mentions; vectors are those
// of all mentions, features gives those of one.
func (r *reader) pairs(p *pair, l *look, vectors []float32, which []int, features func(k int, list []uint32) []uint32) []float32 {
	if len(which) == 0 {
		return nil
	}
	n := p.row.Out
	own := p.row.Of(neural.Small(l.vector, r.h.token.Out))
	x := make([]float32, 0, len(which)*n)
	var list []uint32
	for _, k := range which {
		at := len(x)
		x = append(x, own...)
		neural.Add(x[at:], vectors[k*n:(k+1)*n])
		list = features(k, list[:0])
		p.own.AddTo(x[at:], list)
	}
	neural.Relu(x)
	return p.out.Of(neural.Small(x, n))
}
