package figure

import (
	_ "embed" // the weights
	"fmt"
	"sync"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

//go:embed careful.bin
var carefulFile string

//go:embed fast.bin
var fastFile string

// heads are the weights that read figures off the states of words. internal/train/figure
// makes them. Goroutines share them.
type heads struct {
	pieces neural.Vectors // of the encoder, as they stand in no text

	token, piece    *neural.Linear // from a token's state, and from its pieces as they stand in no text
	at, head, above *neural.Linear // what the tokens of a candidate add to it
	own             neural.Lookup

	triggerRow, triggerToken *neural.Linear
	trigger                  neural.Lookup
	triggerScore             []float32 // what each number of a trigger's vector counts
	triggerNone              []float32 // likewise of a candidate's, with a bias behind: it has none

	early                 []float32 // what each number of a candidate in the singular counts, and a bias: below zero it is none
	row, out              *neural.Linear
	lexical               *neural.Linear // from the trigger's pieces to the actions
	places, times, wholes pair
	again                 pair // of one in the singular with a figure before; weights of before it was taught have none
	actions               []assay.Action
	parts                 map[string][2]int // of the answers, which numbers are whose
}

// A pair is the weights that tell what a mention says of a candidate.
type pair struct {
	row, token, above, out *neural.Linear
	own                    neural.Lookup
}

// The heads of the two readers: each learnt on the states that its reader leaves.
var (
	careful = sync.OnceValues(func() (*heads, error) { return readHeads(carefulFile) })
	fast    = sync.OnceValues(func() (*heads, error) { return readHeads(fastFile) })
)

// readHeads makes heads of a file of weights.
func readHeads(file string) (*heads, error) {
	w, err := neural.ReadWeights(file)
	if err != nil {
		return nil, fmt.Errorf("figure: %w", err)
	}
	h := &heads{parts: map[string][2]int{}}
	if _, h.pieces, err = en.Pieces(); err != nil {
		return nil, err
	}
	var failed error
	fail := func(name string) {
		if failed == nil {
			failed = fmt.Errorf("figure: weights %q are missing or have the wrong size", name)
		}
	}
	width := 0 // of a candidate's vector
	linear := func(name string, in int) *neural.Linear {
		l := w.Linear(name)
		if l == nil || in > 0 && l.In != in {
			fail(name)
			return &neural.Linear{}
		}
		return l
	}
	list := func(name string, out int) neural.Lookup {
		l, ok := w.Lookup(name, out)
		if !ok {
			fail(name + ".features")
		}
		return l
	}
	h.token, h.piece = linear("token", 0), linear("piece", h.pieces.Width)
	width = h.token.Out
	h.at, h.head, h.above, h.own = linear("at", width), linear("head", width), linear("above", width), list("candidate", width)
	h.triggerRow, h.triggerToken = linear("trigger.row", width), linear("trigger.token", width)
	h.trigger = list("trigger", h.triggerRow.Out)
	h.triggerScore, h.triggerNone = w.Table("trigger.score"), w.Table("trigger.none")
	if len(h.triggerScore) != h.triggerRow.Out || len(h.triggerNone) != width+1 {
		fail("trigger.score")
	}
	if h.early = w.Table("early"); len(h.early) != width+1 {
		fail("early")
	}
	h.lexical = linear("lexical", h.pieces.Width)
	h.row, h.out = linear("row", 2*width), linear("out", width)
	pairs := []struct {
		to   *pair
		name string
	}{{&h.places, "places"}, {&h.times, "times"}, {&h.wholes, "wholes"}}
	if w.Linear("again.row") != nil {
		pairs = append(pairs, struct {
			to   *pair
			name string
		}{&h.again, "again"})
	}
	for _, p := range pairs {
		*p.to = pair{row: linear(p.name+".row", width), token: linear(p.name+".token", width), above: linear(p.name+".above", width)}
		p.to.own = list(p.name, p.to.row.Out)
		p.to.out = linear(p.name+".out", p.to.row.Out)
	}
	for _, a := range w.Labels("action") {
		h.actions = append(h.actions, assay.Action(a))
	}
	at := 0
	for _, p := range []struct {
		name string
		n    int
	}{{"is", 1}, {"action", len(h.actions)}, {"role", 3}, {"kind", 3}, {"total", 3}, {"unit", 3}, {"where none", 1}, {"country none", 1}, {"common", Common + 1}, {"whole none", 1}} {
		h.parts[p.name] = [2]int{at, at + p.n}
		at += p.n
	}
	if at != h.out.Out || len(h.actions) != len(assay.Actions) || h.places.out.Out != 3 || h.lexical.Out != len(h.actions) || h.times.out.Out != 1+Own || h.wholes.out.Out != 1 || h.again.out != nil && h.again.out.Out != 1 {
		fail("out")
	}
	return h, failed
}
