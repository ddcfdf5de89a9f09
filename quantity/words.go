package quantity

import (
	"strings"
	"unicode"

	"assay/lang/piece"
)

// A word is a piece of the text with the tag of its token.
type word struct {
	start, end int32
	w          string // lower case
	kind       piece.Kind
	upper      bool // has a capital: "Apollo", "iPhone"
	glued      bool // no white space before it
	seen       seen // what was looked up of it as a noun
	tok        int32
	tag        string // Penn tag of the token it lies in; "" if there is none
}

// split appends the words of text[from:to] to ws.
func split(ws []word, text string, from, to int) []word {
	for p := range piece.Of(text, from, to) {
		if n := len(ws) - 1; p.Kind == piece.Digits && p.Glued && startsDecimal(text, from, p.Start-1) { // ".5"
			ws[n].end, ws[n].kind, ws[n].w = int32(p.End), piece.Digits, text[p.Start-1:p.End]
			continue
		}
		ws = append(ws, word{
			start: int32(p.Start), end: int32(p.End), w: p.Lower, kind: p.Kind, glued: p.Glued, tok: -1,
			upper: p.Kind == piece.Letters && strings.IndexFunc(text[p.Start:p.End], unicode.IsUpper) >= 0,
		})
	}
	return ws
}

// startsDecimal reports whether text[i] is the period of a number without a
// whole part: "fell .5 percent", not "No.5".
func startsDecimal(text string, from, i int) bool {
	return text[i] == '.' && (i == from || !piece.IsDigit(text[i-1]) && !piece.IsLetter(text[i-1]))
}
