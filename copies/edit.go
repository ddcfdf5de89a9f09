package copies

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
)

// kinds are the kinds of edits, those that change the evidence most first.
var kinds = [...]string{quotation, figure, hedged, attributed, other, ofHouse}

const (
	quotation  = "quotation"
	figure     = "figure"
	hedged     = "hedge"
	attributed = "attribution"
	other      = "other"
	ofHouse    = "house-style"
)

// An editor names the differences between two reports inside their passages.
type editor struct {
	a, b             *side
	quotesA          []assay.Span
	quotesB          []assay.Span
	numbersA         []assay.Span
	numbersB         []assay.Span
	voicesA          []assay.Span // cues and sources
	voicesB          []assay.Span
	costs            []int // scratch of diff
	foldedA, foldedB []string
}

func newEditor(a, b *side) *editor {
	return &editor{
		a: a, b: b,
		quotesA: a.quotations(), quotesB: b.quotations(),
		numbersA: numbers(a.doc), numbersB: numbers(b.doc),
		voicesA: voices(a.doc), voicesB: voices(b.doc),
	}
}

// numbers returns the spans of doc's quantities, hedges included.
func numbers(doc *assay.Doc) []assay.Span {
	var out []assay.Span
	for _, q := range doc.Quantities {
		out = append(out, q.Span)
	}
	return out
}

// voices returns the spans of doc's cues and sources.
func voices(doc *assay.Doc) []assay.Span {
	var out []assay.Span
	for _, cl := range doc.Claims {
		if cl.Cue.Len() > 0 {
			out = append(out, cl.Cue)
		}
		if i, ok := cl.Source.Index(); ok && i < len(doc.Sources) {
			out = append(out, doc.Sources[i].Span)
		}
	}
	slices.SortFunc(out, func(p, q assay.Span) int { return cmp.Compare(p.Start, q.Start) })
	return out
}

// A change is a stretch of words of a, [a1, a2), that became [b1, b2) of b.
type change struct{ a1, a2, b1, b2 int }

// edits returns the edits of a passage.
func (ed *editor) edits(p passage) []assay.Edit {
	var changes []change
	for i, r := range p {
		changes = append(changes, ed.respelt(r)...)
		changes = append(changes, ed.unquoted(r)...)
		if i+1 < len(p) {
			changes = append(changes, ed.diff(change{r.a + r.n, p[i+1].a, r.b + r.n, p[i+1].b})...)
		}
	}
	out := make([]assay.Edit, 0, len(changes))
	for _, ch := range changes {
		e := assay.Edit{From: place(ed.a.words, ch.a1, ch.a2), To: place(ed.b.words, ch.b1, ch.b2)}
		switch {
		case ch.a1 == ch.a2:
			e.Op = "insert"
		case ch.b1 == ch.b2:
			e.Op = "delete"
		default:
			e.Op = "replace"
		}
		e.Kind = ed.kind(ch, e)
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(p, q assay.Edit) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds[:], p.Kind), slices.Index(kinds[:], q.Kind)), cmp.Compare(p.From.Start, q.From.Start))
	})
	return out
}

// place returns the span of words [lo, hi); where there are none, the empty
// span before word lo.
func place(words []word, lo, hi int) assay.Span {
	if lo == hi {
		return assay.Span{Start: words[lo].sp.Start, End: words[lo].sp.Start}
	}
	return assay.Span{Start: words[lo].sp.Start, End: words[hi-1].sp.End}
}

// respelt returns the words of a run that are equal but for capitals and
// points: "the Army" and "the army", "US" and "U.S". The first word of a
// sentence is left out, since the other report may have joined two sentences.
func (ed *editor) respelt(r run) []change {
	if from, to := (passage{r}).spans(ed.a.words, ed.b.words); from.In(ed.a.doc.Text) == to.In(ed.b.doc.Text) {
		return nil
	}
	var out []change
	for i := range r.n {
		wa, wb := ed.a.words[r.a+i].sp, ed.b.words[r.b+i].sp
		if sa, sb := wa.In(ed.a.doc.Text), wb.In(ed.b.doc.Text); sa == sb || plainMarks(sa) == plainMarks(sb) {
			continue
		}
		if startsSentence(ed.a.doc.Text, wa) || startsSentence(ed.b.doc.Text, wb) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].a2 == r.a+i {
			out[n-1].a2++
			out[n-1].b2++
			continue
		}
		out = append(out, change{r.a + i, r.a + i + 1, r.b + i, r.b + i + 1})
	}
	return out
}

// longestMark is the number of words up to which words that are quoted in one
// report alone are taken for a change of marks, and not for a mark that was
// never closed.
const longestMark = 40

// unquoted returns the stretches of a run that stand in quotation marks in one
// report alone: whose words they are has changed, though no word has.
func (ed *editor) unquoted(r run) []change {
	var out []change
	if fromA, fromB := (passage{r}).spans(ed.a.words, ed.b.words); !meets(ed.quotesA, fromA) && !meets(ed.quotesB, fromB) {
		return nil
	}
	start := -1
	outA, outB := ed.a.outside()[r.a:], ed.b.outside()[r.b:]
	for i := 0; i <= r.n; i++ {
		if i < r.n && outA[i+1]-outA[i] != outB[i+1]-outB[i] {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && i-start <= longestMark {
			out = append(out, change{r.a + start, r.a + i, r.b + start, r.b + i})
		}
		start = -1
	}
	return out
}

// meets reports whether one of spans, sorted and apart, lies in or overlaps sp.
func meets(spans []assay.Span, sp assay.Span) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > sp.Start })
	return i < len(spans) && spans[i].Start < sp.End
}

// covers reports whether one of spans, sorted and apart, contains sp.
func covers(spans []assay.Span, sp assay.Span) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End > sp.Start })
	return i < len(spans) && spans[i].Contains(sp)
}

// plainMarks folds apostrophes only.
func plainMarks(s string) string {
	return strings.NewReplacer("’", "'", "ʼ", "'", ",", "").Replace(s)
}

// startsSentence reports whether the word at sp follows the end of a sentence,
// an opening mark or nothing.
func startsSentence(text string, sp assay.Span) bool {
	s := strings.TrimRightFunc(text[:sp.Start], unicode.IsSpace)
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune(".!?:;“\"‘—–-)", r)
}

// Costs of the word-level diff, in tenths.
const (
	costGap     = 10 // a word inserted or deleted
	costSimilar = 8  // a word replaced by one that begins alike: "loyalists", "loyals"
	costOther   = 19 // by another word
)

// diff splits a gap between two runs into changes: a shortest edit script over
// words in which a word is rather replaced by one that looks like it.
func (ed *editor) diff(gap change) []change {
	n, m := gap.a2-gap.a1, gap.b2-gap.b1
	if n == 0 && m == 0 {
		return nil
	}
	if n == 0 || m == 0 {
		return []change{gap}
	}
	ed.foldedA, ed.foldedB = ed.foldedA[:0], ed.foldedB[:0]
	for _, w := range ed.a.words[gap.a1:gap.a2] {
		ed.foldedA = append(ed.foldedA, folded(w.sp.In(ed.a.doc.Text)))
	}
	for _, w := range ed.b.words[gap.b1:gap.b2] {
		ed.foldedB = append(ed.foldedB, folded(w.sp.In(ed.b.doc.Text)))
	}
	width := m + 1
	ed.weigh(n, m)
	var out []change
	similar := -1 // index in out of a change that stays by itself
	add := func(ch change, alone bool) {
		if k := len(out) - 1; k >= 0 && k != similar && !alone && out[k].a2 == ch.a1 && out[k].b2 == ch.b1 {
			out[k].a2, out[k].b2 = ch.a2, ch.b2
			return
		}
		out = append(out, ch)
		if alone {
			similar = len(out) - 1
		}
	}
	for i, j := 0, 0; i < n || j < m; {
		at, ai, bj := ed.costs[i*width+j], gap.a1+i, gap.b1+j
		if i < n && j < m {
			if ex := exchange(ed.foldedA[i], ed.foldedB[j]); at == ed.costs[(i+1)*width+j+1]+ex {
				if ex > 0 {
					add(change{ai, ai + 1, bj, bj + 1}, ex == costSimilar)
				}
				i, j = i+1, j+1
				continue
			}
		}
		if j < m && at == ed.costs[i*width+j+1]+costGap {
			add(change{ai, ai, bj, bj + 1}, false)
			j++
			continue
		}
		add(change{ai, ai + 1, bj, bj}, false)
		i++
	}
	return out
}

// weigh fills ed.costs: the least cost of the words from i and j on, so that the
// script comes out in order.
func (ed *editor) weigh(n, m int) {
	width := m + 1
	ed.costs = append(ed.costs[:0], make([]int, (n+1)*width)...)
	for i := n; i >= 0; i-- {
		for j := m; j >= 0; j-- {
			switch {
			case i == n:
				ed.costs[i*width+j] = (m - j) * costGap
			case j == m:
				ed.costs[i*width+j] = (n - i) * costGap
			default:
				ed.costs[i*width+j] = min(
					ed.costs[(i+1)*width+j+1]+exchange(ed.foldedA[i], ed.foldedB[j]),
					ed.costs[(i+1)*width+j]+costGap,
					ed.costs[i*width+j+1]+costGap)
			}
		}
	}
}

// exchange returns what it costs to put word b for word a.
func exchange(a, b string) int {
	switch {
	case a == b:
		return 0
	case similar(a, b):
		return costSimilar
	}
	return costOther
}

// similar reports whether two words share their first half and three letters.
func similar(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 3 && 2*n >= max(len(a), len(b))
}

// kind says what a change does to the evidence.
func (ed *editor) kind(ch change, e assay.Edit) string {
	wa, wb := ed.a.written(ch.a1, ch.a2), ed.b.written(ch.b1, ch.b2)
	quotedA, quotedB := inside(ed.quotesA, ed.a.words, ch.a1, ch.a2), inside(ed.quotesB, ed.b.words, ch.b1, ch.b2)
	if houseStyle(wa, wb) && (quotedA == quotedB || ch.a1 == ch.a2 || ch.b1 == ch.b2) {
		return ofHouse
	}
	if quotedA || quotedB {
		return quotation
	}
	if anyNumber(wa) || anyNumber(wb) {
		return figure
	}
	nearNumber := touches(ed.numbersA, e.From) || touches(ed.numbersB, e.To) || ed.beforeNumber(ch)
	if hedges(wa, nearNumber) != hedges(wb, nearNumber) {
		return hedged
	}
	if touches(ed.voicesA, e.From) || touches(ed.voicesB, e.To) || speaks(wa) != speaks(wb) {
		return attributed
	}
	return other
}

// inside reports whether words [lo, hi) touch one of spans. Where there are no
// words, those before and after must lie in one span: what is put in between
// two quotations is in neither.
func inside(spans []assay.Span, words []word, lo, hi int) bool {
	if lo < hi {
		return touches(spans, place(words, lo, hi))
	}
	return lo > 0 && covers(spans, assay.Span{Start: words[lo-1].sp.Start, End: words[lo].sp.End})
}

// beforeNumber reports whether a number follows the change on either side:
// "killed about 50".
func (ed *editor) beforeNumber(ch change) bool {
	after := func(s *side, i int) bool {
		for k := i; k < i+2 && k < len(s.words); k++ {
			if isNumber(folded(s.words[k].sp.In(s.doc.Text))) {
				return true
			}
		}
		return false
	}
	return after(ed.a, ch.a2) || after(ed.b, ch.b2)
}

// touches reports whether sp lies in or overlaps one of spans; an empty span
// touches where it lies strictly inside.
func touches(spans []assay.Span, sp assay.Span) bool {
	for _, s := range spans {
		if s.Start < sp.End && sp.Start < s.End || sp.Start == sp.End && s.Start < sp.Start && sp.Start < s.End {
			return true
		}
	}
	return false
}
