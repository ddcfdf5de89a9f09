package copies

import (
	"cmp"
	"slices"

	"assay"
	"assay/pack"
)

// What [Stories] does with all reports at hand, in steps of which each looks at one report,
// one shingle, one pair or one story. Where a pile is on many machines, these steps are what
// its machines do; that is left to others (module beam), and what they find is the same.
//
// A report has a [Card]. Of the reports that hold a key of it the first ones by id are a
// group's core. Where [FirstVote] hold it, the first [Voters] are asked in pairs of two that
// follow each other whether they are [Related], and [IsCommon] says from that whether the key
// counts. For one that counts each of the first [Core] speaks with all others of these, the
// first [Stars] with everybody ([Meets]). Pairs of which enough is heard ([Likely]) are
// compared by a [Comparer]; those that are kin are told of by [Gather].

// How large the parts of a group are, by the ids of its reports.
const (
	Core      = core      // so many speak with one another
	Stars     = stars     // so many with everybody
	FirstVote = firstVote // from so many on it is asked whether a key is common
	Voters    = voters    // so many are asked
)

// Related reports whether two reports share enough samples to be of one text, as far as
// those tell who vote on a key.
func Related(x, y *Card) bool {
	n := 0
	eachShared(x.Keys, y.Keys, func(int) { n++ })
	return enoughShared(n, int32(len(x.Keys)), int32(len(y.Keys)))
}

// IsCommon reports whether a key is common, of which so many were asked in pairs and so many
// of these pairs are unrelated.
func IsCommon(unrelated, asked int) bool { return unrelated*2 > asked }

// Meets returns with how many of the first of its group a report is compared that stands at
// a place in it, among those before it.
func Meets(at int) int {
	if at < core {
		return at
	}
	return stars
}

// Weight returns for how many samples it counts that two reports hold a key.
func Weight(key uint64) int32 { return weight(key) }

// Likely reports whether two reports are compared that share so many samples; n is how many
// the one has that has fewer.
func (opt Options) Likely(shared, n int32) bool {
	return likely(shared, n, opt.defaults().Containment*likelyShare)
}

// A Comparer compares one report with others.
type Comparer struct {
	opt   Options
	held  *side
	side  *side
	al    aligner
	table gramTable
}

// NewComparer returns one that holds no report.
func NewComparer(opt Options) *Comparer { return &Comparer{opt: opt.defaults()} }

// Hold takes the report with which others are compared.
func (c *Comparer) Hold(doc *assay.Doc) { c.held = newSide(doc) }

// A Kin is two reports that go back to one text.
type Kin struct {
	From, To assay.ReportID // the fuller first
	Match    []byte         // what stories need to know of what they share
	Link     *assay.Link    // nil where it is read back
}

// Compare compares doc with the report that is held; common are the keys of either that are
// common.
func (c *Comparer) Compare(doc *assay.Doc, common map[uint64]bool) (k Kin, ok bool) {
	if c.side == nil {
		c.side = newSide(doc)
	} else {
		c.side.read(doc)
	}
	a, b := fullerFirst(c.held, c.side)
	m, kin := c.al.judge(a, b, common, c.opt)
	if !kin {
		return k, false
	}
	l := m.link(&c.table)
	return Kin{a.doc.ID, b.doc.ID, m.encode(), &l}, true
}

// A Gathered is a story, with why two reports are not one that have a link.
type Gathered struct {
	Named    assay.ReportID // that it has its name from, see [assay.StoryID]
	Reports  []assay.ReportID
	Earliest assay.ReportID
	Agency   string
	Links    []GatheredLink
}

// A GatheredLink is a Kin by its place in the list.
type GatheredLink struct {
	Kin    int
	Reason string // to be added to the reasons of its link; "" if nothing is
}

// Gather sorts reports into stories that chains of kin connect. Reports of two such chains
// have nothing to do with each other.
func Gather(cards []*Card, kin []Kin) ([]Gathered, error) {
	cards = slices.Clone(cards)
	slices.SortFunc(cards, func(x, y *Card) int { return slices.Compare(x.ID[:], y.ID[:]) })
	at := make(map[assay.ReportID]int32, len(cards))
	list := make([]card, len(cards))
	for i, c := range cards {
		at[c.ID] = int32(i)
		list[i] = card{c.Words, c.Agency, c.Appeared}
	}
	pairs := make([]pair, 0, len(kin))
	order := make([]int, len(kin)) // of the pairs their kin
	for i := range kin {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(slices.Compare(kin[i].From[:], kin[j].From[:]), slices.Compare(kin[i].To[:], kin[j].To[:]))
	})
	for _, i := range order {
		a, okA := at[kin[i].From]
		b, okB := at[kin[i].To]
		m, err := decodeMatch(kin[i].Match)
		if err != nil || !okA || !okB {
			return nil, cmp.Or(err, assay.ErrInvalid)
		}
		pairs = append(pairs, pair{a: a, b: b, m: m})
	}
	g := gather(list, pairs, nil)
	var out []Gathered
	for _, st := range g.stories() {
		t := Gathered{Named: cards[st.named].ID, Agency: st.agency}
		if st.first >= 0 {
			t.Earliest = cards[st.first].ID
		}
		for _, r := range st.reports {
			t.Reports = append(t.Reports, cards[r].ID)
		}
		for _, k := range st.links {
			t.Links = append(t.Links, GatheredLink{order[k], g.reason(k)})
		}
		out = append(out, t)
	}
	return out, nil
}

// Pack writes what comparisons look at of doc: its text with a few marks, so that it can go
// to another machine. [Unpack] reads it back.
func Pack(doc *assay.Doc) []byte {
	return pack.Bytes(func(c *pack.Coder) { codeDoc(c, doc) })
}

// Unpack returns what [Pack] wrote.
func Unpack(b []byte) (*assay.Doc, error) {
	doc := assay.NewDoc(&assay.Report{})
	return doc, pack.Read(b, nil, func(c *pack.Coder) { codeDoc(c, doc) })
}

func codeDoc(c *pack.Coder, doc *assay.Doc) {
	c.ID(&doc.ID)
	for _, s := range [...]*string{&doc.Text, &doc.Publisher, &doc.Author} {
		c.Own(s)
	}
	c.Date(&doc.Published.Date)
	c.Date(&doc.Appeared.Date)
	pack.List(c, &doc.Regions, func(r *assay.Region) {
		c.Span(&r.Span)
		pack.Small(c, &r.Kind)
	})
	pack.List(c, &doc.Sentences, c.Span)
	pack.List(c, &doc.Quantities, func(q *assay.Quantity) { c.Span(&q.Span) })
	pack.List(c, &doc.Sources, func(s *assay.Source) { c.Span(&s.Span) })
	pack.List(c, &doc.Claims, func(cl *assay.Claim) {
		c.Span(&cl.Cue)
		k, ok := cl.Source.Index()
		if !ok {
			k = -1
		}
		pack.Integer(c, &k)
		if c.Reading() && k >= 0 {
			cl.Source = assay.RefTo[assay.Source](k)
		}
	})
}

// Bytes returns the card as [ParseCard] reads it.
func (c *Card) Bytes() []byte { return pack.Bytes(c.code) }

// ParseCard reads what [Card.Bytes] wrote.
func ParseCard(b []byte) (*Card, error) {
	c := &Card{}
	return c, pack.Read(b, nil, c.code)
}

func (c *Card) code(p *pack.Coder) {
	p.ID(&c.ID)
	pack.Integer(p, &c.Words)
	p.Uint(&c.Whole)
	var last uint64
	pack.List(p, &c.Keys, func(k *uint64) {
		step := *k - last
		p.Uint(&step)
		*k = last + step
		last = *k
	})
	p.Own(&c.Agency)
	p.Date(&c.Appeared)
}
