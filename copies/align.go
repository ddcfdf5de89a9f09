package copies

import (
	"slices"

	"assay"
	"assay/view"
)

// Settings of the alignment.
const (
	bridge  = 12 // words that may differ between two runs of one passage
	chain   = 16 // places of one shingle that are tried
	patient = 16 // a run this long is taken without looking whether a longer one starts inside it
)

// A run is a stretch of equal words, n long, at word a of one report and word
// b of another.
type run struct{ a, b, n int }

// A passage is a chain of runs in the same order in both reports, with no more
// than a few words between one and the next.
type passage []run

func (p passage) spans(a, b []word) (from, to assay.Span) {
	first, last := p[0], p[len(p)-1]
	from = assay.Span{Start: a[first.a].sp.Start, End: a[last.a+last.n-1].sp.End}
	to = assay.Span{Start: b[first.b].sp.Start, End: b[last.b+last.n-1].sp.End}
	return from, to
}

// A side is one report of an alignment.
type side struct {
	doc    *assay.Doc // in the view of its text
	whole  *assay.Doc // as it came
	view   view.View
	words  []word
	grams  []uint64
	quotes []assay.Span    // see quotations
	quoted bool            // whether quotes is known
	plain  []int32         // see outside; empty until it is known
	starts []int32         // see sentences; empty until it is known
	marks  []bool          // scratch of marked
	from   *string         // see agency; nil until it is known
	hashes map[uint64]bool // see has; nil until it is asked
}

func newSide(doc *assay.Doc) *side {
	s := &side{words: make([]word, 0, len(doc.Text)/5)}
	s.read(doc)
	return s
}

// read makes s the side of doc, in the memory that it has.
func (s *side) read(doc *assay.Doc) {
	seen, v := view.QuickDoc(doc)
	words := bodyWords(s.words[:0], seen)
	grams := slices.Grow(s.grams[:0], max(0, len(words)-shingle+1))
	*s = side{doc: seen, whole: doc, view: v, words: words, grams: shingles(grams, words), plain: s.plain[:0], starts: s.starts[:0], marks: s.marks}
}

// agency names the agency that the report comes from.
func (s *side) agency() string {
	if s.from == nil {
		from := agency(s.doc)
		s.from = &from
	}
	return *s.from
}

// has reports whether the report has a word.
func (s *side) has(hash uint64) bool {
	if s.hashes == nil {
		s.hashes = make(map[uint64]bool, len(s.words))
		for _, w := range s.words {
			s.hashes[w.hash] = true
		}
	}
	return s.hashes[hash]
}

// quotations returns the spans of the body that stand in quotation marks.
func (s *side) quotations() []assay.Span {
	if !s.quoted {
		s.quotes, s.quoted = quotedSpans(s.doc), true
	}
	return s.quotes
}

// marked returns a mark for each word, none of which is set. It holds until marked is
// called again.
func (s *side) marked() []bool {
	s.marks = append(s.marks[:0], make([]bool, len(s.words))...)
	return s.marks
}

// outside returns, up to each word, how many words stand outside quotations.
func (s *side) outside() []int32 {
	if len(s.plain) > 0 {
		return s.plain
	}
	quotes := s.quotations()
	n := int32(0)
	s.plain = append(s.plain, 0)
	for _, w := range s.words {
		for len(quotes) > 0 && quotes[0].End <= w.sp.Start {
			quotes = quotes[1:]
		}
		if len(quotes) == 0 || !quotes[0].Contains(w.sp) {
			n++
		}
		s.plain = append(s.plain, n)
	}
	return s.plain
}

// An aligner finds the runs that two reports share. It keeps the table of the
// first, so that one report can be compared with many.
type aligner struct {
	of    *assay.Doc // whose table it is
	head  []int32    // by shingle hash: the first place, plus one
	next  []int32    // by place: the next place of the same slot, plus one
	used  []bool     // words of the first that a run has taken
	runs  []run
	tally tally // see count
}

// load makes the table of a.
func (al *aligner) load(a *side) {
	if al.of == a.doc {
		return
	}
	al.of = a.doc
	size := 16
	for size < 2*len(a.grams) {
		size *= 2
	}
	al.head = append(al.head[:0], make([]int32, size)...)
	al.next = append(al.next[:0], make([]int32, len(a.grams))...)
	for i := len(a.grams) - 1; i >= 0; i-- { // backwards, so that chains run forwards
		slot := a.grams[i] & uint64(size-1)
		al.next[i], al.head[slot] = al.head[slot], int32(i+1)
	}
}

// align returns the runs of five words and more that a and b share, in order
// of b; no word is in two runs. It goes through b from the left and takes the
// longest run at hand, or a longer one that starts within the next few words:
// greedy string tiling in one pass (Wise 1993, with the seeds of BLAST).
func (al *aligner) align(a, b *side) []run {
	al.load(a)
	al.used = append(al.used[:0], make([]bool, len(a.words))...)
	al.runs = al.runs[:0]
	for j := 0; j < len(b.grams); {
		best := al.longest(a, b, j)
		for k := 1; best.n > 0 && best.n < patient && k < shingle && j+k < len(b.grams); k++ {
			if r := al.longest(a, b, j+k); r.n > best.n {
				best = r
			}
		}
		if best.n < shingle {
			j++
			continue
		}
		for i := range best.n {
			al.used[best.a+i] = true
		}
		al.runs = append(al.runs, best)
		j = best.b + best.n
	}
	return al.runs
}

// longest returns the longest run at word j of b; of equals the one that goes
// on where the run before ended.
func (al *aligner) longest(a, b *side, j int) run {
	after := 0
	if n := len(al.runs); n > 0 {
		after = al.runs[n-1].a + al.runs[n-1].n
	}
	var best run
	near := 0
	i := al.head[b.grams[j]&uint64(len(al.head)-1)]
	for tries := 0; i > 0 && tries < chain; i = al.next[i-1] {
		at := int(i - 1)
		if a.grams[at] != b.grams[j] {
			continue
		}
		tries++
		n := 0
		for at+n < len(a.words) && j+n < len(b.words) && !al.used[at+n] && a.words[at+n].hash == b.words[j+n].hash {
			n++
		}
		away := at - after
		if away < 0 {
			away = len(a.words) - away // behind: farther than anything ahead
		}
		if n > best.n || n == best.n && away < near {
			best, near = run{at, j, n}, away
		}
	}
	return best
}

// sameChain reports whether r follows last in one passage.
func sameChain(last, r run) bool {
	da, db := r.a-last.a-last.n, r.b-last.b-last.n
	return da >= 0 && da <= bridge && db >= 0 && db <= bridge
}

// passages chains runs, given in order of b.
func passages(runs []run) []passage {
	var all []passage
	from := 0
	for i := range runs {
		if i+1 == len(runs) || !sameChain(runs[i], runs[i+1]) {
			all = append(all, passage(runs[from:i+1:i+1]))
			from = i + 1
		}
	}
	return all
}

// tie is the length of a run that may lengthen a passage at either end. It
// counts for no containment.
const tie = 3

// rest is the number of words of a sentence that a passage takes in to its end
// if one of them is shared.
const rest = 6

// widen lengthens passages at both ends by runs of three words and more that
// lie within bridge of them: in "Thousands of | Northern Dawn | fighters and
// their families have left" the hedge stands before the first run of five. What
// is left of a sentence after that comes in by a single shared word: "At least |
// 5 | people were killed", where the other report has "At least | 17 |".
func widen(all []passage, a, b *side) {
	usedA, usedB := a.marked(), b.marked()
	mark := func(p passage) {
		first, last := p[0], p[len(p)-1]
		for i := first.a; i < last.a+last.n; i++ {
			usedA[i] = true
		}
		for j := first.b; j < last.b+last.n; j++ {
			usedB[j] = true
		}
	}
	for _, p := range all {
		mark(p)
	}
	for k, p := range all {
		first := p[0]
		loA, loB := first.a, first.b
		for loA > 0 && first.a-loA < bridge && !usedA[loA-1] {
			loA--
		}
		for loB > 0 && first.b-loB < bridge && !usedB[loB-1] {
			loB--
		}
		if r := common(a.words[loA:first.a], b.words[loB:first.b]); r.n >= tie {
			all[k] = append(passage{{loA + r.a, loB + r.b, r.n}}, all[k]...)
		}
		last := p[len(p)-1]
		fromA, fromB := last.a+last.n, last.b+last.n
		hiA, hiB := fromA, fromB
		for hiA < len(a.words) && hiA-fromA < bridge && !usedA[hiA] {
			hiA++
		}
		for hiB < len(b.words) && hiB-fromB < bridge && !usedB[hiB] {
			hiB++
		}
		if r := common(a.words[fromA:hiA], b.words[fromB:hiB]); r.n >= tie {
			all[k] = append(all[k], run{fromA + r.a, fromB + r.b, r.n})
		}
		mark(all[k])
		first, last = all[k][0], all[k][len(all[k])-1]
		loA, loB = a.opening(first.a, usedA), b.opening(first.b, usedB)
		if r := common(a.words[loA:first.a], b.words[loB:first.b]); r.n > 0 {
			all[k] = append(passage{{loA + r.a, loB + r.b, r.n}}, all[k]...)
		}
		fromA, fromB = last.a+last.n, last.b+last.n
		hiA, hiB = a.closing(fromA, usedA), b.closing(fromB, usedB)
		if r := common(a.words[fromA:hiA], b.words[fromB:hiB]); r.n > 0 {
			all[k] = append(all[k], run{fromA + r.a, fromB + r.b, r.n})
		}
		mark(all[k])
	}
}

// opening returns where the sentence of word i begins, or i if that is far or
// taken.
func (s *side) opening(i int, taken []bool) int {
	for lo := i; i-lo <= rest && !(lo < i && taken[lo]); lo-- {
		if s.opens(lo) {
			return lo
		}
	}
	return i
}

// closing returns where the sentence of the word before i ends, or i if that is
// far or taken.
func (s *side) closing(i int, taken []bool) int {
	for hi := i; hi-i <= rest; hi++ {
		if hi == len(s.words) || s.opens(hi) {
			return hi
		}
		if taken[hi] {
			break
		}
	}
	return i
}

// common returns the longest run that two short stretches of words share.
func common(a, b []word) run {
	var best run
	for i := range a {
		for j := range b {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n].hash == b[j+n].hash {
				n++
			}
			if n > best.n {
				best = run{i, j, n}
			}
		}
	}
	return best
}
