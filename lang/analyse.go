package lang

import (
	"context"

	"assay"
)

// A Reader is a way of reading. The zero value is the default.
type Reader uint8

// The readers.
const (
	Careful Reader = iota // an encoder that was taught on all of English
	Fast                  // small networks that know their training corpora alone
)

// Readers names the readers, in the order of the constants.
var Readers = [...]string{"careful", "fast"}

func (r Reader) String() string { return Readers[r] }

// A Paragraph is a paragraph of a report in words, as the rules cut its sentences.
type Paragraph struct {
	Sentences [][]Word
	Alone     bool // a headline or caption, which nothing around it goes on with
}

// A Sentence is what was read in one sentence. Heads of tokens are indices into it, -1
// at the root; their spans are empty.
type Sentence struct {
	Words  []Word
	Tokens []assay.Token
	Names  []NameRange
	Others []NameRange // dates and sums of money
}

// A Reading is what was read in a report. The words of its sentences, one behind the
// other, are those of the paragraphs.
type Reading struct {
	Sentences []Sentence
	States    assay.States // none of the fast reader
}

// An Analyser reads reports in one way. It is for one goroutine; memory is used again.
type Analyser interface {
	// Analyse reads the paragraphs of one report. If given is true their sentences
	// are right, as in a treebank; else the reader may cut them otherwise. Only ctx
	// makes it fail.
	Analyse(ctx context.Context, paragraphs []Paragraph, given bool) (*Reading, error)
}

// NewAnalyser returns an Analyser with the built-in weights. The first call in a
// program reads them. Options that are not set are those of [New].
func NewAnalyser(opt Options) (Analyser, error) {
	return newAnalyser(opt, newCache())
}

func newAnalyser(opt Options, c *cache) (Analyser, error) {
	if opt.Reader == Fast {
		return newFast()
	}
	return newCareful(opt, c)
}
