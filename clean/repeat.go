package clean

import (
	"unicode"

	"assay"
)

// leastRepeat is how many words a passage must have to count as repeated:
// shorter ones ("He declined to comment.") come twice by themselves.
const leastRepeat = 10

// markRepeats marks the body paragraphs all of whose words have stood, in the
// same order and in one stretch, earlier in the body: a lead that the page shows
// again, a sentence set as a pull quote.
func markRepeats(text string, regions []assay.Region) {
	var said []uint64          // the words of the body so far, hashed
	seen := map[uint64]int32{} // where a run of leastRepeat words first began in said
	for i := range regions {
		if regions[i].Kind != assay.Body {
			continue
		}
		words := hashes(regions[i].Span.In(text))
		if len(words) >= leastRepeat {
			if at, ok := seen[runHash(words)]; ok && starts(said[at:], words) {
				regions[i].Kind = assay.Repeat
				continue
			}
		}
		from := max(0, len(said)-leastRepeat+1)
		said = append(said, words...)
		for ; from+leastRepeat <= len(said); from++ {
			if h := runHash(said[from:]); seen[h] == 0 {
				if _, ok := seen[h]; !ok {
					seen[h] = int32(from)
				}
			}
		}
	}
}

func starts(said, words []uint64) bool {
	if len(said) < len(words) {
		return false
	}
	for i, w := range words {
		if said[i] != w {
			return false
		}
	}
	return true
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// hashes returns a hash for each word of s, case aside.
func hashes(s string) []uint64 {
	var list []uint64
	h, in := uint64(fnvOffset), false
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			h = (h ^ uint64(unicode.ToLower(r))) * fnvPrime
			in = true
		} else if in {
			list = append(list, h)
			h, in = fnvOffset, false
		}
	}
	if in {
		list = append(list, h)
	}
	return list
}

// runHash hashes the first leastRepeat words.
func runHash(words []uint64) uint64 {
	h := uint64(fnvOffset)
	for _, w := range words[:leastRepeat] {
		h = (h ^ w) * fnvPrime
	}
	return h
}
