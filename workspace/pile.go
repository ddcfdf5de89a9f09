package workspace

import (
	"cmp"
	"context"
	"crypto/sha256"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"assay"
	"assay/estimate"
	"assay/page"
	"assay/screen"
	"assay/store"
	"assay/table"
)

// A pile is what the first pages show of a ledger, held ready: its events with their tolls,
// and its stories, as masks show them. It is made anew when the ledger has changed.
type pile struct {
	stamp   store.Stamp
	touched int64       // how often what reports say may have changed
	stale   atomic.Bool // another is being made
	screen  *screen.Screen
	summary []string
	events  []*screen.Event // those first that a summary names, then the most told
	known   map[string]*screen.Event
	stories []story // the youngest first
	told    map[assay.ReportID]tellsOf
	changes []change // of estimates, since the pile before
	apart   []store.Quarantined
	ids     map[string][]string           // of tables, in their order
	values  map[string][]string           // of fields of a query (complete.go)
	where   map[*screen.Event]*page.Point // for a map (map.go)
	from    time.Time                     // until to: the days of most events
	to      time.Time
	since   time.Time // until: the days on which stories appeared
	until   time.Time
	reports [sha256.Size]byte // which reports there are, and in which stories
	ties    atomic.Pointer[ties]
}

// A story is one text with its copies.
type story struct {
	id, fullest, agency string
	published           assay.Date // of the last report
	reports             int
	outlets, languages  []string
}

// A tellsOf says of a report in which of the stories it is, and who published it when.
type tellsOf struct {
	story     int32
	publisher string
	published assay.Date
}

// newPile looks at a ledger: at its stories by a second store, meanwhile.
func newPile(ctx context.Context, st, beside *store.Store) (*pile, error) {
	if err := st.Prepare(ctx); err != nil && !store.IsDamage(err) {
		return nil, err
	}
	begun, err := st.Stamp(ctx)
	if err != nil {
		return nil, err
	}
	p := &pile{known: map[string]*screen.Event{}, ids: map[string][]string{}}
	of := screen.Survey{}
	var told error
	var ids []string
	var side sync.WaitGroup
	side.Go(func() {
		var t *table.Table
		var languages map[string]string
		if t, told = beside.Query(ctx, table.Stories, "", false); store.IsDamage(told) { // which is said where the ledger is looked at itself
			told = nil
		}
		if told == nil {
			languages, told = beside.Languages(ctx)
		}
		if told == nil {
			p.stories, p.told = storiesOf(t, languages, &of)
			p.reports = reportsOf(t)
			for _, id := range idsOf(t) {
				ids = append(ids, strings.Clone(id))
			}
		}
	})
	defer side.Wait()
	var tables [2]*table.Table
	for k, name := range []string{table.Estimates, table.Events} {
		t, err := st.Query(ctx, name, "", false)
		if err != nil && !store.IsDamage(err) {
			return nil, err
		}
		tables[k], p.ids[name] = t, idsOf(t)
	}
	if p.apart, err = st.Quarantine(ctx); err != nil && !store.IsDamage(err) {
		return nil, err
	}
	estimates := estimatesOf(tables[0])
	events := eventsOf(tables[1], estimates)
	p.screen = screen.New(screen.Run{Estimates: estimates}, false)
	if side.Wait(); told != nil {
		return nil, told
	}
	p.ids[table.Stories] = ids
	p.summary = p.screen.SummaryOf(of, events)
	p.events = p.screen.News(events)
	for _, e := range events {
		p.known[e.ID] = e
	}
	p.values = p.valuesOf()
	p.where = pointsOf(tables[1], events)
	p.from, p.to = page.Stretch(p.events)
	p.since, p.until = published(p.stories)
	// What was put together on the way is of the same moment.
	if p.touched, err = st.Touched(ctx); err != nil {
		return nil, err
	}
	now, err := st.Stamp(ctx)
	p.stamp = now.Since(begun)
	return p, err
}

// reportsOf is a digest of which reports there are in which stories.
func reportsOf(t *table.Table) (d [sha256.Size]byte) {
	h := sha256.New()
	for _, cells := range t.Rows {
		r := row{t, cells}
		io.WriteString(h, r.text("story")+" "+r.text("report")+"\n")
	}
	h.Sum(d[:0])
	return d
}

// A row is one of a table, asked by the names of its columns.
type row struct {
	t     *table.Table
	cells []any
}

func (r row) cell(column string) any { return r.cells[slices.Index(r.t.Head, column)] }

func (r row) text(column string) string { s, _ := r.cell(column).(string); return s }

func (r row) number(column string) int { n, _ := r.cell(column).(int64); return int(n) }

func (r row) truth(column string) bool { b, _ := r.cell(column).(bool); return b }

func (r row) amount(column string) (a assay.Amount) {
	if n, ok := r.cell(column).(float64); ok {
		return assay.Known(n)
	}
	return a
}

func (r row) day(column string) time.Time {
	t, _ := time.Parse("2006-01-02", r.text(column))
	return t
}

// estimatesOf returns estimates as their rows have them: without a series, and with words that
// may be shown.
func estimatesOf(t *table.Table) (list []assay.Estimate) {
	for _, cells := range t.Rows {
		r := row{t, cells}
		list = append(list, assay.Estimate{ID: r.text("estimate"), Event: r.text("event"), Sentence: r.text("sentence"), Of: r.text("of"),
			Question: assay.Question{Action: assay.Action(r.text("action")), Counted: r.text("counted"), Unit: r.text("unit"), Place: r.text("place_name"), Begin: r.day("begin"), End: r.day("end")},
			Low:      r.amount("low"), Best: r.amount("best"), High: r.amount("high"), Rule: r.text("rule"),
			Origins: assay.Origins{Min: r.number("origins_min"), Max: r.number("origins_max")}, Conflict: r.truth("conflict")})
	}
	return list
}

// eventsOf returns events as their rows have them: who tells of them is only counted.
func eventsOf(t *table.Table, estimates []assay.Estimate) (list []*screen.Event) {
	sums := estimate.Sums(estimates)
	for _, cells := range t.Rows {
		r := row{t, cells}
		occ := &assay.Occurrence{ID: r.text("event"), Type: r.text("type"), Mode: r.text("mode"), Place: r.text("place_name"), Begin: r.day("begin"), End: r.day("end"),
			Background: r.truth("background"), Of: r.text("of"), Tellings: make([]assay.Telling, r.number("reports"))}
		for code := range strings.SplitSeq(r.text("country"), "; ") {
			if two := assay.Alpha2(code); two != "" {
				occ.Countries = append(occ.Countries, two)
			}
		}
		e := &screen.Event{Occurrence: occ, Sum: sums[occ.ID], Stories: r.number("stories")}
		if e.Sum == nil {
			e.Sum = &estimate.Sum{}
		}
		e.Origins = assay.Origins{Min: r.number("origins_min"), Max: r.number("origins_max")}
		list = append(list, e)
	}
	return list
}

// storiesOf returns the stories, with what is known of each of their reports, and counts in of what
// these are.
func storiesOf(t *table.Table, languages map[string]string, of *screen.Survey) ([]story, map[assay.ReportID]tellsOf) {
	names := map[string]string{}
	one := func(name string) string { // of those that are the same, and not the row in which it stands
		if names[name] == "" {
			names[name] = strings.Clone(name)
		}
		return names[name]
	}
	type dated struct {
		story
		day     string // on which it was published last
		reports []assay.ReportID
	}
	var list []dated
	told := make(map[assay.ReportID]tellsOf, len(t.Rows))
	for _, cells := range t.Rows {
		r := row{t, cells}
		of.Reports++
		d, err := assay.ParseDate(r.text("published"))
		if err != nil {
			d = assay.Date{}
		}
		of.See(d)
		if k := len(list); k == 0 || list[k-1].id != r.text("story") {
			list = append(list, dated{story: story{id: strings.Clone(r.text("story")), agency: one(r.text("agency"))}, day: assay.Date{}.String()})
			of.Texts++
		}
		s := &list[len(list)-1]
		s.story.reports++
		if r.truth("fullest") {
			s.fullest = strings.Clone(r.text("report"))
		}
		if day := one(d.String()); s.published.Year == 0 && d.Year != 0 || (s.published.Year == 0) == (d.Year == 0) && day > s.day {
			s.published, s.day = d, day
		}
		publisher := one(r.text("publisher"))
		if id, err := assay.ParseReportID(r.text("report")); err == nil {
			told[id], s.reports = tellsOf{publisher: publisher, published: d}, append(s.reports, id)
		}
		add(&s.outlets, publisher)
		add(&s.languages, one(languages[r.text("report")]))
	}
	slices.SortStableFunc(list, func(a, b dated) int {
		return cmp.Or(cmp.Compare(min(1, b.published.Year), min(1, a.published.Year)), cmp.Compare(b.day, a.day))
	})
	out := make([]story, len(list))
	for k := range list {
		out[k] = list[k].story
		for _, id := range list[k].reports {
			of := told[id]
			of.story = int32(k)
			told[id] = of
		}
	}
	return out, told
}

func add(list *[]string, s string) {
	if s != "" && !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}
