// Package place finds the places that a report names or describes and says
// which they are. In come words and proper names; out go spans with an entry of
// the gazetteer, its point, and how closely the place is known. Names are taken
// where the gazetteer, the tagger of names and the words around agree that a
// place is meant and not a person or an organisation. A name's candidates are
// then weighed, one sense per report: by population and kind, by the container
// the text gives ("X, Y"), by the countries and divisions that the report's
// other names speak for, and by nearness to them, in the manner of Leidner
// (Toponym Resolution in Text, 2007). What wins by too little stays unresolved,
// and the runner-up is kept. Common nouns that stand for places ("the country's
// northwest", "home") are found too, with the place they are part of where the
// text says it; streets are named, and no more is known of them than where their neighbours lie.
package place

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"assay"
	"assay/place/gazetteer"
)

// Options is for what a user can choose. The zero value is the default.
type Options struct {
	// NamesOnly leaves out common nouns and streets and gives names without what narrows
	// them: "Ruritania", not "eastern Ruritania". Corpora of toponyms do so.
	NamesOnly bool
	// Gazetteer is where names are looked up; nil is the embedded table.
	Gazetteer *gazetteer.Gazetteer
}

// New returns the stage.
func New(opt Options) assay.Stage {
	return assay.Stage{
		Name:    "place",
		Summary: "places named or described, found in the gazetteer",
		Version: version(opt),
		Reads:   assay.Regions | assay.Tokens,
		Writes:  assay.Places,
		Run: func(ctx context.Context, doc *assay.Doc) error {
			doc.Places = Find(doc, opt)
			return ctx.Err()
		},
	}
}

// version is another for each imported gazetteer: what was read with one is stale
// with another.
func version(opt Options) int {
	n, err := strconv.ParseUint(opt.Gazetteer.Digest(), 16, 64)
	if err != nil {
		return 6 // the embedded table alone
	}
	return 6<<32 | int(n&(1<<32-1))
}

// Find returns the places in doc, which has been read by package lang, in text
// order, longer spans first.
func Find(doc *assay.Doc, opt Options) []assay.Place {
	ms := find(doc, opt)
	roles(doc, ms)
	var nouns []nominal
	if !opt.NamesOnly {
		nouns = phrases(doc, ms)
	}
	top := resolve(doc.Text, ms, home(doc.Report), spoken(doc), defaults())
	var list []assay.Place
	for i := range ms {
		list = append(list, ms[i].place())
	}
	for _, n := range nouns {
		list = append(list, n.place(ms, top))
	}
	slices.SortStableFunc(list, func(a, b assay.Place) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End))
	})
	return list
}

// Resolve returns a place for each of names, which are spans of text that are
// known to be names of places, in order. It looks at nothing but the names and
// what stands between them.
func Resolve(text string, names []assay.Span, opt Options) []assay.Place {
	ms := lookedUp(text, names, opt.Gazetteer)
	resolve(text, ms, nil, "", defaults())
	list := make([]assay.Place, len(ms))
	for i := range ms {
		list[i] = ms[i].place()
	}
	return list
}

// lookedUp returns mentions of names with their candidates.
func lookedUp(text string, names []assay.Span, gaz *gazetteer.Gazetteer) []mention {
	ms := make([]mention, len(names))
	for i, sp := range names {
		ms[i] = mention{name: sp, phrase: sp, lo: -1, hi: -1, within: -1, weight: 1, cands: gaz.Lookup(sp.In(text))}
		if c := ms[i].cands; len(c) == 0 || !strong(c[0]) {
			if who := gazetteer.Demonyms(sp.In(text)); len(who) > 0 {
				ms[i].cands, ms[i].role = who, assay.Demonym
			}
		}
		if len(ms[i].cands) == 0 {
			ms[i].lies(sp.In(text), gaz)
		}
	}
	return ms
}

// place returns m as it leaves the package.
func (m *mention) place() assay.Place {
	pl := assay.Place{Span: m.phrase, Role: m.role}
	if m.second.Name != "" {
		pl.RunnerUp = m.second.ID()
	}
	e := m.choice
	if e.Name == "" {
		pl.Country, pl.Confidence = m.country, m.sure
		if about := m.about; about.Name != "" {
			pl.Lat, pl.Lon, pl.Precision = about.Lat, about.Lon, assay.AreaOf
			if m.held {
				pl.Within = about.ID()
			}
		}
		return pl
	}
	pl.Gazetteer, pl.Name, pl.Lat, pl.Lon = e.ID(), e.Name, e.Lat, e.Lon
	pl.Country, pl.Confidence, pl.Precision = m.country, m.sure, precision(e.Class)
	if m.part {
		// "eastern Ruritania" lies in Ruritania, and is known no closer.
		pl.Within, pl.Gazetteer, pl.Name, pl.Precision = pl.Gazetteer, "", "", assay.AreaOf
		if m.away > 0 && e.Class.Populated() {
			pl.Lat, pl.Lon = gazetteer.Towards(e.Lat, e.Lon, m.bearing, m.away)
			pl.Away = m.away
		}
	}
	return pl
}

// Of returns the place that an entry is, without words that name it.
func Of(e gazetteer.Entry) assay.Place {
	return assay.Place{Gazetteer: e.ID(), Name: e.Name, Lat: e.Lat, Lon: e.Lon, Precision: precision(e.Class), Country: e.Country, Confidence: 1}
}

// precision says how closely an entry of a class is known.
func precision(c gazetteer.Class) assay.Precision {
	switch {
	case c == gazetteer.State:
		return assay.CountryWide
	case c == gazetteer.Admin1:
		return assay.Admin1
	case c == gazetteer.Admin2:
		return assay.Admin2
	case c.Populated():
		return assay.Locality
	}
	return assay.AreaOf
}
