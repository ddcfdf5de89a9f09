package lang

func three(a, b, c uint64) uint64 { return mix(mix(a, b), c) }

// NameFeatures returns the features of word i for the name finder, in f's
// memory. tags are the part-of-speech labels of the sentence, c is what the whole
// report shows; last and last2 are the labels given to the two words before, -1
// where there is none.
func NameFeatures(words []Word, tags []uint8, c Context, i, last, last2 int, f []uint64) []uint64 {
	b := bag{f: f[:0], k: 5000}
	w := &words[i]
	p, n := at(words, i-1), at(words, i+1)
	pp, nn := at(words, i-2), at(words, i+2)
	tag := func(k int) uint64 {
		if k < 0 || k >= len(tags) {
			return 5
		}
		return uint64(tags[k]) + 10
	}
	t1, t2 := uint64(last+7), uint64(last2+7)
	g := tag(i)
	b.add(0)
	b.add(w.lower)
	b.add(w.form)
	for k := range 4 {
		b.add(w.suffix[k])
		b.add(w.prefix[k])
	}
	b.add(w.shape)
	b.add(g)
	b.add(mix(w.shape, g))
	b.add(w.list)
	b.add(mix(w.list, t1))
	b.add(t1)
	b.add(mix(t1, t2))
	b.add(mix(t1, w.lower))
	b.add(mix(t1, w.shape))
	b.add(mix(t1, g))
	for _, q := range [4]*Word{p, n, pp, nn} {
		b.add(q.lower)
		b.add(q.suffix[2])
		b.add(q.shape)
		b.add(q.list)
	}
	b.add(tag(i - 1))
	b.add(tag(i + 1))
	b.add(tag(i + 2))
	b.add(mix(p.lower, w.lower))
	b.add(mix(w.lower, n.lower))
	b.add(mix(w.shape, n.shape))
	b.add(mix(p.shape, w.shape))
	b.add(mix(p.lower, t1))
	b.add(mix(p.lower, w.shape))
	b.add(mix(n.lower, w.shape))
	b.add(mix(pp.lower, p.lower))
	b.add(mix(n.lower, nn.lower))
	b.add(mix(p.list, w.shape))
	b.add(mix(n.list, w.shape))
	b.add(three(p.lower, w.shape, n.lower))
	b.add(three(tag(i-1), g, tag(i+1)))
	b.add(mix(mix(t1, n.lower), w.shape))
	if w.upper {
		b.context(c, w, p, n)
	}
	if w.upper || w.joins {
		b.run(words, i)
	}
	if w.first {
		b.k = 5100
		b.add(w.lower)
		b.add(w.shape)
		b.add(mix(w.shape, n.shape))
	}
	return b.f
}

// context adds what the whole report shows of a word and of its neighbours.
func (b *bag) context(c Context, w, p, n *Word) {
	b.k = 5200
	e := c.of(w)
	for bits := e.bits; bits != 0; bits &= bits - 1 {
		b.f = append(b.f, mix(b.k, uint64(bits&-bits)))
	}
	b.k++
	b.add(uint64(e.bits))
	b.add(e.prev)
	b.add(e.next)
	b.add(mix(uint64(e.bits), w.shape))
	b.add(uint64(c.of(p).bits))
	b.add(uint64(c.of(n).bits))
}

// run adds what the run of capitals around word i looks like: in "Upper Nile
// Relief Council" already "Upper" knows of "Council", and of what stands before
// and behind the whole.
func (b *bag) run(words []Word, i int) {
	b.k = 5300
	from, to := runOf(words, i, false)
	b.ends(words, i, from, to)
	wideFrom, wideTo := runOf(words, i, true)
	if wideFrom == from && wideTo == to {
		b.add(1)
		return
	}
	b.k = 5350
	b.ends(words, i, wideFrom, wideTo)
}

// ends adds the ends of words[from:to] and what stands around it.
func (b *bag) ends(words []Word, i, from, to int) {
	if from >= to {
		return
	}
	kinds := uint64(0)
	for k := from; k < to; k++ {
		kinds |= words[k].list
	}
	place := uint64(min(i-from, 3)*4 + min(to-1-i, 3))
	b.add(words[to-1].lower)
	b.add(words[from].lower)
	b.add(mix(words[to-1].lower, place))
	b.add(place)
	b.add(mix(kinds, place))
	b.add(mix(at(words, from-1).lower, place))
	b.add(mix(at(words, to).lower, place))
	b.add(words[to-1].suffix[2])
}

// longestRun is how many words a run is followed to each side.
const longestRun = 8

// runOf returns the range of the words with capitals around word i, hyphens
// between them included; if wide, also "of", "and" and the like between them.
func runOf(words []Word, i int, wide bool) (from, to int) {
	part := func(k int) bool {
		return k >= 0 && k < len(words) && k > i-longestRun && k < i+longestRun && (words[k].upper || words[k].hyphen)
	}
	if !part(i) && !(wide && words[i].joins) {
		return i, i
	}
	from, to = i, i+1
	for part(from-1) || wide && from > 1 && words[from-1].joins && part(from-2) {
		from--
	}
	for part(to) || wide && to+1 < len(words) && words[to].joins && part(to+1) {
		to++
	}
	return from, to
}
