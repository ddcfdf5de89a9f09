package assay

import (
	"context"
	"fmt"
	"iter"
	"math/bits"
	"strings"
)

// A Layer is a set of a Doc's lists.
type Layer uint32

// The layers, one per list of [Doc], in the order in which they can be made.
const (
	Regions Layer = 1 << iota
	Tokens        // Language, Foreign, Sentences, Tokens, Names and States
	Quantities
	Times
	Places
	Actors
	Attributions
	Claims // Sources and Claims
	Figures
	Events // Events and Movements
)

// LayerNames names the layers, in the order of the constants.
var LayerNames = [...]string{"regions", "tokens", "quantities", "times", "places", "actors", "attributions", "claims", "figures", "events"}

// AllLayers is every layer there is.
const AllLayers Layer = 1<<len(LayerNames) - 1

// Each yields the single layers of l, in the order in which they can be made.
func (l Layer) Each() iter.Seq[Layer] {
	return func(yield func(Layer) bool) {
		for ; l != 0; l &= l - 1 {
			if !yield(l & -l) {
				return
			}
		}
	}
}

// String names the layers of l: "regions tokens"; "-" where there is none.
func (l Layer) String() string {
	var names []string
	for one := range l.Each() {
		if i := bits.TrailingZeros32(uint32(one)); i < len(LayerNames) {
			names = append(names, LayerNames[i])
		} else {
			names = append(names, fmt.Sprintf("layer(%d)", i))
		}
	}
	if len(names) == 0 {
		return "-"
	}
	return strings.Join(names, " ")
}

// A Stage makes annotations from the text and the layers before.
// It is a value, not an interface: a stage has no state but what Run closes over.
type Stage struct {
	Name    string // a valid Go identifier; appears in flags, logs and Problems
	Summary string // one line, for "assay stages"
	Version int    // raised whenever the output may differ
	Way     string // in which of several ways it reads; "" where there is one
	Reads   Layer  // what must be there
	Writes  Layer  // what Run sets, and nothing else
	Run     func(context.Context, *Doc) error
}

// Check reports the first stage that reads what no stage before it writes,
// or that writes what another has written.
func Check(stages []Stage) error {
	var made Layer
	for _, s := range stages {
		switch {
		case s.Name == "" || s.Run == nil || s.Writes == 0:
			return fmt.Errorf("%w: incomplete stage %q", ErrInvalid, s.Name)
		case (s.Reads|s.Writes)&^AllLayers != 0:
			return fmt.Errorf("%w: stage %q names %v, which does not exist", ErrInvalid, s.Name, (s.Reads|s.Writes)&^AllLayers)
		case s.Reads&^made != 0:
			return fmt.Errorf("%w: stage %q reads %v before it is made", ErrInvalid, s.Name, s.Reads&^made)
		case s.Writes&made != 0:
			return fmt.Errorf("%w: stage %q writes %v a second time", ErrInvalid, s.Name, s.Writes&made)
		}
		made |= s.Writes
	}
	return nil
}

// Annotate runs the stages on d in order. A stage that fails is noted in
// d.Problems and those that read its layers are passed over, so that "not read"
// is never taken for "nothing there"; the others go on. Only ctx ends the run.
func Annotate(ctx context.Context, d *Doc, stages []Stage) error {
	var missing Layer
	for _, s := range stages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if s.Reads&missing != 0 {
			missing |= s.Writes
			continue
		}
		if err := s.Run(ctx, d); err != nil {
			d.Problems = append(d.Problems, Problem{Stage: s.Name, Err: err.Error()})
			missing |= s.Writes
		}
	}
	return nil
}
