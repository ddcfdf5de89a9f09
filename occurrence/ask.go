package occurrence

import (
	"math/bits"

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
	more, equal, parts, together := false, false, false, false
	for _, o := range it.rep.items {
		if o == it || o.figure == nil {
			continue
		}
		one := o.event >= 0 && o.event == it.event
		more = more || o.action == it.action && o.known && o.lo > it.hi
		equal = equal || o.action == it.action && o.known && o.lo == it.lo && o.hi == it.hi
		parts = parts || o.whole == it.fig
		together = together || one && o.action == it.action && o.known && o.lo > it.hi
	}
	v.yes(more, equal, parts, together, it.single && more, it.single && together, it.single && equal)
	v.share(float64(it.span.Len()) / 30)
	v.yes(it.source != "", it.voiced)
}

// ofPersons reports whether a figure counts persons.
func (it *mention) ofPersons() bool { return it.figure.Unit == "person" }

// did reports whether a figure counts those who did it to others.
func (it *mention) did() bool { return it.figure.Role == "did" }

const cumulative = "cumulative" // a toll so far
