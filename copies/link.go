package copies

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"assay"
)

// A match is what an alignment says of two reports, before they are a Link.
type match struct {
	a, b     *side // b is the shorter
	runs     []run
	shared   int     // words of b that lie in runs
	common   tally   // which of b's shingles count for nothing
	shorter  float64 // share of b's words that lie in runs
	fuller   float64 // likewise of a's
	telling  float64 // share of b's words that lie in runs, common shingles left out on both sides
	unquoted float64 // the same of b's words outside quotations; -1 where b has few

	sentences int // of b that stand in a whole, as whole counts them; known of reports that are kin
}

// Words up to which a share means little.
const (
	fewUnquoted = 20 // outside quotations: then all words are judged, as of a printed speech
	fewTelling  = 20 // outside common shingles
)

// measure aligns a and b, of which b is the shorter, and weighs the runs.
// Shingles in common count for nothing. What the match knows of common shingles
// holds until measure is called again.
func (al *aligner) measure(a, b *side, common map[uint64]bool) match {
	m := match{a: a, b: b, runs: slices.Clone(al.align(a, b)), common: al.count(b.grams, common), unquoted: -1}
	if len(b.words) == 0 {
		return m
	}
	outside := b.outside()
	plain, words := int(outside[len(b.words)]), len(b.words)
	var telling, tellingPlain float64
	for _, r := range m.runs {
		weight := 1 - m.common.share(r.b, r.b+r.n-shingle+1)
		m.shared += r.n
		telling += weight * float64(r.n)
		tellingPlain += weight * float64(outside[r.b+r.n]-outside[r.b])
	}
	m.shorter, m.fuller = float64(m.shared)/float64(words), float64(m.shared)/float64(len(a.words))
	weight := 1 - m.common.share(0, len(b.grams))
	m.telling = min(1, telling/max(weight*float64(words), float64(min(words, fewTelling))))
	if plain > fewUnquoted {
		m.unquoted = min(1, tellingPlain/max(weight*float64(plain), fewTelling))
	}
	return m
}

// A tally counts, up to each shingle of a report, those that were sampled and
// those of them that are common. It is empty where none is.
type tally []struct{ sampled, common int32 }

func (al *aligner) count(grams []uint64, common map[uint64]bool) tally {
	if len(common) == 0 {
		return nil
	}
	al.tally = slices.Grow(al.tally[:0], len(grams)+1)[:len(grams)+1]
	t := al.tally
	t[0].sampled, t[0].common = 0, 0
	found := false
	for i, g := range grams {
		t[i+1] = t[i]
		if sampled(g) {
			t[i+1].sampled++
			if common[key(g)] {
				t[i+1].common++
				found = true
			}
		}
	}
	if !found {
		return nil
	}
	return t
}

// share returns which share of the sampled ones among shingles [lo, hi) is
// common.
func (t tally) share(lo, hi int) float64 {
	if t == nil {
		return 0
	}
	return float64(t[hi].common-t[lo].common) / float64(max(1, t[hi].sampled-t[lo].sampled))
}

// mostlyQuoted reports whether two thirds of what the reports share, a sentence
// at least, is quoted.
func (m match) mostlyQuoted() bool {
	quoted := 0
	for _, r := range m.runs {
		for _, w := range m.b.words[r.b : r.b+r.n] {
			if covers(m.b.quotations(), w.sp) {
				quoted++
			}
		}
	}
	return m.shared >= leastCut && 3*quoted >= 2*m.shared
}

// identical reports whether the bodies are the same words in the same order.
func (m match) identical() bool {
	return len(m.runs) == 1 && m.runs[0].n == len(m.a.words) && m.runs[0].n == len(m.b.words)
}

// link makes the Link of m: passages, edits, cuts, relation and reasons.
func (m match) link(t *gramTable) assay.Link {
	l := assay.Link{
		From: m.a.doc.ID, To: m.b.doc.ID,
		Containment: round(m.shorter), Resemblance: round(t.resemblance(m.a, m.b)),
	}
	ed := newEditor(m.a, m.b)
	chained := passages(m.runs)
	widen(chained, m.a, m.b)
	if len(chained) > 0 {
		l.Passages = make([]assay.Passage, 0, len(chained))
	}
	inA, inB := make([]assay.Span, 0, len(chained)), make([]assay.Span, 0, len(chained))
	for _, p := range chained {
		from, to := p.spans(m.a.words, m.b.words)
		l.Passages = append(l.Passages, assay.Passage{From: from, To: to, Edits: ed.edits(p)})
		inA, inB = append(inA, from), append(inB, to)
	}
	slices.SortStableFunc(l.Passages, func(p, q assay.Passage) int { return cmp.Compare(p.From.Start, q.From.Start) })
	l.Cut = uncovered(m.a, inA)
	l.Added = uncovered(m.b, inB)
	l.Relation = m.relation(l)
	l.Why = m.why(l)
	moveLink(&l, m.a.view.Back, m.b.view.Back)
	return l
}

// moveLink leads the spans of l, those of one report by from and those of the other
// by to, from the views of their texts to the texts, or the other way.
func moveLink(l *assay.Link, from, to func(assay.Span) assay.Span) {
	for i := range l.Passages {
		p := &l.Passages[i]
		p.From, p.To = from(p.From), to(p.To)
		for k := range p.Edits {
			p.Edits[k].From, p.Edits[k].To = from(p.Edits[k].From), to(p.Edits[k].To)
		}
	}
	for i, sp := range l.Cut {
		l.Cut[i] = from(sp)
	}
	for i, sp := range l.Added {
		l.Added[i] = to(sp)
	}
}

// wholly is the least share of an excerpt's words that stand in the fuller
// report; mostly is the share of the fuller report from which on the two are
// the same report rather than a part and its whole.
const (
	wholly = 0.95
	mostly = 0.90
)

func (m match) relation(l assay.Link) string {
	switch {
	case m.identical():
		return "identical"
	case m.sameOutlet() != "" && later(m.a.doc, m.b.doc) != 0 && m.shorter >= 0.5 && count(l, figure) > 0:
		return "revision"
	case m.shorter >= wholly && m.fuller < mostly && !edited(l):
		return "excerpt"
	}
	return "copy"
}

// edited reports whether a passage of l was changed in more than house style.
func edited(l assay.Link) bool {
	for _, p := range l.Passages {
		for _, e := range p.Edits {
			if e.Kind != ofHouse {
				return true
			}
		}
	}
	return false
}

// sameOutlet names the publisher or agency that both reports come from.
func (m match) sameOutlet() string {
	if p := m.a.doc.Publisher; p != "" && p == m.b.doc.Publisher {
		return p
	}
	if ag := m.a.agency(); ag != "" && ag == m.b.agency() {
		return ag
	}
	return ""
}

// why gives the reasons for the link in words.
func (m match) why(l assay.Link) []string {
	var why []string
	if l.Relation == "identical" {
		why = append(why, fmt.Sprintf("the bodies are the same %d words in the same order", len(m.b.words)))
	} else {
		why = append(why, fmt.Sprintf("shared passages of five words and more cover %.0f %% of the shorter report and %.0f %% of the fuller one",
			100*m.shorter, 100*m.fuller))
	}
	if m.unquoted >= 0 && m.unquoted < m.shorter/2 {
		why = append(why, fmt.Sprintf("outside quotations they cover %.0f %%", 100*m.unquoted))
	}
	if o := m.sameOutlet(); o != "" {
		why = append(why, "both come from "+o)
	}
	if ag := m.a.agency(); credits(m.b.doc, ag) {
		why = append(why, "the shorter report credits "+ag+", where the fuller one comes from")
	}
	if ag := m.b.agency(); credits(m.a.doc, ag) {
		why = append(why, "the fuller report credits "+ag+", where the shorter one comes from")
	}
	for _, k := range []struct{ kind, one, many string }{
		{quotation, "a quotation was altered", "quotations were altered in %d places"},
		{figure, "a figure was changed", "%d figures were changed"},
		{hedged, "a hedge was changed", "%d hedges were changed"},
		{attributed, "an attribution was changed", "%d attributions were changed"},
	} {
		switch n := count(l, k.kind); {
		case n == 1:
			why = append(why, k.one)
		case n > 1:
			why = append(why, fmt.Sprintf(k.many, n))
		}
	}
	if l.Relation == "revision" {
		why = append(why, m.figures(l)...)
	}
	a, b := inWords(appeared(m.a.doc)), inWords(appeared(m.b.doc))
	switch when := later(m.a.doc, m.b.doc); {
	case when < 0:
		why = append(why, fmt.Sprintf("the fuller report appeared first, on %s, the other on %s", a, b))
	case when > 0:
		why = append(why, fmt.Sprintf("the shorter report appeared first, on %s, the fuller one on %s", b, a))
	}
	return why
}

// figures tells the first figures that a revision changed, the earlier first.
func (m match) figures(l assay.Link) []string {
	var why []string
	for _, r := range figures(l.Passages, m.a.doc, m.b.doc) {
		was, is := m.a.doc.Quote(r.From), m.b.doc.Quote(r.To)
		if later(m.a.doc, m.b.doc) > 0 {
			was, is = is, was
		}
		why = append(why, fmt.Sprintf("“%s” became “%s”", was, is))
		if len(why) == 3 {
			break
		}
	}
	return why
}

// count returns how many edits of l are of kind.
func count(l assay.Link, kind string) int {
	n := 0
	for _, p := range l.Passages {
		for _, e := range p.Edits {
			if e.Kind == kind {
				n++
			}
		}
	}
	return n
}

// appeared returns when doc appeared, as the stages reckon: of a year that the user
// gave its text may know the day.
func appeared(doc *assay.Doc) assay.Date {
	if d := doc.Appeared.Date; !d.IsZero() {
		return d
	}
	return doc.Published.Date
}

// inWords returns d for a sentence: "2018-02-04", "3 May of an unknown year".
func inWords(d assay.Date) string {
	if d.Year == 0 && d.Month != 0 && d.Day != 0 {
		return fmt.Sprintf("%d %s of an unknown year", d.Day, time.Month(d.Month))
	}
	return d.String()
}

// later returns +1 if a is known to have appeared after b, -1 if before, and 0
// if on one day or unknown.
func later(a, b *assay.Doc) int { return laterDate(appeared(a), appeared(b)) }

func laterDate(a, b assay.Date) int { return cmp.Compare(daysAfter(a, b), 0) }

// daysAfter returns how many days a is after b, and 0 where that is unknown.
// Where only day and month are known of both, as of "ACCRA, May 3 (Reuters)",
// they are taken to be as near to each other as they can be.
func daysAfter(a, b assay.Date) int {
	const year = 366
	nameless := a.Year == 0 && b.Year == 0
	if nameless {
		a.Year, b.Year = 2000, 2000
	}
	ta, okA := a.Time()
	tb, okB := b.Time()
	if !okA || !okB {
		return 0
	}
	days := int(ta.Sub(tb) / (24 * time.Hour))
	switch {
	case nameless && days > year/2:
		days -= year
	case nameless && days < -year/2:
		days += year
	}
	return days
}

// resemblance returns the Jaccard resemblance of the sets of shingles of a and b.
func (t *gramTable) resemblance(a, b *side) float64 {
	size := 16
	for size < 2*(len(a.grams)+len(b.grams)) {
		size *= 2
	}
	t.slots = append(t.slots[:0], make([]gramSlot, size)...)
	var inA, inB, inBoth int
	for _, g := range a.grams {
		if s := t.slot(g); s.in == 0 {
			*s = gramSlot{g, 1}
			inA++
		}
	}
	for _, g := range b.grams {
		switch s := t.slot(g); s.in {
		case 0:
			*s = gramSlot{g, 2}
			inB++
		case 1:
			s.in = 3
			inB++
			inBoth++
		}
	}
	return float64(inBoth) / float64(max(1, inA+inB-inBoth))
}

// A gramTable is a set of shingles that is used again.
type gramTable struct{ slots []gramSlot }

type gramSlot struct {
	gram uint64
	in   uint8 // 1: in the first report, 2: in the second, 3: in both; 0: an empty slot
}

// slot returns where gram is, or where it is to be put.
func (t *gramTable) slot(gram uint64) *gramSlot {
	mask := len(t.slots) - 1
	i := int(gram>>20) & mask
	for t.slots[i].in != 0 && t.slots[i].gram != gram {
		i = (i + 1) & mask
	}
	return &t.slots[i]
}

// round keeps three digits: the fourth depends on what a word is taken to be.
func round(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }

// leastCut is the number of words from which on a stretch that the other
// report lacks is worth a line of its own.
const leastCut = 8

// uncovered returns the stretches of s's body, whole sentences or at least
// eight words, that lie in none of the covered spans, which it sorts. A stretch ends with its
// paragraph.
func uncovered(s *side, covered []assay.Span) []assay.Span {
	slices.SortFunc(covered, func(p, q assay.Span) int { return cmp.Compare(p.Start, q.Start) })
	var out []assay.Span
	next, n := 0, 0
	var cur assay.Span
	flush := func() {
		if n >= leastCut || n > 0 && s.wholeSentence(cur) {
			out = append(out, closing(s.doc.Text, cur))
		}
		n = 0
	}
	region := -1
	for i := 0; i < len(s.words); i++ {
		w := s.words[i]
		for next < len(covered) && covered[next].End <= w.sp.Start {
			next++
		}
		reg := -1
		if len(s.doc.Regions) > 0 {
			reg = s.doc.RegionAt(w.sp.Start)
		}
		if next < len(covered) && covered[next].Start <= w.sp.Start {
			flush()
			region = reg
			i = max(i, wordAt(s.words, covered[next].End)-1)
			continue
		}
		if n > 0 && reg != region {
			flush()
		}
		if n == 0 {
			cur = w.sp
		}
		cur.End, n, region = w.sp.End, n+1, reg
	}
	flush()
	return out
}

// wholeSentence reports whether sp holds all words of a sentence, or of a
// paragraph where no sentences were read.
func (s *side) wholeSentence(sp assay.Span) bool {
	i := s.doc.SentenceAt(sp.Start)
	if i < 0 {
		if i = s.doc.RegionAt(sp.Start); i < 0 {
			return false
		}
		return s.within(s.doc.Regions[i].Span, sp)
	}
	return s.within(s.doc.Sentences[i], sp)
}

// within reports whether all words of sent lie in sp.
func (s *side) within(sent, sp assay.Span) bool {
	first, last := wordAt(s.words, sent.Start), wordAt(s.words, sent.End)-1
	return first <= last && sp.Start <= s.words[first].sp.Start && s.words[last].sp.End <= sp.End
}

// closing takes the marks that close a sentence into sp.
func closing(text string, sp assay.Span) assay.Span {
	for i, r := range text[sp.End:] {
		switch r {
		case '.', '!', '?', '”', '"', '’', ',', ';':
			continue
		}
		sp.End += int32(i)
		return sp
	}
	sp.End = int32(len(text))
	return sp
}
