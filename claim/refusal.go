package claim

import (
	"strings"

	"assay"
)

// polarity turns a negated cue into what it does: "did not say whether" declines,
// "do not believe that" denies. Second is false where a negated verb claims
// nothing: "did not mention".
func (r *reader) polarity(v int, w cueWord) (cueWord, bool) {
	doc := r.doc
	neg, modal := false, ""
	if s := doc.Child(v, "nsubj"); s >= 0 {
		neg = isOneOf(r.low(s), "none", "nobody", "neither") // "None of the officials could say"
	}
	for _, c := range doc.Children(v, "advmod", "aux") {
		switch l := r.low(c); {
		case l == "never" && w.mode == assay.Says:
			return w, false // "has never said that"
		case l == "not" || l == "n't" || l == "n’t" || l == "never" || l == "neither" || l == "nor":
			neg = true
		case doc.Tokens[c].Is("aux"):
			modal = r.lemma(c)
		}
	}
	if !neg {
		// "may say", "will announce", "should tell": nothing was said yet; but
		// "would say only that" was.
		if isOneOf(modal, "should", "must", "may", "might", "shall", "will") && r.quotedBeside(v) < 0 {
			return w, false
		}
		return w, true
	}
	if w.mode == assay.Believes {
		w.stance = assay.Denies
		return w, true
	}
	lemma := r.lemma(v)
	switch {
	case r.low(v) == "confirm" || isOneOf(lemma, "say", "confirm", "disclose", "reveal", "specify", "explain", "comment", "identify", "detail", "discuss", "elaborate", "respond", "reply", "answer", "announce"):
		w.stance = assay.Declines
		return w, true
	case isOneOf(lemma, "deny", "dispute", "rule"):
		w.stance = assay.Asserts
		return w, true
	}
	return w, isOneOf(lemma, "tell") && modal == "would"
}

// declined reads "declined to comment on the strike" and "refused to say why".
func (r *reader) declined(v int) bool {
	doc := r.doc
	_, shi := doc.SentenceTokens(v)
	if v+2 >= shi || r.low(v+1) != "to" || !answers[r.lemma(v+2)] {
		return false
	}
	who, ok := r.speaker(v, cueWord{frames: clause})
	if !ok || !r.animate(who.head) {
		return false
	}
	d := r.draft(v, v, v+1, cueWord{frames: infinite, stance: assay.Declines}, who, 0.9)
	if sp := r.bounded(v+1, r.clauseEnd(v, -1, v+2, shi), v); !sp.IsZero() {
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
	return true
}

// unreached reads "could not be reached for comment" and "did not respond to
// requests for comment".
func (r *reader) unreached(v int) bool {
	doc := r.doc
	lemma := r.lemma(v)
	if lemma != "reach" && lemma != "respond" && lemma != "reply" && lemma != "return" {
		return false
	}
	neg := false
	for _, c := range doc.Children(v, "advmod") {
		neg = neg || isOneOf(r.low(c), "not", "n't", "n’t", "never")
	}
	lo, hi := doc.SentenceTokens(v)
	for k := lo; k < v; k++ {
		neg = neg || isOneOf(r.low(k), "neither", "none", "nobody") // "Neither the ministry nor the firm responded"
	}
	rest := strings.ToLower(doc.Cover(v+1, hi).In(doc.Text))
	if !neg || !strings.Contains(rest, "comment") && !strings.Contains(rest, "request") && !strings.Contains(rest, "call") && !strings.Contains(rest, "message") && !strings.Contains(rest, "question") {
		return false
	}
	c := doc.Child(v, "nsubj")
	if c < 0 {
		return false
	}
	if sp := r.bounded(v+1, hi, v); !sp.IsZero() {
		d := r.draft(v, v, v+1, cueWord{stance: assay.Declines}, r.phrase(c), 0.85)
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
	return true
}

// impersonal reads "is believed to have fled" where nobody is named who
// believes it; the cue stands for its own source. Inside somebody's claim the
// words only mark that claim's doubt (see stances).
func (r *reader) impersonal(v int, lemma string) bool {
	doc := r.doc
	if !impersonal[lemma] || doc.Child(v, "aux:pass") < 0 || r.agent(v) >= 0 {
		return false
	}
	x := doc.Child(v, "xcomp", "ccomp")
	if x < v {
		return false
	}
	if m := doc.Child(x, "mark"); m < v { // "feared dead" says no more than "missing"
		return false
	}
	_, shi := doc.SentenceTokens(v)
	c := doc.Child(v, "nsubj")
	if c >= 0 && isOneOf(r.low(c), "who", "which", "that") {
		return false
	}
	var lo int
	if c >= 0 && c < v && r.low(c) != "it" {
		lo, _ = doc.Subtree(c)
	} else {
		lo, _ = doc.Subtree(x)
		if lo < shi && r.low(lo) == "that" {
			lo++
		}
	}
	_, hi := doc.Subtree(x)
	d := r.draft(v, v, v+1, cueWord{mode: assay.Says, stance: assay.Hedges}, noun{v, doc.Tokens[v].Span}, 0.5)
	if sp := r.bounded(lo, hi, -1); !sp.IsZero() {
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
	return true
}
