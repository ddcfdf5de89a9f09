package lang

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
	"assay/lang/wordpiece"
)

// A careful reads by an encoder that sees whole paragraphs, several where they are
// short; heads read off its states where sentences begin, tags, trees and names.
type careful struct {
	maxTokens  int
	weights    *weights
	encoding   *neural.Encoding
	cutter     *wordpiece.Cutter
	cache      *cache
	lemmas     *Lemmas
	trees      treeReader
	names      nameReader
	start      []float32
	upos, xpos []float32
	mean       []float32
}

// weights are what all careful readers share.
type weights struct {
	encoder    *neural.Encoder
	vocabulary *wordpiece.Vocabulary
	start      *neural.Linear
	upos, xpos *neural.Linear
	uposLabels []string
	xposLabels []string
}

// pieces are those of the encoder; the fast reader notes them, too.
var pieces = sync.OnceValues(func() (*wordpiece.Vocabulary, error) {
	list, _, err := en.Pieces()
	if err != nil {
		return nil, err
	}
	return wordpiece.NewVocabulary(list)
})

var carefulWeights = sync.OnceValues(func() (*weights, error) {
	e, err := en.Encoder()
	if err != nil {
		return nil, err
	}
	v, err := pieces()
	if err != nil {
		return nil, err
	}
	if v.Size() > e.Pieces() {
		return nil, fmt.Errorf("encoder: %d pieces for %d in the vocabulary", e.Pieces(), v.Size())
	}
	w := &weights{encoder: e, vocabulary: v, uposLabels: e.Labels("upos"), xposLabels: e.Labels("xpos")}
	for _, h := range []struct {
		to    **neural.Linear
		name  string
		width int
	}{{&w.start, "start", 1}, {&w.upos, "upos", len(w.uposLabels)}, {&w.xpos, "xpos", len(w.xposLabels)}} {
		if *h.to, err = head(e, h.name, e.Width, h.width); err != nil {
			return nil, err
		}
	}
	return w, nil
})

// head returns the weights of that name, which must be of that size.
func head(e *neural.Encoder, name string, in, out int) (*neural.Linear, error) {
	l := e.Linear(name)
	if l == nil || l.In != in || l.Out != out || out == 0 {
		return nil, fmt.Errorf("encoder: %q is missing or has the wrong size", name)
	}
	return l, nil
}

// newCareful returns a careful reader; others may share its cache. The first call in a
// program reads the weights.
func newCareful(opt Options, c *cache) (*careful, error) {
	w, err := carefulWeights()
	if err != nil {
		return nil, err
	}
	a := &careful{maxTokens: opt.maxTokens(), weights: w, encoding: neural.NewEncoding(w.encoder), cutter: w.vocabulary.NewCutter(), cache: c, lemmas: lemmaTable()}
	if a.trees, err = newTreeReader(w.encoder); err != nil {
		return nil, err
	}
	if a.names, err = newNameReader(w.encoder); err != nil {
		return nil, err
	}
	return a, nil
}

// Analyse implements [Analyser]. All windows are encoded before anything is read off
// them: a sentence may lie in two.
func (a *careful) Analyse(ctx context.Context, paragraphs []Paragraph, given bool) (*Reading, error) {
	l := layout{cutter: a.cutter, room: a.weights.encoder.Positions}
	for i := range paragraphs {
		l.add(&paragraphs[i])
	}
	width := a.weights.encoder.Width
	states := neural.Rows8{Width: width, Data: make([]int8, 0, l.words*width), Scales: make([]float32, 0, l.words)}
	roots := neural.Rows8{Width: width} // of the windows
	r := &Reading{}
	r.States.Careful = true
	for i := range l.windows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w := &l.windows[i]
		s := a.cache.states(w, func() neural.Rows8 { return a.encode(w) })
		n := w.to - w.from
		states.Data, states.Scales = append(states.Data, s.Data[:n*s.Width]...), append(states.Scales, s.Scales[:n]...)
		roots.Data, roots.Scales = append(roots.Data, s.Data[n*s.Width:]...), append(roots.Scales, s.Scales[n])
		r.States.Windows = append(r.States.Windows, int32(w.from))
		for k, at := range w.first {
			r.States.Pieces = append(r.States.Pieces, [2]int32{w.ids[at], w.ids[w.last[k]]})
		}
	}
	r.States.Width, r.States.Data, r.States.Scales = states.Width, states.Data, states.Scales
	sentences := a.sentences(paragraphs, states, given)
	from, window := 0, 0
	for _, words := range sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		to := from + len(words)
		for window+1 < len(l.windows) && l.windows[window+1].from <= from {
			window++
		}
		s := Sentence{Words: words}
		if to > from {
			rows := states.Slice(from, to)
			s.Tokens = a.tokens(words, rows, roots.Slice(window, window+1))
			s.Names, s.Others = a.names.read(words, rows)
		}
		r.Sentences = append(r.Sentences, s)
		from = to
	}
	agree(r.Sentences)
	return r, nil
}

// encode returns the states of the words of a window, each the mean of its first and
// its last piece's, and behind them that of [CLS].
func (a *careful) encode(w *window) neural.Rows8 {
	width := a.weights.encoder.Width
	x := a.encoding.Encode(w.ids, w.shapes)
	n := len(w.first)
	rows := neural.Rows8{Width: width, Data: make([]int8, 0, (n+1)*width), Scales: make([]float32, 0, n+1)}
	a.mean = slices.Grow(a.mean[:0], width)[:width]
	for i, at := range w.first {
		first, last := x[int(at)*width:(int(at)+1)*width], x[int(w.last[i])*width:(int(w.last[i])+1)*width]
		for k, v := range first {
			a.mean[k] = (v + last[k]) / 2
		}
		rows.Append(a.mean)
	}
	rows.Append(x[:width])
	return rows
}

// ruleWeight is what the rules' finding a sentence's beginning at a word, or none, counts
// beside the logit of the head that was taught to.
const ruleWeight = 1

// sentences returns the words of each sentence. Unless they are given, they begin
// where head and rules together say so, and with each paragraph.
func (a *careful) sentences(paragraphs []Paragraph, states neural.Rows8, given bool) (list [][]Word) {
	at := 0
	for _, p := range paragraphs {
		if given {
			list = append(list, p.Sentences...)
			continue
		}
		words := slices.Concat(p.Sentences...)
		a.start = slices.Grow(a.start[:0], len(words))[:len(words)]
		a.weights.start.Apply(a.start, states.Slice(at, at+len(words)))
		at += len(words)
		begins := 0
		for _, s := range p.Sentences {
			for i := range s {
				if i == 0 {
					a.start[begins] += ruleWeight
				} else {
					a.start[begins+i] -= ruleWeight
				}
			}
			begins += len(s)
		}
		from := 0
		for i := 1; i <= len(words); i++ {
			if i == len(words) || a.start[i] > 0 {
				list = cut(list, words[from:i], a.maxTokens)
				from = i
			}
		}
	}
	return list
}

// tokens reads tags, lemmas and the tree of a sentence; root is the state of what
// stands before its window.
func (a *careful) tokens(words []Word, rows, root neural.Rows8) []assay.Token {
	w := a.weights
	n := len(words)
	list := make([]assay.Token, n)
	heads, rels := a.trees.read(rows, root)
	a.upos, a.xpos = slices.Grow(a.upos[:0], n*w.upos.Out)[:n*w.upos.Out], slices.Grow(a.xpos[:0], n*w.xpos.Out)[:n*w.xpos.Out]
	w.upos.Apply(a.upos, rows)
	w.xpos.Apply(a.xpos, rows)
	for i := range list {
		list[i] = assay.Token{POS: w.uposLabels[neural.Greatest(a.upos[i*w.upos.Out:(i+1)*w.upos.Out])],
			XPOS: w.xposLabels[neural.Greatest(a.xpos[i*w.xpos.Out:(i+1)*w.xpos.Out])], Head: int32(heads[i]), Rel: rels[i]}
	}
	common(words, list)
	decided(words, func(i int, upos, xpos string) { list[i].POS, list[i].XPOS = upos, xpos })
	for i := range list {
		list[i].Lemma = a.lemmas.Lemma(words[i].Form, words[i].Lower, list[i].POS, list[i].XPOS)
	}
	return list
}

// common makes common nouns of the proper ones that have no capital, where a writer has
// capitals for names: "the coast guard", but not "the Harrow coast guard".
func common(words []Word, list []assay.Token) {
	if !capitals(words) {
		return
	}
	for i := range words {
		t := &list[i]
		beside := func(k int) bool {
			return k >= 0 && k < len(words) && (words[k].upper && list[k].POS == "PROPN" || words[k].hyphen)
		}
		if t.POS != "PROPN" && t.POS != "NOUN" || !words[i].small() || beside(i-1) || beside(i+1) {
			continue
		}
		t.POS = "NOUN"
		switch t.XPOS {
		case "NNP":
			t.XPOS = "NN"
		case "NNPS":
			t.XPOS = "NNS"
		}
	}
}
