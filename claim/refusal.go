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
	if s := doc.Child(v, "nsubj"); s >= 0 {
		det := doc.Child(s, "det")
		// "None of the officials could say", "No group has claimed responsibility"
		neg = en.OneOf(r.low(s), "none", "nobody", "neither") || det >= 0 && r.low(det) == "no"
	}
	for _, c := range doc.Children(v, "advmod", "aux") {
		neg = neg || en.OneOf(r.low(c), "not", "n't", "n’t", "never", "neither", "nor")
	}
	switch {
	case neg && w.mode == assay.Believes:
		w.stance = assay.Denies
	case neg && kept[r.lemma(v)]:
		w.stance = assay.Declines
	}
	return w
}

// unanswered adds the claim of token k that somebody was asked and said nothing, which
// no annotator of attributions counts as one: "could not be reached for comment", "was
// not available for interviews", "neither confirmed nor denied the report".
func (r *reader) unanswered(k int) {
	doc := r.doc
	lo, hi := doc.SentenceTokens(k)
	if r.quoteAt[k] > 0 {
		return
	}
	end := k + 1
	for end < hi && doc.Tokens[end].POS != "PUNCT" && doc.Tokens[end].POS != "CCONJ" {
		end++
	}
	for end > k+1 && r.timeWord(end-1) { // when nobody answered is no part of the answer
		if end--; doc.Tokens[end-1].POS == "ADP" {
			end--
		}
	}
	v, from := k, k+1
	if r.low(k) == "neither" && k+4 < hi && en.OneOf(r.lemma(k+1), "confirm", "deny") && r.low(k+2) == "nor" && en.OneOf(r.lemma(k+3), "confirm", "deny") {
		if v, from = k+1, k+4; r.low(from) == "that" {
			from++
		}
	} else if !en.OneOf(r.lemma(k), "reach", "respond", "reply", "return", "answer", "available", "unavailable") {
		return
	} else {
		no, asked := r.low(k) == "unavailable", false
		for j := lo; j < k; j++ {
			no = no || r.negated(j) && k-j < 5 || en.OneOf(r.low(j), "neither", "none", "nobody")
		}
		for j := k + 1; j < end; j++ {
			asked = asked || en.OneOf(r.lemma(j), "comment", "request", "call", "message", "question", "interview")
		}
		if !no || !asked {
			return
		}
	}
	s := doc.Child(v, "nsubj")
	if s < 0 || s > v || from >= end {
		return
	}
	slo, shi := doc.Subtree(s)
	if d := r.draft(v, v, v+1, cueWord{stance: assay.Declines}, r.trimmed(slo, min(shi, v), s), 0.85); d.who.head >= 0 {
		d.content = []assay.Span{r.bounded(from, end)}
		r.drafts = append(r.drafts, d)
	}
}

// impersonal returns subject and predicate of what the passive v says that somebody
// unnamed believes: "Nine people are feared | dead", "is thought to have left".
func (r *reader) impersonal(v int) [][2]int {
	doc := r.doc
	_, hi := doc.SentenceTokens(v)
	if !impersonal[r.lemma(v)] || doc.Child(v, "aux:pass") < 0 || r.agent(v) >= 0 || v+2 >= hi || r.quoteAt[v] > 0 {
		return nil
	}
	s := doc.Child(v, "nsubj")
	if s < 0 || s > v || doc.Tokens[s].POS == "PRON" || r.low(v+1) != "to" && !en.OneOf(r.low(v+1), "dead", "lost", "drowned") {
		return nil
	}
	lo, end := doc.Subtree(s)
	to := v + 1
	for to < hi && doc.Tokens[to].POS != "PUNCT" && doc.Tokens[to].POS != "CCONJ" {
		to++
	}
	return [][2]int{{lo, min(end, v)}, {v + 1, to}}
}

// estimated returns what the verb v puts a number to: "put the toll at 34, nine of them
// children".
func (r *reader) estimated(v int) [][2]int {
	doc := r.doc
	o := doc.Child(v, "obj")
	if o < v || !en.OneOf(r.lemma(v), "put", "place", "set", "peg") || r.quoteAt[v] > 0 {
		return nil
	}
	lo, _ := doc.Subtree(o)
	_, hi := doc.SentenceTokens(v)
	at, end := -1, o+1
	for ; end < hi; end++ {
		t := &doc.Tokens[end]
		if t.POS == "PUNCT" && doc.Word(end) != "-" || t.POS == "CCONJ" || t.POS == "SCONJ" || t.POS == "VERB" {
			break
		}
		if at < 0 && en.OneOf(r.low(end), "at", "in", "between") {
			at = end
		}
	}
	for k := at; at > 0 && k < end; k++ {
		if doc.Tokens[k].POS == "NUM" || en.OneOf(r.lemma(k), "hundred", "thousand", "million", "dozen") {
			return [][2]int{{max(lo, v+1), end}}
		}
	}
	return nil
}
