package event

import (
	"assay"
	"assay/lang/en"
)

// phrase returns the noun at n with the nouns and adjectives before it.
func (r *reader) phrase(n int) assay.Span {
	lo, hi := n, n+1
	for lo > 0 && (r.Tokens[lo-1].POS == "NOUN" || r.Tokens[lo-1].POS == "PROPN" || r.Tokens[lo-1].POS == "ADJ" && !loose[r.lemma[lo-1]]) && r.quantity[lo-1] == none && r.sent[lo-1] == r.sent[n] && int(r.low[n]) < lo {
		lo--
	}
	return r.Cover(lo, hi)
}

// loose are adjectives that are no part of what is counted.
var loose = en.NewSet("many", "more", "most", "several", "such", "same", "few", "much", "own")

// lastPersons returns the head of the last phrase for several persons before
// token i: a subject if the sentences before have one, of the same paragraph.
// Where those counted suffered something, they are not those who do such things.
func (r *reader) lastPersons(i int, suffered bool) int {
	start, any := r.paragraph(i), none
	lo, _ := r.sentence(i)
	for k := i - 1; k >= start; k-- {
		if r.Tokens[k].POS != "NOUN" && r.Tokens[k].POS != "PROPN" || !r.person(k) || !r.plural(k) || r.inSource(k) {
			continue
		}
		if h := r.up(k); h != none && r.is(k, "nsubj") && speaks[r.lemma[h]] {
			continue // "officials say hundreds surrendered"
		}
		if suffered && keepers[r.lemma[k]] {
			continue // "Police dispersed 200 traders. Six were arrested."
		}
		if r.is(k, "nsubj") {
			return k
		}
		if any == none {
			any = k
		}
		if any != none && k < lo-120 {
			break
		}
	}
	return any
}

// speaks are verbs whose subject and themselves may follow what is said.
var speaks = en.NewSet("say", "add", "report", "tell", "announce", "state", "note", "believe", "think", "estimate", "claim", "warn", "suggest", "show")

// keepers do to others what figures count.
var keepers = en.NewSet("police", "officer", "soldier", "troop", "guard", "rescuer", "firefighter", "doctor", "medic", "authority")

// inSource reports whether token k is part of the words for a claim's source:
// "hundreds" are not hundreds of the officials who say so.
func (r *reader) inSource(k int) bool { return r.sourced[k] }

// sources marks the tokens of sources and those of cues, and notes the claims whose
// content is no clause by itself.
func (r *reader) sources() {
	mark := func(in []bool, sp assay.Span) {
		lo, hi := r.TokensIn(sp)
		for k := lo; k < hi; k++ {
			in[k] = true
		}
	}
	r.sourced, r.cued = make([]bool, len(r.Tokens)), make([]bool, len(r.Tokens))
	for _, s := range r.Sources {
		mark(r.sourced, s.Span)
	}
	for _, cl := range r.Claims {
		mark(r.cued, cl.Cue)
	}
	r.joints = make([]string, len(r.Claims))
	for c := range r.Claims {
		r.joints[c] = r.joint(&r.Claims[c])
	}
}
