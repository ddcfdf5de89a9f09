package occurrence

import (
	"bytes"
	"cmp"
	"math"

	"assay"
	"assay/lang/neural"
	"assay/pack"
)

// What [Among] does with all reports at hand, in steps of which each looks at the reports that
// copies connect, at one block, at two reports or at one part. Where a pile is on many machines,
// these steps are what its machines do (module beam), and what they find is the same.
//
// [Stand] says how reports stand among others, and under which keys their items are looked up.
// What stands under a key is a block; of more than [Room] each goes on to the blocks of its
// [Standing.Bins], of one level after the other, and behind the last of [Levels] meets the first
// [Lead] alone. Two items that meet are compared by a [Matcher]. What so leads from one item to
// others is a part, and [TellPart] says of which occurrences it tells.

// How blocks are cut.
const Levels = 3

// Room returns how many items of a block meet one another, and Lead how many of a larger one
// meet all others.
func Room() int { return room }

// Lead is how many items of a block that cannot be cut meet all others.
func Lead() int { return first }

// An Item is one of a report: its place there.
type Item struct {
	Report assay.ReportID
	At     int32
}

// Compare orders items by their ids.
func (i Item) Compare(o Item) int {
	return cmp.Or(bytes.Compare(i.Report[:], o.Report[:]), cmp.Compare(i.At, o.At))
}

// Code writes or reads an item.
func (i *Item) Code(c *pack.Coder) {
	c.ID(&i.Report)
	pack.Integer(c, &i.At)
}

// A Standing is by what an item stands in blocks, in the order of the pile.
type Standing struct {
	Item
	unknown bool // its day
	day     int
	stand
}

// Compare orders items as they stand in a pile.
func (s *Standing) Compare(o *Standing) int {
	return cmp.Or(cmp.Compare(count(s.unknown), count(o.unknown)), cmp.Compare(s.day, o.day), s.Item.Compare(o.Item))
}

// Code writes or reads a standing.
func (s *Standing) Code(c *pack.Coder) {
	s.Item.Code(c)
	c.Yes(&s.unknown)
	pack.Integer(c, &s.day)
	pack.Integer(c, &s.when)
	pack.Integer(c, &s.act)
	codeNumber(c, &s.lo)
}

// Bins returns the keys of the blocks to which an item goes on from a block that is too large,
// of a level from 0 on: by days, by what was done, by number.
func (s *Standing) Bins(block uint64, level int) []uint64 {
	bin := func(kind, n int) uint64 {
		return neural.Mix(block, uint64(level)<<60|uint64(kind)<<58^uint64(n))
	}
	switch level {
	case 0:
		days := s.days()
		return []uint64{bin(0, days[0]), bin(1, days[1])}
	case 1:
		return []uint64{bin(0, s.act)}
	}
	return []uint64{neural.Mix(bin(0, 0), math.Float64bits(s.lo))}
}

// A Context is what a report has from its pile.
type Context struct {
	of context
}

// Code writes or reads a context.
func (x *Context) Code(c *pack.Coder) {
	pack.Integer(c, &x.of.day)
	c.Yes(&x.of.known, &x.of.dated)
	c.Uint(&x.of.story)
}

// A Stood is how a report stands among others.
type Stood struct {
	Report  assay.ReportID
	Context Context
	Items   []Standing
	Keys    [][]uint64 // of each item; copies have none
	Sure    [][2]Item  // items that are put together in any case, of which the second is the report's
}

// Stand says how reports stand that copies connect; reports and stories are whole.
func Stand(reports []*Report, stories []assay.Story, settings map[assay.ReportID]Setting) (list []Stood) {
	p := layOut(reports, stories, settings)
	at := make(map[*report]int, len(p.reports))
	for _, r := range p.reports {
		s := Stood{Report: r.ID, Context: Context{context{r.day, r.known, r.dated, r.story}}}
		for _, it := range r.items {
			s.Items = append(s.Items, Standing{Item{r.ID, int32(it.at)}, !r.known, r.day, it.stand()})
			var keys []uint64
			if !it.copied() {
				keys = it.keys(nil)
			}
			s.Keys = append(s.Keys, keys)
		}
		at[r] = len(list)
		list = append(list, s)
	}
	for _, pair := range p.sure() {
		a, b := p.items[pair[0]], p.items[pair[1]]
		if a != b {
			s := &list[at[a.rep]]
			s.Sure = append(s.Sure, [2]Item{{b.rep.ID, int32(b.at)}, {a.rep.ID, int32(a.at)}})
		}
	}
	return list
}

// A Matcher compares the items of one report with those of others.
type Matcher struct {
	v    vector
	w    *weights
	held *report
}

// NewMatcher returns one that holds no report.
func NewMatcher() *Matcher { return &Matcher{w: learnt()} }

func inContext(told *Report, x Context) *report {
	r := &report{Report: told, story: x.of.story, day: x.of.day, known: x.of.known, dated: x.of.dated, named: names(told.lead)}
	for _, m := range told.mentions {
		it := &item{mention: m, rep: r, id: m.at}
		it.days, it.dated = r.daysOf(m)
		r.items = append(r.items, it)
	}
	return r
}

// Hold takes the report with whose items others are compared.
func (m *Matcher) Hold(told *Report, x Context) {
	m.held = inContext(told, x)
	m.v.begin(m.held)
}

// Leads returns which of pairs of places lead from an item of the report that is held to one of
// another. Of two reports the one that came first is to be held.
func (m *Matcher) Leads(told *Report, x Context, pairs [][2]int32) (list [][2]int32) {
	other := m.held
	if told.ID != m.held.ID {
		other = inContext(told, x)
	}
	for _, p := range pairs {
		if int(p[0]) >= len(m.held.items) || int(p[1]) >= len(other.items) || p[0] < 0 || p[1] < 0 {
			continue
		}
		a, b := m.held.items[p[0]], other.items[p[1]]
		if m.v.worth(a, b) {
			if l := m.v.link(m.w, a, b); l.leads() {
				list = append(list, p)
			}
		}
	}
	if other != m.held && len(m.v.with) > 0 {
		delete(m.v.with, other)
	}
	return list
}

// TellPart says of which occurrences the items of one part tell, which are of reports that are
// there with all that copies connect them with.
func TellPart(reports []*Report, stories []assay.Story, settings map[assay.ReportID]Setting, part []Item) ([]*Told, error) {
	p := layOut(reports, stories, settings)
	byID := make(map[assay.ReportID]*report, len(p.reports))
	for _, r := range p.reports {
		byID[r.ID] = r
	}
	of := make([]int32, len(p.items))
	for i := range of {
		of[i] = unseen
	}
	least := int32(len(p.items))
	var in []int
	for _, it := range part {
		r := byID[it.Report]
		if r == nil || it.At < 0 || int(it.At) >= len(r.items) {
			return nil, assay.ErrInvalid
		}
		in = append(in, r.items[it.At].id)
		least = min(least, int32(r.items[it.At].id))
	}
	for _, id := range in {
		of[id] = least
	}
	list := p.tellAll(of, nil, learnt())
	for _, t := range list {
		t.mark()
	}
	Sort(list)
	return list, nil
}

// CodeWhole writes or reads all of an occurrence, with its tellings and questions.
func (t *Told) CodeWhole(c *pack.Coder) {
	t.Code(c)
	for _, s := range [...]*string{&t.Type, &t.Mode, &t.Place} {
		pack.Text(c, s)
	}
	codeTellings(c, &t.Tellings)
	pack.List(c, &t.Questions, func(q *[]assay.Telling) { codeTellings(c, q) })
	pack.List(c, &t.Why, func(r *assay.Reason) {
		c.ID(&r.From)
		c.ID(&r.To)
		c.Texts(&r.Why)
	})
}

func codeTellings(c *pack.Coder, list *[]assay.Telling) {
	pack.List(c, list, func(t *assay.Telling) {
		c.ID(&t.Report)
		pack.List(c, &t.Events, func(r *assay.Ref[assay.Event]) { codeRef(c, r) })
		pack.List(c, &t.Figures, func(r *assay.Ref[assay.Figure]) { codeRef(c, r) })
	})
}

// Dated returns the day on which a report appeared and where it plays, by which [Settings]
// lend it a year or take one from it.
func (r *Report) Dated() (appeared assay.Date, ground []string) { return r.appeared, r.ground }
