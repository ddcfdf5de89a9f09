package term

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// OneLine returns s with its white space made single spaces.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Wrap breaks words into lines of at most n columns, at spaces where it can; a
// word that is longer than a line is broken.
func Wrap(words string, n int) []string {
	n = max(n, 4)
	var lines []string
	var b strings.Builder
	used := 0
	flush := func() {
		if used > 0 {
			lines = append(lines, b.String())
			b.Reset()
			used = 0
		}
	}
	for _, w := range strings.Fields(words) {
		c := Width(w)
		if used > 0 && used+1+c > n {
			flush()
		}
		for c > n {
			head := Cut(w, n)
			lines = append(lines, head)
			w = w[len(head):]
			c = Width(w)
		}
		if c == 0 {
			continue
		}
		if used > 0 {
			b.WriteByte(' ')
			used++
		}
		b.WriteString(w)
		used += c
	}
	flush()
	if lines == nil {
		return []string{""}
	}
	return lines
}

// Cut returns the longest beginning of w that fills at most n columns, at least
// one character.
func Cut(w string, n int) string {
	used := 0
	for i, r := range w {
		used += runeColumns(r)
		if used > n && i > 0 {
			return w[:i]
		}
	}
	return w
}

// Width returns how many columns words fill on a terminal.
func Width(words string) int {
	n := 0
	for _, r := range words {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return 2
	}
	return 1
}
