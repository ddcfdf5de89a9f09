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
	desk   *neural.Desk // cleared for each sentence, and then for each figure
}

// tokens leaves in x the vectors of some tokens, and in words the sums of their pieces'.
func (r *reader) tokens(which []int, x, words []float32) {
	s, size := &r.States, r.h.pieces.Width
	clear(words)
	for n, i := range which {
		r.h.pieces.AddAll(words[n*size:(n+1)*size], s.Pieces[i][:])
	}
	copy(x, r.desk.Of(r.h.token, r.desk.Pick(neural.Rows8{Width: s.Width, Data: s.Data, Scales: s.Scales}, which)))
	neural.Add(x, r.desk.Of(r.h.piece, r.desk.Small(words, size)))
	neural.Relu(x)
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

// looks reads some candidates, by their numbers; the tokens of their sentences are lo up to
// before hi. The looks are valid until the next call.
func (r *reader) looks(lo, hi int, which []int) []look {
	d := r.desk
	d.Clear()
	width, half, size := r.h.token.Out, r.h.triggerRow.Out, r.h.pieces.Width
	// The tokens on which candidates stand come first, the others where they are needed.
	var tokens, at, head, above []int
	row := make([]int, hi-lo) // 1 + number of a token's vector
	need := func(i int) int {
		if row[i-lo] == 0 {
			tokens = append(tokens, i)
			row[i-lo] = len(tokens)
		}
		return row[i-lo] - 1
	}
	for _, k := range which {
		c := &r.Candidates[k]
		at, head, above = append(at, need(c.At)), append(head, need(c.Head)), append(above, need(c.Above))
	}
	known := len(tokens)
	t, words := d.Floats((hi-lo)*width), d.Floats((hi-lo)*size)
	r.tokens(tokens, t[:known*width], words[:known*size])
	rows := d.Small(t[:known*width], width)
	z := d.Of(r.h.at, d.Pick(rows, at))
	neural.Add(z, d.Of(r.h.head, d.Pick(rows, head)))
	neural.Add(z, d.Of(r.h.above, d.Pick(rows, above)))
	list := make([]uint32, 0, 64)
	for n, k := range which {
		list = r.ToldFeatures(k, r.Features(&r.Candidates[k], list[:0]))
		r.h.own.AddTo(z[n*width:(n+1)*width], list)
	}
	neural.Relu(z)
	if which, z = r.worth(which, z); len(which) == 0 {
		return nil
	}
	for _, k := range which {
		for i, end := r.Sentence(r.Candidates[k].At); i < end; i++ {
			need(i)
		}
	}
	t, words = t[:len(tokens)*width], words[:len(tokens)*size]
	r.tokens(tokens[known:], t[known*width:], words[known*size:])
	theirs := d.Of(r.h.triggerToken, d.Small(t, width))
	mine := d.Of(r.h.triggerRow, d.Small(z, width))
	both := d.Zeros(2 * len(z))        // of each candidate its own vector and the mean of those of its triggers
	said := d.Zeros(len(which) * size) // by the pieces of the triggers
	looks := make([]look, len(which))
	hidden := d.Floats(half)
	for n, k := range which {
		c := &r.Candidates[k]
		from, to := r.Sentence(c.At)
		scores := d.Floats(to - from + 1)
		own := both[2*n*width : (2*n+1)*width]
		copy(own, z[n*width:(n+1)*width])
		for j, at := range row[from-lo : to-lo] {
			copy(hidden, mine[n*half:(n+1)*half])
			neural.Add(hidden, theirs[(at-1)*half:at*half])
			list = r.TriggerFeatures(c, from+j, list[:0])
			r.h.trigger.AddTo(hidden, list)
			neural.Relu(hidden)
			scores[j] = neural.Dot(hidden, r.h.triggerScore)
		}
		scores[to-from] = neural.Dot(own, r.h.triggerNone[:width]) + r.h.triggerNone[width]
		neural.Softmax(scores, 1, len(scores), len(scores))
		mean := both[(2*n+1)*width : (2*n+2)*width]
		best := 0
		for j, at := range row[from-lo : to-lo] {
			p := scores[j]
			neural.AddTimes(mean, t[(at-1)*width:at*width], p)
			neural.AddTimes(said[n*size:(n+1)*size], words[(at-1)*size:at*size], p)
			if p > scores[best] {
				best = j
			}
		}
		looks[n] = look{candidate: k, trigger: none}
		if scores[best] > scores[to-from] {
			looks[n].trigger = from + best
		}
	}
	v := d.Of(r.h.row, d.Small(both, 2*width))
	neural.Relu(v)
	answers := d.Of(r.h.out, d.Small(v, width))
	lexical := d.Of(r.h.lexical, d.Small(said, size))
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

// paired is a pair's weights with what they make of the looks and of mentions, a row each.
type paired struct {
	*pair
	looks, mentions []float32
}

// pair returns what p makes of looks, whose vectors are rows, and of mentions: at are
// their tokens, those below zero have none.
func (r *reader) pair(p *pair, rows neural.Rows8, at []int32) paired {
	var tokens, above []int
	for _, i := range at {
		k := max(0, int(i))
		tokens, above = append(tokens, k), append(above, r.Above(k))
	}
	var mentions []float32
	for lo := 0; lo < len(at); lo += 64 {
		hi := min(lo+64, len(at))
		r.desk.Clear()
		x := r.part(p.token, tokens[lo:hi])
		neural.Add(x, r.part(p.above, above[lo:hi]))
		mentions = append(mentions, x...)
	}
	return paired{p, p.row.Of(rows), mentions}
}

// part returns what l makes of some tokens.
func (r *reader) part(l *neural.Linear, which []int) []float32 {
	width := r.h.token.Out
	x := r.desk.Floats(len(which) * width)
	r.tokens(which, x, r.desk.Floats(len(which)*r.h.pieces.Width))
	return r.desk.Of(l, r.desk.Small(x, width))
}

// pairs returns what p says of look n with each of some mentions; features gives those of
// one.
func (r *reader) pairs(p paired, n int, which []int, features func(k int, list []uint32) []uint32) []float32 {
	width := p.row.Out
	x := r.desk.Floats(len(which) * width)
	list := make([]uint32, 0, 64)
	for i, k := range which {
		row := x[i*width : (i+1)*width]
		copy(row, p.looks[n*width:(n+1)*width])
		neural.Add(row, p.mentions[k*width:(k+1)*width])
		list = features(k, list[:0])
		p.own.AddTo(row, list)
	}
	neural.Relu(x)
	return r.desk.Of(p.out, r.desk.Small(x, width))
}
