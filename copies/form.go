package copies

import (
	"unicode"
	"unicode/utf8"
)

// A form is a report that is written anew every day or for every company with
// the same words: the balances of the treasury, the terms of a bond. Two of
// them share most of their words and nothing of what they say. What tells them
// from copies is that, between the words they share, names and figures stand in
// the place of other names and figures: a copy leaves them out or writes them
// otherwise, and even an update keeps most.

// Settings of forms.
const (
	exchangesPer = 80   // shared words for one exchange of figures or names, at most
	lostShare    = 0.25 // of the figures and names of the shorter report that the other lacks, at least
)

// exchanges counts the gaps inside passages where a figure or name that only
// one report has stands in the place of one that only the other has.
func (m match) exchanges() int {
	n := 0
	for i := 1; i < len(m.runs); i++ {
		p, q := m.runs[i-1], m.runs[i]
		if !sameChain(p, q) {
			continue
		}
		a1, a2, b1, b2 := p.a+p.n, q.a, p.b+p.n, q.b
		if a1 == a2 || b1 == b2 {
			continue
		}
		figure, name := m.b.news(b1, b2, m.a)
		if figure == "" && name == "" {
			continue
		}
		otherFigure, otherName := m.a.news(a1, a2, m.b)
		if figure != "" && otherFigure != "" ||
			name != "" && otherName != "" && !similar(folded(name), folded(otherName)) && !houseStyle([]string{name}, []string{otherName}) {
			n++
		}
	}
	return n
}

// news returns a figure in digits and a name among words [lo, hi) that the
// other report does not have anywhere, as written.
func (s *side) news(lo, hi int, other *side) (figure, name string) {
	for i := lo; i < hi; i++ {
		kind := s.particular(i)
		if kind == 0 || kind == 'f' && figure != "" || kind == 'n' && name != "" || other.has(s.words[i].hash) {
			continue
		}
		if w := s.words[i].sp.In(s.doc.Text); kind == 'f' {
			figure = w
		} else {
			name = w
		}
	}
	return figure, name
}

// particular says whether word i is a figure in digits, 'f', or part of a name,
// 'n', or neither, 0: a capital inside a sentence is taken for a name.
func (s *side) particular(i int) byte {
	sp := s.words[i].sp
	c := s.doc.Text[sp.Start]
	switch {
	case '0' <= c && c <= '9':
		return 'f'
	case c >= utf8.RuneSelf:
		if r, _ := utf8.DecodeRuneInString(s.doc.Text[sp.Start:]); !unicode.IsUpper(r) {
			return 0
		}
	case c < 'A' || 'Z' < c:
		return 0
	}
	if startsSentence(s.doc.Text, sp) {
		return 0
	}
	return 'n'
}

func (s *side) has(hash uint64) bool {
	for _, w := range s.words {
		if w.hash == hash {
			return true
		}
	}
	return false
}

// lost returns which share of the figures and names of the shorter report the
// other lacks.
func (m match) lost() float64 {
	all, lost := 0, 0
	for i, w := range m.b.words {
		if m.b.particular(i) != 0 {
			all++
			if !m.a.has(w.hash) {
				lost++
			}
		}
	}
	return float64(lost) / float64(max(1, all))
}
