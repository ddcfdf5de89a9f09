package lang

// Hashes of what lies before and after a sentence.
const (
	before = 0x51A7
	after  = 0xE4D0
)

var edge = [2]Word{
	{form: before, lower: before, shape: before, prefix: [4]uint64{before, before, before, before}, suffix: [4]uint64{before, before, before, before}},
	{form: after, lower: after, shape: after, prefix: [4]uint64{after, after, after, after}, suffix: [4]uint64{after, after, after, after}},
}

func at(words []Word, i int) *Word {
	switch {
	case i < 0:
		return &edge[0]
	case i >= len(words):
		return &edge[1]
	}
	return &words[i]
}

// bag collects features: each gets the number of its template mixed in.
type bag struct {
	f []uint64
	k uint64
}

func (b *bag) add(v uint64) {
	b.f = append(b.f, mix(b.k, v))
	b.k++
}

// TagFeatures returns the features of word i for the part-of-speech tagger, in
// f's memory. last and last2 are the labels given to the two words before; -1
// where there is none.
func TagFeatures(words []Word, i, last, last2 int, f []uint64) []uint64 {
	b := bag{f: f[:0], k: 1}
	w := &words[i]
	p, n := at(words, i-1), at(words, i+1)
	pp, nn := at(words, i-2), at(words, i+2)
	t1, t2 := uint64(last+7), uint64(last2+7)
	b.add(0)
	b.add(w.lower)
	b.add(w.form)
	for k := range 4 {
		b.add(w.suffix[k])
		b.add(w.prefix[k])
	}
	b.add(w.shape)
	b.add(mix(w.shape, w.suffix[2]))
	b.add(t1)
	b.add(mix(t1, t2))
	b.add(mix(t1, w.lower))
	b.add(mix(t1, w.shape))
	b.add(mix(t1, w.suffix[2]))
	for _, q := range [4]*Word{p, n, pp, nn} {
		b.add(q.lower)
		b.add(q.suffix[2])
		b.add(q.shape)
	}
	b.add(n.form)
	b.add(mix(p.lower, w.lower))
	b.add(mix(w.lower, n.lower))
	b.add(mix(w.shape, n.shape))
	b.add(mix(p.shape, w.shape))
	b.add(mix(p.lower, t2))
	b.add(mix(p.lower, n.lower))
	b.add(mix(n.lower, nn.lower))
	b.add(mix(n.suffix[2], w.suffix[2]))
	b.add(mix(t1, n.lower))
	b.add(mix(t1, n.suffix[2]))
	b.add(mix(mix(t1, w.lower), n.lower))
	if w.first {
		b.k = 100
		b.add(w.lower)
		b.add(w.shape)
		b.add(w.suffix[2])
	}
	return b.f
}
