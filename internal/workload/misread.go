package workload

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"assay"
	"assay/place/gazetteer"
)

// A Pile is invented reports on invented events, as they come out of the stages, with what
// they tell together.
type Pile struct {
	Docs []*assay.Doc
	// Questions and Events say of each figure of each report which question it answers and
	// of what it tells; equal numbers are one.
	Questions, Events [][]int
}

// happening is what happens in an invented event.
type happening struct {
	noun, verb, kind, mode string
	grows                  bool // its toll grows from day to day
	who                    []string
}

var happenings = []happening{
	{"flood", "swept through", "DISASTER", "hydrological", true, []string{"people", "residents", "villagers"}},
	{"earthquake", "shook", "DISASTER", "geophysical", true, []string{"people", "residents"}},
	{"bus crash", "happened in", "ACCIDENT", "transport", false, []string{"people", "passengers"}},
	{"factory fire", "broke out in", "ACCIDENT", "industrial", true, []string{"workers", "people"}},
	{"bombing", "hit", "ASSAULT", "explosives", false, []string{"people", "civilians", "shoppers"}},
	{"raid", "took place in", "ASSAULT", "", false, []string{"fighters", "soldiers", "militants"}},
	{"air strike", "hit", "ASSAULT", "aerial", false, []string{"civilians", "people", "fighters"}},
	{"shooting", "happened in", "ASSAULT", "firearms", false, []string{"people", "students"}},
}

// Misread returns about n invented reports: each event is told by one to seven of them within a
// week, with tolls that grow, parts, headlines, persons of whom nobody counts, words on what
// happened before, and a share of what readers misread. Questions of -1 are none.
func Misread(n int, seed uint64) *Pile {
	r := rand.New(rand.NewPCG(seed, 7))
	t := &teller{r: r, pile: &Pile{}, start: time.Date(2012+r.IntN(12), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)}
	t.days = max(2+r.IntN(12), n/20)
	country := ""
	for len(t.towns) < max(4+r.IntN(8), n/8) {
		e := gazetteer.At(r.IntN(gazetteer.Len()))
		if len(t.towns)%20 == 0 {
			country = ""
		}
		if e.Class.Populated() && e.Country != "" && (country == "" || e.Country == country) {
			t.towns, country = append(t.towns, e), e.Country
		}
	}
	for e := 0; len(t.pile.Docs) < n; e++ {
		t.event(e)
	}
	return t.pile
}

type teller struct {
	r     *rand.Rand
	pile  *Pile
	start time.Time
	last  *invented // the event before, of which reports tell as background
	towns []gazetteer.Entry
	days  int
}

// chance is true once in n times.
func (t *teller) chance(n int) bool { return t.r.IntN(n) == 0 }

// An invented event.
type invented struct {
	happening
	id                     int
	town                   gazetteer.Entry
	name                   string // where no table has it
	day                    time.Time
	killed, injured, small int
	growth                 float64 // of the toll, a day
	who                    string
}

func (t *teller) event(id int) {
	r := t.r
	ev := &invented{happening: happenings[r.IntN(len(happenings))], id: id, day: t.start.AddDate(0, 0, r.IntN(t.days)), town: t.towns[r.IntN(len(t.towns))]}
	if r.IntN(6) == 0 {
		ev.name = strings.ToUpper(string(rune('a'+r.IntN(26)))) + []string{"arrowford", "oxley", "urle", "estwick", "almora"}[r.IntN(5)]
	}
	ev.killed = 2 + int(r.ExpFloat64()*15)
	ev.injured = 2 + int(r.ExpFloat64()*40)
	ev.small = 1 + r.IntN(max(1, ev.killed/2))
	if ev.grows {
		ev.growth = [...]float64{0, 0.1, 0.3, 0.8}[r.IntN(4)]
	}
	ev.who = ev.happening.who[r.IntN(len(ev.happening.who))]
	for range 1 + r.IntN(7) {
		t.report(ev, r.IntN(6))
	}
	t.last = ev
}

// report tells of ev some days after it.
func (t *teller) report(ev *invented, after int) {
	r := t.r
	d := &told{t: t, day: ev.day.AddDate(0, 0, after)}
	d.doc = assay.NewDoc(&assay.Report{Publisher: fmt.Sprintf("paper%d.example", r.IntN(12))})
	date, _ := assay.ParseDate(d.day.Format(time.DateOnly))
	d.doc.Published = assay.Published{Date: date, From: "metadata"}
	d.doc.Appeared = d.doc.Published
	where := ev.town.Name
	if ev.name != "" {
		where = ev.name
	}
	killed := ev.killed
	killed += int(float64(after) * ev.growth * float64(killed))
	switch {
	case t.chance(5):
		killed = max(1, killed+r.IntN(5)-2)
	case ev.kind == "ASSAULT" && t.chance(8): // what the other side says
		killed = max(1, int(float64(killed)*(0.3+2*r.Float64())))
	}
	who := ev.who
	if r.IntN(3) == 0 {
		who = "people"
	}
	killedQ, injuredQ, smallQ := 10*ev.id+1, 10*ev.id+2, 10*ev.id+3
	if r.IntN(4) > 0 {
		d.region(assay.Headline)
		d.place(where)
		d.write(" " + ev.noun + ": ")
		n := killed
		if n > 20 && t.chance(4) {
			n -= n % 10 // a headline rounds
		}
		d.figure(n, "dead", "killed", ev, killedQ, r.IntN(2) == 0, false)
		d.doc.Title = d.text.String()
		d.end(". ")
	}
	d.region(assay.Body)
	d.write("A " + ev.noun + " " + ev.verb + " ")
	d.place(where)
	d.write(" and killed ")
	d.figure(killed, who, "killed", ev, killedQ, true, r.IntN(4) > 0)
	if r.IntN(2) == 0 {
		d.write(" and injured ")
		d.figure(ev.injured, "others", "injured", ev, injuredQ, r.IntN(2) == 0, r.IntN(2) == 0)
	}
	d.write(", " + []string{"police", "officials", "the interior ministry", "a monitor"}[r.IntN(4)] + " said")
	d.end(". ")
	if ev.small < killed && r.IntN(3) == 0 {
		d.write("Among the dead were ")
		d.figure(ev.small, "children", "killed", ev, smallQ, false, r.IntN(2) == 0)
		d.end(". ")
	}
	if ev.grows && t.chance(2) {
		d.write("The " + ev.noun + " destroyed ")
		d.figure(ev.injured*(3+after), "houses", "destroyed", ev, 10*ev.id+5, t.chance(2), t.chance(2))
		d.as("house")
		d.end(". ")
	}
	if t.chance(4) {
		d.write("Those who left paid ")
		d.figure(100*ev.killed*(2+r.IntN(4)), "dollars", "paid", ev, 10*ev.id+6, t.chance(2), t.chance(3))
		d.as("USD")
		d.write(" for a place in a bus")
		d.end(". ")
	}
	if t.chance(4) {
		d.write([]string{"A driver", "A woman", "A boy"}[r.IntN(3)] + " was among them, ")
		d.person([]string{"a nurse", "a shopkeeper", "Ana Reis", "Jo Tell", "Nils Aune"}[r.IntN(5)], "killed", ev)
		d.end(". ")
	}
	if ev.kind == "ASSAULT" && t.chance(3) {
		d.person([]string{"A bomber", "A gunman", "a suspect"}[r.IntN(3)], []assay.Action{"killed", "detained"}[r.IntN(2)], ev)
		d.write(" was named by the police")
		d.end(". ")
	}
	if ev.kind == "ASSAULT" && t.chance(3) {
		d.write("The army said ")
		d.figure(ev.injured/2+1, []string{"fighters", "militants", "soldiers"}[r.IntN(3)], "killed", ev, 10*ev.id+4, t.chance(2), t.chance(2))
		d.write(" had died in the " + ev.noun)
		d.end(". ")
	}
	if r.IntN(3) == 0 {
		d.write("Hospitals counted ")
		d.figure(killed, who, "killed", ev, killedQ, false, false)
		d.write(" dead from the " + ev.noun)
		d.end(". ")
	}
	if b := t.last; b != nil && r.IntN(4) == 0 {
		d.write("Earlier a " + b.noun + " in ")
		d.place(b.town.Name)
		d.write(" killed ")
		d.figure(b.killed, b.who, "killed", b, 10*b.id+1, true, true)
		d.end(". ")
	}
	text := d.text.String()
	d.doc.Text, d.doc.Raw = text, []byte(text)
	d.doc.ID = assay.NewReportID(fmt.Sprintf("%d/%d", ev.id, len(t.pile.Docs)), d.doc.Raw)
	t.pile.Docs = append(t.pile.Docs, d.doc)
	t.pile.Questions = append(t.pile.Questions, d.questions)
	t.pile.Events = append(t.pile.Events, d.events)
}

// A told is a report in the making.
type told struct {
	t                 *teller
	doc               *assay.Doc
	day               time.Time
	text              strings.Builder
	begun             int
	where             assay.Span // the place that was named last
	kind              assay.RegionKind
	questions, events []int
}

func (d *told) write(s string) int {
	d.text.WriteString(s)
	return d.text.Len()
}

func (d *told) place(name string) {
	at := d.text.Len()
	d.where = assay.Span{Start: int32(at), End: int32(d.write(name))}
}

func (d *told) region(k assay.RegionKind) { d.kind, d.begun = k, d.text.Len() }

// end ends a sentence, and a region with it.
func (d *told) end(s string) {
	at := d.write(s[:1])
	sp := assay.Span{Start: int32(d.begun), End: int32(at)}
	d.doc.Sentences = append(d.doc.Sentences, sp)
	d.doc.Regions = append(d.doc.Regions, assay.Region{Span: sp, Kind: d.kind})
	d.begun = d.write(s[1:])
}

// as gives the last figure another unit.
func (d *told) as(unit string) {
	fig := &d.doc.Figures[len(d.doc.Figures)-1]
	fig.Unit, fig.Quantity.Unit = unit, unit
}

// person writes somebody of whom is told and whom nobody counts.
func (d *told) person(who string, action assay.Action, ev *invented) {
	from := d.text.Len()
	to := d.write(who)
	at := from + strings.LastIndexByte(who, ' ') + 1
	one := assay.Known(1)
	sp := assay.Span{Start: int32(from), End: int32(to)}
	d.add(assay.Figure{Unit: "person", Action: action, Verb: "kill", Role: "underwent", Confidence: 0.7,
		Quantity: assay.Quantity{Span: sp, Low: one, Best: one, High: one, Unit: "person", Head: -1, Singular: true},
		Counted:  assay.Span{Start: int32(at), End: int32(to)}, Chances: assay.Chances{Figure: 0.9, Action: 0.9, Places: 0.9, Countries: 0.95, Time: 0.9, Days: 0.8}}, ev, -1, d.t.chance(2), d.t.chance(2))
}

// figure writes a number of those counted, with or without its own place and day.
func (d *told) figure(n int, counted string, action assay.Action, ev *invented, question int, placed, dated bool) {
	from := d.text.Len()
	words, vague := strconv.Itoa(n), d.t.chance(12) && n >= 12
	if vague {
		if words = "dozens of"; n >= 100 {
			words = "hundreds of"
		}
		n = map[bool]int{false: 12, true: 100}[n >= 100]
	}
	to := d.write(words)
	d.write(" ")
	at := d.text.Len()
	end := d.write(counted)
	num := assay.Known(float64(n))
	fig := assay.Figure{Unit: "person", Action: action, Verb: "kill", Role: "underwent", Confidence: 0.8,
		Quantity: assay.Quantity{Span: assay.Span{Start: int32(from), End: int32(to)}, Low: num, Best: num, High: num, Unit: "person", Head: -1},
		Counted:  assay.Span{Start: int32(at), End: int32(end)},
		Chances:  assay.Chances{Figure: 0.95, Action: 0.95, Places: 0.9, Countries: 0.95, Time: 0.9, Days: 0.8}}
	if vague || d.t.chance(6) {
		if fig.Quantity.Bound = assay.AtLeast; vague {
			fig.Quantity.Bound = assay.Vague
		}
		fig.Quantity.Best, fig.Quantity.High = assay.Amount{}, assay.Amount{}
	}
	if d.t.chance(25) {
		fig.Action = []assay.Action{"killed", "injured", "other"}[d.t.r.IntN(3)]
	}
	if d.t.chance(12) {
		fig.Counted = assay.Span{}
	}
	d.add(fig, ev, question, placed, dated)
}

// add adds a figure with or without its own place and day, now and then misread.
func (d *told) add(fig assay.Figure, ev *invented, question int, placed, dated bool) {
	if placed || d.t.r.IntN(2) == 0 {
		pl := assay.Place{Span: d.where}
		if ev.name == "" {
			pl = assay.Place{Span: d.where, Gazetteer: ev.town.ID(), Name: ev.town.Name, Lat: ev.town.Lat, Lon: ev.town.Lon, Precision: assay.Locality, Country: ev.town.Country, Confidence: 0.9}
			if up, ok := ev.town.Admin1(); ok && d.t.r.IntN(5) == 0 {
				pl.Gazetteer, pl.Name, pl.Lat, pl.Lon, pl.Precision = up.ID(), up.Name, up.Lat, up.Lon, assay.Admin1
			}
		}
		d.doc.Places = append(d.doc.Places, pl)
		fig.Places = []assay.Ref[assay.Place]{assay.RefTo[assay.Place](len(d.doc.Places) - 1)}
		if !placed {
			fig.Inherited |= assay.Places
		}
	}
	if other := d.t.towns[d.t.r.IntN(len(d.t.towns))]; d.t.chance(8) && len(d.doc.Places) > 0 { // of something else in the report
		d.doc.Places = append(d.doc.Places, assay.Place{Span: d.where, Gazetteer: other.ID(), Name: other.Name, Lat: other.Lat, Lon: other.Lon, Precision: assay.Locality, Country: other.Country})
		fig.Places = []assay.Ref[assay.Place]{assay.RefTo[assay.Place](len(d.doc.Places) - 1)}
	}
	fig.Countries = []string{ev.town.Country}
	if dated || d.t.r.IntN(2) == 0 {
		fig.Begin, fig.End = ev.day, ev.day.AddDate(0, 0, 1)
		if d.t.r.IntN(3) == 0 {
			fig.End = fig.End.AddDate(0, 0, 1)
		}
		switch d.t.r.IntN(12) {
		case 0:
			fig.Begin, fig.End = d.day.AddDate(0, 0, -1), d.day.AddDate(0, 0, 1) // when it was told
		case 1:
			fig.Begin = fig.Begin.AddDate(0, 0, -d.t.r.IntN(7))
		case 2:
			fig.Begin, fig.End = fig.Begin.AddDate(0, 0, 1), fig.End.AddDate(0, 0, 1)
		}
		if !dated {
			fig.Inherited |= assay.Times
		}
	}
	d.doc.Figures = append(d.doc.Figures, fig)
	k := len(d.doc.Figures) - 1
	ref := assay.RefTo[assay.Figure](k)
	for i := range d.events {
		if d.events[i] == ev.id {
			for e := range d.doc.Events {
				if x := &d.doc.Events[e]; x.Figures[0] == assay.RefTo[assay.Figure](i) {
					x.Figures = append(x.Figures, ref)
					ref = assay.Ref[assay.Figure]{}
				}
			}
			break
		}
	}
	if ref != (assay.Ref[assay.Figure]{}) {
		d.doc.Events = append(d.doc.Events, assay.Event{Span: fig.Quantity.Span, Type: ev.kind, Mode: ev.mode, Figures: []assay.Ref[assay.Figure]{ref}, Places: fig.Places, Countries: fig.Countries, Begin: fig.Begin, End: fig.End})
	}
	d.questions, d.events = append(d.questions, question), append(d.events, ev.id)
}
