package event

import (
	_ "embed" // the weights
	"fmt"
	"strings"
	"sync"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

//go:embed careful.bin
var carefulFile string

//go:embed fast.bin
var fastFile string

// heads are the weights that read events and movements off the states of words.
// internal/train/event makes them. Goroutines share them.
type heads struct {
	pieces      neural.Vectors // of the encoder, as they stand in no text
	token       *neural.Linear // from a token's state
	piece       *neural.Linear // and from its pieces
	site        *neural.Linear // from the state of a place, which is not to be known by its name
	at, head    *neural.Linear // what the tokens of a figure add to it
	above       *neural.Linear
	trigger     *neural.Linear
	own         neural.Lookup
	words       pair // figures and the words that may name what happened
	wordScore   []float32
	wordNone    []float32 // what each number of a figure's counts, with a bias behind: no word names it
	row, out    *neural.Linear
	lexical     *neural.Linear // from the pieces of the words to the types
	pairs       pair           // of two figures
	places      pair
	moverAt     *neural.Linear
	moverAbove  *neural.Linear
	moverOwn    neural.Lookup
	moverOut    *neural.Linear
	moverWords  *neural.Linear // from the pieces of the verb above
	ends        pair           // movers and places
	types       []occurrence
	states      []string // of a movement
	width, half int
}

// An occurrence is the type of an event and its mode. Types of violence and their modes
// are PLOVER's; "aerial" is ours, for PLOVER has no mode for the air. What PLOVER leaves
// out has EM-DAT's words: DISASTER with the type of natural hazard, ACCIDENT with that of
// technological ones.
type occurrence struct{ kind, mode string }

// A pair is the weights that tell what one thing says of another.
type pair struct {
	row, token, above, out *neural.Linear
	own                    neural.Lookup
}

// The heads of the two readers: each learnt on the states that its reader leaves.
var (
	careful = sync.OnceValues(func() (*heads, error) { return readHeads(carefulFile) })
	fast    = sync.OnceValues(func() (*heads, error) { return readHeads(fastFile) })
)

// The answers of a figure, before those of its type.
const (
	isPart       = iota // it is part of an event
	isBackground        // which is not the report's news
	isWhole             // its number is that of the whole event
	isNowhere           // no place of the report is the event's
	typesFrom
)

// The ends of a movement, in the order in which they were taught.
const (
	noEnd = iota
	from
	to
	via
	allEnds
)

// readHeads makes heads of a file of weights.
func readHeads(file string) (*heads, error) {
	w, err := neural.ReadWeights(file)
	if err != nil {
		return nil, fmt.Errorf("event: %w", err)
	}
	h := &heads{states: w.Labels("status")}
	if _, h.pieces, err = en.Pieces(); err != nil {
		return nil, err
	}
	var failed error
	fail := func(name string) {
		if failed == nil {
			failed = fmt.Errorf("event: %w: weights %q are missing or have the wrong size", assay.ErrInvalid, name)
		}
	}
	linear := func(name string, in, out int) *neural.Linear {
		l := w.Linear(name)
		if l == nil || in > 0 && l.In != in || out > 0 && l.Out != out {
			fail(name)
			return &neural.Linear{}
		}
		return l
	}
	lookup := func(name string, width int) neural.Lookup {
		l, ok := w.Lookup(name, width)
		if !ok {
			fail(name)
		}
		return l
	}
	for _, name := range w.Labels("type") {
		kind, mode, _ := strings.Cut(name, "/")
		h.types = append(h.types, occurrence{kind, mode})
	}
	h.token = linear("token", 0, 0)
	d := h.token.Out
	h.width = d
	h.piece, h.site = linear("piece", h.pieces.Width, d), linear("site", h.token.In, d)
	h.at, h.head, h.above, h.trigger = linear("row.at", d, d), linear("row.head", d, d), linear("row.above", d, d), linear("row.trigger", d, d)
	h.own = lookup("row", d)
	h.words = pair{row: linear("words.row", d, 0)}
	n := h.words.row.Out
	h.half = n
	h.words.token, h.words.own = linear("words.token", d, n), lookup("words", n)
	h.wordScore, h.wordNone = w.Table("words.score"), w.Table("words.none")
	if len(h.wordScore) != n || len(h.wordNone) != d+1 {
		fail("words.score")
	}
	h.row, h.out, h.lexical = linear("row", 2*d, d), linear("out", d, typesFrom+len(h.types)), linear("lexical", h.pieces.Width, len(h.types))
	h.pairs = pair{row: linear("pairs.row", d, n), token: linear("pairs.to", d, n), out: linear("pairs.out", n, 1), own: lookup("pairs", n)}
	h.places = pair{linear("places.row", d, n), linear("places.token", d, n), linear("places.above", d, n), linear("places.out", n, 1), lookup("places", n)}
	h.ends = pair{linear("ends.row", d, n), linear("ends.token", d, n), linear("ends.above", d, n), linear("ends.out", n, allEnds), lookup("ends", n)}
	h.moverAt, h.moverAbove, h.moverOwn = linear("mover.at", d, d), linear("mover.above", d, d), lookup("mover", d)
	h.moverOut = linear("mover.out", d, 1+len(h.states))
	h.moverWords = linear("mover.lexical", h.pieces.Width, h.moverOut.Out)
	if len(h.states) == 0 || len(h.types) == 0 {
		fail("labels")
	}
	return h, failed
}
