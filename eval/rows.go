package eval

import (
	"math"
	"slices"
	"time"

	"assay"
)

func meets(a, b extent) bool {
	return len(a) == 2 && len(b) == 2 && min(a[1], b[1]) > max(a[0], b[0])
}

// figureSim is 0 unless the spans overlap by half of the shorter, and for a
// whole clause: a clause is no figure.
func figureSim(g goldFigure, p readFigure) float64 {
	if !meets(g.Span, p.Span) {
		return 0
	}
	overlap := min(g.Span[1], p.Span[1]) - max(g.Span[0], p.Span[0])
	a, b := g.Span[1]-g.Span[0], p.Span[1]-p.Span[0]
	if b > 2*a+24 || float64(overlap) < 0.5*float64(min(a, b)) {
		return 0
	}
	return 0.5 + 0.5*float64(overlap)/float64(max(a, b))
}

// near compares numbers; two unknown ones are the same.
func near(a, b assay.Amount) bool {
	x, okx := a.Number()
	y, oky := b.Number()
	return okx == oky && (!okx || math.Abs(x-y) <= 1e-6*max(1, math.Abs(x)))
}

func (s *score) scoreFigures() {
	var gold, optional []goldFigure
	var singular, full bool
	for _, g := range s.gold.Figures {
		singular = singular || g.Singular
		if g.Optional {
			optional = append(optional, g)
		} else {
			gold = append(gold, g)
			full = full || g.Country != nil || g.When != nil
		}
	}
	var pred []readFigure
	for _, p := range s.read.Figures {
		if !s.aside(p.Span) && (singular || !p.Singular) { // gold without singulars was made before they were rows
			pred = append(pred, p)
		}
	}
	pred = without(gold, optional, pred, figureSim)
	matches := greedy(len(gold), len(pred), func(g, p int) float64 { return figureSim(gold[g], pred[p]) }, 0.5)
	s.figures = paired[goldFigure, readFigure]{gold, pred, matches}

	rows := make([]Judged, len(pred))
	for i := range pred {
		rows[i] = Judged{Confidence: pred[i].Confidence, Probabilities: pred[i].Probabilities, Right: map[string]bool{"figure": false}}
	}
	s.figureOf = map[string]string{}
	var numbered, lands, dated, value, row, fullRow int
	for _, g := range gold {
		numbered += count(g.Bound != "vague")
		lands += count(len(g.Country) > 0)
		dated += count(len(g.When) > 0)
	}
	var right [len(fieldNames)]int
	for _, m := range matches {
		g, p := gold[m.gold], pred[m.pred]
		s.figureOf[g.ID] = p.ID
		value += count(g.Bound != "vague" && near(g.Low, p.Low) && near(g.High, p.High))
		ok := s.compare(g, p)
		for f, ok := range ok {
			switch field(f) {
			case fieldCountry:
				ok = ok && len(g.Country) > 0
			case fieldDays:
				ok = ok && len(g.When) > 0
			}
			right[f] += count(ok)
		}
		rows[m.pred].Row = ok.row()
		rows[m.pred].Right["figure"] = true
		for f, ok := range ok {
			rows[m.pred].Right[fieldNames[f]] = ok
		}
		row += count(ok.row())
		fullRow += count(ok.full())
	}
	c := s.counts
	c.found["figure"] = hits{len(matches), len(pred), len(gold)}
	c.found["row"] = hits{row, len(pred), len(gold)}
	s.counts.rows = rows
	c.right["value_acc"] = ratio{value, numbered}
	for f, name := range map[field]string{fieldBound: "bound_acc", fieldUnit: "unit_acc", fieldClaim: "figure_claim_acc",
		fieldAction: "action_acc", fieldPlace: "figure_place_acc", fieldTime: "figure_time_acc"} {
		c.right[name] = ratio{right[f], len(gold)}
	}
	if full {
		c.right["country_acc"] = ratio{right[fieldCountry], lands}
		c.right["when_acc"] = ratio{right[fieldDays], dated}
		c.found["full_row"] = hits{fullRow, len(pred), len(gold)}
	}
}

// A field is one of those that make up the row of a figure.
type field int

const (
	fieldNumber field = iota
	fieldBound
	fieldUnit
	fieldAction
	fieldPlace
	fieldTime
	fieldClaim
	fieldCountry // this and the next belong to the full row only
	fieldDays
)

var fieldNames = [...]string{"number", "bound", "unit", "action", "place", "time", "claim", "country", "days"}

// A fieldSet says which fields of a row are right.
type fieldSet [len(fieldNames)]bool

func (r fieldSet) row() bool {
	for _, ok := range r[:fieldCountry] {
		if !ok {
			return false
		}
	}
	return true
}

func (r fieldSet) full() bool { return r.row() && r[fieldCountry] && r[fieldDays] }

// compare holds the row of a figure against the gold's.
func (s *score) compare(g goldFigure, p readFigure) fieldSet {
	return fieldSet{
		fieldNumber:  near(g.Low, p.Low) && (g.Bound == "vague" || near(g.High, p.High)),
		fieldBound:   g.Bound == p.Bound,
		fieldUnit:    sameUnit(g.Unit, p.Unit),
		fieldAction:  acted(g, p),
		fieldPlace:   s.where(g, p),
		fieldTime:    s.when(g, p),
		fieldClaim:   s.claimed(g, p),
		fieldCountry: len(g.Country) == 0 || slices.Equal(sorted(g.Country), s.countries(p)),
		fieldDays:    len(g.When) == 0 || s.sameDays(g, p),
	}
}

// countries returns the countries of p in three letters, as it says itself, else as its
// places do.
func (s *score) countries(p readFigure) []string {
	list := p.Country.list
	if !p.Country.here {
		for _, it := range p.Places {
			if pl := s.mention(it, s.places); pl != nil {
				list = append(list, pl.Country)
			}
		}
	}
	var codes []string
	for _, c := range list {
		if three := assay.Alpha3(c); three != "" {
			c = three
		}
		if c != "" {
			codes = append(codes, c)
		}
	}
	return sorted(codes)
}

// sorted returns the words in order, each once.
func sorted(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }

// daysOf returns the days of p, its own or those of its time, as they are written.
func (s *score) daysOf(p readFigure) (begin, end string) {
	if p.Begin.here {
		return p.Begin.first(), p.End.first()
	}
	if p.Time != nil {
		if t := s.mention(*p.Time, s.times); t != nil {
			return t.Begin, t.End
		}
	}
	return "", ""
}

// sameDays: half of the days that either allows must be allowed by both.
func (s *score) sameDays(g goldFigure, p readFigure) bool {
	if len(g.When) < 2 {
		return false
	}
	begin, end := s.daysOf(p)
	var days [4]int
	for i, w := range [...]string{g.When[0], g.When[1], begin, end} {
		t, err := time.Parse(time.DateOnly, w[:min(len(w), len(time.DateOnly))])
		if err != nil {
			return false
		}
		days[i] = int(t.Unix() / (24 * 60 * 60)) // midnights, so whole days before 1970 too
	}
	return 2*(min(days[1], days[3])-max(days[0], days[2])) >= max(days[1], days[3])-min(days[0], days[2])
}

// claimed: a figure that nobody is quoted for stays so.
func (s *score) claimed(g goldFigure, p readFigure) bool {
	if g.Claim == "" {
		return p.Claim == ""
	}
	id, ok := s.claimOf[g.Claim]
	return ok && id == p.Claim
}

func acted(g goldFigure, p readFigure) bool {
	if p.Action == g.Action {
		return true
	}
	for _, a := range g.ActionAlso {
		if p.Action == a {
			return true
		}
	}
	return false
}

// where: one place of the gold must be met; where the clause names none,
// inherited ones are free.
func (s *score) where(g goldFigure, p readFigure) bool {
	if len(g.Places) == 0 {
		return len(p.Places) <= 3
	}
	if len(p.Places) > 2*len(g.Places)+1 {
		return false
	}
	for _, want := range g.Places {
		for _, it := range p.Places {
			if meets(want.Span, s.place(it).Span) {
				return true
			}
		}
	}
	return false
}

func (s *score) when(g goldFigure, p readFigure) bool {
	if g.Time == nil {
		return true
	}
	if p.Time == nil {
		return false
	}
	t := s.mention(*p.Time, s.times)
	return t != nil && meets(g.Time.Span, t.Span)
}

// mention returns what it refers to, or nil.
func (s *score) mention(it item, byID map[string]*mention) *mention {
	if it.id == "" {
		return &it.mention
	}
	return byID[it.id]
}

// place returns what it refers to.
func (s *score) place(it item) quote {
	if pl := s.mention(it, s.places); pl != nil {
		return pl.quote
	}
	return quote{Text: it.id} // a name in the place of an id
}
