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

// described returns the noun phrase that a relative clause with a verb of saying
// tells of: "the toll of as many as 80 that the governor announced".
func (r *reader) described(v int, who noun) assay.Span {
	doc := r.doc
	t := &doc.Tokens[v]
	h := int(t.Head)
	if !t.Is("acl") || t.XPOS == "VBN" || t.XPOS == "VBG" || h < 0 || h > v || en.OneOf(r.low(who.head), "who", "which", "that") || who.head < h || who.head > v || doc.Child(v, "ccomp", "obj") > v {
		return assay.Span{}
	}
	lo, _ := doc.Subtree(h)
	wlo, _ := doc.TokensIn(who.span)
	end := wlo
	if end == 0 || end-2 > h && doc.Tokens[end-2].POS == "ADP" || doc.Word(end-1) == "," && !en.OneOf(r.low(end), "who", "which") {
		return assay.Span{} // "the pact, under which they agreed to"
	}
	for end > h+1 && (en.OneOf(r.low(end-1), "that", "which", "whom", ",")) {
		end--
	}
	for lo < end && doc.Tokens[lo].POS == "ADP" {
		lo++
	}
	return r.bounded(lo, end, v)
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
	} else if w.stance == assay.Denies && doc.Word(lo-2) == "," && doc.Word(hi) == "," {
		start := lo - 2 // "The report, which the ministry has disputed, says"
		for start > slo && en.OneOf(doc.Tokens[start-1].POS, "NOUN", "PROPN", "NUM", "ADJ", "ADP", "DET", "PART") {
			start--
		}
		return r.bounded(start, lo-2, v)
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
	if o > v && o == v+1 && r.low(o) == "it" && estimators[r.lemma(v)] && o+1 < len(r.doc.Tokens) && r.low(o+1) == "at" {
		return true // "the police put it at 12,000"
	}
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
	for k := max(lo, v+1); k < hi; k++ {
		if doc.Word(k) == "," && !r.parts(k+1, shi) {
			hi = k
		}
	}
	return r.bounded(max(lo, v+1), r.cutChannel(max(lo, v+1), hi), v)
}

// estimatedRelative reads "a loss which one broker estimated at between 5 and 6
// million euros": the content is what is estimated and the number, round the
// source and the verb.
func (r *reader) estimatedRelative(v int, lemma string) bool {
	doc := r.doc
	slo, shi := doc.SentenceTokens(v)
	if lemma != "estimate" && !estimators[lemma] && lemma != "value" || v+2 >= shi || r.low(v+1) != "at" || !r.numberSoon(v+2, shi) {
		return false
	}
	wh := v - 1
	for wh > slo && en.OneOf(doc.Tokens[wh].POS, "DET", "ADJ", "NUM", "NOUN", "PROPN", "AUX", "PRON") && !en.OneOf(r.low(wh), "which", "that") {
		wh--
	}
	if wh <= slo || wh >= v-1 || !en.OneOf(r.low(wh), "which", "that") || r.passive(v) {
		return false
	}
	hi := wh
	if doc.Word(hi-1) == "," {
		hi--
	}
	lo := hi
	for lo > slo && en.OneOf(doc.Tokens[lo-1].POS, "DET", "ADJ", "NUM", "NOUN", "PROPN", "ADP", "PART") {
		lo--
	}
	head := v - 1
	for head > wh+1 && doc.Tokens[head].POS == "AUX" {
		head--
	}
	end := v + 2
	for end < shi && (en.OneOf(doc.Tokens[end].POS, "NUM", "NOUN", "PROPN", "SYM", "ADJ", "ADV", "DET") || en.OneOf(r.low(end), "between", "and", "to", "than", "least", "about", "up", "$", "-", "of", "€", "£")) {
		end++
	}
	if lo == hi {
		return false
	}
	d := r.draft(v, v, v+1, cueWord{frames: phrase}, r.trimmed(wh+1, head+1, head), 0.75)
	d.content = []assay.Span{r.bounded(lo, hi, -1), r.bounded(v+1, end, -1)}
	r.drafts = append(r.drafts, d)
	return true
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

// gerund reads "denied knowing the buyer".
func (r *reader) gerund(v int, w cueWord) assay.Span {
	doc := r.doc
	_, shi := doc.SentenceTokens(v)
	x := v + 1
	for x < shi && doc.Tokens[x].POS == "ADV" {
		x++ // "denied ever having met him"
	}
	if w.frames&(clause|phrase) != clause|phrase || w.mode != assay.Says || x >= shi || doc.Tokens[x].XPOS != "VBG" || !doc.Under(x, v) || doc.Tokens[x].Is("amod", "compound") {
		return assay.Span{}
	}
	x = v + 1
	end := r.clauseEnd(v, x, x, shi)
	for k := x; k+1 < end; k++ { // "proposed cutting the tax, but analysts doubted"
		if doc.Word(k) == "," && doc.Tokens[k+1].POS == "CCONJ" {
			end = k
		}
	}
	return r.bounded(x, end, v)
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
