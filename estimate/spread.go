package estimate

import (
	"slices"

	"assay"
	"assay/occurrence"
	"assay/origin"
	"assay/pack"
)

// What [Among] does with all reports at hand, in steps of which each looks at few events: those
// of which one takes something of another. Where a pile is on many machines, these steps are what
// its machines do (module beam), and what they find is the same. Of each event first is made by
// itself what it gives to others ([Some.Tolls], [Some.Numbers]); with that as [Neighbour] of
// others it is made again, together with those that are then [Some.Wanted], until none is.

// A Neighbour is what is known of an event that is not made, of which reports tell that tell of
// some that are.
type Neighbour struct {
	ID         string
	Background bool
	Order      []byte
	Tolls      [2]int
	Numbers    []int // of its questions what each gives to tolls; empty if that is not known yet
	Tellings   []assay.Telling
	Questions  [][]assay.Telling
}

// NeighbourOf returns what those need to know of an event who are told of by some reports.
func NeighbourOf(occ *assay.Occurrence, order []byte, tolls [2]int, numbers []int, among func(assay.ReportID) bool) Neighbour {
	only := func(list []assay.Telling) (out []assay.Telling) {
		for _, t := range list {
			if among(t.Report) && len(t.Figures) > 0 {
				out = append(out, assay.Telling{Report: t.Report, Figures: t.Figures})
			}
		}
		return out
	}
	n := Neighbour{occ.ID, occ.Background, order, tolls, numbers, only(occ.Tellings), make([][]assay.Telling, len(occ.Questions))}
	for q := range occ.Questions {
		n.Questions[q] = only(occ.Questions[q])
	}
	return n
}

// Code writes or reads n.
func (n *Neighbour) Code(c *pack.Coder) {
	pack.Text(c, &n.ID)
	c.Yes(&n.Background)
	order := string(n.Order)
	c.Own(&order)
	n.Order = []byte(order)
	pack.Integer(c, &n.Tolls[0])
	pack.Integer(c, &n.Tolls[1])
	pack.List(c, &n.Numbers, func(x *int) { pack.Integer(c, x) })
	tellings := func(list *[]assay.Telling) {
		pack.List(c, list, func(t *assay.Telling) {
			c.ID(&t.Report)
			pack.List(c, &t.Figures, func(r *assay.Ref[assay.Figure]) {
				k, _ := r.Index()
				pack.Integer(c, &k)
				*r = assay.RefTo[assay.Figure](k)
			})
		})
	}
	tellings(&n.Tellings)
	pack.List(c, &n.Questions, tellings)
}

// Some is the estimates of some events.
type Some struct {
	Estimates  []assay.Estimate // without their ids and those of their wholes
	Alike, Own []assay.ReportID // of each a hash that is the same for those that ask alike, and its own
	Whole      []int            // of each that of its whole; -1 if it is of none
	Order      [][]byte         // sorts as estimates stand among all
	Tolls      map[string][2]int
	Numbers    map[string][]int // of the questions of an event
	Wanted     []string         // neighbours that are to be made with them
}

// MakeSome makes the estimates of some events. The reports that tell of them are there with all
// that copies connect them with, and of all other events of which these tell what is known.
func MakeSome(reports []*Report, stories []assay.Story, settings map[assay.ReportID]occurrence.Setting, voices *origin.Pile, made []*occurrence.Told, around []Neighbour) *Some {
	b := &beside{stubs: map[string]*event{}, there: map[int32]bool{}, items: map[origin.Figure]placed{}, wanted: map[int32]bool{}}
	list := slices.Clone(made)
	isMade := map[string]bool{}
	for _, t := range made {
		isMade[t.ID] = true
	}
	var names []string // of the neighbours, by their numbers less one
	for i := range around {
		n := &around[i]
		if isMade[n.ID] {
			continue
		}
		e := b.stubs[n.ID]
		if e == nil {
			names = append(names, n.ID)
			e = &event{n: int32(len(names)), Told: &occurrence.Told{Occurrence: assay.Occurrence{ID: n.ID, Background: n.Background}, Order: n.Order}, tolls: n.Tolls}
			b.stubs[n.ID], b.there[e.n] = e, true
			list = append(list, e.Told)
		}
		for len(e.Questions) < len(n.Questions) {
			e.Questions = append(e.Questions, nil)
		}
		place := func(to *[]assay.Telling, from []assay.Telling, q, number int) {
			for _, t := range from {
				*to = append(*to, t)
				for _, ref := range t.Figures {
					fig, _ := ref.Index()
					b.items[origin.Figure{Report: t.Report, Index: fig}] = placed{e.n, int32(q), number}
				}
			}
		}
		place(&e.Tellings, n.Tellings, -1, -1)
		for q := range n.Questions {
			number := -1
			if q < len(n.Numbers) {
				number = n.Numbers[q]
			}
			place(&e.Questions[q], n.Questions[q], q, number)
		}
	}
	occurrence.Sort(list)
	mk := newMaking(reports, stories, occurrence.OccurrencesOf(list), Options{})
	mk.sets, mk.voices, mk.beside = settings, voices, b
	mk.mention()
	mk.make()
	stood := make(map[assay.ReportID]*standing, len(mk.reports))
	for _, r := range mk.reports {
		stood[r.ID] = &standing{}
	}
	mk.reach(stood)
	for i := range mk.out { // names for as long as questions are told apart
		if mk.out[i].ID = mk.sums[i][1].String(); mk.of[i] >= 0 {
			mk.out[i].Of = mk.sums[mk.of[i]][1].String()
		}
	}
	mk.ask()
	for i := range mk.out {
		mk.out[i].ID, mk.out[i].Of = "", ""
	}
	s := &Some{Estimates: mk.out, Whole: mk.of, Tolls: map[string][2]int{}, Numbers: map[string][]int{}}
	for i := range mk.out {
		s.Alike, s.Own, s.Order = append(s.Alike, mk.sums[i][0]), append(s.Own, mk.sums[i][1]), append(s.Order, mk.orderOf(i))
	}
	for i := range mk.tolls {
		t := s.Tolls[mk.tolls[i].event]
		t[mk.tolls[i].harm] = mk.tolls[i].number
		s.Tolls[mk.tolls[i].event] = t
	}
	for _, t := range made {
		numbers := make([]int, len(t.Questions))
		for q := range numbers {
			numbers[q] = -1
		}
		s.Numbers[t.ID] = numbers
	}
	for g := range mk.groups {
		if numbers := s.Numbers[mk.groups[g].event]; numbers != nil {
			numbers[mk.groups[g].question] = mk.numberOf(g)
		}
	}
	for _, n := range sorted(b.wanted) {
		s.Wanted = append(s.Wanted, names[n-1])
	}
	return s
}
