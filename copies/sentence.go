package copies

import "strings"

// opens reports whether a sentence or paragraph begins with word i: a full stop
// and white space stand before it, and no small letter follows. "Corp. said" and
// "J. Smith" are inside a sentence.
func (s *side) opens(i int) bool {
	if i == 0 {
		return true
	}
	text, last := s.doc.Text, s.words[i-1].sp
	gap := text[last.End:s.words[i].sp.Start]
	if len(gap) == 1 {
		return false // a space
	}
	if strings.Contains(gap, "\n\n") {
		return true
	}
	c := text[s.words[i].sp.Start]
	return last.End-last.Start > 2 && strings.ContainsAny(gap, ".!?") && strings.ContainsAny(gap, " \n") && (c < 'a' || 'z' < c)
}

// sentences calls f for the words [lo, hi) of each sentence.
func (s *side) sentences(f func(lo, hi int)) {
	if len(s.starts) == 0 {
		for i := range s.words {
			if s.opens(i) {
				s.starts = append(s.starts, int32(i))
			}
		}
	}
	for k, lo := range s.starts {
		hi := len(s.words)
		if k+1 < len(s.starts) {
			hi = int(s.starts[k+1])
		}
		f(int(lo), hi)
	}
}
