package quantity

import (
	"assay"
	"assay/lang/en"
	"assay/lang/piece"
)

// link joins parts to their wholes.
func (r *reader) link(q *assay.Quantity, n *numeral, lo, k int) {
	here := len(r.out)
	if r.part >= 0 && r.part < here && lo <= r.partEnd && n.lo >= r.partEnd {
		p := &r.out[r.part] // "300 of the 500 detainees"
		p.Of = assay.Span{Start: q.Span.Start, End: max(q.Span.End, q.Counted.End)}
		if p.Counted.IsZero() {
			p.Counted, p.Head = q.Counted, q.Head
			if p.Unit == "" {
				p.Unit = q.Unit
			}
		}
	} else if r.whole >= 0 && q.Of.IsZero() && (q.Counted.IsZero() || q.Counted.In(r.text) == r.out[r.whole].Counted.In(r.text)) && (q.Unit == "" || q.Unit == unitPercent || q.Unit == unitFraction || q.Unit == unitPerson || q.Unit == r.out[r.whole].Unit) {
		w := &r.out[r.whole] // "Of more than 5,000 Europeans ..., as many as 1,500"
		q.Of = assay.Span{Start: w.Span.Start, End: max(w.Span.End, w.Counted.End)}
		if q.Counted.IsZero() {
			q.Counted, q.Head = w.Counted, w.Head
		}
		if q.Unit == "" {
			q.Unit = w.Unit
		}
	}
	r.part = -1
	if r.at(k) == en.Of || r.at(k) == en.Out && r.at(k+1) == en.Of {
		r.part, r.partEnd = here, r.wholeAt(k+1+b2i(r.at(k) == en.Out))
	}
	r.partOf(q, n, lo, k)
	of := lo - 1
	for of >= 0 && list.Determiners[r.at(of)] {
		of--
	}
	if of >= 0 && r.at(of) == en.Of && (r.words[of].upper || of > 0 && r.words[of-1].kind == piece.Symbol) && !q.Counted.IsZero() {
		r.whole = here
	}
}

// wholeAt returns where the number of the whole stands that begins at word k: the
// "500" of "the 500 detainees", "their last 500 sheep", "the chain's 500 workers".
func (r *reader) wholeAt(k int) int {
	j := k
	for list.Determiners[r.at(j)] || list.Recent[r.at(j)] && r.numberAt(j+1) {
		j++
	}
	for i := j; i < j+4 && i < len(r.words) && r.words[i].kind == piece.Letters; i++ {
		if next := r.at(i + 1); (next == "'s" || next == "’s" || next == "’" || next == "'") && r.numberAt(i+2) {
			return i + 2
		}
	}
	return j
}

// partOf finds the whole of what is told as a part of what was counted last: "12 of
// them", "2,000 of whom", "20 people, including six nurses", "13 guests (seven men and
// six women)", "60 pupils, 35 girls and 25 boys".
func (r *reader) partOf(q *assay.Quantity, n *numeral, lo, k int) {
	if !q.Of.IsZero() || len(r.out) == r.sentence {
		return
	}
	here := len(r.out)
	if w := r.at(lo - 1); (w == en.Whom || w == en.Which) && r.at(lo-2) == en.Of { // "740, of whom 200 are to go"
		if w := r.antecedent(); w >= 0 && larger(&r.out[w], n) && q.Counted.IsZero() {
			r.share(q, &r.out[w])
		}
		return
	}
	if r.at(k) == en.Of && (list.Them[r.at(k+1)] || r.at(k+1) == en.Which || r.at(k+1) == en.These && r.ended(k+2)) {
		if w := r.antecedent(); w >= 0 && larger(&r.out[w], n) {
			r.share(q, &r.out[w])
		}
		return
	}
	if q.Counted.IsZero() || q.Unit != unitPerson {
		return
	}
	last := &r.out[here-1]
	switch prev := r.at(lo - 1); {
	case list.Including[prev] || prev == "(": // the first part
		if w := r.antecedent(); w == here-1 && r.last >= lo-3 && last.Of.IsZero() && last.Unit == unitPerson && larger(last, n) {
			r.whole, r.rest = -1, amount(last)-n.value()
			q.Of = wholeOf(last)
			r.listed = here
		}
	case (prev == en.And || prev == ",") && r.listed == here-1 && here > 0 && r.last >= lo-2 && !last.Of.IsZero() && n.value() <= r.rest: // the next
		r.rest -= n.value()
		q.Of = last.Of
		r.listed = here
	case prev == en.And && here-r.sentence >= 2 && r.last == lo-1:
		r.addsUp(q, n)
	}
}

// addsUp makes the quantities before q parts with it of the one before them, where
// they are its sum: "60 pupils, 35 girls and 25 boys".
func (r *reader) addsUp(q *assay.Quantity, n *numeral) {
	sum := n.value()
	for w := len(r.out) - 1; w >= r.sentence && w > len(r.out)-reach; w-- {
		p := &r.out[w]
		if p.Unit != q.Unit || p.Counted.IsZero() || !p.Of.IsZero() || p.Bound != assay.Exact {
			return
		}
		if w < len(r.out)-1 && amount(p) == sum {
			for k := w + 1; k < len(r.out); k++ {
				r.out[k].Of = wholeOf(p)
			}
			q.Of = wholeOf(p)
			return
		}
		sum += amount(p)
	}
}

// share makes q a part of w and gives it what it lacks.
func (r *reader) share(q, w *assay.Quantity) {
	q.Of = wholeOf(w)
	if !w.Of.IsZero() { // "four of whom are minors and three of whom are abroad"
		q.Of = w.Of
	}
	if q.Counted.IsZero() {
		q.Counted, q.Head = w.Counted, w.Head
	}
	if q.Unit == "" {
		q.Unit = w.Unit
	}
}

func wholeOf(w *assay.Quantity) assay.Span {
	return assay.Span{Start: w.Span.Start, End: max(w.Span.End, w.Counted.End)}
}

// amount returns the one number of q, or 0.
func amount(q *assay.Quantity) float64 {
	for _, a := range [...]assay.Amount{q.Best, q.Low, q.High} {
		if v, ok := a.Number(); ok {
			return v
		}
	}
	return 0
}

// larger reports whether what w counts can have n as a part.
func larger(w *assay.Quantity, n *numeral) bool {
	return w.Bound == assay.Vague || w.Bound == assay.AtLeast || amount(w) >= n.value() || n.vague
}
