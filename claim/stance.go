package claim

import (
	"slices"
	"sort"
	"strings"

	"assay"
	"assay/lang/en"
)

// stances settles what each source does to its content. The cue has the first
// word ("denied", "suspects"); else marks of doubt in the content hedge it, but
// for those inside a claim that it only passes on.
func (r *reader) stances() {
	r.inside = make([]int, len(r.doc.Tokens))
	for i := range r.drafts {
		d := &r.drafts[i]
		if d.stance != assay.Asserts {
			continue
		}
		if !d.turn && r.splitRefusal(d) {
			continue
		}
		for _, j := range r.told[i] {
			o := &r.drafts[j]
			for _, sp := range append([]assay.Span{o.cueSpan}, o.content...) {
				lo, hi := r.doc.TokensIn(sp)
				for k := lo; k < hi; k++ {
					r.inside[k] = i + 1
				}
			}
		}
		if d.turn {
			r.turnStances(i)
			continue
		}
		for _, c := range d.content {
			if s := r.stanceOf(c, i); s == assay.Declines || d.stance == assay.Asserts {
				d.stance = s
			}
		}
	}
}

// stanceOf returns what is done to the words of c, which draft i has as content.
func (r *reader) stanceOf(c assay.Span, i int) assay.Stance {
	switch {
	case r.refuses(c):
		return assay.Declines
	case r.doubts(c, i):
		return assay.Hedges
	}
	return assay.Asserts
}

// doubts reports whether the words of c, which draft i has as content, mark
// doubt.
func (r *reader) doubts(c assay.Span, i int) bool {
	doc := r.doc
	if r.holds(c, words.RuledOut) {
		return true
	}
	lo, hi := doc.TokensIn(c)
	for k := lo; k < hi; k++ {
		if r.inner(k, i) {
			continue
		}
		t := &doc.Tokens[k]
		w := r.low(k)
		switch {
		case words.May[w] && (t.POS != "AUX" || k > lo && doc.Tokens[k-1].POS == "DET"): // the month; "the might of the river"
		case words.Suspected[w] && t.Is("amod"): // "suspected smugglers were arrested"
		case words.Doubts[w]:
			return true
		case w == en.Could && t.POS == "AUX" && !r.negated(k+1):
			if k+1 < hi && words.Senses[r.lemma(k+1)] {
				continue // "she could see the valley"
			}
			return true
		case words.Seeming[r.lemma(k)] && t.POS == "VERB" && doc.Child(k, "xcomp") > k && (words.Appearing[r.lemma(k)] || doc.Child(k, "aux:pass") >= 0):
			return true
		case words.Seeming[r.lemma(k)] && en.OneOf(t.XPOS, "VBN", "VBD") && k+1 < hi && r.low(k+1) == en.To:
			return true // "16 miners believed to be trapped"
		}
	}
	return false
}

// inner reports whether token k stands in the content or cue of a claim that
// draft i passes on.
func (r *reader) inner(k, i int) bool {
	return r.inside[k] == i+1
}

func (r *reader) negated(k int) bool {
	return k < len(r.doc.Tokens) && words.Not[r.low(k)]
}

// holds reports whether the words of c hold one of phrases.
func (r *reader) holds(c assay.Span, phrases []string) bool {
	text := strings.ToLower(c.In(r.doc.Text))
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(text, p) })
}

// refuses reports whether the words of c refuse to confirm or answer.
func (r *reader) refuses(c assay.Span) bool {
	return r.holds(c, words.Refusals)
}

// splitRefusal splits a quotation that asserts one thing and refuses another:
// “We know the bridge is closed, but we cannot confirm any deaths.” Each half
// gets its stance, the claim that of the refusal.
func (r *reader) splitRefusal(d *draft) bool {
	doc := r.doc
	if len(d.content) != 1 || !r.refuses(d.content[0]) {
		return false
	}
	lo, hi := doc.TokensIn(d.content[0])
	verb := r.anyVerb(lo, lo+2)
	for k := lo + 2; k < hi-2; k++ {
		if !verb || r.low(k) != en.But && !(r.low(k) == en.And && doc.Word(k-1) == ",") {
			verb = verb || r.anyVerb(k, k+1)
			continue
		}
		first, second := doc.Cover(lo, k), doc.Cover(k, hi)
		if r.refuses(first) || !r.refuses(second) {
			return false // nor do later halves
		}
		a, b := assay.Asserts, assay.Declines
		d.content, d.stances, d.stance = []assay.Span{first, second}, []*assay.Stance{&a, &b}, assay.Declines
		return true
	}
	return false
}

// circumstances returns when and by what channel the words of d were spoken,
// as far as its sentence says so outside the content.
func (r *reader) circumstances(d *draft) (assay.Ref[assay.Time], assay.Span) {
	doc := r.doc
	var said assay.Ref[assay.Time]
	if d.sentence < 0 || d.cue < 0 || doc.Tokens[d.cue].POS == "NOUN" {
		return said, assay.Span{}
	}
	sp := doc.Sentences[d.sentence]
	if d.via >= 0 { // what is passed on has its own when and where
		if c, ok := r.drafts[d.via].within(d.cueSpan); ok {
			sp = assay.Span{Start: max(sp.Start, c.Start), End: min(sp.End, c.End)}
		}
	}
	free := func(x assay.Span) bool {
		if !sp.Contains(x) || d.who.span.Overlaps(x) {
			return false
		}
		for _, c := range d.content {
			if c.Overlaps(x) {
				return false
			}
		}
		return true
	}
	best := int32(1 << 30)
	first := sort.Search(len(doc.Times), func(i int) bool { return doc.Times[i].Span.Start >= sp.Start })
	for i := first; i < len(doc.Times); i++ {
		t := &doc.Times[i]
		if t.Span.Start > sp.End {
			break
		}
		if t.Type == "duration" || t.Type == "set" || !free(t.Span) || r.otherClaims(d, t.Span) {
			continue
		}
		dist := max(t.Span.Start-d.cueSpan.End, d.cueSpan.Start-t.Span.End)
		if dist < best {
			best, said = dist, assay.RefTo[assay.Time](i)
		}
	}
	lo, hi := doc.TokensIn(sp)
	channel, near := assay.Span{}, 1<<30
	for k := lo; k < hi; k++ {
		end, ok := r.channelAt(k, hi)
		if !ok {
			continue
		}
		if c := doc.Cover(k, end); free(c) && !r.otherClaims(d, c) {
			if dist := max(k-d.cue, d.cue-k); dist < near {
				channel, near = c, dist
			}
			k = end - 1 // "on Instagram" belongs to "in a statement posted on Instagram"
		}
	}
	if channel.IsZero() {
		channel = r.medium(d, free)
	}
	return said, channel
}

// medium returns the newspaper or station that a source told: "told the BBC".
func (r *reader) medium(d *draft, free func(assay.Span) bool) assay.Span {
	if r.lemma(d.cue) != en.Tell {
		return assay.Span{}
	}
	_, shi := r.doc.SentenceTokens(d.cue)
	for k := d.cue + 1; k < shi && k < d.cue+6 && r.doc.Tokens[k].POS != "PUNCT" && r.doc.Tokens[k].POS != "SCONJ"; k++ {
		if words.Media[r.low(k)] && r.doc.Tokens[k].XPOS != "NNS" {
			end := k + 1
			for end < shi && r.doc.Tokens[end].POS == "PROPN" && !r.timeWord(end) {
				end++ // "told Radio Kent"
			}
			if sp := r.trimmed(d.cue+1, end, end-1).span; free(sp) {
				return sp
			}
		}
	}
	return assay.Span{}
}

// otherClaims reports whether x lies in a content of another claim than d, or
// of one that d passes on.
func (r *reader) otherClaims(d *draft, x assay.Span) bool {
	for _, j := range r.bySentence[d.sentence] {
		o := &r.drafts[j]
		if o.region != d.region || o.cue == d.cue {
			continue
		}
		for _, c := range o.content {
			if c.Contains(x) && !c.Contains(d.cueSpan) {
				return true
			}
		}
	}
	return false
}

// basis says what the source's knowledge rests on: a document, its own eyes, or
// what others told it.
func (r *reader) basis(d *draft, src *assay.Source) string {
	if src.Class == assay.Document {
		return "document"
	}
	for _, c := range d.content {
		lo, hi := r.doc.TokensIn(c)
		for k := lo; k < hi; k++ {
			switch {
			case d.quoted && r.low(k) == en.I && k+1 < hi && r.firsthand(k+1, hi):
				return "firsthand"
			case r.lemma(k) == en.Hear && (k == lo || words.Hearers[r.low(k-1)]):
				return "hearsay"
			}
		}
	}
	if src.Party == "witness" {
		return "firsthand"
	}
	if d.cue >= 0 && r.citing(d) {
		return "document"
	}
	return ""
}

// citing reports whether the source of d says in the same breath what document it
// goes by: "said, citing a police report, that".
func (r *reader) citing(d *draft) bool {
	lo, hi := r.doc.SentenceTokens(d.cue)
	for k := lo; k < hi; k++ {
		if r.citesDocument(k) {
			return true
		}
	}
	return false
}

// citesDocument reports whether token k begins "citing a police report".
func (r *reader) citesDocument(k int) bool {
	if r.low(k) != en.Citing {
		return false
	}
	a, ok := r.actorAt[r.doc.Child(k, "obj")]
	return ok && r.doc.Actors[a].Class == assay.Document
}

// firsthand reports whether "I" goes on with a verb of seeing or doing in the
// past: "I saw", "I drove them".
func (r *reader) firsthand(k, hi int) bool {
	for ; k < hi; k++ {
		t := &r.doc.Tokens[k]
		if t.POS == "ADV" || t.POS == "AUX" && words.PastHelpers[r.low(k)] {
			continue
		}
		return en.OneOf(t.XPOS, "VBD", "VBN") && !words.Minding[r.lemma(k)]
	}
	return false
}
