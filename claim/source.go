package claim

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// noun is a noun phrase that may be a source.
type noun struct {
	head int // token; -1 if there is none
	span assay.Span
}

func (r *reader) low(k int) string { return r.lows[k] }

// lemma returns the base form of token k in lower case.
func (r *reader) lemma(k int) string { return strings.ToLower(r.doc.Tokens[k].Lemma) }

// trimmed returns tokens lo to hi without prepositions, conjunctions and
// punctuation at the ends.
func (r *reader) trimmed(lo, hi, head int) noun {
	doc := r.doc
	lo = r.behindDateline(lo, head)
	for lo < head && (en.OneOf(doc.Tokens[lo].POS, "PUNCT", "ADP", "CCONJ", "SCONJ") || en.OneOf(r.low(lo), en.According, en.By) || doc.Tokens[lo].POS == "ADV" && !doc.Under(int(doc.Tokens[lo].Head), head)) {
		lo++
	}
	relative := false // "who took power in 2021" keeps its year
	for k := head + 1; k < hi; k++ {
		relative = relative || (words.Relative[r.low(k)] || r.low(k) == en.Whose) || r.doc.Tokens[k].XPOS == "VBN" && k < hi-1
	}
	for hi-1 > head && !relative && r.timeWord(hi-1) {
		hi-- // "the court Friday rejected"
	}
	for hi-1 > head && (doc.Tokens[hi-1].POS == "ADP" || en.OneOf(doc.Tokens[hi-1].POS, "ADV", "PRON") && words.Around[r.low(hi-1)] && !(relative && en.OneOf(doc.Tokens[hi-2].POS, "VERB", "AUX"))) {
		hi-- // but "people who were there"
	}
	for hi-1 > head && (doc.Tokens[hi-1].POS == "PUNCT" && !en.OneOf(doc.Word(hi-1), ")", "”", `"`) || doc.Tokens[hi-1].POS == "CCONJ") {
		hi--
	}
	return noun{head, doc.Cover(lo, hi)}
}

// behindDateline returns where the words from lo to head begin without a dateline that has
// lost its stop: "Arvel A military source said".
func (r *reader) behindDateline(lo, head int) int {
	doc := r.doc
	if first, _ := doc.SentenceTokens(lo); first != lo {
		return lo
	}
	for k := lo + 1; k < min(head, lo+4) && doc.Tokens[k-1].POS == "PROPN"; k++ {
		if w := doc.Word(k); en.OneOf(r.low(k), en.A, en.An, en.The) && w != r.low(k) {
			return k
		}
	}
	return lo
}

// source makes the Source of a draft, before which body spoke last.
func (r *reader) source(d *draft, body int) assay.Source {
	doc := r.doc
	src := assay.Source{Span: d.who.span}
	if d.who.head < 0 {
		src.Class = assay.Anonymous
		return src
	}
	if d.who.head == d.cue {
		src.Class = assay.Anonymous
		return src
	}
	a, ok := r.actorAt[d.who.head]
	if d.turn && r.asked(d.who.span) {
		src.Class = assay.Author
		return src
	}
	if d.voice > 0 {
		a, ok = d.voice-1, true
	}
	if b, same := r.speakerBefore(d); same {
		a, ok = b, true
	} else if b, it := r.bodyBefore(d, body); it {
		a, ok = b, true
	}
	if !ok || doc.Actors[a].Class == assay.Person && doc.Actors[a].Name == "" {
		// "the mayor, Ana Reyes": the name stands in apposition to the noun
		if b, named := r.namedWithin(d.who.span); named {
			a, ok = b, true
		}
	} else if b, named := r.namedWithin(d.who.span); named && doc.Actors[a].Class != assay.Person && doc.Actors[b].Role != "" &&
		strings.Contains(strings.ToLower(d.who.span.In(doc.Text)), strings.ToLower(doc.Actors[b].Role)+", ") {
		a = b // "the clinic's director, Ana Reyes": not the clinic
	}
	if b, named := r.bodyBehind(d.who.head); named && (!ok || doc.Actors[a].Name == "") {
		a, ok = b, true
	}
	if !ok {
		t := &doc.Tokens[d.who.head]
		switch {
		case d.cue < 0:
			src.Class = assay.Anonymous // "REPORTER: When will it open?"
		case r.reason(d) != assay.Span{}:
			src.Class, src.Reason = assay.Anonymous, r.reason(d)
		case t.XPOS == "NNS" || t.XPOS == "NNPS" || t.XPOS == "VBZ":
			src.Class = assay.Group
		case t.POS == "PROPN":
			src.Class = assay.Organization
			src.Name, _, _ = strings.Cut(d.who.span.In(doc.Text), ",")
		case en.OneOf(t.POS, "PRON", "NUM", "ADJ", "DET", "CCONJ"):
			src.Class = assay.Anonymous
		default:
			src.Class = assay.Organization
		}
		src.Party = party(d.who.span.In(doc.Text), &assay.Actor{})
		return src
	}
	if r.several(d.who.span) {
		src.Class = assay.Group // "Reyes and Lind": no one of them is the source
		src.Party = party(d.who.span.In(doc.Text), &assay.Actor{})
		return src
	}
	act := &doc.Actors[a]
	src.Actor, src.Class, src.Name = assay.RefTo[assay.Actor](a), act.Class, act.Name
	src.Reason = r.reason(d)
	if !src.Reason.IsZero() && act.Name == "" {
		src.Class = assay.Anonymous
	}
	if act.Class == assay.Person && act.Public {
		src.SpeaksFor = act.Affiliation
	}
	src.Party = party(d.who.span.In(doc.Text), act)
	return src
}

// speakerBefore returns whom "he" or "she" goes on with as a speaker: the person
// to whom the claim before, in the same paragraph, was attributed.
func (r *reader) speakerBefore(d *draft) (int, bool) {
	if !words.HeShe[r.low(d.who.head)] {
		return 0, false
	}
	best := -1
	for s := d.sentence - 2; s < d.sentence; s++ {
		for _, j := range r.bySentence[s] {
			o := &r.drafts[j]
			if o.region != d.region || o.cue < 0 || o.cue >= d.cue || o.via >= 0 || o.who.head < 0 {
				continue
			}
			if a, ok := r.actorAt[o.who.head]; ok && r.doc.Actors[a].Class == assay.Person && (best < 0 || o.cue > r.drafts[best].cue) {
				best = j
			}
		}
	}
	if best < 0 || r.doc.Tokens[r.drafts[best].who.head].POS == "PRON" {
		return 0, false // resolved already, by the same rule or better
	}
	for s := r.drafts[best].sentence + 1; s < d.sentence; s++ {
		if r.newSubject(s) {
			return 0, false // "Reyes spoke. She said it rained. The guard, Otto Lind, looked up. He said ..."
		}
	}
	a := r.actorAt[r.drafts[best].who.head]
	if b, named := r.namedWithin(r.drafts[best].who.span); named {
		a = b
	}
	return a, true
}

// subject returns the subject of the verb v, or -1.
func (r *reader) subject(v int) int { return r.doc.Child(v, "nsubj") }

// subjectAt reports whether token k is a subject outside of quotations.
func (r *reader) subjectAt(k int) bool { return r.doc.Tokens[k].Is("nsubj") && r.quoteAt[k] == 0 }

// newSubject reports whether a person who is named is what sentence s is about.
func (r *reader) newSubject(s int) bool {
	doc := r.doc
	lo, hi := doc.TokensIn(doc.Sentences[s])
	for k := lo; k < hi; k++ {
		t := &doc.Tokens[k]
		if !r.subjectAt(k) || t.POS == "PRON" || t.Head >= 0 && doc.Tokens[t.Head].Head >= 0 && int(doc.Tokens[t.Head].Head) != int(t.Head) {
			continue
		}
		_, end := doc.Subtree(k)
		a, ok := r.namedWithin(doc.Cover(k, end))
		return ok && doc.Actors[a].Class == assay.Person
	}
	return false
}

// bodyBefore returns whom "it" stands for as a speaker: the body that spoke last, in
// the paragraph or the one before, or the last one named there.
func (r *reader) bodyBefore(d *draft, body int) (int, bool) {
	if r.low(d.who.head) != en.It {
		return 0, false
	}
	if body >= 0 {
		return body, true
	}
	for k := d.who.head - 1; k >= 0 && k > d.who.head-120; k-- {
		if a, ok := r.actorAt[k]; ok && r.doc.Actors[a].Class == assay.Organization && r.doc.Tokens[k].POS != "PRON" {
			return a, true
		}
	}
	return 0, false
}

// bodyBehind returns the body whose name stands right behind the noun k, which says
// what it is: "the guild Steelhand".
func (r *reader) bodyBehind(k int) (int, bool) {
	if k+1 >= len(r.doc.Tokens) || r.doc.Tokens[k].POS != "NOUN" {
		return 0, false
	}
	a, ok := r.actorAt[k+1]
	t := &r.doc.Tokens[k+1]
	return a, ok && r.doc.Actors[a].Class == assay.Organization && r.doc.Actors[a].Name != "" && t.POS == "PROPN" && int(t.Head) == k && t.Is("appos", "flat")
}

// several reports whether sp joins two actors by "and".
func (r *reader) several(sp assay.Span) bool {
	lo, hi := r.doc.TokensIn(sp)
	for k := lo + 1; k+1 < hi; k++ {
		if r.low(k) != en.And {
			continue
		}
		a, ok := r.actorAt[k-1]
		b, too := r.actorAt[k+1]
		if ok && too && a != b && r.doc.Actors[a].Name != "" && r.doc.Actors[b].Name != "" {
			return true
		}
	}
	return false
}

// namedWithin returns the first named person mentioned in sp, commas and all,
// but not one in a prepositional phrase ("an aide to Ana Reyes").
func (r *reader) namedWithin(sp assay.Span) (int, bool) {
	doc := r.doc
	lo, hi := doc.TokensIn(sp)
	for k := lo; k < hi; k++ {
		if a, ok := r.actorAt[k]; ok && doc.Actors[a].Class == assay.Person && doc.Actors[a].Name != "" {
			if t := &doc.Tokens[k]; t.POS == "PRON" || t.POS == "DET" || t.Is("nmod:poss") || k+1 < hi && en.OneOf(doc.Word(k+1), "’s", "'s", "’", "'") {
				return 0, false // "his brother", "Reyes's lawyer"
			}
			return a, k == lo || doc.Tokens[k-1].POS != "ADP"
		}
	}
	return 0, false
}

// reason returns why a source is not named: "because he was not authorized to
// speak to the press", "on condition of anonymity".
func (r *reader) reason(d *draft) assay.Span {
	if d.sentence < 0 {
		return assay.Span{}
	}
	sp := r.doc.Sentences[d.sentence]
	text := strings.ToLower(sp.In(r.doc.Text))
	if len(text) != sp.Len() {
		return assay.Span{}
	}
	for _, p := range words.Unnamed {
		i := strings.Index(text, p)
		if i < 0 {
			continue
		}
		end := i + len(p)
		for end < len(text) && !strings.ContainsRune(",.;”\"", rune(text[end])) {
			end++
		}
		for end > i && text[end-1] >= 0x80 { // not into a character
			end--
		}
		return assay.Span{Start: sp.Start + int32(i), End: sp.Start + int32(end)}
	}
	return assay.Span{}
}

// party names the side or trade of a source by the words that describe it.
func party(text string, act *assay.Actor) string {
	fields := strings.FieldsFunc(strings.ToLower(text+" "+act.Role), func(c rune) bool {
		return c == ' ' || c == ',' || c == '’' || c == '\'' || c == '-'
	})
	for _, p := range words.Parties {
		for _, w := range fields {
			if p.Words[strings.TrimSuffix(w, ".")] || p.Words[w] {
				return p.Party
			}
		}
	}
	return ""
}

// passive reports whether v is a passive: a participle after a form of "be".
func (r *reader) passive(v int) bool {
	if r.doc.Tokens[v].XPOS != "VBN" {
		return false
	}
	if r.doc.Child(v, "aux:pass") >= 0 {
		return true
	}
	k := v - 1
	for k > 0 && r.doc.Tokens[k].POS == "ADV" {
		k--
	}
	return k >= 0 && r.doc.Tokens[k].POS == "AUX" && words.Be[r.low(k)]
}
