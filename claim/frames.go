package claim

import (
	"assay"
	"assay/lang/en"
)

// asClause reads "as the minister put it" and "as officials have warned": the
// content is the quoted words just before, or the rest of the sentence.
func (r *reader) asClause(v, lo, slo int) assay.Span {
	doc := r.doc
	if lo <= slo || r.low(lo-1) != "as" || v+1 < len(doc.Tokens) && r.low(v+1) == "that" {
		return assay.Span{}
	}
	for k := lo - 2; k >= slo && k > lo-5; k-- {
		if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].hi == k+1 {
			r.quotes[q-1].used = true
			return r.quotes[q-1].span
		}
		if doc.Tokens[k].POS != "PUNCT" {
			break
		}
	}
	if start := r.opening(slo, lo-1); start < lo-2 && en.OneOf(doc.Word(lo-2), ",", "—", "–") && r.anyVerb(start, lo-2) {
		return r.bounded(start, lo-2, -1)
	}
	if lo-1 == slo || lo-1 == slo+1 { // "As the ministry said, the dam held."
		_, shi := doc.SentenceTokens(v)
		for k := v + 1; k < shi; k++ {
			if doc.Word(k) == "," && r.anyVerb(k+1, shi) {
				return r.bounded(k+1, shi, -1)
			}
			if doc.Tokens[k].POS == "VERB" {
				break
			}
		}
	}
	return assay.Span{}
}

// whatClause reads "what he said was a trap" and "what she called “a massacre”".
func (r *reader) whatClause(v, lo, hi, shi int) assay.Span {
	doc := r.doc
	if lo < 1 || r.low(lo-1) != "what" || hi >= shi {
		return assay.Span{}
	}
	k := hi
	if doc.Tokens[k].POS == "AUX" && en.OneOf(doc.Tokens[k].Lemma, "be", "’", "was", "is") || en.OneOf(r.low(k), "was", "were", "is", "are") {
		k++
	}
	if k >= shi {
		return assay.Span{}
	}
	if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].lo == k {
		r.quotes[q-1].used = true
		return r.quotes[q-1].span
	}
	end := k
	for end < shi { // the noun phrase: to the next punctuation, verb or clause
		t := &doc.Tokens[end]
		if t.POS == "PUNCT" && !en.OneOf(doc.Word(end), "-") || en.OneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") || t.POS == "SCONJ" {
			break
		}
		end++
	}
	if end == k {
		return assay.Span{}
	}
	return r.bounded(k, end, -1)
}

// called reads "called the attack a disaster".
func (r *reader) called(v int, lemma string) assay.Span {
	doc := r.doc
	if !callers[lemma] {
		return assay.Span{}
	}
	o, x := doc.Child(v, "obj"), doc.Child(v, "xcomp")
	_, shi := doc.SentenceTokens(v)
	if o > v && x > o {
		lo, _ := doc.Subtree(o)
		_, hi := doc.Subtree(x)
		return r.bounded(max(lo, v+1), min(hi, shi), v)
	}
	for k := v + 1; k < shi && k < v+8; k++ { // called it “a disaster”
		if q := r.quoteAt[k]; q > 0 {
			if r.quotes[q-1].lo != k || k == v+1 && o != k && o >= 0 && o > r.quotes[q-1].hi {
				break
			}
			r.quotes[q-1].used = true
			return r.bounded(v+1, r.phraseEnd(v, v+1, min(r.quotes[q-1].hi, shi)), v)
		}
		if doc.Tokens[k].POS == "PUNCT" || doc.Tokens[k].POS == "VERB" {
			break
		}
	}
	return assay.Span{}
}

// relativeContent reads a relative clause with a verb of saying by its words:
// "its list, which it said held 109 names"; "the toll of as many as 80 that the
// governor announced on Thursday". Tokens lo to hi are the source and the verb.
func (r *reader) relativeContent(v, lo, hi, slo, shi int) assay.Span {
	doc := r.doc
	if lo-1 > slo && statements[r.lemma(lo-1)] && r.verbless(hi, shi) && cueVerbs[r.lemma(v)].stance == assay.Denies {
		start := lo - 1 // "an allegation the ministry denied"
		for start > slo && en.OneOf(doc.Tokens[start-1].POS, "DET", "ADJ") {
			start--
		}
		return r.bounded(start, lo, v)
	}
	if lo-2 <= slo || !en.OneOf(r.low(lo-1), "that", "which") || hi >= shi {
		return assay.Span{}
	}
	if w := cueVerbs[r.lemma(v)]; w.stance == assay.Denies && doc.Word(lo-2) == "," && hi == shi-1 {
		return doc.Cover(lo-1, lo) // "They accuse the police of shooting two men, which the minister denies": all of it
	}
	first := hi // "which the agency claimed now allows"
	for first+1 < shi && doc.Tokens[first].POS == "ADV" {
		first++
	}
	if en.OneOf(doc.Tokens[hi].XPOS, "VBD", "VBN", "VBZ", "VBP", "MD") || en.OneOf(doc.Tokens[first].XPOS, "VBZ", "VBP", "MD") {
		return r.bounded(hi, r.clauseEnd(v, -1, hi, shi), v)
	}
	if !en.OneOf(doc.Tokens[lo-2].POS, "NOUN", "NUM", "PROPN") || !r.verbless(hi, shi) {
		return assay.Span{}
	}
	start := lo - 1
	for start > slo && en.OneOf(doc.Tokens[start-1].POS, "NOUN", "PROPN", "NUM", "SYM", "ADJ", "ADV", "ADP", "DET", "PART") {
		start--
	}
	for start < lo-1 && en.OneOf(doc.Tokens[start].POS, "ADP", "ADV") {
		start++
	}
	return r.bounded(start, lo-1, v)
}

// statements are nouns for what somebody said.
var statements = en.Words(`figure claim allegation accusation charge number toll assertion statement report account suggestion estimate`)

// counted nouns are what an estimator puts a number to.
var countedNouns = en.Words(`number toll figure total damage cost loss count estimate value price bill tally share strength size crowd attendance turnout dead wounded injured missing`)

// countedObject reports whether the object of v is a number of something: "the
// toll", "its estimate of the damage".
func (r *reader) countedObject(v int) bool {
	o := r.doc.Child(v, "obj")
	return o > v && countedNouns[r.lemma(o)]
}

// estimated reads "put the number in the low thousands".
func (r *reader) estimated(v int, lemma string) assay.Span {
	doc := r.doc
	if !estimators[lemma] && !revisers[lemma] || !r.countedObject(v) {
		return assay.Span{}
	}
	o := doc.Child(v, "obj")
	lo, hi := doc.Subtree(o)
	for _, c := range doc.Children(v, "obl", "advmod", "xcomp") {
		if p := doc.Child(c, "case"); c > o && p >= 0 && en.OneOf(r.low(p), "at", "in", "between", "near", "above", "below", "around") {
			_, e := doc.Subtree(c)
			hi = max(hi, e)
		}
	}
	_, shi := doc.SentenceTokens(v)
	hi = r.clauseEnd(v, -1, max(hi-1, v+1), shi)
	return r.bounded(max(lo, v+1), r.cutChannel(max(lo, v+1), hi), v)
}

// infinitive reads "vowed to rebuild" and "urged residents to leave".
func (r *reader) infinitive(v int) assay.Span {
	doc := r.doc
	x := doc.Child(v, "xcomp", "ccomp", "advcl")
	if o := doc.Child(v, "obj"); x < v && o > v && cueVerbs[r.lemma(v)].mode == assay.Orders {
		x = doc.Child(o, "acl") // "ordered the passengers to leave": the parser hangs it on them
	}
	if x < v {
		return assay.Span{}
	}
	mark := doc.Child(x, "mark")
	if mark < v || r.low(mark) != "to" {
		return assay.Span{}
	}
	lo, hi := mark, 0
	_, hi = doc.Subtree(x)
	if o := doc.Child(v, "obj", "iobj"); o > v && o < mark {
		lo, _ = doc.Subtree(o)
		lo = max(lo, v+1)
	}
	return r.bounded(lo, r.cutChannel(lo, hi), v)
}

// passiveSubject reads "The accusation was denied by the coach": the content is
// what the passive has for its subject.
func (r *reader) passiveSubject(v int, w cueWord, who noun) assay.Span {
	doc := r.doc
	s := doc.Child(v, "nsubj")
	if w.frames&phrase == 0 || s < 0 || s > v || who.head < v || !r.passive(v) || doc.Tokens[s].POS == "PRON" || r.animate(s) && w.stance == assay.Denies && !statements[r.lemma(s)] {
		return assay.Span{}
	}
	return r.phrase(s).span
}
