package estimate

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"time"

	"assay"
	"assay/lang/neural"
	"assay/occurrence"
	"assay/origin"
	"assay/pack"
)

// An Archive makes the events and the estimates of reports that come one after the other, as
// [AmongKept] does of all at once: both give the same. What one report more touches is made
// again, with the reports that tell of it; of everything else is remembered what that may ask.
// Where a change goes too far it says so ([ErrAnew]), and all is to be made anew. It knows
// nothing of reports that go, or are read again: then all is to be made anew too.
//
// An archive serves one transaction: what it changes of its records holds with what it returns,
// or not at all.
type Archive struct {
	records   Records
	occ       *occurrence.Archive
	names     *pack.Names
	reports   map[int32]*Report
	stories   map[int32]*inStory
	standings map[int32]*standing
	events    map[int32]*event
	err       error // the first of the records'
}

// Records keep what an [Archive] knows, by the numbers that their keeper gives to reports.
type Records interface {
	// Kept returns what is kept of a report.
	Kept(n int32) (Kept, error)
	// Stories returns the story in which a report is and those that links connect with it, and
	// the numbers of their reports.
	Stories(n int32) ([]assay.Story, []int32, error)
	// Get returns what was put last; nil if nothing was, or nil.
	Get(kind byte, key uint64) ([]byte, error)
	Put(kind byte, key uint64, b []byte) error
	// Listed returns the numbers that stand under a key, in order.
	Listed(kind byte, key uint64) ([]int32, error)
	List(kind byte, key uint64, n int32) error
	Unlist(kind byte, key uint64, n int32) error
}

// ErrAnew says that all is to be made anew.
var ErrAnew = errors.New("estimate: all is to be made anew")

// ArchiveVersion is raised whenever what an [Archive] remembers has another form.
const ArchiveVersion = 2

// limits of what is made again rather than all anew.
const (
	mostReports = 4000
	mostLooked  = 30000
)

// What is kept by kinds: bytes, and lists.
const (
	aBlock     byte = iota // of package occurrence
	someTies               // likewise
	aStanding              // of a report
	anEvent                // by its number
	theCount               // under 0: of events and estimates
	theQuarrel             // under 0
	aLesson                // by its origin.Key
	anOutlet               // likewise
	anIssue                // the reports of an outlet in one week, with the numbers that they may be cited for
	theIssues              // the weeks of an outlet

	askers     // reports, by what they ask
	alikeEvent // events
	sumOfEvent
	alikeEstimate // events that have one
	sumOfEstimate
	lastingIn // events, by country
	eventIn   // by country and month
	flowAt    // events with estimates of these kinds, by place and action
	stockAt
	householdAt
	personAt
)

// An inStory is the story of a report with those that links connect with it.
type inStory struct {
	stories []assay.Story
	members []int32
}

// agency returns that of the story of a report.
func (st *inStory) agency(id assay.ReportID) string {
	for i := range st.stories {
		if slices.Contains(st.stories[i].Reports, id) {
			return st.stories[i].Agency
		}
	}
	return ""
}

// A standing is how a report stands in its pile.
type standing struct {
	main    int32 // the event that is its news; 0 if none is
	items   []placed
	asked   []origin.Key
	outlets []uint64
}

// A placed is an item in its event.
type placed struct {
	event    int32
	question int32 // among those of the event; -1 if it answers none
	number   int   // see making.numberOf
}

func (s *standing) code(c *pack.Coder) {
	pack.Integer(c, &s.main)
	pack.List(c, &s.items, func(p *placed) {
		pack.Integer(c, &p.event)
		pack.Integer(c, &p.question)
		pack.Integer(c, &p.number)
	})
	pack.List(c, &s.asked, func(k *origin.Key) {
		pack.Small(c, &k.Kind)
		c.Uint(&k.Hash)
		c.Uint(&k.Of)
	})
	pack.List(c, &s.outlets, c.Uint)
}

// An event is what is known of an occurrence.
type event struct {
	n int32
	*occurrence.Told
	first     occurrence.Ref // one of its items
	tolls     [len(harms)]int
	tied      []int32 // events of which one takes something of the other
	estimates []entry
}

// An entry is what is known of an estimate.
type entry struct {
	n          int32
	alike, sum assay.ReportID
	check      byte // flowAt or another of these; 0 if it is held to no other
	at         uint64
	begin, end time.Time
	person     bool // and as such to be found too
}

func (e *event) code(c *pack.Coder) {
	if c.Reading() {
		e.Told = &occurrence.Told{}
	}
	e.Told.Code(c)
	pack.Integer(c, &e.first.N)
	pack.Integer(c, &e.first.At)
	for i := range e.tolls {
		pack.Integer(c, &e.tolls[i])
	}
	pack.List(c, &e.tied, func(n *int32) { pack.Integer(c, n) })
	pack.List(c, &e.estimates, func(x *entry) {
		pack.Integer(c, &x.n)
		c.ID(&x.alike)
		c.ID(&x.sum)
		pack.Small(c, &x.check)
		c.Uint(&x.at)
		c.Time(&x.begin)
		c.Time(&x.end)
		c.Yes(&x.person)
	})
}

// A Place is where something stands that was made: its number, which stays until it is made
// again, and bytes that sort as all are in order.
type Place struct {
	N     int32
	Order []byte
}

// A Made is what was made, in order, and what it takes the place of.
type Made struct {
	Events                    []assay.Occurrence
	EventAt                   []Place
	Estimates                 []assay.Estimate
	EstimateAt                []Place
	GoneEvents, GoneEstimates []int32
	Reports                   []*Report // that tell of them, and the rest of their stories
	Stories                   []assay.Story
}

// NewArchive returns an archive of what r keeps.
func NewArchive(r Records) *Archive {
	a := &Archive{records: r, names: pack.NewNames(), reports: map[int32]*Report{}, stories: map[int32]*inStory{}, standings: map[int32]*standing{}, events: map[int32]*event{}}
	a.occ = occurrence.NewArchive(occRecords{a})
	return a
}

// occRecords are those of package occurrence.
type occRecords struct{ *Archive }

func (r occRecords) Report(n int32) (*occurrence.Report, error) { return r.report(n).Report, r.err }
func (r occRecords) Stories(n int32) ([]assay.Story, []int32, error) {
	st := r.story(n)
	return st.stories, st.members, r.err
}
func (r occRecords) Block(key uint64) ([]byte, error)    { return r.records.Get(aBlock, key) }
func (r occRecords) PutBlock(key uint64, b []byte) error { return r.records.Put(aBlock, key, b) }
func (r occRecords) Ties(n int32) ([]byte, error)        { return r.records.Get(someTies, uint64(n)) }
func (r occRecords) PutTies(n int32, b []byte) error     { return r.records.Put(someTies, uint64(n), b) }

func (a *Archive) fail(err error) {
	if a.err == nil {
		a.err = err
	}
}

func (a *Archive) report(n int32) *Report {
	r := a.reports[n]
	if r == nil {
		k, err := a.records.Kept(n)
		if err == nil {
			r, err = Parse(k.Bytes, a.names)
		}
		if err != nil {
			a.fail(err)
			return &Report{Report: &occurrence.Report{Report: &origin.Report{}}}
		}
		r.ID = k.ID
		a.reports[n] = r
	}
	return r
}

func (a *Archive) story(n int32) *inStory {
	st := a.stories[n]
	if st == nil {
		list, members, err := a.records.Stories(n)
		if err != nil {
			a.fail(err)
		}
		if st = (&inStory{list, members}); len(list) == 0 {
			st.members = []int32{n}
		}
		for _, m := range st.members {
			a.stories[m] = st
		}
	}
	return st
}

// get reads what was put under a key, and reports whether anything was.
func (a *Archive) get(kind byte, key uint64, code func(*pack.Coder)) bool {
	b, err := a.records.Get(kind, key)
	if err == nil && len(b) > 0 {
		err = pack.Read(b, nil, code)
	}
	if err != nil {
		a.fail(err)
	}
	return len(b) > 0
}

func (a *Archive) put(kind byte, key uint64, code func(*pack.Coder)) {
	if err := a.records.Put(kind, key, pack.Bytes(code)); err != nil {
		a.fail(err)
	}
}

func (a *Archive) listed(kind byte, key uint64) []int32 {
	list, err := a.records.Listed(kind, key)
	if err != nil {
		a.fail(err)
	}
	return list
}

func (a *Archive) list(in bool, kind byte, key uint64, n int32) {
	f := a.records.Unlist
	if in {
		f = a.records.List
	}
	if err := f(kind, key, n); err != nil {
		a.fail(err)
	}
}

// standing returns how a report stands; nil if it is new.
func (a *Archive) standing(n int32) *standing {
	s, ok := a.standings[n]
	if !ok {
		s = &standing{}
		if !a.get(aStanding, uint64(n), s.code) {
			s = nil
		}
		a.standings[n] = s
	}
	return s
}

func (a *Archive) event(n int32) *event {
	e := a.events[n]
	if e == nil {
		e = &event{n: n}
		if !a.get(anEvent, uint64(n), e.code) {
			a.fail(ErrAnew)
			e.Told = &occurrence.Told{}
		}
		a.events[n] = e
	}
	return e
}

// A tally is how many events and estimates there ever were.
type tally struct {
	version           int
	events, estimates int32
}

func (k *tally) code(c *pack.Coder) {
	pack.Integer(c, &k.version)
	pack.Integer(c, &k.events)
	pack.Integer(c, &k.estimates)
}

// short are the first digits of a hash, by which it is named.
func short(sum assay.ReportID) uint64 { return uint64(binary.BigEndian.Uint32(sum[:])) }

func long(sum assay.ReportID) uint64 { return binary.BigEndian.Uint64(sum[:]) }

// An again is what is made again.
type again struct {
	*Archive
	dirty  map[int32]bool // reports of which it may be told otherwise who says what
	in     map[occurrence.Ref]bool
	gone   map[int32]bool // events
	wanted map[int32]bool // likewise
	told   []*occurrence.Told
	byID   map[string]*occurrence.Told
	mk     *making
	heard  map[int32]bool // reports that are looked at to find voices
	whole  map[int32]bool // those of them of which it is to be right
	asked  map[asking]bool
}

// An asking is a key that was asked for, of a number in a week.
type asking struct {
	origin.Key
	week uint64
}

// Fill makes all of reports that are there, and remembers it in an archive that remembers
// nothing yet. Kept is asked twice, as by [AmongKept]; number gives the numbers of reports.
// Where all is to be made anew with each report that comes, it does nothing ([ErrAnew]).
func (a *Archive) Fill(kept func() ([]Kept, error), stories []assay.Story, number func(assay.ReportID) int32) (*Made, error) {
	reports, err := comparable(kept, stories)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(reports, func(r *Report) bool { return r.Open() }) {
		return nil, ErrAnew
	}
	told, err := a.occ.Fill(tellings(reports), stories, number)
	if err != nil {
		return nil, err
	}
	var k tally
	figures := make(map[int32][]int32, len(reports))
	numbers := make([]int32, 0, len(reports))
	for _, r := range reports {
		n := number(r.ID)
		figures[n] = figuresOf(r)
		numbers = append(numbers, n)
		a.standings[n] = &standing{}
	}
	reports = nil
	slices.Sort(numbers)
	again, err := kept()
	if err != nil {
		return nil, err
	}
	if reports, err = parseAll(again, func(assay.ReportID) parts { return heard | counting }); err != nil {
		return nil, err
	}
	again = nil
	for _, r := range reports {
		a.reports[number(r.ID)] = r
	}
	for i := range stories {
		st := &inStory{stories: stories[i : i+1]} // of which no more than the agency is asked
		for _, id := range stories[i].Reports {
			if n := number(id); a.reports[n] != nil {
				st.members = append(st.members, n)
				a.stories[n] = st
			}
		}
	}
	a.giveAll(numbers)
	mk := newMaking(reports, stories, occurrence.OccurrencesOf(told), Options{})
	mk.voices = origin.Asking(heardOf(mk.reports), mk.stories, origin.Options{})
	mk.mention()
	mk.make()
	mk.name(nil, assay.Shorts)
	all := func(int32) bool { return true }
	m := a.note(&k, mk, told, numbers, func(occurrence.Ref) bool { return true }, all, func(n int32) []int32 { return figures[n] })
	return m, a.err
}

// giveAll notes what all reports give the pile.
func (a *Archive) giveAll(numbers []int32) {
	lessons := map[uint64][]lesson{}
	outlets := map[uint64]called{}
	weeks := map[uint64][]uint64{}
	issues := map[uint64][]issue{}
	var quarrels []called
	for _, n := range numbers {
		r := a.report(n).Report.Report
		for _, g := range r.Lessons() {
			if !slices.ContainsFunc(lessons[g.Key.Hash], func(l lesson) bool { return l.what == g.What }) {
				lessons[g.Key.Hash] = append(lessons[g.Key.Hash], lesson{g.What, n})
			}
		}
		for _, words := range r.Quarrels() {
			if !slices.ContainsFunc(quarrels, func(q called) bool { return q.name == words }) {
				quarrels = append(quarrels, called{words, n})
			}
		}
		for _, o := range a.outlets(n) {
			k := o.Key.Hash
			if first, ok := outlets[k]; !ok || o.Name < first.name {
				outlets[k] = called{o.Name, n}
			}
			if !slices.Contains(weeks[k], r.Week()) {
				weeks[k] = append(weeks[k], r.Week())
			}
			at := neural.Mix(k, r.Week())
			issues[at] = append(issues[at], issue{n, o.Numbers})
		}
	}
	for _, k := range slices.Sorted(maps.Keys(lessons)) {
		list := lessons[k]
		a.put(aLesson, k, func(c *pack.Coder) { codeLessons(c, &list) })
	}
	for _, k := range slices.Sorted(maps.Keys(outlets)) {
		o, list := outlets[k], weeks[k]
		a.put(anOutlet, k, o.code)
		a.put(theIssues, k, func(c *pack.Coder) { codeWeeks(c, &list) })
	}
	for _, k := range slices.Sorted(maps.Keys(issues)) {
		list := issues[k]
		a.put(anIssue, k, func(c *pack.Coder) { codeIssues(c, &list) })
	}
	a.put(theQuarrel, 0, func(c *pack.Coder) { codeQuarrels(c, &quarrels) })
}

// Change makes again what reports touch that came, and those in whose story others are now;
// moved may have those that came too.
func (a *Archive) Change(came, moved []int32) (*Made, error) {
	x := &again{Archive: a, dirty: map[int32]bool{}, in: map[occurrence.Ref]bool{}, gone: map[int32]bool{}, wanted: map[int32]bool{},
		byID: map[string]*occurrence.Told{}, heard: map[int32]bool{}, whole: map[int32]bool{}, asked: map[asking]bool{}}
	m, err := x.change(came, moved)
	return m, cmp.Or(a.err, err)
}

func (x *again) change(came, moved []int32) (*Made, error) {
	var k tally
	if !x.get(theCount, 0, k.code) || k.version != ArchiveVersion {
		return nil, ErrAnew
	}
	ch := occurrence.Change{Came: came, Settings: map[int32]occurrence.Setting{}}
	for _, n := range slices.Concat(came, moved) {
		x.dirty[n] = true
	}
	next := sorted(x.dirty)
	changed := map[uint64]bool{}
	settings := map[assay.ReportID]occurrence.Setting{}
	for _, n := range next {
		isNew := slices.Contains(came, n)
		if !isNew {
			ch.Moved = append(ch.Moved, n)
		}
		if _, known := settings[x.report(n).ID]; !known {
			st := x.story(n)
			var list []*occurrence.Report
			for _, m := range st.members {
				list = append(list, x.report(m).Report)
			}
			maps.Copy(settings, occurrence.Settings(list, st.stories))
		}
		ch.Settings[n] = settings[x.report(n).ID]
		if x.report(n).Open() || !x.give(n, isNew, changed) {
			return nil, ErrAnew
		}
	}
	for len(next) > 0 { // who cites them, and who these
		for _, n := range next {
			for _, m := range x.story(n).members { // whose numbers may be copies
				for _, o := range x.outlets(m) {
					for _, k := range o.Numbers {
						changed[k] = true
					}
				}
			}
		}
		next = nil
		for k := range changed {
			for _, n := range x.listed(askers, k) {
				if !x.dirty[n] {
					x.dirty[n] = true
					next = append(next, n)
				}
			}
		}
		clear(changed)
		if len(x.dirty) > mostReports {
			return nil, ErrAnew
		}
	}
	parts, err := x.occ.Change(ch)
	if err == nil {
		err = x.add(parts)
	}
	var items []occurrence.Ref
	for _, n := range sorted(x.dirty) {
		for at := range x.report(n).Items() {
			items = append(items, occurrence.Ref{N: n, At: int32(at)})
		}
	}
	for err == nil {
		if parts, err = x.occ.Parts(items); err == nil {
			err = x.add(parts)
		}
		if err != nil {
			break
		}
		if err = x.round(); err != nil || len(x.wanted) == 0 {
			break
		}
		items = nil
		for _, n := range sorted(x.wanted) {
			if x.gone[n] {
				return nil, ErrAnew // it is made, and not by its first item
			}
			items = append(items, x.event(n).first)
		}
		clear(x.wanted)
	}
	if err != nil {
		return nil, err
	}
	return x.record(&k)
}

// round makes what is to be made, as far as nothing more is wanted.
func (x *again) round() error {
	if len(x.in) > mostLooked {
		return ErrAnew
	}
	for _, e := range sorted(x.gone) {
		for _, n := range x.event(e).tied {
			x.want(n)
		}
	}
	for _, step := range [...]func() error{x.name, x.hang, x.make, x.nameEstimates, x.check} {
		if len(x.wanted) > 0 {
			return x.err
		}
		if err := step(); err != nil || x.err != nil {
			return cmp.Or(x.err, err)
		}
	}
	return nil
}

func sorted[V any](m map[int32]V) []int32 { return slices.Sorted(maps.Keys(m)) }

// want asks for an event to be made again with the others.
func (x *again) want(n int32) {
	if !x.gone[n] {
		x.wanted[n] = true
	}
}

// add makes parts again.
func (x *again) add(parts []occurrence.Part) error {
	var fresh []occurrence.Part
	for _, p := range parts {
		if x.in[p[0]] {
			continue
		}
		fresh = append(fresh, p)
		for _, r := range p {
			x.in[r] = true
			if st := x.standing(r.N); st != nil && int(r.At) < len(st.items) && st.items[r.At].event > 0 {
				x.gone[st.items[r.At].event] = true
			}
		}
	}
	more, err := x.occ.Tell(fresh)
	x.told = append(x.told, more...)
	return err
}

// A lesson is what somebody says of an acronym or a person, and the first who did.
type lesson struct {
	what uint64
	n    int32
}

func (a *Archive) lessons(key uint64) (list []lesson) {
	a.get(aLesson, key, func(c *pack.Coder) { codeLessons(c, &list) })
	return list
}

func codeLessons(c *pack.Coder, list *[]lesson) {
	pack.List(c, list, func(l *lesson) {
		c.Uint(&l.what)
		pack.Integer(c, &l.n)
	})
}

// A called is what an outlet of the pile is called, and in which report first.
type called struct {
	name string
	n    int32
}

func (o *called) code(c *pack.Coder) {
	pack.Text(c, &o.name)
	pack.Integer(c, &o.n)
}

// An issue is a report of an outlet with the numbers that it may be cited for.
type issue struct {
	n       int32
	numbers []uint64
}

func codeIssues(c *pack.Coder, list *[]issue) {
	pack.List(c, list, func(i *issue) {
		pack.Integer(c, &i.n)
		pack.List(c, &i.numbers, c.Uint)
	})
}

func codeWeeks(c *pack.Coder, list *[]uint64) { pack.List(c, list, c.Uint) }

// outlets returns those of a report.
func (a *Archive) outlets(n int32) []origin.Outlet {
	return a.report(n).Report.Report.Outlets(a.story(n).agency(a.report(n).ID), origin.Options{})
}

func codeQuarrels(c *pack.Coder, list *[]called) {
	pack.List(c, list, func(q *called) { q.code(c) })
}

// give notes what a report gives its pile, and of which keys so is known something else. It is
// false where that goes too far.
func (x *again) give(n int32, isNew bool, changed map[uint64]bool) bool {
	r := x.report(n).Report.Report
	if isNew {
		for _, g := range r.Lessons() {
			list := x.lessons(g.Key.Hash)
			if slices.ContainsFunc(list, func(l lesson) bool { return l.what == g.What }) {
				continue
			}
			var heard []*origin.Report
			for _, l := range list {
				heard = append(heard, x.report(l.n).Report.Report)
			}
			before := origin.Means(g.Key, heard)
			if origin.Means(g.Key, append(heard, r)) != before {
				changed[g.Key.Hash] = true
			}
			list = append(list, lesson{g.What, n})
			x.put(aLesson, g.Key.Hash, func(c *pack.Coder) { codeLessons(c, &list) })
		}
		var quarrels []called
		x.get(theQuarrel, 0, func(c *pack.Coder) { codeQuarrels(c, &quarrels) })
		for _, words := range r.Quarrels() {
			if !slices.ContainsFunc(quarrels, func(q called) bool { return q.name == words }) {
				return false
			}
		}
	}
	var was, now []uint64
	if st := x.standing(n); st != nil {
		was = st.outlets
	}
	for _, o := range x.outlets(n) {
		now = append(now, outletName(&o))
		if slices.Contains(was, outletName(&o)) {
			continue
		}
		var first called
		if !x.get(anOutlet, o.Key.Hash, first.code) || o.Name < first.name {
			first, changed[o.Key.Hash] = called{o.Name, n}, true
			x.put(anOutlet, o.Key.Hash, first.code)
		}
		week := r.Week()
		var issues []issue
		if !x.get(anIssue, neural.Mix(o.Key.Hash, week), func(c *pack.Coder) { codeIssues(c, &issues) }) {
			var weeks []uint64
			x.get(theIssues, o.Key.Hash, func(c *pack.Coder) { codeWeeks(c, &weeks) })
			weeks = append(weeks, week)
			x.put(theIssues, o.Key.Hash, func(c *pack.Coder) { codeWeeks(c, &weeks) })
		}
		issues = append(issues, issue{n, o.Numbers})
		x.put(anIssue, neural.Mix(o.Key.Hash, week), func(c *pack.Coder) { codeIssues(c, &issues) })
	}
	return !slices.ContainsFunc(was, func(k uint64) bool { return !slices.Contains(now, k) })
}

func outletName(o *origin.Outlet) uint64 { return neural.Mix(o.Key.Hash, neural.Hash(o.Name)) }

// hear finds the voices of reports and of all that these ask of the pile.
func (x *again) hear(reports []int32) (*origin.Pile, error) {
	add := func(n int32) {
		for _, m := range x.story(n).members {
			x.heard[m], x.whole[m] = true, true
		}
	}
	for _, n := range reports {
		add(n)
	}
	var quarrels []called
	x.get(theQuarrel, 0, func(c *pack.Coder) { codeQuarrels(c, &quarrels) })
	for _, q := range quarrels {
		x.heard[q.n] = true
	}
	for {
		var list []*origin.Report
		var stories []assay.Story
		seen := map[*inStory]bool{}
		for _, n := range sorted(x.heard) {
			list = append(list, x.report(n).Report.Report)
			if st := x.story(n); !seen[st] {
				seen[st] = true
				stories = append(stories, st.stories...)
			}
		}
		p := origin.Asking(list, stories, origin.Options{})
		if len(x.heard) > mostLooked || x.err != nil {
			return nil, cmp.Or(x.err, ErrAnew)
		}
		before, whole := len(x.heard), len(x.whole)
		for _, n := range sorted(x.whole) {
			r := x.report(n).Report.Report
			for _, k := range p.Asked(r.ID) {
				key := asking{Key: k}
				if k.Kind == origin.Number {
					key.week = r.Week()
				}
				if x.asked[key] {
					continue
				}
				x.asked[key] = true
				switch k.Kind {
				case origin.Acronym, origin.Speaker:
					for _, l := range x.lessons(k.Hash) {
						x.heard[l.n] = true
					}
				case origin.Outlets:
					var o called
					if x.get(anOutlet, k.Hash, o.code) {
						x.heard[o.n] = true
					}
				case origin.Number:
					weeks := []uint64{0, key.week - 1, key.week, key.week + 1}
					if key.week == 0 {
						x.get(theIssues, k.Of, func(c *pack.Coder) { codeWeeks(c, &weeks) })
					}
					for _, w := range weeks {
						var issues []issue
						x.get(anIssue, neural.Mix(k.Of, w), func(c *pack.Coder) { codeIssues(c, &issues) })
						for _, i := range issues {
							if slices.Contains(i.numbers, k.Hash) {
								add(i.n)
							}
						}
					}
				}
			}
		}
		if len(x.heard) == before && len(x.whole) == whole {
			return p, nil
		}
	}
}

// name gives the occurrences their ids.
func (x *again) name() error {
	occurrence.Sort(x.told)
	here := map[assay.ReportID][2]int{} // how many are alike now, and were
	for _, t := range x.told {
		n := here[t.Alike]
		here[t.Alike] = [2]int{n[0] + 1, n[1]}
	}
	var sums []assay.ReportID
	for e := range x.gone {
		t := x.event(e)
		n := here[t.Alike]
		here[t.Alike] = [2]int{n[0], n[1] + 1}
		sums = append(sums, t.Sum)
	}
	others := map[assay.ReportID]int{}
	for alike, n := range here {
		var list []int32
		for _, e := range x.listed(alikeEvent, long(alike)) {
			if !x.gone[e] && x.event(e).Alike == alike {
				list = append(list, e)
			}
		}
		if others[alike] = len(list); len(list) == 1 && (n[0] > 0) != (n[1] > 0) {
			x.want(list[0]) // it was named as one of several, or will be
		}
	}
	now := make([]assay.ReportID, len(x.told))
	for i, t := range x.told {
		now[i] = t.Name(here[t.Alike][0]+others[t.Alike] > 1)
	}
	for _, s := range append(sums, now...) {
		for _, e := range x.listed(sumOfEvent, short(s)) {
			if !x.gone[e] {
				return ErrAnew // ids that begin alike
			}
		}
	}
	clear(x.byID)
	for i, s := range assay.Shorts(now) {
		x.told[i].Called(s)
		x.byID[x.told[i].ID] = x.told[i]
	}
	return nil
}

// hang makes the occurrences parts of what lasted.
func (x *again) hang() error {
	lasted := func(list []*occurrence.Told) []*occurrence.Told {
		all := occurrence.Lasting(x.told)
		seen := map[int32]bool{}
		for _, t := range list {
			for _, c := range t.Countries {
				for _, e := range x.listed(lastingIn, neural.Hash(c)) {
					if !x.gone[e] && !seen[e] {
						seen[e] = true
						all = append(all, x.event(e).Told)
					}
				}
			}
		}
		occurrence.Sort(all)
		return all
	}
	occurrence.Hang(x.told, lasted(x.told))
	// What lay in the days of those that lasted, and now do so otherwise.
	known := map[string]int{}
	bytesOf := func(t *occurrence.Told) string {
		one := *t
		one.Of = ""
		return string(pack.Bytes(one.Code))
	}
	var differ []*occurrence.Told
	for e := range x.gone {
		if t := x.event(e).Told; t.Lasts() {
			known[bytesOf(t)]++
			differ = append(differ, t)
		}
	}
	for _, t := range occurrence.Lasting(x.told) {
		known[bytesOf(t)] += 2
		differ = append(differ, t)
	}
	looked := map[int32]bool{}
	for _, t := range differ {
		if known[bytesOf(t)] == 3 {
			continue
		}
		for _, c := range t.Countries {
			for m := monthOf(t.Begin); m <= monthOf(t.End); m++ {
				for _, e := range x.listed(eventIn, neural.Mix(neural.Hash(c), m)) {
					if x.gone[e] || looked[e] {
						continue
					}
					looked[e] = true
					one := *x.event(e).Told
					if occurrence.Hang([]*occurrence.Told{&one}, lasted([]*occurrence.Told{&one})); one.Of != x.event(e).Of {
						x.want(e)
					}
				}
			}
		}
		if len(looked) > mostLooked {
			return ErrAnew
		}
	}
	return nil
}

func monthOf(t time.Time) uint64 { return uint64(12*t.Year() + int(t.Month())) }

// touched are the reports of which items are made again.
func (x *again) touched() []int32 {
	set := map[int32]bool{}
	for r := range x.in {
		set[r.N] = true
	}
	return sorted(set)
}

// make makes the estimates.
func (x *again) make() error {
	touched := x.touched()
	set := map[int32]bool{}
	for _, n := range touched {
		for _, m := range x.story(n).members {
			set[m] = true
		}
	}
	if len(set) > mostReports {
		return ErrAnew
	}
	all := sorted(set)
	voices, err := x.hear(all)
	if err != nil {
		return err
	}
	b := &beside{stubs: map[string]*event{}, there: map[int32]bool{}, items: map[origin.Figure]placed{}, wanted: x.wanted}
	stood := map[assay.ReportID]*standing{}
	list := slices.Clone(x.told)
	stubs := map[int32]*occurrence.Told{}
	for _, n := range touched {
		st, r := x.standing(n), x.report(n)
		if st == nil {
			st = &standing{}
		}
		stood[r.ID] = st
		for at, p := range st.items {
			fig := r.FigureOf(at)
			if fig >= 0 {
				b.items[origin.Figure{Report: r.ID, Index: fig}] = p
			}
			if p.event == 0 || x.in[occurrence.Ref{N: n, At: int32(at)}] {
				continue
			}
			if x.gone[p.event] {
				return ErrAnew
			}
			t := stubs[p.event]
			if t == nil {
				e := x.event(p.event)
				t = &occurrence.Told{Occurrence: assay.Occurrence{ID: e.ID, Background: e.Background}, Order: e.Order}
				stubs[p.event] = t
				list = append(list, t)
				b.stubs[e.ID], b.there[p.event] = e, true
			}
			if fig >= 0 {
				t.Tellings = tellAlso(t.Tellings, r.ID, fig)
			}
			if fig >= 0 && p.question >= 0 {
				for len(t.Questions) <= int(p.question) {
					t.Questions = append(t.Questions, nil)
				}
				t.Questions[p.question] = tellAlso(t.Questions[p.question], r.ID, fig)
			}
		}
	}
	occurrence.Sort(list)
	sets := map[assay.ReportID]occurrence.Setting{}
	var reports []*Report
	var stories []assay.Story
	seen := map[*inStory]bool{}
	for _, n := range all {
		reports = append(reports, x.report(n))
		if sets[x.report(n).ID], err = x.occ.Setting(n); err != nil {
			return err
		}
		if st := x.story(n); !seen[st] {
			seen[st] = true
			stories = append(stories, st.stories...)
		}
	}
	mk := newMaking(reports, stories, occurrence.OccurrencesOf(list), Options{})
	mk.sets, mk.voices, mk.beside = sets, voices, b
	mk.mention()
	mk.make()
	mk.reach(stood)
	for _, n := range touched {
		was, is := stood[x.report(n).ID].main, int32(0)
		if e := b.stub(mk.news[x.report(n).ID]); e != nil {
			is = e.n
		}
		if was != is {
			if was > 0 {
				x.want(was)
			}
			if is > 0 {
				x.want(is)
			}
		}
	}
	x.mk = mk
	return nil
}

func tellAlso(list []assay.Telling, id assay.ReportID, fig int) []assay.Telling {
	if n := len(list); n == 0 || list[n-1].Report != id {
		list = append(list, assay.Telling{Report: id})
	}
	t := &list[len(list)-1]
	t.Figures = append(t.Figures, assay.RefTo[assay.Figure](fig))
	return list
}

// nameEstimates gives the estimates their ids.
func (x *again) nameEstimates() error {
	here := map[assay.ReportID][2]int{}
	for i := range x.mk.sums {
		n := here[x.mk.sums[i][0]]
		here[x.mk.sums[i][0]] = [2]int{n[0] + 1, n[1]}
	}
	var sums []assay.ReportID
	for e := range x.gone {
		for _, est := range x.event(e).estimates {
			n := here[est.alike]
			here[est.alike] = [2]int{n[0], n[1] + 1}
			sums = append(sums, est.sum)
		}
	}
	others := map[assay.ReportID]int{}
	for alike, n := range here {
		last := int32(0)
		for _, e := range x.listed(alikeEstimate, long(alike)) {
			if x.gone[e] {
				continue
			}
			for _, est := range x.event(e).estimates {
				if est.alike == alike {
					others[alike]++
					last = e
				}
			}
		}
		if others[alike] == 1 && (n[0] > 0) != (n[1] > 0) {
			x.want(last)
		}
	}
	var err error
	x.mk.name(func(alike assay.ReportID) int { return others[alike] }, func(now []assay.ReportID) []string {
		for _, s := range slices.Concat(sums, now) {
			for _, e := range x.listed(sumOfEstimate, short(s)) {
				if !x.gone[e] {
					err = ErrAnew
				}
			}
		}
		return assay.Shorts(now)
	})
	return err
}

// checked returns by what an estimate is held to others.
func (mk *making) checked(est *assay.Estimate) (x entry) {
	x.begin, x.end = est.Question.Begin, est.Question.End
	where := placeOf(est)
	if where.id == "" {
		return x
	}
	x.at = neural.Mix(neural.Hash(where.id), neural.Hash(string(where.action)))
	switch est.Question.Unit {
	case household:
		if extreme(est.Series, lowest) >= 0 {
			x.check = householdAt
		}
	case person:
		x.person = extreme(est.Series, highest) >= 0
		switch kindOf(mk.kind, est) {
		case flow:
			x.check = flowAt
		case stock:
			x.check = stockAt
		}
	}
	return x
}

// kind says of a figure whether it is a flow or a stock.
func (mk *making) kind(report assay.ReportID, figure int) string {
	if mk.byID == nil {
		mk.byID = make(map[assay.ReportID]*Report, len(mk.reports))
		for _, r := range mk.reports {
			mk.byID[r.ID] = r
		}
	}
	if r := mk.byID[report]; r != nil {
		return r.Shown(figure).Kind
	}
	return ""
}

// check wants the estimates to which those are held that are made, or were.
func (x *again) check() error {
	look := func(one entry) {
		held := func(kind byte, other *entry) bool {
			return other.at == one.at && (other.check == kind || kind == personAt && other.person) &&
				(one.begin.IsZero() || one.end.IsZero() || other.begin.IsZero() || other.end.IsZero() || one.begin.Before(other.end) && other.begin.Before(one.end))
		}
		var kinds []byte
		switch one.check {
		case flowAt:
			kinds = append(kinds, stockAt)
		case stockAt:
			kinds = append(kinds, flowAt)
		case householdAt:
			kinds = append(kinds, personAt)
		}
		if one.person {
			kinds = append(kinds, householdAt)
		}
		for _, kind := range kinds {
			for _, e := range x.listed(kind, one.at) {
				if x.gone[e] {
					continue
				}
				if slices.ContainsFunc(x.event(e).estimates, func(o entry) bool { return held(kind, &o) }) {
					x.want(e)
				}
			}
		}
	}
	for i := range x.mk.out {
		look(x.mk.checked(&x.mk.out[i]))
	}
	for _, e := range sorted(x.gone) {
		for _, est := range x.event(e).estimates {
			look(est)
		}
	}
	return nil
}

// record writes down what was made, and returns it.
func (x *again) record(k *tally) (*Made, error) {
	for _, n := range sorted(x.gone) {
		if err := x.forget(x.event(n)); err != nil {
			return nil, err
		}
	}
	reports := maps.Clone(x.dirty)
	for _, n := range x.touched() {
		reports[n] = true
	}
	m := x.note(k, x.mk, x.told, sorted(reports), func(r occurrence.Ref) bool { return x.in[r] }, func(n int32) bool { return x.dirty[n] }, func(n int32) []int32 { return figuresOf(x.report(n)) })
	for _, n := range sorted(x.gone) {
		m.GoneEvents = append(m.GoneEvents, n)
		for _, est := range x.event(n).estimates {
			m.GoneEstimates = append(m.GoneEstimates, est.n)
		}
	}
	if err := x.occ.Save(); err != nil {
		return nil, err
	}
	return m, x.err
}

// forget takes an event out.
func (a *Archive) forget(e *event) error {
	a.index(e, false)
	return a.records.Put(anEvent, uint64(e.n), nil)
}

// index puts an event under its keys, or takes it out.
func (a *Archive) index(e *event, in bool) {
	a.list(in, alikeEvent, long(e.Alike), e.n)
	a.list(in, sumOfEvent, short(e.Sum), e.n)
	for _, c := range e.Countries {
		if e.Lasts() {
			a.list(in, lastingIn, neural.Hash(c), e.n)
		}
		if !e.Begin.IsZero() {
			a.list(in, eventIn, neural.Mix(neural.Hash(c), monthOf(e.Begin)), e.n)
		}
	}
	for i := range e.estimates {
		est := &e.estimates[i]
		a.list(in, alikeEstimate, long(est.alike), e.n)
		a.list(in, sumOfEstimate, short(est.sum), e.n)
		if est.check != 0 {
			a.list(in, est.check, est.at, e.n)
		}
		if est.person {
			a.list(in, personAt, est.at, e.n)
		}
	}
}

// note writes down what was made of items of reports, and where they stand now; of some
// reports is new what they ask and give.
func (a *Archive) note(k *tally, mk *making, list []*occurrence.Told, reports []int32, made func(occurrence.Ref) bool, dirty func(n int32) bool, figuresOf func(n int32) []int32) *Made {
	mk.ask()
	m := &Made{Reports: mk.reports, Stories: mk.stories, Estimates: mk.out}
	events := make([]*event, len(list))
	byID := make(map[string]*event, len(list))
	of := map[occurrence.Ref]int32{}
	for i, t := range list {
		k.events++
		events[i] = &event{n: k.events, Told: t, first: t.Items[0]}
		byID[t.ID] = events[i]
		for _, r := range t.Items {
			of[r] = k.events
		}
		m.Events, m.EventAt = append(m.Events, t.Occurrence), append(m.EventAt, Place{k.events, t.Order})
	}
	for i := range mk.out {
		k.estimates++
		est := mk.checked(&mk.out[i])
		est.n, est.alike, est.sum = k.estimates, mk.sums[i][0], mk.sums[i][2]
		if e := byID[mk.out[i].Event]; e != nil {
			e.estimates = append(e.estimates, est)
		}
		m.EstimateAt = append(m.EstimateAt, Place{k.estimates, mk.orderOf(i)})
	}
	for i := range mk.tolls {
		if e := byID[mk.tolls[i].event]; e != nil {
			e.tolls[mk.tolls[i].harm] = mk.tolls[i].number
		}
	}
	tie := func(s, t string) {
		d, e := byID[s], byID[t]
		if d == nil || e == nil {
			a.fail(ErrAnew)
		} else if d != e && !slices.Contains(d.tied, e.n) {
			d.tied, e.tied = append(d.tied, e.n), append(e.tied, d.n)
		}
	}
	for _, t := range mk.tied {
		tie(t[0], t[1])
	}
	for i, w := range mk.of {
		if w >= 0 {
			tie(mk.out[i].Event, mk.out[w].Event)
		}
	}
	for _, e := range events {
		a.index(e, true)
		a.put(anEvent, uint64(e.n), e.code)
	}
	raw := map[origin.Figure]int{}
	for g := range mk.groups {
		for _, i := range mk.groups[g].members {
			raw[mk.all[i].source()] = g
		}
	}
	for _, n := range reports {
		r := a.report(n)
		st := a.standing(n)
		if st == nil {
			st = &standing{}
			a.standings[n] = st
		}
		figures := figuresOf(n)
		if len(st.items) < len(figures) {
			st.items = make([]placed, len(figures))
		}
		for at := range st.items {
			ref := occurrence.Ref{N: n, At: int32(at)}
			if !made(ref) {
				continue
			}
			p := placed{of[ref], -1, -1}
			if fig := figures[at]; fig >= 0 {
				if g, ok := raw[origin.Figure{Report: r.ID, Index: int(fig)}]; ok {
					p.question, p.number = int32(mk.groups[g].question), mk.numberOf(g)
				}
			}
			st.items[at] = p
		}
		st.main = 0
		if id := mk.news[r.ID]; byID[id] != nil {
			st.main = byID[id].n
		} else if e := mk.beside.stub(id); e != nil {
			st.main = e.n
		}
		if dirty(n) {
			a.asks(n, st, mk.voices.Asked(r.ID))
		}
		a.put(aStanding, uint64(n), st.code)
	}
	k.version = ArchiveVersion
	a.put(theCount, 0, k.code)
	return m
}

// figuresOf returns the figures of the items of a report, -1 of events without any.
func figuresOf(r *Report) []int32 {
	list := make([]int32, r.Items())
	for at := range list {
		list[at] = int32(r.FigureOf(at))
	}
	return list
}

// asks notes what a report asks, and its outlets.
func (a *Archive) asks(n int32, st *standing, asked []origin.Key) {
	for _, k := range st.asked {
		if !slices.Contains(asked, k) {
			a.list(false, askers, k.Hash, n)
		}
	}
	for _, k := range asked {
		if !slices.Contains(st.asked, k) {
			a.list(true, askers, k.Hash, n)
		}
	}
	st.asked, st.outlets = asked, nil
	for _, o := range a.outlets(n) {
		st.outlets = append(st.outlets, outletName(&o))
	}
}

// orderOf returns bytes that sort as estimate i stands among all.
func (mk *making) orderOf(i int) []byte {
	g := mk.sorted[i]
	b := binary.BigEndian.AppendUint32(nil, ^uint32(len(g.members)))
	b = append(b, byte(weight(mk.settled.all, g)))
	at := g.members[0]
	if at < len(mk.all) {
		return mk.place(append(b, 0), &mk.all[at])
	}
	by := mk.madeBy[at-len(mk.all)]
	t := &mk.tolls[by[0]]
	b = mk.place(append(b, 1), &mk.all[t.reports[0][0]])
	return binary.BigEndian.AppendUint16(append(b, byte(t.harm)), uint16(by[1]))
}

// place appends bytes that sort as mentions do.
func (mk *making) place(b []byte, m *mention) []byte {
	day := func(d assay.Date) {
		known := byte(0)
		switch {
		case d.IsZero():
			known = 2
		case d.Year == 0 || d.Month == 0 || d.Day == 0:
			known = 1
		}
		b = append(append(append(b, known), d.String()...), 0)
	}
	first, at := m.report, 0
	date := m.date
	if b = append(b, 0); m.story < len(mk.stories) {
		st := &mk.stories[m.story]
		mk.kind(first, 0) // knows the reports by their ids
		for k, id := range st.Reports {
			if id == m.report {
				at = k
			}
			r := mk.byID[id]
			if r != nil && cmp.Or(r.day.Compare(date), bytes.Compare(id[:], first[:])) < 0 {
				first, date = id, r.day
			}
		}
	} else {
		b[len(b)-1] = 1
	}
	day(date)
	b = append(b, first[:]...)
	b = binary.BigEndian.AppendUint16(b, uint16(at))
	return binary.BigEndian.AppendUint16(b, uint16(m.fig))
}
