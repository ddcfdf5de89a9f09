package occurrence

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"assay"
	"assay/pack"
)

// A Told is an occurrence with what it needs to stand among others: by what it is put in
// order, by what it is named, where it was. Of one that is read back ([Told.Code]) there is
// that, and neither its tellings nor its questions.
type Told struct {
	assay.Occurrence
	Items []Ref          // that tell of it, of an archive's
	Order []byte         // sorts as occurrences stand
	Alike assay.ReportID // the same for those of which the same is known
	Own   assay.ReportID // like no other's
	Sum   assay.ReportID // the one of these that it has its id from, once it is named
	items []*item
	where []*spot
}

// OccurrencesOf returns the occurrences alone.
func OccurrencesOf(list []*Told) []assay.Occurrence {
	out := make([]assay.Occurrence, len(list))
	for i, t := range list {
		out[i] = t.Occurrence
	}
	return out
}

// put puts occurrences in order, gives them their ids and hangs them under what lasted.
func put(list []*Told) {
	for _, t := range list {
		t.mark()
	}
	Sort(list)
	alike := map[assay.ReportID]int{}
	for _, t := range list {
		alike[t.Alike]++
	}
	sums := make([]assay.ReportID, len(list))
	for i, t := range list {
		sums[i] = t.Name(alike[t.Alike] > 1)
	}
	for i, short := range assay.Shorts(sums) {
		list[i].Called(short)
	}
	Hang(list, Lasting(list))
}

// Sort puts occurrences in order: what happened first comes first, what has no days last.
func Sort(list []*Told) {
	slices.SortFunc(list, func(a, b *Told) int { return bytes.Compare(a.Order, b.Order) })
}

// mark finds by what an occurrence stands among others.
func (t *Told) mark() {
	it := t.items[0]
	day := func(d time.Time) {
		if d.IsZero() {
			t.Order = append(t.Order, 0xff, 0xff, 0xff, 0xff)
			return
		}
		t.Order = binary.BigEndian.AppendUint32(t.Order, uint32(dayNumber(d)+1<<30))
	}
	t.Order = make([]byte, 0, 49)
	day(t.Begin)
	day(t.End)
	t.Order = binary.BigEndian.AppendUint32(append(t.Order, byte(1-count(it.rep.known))), uint32(it.rep.day+1<<30))
	t.Order = binary.BigEndian.AppendUint32(append(t.Order, it.rep.ID[:]...), uint32(it.at))
	t.Alike, t.Own = t.sum(t.Place == "" || t.Begin.IsZero()), t.sum(true)
}

// sum hashes what is known of an occurrence, with first its first item too.
func (t *Told) sum(first bool) (sum assay.ReportID) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00%s\x00", t.Type, t.Mode, t.Place, t.Begin.Format(time.DateOnly), t.End.Format(time.DateOnly))
	if first {
		it := t.items[max(0, slices.IndexFunc(t.items, func(it *item) bool { return it.copyOf == nil && !it.retold }))]
		fmt.Fprintf(h, "%x\x00%d\x00%d", it.rep.ID, it.fig, it.event)
	}
	h.Sum(sum[:0])
	return sum
}

// Name says what an occurrence has its id from: what is known of it, so that it stays when
// other reports come; where its place or time is not known, or another is like it, its first
// item too.
func (t *Told) Name(alike bool) assay.ReportID {
	if t.Sum = t.Alike; alike {
		t.Sum = t.Own
	}
	return t.Sum
}

// Called gives an occurrence its id, by the short form of its sum.
func (t *Told) Called(short string) { t.ID = "occ" + short }

// lasting is how many days something lasts at least that shorter things are parts of.
const lasting = 30

// Lasting returns those that last so long that others may be parts of them.
func Lasting(list []*Told) (long []*Told) {
	for _, t := range list {
		if t.Lasts() {
			long = append(long, t)
		}
	}
	return long
}

// Lasts reports whether others may be parts of t.
func (t *Told) Lasts() bool { return t.days() >= lasting && len(t.Countries) > 0 }

// Hang makes each occurrence a part of the shortest that lasted, in whose days and place it
// lies: a raid of a war. Those that lasted are few; they are in order.
func Hang(list, lasted []*Told) {
	var m meetings
	long := map[string][]*Told{} // by country
	for _, t := range lasted {
		for _, c := range t.Countries {
			long[c] = append(long[c], t)
		}
	}
	for _, t := range list {
		if t.Of = ""; t.Begin.IsZero() {
			continue
		}
		var in *Told
		for _, c := range t.Countries {
			for _, o := range long[c] {
				if o.ID == t.ID || 4*t.days() > o.days() || o.Begin.After(t.Begin) || o.End.Before(t.Begin) || in != nil && in.days() <= o.days() {
					continue
				}
				if rel, _ := m.closest(t.where, o.where); wide(o.where) || len(o.where) == 0 || rel >= within {
					in = o
				}
			}
		}
		if in != nil {
			t.Of = in.ID
		}
	}
}

// days returns how many days an occurrence took, 0 if that is not known.
func (t *Told) days() int {
	if t.Begin.IsZero() {
		return 0
	}
	return dayNumber(t.End) - dayNumber(t.Begin)
}

// Code writes or reads by what t stands among others.
func (t *Told) Code(c *pack.Coder) {
	c.Own(&t.ID)
	pack.Text(c, &t.Of)
	c.Time(&t.Begin)
	c.Time(&t.End)
	c.Yes(&t.Background)
	c.Texts(&t.Countries)
	pack.List(c, &t.where, func(s **spot) { codeSpot(c, s) })
	order := string(t.Order)
	c.Own(&order)
	if c.Reading() {
		t.Order = []byte(order)
	}
	for _, sum := range [...]*assay.ReportID{&t.Alike, &t.Own, &t.Sum} {
		c.ID(sum)
	}
}

// refs are the items of t in an archive, in their order.
func (t *Told) refs(l *laid) {
	t.Items = make([]Ref, len(t.items))
	for i, it := range t.items {
		t.Items[i] = l.ref(it)
	}
	slices.SortFunc(t.Items, func(a, b Ref) int { return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.At, b.At)) })
}
