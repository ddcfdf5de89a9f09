package workload

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"assay"
	"assay/place/gazetteer"
)

// Told is a pile of reports that tell of invented events, and what is true of it. The Docs
// need not be read: claims, figures, places, days, events and sources stand in them as if
// they had been, without a fault, but for tokens and what only a reader's stages need.
// Places have ids of the gazetteer, so that what lies in what is known, and invented names.
// Reports are in the order of their days; a sixth of them are copies.
type Told struct {
	Docs    []*assay.Doc
	Stories []assay.Story // which of them are copies
	Events  []Happening
	Of      [][]int // of each figure of each report: the event it tells of
}

// A Happening is an invented event.
type Happening struct {
	Type       string    `json:"type"`
	Mode       string    `json:"mode"`
	Place      string    `json:"place"`   // its entry in the gazetteer
	Country    string    `json:"country"` // ISO 3166 alpha-2
	Begin      time.Time `json:"begin"`
	End        time.Time `json:"end"` // half open
	Killed     int       `json:"killed"`
	Counted    int       `json:"counted"` // killed as the police counted when they were last asked
	Injured    int       `json:"injured"`
	Fled       int       `json:"fled"`     // families
	Children   int       `json:"children"` // among the killed
	Reports    []int     `json:"reports"`  // those that tell of it as their news
	Background []int     `json:"background,omitempty"`
}

// Tell invents n reports, forty a day. Of an event six tell on average; of one in five
// hundred, where there are thousands of reports, some hundreds.
func Tell(n int, seed uint64) *Told { return TellWithin(n, max(4, n/40), seed) }

// TellWithin invents n reports on what happened within so many days: the fewer, the more
// of it in one town on one day.
func TellWithin(n, days int, seed uint64) *Told {
	w := newWorld(n, seed)
	t := &Told{}
	var drafts []*draft
	for len(drafts) < n {
		ev := len(t.Events)
		t.Events = append(t.Events, w.happen(days))
		drafts = append(drafts, w.tell(t.Events, ev, n-len(drafts))...)
	}
	order := make([]int, len(drafts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return drafts[a].day.Compare(drafts[b].day) })
	stories := map[*draft]int{}
	for k, i := range order {
		d := drafts[i]
		t.Docs, t.Of = append(t.Docs, d.doc), append(t.Of, d.of)
		ev := &t.Events[d.event]
		ev.Counted = max(ev.Counted, d.counted)
		ev.Reports = append(ev.Reports, k)
		for _, other := range d.of {
			if b := &t.Events[other]; other != d.event && !slices.Contains(b.Background, k) {
				b.Background = append(b.Background, k)
			}
		}
		if d.from == nil {
			stories[d] = len(t.Stories)
			t.Stories = append(t.Stories, assay.Story{ID: assay.StoryID(d.doc.ID), Reports: []assay.ReportID{d.doc.ID}, Agency: d.agency})
		}
	}
	for _, d := range drafts {
		if d.from == nil {
			continue
		}
		st := &t.Stories[stories[d.from]]
		st.Reports = append(st.Reports, d.doc.ID)
		all := assay.Span{End: int32(len(d.doc.Text))}
		link := assay.Link{From: d.from.doc.ID, To: d.doc.ID, Relation: "excerpt", Containment: 1,
			Resemblance: float64(len(d.doc.Text)) / float64(len(d.from.doc.Text)), Passages: []assay.Passage{{From: all, To: all}}}
		if len(d.doc.Text) == len(d.from.doc.Text) {
			link.Relation = "identical"
		}
		st.Links = append(st.Links, link)
	}
	return t
}

// Asks returns, for each figure of each report, the number of the question that it answers:
// of one event, one action, of all or of the children among them.
func (t *Told) Asks() [][]int {
	type question struct {
		event  int
		action assay.Action
		part   bool
	}
	number := map[question]int{}
	out := make([][]int, len(t.Docs))
	for i, doc := range t.Docs {
		for k := range doc.Figures {
			q := question{t.Of[i][k], doc.Figures[k].Action, !doc.Figures[k].Of.IsZero()}
			if _, ok := number[q]; !ok {
				number[q] = len(number)
			}
			out[i] = append(out[i], number[q])
		}
	}
	return out
}

// A world is where the invented events happen.
type world struct {
	r        *rand.Rand
	tongue   *tongue
	taken    map[string]bool // names
	lands    []land
	outlets  []string
	agencies []string
	begun    time.Time
}

// A land is a country with those who speak of what happens there.
type land struct {
	code              string
	towns             []spot
	ministry, monitor voice
	relief            voice
}

// A spot is a town.
type spot struct {
	entry  gazetteer.Entry
	name   string
	police voice
}

// A voice is a source.
type voice struct {
	words, name, party string // name is empty where nobody is named
	class              assay.ActorClass
}

const (
	landsOfWorld = 12
	townsOfLand  = 60
)

func newWorld(n int, seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 0x701d))
	w := &world{r: r, tongue: newTongue(r), taken: map[string]bool{}, begun: time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC)}
	towns, codes := map[string][]gazetteer.Entry{}, []string{}
	for i := range gazetteer.Len() {
		e := gazetteer.At(i)
		if _, ok := e.Admin1(); !ok || e.Class != gazetteer.Town || e.Country == "" {
			continue
		}
		if towns[e.Country] = append(towns[e.Country], e); len(towns[e.Country]) == townsOfLand {
			codes = append(codes, e.Country)
		}
	}
	slices.Sort(codes)
	r.Shuffle(len(codes), func(i, k int) { codes[i], codes[k] = codes[k], codes[i] })
	for _, code := range codes[:min(landsOfWorld+n/1000, len(codes))] {
		list := towns[code]
		r.Shuffle(len(list), func(i, k int) { list[i], list[k] = list[k], list[i] })
		name := w.name()
		league := w.name() + " Relief League"
		l := land{code: code,
			ministry: voice{"the " + name + " interior ministry", name + " interior ministry", "government", assay.Organization},
			monitor:  voice{"the " + name + " Observatory", name + " Observatory", "monitor", assay.Organization},
			relief:   voice{"the " + league, league, "", assay.Organization}}
		for _, e := range list[:townsOfLand] {
			name := w.name()
			l.towns = append(l.towns, spot{e, name, voice{"the " + name + " police", name + " police", "government", assay.Organization}})
		}
		w.lands = append(w.lands, l)
	}
	for range 30 + min(n/500, 120) {
		w.outlets = append(w.outlets, w.name()+" "+[]string{"Courier", "Post", "Herald", "Daily", "Mirror"}[r.IntN(5)])
	}
	for range 4 {
		w.agencies = append(w.agencies, strings.ToUpper(w.name()[:3]))
	}
	return w
}

// name invents a name that nobody has yet.
func (w *world) name() string {
	for {
		if s := town(w.r); !w.taken[s] {
			w.taken[s] = true
			return s
		}
	}
}

// kinds are what can happen.
var kinds = []struct{ typ, mode, noun, clause string }{
	{"ASSAULT", "explosives", "bombing", "when a bomb exploded"},
	{"ASSAULT", "firearms", "shooting", "when gunmen opened fire"},
	{"ASSAULT", "aerial", "air strike", "when aircraft struck houses"},
	{"DISASTER", "flood", "flood", "when a river broke its banks"},
	{"DISASTER", "earthquake", "earthquake", "when the ground shook"},
	{"ACCIDENT", "transport", "crash", "when a bus left the road"},
	{"ACCIDENT", "fire", "fire", "when a market burnt"},
}

// happen invents an event within so many days. Some lands have more of them than others,
// and some towns.
func (w *world) happen(days int) Happening {
	l := &w.lands[w.rare(len(w.lands))]
	s := &l.towns[w.rare(len(l.towns))]
	k := kinds[w.r.IntN(len(kinds))]
	begin := w.begun.AddDate(0, 0, w.r.IntN(days))
	ev := Happening{Type: k.typ, Mode: k.mode, Place: s.entry.ID(), Country: l.code, Begin: begin, End: begin.AddDate(0, 0, 1),
		Killed: 2 + int(w.r.ExpFloat64()*w.r.ExpFloat64()*20), Injured: 3 + int(w.r.ExpFloat64()*40)}
	ev.Children = ev.Killed / 4
	if k.typ == "DISASTER" {
		ev.Fled = 50 + w.r.IntN(40)*50
	}
	return ev
}

// rare returns a number below n, small ones more often than large ones.
func (w *world) rare(n int) int { return min(n-1, int(float64(n)*math.Pow(w.r.Float64(), 1.7))) }

// large is how many reports are still to be written where of one event hundreds may tell.
const large = 2000

// tell writes the reports on an event, no more than so many.
func (w *world) tell(events []Happening, ev, most int) (out []*draft) {
	e := &events[ev]
	l := &w.lands[slices.IndexFunc(w.lands, func(l land) bool { return l.code == e.Country })]
	s := &l.towns[slices.IndexFunc(l.towns, func(s spot) bool { return s.entry.ID() == e.Place })]
	offset := map[string]float64{} // by how much another than the police counts more or less
	for _, v := range []voice{l.ministry, l.monitor, l.relief} {
		offset[v.words] = []float64{1, 1, .85, 1.2}[w.r.IntN(4)]
	}
	reports := 1 + int(w.r.ExpFloat64()*5)
	if most > large && w.r.IntN(500) == 0 {
		reports = 100 + int(w.r.ExpFloat64()*400)
	}
	for range min(most, reports) {
		var from *draft
		if len(out) > 0 && w.r.IntN(5) == 0 {
			from = out[w.r.IntN(len(out))]
			for from.from != nil {
				from = from.from
			}
		}
		if from != nil {
			out = append(out, w.copied(from))
			continue
		}
		out = append(out, w.report(events, ev, l, s, offset, w.r.IntN(4)))
	}
	return out
}

// said is what v says that it was, so many days later, of what it was in the end.
func said(truth, days int, offset float64) int {
	share := [...]float64{.6, .8, .95, 1}[days]
	return max(1, int(math.Round(float64(truth)*share*offset)))
}

// report writes a report that appears so many days after an event.
func (w *world) report(events []Happening, ev int, l *land, s *spot, offset map[string]float64, days int) *draft {
	e := &events[ev]
	kind := kinds[slices.IndexFunc(kinds, func(k struct{ typ, mode, noun, clause string }) bool { return k.mode == e.Mode })]
	d := &draft{day: e.Begin.AddDate(0, 0, days), event: ev, actors: map[string]int{}, doc: assay.NewDoc(&assay.Report{
		Format: "text/plain", Publisher: w.outlets[w.r.IntN(len(w.outlets))]})}
	killed := said(e.Killed, days, 1)
	d.counted = killed
	d.region(assay.Headline, func() {
		d.sentence(func() {
			d.put(capital(kind.noun) + " in ")
			pl := d.place(s)
			trigger := d.put(" kills ")
			i := d.figure(number{n: killed, action: "killed", verb: "kill"}, ev, trigger)
			d.doc.Figures[i].Places, d.doc.Figures[i].Inherited = []assay.Ref[assay.Place]{pl}, assay.Times
			d.days(i, e)
			d.doc.Title = d.text.String()
		})
	})
	if w.r.IntN(2) == 0 {
		d.agency = w.agencies[w.r.IntN(len(w.agencies))]
		d.region(assay.Dateline, func() {
			d.put(strings.ToUpper(s.name) + ", " + d.day.Format("January 2") + " (" + d.agency + ") –")
		})
	}
	main := assay.Event{Type: e.Type, Mode: e.Mode, Countries: []string{e.Country}, Begin: e.Begin, End: e.End}
	police := s.police
	// The police, with the injured.
	d.region(assay.Body, func() {
		d.count(ev, e, []number{{n: killed, bound: w.bound(), action: "killed", verb: "kill", counted: "people"}, {n: said(e.Injured, days, 1), action: "injured", verb: "injure"}},
			kind.clause, s, &police, &main)
		d.filler(w)
	})
	whole := len(d.doc.Figures) - 2
	// Others, who may have counted otherwise.
	others := []voice{l.ministry, l.monitor, l.relief, {"officials", "", "government", assay.Group}, {"witnesses", "", "witness", assay.Group}}
	w.r.Shuffle(len(others), func(i, k int) { others[i], others[k] = others[k], others[i] })
	for _, v := range others[:1+w.r.IntN(2)] {
		d.region(assay.Body, func() {
			n := number{n: said(e.Killed, days, cmp.Or(offset[v.words], 1)), bound: w.bound(), action: "killed", verb: "kill", counted: "people"}
			if v.name == "" && e.Killed >= 24 {
				n.bound = assay.Vague
			}
			d.count(ev, e, []number{n}, kind.clause, s, &v, &main)
			d.filler(w)
		})
	}
	if e.Children > 0 && w.r.IntN(3) == 0 {
		d.region(assay.Body, func() {
			d.count(ev, e, []number{{n: said(e.Children, days, 1), action: "killed", verb: "kill", counted: "children", whole: whole + 1}}, "", s, &police, &main)
		})
	}
	if e.Fled > 0 && w.r.IntN(2) == 0 {
		d.region(assay.Body, func() {
			d.count(ev, e, []number{{n: said(e.Fled, days, 1), bound: assay.Approx, action: "fled", verb: "flee", counted: "families", unit: "household"}}, "", s, &l.relief, &main)
			d.filler(w)
		})
	}
	d.doc.Events = append(d.doc.Events, main)
	// What happened there before.
	if ev > 0 && w.r.IntN(3) == 0 {
		for k := ev - 1; k >= max(0, ev-200); k-- {
			b := &events[k]
			if b.Country != e.Country || !b.End.Before(e.Begin) {
				continue
			}
			at := &l.towns[slices.IndexFunc(l.towns, func(s spot) bool { return s.entry.ID() == b.Place })]
			past := assay.Event{Type: b.Type, Mode: b.Mode, Countries: []string{b.Country}, Begin: b.Begin, End: b.End, Background: true}
			d.region(assay.Body, func() {
				d.count(k, b, []number{{n: b.Killed, action: "killed", verb: "kill", counted: "people"}}, "", at, nil, &past)
			})
			d.doc.Events = append(d.doc.Events, past)
			break
		}
	}
	d.done(w)
	return d
}

// bound invents how a number is hedged.
func (w *world) bound() assay.Bound {
	return []assay.Bound{assay.Exact, assay.Exact, assay.AtLeast}[w.r.IntN(3)]
}
