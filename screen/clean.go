package screen

import (
	"strings"
	"unicode"

	"assay"
	"assay/view"
)

// Words returns the words of sp on one line, private names masked.
func (s *Screen) Words(d *Report, sp assay.Span) string { return Clean(d.Mask.Words(sp)) }

// Clean makes one line of words, as they are read (package view): without what
// would steer a terminal or turn the direction of a line, control characters and
// direction marks, and without all else that nobody sees.
func Clean(words string) string {
	seen := view.Quick(words)
	words = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == 0xFFFD:
			return -1
		}
		return r
	}, seen.Text)
	return strings.Join(strings.Fields(words), " ")
}
