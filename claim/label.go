package claim

import (
	"slices"
	"strings"

	"assay"
)

// labels reads sources without a verb: the turns of a transcript, LIND: The port is
// shut.; headlines, Mayor: dam is safe, Dam is safe - mayor; what a paragraph cites
// behind its words, Two bridges were lost. (Red Cross, 3 May 2016); and quotations that are
// signed, “We did our best.” – Nadia Holm, head of the port; and posts. The claims have no cue.
func (r *reader) labels() {
	doc := r.doc
	for g, region := range doc.Regions {
		if region.Kind == assay.Speaker {
			r.turn(g)
		}
		if lo, hi := doc.TokensIn(region.Span); region.Kind == assay.Headline {
			r.headlineLabel(lo, hi)
		} else if region.Kind.Runs() {
			r.citations(lo, hi)
			r.posted(g, lo, hi)
		}
	}
	for i := range r.quotes {
		r.signed(&r.quotes[i])
	}
}

// signed reads a quotation of somebody's sentences behind which, in its paragraph, nothing
// stands but a dash and a name.
func (r *reader) signed(q *quotation) {
	doc := r.doc
	_, end := doc.TokensIn(doc.Regions[q.region].Span)
	if k := q.hi; q.used || !q.utterance || k+1 >= end || !dash(doc.Word(k)) || r.anyVerb(k+1, end) {
		return
	}
	if head := r.firstSpeaker(q.hi+1, end); head >= 0 {
		r.label(r.trimmed(q.hi+1, end, head), q.span, q.hi, true)
		q.used = true
	}
}

// dash reports whether w is a dash or stands for one.
func dash(w string) bool { return w == "-" || w == "–" || w == "—" || w == "--" }

// mostCited is how many tokens may stand between the brackets of a citation.
const mostCited = 12

// citations reads the sources that a paragraph, whose tokens are lo up to before hi, names
// in brackets with their day: each stands for all since the one before.
func (r *reader) citations(lo, hi int) {
	doc := r.doc
	for k := lo + 1; k+3 < hi; k++ {
		if doc.Word(k) != "(" {
			continue
		}
		end := k + 1
		for end < min(hi, k+mostCited) && doc.Word(end) != ")" {
			end++
		}
		comma := k + 1
		for comma < end && doc.Word(comma) != "," {
			comma++
		}
		if end == hi || comma+1 >= end || doc.Word(end) != ")" {
			continue
		}
		head := r.firstSpeaker(k+1, comma)
		if head < 0 && doc.Tokens[comma-1].POS == "PROPN" && !r.placed(k+1, comma) {
			head = comma - 1
		}
		if head < 0 || !r.dated(comma+1, end) || r.anyVerb(k+1, end) {
			continue
		}
		r.label(r.trimmed(k+1, comma, head), r.bounded(lo, k), k, false)
		lo = end + 1
	}
}

// posted reads a post that a report shows: its words, in the paragraph or the one before,
// and then "— Kell Fire Service (@kellfire) May 3, 2021". The tokens of paragraph g are lo
// up to before hi.
func (r *reader) posted(g, lo, hi int) {
	doc := r.doc
	at := lo
	for at < hi && !strings.HasPrefix(doc.Word(at), "@") {
		at++
	}
	if at-1 <= lo || at == hi || doc.Word(at-1) != "(" {
		return
	}
	from := at - 2
	for from > lo && at-from < mostCited && !dash(doc.Word(from)) {
		from--
	}
	end := at + 1
	for end < hi && doc.Word(end) != ")" {
		end++
	}
	if !dash(doc.Word(from)) || from+1 >= at-1 || end-at > 2 || end+1 < hi && !r.dated(end+1, hi) {
		return
	}
	content := assay.Span{}
	if from > lo {
		content = doc.Cover(lo, from)
	}
	if from == lo {
		if g == 0 || doc.Regions[g-1].Kind != assay.Body {
			return
		}
		if a, b := doc.TokensIn(doc.Regions[g-1].Span); a < b {
			content = doc.Cover(a, b)
		}
	}
	head := r.firstSpeaker(from+1, at-1)
	if head < 0 {
		head = at - 2
	}
	r.label(noun{head, doc.Cover(from+1, at-1)}, content, from, true)
}

// placed reports whether a place is named by the tokens from lo up to before hi.
func (r *reader) placed(lo, hi int) bool {
	sp := r.doc.Cover(lo, hi)
	return slices.ContainsFunc(r.doc.Places, func(p assay.Place) bool { return p.Span.Overlaps(sp) })
}

// dated reports whether the tokens from lo up to before hi are a time and nothing else.
func (r *reader) dated(lo, hi int) bool {
	sp := r.doc.Cover(lo, hi)
	for i := range r.doc.Times {
		if t := r.doc.Times[i].Span; t.Start <= sp.Start && t.End >= sp.End {
			return true
		}
	}
	return false
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

// headlineLabel reads "Mayor: dam is safe", and "Dam is safe - mayor".
func (r *reader) headlineLabel(lo, hi int) {
	doc := r.doc
	for k := hi - 2; k > lo && k >= hi-5; k-- {
		if w := doc.Word(k); w != ":" && !dash(w) {
			continue
		}
		if head := r.firstSpeaker(k+1, hi); head >= 0 && !r.anyVerb(k+1, hi) && r.anyVerb(lo, k) {
			r.label(r.trimmed(k+1, hi, head), r.bounded(lo, k), k, false)
			return
		}
		break
	}
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
