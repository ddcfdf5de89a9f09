package claim

import (
	"assay"
	"assay/lang/en"
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
				if k == slo-1 && (!r.sameParagraph(k, slo) || !r.lowerStart(slo) && !r.tag(slo) && r.doc.Word(k-1) != ",") {
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
	verbs, last := 0, slo
	for k := slo; k < shi; k++ {
		if p := r.doc.Tokens[k].POS; p == "VERB" || p == "AUX" || r.quoteAt[k] > 0 {
			verbs++
			last = k
		}
	}
	if o := r.doc.Child(last, "obj"); o >= 0 && !addressed[r.lemma(last)] {
		return false // “The door was open.” She called the police.
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
				if prev := r.doc.Word(k - 1); k-hi < 3 || en.OneOf(prev, ":", ",") {
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
	lo := r.opening(slo, quote.lo)
	return []assay.Span{r.doc.Cover(lo, quote.hi)}
}

// takeAfter returns the content of a claim whose cue stands before quotation q:
// the quotation, or, where it breaks off and the sentence goes on in the
// reporter's words, all to the end: said: “The water” in the valley “may rise.”
func (r *reader) takeAfter(q, shi int) assay.Span {
	quote := &r.quotes[q]
	quote.used = true
	if en.OneOf(r.doc.Word(quote.hi-2), ".", "?", "!", ",", "…", "...") || quote.hi >= shi || quote.continues {
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
