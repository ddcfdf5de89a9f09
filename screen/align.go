package screen

import (
	"sort"

	"assay"
	"assay/view"
)

// A Piece is a part of a passage: either the same words on both sides (edit is
// nil) or an edit.
type Piece struct {
	From, To assay.Span
	Edit     *assay.Edit
}

// Pieces cuts a passage at its edits. Edits that lie outside the passage or run
// backwards are left out, so that the pieces always cover both sides once.
func Pieces(p *assay.Passage) []Piece {
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
	var out []Piece
	from, to := p.From.Start, p.To.Start
	for _, e := range order {
		if e.From.Start < from || e.To.Start < to || e.From.End > p.From.End || e.To.End > p.To.End ||
			e.From.End < e.From.Start || e.To.End < e.To.Start {
			continue
		}
		if e.From.Start > from || e.To.Start > to {
			out = append(out, Piece{From: assay.Span{Start: from, End: e.From.Start}, To: assay.Span{Start: to, End: e.To.Start}})
		}
		out = append(out, Piece{e.From, e.To, e})
		from, to = e.From.End, e.To.End
	}
	if from < p.From.End || to < p.To.End {
		out = append(out, Piece{From: assay.Span{Start: from, End: p.From.End}, To: assay.Span{Start: to, End: p.To.End}})
	}
	return out
}

// A mapping leads from a place in a copy to the place in the fuller report that
// holds the same words. The same words have the same bytes only in the views of
// the two texts, so the pieces are in these.
type mapping struct {
	pieces   []Piece
	from, to view.View
}

// newMapping joins the pieces of all passages of a link between two reports, in the
// order of the copy.
func newMapping(ln *assay.Link, from, to *assay.Report) mapping {
	var m mapping
	_, m.from = view.Report(from)
	_, m.to = view.Report(to)
	for i := range ln.Passages {
		for _, p := range Pieces(&ln.Passages[i]) {
			m.pieces = append(m.pieces, Piece{m.from.Span(p.From), m.to.Span(p.To), p.Edit})
		}
	}
	sort.SliceStable(m.pieces, func(i, k int) bool { return m.pieces[i].To.Start < m.pieces[k].To.Start })
	return m
}

// back returns the span of the fuller report that stands for sp of the copy.
// An end inside an edit is moved to the edit's end.
func (m mapping) back(sp assay.Span) (assay.Span, bool) {
	sp = m.to.Span(sp)
	start, ok1 := m.byteAt(sp.Start)
	end, ok2 := m.byteAt(sp.End - 1)
	if !ok1 || !ok2 || end < start {
		return assay.Span{}, false
	}
	return m.from.Back(assay.Span{Start: start, End: end + 1}), true
}

func (m mapping) byteAt(off int32) (int32, bool) {
	k := sort.Search(len(m.pieces), func(k int) bool { return m.pieces[k].To.Start > off })
	for k--; k >= 0; k-- {
		p := m.pieces[k]
		if off >= p.To.End {
			if p.To.Len() == 0 { // a deletion holds nothing of the copy
				continue
			}
			return 0, false
		}
		return min(p.From.Start+off-p.To.Start, max(p.From.End-1, p.From.Start)), true
	}
	return 0, false
}

// fold finds out which claims, figures and movements of the copies in a story
// only repeat what the report they were made from says in the same words.
func (s *Screen) fold(st *Story) {
	for i := range st.Links {
		ln := &st.Links[i]
		from, to := s.ByID[ln.From], s.ByID[ln.To]
		if from == nil || to == nil || from == to {
			continue
		}
		to.foldInto(from, newMapping(ln, from.Report, to.Report))
	}
	for _, d := range st.Docs {
		if first := s.ByID[d.ID]; first != d {
			d.foldSame(first)
		}
	}
}

func (d *Report) foldInto(from *Report, m mapping) {
	if d.RepeatedClaims != nil {
		return // copies of two reports are folded into the first
	}
	d.RepeatedClaims, d.RepeatedFigures, d.RepeatedMoves = map[int]Original{}, map[int]Original{}, map[int]Original{}
	for i := range d.Claims {
		cl := &d.Claims[i]
		sp, ok := m.back(d.ClaimSpan(cl))
		if !ok {
			continue
		}
		for k := range from.Claims {
			if of := &from.Claims[k]; from.ClaimSpan(of).Overlaps(sp) && of.Kind == cl.Kind && of.Stance == cl.Stance {
				d.RepeatedClaims[i] = Original{from, k}
				break
			}
		}
	}
	for i := range d.Figures {
		q := d.QuantityOf(&d.Figures[i])
		if q == nil {
			continue
		}
		sp, ok := m.back(q.Span)
		if !ok {
			continue
		}
		for k := range from.Figures {
			if of := from.QuantityOf(&from.Figures[k]); of != nil && of.Span.Overlaps(sp) && SameNumbers(of, q) {
				d.RepeatedFigures[i] = Original{from, k}
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
				d.RepeatedMoves[i] = Original{from, k}
				break
			}
		}
	}
}

// foldSame folds a report that is byte for byte another of the run.
func (d *Report) foldSame(first *Report) {
	d.RepeatedClaims, d.RepeatedFigures, d.RepeatedMoves = map[int]Original{}, map[int]Original{}, map[int]Original{}
	for i := range d.Claims {
		d.RepeatedClaims[i] = Original{first, i}
	}
	for i := range d.Figures {
		d.RepeatedFigures[i] = Original{first, i}
	}
	for i := range d.Movements {
		d.RepeatedMoves[i] = Original{first, i}
	}
}

// SameNumbers reports whether two quantities are the same number.
func SameNumbers(a, b *assay.Quantity) bool {
	return a.Low == b.Low && a.Best == b.Best && a.High == b.High
}
