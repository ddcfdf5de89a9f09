package occurrence

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"assay"
	"assay/lang/neural"
)

// What stands under one key is a block. To find what may be one, all of a block are compared
// with each other if they are few, and else by their days, then by what was done, then by
// number; where even of these there are many, all with those that came first. So a report
// that comes later makes no difference to how others are compared, but where a block was full.
var ( // fewer in a test, so that a small pile fills them
	room  = 32 // how many few are
	first = 16 // how many of those that came first
)

// reach is how many items of a block an item is compared with to either side, when it is
// known what may be one.
const reach = 24

// A link is what speaks for two items being of one occurrence, and for their answering one
// question.
type link struct {
	a, b          int32 // items; a < b
	event, answer int16
}

// A block is items that are compared with each other, those that came first in front; of
// more than lead all with the first so many, if lead is not 0. They are known by their ids,
// which are in the order in which they came.
type block struct {
	items []int32
	lead  int
}

// behind returns the items behind one of the block with which that is compared.
func (b *block) behind(id int32) []int32 {
	k, _ := slices.BinarySearch(b.items, id)
	if b.lead > 0 && k >= b.lead {
		return nil
	}
	return b.items[k+1:]
}

// blocks returns the blocks of a pile.
func (p *pile) blocks() []block {
	var lists [][]int32
	_ = p.crowds(func(_ uint64, list []int32) error {
		if len(list) > 1 {
			lists = append(lists, slices.Clone(list))
		}
		return nil
	})
	stands := make([]stand, len(p.items))
	for i, it := range p.items {
		stands[i] = it.stand()
	}
	workers := runtime.GOMAXPROCS(0)
	refined := make([][]block, workers)
	var wg sync.WaitGroup
	for n := range workers {
		wg.Go(func() {
			for k := n; k < len(lists); k += workers {
				refined[n] = refine(refined[n], lists[k], 0, stands)
			}
		})
	}
	wg.Wait()
	return slices.Concat(refined...)
}

// crowds calls f with each key and the items that stand under it, those that came first in
// front. Copies stand under none: they go where their originals go.
func (p *pile) crowds(f func(key uint64, list []int32) error) error {
	type entry struct {
		key uint64
		id  int32
	}
	workers := runtime.GOMAXPROCS(0)
	parts := make([][]entry, workers)
	var wg sync.WaitGroup
	for n := range workers {
		wg.Go(func() {
			var keys []uint64
			items := p.items[len(p.items)*n/workers : len(p.items)*(n+1)/workers]
			parts[n] = make([]entry, 0, 16*len(items)) // about as many as they have
			for _, it := range items {
				if it.copied() {
					continue
				}
				keys = it.keys(keys[:0])
				for _, key := range keys {
					parts[n] = append(parts[n], entry{key, int32(it.id)})
				}
			}
			slices.SortFunc(parts[n], func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id)) })
		})
	}
	wg.Wait()
	// Keys are hashes, and the same whatever was read: two that meet by chance are one block.
	// Items are in the order in which they came, and so they are in each block.
	at := make([]int, workers)
	var list []int32
	for {
		least, more := ^uint64(0), false
		for n, part := range parts {
			if at[n] < len(part) {
				least, more = min(least, part[at[n]].key), true
			}
		}
		if !more {
			return nil
		}
		list = list[:0]
		for n, part := range parts {
			for ; at[n] < len(part) && part[at[n]].key == least; at[n]++ {
				list = append(list, part[at[n]].id)
			}
		}
		if err := f(least, list); err != nil {
			return err
		}
	}
}

// A stand is by what an item is sorted in its blocks.
type stand struct {
	when int
	act  int // of its action
	lo   float64
}

func (it *item) stand() stand {
	return stand{it.when(), slices.Index(assay.Actions[:], family(it.action)), it.lo}
}

// days returns the bins of days in which an item stands: two that are not more than two days
// apart are in one bin of the first or of the second kind.
func (s *stand) days() [2]int {
	const days = 4
	day := s.when + 800000
	return [...]int{day / days, (day + days/2) / days}
}

// refine appends the blocks to out into which a list is cut, by how its items stand.
func refine(out []block, list []int32, level int, stands []stand) []block {
	if len(list) < 2 {
		return out
	}
	if len(list) <= room {
		return append(out, block{list, 0})
	}
	return split(out, list, level, stands)
}

// split is refine of more than there is room for.
func split(out []block, list []int32, level int, stands []stand) []block {
	type bin struct {
		kind, n int
		lo      float64
	}
	var bins []bin // in the order of their first items
	by := map[bin][]int32{}
	add := func(b bin, id int32) {
		if by[b] == nil {
			bins = append(bins, b)
		}
		by[b] = append(by[b], id)
	}
	for _, id := range list {
		s := &stands[id]
		switch level {
		case 0:
			for kind, n := range s.days() {
				add(bin{kind: kind, n: n}, id)
			}
		case 1:
			add(bin{n: s.act}, id)
		case 2:
			add(bin{lo: s.lo}, id)
		default:
			return append(out, block{list, first})
		}
	}
	for _, b := range bins {
		out = refine(out, by[b], level+1, stands)
	}
	return out
}

// when returns the day by which an item stands in its blocks.
func (it *item) when() int {
	if it.dated && it.days.len() <= long {
		return it.days.begin
	}
	return it.rep.day
}

// keys appends to list under which an item is looked up: its story; its places, by months;
// where no place is told, its country and action by weeks; the rarest words of its report's
// headline.
func (it *item) keys(list []uint64) []uint64 {
	r := it.rep
	add := func(kind byte, what uint64, when int) {
		key := neural.Mix(neural.Mix(what, uint64(kind)), uint64(when))
		if !slices.Contains(list, key) {
			list = append(list, key)
		}
	}
	list = append(list, neural.Mix(r.story, 's'))
	day := it.when()
	months := [...]int{monthOf(day - 3), monthOf(day + 3), -1} // of the 30th it is told on the 1st
	if it.dated && r.known {
		months[2] = monthOf(r.day)
	}
	for _, s := range it.places {
		for _, m := range months {
			switch {
			case m < 0:
			case s.found:
				add('p', neural.Hash(s.place.Gazetteer), m)
				if s.province != "" {
					add('p', neural.Hash(s.province), m)
				}
			default:
				for _, w := range s.words {
					add('w', neural.Hash(w), m)
				}
			}
		}
	}
	for _, c := range it.country {
		what := neural.Mix(neural.Hash(c), neural.Hash(string(family(it.action))))
		add('c', what, (day-3+700000)/7)
		add('c', what, (day+3+700000)/7)
	}
	for _, w := range r.rare {
		add('t', uint64(uint32(w.id)), months[0])
		add('t', uint64(uint32(w.id)), months[1])
	}
	return list
}

// monthOf counts months.
func monthOf(day int) int {
	y, m, _ := dayOf(day).Date()
	return 12*y + int(m)
}

// family returns one action for those that are used for one thing: "displaced" for
// "evacuated" and "fled", "arrived" for "departed" and "crossed".
func family(a assay.Action) assay.Action {
	switch k := slices.Index(assay.Actions[:], a); {
	case k >= displaced && k <= fled:
		return assay.Actions[displaced]
	case k >= arrived && k <= crossed:
		return assay.Actions[arrived]
	}
	return a
}

// links compares items in two steps. In the first, what may be one is found: items are
// compared with others of their blocks for which that is worth it. What nothing leads from one
// to the other for is never put together. In the second all items of what so is a part are
// compared with their neighbours among them, whatever speaks for it, since what speaks against
// counts as well. The links of a part depend on its items alone.
func (p *pile) links(w *weights) []link {
	part, found := p.parts(w)
	return p.within(part, found, w)
}

// parts returns for each item the first of those to which something leads from it, and what
// was compared for that.
func (p *pile) parts(w *weights) ([]int32, []link) {
	found := p.newBlocks().compare(w, func(v *vector, a, b *item) bool { return v.worth(a, b) }, nil)
	return parts(len(p.items), p.sure(), found), found
}

// unseen is the part of an item that is not looked at.
const unseen = -1

// leads reports whether a link leads from one item to the other.
func (l link) leads() bool { return l.event > 0 || l.answer > 0 }

// within compares the items of each part. Those that were compared before are not again.
func (p *pile) within(part []int32, found []link, w *weights) []link {
	from := make([]int32, len(p.items)+1) // where what was found for an item begins
	for _, l := range found {
		from[l.a+1]++
	}
	members := make([][]*item, len(p.items))
	for i, it := range p.items {
		from[i+1] += from[i]
		if part[i] != unseen {
			members[part[i]] = append(members[part[i]], it)
		}
	}
	known := func(a, b int32) (link, bool) {
		list := found[from[a]:from[a+1]]
		k, ok := slices.BinarySearchFunc(list, b, func(l link, b int32) int { return cmp.Compare(l.b, b) })
		if !ok {
			return link{}, false
		}
		return list[k], true
	}
	lists := make([][]link, len(p.items))
	var wg sync.WaitGroup
	var turn atomic.Int32
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var v vector
			for {
				n := int(turn.Add(1)) - 1
				if n >= len(members) {
					return
				}
				var of *report
				pairs := neighbours(members[n])
				lists[n] = make([]link, 0, len(pairs))
				for _, pair := range pairs {
					i, k := int32(pair>>32), int32(pair)
					a, b := p.items[i], p.items[k]
					if l, ok := known(i, k); ok {
						lists[n] = append(lists[n], l)
						continue
					}
					if a.rep != of {
						of = a.rep
						v.begin(of)
					}
					lists[n] = append(lists[n], v.link(w, a, b))
				}
			}
		})
	}
	wg.Wait()
	return slices.Concat(lists...)
}

// neighbours returns the pairs of items, each two ids in one number and in order, that are not
// far from each other in one of the blocks that the items make: in the order of days, of what
// was done, of numbers.
func neighbours(items []*item) (pairs []uint64) {
	if len(items) < 2 {
		return nil
	}
	by := map[uint64][]*item{}
	var keys []uint64
	for _, it := range items {
		if it.copied() {
			continue
		}
		keys = it.keys(keys[:0])
		for _, k := range keys {
			by[k] = append(by[k], it)
		}
	}
	most := 0
	for _, list := range by {
		most += len(list) * min(len(list)-1, reach)
	}
	pairs = make([]uint64, 0, most)
	for _, list := range by {
		slices.SortFunc(list, func(a, b *item) int {
			return cmp.Or(cmp.Compare(a.when(), b.when()), cmp.Compare(a.action, b.action), cmp.Compare(a.lo, b.lo), byAge(a, b))
		})
		for i, a := range list {
			for _, b := range list[i+1 : min(len(list), i+1+reach)] {
				pairs = append(pairs, uint64(min(a.id, b.id))<<32|uint64(max(a.id, b.id)))
			}
		}
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// link compares two items.
func (v *vector) link(w *weights, a, b *item) link {
	var score [2]int32
	v.compare(a, b)
	w.Pair.score(v.at, score[:])
	return link{int32(a.id), int32(b.id), int16(score[0]), int16(score[1])}
}

// sure returns the items that are put together in any case: copies with their originals, a
// number that is given up with that for which it is.
func (p *pile) sure() (list [][2]int32) {
	for i, it := range p.items {
		if it.copyOf != nil {
			list = append(list, [2]int32{int32(i), int32(it.copyOf.id)})
		}
		if it.instead >= 0 {
			list = append(list, [2]int32{int32(i), int32(it.rep.items[it.instead].id)})
		}
	}
	return list
}

// parts returns for each item the first of those to which something leads from it.
func parts(n int, sure [][2]int32, links []link) []int32 {
	f := newForest(n)
	for _, s := range sure {
		f.join(s[0], s[1])
	}
	for _, l := range links {
		if l.leads() {
			f.join(l.a, l.b)
		}
	}
	return f.roots()
}

// blocks are those of a pile, with the way from an item to them.
type blocks struct {
	pile  *pile
	lists []block
	from  []int32 // per item, where its places in at begin
	at    []int32 // the blocks of an item
}

func (p *pile) newBlocks() *blocks {
	b := &blocks{p, p.blocks(), make([]int32, len(p.items)+1), nil}
	for _, list := range b.lists {
		for _, id := range list.items {
			b.from[id+1]++
		}
	}
	for i := range p.items {
		b.from[i+1] += b.from[i]
	}
	b.at = make([]int32, b.from[len(p.items)])
	next := slices.Clone(b.from)
	for k, list := range b.lists {
		for _, id := range list.items {
			b.at[next[id]] = int32(k)
			next[id]++
		}
	}
	return b
}

// compare compares items with those of their neighbours for which want says so. Met, if it is
// not nil, is told in how many blocks two meet of whom something leads from one to the other,
// for one report after the other, by several at once. After that nothing is held of the blocks.
func (b *blocks) compare(w *weights, want func(v *vector, a, b *item) bool, met func(report int, l link, times int32)) []link {
	reports := b.pile.reports
	parts := make([][]link, len(reports))
	var wg sync.WaitGroup
	var turn atomic.Int32
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var v vector
			var near []int32
			seen := make([]int32, len(b.pile.items)) // one more than the item with which it was last seen
			var times []int32                        // and how often
			if met != nil {
				times = make([]int32, len(b.pile.items))
			}
			for {
				n := int(turn.Add(1)) - 1
				if n >= len(reports) {
					return
				}
				v.begin(reports[n])
				var out []link
				for _, it := range reports[n].items {
					near = near[:0]
					for _, at := range b.at[b.from[it.id]:b.from[it.id+1]] {
						for _, id := range b.lists[at].behind(int32(it.id)) {
							if seen[id] != int32(it.id)+1 {
								seen[id] = int32(it.id) + 1
								if want(&v, it, b.pile.items[id]) {
									near = append(near, id)
								}
								if met != nil {
									times[id] = 0
								}
							}
							if met != nil {
								times[id]++
							}
						}
					}
					slices.Sort(near)
					for _, k := range near {
						l := v.link(w, it, b.pile.items[k])
						if out = append(out, l); met != nil && l.leads() {
							met(n, l, times[k])
						}
					}
				}
				parts[n] = slices.Clip(out)
			}
		})
	}
	wg.Wait()
	b.lists, b.at = nil, nil
	total := 0
	for _, part := range parts {
		total += len(part)
	}
	all := make([]link, 0, total)
	for i, part := range parts {
		all, parts[i] = append(all, part...), nil
	}
	return all
}

// worth reports whether a comparison may say that two items are of one thing: they are of
// one report or one story, or give the same number, or their places may meet, or their
// reports tell of one ground. Of 790,000 pairs of invented reports that are none of these it
// says so of two hundred, and of 150 of real ones of none.
func (v *vector) worth(a, b *item) bool {
	if a.rep == b.rep || a.rep.story == b.rep.story || a.known && b.known && a.lo == b.lo && a.hi == b.hi {
		return true
	}
	if len(a.rep.ground) == 0 || len(b.rep.ground) == 0 || v.between(a.rep, b.rep).ground > 0 {
		return true
	}
	rel, _ := v.closest(a.places, b.places)
	return rel >= unclear
}
