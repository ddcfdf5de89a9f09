package screen

import (
	"assay"
	"assay/estimate"
	"assay/lang/en"
	"assay/mask"
)

// Ruled says what persons said of the figure behind an entry; "" where nobody did.
func (s *Screen) Ruled(e *assay.Entry) string {
	d := s.ByID[e.Evidence.Report]
	if d == nil {
		return ""
	}
	if fig := e.Figure.In(d.Figures); fig != nil {
		return d.Ruled(fig)
	}
	return ""
}

// Ruled says what persons said of a figure, and of the claim that it stands in; "" where nobody did.
func (d *Report) Ruled(fig *assay.Figure) string { return d.RuledAs(d.SaidOf(fig)) }

// RuledAs says what persons said of an entry.
func (d *Report) RuledAs(list []assay.Ruled) string { return Clean(mask.Ruled(list, d.Mask.Scrub)) }

// MasksOf returns the masks of the reports whose figures answer a question.
func (s *Screen) MasksOf(est *assay.Estimate) (masks []*mask.Mask) {
	for i := range est.Series {
		if d := s.ByID[est.Series[i].Evidence.Report]; d != nil {
			masks = append(masks, d.Mask)
		}
	}
	return masks
}

// Numbers writes low, best and high of an estimate, and whether a person set one of them; ""
// where there is none.
func Numbers(est *assay.Estimate) string {
	words := Span3(est.Low, est.Best, est.High)
	if words != "" && estimate.Overruled(est) {
		words += en.ByHand
	}
	return words
}
