package main

import (
	"strings"
	"time"

	"assay"
	"assay/figure"
	"assay/internal/train/gold"
)

// lesson returns doc as the heads see it, with the labels of t.
func lesson(t text, doc *assay.Doc) *Lesson {
	s := figure.Look(doc)
	l := &Lesson{Name: t.name, Starts: doc.States.Windows, Ends: paragraphEnds(doc)}
	for i := range doc.Tokens {
		l.Words = append(l.Words, doc.Word(i))
	}
	for p := range doc.Places {
		l.Places = append(l.Places, placeSeen{int32(s.PlaceToken(p)), above(s, s.PlaceToken(p)), assay.Alpha3(doc.Places[p].Country), s.Entry(p)})
	}
	for i := range doc.Times {
		l.Times = append(l.Times, [2]int32{int32(s.TimeToken(i)), above(s, s.TimeToken(i))})
	}
	match := pair(s, t.figures)
	rowOf := map[string]int{}
	rows := map[int]int{} // of candidates
	for k := range s.Candidates {
		if g := match[k]; g >= 0 {
			rowOf[t.figures[g].ID] = len(l.Rows)
		}
		c := &s.Candidates[k]
		if t.local && int(doc.Tokens[c.At].Span.Start) < t.from {
			continue
		}
		if t.some != nil && (c.Quantity >= 0 || !t.some[doc.Tokens[c.At].Span.Start]) {
			continue
		}
		lo, hi := s.Sentence(c.At)
		row := Row{At: c.At, Head: c.Head, Above: c.Above, Single: c.Quantity < 0, Features: s.ToldFeatures(k, s.Features(c, nil)), Lo: lo, Text: doc.Word(c.At)}
		for j := lo; j < hi; j++ {
			row.Trigger = append(row.Trigger, s.TriggerFeatures(c, j, nil))
		}
		if match[k] >= 0 || c.Quantity >= 0 {
			s.EachPlace(c, func(p int) {
				row.PlaceOf, row.Places = append(row.PlaceOf, p), append(row.Places, s.PlaceFeatures(c, p, nil))
			})
			s.EachTime(c, func(t int) {
				row.TimeOf, row.Times = append(row.TimeOf, t), append(row.Times, s.TimeFeatures(c, t, nil))
			})
		}
		if g := match[k]; g >= 0 {
			row.Gold = label(s, c, t.figures[g], t.local)
		}
		rows[k] = len(l.Rows)
		l.Rows = append(l.Rows, row)
	}
	// Wholes point to rows, so they come when all are there.
	for k := range s.Candidates {
		g := match[k]
		if g < 0 {
			continue
		}
		row := &l.Rows[rowOf[t.figures[g].ID]]
		if row.Gold == nil {
			continue
		}
		row.Gold.Of = -1
		if of := t.figures[g].Of; of != "" {
			row.Gold.Of = -2
			if to, ok := rowOf[of]; ok {
				row.Gold.Of = to
			}
		}
		for k2 := range s.Candidates {
			g2 := match[k2]
			if g2 < 0 || k2 == k {
				continue
			}
			row.Wholes = append(row.Wholes, s.PairFeatures(&s.Candidates[k], &s.Candidates[k2], nil))
			row.WholeOf = append(row.WholeOf, rowOf[t.figures[g2].ID])
		}
	}
	// So do those before whom one in the singular may be again.
	var before []int
	for k := range s.Candidates {
		if n, ok := rows[k]; ok && s.Candidates[k].Quantity < 0 {
			for _, j := range before[max(0, len(before)-figure.MostAgain):] {
				l.Rows[n].Again = append(l.Rows[n].Again, s.AgainFeatures(k, j, nil))
				l.Rows[n].AgainOf = append(l.Rows[n].AgainOf, rows[j])
			}
		}
		if n, ok := rows[k]; ok && l.Rows[n].Gold != nil {
			before = append(before, k)
		}
	}
	found := 0
	for _, g := range match {
		found += 1 - min(1, max(0, -g))
	}
	l.Missed = len(t.figures) - found
	return l
}

// paragraphEnds returns the token behind each region that holds tokens.
func paragraphEnds(doc *assay.Doc) (ends []int32) {
	for _, r := range doc.Regions {
		if lo, hi := doc.TokensTouching(r.Span); lo < hi {
			ends = append(ends, int32(hi))
		}
	}
	return ends
}

func above(s *figure.Sight, i int) int32 {
	if i < 0 {
		return -1
	}
	return int32(s.Above(i))
}

// pair returns the gold figure of each candidate, or -1: one to one, by the most bytes
// that they share.
func pair(s *figure.Sight, list []gold.Figure) []int {
	match := make([]int, len(s.Candidates))
	for k := range match {
		match[k] = -1
	}
	for g, f := range list {
		sp := assay.Span{Start: f.Span[0], End: f.Span[1]}
		best, share := -1, int32(0)
		for k := range s.Candidates {
			c := &s.Candidates[k]
			if f.Singular != (c.Quantity < 0) || match[k] >= 0 {
				continue
			}
			var own assay.Span
			if c.Quantity >= 0 {
				own = s.Quantities[c.Quantity].Span
			} else {
				own = s.Tokens[c.At].Span
				if s.Outside(c.At, sp) {
					continue
				}
			}
			if o := min(own.End, sp.End) - max(own.Start, sp.Start); o > share {
				best, share = k, o
			}
		}
		if best >= 0 {
			match[best] = g
		}
	}
	return match
}

func label(s *figure.Sight, c *figure.Candidate, f gold.Figure, local bool) *Label {
	l := &Label{ID: f.ID, Optional: f.Optional, Actions: append([]string{f.Action}, f.Also...), Role: f.Role, Kind: f.Kind, Total: f.Total, Unit: f.Unit, Lands: f.Country, Local: local, NamedN: len(f.Places), NamedAll: true}
	if f.Trigger != nil {
		lo, hi := s.TokensIn(f.Trigger.At())
		for i := lo; i < hi; i++ {
			l.Trigger = append(l.Trigger, i)
		}
	}
	entries := map[string]bool{}
	for _, list := range [][]gold.Marked{f.Places, f.Inherit} {
		for _, m := range list {
			entries[strings.ToLower(m.Text)] = true
			for p := range s.Places {
				if s.Places[p].Span.Overlaps(m.At()) {
					entries[s.Entry(p)] = true
				}
			}
		}
	}
	for _, m := range f.Places {
		hit := false
		for p := range s.Places {
			if s.Places[p].Span.Overlaps(m.At()) {
				l.Named = append(l.Named, p)
				hit = true
			}
		}
		l.NamedAll = l.NamedAll && hit
	}
	for p := range s.Places {
		if entries[s.Entry(p)] || entries[strings.ToLower(s.Quote(s.Places[p].Span))] {
			l.Where = append(l.Where, p)
		}
		for _, c := range f.Country {
			if assay.Alpha3(s.Places[p].Country) == c {
				l.Country = append(l.Country, p)
			}
		}
	}
	if f.Time != nil {
		l.TimeN = 1
		for i := range s.Times {
			if s.Times[i].Span.Overlaps(f.Time.At()) {
				l.NamedAt = append(l.NamedAt, i)
			}
		}
	}
	if len(f.When) == 2 {
		l.HasWhen = true
		a, err := time.Parse("2006-01-02", f.When[0])
		b, err2 := time.Parse("2006-01-02", f.When[1])
		fits := func(r figure.Reading, t int) bool {
			x, y, ok := s.Days(r, t)
			if !ok || err != nil || err2 != nil {
				return false
			}
			return assay.SameDays(a, b, x, y)
		}
		for t := range s.Times {
			for r := range figure.Reading(figure.Own) {
				if fits(r, t) {
					l.When = append(l.When, figure.Own*t+int(r))
				}
			}
		}
		for r := figure.ThatDay; r < figure.Unsaid; r++ {
			if fits(r, 0) {
				l.Common = append(l.Common, int(r-figure.ThatDay))
			}
		}
	}
	return l
}
