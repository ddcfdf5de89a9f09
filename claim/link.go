package claim

import (
	"regexp"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
)

// leftQuotations gives the utterances that no cue has taken to whoever spoke
// last: in the same paragraph, in the paragraph before if its quotation was left
// open, or, for a paragraph that is nothing but quotation, in the sentence
// before it.
func (r *reader) leftQuotations() {
	doc := r.doc
	r.index()
	for i := range r.quotes {
		q := &r.quotes[i]
		if q.used || !q.utterance || r.covered(q.region, q.span) {
			continue
		}
		if d := r.lastQuoted(i); d >= 0 {
			r.drafts[d].content = append(r.drafts[d].content, q.span)
			q.used = true
			continue
		}
		// “The water came at night.” after "Lind could not forget it." The words
		// are his who was the subject of the sentence before.
		s := doc.SentenceAt(q.span.Start)
		if s <= 0 || doc.Sentences[s].Start != q.span.Start || q.hi-q.lo < 6 {
			continue
		}
		who := r.lastSpeaker(doc.Sentences[s-1], q.region)
		if who.head < 0 {
			continue
		}
		d := draft{cue: -1, who: who, content: []assay.Span{q.span}, quoted: true, via: -1,
			word: cueWord{frames: clause}, region: q.region, sentence: s, confidence: 0.6}
		r.byRegion[d.region] = append(r.byRegion[d.region], len(r.drafts))
		r.drafts = append(r.drafts, d)
		q.used = true
	}
}

// index notes which drafts stand in which region, so that what looks at its
// neighbours need not look at all.
func (r *reader) index() {
	r.byRegion = map[int][]int{}
	for i := range r.drafts {
		g := r.drafts[i].region
		r.byRegion[g] = append(r.byRegion[g], i)
	}
}

// covered reports whether a content found so far takes in sp.
func (r *reader) covered(region int, sp assay.Span) bool {
	for _, i := range r.byRegion[region] {
		for _, c := range r.drafts[i].content {
			if c.Contains(sp) {
				return true
			}
		}
	}
	return false
}

// lastQuoted returns the draft whose quotation the i-th goes on with, or -1.
func (r *reader) lastQuoted(i int) int {
	q := &r.quotes[i]
	best, at := -1, int32(-1)
	near := r.byRegion[q.region]
	if i > 0 && r.quotes[i-1].continues { // the speaker's claim may have begun some paragraphs before
		k := i - 1
		for k > 0 && r.quotes[k-1].continues && r.quotes[k].region-r.quotes[k-1].region <= 1 {
			k--
		}
		near = nil
		for g := r.quotes[k].region; g <= q.region; g++ {
			near = append(near, r.byRegion[g]...)
		}
	}
	for _, j := range near {
		d := &r.drafts[j]
		if d.content[0].Start > q.span.Start || !d.quoted && !r.endsQuoted(d) {
			continue
		}
		last := d.content[len(d.content)-1]
		g := r.doc.RegionAt(last.Start)
		goesOn := g == q.region ||
			i > 0 && r.quotes[i-1].continues && g == r.quotes[i-1].region && last == r.quotes[i-1].span && q.lo == r.firstToken(q.region)
		end := last.End
		if d.cueSpan.End > end {
			end = d.cueSpan.End
		}
		if goesOn && end <= q.span.Start && end > at {
			best, at = j, end
		}
	}
	if best >= 0 && r.doc.RegionAt(r.drafts[best].content[0].Start) == q.region {
		// somebody else may have come up between: then the words are his
		d := &r.drafts[best]
		for _, j := range r.byRegion[q.region] {
			o := &r.drafts[j]
			if o.sentence > d.sentence && o.cueSpan.Start < q.span.Start && o.cueSpan.Start > d.cueSpan.Start && o.region == q.region && o.via < 0 && !o.quoted && r.quoteAtSpan(o.cueSpan) == 0 {
				return -1
			}
		}
	}
	return best
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

// lastSpeaker returns the source of the last claim of sentence sp, or its
// subject if that can speak.
func (r *reader) lastSpeaker(sp assay.Span, region int) noun {
	doc := r.doc
	if g := doc.RegionAt(sp.Start); g < 0 || region-g > 1 {
		return noun{head: -1}
	}
	for j := len(r.drafts) - 1; j >= 0; j-- {
		if d := &r.drafts[j]; d.sentence >= 0 && doc.Sentences[d.sentence] == sp && d.who.head != d.cue {
			return d.who
		}
	}
	lo, hi := doc.TokensIn(sp)
	for k := lo; k < hi; k++ {
		if doc.Tokens[k].Is("nsubj") && r.quoteAt[k] == 0 {
			if a, ok := r.actorAt[k]; ok && doc.Actors[a].Class == assay.Person {
				return r.phrase(k)
			}
			break
		}
	}
	return noun{head: -1}
}

// nest ties each claim to the narrowest claim whose content holds its cue and
// content. Inside somebody's claim, what nobody is named for is no claim of its
// own: "Analysts say they see signs that ...", "is believed to have".
func (r *reader) nest() {
	r.index()
	var kept []draft
	for i := range r.drafts {
		d := r.drafts[i]
		if d.cue >= 0 && d.who.head == d.cue && (r.coveredByOther(i, d.cueSpan) || r.coveredByOther(i, d.content[0])) {
			continue
		}
		kept = append(kept, d)
	}
	r.drafts = kept
	r.index()
	for i := range r.drafts {
		d := &r.drafts[i]
		best := -1
		for _, j := range r.byRegion[d.region] {
			o := &r.drafts[j]
			if i == j || d.cueSpan.IsZero() || o.cue >= 0 && o.who.head == o.cue {
				continue // what is believed by nobody named reports nothing
			}
			for _, c := range o.content {
				if c.Contains(d.cueSpan) && c.Contains(d.content[0]) && c != d.content[0] {
					if best < 0 || c.Len() < r.widest(&r.drafts[best], d.cueSpan) {
						best = j
					}
				}
			}
		}
		d.via = best
	}
}

func (r *reader) widest(d *draft, sp assay.Span) int {
	for _, c := range d.content {
		if c.Contains(sp) {
			return c.Len()
		}
	}
	return 0
}

func (r *reader) coveredByOther(i int, sp assay.Span) bool {
	for _, j := range r.byRegion[r.drafts[i].region] {
		if j == i {
			continue
		}
		for _, c := range r.drafts[j].content {
			if c.Contains(sp) {
				return true
			}
		}
	}
	return false
}

// answers ties a refusal or denial to what it answers: another claim in its
// sentence ("Asked about reports that ..., the army declined"), or, where the
// content only points back ("the report", "the accusation"), the last claim of
// another source in the paragraph or the one before.
func (r *reader) answers() {
	for i := range r.drafts {
		d := &r.drafts[i]
		if d.stance != assay.Denies && d.stance != assay.Declines && !(d.cue >= 0 && en.OneOf(r.lemma(d.cue), "doubt", "question", "cast")) {
			continue
		}
		for _, j := range r.byRegion[d.region] {
			o := &r.drafts[j]
			if j != i && o.sentence == d.sentence && o.via != i && d.via != j && o.content[0].End <= d.cueSpan.Start && !r.inContent(d, o.cueSpan) && (o.via < 0 || !slices.Contains(d.respondsTo, o.via)) {
				d.respondsTo = append(d.respondsTo, j)
			}
		}
		for _, j := range r.byRegion[d.region] { // "declined to comment on reports that ..."
			if r.drafts[j].via == i && d.stance == assay.Declines {
				d.respondsTo = append(d.respondsTo[:0], j)
			}
		}
		if len(d.respondsTo) > 0 || !r.pointsBack(d) {
			continue
		}
		whose := r.possessor(d)
		for j := i - 1; j >= 0; j-- {
			o := &r.drafts[j]
			if whose >= 0 {
				if a, ok := r.actorAt[max(o.who.head, 0)]; ok && a == whose && r.numbered(o) {
					d.respondsTo = append(d.respondsTo, j) // "the governor's figure"
					break
				}
				continue
			}
			if d.region-o.region > 1 {
				break
			}
			if o.stance == assay.Declines || j == d.via {
				continue
			}
			if o.via < 0 && o.who.span.In(r.doc.Text) != d.who.span.In(r.doc.Text) {
				d.respondsTo = append(d.respondsTo, j)
				break
			}
		}
	}
}

// possessor returns the actor whose statement the content of d names: "the
// governor's figure", or -1.
func (r *reader) possessor(d *draft) int {
	for _, c := range d.content {
		lo, hi := r.doc.TokensIn(c)
		for k := lo; k+1 < hi && k < lo+8; k++ {
			if a, ok := r.actorAt[k]; ok && en.OneOf(r.doc.Word(k+1), "’s", "'s", "’", "'") {
				return a
			}
		}
	}
	return -1
}

// numbered reports whether the content of d holds a number.
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
			if l := r.lemma(k); en.OneOf(l, "report", "allegation", "accusation", "claim", "charge", "figure", "account", "it", "this", "that", "comment", "toll", "number") {
				return true
			}
		}
	}
	return false
}

// checkWords say how the checking of a claim came out: "could not immediately be
// confirmed", "This newspaper could not independently verify".
var checkWords = []struct {
	words  *regexp.Regexp
	result string
}{
	{regexp.MustCompile(`(could|can|has|have) ?not (immediately |independently |yet )*be(en)? (immediately |independently |yet )*(verified|confirmed|corroborated|authenticated)`), "unverified"},
	{regexp.MustCompile(`could not (immediately |independently )+(verify|confirm|corroborate|authenticate)`), "unverified"},
	{regexp.MustCompile(`was not (immediately )?possible to (independently )?(verify|confirm)|not immediately possible to verify|w(as|ere) unable to (independently )?verify|no independent confirmation`), "unverified"},
	{regexp.MustCompile(`(was|were|(has|have) been) independently (verified|confirmed)`), "verified"},
	{regexp.MustCompile(`proved to be false|turned out to be false`), "refuted"},
}

// checking reports whether text holds a word of checking at all, so that most
// sentences are not searched.
func checking(text string) bool {
	for _, w := range []string{"verif", "confirm", "corroborate", "authenticate", "false"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// checks notes what the report says about the checking of a claim, in the
// sentence of the claim or one right after it. A sentence that says no more than
// that is no claim of its own.
func (r *reader) checks() {
	doc := r.doc
	var drop []int
	for s, sp := range doc.Sentences {
		low := strings.ToLower(sp.In(doc.Text))
		if len(low) != sp.Len() || !checking(low) {
			continue
		}
		for _, p := range checkWords {
			at := p.words.FindStringIndex(low)
			if at == nil {
				continue
			}
			found := assay.Checked{Span: assay.Span{Start: sp.Start + int32(at[0]), End: sp.Start + int32(at[1])}, Result: p.result}
			drop = append(drop, r.check(s, found)...)
			break
		}
	}
	for n := len(drop) - 1; n >= 0; n-- {
		r.remove(drop[n])
	}
}

// check gives found to the claim that sentence s says it of: the last one in it
// or in the two sentences before, or, where it speaks of several ("The figures
// could not be independently verified"), all with a number in the five
// paragraphs before. It returns the drafts that are no more than the check.
func (r *reader) check(s int, found assay.Checked) (drop []int) {
	doc := r.doc
	region := doc.RegionAt(found.Span.Start)
	several := false
	lo, hi := doc.TokensIn(assay.Span{Start: doc.Sentences[s].Start, End: found.Span.Start})
	for k := lo; k < hi; k++ {
		several = several || en.OneOf(r.low(k), "figures", "claims", "accounts", "numbers", "tolls", "reports", "statements", "allegations", "they", "either", "neither")
	}
	best := -1
	for j := range r.drafts {
		d := &r.drafts[j]
		switch {
		case d.cueSpan.Overlaps(found.Span):
			drop = append(drop, j)
		case d.content[0].Start > found.Span.Start || d.via >= 0:
		case several && region-d.region <= 5 && r.numbered(d):
			d.checked = found
		case !several && d.sentence <= s && d.sentence >= s-2:
			best = j
		}
	}
	if best >= 0 {
		r.drafts[best].checked = found
	}
	return drop
}

// remove takes draft j out and mends what points past it.
func (r *reader) remove(j int) {
	r.drafts = append(r.drafts[:j], r.drafts[j+1:]...)
	for i := range r.drafts {
		d := &r.drafts[i]
		if d.via == j {
			d.via = -1
		} else if d.via > j {
			d.via--
		}
		kept := d.respondsTo[:0]
		for _, x := range d.respondsTo {
			if x > j {
				kept = append(kept, x-1)
			} else if x < j {
				kept = append(kept, x)
			}
		}
		d.respondsTo = kept
	}
}
