package claim

import (
	"assay"
	"assay/lang/en"
)

// accordingTo reads "according to the ministry", before, inside or after what
// is attributed.
func (r *reader) accordingTo(k int) {
	doc := r.doc
	_, shi := doc.SentenceTokens(k)
	if k+2 >= shi || r.low(k+1) != "to" {
		return
	}
	end := k + 2 // the source runs to the first comma that no apposition bridges
	head := -1
	for end < shi {
		t := &doc.Tokens[end]
		if t.POS == "PUNCT" && !en.OneOf(doc.Word(end), "-", "–", "’", "'", "/", "“", "”") || t.POS == "VERB" && t.Is("root", "conj", "parataxis") && head >= 0 {
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
	if k > 0 && doc.Tokens[k-1].POS != "PUNCT" && !r.startsSentence(k) && !r.animate(head) && doc.Tokens[head].POS == "NOUN" {
		return // "ranked according to size"
	}
	who := r.phrase(head)
	if wlo, whi := doc.TokensIn(who.span); wlo >= k+2 && whi > end && (doc.Child(head, "appos") >= 0 || doc.Word(end) == ",") {
		end = whi
	}
	who = r.trimmed(k+2, end, head)
	d := r.draft(k, k, k+2, cueWord{frames: clause}, who, 0.92)
	r.adverbial(d, k, end)
}

// adverbial gives draft d the rest of its sentence, from which tokens k to end
// attribute it.
func (r *reader) adverbial(d draft, k, end int) {
	doc := r.doc
	slo, shi := doc.SentenceTokens(k)
	first := k == slo || k == slo+1 && (doc.Tokens[slo].POS == "CCONJ" || doc.Tokens[slo].POS == "ADV" || doc.Tokens[slo].POS == "PUNCT")
	if first {
		lo := end
		for lo < shi && doc.Tokens[lo].POS == "PUNCT" && r.quoteAt[lo] == 0 {
			lo++
		}
		stop := lo
		for stop < shi && !(doc.Word(stop) == ";" && stop+1 < shi && r.low(stop+1) == "according") {
			stop++ // "according to one, he slept; according to another, he was drunk"
		}
		if sp := r.bounded(lo, stop, -1); !sp.IsZero() {
			d.content = []assay.Span{sp}
		}
	} else if k >= slo+2 && doc.Word(k-1) == "," && (en.OneOf(r.low(k-2), "and", "but", "that", "which", "who")) && end < shi && doc.Word(end) == "," {
		// "burned the village and, according to survivors, shot two men"
		stop := end + 1
		for stop < shi && !(doc.Word(stop) == "," && !r.parts(stop+1, shi)) && doc.Word(stop) != ";" {
			stop++
		}
		if sp := r.bounded(end+1, stop, -1); !sp.IsZero() {
			d.content = []assay.Span{sp}
		}
	} else {
		if r.parted(k) || r.low(k) == "according" {
			d.content = r.parenthesis(k, end, slo, shi)
		}
		if len(d.content) == 0 {
			if sp := r.bounded(r.opening(slo, k), k, -1); !sp.IsZero() {
				d.content = []assay.Span{sp}
			}
		}
	}
	if len(d.content) > 0 {
		r.drafts = append(r.drafts, d)
	}
}

// opinions are nouns that attribute in "in Lind’s view".
var opinions = map[string]assay.Mode{
	"view": assay.Believes, "opinion": assay.Believes, "judgment": assay.Believes, "judgement": assay.Believes, "estimation": assay.Believes,
	"words": assay.Says, "telling": assay.Says,
}

// accounts are nouns that attribute in "by its own account".
var accounts = en.Words(`account accounts count counts estimate estimates reckoning admission tally calculations`)

// opinion reads "in Lind’s view" and "by its own account" at the noun k.
func (r *reader) opinion(k int) bool {
	doc := r.doc
	mode, ok := opinions[r.low(k)]
	if !ok && !accounts[r.low(k)] {
		return false
	}
	slo, _ := doc.SentenceTokens(k)
	lo := k - 1
	for lo > slo && lo > k-6 && en.OneOf(doc.Tokens[lo].POS, "DET", "ADJ", "PROPN", "NOUN", "PRON", "PART") {
		lo--
	}
	switch {
	case lo < slo || lo == k-1 || r.quoteAt[k] > 0:
		return false
	case accounts[r.low(k)] && r.low(lo) == "by" && doc.Tokens[lo+1].XPOS == "PRP$":
		head := k
		r.adverbial(r.draft(lo, lo, lo+1, cueWord{frames: clause}, noun{head, doc.Cover(lo+1, k+1)}, 0.7), lo, k+1)
		return true
	case !ok || r.low(lo) != "in":
		return false
	}
	w := cueWord{frames: clause, mode: mode}
	owner := doc.Child(k, "nmod:poss")
	if owner < 0 || !r.animate(owner) || en.OneOf(r.low(owner), "my", "our", "your") {
		return false
	}
	r.adverbial(r.draft(k, k, k+1, w, r.owner(owner), 0.8), lo, k+1)
	return true
}

// owner returns the noun phrase of the possessor k without its mark.
func (r *reader) owner(k int) noun {
	who := r.phrase(k)
	lo, hi := r.doc.TokensIn(who.span)
	for hi-1 > k && en.OneOf(r.doc.Word(hi-1), "’s", "'s", "’", "'") {
		hi--
	}
	return r.trimmed(lo, hi, k)
}
