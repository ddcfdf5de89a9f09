package langid

import "unicode/utf8"

// Width is how many numbers a feature has, and Rows how many features are known. A
// feature's place in the table, a slot, is the number of its row and eight bits by which
// the one that is known there is told from others that would fall on the same row.
const (
	Width = 24
	bits  = 16
	Rows  = 1 << bits
)

// longest is how many letters a word has at most; what has more is cut.
const longest = 80

// edge stands before and behind each word.
const edge = 1

// walk calls word with the script and the features of each word of text: its stretches of
// two, three and four letters, with its edges, and the word itself. Each of them is the
// slot. Scripts whose words are not read have no features. It also says how
// many letters there are of each script.
func walk(text string, word func(s script, letters int, slots []uint32)) {
	var w reader
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		s, r := fold(r)
		if s == none {
			if joins(r) {
				continue
			}
			if w.letters > 0 {
				w.end(word)
			}
			continue
		}
		if (s != w.script || w.letters == longest) && w.letters > 0 {
			w.end(word)
		}
		w.add(s, r)
	}
	if w.letters > 0 {
		w.end(word)
	}
}

// joins reports whether r stands within a word without being a letter of it: an accent
// of its own, a vowel sign of Arabic, a hyphen that is not seen.
func joins(r rune) bool {
	return r == 0xAD || 0x300 <= r && r <= 0x36F || 0x64B <= r && r <= 0x65F || r == 0x670 || r == 0x200D
}

// A reader makes the features of one word after the other.
type reader struct {
	script  script
	letters int
	last    uint64 // the last four letters, sixteen bits each
	hash    uint64 // of the word so far
	slots   []uint32
}

func (w *reader) add(s script, r rune) {
	if w.letters == 0 {
		w.script, w.last, w.hash, w.slots = s, edge, 14695981039346656037, w.slots[:0]
	}
	w.letters++
	if s >= read {
		return
	}
	w.step(uint64(uint16(r)))
	w.hash = (w.hash ^ uint64(r)) * 1099511628211
}

func (w *reader) step(c uint64) {
	w.last = w.last<<16 | c
	w.slots = append(w.slots, slot(w.last&0xFFFFFFFF))
	if w.last>>32 != 0 {
		w.slots = append(w.slots, slot(w.last&0xFFFFFFFFFFFF))
		if w.last>>48 != 0 {
			w.slots = append(w.slots, slot(w.last))
		}
	}
}

// slot is where a feature stands.
func slot(key uint64) uint32 { return uint32(key * 0x9E3779B97F4A7C15 >> (64 - bits - 8)) }

func (w *reader) end(word func(s script, letters int, slots []uint32)) {
	if w.script < read {
		w.step(edge)
		if w.letters > 2 {
			w.slots = append(w.slots, slot(w.hash^uint64(w.letters)))
		}
	}
	word(w.script, w.letters, w.slots)
	w.letters = 0
}

// Features calls f with the script and the features of each word of text; for what is
// learnt from them.
func Features(text string, f func(script uint8, slots []uint32)) {
	walk(text, func(s script, _ int, slots []uint32) {
		if s < read {
			f(uint8(s), slots)
		}
	})
}
