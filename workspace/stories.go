package workspace

import (
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/mask"
	"assay/query"
	"assay/screen"
	"assay/store"
)

// The stories of the pile: each text once, with how many reports are copies of it.
type storiesPage struct {
	Days   *days // of publication
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
	p := v.pile
	d := daysIn(v.URL, p.since, p.until)
	all := make([]int, 0, len(p.stories))
	for k := range p.stories {
		if begin, end := query.Days(p.stories[k].published); d.has(begin, end) {
			all = append(all, k)
		}
	}
	list, facets := choose(v.URL, all, p.facetsOfStories())
	out := storiesPage{Facets: facets, Days: d}
	var places []int
	places, out.Paging = part(v.URL, list)
	var shown []story
	for _, k := range places {
		shown = append(shown, p.stories[k])
	}
	of, err := heads(v, shown, func(s story) string { return s.fullest })
	if err != nil {
		return nil, err
	}
	for _, s := range shown {
		r := storyRow{ID: s.id, Published: screen.DateWords(s.published), Agency: screen.Clean(s.agency), Reports: s.reports}
		var outlets []string
		for _, name := range s.outlets[:min(3, len(s.outlets))] {
			add(&outlets, screen.Publisher(name))
		}
		r.Outlets = strings.Join(outlets, ", ")
		if n := len(s.outlets) - 3; n > 0 {
			r.Outlets += " and " + strconv.Itoa(n) + " more"
		}
		if h, ok := of[s.fullest]; ok {
			r.Href, r.Title = h.Href, h.Title
		}
		out.Rows = append(out.Rows, r)
	}
	return out, nil
}

// published is the stretch of days on which the last reports of stories appeared.
func published(stories []story) (first, end time.Time) {
	for k := range stories {
		b, e := query.Days(stories[k].published)
		if b.IsZero() {
			continue
		}
		if first.IsZero() || b.Before(first) {
			first = b
		}
		if e.After(end) {
			end = e
		}
	}
	return first, end
}

// copiesOf says how many reports are of a text, as far as it is counted.
func copiesOf(s *story) string { return strconv.Itoa(min(s.reports, manyCopies)) }

// manyCopies is from when on it is not counted any more how many reports are of one text.
const manyCopies = 6

func copiesWords(value string) string {
	n, _ := strconv.Atoi(value)
	if n == manyCopies {
		return value + " or more"
	}
	return screen.Plural(n, "report")
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
	h = head{Href: reportAt(id), Title: screen.Limit(screen.Read(r.text("title")), 140), Outlet: screen.Publisher(r.text("publisher"))}
	if d, err := assay.ParseDate(r.text("published")); err == nil {
		h.Published = screen.DateWords(d)
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
