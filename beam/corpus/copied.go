package corpus

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"assay"
	"assay/copies"
	"assay/ledger"
	"assay/occurrence"
	"assay/pack"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// copied finds which reports go back to one text, as package copies does: shingles that two
// reports hold propose pairs, votes say which shingles are common, pairs are compared, and what
// is kin connects reports. It returns those that are connected with their stories, under the
// least of their ids; the lines of the stories; and in which of them each report is.
func copied(s beam.Scope, packed, cards, tell beam.PCollection, rounds int) (linked, stories, homes beam.PCollection) {
	s = s.Scope("copies")
	few, large, heads, asks := beam.ParDo4(s, grouped, beam.GroupByKey(s, beam.ParDo(s, shingles, cards)))
	// Who votes on a shingle is asked once for all shingles on which the two vote.
	met := beam.GroupByKey(s, asks)
	first := beam.ParDo(s, askFirst, met)
	second := beam.ParDo(s, askSecond, beam.CoGroupByKey(s, cards, first))
	answers := beam.ParDo(s, answer, beam.CoGroupByKey(s, cards, second))
	votes := beam.ParDo(s, vote, beam.CoGroupByKey(s, asks, answers))
	many, common := beam.ParDo2(s, spoken, beam.CoGroupByKey(s, heads, votes, large))
	pairs := beam.CombinePerKey(s, addShared, beam.Flatten(s, few, many))
	likely := beam.ParDo(s, proposed, pairs)
	away := beam.ParDo(s, sendText, beam.CoGroupByKey(s, packed, common, likely))
	kin := beam.ParDo(s, compared, beam.CoGroupByKey(s, packed, common, away))

	found := components(s, beam.ParDo(s, kinEdge, kin), rounds)
	near := beam.ParDo(s, nearIDs, beam.GroupByKey(s, beam.ParDo(s, shortID, cards)))
	lent := lentYears(s, tell)
	members := beam.ParDo(s, member, beam.CoGroupByKey(s, cards, tell, found, near, lent))
	related := beam.ParDo(s, kinOf, beam.CoGroupByKey(s, kin, found))
	return beam.ParDo3(s, gathered, beam.CoGroupByKey(s, members, related))
}

// A posting is a report that holds a shingle: its id, and how many samples it has.
type posting struct {
	id      assay.ReportID
	samples int32
}

func (p *posting) bytes() []byte {
	return binary.AppendUvarint(bytes.Clone(p.id[:]), uint64(p.samples))
}

func postingOf(b []byte) (p posting, err error) {
	if len(b) <= len(p.id) {
		return p, fmt.Errorf("%w: a posting of %d bytes", assay.ErrInvalid, len(b))
	}
	copy(p.id[:], b)
	n, _ := binary.Uvarint(b[len(p.id):])
	p.samples = int32(n)
	return p, nil
}

func shingles(id, raw []byte, to emits) error {
	to = sent("shingles", to)
	c, err := copies.ParseCard(raw)
	if err != nil {
		return err
	}
	p := posting{c.ID, int32(len(c.Keys))}
	for _, k := range c.Keys {
		to(number(k), p.bytes())
	}
	return nil
}

// firsts are the first reports of a group, by id.
type firsts struct {
	n    int
	list []posting
}

func (f *firsts) add(p posting, most int) {
	f.n++
	i, _ := slices.BinarySearchFunc(f.list, p, func(a, b posting) int { return less(a.id[:], b.id[:]) })
	if i < most {
		f.list = slices.Insert(f.list, i, p)
		f.list = f.list[:min(len(f.list), most)]
	}
}

func (f *firsts) code(c *pack.Coder) {
	pack.Integer(c, &f.n)
	pack.List(c, &f.list, func(p *posting) {
		c.ID(&p.id)
		pack.Integer(c, &p.samples)
	})
}

// speak tells with whom of the first p speaks, where it stands.
func (f *firsts) speak(key uint64, at int, p posting, to emits) {
	for _, o := range f.list[:copies.Meets(at)] {
		a, b := o, p
		if less(a.id[:], b.id[:]) > 0 {
			a, b = b, a
		}
		shared := binary.AppendUvarint(nil, uint64(copies.Weight(key)))
		to(slices.Concat(a.id[:], b.id[:]), binary.AppendUvarint(shared, uint64(min(a.samples, b.samples))))
	}
}

// grouped looks at who holds a shingle. Where few do, each speaks with the others. Where more
// do it is voted on first: the group goes on, one report after the other, with its first ones,
// and those who vote are asked.
func grouped(key []byte, holders values, few, large, heads, asks emits) error {
	defer run("shingles")()
	few, large, heads, asks = sent("pairs", few), sent("large groups", large), sent("large groups", heads), sent("votes", asks)
	var f firsts
	for b := []byte(nil); holders(&b); b = nil {
		p, err := postingOf(b)
		if err != nil {
			return err
		}
		f.add(p, copies.Core)
		if f.n == copies.FirstVote {
			for _, o := range f.list {
				large(key, o.bytes())
			}
		} else if f.n > copies.FirstVote {
			large(key, b)
		}
	}
	held("shingles", len(f.list)*40)
	k := binary.BigEndian.Uint64(key)
	if f.n < copies.FirstVote {
		for at, p := range f.list {
			f.speak(k, at, p, few)
		}
		return nil
	}
	heads(key, write(f.code))
	voters := f.list[:min(len(f.list), copies.Voters)]
	for i := range voters[1:] {
		asks(slices.Concat(voters[i].id[:], voters[i+1].id[:]), key)
	}
	return nil
}

const idSize = len(assay.ReportID{})

func askFirst(pair []byte, _ values, to emits) { to(pair[:idSize], pair[idSize:]) }

func askSecond(id []byte, cards, others values, to emits) {
	card := one(cards)
	for b := []byte(nil); others(&b); b = nil {
		sent("votes", to)(b, card)
	}
}

func answer(id []byte, cards, others values, to emits) error {
	c, err := copies.ParseCard(one(cards))
	if err != nil {
		return err
	}
	for b := []byte(nil); others(&b); b = nil {
		o, err := copies.ParseCard(b)
		if err != nil {
			return err
		}
		yes := []byte{0}
		if copies.Related(o, c) {
			yes[0] = 1
		}
		to(slices.Concat(o.ID[:], id), yes)
	}
	return nil
}

func vote(_ []byte, keys, answers values, to emits) {
	yes := one(answers)
	for b := []byte(nil); keys(&b); b = nil {
		to(b, yes)
	}
}

// spoken tells of the reports that hold a shingle on which was voted who speaks with whom, or
// that it is common.
func spoken(key []byte, heads, votes, holders values, pairs, common emits) error {
	pairs, common = sent("pairs", pairs), sent("common", common)
	var f firsts
	if err := read(one(heads), f.code); err != nil {
		return err
	}
	unrelated, asked := 0, 0
	for b := []byte(nil); votes(&b); b = nil {
		asked++
		unrelated += int(1 - b[0])
	}
	isCommon := copies.IsCommon(unrelated, asked)
	k := binary.BigEndian.Uint64(key)
	for b := []byte(nil); holders(&b); b = nil {
		p, err := postingOf(b)
		if err != nil {
			return err
		}
		if isCommon {
			common(p.id[:], key)
			continue
		}
		at, there := slices.BinarySearchFunc(f.list, p, func(a, b posting) int { return less(a.id[:], b.id[:]) })
		if !there {
			at = copies.Core
		}
		f.speak(k, at, p, pairs)
	}
	return nil
}

// addShared adds what two say of one pair: shared samples, and how many the one has that has
// fewer.
func addShared(a, b []byte) []byte {
	x, k := binary.Uvarint(a)
	y, _ := binary.Uvarint(b)
	return append(binary.AppendUvarint(nil, x+y), a[k:]...)
}

// proposed tells the later of two reports with which it is to be compared.
func proposed(pair, sum []byte, to emits) {
	shared, k := binary.Uvarint(sum)
	samples, _ := binary.Uvarint(sum[k:])
	if (copies.Options{}).Likely(int32(min(shared, 1<<30)), int32(samples)) {
		to(pair[idSize:], pair[:idSize])
	}
}

func keysOf(list values) (keys []uint64) {
	for b := []byte(nil); list(&b); b = nil {
		keys = append(keys, binary.BigEndian.Uint64(b))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// A text is a report on its way to those with which it is compared.
type text struct {
	packed []byte
	common []uint64
}

func (t *text) code(c *pack.Coder) {
	blob(c, &t.packed)
	pack.List(c, &t.common, c.Uint)
}

func sendText(id []byte, packed, common, others values, to emits) {
	to = sent("texts to compare", to)
	var b []byte
	if !others(&b) {
		return
	}
	t := text{one(packed), keysOf(common)}
	raw := write(t.code)
	for more := true; more; more = others(&b) {
		to(b, raw)
		b = nil
	}
}

// A kinship is two reports that go back to one text, without their texts.
type kinship struct {
	copies.Kin
	link []byte // as the line of a story has it
}

func (k *kinship) code(c *pack.Coder) {
	c.ID(&k.From)
	c.ID(&k.To)
	blob(c, &k.Match)
	blob(c, &k.link)
}

func docOf(packed []byte) (*assay.Doc, error) {
	raw, err := swell(packed)
	if err != nil {
		return nil, err
	}
	return copies.Unpack(raw)
}

// compared compares a report with those that were sent to it, one after the other.
func compared(_ []byte, packed, common, others values, to emits) error {
	defer run("compare")()
	to = sent("kin", to)
	var b []byte
	if !others(&b) {
		return nil
	}
	mine, err := docOf(one(packed))
	if err != nil {
		return err
	}
	isCommon := map[uint64]bool{}
	for _, k := range keysOf(common) {
		isCommon[k] = true
	}
	own := len(isCommon)
	c := copies.NewComparer(copies.Options{})
	c.Hold(mine)
	for more := true; more; more = others(&b) {
		var t text
		if err := read(b, t.code); err != nil {
			return err
		}
		doc, err := docOf(t.packed)
		if err != nil {
			return err
		}
		held("compare", len(mine.Text)+len(doc.Text)+8*own)
		for _, k := range t.common {
			isCommon[k] = true
		}
		k, kin := c.Compare(doc, isCommon)
		b = nil
		if !kin {
			continue
		}
		from, target := mine.Text, doc.Text
		if k.From != mine.ID {
			from, target = target, from
		}
		item, err := ledger.NewLinkItem(k.Link, from, target)
		if err != nil {
			return err
		}
		k.Link = nil
		link, err := json.Marshal(item)
		if err != nil {
			return err
		}
		one := kinship{k, squeeze(link)}
		to(bytes.Clone(k.From[:]), write(one.code))
	}
	return nil
}

func kinEdge(from, raw []byte, to emits) error {
	var k kinship
	if err := read(raw, k.code); err != nil {
		return err
	}
	to(from, k.To[:])
	return nil
}

// shortID and nearIDs find reports whose ids begin alike.
func shortID(id, _ []byte, to emits) { to(id[:4], id) }

func nearIDs(_ []byte, same values, to emits) {
	list := nodes(same)
	for i := range list[1:] {
		to(list[i], list[i+1])
		to(list[i+1], list[i])
	}
}

// A belonging is what stories need to know of a report, and what it tells.
type belonging struct {
	card, told []byte
	near       [][]byte
	lent       []byte
}

func (m *belonging) code(c *pack.Coder) {
	blob(c, &m.card)
	blob(c, &m.told)
	pack.List(c, &m.near, func(b *[]byte) { blob(c, b) })
	blob(c, &m.lent)
}

func member(id []byte, cards, tell, found, near, lent values, to emits) error {
	to = sent("members", to)
	c, err := copies.ParseCard(one(cards))
	if err != nil {
		return err
	}
	c.Keys = nil
	m := belonging{c.Bytes(), one(tell), all(near), one(lent)}
	to(labelOf(id, found), write(m.code))
	return nil
}

// labelOf returns the label of what may be connected with nothing.
func labelOf(id []byte, found values) []byte {
	if label := one(found); label != nil {
		return label
	}
	return id
}

func kinOf(_ []byte, kin, found values, to emits) {
	label := one(found)
	for b := []byte(nil); kin(&b); b = nil {
		to(label, b)
	}
}

// gathered sorts reports that copies connect into stories.
func gathered(label []byte, members, related values, to, stories, homes emits) error {
	defer run("stories")()
	to, stories, homes = sent("connected", to), sent("story lines", stories), sent("homes", homes)
	var cards []*copies.Card
	var out connected
	near := map[assay.ReportID][]assay.ReportID{}
	size := 0
	for b := []byte(nil); members(&b); b = nil {
		size += len(b)
		var m belonging
		if err := read(b, m.code); err != nil {
			return err
		}
		c, err := copies.ParseCard(m.card)
		if err != nil {
			return err
		}
		cards = append(cards, c)
		out.Reports = append(out.Reports, told{c.ID, m.told})
		if len(m.lent) > 0 {
			out.Lent = append(out.Lent, m.lent)
		}
		for _, n := range m.near {
			id, err := idOf(n)
			if err != nil {
				return err
			}
			near[c.ID] = append(near[c.ID], id)
		}
	}
	slices.SortFunc(out.Reports, func(a, b told) int { return less(a.ID[:], b.ID[:]) })
	slices.SortFunc(out.Lent, less)
	var kin []copies.Kin
	var links [][]byte
	for b := []byte(nil); related(&b); b = nil {
		size += len(b)
		var k kinship
		if err := read(b, k.code); err != nil {
			return err
		}
		kin, links = append(kin, k.Kin), append(links, k.link)
	}
	held("stories", size)
	day := map[assay.ReportID]assay.Date{}
	for _, c := range cards {
		day[c.ID] = c.Appeared
	}
	list, err := copies.Gather(cards, kin)
	if err != nil {
		return err
	}
	for _, st := range list {
		item := &ledger.StoryItem{ID: assay.StoryID(st.Named, near[st.Named]...), Fullest: st.Reports[0].String(), Links: []ledger.LinkItem{}}
		for _, id := range st.Reports {
			item.Reports = append(item.Reports, id.String())
			homes(bytes.Clone(id[:]), []byte(item.ID))
		}
		if st.Earliest != (assay.ReportID{}) {
			first := st.Earliest.String()
			item.Earliest = &first
		}
		if st.Agency != "" {
			item.Agency = &st.Agency
		}
		for _, l := range st.Links {
			var li ledger.LinkItem
			raw, err := swell(links[l.Kin])
			if err == nil {
				err = json.Unmarshal(raw, &li)
			}
			if err != nil {
				return err
			}
			if l.Reason != "" {
				li.Why = append(li.Why, l.Reason)
			}
			item.Links = append(item.Links, li)
		}
		var line bytes.Buffer
		if err := ledger.EncodeStoryItem(&line, item); err != nil {
			return err
		}
		out.Stories = append(out.Stories, line.Bytes())
		stories(partition("stories", day[st.Named].String(), ""), line.Bytes())
	}
	to(label, out.bytes())
	return nil
}

// lentYears returns for each report that says no year the one that may lend it its own: of the
// same ground, or else the first. Such reports are few.
func lentYears(s beam.Scope, tell beam.PCollection) beam.PCollection {
	whole, some := beam.ParDo2(s, appeared, tell)
	first := beam.CombinePerKey(s, sooner, beam.ParDo(s, underOne, beam.Flatten(s, whole, some)))
	near := beam.ParDo(s, sharedGround, whole, beam.SideInput{Input: some})
	far := beam.ParDo(s, firstOf, some, beam.SideInput{Input: beam.DropKey(s, first)})
	return beam.ParDo(s, lender, beam.CombinePerKey(s, better, beam.Flatten(s, near, far)))
}

func appeared(id, raw []byte, whole, some emit) error {
	r, err := toldOf(id, raw)
	if err != nil {
		return err
	}
	if r.Open() {
		some(dated(r.Report))
		return nil
	}
	if day, _ := r.Dated(); day.Year != 0 && day.Month != 0 && day.Day != 0 {
		whole(dated(r.Report))
	}
	return nil
}

func underOne(b []byte, to emits) { to([]byte{1}, b) }

// order returns reports in the order in which years are lent.
func order(a, b *occurrence.Report) int {
	x, _ := a.Dated()
	y, _ := b.Dated()
	if c := x.Compare(y); c != 0 {
		return c
	}
	return less(a.ID[:], b.ID[:])
}

// sooner returns the first of two reports.
func sooner(a, b []byte) ([]byte, error) {
	x, errX := datedOf(a)
	y, errY := datedOf(b)
	if errX != nil || errY != nil {
		return nil, assay.ErrInvalid
	}
	if order(y, x) < 0 {
		return b, nil
	}
	return a, nil
}

// An offer is who may lend a year, and how much ground the two share.
type offer struct {
	shared int
	by     []byte
}

func (o *offer) code(c *pack.Coder) {
	pack.Integer(c, &o.shared)
	blob(c, &o.by)
}

func sharedGround(raw []byte, some values, to emits) error {
	var r *occurrence.Report
	for b := []byte(nil); some(&b); b = nil {
		if r == nil {
			var err error
			if r, err = datedOf(raw); err != nil {
				return err
			}
		}
		open, err := datedOf(b)
		if err != nil {
			return err
		}
		_, x := r.Dated()
		_, y := open.Dated()
		if n := both(x, y); n > 0 {
			o := offer{n, raw}
			to(bytes.Clone(open.ID[:]), write(o.code))
		}
	}
	return nil
}

// both counts what two sorted lists have in common.
func both(a, b []string) (n int) {
	for _, s := range a {
		if _, ok := slices.BinarySearch(b, s); ok {
			n++
		}
	}
	return n
}

func firstOf(raw []byte, first values, to emits) error {
	r, err := datedOf(raw)
	if err != nil {
		return err
	}
	for b := []byte(nil); first(&b); b = nil {
		o := offer{0, b}
		to(bytes.Clone(r.ID[:]), write(o.code))
	}
	return nil
}

func better(a, b []byte) ([]byte, error) {
	var x, y offer
	if read(a, x.code) != nil || read(b, y.code) != nil {
		return nil, assay.ErrInvalid
	}
	if x.shared != y.shared {
		if y.shared > x.shared {
			return b, nil
		}
		return a, nil
	}
	by, err := sooner(x.by, y.by)
	if err != nil || bytes.Equal(by, x.by) {
		return a, err
	}
	return b, nil
}

func lender(id, raw []byte, to emits) error {
	var o offer
	if err := read(raw, o.code); err != nil {
		return err
	}
	to(id, o.by)
	return nil
}

func init() {
	register.Function3x1(shingles)
	register.Function6x1(grouped)
	register.Function3x0(askFirst)
	register.Function4x0(askSecond)
	register.Function4x1(answer)
	register.Function4x0(vote)
	register.Function6x1(spoken)
	register.Function2x1(addShared)
	register.Function3x0(proposed)
	register.Function5x0(sendText)
	register.Function5x1(compared)
	register.Function3x1(kinEdge)
	register.Function3x0(shortID)
	register.Function3x0(nearIDs)
	register.Function7x1(member)
	register.Function4x0(kinOf)
	register.Function6x1(gathered)
	register.Function4x1(appeared)
	register.Function2x0(underOne)
	register.Function2x2(sooner)
	register.Function3x1(sharedGround)
	register.Function3x1(firstOf)
	register.Function2x2(better)
	register.Function3x1(lender)
}
