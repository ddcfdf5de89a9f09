package lang

import (
	"context"
	"slices"
	"strings"
	"sync"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// An Analyser holds the weights and the memory that is used again from sentence
// to sentence. It is for one goroutine.
type Analyser struct {
	model, nameModel *neural.Model
	trees, namer     *neural.Reader
	heads            *heads
	lemmas           *Lemmas
	upos, xpos       []string // of each label of the tagger
	rels             []string // of each label of the parser

	opening, closing, address uint8 // labels: of quotation marks, of web and mail addresses

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

// NewAnalyser returns an Analyser with the built-in weights. The first call in a
// program reads them.
func NewAnalyser() (*Analyser, error) {
	a := &Analyser{}
	var err error
	if a.model, err = trees(); err != nil {
		return nil, err
	}
	if a.nameModel, err = namer(); err != nil {
		return nil, err
	}
	a.trees, a.namer = neural.NewReader(a.model), neural.NewReader(a.nameModel)
	a.heads = newHeads(a.nameModel.Labels[0])
	a.lemmas = lemmaTable()
	for _, l := range a.model.Labels[0] {
		u, x, _ := strings.Cut(l, " ")
		switch l {
		case "PUNCT ``":
			a.opening = uint8(len(a.upos))
		case "PUNCT ''":
			a.closing = uint8(len(a.upos))
		case "PROPN ADD":
			a.address = uint8(len(a.upos))
		}
		a.upos, a.xpos = append(a.upos, u), append(a.xpos, x)
	}
	a.rels = a.model.Labels[1]
	return a, nil
}

// parse sets a.tags and leaves heads and relations in a.trees.
func (a *Analyser) parse() {
	a.numbers, a.rows, a.tags = a.numbers[:0], a.rows[:0], a.tags[:0]
	for i := range a.words {
		a.features = EncoderFeatures(a.words, i, a.features)
		a.row(a.model)
	}
	a.trees.Read(a.rows)
	for _, tag := range a.trees.Tags {
		a.tags = append(a.tags, uint8(tag))
	}
	a.correct()
}

// correct sets the tags that the words alone decide: addresses are "ADD", and of an
// even number of straight quotation marks every second closes.
func (a *Analyser) correct() {
	marks := 0
	for i := range a.words {
		if a.words[i].Form == `"` {
			marks++
		}
	}
	opened := false
	for i := range a.words {
		switch w := a.words[i].Form; {
		case w == `"` && marks%2 == 0 && opened:
			a.tags[i] = a.closing
		case w == `"` && marks%2 == 0:
			a.tags[i] = a.opening
		case len(w) > 5 && address(w) == len(w):
			a.tags[i] = a.address
		}
		if a.words[i].Form == `"` {
			opened = !opened
		}
	}
}

// row adds the numbers of a.features, those of one word, to a.rows.
func (a *Analyser) row(m *neural.Model) {
	from := len(a.numbers)
	a.numbers = m.Words().Rows(a.features, a.numbers)
	a.rows = append(a.rows, a.numbers[from:])
}

// name sets a.names.
func (a *Analyser) name() {
	a.numbers, a.rows = a.numbers[:0], a.rows[:0]
	a.places = Places(a.words, a.places)
	for i := range a.words {
		a.features = NameEncoderFeatures(a.words, a.context, a.places, i, a.features)
		a.row(a.nameModel)
	}
	scores, width := a.namer.Label(a.rows)
	a.names = a.heads.label(a.names[:0], scores, width, len(a.words))
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

// nameRanges returns the names that the labels of the sentence say. Dates and sums
// of money are names to one corpus, and are left to other stages.
func (a *Analyser) nameRanges() (list []NameRange) {
	for i, label := range a.names {
		if label == "O" || label[2:] == "DATE" || label[2:] == "MONEY" {
			continue
		}
		switch label[0] {
		case 'B', 'U':
			list = append(list, NameRange{i, i + 1, classOf(label[2:])})
		case 'I', 'L':
			list[len(list)-1].To = i + 1
		}
	}
	return bordered(a.words, list)
}

// bordered makes one name of the bodies that are called after "Doctors Without
// Borders": reporters, engineers, lawyers …
func bordered(words []Word, list []NameRange) []NameRange {
	for i := 1; i+1 < len(words); i++ {
		if words[i].Lower != "without" || words[i+1].Lower != "borders" || !words[i+1].upper || !words[i-1].upper {
			continue
		}
		whole := NameRange{i - 1, i + 2, assay.OrganizationName}
		var kept []NameRange
		for _, n := range list {
			if n.To <= whole.From || n.From >= whole.To {
				kept = append(kept, n)
			}
		}
		at := 0
		for at < len(kept) && kept[at].From < whole.From {
			at++
		}
		list = slices.Insert(kept, at, whole)
	}
	return list
}

func classOf(s string) assay.NameClass {
	if s == "FAC" {
		return assay.LocationName
	}
	for c, name := range assay.NameClasses {
		if s == name {
			return assay.NameClass(c)
		}
	}
	return assay.OtherName
}
