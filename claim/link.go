package claim

import (
	"slices"
	"sort"
	"strings"

	"assay"
)

// leftQuotations gives the utterances that no cue has taken to whoever spoke
// last: in the same paragraph, in the paragraph before if its quotation was left
// open, or, for a paragraph that is nothing but quotation, in the sentence
// before it.
func (r *reader) leftQuotations() {
	doc := r.doc
	r.index()
	contents, f := r.cover(), r.floor()
	for i := range r.quotes {
		q := &r.quotes[i]
		if q.used || !q.utterance || r.covered(contents, q.span, q.lo, q.region, -1) {
			continue
		}
		if d := f.lastQuoted(i); d >= 0 {
			r.drafts[d].content = append(r.drafts[d].content, q.span)
			f.takes(d, i)
			continue
		}
		// “The water came at night.” after "Lind could not forget it." The words
		// are his who was the subject of the sentence before.
		s := doc.SentenceAt(q.span.Start)
		if s <= 0 || doc.Sentences[s].Start != q.span.Start || q.hi-q.lo < 6 {
			continue
		}
		who := r.lastSpeaker(s-1, q.region)
		if who.head < 0 {
			continue
		}
		r.drafts = append(r.drafts, draft{cue: -1, who: who, content: []assay.Span{q.span}, quoted: true, via: -1,
			region: q.region, sentence: s, confidence: 0.6})
		r.note(len(r.drafts) - 1)
		f.reach(len(r.drafts) - 1)
		f.takes(len(r.drafts)-1, i)
	}
}

// endsQuoted reports whether the content of d holds a quotation.
func (r *reader) endsQuoted(d *draft) bool {
	last := d.content[len(d.content)-1]
	text := last.In(r.doc.Text)
	return strings.HasSuffix(text, "”") || strings.HasSuffix(text, `"`)
}

func (r *reader) quoteAtSpan(sp assay.Span) int {
	lo, hi := r.doc.TokensIn(sp)
	if lo >= hi {
		return 0
	}
	return r.quoteAt[lo]
}

func (r *reader) firstToken(region int) int {
	lo, _ := r.doc.TokensIn(r.doc.Regions[region].Span)
	return lo
}

// lastSpeaker returns the source of the last claim of sentence s, or its
// subject if that can speak.
func (r *reader) lastSpeaker(s, region int) noun {
	doc := r.doc
	sp := doc.Sentences[s]
	if g := doc.RegionAt(sp.Start); g < 0 || region-g > 1 {
		return noun{head: -1}
	}
	for _, j := range slices.Backward(r.bySentence[s]) {
		if d := &r.drafts[j]; d.who.head != d.cue {
			return d.who
		}
	}
	lo, hi := doc.TokensIn(sp)
	for k := lo; k < hi; k++ {
		if r.subjectAt(k) {
			if a, ok := r.actorAt[k]; ok && doc.Actors[a].Class == assay.Person {
				lo, hi := doc.Subtree(k)
				return r.trimmed(lo, hi, k)
			}
			break
		}
	}
	if doc.Word(hi-1) == ":" && !r.anyVerb(lo, hi) { // "And from the head of the port, Nadia Holm:"
		for k := hi - 1; k >= lo; k-- {
			if a, ok := r.actorAt[k]; ok && doc.Actors[a].Class != assay.Document && (k+1 >= hi || r.actorAt[k+1] != a || doc.Word(k+1) == ":") {
				head := k
				for h := int(doc.Tokens[head].Head); h >= lo && h < k && r.actorAt[h] == a && doc.Tokens[h].POS == "PROPN"; h = int(doc.Tokens[head].Head) {
					head = h
				}
				from, to := doc.Subtree(head)
				return r.trimmed(max(from, lo), min(to, hi-1), head)
			}
		}
	}
	return noun{head: -1}
}

// nest ties each claim to the narrowest claim whose content holds its cue and content.
func (r *reader) nest() {
	r.index()
	contents := r.cover()
	r.told = map[int][]int{}
	for i := range r.drafts {
		d := &r.drafts[i]
		d.via = -1
		if d.cueSpan.IsZero() {
			continue
		}
		narrowest := 0
		for _, p := range contents.over(d.cue) {
			o := &r.drafts[p.draft]
			if int(p.draft) == i || o.region != d.region && !o.turn || o.cue >= 0 && o.who.head == o.cue {
				continue // what is believed by nobody named reports nothing
			}
			c := o.content[p.content]
			if c.Contains(d.cueSpan) && c.Contains(d.content[0]) && c != d.content[0] && (d.via < 0 || c.Len() < narrowest) {
				d.via, narrowest = int(p.draft), c.Len()
			}
		}
		if d.via >= 0 {
			r.told[d.via] = append(r.told[d.via], i)
		}
	}
}

// answers ties a refusal or denial to what it answers: another claim in its
// sentence ("Asked about reports that ..., the army declined"), or, where the
// content only points back ("the report", "the accusation"), the last claim of
// another source in the paragraph or the one before.
func (r *reader) answers() {
	replies := r.replies()
	for i := range r.drafts {
		d := &r.drafts[i]
		if d.stance != assay.Denies && d.stance != assay.Declines {
			continue
		}
		for _, j := range r.bySentence[d.sentence] {
			o := &r.drafts[j]
			if j != i && o.region == d.region && o.via != i && d.via != j && o.content[0].End <= d.cueSpan.Start && !r.inContent(d, o.cueSpan) && (o.via < 0 || !slices.Contains(d.respondsTo, o.via)) {
				d.respondsTo = append(d.respondsTo, j)
			}
		}
		if n := len(r.told[i]); n > 0 && d.stance == assay.Declines { // "declined to comment on reports that ..."
			d.respondsTo = append(d.respondsTo[:0], r.told[i][n-1])
		}
		if len(d.respondsTo) > 0 || !r.pointsBack(d) {
			continue
		}
		if j := replies[i]; j >= 0 && j != d.via && d.region-r.drafts[j].region <= 1 {
			d.respondsTo = append(d.respondsTo, j)
		}
	}
}

func (r *reader) inContent(d *draft, sp assay.Span) bool {
	for _, c := range d.content {
		if c.Contains(sp) {
			return true
		}
	}
	return false
}

// pointsBack reports whether the content of d names a statement made before.
func (r *reader) pointsBack(d *draft) bool {
	for _, c := range d.content {
		lo, hi := r.doc.TokensIn(c)
		for k := lo; k < hi && k < lo+8; k++ {
			if words.Statements[r.lemma(k)] {
				return true
			}
		}
	}
	return false
}

// checks notes what the report says about the checking of a claim, in the
// sentence of the claim or one right after it. A sentence that says no more than
// that is no claim of its own.
func (r *reader) checks() {
	doc := r.doc
	drop := make([]bool, len(r.drafts))
	noted := make([]int, len(r.drafts)) // draft -> 1 + the sentence that tells of its checking
	type told struct {
		sentence int
		checked  assay.Checked
	}
	var several []told
	for s, sp := range doc.Sentences {
		low := strings.ToLower(sp.In(doc.Text))
		if len(low) != sp.Len() {
			continue
		}
		at, result := checked(low)
		if result == "" {
			continue
		}
		found := assay.Checked{Span: assay.Span{Start: sp.Start + int32(at[0]), End: sp.Start + int32(at[1])}, Result: result}
		for _, j := range r.bySentence[s] {
			drop[j] = drop[j] || r.drafts[j].cueSpan.Overlaps(found.Span)
		}
		if r.ofSeveral(s, found.Span) {
			several = append(several, told{s, found})
		} else if j := r.checkedIn(s, found.Span); j >= 0 {
			r.drafts[j].checked, noted[j] = found, s+1
		}
	}
	// What is said of several claims is said of all with a number in the five
	// paragraphs before; the last word on a claim counts.
	done := len(r.drafts)
	for _, f := range slices.Backward(several) {
		region := doc.RegionAt(f.checked.Span.Start)
		j := sort.Search(len(r.drafts), func(j int) bool { return r.drafts[j].content[0].Start > f.checked.Span.Start })
		for j = min(j, done) - 1; j >= 0 && region-r.drafts[j].region <= 5; j-- {
			if d := &r.drafts[j]; d.via < 0 && r.numbered(d) && noted[j] <= f.sentence {
				d.checked = f.checked
			}
		}
		done = min(done, j+1)
	}
	r.remove(drop)
}

// ofSeveral reports whether sentence s speaks of several claims: "The figures could
// not be independently verified".
func (r *reader) ofSeveral(s int, checked assay.Span) bool {
	lo, hi := r.doc.TokensIn(assay.Span{Start: r.doc.Sentences[s].Start, End: checked.Start})
	for k := lo; k < hi; k++ {
		if words.Several[r.low(k)] {
			return true
		}
	}
	return false
}

// checked returns where a sentence in lower case says how the checking of a claim came
// out, and how, or "".
func checked(low string) (at []int, result string) {
	if !slices.ContainsFunc(words.Checking, func(w string) bool { return strings.Contains(low, w) }) {
		return nil, "" // most sentences are not searched
	}
	if at = words.Unverified.FindStringIndex(low); at != nil {
		return at, "unverified"
	}
	if at = words.Verified.FindStringIndex(low); at != nil {
		return at, "verified"
	}
	if at = words.Refuted.FindStringIndex(low); at != nil {
		return at, "refuted"
	}
	return nil, ""
}

// checkedIn returns the claim that sentence s says was checked: the last one in it
// or in the two sentences before, or -1.
func (r *reader) checkedIn(s int, checked assay.Span) int {
	best := -1
	for at := max(s-2, 0); at <= s; at++ {
		for _, j := range r.bySentence[at] {
			d := &r.drafts[j]
			if j > best && !d.cueSpan.Overlaps(checked) && d.content[0].Start <= checked.Start && d.via < 0 {
				best = j
			}
		}
	}
	return best
}

// remove takes out the drafts of drop and mends what points past them.
func (r *reader) remove(drop []bool) {
	to := make([]int, len(drop)) // draft -> its new number, -1 if it goes
	kept := r.drafts[:0]
	for i, d := range r.drafts {
		to[i] = -1
		if !drop[i] {
			to[i] = len(kept)
			kept = append(kept, d)
		}
	}
	r.drafts = kept
	for i := range r.drafts {
		d := &r.drafts[i]
		if d.via >= 0 {
			d.via = to[d.via]
		}
		list := d.respondsTo[:0]
		for _, x := range d.respondsTo {
			if to[x] >= 0 {
				list = append(list, to[x])
			}
		}
		d.respondsTo = list
	}
}

// numbered reports whether a number stands in what d says.
func (r *reader) numbered(d *draft) bool {
	for _, c := range d.content {
		lo, hi := r.doc.TokensIn(c)
		for k := lo; k < hi; k++ {
			if r.doc.Tokens[k].POS == "NUM" {
				return true
			}
		}
	}
	return false
}
