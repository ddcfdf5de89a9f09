package view

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// composed writes letters that stand in pieces as one character each (Unicode's
// normal form C): an n and the tilde behind it are an ñ.
func composed(text string) (string, []edit) {
	w := writer{in: text}
	start := 0 // of the last character that begins a letter
	for i := 0; i < len(text); {
		if j := asciiEnd(text, i); j > i {
			start, i = j-1, j
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r < 0x0300 || r >= 0x2010 && r <= 0x2027 { // all whole; the marks that pages have most
			start, i = i, i+n
			continue
		}
		if norm.NFC.PropertiesString(text[i:]).BoundaryBefore() {
			start = i
			if norm.NFC.IsNormalString(text[i : i+n]) {
				i += n
				continue
			}
		}
		// A mark, or a character that is written otherwise: to the end of its letter.
		for i += n; i < len(text) && text[i] >= utf8.RuneSelf; i += n {
			if norm.NFC.PropertiesString(text[i:]).BoundaryBefore() {
				break
			}
			_, n = utf8.DecodeRuneInString(text[i:])
		}
		if start < w.done {
			start = w.done
		}
		if letter := text[start:i]; !norm.NFC.IsNormalString(letter) {
			w.replace(start, i, norm.NFC.String(letter))
		}
		start = i
	}
	return w.close()
}
