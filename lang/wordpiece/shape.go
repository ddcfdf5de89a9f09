package wordpiece

import (
	"unicode"
	"unicode/utf8"
)

// What a [Shape] says. 0 is left for the pieces that belong to no word.
const (
	Capital   = 1 + iota // "Okoro", "I"
	Capitals             // "UN", "U.S."
	CapitalIn            // "McLeod"
	Digits               // "3,500", "8pm"
	Small                // "flood"
	Mark                 // "…", "—"
	Other                // "iPhone", "あ"
	Shapes               // how many there are, with 0
)

// Shape returns the shape of a word: how it is written, which its pieces do not
// show.
func Shape(word string) uint8 {
	first, size := utf8.DecodeRuneInString(word)
	whole, rest := casesOf(word), casesOf(word[size:])
	switch {
	case whole.upper() && len(word) > size:
		return Capitals
	case unicode.In(first, unicode.Lu, unicode.Other_Uppercase) && (rest.lower() || len(word) == size):
		return Capital
	case unicode.In(first, unicode.Lu, unicode.Other_Uppercase):
		return CapitalIn
	case whole.digit:
		return Digits
	case whole.lower():
		return Small
	case !whole.alphanumeric:
		return Mark
	}
	return Other
}

// cases are what a string holds.
type cases struct{ large, small, title, digit, alphanumeric bool }

// upper reports whether there are letters of two cases, and all are capitals.
func (c cases) upper() bool { return c.large && !c.small && !c.title }

// lower reports whether there are letters of two cases, and all are small.
func (c cases) lower() bool { return c.small && !c.large && !c.title }

func casesOf(s string) (c cases) {
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z':
			c.small, c.alphanumeric = true, true
		case 'A' <= r && r <= 'Z':
			c.large, c.alphanumeric = true, true
		case '0' <= r && r <= '9':
			c.digit, c.alphanumeric = true, true
		case r >= utf8.RuneSelf:
			c.large = c.large || unicode.In(r, unicode.Lu, unicode.Other_Uppercase)
			c.small = c.small || unicode.In(r, unicode.Ll, unicode.Other_Lowercase)
			c.title = c.title || unicode.Is(unicode.Lt, r)
			c.digit = c.digit || unicode.IsDigit(r) || unicode.Is(digitForms, r)
			c.alphanumeric = c.alphanumeric || unicode.IsLetter(r) || unicode.IsNumber(r)
		}
	}
	return c
}

// digitForms are the digits that are no plain decimal ones: raised, lowered, in a
// circle (Numeric_Type=Digit of the Unicode Character Database).
var digitForms = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0xB2, 0xB3, 1}, {0xB9, 0xB9, 1}, {0x1369, 0x1371, 1}, {0x19DA, 0x19DA, 1}, {0x2070, 0x2070, 1}, {0x2074, 0x2079, 1},
		{0x2080, 0x2089, 1}, {0x2460, 0x2468, 1}, {0x2474, 0x247C, 1}, {0x2488, 0x2490, 1}, {0x24EA, 0x24EA, 1}, {0x24F5, 0x24FD, 1},
		{0x24FF, 0x24FF, 1}, {0x2776, 0x277E, 1}, {0x2780, 0x2788, 1}, {0x278A, 0x2792, 1},
	},
	R32:         []unicode.Range32{{0x10A40, 0x10A43, 1}, {0x10E60, 0x10E68, 1}, {0x11052, 0x1105A, 1}, {0x1F100, 0x1F10A, 1}},
	LatinOffset: 2,
}
