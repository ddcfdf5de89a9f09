package page

import (
	"html/template"
	"math"
	"strconv"

	"assay"
	"assay/screen"
)

// A Plot shows the questions that share one unit on one axis.
type Plot struct {
	ID, Unit string
	Log      bool
	Axis     bool // its numbers can be compared
	Ticks    []tick
	Rows     []plotRow
}

type tick struct{ X, Label, Anchor string }

type plotRow struct {
	ID, Question, Numbers, Origins, Rule, Of string
	Href, OfHref                             string // Href where what it is made of stands elsewhere
	Conflict                                 bool
	Bar                                      bar
	Only                                     *plotEntry // the one entry, where it says what the estimate says
	Entries                                  []plotEntry
	Steps                                    *StepPlot
	How                                      template.HTML // where more than one entry has to be weighed
}

type plotEntry struct {
	Also []pageRef // copies that repeat it

	Origin, Numbers, Status, Quote, At, Href, Published string
	Faint                                               bool
	Bar                                                 bar
}

// A bar is an interval on the axis; positions are per cent.
type bar struct {
	None              bool
	Off               bool   // there is no axis
	X1, X2, Mid       string // Mid is "" where there is no best
	OpenLow, OpenHigh bool   // drawn as arrows: no bound is given
	Label             string
	Grid              string // the id of the lines of its axis
}

// plots groups the estimates by unit, those in conflict and of several origins
// first. Of many reports, those to which one figure is the answer are rows without a plot.
func (s *Parts) plots() (out []*Plot, once []plotRow) {
	byUnit := map[string]*Plot{}
	of := map[*Plot][]int{}
	for _, i := range s.Ranked() {
		est := &s.Run.Estimates[i]
		if len(est.Series) == 1 && !s.Few() {
			row := s.plotRow(i, axis{}, &Plot{})
			if row.Only == nil {
				row.Only = &row.Entries[0]
			}
			once = append(once, row)
			continue
		}
		unit := unitTitle(est.Question.Unit)
		p := byUnit[unit]
		if p == nil {
			p = &Plot{ID: "plot" + strconv.Itoa(len(out)+1), Unit: unit}
			byUnit[unit] = p
			out = append(out, p)
		}
		of[p] = append(of[p], i)
	}
	for _, p := range out {
		s.fill(p, of[p])
		for k, i := range of[p] {
			if est := &s.Run.Estimates[i]; len(est.Series) > 1 {
				p.Rows[k].Steps, p.Rows[k].How = s.how(est)
			}
		}
	}
	return out, once
}

// Plot shows estimates of one unit, by their places in the run, on one axis.
func (s *Parts) Plot(id string, list ...int) *Plot {
	p := &Plot{ID: id, Unit: unitTitle(s.Run.Estimates[list[0]].Question.Unit)}
	s.fill(p, list)
	return p
}

// Unit is what estimates are put together by that are shown on one axis.
func Unit(est *assay.Estimate) string { return unitTitle(est.Question.Unit) }

func (s *Parts) fill(p *Plot, list []int) {
	ax := s.axis(list)
	if p.Axis = p.Unit != things; p.Axis {
		p.Log, p.Ticks = ax.log, ax.ticks()
	}
	for _, i := range list {
		p.Rows = append(p.Rows, s.plotRow(i, ax, p))
	}
}

func unitTitle(unit string) string {
	switch {
	case unit == "person":
		return "People"
	case unit == "household":
		return "Households"
	case screen.Money(unit):
		return "Money, " + unit
	}
	return things
}

// things are the units whose numbers have nothing in common.
const things = "Things, shares and what has no unit"

func (s *Parts) plotRow(i int, ax axis, p *Plot) plotRow {
	bars := func(low, best, high assay.Amount) bar {
		if !p.Axis {
			return bar{Off: true}
		}
		return ax.bar(low, best, high, p.ID+"-grid")
	}
	est := &s.Run.Estimates[i]
	row := plotRow{ID: est.ID, Question: s.Sentence(est), Numbers: screen.Numbers(est),
		Origins: screen.Origins(est.Origins), Rule: screen.Clean(est.Rule), Conflict: est.Conflict, Bar: bars(est.Low, est.Best, est.High)}
	if row.Numbers == "" {
		row.Numbers = "no figure supports a number"
	}
	if est.Of != "" {
		row.Of, row.OfHref = s.brief(est.Of), s.to.Estimate(est.Of)
	}
	if len(est.Series) == 0 {
		row.Href = s.to.Estimate(est.ID)
	}
	for k := range est.Series {
		e := &est.Series[k]
		if len(s.Docs) > 0 && len(est.Series) > len(s.Docs) && s.ByID[e.Evidence.Report] == nil {
			continue // one of many whose reports are not here
		}
		if e.Status == "repeats" && s.alsoIn(row.Entries, e) {
			continue
		}
		row.Entries = append(row.Entries, s.plotEntry(est, e, bars))
	}
	if len(row.Entries) == 1 && row.Entries[0].Numbers == row.Numbers && row.Entries[0].Status == "" {
		row.Only, row.Entries = &row.Entries[0], nil
	}
	return row
}

func (s *Parts) plotEntry(est *assay.Estimate, e *assay.Entry, bars func(low, best, high assay.Amount) bar) plotEntry {
	pe := plotEntry{Origin: s.Voice(e), Numbers: screen.Span3(e.Low, e.Best, e.High), Status: statusWords(e, est),
		Faint: e.Status != "stands" && e.Status != "", Published: screen.DateWords(e.Published), Bar: bars(e.Low, e.Best, e.High)}
	if d := s.ByID[e.Evidence.Report]; d != nil {
		pe.Quote, pe.At = s.Words(d, e.Evidence.Span), s.to.Place(d, e.Evidence.Span)
		pe.Href = s.figureHref(d, e)
		if f, ok := e.Figure.Index(); ok {
			if o, copied := d.RepeatedFigures[f]; copied { // the report that was copied goes before the copy
				pe.Also = []pageRef{{pe.Href, pe.At}}
				pe.Href, pe.At = s.to.Entry(o.Report, "f"+strconv.Itoa(o.Index+1)), s.to.Place(o.Report, o.Report.QuantityOf(&o.Report.Figures[o.Index]).Span)
			}
		}
	}
	return pe
}

func (s *Parts) figureHref(d *screen.Report, e *assay.Entry) string {
	if f, ok := e.Figure.Index(); ok {
		return s.to.Entry(d, "f"+strconv.Itoa(f+1))
	}
	return s.to.Report(d)
}

// alsoIn notes a repetition at the entry that it repeats, and reports whether
// there is one.
func (s *Parts) alsoIn(entries []plotEntry, e *assay.Entry) bool {
	d := s.ByID[e.Evidence.Report]
	if d == nil {
		return false
	}
	origin, numbers := s.Voice(e), screen.Span3(e.Low, e.Best, e.High)
	for i := range entries {
		if pe := &entries[i]; pe.Origin == origin && pe.Numbers == numbers {
			if href := s.figureHref(d, e); href != pe.Href {
				pe.Also = append(pe.Also, pageRef{href, s.to.Place(d, e.Evidence.Span)})
			}
			return true
		}
	}
	return false
}

func statusWords(e *assay.Entry, est *assay.Estimate) string {
	switch e.Status {
	case "", "stands":
		return ""
	case "repeats":
		return "repeats an entry above"
	case "superseded":
		if k := e.SupersededBy; k >= 0 && k < len(est.Series) {
			if p := screen.DateWords(est.Series[k].Published); p != "" {
				return "superseded on " + p
			}
		}
	}
	return e.Status
}

// An axis leads from numbers to per cent of the width. A fifth is kept free at
// either end, where open intervals have their arrows.
type axis struct {
	log    bool
	lo, hi float64
}

// axis finds the scale for the estimates listed: logarithmic where the greatest
// number is more than thirty times the least.
func (s *Parts) axis(list []int) axis {
	lo, hi := math.Inf(1), math.Inf(-1)
	see := func(as ...assay.Amount) {
		for _, a := range as {
			if n, ok := a.Number(); ok && !math.IsInf(n, 0) && !math.IsNaN(n) {
				lo, hi = min(lo, n), max(hi, n)
			}
		}
	}
	for _, i := range list {
		est := &s.Run.Estimates[i]
		see(est.Low, est.Best, est.High)
		for k := range est.Series {
			see(est.Series[k].Low, est.Series[k].Best, est.Series[k].High)
		}
	}
	switch {
	case lo > hi:
		return axis{lo: 0, hi: 1}
	case lo > 0 && hi/lo > 30:
		return axis{true, math.Pow(10, math.Floor(math.Log10(lo))), math.Pow(10, math.Ceil(math.Log10(hi)))}
	}
	step := niceStep(max(hi, -lo, 1))
	return axis{lo: math.Floor(min(lo, 0)/step) * step, hi: max(math.Ceil(hi/step)*step, step)}
}

// niceStep returns 1, 2 or 5 times a power of ten, about a quarter of n.
func niceStep(n float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(n/4)))
	for _, k := range []float64{1, 2, 5} {
		if n/(k*p) <= 5 {
			return k * p
		}
	}
	return 10 * p
}

// margin is what is kept free at either end of an axis, in per cent.
const margin = 6

func (ax axis) at(n float64) float64 {
	f := 0.0
	if ax.log {
		if n <= 0 {
			n = ax.lo
		}
		f = (math.Log10(n) - math.Log10(ax.lo)) / (math.Log10(ax.hi) - math.Log10(ax.lo))
	} else {
		f = (n - ax.lo) / (ax.hi - ax.lo)
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		f = 0
	}
	return margin + max(0, min(f, 1))*(100-2*margin)
}

func pct(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) + "%" }

func (ax axis) ticks() []tick {
	var out []tick
	add := func(n float64) { out = append(out, tick{pct(ax.at(n)), short(n), "middle"}) }
	if ax.log {
		step := math.Max(1, math.Ceil((math.Log10(ax.hi)-math.Log10(ax.lo))/5))
		for e := math.Log10(ax.lo); e <= math.Log10(ax.hi)+0.01; e += step {
			add(math.Pow(10, math.Round(e)))
		}
		return out
	}
	step := niceStep(ax.hi - ax.lo)
	for n := ax.lo; n <= ax.hi+step/100; n += step {
		add(n)
	}
	return out
}

// short writes a number for an axis: "500", "20k", "1.5m".
func short(n float64) string {
	for _, u := range []struct {
		n    float64
		unit string
	}{{1e12, "tn"}, {1e9, "bn"}, {1e6, "m"}, {1e4, ""}} {
		if n >= u.n && u.unit != "" {
			return strconv.FormatFloat(n/u.n, 'f', -1, 64) + u.unit
		}
	}
	return screen.Grouped(n)
}

// bar places an interval. An end that nobody gives is open.
func (ax axis) bar(low, best, high assay.Amount, grid string) bar {
	b := bar{Label: screen.Interval(low, best, high), Grid: grid}
	lo, okLow := low.Number()
	hi, okHigh := high.Number()
	mid, okBest := best.Number()
	if !okLow && !okHigh && !okBest {
		b.None = true
		return b
	}
	b.OpenLow, b.OpenHigh = !okLow, !okHigh
	x1, x2 := 1.0, 99.0
	if okLow {
		x1 = ax.at(lo)
	}
	if okHigh {
		x2 = ax.at(hi)
	}
	b.X1, b.X2 = pct(x1), pct(x2)
	if okBest {
		b.Mid = pct(ax.at(mid))
	}
	return b
}
