package estimate

import (
	"slices"

	"assay"
	"assay/origin"
)

// A beside is what is known of events that are not made again, although reports tell of them
// that also tell of some that are. Where that is not enough, since something of theirs is taken
// or they take something, they are wanted: they are to be made with the others.
type beside struct {
	stubs  map[string]*event        // by their ids
	there  map[int32]bool           // their numbers
	items  map[origin.Figure]placed // of the reports that tell of them
	wanted map[int32]bool           // by their numbers
}

// stub returns what is known of an event that is not made; nil of one that is.
func (b *beside) stub(id string) *event {
	if b == nil {
		return nil
	}
	return b.stubs[id]
}

func (b *beside) want(id string) { b.wanted[b.stubs[id].n] = true }

// gives is whether the question of a figure gives a number, of a question of a stub: if it may,
// that is wanted.
func (b *beside) gives(figure origin.Figure, number int, id string) bool {
	if p := b.items[figure]; p.number == number || p.number == anyNumber {
		b.want(id)
	}
	return false
}

// parts looks whether a group of a stub counts a part of what one counts that is made; then it
// is wanted. It is false, since what the stub is a part of is not to be found out here.
func (b *beside) parts(all []mention, groups []figureGroup, of map[[2]int]int, g int) bool {
	for _, i := range groups[g].members {
		if w, ok := of[[2]int{all[i].rep, all[i].whole}]; ok && all[i].whole >= 0 && b.stub(groups[w].event) == nil {
			b.want(groups[g].event)
		}
	}
	return false
}

// reach wants each event that is not made and takes, or may take, something of those that are
// made: it is the news of a report that tells of both, and what that says of the others counts
// for its toll or is its number.
func (mk *making) reach(reports map[assay.ReportID]*standing) {
	b := mk.beside
	raw := map[origin.Figure]int{}
	for g := range mk.groups {
		for _, i := range mk.groups[g].members {
			raw[mk.all[i].source()] = g
		}
	}
	for i := range mk.all {
		m := &mk.all[i]
		st := reports[m.report]
		if st == nil {
			continue
		}
		main := b.stub(mk.news[m.report])
		was, had := b.items[m.source()]
		if main == nil || had && b.there[was.event] {
			continue // made again itself, or the figure stands where it stood
		}
		g, asked := raw[m.source()]
		if had && asked != (was.question >= 0) {
			b.wanted[main.n] = true
		}
		if !asked {
			continue
		}
		for harm := range harms {
			if main.tolls[harm] == 0 || !countsHarm(mk.all, mk.groups[g], harm) {
				continue
			}
			if n := mk.numberOf(g); n == main.tolls[harm] || n == anyNumber {
				b.wanted[main.n] = true
			}
		}
	}
}

// anyNumber stands for the number of a question that tolls have changed.
const anyNumber = -2

// numberOf returns what group g gives to tolls: -1 if it counts nobody who was harmed,
// [anyNumber] if these have changed it.
func (mk *making) numberOf(g int) int {
	if !countsHarm(mk.all, mk.groups[g], 0) && !countsHarm(mk.all, mk.groups[g], 1) {
		return -1
	}
	members := mk.groups[g].members
	now := mk.settled.of[mk.all[members[0]].reading]
	if !slices.Equal(members, mk.settled.groups[now].members) {
		return anyNumber
	}
	return numberOf(&mk.out[mk.at[now]])
}
