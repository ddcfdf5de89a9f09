package claim

import (
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
)

// A quotation is a stretch between quotation marks, the marks included.
type quotation struct {
	span      assay.Span
	lo, hi    int  // its tokens, marks included
	region    int  // the paragraph it begins in
	utterance bool // somebody's sentence, or the end of one, not a word or two in the reporter's sentence
	continues bool // the paragraph ends without closing it, and the next begins with a mark
	used      bool // it is the content, or part of the content, of a claim
}

// quotations finds the quotations of doc, paragraph by paragraph. A quotation
// that a paragraph leaves open ends with it; by the printers' rule the next
// paragraph then opens with a mark of its own and goes on with the same speaker.
func quotations(doc *assay.Doc) []quotation {
	var out []quotation
	for g, region := range doc.Regions {
		lo, hi := doc.TokensIn(region.Span)
		open := -1
		closing := ""
		single := hi // behind the last mark that closes single ones
		for single > lo && !(doc.Word(single-1) == "’" && doc.Tokens[single-1].POS == "PUNCT") {
			single--
		}
		for k := lo; k < hi; k++ {
			w := doc.Word(k)
			switch {
			case open < 0 && w == "‘" && k+1 < hi && k+1 < single && doc.Tokens[k+1].Span.Start == doc.Tokens[k].Span.End:
				// an apostrophe for letters left out ("the ’90s") opens nothing
				open, closing = k, "’"
			case open < 0 && (w == "“" || w == "''" || w == "„" || w == "``" || w == "«" || w == `"`):
				open = k
				closing = map[string]string{"“": "”", "„": "“", "``": "''", "''": "''", "«": "»", `"`: `"`}[w]
			case open >= 0 && (w == closing || w == "”"):
				out = append(out, quotation{span: doc.Cover(open, k+1), lo: open, hi: k + 1, region: g})
				open = -1
			}
		}
		if open >= 0 && hi-open > 3 {
			out = append(out, quotation{span: doc.Cover(open, hi), lo: open, hi: hi, region: g, continues: true})
		}
	}
	for i := range out {
		out[i].utterance = out[i].continues || whole(doc, &out[i])
	}
	return out
}

// whole reports whether q is somebody's sentence: it ends in the punctuation
// that closes a sentence or hands over to "he said", or it begins with a capital
// and holds a verb.
func whole(doc *assay.Doc, q *quotation) bool {
	if q.hi-q.lo < 4 {
		if q.hi-q.lo == 3 && en.OneOf(doc.Word(q.hi-2), ",", ".", "!", "?") {
			return true
		}
		return q.hi-q.lo == 3 && q.hi < len(doc.Tokens) && doc.Word(q.hi) == ","
	}
	first := doc.Word(q.lo + 1)
	c, _ := utf8.DecodeRuneInString(first)
	verb := false
	for k := q.lo; k < q.hi; k++ {
		if p := doc.Tokens[k].POS; p == "VERB" || p == "AUX" {
			verb = true
		}
	}
	last := doc.Word(q.hi - 2)
	sentence := en.OneOf(last, ".", "?", "!", "…", "...", "—", "–")
	before := ""
	if q.lo > 0 && doc.RegionAt(doc.Tokens[q.lo-1].Span.Start) == q.region {
		before = doc.Word(q.lo - 1)
	}
	opens := before == "" || en.OneOf(before, ":", ",", ".", "?", "!", "”", `"`, "''", "—", "–", "…")
	if (last == "," || q.hi < len(doc.Tokens) && doc.Word(q.hi) == ",") && (verb || opens) {
		return true // “…,” he said; or the British ‘…’, he said
	}
	return opens && unicode.IsUpper(c) && (verb || sentence) || opens && sentence && verb
}
