package workspace

import (
	"context"
	"slices"

	"assay"
	"assay/query"
	"assay/screen"
	"assay/store"
)

// Ties are what events are chosen by that only the reports have which tell of them, and stories by
// what only the events have of which they tell. They are found behind the pages, after the pile:
// until then the lists are chosen by less.
type ties struct {
	events  map[*screen.Event]*tie
	stories []tie // as those of the pile
}

// A tie is what one entry has of each kind.
type tie struct {
	outlets, agencies, languages, parties []string
	countries, places, actions            []string
}

// tie finds the ties of a pile; parties are those of its stories.
func (p *pile) tie(ctx context.Context, st *store.Store, parties [][]string) error {
	t := &ties{events: map[*screen.Event]*tie{}, stories: make([]tie, len(p.stories))}
	for k, list := range parties {
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
	if err != nil && !store.IsDamage(err) { // which is said where the ledger is looked at itself
		return err
	}
	p.ties.Store(t)
	return nil
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
			facetOf[*screen.Event]{query.Outlet, "Outlet", of(func(t *tie) []string { return t.outlets }), screen.Publisher},
			facetOf[*screen.Event]{agency, "Agency", of(func(t *tie) []string { return t.agencies }), screen.Clean},
			facetOf[*screen.Event]{query.Language, "Language", of(func(t *tie) []string { return t.languages }), nil})
	}
	return append(kinds, facetOf[*screen.Event]{monthKey, "Month", func(e *screen.Event) []string { return monthOf(e.Begin.Year(), int(e.Begin.Month())) }, nil})
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
		{query.Outlet, "Outlet", own(func(s *story) []string { return s.outlets }), screen.Publisher},
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
		facetOf[int]{monthKey, "Month", own(func(s *story) []string { return monthOf(s.published.Year, s.published.Month) }), nil},
		facetOf[int]{"copies", "Reports of one text", own(func(s *story) []string { return []string{copiesOf(s)} }), copiesWords})
}
