package view

import (
	"strings"
	"sync"

	"assay/lang/en"
)

// A lexicon finds words in en.Common. It holds 31 bits of the hash of each word and
// one that says whether it is frequent, by open addressing; 0 is free. Of two
// thousand million words that are not in the list, it takes one for a word that is.
type lexicon []uint32

var words = sync.OnceValue(func() lexicon {
	list := en.Common()
	size := 1
	for size < 3*strings.Count(list, "\n") {
		size *= 2
	}
	lex := make(lexicon, size)
	for line := range strings.Lines(list) {
		w, frequent := strings.CutSuffix(strings.TrimSuffix(line, "\n"), "+")
		k, print := lex.place(w)
		for lex[k] != 0 {
			k = (k + 1) & (len(lex) - 1)
		}
		lex[k] = print
		if frequent {
			lex[k]++
		}
	}
	return lex
})

func (lex lexicon) place(w string) (k int, print uint32) {
	h := hash(w)
	return int(h) & (len(lex) - 1), max(2, uint32(h>>32)&^1)
}

// find reports whether w, in small letters, is in the list, and whether it is
// frequent.
func (lex lexicon) find(w string) (frequent, ok bool) {
	k, print := lex.place(w)
	for ; lex[k] != 0; k = (k + 1) & (len(lex) - 1) {
		if lex[k]&^1 == print {
			return lex[k]&1 != 0, true
		}
	}
	return false, false
}

func (lex lexicon) has(w string) bool      { _, ok := lex.find(w); return ok }
func (lex lexicon) frequent(w string) bool { f, _ := lex.find(w); return f }

// hash looks at eight bytes at once.
func hash(w string) uint64 {
	const prime = 0x9E3779B97F4A7C15
	h := uint64(len(w)) * prime
	for ; len(w) > 8; w = w[8:] {
		h = (h ^ load(w)) * prime
		h ^= h >> 32
	}
	var last uint64
	if len(w) == 8 {
		last = load(w)
	} else if len(w) >= 4 {
		last = load4(w) | load4(w[len(w)-4:])<<32
	} else {
		for i := range len(w) {
			last = last<<8 | uint64(w[i])
		}
	}
	h = (h ^ last) * prime
	h ^= h >> 32
	return h * prime
}

func load4(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func load(s string) uint64 { return load4(s) | load4(s[4:])<<32 }
