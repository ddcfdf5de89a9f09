package claim

import (
	"sort"

	"assay"
	"assay/lang/en"
)

// bounded returns the span of tokens lo to hi without punctuation at the ends:
// the closing mark of a quotation stays if its opening is inside.
func (r *reader) bounded(lo, hi int) assay.Span {
	doc := r.doc
	for lo < hi && doc.Tokens[lo].POS == "PUNCT" && !(r.quoteAt[lo] > 0 && r.quotes[r.quoteAt[lo]-1].lo == lo && r.quotes[r.quoteAt[lo]-1].hi <= hi) && !en.OneOf(doc.Word(lo), "$", "(", "[") {
		lo++
	}
	for hi > lo {
		k := hi - 1
		if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].hi == hi && r.quotes[q-1].lo >= lo {
			break
		}
		if doc.Tokens[k].POS != "PUNCT" && doc.Tokens[k].POS != "CCONJ" || en.OneOf(doc.Word(k), ")", "%", "]") {
			break
		}
		hi--
	}
	return doc.Cover(lo, hi)
}

func (r *reader) anyVerb(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if p := r.doc.Tokens[k].POS; p == "VERB" || p == "AUX" {
			return true
		}
	}
	return false
}

// channelAt reports whether a phrase that names a channel begins at the
// preposition k, and where it ends: "in a statement", "via text message".
func (r *reader) channelAt(k, shi int) (end int, ok bool) {
	doc := r.doc
	if !words.BeforeChannel[r.low(k)] || doc.Tokens[k].POS != "ADP" {
		return 0, false
	}
	head := -1
	j := k + 1
	for j < shi && j < k+9 {
		t := &doc.Tokens[j]
		if t.POS == "PUNCT" && doc.Word(j) != "-" || t.POS == "VERB" && !(words.Channels[r.low(j)] && r.nounAfterNoun(j)) || t.POS == "ADP" && r.low(j) != en.Of || t.POS == "SCONJ" || t.POS == "AUX" || r.low(j) == en.That {
			break
		}
		if words.Channels[r.lemma(j)] || words.Channels[r.low(j)] || r.low(k) == en.On && doc.Word(j) == words.X {
			head = j
		}
		j++
	}
	if head < 0 || head != j-1 && !(head < j && r.timeWord(head+1)) {
		return 0, false
	}
	end = head + 1
	if end+1 < shi && words.BehindChannel[r.low(end)] { // "in a briefing with reporters", "in remarks in the capital"
		j := end + 1
		if words.Carried[r.low(end)] && j < shi && doc.Tokens[j].POS == "ADP" {
			j++ // "in a statement posted on Instagram"
		}
		for j < shi && en.OneOf(doc.Tokens[j].POS, "DET", "ADJ", "NOUN", "PROPN", "NUM") && !r.timeWord(j) {
			j++
		}
		if j > end+1 {
			end = j
		}
	}
	return end, true
}

// nounAfterNoun reports whether token k, tagged a plain verb, is a noun after all,
// since no singular noun has it for its verb: "in her State of the County address".
func (r *reader) nounAfterNoun(k int) bool {
	return en.OneOf(r.doc.Tokens[k].XPOS, "VB", "VBP") && en.OneOf(r.doc.Tokens[k-1].XPOS, "NN", "NNP")
}

// timeWord reports whether token k begins a time expression.
func (r *reader) timeWord(k int) bool {
	if k >= len(r.doc.Tokens) {
		return false
	}
	if en.DayByItself(r.low(k)) {
		return true
	}
	start := r.doc.Tokens[k].Span.Start
	i := sort.Search(len(r.doc.Times), func(i int) bool { return r.doc.Times[i].Span.End > start })
	return i < len(r.doc.Times) && r.doc.Times[i].Span.Start <= start
}
