package claim

import (
	"assay"
	"assay/lang/en"
)

// readBy adds the claims that t finds from the cues of the report, and those that no
// corpus has.
func (r *reader) readBy(t *taught) {
	found := t.find(look(r, t.cues))
	at := map[int]int{} // cue -> 1 + its draft
	for i := range found {
		if d, ok := r.drafted(&found[i], at); ok {
			r.drafts = append(r.drafts, d)
			at[d.cue] = len(r.drafts)
		}
	}
	for k := range r.doc.Tokens {
		if at[k] > 0 {
			continue
		}
		r.unanswered(k)
		if content := r.estimated(k); content != nil {
			if d, ok := r.drafted(&finding{cue: k, content: content, chance: 0.5}, at); ok {
				r.drafts = append(r.drafts, d)
			}
		}
	}
}

// drafted makes a draft of a finding. at are the drafts that there are, by their cues.
func (r *reader) drafted(f *finding, at map[int]int) (d draft, ok bool) {
	v, end := f.cue, r.cueEnd(f.cue)
	who := r.sourceOf(f, end)
	if own := words.Addressed[r.low(who.head)]; own || len(f.source) == 0 && r.active(v) {
		if said, ok := r.subjectOf(v, at); ok && !own {
			who = said
		} else if f.chance < 0.3 {
			return d, false // the report's own voice makes no claims, nor does what a speaker says of himself
		}
	}
	if o := r.doc.Child(v, "obj"); r.citesDocument(v) || o > v && words.Taking[r.lemma(v)] && words.Taken[r.lemma(o)] {
		return d, false
	}
	d = r.draft(v, v, end, r.word(v), who, f.chance)
	if why := r.reason(&d); why.Overlaps(d.cueSpan) || who.head == v && d.word.mode == assay.Asks {
		return d, false // "asked not to be named" is why there is no name; "Asked about the leak, ..."
	}
	d.quoted = true
	for _, c := range f.content {
		sp := r.bounded(c[0], r.cutChannel(c[0], c[1]))
		if sp.IsZero() {
			continue
		}
		d.content = append(d.content, sp)
		lo, hi := r.doc.TokensIn(sp)
		if q := r.quoteAt[lo]; q == 0 || r.quotes[q-1].lo != lo || r.quotes[q-1].hi != hi {
			d.quoted = false
		}
		for k := lo; k < hi; k++ {
			if q := r.quoteAt[k]; q > 0 {
				r.quotes[q-1].used = true
			}
		}
	}
	return d, len(d.content) > 0
}

// cutChannel returns where the words [lo, hi) turn from what is said to how: "praised the
// repairs in a speech last week". In a clause it may well be part of what is said.
func (r *reader) cutChannel(lo, hi int) int {
	for k := lo; k < hi; k++ {
		if en.OneOf(r.doc.Tokens[k].XPOS, "VBD", "VBZ", "VBP", "MD") {
			break
		}
		if end, ok := r.channelAt(k, hi); ok && k > lo && (end == hi || r.timeWord(end)) {
			return k
		}
	}
	return hi
}

// active reports whether the cue v is a verb that has somebody who does it.
func (r *reader) active(v int) bool {
	t := &r.doc.Tokens[v]
	return t.POS == "VERB" && r.low(v) != en.According && (t.XPOS != "VBN" || r.doc.Child(v, "aux:pass") < 0 && r.doc.Child(v, "aux") >= 0)
}

// subjectOf returns whose words v tells where the reader finds nobody: its subject's, or
// those of the claim that it goes on with, "said it had rained but would not say where".
func (r *reader) subjectOf(v int, at map[int]int) (noun, bool) {
	doc := r.doc
	if s := r.subject(v); s >= 0 && s < v && !words.Relative[r.low(s)] {
		lo, hi := doc.Subtree(s)
		return r.trimmed(lo, min(hi, v), s), true
	}
	for h, steps := int(doc.Tokens[v].Head), 0; h >= 0 && steps < 3 && doc.Tokens[v].Is("conj", "advcl", "xcomp", "parataxis", "dep", "ccomp"); steps++ {
		if i := at[h]; i > 0 {
			return r.drafts[i-1].who, true
		}
		h = int(doc.Tokens[h].Head)
	}
	if n := len(r.drafts); n > 0 && doc.Tokens[v].XPOS == "VBG" && r.drafts[n-1].sentence == doc.SentenceAt(doc.Tokens[v].Span.Start) {
		return r.drafts[n-1].who, true // "according to the port, adding that"
	}
	return noun{head: -1}, false
}

// draft returns a draft with cue tokens [lo, hi) headed by v.
func (r *reader) draft(v, lo, hi int, w cueWord, who noun, conf float64) draft {
	return draft{
		cue: v, cueSpan: r.doc.Cover(lo, hi), word: w, who: who, stance: w.stance, via: -1,
		region: r.doc.RegionAt(r.doc.Tokens[v].Span.Start), sentence: r.doc.SentenceAt(r.doc.Tokens[v].Span.Start), confidence: conf,
	}
}

// cueEnd returns where the cue that begins with v ends: behind the particle or the
// preposition that makes another verb of it: "called for", "according to".
func (r *reader) cueEnd(v int) int {
	k := v + 1
	if k < len(r.doc.Tokens) && (r.doc.Tokens[k].Is("compound:prt", "fixed") && int(r.doc.Tokens[k].Head) == v ||
		r.lemma(v) == en.Call && en.OneOf(r.low(k), en.For, en.On)) {
		return k + 1
	}
	return v + 1
}

// sourceOf returns the source of f, or, if it has none, its cue, which stands for it.
func (r *reader) sourceOf(f *finding, end int) noun {
	doc := r.doc
	if len(f.source) == 0 {
		return noun{f.cue, doc.Cover(f.cue, end)}
	}
	lo, hi := f.source[0][0], f.source[0][1]
	for lo < hi-1 && doc.Tokens[lo].POS == "PUNCT" {
		lo++
	}
	for hi-1 > lo && doc.Tokens[hi-1].POS == "PUNCT" && !en.OneOf(doc.Word(hi-1), ")", "”", `"`) {
		hi--
	}
	if hi-1 > lo && en.OneOf(doc.Word(hi-1), "’s", "'s", "’", "'") { // "in Lind's view"
		hi--
	}
	lo = r.behindDateline(lo, hi-1)
	head := -1
	for k := lo; k < hi && head < 0; k++ {
		if h := int(doc.Tokens[k].Head); (h < lo || h >= hi) && !en.OneOf(doc.Tokens[k].POS, "PUNCT", "ADP", "DET", "CCONJ") {
			head = k
		}
	}
	return noun{max(head, lo), doc.Cover(lo, hi)}
}

// word returns what kind of utterance or attitude the cue v is.
func (r *reader) word(v int) cueWord {
	if words.Demanding[r.lemma(v)] && v+1 < len(r.doc.Tokens) && r.low(v+1) == en.For {
		return cueWord{mode: assay.Orders}
	}
	w := cueWords[r.lemma(v)]
	if w.mode == assay.Believes && w.stance == assay.Hedges && r.passive(v) {
		return cueWord{stance: assay.Hedges} // "is believed to have fled": somebody says so
	}
	return r.polarity(v, w)
}
