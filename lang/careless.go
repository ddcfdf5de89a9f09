package lang

import (
	"strings"
	"unicode"

	"assay/lang/en"
)

// careless reports whether the line around i is written without capitals, so that
// a small letter may open a sentence: "i called twice. nobody came." Each line is
// looked at once.
func (s *splitter) careless(i int) bool {
	if i < s.lineTo {
		return s.lineCareless
	}
	from := strings.LastIndexByte(s.text[s.lineTo:i], '\n') + 1 + s.lineTo
	s.lineTo = len(s.text)
	if k := strings.IndexByte(s.text[i:], '\n'); k >= 0 {
		s.lineTo = i + k
	}
	s.lineCareless = false
	for _, w := range strings.FieldsFunc(s.text[from:s.lineTo], func(r rune) bool { return blank(r) || r == ',' || r == '.' || r == '?' || r == '!' }) {
		if en.Informal()[strings.ReplaceAll(w, "’", "'")] {
			s.lineCareless = true
			break
		}
	}
	return s.lineCareless
}

// plain reports whether the word before the mark at i can close a sentence: a
// word in letters that is not known to be written with a period.
func (s *splitter) plain(i int, marks string) bool {
	w := lastWord(s.text[s.start:i])
	if strings.ContainsAny(marks, "?!") {
		return true
	}
	low := lower(w)
	if len(w) < 2 || en.Abbreviations()[low] || en.MayEnd()[low] && !en.AlsoWords()[low] {
		return false
	}
	return !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
}
