package lang

import (
	"assay/lang/neural"
	"assay/place/gazetteer"
)

// EncoderFeatures returns the features of word i for the network, in f's memory.
// The first is the word itself.
func EncoderFeatures(words []Word, i int, f []uint64) []uint64 {
	b := neural.Bag{Features: f[:0], Kind: 9000}
	w := &words[i]
	b.Add(w.lower)
	for k := range 4 {
		b.Add(w.suffix[k])
		b.Add(w.prefix[k])
	}
	b.Add(w.shape)
	b.Add(w.list)
	if w.first {
		b.Add(w.shape)
	}
	return b.Features
}

// NameEncoderFeatures returns the features of word i for the network of names, in
// f's memory: those of EncoderFeatures, what the whole report shows of the word,
// and where it stands in names of places that the gazetteer holds. places is
// what Places says of the sentence.
func NameEncoderFeatures(words []Word, c Context, places []uint8, i int, f []uint64) []uint64 {
	b := neural.Bag{Features: EncoderFeatures(words, i, f), Kind: 9100}
	w := &words[i]
	b.Add(uint64(places[i]))
	if !w.upper {
		return b.Features
	}
	b.Kind = 9200
	e := c.of(w)
	for bits := e.bits; bits != 0; bits &= bits - 1 {
		b.Features = append(b.Features, neural.Mix(b.Kind, uint64(bits&-bits)))
	}
	b.Kind++
	b.Add(uint64(e.bits))
	b.Add(e.prev)
	b.Add(e.next)
	return b.Features
}

// longestPlace is how many words of a place name are looked up at once.
const longestPlace = 4

// Places says of each word whether it begins (odd) or carries on (even) a name
// of a place, the longest that fits, by its length: "South Sudan" is 3 and 4, two
// words; a lone "Juba" 1. 0 is no such name.
func Places(words []Word, list []uint8) []uint8 {
	list = append(list[:0], make([]uint8, len(words))...)
	for i := 0; i < len(words); {
		n := 1
		if words[i].upper {
			if k := place(words[i:]); k > 0 {
				list[i] = uint8(2*k - 1)
				for j := 1; j < k; j++ {
					list[i+j] = uint8(2 * k)
				}
				n = k
			}
		}
		i += n
	}
	return list
}

// place returns how many of the first words make up the name of a place.
func place(words []Word) int {
	n := 1
	for n < min(longestPlace, len(words)) && (words[n].upper || words[n].joins) {
		n++
	}
	for ; n > 0; n-- {
		if !words[n-1].upper {
			continue
		}
		name := words[0].Form
		for _, w := range words[1:n] {
			name += " " + w.Form
		}
		if gazetteer.Has(name) {
			return n
		}
	}
	return 0
}
