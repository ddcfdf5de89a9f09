package workspace

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"assay"
	"assay/query"
	"assay/screen"
	"assay/store"
	"assay/table"
)

// Ties are what events are chosen by that only the reports have which tell of them, and stories by
// what only the events have of which they tell. They are found behind the pages, after the pile:
// until then the lists are chosen by less.
type ties struct {
	events  map[*screen.Event]*tie
	stories []tie // as those of the pile
	parties [][]string
	reports [sha256.Size]byte // of which parties are
}

// A tie is what one entry has of each kind.
type tie struct {
	outlets, agencies, languages, parties []string
	countries, places, actions            []string
}

// tie finds the ties of a pile; old are those of the one before.
func (p *pile) tie(ctx context.Context, st *store.Store, old *ties) (*ties, error) {
	t := &ties{events: map[*screen.Event]*tie{}, stories: make([]tie, len(p.stories)), reports: p.reports}
	if old != nil && old.reports == p.reports {
		t.parties = old.parties // rulings change none of them
	} else if err := t.hear(ctx, st, p); err != nil {
		return nil, err
	}
	for k, list := range t.parties {
		t.stories[k].parties = list
	}
	err := st.EachEvent(ctx, func(occ *assay.Occurrence) error {
		e := p.known[occ.ID]
		if e == nil {
			return nil
		}
		of := &tie{countries: e.Countries}
		add(&of.places, p.screen.Place(e.Occurrence))
		for _, i := range e.Tolls {
			add(&of.actions, string(p.screen.Run.Estimates[i].Question.Action))
		}
		var in []int32
		for _, told := range occ.Tellings {
			if s, ok := p.told[told.Report]; ok && !slices.Contains(in, s.story) {
				in = append(in, s.story)
			}
		}
		for _, k := range in {
			s, ties := &p.stories[k], &t.stories[k]
			of.outlets, of.languages = all(of.outlets, s.outlets), all(of.languages, s.languages)
			of.parties = all(of.parties, ties.parties)
			add(&of.agencies, s.agency)
			ties.countries, ties.places, ties.actions = all(ties.countries, of.countries), all(ties.places, of.places), all(ties.actions, of.actions)
		}
		t.events[e] = of
		return nil
	})
	if store.IsDamage(err) { // which is said where the ledger is looked at itself
		err = nil
	}
	return t, err
}

// all adds the words of more to a list that are not there.
func all(list, more []string) []string {
	if len(list) == 0 {
		return slices.Clip(more)
	}
	for _, s := range more {
		add(&list, s)
	}
	return list
}

// hear finds of what parties those are who speak in the stories.
func (t *ties) hear(ctx context.Context, st *store.Store, p *pile) error {
	t.parties = make([][]string, len(p.stories))
	known := map[string]string{} // rows are not kept for a word of theirs
	err := st.Each(ctx, table.Claims, func(claims, _ *table.Table) error {
		id, err := assay.ParseReportID(row{claims, claims.Rows[0]}.text("report"))
		if err != nil {
			return err
		}
		of, ok := p.told[id]
		if !ok {
			return nil
		}
		for _, cells := range claims.Rows {
			if party := (row{claims, cells}).text("party"); party != "" && !slices.Contains(t.parties[of.story], party) {
				if known[party] == "" {
					known[party] = strings.Clone(party)
				}
				t.parties[of.story] = append(t.parties[of.story], known[party])
			}
		}
		return nil
	})
	if store.IsDamage(err) {
		return nil
	}
	return err
}

// facetsOfEvents are what events are chosen by on the pile; without ties some of them.
func (p *pile) facetsOfEvents() []facetOf[*screen.Event] {
	kinds := append([]facetOf[*screen.Event]{
		{"conflict", "In conflict", func(e *screen.Event) []string {
			if e.Conflicts > 0 {
				return []string{"yes"}
			}
			return nil
		}, nil},
	}, p.kindsOfEvents()...)
	kinds = append(kinds, facetOf[*screen.Event]{query.Place, "Place", func(e *screen.Event) (list []string) { add(&list, p.screen.Place(e.Occurrence)); return list }, nil})
	if t := p.ties.Load(); t != nil {
		of := func(get func(*tie) []string) func(*screen.Event) []string {
			return func(e *screen.Event) []string {
				if of := t.events[e]; of != nil {
					return get(of)
				}
				return nil
			}
		}
		kinds = append(kinds,
			facetOf[*screen.Event]{query.Party, "Kind of source", of(func(t *tie) []string { return t.parties }), nil},
			facetOf[*screen.Event]{query.Outlet, "Outlet", of(func(t *tie) []string { return t.outlets }), screen.Clean},
			facetOf[*screen.Event]{agency, "Agency", of(func(t *tie) []string { return t.agencies }), screen.Clean},
			facetOf[*screen.Event]{query.Language, "Language", of(func(t *tie) []string { return t.languages }), nil})
	}
	return append(kinds, facetOf[*screen.Event]{monthKey, "Month", func(e *screen.Event) []string { return month(e.Begin.Format("2006-01"), e.Begin.IsZero()) }, nil})
}

const monthKey = "month"

// agency is the key by which what an agency has is chosen.
const agency = "agency"

// facetsOfStories are what stories are chosen by, by their places in the pile; without ties some of
// them.
func (p *pile) facetsOfStories() []facetOf[int] {
	own := func(get func(*story) []string) func(int) []string {
		return func(k int) []string { return get(&p.stories[k]) }
	}
	kinds := []facetOf[int]{
		{query.Outlet, "Outlet", own(func(s *story) []string { return s.outlets }), screen.Clean},
		{agency, "Agency", own(func(s *story) (list []string) { add(&list, s.agency); return list }), screen.Clean},
		{query.Language, "Language", own(func(s *story) []string { return s.languages }), nil},
	}
	if t := p.ties.Load(); t != nil {
		tied := func(get func(*tie) []string) func(int) []string {
			return func(k int) []string { return get(&t.stories[k]) }
		}
		kinds = append(kinds,
			facetOf[int]{query.Party, "Kind of source", tied(func(t *tie) []string { return t.parties }), nil},
			facetOf[int]{country, "Country", tied(func(t *tie) []string { return t.countries }), countryName},
			facetOf[int]{query.Place, "Place", tied(func(t *tie) []string { return t.places }), nil},
			facetOf[int]{query.Action, "Toll", tied(func(t *tie) []string { return t.actions }), nil})
	}
	return append(kinds,
		facetOf[int]{monthKey, "Month", own(func(s *story) []string { return month(s.published.String(), s.published.Year == 0) }), nil},
		facetOf[int]{"copies", "Reports of one text", own(func(s *story) []string { return []string{copiesOf(s)} }), copiesWords})
}
