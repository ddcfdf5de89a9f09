package copies

import (
	"cmp"
	"slices"

	"assay"
	"assay/view"
)

// A Revised is a figure of one report and what stands in its place in the
// other: "at least 5 dead", "17 dead".
type Revised struct{ From, To assay.Span }

// Figures pairs the figures that l changed, each with its hedge and what it
// counts, in text order. From is always the report that l.From names, whichever
// of the two came first. A figure in another house's style is no other figure.
// Reports in which no quantities were read have none.
func Figures(l *assay.Link, from, to *assay.Doc) []Revised {
	from, a := view.QuickDoc(from)
	to, b := view.QuickDoc(to)
	if a.Plain() && b.Plain() {
		return figures(l.Passages, from, to)
	}
	seen := assay.Link{Passages: slices.Clone(l.Passages)}
	for i := range seen.Passages {
		seen.Passages[i].Edits = slices.Clone(seen.Passages[i].Edits)
	}
	moveLink(&seen, a.Span, b.Span)
	out := figures(seen.Passages, from, to)
	for i, r := range out {
		out[i] = Revised{a.Back(r.From), b.Back(r.To)}
	}
	return out
}

// figures is Figures for reports and passages in the views of their texts.
func figures(passages []assay.Passage, from, to *assay.Doc) []Revised {
	var out []Revised
	a, b := bodyWords(nil, from), bodyWords(nil, to)
	for i := range passages {
		p := &passages[i]
		parts := segments(p, a, b)
		for _, q := range from.Quantities {
			if !p.From.Contains(q.Span) {
				continue
			}
			sp := withCounted(from, q)
			lo, hi := wordAt(a, sp.Start), wordAt(a, sp.End)
			if lo == hi {
				continue
			}
			b1, b2, changed := across(parts, lo, hi)
			if !changed || b1 >= b2 {
				continue
			}
			r := Revised{place(a, lo, hi), place(b, b1, b2)}
			counted := false
			for _, other := range to.Quantities {
				if other.Span.Start < r.To.End && r.To.Start < other.Span.End {
					counted = true
					sp := withCounted(to, other)
					r.To.Start, r.To.End = min(r.To.Start, sp.Start), max(r.To.End, sp.End)
				}
			}
			if counted && !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Revised) int { return cmp.Compare(x.From.Start, y.From.Start) })
	return out
}

// withCounted returns the span of q and of what it counts, where that follows.
func withCounted(doc *assay.Doc, q assay.Quantity) assay.Span {
	sp := q.Span
	if c := q.Counted; c.Start >= sp.End && c.Start <= sp.End+2 && c.Check(doc.Text) == nil {
		sp.End = c.End
	}
	return sp
}

// wordAt returns the first word that starts at pos or behind it.
func wordAt(words []word, pos int32) int {
	i, _ := slices.BinarySearchFunc(words, pos, func(w word, pos int32) int { return cmp.Compare(w.sp.Start, pos) })
	return i
}

// A segment is a stretch of words of a passage: the same ones in both reports,
// or a change.
type segment struct {
	change
	edited bool
}

// segments divides a passage.
func segments(p *assay.Passage, a, b []word) []segment {
	edits := slices.Clone(p.Edits)
	slices.SortStableFunc(edits, func(x, y assay.Edit) int {
		return cmp.Or(cmp.Compare(x.From.Start, y.From.Start), cmp.Compare(x.To.Start, y.To.Start))
	})
	i, j := wordAt(a, p.From.Start), wordAt(b, p.To.Start)
	var out []segment
	for _, e := range edits {
		ch := change{wordAt(a, e.From.Start), wordAt(a, e.From.End), wordAt(b, e.To.Start), wordAt(b, e.To.End)}
		if ch.a1 < i || ch.b1 < j {
			continue // inside another
		}
		if ch.a1 > i || ch.b1 > j {
			out = append(out, segment{change{i, ch.a1, j, ch.b1}, false})
		}
		out = append(out, segment{ch, e.Kind != ofHouse})
		i, j = ch.a2, ch.b2
	}
	return append(out, segment{change{i, wordAt(a, p.From.End), j, wordAt(b, p.To.End)}, false})
}

// across returns the words of the other report that stand where words [lo, hi)
// of the first do, and whether any of them was changed. What was put in right
// before them belongs to them: "at least".
func across(parts []segment, lo, hi int) (b1, b2 int, changed bool) {
	b1, b2 = -1, -1
	for _, s := range parts {
		inside := s.a1 < hi && lo < s.a2
		if s.edited && (inside || s.a1 == s.a2 && lo <= s.a1 && s.a1 < hi) {
			changed = true
			if b1 < 0 {
				b1 = s.b1
			}
			b2 = s.b2
			continue
		}
		if !inside {
			continue
		}
		if b1 < 0 {
			b1 = min(s.b1+max(0, lo-s.a1), s.b2)
		}
		b2 = min(s.b1+min(hi, s.a2)-s.a1, s.b2)
	}
	return b1, b2, changed
}
