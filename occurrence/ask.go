package occurrence

import (
	"math/bits"
	"slices"

	"assay"
	"assay/lang/en"
)

// ask sets v to what tells whether a figure answers a question of its own: whom a report
// names among the dead, and who threw the bomb, are told of but counted by nobody.
func (v *vector) ask(it *item) {
	v.reset()
	fig := it.figure
	v.yes(it.single, it.named, it.anybody, len(it.heads) == 0, len(it.marks) > 0, it.retold, it.known, it.weak, it.lent, it.dated)
	v.yes(it.class == en.Person, it.class == en.Group, it.class == en.NoNoun, it.ofPersons())
	v.choice(int(fig.Quantity.Bound), 6)
	v.yes(it.did(), fig.Role == "", fig.Of != (assay.Ref[assay.Figure]{}), fig.Per != "", fig.Kind != "", fig.Total != "" && fig.Total != cumulative, fig.Total == cumulative)
	for _, act := range assay.Actions[:detained+1] {
		v.yes(it.action == act)
	}
	v.share(fig.Chances.Figure)
	v.share(fig.Chances.Action)
	v.share(fig.Confidence)
	v.share(float64(it.nth) / 6)
	v.yes(it.largest, it.nth == 0, it.event < 0, it.event >= 0 && it.rep.events[max(0, it.event)].Background)
	v.choice(steps(it.sentence, 0, 2, 5, 10, 20), 6)
	size := 0
	if it.known {
		size = bits.Len(uint(min(it.lo, 1e9)))
	}
	v.share(float64(size) / 12)
	v.yes(it.trigger.Len() > 0 && it.trigger.Start < it.span.Start, it.trigger.Len() == 0, it.whole >= 0)
	t := &it.rep.tally
	more, parts := t.above(it, -1), t.wholes[it.fig]
	together := it.event >= 0 && t.above(it, it.event)
	equal := t.alike[number{it.action, it.lo, it.hi}] > count(it.known)
	v.yes(more, equal, parts, together, it.single && more, it.single && together, it.single && equal)
	v.share(float64(it.span.Len()) / 30)
	v.yes(it.source != "", it.voiced)
	v.yes(it.doer, it.doer && it.single, it.doer && it.agent, it.agent, it.aged, it.single && it.named && it.aged, it.single && it.tolls > 0, it.single && it.tolls == 0, it.single && it.sentence >= 0 && it.sentence <= 2)
	v.choice(steps(it.ones, 0, 1, 2, 4), 5)
	v.choice(steps(it.tolls, 0, 1, 2, 4), 5)
}

// A tally is what ask asks of the other figures of a report, found once: looked for in all of
// them for each, a text of nothing but figures took the square of its length.
type tally struct {
	most   map[deed]float64 // the largest least number of each action, and of each in an event
	alike  map[number]int   // how many figures give a number
	wholes map[int]bool     // the figures that have parts
}

type deed struct {
	action assay.Action
	event  int // -1 for the whole report
}

type number struct {
	action assay.Action
	lo, hi float64
}

func newTally(items []*item) tally {
	t := tally{map[deed]float64{}, map[number]int{}, map[int]bool{}}
	for _, it := range items {
		if it.figure == nil {
			continue
		}
		if it.whole >= 0 {
			t.wholes[it.whole] = true
		}
		if !it.known {
			continue
		}
		t.alike[number{it.action, it.lo, it.hi}]++
		t.raise(deed{it.action, -1}, it.lo)
		if it.event >= 0 {
			t.raise(deed{it.action, it.event}, it.lo)
		}
	}
	return t
}

func (t *tally) raise(d deed, n float64) {
	if m, ok := t.most[d]; !ok || n > m {
		t.most[d] = n
	}
}

// above reports whether a figure of it's action, in an event where that is not -1, is larger.
func (t *tally) above(it *item, event int) bool {
	m, ok := t.most[deed{it.action, event}]
	return ok && m > it.hi
}

// ofPersons reports whether a figure counts persons.
func (it *mention) ofPersons() bool { return it.figure.Unit == "person" }

// judged reports whether the network says if a figure answers a question: of houses and
// money nobody said who is counted.
func (it *mention) judged() bool {
	k := slices.Index(assay.Actions[:], it.action)
	return it.figure != nil && (k >= 0 && k <= fled || k == arrived || k == detained)
}

// did reports whether a figure counts those who did it to others.
func (it *mention) did() bool { return it.figure.Role == "did" }

const cumulative = "cumulative" // a toll so far
