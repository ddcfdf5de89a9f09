package lang

import (
	"context"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
)

// An Analyser holds the weights and the memory that is used again from sentence
// to sentence. It is for one goroutine.
type Analyser struct {
	tagger, parser, namer *en.Weights
	lemmas                *Lemmas
	upos, xpos            []string // of each tagger label
	moves                 []Move   // of each parser label
	rels                  []string
	root                  int      // the number of "root" among them
	follow                [][]bool // label -> labels that may follow it in a name; the last row is for the start

	words    []Word // of one sentence, like the next
	tags     []uint8
	context  Context
	arcs     Arcs
	features []uint64
	scores   []int32
	names    []int
}

// A Move is a parser label taken apart.
type Move struct {
	Kind  int // Shift, Left or Right
	Label int // the relation, in the list that Moves returns; 0 for Shift
}

// NewAnalyser returns an Analyser with the built-in weights. The first call in a
// program reads them.
func NewAnalyser() (*Analyser, error) {
	a := &Analyser{}
	var err error
	if a.tagger, err = en.Tagger(); err != nil {
		return nil, err
	}
	if a.parser, err = en.Parser(); err != nil {
		return nil, err
	}
	if a.namer, err = en.Namer(); err != nil {
		return nil, err
	}
	a.lemmas = lemmaTable()
	for _, l := range a.tagger.Labels() {
		u, x, _ := strings.Cut(l, " ")
		a.upos, a.xpos = append(a.upos, u), append(a.xpos, x)
	}
	a.moves, a.rels = Moves(a.parser.Labels())
	a.root = slices.Index(a.rels, "root")
	a.follow = follows(a.namer.Labels())
	return a, nil
}

// Moves takes the labels of the parser apart: "shift", "left nsubj", "right
// obj". The relations are numbered in the order in which they come up, the same
// to the left and to the right.
func Moves(labels []string) (moves []Move, rels []string) {
	rels = []string{""}
	number := map[string]int{"": 0}
	for _, l := range labels {
		kind, rel, _ := strings.Cut(l, " ")
		n, ok := number[rel]
		if !ok {
			n = len(rels)
			number[rel] = n
			rels = append(rels, rel)
		}
		m := Move{Shift, n}
		switch kind {
		case "left":
			m.Kind = Left
		case "right":
			m.Kind = Right
		}
		moves = append(moves, m)
	}
	return moves, rels
}

func (a *Analyser) scratch(w *en.Weights) []int32 {
	n := len(w.Labels())
	if cap(a.scores) < n {
		a.scores = make([]int32, n)
	}
	return a.scores[:n]
}

// tag sets a.tags for a.words.
func (a *Analyser) tag() {
	a.tags = a.tags[:0]
	scores := a.scratch(a.tagger)
	last, last2 := -1, -1
	for i := range a.words {
		a.features = TagFeatures(a.words, i, last, last2, a.features)
		a.tagger.Score(a.features, scores)
		best := 0
		for k, v := range scores {
			if v > scores[best] {
				best = k
			}
		}
		a.tags = append(a.tags, uint8(best))
		last, last2 = best, last
	}
}

// parse leaves in a.arcs the heads of a.words, as tagged.
func (a *Analyser) parse() {
	x := &a.arcs
	x.Reset(a.words, a.tags)
	scores := a.scratch(a.parser)
	for !x.Done() {
		valid := [3]bool{x.Valid(Shift), x.Valid(Left), x.Valid(Right)}
		last := x.Next() > x.Len() // only the root is left
		a.features = x.Features(a.features)
		a.parser.Score(a.features, scores)
		best := -1
		for k, v := range scores {
			if best >= 0 && v <= scores[best] {
				continue
			}
			// The root has one dependant, and it alone is called that.
			m := a.moves[k]
			if valid[m.Kind] && (m.Kind == Shift || (m.Label == a.root) == (last && m.Kind == Left)) {
				best = k
			}
		}
		x.Do(a.moves[best].Kind, a.moves[best].Label)
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
		a.tag()
		a.parse()
		a.name()
		tokens[i], names[i] = a.tokens(), a.nameRanges()
	}
	agree(sentences, func(k, i int) bool { return tokens[k][i].POS == "PROPN" }, names)
	return tokens, names, nil
}

// tokens returns the words of the sentence as tokens.
func (a *Analyser) tokens() []assay.Token {
	n := len(a.words)
	list := make([]assay.Token, 0, n)
	for i := range a.words {
		w, g := &a.words[i], a.tags[i]
		tok := assay.Token{POS: a.upos[g], XPOS: a.xpos[g], Head: -1,
			Lemma: a.lemmas.Lemma(w.Form, w.Lower, a.upos[g], a.xpos[g]),
			Rel:   "root"}
		if h := a.arcs.Head[i+1]; h <= n {
			tok.Head, tok.Rel = int32(h-1), a.rels[a.arcs.Label[i+1]]
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
