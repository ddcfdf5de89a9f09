package claim

import (
	"cmp"
	"slices"
	"sort"

	"assay"
	"assay/lang/en"
)

// sure is how likely an attribution of the learnt reader must be to make a claim of a
// verb that is no verb of saying, and other how likely to bound one quite otherwise than
// the rules do.
const (
	sure  = 0.8
	other = 0.9
)

// learnt adds the claims that the learnt reader of attributions finds where no rule
// finds any: sentences that the rules cannot take apart, rare verbs ("Okoro has called
// for new elections"), plans and wishes ("the company plans to sell the port"). Where
// rules have found one it may bound it. A cue must be sure that is no verb of saying or
// has no clause for its content, and its source one that can speak.
func (r *reader) learnt() {
	doc := r.doc
	t, cues := make(taken, len(doc.Tokens)), map[int][]int{} // token of a cue -> its drafts
	take := func(i int) {
		r.take(t, &r.drafts[i])
		for _, k := range r.tokens([]assay.Span{r.drafts[i].cueSpan}) {
			cues[k] = append(cues[k], i)
		}
	}
	for i := range r.drafts {
		take(i)
	}
	for i := range doc.Attributions {
		a := &doc.Attributions[i]
		if len(a.Content) == 0 {
			continue
		}
		if r.foundBefore(t, a) {
			r.rebound(a, cues)
			continue
		}
		v, span := r.learntCue(a.Cue[0])
		if v < 0 {
			continue
		}
		lemma, w := r.lemma(v), r.learntWord(v)
		says := r.says(v) && (w.frames&phrase == 0 && !loose[lemma] || r.clausal(a.Content))
		if !says && a.Confidence < sure || r.notSpeech(v, lemma) || decliners[lemma] || v > 0 && r.low(v-1) == "without" {
			continue // "declined an invitation to the fair"
		}
		who, ok := r.learntSource(a, v, w, says)
		if !ok {
			continue
		}
		if w, ok = r.polarity(v, w); !ok {
			continue
		}
		d := draft{cue: v, cueSpan: span, word: w, who: who, stance: w.stance, via: -1, confidence: 0.6,
			region: doc.RegionAt(span.Start), sentence: doc.SentenceAt(span.Start)}
		if why := r.reason(&d); why.Overlaps(span) {
			continue // "asked not to be named" is why there is no name
		}
		d.content, d.quoted = r.learntContent(a, v, who)
		if len(d.content) > 0 && !r.meaningless(d.content[0]) && !r.named(&d) {
			r.drafts = append(r.drafts, d)
			take(len(r.drafts) - 1)
		}
	}
}

// says reports whether v is a verb of saying, in the active, or "according".
func (r *reader) says(v int) bool {
	w := cueVerbs[r.lemma(v)]
	if w.frames&clause == 0 || w.mode != assay.Says {
		return r.low(v) == "according"
	}
	return !r.passive(v) && !(v+1 < len(r.doc.Tokens) && r.low(v+1) == "to") // "said to have been written in May"
}

// clausal reports whether there is a finite verb or a quotation in the spans.
func (r *reader) clausal(spans []assay.Span) bool {
	for _, sp := range spans {
		lo, hi := r.doc.TokensIn(sp)
		if r.finite(lo, hi) {
			return true
		}
		if q := r.quoteAt[lo]; q > 0 && r.quotes[q-1].utterance {
			return true
		}
	}
	return false
}

// besides returns the phrase that stands right before or behind the cue v.
func (r *reader) besides(v int) (noun, bool) {
	lo, hi := r.doc.SentenceTokens(v)
	for _, k := range []int{v - 1, v + 1} {
		if k >= lo && k < hi && en.OneOf(r.doc.Tokens[k].POS, "NOUN", "PROPN", "PRON") && (r.animate(k) || r.titled(k)) {
			return r.phrase(k), true
		}
	}
	return noun{head: -1}, false
}

// rebound gives the draft of a's cue the content that the learnt reader finds, where
// the rules have found quite another, or have lost how it begins or that it is all one
// quotation.
func (r *reader) rebound(a *assay.Attribution, cues map[int][]int) {
	var found []int
	for _, k := range r.tokens(a.Cue) {
		found = append(found, cues[k]...)
	}
	slices.Sort(found)
	for _, i := range slices.Compact(found) {
		d := &r.drafts[i]
		content, quoted := r.learntContent(a, d.cue, d.who)
		if len(content) == 0 || r.meaningless(content[0]) {
			continue
		}
		both := assay.Shared(content, content) + assay.Shared(d.content, d.content)
		differs := 4*assay.Shared(content, d.content) < both
		if differs && a.Confidence >= other && assay.Shared(content, d.content) < assay.Shared(content, content) || !differs && r.begun(content, d) {
			if r.governed(d) && assay.Shared(content, d.content) == 0 {
				content, quoted = append(slices.Clone(d.content), content...), quoted && d.quoted
				slices.SortFunc(content, func(a, b assay.Span) int { return cmp.Compare(a.Start, b.Start) })
			}
			d.content, d.quoted, d.stances = content, quoted, nil
		}
	}
}

// governed reports whether the content of d is a clause that hangs on its verb. What is
// found besides goes with it: "Ten people drowned, the agency said, and more were missing".
func (r *reader) governed(d *draft) bool {
	for _, k := range r.tokens(d.content) {
		if tok := &r.doc.Tokens[k]; int(tok.Head) == d.cue && en.OneOf(tok.Rel, "ccomp", "parataxis") {
			return true
		}
	}
	return false
}

// begun reports whether a content goes on as that of d does and begins before it.
func (r *reader) begun(content []assay.Span, d *draft) bool {
	if len(content) > 1 || len(d.content) > 1 {
		return false
	}
	c, o := content[0], d.content[0]
	lo, _ := r.doc.TokensIn(c)
	at, _ := r.doc.TokensIn(o)
	if !c.Contains(o) || c == o || at > lo && r.low(at-1) == "that" {
		return false
	}
	if q := r.quoteAt[lo]; q > 0 && r.quotes[q-1].span == c {
		return true
	}
	s := r.doc.SentenceAt(c.Start)
	if c.End != o.End || s < 0 || s != r.doc.SentenceAt(o.Start) {
		return false
	}
	list, from := r.doc.Attributions, r.doc.Sentences[s].Start
	first := sort.Search(len(list), func(i int) bool { return list[i].Cue[0].Start >= from })
	for i := first; i < len(list) && list[i].Cue[0].Start < c.End; i++ {
		for _, cue := range list[i].Cue {
			if c.Contains(cue) && !o.Overlaps(cue) {
				return false // "17 deaths and said 4,150 people"
			}
		}
	}
	return true
}

// learntContent returns the content of a, whose cue is the verb v and whose source is
// who, as rules bound it, and whether it is quotations alone. Where it runs over
// paragraphs each has its part; a headline has none of what is said below it.
func (r *reader) learntContent(a *assay.Attribution, v int, who noun) (content []assay.Span, quoted bool) {
	doc := r.doc
	quoted = true
	home := doc.RegionAt(doc.Tokens[v].Span.Start)
	for _, sp := range a.Content {
		lo, end := doc.TokensIn(sp)
		if lo < end && r.low(lo) == "that" && doc.Tokens[lo].POS == "SCONJ" {
			lo++
		}
		for hi := lo; lo < end; lo = hi {
			at := doc.RegionAt(doc.Tokens[lo].Span.Start)
			for hi < end && doc.RegionAt(doc.Tokens[hi].Span.Start) == at {
				hi++
			}
			sp := r.bounded(lo, hi, v)
			if sp.IsZero() || who.span.Contains(sp) || at != home && (at < 0 || home < 0 || doc.Regions[at].Kind != doc.Regions[home].Kind || doc.Regions[at].Kind != assay.Body) {
				continue
			}
			content = append(content, sp)
			if q := r.quoteAt[lo]; q == 0 || r.quotes[q-1].lo != lo || r.quotes[q-1].hi != hi {
				quoted = false
			}
		}
	}
	return content, quoted
}

// named reports whether the content of d is a name in quotation marks: Reyes wrote
// “The Long River”.
func (r *reader) named(d *draft) bool {
	lo, _ := r.doc.TokensIn(d.content[0])
	q := r.quoteAt[lo]
	return d.quoted && q > 0 && !r.quotes[q-1].utterance
}

// taken are the tokens of the cues and contents of claims.
type taken []bool

// take marks the tokens of d.
func (r *reader) take(t taken, d *draft) {
	for _, sp := range append([]assay.Span{d.cueSpan}, d.content...) {
		lo, hi := r.doc.TokensIn(sp)
		for k := lo; k < hi; k++ {
			t[k] = true
		}
	}
}

// foundBefore reports whether a claim shares its cue or content with a, or is told
// within it.
func (r *reader) foundBefore(t taken, a *assay.Attribution) bool {
	for _, list := range [][]assay.Span{a.Cue, a.Content} {
		for _, sp := range list {
			lo, hi := r.doc.TokensIn(sp)
			for k := lo; k < hi; k++ {
				if t[k] {
					return true
				}
			}
		}
	}
	return false
}

// learntCue returns the token that heads a cue, and the cue without its auxiliaries
// and adverbs: "called for" of "has also called for".
func (r *reader) learntCue(sp assay.Span) (v int, cue assay.Span) {
	doc := r.doc
	lo, hi := doc.TokensIn(sp)
	v = -1
	for k := lo; k < hi && v < 0; k++ {
		if doc.Tokens[k].POS == "VERB" || r.low(k) == "according" {
			v = k
		}
	}
	if v < 0 {
		return -1, assay.Span{}
	}
	end := v + 1
	for end < hi && (doc.Tokens[end].Is("compound:prt") || doc.Tokens[end].POS == "ADP") {
		end++
	}
	return v, doc.Cover(v, end)
}

// learntSource returns the phrase of a's source, which must be able to speak for
// itself. That of the verb v of saying may also be what can be read, and is found by
// the rules where the learnt reader finds none.
func (r *reader) learntSource(a *assay.Attribution, v int, w cueWord, says bool) (noun, bool) {
	able := func(k int) bool { return r.animate(k) || r.titled(k) || says && w.frames&inanimate != 0 }
	if len(a.Source) == 0 {
		if !says {
			return noun{}, false
		}
		if who, ok := r.speaker(v, w); ok && able(who.head) {
			return who, true
		}
		if r.passive(v) {
			return noun{}, false
		}
		return r.besides(v)
	}
	doc := r.doc
	lo, hi := doc.TokensIn(a.Source[0])
	for k := lo; k < hi; k++ {
		if h := int(doc.Tokens[k].Head); h >= lo && h < hi || !en.OneOf(doc.Tokens[k].POS, "NOUN", "PROPN", "PRON") {
			continue
		}
		if r.quoteAt[k] > 0 || en.OneOf(r.low(k), "i", "we", "you", "this", "that", "which", "what", "one", "there", "my", "our") ||
			r.low(k) == "it" && !(says && utterers[r.lemma(v)] && k < v) {
			return noun{}, false
		}
		return r.phrase(k), doc.Tokens[k].POS == "PRON" || able(k)
	}
	return noun{}, false
}

// wishes are verbs of wanting and planning, which the lexicon leaves out since most
// of what they govern is no claim.
var wishes = en.Words(`want plan intend seek aim wish mean prepare propose hope`)

// learntWord returns what kind of utterance or attitude a cue is.
func (r *reader) learntWord(v int) cueWord {
	lemma := r.lemma(v)
	if w, ok := cueVerbs[lemma]; ok {
		return w
	}
	w := cueWord{frames: clause | phrase}
	switch {
	case wishes[lemma]:
		w.mode = assay.Intends
	case en.OneOf(lemma, "call", "ask", "press", "push") && r.low(min(v+1, len(r.doc.Tokens)-1)) == "for":
		w.mode = assay.Orders
	}
	return w
}

// meaningless reports whether a content is a word that only points to something:
// "said so", "denied it".
func (r *reader) meaningless(sp assay.Span) bool {
	lo, hi := r.doc.TokensIn(sp)
	return hi-lo < 2 || hi-lo == 2 && en.OneOf(r.doc.Tokens[lo].POS, "PRON", "DET")
}
