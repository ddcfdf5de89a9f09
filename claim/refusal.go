package claim

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// polarity turns a negated cue into what it does: "did not say whether" declines,
// "do not believe that" denies. Second is false where a negated verb claims
// nothing: "did not mention".
func (r *reader) polarity(v int, w cueWord) (cueWord, bool) {
	doc := r.doc
	neg, modal := false, ""
	if s := doc.Child(v, "nsubj"); s >= 0 {
		neg = en.OneOf(r.low(s), "none", "nobody", "neither") // "None of the officials could say"
		det := doc.Child(s, "det")
		neg = neg || det >= 0 && r.low(det) == "no" // "No group has claimed responsibility"
	}
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
		if en.OneOf(modal, "should", "must", "may", "might", "shall", "will") && r.quotedBeside(v) < 0 {
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
	case r.low(v) == "confirm" || en.OneOf(lemma, "say", "confirm", "disclose", "reveal", "specify", "explain", "comment", "identify", "detail", "discuss", "elaborate", "respond", "reply", "answer", "announce"):
		w.stance = assay.Declines
		return w, true
	}
	return w, en.OneOf(lemma, "tell") && modal == "would"
}

// declined reads "declined to comment on the strike" and "refused to say why".
func (r *reader) declined(v int) bool {
	doc := r.doc
	_, shi := doc.SentenceTokens(v)
	if o := doc.Child(v, "obj"); o > v && en.OneOf(r.lemma(o), "comment", "request", "interview") {
		end := o + 1 // "declined an interview request", "refused comment"
		for end < shi && doc.Tokens[end].POS != "PUNCT" && !r.refusal(end, shi) && doc.Tokens[end].POS != "CCONJ" {
			end++
		}
		if who, ok := r.speaker(v, cueWord{frames: clause}); ok && r.animate(who.head) {
			d := r.draft(v, v, v+1, cueWord{frames: phrase, stance: assay.Declines}, who, 0.8)
			d.content = []assay.Span{r.bounded(v+1, r.cutTime(v, v+1, end), v)}
			r.drafts = append(r.drafts, d)
			return true
		}
	}
	if v+2 >= shi || r.low(v+1) != "to" || !answers[r.lemma(v+2)] {
		return false
	}
	who, ok := r.speaker(v, cueWord{frames: clause})
	if !ok || !r.animate(who.head) && en.OneOf(r.lemma(v+2), "give", "provide", "answer", "respond") {
		return false
	}
	d := r.draft(v, v, v+1, cueWord{frames: infinite, stance: assay.Declines}, who, 0.9)
	if sp := r.bounded(v+1, r.clauseEnd(v, -1, v+2, shi), v); !sp.IsZero() {
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
	if q := r.quoteAt[v]; q > 0 && r.quotes[q-1].utterance || !en.OneOf(lemma, "reach", "respond", "reply", "return", "answer", "draw") {
		return false
	}
	neg := false
	for _, c := range doc.Children(v, "advmod") {
		neg = neg || en.OneOf(r.low(c), "not", "n't", "n’t", "never")
	}
	lo, hi := doc.SentenceTokens(v)
	for k := lo; k < v; k++ {
		neg = neg || en.OneOf(r.low(k), "neither", "none", "nobody") // "Neither the ministry nor the firm responded"
	}
	rest := strings.ToLower(doc.Cover(v+1, hi).In(doc.Text))
	drawn := lemma == "draw" && r.passive(v) && strings.HasPrefix(rest, "on ") // "would not be drawn on the cost"
	if !neg || lemma == "draw" && !drawn || !drawn && !strings.Contains(rest, "comment") && !strings.Contains(rest, "request") && !strings.Contains(rest, "call") && !strings.Contains(rest, "message") && !strings.Contains(rest, "question") {
		return false
	}
	c := doc.Child(v, "nsubj")
	if c < 0 {
		return false
	}
	if sp := r.bounded(v+1, r.cutTime(v, v+1, r.clauseEnd(v, -1, v+1, hi)), v); !sp.IsZero() {
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
	if !impersonal[lemma] && !announced[lemma] || doc.Child(v, "aux:pass") < 0 || r.agent(v) >= 0 {
		return false
	}
	x := doc.Child(v, "xcomp", "ccomp")
	if r.reportedThat(v, lemma) {
		return true
	}
	if x < v && v+2 < len(doc.Tokens) && r.low(v+1) == "of" && doc.Tokens[v+2].XPOS == "VBG" {
		x = v + 2 // "suspected of having set the barn alight"
	}
	if x < v {
		return false
	}
	if m := doc.Child(x, "mark"); m < v && x != v+2 && !en.OneOf(r.low(x), "dead", "lost", "drowned") { // "feared dead"
		return false
	}
	_, shi := doc.SentenceTokens(v)
	c := doc.Child(v, "nsubj")
	if c >= 0 && en.OneOf(r.low(c), "who", "which", "that") {
		return false
	}
	slo, _ := doc.SentenceTokens(v)
	var lo int
	if c >= 0 && c < v && r.low(c) != "it" {
		lo, _ = doc.Subtree(c)
	} else {
		lo, _ = doc.Subtree(x)
		if lo < shi && r.low(lo) == "that" {
			lo++
		}
	}
	lo = r.hedgedFrom(lo, slo) // "Up to 30 hikers"
	_, hi := doc.Subtree(x)
	for hi < shi && doc.Tokens[hi].POS != "PUNCT" && doc.Tokens[hi].POS != "CCONJ" {
		hi++ // "feared dead after the ferry sank"
	}
	d := r.draft(v, v, v+1, cueWord{mode: assay.Says, stance: assay.Hedges}, noun{v, doc.Tokens[v].Span}, 0.5)
	if sp := r.bounded(lo, hi, -1); !sp.IsZero() {
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
	return true
}

// announced are passives with a clause that say nothing of doubt: "It was
// announced that", "Passengers were told that".
var announced = en.Words(`announce tell inform notify`)

// reportedThat reads the passive v with a clause right after it and nobody who
// says it: "It was announced on Monday that the mine would close".
func (r *reader) reportedThat(v int, lemma string) bool {
	doc := r.doc
	_, shi := doc.SentenceTokens(v)
	that := v + 1
	for that < shi && (doc.Tokens[that].POS == "ADP" || r.timeWord(that)) {
		that++
	}
	s := doc.Child(v, "nsubj", "expl")
	if that+1 >= shi || r.low(that) != "that" || s < 0 || s > v || !en.OneOf(lemma, "tell", "inform", "notify") && r.low(s) != "it" || en.OneOf(r.low(s), "i", "we", "you", "who") {
		return announced[lemma]
	}
	stance := assay.Hedges
	if announced[lemma] {
		stance = assay.Asserts
	}
	d := r.draft(v, v, v+1, cueWord{stance: stance}, noun{v, doc.Tokens[v].Span}, 0.5)
	if sp := r.bounded(that+1, r.clauseEnd(v, -1, that+1, shi), v); !sp.IsZero() {
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
	return true
}

// neitherNor reads "neither confirmed nor denied the report" at token k,
// "neither". It is one claim, whose cue is the first verb.
func (r *reader) neitherNor(k int) bool {
	doc := r.doc
	_, shi := doc.SentenceTokens(k)
	if !r.neitherAt(k+1) || r.quoteAt[k] > 0 {
		return false
	}
	w := cueWord{frames: clause | phrase, stance: assay.Declines}
	who, ok := r.plainSubject(k, w)
	if !ok || en.OneOf(r.low(who.head), "i", "we") {
		return false
	}
	d := r.draft(k+1, k+1, k+2, w, who, 0.85)
	lo := k + 4
	if lo < shi && r.low(lo) == "that" {
		lo++
	}
	if sp := r.bounded(lo, r.clauseEnd(k+3, -1, lo, shi), k+3); !sp.IsZero() {
		d.content = []assay.Span{sp}
		r.drafts = append(r.drafts, d)
	}
	return true
}

// neitherAt reports whether v is one of the verbs of "neither confirmed nor
// denied".
func (r *reader) neitherAt(v int) bool {
	if v >= len(r.doc.Tokens) {
		return false
	}
	lo, shi := r.doc.SentenceTokens(v)
	for _, k := range []int{v - 1, v - 3} {
		if k >= lo && k+3 < shi && r.low(k) == "neither" && en.OneOf(r.lemma(k+1), "confirm", "deny") && r.low(k+2) == "nor" && en.OneOf(r.lemma(k+3), "confirm", "deny") {
			return true
		}
	}
	return false
}

// unavailable reads "was not immediately available for comment" at the
// adjective k.
func (r *reader) unavailable(k int) bool {
	doc := r.doc
	lo, shi := doc.SentenceTokens(k)
	if k+2 >= shi || r.low(k+1) != "for" || !en.OneOf(r.low(k+2), "comment", "interview", "interviews") {
		return false
	}
	neg := r.low(k) == "unavailable"
	for j := k - 1; j >= lo && j > k-4; j-- {
		neg = neg || r.negated(j)
	}
	s := doc.Child(k, "nsubj")
	if !neg || s < 0 {
		return false
	}
	d := r.draft(k, k, k+1, cueWord{stance: assay.Declines}, r.phrase(s), 0.85)
	end := k + 3
	for end < shi && !r.timeWord(end) && en.OneOf(doc.Tokens[end].POS, "ADP", "DET", "NOUN", "ADJ") && !(end+1 < shi && r.timeWord(end+1)) {
		end++
	}
	d.content = []assay.Span{r.bounded(k+1, end, k)}
	r.drafts = append(r.drafts, d)
	return true
}

// instruments show numbers and say nothing: "The scoreboard said 88:04".
var instruments = en.Words(`scoreboard clock thermometer gauge meter dial watch scale compass barometer speedometer timer`)

// claimable is what one claims in words; prizes, lives and luggage are taken.
var claimable = en.Words(`responsibility credit victory innocence ignorance success kinship immunity knowledge damage improvement right copyright`)

// notSpeech reports whether the verb v has an object that makes an act of it,
// not a statement: "denied the family entry", "rejected the bill", "dismissed its
// coach", "questioned the driver".
func (r *reader) notSpeech(v int, lemma string) bool {
	doc := r.doc
	objects := doc.Children(v, "obj", "iobj")
	switch lemma {
	case "say", "read", "show":
		s := doc.Child(v, "nsubj")
		return s >= 0 && doc.Tokens[s].POS != "PROPN" && instruments[r.lemma(s)] // a gauge says nothing, a body with that name may
	case "claim":
		return len(objects) > 0 && doc.Child(v, "ccomp", "xcomp") < 0 && !claimable[r.lemma(objects[0])]
	case "declare":
		for _, o := range objects {
			_, hi := doc.Subtree(o)
			if o > v && (performed[r.lemma(o)] || opened[r.low(hi-1)]) {
				return true // "declared a state of emergency", "declared the fair open"
			}
			for _, of := range doc.Children(o, "nmod") {
				if o > v && performed[r.lemma(of)] {
					return true // "declared three days of mourning"
				}
			}
		}
		x := doc.Child(v, "xcomp")
		return x > v && opened[r.low(x)]
	case "deny":
		for _, o := range doc.Children(v, "obj", "iobj", "xcomp") {
			if grants[r.lemma(o)] || r.doc.Tokens[o].POS == "PROPN" {
				return true // "The keeper denied Holm twice"
			}
		}
		return len(objects) > 0 && r.passive(v) // "was denied a visa"
	case "reject", "dismiss", "question":
		if len(objects) == 0 {
			return false
		}
		o := objects[len(objects)-1]
		_, hi := doc.Subtree(o)
		if hi < len(doc.Tokens) && r.low(hi) == "as" {
			return false // "dismissed the case as a farce"
		}
		person := false
		if a, ok := r.actorAt[o]; ok && !statements[r.lemma(o)] {
			person = doc.Actors[a].Class == assay.Person || doc.Actors[a].Class == assay.Group
		}
		return acts[r.lemma(o)] || person && lemma != "reject"
	}
	return false
}
