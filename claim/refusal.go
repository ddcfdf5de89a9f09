package claim

import (
	"assay"
	"assay/lang/en"
)

// polarity turns a negated cue into what it does: "did not say whether" declines, "do
// not believe that" denies.
func (r *reader) polarity(v int, w cueWord) cueWord {
	doc := r.doc
	neg := false
	if s := r.subject(v); s >= 0 {
		det := doc.Child(s, "det")
		// "None of the officials could say", "No group has claimed responsibility"
		neg = words.Nobody[r.low(s)] || det >= 0 && r.low(det) == en.No
	}
	for _, c := range doc.Children(v, "advmod", "aux") {
		neg = neg || words.Not[r.low(c)] || words.Nobody[r.low(c)]
	}
	switch {
	case neg && w.mode == assay.Believes:
		w.stance = assay.Denies
	case neg && words.Kept[r.lemma(v)]:
		w.stance = assay.Declines
	}
	return w
}

// unanswered adds the claim of token v that somebody was asked and said nothing, which
// no annotator of attributions counts as one: "could not be reached for comment", "was
// not available for interviews".
func (r *reader) unanswered(v int) {
	doc := r.doc
	if r.quoteAt[v] > 0 || !words.Answering[r.lemma(v)] {
		return
	}
	lo, hi := doc.SentenceTokens(v)
	end := v + 1
	for end < hi && doc.Tokens[end].POS != "PUNCT" && doc.Tokens[end].POS != "CCONJ" {
		end++
	}
	for end > v+1 && r.timeWord(end-1) { // when nobody answered is no part of the answer
		if end--; doc.Tokens[end-1].POS == "ADP" {
			end--
		}
	}
	no, asked := r.low(v) == en.Unavailable, false
	for j := lo; j < v; j++ {
		no = no || r.negated(j) && v-j < 5 || words.Nobody[r.low(j)]
	}
	for j := v + 1; j < end; j++ {
		asked = asked || words.Asked[r.lemma(j)]
	}
	s := r.subject(v)
	if !no || !asked || s < 0 || s > v {
		return
	}
	slo, shi := doc.Subtree(s)
	if d := r.draft(v, v, v+1, cueWord{stance: assay.Declines}, r.trimmed(slo, min(shi, v), s), 0.85); d.who.head >= 0 {
		d.content = []assay.Span{r.bounded(v+1, end)}
		r.drafts = append(r.drafts, d)
	}
}

// estimated returns what the verb v puts a number to: "put the toll at 34, nine of them
// children", or which one it gives: "gave a toll of 34 dead and 12 hurt".
func (r *reader) estimated(v int) [][2]int {
	doc := r.doc
	o := doc.Child(v, "obj")
	if o < v || r.quoteAt[v] > 0 {
		return nil
	}
	lo, _ := doc.Subtree(o)
	_, hi := doc.SentenceTokens(v)
	if words.Giving[r.lemma(v)] && words.Given[r.lemma(o)] && o+1 < hi && r.low(o+1) == en.Of {
		return r.given(max(lo, v+1), o+2, hi)
	}
	if !words.Putting[r.lemma(v)] {
		return nil
	}
	at, end := -1, o+1
	for ; end < hi; end++ {
		t := &doc.Tokens[end]
		if t.POS == "PUNCT" && doc.Word(end) != "-" || t.POS == "CCONJ" || t.POS == "SCONJ" || t.POS == "VERB" {
			break
		}
		if at < 0 && en.OneOf(r.low(end), en.At, en.In, en.Between) {
			at = end
		}
	}
	for k := at; at > 0 && k < end; k++ {
		if doc.Tokens[k].POS == "NUM" {
			return [][2]int{{max(lo, v+1), end}}
		}
	}
	return nil
}

// given returns the words from lo on, of which the numbers begin at k, up to where they
// turn to something else, before hi.
func (r *reader) given(lo, k, hi int) [][2]int {
	doc, numbered := r.doc, false
	for ; k < hi; k++ {
		t := &doc.Tokens[k]
		numbered = numbered || t.POS == "NUM"
		if t.POS == "PUNCT" && doc.Word(k) != "-" || t.POS == "SCONJ" || t.POS == "AUX" || t.POS == "PRON" ||
			t.POS == "CCONJ" && (k+1 == hi || doc.Tokens[k+1].POS != "NUM") {
			break
		}
	}
	if !numbered {
		return nil
	}
	return [][2]int{{lo, k}}
}
