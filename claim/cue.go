package claim

import (
	"strings"

	"assay"
)

// cueAt adds the claim whose cue token k heads, if it heads one.
func (r *reader) cueAt(k int) {
	t := &r.doc.Tokens[k]
	switch {
	case r.low(k) == "according":
		r.accordingTo(k)
	case t.POS == "VERB" || t.POS == "AUX" && t.Rel == "root":
		r.verb(k)
	case t.POS == "NOUN":
		r.cueNoun(k)
	case t.POS == "ADJ" || t.XPOS == "VBN":
		r.adjective(k)
	}
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
	if t.Is("amod", "compound", "case") {
		return
	}
	if decliners[lemma] && r.declined(v) || r.unreached(v) || r.impersonal(v, lemma) {
		return
	}
	if !known && !callers[lemma] {
		if !r.quoteTouches(v) {
			return
		}
		w = cueWord{frames: clause} // “…,” she laughed
	}
	who, _ := r.subject(v, 0)
	if before, ok := r.stretchBefore(v, who); ok {
		who = before
	} else if who.head < 0 {
		if who, ok = r.inverted(v); !ok {
			if who, ok = r.plainSubject(v, w); !ok {
				return
			}
		}
	}
	if q := r.quoteAt[v]; q > 0 && r.quotes[q-1].utterance {
		// What a speaker says of himself in his own words is his claim already:
		// “I think the dam will hold,” she said.
		if isOneOf(r.low(who.head), "i", "we", "you", "it", "he", "she", "they", "that", "this", "one") || r.quoteAt[who.head] != q {
			return
		}
	} else if isOneOf(r.low(who.head), "i", "we", "you") && doc.Tokens[who.head].POS == "PRON" {
		return // the report's own voice
	}
	if isOneOf(r.low(who.head), "it", "this", "that", "there", "what") {
		return
	}
	if w.frames&inanimate == 0 && !r.animate(who.head) && !(w.frames&clause != 0 && r.speechLike(v)) {
		return
	}
	if w.frames&inanimate != 0 && lemma != "say" && !r.animate(who.head) {
		return
	}
	w, ok := r.polarity(v, w)
	if !ok {
		return
	}
	r.contents(v, lemma, w, who)
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
	if isOneOf(lemma, "put") && v+1 < len(doc.Tokens) && r.low(v+1) == "it" {
		d.cueSpan = doc.Cover(v, v+2)
	}
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

		func() (assay.Span, float64) {
			if w.frames&clause == 0 || callers[lemma] {
				return assay.Span{}, 0
			}
			return r.clauseAfter(v, hi, shi, loose[lemma], w.frames == clause || lemma == "say"), 0.9
		},
		func() (assay.Span, float64) {
			if w.frames&infinite == 0 && w.mode != assay.Intends {
				return assay.Span{}, 0
			}
			return r.infinitive(v), 0.7
		},
	}
	if w.frames&clause != 0 && hi < shi && doc.Word(hi) == "," && lo > slo && doc.Word(lo-1) == "," {
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
	if w.frames&clause != 0 && !loose[lemma] {
		if spans := r.parenthesis(lo, hi, slo, shi); len(spans) > 0 {
			d.content, d.confidence = spans, 0.9
			r.drafts = append(r.drafts, d)
			return
		}
	}
	if w.frames&phrase != 0 && !loose[lemma] && !estimators[lemma] {
		if sp := r.object(v); !sp.IsZero() {
			d.content, d.confidence = []assay.Span{sp}, 0.6
			r.drafts = append(r.drafts, d)
		}
	}
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

// polarity turns a negated cue into what it does: "did not say whether" declines,
// "do not believe that" denies. Second is false where a negated verb claims
// nothing: "did not mention".
func (r *reader) polarity(v int, w cueWord) (cueWord, bool) {
	doc := r.doc
	neg, modal := false, ""
	for _, c := range doc.Children(v, "advmod", "aux") {
		switch l := r.low(c); {
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

// inverted finds the source of a verb whose subject the parser has missed:
// “…,” said Ana Reyes; or a noun phrase right before it.
func (r *reader) inverted(v int) (noun, bool) {
	doc := r.doc
	_, shi := doc.SentenceTokens(v)
	if !isOneOf(doc.Tokens[v].XPOS, "VBD", "VBZ", "VBP") || r.quotedBeside(v) < 0 {
		return noun{head: -1}, false
	}
	for k := v + 1; k < shi && k < v+8; k++ {
		switch doc.Tokens[k].POS {
		case "DET", "ADJ", "NUM":
			continue
		case "NOUN", "PROPN", "PRON":
			if k+1 < shi && isOneOf(doc.Tokens[k+1].POS, "NOUN", "PROPN") {
				continue
			}
			return r.phrase(k), true
		}
		break
	}
	return noun{head: -1}, false
}

// stretchBefore returns the noun phrase between a quotation or comma and the verb
// v: “…,” the relief coordinator, Ana Reyes, said. Between a quotation and its
// verb of saying there is nothing but the source, so the words are surer than
// the tree; after a comma they are taken only where the tree has nothing that
// ends at the verb.
func (r *reader) stretchBefore(v int, who noun) (noun, bool) {
	doc := r.doc
	slo, _ := doc.SentenceTokens(v)
	hi := v
	for hi > slo && (doc.Tokens[hi-1].POS == "AUX" || doc.Tokens[hi-1].POS == "ADV" || doc.Tokens[hi-1].POS == "PART") {
		hi--
	}
	lo, comma := hi, -1
	for lo > slo && lo > v-30 {
		t := &doc.Tokens[lo-1]
		if r.quoteAt[lo-1] > 0 || isOneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") || t.POS == "SCONJ" || t.POS == "PUNCT" && !isOneOf(doc.Word(lo-1), ",", "-", "(", ")", "'", "’", "/") {
			break
		}
		if doc.Word(lo-1) == "," && comma < 0 {
			comma = lo
		}
		lo--
	}
	quoted := lo > 0 && lo-1 >= slo-1 && r.quoteAt[lo-1] > 0 && r.quotes[r.quoteAt[lo-1]-1].hi == lo && r.quotes[r.quoteAt[lo-1]-1].utterance
	if !quoted {
		if comma == hi {
			if who.head >= 0 && r.animate(who.head) && who.head < v {
				return who, false
			}
			return r.setOff(lo, v)
		}
		if who.head >= 0 && (who.span.End == doc.Tokens[hi-1].Span.End || doc.Tokens[hi-1].POS == "PUNCT") || comma < 0 {
			return who, false
		}
		lo = comma
	}
	for lo < hi && (doc.Tokens[lo].POS == "PUNCT" || doc.Tokens[lo].POS == "CCONJ" || doc.Tokens[lo].POS == "ADV") {
		lo++
	}
	if lo >= hi || !isOneOf(doc.Tokens[lo].POS, "DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM") {
		return who, false
	}
	head := -1
	if who.head >= lo && who.head < hi && doc.Tokens[who.head].POS != "ADJ" {
		head = who.head
	}
	for k := lo; k < hi && head < 0; k++ { // the first noun that no noun follows
		if p := doc.Tokens[k].POS; p == "NOUN" || p == "PROPN" || p == "PRON" || p == "NUM" {
			head = k
			if k+1 < hi && (isOneOf(doc.Tokens[k+1].POS, "NOUN", "PROPN", "NUM", "PART") || isOneOf(r.low(k+1), "’s", "'s", "-")) {
				head = -1
			}
		}
	}
	if head < 0 {
		head = hi - 1
	}
	if !quoted && !r.animate(head) {
		return who, false
	}
	return r.trimmed(lo, hi, head), true
}

// plainSubject returns the words before a verb of saying as its subject where
// the parser gives none: "Civil rights activists say the road is safe". They run
// back to the beginning of the clause and hold no other verb.
func (r *reader) plainSubject(v int, w cueWord) (noun, bool) {
	doc := r.doc
	slo, shi := doc.SentenceTokens(v)
	if w.frames&clause == 0 || w.mode == assay.Asks || loose[r.lemma(v)] || v+1 >= shi || doc.Tokens[v].XPOS == "VBG" {
		return noun{head: -1}, false
	}
	hi := v
	for hi > slo && (doc.Tokens[hi-1].POS == "AUX" || doc.Tokens[hi-1].POS == "ADV") {
		hi--
	}
	lo := hi
	for lo > slo && lo > v-14 {
		t := &doc.Tokens[lo-1]
		misread := lo == hi && t.XPOS == "VBZ" && !r.negated(v) // a plural noun taken for a verb
		if !misread && !isOneOf(t.POS, "DET", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ", "ADP", "PRON", "PART") && doc.Word(lo-1) != "-" {
			break
		}
		lo--
	}
	if lo > slo && doc.Tokens[lo-1].POS != "PUNCT" && doc.Tokens[lo-1].POS != "SCONJ" {
		return noun{head: -1}, false
	}
	for lo < hi && doc.Tokens[lo].POS == "CCONJ" {
		lo++
	}
	head := lo
	for head < hi && (isOneOf(doc.Tokens[head].POS, "DET", "ADJ", "NUM", "PART") || head+1 < hi && (isOneOf(doc.Tokens[head+1].POS, "NOUN", "PROPN", "VERB", "PART"))) {
		head++
	}
	if head >= hi || isOneOf(doc.Tokens[head].POS, "ADP", "CCONJ") || isOneOf(r.low(head), "it", "that", "this", "what", "who", "which") {
		return noun{head: -1}, false
	}
	return r.trimmed(lo, hi, head), true
}

// setOff returns the source of a verb right after a comma that closes an
// apposition: "In March, Ana Reyes, a spokeswoman for the port, said". Tokens lo
// to v hold no finite verb. What the source is comes after the first comma,
// unless the stretch begins the sentence with it.
func (r *reader) setOff(lo, v int) (noun, bool) {
	doc := r.doc
	slo, _ := doc.SentenceTokens(v)
	for start := lo; start < v-1; start++ {
		first := start == lo && lo == slo || start > lo && doc.Word(start-1) == ","
		if !first || !isOneOf(doc.Tokens[start].POS, "DET", "PROPN", "NOUN", "ADJ", "NUM") || r.timeWord(start) {
			continue
		}
		for k := start; k < v-1 && doc.Word(k) != ","; k++ {
			if _, ok := r.actorAt[k]; ok && !doc.Tokens[k].Is("compound", "amod") && doc.Tokens[k].POS != "ADJ" {
				return r.trimmed(start, v-1, k), true
			}
			if doc.Tokens[k].POS == "ADP" {
				break
			}
		}
	}
	return noun{head: -1}, false
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
	return q >= 0 && lo-r.quotes[q].hi < 2 && (lo < v || r.doc.Child(v, "nsubj") > v)
}

// declined reads "declined to comment on the strike" and "refused to say why".
func (r *reader) declined(v int) bool {
	doc := r.doc
	x := doc.Child(v, "xcomp", "ccomp", "advcl")
	if x < v || !answers[r.lemma(x)] {
		return false
	}
	who, _ := r.subject(v, 0)
	if who.head < 0 || !r.animate(who.head) {
		return false
	}
	lo, hi := doc.Subtree(x)
	d := r.draft(v, v, v+1, cueWord{frames: infinite, stance: assay.Declines}, who, 0.9)
	if sp := r.bounded(max(lo, v+1), hi, v); !sp.IsZero() {
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
	_, hi := doc.Subtree(v)
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
	slo, shi := doc.SentenceTokens(v)
	lo := slo
	if c := doc.Child(v, "nsubj"); c >= 0 && c < v && r.low(c) != "it" {
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

// accordingTo reads "according to the ministry", before, inside or after what
// is attributed.
func (r *reader) accordingTo(k int) {
	doc := r.doc
	slo, shi := doc.SentenceTokens(k)
	if k+2 >= shi || r.low(k+1) != "to" {
		return
	}
	end := k + 2 // the source runs to the first comma that no apposition bridges
	head := -1
	for end < shi {
		t := &doc.Tokens[end]
		if t.POS == "PUNCT" && !isOneOf(doc.Word(end), "-", "–", "’", "'", "/", "“", "”") || t.POS == "VERB" && t.Is("root", "conj", "parataxis") && head >= 0 {
			break
		}
		if head < 0 && (t.POS == "NOUN" || t.POS == "PROPN" || t.POS == "PRON") && !t.Is("compound", "nmod:poss", "amod", "flat") {
			head = end
		}
		end++
	}
	if head < 0 {
		return
	}
	who := r.phrase(head)
	if wlo, whi := doc.TokensIn(who.span); wlo >= k+2 && whi > end && doc.Child(head, "appos") >= 0 {
		end = whi
	}
	who = r.trimmed(k+2, end, head)
	d := r.draft(k, k, k+2, cueWord{frames: clause}, who, 0.92)
	first := k == slo || k == slo+1 && (doc.Tokens[slo].POS == "CCONJ" || doc.Tokens[slo].POS == "ADV" || doc.Tokens[slo].POS == "PUNCT")
	if first {
		lo := end
		for lo < shi && doc.Tokens[lo].POS == "PUNCT" && r.quoteAt[lo] == 0 {
			lo++
		}
		if sp := r.bounded(lo, shi, -1); !sp.IsZero() {
			d.content = []assay.Span{sp}
		}
	} else {
		d.content = r.parenthesis(k, end, slo, shi)
		if len(d.content) == 0 {
			if sp := r.bounded(r.opening(slo, k), k, -1); !sp.IsZero() {
				d.content = []assay.Span{sp}
			}
		}
		if q := r.quoteBefore(k, slo); q >= 0 && r.quotes[q].utterance && !r.quotes[q].used {
			d.content = r.takeBefore(q, slo)
			d.quoted = len(d.content) == 1 && d.content[0] == r.quotes[q].span
		}
	}
	if len(d.content) > 0 {
		r.drafts = append(r.drafts, d)
	}
}

// cueNoun reads "the allegation that", "fears among villagers of being cut off".
// Without anybody to have it, the noun stands for its own source.
func (r *reader) cueNoun(k int) {
	doc := r.doc
	w, ok := cueNouns[r.lemma(k)]
	if !ok || doc.Tokens[k].Is("compound") {
		return
	}
	_, shi := doc.SentenceTokens(k)
	who := noun{k, doc.Tokens[k].Span}
	lo, hi := 0, 0
	for _, c := range doc.Children(k) {
		t := &doc.Tokens[c]
		switch {
		case t.Is("acl", "ccomp", "nmod", "advcl", "dep") && c > k && lo == 0:
			mark := doc.Child(c, "mark", "case")
			if mark < 0 || mark > c {
				continue
			}
			clo, chi := doc.Subtree(c)
			switch m := r.low(mark); {
			case m == "that" && t.POS != "NOUN":
				if s := doc.Child(c, "nsubj"); s >= 0 && r.low(s) == "that" {
					continue // a relative clause: "the claim that sparked the row"
				}
				lo, hi = mark+1, chi
			case m == "of" && fearNouns[r.lemma(k)] && (t.POS == "VERB" || t.XPOS == "VBG" || t.Is("nmod") && fearNouns[r.lemma(k)] && !r.animate(c)):
				lo, hi = max(clo, mark+1), chi
			case isOneOf(m, "among", "by", "from") && r.animate(c):
				who = r.phrase(c)
			}
		case t.Is("nmod:poss") && c < k && r.animate(c):
			who = r.phrase(c)
		}
	}
	if lo == 0 {
		// the clause may hang elsewhere: "fears among officials of being"
		for j := k + 1; j < shi && j < k+12 && lo == 0; j++ {
			if j > k+2 && who.head == k && isOneOf(r.low(k+1), "among", "by", "from") && isOneOf(r.low(j), "of", "that") && r.animate(j-1) {
				who = r.trimmed(k+2, j, j-1)
			}
			if r.low(j) == "of" && fearNouns[r.lemma(k)] && who.head != k && j+1 < shi {
				g := j + 1
				for g < shi && g < j+4 && doc.Tokens[g].XPOS != "VBG" {
					g++
				}
				if g < shi && doc.Tokens[g].XPOS == "VBG" {
					_, chi := doc.Subtree(g)
					lo, hi = j+1, chi
				}
			}
			if r.low(j) == "that" && j == k+1 && doc.Tokens[j].POS == "SCONJ" {
				if h := int(doc.Tokens[j].Head); h > j {
					_, chi := doc.Subtree(h)
					lo, hi = j+1, chi
				}
			}
		}
	}
	if lo == 0 || w.mode == assay.Says && w.stance == assay.Asserts && who.head == k && !isOneOf(r.lemma(k), "claim", "accusation", "charge", "announcement", "statement", "warning", "confirmation") {
		return
	}
	if sp := r.bounded(lo, hi, -1); !sp.IsZero() {
		d := r.draft(k, k, k+1, w, who, 0.6)
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
}

// adjective reads "is concerned that the dam may fail".
func (r *reader) adjective(k int) {
	doc := r.doc
	w, ok := cueAdjectives[r.low(k)]
	if !ok {
		return
	}
	cop := doc.Child(k, "cop", "aux:pass", "aux")
	x := doc.Child(k, "ccomp", "advcl", "acl")
	if cop < 0 || cop > k || x < k {
		return
	}
	who, _ := r.subject(k, 0)
	if who.head < 0 {
		if c := doc.Child(k, "nsubj"); c >= 0 {
			who = r.phrase(c)
		}
	}
	if who.head < 0 || !r.animate(who.head) || isOneOf(r.low(who.head), "i", "we", "you") {
		return
	}
	lo, hi := doc.Subtree(x)
	lo = max(lo, k+1)
	if isOneOf(r.low(lo), "that") {
		lo++
	} else if !isOneOf(r.low(lo), "the", "he", "she", "they", "it", "a", "an") {
		return
	}
	if sp := r.bounded(lo, hi, -1); !sp.IsZero() {
		d := r.draft(k, cop, k+1, w, who, 0.75)
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
}
