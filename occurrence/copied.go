package occurrence

import (
	"strings"

	"assay"
)

// copied marks the figures that stand in passages that one report took over
// from another: the same numbers, in the same order. The figure of the fuller
// report is the original.
func (p *pile) copied(stories []assay.Story) {
	byReport := map[assay.ReportID]*report{}
	for _, r := range p.reports {
		byReport[r.raw.ID] = r
	}
	in := func(id assay.ReportID, sp assay.Span) (list []*item) {
		if r := byReport[id]; r != nil {
			for _, it := range r.items {
				if it.figure != nil && sp.Contains(r.raw.Figures[it.fig].Quantity.Span) {
					list = append(list, it)
				}
			}
		}
		return list
	}
	for _, st := range stories {
		for _, l := range st.Links {
			for _, ps := range l.Passages {
				from := in(l.From, ps.From)
				if len(from) == 0 {
					continue
				}
				next := 0
				for _, it := range in(l.To, ps.To) {
					for k := next; k < len(from); k++ {
						if it.says(from[k]) {
							if it.copyOf == nil && from[k] != it {
								it.copyOf = from[k]
							}
							next = k + 1
							break
						}
					}
				}
			}
		}
	}
	for _, it := range p.items {
		for steps := 0; it.copyOf != nil && it.copyOf.copyOf != nil && steps < len(p.items); steps++ {
			if it.copyOf = it.copyOf.copyOf; it.copyOf == it {
				it.copyOf = nil
			}
		}
	}
}

// says reports whether two figures are one number, counted or written alike.
func (it *item) says(o *item) bool {
	p, q := &it.figure.Quantity, &o.figure.Quantity
	return p.Low == q.Low && p.Best == q.Best && p.High == q.High &&
		(it.figure.Unit == o.figure.Unit || strings.EqualFold(quote(it.rep.doc, it.span), quote(o.rep.doc, o.span)))
}
