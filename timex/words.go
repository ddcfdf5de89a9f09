package timex

import (
	"unicode"
	"unicode/utf8"

	"assay/lang/piece"
)

// A word is a piece of the text with the tag of its token.
type word struct {
	start, end int32
	w          string // lower case
	kind       piece.Kind
	upper      bool // begins with a capital
	glued      bool // no white space before it
	tok        int32
	tag        string // Penn tag of the token it lies in; "" if there is none
}

// split appends the words of text[from:to] to ws.
func split(ws []word, text string, from, to int) []word {
	for p := range piece.Of(text, from, to) {
		ws = append(ws, word{
			start: int32(p.Start), end: int32(p.End), w: p.Lower, kind: p.Kind, glued: p.Glued, tok: -1,
			upper: p.Kind == piece.Letters && startsUpper(text[p.Start:p.End]),
		})
	}
	return ws
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
