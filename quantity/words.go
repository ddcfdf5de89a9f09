package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind says what a word is made of.
type kind uint8

const (
	symbol kind = iota
	letters
	digits
)

// A word is the smallest piece the number grammar looks at. It is finer than a
// token: "3m" and "F-16" are two and three words, so that the grammar does not
// depend on how a tokenizer treats them.
type word struct {
	start, end int32
	w          string // lower case
	kind       kind
	upper      bool // has a capital: "Apollo", "iPhone"
	glued      bool // no white space before it
	tok        int32
	tag        string // Penn tag of the token it lies in; "" if there is none
}

// split appends the words of text[from:to] to ws.
func split(ws []word, text string, from, to int) []word {
	end := -1
	for i := from; i < to; {
		c := text[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		j, k := i+1, symbol
		switch {
		case isDigit(c), c == '.' && i+1 < to && isDigit(text[i+1]) && (i == from || !isDigit(text[i-1]) && !isLetter(text[i-1])):
			j, k = endOfDigits(text, i, to), digits
		case isLetter(c) || c >= utf8.RuneSelf:
			j, k = endOfLetters(text, i, to)
		case c == '\'':
			j = endOfGenitive(text, i, i+1, to)
		}
		s := text[i:j]
		if k == symbol && c >= utf8.RuneSelf {
			if strings.TrimSpace(s) == "" { // a non-breaking space
				i = j
				continue
			}
			if s == "’" {
				j = endOfGenitive(text, i, j, to)
				s = text[i:j]
			}
		}
		wd := word{start: int32(i), end: int32(j), w: s, kind: k, glued: end == i, tok: -1}
		if k == letters {
			wd.w, wd.upper = lower(s)
		} else if strings.HasPrefix(s, "’") && len(s) > len("’") {
			wd.w = "'" + s[len("’"):]
		}
		ws = append(ws, wd)
		i, end = j, j
	}
	return ws
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// endOfDigits returns the end of the number at i: "1,500", "1,50,000", "2.3".
func endOfDigits(text string, i, to int) int {
	for i < to {
		switch c := text[i]; {
		case isDigit(c):
			i++
		case c == '.' && i+1 < to && isDigit(text[i+1]),
			c == ',' && i+2 < to && isDigit(text[i+1]) && isDigit(text[i+2]):
			i += 2
		default:
			return i
		}
	}
	return i
}

// endOfLetters returns the end of the word or other character at i. Initials
// with periods are one word: "U.S.", "p.m.".
func endOfLetters(text string, i, to int) (int, kind) {
	first, size := utf8.DecodeRuneInString(text[i:to])
	if !unicode.IsLetter(first) {
		return i + size, symbol
	}
	j := i + size
	if size == 1 && j+1 < to && text[j] == '.' && isLetter(text[j+1]) && (j+2 == to || !isLetter(text[j+2])) {
		for j+1 < to && text[j] == '.' && isLetter(text[j+1]) && (j+2 == to || !isLetter(text[j+2])) {
			j += 2
		}
		if j < to && text[j] == '.' {
			j++
		}
		return j, letters
	}
	for j < to {
		if isLetter(text[j]) {
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
	return j, letters
}

// endOfGenitive returns the end of the "'s" whose apostrophe is text[i:j], or j.
func endOfGenitive(text string, i, j, to int) int {
	if j < to && text[j]|0x20 == 's' && (j+1 == to || !isLetter(text[j+1])) && i > 0 && isLetter(text[i-1]) {
		return j + 1
	}
	return j
}

// lower returns s in lower case, and whether it has a capital.
func lower(s string) (string, bool) {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s, false
	}
	return strings.ToLower(s), strings.IndexFunc(s, unicode.IsUpper) >= 0
}
