// Package piece cuts a stretch of text into the smallest pieces that the grammars
// of numbers and times look at. A piece is finer than a token: "3m", "1990s" and
// "mid-May" are two, two and three pieces, so that no grammar depends on how a
// tokenizer treats them.
//
// In: text and two byte offsets. Out: pieces in the order of the text, without
// the white space between them. Initials ("U.S.", "p.m."), numbers with their
// separators ("1,500", "2.3") and genitives ("'s", "’s") are one piece each.
package piece

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says what a piece is made of.
type Kind uint8

const (
	Symbol Kind = iota
	Letters
	Digits
)

// A Piece is text[Start:End] of the text it was cut from.
type Piece struct {
	Start, End int
	Kind       Kind
	Lower      string // in lower case, a curly apostrophe made straight in "’s"
	Glued      bool   // no white space before it
}

// Of returns the pieces of text[from:to].
func Of(text string, from, to int) iter.Seq[Piece] {
	return func(yield func(Piece) bool) {
		end := -1
		for i := from; i < to; {
			c := text[i]
			if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
				i++
				continue
			}
			j, k := i+1, Symbol
			switch {
			case IsDigit(c):
				j, k = endOfDigits(text, i, to), Digits
			case IsLetter(c) || c >= utf8.RuneSelf:
				j, k = endOfLetters(text, i, to)
			case c == '\'':
				j = endOfGenitive(text, i, j, to)
			}
			s := text[i:j]
			if k == Symbol && c >= utf8.RuneSelf {
				if strings.TrimSpace(s) == "" { // a non-breaking space
					i = j
					continue
				}
				if s == "’" {
					j = endOfGenitive(text, i, j, to)
					s = text[i:j]
				}
			}
			p := Piece{Start: i, End: j, Kind: k, Lower: s, Glued: end == i}
			if k == Letters {
				p.Lower = strings.ToLower(s) // s itself where there is nothing to lower
			} else if strings.HasPrefix(s, "’") && len(s) > len("’") {
				p.Lower = "'" + s[len("’"):]
			}
			if !yield(p) {
				return
			}
			i, end = j, j
		}
	}
}

// IsDigit reports whether c is one of 0 to 9.
func IsDigit(c byte) bool { return '0' <= c && c <= '9' }

// IsLetter reports whether c is a letter of ASCII.
func IsLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// endOfDigits returns the end of the number at i: "1,500", "1,50,000", "2.3".
func endOfDigits(text string, i, to int) int {
	for i < to {
		switch c := text[i]; {
		case IsDigit(c):
			i++
		case c == '.' && i+1 < to && IsDigit(text[i+1]),
			c == ',' && i+2 < to && IsDigit(text[i+1]) && IsDigit(text[i+2]):
			i += 2
		default:
			return i
		}
	}
	return i
}

// endOfLetters returns the end of the word or other character at i. Initials
// with periods are one word: "U.S.", "p.m.".
func endOfLetters(text string, i, to int) (int, Kind) {
	first, size := utf8.DecodeRuneInString(text[i:to])
	if !unicode.IsLetter(first) {
		return i + size, Symbol
	}
	j := i + size
	if size == 1 && j+1 < to && text[j] == '.' && IsLetter(text[j+1]) && (j+2 == to || !IsLetter(text[j+2])) {
		for j+1 < to && text[j] == '.' && IsLetter(text[j+1]) && (j+2 == to || !IsLetter(text[j+2])) {
			j += 2
		}
		if j < to && text[j] == '.' {
			j++
		}
		return j, Letters
	}
	for j < to {
		if IsLetter(text[j]) {
			j++
			continue
		}
		if text[j] < utf8.RuneSelf {
			break
		}
		c, size := utf8.DecodeRuneInString(text[j:to])
		if !unicode.IsLetter(c) && !unicode.IsMark(c) {
			break
		}
		j += size
	}
	return j, Letters
}

// endOfGenitive returns the end of the "'s" whose apostrophe is text[i:j], or j.
func endOfGenitive(text string, i, j, to int) int {
	if j < to && text[j]|0x20 == 's' && (j+1 == to || !IsLetter(text[j+1])) && i > 0 && IsLetter(text[i-1]) {
		return j + 1
	}
	return j
}
