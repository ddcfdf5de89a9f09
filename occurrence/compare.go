package occurrence

import (
	"math/bits"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
)

// A vector is a comparison in the making: numbers from 0 to 1, in a fixed order.
type vector struct {
	at     []float32
	groups []int // where each group of numbers begins
	meetings
}

func (v *vector) reset() { v.at, v.groups = v.at[:0], v.groups[:0] }

// group begins the next of the groups that [Why] names.
func (v *vector) group() { v.groups = append(v.groups, len(v.at)) }

func (v *vector) yes(list ...bool) {
	at := v.at
	for _, b := range list {
		var x float32
		if b {
			x = 1
		}
		at = append(at, x)
	}
	v.at = at
}

// choice sets the k-th of n numbers.
func (v *vector) choice(k, n int) {
	at := v.at
	for range n {
		at = append(at, 0)
	}
	if k >= 0 && k < n {
		at[len(at)-n+k] = 1
	}
	v.at = at
}

func (v *vector) share(x float64) { v.at = append(v.at, float32(min(1, max(0, x)))) }

// steps returns how many of the limits x lies above.
func steps(x int, limits ...int) (k int) {
	for _, l := range limits {
		k += count(x > l)
	}
	return k
}

// either sets whether one and whether both of two things hold.
func (v *vector) either(a, b bool) { v.yes(a != b, a && b) }

// compare sets v to the comparison of a and b, which does not depend on which is which.
func (v *vector) compare(a, b *item) {
	v.reset()
	v.group()
	v.place(a, b)
	v.group()
	v.time(a, b)
	v.group()
	v.report(a, b)
	v.group()
	v.happened(a, b)
	v.group()
	v.deed(a, b)
	v.group()
	v.who(a, b)
	v.group()
	v.number(a, b)
	v.group()
	v.voice(a, b)
	v.group()
	v.wording(a, b)
	v.group()
	v.together(a, b)
	v.group()
	v.rival(a, b)
}

// groupNames say what the groups of a comparison compare.
var groupNames = strings.Fields("place days reports event action counted number source words together rivals")

func (v *vector) place(a, b *item) {
	rel, km := v.closest(a.places, b.places)
	v.choice(int(rel), int(same)+1)
	v.either(a.weak, b.weak)
	v.yes((a.weak || b.weak) && rel >= within, (a.weak || b.weak) && rel == apart, !a.weak && !b.weak && rel >= within, !a.weak && !b.weak && rel == apart)
	v.choice(steps(int(km), -1, 5, 20, 60, 200), 6)
	v.yes(len(a.country) > 0 && len(b.country) > 0 && common(a.country, b.country), len(a.country) > 0 && len(b.country) > 0 && !common(a.country, b.country))
	v.either(precise(a.places), precise(b.places))
	v.either(wide(a.places), wide(b.places))
	v.yes(rel == same && precise(a.places) && precise(b.places))
	er, _ := v.closest(a.scene, b.scene)
	v.choice(int(er), int(same)+1)
	v.choice(steps(v.between(a.rep, b.rep).ground, 0, 1, 3), 4)
}

const long = 8 // days: what is told without a time is news of the week before

func (v *vector) time(a, b *item) {
	x, y := a.days, b.days
	both := a.dated && b.dated
	gap := max(0, x.begin-y.end+1, y.begin-x.end+1) // 0 where they meet
	rel := 0
	switch {
	case !both:
	case x == y:
		rel = 1
	case gap == 0:
		rel = 2
	default:
		rel = 3 + steps(gap, 1, 2, 4, 10, 40)
	}
	v.choice(rel, 9)
	v.either(a.lent, b.lent)
	v.yes(both && x.len() == 1 && x == y, both && x.len() == 1 && y.len() == 1 && x != y, both && (a.lent || b.lent) && gap > 0, both && !a.lent && !b.lent && gap > 0)
	v.either(a.dated && x.len() > long, b.dated && y.len() > long)
	v.either(a.dated && x.len() > 60, b.dated && y.len() > 60)
	v.either(!a.dated, !b.dated)
	meet := min(x.end, y.end) - max(x.begin, y.begin)
	if both && meet > 0 {
		v.share(float64(meet) / float64(max(x.end, y.end)-min(x.begin, y.begin)))
	} else {
		v.share(0)
	}
	v.yes(both && x.begin == y.begin, both && abs(x.begin-y.begin) <= 1)
}

func abs(n int) int { return max(n, -n) }

func (v *vector) report(a, b *item) {
	one := a.rep == b.rep
	v.yes(one, !one && a.rep.story == b.rep.story, a.copied() || b.copied())
	apart := 0
	if a.rep.known && b.rep.known {
		apart = 1 + steps(abs(a.rep.day-b.rep.day), 0, 1, 2, 4, 10, 30)
	}
	if one {
		apart = 8
	}
	v.choice(apart, 9)
	v.yes(!one && a.rep.publisher != "" && a.rep.publisher == b.rep.publisher)
	far, between := 5, 3
	if one {
		far = steps(abs(a.sentence-b.sentence), 0, 1, 3, 8)
		between = steps(a.between(b), 0, 1)
	}
	v.choice(far, 6)
	v.choice(between, 4)
	v.either(a.retold, b.retold)
	v.yes(one && a.region == b.region, one && a.retold != b.retold, one && a.span.Start < b.span.End && b.span.Start < a.span.End)
	v.either(a.sentence >= 0 && a.sentence <= 2, b.sentence >= 0 && b.sentence <= 2)
}

func (it *item) copied() bool { return it.copyOf != nil }

// between counts the items of one report between two.
func (it *item) between(o *item) int {
	return abs(it.at-o.at) - 1
}

func (v *vector) happened(a, b *item) {
	one := a.rep == b.rep
	var e, f *event
	if a.event >= 0 {
		e = &a.rep.events[a.event]
	}
	if b.event >= 0 {
		f = &b.rep.events[b.event]
	}
	both := e != nil && f != nil
	v.yes(one && both && a.event == b.event, one && both && a.event != b.event)
	v.either(e == nil, f == nil)
	v.yes(both && e.Type == f.Type, both && e.Type != f.Type, both && e.Type == f.Type && e.Mode != "" && e.Mode == f.Mode, both && e.Mode != "" && f.Mode != "" && e.Mode != f.Mode)
	for _, kind := range [...]string{"ASSAULT", "DISASTER", "ACCIDENT"} {
		v.yes(both && e.Type == kind && f.Type == kind)
	}
	v.either(e != nil && e.Background, f != nil && f.Background)
	v.either(a.figure == nil, b.figure == nil)
}

// akin reports whether reports use two actions for one thing: those of leaving one's home,
// which stand together in the list, and those of coming to a place.
func akin(a, b assay.Action) bool { return a != b && family(a) == family(b) }

func (v *vector) deed(a, b *item) {
	var none figure
	f, g := &none, &none
	both := a.figure != nil && b.figure != nil
	if both {
		f, g = a.figure, b.figure
	}
	is := func(x, y string) (bool, bool) { return both && x == y && x != "", both && x != y && x != "" && y != "" }
	pair := func(x, y string) {
		s, d := is(x, y)
		v.yes(s, d, both && (x == "") != (y == ""))
	}
	same := both && a.action == b.action
	v.yes(same, both && akin(a.action, b.action), both && !same && (a.action == other || b.action == other))
	v.yes(both && !same && harm(a.action) && harm(b.action))
	for _, act := range assay.Actions[:detained+1] {
		v.yes(same && a.action == act)
	}
	v.yes(both && f.Verb != "" && f.Verb == g.Verb, both && a.rep == b.rep && a.trigger.Len() > 0 && a.trigger == b.trigger)
	pair(f.Unit, g.Unit)
	pair(f.Kind, g.Kind)
	pair(f.Total, g.Total)
	v.yes(f.Total == cumulative && g.Total == cumulative)
	pair(f.Per, g.Per)
	pair(f.Role, g.Role)
	v.share(float64(min(f.Chances.Action, g.Chances.Action)))
	v.yes(both && a.rep == b.rep && (a.whole == b.fig || b.whole == a.fig), both && a.rep == b.rep && a.whole >= 0 && a.whole == b.whole)
	v.either(both && a.whole >= 0, both && b.whole >= 0)
}

// harm reports whether an action is done to people by what happens.
func harm(a assay.Action) bool { return slices.Contains(assay.Actions[:missing+1], a) }

// Where some actions stand in their list.
const (
	missing   = 2
	displaced = 3
	fled      = 5
	arrived   = 7
	crossed   = 9
	detained  = 12
)

// other is the action that is none of the list.
var other = assay.Actions[len(assay.Actions)-1]

func (v *vector) who(a, b *item) {
	both := a.figure != nil && b.figure != nil
	none := len(a.heads) == 0 || len(b.heads) == 0
	head := both && common(a.heads, b.heads)
	v.yes(both && a.phrase != "" && a.phrase == b.phrase, head, both && none)
	v.either(both && a.anybody, both && b.anybody)
	v.yes(both && !none && !head && a.anybody != b.anybody, both && !none && !head && !a.anybody && !b.anybody)
	v.yes(both && !none && a.class == b.class, both && !none && a.class != b.class && a.class != en.NoNoun && b.class != en.NoNoun)
	v.yes(both && common(a.marks, b.marks), both && len(a.marks) > 0 && len(b.marks) > 0 && !common(a.marks, b.marks))
	v.either(both && len(a.marks) > 0, both && len(b.marks) > 0)
	if both && len(a.marks) > 0 && len(b.marks) > 0 {
		v.yes(len(a.nations) > 0 && len(b.nations) > 0 && !common(a.nations, b.nations))
	} else {
		v.yes(false)
	}
	v.either(both && a.single, both && b.single)
	v.either(both && a.named, both && b.named)
	v.yes(both && a.single && b.single && head, both && a.single && b.single && !head)
}

func (v *vector) number(a, b *item) {
	known := a.known && b.known
	var p, q quantity
	if known {
		p, q = a.figure.Quantity, b.figure.Quantity
	}
	equal := a.equals(b)
	r := ratio(a, b)
	k := 0
	switch {
	case !known:
	case equal:
		k = 1
	case r == 1:
		k = 2
	default:
		k = 3
		for _, l := range [...]float64{1.1, 1.25, 1.5, 2, 4, 10} {
			k += count(r > l)
		}
	}
	v.choice(k, 10)
	size := 0
	if known {
		size = bits.Len(uint(min(a.lo, b.lo, 1e9)))
	}
	v.share(float64(count(equal)*size) / 10)
	v.share(float64(count(known)*size) / 10)
	v.yes(equal && a.lo <= 2, known && min(a.lo, b.lo) <= 2 && max(a.lo, b.lo) > 2)
	v.either(known && p.Bound == assay.Vague, known && q.Bound == assay.Vague)
	v.either(known && p.Bound != assay.Exact, known && q.Bound != assay.Exact)
	v.either(known && a.largest, known && b.largest)
	v.either(known && a.nth == 0, known && b.nth == 0)
	v.yes(known && a.nth == b.nth)
	v.yes(known && a.rep != b.rep && !equal && (a.rival(b) || b.rival(a)))
	v.yes(known && a.rep != b.rep && equal && !a.rival(b) && !b.rival(a))
	v.either(known && p.Change != "", known && q.Change != "")
}

// equals reports whether two items give one number, or one gives up the other's: "71, up
// from 57" is what others counted as 57.
func (it *item) equals(b *item) bool {
	return it.known && b.known && (it.lo == b.lo && it.hi == b.hi || it.gaveUp(b) || b.gaveUp(it))
}

// gaveUp reports whether the report of it gives up b's number for it's.
func (it *item) gaveUp(b *item) bool {
	if it.was < 0 || it.rep == b.rep {
		return false
	}
	o := it.rep.items[it.was]
	return o.lo == b.lo && o.hi == b.hi
}

// rival reports whether the report of b has another figure that has a's number and
// action: it is likelier to be a's than b is.
func (it *item) rival(b *item) bool {
	n := number{it.action, it.lo, it.hi}
	return it.known && b.rep.tally.alike[n] > count(b.known && n == number{b.action, b.lo, b.hi})
}

func (v *vector) voice(a, b *item) {
	both := a.figure != nil && b.figure != nil
	v.yes(both && a.source != "" && a.source == b.source, both && a.source == "" && b.source == "", both && (a.source == "") != (b.source == ""),
		both && a.voiced && b.voiced && a.source != b.source, both && a.rep == b.rep && a.figure.Claim == b.figure.Claim)
}

func (v *vector) wording(a, b *item) {
	one := a.rep == b.rep
	v.likeness(a.words, b.words, false)
	v.likeness(a.names, b.names, false)
	v.likeness(a.around, b.around, false)
	both := v.between(a.rep, b.rep)
	v.at = append(v.at, both.title[0], both.title[1], both.lead[0], both.lead[1])
	v.likeness(a.words, b.rep.lead, one)
	v.likeness(b.words, a.rep.lead, one)
	// The last two are in an order that does not depend on which is which.
	n := len(v.at)
	if x, y := v.at[n-4:n-2], v.at[n-2:]; x[0] < y[0] || x[0] == y[0] && x[1] < y[1] {
		x[0], y[0] = y[0], x[0]
		x[1], y[1] = y[1], x[1]
	}
}

// names returns those of words that stand in few texts in small letters.
func names(list []word) (out []word) {
	for _, w := range list {
		if w.weight >= rare {
			out = append(out, w)
		}
	}
	return out
}

// rare is what a word weighs at least that no list has.
const rare = 5

// likeness sets how much of what two lists of words say is common: of the shorter, and of
// both.
func (v *vector) likeness(a, b []word, none bool) {
	if none {
		a, b = nil, nil
	}
	l := alike(a, b)
	v.at = append(v.at, l[0], l[1])
}

// alike is what likeness sets.
func alike(a, b []word) [2]float32 {
	var x, y, both int32
	if len(a) > 0 && len(b) > 0 {
		for _, w := range a {
			x += w.weight
		}
		for _, w := range b {
			y += w.weight
		}
		for i, k := 0, 0; i < len(a) && k < len(b); {
			switch {
			case a[i].id == b[k].id:
				both += a[i].weight
				i, k = i+1, k+1
			case a[i].id < b[k].id:
				i++
			default:
				k++
			}
		}
	}
	return [...]float32{float32(float64(both) / float64(max(1, min(x, y)))), float32(float64(both) / float64(max(1, x+y-both)))}
}

// together sets what several of the comparisons say only together.
func (v *vector) together(a, b *item) {
	one, both := a.rep == b.rep, a.known && b.known
	rel, _ := v.closest(a.places, b.places)
	gap := max(0, a.days.begin-b.days.end+1, b.days.begin-a.days.end+1)
	here, then := rel != apart, !a.dated || !b.dated || gap <= 1
	equal := a.equals(b)
	deed := both && (a.action == b.action || akin(a.action, b.action))
	who := both && (common(a.heads, b.heads) || a.anybody && b.anybody || len(a.heads) == 0 || len(b.heads) == 0)
	v.yes(equal && deed && here && then && !one, equal && deed && who && here && then && !one, equal && deed && who && !one && (!here || !then), deed && who && here && then && !one)
	v.yes(equal && one && a.retold != b.retold, equal && one && a.retold != b.retold && deed, equal && one && deed && who, equal && one && deed && here && then, deed && one && !equal && a.retold != b.retold)
	v.yes(equal && a.lo >= 10, equal && a.lo >= 10 && deed, equal && a.lo >= 10 && deed && who)
	v.yes(both && a.single && b.single && who && deed && here && then)
	v.yes(deed && who && rel >= within && then && !one, deed && who && rel >= within && then && one && ratio(a, b) == 1)
	others := deed && !one // what is nearest is looked for in a whole report: not for each two of one
	first, second := others && a.nearest(b), others && b.nearest(a)
	v.either(first, second)
	v.yes(first && second && who)
	n := 0
	if !one && both {
		n = a.rep.echoes(b.rep, a, b)
	}
	v.choice(steps(n, 0, 1, 3), 4)
	v.yes(n > 0 && equal, n > 0 && deed && who, n > 0 && !here)
	v.share(float64(n) / float64(max(1, min(len(a.rep.items), len(b.rep.items)))))
}

// nearest reports whether no figure of b's report that has a's action has a number nearer
// to a's than b has.
func (it *item) nearest(b *item) bool {
	if !it.known || !b.known {
		return false
	}
	r := ratio(it, b)
	exact := it.lo == b.lo && it.hi == b.hi
	return !slices.ContainsFunc(b.rep.items, func(o *item) bool {
		if o == b || !o.known || o.action != it.action || o.figure.Unit != it.figure.Unit {
			return false
		}
		x := ratio(it, o)
		return x < r || x == r && !exact && o.lo == it.lo && o.hi == it.hi
	})
}

// echoes counts the numbers of one action, greater than two, that two reports have in
// common besides those of a and b.
func (r *report) echoes(o *report, a, b *item) (n int) {
	for _, x := range r.items {
		if x == a || !x.known || x.lo <= 2 || x.lo == a.lo || x.lo == b.lo {
			continue
		}
		if slices.ContainsFunc(o.items, func(y *item) bool {
			return y != b && y.known && y.lo == x.lo && y.hi == x.hi && y.action == x.action
		}) {
			n++
		}
	}
	return n
}
