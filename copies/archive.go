package copies

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"assay"
)

// Version is raised whenever stories may come out differently.
const Version = 1

// A Card is what an archive knows of a report without its text.
type Card struct {
	Words    int32
	Whole    uint64   // hash of all words in order
	Rare     int32    // samples that were not common when it came
	Keys     []uint64 // the sampled shingles, rising
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
	// First returns the first report with a Card.Whole, and 0 if there is none.
	First(whole uint64) (int32, error)
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
// stories. A report costs a lookup for each of its samples, and a comparison
// with each report it shares enough with, however many reports there are.
//
// An archive serves one transaction: it is made, takes reports, says which
// stories changed, and is saved. Numbers of reports rise and start at 1.
type Archive struct {
	records  Records
	postings *Postings
	opt      Options

	came    []int32            // reports that were added
	fresh   map[uint64][]int32 // the reports that hold a key, of those added
	cards   map[int32]*Card
	sides   *cache
	common  map[uint64]bool // keys that are known to be common
	known   map[int32]bool  // reports of whose keys that is known
	touched map[int32]bool  // reports whose stories may have changed
	aligner aligner
	table   gramTable
}

// NewArchive returns an archive whose samples are in p and whose reports are in
// r.
func NewArchive(p *Postings, r Records, opt Options) *Archive {
	return &Archive{
		records: r, postings: p, opt: opt.defaults(),
		fresh: map[uint64][]int32{}, cards: map[int32]*Card{}, sides: newCache(r.Doc), common: map[uint64]bool{}, touched: map[int32]bool{}, known: map[int32]bool{},
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
	var flipped []uint64
	groups := make([]holders, len(c.Keys))
	var asked []uint64
	for i, k := range c.Keys {
		ar.fresh[k] = append(ar.fresh[k], n)
		groups[i] = ar.holders(k)
		if groups[i].n >= firstVote {
			asked = append(asked, k)
		}
	}
	ar.cards[n], ar.came, ar.touched[n] = c, append(ar.came, n), true
	if err := ar.know(asked); err != nil {
		return err
	}
	for i, k := range c.Keys {
		changed, err := ar.vote(k, groups[i])
		if err != nil {
			return err
		}
		if changed {
			flipped = append(flipped, k)
		}
	}
	c.Rare = int32(len(c.Keys))
	for _, k := range c.Keys {
		if ar.common[k] {
			c.Rare--
		}
	}
	if err := ar.records.PutCard(n, c); err != nil {
		return err
	}
	if err := ar.again(flipped); err != nil {
		return err
	}
	found, err := ar.candidates(n, c, groups)
	if err != nil {
		return err
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
	c.Rare = was.Rare
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

// newCard makes the card of a report.
func newCard(s *side) *Card {
	c := &Card{Words: int32(len(s.words)), Whole: offset64, Agency: s.agency(), Appeared: appeared(s.doc)}
	for _, w := range s.words {
		c.Whole = (c.Whole ^ w.hash) * prime64
	}
	for _, g := range s.grams {
		if sampled(g) {
			c.Keys = append(c.Keys, key(g))
		}
	}
	slices.Sort(c.Keys)
	c.Keys = slices.Compact(c.Keys)
	return c
}

// Holders are the reports that hold a key, in order.
type holders struct {
	n      int
	stored []stretch
	fresh  []int32
}

func (ar *Archive) holders(key uint64) holders {
	stored, n := ar.postings.find(key)
	fresh := ar.fresh[key]
	return holders{n + len(fresh), stored, fresh}
}

func (h *holders) report(i int) int32 {
	for _, st := range h.stored {
		if k := st.hi - st.lo; i < k {
			return int32(st.vol.sample(st.lo+i) & MaxReports)
		} else {
			i -= k
		}
	}
	return h.fresh[i]
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

// vote asks whether key is common, if it is time to, and reports whether that
// changed.
func (ar *Archive) vote(key uint64, h holders) (changed bool, err error) {
	if votesAt(h.n) == votesAt(h.n-1) {
		return false, nil
	}
	common, err := isCommon(h.n, h.report, ar.related)
	if err != nil || common == ar.common[key] {
		return false, err
	}
	if common {
		ar.common[key] = true
	} else {
		delete(ar.common, key)
	}
	return true, ar.records.SetCommon(key, common)
}

// related is the like of index.related.
func (ar *Archive) related(x, y int32) (bool, error) {
	a, err := ar.card(x)
	if err != nil {
		return false, err
	}
	b, err := ar.card(y)
	if err != nil {
		return false, err
	}
	n := 0
	eachShared(a.Keys, b.Keys, func(int) { n++ })
	return enoughShared(n, int32(len(a.Keys)), int32(len(b.Keys))), nil
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

// rare returns the rare samples of report n.
func (ar *Archive) rare(n int32) (int32, error) {
	if r, ok := ar.postings.rare(n); ok {
		return r, nil
	}
	c, err := ar.card(n)
	if err != nil {
		return 0, err
	}
	return c.Rare, nil
}

// candidates is the like of finder.candidates.
func (ar *Archive) candidates(n int32, c *Card, groups []holders) ([]int32, error) {
	hits := map[int32]int32{}
	crowded := false
	for i, k := range c.Keys {
		if ar.common[k] {
			continue
		}
		h := &groups[i]
		crowded = crowded || h.n > crowd
		for at := range min(h.n-1, postings) {
			hits[h.report(at)]++
		}
	}
	var found []candidate
	var twin int32
	if c.Words >= shingle {
		var err error
		if twin, err = ar.records.First(c.Whole); err != nil {
			return nil, err
		}
		if twin == n {
			twin = 0
		}
	}
	if twin != 0 {
		found = append(found, candidate{twin, math.MaxInt32})
	}
	for t, h := range hits {
		rare, err := ar.rare(t)
		if err != nil {
			return nil, err
		}
		if t != twin && likely(h, min(c.Rare, rare), ar.opt.Containment/3) {
			found = append(found, candidate{t, h})
		}
	}
	sortCandidates(found)
	if crowded && len(found) > enough {
		found = found[:min(8*ar.opt.Partners, len(found))]
		var err error
		found, err = thin(found, c.Keys,
			func(t int32) ([]uint64, error) {
				card, err := ar.card(t)
				if err != nil {
					return nil, err
				}
				return card.Keys, nil
			},
			func(i int) bool { return groups[i].n > crowd })
		if err != nil {
			return nil, err
		}
	}
	var out []int32
	for _, f := range found[:min(ar.opt.Partners, len(found))] {
		out = append(out, f.rep)
	}
	return out, nil
}

// compare compares two reports and writes down what it finds.
func (ar *Archive) compare(x, y int32) error {
	x, y, a, b, err := ar.sides.inOrder(x, y)
	if err != nil {
		return err
	}
	if !ar.known[y] { // which of the shorter one's shingles are common
		ar.known[y] = true
		c, err := ar.card(y)
		if err != nil {
			return err
		}
		if err := ar.know(c.Keys); err != nil {
			return err
		}
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

// again compares anew the pairs of reports that hold keys of which it was found
// that they are common, or are not.
func (ar *Archive) again(keys []uint64) error {
	done := map[[2]int32]bool{}
	for _, k := range keys {
		h := ar.holders(k)
		for i := range h.n {
			pairs, err := ar.records.Pairs(h.report(i))
			if err != nil {
				return err
			}
			for _, p := range pairs {
				if at := [2]int32{p.A, p.B}; !done[at] {
					done[at] = true
					if err := ar.compare(p.A, p.B); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// Touch says that a ruling on report n was made or taken back.
func (ar *Archive) Touch(n int32) { ar.touched[n] = true }

// Save writes the samples of the reports that were added into the postings, and
// holds them in memory no longer.
func (ar *Archive) Save() error {
	came := make(map[int32]*Card, len(ar.came))
	for _, n := range ar.came {
		came[n] = ar.cards[n]
	}
	ar.came = nil
	clear(ar.fresh)
	clear(ar.cards)
	clear(ar.known)
	return ar.postings.Add(came)
}

// A Told is a story by the numbers of its reports.
type Told struct {
	Reports  []int32 // the fullest first, the others in order
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
// archive was made may have moved, in the order of their first reports. All
// other stories are as they were.
func (ar *Archive) Stories() ([]Told, error) {
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
	slices.Sort(numbers)
	local := make(map[int32]int32, len(numbers))
	cards := make([]card, len(numbers))
	for i, n := range numbers {
		local[n] = int32(i)
		c := ar.cards[n]
		if c == nil { // not kept: it may be that of every report there is
			var err error
			if c, err = ar.records.Card(n); err != nil {
				return nil, err
			}
		}
		cards[i] = card{c.Words, c.Agency, c.Appeared}
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
		t := Told{Agency: st.agency, Reports: st.reports}
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
