package claim

import (
	"slices"
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
)

var speaking = en.Turns()

// turn adds the claim of the speaker whose label region g is: all he says until another
// has the word. A question of the outlet's own is one that asks.
func (r *reader) turn(g int) {
	doc := r.doc
	lo, hi := doc.TokensIn(doc.Regions[g].Span)
	if hi > lo && doc.Word(hi-1) == ":" {
		hi--
	}
	content, first := r.untilNext(g)
	if lo >= hi || len(content) == 0 {
		return
	}
	who := noun{r.firstSpeaker(lo, hi), doc.Cover(lo, hi)}
	d := draft{cue: -1, who: who, content: content, quoted: true, via: -1, region: first, sentence: doc.SentenceAt(content[0].Start), confidence: 0.9, turn: true}
	if who.head < 0 {
		d.who.head = lo
	}
	name := who.span.In(doc.Text)
	switch {
	case speaking.Answering[strings.TrimSuffix(name, ".")]:
		d.voice = r.interviewed(g)
	case who.head < 0:
		d.voice = r.initialled(name)
	}
	if r.asked(who.span) || r.onlyAsks(content) {
		d.word.mode = assay.Asks
	}
	r.drafts = append(r.drafts, d)
	for _, sp := range content {
		lo, hi := doc.TokensIn(sp)
		for k := lo; k < hi; k++ {
			if q := r.quoteAt[k]; q > 0 && r.quotes[q-1].lo == lo && r.quotes[q-1].hi == hi {
				r.quotes[q-1].used = true
			}
		}
	}
}

// asked reports whether a label stands for the outlet that asks: "Q:".
func (r *reader) asked(label assay.Span) bool {
	return speaking.Asking[strings.TrimSuffix(label.In(r.doc.Text), ".")]
}

// untilNext returns the paragraphs behind the label that region g is, up to the next
// label, or to what ends a conversation: a headline, a line of asterisks, a credit. first
// is the region of the first.
func (r *reader) untilNext(g int) (content []assay.Span, first int) {
	doc := r.doc
	for h := g + 1; h < len(doc.Regions); h++ {
		region := doc.Regions[h]
		switch region.Kind {
		case assay.Body:
			lo, hi := doc.TokensIn(region.Span)
			if lo == hi {
				continue
			}
			if len(content) == 0 {
				first = h
			}
			content = append(content, doc.Cover(lo, hi))
		case assay.Caption, assay.Repeat, assay.Dateline:
		case assay.Boilerplate:
			if strings.IndexFunc(region.Span.In(doc.Text), unicode.IsLetter) < 0 {
				return content, first
			}
		default:
			return content, first
		}
	}
	return content, first
}

// onlyAsks reports whether each sentence of a turn is a question.
func (r *reader) onlyAsks(content []assay.Span) bool {
	doc := r.doc
	for _, sp := range content {
		for s := doc.SentenceAt(sp.Start); s >= 0 && s < len(doc.Sentences) && doc.Sentences[s].Start < sp.End; s++ {
			if !strings.HasSuffix(strings.TrimRight(doc.Sentences[s].In(doc.Text), "”’\"')] "), "?") {
				return false
			}
		}
	}
	return true
}

// interviewed returns 1 + the index of whoever answers in an interview whose answers
// begin with the letter of region g: with whom, as the text says before it, the outlet
// spoke ("We talked to Ada Lind in Kell"), else the person most spoken of there.
func (r *reader) interviewed(g int) int {
	doc := r.doc
	end := 0
	for _, region := range doc.Regions[:g] {
		if region.Kind == assay.Speaker {
			break
		}
		_, end = doc.TokensIn(region.Span)
	}
	named := func(k int) int {
		if a, ok := r.actorAt[k]; ok && doc.Actors[a].Class == assay.Person && doc.Actors[a].Name != "" {
			return a + 1
		}
		return 0
	}
	count := make([]int, len(doc.Actors)+1)
	for k := range end {
		if !speaking.Meeting[r.lemma(k)] {
			continue
		}
		for j := k + 1; j < min(end, k+8); j++ {
			if a := named(j); a > 0 && (speaking.Meets[r.low(k+1)] || speaking.Meets[r.low(j-1)] || r.doc.Tokens[k].POS == "VERB") {
				return a
			}
		}
	}
	best := 0
	for k := range end {
		if a := named(k); a > 0 && (k == 0 || named(k-1) != a) {
			if count[a]++; count[a] > count[best] {
				best = a
			}
		}
	}
	return best
}

// initialled returns 1 + the index of the one person whose initials a label is: "AL:".
func (r *reader) initialled(label string) int {
	found := 0
	for i := range r.doc.Actors {
		a := &r.doc.Actors[i]
		var initials strings.Builder
		for w := range strings.FieldsSeq(a.Name) {
			for _, c := range w {
				initials.WriteRune(c)
				break
			}
		}
		if a.Class == assay.Person && len(label) > 1 && initials.String() == strings.ReplaceAll(label, ".", "") {
			if found > 0 {
				return 0
			}
			found = i + 1
		}
	}
	return found
}

// turnStances parts what draft i, a speaker's turn, holds by what he does to each
// sentence: long turns have a "may" somewhere.
func (r *reader) turnStances(i int) {
	doc, d := r.doc, &r.drafts[i]
	var content []assay.Span
	var stances []assay.Stance
	for _, c := range d.content {
		from := len(content)
		for k := max(0, doc.SentenceAt(c.Start)); k < len(doc.Sentences) && doc.Sentences[k].Start < c.End; k++ {
			sp := assay.Span{Start: max(c.Start, doc.Sentences[k].Start), End: min(c.End, doc.Sentences[k].End)}
			s := r.stanceOf(sp, i)
			if n := len(content); n > from && stances[n-1] == s {
				content[n-1].End = sp.End
				continue
			}
			content, stances = append(content, sp), append(stances, s)
		}
	}
	if len(content) == 0 {
		return
	}
	d.content = content
	if d.stance = stances[0]; slices.ContainsFunc(stances, func(s assay.Stance) bool { return s != stances[0] }) {
		d.stance = assay.Asserts
		d.stances = make([]*assay.Stance, len(stances))
		for k := range stances {
			if stances[k] != assay.Asserts {
				d.stances[k] = &stances[k]
			}
		}
	}
}
