package claim

import (
	"assay"
	"assay/lang/en"
)

// misreadNoun reports whether token k, tagged a verb, is a noun after all, since
// what stands before it takes no verb: "about reports that", "amid claims that".
func (r *reader) misreadNoun(k int) bool {
	_, noun := cueNouns[r.lemma(k)]
	if en.OneOf(r.low(max(k-1, 0)), "media", "news") && r.doc.Tokens[k].XPOS != "VBZ" {
		return false // "State media reported"
	}
	return noun && k > 0 && r.doc.Tokens[k].POS == "VERB" && en.OneOf(r.low(k-1), "about", "of", "on", "by", "the", "with", "from", "over", "despite", "amid", "any", "these", "those", "such", "a", "an", "media", "news")
}

// cueNoun reads "the allegation that", "fears among villagers of being cut off".
// Without anybody to have it, the noun stands for its own source.
func (r *reader) cueNoun(k int) {
	doc := r.doc
	w, ok := cueNouns[r.lemma(k)]
	if !ok || doc.Tokens[k].Is("compound") || k > 0 && en.OneOf(r.low(k-1), "for", "on", "without") && en.OneOf(r.lemma(k), "fear", "charge", "suspicion", "word") {
		return // "for fear of reprisals", "on charges of theft"
	}
	if d := doc.Child(k, "det"); d >= 0 && r.low(d) == "no" && w.stance == assay.Hedges {
		return // "There is no evidence that"
	}
	_, shi := doc.SentenceTokens(k)
	who := noun{k, doc.Tokens[k].Span}
	lo, hi := 0, 0
	for _, c := range doc.Children(k) {
		t := &doc.Tokens[c]
		switch {
		case t.Is("acl", "ccomp", "nmod", "advcl", "dep", "parataxis") && c > k && lo == 0:
			mark := doc.Child(c, "mark", "case")
			if mark < 0 || mark > c {
				continue
			}
			clo, chi := doc.Subtree(c)
			switch m := r.low(mark); {
			case m == "that" && t.POS != "NOUN":
				lo, hi = mark+1, chi
				for _, s := range doc.Children(c, "nsubj") { // "Asked about signs that it fell, | the mayor": no second subject
					if slo, _ := doc.Subtree(s); s > c && doc.Word(slo-1) == "," {
						hi = min(hi, slo-1)
					}
				}
			case m == "of" && fearNouns[r.lemma(k)] && (t.POS == "VERB" || t.XPOS == "VBG" || t.Is("nmod") && fearNouns[r.lemma(k)] && !r.animate(c)):
				lo, hi = max(clo, mark+1), chi
			case en.OneOf(m, "among", "by", "from") && r.animate(c):
				who = r.phrase(c)
				if wlo, whi := doc.TokensIn(who.span); wlo <= k { // not "statements by the mayor"
					who = r.trimmed(mark+1, whi, c)
				}
				if fearNouns[r.lemma(k)] {
					wlo, whi := doc.TokensIn(who.span)
					for j := wlo; j < whi; j++ {
						g := min(j+1, shi-1)
						for g+1 < shi && doc.Tokens[g].POS == "ADV" {
							g++ // "of suddenly losing"
						}
						if r.low(j) == "of" && j > c && doc.Tokens[g].XPOS == "VBG" {
							who = r.trimmed(wlo, j, c)
							break
						}
					}
				}
			}
		case t.Is("compound") && c == k-1 && doc.Tokens[c].POS == "PROPN" && r.lemma(k) == "report":
			if a, ok := r.actorAt[c]; ok && doc.Actors[a].Class == assay.Organization {
				who, w.stance = r.phrase(c), assay.Asserts // "a Kent Courier report that"
			}
		case t.Is("nmod:poss") && c < k && r.animate(c):
			who = r.owner(c)
		}
	}
	if lo == 0 {
		// the clause may hang elsewhere: "fears among officials of being"
		for j := k + 1; j < shi && j < k+12 && lo == 0; j++ {
			if r.low(j) == "of" && fearNouns[r.lemma(k)] && who.head != k && j+1 < shi {
				g := j + 1
				for g < shi && g < j+4 && doc.Tokens[g].XPOS != "VBG" {
					g++
				}
				if g < shi && doc.Tokens[g].XPOS == "VBG" {
					_, chi := doc.Subtree(g)
					lo, hi = j+1, r.phraseEnd(k, j+1, chi)
				}
			}
			if r.low(j) == "that" && doc.Tokens[j].POS == "SCONJ" && who.head > k && j > who.head && !r.anyVerb(who.head, j) && !r.comma(who.head, j) {
				wlo, _ := doc.TokensIn(who.span) // "The denial by the army that its planes had"
				who = r.trimmed(wlo, j, who.head)
				lo, hi = j+1, r.phraseEnd(k, j+1, min(j+2, shi))
				for k := j + 1; k < shi; k++ {
					if en.OneOf(doc.Tokens[k].XPOS, "VBD", "VBZ", "VBP", "MD") {
						_, hi = doc.Subtree(max(int(doc.Tokens[k].Head), k))
						break
					}
				}
			}
			if r.low(j) == "that" && j == k+1 && (doc.Tokens[j].POS == "SCONJ" || j+2 < shi && !en.OneOf(doc.Tokens[j+1].POS, "VERB", "AUX")) {
				lo, hi = j+1, r.phraseEnd(k, j+1, min(j+2, shi))
				for hi < shi && doc.Tokens[hi].POS != "PUNCT" {
					hi++
				}
			}
		}
	}
	if lo == 0 || w.mode == assay.Says && w.stance == assay.Asserts && who.head == k && !en.OneOf(r.lemma(k), "claim", "accusation", "charge", "announcement", "statement", "warning", "confirmation") {
		return
	}
	for j := lo; j < hi; j++ {
		if en.OneOf(doc.Word(j), "—", "–") && doc.Tokens[min(j+1, shi-1)].XPOS == "VBG" {
			hi = j // "fears of losing the valley — undoing a year of work": of all of it
		}
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
	if who.head < 0 || !r.animate(who.head) || en.OneOf(r.low(who.head), "i", "we", "you") {
		return
	}
	lo, hi := doc.Subtree(x)
	lo = max(lo, k+1)
	if en.OneOf(r.low(lo), "that") {
		lo++
	} else if !en.OneOf(r.low(lo), "the", "he", "she", "they", "it", "a", "an") {
		return
	}
	if sp := r.bounded(lo, hi, -1); !sp.IsZero() {
		d := r.draft(k, cop, k+1, *w, who, 0.75)
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
}
