package screen

import (
	"strings"
	"unicode"

	"assay"
)

// Words returns the words of sp on one line, private names masked.
func (s *Screen) Words(d *Report, sp assay.Span) string { return Clean(d.Mask.Words(sp)) }

// Clean makes one line of words and takes out what would steer a terminal or
// turn the direction of a line: control characters and direction marks.
func Clean(words string) string {
	words = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF, r == 0xFFFD:
			return -1
		}
		return r
	}, words)
	return strings.Join(strings.Fields(words), " ")
}
