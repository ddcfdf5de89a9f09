package lang

// NameFeatures returns the features of word i for the name finder, in f's
// memory. tags are the part-of-speech labels of the sentence; last and last2
// the labels given to the two words before, -1 where there is none.
func NameFeatures(words []Word, tags []uint8, i, last, last2 int, f []uint64) []uint64 {
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
	if w.first {
		b.k = 5100
		b.add(w.lower)
		b.add(w.shape)
		b.add(mix(w.shape, n.shape))
	}
	return b.f
}
