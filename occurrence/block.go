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

// reach is how many items of a block an item is compared with to either side.
const reach = 24

// A link is what speaks for two items being of one occurrence, and for their answering one
// question.
type link struct {
	a, b          int32 // items; a < b
	event, answer int16
}

// blocks returns lists of items that are looked at together, each in an order in which those
// that are likely alike stand side by side. Copies are in none: they go where their originals go.
func (p *pile) blocks() [][]*item {
	type entry struct {
		key uint64
		it  *item
	}
	workers := runtime.GOMAXPROCS(0)
	parts := make([][]entry, workers)
	var wg sync.WaitGroup
	for n := range workers {
		wg.Go(func() {
			var keys []uint64
			for _, it := range p.items[len(p.items)*n/workers : len(p.items)*(n+1)/workers] {
				if it.copied() {
					continue
				}
				keys = it.keys(keys[:0])
				for _, key := range keys {
					parts[n] = append(parts[n], entry{key, it})
				}
			}
			slices.SortFunc(parts[n], func(a, b entry) int { return cmp.Compare(a.key, b.key) })
		})
	}
	wg.Wait()
	// Keys are hashes, and the same whatever was read: two that meet by chance are one block.
	at := make([]int, workers)
	var blocks [][]*item
	for {
		least, more := ^uint64(0), false
		for n, part := range parts {
			if at[n] < len(part) {
				least, more = min(least, part[at[n]].key), true
			}
		}
		if !more {
			break
		}
		var list []*item
		for n, part := range parts {
			for ; at[n] < len(part) && part[at[n]].key == least; at[n]++ {
				list = append(list, part[at[n]].it)
			}
		}
		if len(list) > 1 {
			blocks = append(blocks, list)
		}
	}
	for n := range workers {
		wg.Go(func() {
			for k := n; k < len(blocks); k += workers {
				slices.SortFunc(blocks[k], func(a, b *item) int {
					return cmp.Or(cmp.Compare(a.when(), b.when()), cmp.Compare(a.action, b.action), cmp.Compare(a.lo, b.lo), byAge(a, b))
				})
			}
		})
	}
	wg.Wait()
	return blocks
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
	list = append(list, neural.Mix(uint64(r.story), 's'))
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

// links compares items with their neighbours in their blocks, those first for which that is
// worth it. What nothing leads from one to the other for is never put together; of the rest
// the others are compared too, since what speaks against counts as well.
func (p *pile) links(w *weights) []link {
	b := p.newBlocks()
	first := b.compare(w, func(v *vector, a, b *item) bool { return v.worth(a, b) })
	part := parts(len(p.items), p.sure(), first)
	inside := func(a, b int32) bool { return part[a] == part[b] }
	first = slices.Clip(slices.DeleteFunc(first, func(l link) bool { return !inside(l.a, l.b) }))
	return merged(first, b.compare(w, func(v *vector, a, b *item) bool { return inside(int32(a.id), int32(b.id)) && !v.worth(a, b) }))
}

// sure returns the items that are put together in any case: copies with their originals.
func (p *pile) sure() (list [][2]int32) {
	for i, it := range p.items {
		if it.copyOf != nil {
			list = append(list, [2]int32{int32(i), int32(it.copyOf.id)})
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
		if l.event > 0 || l.answer > 0 {
			f.join(l.a, l.b)
		}
	}
	return f.roots()
}

// merged returns the links of two lists in order.
func merged(a, b []link) []link {
	out := make([]link, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if cmp.Or(cmp.Compare(a[0].a, b[0].a), cmp.Compare(a[0].b, b[0].b)) < 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// blocks are those of a pile, with the way from an item to them.
type blocks struct {
	pile  *pile
	lists [][]*item
	from  []int32    // per item, where its places in at begin
	at    [][2]int32 // a block, and where the item stands there
}

func (p *pile) newBlocks() *blocks {
	b := &blocks{p, p.blocks(), make([]int32, len(p.items)+1), nil}
	for _, list := range b.lists {
		for _, it := range list {
			b.from[it.id+1]++
		}
	}
	for i := range p.items {
		b.from[i+1] += b.from[i]
	}
	b.at = make([][2]int32, b.from[len(p.items)])
	next := slices.Clone(b.from)
	for k, list := range b.lists {
		for i, it := range list {
			b.at[next[it.id]] = [2]int32{int32(k), int32(i)}
			next[it.id]++
		}
	}
	return b
}

// compare compares items with those of their neighbours for which want says so.
func (b *blocks) compare(w *weights, want func(v *vector, a, b *item) bool) []link {
	reports := b.pile.reports
	parts := make([][]link, len(reports))
	var wg sync.WaitGroup
	var turn atomic.Int32
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var v vector
			var near []int32
			seen := make([]int32, len(b.pile.items)) // one more than the item with which it was last seen
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
						list := b.lists[at[0]]
						for _, o := range list[max(0, int(at[1])-reach):min(len(list), int(at[1])+reach+1)] {
							if o.id > it.id && seen[o.id] != int32(it.id)+1 {
								seen[o.id] = int32(it.id) + 1
								if want(&v, it, o) {
									near = append(near, int32(o.id))
								}
							}
						}
					}
					slices.Sort(near)
					for _, k := range near {
						var score [2]int32
						v.compare(it, b.pile.items[k])
						w.Pair.score(v.at, score[:])
						out = append(out, link{int32(it.id), k, int16(score[0]), int16(score[1])})
					}
				}
				parts[n] = slices.Clip(out)
			}
		})
	}
	wg.Wait()
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
