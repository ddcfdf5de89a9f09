package copies

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
)

// quotedSpans returns the spans of doc's body that stand in quotation marks,
// sorted and apart. An opening mark without a closing one quotes to the end of
// the paragraph, as in a quotation of several paragraphs; a straight mark opens
// where white space stands before it and none behind.
func quotedSpans(doc *assay.Doc) []assay.Span {
	var out []assay.Span
	if len(doc.Regions) == 0 {
		out = appendQuoted(out, doc.Text, assay.Span{End: int32(len(doc.Text))})
	}
	for _, reg := range doc.Regions {
		if reg.Kind == assay.Body && reg.Span.Check(doc.Text) == nil {
			out = appendQuoted(out, doc.Text, reg.Span)
		}
	}
	slices.SortFunc(out, func(a, b assay.Span) int { return cmp.Compare(a.Start, b.Start) })
	n := 0
	for _, sp := range out {
		if n > 0 && sp.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, sp.End)
			continue
		}
		out[n] = sp
		n++
	}
	return out[:n]
}

// marks holds the bytes with which quotation marks start.
var marks = [256]bool{'"': true, 0xC2: true, 0xE2: true} // “ and « start so in UTF-8

func appendQuoted(out []assay.Span, text string, sp assay.Span) []assay.Span {
	open, closes := int32(-1), rune(0)
	s := text[sp.Start:sp.End]
	for i := 0; ; {
		for i < len(s) && !marks[s[i]] {
			i++
		}
		if i == len(s) {
			break
		}
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		at := sp.Start + int32(i)
		i += n
		if open >= 0 {
			if r == '"' && closes == '"' && opens(s, i-1) {
				open = at // the one before was never closed
				continue
			}
			// ’ closes only where no letter follows: else it is an apostrophe.
			if r == closes && (r != '’' || !letterAt(s, i)) {
				out, open = append(out, assay.Span{Start: open, End: at + int32(n)}), -1
			}
			continue
		}
		switch r {
		case '“', '„':
			open, closes = at, '”'
		case '‘':
			open, closes = at, '’'
		case '«':
			open, closes = at, '»'
		case '"':
			if opens(s, i-1) && strings.IndexByte(s[i:], '"') >= 0 {
				open, closes = at, '"'
			}
		}
	}
	if open >= 0 && closes != '"' {
		out = append(out, assay.Span{Start: open, End: sp.End})
	}
	return out
}

// opens reports whether the straight mark at s[i] opens a quotation: white
// space or another mark stands before it, and none behind.
func opens(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	before := i == 0 || unicode.IsSpace(r) || strings.ContainsRune("([-'–—‘“", r)
	return before && i+1 < len(s) && strings.IndexByte(" \n\t\r", s[i+1]) < 0
}
