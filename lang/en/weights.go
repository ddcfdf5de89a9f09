package en

import (
	_ "embed" // the weights
	"sync"

	"assay/lang/neural"
)

//go:embed encoder.bin
var encoderFile string

var (
	weights = sync.OnceValues(func() (*neural.Weights, error) { return neural.ReadWeights(encoderFile) })
	encoder = sync.OnceValues(func() (*neural.Encoder, error) {
		w, err := weights()
		if err != nil {
			return nil, err
		}
		return neural.NewEncoder(w)
	})
)

// Encoder returns the encoder with its heads, one for all who ask. The first call in a
// program unpacks it; before, it takes no memory but the file's.
func Encoder() (*neural.Encoder, error) { return encoder() }

// Pieces returns the encoder's pieces of words, one a line, and a vector of each, as it
// stands in no text. They are used where they lie.
func Pieces() (list string, vectors neural.Vectors, err error) {
	w, err := weights()
	if err != nil {
		return "", vectors, err
	}
	return w.Bytes("vocab"), w.Vectors("embed.piece"), nil
}

//go:embed tree-words.bin
var treeWords string

//go:embed tree.bin
var treeLayers string

//go:embed name-words.bin
var nameWords string

//go:embed name.bin
var nameLayers string

//go:embed lemmas.txt
var lemmas string

//go:embed words.txt
var common string

// TreeWords returns the vectors of the features of the network of tags and trees
// in their stored form; package neural reads them.
func TreeWords() string { return treeWords }

// Trees returns the layers of that network; its labels are "UPOS XPOS", and the
// relations.
func Trees() string { return treeLayers }

// NameWords returns the vectors of the features of the network of names.
func NameWords() string { return nameWords }

// Names returns the layers of that network; its labels are "world B-PER", "uner
// O" and the like: the corpus, whose head it is, and a label (BILOU).
func Names() string { return nameLayers }

// Lemmas returns the table of lemmas in its stored form; package lang reads it.
func Lemmas() string { return lemmas }
