package lang

import (
	"context"
	"strings"
	"sync"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
	"assay/lang/wordpiece"
)

// A fast reads by small recurrent networks, sentence by sentence.
type fast struct {
	model, nameModel *neural.Model
	trees, namer     *neural.Reader
	heads            *heads
	cutter           *wordpiece.Cutter
	lemmas           *Lemmas
	upos, xpos       []string // of each label of the tagger
	rels             []string // of each label of the parser

	label map[string]uint8 // the number of each label of the tagger

	words    []Word // of one sentence, like the next
	tags     []uint8
	context  Context
	places   []uint8
	features []uint64
	numbers  []int32   // of the features, one word after the other
	rows     [][]int32 // the same, for each word
	names    []string  // the label of each word
}

var (
	trees = sync.OnceValues(func() (*neural.Model, error) { return neural.Read(en.TreeWords(), en.Trees()) })
	namer = sync.OnceValues(func() (*neural.Model, error) { return neural.Read(en.NameWords(), en.Names()) })
)

// newFast returns a fast reader. The first call in a program reads the weights.
func newFast() (*fast, error) {
	a := &fast{label: map[string]uint8{}}
	var err error
	if a.model, err = trees(); err != nil {
		return nil, err
	}
	if a.nameModel, err = namer(); err != nil {
		return nil, err
	}
	v, err := pieces()
	if err != nil {
		return nil, err
	}
	a.cutter = v.NewCutter()
	a.trees, a.namer = neural.NewReader(a.model), neural.NewReader(a.nameModel)
	a.heads = newHeads(a.nameModel.Labels[0])
	a.lemmas = lemmaTable()
	for _, l := range a.model.Labels[0] {
		u, x, _ := strings.Cut(l, " ")
		a.label[l] = uint8(len(a.upos))
		a.upos, a.xpos = append(a.upos, u), append(a.xpos, x)
	}
	a.rels = a.model.Labels[1]
	return a, nil
}

// parse sets a.tags and leaves heads and relations in a.trees.
func (a *fast) parse() {
	a.numbers, a.rows, a.tags = a.numbers[:0], a.rows[:0], a.tags[:0]
	for i := range a.words {
		a.features = EncoderFeatures(a.words, i, a.features)
		a.row(a.model)
	}
	a.trees.Read(a.rows)
	for _, tag := range a.trees.Tags {
		a.tags = append(a.tags, uint8(tag))
	}
	decided(a.words, func(i int, upos, xpos string) { a.tags[i] = a.label[upos+" "+xpos] })
}

// note writes down the states that the parser's network has left of the words.
func (a *fast) note(to *assay.States) {
	x, width := a.trees.States()
	rows := neural.Rows8{Width: width, Data: to.Data, Scales: to.Scales}
	for i := range a.words {
		rows.Append(x[i*width : (i+1)*width])
		ids, _ := a.cutter.Cut(a.words[i].Form)
		to.Pieces = append(to.Pieces, [2]int32{ids[0], ids[len(ids)-1]})
	}
	to.Width, to.Data, to.Scales = width, rows.Data, rows.Scales
}

// row adds the numbers of a.features, those of one word, to a.rows.
func (a *fast) row(m *neural.Model) {
	from := len(a.numbers)
	a.numbers = m.Words().Rows(a.features, a.numbers)
	a.rows = append(a.rows, a.numbers[from:])
}

// name sets a.names.
func (a *fast) name() {
	a.numbers, a.rows = a.numbers[:0], a.rows[:0]
	a.places = Places(a.words, a.places)
	for i := range a.words {
		a.features = NameEncoderFeatures(a.words, a.context, a.places, i, a.features)
		a.row(a.nameModel)
	}
	scores, width := a.namer.Label(a.rows)
	a.names = a.heads.label(a.names[:0], scores, width, len(a.words))
}

// Analyse implements [Analyser]. It reads no more than a sentence at a time, but for
// names, which are made to agree.
func (a *fast) Analyse(ctx context.Context, paragraphs []Paragraph, _ bool) (*Reading, error) {
	r := &Reading{}
	a.context = Context{}
	for _, p := range paragraphs {
		for _, words := range p.Sentences {
			a.context.Add(words)
			r.Sentences = append(r.Sentences, Sentence{Words: words})
		}
	}
	for i := range r.Sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := &r.Sentences[i]
		a.words = s.Words
		a.parse()
		a.note(&r.States)
		a.name()
		s.Tokens = a.tokens()
		s.Names, s.Others = nameRanges(a.words, a.names)
	}
	agree(r.Sentences)
	return r, nil
}

// tokens returns the words of the sentence as tokens.
func (a *fast) tokens() []assay.Token {
	list := make([]assay.Token, 0, len(a.words))
	for i := range a.words {
		w, g := &a.words[i], a.tags[i]
		tok := assay.Token{POS: a.upos[g], XPOS: a.xpos[g], Head: int32(a.trees.Heads[i]), Rel: "root"}
		tok.Lemma = a.lemmas.Lemma(w.Form, w.Lower, tok.POS, tok.XPOS)
		if tok.Head >= 0 {
			tok.Rel = a.rels[a.trees.Rels[i]]
		}
		list = append(list, tok)
	}
	return list
}
