package lang

import (
	"context"
	"strings"
	"sync"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// An Analyser holds the weights and the memory that is used again from sentence
// to sentence. It is for one goroutine.
type Analyser struct {
	model      *neural.Model
	trees      *neural.Reader
	namer      *en.Weights
	lemmas     *Lemmas
	upos, xpos []string // of each label of the tagger
	rels       []string // of each label of the parser
	follow     [][]bool // label -> labels that may follow it in a name; the last row is for the start

	words    []Word // of one sentence, like the next
	tags     []uint8
	context  Context
	features []uint64
	numbers  []int32   // of the features, one word after the other
	rows     [][]int32 // the same, for each word
	scores   []int32
	names    []int
}

var trees = sync.OnceValues(func() (*neural.Model, error) { return neural.Read(en.TreeWords(), en.Trees()) })

// NewAnalyser returns an Analyser with the built-in weights. The first call in a
// program reads them.
func NewAnalyser() (*Analyser, error) {
	a := &Analyser{}
	var err error
	if a.model, err = trees(); err != nil {
		return nil, err
	}
	if a.namer, err = en.Namer(); err != nil {
		return nil, err
	}
	a.trees = neural.NewReader(a.model)
	a.lemmas = lemmaTable()
	for _, l := range a.model.Labels[0] {
		u, x, _ := strings.Cut(l, " ")
		a.upos, a.xpos = append(a.upos, u), append(a.xpos, x)
	}
	a.rels = a.model.Labels[1]
	a.follow = follows(a.namer.Labels())
	return a, nil
}

func (a *Analyser) scratch(w *en.Weights) []int32 {
	n := len(w.Labels())
	if cap(a.scores) < n {
		a.scores = make([]int32, n)
	}
	return a.scores[:n]
}

// parse sets a.tags and leaves heads and relations in a.trees.
func (a *Analyser) parse() {
	a.numbers, a.rows, a.tags = a.numbers[:0], a.rows[:0], a.tags[:0]
	for i := range a.words {
		a.features = EncoderFeatures(a.words, i, a.features)
		from := len(a.numbers)
		a.numbers = a.model.Words().Rows(a.features, a.numbers)
		a.rows = append(a.rows, a.numbers[from:])
	}
	a.trees.Read(a.rows)
	for _, tag := range a.trees.Tags {
		a.tags = append(a.tags, uint8(tag))
	}
}

// name sets a.names, the label of each word.
func (a *Analyser) name() {
	a.names = a.names[:0]
	scores := a.scratch(a.namer)
	last, last2 := -1, -1
	for i := range a.words {
		a.features = NameFeatures(a.words, a.tags, a.context, i, last, last2, a.features)
		a.namer.Score(a.features, scores)
		ok := a.follow[len(a.follow)-1]
		if last >= 0 {
			ok = a.follow[last]
		}
		best := -1
		for k, v := range scores {
			if ok[k] && (best < 0 || v > scores[best]) {
				best = k
			}
		}
		a.names = append(a.names, best)
		last, last2 = best, last
	}
}

// follows returns which of the BILOU labels may follow which; the last row says
// which may open a sentence. A name that was begun may be left unfinished: it
// then ends where it got to, and does not drag in the words behind it.
func follows(labels []string) [][]bool {
	table := make([][]bool, len(labels)+1)
	for i := range table {
		prev := "O"
		if i < len(labels) {
			prev = labels[i]
		}
		open := prev[0] == 'B' || prev[0] == 'I'
		table[i] = make([]bool, len(labels))
		for k, l := range labels {
			inside := l[0] == 'I' || l[0] == 'L'
			table[i][k] = !inside || open && prev[1:] == l[1:]
		}
	}
	return table
}

// Analyse reads the sentences of one report and returns the tokens and names of
// each. Heads are indices into the sentence, -1 at the root; Spans are empty.
// Only ctx makes it fail.
func (a *Analyser) Analyse(ctx context.Context, sentences [][]Word) (tokens [][]assay.Token, names [][]NameRange, err error) {
	a.context = Context{}
	for _, words := range sentences {
		a.context.Add(words)
	}
	tokens = make([][]assay.Token, len(sentences))
	names = make([][]NameRange, len(sentences))
	for i, words := range sentences {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		a.words = words
		a.parse()
		a.name()
		tokens[i], names[i] = a.tokens(), a.nameRanges()
	}
	agree(sentences, func(k, i int) bool { return tokens[k][i].POS == "PROPN" }, names)
	return tokens, names, nil
}

// tokens returns the words of the sentence as tokens.
func (a *Analyser) tokens() []assay.Token {
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

// A NameRange is a name as a range of words, half open.
type NameRange struct {
	From, To int
	Class    assay.NameClass
}

// nameRanges returns the names that the labels of the sentence say.
func (a *Analyser) nameRanges() (list []NameRange) {
	labels := a.namer.Labels()
	for i, l := range a.names {
		switch label := labels[l]; label[0] {
		case 'B', 'U':
			list = append(list, NameRange{i, i + 1, classOf(label[2:])})
		case 'I', 'L':
			list[len(list)-1].To = i + 1
		}
	}
	return list
}

func classOf(s string) assay.NameClass {
	for c, name := range assay.NameClasses {
		if s == name {
			return assay.NameClass(c)
		}
	}
	return assay.OtherName
}
