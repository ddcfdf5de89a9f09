package occurrence

import (
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"assay"
)

// What was put together pair by pair is looked at once more as it stands: a group knows more
// than each of its figures does. Three papers give 14, 19 and 23 dead of one flood; two of
// them have its missing, too, and nothing else that the third tells has as many dead, so the
// three numbers are one toll. Groups between whose items there are links are compared by all
// that their items say, and each two are joined of which each is the one for which most
// speaks, again and again until nothing speaks for any two. What comes out depends on the
// items of a part alone, since links lead nowhere else.

// A bundle is a group of items that is compared with others.
type bundle struct {
	id      int32 // the first of its items
	event   int32 // the group that tells of the same occurrence
	items   []*item
	stories []uint64 // sorted
	own     []uint64 // those of them of which not only a headline is in it
	places  []*spot  // those that a clause says
	near    []*spot  // others
	days    []stretch
	numbers []*item // one of each number, the largest first
	heads   []string
	sources []string
	bonds   []bound
	action  assay.Action
	unit    string
	persons bool // whether that is persons
	share   shares
}

// shares say of how many of the items of a bundle something holds, from 0 to 1.
type shares struct {
	single, named, anybody, part, whole, top, largest, retold, vague, more, per, marked, dated, lent, background, bare float64
}

// A bound is what the links between two bundles say.
type bound struct {
	to                  int32
	n, answers          int
	answer, event       int64
	most, least, events int16
}

// bundles of a part, by the first item of each.
type bundles struct {
	list map[int32]*bundle
	at   map[int32][]int32 // per event its bundles, in order
	w    *network
	asks bool // whether questions are gathered, not occurrences
	meetings
}

// kinds are the most of one thing that a bundle keeps.
const kinds = 24

// newBundle sums up items, which are in the order of the pile. Copies say nothing of their own.
func newBundle(items []*item, event int32) *bundle {
	b := &bundle{id: int32(items[0].id), event: event}
	for _, it := range items {
		b.id = min(b.id, int32(it.id))
		if !it.copied() {
			b.items = append(b.items, it)
		}
	}
	if len(b.items) == 0 {
		b.items = items[:1]
	}
	actions, units := map[assay.Action]int{}, map[string]int{}
	n := float64(len(b.items))
	tell := func(to *float64, yes bool) {
		if yes {
			*to += 1 / n
		}
	}
	s := &b.share
	for _, it := range b.items {
		addTo(&b.stories, uint64(it.rep.story))
		if !it.retold {
			addTo(&b.own, uint64(it.rep.story))
		}
		for _, p := range it.places {
			list := &b.places
			if it.weak {
				list = &b.near
			}
			if len(*list) < kinds && !slices.ContainsFunc(*list, func(q *spot) bool { return q == p || p.found && q.found && q.place == p.place }) {
				*list = append(*list, p)
			}
		}
		if it.dated && len(b.days) < kinds && !slices.Contains(b.days, it.days) {
			b.days = append(b.days, it.days)
		}
		tell(&s.dated, it.dated)
		tell(&s.lent, it.lent)
		tell(&s.retold, it.retold)
		tell(&s.background, it.event >= 0 && it.rep.events[it.event].Background)
		if it.source != "" && len(b.sources) < kinds && !slices.Contains(b.sources, it.source) {
			b.sources = append(b.sources, it.source)
		}
		if it.figure == nil {
			tell(&s.bare, true)
			continue
		}
		actions[it.action]++
		units[it.figure.Unit]++
		if it.known && len(b.numbers) < kinds && !slices.ContainsFunc(b.numbers, func(o *item) bool { return o.lo == it.lo && o.hi == it.hi }) {
			b.numbers = append(b.numbers, it)
		}
		for _, h := range it.heads {
			if len(b.heads) < kinds && !slices.Contains(b.heads, h) {
				b.heads = append(b.heads, h)
			}
		}
		tell(&s.single, it.single)
		tell(&s.named, it.named)
		tell(&s.anybody, it.anybody)
		tell(&s.part, it.whole >= 0)
		tell(&s.whole, it.total())
		tell(&s.top, it.nth == 0)
		tell(&s.largest, it.largest)
		tell(&s.vague, it.vague())
		tell(&s.more, it.figure.Quantity.Change != "")
		tell(&s.per, it.figure.Per != "" || it.figure.Total != "" && it.figure.Total != cumulative)
		tell(&s.marked, len(it.marks) > 0)
	}
	for _, it := range b.items {
		if it.figure == nil {
			continue
		}
		if actions[it.action] > actions[b.action] {
			b.action = it.action
		}
		if units[it.figure.Unit] > units[b.unit] {
			b.unit, b.persons = it.figure.Unit, it.ofPersons()
		}
	}
	slices.SortStableFunc(b.numbers, func(x, y *item) int { return cmp.Compare(y.lo, x.lo) })
	return b
}

// addTo adds n to a sorted list that has each number once.
func addTo(list *[]uint64, n uint64) {
	if k, ok := slices.BinarySearch(*list, n); !ok {
		*list = slices.Insert(*list, k, n)
	}
}

// gather joins groups of items, each led to by the first of its members, by what speaks for
// groups. Event leads each item to what tells of one occurrence as it was found so far.
func (p *pile) gather(root, event []int32, links []link, in func(it *item) bool, w *network, asks bool) []int32 {
	if len(w.Hidden) == 0 {
		return root
	}
	f := forest(slices.Clone(root))
	var wg sync.WaitGroup
	var turn atomic.Int32
	list := p.linked(root, event, links, in)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() { // parts have nothing in common, nor what is written of them
			for {
				i := int(turn.Add(1)) - 1
				if i >= len(list) {
					return
				}
				bs := p.newBundles(&list[i], root, event, w, asks)
				bs.join(f)
			}
		})
	}
	wg.Wait()
	return f.roots()
}

// A province is the items that links lead to from one of them, with the links between groups.
type province struct {
	items []*item
	links []link
}

// linked returns the provinces in which there is something to join.
func (p *pile) linked(root, event []int32, links []link, in func(it *item) bool) (list []province) {
	home := newForest(len(p.items))
	for i := range p.items {
		home.join(int32(i), root[i])
		home.join(int32(i), event[i])
	}
	between := func(l *link) bool {
		return root[l.a] != root[l.b] && in(p.items[l.a]) && in(p.items[l.b])
	}
	for i := range links {
		if between(&links[i]) {
			home.join(links[i].a, links[i].b)
		}
	}
	top := home.roots()
	at := map[int32]int{}
	for i := range links {
		if l := &links[i]; between(l) {
			k, ok := at[top[l.a]]
			if !ok {
				k = len(list)
				at[top[l.a]] = k
				list = append(list, province{})
			}
			list[k].links = append(list[k].links, *l)
		}
	}
	for i, it := range p.items {
		if k, ok := at[top[i]]; ok && in(it) {
			list[k].items = append(list[k].items, it)
		}
	}
	return list
}

// newBundles lays out the groups of a province.
func (p *pile) newBundles(of *province, root, event []int32, w *network, asks bool) *bundles {
	bs := &bundles{list: map[int32]*bundle{}, at: map[int32][]int32{}, w: w, asks: asks}
	members := map[int32][]*item{}
	var ids []int32
	for _, it := range of.items {
		r := root[it.id]
		if members[r] == nil {
			ids = append(ids, r)
		}
		members[r] = append(members[r], it)
	}
	for _, r := range ids {
		b := newBundle(members[r], event[members[r][0].id])
		b.id = r
		bs.list[r] = b
		bs.at[b.event] = append(bs.at[b.event], r)
	}
	for i := range of.links {
		l := &of.links[i]
		for _, side := range [...][2]int32{{root[l.a], root[l.b]}, {root[l.b], root[l.a]}} {
			bs.list[side[0]].bind(bound{side[1], 1, count(l.answer > 0), int64(l.answer), int64(l.event), l.answer, l.answer, l.event})
		}
	}
	return bs
}

// bind adds to what is known between b and another.
func (b *bundle) bind(x bound) {
	k, ok := slices.BinarySearchFunc(b.bonds, x.to, func(y bound, to int32) int { return cmp.Compare(y.to, to) })
	if !ok {
		b.bonds = slices.Insert(b.bonds, k, x)
		return
	}
	y := &b.bonds[k]
	y.n, y.answers, y.answer, y.event = y.n+x.n, y.answers+x.answers, y.answer+x.answer, y.event+x.event
	y.most, y.least, y.events = max(y.most, x.most), min(y.least, x.least), max(y.events, x.events)
}

func (b *bundle) with(to int32) *bound {
	k, _ := slices.BinarySearchFunc(b.bonds, to, func(y bound, to int32) int { return cmp.Compare(y.to, to) })
	return &b.bonds[k]
}

// may reports whether two bundles may answer one question.
func (bs *bundles) may(a, b *bundle) bool {
	return !bs.asks || (a.action == b.action || akin(a.action, b.action)) && a.unit == b.unit
}

// disputed reports whether reports of two stories and more each tell the numbers of both
// bundles as counts of the same people in one event, each by somebody else or by the report
// itself: "the agency puts the dead at 57, the governor speaks of 80". Whoever tells it so
// tells of rivals.
func (bs *bundles) disputed(a, b *bundle) bool {
	if !bs.asks || a.action != b.action || a.share.whole <= 0.5 || b.share.whole <= 0.5 ||
		!common(a.heads, b.heads) && (a.share.anybody <= 0.5 || b.share.anybody <= 0.5) {
		return false
	}
	var stories []uint64
	together(a, b, func(x, y *item) {
		if x.event >= 0 && x.event == y.event && !x.retold && !y.retold && x.source != y.source && x.total() && y.total() {
			addTo(&stories, uint64(x.rep.story))
		}
	})
	return len(stories) > 1
}

// join joins bundles until nothing speaks for two.
func (bs *bundles) join(f forest) {
	var v vector
	for {
		type choice struct {
			to    int32
			score int32
		}
		best := map[int32]choice{}
		ids := bs.ids()
		for _, id := range ids {
			a := bs.list[id]
			for _, x := range a.bonds {
				b := bs.list[x.to]
				if b.id < a.id || !bs.may(a, b) {
					continue
				}
				var score [1]int32
				if bs.disputed(a, b) {
					score[0] = surest * 1000
				} else {
					v.bundles(bs, a, b)
					bs.w.score(v.at, score[:])
				}
				if score[0] <= 0 {
					continue
				}
				// Of equals the first: a is in order, and so are its bonds.
				if c, ok := best[a.id]; !ok || score[0] > c.score {
					best[a.id] = choice{b.id, score[0]}
				}
				if c, ok := best[b.id]; !ok || score[0] > c.score {
					best[b.id] = choice{a.id, score[0]}
				}
			}
		}
		joined := false
		for _, id := range ids {
			c, ok := best[id]
			if d, there := best[c.to]; !ok || !there || d.to != id || c.to < id {
				continue
			}
			bs.merge(id, c.to, f)
			joined = true
		}
		if !joined {
			return
		}
	}
}

func (bs *bundles) ids() (ids []int32) {
	for id := range bs.list {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// merge puts bundle gone into bundle to.
func (bs *bundles) merge(to, gone int32, f forest) {
	a, b := bs.list[to], bs.list[gone]
	f.join(to, gone)
	items := slices.Concat(a.items, b.items)
	slices.SortFunc(items, func(x, y *item) int { return cmp.Compare(x.id, y.id) })
	c := newBundle(items, a.event)
	c.id, c.bonds = to, a.bonds
	bs.list[to] = c
	delete(bs.list, gone)
	bs.at[b.event] = slices.DeleteFunc(bs.at[b.event], func(id int32) bool { return id == gone })
	drop := func(x *bundle, to int32) {
		x.bonds = slices.DeleteFunc(x.bonds, func(y bound) bool { return y.to == to })
	}
	drop(c, gone)
	for _, x := range b.bonds {
		if x.to == to {
			continue
		}
		o := bs.list[x.to]
		drop(o, gone)
		y := x
		y.to = to
		o.bind(y)
		c.bind(x)
	}
}

// half sets whether something holds of most of one bundle, and of both.
func (v *vector) half(x, y float64) { v.either(x > 0.5, y > 0.5) }

// bundles sets v to the comparison of two bundles, which does not depend on which is which.
func (v *vector) bundles(bs *bundles, a, b *bundle) {
	v.reset()
	x := a.with(b.id)
	odds := func(n int64, of int) float64 { return (float64(n)/float64(of)/1000 + surest) / (2 * surest) }
	v.share(odds(x.answer, x.n))
	v.share(odds(int64(x.most), 1))
	v.share(odds(int64(x.least), 1))
	v.share(float64(x.answers) / float64(x.n))
	v.share(odds(x.event, x.n))
	v.share(odds(int64(x.events), 1))
	v.choice(steps(x.n, 1, 2, 4, 8, 16), 6)
	possible := min(reach, len(a.items)*len(b.items))
	v.share(float64(x.n) / float64(max(1, possible)))
	same := a.event == b.event
	v.yes(same)
	v.bundleReports(a, b)
	v.bundleDeed(a, b)
	v.bundleNumbers(a, b)
	v.bundlePlaces(bs, a, b)
	v.bundleDays(a, b)
	v.bundleRivals(bs, a, b, same)
}

// overlapOf counts the numbers that two sorted lists have in common.
func overlapOf(a, b []uint64) (n int) {
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] == b[k]:
			n++
			i, k = i+1, k+1
		case a[i] < b[k]:
			i++
		default:
			k++
		}
	}
	return n
}

// together calls f with each two items of one report, of which each is in another bundle.
func together(a, b *bundle, f func(x, y *item)) {
	for i, k := 0, 0; i < len(a.items) && k < len(b.items); {
		x, y := a.items[i], b.items[k]
		switch {
		case x.rep.nth < y.rep.nth:
			i++
			continue
		case x.rep.nth > y.rep.nth:
			k++
			continue
		}
		n := k
		for ; i < len(a.items) && a.items[i].rep == x.rep; i++ {
			for n = k; n < len(b.items) && b.items[n].rep == x.rep; n++ {
				f(a.items[i], b.items[n])
			}
		}
		k = n
	}
}

func (v *vector) bundleReports(a, b *bundle) {
	both, own := overlapOf(a.stories, b.stories), overlapOf(a.own, b.own)
	less, more := min(len(a.stories), len(b.stories)), max(len(a.stories), len(b.stories))
	v.choice(steps(less, 1, 2, 4), 4)
	v.choice(steps(more, 1, 2, 4, 8), 5)
	v.yes(both > 0, own > 0, both == less, own == less)
	v.share(float64(both) / float64(less))
	v.share(float64(own) / float64(less))
	v.half(a.share.retold, b.share.retold)
	v.half(a.share.background, b.share.background)
	v.half(a.share.bare, b.share.bare)
	// In a report that has both.
	gap, oneSource, twoSources, unsourced, oneEvent, twoEvents, oneSentence, gaveUp := 99, false, false, false, false, false, false, false
	together(a, b, func(x, y *item) {
		if !x.retold && !y.retold {
			gap = min(gap, abs(x.sentence-y.sentence))
			oneSentence = oneSentence || x.sentence == y.sentence
			oneSource = oneSource || x.source != "" && x.source == y.source
			unsourced = unsourced || x.source == "" && y.source == ""
			twoSources = twoSources || x.source != "" && y.source != "" && x.source != y.source
			oneEvent = oneEvent || x.event >= 0 && x.event == y.event
			twoEvents = twoEvents || x.event >= 0 && y.event >= 0 && x.event != y.event
			gaveUp = gaveUp || x.former || y.former
		}
	})
	v.choice(steps(gap, 0, 1, 3, 8, 98), 6)
	v.yes(oneSource, twoSources, unsourced, oneEvent, twoEvents, oneSentence, gaveUp)
}

func (v *vector) bundleDeed(a, b *bundle) {
	v.yes(a.action == b.action, akin(a.action, b.action))
	for _, act := range assay.Actions[:detained+1] {
		v.yes(a.action == act && b.action == act)
	}
	v.yes(a.unit == b.unit, a.persons && b.persons)
	s, t := &a.share, &b.share
	head := common(a.heads, b.heads)
	v.yes(head, len(a.heads) == 0 || len(b.heads) == 0)
	v.half(s.anybody, t.anybody)
	v.yes(!head && s.anybody <= 0.5 && t.anybody <= 0.5, !head && s.anybody > 0.5 != (t.anybody > 0.5))
	v.half(s.single, t.single)
	v.half(s.named, t.named)
	v.half(s.marked, t.marked)
	v.half(s.per, t.per)
	v.half(s.more, t.more)
	v.yes(s.single > 0.5 && t.single > 0.5 && head, s.single > 0.5 && t.single > 0.5 && !head)
	source := common(a.sources, b.sources)
	v.yes(source, !source && len(a.sources) > 0 && len(b.sources) > 0)
	// What is a part, and of what.
	under, beside := false, false
	together(a, b, func(x, y *item) {
		under = under || x.whole >= 0 && x.whole == y.fig || y.whole >= 0 && y.whole == x.fig
		beside = beside || x.whole >= 0 && x.whole == y.whole
	})
	v.yes(under, beside)
	v.half(s.part, t.part)
}

func (v *vector) bundleNumbers(a, b *bundle) {
	s, t := &a.share, &b.share
	equal, covers := 0, false
	r := 1e9
	for _, x := range a.numbers {
		for _, y := range b.numbers {
			equal += count(x.lo == y.lo && x.hi == y.hi)
			covers = covers || x.covers(y)
			r = min(r, ratio(x, y))
		}
	}
	known := len(a.numbers) > 0 && len(b.numbers) > 0
	top, size := 1e9, 0
	if known {
		top = ratio(a.numbers[0], b.numbers[0])
		size = bits.Len(uint(min(a.numbers[0].lo, b.numbers[0].lo, 1e9)))
	}
	step := func(r float64) (k int) {
		for _, l := range [...]float64{1, 1.1, 1.25, 1.5, 2, 4, 10, 1e8} {
			k += count(r > l)
		}
		return k
	}
	v.choice(step(r), 9)
	v.choice(step(top), 9)
	v.yes(equal > 0, covers, equal > 0 && equal == min(len(a.numbers), len(b.numbers)))
	v.share(float64(size) / 12)
	v.yes(known && size <= 2, known && size <= 2 && equal > 0, known && size > 2 && equal > 0)
	v.half(s.vague, t.vague)
	v.half(s.top, t.top)
	v.half(s.largest, t.largest)
	v.half(s.whole, t.whole)
	both := s.whole > 0.5 && t.whole > 0.5
	v.yes(both && s.largest > 0.5 && t.largest > 0.5, both && s.top > 0.5 && t.top > 0.5)
}

func (v *vector) bundlePlaces(bs *bundles, a, b *bundle) {
	rel, km := bs.closest(a.places, b.places)
	v.choice(int(rel), int(same)+1)
	v.choice(steps(int(km), -1, 5, 20, 60, 200), 6)
	all := func(x *bundle) []*spot { return slices.Concat(x.places, x.near) }
	rel, _ = bs.closest(all(a), all(b))
	v.choice(int(rel), int(same)+1)
	v.either(len(a.places) == 0, len(b.places) == 0)
	v.either(precise(a.places), precise(b.places))
	v.yes(common(countries(a), countries(b)))
}

func countries(b *bundle) []string { return b.items[0].country }

func (v *vector) bundleDays(a, b *bundle) {
	gap, equal := 1<<20, false
	for _, x := range a.days {
		for _, y := range b.days {
			equal = equal || x == y
			gap = min(gap, max(0, x.begin-y.end+1, y.begin-x.end+1))
		}
	}
	v.choice(steps(gap, 0, 1, 2, 4, 10, 40, 1<<19), 8)
	v.yes(equal)
	v.half(a.share.dated, b.share.dated)
	v.half(a.share.lent, b.share.lent)
	// Which was told of later, and whether it is more.
	first := func(x *bundle) (day int, known bool) {
		day = 1 << 30
		for _, it := range x.items {
			if it.rep.known {
				day, known = min(day, it.rep.day), true
			}
		}
		return day, known
	}
	m, okM := first(a)
	n, okN := first(b)
	far, grows, falls := 8, false, false
	if okM && okN {
		far = steps(abs(m-n), 0, 1, 2, 4, 10, 30)
		if m != n && len(a.numbers) > 0 && len(b.numbers) > 0 && a.numbers[0].lo != b.numbers[0].lo {
			grows = (m < n) == (a.numbers[0].lo < b.numbers[0].lo)
			falls = !grows
		}
	}
	v.choice(far, 9)
	v.yes(grows, falls)
}

// about returns the bundles of an occurrence, the first of them where they are many.
func (bs *bundles) about(event int32) []int32 {
	list := bs.at[event]
	return list[:min(len(list), room)]
}

// bundleRivals sets how two bundles stand among others: whether each is the one for which
// most speaks of the other, how many others of one occurrence count the same, how many of
// their occurrences' other numbers the reports of both have.
func (v *vector) bundleRivals(bs *bundles, a, b *bundle, one bool) {
	rank := func(x, y *bundle) (k int) {
		here := x.with(y.id)
		for i := range x.bonds {
			o := &x.bonds[i]
			if o.to != y.id && bs.may(x, bs.list[o.to]) {
				k += count(o.answer*int64(here.n) > here.answer*int64(o.n))
			}
		}
		return k
	}
	p, q := rank(a, b), rank(b, a)
	v.choice(steps(min(p, q), 0, 1, 3), 4)
	v.choice(steps(max(p, q), 0, 1, 3), 4)
	v.yes(p == 0 && q == 0, p == 0 && q == 0 && one)
	// Others that may be what each is.
	others := func(x *bundle) (k int) {
		for _, id := range bs.about(x.event) {
			if o := bs.list[id]; o != a && o != b && bs.may(o, x) && o.share.single <= 0.5 && o.share.part <= 0.5 {
				k++
			}
		}
		return k
	}
	m, n := others(a), others(b)
	v.choice(steps(min(m, n), 0, 1, 3, 8), 5)
	v.choice(steps(max(m, n), 0, 1, 3, 8), 5)
	v.yes(one && m == 0, one && m == 0 && overlapOf(a.own, b.own) == 0)
	// What the reports of both tell besides.
	echoes, alike := 0, 0
	for _, e := range slices.Compact([]int32{a.event, b.event}) {
		for _, id := range bs.about(e) {
			if o := bs.list[id]; o != a && o != b && overlapOf(o.stories, a.stories) > 0 && overlapOf(o.stories, b.stories) > 0 && len(o.stories) > 1 {
				echoes++
				alike += count(o.share.whole > 0.5 && len(o.numbers) > 0 && o.numbers[0].lo > 2)
			}
		}
	}
	v.choice(steps(echoes, 0, 1, 3), 4)
	v.choice(steps(alike, 0, 1, 3), 4)
}

// alone returns a bundle of one item and itself, for their comparison.
func alone(it *item) (bs *bundles, a, b *bundle) {
	a = newBundle([]*item{it}, 0)
	a.bonds = []bound{{to: a.id, n: 1}}
	return &bundles{list: map[int32]*bundle{a.id: a}}, a, a
}
