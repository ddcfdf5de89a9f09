package corpus

import (
	"bytes"
	"fmt"
	"slices"

	"assay"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// components returns for each node of edges the least of those to which edges lead from it. Each
// round makes two stars of what a node knows (Kiveris and others, "Connected Components in
// MapReduce and Beyond", 2014): those above it are handed to the least it knows, then those below
// it and itself. The number of rounds grows with the logarithm of the longest way; where the
// rounds were too few nothing comes out but an error.
func components(s beam.Scope, edges beam.PCollection, rounds int) beam.PCollection {
	for range rounds {
		edges = beam.ParDo(s, largeStar, beam.GroupByKey(s, beam.ParDo(s, bothWays, edges)))
		edges = beam.ParDo(s, smallStar, beam.GroupByKey(s, edges))
	}
	found := beam.ParDo(s, leastOf, beam.GroupByKey(s, edges))
	return beam.ParDo(s, settled, beam.CoGroupByKey(s, beam.ParDo(s, swap, found), found))
}

func bothWays(a, b []byte, to emits) {
	if !bytes.Equal(a, b) {
		to(a, b)
		to(b, a)
	}
}

func swap(a, b []byte, to emits) { to(b, a) }

// nodes returns the nodes that an iterator has, each once, in order.
func nodes(next values) [][]byte {
	list := all(next)
	slices.SortFunc(list, less)
	return slices.CompactFunc(list, bytes.Equal)
}

func largeStar(u []byte, near values, to emits) {
	to = sent("components", to)
	list := nodes(near)
	held("components", len(list)*len(u))
	least := list[0]
	if less(u, least) < 0 {
		least = u
	}
	for _, v := range list {
		if less(v, u) > 0 {
			to(v, least)
		}
	}
}

// smallStar is asked of edges that lead to lesser nodes.
func smallStar(u []byte, below values, to emits) {
	to = sent("components", to)
	list := nodes(below)
	held("components", len(list)*len(u))
	to(u, list[0])
	for _, v := range list[1:] {
		to(v, list[0])
	}
}

var errRounds = fmt.Errorf("%w: too few rounds to connect what belongs together: say more (--rounds)", assay.ErrInvalid)

func leastOf(u []byte, below values, to emits) error {
	list := nodes(below)
	if len(list) != 1 {
		return errRounds
	}
	to(u, list[0])
	return nil
}

func settled(label []byte, members, above values, to emits) error {
	if one(above) != nil {
		var m []byte
		if members(&m) {
			return errRounds
		}
		return nil
	}
	to(label, label)
	var m []byte
	for members(&m) {
		to(m, label)
		m = nil
	}
	return nil
}

func init() {
	register.Function3x0(bothWays)
	register.Function3x0(swap)
	register.Function3x0(largeStar)
	register.Function3x0(smallStar)
	register.Function3x1(leastOf)
	register.Function4x1(settled)
	register.Emitter1[[]byte]()
	register.Emitter2[[]byte, []byte]()
	register.Iter1[[]byte]()
}
