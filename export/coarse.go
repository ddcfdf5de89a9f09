package export

import (
	"slices"
	"strings"
	"time"

	"assay"
	"assay/mask"
	"assay/place/gazetteer"
)

// coarsen makes places coarser: each that is closer than a first-level division is that
// division, or its country where none is known, and so it stands in all words.
func (l *Ledger) coarsen() {
	docs := slices.Clone(l.Docs)
	for i, doc := range docs {
		d := *doc
		d.Places = slices.Clone(doc.Places)
		var covers []mask.Cover
		for k := range d.Places {
			pl := &d.Places[k]
			if pl.Precision == assay.CountryWide || pl.Precision == assay.Admin1 {
				continue
			}
			e := division(pl.Gazetteer, pl.Country)
			pl.Gazetteer, pl.Name, pl.Lat, pl.Lon, pl.Precision, pl.Within, pl.Away, pl.RunnerUp = "", "", 0, 0, assay.Unresolved, "", 0, ""
			words := "[…]"
			if e.Name != "" {
				pl.Gazetteer, pl.Name, pl.Lat, pl.Lon, pl.Precision = e.ID(), e.Name, e.Lat, e.Lon, assay.Admin1
				if e.Class == gazetteer.State {
					pl.Precision = assay.CountryWide
				}
				words = "[" + e.Name + "]"
			}
			covers = append(covers, mask.Cover{Span: pl.Span, Words: words})
		}
		docs[i] = &d
		l.masks[d.ID] = l.masks[d.ID].Covered(covers)
	}
	l.Docs = docs
	coarse := func(place string, countries []string) string {
		country := ""
		if len(countries) == 1 {
			country = countries[0]
		}
		if e := division(place, country); e.Name != "" {
			return e.ID()
		}
		return ""
	}
	l.Events = slices.Clone(l.Events)
	countries := map[string][]string{}
	for i := range l.Events {
		occ := &l.Events[i]
		occ.Place = coarse(occ.Place, occ.Countries)
		countries[occ.ID] = occ.Countries
	}
	l.Estimates = slices.Clone(l.Estimates)
	for i := range l.Estimates {
		est := &l.Estimates[i]
		est.Question.Place, est.Sentence = coarse(est.Question.Place, countries[est.Event]), ""
	}
}

// division returns the first-level division of a place, the country where none is known,
// and nothing where that is not either.
func division(place, country string) gazetteer.Entry {
	if e, ok := gazetteer.ByID(place); ok {
		if e.Class == gazetteer.State || e.Class == gazetteer.Admin1 {
			return e
		}
		if a, ok := e.Admin1(); ok {
			return a
		}
		if country == "" {
			country = e.Country
		}
	}
	e, _ := gazetteer.Country(country)
	return e
}

// A spot is where something happened, as the columns of others ask for it.
type spot struct {
	id, name, admin1, country, iso3 string // the country by name, and by its code in three letters
	lat, lon                        float64
	located                         bool
	closeness                       assay.Precision
}

// spotOf returns what is known of a place, of its country where that alone is known.
func spotOf(place, name string, countries []string) (s spot) {
	s.id, s.name = place, name
	var alpha2 string
	if len(countries) == 1 {
		s.iso3 = countries[0]
		alpha2 = assay.Alpha2(s.iso3)
	}
	if e, ok := gazetteer.ByID(place); ok {
		s.lat, s.lon, s.located = e.Lat, e.Lon, true
		if s.name == "" {
			s.name = e.Name
		}
		switch {
		case e.Class == gazetteer.State:
			s.closeness = assay.CountryWide
		case e.Class == gazetteer.Admin1:
			s.closeness, s.admin1 = assay.Admin1, e.Name
		case e.Class == gazetteer.Admin2:
			s.closeness = assay.Admin2
		case e.Class.Populated():
			s.closeness = assay.Locality
		default:
			s.closeness = assay.AreaOf
		}
		if a, ok := e.Admin1(); ok {
			s.admin1 = a.Name
		}
		if e.Country != "" {
			alpha2, s.iso3 = e.Country, assay.Alpha3(e.Country)
		}
	} else if strings.Contains(place, ":") {
		s.closeness = assay.Locality // of an imported gazetteer
	}
	if c, ok := gazetteer.Country(alpha2); ok {
		s.country = c.Name
		if !s.located {
			s.lat, s.lon, s.located, s.closeness = c.Lat, c.Lon, true, assay.CountryWide
		}
	}
	return s
}

// days reads two cells that hold days, the second the first day no more of it.
func days(begin, end string) (first, last time.Time, ok bool) {
	first, err := time.Parse(time.DateOnly, strings.SplitN(begin, "T", 2)[0])
	last, err2 := time.Parse(time.DateOnly, strings.SplitN(end, "T", 2)[0])
	if err != nil || err2 != nil {
		return first, last, false
	}
	if !strings.Contains(end, "T") {
		last = last.AddDate(0, 0, -1)
	}
	if last.Before(first) {
		last = first
	}
	return first, last, true
}
