package corpus

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/occurrence"
	"assay/origin"
	"assay/pack"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// again is how often events that want others are made again with these. Whoever still wants one
// then is poison.
const again = 2

// summed makes the estimates of events, as package estimate does: each event by itself first,
// which says what it gives to others; then with that known of those beside it; then together
// with those of which it takes something, which is rare. It returns the lines of events and
// estimates, by their partitions, and what went wrong.
func summed(s beam.Scope, events, linked beam.PCollection, rounds int) (eventLines, estimateLines, bad beam.PCollection) {
	s = s.Scope("estimates")
	alone := beam.ParDo(s, unitOfOne, events)
	beside := beam.ParDo(s, besideOf, beam.CoGroupByKey(s, events, beam.ParDo(s, nothing, events)))
	gives, lines, estimates, _, _ := makeUnits(s, &making{Pass: 1}, events, linked, beside, alone)
	beside = beam.ParDo(s, besideOf, beam.CoGroupByKey(s, events, gives))
	someLines, someEstimates, wants, _ := make2(s, &making{Pass: 2}, events, linked, beside, alone)
	var found, moreLines, moreEstimates, left beam.PCollection
	for pass := range again {
		found = components(s, wants, min(rounds, 4))
		var more beam.PCollection
		moreLines, moreEstimates, more, left = make2(s, &making{Pass: 3 + pass, Last: pass+1 == again}, events, linked, beside, found)
		wants = beam.Flatten(s, wants, more)
	}
	// What is made with others is not what it was by itself.
	someLines, someEstimates = beam.ParDo2(s, undisturbed, beam.CoGroupByKey(s, someLines, someEstimates, found))
	estimates = beam.ParDo(s, byOwn, beam.Flatten(s, estimates, someEstimates, moreEstimates))
	lines = beam.Flatten(s, lines, someLines, moreLines)
	names := nameAll(s, beam.ParDo(s, alikeEstimate, estimates))
	called := beam.ParDo(s, callEstimate, beam.CoGroupByKey(s, estimates, names))
	wholes := beam.ParDo(s, nameWhole, beam.CoGroupByKey(s, beam.ParDo(s, askWhole, estimates), names))
	estimateLines, about := beam.ParDo2(s, estimateLine, beam.CoGroupByKey(s, called, wholes))
	eventLines = beam.ParDo(s, eventLine, beam.CoGroupByKey(s, lines, about))
	return eventLines, estimateLines, left
}

// make2 is makeUnits of those that give no more.
func make2(s beam.Scope, mk *making, events, linked, neighbours, units beam.PCollection) (lines, estimates, wants, left beam.PCollection) {
	_, lines, estimates, wants, left = makeUnits(s, mk, events, linked, neighbours, units)
	return lines, estimates, wants, left
}

// undisturbed passes on what was made of an event that is not to be made with others.
func undisturbed(own []byte, lines, estimates, found values, toLines, toEstimates emits) {
	if one(found) != nil {
		return
	}
	for b := []byte(nil); lines(&b); b = nil {
		toLines(own, b)
	}
	for b := []byte(nil); estimates(&b); b = nil {
		toEstimates(own, b)
	}
}

func byOwn(_, raw []byte, to emits) error {
	var x estimated
	if err := read(raw, x.code); err != nil {
		return err
	}
	to(x.own, raw)
	return nil
}

func unitOfOne(own, _ []byte, to emits) { to(own, own) }

func nothing(own, _ []byte, to emits) {
	var g gift
	to(own, write(g.code))
}

// A gift is what an event gives to others.
type gift struct {
	tolls   [2]int
	numbers []int
}

func (g *gift) code(c *pack.Coder) {
	pack.Integer(c, &g.tolls[0])
	pack.Integer(c, &g.tolls[1])
	pack.List(c, &g.numbers, func(n *int) { pack.Integer(c, n) })
}

// A beside is an event as those know it that are made beside it.
type beside struct {
	own []byte
	estimate.Neighbour
}

func (b *beside) code(c *pack.Coder) {
	blob(c, &b.own)
	b.Neighbour.Code(c)
}

// besideOf tells the reports of an event of it.
func besideOf(own []byte, events, gives values, to emits) error {
	to = sent("neighbours", to)
	var e event
	if err := read(one(events), e.code); err != nil {
		return err
	}
	var g gift
	if b := one(gives); b != nil {
		if err := read(b, g.code); err != nil {
			return err
		}
	}
	n := beside{own, estimate.NeighbourOf(&e.Occurrence, e.Order, g.tolls, g.numbers, func(assay.ReportID) bool { return true })}
	raw := write(n.code)
	for _, label := range e.homes {
		to(label, raw)
	}
	return nil
}

// makeUnits makes the estimates of units, which are events under the key of each: its own where
// it is made alone. It returns what events give, their lines, estimates, which want which others,
// and who still does at the end.
func makeUnits(s beam.Scope, mk *making, events, linked, neighbours, units beam.PCollection) (gives, lines, estimates, wants, left beam.PCollection) {
	made, homes := beam.ParDo2(s, unitEvent, beam.CoGroupByKey(s, events, units))
	there := beam.ParDo(s, sendHome, beam.CoGroupByKey(s, linked, neighbours, homes))
	return beam.ParDo5(s, mk, beam.CoGroupByKey(s, made, there))
}

// unitEvent brings an event to its unit, and asks its reports for what they know.
func unitEvent(_ []byte, events, units values, made, homes emits) error {
	unit := one(units)
	if unit == nil {
		return nil
	}
	raw := one(events)
	var e event
	if err := read(raw, e.code); err != nil {
		return err
	}
	made(unit, raw)
	for _, label := range e.homes {
		homes(label, unit)
	}
	return nil
}

// A home is connected reports with the events of which they tell.
type home struct {
	linked     []byte
	neighbours [][]byte
}

func (h *home) code(c *pack.Coder) {
	blob(c, &h.linked)
	pack.List(c, &h.neighbours, func(b *[]byte) { blob(c, b) })
}

func sendHome(_ []byte, linked, neighbours, units values, to emits) {
	to = sent("reports to events", to)
	list := nodes(units)
	if len(list) == 0 {
		return
	}
	h := home{one(linked), all(neighbours)}
	slices.SortFunc(h.neighbours, less)
	raw := squeeze(write(h.code))
	for _, unit := range list {
		to(unit, raw)
	}
}

// A making makes the estimates of a unit.
type making struct {
	Pass int  // 1: each by itself; 2: with what is known of others; from 3 on with those that it wants
	Last bool // who still wants one is poison
}

// An estimated is an estimate on its way to its name.
type estimated struct {
	alike, own, whole []byte // whole is empty where there is none
	order             []byte
	line              []byte
	event             []byte // its event's own hash
	day, country      string
}

func (x *estimated) code(c *pack.Coder) {
	for _, b := range [...]*[]byte{&x.alike, &x.own, &x.whole, &x.order, &x.line, &x.event} {
		blob(c, b)
	}
	c.Own(&x.day)
	c.Own(&x.country)
}

func (mk *making) ProcessElement(unit []byte, events, homes values, gives, lines, estimates, wants emits, left emit) error {
	defer run(fmt.Sprintf("estimates %d", min(mk.Pass, 3)))()
	gives, lines, estimates = sent("gifts", gives), sent("event lines", lines), sent("estimates", estimates)
	var raw []byte
	if !events(&raw) {
		return nil
	}
	var made []*occurrence.Told
	own := map[string][]byte{} // by the ids of events
	for more := true; more; more = events(&raw) {
		e := &event{}
		if err := read(raw, e.code); err != nil {
			return err
		}
		made = append(made, &e.Told)
		own[e.ID] = bytes.Clone(e.Own[:])
		raw = nil
	}
	isMade := map[string]bool{}
	for _, t := range made {
		isMade[t.ID] = true
	}
	var there []*connected
	var around []estimate.Neighbour
	size := 0
	for b := []byte(nil); homes(&b); b = nil {
		raw, err := swell(b)
		if err != nil {
			return err
		}
		size += len(raw)
		var h home
		if err := read(raw, h.code); err != nil {
			return err
		}
		c, err := connectedOf(h.linked)
		if err != nil {
			return err
		}
		there = append(there, c)
		for _, raw := range h.neighbours {
			var n beside
			if err := read(raw, n.code); err != nil {
				return err
			}
			if own[n.ID] == nil {
				own[n.ID] = n.own
				around = append(around, n.Neighbour) // it says what all reports tell of it
			}
		}
	}
	held("estimates", size)
	last := len(around) == 0 // it is as it will be
	if mk.Pass == 2 && last {
		return nil // it was made
	}
	slices.SortFunc(there, func(a, b *connected) int { return less(a.Reports[0].ID[:], b.Reports[0].ID[:]) })
	slices.SortFunc(around, func(a, b estimate.Neighbour) int { return less([]byte(a.ID), []byte(b.ID)) })
	p, err := open(there...)
	if err != nil {
		return err
	}
	var heard [][]byte
	for _, c := range there {
		heard = append(heard, c.Heard...)
	}
	voices, err := origin.PileOf(heard)
	if err != nil {
		return err
	}
	occurrence.Sort(made)
	some := estimate.MakeSome(p.reports, p.stories, p.settings, voices, made, around)
	if mk.Pass == 1 {
		for id, numbers := range some.Numbers {
			g := gift{some.Tolls[id], numbers}
			gives(own[id], write(g.code))
		}
		if !last {
			return nil
		}
	}
	if len(some.Wanted) > 0 {
		// All that are made and wanted are one.
		first := own[made[0].ID]
		for _, t := range made[1:] {
			wants(first, own[t.ID])
		}
		for _, id := range some.Wanted {
			if mk.Last {
				left(poison{Step: "estimates", Of: made[0].ID, Reason: "still takes something of " + id}.bytes())
			}
			wants(first, own[id])
		}
	}
	if mk.Pass > 2 && !mk.Last {
		return nil // all that is made with others is made once more, with all that then is wanted
	}
	byID := map[assay.ReportID]*estimate.Report{}
	for _, r := range p.reports {
		byID[r.ID] = r
	}
	enc := ledger.EventsIn(func(report assay.ReportID, figure int) (int, bool) {
		if r := byID[report]; r != nil {
			return r.EventOf(figure)
		}
		return 0, false
	}, nil)
	country := map[string]string{}
	for _, t := range made {
		var line bytes.Buffer
		if err := enc.Encode(&line, &t.Occurrence); err != nil {
			return err
		}
		if len(t.Countries) > 0 {
			country[t.ID] = assay.Alpha3(t.Countries[0])
		}
		lines(own[t.ID], line.Bytes())
	}
	for i := range some.Estimates {
		est := &some.Estimates[i]
		var line bytes.Buffer
		if err := ledger.EncodeEstimate(&line, est); err != nil {
			return err
		}
		x := estimated{alike: some.Alike[i][:], own: some.Own[i][:], order: some.Order[i], line: line.Bytes(), event: own[est.Event], country: country[est.Event]}
		if w := some.Whole[i]; w >= 0 {
			x.whole = some.Own[w][:]
		}
		if day := ledger.Day(est.Question.Begin); day != nil {
			x.day = (*day)[:10]
		}
		estimates(x.event, write(x.code))
	}
	return nil
}

func alikeEstimate(own, raw []byte, to emits) error {
	var x estimated
	if err := read(raw, x.code); err != nil {
		return err
	}
	to(x.alike, own)
	return nil
}

func callEstimate(own []byte, estimates, names values, to emits) {
	name := one(names)
	to(own, write(func(c *pack.Coder) {
		raw, short := one(estimates), name[idSize:]
		blob(c, &raw)
		blob(c, &short)
	}))
}

func askWhole(own, raw []byte, to emits) error {
	var x estimated
	if err := read(raw, x.code); err != nil {
		return err
	}
	if len(x.whole) > 0 {
		to(x.whole, own)
	}
	return nil
}

func nameWhole(_ []byte, parts, names values, to emits) {
	name := one(names)
	for b := []byte(nil); parts(&b); b = nil {
		to(b, name[idSize:])
	}
}

const estimateIDs, eventIDs = "est", "occ"

// estimateLine gives an estimate its id and that of its whole, and tells its event of it.
func estimateLine(own []byte, called, wholes values, lines, about emits) error {
	var raw, short []byte
	err := read(one(called), func(c *pack.Coder) {
		blob(c, &raw)
		blob(c, &short)
	})
	if err != nil {
		return err
	}
	var x estimated
	if err := read(raw, x.code); err != nil {
		return err
	}
	var l ledger.EstimateLine
	if err := json.Unmarshal(x.line, &l); err != nil {
		return err
	}
	l.Estimate.ID = estimateIDs + string(short)
	if w := one(wholes); w != nil {
		of := estimateIDs + string(w)
		l.Estimate.Of = &of
	}
	line, err := lineOf(&l)
	if err != nil {
		return err
	}
	sent("estimate lines", lines)(partition("estimates", x.day, x.country), line)
	about(x.event, write(func(c *pack.Coder) {
		blob(c, &x.order)
		c.Own(&l.Estimate.ID)
	}))
	return nil
}

// eventLine names the estimates of an event, in their order.
func eventLine(_ []byte, lines, about values, to emits) error {
	var l ledger.OccurrenceLine
	if err := json.Unmarshal(one(lines), &l); err != nil {
		return err
	}
	type named struct {
		order []byte
		id    string
	}
	var list []named
	for b := []byte(nil); about(&b); b = nil {
		var n named
		err := read(b, func(c *pack.Coder) {
			blob(c, &n.order)
			c.Own(&n.id)
		})
		if err != nil {
			return err
		}
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b named) int { return less(a.order, b.order) })
	for _, n := range list {
		l.Event.Estimates = append(l.Event.Estimates, n.id)
	}
	line, err := lineOf(&l)
	if err != nil {
		return err
	}
	day, country := "", ""
	if l.Event.Begin != nil {
		day = (*l.Event.Begin)[:10]
	}
	if len(l.Event.Country) > 0 {
		country = l.Event.Country[0]
	}
	to(partition("events", day, country), line)
	return nil
}

// lineOf returns a line as package ledger writes it.
func lineOf(line any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(line)
	return b.Bytes(), err
}

func init() {
	register.Function3x0(unitOfOne)
	register.Function6x0(undisturbed)
	register.Function3x1(byOwn)
	register.Function3x0(nothing)
	register.Function4x1(besideOf)
	register.Function5x1(unitEvent)
	register.Function5x0(sendHome)
	register.DoFn8x1[[]byte, values, values, emits, emits, emits, emits, emit, error](&making{})
	register.Function3x1(alikeEstimate)
	register.Function4x0(callEstimate)
	register.Function3x1(askWhole)
	register.Function4x0(nameWhole)
	register.Function5x1(estimateLine)
	register.Function4x1(eventLine)
}
