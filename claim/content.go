package claim

import (
	"sort"

	"assay"
	"assay/lang/en"
)

// opening returns where the content of a sentence begins: after a conjunction
// or an adverb set off by a comma: "Still, the number has fallen, officials say".
func (r *reader) opening(slo, limit int) int {
	doc := r.doc
	lo := slo
	for lo < limit && (doc.Tokens[lo].POS == "CCONJ" || doc.Tokens[lo].POS == "PUNCT" && r.quoteAt[lo] == 0) {
		lo++
	}
	if lo+1 < limit && doc.Tokens[lo].POS == "ADV" && doc.Word(lo+1) == "," {
		lo += 2
	}
	return lo
}

// bounded returns the span of tokens lo to hi without punctuation at the ends:
// the closing mark of a quotation stays if its opening is inside. Of a content
// that belongs to verb v, what v governs beside it ("adding that", "according
// to") is left out.
func (r *reader) bounded(lo, hi, v int) assay.Span {
	doc := r.doc
	for lo < hi && doc.Tokens[lo].POS == "PUNCT" && !(r.quoteAt[lo] > 0 && r.quotes[r.quoteAt[lo]-1].lo == lo && r.quotes[r.quoteAt[lo]-1].hi <= hi) && !en.OneOf(doc.Word(lo), "$", "(", "[") {
		lo++
	}
	for hi > lo {
		k := hi - 1
		if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].hi == hi && r.quotes[q-1].lo >= lo {
			break
		}
		if doc.Tokens[k].POS != "PUNCT" && doc.Tokens[k].POS != "CCONJ" || en.OneOf(doc.Word(k), ")", "%", "]") {
			break
		}
		hi--
	}
	return doc.Cover(lo, hi)
}

// parted reports whether a comma, a dash or the end of a quotation stands before
// token k.
func (r *reader) parted(k int) bool {
	return en.OneOf(r.doc.Word(k-1), ",", "—", "–", "-", "”", `"`)
}

// parenthesis returns the content round an attribution between commas, or at
// the end of the sentence: "The dam, officials said, held." Tokens lo to hi are
// the attribution.
func (r *reader) parenthesis(lo, hi, slo, shi int) []assay.Span {
	doc := r.doc
	if lo <= slo {
		return nil
	}
	// After the attribution only adverbials may stand: "said on Tuesday".
	after := hi
	if lo < hi-1 && r.doc.Tokens[lo].POS == "VERB" && r.low(lo) != "according" && !(hi+1 < shi && doc.Word(hi) == "," && en.OneOf(doc.Tokens[hi+1].XPOS, "VBD", "VBZ", "VBP", "MD")) {
		after = shi // ", said an official who asked not to be named"
	}
	for after < shi && doc.Tokens[after].POS != "PUNCT" {
		if p := doc.Tokens[after].POS; p == "VERB" || p == "AUX" || p == "SCONJ" {
			return nil
		}
		after++
	}
	start := r.opening(slo, lo)
	finite := false
	side := en.OneOf(r.low(start), "if", "when", "while", "although", "though", "because", "since", "after", "before", "unless", "until", "once") ||
		r.low(start) == "as" && !en.OneOf(r.low(start+1), "many", "much", "few", "little", "of")
	for k := start; k < lo && side; k++ { // "As the water rose, they fled, he said" has its main clause
		side = doc.Word(k) != "," || !r.anyVerb(k, lo-1)
	}
	for k := start; k < lo && !side; k++ { // a side clause is not all that is said: "If it rains, he said, they stay"
		t := &doc.Tokens[k]
		if en.OneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") {
			finite = true
		}
		if doc.Word(k) == ";" {
			start, finite = k+1, false
		}
	}
	if start >= lo {
		return nil
	}
	// "The talks failed, and mediators, officials say, fear a war."
	if after+1 < shi && doc.Word(after) == "," && r.anyVerb(after+1, shi) {
		for k := lo - 2; k > start; k-- {
			if en.OneOf(r.low(k), "and", "but") && doc.Word(k-1) == "," && k+1 < lo-1 && !r.anyVerb(k+1, lo-1) {
				start, finite = k+1, false
				break
			}
		}
	}
	before := r.bounded(start, lo, -1)
	if before.IsZero() {
		return nil
	}
	out := []assay.Span{before}
	if after+1 < shi && en.OneOf(doc.Word(after), ",", "—", "–") && (!finite || r.parts(after+1, shi)) {
		end := after + 1
		for end < shi && doc.Word(end) != ";" {
			end++
		}
		if rest := r.bounded(after+1, end, -1); !rest.IsZero() {
			out = append(out, rest)
			finite = true
		}
	}
	if side && len(out) == 1 || !finite && !r.anyVerb(start, lo) {
		return nil
	}
	return out
}

func (r *reader) anyVerb(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if p := r.doc.Tokens[k].POS; p == "VERB" || p == "AUX" {
			return true
		}
	}
	return false
}

// object returns the noun phrase that the verb v is about, with what goes with
// the verb ("for", "of"): "blamed the army for the raid".
func (r *reader) object(v int) assay.Span {
	doc := r.doc
	o := doc.Child(v, "obj")
	_, shi := doc.SentenceTokens(v)
	if o < v && v+1 < shi && (en.OneOf(doc.Tokens[v].XPOS, "VBD", "VBZ", "VBP", "NNS") || doc.Tokens[v].XPOS == "VBN" && !r.passive(v)) && (en.OneOf(doc.Tokens[v+1].POS, "DET", "NOUN", "PROPN") || neverNouns[r.low(v)] && doc.Tokens[v+1].POS == "VERB") {
		// the parser has made something else of the object
		return r.bounded(v+1, r.cutChannel(v+1, r.phraseEnd(v, v+1, v+2)), v)
	}
	judged := o > v && o+1 < shi && en.OneOf(r.low(o+1), "of", "for") // "accused him of being late"
	if o < v || doc.Tokens[o].POS == "PRON" && cueVerbs[r.lemma(v)].stance != assay.Denies && r.lemma(v) != "doubt" && !judged {
		return assay.Span{}
	}
	lo, hi := doc.Subtree(o)
	for _, c := range doc.Children(v, "obl", "advcl") {
		p := doc.Child(c, "case", "mark")
		if c > o && p >= 0 && en.OneOf(r.low(p), "for", "of", "as", "on", "with") {
			clo, e := doc.Subtree(c)
			if clo <= hi+1 {
				hi = max(hi, e)
			}
		}
	}
	for k := max(lo, v+1); k+2 < hi; k++ {
		if doc.Word(k) == "," && en.OneOf(r.low(k+1), "a", "an") && statements[r.lemma(k+2)] {
			hi = k // "…, an allegation the ministry denied"
		}
		if doc.Word(k) == "," && r.low(k+1) == "which" && r.denialIn(k+2, hi) {
			hi = k // "…, which the minister denies"
		}
	}
	for k := max(lo, v+1); k+1 < hi; k++ {
		if doc.Word(k) == "," && doc.Tokens[k+1].XPOS == "VBG" && cueVerbs[r.lemma(k+1)].frames&clause != 0 {
			hi = k // "rejected the criticism, noting that"
		}
	}
	hi = r.phraseEnd(v, max(lo, v+1), hi)
	for k := max(lo, v+1) + 1; k+1 < hi; k++ {
		if en.OneOf(r.low(k), "but", "and") && en.OneOf(doc.Tokens[k+1].XPOS, "VBD", "VBZ", "MD") && r.quoteAt[k] == 0 && !r.relative(lo, k-1) {
			hi = k // "praised the plan but has not paid for it"
		}
	}
	return r.bounded(max(lo, v+1), r.cutTime(v, max(lo, v+1), r.cutChannel(max(lo, v+1), hi)), v)
}

// cutTime returns where the words [lo, hi) under verb v end without a time at
// their end that says when v was done: "refuted the claim on Monday".
func (r *reader) cutTime(v, lo, hi int) int {
	if cueVerbs[r.lemma(v)].mode == assay.Intends {
		return hi // the time of a promise is left for figures to find: "pledged 6 million last week"
	}
	for hi > lo && r.doc.Tokens[hi-1].POS == "PUNCT" && r.quoteAt[hi-1] == 0 {
		hi--
	}
	for k := lo + 1; k < hi; k++ {
		if !r.timeWord(k) || !r.ofSaying(int(r.doc.Tokens[hi-1].Head), v) && !r.ofSaying(int(r.doc.Tokens[k].Head), v) {
			continue
		}
		for j := k; j < hi; j++ {
			if !r.timeWord(j) {
				return hi
			}
		}
		if r.doc.Tokens[k-1].POS == "ADP" {
			k--
		}
		return max(k, lo+1)
	}
	return hi
}

// ofSaying reports whether a time that hangs on token h is one of the verb v: what a
// parser hangs on a request for comment is when nobody answered it.
func (r *reader) ofSaying(h, v int) bool {
	return h == v || h > v && en.OneOf(r.lemma(h), "request", "comment", "inquiry", "enquiry")
}

// denialIn reports whether the clause of tokens lo to hi denies something.
func (r *reader) denialIn(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if cueVerbs[r.lemma(k)].stance == assay.Denies && r.doc.Word(k) != "," {
			return true
		}
	}
	return false
}

// phraseEnd returns where a noun phrase that begins at token lo and that the
// parser has end at hi really ends: it runs on over prepositions and relative
// clauses to the next comma or to a second predicate of v.
func (r *reader) phraseEnd(v, lo, hi int) int {
	doc := r.doc
	_, shi := doc.SentenceTokens(v)
	for hi < shi {
		t := &doc.Tokens[hi]
		if q := r.quoteAt[hi]; q > 0 && r.quotes[q-1].lo >= lo && r.quotes[q-1].hi > hi && r.quotes[q-1].lo < hi {
			hi = min(r.quotes[q-1].hi, shi) // a quotation begun is quoted to its end
			if last := doc.Word(r.quotes[q-1].hi - 2); last == "." || last == "," && hi < shi && !en.OneOf(doc.Tokens[hi].POS, "DET", "PUNCT") {
				return hi
			}
			continue
		}
		switch {
		case doc.Word(hi) == "," && r.parts(hi+1, shi):
			hi++ // "34 people, nine of them children"
			continue
		case t.POS == "PUNCT" && !en.OneOf(doc.Word(hi), "-", "“", "”", `"`, "$"), t.POS == "SCONJ" && !en.OneOf(r.low(hi), "that", "until", "till", "of", "for", "from"):
			return hi
		case t.POS == "CCONJ" && hi+1 < shi && doc.Tokens[hi+1].POS == "VERB" && int(doc.Tokens[hi+1].Head) == v:
			return hi
		case en.OneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") && !r.relative(lo, hi):
			return hi
		}
		hi++
	}
	return hi
}

// parts reports whether what begins at token k, after a comma, tells of parts of
// what was counted before: "nine of them children", "including two women".
func (r *reader) parts(k, shi int) bool {
	if k >= shi {
		return false
	}
	if en.OneOf(r.low(k), "including", "among") {
		return true
	}
	for j := k; j+1 < shi && j < k+5; j++ {
		if r.low(j) == "of" && en.OneOf(r.low(j+1), "them", "whom", "which", "these", "those") {
			return true
		}
		if r.doc.Tokens[j].POS == "VERB" || r.doc.Tokens[j].POS == "PUNCT" && r.doc.Word(j) != "%" {
			return false
		}
	}
	return false
}

// relative reports whether a "that", "who", "which" or "what" between tokens lo
// and k may have k for its verb.
func (r *reader) relative(lo, k int) bool {
	for j := k; j >= lo; j-- {
		if en.OneOf(r.low(j), "that", "who", "which", "what", "whose", "where", "when", "how", "and") {
			return true
		}
	}
	return false
}

// cutChannel returns where the words [lo, hi) turn from what is said to how:
// "highlighted the repairs in a speech last week".
func (r *reader) cutChannel(lo, hi int) int {
	for k := lo + 1; k < hi; k++ {
		if end, ok := r.channelAt(k, hi); ok && end > k {
			return k
		}
	}
	return hi
}

// channelAt reports whether a phrase that names a channel begins at the
// preposition k, and where it ends: "in a statement", "via text message".
func (r *reader) channelAt(k, shi int) (end int, ok bool) {
	doc := r.doc
	if !en.OneOf(r.low(k), "in", "on", "via", "through", "by", "during", "at", "over") || doc.Tokens[k].POS != "ADP" {
		return 0, false
	}
	head := -1
	j := k + 1
	for j < shi && j < k+9 {
		t := &doc.Tokens[j]
		if t.POS == "PUNCT" && doc.Word(j) != "-" || t.POS == "VERB" && !(channels[r.low(j)] && r.nounAfterNoun(j)) || t.POS == "ADP" && r.low(j) != "of" || t.POS == "SCONJ" || t.POS == "AUX" || r.low(j) == "that" {
			break
		}
		if channels[r.lemma(j)] || channels[r.low(j)] || r.low(j) == "remarks" || doc.Word(j) == "X" && r.low(k) == "on" {
			head = j
		}
		j++
	}
	if head < 0 || head != j-1 && !(head < j && r.timeWord(head+1)) {
		return 0, false
	}
	end = head + 1
	// "in a briefing with reporters", "in an interview with the newspaper", "in
	// remarks in the capital"
	if end+1 < shi && en.OneOf(r.low(end), "with", "to", "in", "on", "from", "published", "carried", "posted") {
		j := end + 1
		if en.OneOf(r.low(end), "published", "carried", "posted") && j < shi && doc.Tokens[j].POS == "ADP" {
			j++ // "in a statement posted on Instagram"
		}
		for j < shi && en.OneOf(doc.Tokens[j].POS, "DET", "ADJ", "NOUN", "PROPN", "NUM") && !r.timeWord(j) {
			j++
		}
		if j > end+1 {
			end = j
		}
	}
	return end, true
}

// nounAfterNoun reports whether token k, tagged a plain verb, is a noun after all,
// since no singular noun has it for its verb: "in her State of the County address".
func (r *reader) nounAfterNoun(k int) bool {
	return en.OneOf(r.doc.Tokens[k].XPOS, "VB", "VBP") && en.OneOf(r.doc.Tokens[k-1].XPOS, "NN", "NNP")
}

// days are the words for a day by themselves.
var days = en.Words(`yesterday today tonight monday tuesday wednesday thursday friday saturday sunday`)

// timeWord reports whether token k begins a time expression.
func (r *reader) timeWord(k int) bool {
	if k >= len(r.doc.Tokens) {
		return false
	}
	if days[r.low(k)] {
		return true
	}
	start := r.doc.Tokens[k].Span.Start
	i := sort.Search(len(r.doc.Times), func(i int) bool { return r.doc.Times[i].Span.End > start })
	return i < len(r.doc.Times) && r.doc.Times[i].Span.Start <= start
}
