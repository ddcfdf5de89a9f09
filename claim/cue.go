package claim

import (
	"assay"
	"assay/lang/en"
)

// cueAt adds the claim whose cue token k heads, if it heads one.
func (r *reader) cueAt(k int) {
	t := &r.doc.Tokens[k]
	switch {
	case r.low(k) == "according":
		r.accordingTo(k)
	case r.opinion(k):
	case attributive[r.low(k)]:
		r.adverb(k)
	case r.low(k) == "neither" && r.neitherNor(k):
	case en.OneOf(r.low(k), "available", "unavailable") && r.unavailable(k):
	case r.misreadNoun(k):
		r.cueNoun(k)
	case (t.POS == "ADJ" || en.OneOf(t.XPOS, "VBN", "JJ")) && cueAdjectives[r.low(k)] != nil && r.doc.Child(k, "cop", "aux:pass", "aux") >= 0:
		r.adjective(k)
	case t.POS == "VERB" || t.POS == "AUX" && t.Rel == "root":
		r.verb(k)
	case r.misreadVerb(k):
		r.verb(k)
	case t.POS == "NOUN":
		r.cueNoun(k)
	}
}

// misreadVerb reports whether token k, tagged a noun, is a verb of saying after
// all: "The government in the capital insists that".
func (r *reader) misreadVerb(k int) bool {
	doc := r.doc
	if k > 0 && neverNouns[r.low(k)] && en.OneOf(doc.Tokens[k].POS, "NOUN", "PROPN") && en.OneOf(doc.Tokens[k-1].POS, "NOUN", "PROPN", "PRON") {
		return true // "a claim the bank denies"
	}
	if k == 0 || k+2 >= len(doc.Tokens) || r.low(k+1) != "that" || en.OneOf(doc.Tokens[k+2].POS, "VERB", "AUX") {
		return false
	}
	before := &doc.Tokens[k-1]
	switch doc.Tokens[k].XPOS {
	case "NNS": // "The skipper hopes that", whatever "skipper" is taken for
		if before.POS == "ADJ" && (doc.Tokens[k].Rel != "root" || k < 2 || doc.Tokens[k-2].POS != "DET") || !en.OneOf(before.POS, "NOUN", "PROPN", "PRON", "ADJ") {
			return false
		}
	case "NN": // "Detectives suspect that"
		if before.XPOS != "NNS" || !r.animate(k-1) {
			return false
		}
	default:
		return false
	}
	_, noun := cueNouns[r.lemma(k)]
	noun = noun && doc.Tokens[k].Rel != "root" // "The skipper hopes that"
	return !noun && cueVerbs[r.lemma(k)].frames&clause != 0
}

// misreadPast reports whether the participle v, hung on a noun as an adjective, is
// a past tense after all: "Rights lawyers accused officers of beating them".
func (r *reader) misreadPast(v int) bool {
	doc := r.doc
	if doc.Tokens[v].XPOS != "VBN" || v == 0 || v+1 >= len(doc.Tokens) || cueVerbs[r.lemma(v)].frames == 0 || loose[r.lemma(v)] {
		return false
	}
	return doc.Tokens[v-1].POS == "NOUN" && r.animate(v-1) && en.OneOf(doc.Tokens[v+1].POS, "DET", "NOUN", "PROPN", "PRON", "SCONJ")
}

// draft returns a draft with cue tokens [lo, hi) headed by v.
func (r *reader) draft(v, lo, hi int, w cueWord, who noun, conf float64) draft {
	return draft{
		cue: v, cueSpan: r.doc.Cover(lo, hi), word: w, who: who, stance: w.stance, via: -1,
		region: r.doc.RegionAt(r.doc.Tokens[v].Span.Start), sentence: r.doc.SentenceAt(r.doc.Tokens[v].Span.Start), confidence: conf,
	}
}

// verb reads a claim whose cue is the verb v.
func (r *reader) verb(v int) {
	doc := r.doc
	t := &doc.Tokens[v]
	lemma := r.lemma(v)
	w, known := cueVerbs[lemma]
	if t.Is("amod", "compound", "case") && !r.misreadPast(v) && !neverNouns[r.low(v)] {
		return
	}
	if impersonal[lemma] && v+2 < len(doc.Tokens) && r.low(v+1) == "to" && en.OneOf(doc.Tokens[v+2].POS, "VERB", "AUX") && doc.Child(v, "aux:pass") < 0 && !r.passive(v) {
		return // "16 miners believed to be trapped"
	}
	if decliners[lemma] && r.declined(v) || r.unreached(v) || r.impersonal(v, lemma) || r.castsDoubt(v) {
		return
	}
	if h := int(t.Head); t.Is("xcomp") && h >= 0 && decliners[r.lemma(h)] || r.neitherAt(v) {
		return // "declined to give figures" and "neither confirmed nor denied" are one claim
	}
	if r.notSpeech(v, lemma) || r.askedAbout(v, lemma) || r.citesDocument(v) || v > 0 && r.low(v-1) == "without" {
		return // "It goes without saying that"
	}
	if !known && revisers[lemma] && r.countedObject(v) {
		w, known = cueWord{frames: phrase}, true
	}
	if !known && !callers[lemma] {
		if !r.quoteTouches(v) {
			return
		}
		w = cueWord{frames: clause} // “…,” she laughed
	}
	who, ok := r.speaker(v, w)
	if !ok {
		return
	}
	who = r.upTo(v, r.afterStatement(who))
	if q := r.quoteAt[v]; q > 0 && r.quotes[q-1].utterance {
		// What a speaker says of himself in his own words is his claim already:
		// “I think the dam will hold,” she said.
		if en.OneOf(r.low(who.head), "i", "we", "you", "it", "he", "she", "they", "that", "this", "one") || r.quoteAt[who.head] != q {
			return
		}
	} else if en.OneOf(r.low(who.head), "i", "we", "you") && doc.Tokens[who.head].POS == "PRON" {
		return // the report's own voice
	}
	if en.OneOf(r.low(who.head), "this", "that", "there", "what") || doc.Tokens[v].Is("acl") && en.OneOf(r.low(who.head), "those", "anyone", "anybody", "everyone", "whoever") || r.low(who.head) == "it" && !(utterers[lemma] && who.head < v) {
		return // "it" speaks only where it is sure to be a body: "it said in a statement"
	}
	// A verb or its subject taken for something else has cost the subject its actor:
	// "The skipper hopes that", "divers suspect the wreck is".
	misread := t.POS == "NOUN" && en.OneOf(doc.Tokens[who.head].POS, "NOUN", "ADJ") || doc.Tokens[who.head].XPOS == "VBZ"
	if !misread && w.frames&inanimate == 0 && !(disputers[lemma] && doc.Tokens[who.head].POS == "NOUN") && r.low(who.head) != "it" && !r.animate(who.head) && !r.titled(who.head) && !(w.frames&clause != 0 && r.speechLike(v)) {
		return
	}
	if w.frames&inanimate != 0 && lemma != "say" && !r.animate(who.head) && !(lemma == "read" && r.quoteAfter(v+1, len(doc.Tokens)) >= 0) {
		return
	}
	if w, ok = r.polarity(v, w); !ok {
		return
	}
	r.contents(v, lemma, w, who)
}

// askedAbout reports whether the sentence begins with a question about what a noun of
// saying holds: "Asked by the court about signs that": the claim is the noun's.
func (r *reader) askedAbout(v int, lemma string) bool {
	if !r.startsSentence(v) || !en.OneOf(lemma, "ask", "press", "question") {
		return false
	}
	_, shi := r.doc.SentenceTokens(v)
	for k := v + 1; k+1 < shi && k < v+15 && r.doc.Tokens[k].POS != "PUNCT"; k++ {
		if _, noun := cueNouns[r.lemma(k)]; noun && r.low(k+1) == "that" {
			return true
		}
	}
	return false
}

// speechLike reports whether v takes a that-clause or stands beside a quotation.
func (r *reader) speechLike(v int) bool {
	return r.quotedBeside(v) >= 0 || r.doc.Child(v, "ccomp") >= 0
}

// contents finds the content of the verb v, frame by frame, and adds the claim.
func (r *reader) contents(v int, lemma string, w cueWord, who noun) {
	doc := r.doc
	lo, hi := r.unit(v, who)
	d := r.draft(v, v, v+1, w, who, 0.85)
	slo, shi := doc.SentenceTokens(v)
	if w.frames&clause != 0 || callers[lemma] || w.frames&phrase != 0 {
		if q := r.quoteBefore(lo, slo); q >= 0 && !r.quotes[q].used {
			d.content = r.takeBefore(q, slo)
			d.quoted = len(d.content) == 1 && d.content[0] == r.quotes[q].span
			d.confidence = 0.97
			r.drafts = append(r.drafts, d)
			return
		}
		if q := r.quoteAfter(hi, shi); q >= 0 {
			sp := r.takeAfter(q, shi)
			d.content, d.quoted = []assay.Span{sp}, sp == r.quotes[q].span
			d.confidence = 0.95
			r.drafts = append(r.drafts, d)
			return
		}
	}
	try := []func() (assay.Span, float64){
		func() (assay.Span, float64) { return r.asClause(v, lo, slo), 0.85 },
		func() (assay.Span, float64) { return r.whatClause(v, lo, hi, shi), 0.75 },
		func() (assay.Span, float64) { return r.called(v, lemma), 0.7 },
		func() (assay.Span, float64) { return r.estimated(v, lemma), 0.75 },
		func() (assay.Span, float64) { return r.relativeContent(v, lo, hi, slo, shi), 0.7 },
		func() (assay.Span, float64) {
			if w.frames&clause == 0 || callers[lemma] {
				return assay.Span{}, 0
			}
			return r.clauseAfter(v, hi, shi, loose[lemma], w.frames == clause || lemma == "say"), 0.9
		},
		func() (assay.Span, float64) { return r.passiveSubject(v, w, who), 0.65 },
		func() (assay.Span, float64) {
			if w.frames&infinite == 0 && w.mode != assay.Intends {
				return assay.Span{}, 0
			}
			return r.infinitive(v), 0.7
		},
	}
	finite := w.mode != assay.Asks && (en.OneOf(doc.Tokens[v].XPOS, "VBD", "VBZ", "VBP", "VB") && r.low(max(v-1, 0)) != "to" || doc.Tokens[v].XPOS == "VBN" && !r.passive(v))
	follows := hi >= shi || en.OneOf(doc.Tokens[hi].POS, "PUNCT", "ADP", "ADV") || r.timeWord(hi) || en.OneOf(lemma, "tell", "inform", "assure")
	set := follows && (!loose[lemma] || en.OneOf(lemma, "report", "note", "write", "conclude") || hi+1 == shi && lo < v)
	if w.frames&clause != 0 && finite && set && lo > slo && en.OneOf(doc.Word(lo-1), ",", "—", "–") && r.verbless(hi, shi) && (!doc.Tokens[v].Is("acl") || !r.relative(max(lo-8, slo), lo-1)) {
		if spans := r.parenthesis(lo, hi, slo, shi); len(spans) > 0 {
			d.content, d.confidence = spans, 0.9
			r.drafts = append(r.drafts, d)
			return
		}
	}
	for _, f := range try {
		if sp, conf := f(); !sp.IsZero() {
			d.content, d.confidence = []assay.Span{sp}, conf
			r.drafts = append(r.drafts, d)
			return
		}
	}
	// Scrapes have often lost the comma: "Two roads are shut the mayor said".
	bare := w.frames&phrase == 0 && follows && !r.attributed(slo, lo)
	if w.frames&clause != 0 && finite && !loose[lemma] && lo > slo && (r.parted(lo) || bare) && !(doc.Tokens[v].Is("acl") && w.frames&phrase != 0) {
		if spans := r.parenthesis(lo, hi, slo, shi); len(spans) > 0 {
			d.content, d.confidence = spans, 0.9
			r.drafts = append(r.drafts, d)
			return
		}
	}
	if w.frames&clause != 0 && finite && hi < shi && d.region >= 0 && doc.Regions[d.region].Kind == assay.Headline && doc.Tokens[hi].POS != "PUNCT" {
		d.content = []assay.Span{r.bounded(hi, shi, -1)} // "Union says 400 jobs at risk"
		r.drafts = append(r.drafts, d)
		return
	}
	if counters[lemma] && r.numberSoon(hi, shi) {
		if sp := r.bounded(hi, r.phraseEnd(v, hi, hi+1), v); !sp.IsZero() {
			d.content, d.confidence = []assay.Span{sp}, 0.6
			r.drafts = append(r.drafts, d)
		}
		return
	}
	if w.frames&phrase != 0 && !loose[lemma] && !estimators[lemma] {
		if sp := r.object(v); !sp.IsZero() {
			d.content, d.confidence = []assay.Span{sp}, 0.6
			r.drafts = append(r.drafts, d)
		}
	}
}

// numberSoon reports whether the phrase that begins at token k begins with a
// number: "only 540 injured", "at least 12 deaths".
func (r *reader) numberSoon(k, shi int) bool {
	for j := k; j < shi && j < k+4; j++ {
		if r.doc.Tokens[j].POS == "NUM" {
			return true
		}
		if p := r.doc.Tokens[j].POS; p == "VERB" || p == "PUNCT" && r.doc.Word(j) != "$" || p == "NOUN" {
			return false
		}
	}
	return false
}

// verbless reports whether no verb stands between token k and the next
// punctuation.
func (r *reader) verbless(k, shi int) bool {
	for ; k < shi && r.doc.Tokens[k].POS != "PUNCT"; k++ {
		if p := r.doc.Tokens[k].POS; p == "VERB" || p == "AUX" || p == "SCONJ" {
			return false
		}
	}
	return true
}

// unit returns the tokens from the first to the last of v and its source.
func (r *reader) unit(v int, who noun) (lo, hi int) {
	lo, hi = v, v+1
	slo, shi := r.doc.SentenceTokens(v)
	wlo, whi := r.doc.TokensIn(who.span)
	if whi <= v && wlo >= slo && v-whi < 8 {
		lo = wlo
	}
	if wlo > v && whi <= shi && wlo-v < 4 {
		hi = whi
	}
	for lo > slo && lo > v-6 && (r.doc.Tokens[lo-1].Is("aux", "advmod") && int(r.doc.Tokens[lo-1].Head) == v) {
		lo--
	}
	return lo, hi
}

// quoteTouches reports whether a quotation stands right before the source of v
// or right after v, with nothing but a comma or colon between.
func (r *reader) quoteTouches(v int) bool {
	if r.quoteAt[v] > 0 {
		return false
	}
	slo, shi := r.doc.SentenceTokens(v)
	for k := v + 1; k < shi && k < v+3; k++ {
		if q := r.quoteAt[k]; q > 0 {
			return r.quotes[q-1].utterance && r.quotes[q-1].lo == k && r.doc.Word(k-1) != "that" && k > v+1
		}
		if r.doc.Tokens[k].POS != "PUNCT" {
			break
		}
	}
	lo := v
	if c := r.doc.Child(v, "nsubj"); c >= 0 && c < v {
		lo, _ = r.doc.Subtree(c)
	}
	q := r.quoteBefore(lo, slo)
	if q < 0 || lo-r.quotes[q].hi >= 2 {
		return false
	}
	if lo < v || r.doc.Child(v, "nsubj") > v {
		return true
	}
	who, ok := r.inverted(v) // “Enough,” thundered the colonel
	return ok && r.animate(who.head)
}
