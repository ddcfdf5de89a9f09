package claim

import (
	"sort"
	"strings"

	"assay"
)

// quotedBeside returns the quotation right before or after the verb v and its
// subject, or -1.
func (r *reader) quotedBeside(v int) int {
	slo, shi := r.doc.SentenceTokens(v)
	if r.quoteAt[v] > 0 {
		return -1
	}
	lo, hi := v, v+1
	if c := r.doc.Child(v, "nsubj"); c >= 0 {
		clo, chi := r.doc.Subtree(c)
		if c < v {
			lo = clo
		} else {
			hi = chi
		}
	}
	if q := r.quoteBefore(lo, slo); q >= 0 {
		return q
	}
	return r.quoteAfter(hi, shi)
}

// quoteBefore returns the utterance that ends in this sentence just before token
// lo, or -1.
func (r *reader) quoteBefore(lo, slo int) int {
	if r.quoteAt[lo] > 0 {
		return -1
	}
	for k := lo - 1; k >= slo-1 && k >= 0 && k > lo-12; k-- {
		if q := r.quoteAt[k]; q > 0 {
			if q := q - 1; r.quotes[q].utterance && r.quotes[q].hi == k+1 {
				if k == slo-1 && !r.lowerStart(slo) && !r.tag(slo) {
					return -1
				}
				return q
			}
			return -1
		}
		t := &r.doc.Tokens[k]
		if k < slo || t.POS == "VERB" && t.XPOS != "VBG" && t.XPOS != "VBN" || t.POS == "SCONJ" {
			return -1
		}
	}
	return -1
}

// lowerStart reports whether the sentence beginning at token k begins in lower
// case: it only goes on after a quotation that ended in a full stop.
func (r *reader) lowerStart(k int) bool {
	w := r.doc.Word(k)
	return w != "" && w[0] >= 'a' && w[0] <= 'z'
}

// tag reports whether the sentence beginning at token slo only names the speaker
// of what was quoted before it: “The road is open.” Lind said on Monday.
func (r *reader) tag(slo int) bool {
	_, shi := r.doc.SentenceTokens(slo)
	verbs := 0
	for k := slo; k < shi; k++ {
		if p := r.doc.Tokens[k].POS; p == "VERB" || p == "AUX" || r.quoteAt[k] > 0 {
			verbs++
		}
	}
	return verbs == 1 && shi-slo <= 14
}

// quoteAfter returns the utterance that begins in this sentence soon after token
// hi, with nothing but time, place, addressee and channel between, or -1.
func (r *reader) quoteAfter(hi, shi int) int {
	if hi > 0 && r.quoteAt[hi-1] > 0 {
		return -1
	}
	for k := hi; k < shi && k < hi+25; k++ {
		if q := r.quoteAt[k]; q > 0 {
			if q := q - 1; r.quotes[q].utterance && r.quotes[q].lo == k && !r.quotes[q].used {
				if prev := r.doc.Word(k - 1); k-hi < 3 || isOneOf(prev, ":", ",") {
					return q
				}
			}
			return -1
		}
		t := &r.doc.Tokens[k]
		colon := k+2 < shi && r.doc.Word(k+1) == ":" && r.quoteAt[k+2] > 0
		if t.POS == "VERB" && t.XPOS != "VBG" && t.XPOS != "VBN" && !colon || r.low(k) == "that" && t.POS == "SCONJ" || r.low(k) == ";" ||
			t.POS == "VERB" && cueVerbs[r.lemma(k)].frames&clause != 0 {
			return -1 // the quotation belongs to a nearer verb: "nodded, adding: “…”"
		}
	}
	return -1
}

// takeBefore returns the content of a claim whose cue follows quotation q: the
// quotation itself, or, where the reporter's own words lead up to it, all from
// the beginning of the sentence: The bridge “will have to go,” she said.
func (r *reader) takeBefore(q, slo int) []assay.Span {
	quote := &r.quotes[q]
	quote.used = true
	if quote.lo <= slo {
		return []assay.Span{quote.span}
	}
	lead := false
	for k := slo; k < quote.lo; k++ {
		if p := r.doc.Tokens[k].POS; r.quoteAt[k] == 0 && (p == "VERB" || p == "AUX" || p == "NOUN" || p == "PRON") {
			lead = true
		}
		if w := r.doc.Word(k); w == ":" {
			return []assay.Span{quote.span}
		}
		if cueVerbs[r.lemma(k)].frames&clause != 0 && r.doc.Tokens[k].POS == "VERB" {
			return []assay.Span{quote.span} // “A,” he said, and “B,” she added
		}
	}
	if !lead {
		return []assay.Span{quote.span}
	}
	lo := r.opening(slo, quote.lo)
	return []assay.Span{r.doc.Cover(lo, quote.hi)}
}

// takeAfter returns the content of a claim whose cue stands before quotation q:
// the quotation, or, where it breaks off and the sentence goes on in the
// reporter's words, all to the end: said: “The water” in the valley “may rise.”
func (r *reader) takeAfter(q, shi int) assay.Span {
	quote := &r.quotes[q]
	quote.used = true
	if isOneOf(r.doc.Word(quote.hi-2), ".", "?", "!", ",", "…", "...") || quote.hi >= shi || quote.continues {
		return quote.span
	}
	if next := r.doc.Tokens[quote.hi]; next.POS == "PUNCT" || next.POS == "CCONJ" {
		return quote.span
	}
	end := shi
	for k := quote.hi; k < end; k++ {
		if q := r.quoteAt[k]; q > 0 {
			r.quotes[q-1].used = true
			end = max(end, r.quotes[q-1].hi)
		}
	}
	return r.bounded(quote.lo, end, -1)
}

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
	for lo < hi && doc.Tokens[lo].POS == "PUNCT" && !(r.quoteAt[lo] > 0 && r.quotes[r.quoteAt[lo]-1].lo == lo && r.quotes[r.quoteAt[lo]-1].hi <= hi) && !isOneOf(doc.Word(lo), "$", "(", "[") {
		lo++
	}
	for hi > lo {
		k := hi - 1
		if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].hi == hi && r.quotes[q-1].lo >= lo {
			break
		}
		if doc.Tokens[k].POS != "PUNCT" && doc.Tokens[k].POS != "CCONJ" || isOneOf(doc.Word(k), ")", "%", "]") {
			break
		}
		hi--
	}
	return doc.Cover(lo, hi)
}

// clauseAfter returns the clause that the verb v, ending with its source at
// token hi, governs: "told reporters last week that the dam had held". The tree
// says where it begins; where it ends is read off the words, since a greedy
// parser loses long clauses. Strict verbs need a "that" or a clause in the tree.
func (r *reader) clauseAfter(v, hi, shi int, strict, bare bool) assay.Span {
	doc := r.doc
	c, lo := -1, -1
	for _, k := range doc.Children(v, "ccomp", "xcomp", "parataxis", "advcl", "obj", "dep", "acl") {
		if k < hi {
			continue
		}
		mark := doc.Child(k, "mark")
		if doc.Tokens[k].Is("ccomp") || mark >= 0 && mark < k && r.low(mark) == "that" {
			c = k
			lo, _ = doc.Subtree(c)
			lo = max(lo, hi)
			if lo-hi < 5 && r.nominal(hi, lo) {
				lo = hi // the parser has cut off the first words
			}
			break
		}
	}
	thatAt := -1
	for k := hi; k < shi && k < hi+20 && (c < 0 || k <= lo+1); k++ {
		t := &doc.Tokens[k]
		if r.low(k) == "that" && t.POS == "SCONJ" {
			thatAt, lo = k, k+1
			break
		}
		if isOneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") || doc.Word(k) == ":" {
			break
		}
	}
	if strict && thatAt < 0 && (c < 0 || !isOneOf(r.low(lo), "how", "whether", "why")) {
		return assay.Span{}
	}
	if lo < 0 && bare {
		lo = r.bareClause(hi, shi)
	}
	if lo < 0 || lo >= shi || doc.Word(hi) == "," && thatAt < 0 && c < 0 {
		return assay.Span{}
	}
	for lo < shi && (r.low(lo) == "that" && doc.Tokens[lo].POS == "SCONJ" || doc.Tokens[lo].POS == "PUNCT" && r.quoteAt[lo] == 0) {
		lo++
	}
	end := r.clauseEnd(v, c, lo, shi)
	for k := lo; k < end; k++ { // a quotation begun is quoted to its end
		if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].lo >= lo {
			r.quotes[q-1].used = true
			end = max(end, min(r.quotes[q-1].hi, shi))
		}
	}
	return r.bounded(lo, end, v)
}

// nominal reports whether tokens lo to hi are words of a noun phrase and no time.
func (r *reader) nominal(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if !isOneOf(r.doc.Tokens[k].POS, "DET", "ADJ", "NUM", "NOUN", "PROPN") || r.timeWord(k) {
			return false
		}
	}
	return lo < hi && !r.animate(hi-1) // not "told reporters"
}

// bareClause returns where a clause without "that" begins after a verb of
// saying: "said on Tuesday the dam had held". It is -1 if what follows is none.
func (r *reader) bareClause(hi, shi int) int {
	doc := r.doc
	lo := hi
	if lo+1 < shi && doc.Tokens[lo].POS == "ADP" && r.timeWord(lo+1) {
		lo++
	}
	for lo < shi && lo > hi-1 && r.timeWord(lo) {
		lo++
	}
	if lo >= shi || !isOneOf(doc.Tokens[lo].POS, "DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM") || doc.Tokens[lo].XPOS == "PRP$" && lo+1 >= shi {
		return -1
	}
	for k := lo + 1; k < shi; k++ {
		t := &doc.Tokens[k]
		switch {
		case isOneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") && !isOneOf(r.low(k-1), "who", "which", "that", "to"):
			return lo
		case t.XPOS == "VBN" && strings.HasSuffix(r.low(k), "ed") && isOneOf(doc.Tokens[k-1].POS, "NOUN", "PROPN", "PRON"):
			return lo // a past tense taken for a participle: "said the union expected help"
		case t.POS == "PUNCT" && doc.Word(k) != "“" && doc.Word(k) != `"` && doc.Word(k) != "-" && doc.Word(k) != ",", t.POS == "SCONJ":
			return -1
		}
	}
	return -1
}

// clauseEnd returns where a content that begins at token lo under verb v ends:
// with the sentence, or before a second predicate of v ("and added"), a
// participle that goes on attributing (", citing"), an attribution of its own,
// or the comma that closes the clause v stands in ("While X says ..., Y").
func (r *reader) clauseEnd(v, c, lo, shi int) int {
	doc := r.doc
	limit := shi
	if q := r.quoteAt[v]; q > 0 { // inside somebody's words
		limit = min(shi, r.quoteEnd(q-1, shi))
	}
	if r.subordinate(v) {
		_, end := doc.Subtree(v)
		if c >= 0 {
			_, end = doc.Subtree(c)
		}
		for k := max(end, lo+1); k < limit; k++ {
			if doc.Tokens[k].POS == "PUNCT" && doc.Word(k) != "-" && r.quoteAt[k] == 0 {
				return k
			}
		}
		return limit
	}
	for k := lo + 1; k < limit; k++ {
		t := &doc.Tokens[k]
		w := r.low(k)
		if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].lo >= lo {
			continue // what a quotation holds does not end it
		}
		switch {
		case w == ";" || w == ":" && k+1 < limit && r.quoteAt[k+1] > 0:
			return k
		case w == "according" && k+1 < shi && r.low(k+1) == "to":
			return k
		case doc.Word(k-1) == "," && t.XPOS == "VBG" && cueVerbs[r.lemma(k)].frames != 0 && !isOneOf(r.lemma(k), "put", "set", "place", "find", "show", "record", "direct", "order", "expect", "feel", "continue", "express"):
			return k
		case (w == "and" || w == "but" || w == "while") && k+1 < limit:
			j := k + 1
			for j < limit && doc.Tokens[j].POS == "ADV" {
				j++
			}
			if j < limit && doc.Tokens[j].XPOS == doc.Tokens[v].XPOS && doc.Tokens[v].XPOS != "" && (int(doc.Tokens[j].Head) == v || cueVerbs[r.lemma(j)].frames&clause != 0 && !loose[r.lemma(j)]) {
				return k // "said ... and added ..."
			}
			if doc.Word(k-1) == "," && r.attributes(j, limit) {
				return k // ", and officials said ..."
			}
		}
	}
	return limit
}

// attributes reports whether a clause beginning at token k attributes: a noun
// phrase and a verb of saying.
func (r *reader) attributes(k, limit int) bool {
	for j := k; j < limit && j < k+8; j++ {
		t := &r.doc.Tokens[j]
		if t.POS == "VERB" {
			w := cueVerbs[r.lemma(j)]
			return j > k && w.frames&clause != 0 && w.mode == assay.Says && !loose[r.lemma(j)] && isOneOf(t.XPOS, "VBD", "VBZ", "VBP")
		}
		if t.POS == "PUNCT" || t.POS == "AUX" || t.POS == "SCONJ" {
			return false
		}
	}
	return false
}

// subordinate reports whether verb v stands in a clause that the rest of the
// sentence does not belong to: "While the army says ..., residents ...".
func (r *reader) subordinate(v int) bool {
	doc := r.doc
	for steps := 0; v >= 0 && steps < 20; steps++ {
		t := &doc.Tokens[v]
		switch {
		case t.Is("acl"), t.Is("advcl") && int(t.Head) > v:
			return true
		case t.Is("conj", "xcomp", "ccomp"):
			v = int(t.Head)
			continue
		}
		return false
	}
	return false
}

// quoteEnd returns where the words of quotation q end: at its closing mark, or,
// where it breaks off within the sentence and is taken up again, at the last
// one's.
func (r *reader) quoteEnd(q, shi int) int {
	end := r.quotes[q].hi
	for i := q; i < len(r.quotes) && r.quotes[i].lo < shi; i++ {
		end = r.quotes[i].hi
		if end >= 2 && isOneOf(r.doc.Word(end-2), ".", "?", "!", ",", "…", "...") {
			break
		}
	}
	return end
}

// parenthesis returns the content round an attribution between commas, or at
// the end of the sentence: "The dam, officials said, held." Tokens lo to hi are
// the attribution.
func (r *reader) parenthesis(lo, hi, slo, shi int) []assay.Span {
	doc := r.doc
	if lo <= slo || !isOneOf(doc.Word(lo-1), ",", "—", "–", "-", "”", `"`) && r.low(lo) != "according" {
		return nil
	}
	// After the attribution only adverbials may stand: "said on Tuesday".
	after := hi
	for after < shi && doc.Tokens[after].POS != "PUNCT" {
		if p := doc.Tokens[after].POS; p == "VERB" || p == "AUX" || p == "SCONJ" {
			return nil
		}
		after++
	}
	start := r.opening(slo, lo)
	finite := false
	for k := start; k < lo; k++ {
		t := &doc.Tokens[k]
		if isOneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") {
			finite = true
		}
		if doc.Word(k) == ";" {
			start, finite = k+1, false
		}
	}
	if start >= lo {
		return nil
	}
	before := r.bounded(start, lo, -1)
	if before.IsZero() {
		return nil
	}
	out := []assay.Span{before}
	if after+1 < shi && isOneOf(doc.Word(after), ",", "—", "–") && !finite {
		if rest := r.bounded(after+1, shi, -1); !rest.IsZero() {
			out = append(out, rest)
			finite = true
		}
	}
	if !finite && !r.anyVerb(start, lo) {
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

// asClause reads "as the minister put it" and "as officials have warned": the
// content is the quoted words just before, or the rest of the sentence.
func (r *reader) asClause(v, lo, slo int) assay.Span {
	doc := r.doc
	if lo <= slo || r.low(lo-1) != "as" {
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
	if start := r.opening(slo, lo-1); start < lo-2 && isOneOf(doc.Word(lo-2), ",", "—", "–") && r.anyVerb(start, lo-2) {
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
	if doc.Tokens[k].POS == "AUX" && isOneOf(doc.Tokens[k].Lemma, "be", "’", "was", "is") || isOneOf(r.low(k), "was", "were", "is", "are") {
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
		if t.POS == "PUNCT" && !isOneOf(doc.Word(end), "-") || isOneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") || t.POS == "SCONJ" {
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
			return r.bounded(v+1, min(r.quotes[q-1].hi, shi), v)
		}
		if doc.Tokens[k].POS == "PUNCT" || doc.Tokens[k].POS == "VERB" {
			break
		}
	}
	return assay.Span{}
}

// counted nouns are what an estimator puts a number to.
var countedNouns = set(`number toll figure total damage cost loss count estimate value price bill tally share strength size`)

// estimated reads "put the number in the low thousands".
func (r *reader) estimated(v int, lemma string) assay.Span {
	doc := r.doc
	if !estimators[lemma] {
		return assay.Span{}
	}
	o := doc.Child(v, "obj")
	if o < v || !countedNouns[r.lemma(o)] {
		return assay.Span{}
	}
	lo, hi := doc.Subtree(o)
	for _, c := range doc.Children(v, "obl", "advmod", "xcomp") {
		if p := doc.Child(c, "case"); c > o && p >= 0 && isOneOf(r.low(p), "at", "in", "between", "near", "above", "below", "around") {
			_, e := doc.Subtree(c)
			hi = max(hi, e)
		}
	}
	return r.bounded(max(lo, v+1), hi, v)
}

// infinitive reads "vowed to rebuild" and "urged residents to leave".
func (r *reader) infinitive(v int) assay.Span {
	doc := r.doc
	x := doc.Child(v, "xcomp", "ccomp", "advcl")
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

// object returns the noun phrase that the verb v is about, with what goes with
// the verb ("for", "of"): "blamed the army for the raid".
func (r *reader) object(v int) assay.Span {
	doc := r.doc
	o := doc.Child(v, "obj")
	if o < v || doc.Tokens[o].POS == "PRON" {
		return assay.Span{}
	}
	lo, hi := doc.Subtree(o)
	for _, c := range doc.Children(v, "obl", "advcl") {
		p := doc.Child(c, "case", "mark")
		if c > o && p >= 0 && isOneOf(r.low(p), "for", "of", "as", "on", "with") {
			clo, e := doc.Subtree(c)
			if clo <= hi+1 {
				hi = max(hi, e)
			}
		}
	}
	hi = r.phraseEnd(v, max(lo, v+1), hi)
	return r.bounded(max(lo, v+1), r.cutChannel(max(lo, v+1), hi), v)
}

// phraseEnd returns where a noun phrase that begins at token lo and that the
// parser has end at hi really ends: it runs on over prepositions and relative
// clauses to the next comma or to a second predicate of v.
func (r *reader) phraseEnd(v, lo, hi int) int {
	doc := r.doc
	_, shi := doc.SentenceTokens(v)
	for hi < shi {
		t := &doc.Tokens[hi]
		switch {
		case t.POS == "PUNCT" && !isOneOf(doc.Word(hi), "-", "“", "”", `"`, "$"), t.POS == "SCONJ" && r.low(hi) != "that":
			return hi
		case t.POS == "CCONJ" && hi+1 < shi && doc.Tokens[hi+1].POS == "VERB" && int(doc.Tokens[hi+1].Head) == v:
			return hi
		case t.POS == "VERB" && t.XPOS == "VBG" && int(t.Head) == v, r.low(hi) == "according":
			return hi
		case isOneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") && !r.relative(lo, hi):
			return hi
		}
		hi++
	}
	return hi
}

// relative reports whether a "that", "who", "which" or "what" between tokens lo
// and k may have k for its verb.
func (r *reader) relative(lo, k int) bool {
	for j := k; j >= lo; j-- {
		if isOneOf(r.low(j), "that", "who", "which", "what", "whose", "where", "when", "how", "and") {
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
	if !isOneOf(r.low(k), "in", "on", "via", "through", "by", "during", "at", "over") || doc.Tokens[k].POS != "ADP" {
		return 0, false
	}
	head := -1
	j := k + 1
	for j < shi && j < k+9 {
		t := &doc.Tokens[j]
		if t.POS == "PUNCT" && doc.Word(j) != "-" || t.POS == "VERB" || t.POS == "ADP" && r.low(j) != "of" || t.POS == "SCONJ" || t.POS == "AUX" {
			break
		}
		if channels[r.lemma(j)] || channels[r.low(j)] || r.low(j) == "remarks" {
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
	if end+1 < shi && isOneOf(r.low(end), "with", "to", "in", "on", "from", "published", "carried", "posted") {
		j := end + 1
		for j < shi && isOneOf(doc.Tokens[j].POS, "DET", "ADJ", "NOUN", "PROPN", "NUM") && !r.timeWord(j) {
			j++
		}
		if j > end+1 {
			end = j
		}
	}
	return end, true
}

// timeWord reports whether token k begins a time expression.
func (r *reader) timeWord(k int) bool {
	if k >= len(r.doc.Tokens) {
		return false
	}
	if isOneOf(r.low(k), "yesterday", "today", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday") {
		return true
	}
	start := r.doc.Tokens[k].Span.Start
	i := sort.Search(len(r.doc.Times), func(i int) bool { return r.doc.Times[i].Span.End > start })
	return i < len(r.doc.Times) && r.doc.Times[i].Span.Start <= start
}
