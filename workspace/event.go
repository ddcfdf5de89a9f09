package workspace

import (
	"slices"
	"strconv"

	"assay"
	"assay/ledger"
	"assay/page"
	"assay/query"
	"assay/screen"
)

// One event: the questions about it with their answers, and who tells of it.
type eventPage struct {
	Named, Told string
	Days        string
	Of          *link
	AsOf        *asOf
	Otherwise   bool // as of another day than now
	Plots       []*page.Plot
	Parts       []eventRow
	MoreParts   int // that are not listed
	Reports     []tellingRow
	Paging      paging
	ToBrief     *toBrief
}

// mostParts is how many parts of an event its page lists.
const mostParts = 15

type tellingRow struct {
	head
	Quote string
}

func (v *visit) event() (any, error) {
	e, err := v.store.Event(v.Context(), v.PathValue("id"), v.names)
	if err := v.whole(err); err != nil {
		return nil, err
	}
	estimates, told := estimatesOf(e.Estimates), e.Occurrence.Tellings
	slider, err := v.slide(v.pile.published(told))
	if err != nil {
		return nil, err
	}
	if v.FormValue(asOfKey) != "" {
		if estimates, told, err = v.then(estimates, told); err != nil {
			return nil, err
		}
	}
	ev := eventsOf(e.Row, estimates)[0]
	if v.FormValue(asOfKey) != "" {
		ev.Tellings, ev.Stories, ev.Origins = told, v.pile.storiesOf(told), assay.Origins{}
	}
	parts := page.NewParts(screen.New(screen.Run{Estimates: estimates}, v.names), links)
	v.title = parts.What(ev)
	out := eventPage{AsOf: slider, Otherwise: v.FormValue(asOfKey) != "", Named: parts.Named(ev), Told: screen.ToldBy(ev), Days: parts.Days(ev.Occurrence), ToBrief: v.toBrief(ev.ID)}
	if ev.Of != "" && v.pile.known[ev.Of] != nil {
		out.Of = &link{links.Event(ev.Of), v.pile.screen.Named(v.pile.known[ev.Of])}
	}
	for _, e := range v.pile.events { // those first that most tell of
		switch {
		case e.Of != ev.ID:
		case len(out.Parts) == mostParts:
			out.MoreParts++
		default:
			out.Parts = append(out.Parts, v.pile.eventRow(e))
			out.Parts[len(out.Parts)-1].Of = nil
		}
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
	told, out.Paging = part(v.URL, told)
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

// then are the estimates of an event, and who told of it, as of the day that the address names.
// Questions that nobody had answered by then are left out.
func (v *visit) then(estimates []assay.Estimate, told []assay.Telling) (list []assay.Estimate, those []assay.Telling, err error) {
	day, err := assay.ParseDate(v.FormValue(asOfKey))
	if err != nil {
		return nil, nil, err
	}
	full, err := v.store.EstimatesOf(v.Context(), v.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	for k := range full {
		was := stoodOn(full[k], day)
		if k < len(estimates) && estimates[k].ID == was.ID && (was.Low.IsKnown() || was.Best.IsKnown() || was.High.IsKnown()) {
			est := estimates[k] // whose words are those that may be shown
			est.Low, est.Best, est.High, est.Conflict, est.Origins = was.Low, was.Best, was.High, was.Conflict, was.Origins
			list = append(list, est)
		}
	}
	for k := range list {
		if !slices.ContainsFunc(list, func(whole assay.Estimate) bool { return whole.ID == list[k].Of }) {
			list[k].Of = "" // which nobody had told of
		}
	}
	_, end := query.Days(day)
	return list, slices.DeleteFunc(slices.Clone(told), func(t assay.Telling) bool { return !by(v.pile.told[t.Report].published, end) }), nil
}

// published are the days on which reports appeared.
func (p *pile) published(told []assay.Telling) (days []assay.Date) {
	for _, t := range told {
		days = append(days, p.told[t.Report].published)
	}
	return days
}

// storiesOf is of how many stories reports are.
func (p *pile) storiesOf(told []assay.Telling) int {
	in := map[int32]bool{}
	for _, t := range told {
		in[p.told[t.Report].story] = true
	}
	return len(in)
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
