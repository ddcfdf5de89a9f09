package claim

import (
	"assay"
	"assay/lang/en"
)

// sure is how likely an attribution of the learnt reader must be to make a claim
// that no rule has found.
const sure = 0.8

// learnt adds the claims that the learnt reader of attributions finds where no rule
// finds any: rare verbs ("Okoro has called for new elections"), plans and wishes
// ("the company plans to sell the port"), nouns. It must be sure, and name a source
// in the same sentence as the cue.
func (r *reader) learnt() {
	doc := r.doc
	t := make(taken, len(doc.Tokens))
	for i := range r.drafts {
		r.take(t, &r.drafts[i])
	}
	for i := range doc.Attributions {
		a := &doc.Attributions[i]
		if a.Confidence < sure || len(a.Source) == 0 || len(a.Cue) == 0 || len(a.Content) == 0 || r.foundBefore(t, a) {
			continue
		}
		v, span := r.learntCue(a.Cue[0])
		who, ok := r.learntSource(a.Source[0])
		if v < 0 || !ok || doc.SentenceAt(doc.Tokens[v].Span.Start) != doc.SentenceAt(doc.Tokens[who.head].Span.Start) {
			continue
		}
		if lemma := r.lemma(v); r.notSpeech(v, lemma) || decliners[lemma] || v > 0 && r.low(v-1) == "without" {
			continue // "declined an invitation to the fair"
		}
		w := r.learntWord(v)
		if w, ok = r.polarity(v, w); !ok {
			continue
		}
		d := draft{cue: v, cueSpan: span, word: w, who: who, stance: w.stance, via: -1, confidence: 0.6,
			region: doc.RegionAt(span.Start), sentence: doc.SentenceAt(span.Start)}
		if why := r.reason(&d); why.Overlaps(span) {
			continue // "asked not to be named" is why there is no name
		}
		d.quoted = true
		for _, sp := range a.Content {
			lo, hi := doc.TokensIn(sp)
			if lo < hi && r.low(lo) == "that" && doc.Tokens[lo].POS == "SCONJ" {
				lo++
			}
			if sp = r.bounded(lo, hi, v); sp.IsZero() {
				continue
			}
			d.content = append(d.content, sp)
			if q := r.quoteAt[lo]; q == 0 || r.quotes[q-1].lo != lo || r.quotes[q-1].hi != hi {
				d.quoted = false
			}
		}
		if len(d.content) > 0 && !r.meaningless(d.content[0]) && !r.named(&d) {
			r.drafts = append(r.drafts, d)
			r.take(t, &d)
		}
	}
}

// named reports whether the content of d is a name in quotation marks: Reyes wrote
// “The Long River”.
func (r *reader) named(d *draft) bool {
	lo, _ := r.doc.TokensIn(d.content[0])
	q := r.quoteAt[lo]
	return d.quoted && q > 0 && !r.quotes[q-1].utterance
}

// taken are the tokens of the cues and contents of claims.
type taken []bool

// take marks the tokens of d.
func (r *reader) take(t taken, d *draft) {
	for _, sp := range append([]assay.Span{d.cueSpan}, d.content...) {
		lo, hi := r.doc.TokensIn(sp)
		for k := lo; k < hi; k++ {
			t[k] = true
		}
	}
}

// foundBefore reports whether a claim shares its cue or content with a, or is told
// within it.
func (r *reader) foundBefore(t taken, a *assay.Attribution) bool {
	for _, list := range [][]assay.Span{a.Cue, a.Content} {
		for _, sp := range list {
			lo, hi := r.doc.TokensIn(sp)
			for k := lo; k < hi; k++ {
				if t[k] {
					return true
				}
			}
		}
	}
	return false
}

// learntCue returns the token that heads a cue, and the cue without its auxiliaries
// and adverbs: "called for" of "has also called for".
func (r *reader) learntCue(sp assay.Span) (v int, cue assay.Span) {
	doc := r.doc
	lo, hi := doc.TokensIn(sp)
	v = -1
	for k := lo; k < hi && v < 0; k++ {
		if doc.Tokens[k].POS == "VERB" {
			v = k
		}
	}
	if v < 0 {
		return -1, assay.Span{}
	}
	end := v + 1
	for end < hi && (doc.Tokens[end].Is("compound:prt") || doc.Tokens[end].POS == "ADP") {
		end++
	}
	return v, doc.Cover(v, end)
}

// learntSource returns the phrase of a source that can speak for itself.
func (r *reader) learntSource(sp assay.Span) (noun, bool) {
	doc := r.doc
	lo, hi := doc.TokensIn(sp)
	for k := lo; k < hi; k++ {
		if h := int(doc.Tokens[k].Head); h >= lo && h < hi || !en.OneOf(doc.Tokens[k].POS, "NOUN", "PROPN", "PRON") {
			continue
		}
		if en.OneOf(r.low(k), "i", "we", "you", "it", "this", "that", "which", "what", "one", "there", "my", "our") || r.quoteAt[k] > 0 {
			return noun{}, false
		}
		return r.phrase(k), doc.Tokens[k].POS == "PRON" || r.animate(k) || r.titled(k)
	}
	return noun{}, false
}

// wishes are verbs of wanting and planning, which the lexicon leaves out since most
// of what they govern is no claim.
var wishes = en.Words(`want plan intend seek aim wish mean prepare propose hope`)

// learntWord returns what kind of utterance or attitude a cue is.
func (r *reader) learntWord(v int) cueWord {
	lemma := r.lemma(v)
	if w, ok := cueVerbs[lemma]; ok {
		return w
	}
	w := cueWord{frames: clause | phrase}
	switch {
	case wishes[lemma]:
		w.mode = assay.Intends
	case en.OneOf(lemma, "call", "ask", "press", "push") && r.low(min(v+1, len(r.doc.Tokens)-1)) == "for":
		w.mode = assay.Orders
	}
	return w
}

// meaningless reports whether a content is a word that only points to something:
// "said so", "denied it".
func (r *reader) meaningless(sp assay.Span) bool {
	lo, hi := r.doc.TokensIn(sp)
	return hi-lo < 2 || hi-lo == 2 && en.OneOf(r.doc.Tokens[lo].POS, "PRON", "DET")
}
