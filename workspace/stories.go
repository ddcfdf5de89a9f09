package workspace

import (
	"strconv"
	"strings"

	"assay"
	"assay/query"
	"assay/screen"
	"assay/store"
)

// The stories of the pile: each text once, with how many reports are copies of it.
type storiesPage struct {
	Facets []facet
	Rows   []storyRow
	Paging paging
}

type storyRow struct {
	Href, Title, Published, Outlets, Agency string
	Reports                                 int // of which one is shown: "1 of 7"
	ID                                      string
}

func (v *visit) stories() (any, error) {
	v.title = "Stories"
	if v.pile == nil {
		return storiesPage{}, nil
	}
	list, facets := choose(v.URL, v.pile.stories, []facetOf[story]{
		{query.Outlet, "Outlet", func(s story) []string { return s.outlets }, nil},
		{"agency", "Agency", func(s story) (list []string) { add(&list, s.agency); return list }, nil},
		{query.Language, "Language", func(s story) []string { return s.languages }, nil},
		{"month", "Month", func(s story) []string { return month(s.published, s.published == "") }, nil},
		{"copies", "Reports of one text", func(s story) []string { return []string{copies(s.reports)} }, nil},
	})
	out := storiesPage{Facets: facets}
	var shown []story
	shown, out.Paging = part(v.URL, list)
	for _, s := range shown {
		r := storyRow{ID: s.id, Published: s.published, Agency: s.agency, Reports: s.reports}
		r.Outlets = strings.Join(s.outlets[:min(3, len(s.outlets))], ", ")
		if n := len(s.outlets) - 3; n > 0 {
			r.Outlets += " +" + strconv.Itoa(n)
		}
		d, err := v.report(s.fullest)
		if err := v.whole(err); err != nil {
			return nil, err
		}
		if d != nil {
			r.Href, r.Title = reportAt(d.ID), titled(d)
		}
		out.Rows = append(out.Rows, r)
	}
	return out, nil
}

func copies(n int) string {
	if n > 5 {
		return "6+"
	}
	return strconv.Itoa(n)
}

// report returns a report as screens show it, with those of its story behind the same mask.
func (v *visit) report(id string) (*screen.Report, error) {
	r, err := v.store.Read(v.Context(), id)
	if err != nil {
		return nil, err
	}
	return shown(r, v.names).Docs[0], nil
}

// shown is a screen of a report of the ledger. The others of its story are there for what they
// say of persons.
func shown(r *store.Read, names bool) *screen.Screen {
	st := assay.Story{ID: r.Story, Reports: []assay.ReportID{r.Doc.ID}}
	docs := []*assay.Doc{r.Doc}
	for _, d := range r.Others {
		docs = append(docs, d)
		st.Reports = append(st.Reports, d.ID)
	}
	return screen.New(screen.Run{Docs: docs, Stories: []assay.Story{st}}, names)
}

// titled is what a report is called in a list.
func titled(d *screen.Report) string {
	s := &screen.Screen{}
	if title := s.Title(d); title != "" {
		return title
	}
	return s.Lead(d)
}
