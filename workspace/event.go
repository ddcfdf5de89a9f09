package workspace

import (
	"strconv"

	"assay"
	"assay/ledger"
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
	ToBrief     *toBrief
}

type tellingRow struct {
	head
	Quote string
}

func (v *visit) event() (any, error) {
	e, err := v.store.Event(v.Context(), v.PathValue("id"), v.names)
	if err := v.whole(err); err != nil {
		return nil, err
	}
	estimates := estimatesOf(e.Estimates)
	ev := eventsOf(e.Row, estimates)[0]
	parts := page.NewParts(screen.New(screen.Run{Estimates: estimates}, v.names), links)
	v.title = parts.What(ev)
	out := eventPage{Named: parts.Named(ev), Told: screen.ToldBy(ev), Days: parts.Days(ev.Occurrence), ToBrief: v.toBrief(ev.ID)}
	if ev.Of != "" && v.pile.known[ev.Of] != nil {
		out.Of = &link{links.Event(ev.Of), v.pile.screen.Named(v.pile.known[ev.Of])}
	}
	var units []string
	inUnit := map[string][]int{}
	for _, i := range parts.Ranked() {
		unit := page.Unit(&estimates[i])
		if inUnit[unit] == nil {
			units = append(units, unit)
		}
		inUnit[unit] = append(inUnit[unit], i)
	}
	for k, unit := range units {
		out.Plots = append(out.Plots, parts.Plot("p"+strconv.Itoa(k+1), inUnit[unit]...))
	}
	var told []assay.Telling
	told, out.Paging = part(v.URL, e.Occurrence.Tellings)
	of, err := heads(v, told, func(t assay.Telling) string { return t.Report.String() })
	if err != nil {
		return nil, err
	}
	for _, t := range told {
		if h, ok := of[t.Report.String()]; ok {
			out.Reports = append(out.Reports, tellingRow{h, quoteOf(t)})
		}
	}
	return out, nil
}

// quoteOf leads to the words by which a report tells of an event.
func quoteOf(t assay.Telling) string {
	at := "/quotes/" + t.Report.Short() + "/"
	if len(t.Figures) > 0 {
		if i, ok := t.Figures[0].Index(); ok {
			return at + ledger.ID('f', i)
		}
	}
	if len(t.Events) > 0 {
		if i, ok := t.Events[0].Index(); ok {
			return at + ledger.ID('e', i)
		}
	}
	return ""
}
