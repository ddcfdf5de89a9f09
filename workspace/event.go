package workspace

import (
	"strconv"

	"assay"
	"assay/page"
	"assay/screen"
)

// One event: the questions about it with their answers, and who tells of it.
type eventPage struct {
	Named, Told string
	Days        string
	Of          *link
	Plots       []*page.Plot
	Reports     []tellingRow
	Paging      paging
}

type tellingRow struct {
	Href, Title, Outlet, Published, Quote string
	Story                                 string
}

func (v *visit) event() (any, error) {
	e, err := v.store.Event(v.Context(), v.PathValue("id"), v.names)
	if err := v.whole(err); err != nil {
		return nil, err
	}
	estimates := estimatesOf(e.Estimates)
	ev := eventsOf(e.Row, estimates)[0]
	parts := page.NewParts(screen.Run{Estimates: estimates}, v.names, links)
	v.title = parts.What(ev)
	out := eventPage{Named: parts.Named(ev), Told: screen.ToldBy(ev), Days: parts.Days(ev.Occurrence)}
	if ev.Of != "" && v.pile != nil && v.pile.known[ev.Of] != nil {
		out.Of = &link{links.Event(ev.Of), v.pile.screen.Named(v.pile.known[ev.Of])}
	}
	var units []string
	of := map[string][]int{}
	for _, i := range parts.Ranked() {
		unit := page.Unit(&estimates[i])
		if of[unit] == nil {
			units = append(units, unit)
		}
		of[unit] = append(of[unit], i)
	}
	for k, unit := range units {
		out.Plots = append(out.Plots, parts.Plot("p"+strconv.Itoa(k+1), of[unit]...))
	}
	var told []assay.Telling
	told, out.Paging = part(v.URL, e.Occurrence.Tellings)
	for _, t := range told {
		r, err := v.telling(t)
		if err := v.whole(err); err != nil {
			return nil, err
		}
		if r != nil {
			out.Reports = append(out.Reports, *r)
		}
	}
	return out, nil
}

// telling says where a report tells of an event.
func (v *visit) telling(t assay.Telling) (*tellingRow, error) {
	read, err := v.store.Read(v.Context(), t.Report.String())
	if err != nil {
		return nil, err
	}
	s := shown(read, v.names)
	d := s.Docs[0]
	r := &tellingRow{Href: reportAt(d.ID), Title: titled(d), Outlet: screen.Outlet(d), Published: screen.DateWords(d.Appeared.Date), Story: read.Story}
	for _, ref := range t.Figures {
		if i, ok := ref.Index(); ok && i < len(d.Figures) {
			r.Quote = entryAt(d, "f"+strconv.Itoa(i+1))
			break
		}
	}
	if r.Quote == "" {
		for _, ref := range t.Events {
			if i, ok := ref.Index(); ok && i < len(d.Events) {
				r.Quote = entryAt(d, "e"+strconv.Itoa(i+1))
				break
			}
		}
	}
	return r, nil
}
