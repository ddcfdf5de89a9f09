package claim

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// clauseAfter returns the clause that the verb v, ending with its source at
// token hi, governs: "told reporters last week that the dam had held". The tree
// says where it begins; where it ends is read off the words, since a greedy
// parser loses long clauses. Strict verbs need a "that" or a clause in the tree.
func (r *reader) clauseAfter(v, hi, shi int, strict, bare bool) assay.Span {
	doc := r.doc
	hi = r.pastAside(hi, shi)
	day := r.pastDay(hi, shi)
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
			if lo < day && day <= c {
				lo = day // "said on Tuesday | the bridge had fallen", whatever Tuesday hangs on
			} else if lo-hi < 5 && r.nominal(hi, lo) && !addressed[r.lemma(v)] {
				lo = hi // the parser has cut off the first words
			} else if n := r.pastTime(hi, lo); r.countedPhrase(n, lo) && !addressed[r.lemma(v)] {
				lo = n // "said 2,300 of its members had signed"
			} else if r.lostSubject(c, n, lo) && bare && !addressed[r.lemma(v)] {
				lo = n // "said the drivers and the owners | were to blame"
			}
			break
		}
	}
	if (c < 0 || c == hi) && hi < shi && en.OneOf(r.low(hi), "whether", "when", "how", "why", "where", "what", "who") {
		return r.bounded(hi, r.clauseEnd(v, c, hi, shi), v) // "did not say when the road would open"
	}
	thatAt := -1
	for k := hi; k < shi && k < hi+30 && (c < 0 || k <= lo+1); k++ {
		t := &doc.Tokens[k]
		if r.low(k) == "that" && k > hi && en.OneOf(r.low(k-1), "and", "but") {
			break // "says 40,000 marched and that nobody was hurt"
		}
		if r.low(k) == "that" && (t.POS == "SCONJ" || k+1 < shi && r.quoteAt[k+1] > 0 || k+1 < shi && en.OneOf(doc.Tokens[k+1].POS, "PRON", "DET", "PROPN", "NUM", "ADJ", "NOUN", "ADV") && (k > hi || doc.Tokens[k+1].POS != "NOUN" || doc.Tokens[k+1].XPOS == "NNS")) {
			thatAt, lo = k, k+1
			break
		}
		if en.OneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") && !r.misreadNoun(k) || doc.Word(k) == ":" || t.XPOS == "VBG" && doc.Word(k-1) == "," {
			break
		}
	}
	if strict && thatAt < 0 && (c < 0 || !doc.Tokens[c].Is("ccomp") || doc.Child(c, "nsubj") < 0 && !en.OneOf(r.low(lo), "how", "whether", "why")) {
		return assay.Span{}
	}
	if lo < 0 {
		lo = r.bareClause(hi, shi, bare)
	}
	if lo > hi && thatAt < 0 {
		lo = r.hedgedFrom(lo, hi)
	}
	if lo < 0 || lo >= shi || doc.Word(hi) == "," && thatAt < 0 && c < 0 {
		return assay.Span{}
	}
	for lo+1 < shi && (r.low(lo) == "that" && (doc.Tokens[lo].POS == "SCONJ" || !en.OneOf(doc.Tokens[lo+1].POS, "VERB", "AUX") && doc.Tokens[lo+1].XPOS != "NN") || doc.Tokens[lo].POS == "PUNCT" && r.quoteAt[lo] == 0) {
		lo++
	}
	end := r.clauseEnd(v, c, lo, shi)
	if thatAt < 0 && !r.anyVerb(lo, end) {
		return assay.Span{} // "told reporters in the capital"
	}
	for k := lo; k < end; k++ { // a quotation begun is quoted to its end
		if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].lo >= lo {
			r.quotes[q-1].used = true
			end = max(end, min(r.quotes[q-1].hi, shi))
		}
	}
	return r.bounded(lo, end, v)
}

// pastAside returns where what a verb of saying governs begins, if a participle
// between commas stands before its "that": "said, citing two witnesses, | that".
func (r *reader) pastAside(hi, shi int) int {
	doc := r.doc
	if hi+1 >= shi || doc.Word(hi) != "," || doc.Tokens[hi+1].XPOS != "VBG" {
		return hi
	}
	for k := hi + 2; k+1 < shi && k < hi+15; k++ {
		if doc.Word(k) == "," && r.low(k+1) == "that" {
			return k + 1
		}
		if p := doc.Tokens[k].POS; p == "AUX" || p == "SCONJ" || p == "VERB" && doc.Tokens[k].XPOS != "VBN" {
			break
		}
	}
	return hi
}

// pastDay returns the first token behind the day that stands at token k, right after a
// verb of saying, and that a clause follows: in a report it is the day of the saying.
func (r *reader) pastDay(k, shi int) int {
	doc := r.doc
	j := k
	if j < shi && r.low(j) == "on" {
		j++
	}
	if j >= shi || !days[r.low(j)] {
		return k
	}
	bare := j == k
	for j < shi && r.timeWord(j) {
		j++
	}
	if j >= shi || !en.OneOf(doc.Tokens[j].POS, "DET", "PRON", "NUM", "ADJ", "NOUN", "PROPN") || bare && en.OneOf(doc.Tokens[j].POS, "NOUN", "PROPN") {
		return k // "said Friday was a holiday", "said Friday prayers"
	}
	return j
}

// lostSubject reports whether tokens lo to hi are a noun phrase that the parser
// has not given to the clause c for its subject: the clause begins with its verb.
func (r *reader) lostSubject(c, lo, hi int) bool {
	doc := r.doc
	first := hi
	for first < c && doc.Tokens[first].POS == "ADV" {
		first++
	}
	if lo >= hi || hi-lo > 15 || !en.OneOf(doc.Tokens[first].XPOS, "VBD", "VBZ", "VBP", "MD") || doc.Child(c, "nsubj", "expl", "csubj") >= 0 {
		return false
	}
	if !en.OneOf(doc.Tokens[lo].POS, "DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON") || doc.Tokens[hi-1].POS == "PUNCT" {
		return false
	}
	for k := lo; k < hi; k++ {
		if doc.Tokens[k].POS == "SCONJ" || en.OneOf(doc.Word(k), ",", ":", ";", "—") || en.OneOf(doc.Tokens[k].XPOS, "VBD", "VBZ", "VBP", "MD") && !r.relative(lo, k) {
			return false
		}
	}
	return true
}

// pastTime returns the first token from k on that is no time: "on Sunday | 14 of
// the patients".
func (r *reader) pastTime(k, hi int) int {
	for j := k; j < hi; j++ {
		if !r.timeWord(j) && !(r.doc.Tokens[j].POS == "ADP" && r.timeWord(j+1)) {
			return j
		}
	}
	return k
}

// countedPhrase reports whether tokens lo to hi are a noun phrase that begins
// with a number, hedge and all: "about 70 of the ballots".
func (r *reader) countedPhrase(lo, hi int) bool {
	number := -1
	for k := lo; k < hi; k++ {
		t := &r.doc.Tokens[k]
		if t.POS == "NUM" && number < 0 {
			number = k
		}
		if !en.OneOf(t.POS, "NUM", "ADP", "ADV", "ADJ", "DET", "NOUN", "PROPN", "PRON") || t.POS == "PRON" && t.XPOS != "PRP$" || number < 0 && k > lo+3 {
			return false
		}
		if number < 0 && !hedgesNumber[r.low(k)] {
			return false
		}
	}
	return number >= 0 && hi-lo < 14
}

// hedgesNumber are the words that may stand before a number.
var hedgesNumber = en.Words(`about some around roughly approximately nearly almost over under only just more fewer less than at least most up to as many another the`)

// hedgedFrom returns where the words that hedge a number at token lo begin, not
// before first: "said more than | 900 of its members", "said up | to 300 jobs".
func (r *reader) hedgedFrom(lo, first int) int {
	for lo > first && hedgesNumber[r.low(lo-1)] && (r.doc.Tokens[lo].POS == "NUM" || en.OneOf(r.low(lo), "to", "than", "as", "least", "most", "many")) && !en.OneOf(r.low(lo-1), "the", "another") {
		lo--
	}
	return lo
}

// nominal reports whether tokens lo to hi are words of a noun phrase and no time.
func (r *reader) nominal(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if !en.OneOf(r.doc.Tokens[k].POS, "DET", "ADJ", "NUM", "NOUN", "PROPN") || r.timeWord(k) {
			return false
		}
	}
	return lo < hi && !r.animate(hi-1) // not "told reporters"
}

// bareClause returns where a clause without "that" begins after a verb of
// saying: "said on Tuesday the dam had held". It is -1 if what follows is none.
// A verb that takes a noun phrase as well is not sure to have a clause where its
// object may have one of its own: "confirmed the charges he faced".
func (r *reader) bareClause(hi, shi int, sure bool) int {
	doc := r.doc
	lo := hi
	if lo+1 < shi && doc.Tokens[lo].POS == "ADP" && r.timeWord(lo+1) {
		lo++
	}
	for lo < shi && lo > hi-1 && r.timeWord(lo) {
		lo++
	}
	if lo >= shi || !en.OneOf(doc.Tokens[lo].POS, "DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM") || doc.Tokens[lo].XPOS == "PRP$" && lo+1 >= shi {
		return -1
	}
	for k := lo + 1; k < shi; k++ {
		t := &doc.Tokens[k]
		switch {
		case !sure && doc.Word(k) == ",":
			return -1
		case en.OneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD") && !en.OneOf(r.low(k-1), "who", "which", "that", "to"):
			if !sure && (doc.Tokens[k-1].POS == "PRON" && k > lo+1 || r.relative(lo, k)) {
				return -1
			}
			return lo
		case sure && t.XPOS == "VBN" && strings.HasSuffix(r.low(k), "ed") && en.OneOf(doc.Tokens[k-1].POS, "NOUN", "PROPN", "PRON", "ADJ", "NUM") && doc.Tokens[k].Head >= 0 && !doc.Tokens[k].Is("amod"):
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
	if r.conjoined(v) { // the comma after which the main clause begins
		for k := lo + 1; k < limit; k++ {
			if doc.Word(k) == "," && r.anyVerb(lo, k) && r.finite(k, limit) {
				return k
			}
		}
	}
	if r.subordinate(v) {
		for k := lo + 1; k+1 < limit; k++ { // "the captain, who had denied that ..., confirmed"
			past := en.OneOf(doc.Tokens[k+1].XPOS, "VBD", "VBZ") || doc.Tokens[k+1].XPOS == "VBN" && cueVerbs[r.lemma(k+1)].frames&clause != 0
			if doc.Word(k) == "," && past && r.anyVerb(lo, k) {
				return k
			}
		}
	}
	if r.subordinate(v) || r.conjoined(v) {
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
		case w == "," && k+2 < shi && r.low(k+1) == "as" && r.attributes(k+2, shi):
			return k // "…, as the observatory claimed"
		case w == "," && k+2 < shi && en.OneOf(r.low(k+1), "a", "an") && (statements[r.lemma(k+2)] || k+3 < shi && statements[r.lemma(k+3)]):
			return k // "…, a figure the unions dismissed"
		case w == "according" && k+1 < shi && r.low(k+1) == "to":
			return k
		case doc.Word(k-1) == "," && t.XPOS == "VBG" && cueVerbs[r.lemma(k)].frames != 0 && !en.OneOf(r.lemma(k), "put", "set", "place", "find", "show", "record", "direct", "order", "expect", "feel", "continue", "express"):
			return k
		case (w == "and" || w == "but" || w == "while") && k+1 < limit:
			j := k + 1
			for j < limit && doc.Tokens[j].POS == "ADV" {
				j++
			}
			if j < limit && (decliners[r.lemma(j)] && en.OneOf(doc.Tokens[j].XPOS, "VBD", "VBN", "VBZ") || doc.Tokens[j].XPOS == doc.Tokens[v].XPOS && int(doc.Tokens[j].Head) == v ||
				doc.Tokens[j].POS == "VERB" && (en.OneOf(doc.Tokens[j].XPOS, doc.Tokens[v].XPOS, "VBD") || doc.Tokens[j].XPOS == "VBN" && j+1 < limit && (r.low(j+1) == "that" || doc.Tokens[j+1].POS == "DET" && !r.passive(max(int(doc.Tokens[j].Head), 0)))) && cueVerbs[r.lemma(j)].frames&clause != 0 && (!loose[r.lemma(j)] || j+1 < limit && r.low(j+1) == "that")) {
				return k // "said ... and added ..."
			}
			if doc.Word(k-1) == "," && r.attributes(j, limit) {
				return k // ", and officials said ..."
			}
			if w != "while" && r.refusal(k+1, limit) {
				return k // "said it had attacked but would not say where"
			}
		}
	}
	return limit
}

// refusal reports whether tokens from k on go on with a refused answer: "would
// not say where", "did not give details".
func (r *reader) refusal(k, limit int) bool {
	neg := false
	for j := k; j < limit && j < k+5; j++ {
		t := &r.doc.Tokens[j]
		switch {
		case en.OneOf(r.low(j), "not", "n't", "n’t"):
			neg = j > k
		case t.POS == "VERB":
			return neg && t.XPOS == "VB" && answers[r.lemma(j)] && !en.OneOf(r.lemma(j), "talk", "speak", "answer", "respond", "provide", "give", "deny")
		case t.POS != "AUX" && t.POS != "ADV":
			return false
		}
	}
	return false
}

// attributes reports whether a clause beginning at token k attributes: a noun
// phrase, perhaps with an apposition between commas ("the river authority, NRA,
// estimates"), and a verb of saying.
func (r *reader) attributes(k, limit int) bool {
	reach := k + 8
	for j := k; j < limit && j < reach; j++ {
		t := &r.doc.Tokens[j]
		if j > k && reach == k+8 && r.doc.Word(j) == "," {
			if m := r.apposition(j, limit); m > 0 {
				j, reach = m, m+4
				continue
			}
		}
		if t.POS == "VERB" && t.XPOS != "VBG" {
			w := cueVerbs[r.lemma(j)]
			return j > k && w.frames&clause != 0 && (w.mode == assay.Says || w.mode == assay.Intends) && !loose[r.lemma(j)] && en.OneOf(t.XPOS, "VBD", "VBZ", "VBP", "VBN")
		}
		if t.POS == "PUNCT" || t.POS == "AUX" && !en.OneOf(r.lemma(j), "have") || r.subordinator(j) {
			return false
		}
	}
	return false
}

// apposition returns the comma that closes the verbless stretch which the comma at
// token k opens, or 0.
func (r *reader) apposition(k, limit int) int {
	for j := k + 1; j < limit && j < k+10; j++ {
		switch p := r.doc.Tokens[j].POS; {
		case r.doc.Word(j) == ",":
			if j == k+1 {
				return 0
			}
			return j
		case p == "VERB" || p == "AUX" || p == "SCONJ" || p == "CCONJ" || p == "PUNCT" && r.doc.Word(j) != "-":
			return 0
		}
	}
	return 0
}

// subordinator reports whether token k begins a side clause: the parser calls a
// preposition before a gerund one too ("familiar with its thinking").
func (r *reader) subordinator(k int) bool {
	return r.doc.Tokens[k].POS == "SCONJ" && !en.OneOf(r.low(k), "with", "of", "for", "from")
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

// conjoined reports whether a conjunction that begins a side clause stands right
// before the source of v, at the head of its sentence: "While the army says".
func (r *reader) conjoined(v int) bool {
	slo, _ := r.doc.SentenceTokens(v)
	return v-slo < 12 && en.OneOf(r.low(slo), "while", "although", "though", "if", "when", "after", "before", "because", "since", "whereas", "once", "until", "unless") &&
		!r.comma(slo, v)
}

func (r *reader) comma(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if r.doc.Word(k) == "," {
			return true
		}
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
		if end >= 2 && en.OneOf(r.doc.Word(end-2), ".", "?", "!", ",", "…", "...") {
			break
		}
	}
	return end
}
