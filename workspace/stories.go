package workspace

import (
	"strconv"
	"strings"

	"assay"
	"assay/mask"
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
	of, err := heads(v, shown, func(s story) string { return s.fullest })
	if err != nil {
		return nil, err
	}
	for _, s := range shown {
		r := storyRow{ID: s.id, Published: s.published, Agency: s.agency, Reports: s.reports}
		r.Outlets = strings.Join(s.outlets[:min(3, len(s.outlets))], ", ")
		if n := len(s.outlets) - 3; n > 0 {
			r.Outlets += " +" + strconv.Itoa(n)
		}
		if h, ok := of[s.fullest]; ok {
			r.Href, r.Title = h.Href, h.Title
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

// A head is how a report stands in a list.
type head struct{ Href, Title, Outlet, Published string }

// heads returns those of the reports behind rows of a list, by their ids.
func heads[T any](v *visit, list []T, report func(T) string) (map[string]head, error) {
	var ids []string
	for _, x := range list {
		add(&ids, report(x))
	}
	t, err := v.store.Heads(v.Context(), ids, v.names)
	if err := v.whole(err); err != nil {
		return nil, err
	}
	out := map[string]head{}
	for _, cells := range t.Rows {
		h, err := headOf(row{t, cells})
		if err != nil {
			return nil, err
		}
		out[cells[0].(string)] = h
	}
	return out, nil
}

func headOf(r row) (h head, err error) {
	id, err := assay.ParseReportID(r.text("report"))
	h = head{reportAt(id), screen.Read(r.text("title")), screen.Clean(r.text("publisher")), screen.Clean(r.text("published"))}
	if h.Title == "" {
		h.Title = screen.Limit(screen.Read(r.text("words")), 90)
	}
	if h.Title == "" {
		h.Title = screen.Clean(r.text("path"))
	}
	return h, err
}

// report returns a report as screens show it.
func (v *visit) report(id string) (*screen.Report, error) {
	r, err := v.store.Read(v.Context(), id)
	if err != nil {
		return nil, err
	}
	return shown(r, v.names).Docs[0], nil
}

// shown is a screen of a report of the ledger, behind its mask.
func shown(r *store.Read, names bool) *screen.Screen {
	return screen.Behind(screen.Run{Docs: []*assay.Doc{r.Doc}}, map[assay.ReportID]*mask.Mask{r.Doc.ID: mask.New(r.Doc, r.Others, names)})
}

// titled is what a report is called in a list.
func titled(d *screen.Report) string {
	s := &screen.Screen{}
	if title := s.Title(d); title != "" {
		return title
	}
	return s.Lead(d)
}
