package claim

import (
	"unicode"

	"assay"
)

// labels reads sources without a verb: the turns of a transcript, LIND: The port is
// shut.; and headlines, Mayor: dam is safe. The claims have no cue.
func (r *reader) labels() {
	doc := r.doc
	turns := 0
	for g := range doc.Regions {
		if _, _, ok := r.turn(g); ok {
			turns++
		}
	}
	for g, region := range doc.Regions {
		if lo, colon, ok := r.turn(g); ok && turns > 1 {
			_, hi := doc.TokensIn(region.Span)
			r.label(r.trimmed(lo, colon, colon-1), doc.Cover(colon+1, hi), colon, true)
		}
		if lo, hi := doc.TokensIn(region.Span); region.Kind == assay.Headline {
			r.headlineLabel(lo, hi)
		}
	}
}

// label adds a claim without a cue.
func (r *reader) label(who noun, content assay.Span, colon int, quoted bool) {
	if who.head < 0 || content.IsZero() {
		return
	}
	start := r.doc.Tokens[colon].Span.Start
	r.drafts = append(r.drafts, draft{cue: -1, who: who, content: []assay.Span{content}, quoted: quoted, via: -1,
		region: r.doc.RegionAt(start), sentence: r.doc.SentenceAt(start), confidence: 0.7})
}

// turn reports whether region g is a turn of a transcript, and which tokens are
// the name in capitals and the colon after it.
func (r *reader) turn(g int) (lo, colon int, ok bool) {
	lo, hi := r.doc.TokensIn(r.doc.Regions[g].Span)
	for k := lo; k+1 < hi && k < lo+5; k++ {
		w := r.doc.Word(k)
		if w == ":" {
			return lo, k, k > lo
		}
		for _, c := range w {
			if !unicode.IsUpper(c) && c != '.' && c != '-' && c != '’' && c != '\'' {
				return 0, 0, false
			}
		}
	}
	return 0, 0, false
}

// firstSpeaker returns the first token of [lo, hi) that heads a mention of
// somebody who can speak, or -1.
func (r *reader) firstSpeaker(lo, hi int) int {
	for k := lo; k < hi; k++ {
		if a, ok := r.actorAt[k]; ok && !r.doc.Tokens[k].Is("compound", "amod", "nmod:poss") && r.doc.Actors[a].Class != assay.Document {
			return k
		}
	}
	return -1
}

// headlineLabel reads "Mayor: dam is safe".
func (r *reader) headlineLabel(lo, hi int) {
	doc := r.doc
	for k := lo + 1; k+1 < hi; k++ {
		if doc.Word(k) != ":" {
			continue
		}
		if head := r.firstSpeaker(lo, k); head >= 0 && k-lo < 6 && !r.anyVerb(lo, k) && r.anyVerb(k+1, hi) && r.quoteAt[k+1] == 0 {
			r.label(r.trimmed(lo, k, head), r.bounded(k+1, hi), k, false)
		}
		return
	}
}
