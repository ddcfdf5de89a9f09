package screen

import (
	"strings"

	"assay"
	"assay/term"
	"assay/view"
)

// Words returns the words of sp on one line, private names masked.
func (s *Screen) Words(d *Report, sp assay.Span) string { return Read(d.Mask.Words(sp)) }

// Read makes one line of words of a report, as they are read (package view).
func Read(words string) string {
	seen := view.Quick(words)
	return Clean(seen.Text)
}

// Clean makes one line of words and shows in it what would steer a terminal. Marks
// that nobody sees and that stand in many a text are left out.
func Clean(words string) string {
	return term.Visible(strings.Join(strings.Fields(unseen.Replace(words)), " "))
}

// unseen takes out marks of byte order and of direction, and what stands for
// characters that were lost.
var unseen = strings.NewReplacer("\ufeff", "", "\ufffd", "", "\u061c", "", "\u200e", "", "\u200f", "")
