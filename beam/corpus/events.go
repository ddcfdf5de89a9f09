package corpus

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sync"

	"assay"
	"assay/occurrence"
	"assay/pack"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// happened finds of which events reports tell, as package occurrence does: what stands under one
// key (a place and month, a country, an action and a week, rare words of headlines) meets, blocks
// that are full are cut by days, action and number; two reports whose items meet are compared;
// what so leads from one item to another is a part, and each part is told by itself. It returns
// the events with their ids, under the hashes that are theirs alone.
func happened(s beam.Scope, linked beam.PCollection, rounds int) beam.PCollection {
	s = s.Scope("events")
	entries, standing, items, sure := beam.ParDo4(s, stand, linked)
	var met []beam.PCollection
	for level := range occurrence.Levels {
		var pairs beam.PCollection
		pairs, entries = beam.ParDo2(s, &block{Level: level}, beam.GroupByKey(s, entries))
		met = append(met, pairs)
	}
	pairs, large := beam.ParDo2(s, &block{Level: occurrence.Levels}, beam.GroupByKey(s, entries))
	lead := beam.CombinePerKey(s, firstStanding, large)
	met = append(met, pairs, beam.ParDo(s, meetLead, beam.CoGroupByKey(s, lead, large)))
	away, same := beam.ParDo2(s, sendReport, beam.CoGroupByKey(s, standing, beam.Flatten(s, met...)))
	leads := beam.ParDo(s, match, beam.CoGroupByKey(s, standing, same, away))
	found := components(s, beam.Flatten(s, leads, sure), rounds)
	wide, narrow := beam.ParDo2(s, sortParts, beam.GroupByKey(s, beam.ParDo(s, partOf, beam.CoGroupByKey(s, items, found))))
	here, sent := beam.ParDo2(s, tellHere, beam.CoGroupByKey(s, linked, narrow, beam.ParDo(s, homesOf, wide)))
	there := beam.ParDo(s, tellPart, beam.CoGroupByKey(s, wide, sent))
	return nameEvents(s, beam.Flatten(s, here, there))
}

// A stood is a report with its place in the pile.
type stood struct {
	id      []byte
	context occurrence.Context
	told    []byte
}

func (x *stood) code(c *pack.Coder) {
	blob(c, &x.id)
	x.context.Code(c)
	blob(c, &x.told)
}

func itemKey(i occurrence.Item) []byte {
	return binary.BigEndian.AppendUint32(bytes.Clone(i.Report[:]), uint32(i.At))
}

func itemOf(b []byte) (i occurrence.Item) {
	copy(i.Report[:], b)
	i.At = int32(binary.BigEndian.Uint32(b[len(i.Report):]))
	return i
}

func stand(label, raw []byte, entries, standing, items, sure emits) error {
	defer run("blocks")()
	entries, standing = sent("entries", entries), sent("standing", standing)
	b, p, err := opened(raw)
	if err != nil {
		return err
	}
	bytesOf := map[assay.ReportID][]byte{}
	for _, t := range b.Reports {
		bytesOf[t.ID] = t.Told
	}
	for _, st := range occurrence.Stand(p.compared(), p.stories, p.settings) {
		x := stood{st.Report[:], st.Context, bytesOf[st.Report]}
		standing(bytes.Clone(st.Report[:]), write(x.code))
		for i := range st.Items {
			one := write(st.Items[i].Code)
			for _, k := range st.Keys[i] {
				entries(number(k), one)
			}
			items(itemKey(st.Items[i].Item), label)
		}
		for _, pair := range st.Sure {
			sure(itemKey(pair[0]), itemKey(pair[1]))
		}
	}
	return nil
}

// A block is what stands under one key. Where there is room all meet; else each goes on to the
// blocks of its bins, as it comes.
type block struct{ Level int }

func (k *block) ProcessElement(key []byte, entries values, pairs, on emits) error {
	defer run("blocks")()
	pairs, on = sent("meetings", pairs), sent("entries", on)
	block := binary.BigEndian.Uint64(key)
	next := func(s *occurrence.Standing) {
		if k.Level == occurrence.Levels {
			on(key, standings([]occurrence.Standing{*s}))
			return
		}
		raw := write(s.Code)
		for _, bin := range s.Bins(block, k.Level) {
			on(number(bin), raw)
		}
	}
	var list []occurrence.Standing
	full := false
	for b := []byte(nil); entries(&b); b = nil {
		var s occurrence.Standing
		if err := read(b, s.Code); err != nil {
			return err
		}
		if full {
			next(&s)
			continue
		}
		if list = append(list, s); len(list) > occurrence.Room() {
			full = true
			for i := range list {
				next(&list[i])
			}
			list = nil
		}
	}
	held("blocks", len(list)*80)
	slices.SortFunc(list, func(a, b occurrence.Standing) int { return a.Compare(&b) })
	for i := range list {
		meet(list[:i], &list[i], pairs)
	}
	return nil
}

// meet tells the report of an item which items it meets that come before it in the pile.
func meet(before []occurrence.Standing, s *occurrence.Standing, to emits) {
	if len(before) == 0 {
		return
	}
	at := binary.AppendUvarint(make([]byte, 0, 8+len(before)*(idSize+2)), uint64(s.At))
	for i := range before {
		at = binary.AppendUvarint(append(at, before[i].Report[:]...), uint64(before[i].At))
	}
	to(bytes.Clone(s.Report[:]), at)
}

// firstStanding returns the first of those that stand in two lists of a block that cannot be cut.
func firstStanding(a, b []byte) ([]byte, error) {
	list, err := standingsOf(a)
	if err != nil {
		return nil, err
	}
	more, err := standingsOf(b)
	if err != nil {
		return nil, err
	}
	list = append(list, more...)
	slices.SortFunc(list, func(a, b occurrence.Standing) int { return a.Compare(&b) })
	list = slices.CompactFunc(list, func(a, b occurrence.Standing) bool { return a.Item == b.Item })
	return standings(list[:min(len(list), occurrence.Lead())]), nil
}

// standings writes and standingsOf reads some.
func standings(list []occurrence.Standing) []byte {
	return write(func(c *pack.Coder) {
		pack.List(c, &list, func(s *occurrence.Standing) { s.Code(c) })
	})
}

func standingsOf(b []byte) (list []occurrence.Standing, err error) {
	err = read(b, func(c *pack.Coder) {
		pack.List(c, &list, func(s *occurrence.Standing) { s.Code(c) })
	})
	return list, err
}

func meetLead(_ []byte, lead, entries values, pairs emits) error {
	pairs = sent("meetings", pairs)
	var b []byte
	if !entries(&b) {
		return nil
	}
	first, err := standingsOf(one(lead))
	if err != nil {
		return err
	}
	for more := true; more; more = entries(&b) {
		list, err := standingsOf(b)
		if err != nil {
			return err
		}
		for k := range list {
			n, _ := slices.BinarySearchFunc(first, &list[k], func(a occurrence.Standing, b *occurrence.Standing) int { return a.Compare(b) })
			meet(first[:n], &list[k], pairs)
		}
		b = nil
	}
	return nil
}

// An encounter is the places of items of two reports that meet.
type encounter struct {
	with  []byte // the later report, with its place in the pile
	pairs [][2]int32
}

func (e *encounter) code(c *pack.Coder) {
	blob(c, &e.with)
	pack.List(c, &e.pairs, func(p *[2]int32) {
		pack.Integer(c, &p[0])
		pack.Integer(c, &p[1])
	})
}

// sendReport sends a report to those before it whose items its own meet; items of one report are
// compared where they are.
func sendReport(id []byte, standing, met values, away, same emits) error {
	away = sent("reports to compare", away)
	with := map[assay.ReportID][][2]int32{}
	n := 0
	for b := []byte(nil); met(&b); b = nil {
		y, k := binary.Uvarint(b)
		for b = b[max(k, 0):]; len(b) > idSize; b = b[k:] {
			first, err := idOf(b[:idSize])
			if err != nil {
				return err
			}
			b = b[idSize:]
			var x uint64
			if x, k = binary.Uvarint(b); k <= 0 {
				return assay.ErrInvalid
			}
			with[first] = append(with[first], [2]int32{int32(x), int32(y)})
			n++
		}
	}
	held("meetings", 8*n+idSize*len(with))
	raw := squeeze(one(standing))
	for first, pairs := range with {
		slices.SortFunc(pairs, func(a, b [2]int32) int { return slices.Compare(a[:], b[:]) })
		e := encounter{raw, slices.Compact(pairs)}
		if bytes.Equal(first[:], id) {
			e.with = nil
			same(id, write(e.code))
			continue
		}
		away(bytes.Clone(first[:]), write(e.code))
	}
	return nil
}

// matchers are used again, with what they found of places.
var matchers = sync.Pool{New: func() any { return occurrence.NewMatcher() }}

// match compares a report with those that were sent to it, one after the other, and with itself.
func match(id []byte, standing, same, others values, to emits) error {
	defer run("match")()
	to = sent("leads", to)
	mine := one(standing)
	m := matchers.Get().(*occurrence.Matcher)
	defer matchers.Put(m)
	holds := false
	with := func(raw []byte, e *encounter) error {
		var x stood
		if err := read(raw, x.code); err != nil {
			return err
		}
		r, err := toldOf(x.id, x.told)
		if err != nil {
			return err
		}
		if !holds {
			holds = true
			var own stood
			if err := read(mine, own.code); err != nil {
				return err
			}
			first, err := toldOf(own.id, own.told)
			if err != nil {
				return err
			}
			m.Hold(first.Report, own.context)
		}
		held("match", len(mine)+len(raw))
		me, err := idOf(id)
		if err != nil {
			return err
		}
		for _, p := range m.Leads(r.Report, x.context, e.pairs) {
			to(itemKey(occurrence.Item{Report: me, At: p[0]}), itemKey(occurrence.Item{Report: r.ID, At: p[1]}))
		}
		return nil
	}
	for b := []byte(nil); same(&b); b = nil {
		var e encounter
		if err := read(b, e.code); err != nil {
			return err
		}
		if err := with(mine, &e); err != nil {
			return err
		}
	}
	for b := []byte(nil); others(&b); b = nil {
		var e encounter
		if err := read(b, e.code); err != nil {
			return err
		}
		raw, err := swell(e.with)
		if err == nil {
			err = with(raw, &e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// partOf tells the part of an item which it is, and where its report is.
func partOf(item []byte, labels, found values, to emits) {
	to(labelOf(item, found), slices.Concat(item, one(labels)))
}

const itemSize = idSize + 4

// sortParts gives those parts whose items are all of reports that copies connect to these, and
// others to a place of their own.
func sortParts(part []byte, items values, wide, narrow emits) {
	list := nodes(items)
	held("parts", len(list)*len(list[0]))
	label := list[0][itemSize:]
	for _, b := range list {
		if !bytes.Equal(b[itemSize:], label) {
			for _, b := range list {
				wide(part, b)
			}
			return
		}
	}
	of := write(func(c *pack.Coder) {
		pack.List(c, &list, func(b *[]byte) { blob(c, b) })
	})
	narrow(label, of)
}

func homesOf(part, item []byte, to emits) { to(item[itemSize:], part) }

// An event is one of which reports tell.
type event struct {
	occurrence.Told
	homes [][]byte // the labels of those reports, sorted
}

func (e *event) code(c *pack.Coder) {
	e.Told.CodeWhole(c)
	pack.List(c, &e.homes, func(b *[]byte) { blob(c, b) })
}

// tellHere tells of the parts that are all here, and sends what is here to those that are not.
func tellHere(_ []byte, linked, narrow, wide values, events, away emits) error {
	defer run("events")()
	away = sent("reports to parts", away)
	raw := one(linked)
	var parts [][]occurrence.Item
	for b := []byte(nil); narrow(&b); b = nil {
		var list [][]byte
		err := read(b, func(c *pack.Coder) {
			pack.List(c, &list, func(b *[]byte) { blob(c, b) })
		})
		if err != nil {
			return err
		}
		var items []occurrence.Item
		for _, i := range list {
			items = append(items, itemOf(i))
		}
		parts = append(parts, items)
	}
	if len(parts) > 0 {
		_, p, err := opened(raw)
		if err != nil {
			return err
		}
		for _, items := range parts {
			if err := p.tellOf(items, events); err != nil {
				return err
			}
		}
	}
	if list := nodes(wide); len(list) > 0 {
		raw = squeeze(raw)
		for _, part := range list {
			away(part, raw)
		}
	}
	return nil
}

func tellPart(_ []byte, items, linked values, events emits) error {
	defer run("events")()
	var list []occurrence.Item
	for b := []byte(nil); items(&b); b = nil {
		list = append(list, itemOf(b))
	}
	var there []*connected
	size := 0
	for b := []byte(nil); linked(&b); b = nil {
		raw, err := swell(b)
		if err != nil {
			return err
		}
		size += len(raw)
		one, err := connectedOf(raw)
		if err != nil {
			return err
		}
		there = append(there, one)
	}
	held("events", size)
	p, err := open(there...)
	if err != nil {
		return err
	}
	return p.tellOf(list, events)
}

// tellOf tells of which events the items of a part tell.
func (p *pile) tellOf(items []occurrence.Item, to emits) error {
	to = sent("events", to)
	slices.SortFunc(items, occurrence.Item.Compare)
	list, err := occurrence.TellPart(p.compared(), p.stories, p.settings, items)
	if err != nil {
		return err
	}
	for _, t := range list {
		e := event{Told: *t}
		for _, tell := range t.Tellings {
			e.homes = append(e.homes, p.home[tell.Report])
		}
		slices.SortFunc(e.homes, less)
		e.homes = slices.CompactFunc(e.homes, bytes.Equal)
		to(bytes.Clone(t.Own[:]), write(e.code))
	}
	return nil
}

// nameEvents gives events their ids, and makes each a part of what lasted.
func nameEvents(s beam.Scope, events beam.PCollection) beam.PCollection {
	names := nameAll(s, beam.ParDo(s, alikeEvent, events))
	events, lasting := beam.ParDo2(s, callEvent, beam.CoGroupByKey(s, events, names))
	return beam.ParDo(s, hang, events, beam.SideInput{Input: lasting})
}

func alikeEvent(own, raw []byte, to emits) error {
	var e event
	if err := read(raw, e.code); err != nil {
		return err
	}
	to(bytes.Clone(e.Alike[:]), own)
	return nil
}

// nameAll returns short names of things by their own hashes, of which it is given by their hashes
// that are the same for those alike: that of those alike where there is one, else its own.
func nameAll(s beam.Scope, alike beam.PCollection) beam.PCollection {
	sums := beam.ParDo(s, sumOf, beam.GroupByKey(s, alike))
	return beam.ParDo(s, shorts, beam.GroupByKey(s, sums))
}

func sumOf(alike []byte, own values, to emits) {
	first := one(own)
	var b []byte
	if !own(&b) {
		to(alike[:4], slices.Concat(alike, first))
		return
	}
	to(first[:4], slices.Concat(first, first))
	for more := true; more; more = own(&b) {
		to(b[:4], slices.Concat(b, b))
		b = nil
	}
}

func shorts(_ []byte, sums values, to emits) {
	list := all(sums)
	ids := make([]hash, len(list))
	for i, b := range list {
		copy(ids[i][:], b)
	}
	for i, short := range assay.Shorts(ids) {
		to(list[i][idSize:], append(bytes.Clone(ids[i][:]), short...))
	}
}

func callEvent(own []byte, events, names values, to emits, lasting emit) error {
	var e event
	if err := read(one(events), e.code); err != nil {
		return err
	}
	name := one(names)
	copy(e.Sum[:], name)
	e.Called(string(name[idSize:]))
	raw := write(e.code)
	to(own, raw)
	if e.Lasts() {
		lasting(write(e.Told.Code))
	}
	return nil
}

// hang makes an event a part of the shortest that lasted; these are few.
func hang(own, raw []byte, lasting values, to emits) error {
	var e event
	if err := read(raw, e.code); err != nil {
		return err
	}
	var long []*occurrence.Told
	for b := []byte(nil); lasting(&b); b = nil {
		t := &occurrence.Told{}
		if err := read(b, t.Code); err != nil {
			return err
		}
		long = append(long, t)
	}
	occurrence.Sort(long)
	occurrence.Hang([]*occurrence.Told{&e.Told}, long)
	to(own, write(e.code))
	return nil
}

func init() {
	register.Function6x1(stand)
	register.DoFn4x1[[]byte, values, emits, emits, error](&block{})
	register.Function2x2(firstStanding)
	register.Function4x1(meetLead)
	register.Function5x1(sendReport)
	register.Function5x1(match)
	register.Function4x0(partOf)
	register.Function4x0(sortParts)
	register.Function3x0(homesOf)
	register.Function6x1(tellHere)
	register.Function4x1(tellPart)
	register.Function3x1(alikeEvent)
	register.Function3x0(sumOf)
	register.Function3x0(shorts)
	register.Function5x1(callEvent)
	register.Function4x1(hang)
}
