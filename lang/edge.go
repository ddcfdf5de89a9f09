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
