package claim

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// speaker returns the source of the verb v by the first way that works: the
// claim just made, for a participle that goes on with it (", adding that"); the
// words between a quotation and the verb; the tree; the words after; the words
// before.
func (r *reader) speaker(v int, w cueWord) (noun, bool) {
	doc := r.doc
	if r.goesOn(v) {
		for i := len(r.drafts) - 1; i >= 0 && r.drafts[i].sentence == doc.SentenceAt(doc.Tokens[v].Span.Start); i-- {
			if d := &r.drafts[i]; d.cue < v && r.quoteAtSpan(d.cueSpan) == 0 && d.who.head != d.cue && !r.insideContent(d.cueSpan) {
				return d.who, true
			}
		}
	}
	who, _ := r.subject(v, 0)
	if who.head >= 0 && doc.Tokens[who.head].POS != "PRON" && r.timeWord(who.head) {
		who = noun{head: -1} // "said Thursday" has no Thursday for its subject
	}
	if who.head > v && !r.passive(v) && v > 0 && doc.Word(v-1) != "," && r.quoteAt[v-1] == 0 && doc.Tokens[v].Head >= -1 && r.quoteAfter(v+1, v+2) < 0 && !r.startsSentence(v) {
		who = noun{head: -1} // "Wang Yi last week said China is ready": China does not say it
	}
	if who.head > v && r.startsSentence(v) && doc.Tokens[v].POS == "VERB" && en.OneOf(r.lemma(v), "ask", "press", "question") && doc.Word(r.before(who)) == "," && r.agent(v) != who.head {
		return noun{head: -1}, false // "Asked about the leak, the keeper said": nobody is named who asks
	}
	if doc.Tokens[v].XPOS == "VBN" && v+1 < len(doc.Tokens) && r.low(v+1) == "to" && r.doc.Child(v, "aux") < 0 && doc.Child(v, "nsubj") < 0 {
		return noun{head: -1}, false // "miners believed to be trapped"
	}
	if r.passive(v) {
		return who, who.head >= 0 // "was directed": the words before do not direct
	}
	if who.head >= 0 && who.head < v && v > 0 && (doc.Word(v-1) == "," || r.quoteEnds(v)) && r.finite(who.head, v) {
		if after, ok := r.inverted(v); ok {
			return after, true // "Officers fired two shots, said the mayor"
		}
	}
	if who.head >= 0 && who.head < v && doc.Word(v-1) == "," && cueVerbs[r.lemma(v)].frames&clause != 0 {
		if after, ok := r.inverted(v); ok {
			if _, hi := doc.TokensIn(after.span); hi < len(doc.Tokens) && doc.Word(hi) == "," && r.animate(after.head) {
				return after, true // "The fee, says the union, is too high"
			}
		}
	}
	if before, ok := r.stretchBefore(v, who); ok {
		return before, true
	}
	if v > 0 && r.quoteEnds(v) && who.head < v { // “…,” said Ana Reyes
		if after, ok := r.inverted(v); ok {
			return after, true
		}
	}
	if who.head >= 0 {
		return who, true
	}
	if after, ok := r.inverted(v); ok {
		return after, true
	}
	return r.plainSubject(v, w)
}

// before returns the token before a noun phrase, or its first.
func (r *reader) before(who noun) int {
	lo, _ := r.doc.TokensIn(who.span)
	return max(lo-1, 0)
}

// sameParagraph reports whether tokens a and b stand in one region.
func (r *reader) sameParagraph(a, b int) bool {
	return r.doc.RegionAt(r.doc.Tokens[a].Span.Start) == r.doc.RegionAt(r.doc.Tokens[b].Span.Start)
}

// startsSentence reports whether v is the first word of its sentence but for a
// quotation: “Go.” Said the captain.
func (r *reader) startsSentence(v int) bool {
	slo, _ := r.doc.SentenceTokens(v)
	return v == slo
}

// passive reports whether v is a passive: a participle after a form of "be".
func (r *reader) passive(v int) bool {
	if r.doc.Tokens[v].XPOS != "VBN" {
		return false
	}
	if r.doc.Child(v, "aux:pass") >= 0 {
		return true
	}
	k := v - 1
	for k > 0 && r.doc.Tokens[k].POS == "ADV" {
		k--
	}
	return k >= 0 && r.doc.Tokens[k].POS == "AUX" && en.OneOf(r.low(k), "is", "are", "was", "were", "been", "be", "being")
}

// finite reports whether a finite verb stands between tokens lo and hi, outside
// a relative clause.
func (r *reader) finite(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if en.OneOf(r.doc.Tokens[k].XPOS, "VBD", "VBZ", "VBP", "MD") && !r.relative(lo, k) {
			return true
		}
	}
	return false
}

// quoteEnds reports whether a quotation ends right before token v.
func (r *reader) quoteEnds(v int) bool {
	return r.quoteAt[v-1] > 0 && r.quotes[r.quoteAt[v-1]-1].hi == v && r.sameParagraph(v-1, v)
}

// goesOn reports whether the verb v goes on with the attribution before it:
// ", adding that", "and added that".
func (r *reader) goesOn(v int) bool {
	doc := r.doc
	slo, _ := doc.SentenceTokens(v)
	k := v - 1
	for k > slo && doc.Tokens[k].POS == "ADV" {
		k--
	}
	if k <= slo || r.quoteAt[v] > 0 {
		return false
	}
	for j := k; j > slo && doc.Tokens[v].XPOS == "VB" && en.OneOf(doc.Tokens[j].POS, "AUX", "PART", "ADV"); j-- {
		if en.OneOf(r.low(j-1), "and", "but") {
			return r.refusal(j, v+1) // "but would not say"
		}
	}
	return doc.Tokens[v].XPOS == "VBG" && doc.Word(k) == "," || en.OneOf(r.low(k), "and", "but") && en.OneOf(doc.Tokens[v].XPOS, "VBD", "VBN", "VBZ")
}

// insideContent reports whether sp lies in a content found so far.
func (r *reader) insideContent(sp assay.Span) bool {
	for i := len(r.drafts) - 1; i >= 0 && i > len(r.drafts)-8; i-- {
		if r.inContent(&r.drafts[i], sp) {
			return true
		}
	}
	return false
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
	if hi == 0 {
		return who, false
	}
	if hi-3 > slo && doc.Word(hi-1) == "," && doc.Tokens[hi-2].POS == "ADV" && doc.Word(hi-3) == "," {
		hi -= 3 // "The ministry, however, said"
	}
	lo, comma := hi, -1
	for lo > slo && lo > v-30 {
		t := &doc.Tokens[lo-1]
		if r.quoteAt[lo-1] > 0 || en.OneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") || r.subordinator(lo-1) || t.POS == "PUNCT" && !en.OneOf(doc.Word(lo-1), ",", "-", "(", ")", "'", "’", "/") {
			break
		}
		if doc.Word(lo-1) == "," && comma < 0 {
			comma = lo
		}
		lo--
	}
	quoted := lo > 0 && lo-1 >= slo-1 && r.sameParagraph(lo-1, v) && r.quoteAt[lo-1] > 0 && r.quotes[r.quoteAt[lo-1]-1].hi == lo && r.quotes[r.quoteAt[lo-1]-1].utterance
	if !quoted {
		if comma == hi {
			if who.head >= 0 && r.animate(who.head) && who.head < v {
				return who, false
			}
			if set, ok := r.setOff(lo, v); ok {
				return r.withRole(set), true
			}
			return r.beforeRelative(v, hi)
		}
		// A subject that reaches back over a verb is the clause that is attributed.
		over := comma > 0 && who.head >= 0 && who.head < comma && r.anyVerb(who.head, comma-1)
		for k := max(who.head, 0); over && k < comma; k++ { // but "an official who asked not to be named, a general"
			over = !en.OneOf(r.low(k), "who", "which", "that", "whose", "where")
		}
		if !over && who.head >= 0 && (who.span.End == doc.Tokens[hi-1].Span.End || doc.Tokens[hi-1].POS == "PUNCT") || comma < 0 {
			return who, false
		}
		lo = comma
	}
	for lo < hi && (doc.Tokens[lo].POS == "PUNCT" || doc.Tokens[lo].POS == "CCONJ" || doc.Tokens[lo].POS == "ADV") {
		lo++
	}
	for k := lo + 1; k < hi && !quoted; k++ { // "an allegation | the ministry denied", "a charge | both have denied"
		if (doc.Tokens[k].POS == "DET" || r.low(k) == "both") && statements[r.lemma(k-1)] {
			lo = k
		}
	}
	if lo >= hi || !en.OneOf(doc.Tokens[lo].POS, "DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM") && r.low(lo) != "both" {
		return who, false
	}
	if who.head >= 0 && lo == hi-1 && en.OneOf(r.low(lo), "who", "which") {
		return who, false // "The keeper, who had first denied"
	}
	if !quoted && r.attributed(lo, hi) {
		return who, false
	}
	head := -1
	if who.head >= lo && who.head < hi && doc.Tokens[who.head].POS != "ADJ" {
		head = who.head
	}
	for k := lo; k < hi && head < 0; k++ { // the first noun that no noun follows
		if p := doc.Tokens[k].POS; p == "NOUN" || p == "PROPN" || p == "PRON" || p == "NUM" {
			head = k
			if k+1 < hi && (en.OneOf(doc.Tokens[k+1].POS, "NOUN", "PROPN", "NUM", "PART") || en.OneOf(r.low(k+1), "’s", "'s", "-")) {
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

// attributed reports whether a verb of saying stands among tokens lo to hi, which
// then are no source: "The crowd, which organizers estimated at 500, sang".
func (r *reader) attributed(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if t := &r.doc.Tokens[k]; t.POS == "VERB" && cueVerbs[r.lemma(k)].frames != 0 && !t.Is("amod") && !r.relative(lo, k) {
			return true
		}
	}
	return false
}

// beforeRelative returns the source of a verb right after the comma that closes a
// relative clause: "An official, who asked not to be named, denied it".
func (r *reader) beforeRelative(v, hi int) (noun, bool) {
	doc := r.doc
	slo, _ := doc.SentenceTokens(v)
	who := hi - 1
	for who > slo+1 && !(en.OneOf(r.low(who), "who", "which", "whose") && doc.Word(who-1) == ",") {
		who--
	}
	if who <= slo+1 {
		return noun{head: -1}, false
	}
	lo, head := who-1, -1
	for lo > slo && en.OneOf(doc.Tokens[lo-1].POS, "DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART", "PRON", "ADV") {
		lo--
	}
	for lo < who && en.OneOf(doc.Tokens[lo].POS, "ADP", "PART") {
		lo++
	}
	for k := lo; k < who-1 && doc.Tokens[k].POS != "ADP"; k++ {
		if _, ok := r.actorAt[k]; ok || en.OneOf(doc.Tokens[k].POS, "NOUN", "PROPN") {
			head = k
		}
	}
	if head < 0 || !r.animate(head) || lo > slo && doc.Tokens[lo-1].POS != "PUNCT" {
		return noun{head: -1}, false
	}
	return r.trimmed(lo, hi-1, head), true
}

// upTo extends a source that the parser has cut short to the verb v after it:
// over an apposition or relative clause between commas ("Ana Reyes, 58, who came
// in 2021, said"), over a place ("the government in Harrow insists").
func (r *reader) upTo(v int, who noun) noun {
	doc := r.doc
	hi := v
	for hi > 0 && en.OneOf(doc.Tokens[hi-1].POS, "AUX", "ADV", "PART") {
		hi--
	}
	lo, end := doc.TokensIn(who.span)
	if end >= hi || who.head > v || doc.Tokens[who.head].POS == "PRON" || doc.SentenceAt(who.span.Start) != doc.SentenceAt(doc.Tokens[v].Span.Start) {
		return who
	}
	if doc.Word(hi-1) == "," && doc.Word(end) == "," && end < hi-1 {
		for k := end; k < hi; k++ {
			if r.quoteAt[k] > 0 {
				return who
			}
		}
		if next := r.low(end + 1); !r.finite(end, hi-1) && (en.OneOf(next, "who", "which", "whose", "a", "an", "the", "of") || en.OneOf(doc.Tokens[end+1].POS, "NUM", "PROPN", "NOUN", "DET", "ADJ")) && !r.timeWord(end+1) {
			return r.trimmed(lo, hi-1, who.head)
		}
		return who
	}
	for k := end; k < hi; k++ {
		if !en.OneOf(doc.Tokens[k].POS, "ADP", "DET", "ADJ", "NOUN", "PROPN", "PART") || r.timeWord(k) || r.quoteAt[k] > 0 || channels[r.lemma(k)] {
			return who
		}
	}
	if doc.Tokens[end].POS == "PROPN" && doc.Tokens[hi-1].POS == "PROPN" {
		return r.trimmed(lo, hi, who.head) // "Opposition leader | Ana Reyes"
	}
	if doc.Tokens[end].POS != "ADP" || !en.OneOf(r.low(end), "in", "of", "at", "for", "from", "with", "on") {
		return who
	}
	return r.trimmed(lo, hi, who.head)
}

// afterStatement takes off a source the noun for a statement that it is the
// subject about: "an allegation | the ministry denied".
func (r *reader) afterStatement(who noun) noun {
	lo, hi := r.doc.TokensIn(who.span)
	for k := lo; k+2 < hi+1 && k+1 < hi; k++ {
		if statements[r.lemma(k)] && r.doc.Tokens[k+1].POS == "DET" {
			head := hi - 1
			for j := hi - 1; j > k; j-- {
				if _, ok := r.actorAt[j]; ok {
					head = j
				}
			}
			return r.trimmed(k+1, hi, head)
		}
	}
	return who
}

// withRole adds to a name the description that stands before it: "the governor
// of the province, Ana Reyes".
func (r *reader) withRole(who noun) noun {
	if a, ok := r.actorAt[who.head]; ok {
		lead := r.doc.Actors[a].Role + ", "
		if len(lead) > 2 && strings.HasSuffix(r.doc.Text[:who.span.Start], lead) {
			who.span.Start -= int32(len(lead))
		}
	}
	return who
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
		if !first || r.attributed(start, v) || !en.OneOf(doc.Tokens[start].POS, "DET", "PROPN", "NOUN", "ADJ", "NUM") || r.timeWord(start) {
			continue
		}
		for k := start; k < v-1 && doc.Word(k) != ","; k++ {
			owns := k+1 < v && en.OneOf(doc.Word(k+1), "’s", "'s", "’", "'") // "the hospital's director"
			if _, ok := r.actorAt[k]; ok && !owns && !doc.Tokens[k].Is("compound", "amod") && doc.Tokens[k].POS != "ADJ" {
				return r.trimmed(start, v-1, k), true
			}
			if doc.Tokens[k].POS == "ADP" {
				break
			}
		}
	}
	return noun{head: -1}, false
}

// inverted finds the source of a verb of saying that stands before it and that
// the parser has missed: “…,” said Ana Reyes; The dam held, said an official who
// asked not to be named.
func (r *reader) inverted(v int) (noun, bool) {
	doc := r.doc
	slo, shi := doc.SentenceTokens(v)
	after := v > slo && (doc.Word(v-1) == "," || r.quoteEnds(v))
	if !en.OneOf(doc.Tokens[v].XPOS, "VBD", "VBZ", "VBP", "VBN", "NNS") || !after || cueVerbs[r.lemma(v)].frames&clause == 0 && r.quotedBeside(v) < 0 {
		return noun{head: -1}, false
	}
	head := v + 1
	for head < shi && en.OneOf(doc.Tokens[head].POS, "DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON") && head < v+9 {
		head++
	}
	head--
	if head <= v || !en.OneOf(doc.Tokens[head].POS, "NOUN", "PROPN", "PRON") && head == v+1 && !en.OneOf(r.low(head), "one", "another", "both", "two", "some", "many", "several") || doc.Tokens[head].POS == "DET" || en.OneOf(r.low(head), "that", "it", "this") {
		return noun{head: -1}, false
	}
	who := r.phrase(head)
	if wlo, whi := doc.TokensIn(who.span); wlo > v+1 || wlo <= v || whi < shi && (en.OneOf(r.low(whi), "who", "whose") || r.relative(head+1, whi-1) && doc.Tokens[whi].POS == "SCONJ") {
		for wlo > v && whi < shi && doc.Tokens[whi].POS != "PUNCT" {
			whi++
		}
		who = r.trimmed(v+1, whi, head)
	}
	return who, true
}

// plainSubject returns the words before a verb of saying as its subject where
// the parser gives none: "Civil rights activists say the road is safe". They run
// back to the beginning of the clause and hold no other verb.
func (r *reader) plainSubject(v int, w cueWord) (noun, bool) {
	doc := r.doc
	slo, shi := doc.SentenceTokens(v)
	if w.frames == 0 || w.mode == assay.Asks || loose[r.lemma(v)] || v+1 >= shi || doc.Tokens[v].XPOS == "VBG" {
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
		if !misread && !en.OneOf(t.POS, "DET", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ", "ADP", "PRON", "PART") && doc.Word(lo-1) != "-" && (t.POS != "SCONJ" || r.subordinator(lo-1)) {
			if t.POS != "VERB" && t.POS != "AUX" {
				break
			}
			who := lo - 1 // over a relative clause: "officers who guard the road said"
			for who > slo && who > lo-10 && r.low(who) != "who" {
				who--
			}
			if r.low(who) != "who" {
				break
			}
			lo = who + 1
		}
		lo--
	}
	if lo > slo && doc.Tokens[lo-1].POS != "PUNCT" && doc.Tokens[lo-1].POS != "SCONJ" {
		return noun{head: -1}, false
	}
	for lo < hi && (doc.Tokens[lo].POS == "CCONJ" || lo+1 < hi && r.low(lo) == "which") {
		lo++ // "which one analyst estimated would cost"
	}
	for k := lo + 1; k < hi; k++ { // "an allegation | the ministry denied"
		if doc.Tokens[k].POS == "DET" && doc.Tokens[k-1].POS == "NOUN" {
			lo = k
		}
	}
	head := lo
	for head < hi && (en.OneOf(doc.Tokens[head].POS, "DET", "ADJ", "NUM", "PART") || head+1 < hi && (en.OneOf(doc.Tokens[head+1].POS, "NOUN", "PROPN", "VERB", "PART"))) {
		head++
	}
	if head >= hi || en.OneOf(doc.Tokens[head].POS, "ADP", "CCONJ") || en.OneOf(r.low(head), "it", "that", "this", "what", "who", "which") {
		return noun{head: -1}, false
	}
	return r.trimmed(lo, hi, head), true
}
