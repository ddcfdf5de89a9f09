package workspace

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/mask"
	"assay/page"
	"assay/place"
	"assay/place/gazetteer"
	"assay/query"
	"assay/screen"
	"assay/store"
	"assay/table"
)

// The places of events, as closely as they are known, and movements between places.
type mapPage struct {
	Days   *days
	Facets []facet
	Map    any // nil where nothing has a point
	Events int // that are shown
	Off    int // of these: whose place is not known, or not found
	Places []placeRow
	Paging paging
	Moves  []moveRow
	Left   int // reports of movements that were not looked at, beside those that were
	Looked int
}

type placeRow struct {
	Href, Name, Precision, First string
	Events                       int
}

type moveRow struct {
	Href, From, To, Counts string
	N                      int
	Doubtful               bool
}

// pointsOf returns where events were, as far as the gazetteer has their places.
func pointsOf(t *table.Table, events []*screen.Event) map[*screen.Event]*page.Point {
	points, out := map[string]*page.Point{}, map[*screen.Event]*page.Point{}
	for i, cells := range t.Rows {
		id := row{t, cells}.text("place")
		p, known := points[id]
		if !known {
			if e, ok := gazetteer.ByID(id); ok {
				pl := place.Of(e)
				p = &page.Point{ID: id, Name: screen.Clean(pl.Name), Country: pl.Country, Lat: pl.Lat, Lon: pl.Lon, Precision: pl.Precision}
			}
			points[id] = p
		}
		if p != nil {
			out[events[i]] = p
		}
	}
	return out
}

// placed are the events of a place.
type placed struct {
	point    *page.Point
	all, now []*screen.Event // those that are chosen but for their days, and those of these days
	told     int             // in how many texts these are
}

// chosen returns the events that an address chooses, place by place, those first of which most
// is told.
func (p *pile) chosen(u *url.URL, d *days) (places []*placed, facets []facet, events, off int) {
	list, facets := choose(u, p.events, p.kindsOfEvents())
	of := map[*page.Point]*placed{}
	for _, e := range list {
		now := d.has(e.Begin, e.End)
		point := p.where[e]
		if now {
			if events++; point == nil {
				off++
			}
		}
		if point == nil {
			continue
		}
		a := of[point]
		if a == nil {
			a = &placed{point: point}
			of[point] = a
			places = append(places, a)
		}
		if a.all = append(a.all, e); now {
			a.now = append(a.now, e)
			a.told += e.Stories
		}
	}
	slices.SortStableFunc(places, func(a, b *placed) int { return cmp.Compare(b.told, a.told) })
	return places, facets, events, off
}

func (v *visit) atlas() (any, error) {
	v.title = "Map"
	p := v.pile
	d := p.daysOf(v.URL)
	out := mapPage{Days: d}
	var places []*placed
	places, out.Facets, out.Events, out.Off = p.chosen(v.URL, d)
	var points []page.Point
	var rows []placeRow
	for _, a := range places {
		pt := *a.point
		pt.Quiet, pt.N = len(a.now) == 0, a.told
		if !pt.Quiet {
			r := placeRow{Href: v.inPlace("/map/places", "id", pt.ID), Name: pt.Name, Precision: pt.Precision.String(), Events: len(a.now), First: p.first(a.now)}
			rows = append(rows, r)
			pt.Href, pt.Told = r.Href, pt.Name+", "+r.Precision+": "+screen.Plural(r.Events, "event")+"; "+r.First
		}
		points = append(points, pt)
	}
	flows, left, err := v.flows()
	if err != nil {
		return nil, err
	}
	out.Left, out.Looked = left, mostMoving
	flows = narrowed(v.URL, flows, d)
	for _, f := range flows {
		if len(f.Moves) == 0 {
			continue
		}
		f.Href = v.inPlace("/map/moves", "start", endID(f.From), "end", endID(f.To), "doubtful", strconv.FormatBool(f.Doubtful))
		r := moveRow{Href: f.Href, From: endName(f.From), To: endName(f.To), N: len(f.Moves), Doubtful: f.Doubtful}
		var counts []string
		for _, mv := range f.Moves {
			add(&counts, mv.Count)
		}
		r.Counts = strings.Join(counts[:min(3, len(counts))], "; ")
		out.Moves = append(out.Moves, r)
	}
	slices.SortStableFunc(out.Moves, func(a, b moveRow) int { return cmp.Compare(b.N, a.N) })
	out.Moves = out.Moves[:min(perPage, len(out.Moves))]
	if pm := page.NewParts(p.screen, links).MapOf(points, flows...); pm != nil {
		pm.Open = true
		pm.Label = "Map of places of events" // which stand in a table below
		if len(out.Moves) > 0 {
			pm.Label += " and movements"
		}
		out.Map = pm
	}
	out.Places, out.Paging = part(v.URL, rows)
	return out, nil
}

// inPlace is the address of what is behind something on a map, with what is chosen.
func (v *visit) inPlace(path string, set ...string) string {
	q := url.Values{}
	for _, key := range append([]string{fromKey, toKey}, kinds...) {
		if values := v.URL.Query()[key]; len(values) > 0 {
			q[key] = values
		}
	}
	for i := 0; i < len(set); i += 2 {
		q.Set(set[i], set[i+1])
	}
	return path + "?" + q.Encode()
}

// first names the event of which most tell, with its tolls.
func (p *pile) first(events []*screen.Event) string {
	e := events[0]
	for _, other := range events {
		if other.Stories > e.Stories {
			e = other
		}
	}
	words := p.screen.What(e)
	if tolls := p.screen.Tolls(e); len(tolls) > 0 {
		words += ", " + strings.Join(tolls, ", ")
	}
	return words
}

// The events of one place.
type placePage struct {
	Name   string
	Rows   []eventRow
	Paging paging
}

func (v *visit) place() (any, error) {
	id := v.FormValue("id")
	d := v.pile.daysOf(v.URL)
	places, _, _, _ := v.pile.chosen(v.URL, d)
	for _, a := range places {
		if a.point.ID != id {
			continue
		}
		v.title = a.point.Name
		out := placePage{Name: a.point.Name + ", " + a.point.Precision.String()}
		var shown []*screen.Event
		shown, out.Paging = part(v.URL, a.now)
		for _, e := range shown {
			out.Rows = append(out.Rows, v.pile.eventRow(e))
		}
		return out, nil
	}
	if e, ok := gazetteer.ByID(id); ok { // none of what is chosen
		v.title = screen.Clean(e.Name)
		return placePage{Name: v.title}, nil
	}
	return nil, v.none(id)
}

// The movements between two places.
type movesPage struct {
	Named  string
	Rows   []page.Move
	Paging paging
}

func (v *visit) moves() (any, error) {
	flows, _, err := v.flows()
	if err != nil {
		return nil, err
	}
	for _, f := range narrowed(v.URL, flows, v.pile.daysOf(v.URL)) {
		if endID(f.From) == v.FormValue("start") && endID(f.To) == v.FormValue("end") && strconv.FormatBool(f.Doubtful) == v.FormValue("doubtful") {
			out := movesPage{Named: endName(f.From) + " → " + endName(f.To)}
			v.title = out.Named
			out.Rows, out.Paging = part(v.URL, f.Moves)
			return out, nil
		}
	}
	return nil, v.none(v.FormValue("start") + " → " + v.FormValue("end"))
}

func endID(p *page.Point) string {
	if p == nil {
		return ""
	}
	return p.ID
}

func endName(p *page.Point) string {
	if p == nil {
		return "(not said)"
	}
	return p.Name
}

// narrowed returns flows with those of their movements that an address chooses; without any
// where they are of other days, and only the view needs them.
func narrowed(u *url.URL, flows []*page.Flow, d *days) (out []*page.Flow) {
	in := func(p *page.Point, code string) bool { return p != nil && p.Country == code }
	q := u.Query()
	for _, f := range flows {
		if slices.ContainsFunc(q[country], func(c string) bool { return !in(f.From, c) && !in(f.To, c) }) {
			continue
		}
		of := *f
		of.Moves = nil
		counted := false
		for _, mv := range f.Moves {
			if slices.ContainsFunc(q[query.Action], func(a string) bool { return string(mv.Action) != a }) {
				continue
			}
			counted = true
			if d.has(mv.Begin, mv.End) {
				of.Moves = append(of.Moves, mv)
			}
		}
		if counted {
			out = append(out, &of)
		}
	}
	return out
}

// mostMoving is how many reports are looked at for where movements lead: places have their
// points in the reports, and not in the rows.
const mostMoving = 240

// flows are where movements lead: those that the reports tell of, of some of them where these are
// many; left is how many reports were not looked at.
type flows struct {
	list []*page.Flow
	left int
}

// newFlows looks at the movements of a pile. What is whole is there, where some is damaged.
func newFlows(ctx context.Context, st *store.Store, p *pile) (*flows, error) {
	reports, left, damage := movingReports(ctx, st, p)
	if damage != nil && !store.IsDamage(damage) {
		return nil, damage
	}
	run, masks := screen.Run{}, map[assay.ReportID]*mask.Mask{}
	for _, id := range reports {
		r, err := st.Read(ctx, id)
		if store.IsDamage(err) {
			damage = store.JoinDamage(damage, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		run.Docs = append(run.Docs, r.Doc)
		masks[r.Doc.ID] = mask.New(r.Doc, r.Others, false) // also where names are shown: nobody's way is
	}
	return &flows{page.NewParts(screen.Behind(run, masks), links).Flows(), left}, damage
}

// movingReports chooses the reports whose movements are shown, of each story one: in turns
// some of each pair of places, those pairs first of which most tell.
func movingReports(ctx context.Context, st *store.Store, p *pile) (reports []string, left int, err error) {
	fullest := map[string]bool{}
	for i := range p.stories {
		fullest[p.stories[i].fullest] = true
	}
	const each = 8 // of one pair
	of, all := map[string][]string{}, map[string]bool{}
	var pairs []string
	err = st.Each(ctx, table.Movements, func(t, _ *table.Table) error {
		for _, cells := range t.Rows {
			r := row{t, cells}
			id := strings.Clone(r.text("report"))
			if !fullest[id] || r.text("from") == "" && r.text("to") == "" {
				continue
			}
			all[id] = true
			pair := strings.ToLower(r.text("from") + " → " + r.text("to"))
			if of[pair] == nil {
				pairs = append(pairs, pair)
			}
			list := of[pair]
			add(&list, id)
			of[pair] = list
		}
		return nil
	})
	slices.SortStableFunc(pairs, func(a, b string) int { return cmp.Compare(len(of[b]), len(of[a])) })
	for _, pair := range pairs {
		for _, id := range of[pair][:min(each, len(of[pair]))] {
			if len(reports) < mostMoving {
				add(&reports, id)
			}
		}
	}
	return reports, len(all) - len(reports), err
}

// dayWords says when something was; "" where that is not known.
func dayWords(begin, end time.Time) string {
	switch {
	case begin.IsZero() || end.IsZero():
		return ""
	case end.Sub(begin) <= 24*time.Hour:
		return screen.DayWords(begin)
	}
	return fmt.Sprintf("%s – %s", screen.DayWords(begin), screen.DayWords(end.AddDate(0, 0, -1)))
}
