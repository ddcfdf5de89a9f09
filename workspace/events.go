package workspace

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"assay"
	"assay/place/gazetteer"
	"assay/query"
	"assay/screen"
)

// The first screen: what the pile is about, and its events.
type eventsPage struct {
	Summary []string
	Apart   string // how many inputs are in quarantine; "" if none
	Adds    bool   // files can be dropped
	Most    int    // bytes of them
	Days    *days
	Facets  []facet
	Rows    []eventRow
	Paging  paging
}

type eventRow struct {
	Href, What, Days, Told string
	Tolls                  []link
	Conflicts              int
	Against                string // the first question in conflict
	Of                     *link  // what it is a part of
}

// A link leads somewhere.
type link struct{ Href, Words string }

func (v *visit) events() (any, error) {
	v.title = "Pile"
	out, err := v.eventsPage()
	if err != nil {
		return nil, err
	}
	out.Adds, out.Most = v.server.Add != nil && v.pile != nil, mostDropped
	return out, nil
}

// eventsPage is made from the pile, or is what was kept of the one before while there is none.
func (v *visit) eventsPage() (*eventsPage, error) {
	if v.pile != nil {
		return v.pile.eventsPage(v.URL), nil
	}
	if v.URL.RawQuery != "" || v.server.share != nil { // of which something may have been taken out
		return nil, errMoment
	}
	b, err := v.store.Shown(v.Context())
	if err != nil {
		return nil, err
	}
	out := &eventsPage{}
	if json.Unmarshal(b, out) != nil { // as another version shows it, or nothing
		return nil, errMoment
	}
	return out, nil
}

// keepFirst keeps what the first page shows, for who asks for it when the workspace has only just begun.
func (s *Server) keepFirst(ctx context.Context, p *pile) error {
	if s.share != nil {
		return nil
	}
	b, err := json.Marshal(p.eventsPage(&url.URL{Path: "/"}))
	if err != nil {
		return err
	}
	return s.keeper.st.KeepShown(ctx, b)
}

func (p *pile) eventsPage(address *url.URL) *eventsPage {
	d, all := p.daysOf(address), p.events
	if !d.All() {
		all = nil
		for _, e := range p.events {
			if d.has(e.Begin, e.End) {
				all = append(all, e)
			}
		}
	}
	list, facets := choose(address, all, p.facetsOfEvents())
	out := &eventsPage{Summary: p.summary, Days: d, Facets: facets}
	if n := len(p.apart); n > 0 {
		out.Apart = screen.Plural(n, "input")
	}
	var shown []*screen.Event
	shown, out.Paging = part(address, list)
	for _, e := range shown {
		out.Rows = append(out.Rows, p.eventRow(e))
	}
	return out
}

// country is the key by which what is in one is chosen.
const country = "country"

// kindsOfEvents are what events are chosen by on every screen of events.
func (p *pile) kindsOfEvents() []facetOf[*screen.Event] {
	return []facetOf[*screen.Event]{
		{country, "Country", func(e *screen.Event) []string { return e.Countries }, countryName},
		{query.Action, "Toll", func(e *screen.Event) (list []string) {
			for _, i := range e.Tolls {
				add(&list, string(p.screen.Run.Estimates[i].Question.Action))
			}
			return list
		}, nil},
	}
}

// longestWhole is how long something lasts of which a list says that an event is a part of it. Of a war or a
// drought half of a pile is a part; its own page says so, and lists them.
const longestWhole = 31 * 24 * time.Hour

func (p *pile) eventRow(e *screen.Event) eventRow {
	r := eventRow{Href: links.Event(e.ID), What: p.screen.What(e), Days: p.screen.Days(e.Occurrence), Told: screen.ToldBy(e), Conflicts: e.Conflicts}
	for k, words := range p.screen.Tolls(e) {
		r.Tolls = append(r.Tolls, link{links.Estimate(p.screen.Run.Estimates[e.Tolls[k]].ID), words})
	}
	for _, i := range e.Estimates {
		if est := &p.screen.Run.Estimates[i]; est.Conflict {
			r.Against = links.Estimate(est.ID)
			break
		}
	}
	if whole := p.known[e.Of]; whole != nil && whole.End.Sub(whole.Begin) <= longestWhole {
		r.Of = &link{links.Event(whole.ID), p.screen.Named(whole)}
	}
	return r
}

// monthOf is the month of a day as facets have it, "2018-02"; nothing where it is not known.
func monthOf(year, month int) []string {
	if year < 1000 || month == 0 {
		return nil
	}
	b := append(strconv.AppendInt(make([]byte, 0, len("2006-01")), int64(year), 10), '-', '0'+byte(month/10), '0'+byte(month%10))
	return []string{string(b)}
}

func countryName(code string) string {
	if e, ok := gazetteer.Country(code); ok {
		return e.Name
	}
	return assay.Alpha3(code)
}
