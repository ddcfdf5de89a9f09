package estimate

import (
	"slices"
	"strings"
	"time"

	"assay"
)

// A setting is what a report as a whole tells of: when it appeared, where it
// plays, what has happened. It stands in for what the clause of a figure leaves
// out.
type setting struct {
	day    time.Time                  // of publication; the year may be borrowed
	known  bool                       // whether there is a day
	dated  bool                       // whether the year is the report's own, or that of a report on the same ground
	ground map[string]assay.Precision // towns, districts, provinces and rivers
	order  []string                   // the keys of ground, in text order
	causes cause                      // named in the headline and the first paragraph
}

// settings reads the settings of docs, and gives a year to those that have only
// month and day ("Aug. 24").
func settings(docs []*assay.Doc, stories []assay.Story) map[*assay.Doc]*setting {
	out := map[*assay.Doc]*setting{}
	byID := map[assay.ReportID]*setting{}
	var open []*assay.Doc // without a year
	var full []*setting   // with one
	for _, doc := range docs {
		s := &setting{ground: map[string]assay.Precision{}, causes: causesIn(lead(doc))}
		for i := range doc.Places {
			if pl := &doc.Places[i]; local(pl) {
				s.add(pl.Gazetteer, pl.Precision)
			}
		}
		for _, name := range unlisted(doc) {
			s.add(name, assay.Locality)
		}
		out[doc], byID[doc.ID] = s, s
		date := appeared(doc)
		if s.day, s.known = date.Time(); s.known {
			s.dated = true
			full = append(full, s)
		} else if date.Year == 0 && date.Month != 0 && date.Day != 0 {
			open = append(open, doc)
		}
	}
	for _, doc := range open {
		s := out[doc]
		s.borrow(appeared(doc), full)
		if len(full) == 0 {
			full = append(full, s)
		}
	}
	for _, st := range stories { // a copy without a date is as old as its story
		var first *setting
		for _, id := range st.Reports {
			s := byID[id]
			switch {
			case s == nil:
			case s.known && first == nil:
				first = s
			case !s.known && first != nil:
				s.day, s.known, s.dated = first.day, true, first.dated
			}
		}
	}
	return out
}

func (s *setting) add(place string, p assay.Precision) {
	if _, ok := s.ground[place]; !ok {
		s.ground[place] = p
		s.order = append(s.order, place)
	}
}

// appeared returns when doc appeared, as the stages reckon: of a year that the user
// gave its text may know the day.
func appeared(doc *assay.Doc) assay.Date {
	if doc.Appeared.Date.IsZero() {
		return doc.Published.Date
	}
	return doc.Appeared.Date
}

// lead returns the beginning of a report: headline and first paragraph as a
// rule.
func lead(doc *assay.Doc) string {
	from, left := int32(0), 2
	end := int32(0)
	for i := range doc.Regions {
		if r := &doc.Regions[i]; left > 0 && (r.Kind == assay.Headline || r.Kind == assay.Body) {
			if r.Span.Check(doc.Text) != nil {
				continue
			}
			if end == 0 {
				from = r.Span.Start
			}
			end = r.Span.End
			left--
		}
	}
	return clip(doc.Text[from:max(from, end)], 600)
}

// borrow gives s the year that brings it nearest to a report of known date on
// the same ground, of any ground if there is none. Where no report at all has
// a year, they are brought near to the first of them: a report of Jan. 1 comes
// after one of Dec. 30.
func (s *setting) borrow(date assay.Date, full []*setting) {
	ref, most := (*setting)(nil), 0
	for _, r := range full {
		if n := s.shares(r); ref == nil || n > most {
			ref, most = r, n
		}
	}
	day := func(year int) time.Time {
		return time.Date(year, time.Month(date.Month), date.Day, 0, 0, 0, 0, time.UTC)
	}
	s.known = true
	if ref == nil {
		s.day = day(2000)
		return
	}
	s.dated = most > 0 && ref.dated
	s.day = day(ref.day.Year())
	for _, year := range [...]int{ref.day.Year() - 1, ref.day.Year() + 1} {
		if d := day(year); d.Sub(ref.day).Abs() < s.day.Sub(ref.day).Abs() {
			s.day = d
		}
	}
}

// shares counts the places of s that r has too.
func (s *setting) shares(r *setting) int {
	n := 0
	for id := range s.ground {
		if _, ok := r.ground[id]; ok {
			n++
		}
	}
	return n
}

// gap returns how far apart two reports appeared.
func (s *setting) gap(r *setting) (gap time.Duration, ok bool) {
	return s.day.Sub(r.day).Abs(), s.known && r.known
}

// akin reports whether two reports seem to tell of one event: they appeared
// within a few days of each other, do not name different causes, and have two
// places in common, or a town or district and the cause. A name that is in no
// gazetteer ("Mill Road") is in many towns: where people are shot, which is on
// one day in many, it does not do.
func (s *setting) akin(r *setting) bool {
	gap, ok := s.gap(r)
	if !ok || gap > sameNews || s.causes != 0 && r.causes != 0 && s.causes&r.causes == 0 {
		return false
	}
	common, town, name := 0, false, false
	for id, p := range s.ground {
		if _, ok := r.ground[id]; ok {
			common++
			listed := strings.Contains(id, ":")
			town, name = town || listed && p >= assay.Admin2, name || !listed
		}
	}
	shared := s.causes & r.causes
	peaceful := (s.causes|r.causes)&violence == 0
	return common >= 2 && (town || peaceful) || town && shared != 0 || name && shared&^violence != 0
}

// local reports whether a place is smaller than a country.
func local(pl *assay.Place) bool {
	return pl.Gazetteer != "" && pl.Within == "" && (pl.Precision >= assay.Admin1 || pl.Precision == assay.AreaOf)
}

// unlisted returns the names of places that are in no gazetteer: a village that
// two reports name is ground in common all the same.
func unlisted(doc *assay.Doc) []string {
	listed := map[string]bool{}
	name := func(sp assay.Span) string { return strings.Join(wordsOfPlace(doc, sp), " ") }
	for i := range doc.Places {
		if pl := &doc.Places[i]; pl.Gazetteer != "" || pl.Within != "" {
			listed[name(pl.Span)] = true
		}
	}
	var out []string
	see := func(sp assay.Span) {
		if sp.Check(doc.Text) != nil || !capital(sp.In(doc.Text)) {
			return
		}
		if n := name(sp); n != "" && !listed[n] {
			listed[n] = true
			out = append(out, n)
		}
	}
	for i := range doc.Places {
		if pl := &doc.Places[i]; pl.Gazetteer == "" && pl.Within == "" {
			see(pl.Span)
		}
	}
	for i := range doc.Names {
		if doc.Names[i].Class == assay.LocationName {
			see(doc.Names[i].Span)
		}
	}
	return out
}

// placeless reports whether the clause of a figure names no place that says
// where it happened: none, one that it has from elsewhere, or a river or
// another area without borders, which lies in several towns.
func (m *mention) placeless() bool {
	return m.weak || !slices.ContainsFunc(m.places, func(pl *assay.Place) bool {
		return pl.Precision != assay.AreaOf || pl.Gazetteer == "" && pl.Within == ""
	})
}

// precise reports whether a figure's place is a town or district.
func precise(m *mention) bool {
	return slices.ContainsFunc(m.places, func(pl *assay.Place) bool { return pl.Precision >= assay.Admin1 })
}

// wide reports whether a figure is of a whole country.
func wide(m *mention) bool {
	return slices.ContainsFunc(m.places, func(pl *assay.Place) bool { return pl.Precision == assay.CountryWide })
}

// dayKey returns the day of publication as numbers to sort by, the year
// borrowed where the report gives none.
func (m *mention) dayKey() (year, month, day int) {
	if m.set.known {
		y, mo, d := m.set.day.Date()
		return y, int(mo), d
	}
	return m.date.Year, m.date.Month, m.date.Day
}
