package export

import (
	"sort"

	"assay"
)

// A piece is a part of a passage: either the same words on both sides (edit is
// nil) or an edit.
type piece struct {
	from, to assay.Span
	edit     *assay.Edit
}

// pieces cuts a passage at its edits. Edits that lie outside the passage or run
// backwards are left out, so that the pieces always cover both sides once.
func pieces(p *assay.Passage) []piece {
	order := make([]*assay.Edit, len(p.Edits))
	for i := range p.Edits {
		order[i] = &p.Edits[i]
	}
	sort.SliceStable(order, func(i, k int) bool {
		a, b := order[i], order[k]
		if a.From.Start != b.From.Start {
			return a.From.Start < b.From.Start
		}
		return a.To.Start < b.To.Start
	})
	var out []piece
	from, to := p.From.Start, p.To.Start
	for _, e := range order {
		if e.From.Start < from || e.To.Start < to || e.From.End > p.From.End || e.To.End > p.To.End ||
			e.From.End < e.From.Start || e.To.End < e.To.Start {
			continue
		}
		if e.From.Start > from || e.To.Start > to {
			out = append(out, piece{from: assay.Span{Start: from, End: e.From.Start}, to: assay.Span{Start: to, End: e.To.Start}})
		}
		out = append(out, piece{e.From, e.To, e})
		from, to = e.From.End, e.To.End
	}
	if from < p.From.End || to < p.To.End {
		out = append(out, piece{from: assay.Span{Start: from, End: p.From.End}, to: assay.Span{Start: to, End: p.To.End}})
	}
	return out
}

// A mapping leads from a place in a copy to the place in the fuller report that
// holds the same words.
type mapping []piece

// newMapping joins the pieces of all passages, in the order of the copy.
func newMapping(ln *assay.Link) mapping {
	var m mapping
	for i := range ln.Passages {
		m = append(m, pieces(&ln.Passages[i])...)
	}
	sort.SliceStable(m, func(i, k int) bool { return m[i].to.Start < m[k].to.Start })
	return m
}

// back returns the span of the fuller report that stands for sp of the copy.
// An end inside an edit is moved to the edit's end.
func (m mapping) back(sp assay.Span) (assay.Span, bool) {
	start, ok1 := m.byteAt(sp.Start)
	end, ok2 := m.byteAt(sp.End - 1)
	if !ok1 || !ok2 || end < start {
		return assay.Span{}, false
	}
	return assay.Span{Start: start, End: end + 1}, true
}

func (m mapping) byteAt(off int32) (int32, bool) {
	k := sort.Search(len(m), func(k int) bool { return m[k].to.Start > off })
	for k--; k >= 0; k-- {
		p := m[k]
		if off >= p.to.End {
			if p.to.Len() == 0 { // a deletion holds nothing of the copy
				continue
			}
			return 0, false
		}
		return min(p.from.Start+off-p.to.Start, max(p.from.End-1, p.from.Start)), true
	}
	return 0, false
}

// fold finds out which claims, figures and movements of the copies in a story
// only repeat what the report they were made from says in the same words.
func (s *screen) fold(st *storyShown) {
	for i := range st.Links {
		ln := &st.Links[i]
		from, to := s.byID[ln.From], s.byID[ln.To]
		if from == nil || to == nil || from == to {
			continue
		}
		to.foldInto(from, newMapping(ln))
	}
	for _, d := range st.docs {
		if first := s.byID[d.ID]; first != d {
			d.foldSame(first)
		}
	}
}

func (d *shown) foldInto(from *shown, m mapping) {
	if d.claims != nil {
		return // copies of two reports are folded into the first
	}
	d.claims, d.figures, d.moves = map[int]original{}, map[int]original{}, map[int]original{}
	for i := range d.Claims {
		cl := &d.Claims[i]
		sp, ok := m.back(d.claimSpan(cl))
		if !ok {
			continue
		}
		for k := range from.Claims {
			if of := &from.Claims[k]; from.claimSpan(of).Overlaps(sp) && of.Kind == cl.Kind && of.Stance == cl.Stance {
				d.claims[i] = original{from, k}
				break
			}
		}
	}
	for i := range d.Figures {
		q := d.quantity(&d.Figures[i])
		if q == nil {
			continue
		}
		sp, ok := m.back(q.Span)
		if !ok {
			continue
		}
		for k := range from.Figures {
			if of := from.quantity(&from.Figures[k]); of != nil && of.Span.Overlaps(sp) && sameNumbers(of, q) {
				d.figures[i] = original{from, k}
				break
			}
		}
	}
	for i := range d.Movements {
		sp, ok := m.back(d.Movements[i].Who)
		if !ok {
			continue
		}
		for k := range from.Movements {
			if from.Movements[k].Who.Overlaps(sp) {
				d.moves[i] = original{from, k}
				break
			}
		}
	}
}

// foldSame folds a report that is byte for byte another of the run.
func (d *shown) foldSame(first *shown) {
	d.claims, d.figures, d.moves = map[int]original{}, map[int]original{}, map[int]original{}
	for i := range d.Claims {
		d.claims[i] = original{first, i}
	}
	for i := range d.Figures {
		d.figures[i] = original{first, i}
	}
	for i := range d.Movements {
		d.moves[i] = original{first, i}
	}
}

func sameNumbers(a, b *assay.Quantity) bool {
	return a.Low == b.Low && a.Best == b.Best && a.High == b.High
}
