package copies

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"

	"assay"
)

// Version is raised whenever stories may come out differently.
const Version = 2

// A Card is what an archive knows of a report without its text.
type Card struct {
	ID       assay.ReportID
	Words    int32
	Whole    uint64   // hash of all words in order
	Keys     []uint64 // the sampled shingles, and all the words as one, rising
	Agency   string
	Appeared assay.Date
}

// A Pair is two reports that an archive has compared.
type Pair struct {
	A, B  int32       // numbers of the reports, the fuller first
	Kin   bool        // whether they go back to one text
	Match []byte      // what stories need to know of what they share; nil if they are not kin
	Link  *assay.Link // nil if they are not kin, and where pairs are read back
}

// Records keep what an [Archive] knows of its reports and of the pairs it has
// compared, by the numbers of the reports. Package store has them in a database.
type Records interface {
	Doc(n int32) (*assay.Doc, error)
	Card(n int32) (*Card, error)
	PutCard(n int32, c *Card) error
	// Common returns those of keys that are common.
	Common(keys []uint64) ([]uint64, error)
	SetCommon(key uint64, common bool) error
	// Pairs returns the pairs that report n is in.
	Pairs(n int32) ([]Pair, error)
	PutPair(p *Pair, a, b *assay.Doc) error
	DropPair(a, b int32) error
	// Rulings returns the rulings that name report n.
	Rulings(n int32) ([]Ruling, error)
}

// A Ruling is a user's word on two reports: that they are one story, or that
// they are not. It holds against all that is found.
type Ruling struct {
	A, B     int32
	Together bool
}

// An Archive finds the stories of reports that come one after the other, as
// [Stories] finds those of reports that come together: both give the same
// stories, in whatever order the reports come. A report costs a lookup for each
// of its samples, and a comparison with each report it shares enough with,
// however many reports there are.
//
// Which pairs are compared follows from which reports there are, see index. So a
// report that comes does not only propose pairs of its own. Where it is among the
// first of a group, by id, it takes the place of another, whose pairs are looked
// at again; where it is among the voters of a shingle, these vote anew, and if
// the vote changes, so are the pairs of all that hold the shingle. Ids are
// hashes: the chance of either falls as the group grows.
//
// An archive serves one transaction: it is made, takes reports, says which
// stories changed, and is saved. Numbers of reports rise and start at 1.
type Archive struct {
	records  Records
	postings *Postings
	opt      Options

	came    []int32             // reports that were added
	fresh   map[uint64][]holder // the reports that hold a key, of those added, by id
	groups  map[uint64]*holders // those that were looked up
	cards   map[int32]*Card
	sides   *cache
	common  map[uint64]bool   // keys that are known to be common
	known   map[int32]bool    // reports of whose keys that is known
	kin     map[[2]int32]bool // answers of related
	touched map[int32]bool    // reports whose stories may have changed
	flipped map[uint64]bool   // keys of which it has changed whether they are common, see turn
	aligner aligner
	table   gramTable
}

// NewArchive returns an archive whose samples are in p and whose reports are in
// r.
func NewArchive(p *Postings, r Records, opt Options) *Archive {
	return &Archive{
		records: r, postings: p, opt: opt.defaults(), fresh: map[uint64][]holder{}, groups: map[uint64]*holders{},
		cards: map[int32]*Card{}, sides: newCache(r.Doc), common: map[uint64]bool{}, flipped: map[uint64]bool{}, touched: map[int32]bool{}, known: map[int32]bool{}, kin: map[[2]int32]bool{},
	}
}

// Add takes report n, whose number is above all others. doc must be as Records
// give it back.
func (ar *Archive) Add(n int32, doc *assay.Doc) error {
	if n < 1 || n > MaxReports {
		return fmt.Errorf("%w: report %d: an archive holds %d reports", assay.ErrInvalid, n, MaxReports)
	}
	ar.sides.room()
	c := newCard(ar.sides.put(n, doc))
	ar.cards[n], ar.came, ar.touched[n] = c, append(ar.came, n), true
	if err := ar.records.PutCard(n, c); err != nil {
		return err
	}
	ar.hold(n, c)
	if err := ar.votes(n, c); err != nil {
		return err
	}
	found, again, err := ar.candidates(n, c)
	if err != nil {
		return err
	}
	for _, x := range again {
		if err := ar.again(x, nil); err != nil {
			return err
		}
	}
	for _, other := range found {
		if err := ar.compare(n, other); err != nil {
			return err
		}
	}
	return nil
}

// Change says that report n is read otherwise now: with another date, or other
// figures. Where its words are others too it changes nothing and returns false;
// then the stories of all reports are to be found anew.
func (ar *Archive) Change(n int32, doc *assay.Doc) (same bool, err error) {
	was, err := ar.card(n)
	if err != nil {
		return false, err
	}
	c := newCard(ar.sides.put(n, doc))
	if c.Whole != was.Whole || !slices.Equal(c.Keys, was.Keys) {
		return false, nil
	}
	ar.cards[n], ar.touched[n] = c, true
	if err := ar.records.PutCard(n, c); err != nil {
		return false, err
	}
	pairs, err := ar.records.Pairs(n)
	if err != nil {
		return false, err
	}
	for _, p := range pairs {
		// Of two alike the earlier is the fuller, which may be the other now.
		if err := ar.records.DropPair(p.A, p.B); err != nil {
			return false, err
		}
		if err := ar.compare(p.A, p.B); err != nil {
			return false, err
		}
	}
	return true, nil
}

// NewCard makes the card of a report as an archive does that takes it.
func NewCard(doc *assay.Doc) *Card { return newCard(newSide(doc)) }

func newCard(s *side) *Card {
	c := &Card{ID: s.doc.ID, Words: int32(len(s.words)), Whole: offset64, Agency: s.agency(), Appeared: appeared(s.doc)}
	for _, w := range s.words {
		c.Whole = (c.Whole ^ w.hash) * prime64
	}
	for _, g := range s.grams {
		if sampled(g) {
			c.Keys = append(c.Keys, key(g))
		}
	}
	if k, ok := wholeKey(c.Whole, c.Words); ok {
		c.Keys = append(c.Keys, k)
	}
	slices.Sort(c.Keys)
	c.Keys = slices.Compact(c.Keys)
	return c
}

// A holder is a report that holds a key, with the first bits of its id, by which
// holders are ordered.
type holder struct {
	order uint32
	n     int32
}

// orderOf returns the first 24 bits of an id.
func orderOf(id assay.ReportID) uint32 { return uint32(id[0])<<16 | uint32(id[1])<<8 | uint32(id[2]) }

// Holders are the reports that hold a key.
type holders struct {
	n      int
	first  []int32 // the first ones by id: the core, and one more
	stored []stretch
	fresh  []holder
}

// place returns where report n stands among the first by id, or how many these
// are.
func (h *holders) place(n int32) int {
	if i := slices.Index(h.first, n); i >= 0 {
		return i
	}
	return len(h.first)
}

// all calls f for each holder, in no order.
func (h *holders) all(f func(n int32)) {
	for _, st := range h.stored {
		for i := st.lo; i < st.hi; i++ {
			f(st.vol.holder(i).n)
		}
	}
	for _, x := range h.fresh {
		f(x.n)
	}
}

// hold takes report n among those that were added.
func (ar *Archive) hold(n int32, c *Card) {
	for _, k := range c.Keys {
		at, _ := slices.BinarySearchFunc(ar.fresh[k], c, func(h holder, c *Card) int { return bytes.Compare(ar.cards[h.n].ID[:], c.ID[:]) })
		ar.fresh[k] = slices.Insert(ar.fresh[k], at, holder{orderOf(c.ID), n})
		delete(ar.groups, k)
	}
}

// group returns the reports that hold a key.
func (ar *Archive) group(key uint64) (*holders, error) {
	if h, ok := ar.groups[key]; ok {
		return h, nil
	}
	const firsts = core + 1
	h := &holders{fresh: ar.fresh[key]}
	h.stored, h.n = ar.postings.find(key)
	h.n += len(h.fresh)
	list := slices.Clone(h.fresh[:min(len(h.fresh), firsts)])
	for _, st := range h.stored {
		hi := min(st.hi, st.lo+firsts)
		for hi < st.hi && st.vol.holder(hi).order == st.vol.holder(hi-1).order {
			hi++ // the ids may be in another order
		}
		for i := st.lo; i < hi; i++ {
			list = append(list, st.vol.holder(i))
		}
	}
	slices.SortFunc(list, func(x, y holder) int { return cmp.Compare(x.order, y.order) })
	for i := 0; i < min(len(list), firsts); {
		j := i + 1
		for j < len(list) && list[j].order == list[i].order {
			j++
		}
		if err := ar.byID(list[i:j]); err != nil {
			return nil, err
		}
		i = j
	}
	h.first = make([]int32, min(len(list), firsts))
	for i := range h.first {
		h.first[i] = list[i].n
	}
	if len(ar.groups) > cachedGroups {
		clear(ar.groups)
	}
	ar.groups[key] = h
	return h, nil
}

const cachedGroups = 1 << 14

// byID puts holders whose ids begin alike in order.
func (ar *Archive) byID(list []holder) error {
	if len(list) < 2 {
		return nil
	}
	ids := map[int32]assay.ReportID{}
	for _, h := range list {
		c, err := ar.card(h.n)
		if err != nil {
			return err
		}
		ids[h.n] = c.ID
	}
	slices.SortFunc(list, func(x, y holder) int {
		a, b := ids[x.n], ids[y.n]
		return bytes.Compare(a[:], b[:])
	})
	return nil
}

// know takes into ar.common which of keys are common.
func (ar *Archive) know(keys []uint64) error {
	if len(keys) == 0 {
		return nil
	}
	common, err := ar.records.Common(keys)
	for _, k := range common {
		ar.common[k] = true
	}
	return err
}

// votes asks which keys of report n are common, where it is among those who say
// so, and keeps those of which that changed.
func (ar *Archive) votes(n int32, c *Card) error {
	var asked []uint64
	for _, k := range c.Keys {
		h, err := ar.group(k)
		if err != nil {
			return err
		}
		if h.n >= firstVote {
			asked = append(asked, k)
		}
	}
	if err := ar.know(asked); err != nil {
		return err
	}
	for _, k := range asked {
		h, err := ar.group(k)
		if err != nil {
			return err
		}
		if h.place(n) >= voters {
			continue
		}
		common, err := isCommon(h.first, ar.related)
		if err != nil {
			return err
		}
		if common == ar.common[k] {
			continue
		}
		ar.flipped[k] = true
		if common {
			ar.common[k] = true
		} else {
			delete(ar.common, k)
		}
		if err := ar.records.SetCommon(k, common); err != nil {
			return err
		}
	}
	return nil
}

// both returns the cards of two reports.
func (ar *Archive) both(x, y int32) (a, b *Card, err error) {
	if a, err = ar.card(x); err == nil {
		b, err = ar.card(y)
	}
	return a, b, err
}

// related is the like of index.related.
func (ar *Archive) related(x, y int32) (bool, error) {
	a, b, err := ar.both(x, y)
	if err != nil {
		return false, err
	}
	at := [2]int32{x, y}
	yes, asked := ar.kin[at]
	if !asked {
		n := 0
		eachShared(a.Keys, b.Keys, func(int) { n++ })
		yes = enoughShared(n, int32(len(a.Keys)), int32(len(b.Keys)))
		ar.kin[at] = yes
	}
	return yes, nil
}

// card returns the card of report n.
func (ar *Archive) card(n int32) (*Card, error) {
	if c, ok := ar.cards[n]; ok {
		return c, nil
	}
	c, err := ar.records.Card(n)
	if err == nil {
		ar.cards[n] = c
	}
	return c, err
}

// samples returns how many keys report n holds.
func (ar *Archive) samples(n int32) (int32, error) {
	if k, ok := ar.postings.samplesOf(n); ok {
		return k, nil
	}
	c, err := ar.card(n)
	if err != nil {
		return 0, err
	}
	return int32(len(c.Keys)), nil
}

// candidates is the like of finder.candidates, for all other reports. again are
// reports that report n has put out of their place in a group.
func (ar *Archive) candidates(n int32, c *Card) (found, again []int32, err error) {
	hits, out := map[int32]int32{}, map[int32]bool{}
	for _, k := range c.Keys {
		if ar.common[k] {
			continue
		}
		h, err := ar.group(k)
		if err != nil {
			return nil, nil, err
		}
		at := h.place(n)
		if at < stars {
			h.all(func(other int32) { hits[other] += weight(k) })
		} else {
			for _, other := range h.first[:h.met(at)] {
				hits[other] += weight(k)
			}
		}
		if h.n > core && at < core {
			out[h.first[core]] = true
		}
		if h.n > core && at < stars {
			out[h.first[stars]] = true
		}
	}
	delete(hits, n)
	for other, shared := range hits {
		k, err := ar.samples(other)
		if err != nil {
			return nil, nil, err
		}
		if likely(shared, min(int32(len(c.Keys)), k), ar.opt.Containment*likelyShare) {
			found = append(found, other)
		}
	}
	slices.Sort(found)
	return found, slices.Sorted(maps.Keys(out)), nil
}

// met returns how many of the first holders one that stands at a place, and not
// among the very first, is compared with.
func (h *holders) met(at int) int {
	if at < core {
		return min(core, len(h.first))
	}
	return stars
}

// proposed reports whether reports x and y are to be compared, as candidates
// would say.
func (ar *Archive) proposed(x, y int32) (bool, error) {
	a, b, err := ar.both(x, y)
	if err != nil {
		return false, err
	}
	var both []uint64
	eachShared(a.Keys, b.Keys, func(i int) { both = append(both, a.Keys[i]) })
	if err := ar.knowOf(x); err != nil {
		return false, err
	}
	shared := int32(0)
	for _, k := range both {
		if ar.common[k] {
			continue
		}
		h, err := ar.group(k)
		if err != nil {
			return false, err
		}
		first, last := h.place(x), h.place(y)
		if first > last {
			first, last = last, first
		}
		if first < stars || last < core {
			shared += weight(k)
		}
	}
	return likely(shared, int32(min(len(a.Keys), len(b.Keys))), ar.opt.Containment*likelyShare), nil
}

// again asks of each pair of report x whether it is still to be compared, and
// drops those that are not. turned are reports that hold a key of which it has
// changed whether it is common: where one of them is the shorter of a pair that
// is kept, the two are compared anew, once.
func (ar *Archive) again(x int32, turned map[int32]bool) error {
	pairs, err := ar.records.Pairs(x)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		if other := p.A + p.B - x; turned[other] && other < x {
			continue // this was asked of the other
		}
		yes, err := ar.proposed(p.A, p.B)
		switch {
		case err != nil:
			return err
		case !yes:
			ar.touched[p.A], ar.touched[p.B] = true, true
			err = ar.records.DropPair(p.A, p.B)
		case turned[p.B]:
			err = ar.compare(p.A, p.B)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// turn looks at all pairs of reports that hold keys of which it was found that
// they are common, or are not. It is done once for many reports that come, since
// votes of which the outcome is close change often.
func (ar *Archive) turn() error {
	if len(ar.flipped) == 0 {
		return nil
	}
	keys := slices.Sorted(maps.Keys(ar.flipped))
	clear(ar.flipped)
	turned := map[int32]bool{}
	for _, k := range keys {
		h, err := ar.group(k)
		if err != nil {
			return err
		}
		h.all(func(n int32) { turned[n] = true })
	}
	for _, n := range slices.Sorted(maps.Keys(turned)) {
		if err := ar.again(n, turned); err != nil {
			return err
		}
	}
	gained := map[[2]int32]bool{}
	for _, k := range keys {
		if ar.common[k] {
			continue
		}
		h, err := ar.group(k) // what it no longer hides
		if err != nil {
			return err
		}
		for at, x := range h.first[:min(core, len(h.first))] {
			speaks := func(y int32) {
				if x != y {
					gained[[2]int32{min(x, y), max(x, y)}] = true
				}
			}
			if at < stars {
				h.all(speaks)
			} else {
				for _, y := range h.first[:min(core, len(h.first))] {
					speaks(y)
				}
			}
		}
	}
	return ar.propose(gained)
}

// propose compares those of pairs that are to be compared and were not.
func (ar *Archive) propose(pairs map[[2]int32]bool) error {
	met, of := map[int32]bool{}, int32(0)
	for _, p := range slices.SortedFunc(maps.Keys(pairs), func(p, q [2]int32) int { return slices.Compare(p[:], q[:]) }) {
		if p[0] != of {
			of = p[0]
			clear(met)
			known, err := ar.records.Pairs(of)
			if err != nil {
				return err
			}
			for _, k := range known {
				met[k.A+k.B-of] = true
			}
		}
		if met[p[1]] {
			continue
		}
		yes, err := ar.proposed(p[0], p[1])
		if err == nil && yes {
			err = ar.compare(p[0], p[1])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// knowOf takes into ar.common which keys of report n are common.
func (ar *Archive) knowOf(n int32) error {
	if ar.known[n] {
		return nil
	}
	ar.known[n] = true
	c, err := ar.card(n)
	if err != nil {
		return err
	}
	return ar.know(c.Keys)
}

// compare compares two reports and writes down what it finds.
func (ar *Archive) compare(x, y int32) error {
	x, y, a, b, err := ar.sides.inOrder(x, y)
	if err != nil {
		return err
	}
	if err := ar.knowOf(y); err != nil { // which of the shorter one's shingles are common
		return err
	}
	m, kin := ar.aligner.judge(a, b, ar.common, ar.opt)
	p := Pair{A: x, B: y, Kin: kin}
	if kin {
		p.Match = m.encode()
		l := m.link(&ar.table)
		p.Link = &l
	}
	ar.touched[x], ar.touched[y] = true, true
	return ar.records.PutPair(&p, a.whole, b.whole)
}

// Touch says that a ruling on report n was made or taken back.
func (ar *Archive) Touch(n int32) { ar.touched[n] = true }

// Save writes the samples of the reports that were added into the postings, and
// holds them in memory no longer.
func (ar *Archive) Save() error {
	if err := ar.turn(); err != nil {
		return err
	}
	came := make(map[int32]*Card, len(ar.came))
	for _, n := range ar.came {
		came[n] = ar.cards[n]
	}
	ar.came = nil
	clear(ar.fresh)
	clear(ar.groups)
	clear(ar.kin)
	clear(ar.cards)
	clear(ar.known)
	return ar.postings.Add(came)
}

// A Told is a story by the numbers of its reports.
type Told struct {
	Named    int32   // the report it has its name from, see assay.StoryID
	Reports  []int32 // as in assay.Story
	Earliest int32   // see assay.Story; 0 if unknown
	Agency   string
	Links    []ToldLink // in the order of their reports
}

// A ToldLink is a pair that is kin, in the story where its link is listed.
type ToldLink struct {
	A, B   int32
	Reason string // why the two are not one story, or that they were ruled one; "" if nothing is to be said
}

// Stories returns the stories of all reports that what was done since the
// archive was made may have moved, ordered as by the function [Stories]. All
// other stories are as they were.
func (ar *Archive) Stories() ([]Told, error) {
	if err := ar.turn(); err != nil {
		return nil, err
	}
	var numbers []int32
	seen := map[int32]bool{}
	var queue []int32
	visit := func(n int32) {
		if !seen[n] {
			seen[n] = true
			queue = append(queue, n)
		}
	}
	for n := range ar.touched {
		visit(n)
	}
	var pairs []pair
	ruled := map[Ruling]bool{}
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue, numbers = queue[:len(queue)-1], append(numbers, n)
		near, err := ar.records.Pairs(n)
		if err != nil {
			return nil, err
		}
		for _, p := range near {
			if !p.Kin {
				continue
			}
			visit(p.A)
			visit(p.B)
			if p.A == n { // once for each pair
				m, err := decodeMatch(p.Match)
				if err != nil {
					return nil, fmt.Errorf("reports %d and %d: %w", p.A, p.B, err)
				}
				pairs = append(pairs, pair{a: p.A, b: p.B, m: m})
			}
		}
		rulings, err := ar.records.Rulings(n)
		if err != nil {
			return nil, err
		}
		for _, r := range rulings {
			ruled[r] = true
			visit(r.A)
			visit(r.B)
		}
	}
	kept := make(map[int32]*Card, len(numbers))
	for _, n := range numbers {
		c := ar.cards[n]
		if c == nil { // not kept: it may be that of every report there is
			var err error
			if c, err = ar.records.Card(n); err != nil {
				return nil, err
			}
			c.Keys = nil
		}
		kept[n] = c
	}
	slices.SortFunc(numbers, func(x, y int32) int { return bytes.Compare(kept[x].ID[:], kept[y].ID[:]) })
	local := make(map[int32]int32, len(numbers))
	cards := make([]card, len(numbers))
	for i, n := range numbers {
		local[n] = int32(i)
		cards[i] = card{kept[n].Words, kept[n].Agency, kept[n].Appeared}
	}
	for i := range pairs {
		pairs[i].a, pairs[i].b = local[pairs[i].a], local[pairs[i].b]
	}
	rulings := make([]Ruling, 0, len(ruled))
	for r := range ruled {
		rulings = append(rulings, Ruling{local[r.A], local[r.B], r.Together})
	}
	g := gather(cards, pairs, rulings)
	var out []Told
	for _, st := range g.stories() {
		t := Told{Named: numbers[st.named], Agency: st.agency, Reports: st.reports}
		if st.first >= 0 {
			t.Earliest = numbers[st.first]
		}
		for i, r := range t.Reports {
			t.Reports[i] = numbers[r]
		}
		for _, k := range st.links {
			t.Links = append(t.Links, ToldLink{numbers[pairs[k].a], numbers[pairs[k].b], g.reason(k)})
		}
		out = append(out, t)
	}
	return out, nil
}

// encode stores what stories need to know of m.
func (m *match) encode() []byte {
	b := binary.LittleEndian.AppendUint64(nil, math.Float64bits(m.shorter))
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(m.fuller))
	b = binary.LittleEndian.AppendUint64(b, uint64(m.sentences))
	for _, r := range m.runs {
		b = binary.AppendUvarint(b, uint64(r.a))
		b = binary.AppendUvarint(b, uint64(r.b))
		b = binary.AppendUvarint(b, uint64(r.n))
	}
	return b
}

func decodeMatch(b []byte) (m match, err error) {
	r := bytes.NewReader(b)
	var head [3]uint64
	if err := binary.Read(r, binary.LittleEndian, &head); err != nil {
		return m, fmt.Errorf("%w: what they share: %v", assay.ErrInvalid, err)
	}
	m.shorter, m.fuller, m.sentences = math.Float64frombits(head[0]), math.Float64frombits(head[1]), int(head[2])
	for r.Len() > 0 {
		var values [3]uint64
		for i := range values {
			if values[i], err = binary.ReadUvarint(r); err != nil || values[i] > math.MaxInt32 {
				return m, fmt.Errorf("%w: what they share", assay.ErrInvalid)
			}
		}
		m.runs = append(m.runs, run{int(values[0]), int(values[1]), int(values[2])})
	}
	return m, nil
}
