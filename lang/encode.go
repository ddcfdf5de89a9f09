package lang

// EncoderFeatures returns the features of word i for the network, in f's memory.
// The first is the word itself.
func EncoderFeatures(words []Word, i int, f []uint64) []uint64 {
	b := bag{f: f[:0], k: 9000}
	w := &words[i]
	b.add(w.lower)
	for k := range 4 {
		b.add(w.suffix[k])
		b.add(w.prefix[k])
	}
	b.add(w.shape)
	b.add(w.list)
	if w.first {
		b.add(w.shape)
	}
	return b.f
}
