package claim

import (
	"assay"
	"assay/lang/en"
)

// attributive adverbs pass on what somebody unnamed says: "reportedly".
var attributive = en.Words(`reportedly allegedly purportedly`)

// adverb reads "The lorry was reportedly carrying sugar": the adverb stands for
// its own source, and the rest of its clause is the content.
func (r *reader) adverb(k int) {
	doc := r.doc
	h := int(doc.Tokens[k].Head)
	if h < 0 || !en.OneOf(doc.Tokens[h].POS, "VERB", "AUX", "ADJ", "NOUN") || doc.Tokens[h].Is("amod") {
		return
	}
	lo, hi := doc.Subtree(h)
	for lo < hi && (en.OneOf(doc.Tokens[lo].POS, "SCONJ", "CCONJ", "PUNCT") || en.OneOf(r.low(lo), "who", "which", "that")) {
		lo++ // "after the guard allegedly left", "which reportedly sank"
	}
	if !r.anyVerb(lo, hi) {
		return
	}
	d := r.draft(k, k, k+1, cueWord{stance: assay.Hedges}, noun{k, doc.Tokens[k].Span}, 0.5)
	for _, sp := range []assay.Span{r.bounded(lo, k, -1), r.bounded(k+1, hi, -1)} {
		if !sp.IsZero() {
			d.content = append(d.content, sp)
		}
	}
	r.drafts = append(r.drafts, d)
}

// doubters are verbs that make a doubt of their object: "cast doubt on".
var doubters = en.Words(`cast raise express voice throw`)

// castsDoubt reads "cast doubt on the account" and "expressed doubts that the
// dam would hold". The cue runs from the verb to its noun.
func (r *reader) castsDoubt(v int) bool {
	doc := r.doc
	_, shi := doc.SentenceTokens(v)
	if !doubters[r.lemma(v)] {
		return false
	}
	n := v + 1
	for n < shi && n < v+4 && en.OneOf(doc.Tokens[n].POS, "ADJ", "ADV", "DET") && !en.OneOf(r.low(n), "doubt", "doubts") {
		n++
	}
	if n+2 >= shi || !en.OneOf(r.low(n), "doubt", "doubts", "scepticism", "skepticism") || !en.OneOf(r.low(n+1), "on", "upon", "over", "about", "that") {
		return false
	}
	w := cueWord{frames: clause | phrase, stance: assay.Hedges}
	who, ok := r.speaker(v, w)
	if !ok || !r.animate(who.head) {
		return false
	}
	d := r.draft(v, v, n+1, w, who, 0.7)
	end := shi
	if r.low(n+1) != "that" && !en.OneOf(r.low(n+2), "whether", "how", "what", "if") {
		end = r.phraseEnd(v, n+2, n+3)
	}
	if sp := r.bounded(n+2, r.cutChannel(n+2, r.clauseEnd(v, -1, n+2, end)), v); !sp.IsZero() {
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
	return true
}

// doubtPhrases mark doubt by more than one word: “We cannot rule out a strike.”
var doubtPhrases = []string{
	"cannot rule out", "can not rule out", "can't rule out", "can’t rule out", "could not rule out", "not ruling out",
	"rule anything out", "ruling anything out", "ruled anything out", "not ruled out", "cannot exclude", "could not exclude", "cannot be ruled out", "could not be ruled out",
}

// falsehoods are what a statement is called by whoever denies it.
var falsehoods = en.Words(`false untrue baseless unfounded groundless nonsense fabricated fabrication lie lies invention hoax`)

// falsifies reports whether the words of c call a statement false: "the report
// was untrue", “It is not true that we were warned”.
func (r *reader) falsifies(d *draft, c assay.Span) bool {
	doc := r.doc
	lo, hi := doc.TokensIn(c)
	if d.cue >= 0 && callers[r.lemma(d.cue)] { // "called the allegation false"
		o := doc.Child(d.cue, "obj")
		return o >= lo && (statements[r.lemma(o)] || r.low(o) == "it") && falsehoods[r.low(hi-1)]
	}
	for k := lo; k < hi; k++ {
		if !falsehoods[r.low(k)] || doc.Child(k, "cop") < 0 {
			continue
		}
		s := doc.Child(k, "nsubj", "expl")
		if s >= lo && (statements[r.lemma(s)] || en.OneOf(r.low(s), "it", "this", "that", "they", "these", "story", "stories", "reports")) {
			return true
		}
	}
	return false
}
