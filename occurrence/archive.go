package occurrence

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"assay"
	"assay/pack"
)

// An Archive finds what tells of one thing where reports come one after the other, as [Among]
// does where they come together: both give the same, in whatever order they come and whichever
// went again. A report costs what it touches: the blocks under its keys, and the parts to which
// something leads from it.
//
// What is remembered is, of each block, who stands in it and by what it is sorted there; of
// each report, what leads from its items to others and in how many blocks that is seen. A block
// that grows beyond its room is cut, so that a report that comes may take away what led from
// one item to another; since it is known in how many blocks two meet, it is known when nothing
// leads from one to the other any more, and a part falls apart as it would if all were made
// anew. Where no link and no story of a part has changed, nothing of it has.
//
// An archive serves one transaction, as [copies.Archive] does: it is made, is told of changes,
// and is saved.
type Archive struct {
	records Records
	blocks  map[uint64]*crowd
	ties    map[int32]*ties
	reports map[int32]*Report
	groups  map[int32]*connected
}

// A connected is the stories that links connect, with the numbers of their reports.
type connected struct {
	stories []assay.Story
	members []int32
}

// Records keep what an [Archive] knows, by the numbers that their keeper gives to reports.
type Records interface {
	// Report returns what a report tells, of one that goes too.
	Report(n int32) (*Report, error)
	// Stories returns the story in which a report is now and those that links connect with it,
	// which may lead from one story to another, and the numbers of their reports; nothing if it
	// is in none.
	Stories(n int32) ([]assay.Story, []int32, error)
	// Block and Ties return what was put last; nil if nothing was. Nothing is put as nil.
	Block(key uint64) ([]byte, error)
	PutBlock(key uint64, b []byte) error
	Ties(n int32) ([]byte, error)
	PutTies(n int32, b []byte) error
}

// NewArchive returns an archive of what r keeps.
func NewArchive(r Records) *Archive {
	return &Archive{r, map[uint64]*crowd{}, map[int32]*ties{}, map[int32]*Report{}, map[int32]*connected{}}
}

// A Ref is an item of an archive: the number of its report, and its place there.
type Ref struct{ N, At int32 }

func byRef(a, b Ref) int { return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.At, b.At)) }

// A crowd is who stands in one block, those that came first in front.
type crowd struct {
	list    []holder
	was     []holder // before the change at hand, if that is told of it
	changed bool     // likewise
	dirty   bool
}

// A holder is a report in a block.
type holder struct {
	n       int32
	unknown bool // its day
	day     int
	order   uint64 // the beginning of its id
	items   []standing
}

type standing struct {
	at int32
	stand
}

// holders are in the order of a pile.
func (h *holder) compare(o *holder) int {
	return cmp.Or(cmp.Compare(count(h.unknown), count(o.unknown)), cmp.Compare(h.day, o.day), cmp.Compare(h.order, o.order), cmp.Compare(h.n, o.n))
}

func codeHolders(c *pack.Coder, list *[]holder) {
	pack.List(c, list, func(h *holder) {
		pack.Integer(c, &h.n)
		c.Yes(&h.unknown)
		pack.Integer(c, &h.day)
		c.Uint(&h.order)
		pack.List(c, &h.items, func(s *standing) {
			pack.Integer(c, &s.at)
			pack.Integer(c, &s.when)
			pack.Integer(c, &s.act)
			codeNumber(c, &s.lo)
		})
	})
}

// Ties are what is known of a report among others.
type ties struct {
	there bool
	context
	items []tied
	dirty bool
}

// A context is what a report has from its pile.
type context struct {
	day          int
	known, dated bool
	story        uint64
}

// A tied is an item with what leads to others.
type tied struct {
	copyOf Ref // n is 0 if it is no copy
	near   []tie
}

// A tie leads to another item.
type tie struct {
	to    Ref
	times int // in how many blocks the two meet; 0 where they are put together in any case
}

func (t *ties) code(c *pack.Coder) {
	c.Yes(&t.there, &t.known, &t.dated)
	pack.Integer(c, &t.day)
	c.Uint(&t.story)
	codeRefTo := func(r *Ref) {
		pack.Integer(c, &r.N)
		pack.Integer(c, &r.At)
	}
	pack.List(c, &t.items, func(it *tied) {
		codeRefTo(&it.copyOf)
		pack.List(c, &it.near, func(x *tie) {
			codeRefTo(&x.to)
			pack.Integer(c, &x.times)
		})
	})
}

// block returns who stands under a key.
func (a *Archive) block(key uint64) (*crowd, error) {
	if k := a.blocks[key]; k != nil {
		return k, nil
	}
	b, err := a.records.Block(key)
	if err != nil {
		return nil, err
	}
	k := &crowd{}
	if len(b) > 0 {
		if err := pack.Read(b, nil, func(c *pack.Coder) { codeHolders(c, &k.list) }); err != nil {
			return nil, err
		}
	}
	a.blocks[key] = k
	return k, nil
}

// of returns what is known of report n among others.
func (a *Archive) of(n int32) (*ties, error) {
	if t := a.ties[n]; t != nil {
		return t, nil
	}
	b, err := a.records.Ties(n)
	if err != nil {
		return nil, err
	}
	t := &ties{}
	if len(b) > 0 {
		if err := pack.Read(b, nil, t.code); err != nil {
			return nil, err
		}
	}
	a.ties[n] = t
	return t, nil
}

func (a *Archive) report(n int32) (*Report, error) {
	if r := a.reports[n]; r != nil {
		return r, nil
	}
	r, err := a.records.Report(n)
	if err == nil {
		a.reports[n] = r
	}
	return r, err
}

// Save puts what has changed.
func (a *Archive) Save() error {
	for key, k := range a.blocks {
		if !k.dirty {
			continue
		}
		var b []byte
		if len(k.list) > 0 {
			b = pack.Bytes(func(c *pack.Coder) { codeHolders(c, &k.list) })
		}
		if err := a.records.PutBlock(key, b); err != nil {
			return err
		}
		k.dirty = false
	}
	for n, t := range a.ties {
		if !t.dirty {
			continue
		}
		var b []byte
		if t.there {
			b = pack.Bytes(t.code)
		}
		if err := a.records.PutTies(n, b); err != nil {
			return err
		}
		t.dirty = false
	}
	return nil
}

// Fill takes in all reports at once, into an archive that remembers nothing, and saves it. It
// returns of which occurrences they tell, in order. Number gives the numbers of reports.
func (a *Archive) Fill(list []*Report, stories []assay.Story, number func(assay.ReportID) int32) ([]*Told, error) {
	w := learnt()
	p := newPile(list, stories)
	all := &laid{p, nil, map[*report]int32{}}
	tied := make([]*ties, len(p.reports))
	for _, r := range p.reports {
		all.number[r] = number(r.ID)
	}
	for i, r := range p.reports {
		tied[i] = all.standings(r)
	}
	sure := p.sure()
	for _, s := range sure {
		x, y := p.items[s[0]], p.items[s[1]]
		if x != y {
			tied[x.rep.nth].add(int32(x.at), all.ref(y), 0)
			tied[y.rep.nth].add(int32(y.at), all.ref(x), 0)
		}
	}
	type meet struct {
		link
		times int32
	}
	met := make([][]meet, len(p.reports))
	found := p.newBlocks().compare(w, func(v *vector, a, b *item) bool { return v.worth(a, b) }, func(n int, l link, times int32) {
		met[n] = append(met[n], meet{l, times})
	})
	for _, list := range met {
		for _, m := range list {
			x, y := p.items[m.a], p.items[m.b]
			tied[x.rep.nth].add(int32(x.at), all.ref(y), int(m.times))
			tied[y.rep.nth].add(int32(y.at), all.ref(x), int(m.times))
		}
	}
	for i, r := range p.reports {
		if err := a.records.PutTies(all.number[r], pack.Bytes(tied[i].code)); err != nil {
			return nil, err
		}
		tied[i] = nil
	}
	err := p.crowds(func(key uint64, ids []int32) error {
		var k crowd
		for _, id := range ids {
			k.add(all.number[p.items[id].rep], p.items[id])
		}
		return a.records.PutBlock(key, pack.Bytes(func(c *pack.Coder) { codeHolders(c, &k.list) }))
	})
	if err != nil {
		return nil, err
	}
	out := p.tellAll(parts(len(p.items), sure, found), found, w)
	put(out)
	for _, t := range out {
		t.refs(all)
		t.items = nil
	}
	return out, nil
}

// add puts an item of report n behind those of it that are there.
func (k *crowd) add(n int32, it *item) {
	r := it.rep
	h := holder{n: n, unknown: !r.known, day: r.day, order: binary.BigEndian.Uint64(r.ID[:])}
	i, there := slices.BinarySearchFunc(k.list, &h, func(x holder, h *holder) int { return x.compare(h) })
	if !there {
		k.list = slices.Insert(k.list, i, h)
	}
	k.list[i].items = append(k.list[i].items, standing{int32(it.at), it.stand()})
}

// A laid is some reports of an archive laid out as a pile.
type laid struct {
	*pile
	byNumber map[int32]*report
	number   map[*report]int32
}

func (l *laid) item(r Ref) *item { return l.byNumber[r.N].items[r.At] }
func (l *laid) ref(it *item) Ref { return Ref{l.number[it.rep], int32(it.at)} }

// layOut lays reports out, with all of their stories. Settings are those given, or known.
func (a *Archive) layOut(list []int32, settings map[int32]Setting) (*laid, error) {
	all := map[int32]bool{}
	var stories []assay.Story
	for _, n := range list {
		if all[n] {
			continue
		}
		all[n] = true
		g := a.groups[n]
		if g == nil {
			list, members, err := a.records.Stories(n)
			if err != nil {
				return nil, err
			}
			if g = (&connected{list, members}); len(list) == 0 {
				g.members = []int32{n}
			}
			for _, m := range g.members {
				a.groups[m] = g
			}
		}
		for _, m := range g.members {
			all[m] = true
		}
		stories = append(stories, g.stories...)
	}
	var reports []*Report
	set := map[assay.ReportID]Setting{}
	numbers := map[assay.ReportID]int32{}
	for n := range all {
		r, err := a.report(n)
		if err != nil {
			return nil, err
		}
		reports, numbers[r.ID] = append(reports, r), n
		if s, ok := settings[n]; ok {
			set[r.ID] = s
			continue
		}
		t, err := a.of(n)
		if err != nil {
			return nil, err
		}
		set[r.ID] = t.setting()
	}
	l := &laid{layOut(reports, stories, set), map[int32]*report{}, map[*report]int32{}}
	for _, r := range l.reports {
		n := numbers[r.ID]
		l.byNumber[n], l.number[r] = r, n
	}
	return l, nil
}

// standings returns how a report stands among others now, without what leads to others.
func (l *laid) standings(r *report) *ties {
	t := &ties{there: true, context: context{r.day, r.known, r.dated, r.story}}
	for _, it := range r.items {
		var one tied
		if it.copyOf != nil {
			one.copyOf = l.ref(it.copyOf)
		}
		t.items = append(t.items, one)
	}
	return t
}

func (t *ties) same(o *ties) bool {
	return t.there == o.there && t.context == o.context && slices.EqualFunc(t.items, o.items, func(x, y tied) bool { return x.copyOf == y.copyOf })
}

// A Change is what becomes of the reports of a ledger.
type Change struct {
	Came, Gone []int32           // one that is read again is in both
	Moved      []int32           // reports that are in another story, or whose story has others
	Settings   map[int32]Setting // of those that came, and of others of which they are others now
}

// Part is the items of a part, by their reports.
type Part []Ref

// Change takes a change in, and returns the parts of which something may have changed.
func (a *Archive) Change(ch Change) ([]Part, error) {
	clear(a.reports)
	clear(a.groups)
	gone, came := map[int32]bool{}, map[int32]bool{}
	for _, n := range ch.Gone {
		gone[n] = true
	}
	var look []int32
	for _, n := range ch.Came {
		came[n] = true
		look = append(look, n)
	}
	for _, list := range [][]int32{ch.Moved, slices.Sorted(maps.Keys(ch.Settings))} {
		for _, n := range list {
			if !gone[n] || came[n] {
				look = append(look, n)
			}
		}
	}
	now, err := a.layOut(look, ch.Settings)
	if err != nil {
		return nil, err
	}
	// Whoever stands otherwise now goes and comes again.
	var in, out []int32
	fresh := map[int32]*ties{}
	for _, r := range now.reports {
		n := now.number[r]
		t, err := a.of(n)
		if err != nil {
			return nil, err
		}
		next := now.standings(r)
		if came[n] || !t.same(next) {
			in, fresh[n] = append(in, n), next
			if t.there && !gone[n] {
				out = append(out, n)
			}
		}
	}
	out = append(out, ch.Gone...)
	touched := map[Ref]bool{}
	for _, n := range out {
		if err := a.leave(n, touched); err != nil {
			return nil, err
		}
	}
	for _, n := range in {
		a.ties[n] = fresh[n]
		a.ties[n].dirty = true
	}
	for _, n := range in {
		if err := a.enter(now, n, touched); err != nil {
			return nil, err
		}
	}
	isNew, left := map[int32]bool{}, map[int32]bool{}
	for _, n := range in {
		isNew[n] = true
	}
	for _, n := range out {
		left[n] = true
	}
	if err := a.assure(now, isNew, touched); err != nil {
		return nil, err
	}
	net := a.meetings(isNew, left)
	if err := a.compare(learnt(), net, touched); err != nil {
		return nil, err
	}
	return a.parts(touched)
}

// touch returns a block that is about to change.
func (a *Archive) touch(key uint64) (*crowd, error) {
	k, err := a.block(key)
	if err == nil && !k.changed {
		k.was, k.changed, k.dirty = k.list, true, true
		k.list = slices.Clone(k.list)
		for i := range k.list {
			k.list[i].items = slices.Clip(k.list[i].items)
		}
	}
	return k, err
}

// leave takes report n out, and what leads to it.
func (a *Archive) leave(n int32, touched map[Ref]bool) error {
	t, err := a.of(n)
	if err != nil || !t.there {
		return err
	}
	told, err := a.report(n)
	if err != nil {
		return err
	}
	var keys []uint64
	for i, it := range itemsOf(told, t) {
		keys = keys[:0]
		if t.items[i].copyOf.N == 0 {
			keys = it.keys(keys)
		}
		for _, key := range keys {
			k, err := a.touch(key)
			if err != nil {
				return err
			}
			k.list = slices.DeleteFunc(k.list, func(h holder) bool { return h.n == n })
		}
		for _, x := range t.items[i].near {
			other, err := a.of(x.to.N)
			if err != nil {
				return err
			}
			if x.to.N != n && other.there {
				other.drop(x.to.At, Ref{n, int32(i)})
				touched[x.to] = true
			}
		}
		delete(touched, Ref{n, int32(i)})
	}
	a.ties[n] = &ties{dirty: true}
	return nil
}

// itemsOf returns the items of a report as it stands in its pile, by which their keys are known.
func itemsOf(told *Report, t *ties) (list []*item) {
	r := &report{Report: told, story: t.story, day: t.day, known: t.known, dated: t.dated}
	for _, m := range told.mentions {
		it := &item{mention: m, rep: r}
		it.days, it.dated = r.daysOf(m)
		list = append(list, it)
	}
	return list
}

// enter puts report n into its blocks.
func (a *Archive) enter(l *laid, n int32, touched map[Ref]bool) error {
	r := l.byNumber[n]
	var keys []uint64
	for _, it := range r.items {
		at := l.ref(it)
		touched[at] = true
		if it.copied() {
			continue
		}
		keys = it.keys(keys[:0])
		for _, key := range keys {
			k, err := a.touch(key)
			if err != nil {
				return err
			}
			k.add(n, it)
		}
	}
	return nil
}

// assure notes which items are put together in any case, where one of them is new.
func (a *Archive) assure(l *laid, isNew map[int32]bool, touched map[Ref]bool) error {
	for _, s := range l.sure() {
		x, y := l.ref(l.items[s[0]]), l.ref(l.items[s[1]])
		if !isNew[x.N] && !isNew[y.N] || x == y {
			continue
		}
		for _, pair := range [][2]Ref{{x, y}, {y, x}} {
			t, err := a.of(pair[0].N)
			if err != nil {
				return err
			}
			t.add(pair[0].At, pair[1], 0)
			touched[pair[0]] = true
		}
	}
	return nil
}

// add notes that an item leads to another, so many times more.
func (t *ties) add(at int32, to Ref, times int) {
	near := &t.items[at].near
	t.dirty = true
	i, there := slices.BinarySearchFunc(*near, to, func(x tie, to Ref) int { return byRef(x.to, to) })
	if !there {
		*near = slices.Insert(*near, i, tie{to, times})
		return
	}
	if x := &(*near)[i]; times == 0 || x.times == 0 {
		x.times = 0 // what is sure stays so
	} else {
		x.times += times
	}
}

// drop takes out what leads from an item to another.
func (t *ties) drop(at int32, to Ref) {
	near := &t.items[at].near
	if i, there := slices.BinarySearchFunc(*near, to, func(x tie, to Ref) int { return byRef(x.to, to) }); there {
		*near = slices.Delete(*near, i, i+1)
		t.dirty = true
	}
}

// times returns in how many blocks two meet of which one leads to the other.
func (t *ties) times(at int32, to Ref) (n int, there bool) {
	near := t.items[at].near
	i, there := slices.BinarySearchFunc(near, to, func(x tie, to Ref) int { return byRef(x.to, to) })
	if !there {
		return 0, false
	}
	return near[i].times, true
}

// meetings returns in how many more blocks two items meet after the changes than before. Of an
// item that is new before is nothing.
func (a *Archive) meetings(isNew, left map[int32]bool) map[[2]Ref]int {
	net := map[[2]Ref]int{}
	for _, k := range a.blocks {
		if !k.changed {
			continue
		}
		days := k.days(isNew, left)
		old, now := cut(k.was, days), cut(k.list, days)
		k.was, k.changed = nil, false
		same := map[string]int{} // how many of the blocks before are as they were
		for _, b := range old {
			same[b.name()]++
		}
		for _, b := range now {
			if name := b.name(); same[name] > 0 && !b.has(isNew) {
				same[name]-- // what it means has not changed
				continue
			}
			b.each(func(x, y Ref) { net[[2]Ref{x, y}]++ })
		}
		for _, b := range old {
			if name := b.name(); same[name] > 0 {
				same[name]--
				b.each(func(x, y Ref) {
					if !left[x.N] && !left[y.N] {
						net[[2]Ref{x, y}]--
					}
				})
			}
		}
	}
	return net
}

// A circle is a block by the items in it.
type circle struct {
	items []Ref
	lead  int
}

// size returns how many items stand in a crowd.
func size(list []holder) (n int) {
	for i := range list {
		n += len(list[i].items)
	}
	return n
}

// days returns of a crowd that was cut by days, and still is, the bins of days of whoever came
// or left: the others are as they were. It is nil where all must be looked at.
func (k *crowd) days(isNew, left map[int32]bool) map[[2]int]bool {
	if size(k.was) <= room || size(k.list) <= room {
		return nil
	}
	days := map[[2]int]bool{}
	for _, x := range [...]struct {
		list []holder
		of   map[int32]bool
	}{{k.was, left}, {k.list, isNew}} {
		for i := range x.list {
			if !x.of[x.list[i].n] {
				continue
			}
			for _, s := range x.list[i].items {
				for kind, n := range s.days() {
					days[[2]int{kind, n}] = true
				}
			}
		}
	}
	return days
}

// cut returns the blocks of a crowd: of those who stand in a bin of days, where days has
// some, all of them, and of other bins whoever stands in one of these too.
func cut(list []holder, days map[[2]int]bool) (circles []circle) {
	var all []Ref
	var stands []stand
	var ids []int32
	for i := range list {
		for _, s := range list[i].items {
			if d := s.days(); days != nil && !days[[2]int{0, d[0]}] && !days[[2]int{1, d[1]}] {
				continue
			}
			ids = append(ids, int32(len(all)))
			all, stands = append(all, Ref{list[i].n, s.at}), append(stands, s.stand)
		}
	}
	blocks := refine
	if days != nil {
		blocks = split
	}
	for _, b := range blocks(nil, ids, 0, stands) {
		c := circle{make([]Ref, len(b.items)), b.lead}
		for i, id := range b.items {
			c.items[i] = all[id]
		}
		circles = append(circles, c)
	}
	return circles
}

// name says who stands in a block.
func (c *circle) name() string {
	b := binary.AppendVarint(nil, int64(c.lead))
	for _, r := range c.items {
		b = binary.AppendVarint(binary.AppendVarint(b, int64(r.N)), int64(r.At))
	}
	return string(b)
}

func (c *circle) has(reports map[int32]bool) bool {
	return slices.ContainsFunc(c.items, func(r Ref) bool { return reports[r.N] })
}

// each calls f with those who meet in a block.
func (c *circle) each(f func(x, y Ref)) {
	for i, x := range c.items {
		if c.lead > 0 && i >= c.lead {
			return
		}
		for _, y := range c.items[i+1:] {
			if byRef(x, y) < 0 {
				f(x, y)
			} else {
				f(y, x)
			}
		}
	}
}

// compare takes in who meets whom more or less often, and compares those who did not meet
// before.
func (a *Archive) compare(w *weights, net map[[2]Ref]int, touched map[Ref]bool) error {
	var fresh [][2]Ref
	var list []int32
	for pair, n := range net {
		x, y := pair[0], pair[1]
		s, err := a.of(x.N)
		if err != nil {
			return err
		}
		t, err := a.of(y.N)
		if err != nil {
			return err
		}
		switch times, there := s.times(x.At, y); {
		case n == 0 || there && times == 0:
		case there && times+n > 0:
			s.add(x.At, y, n)
			t.add(y.At, x, n)
		case there:
			s.drop(x.At, y)
			t.drop(y.At, x)
			touched[x], touched[y] = true, true
		case n > 0:
			fresh, list = append(fresh, pair), append(list, x.N, y.N)
		}
	}
	l, err := a.layOut(list, nil)
	if err != nil {
		return err
	}
	for i := range fresh { // those that came first in front
		if p := &fresh[i]; l.item(p[0]).id > l.item(p[1]).id {
			p[0], p[1] = p[1], p[0]
		}
	}
	slices.SortFunc(fresh, func(p, q [2]Ref) int {
		return cmp.Or(cmp.Compare(l.item(p[0]).id, l.item(q[0]).id), cmp.Compare(l.item(p[1]).id, l.item(q[1]).id))
	})
	var v vector
	var of *report
	for _, p := range fresh {
		x, y := l.item(p[0]), l.item(p[1])
		if x.rep != of {
			of = x.rep
			v.begin(of)
		}
		if !v.worth(x, y) {
			continue
		}
		if k := v.link(w, x, y); k.leads() {
			n := net[p]
			if n == 0 {
				n = net[[2]Ref{p[1], p[0]}]
			}
			a.ties[p[0].N].add(p[0].At, p[1], n)
			a.ties[p[1].N].add(p[1].At, p[0], n)
			touched[p[0]], touched[p[1]] = true, true
		}
	}
	return nil
}

// parts returns the parts of those that are touched, each as its items, in an order of their
// own.
func (a *Archive) parts(touched map[Ref]bool) (list []Part, err error) {
	seen := map[Ref]bool{}
	for r := range touched {
		if seen[r] {
			continue
		}
		var part Part
		for next := (Part{r}); len(next) > 0; {
			r := next[len(next)-1]
			next = next[:len(next)-1]
			if seen[r] {
				continue
			}
			seen[r] = true
			t, err := a.of(r.N)
			if err != nil {
				return nil, err
			}
			if !t.there {
				continue
			}
			part = append(part, r)
			for _, x := range t.items[r.At].near {
				next = append(next, x.to)
			}
		}
		if len(part) > 0 {
			slices.SortFunc(part, byRef)
			list = append(list, part)
		}
	}
	slices.SortFunc(list, func(p, q Part) int { return byRef(p[0], q[0]) })
	return list, nil
}

// Parts returns the parts in which items are.
func (a *Archive) Parts(items []Ref) ([]Part, error) {
	in := map[Ref]bool{}
	for _, r := range items {
		in[r] = true
	}
	return a.parts(in)
}

// Setting returns when a report appeared.
func (a *Archive) Setting(n int32) (Setting, error) {
	t, err := a.of(n)
	if err != nil {
		return Setting{}, err
	}
	return t.setting(), nil
}

func (t *ties) setting() Setting { return Setting{dayOf(t.day), t.known, t.dated} }

// Tell returns of which occurrences the items of parts tell, in no order, without ids.
func (a *Archive) Tell(parts []Part) ([]*Told, error) {
	var list []int32
	for _, part := range parts {
		for _, r := range part {
			list = append(list, r.N)
		}
	}
	l, err := a.layOut(list, nil)
	if err != nil {
		return nil, err
	}
	of := make([]int32, len(l.items))
	for i := range of {
		of[i] = unseen
	}
	for _, part := range parts {
		least := int32(len(l.items))
		for _, r := range part {
			least = min(least, int32(l.item(r).id))
		}
		for _, r := range part {
			of[l.item(r).id] = least
		}
	}
	told := l.tellAll(of, nil, learnt())
	for _, t := range told {
		t.mark()
		t.refs(l)
	}
	return told, nil
}
