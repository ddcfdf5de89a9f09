package ledger

import (
	"assay"
	"assay/lang/en"
	"assay/mask"
)

// MaskedReport returns doc in the JSON form as m shows it: roles stand in the places of private
// names, in the text, in quotes and where somebody is named. Spans are those of the report's own
// text; hidden lists the stretches of it whose words are others here.
func MaskedReport(doc *assay.Doc, m *mask.Mask) (*ReportLine, error) {
	line, err := newReportLine(doc, m)
	if err != nil {
		return nil, err
	}
	scrub := func(s *string) *string {
		if s == nil {
			return nil
		}
		return known(m.Scrub(*s))
	}
	r := line.Report
	r.Text, r.Title, r.URL, r.Publisher = m.Words(assay.Span{End: int32(len(doc.Text))}), known(m.Title()), scrub(r.URL), scrub(r.Publisher)
	r.Section = m.Scrub(r.Section)
	for i := range line.Actors {
		a := &doc.Actors[i]
		line.Actors[i].Name, line.Actors[i].Role = known(m.Actor(a)), known(m.Role(a))
	}
	source := func(item *SourceItem, src *assay.Source) {
		if src.Name != "" {
			item.Name = known(m.Source(src))
		}
	}
	for i := range line.Sources {
		source(&line.Sources[i], &doc.Sources[i])
	}
	for i := range line.Claims {
		if src := doc.Claims[i].Source.In(doc.Sources); src != nil {
			source(line.Claims[i].Source, src)
		}
		maskRuled(line.Claims[i].Ruled, m.Scrub)
	}
	for i := range line.Places {
		if pl := &line.Places[i]; pl.Gazetteer == nil {
			pl.Name = scrub(pl.Name)
		}
	}
	for i := range line.Figures {
		f := &line.Figures[i]
		f.Unit, f.Verb = scrub(f.Unit), scrub(f.Verb)
		maskRuled(f.Ruled, m.Scrub)
	}
	maskRuled(line.Ruled, m.Scrub)
	line.Masked = true
	for _, h := range m.Stretches() {
		line.Hidden = append(line.Hidden, Quote{Offsets{h.Start, h.End}, h.Words})
	}
	return line, nil
}

func maskRuled(list []RuledItem, show func(string) string) {
	for i := range list {
		r := &list[i]
		for _, s := range []**string{&r.Found, &r.Theirs} {
			if *s != nil {
				*s = known(show(**s))
			}
		}
		r.Why = show(r.Why)
	}
}

// MaskedEstimate returns an estimate in the JSON form as the masks of the reports behind it show
// it.
func MaskedEstimate(est *assay.Estimate, masks func(assay.ReportID) *mask.Mask) *EstimateLine {
	line := newEstimateLine(est)
	item := line.Estimate
	var of []*mask.Mask
	for k := range est.Series {
		e, si := &est.Series[k], &item.Series[k]
		m := masks(e.Evidence.Report)
		of = append(of, m)
		si.Origin, si.With = m.Origin(e), known(m.With(e))
		if si.Quote != nil {
			si.Text = m.Scrub(si.Text)
		}
	}
	show := func(s string) string { return mask.Together(of, s) }
	unit := en.UnitPlural(est.Question.Unit)
	item.Question.Counted, item.Question.Place = known(mask.Counted(of, est, unit)), known(show(est.Question.Place))
	item.Sentence = known(mask.Sentence(of, est, unit))
	maskRuled(item.Ruled, show)
	return line
}

// Mask shows the words of a story as the masks of its reports do.
func (item *StoryItem) Mask(masks func(report string) *mask.Mask) {
	words := func(report string, at Offsets) string {
		if m := masks(report); m != nil {
			return m.Words(assay.Span{Start: at[0], End: at[1]})
		}
		return ""
	}
	for i := range item.Links {
		l := &item.Links[i]
		for _, p := range l.Passages {
			for k := range p.Edits {
				ed := &p.Edits[k]
				ed.FromText, ed.ToText = words(l.From, ed.From), words(l.To, ed.To)
			}
		}
		for k := range l.Cut {
			l.Cut[k].Text = words(l.From, l.Cut[k].Span)
		}
		for k := range l.Added {
			l.Added[k].Text = words(l.To, l.Added[k].Span)
		}
	}
}
