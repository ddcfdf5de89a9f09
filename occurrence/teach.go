package occurrence

import (
	"slices"

	"assay"
)

// A Lesson is what the networks see of a pile, for those who train them.
type Lesson struct {
	Items []Seen
	Pairs []Compared
}

// Seen is one item.
type Seen struct {
	Report assay.ReportID
	Span   assay.Span // in the report's text
	Figure int        // -1 for an event
	Action assay.Action
	Copy   int       // the item that this one copies; -1
	Number float64   // the only one that a figure names; 0 if there is none
	Ask    []float32 // of a figure of which the network says whether it asks
}

// Compared is two items of Items.
type Compared struct {
	A, B int32
	At   []float32
}

// Lessons returns the lesson of a pile.
func Lessons(docs []*assay.Doc, stories []assay.Story) (l Lesson) {
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range docs {
		byID[doc.ID] = doc
	}
	p := newPile(ReadAll(docs), stories)
	for _, it := range p.items {
		s := Seen{Report: it.rep.ID, Figure: it.fig, Action: it.action, Copy: -1}
		if it.copyOf != nil {
			s.Copy = it.copyOf.id
		}
		if it.known && it.lo == it.hi {
			s.Number = it.lo
		}
		if it.figure != nil {
			s.Span = byID[it.rep.ID].Figures[it.fig].Quantity.Span
			if it.judged() {
				var v vector
				v.ask(it)
				s.Ask = v.at
			}
		} else {
			s.Span = byID[it.rep.ID].Events[it.event].Span
		}
		l.Items = append(l.Items, s)
	}
	// To learn from, all of a pile may be one.
	for _, k := range p.within(make([]int32, len(p.items)), nil, nothing) {
		var v vector
		v.compare(p.items[k.a], p.items[k.b])
		l.Pairs = append(l.Pairs, Compared{k.a, k.b, v.at})
	}
	return l
}

// Widths returns the numbers at which the groups of a comparison begin, with their names.
func Widths() (begins []int, names []string) {
	var v vector
	it := nobody()
	v.compare(it, it)
	return v.groups, groupNames
}

// Groups are what the networks see of the groups of a pile: those that answer one question,
// or that tell of one occurrence.
type Groups struct {
	Items [][]int // of each group, of the items of the [Lesson]
	Pairs []Compared
}

// GroupsOf returns what was put together by the weights that raw holds, before groups are
// joined.
func GroupsOf(docs []*assay.Doc, stories []assay.Story, raw []byte) (questions, events Groups, err error) {
	w, err := readWeights(raw)
	if err != nil {
		return questions, events, err
	}
	p := newPile(ReadAll(docs), stories)
	links := p.links(w)
	of, asks := p.asked(links, w)
	root := p.tellOf(links, of)
	questions = p.groups(of, root, links, func(it *item) bool { return asks[it.id] }, true)
	_, of = p.questions(links, w)
	root = p.tellOf(links, of)
	return questions, p.groups(root, root, links, func(*item) bool { return true }, false), nil
}

// groups compares groups between which there are links.
func (p *pile) groups(root, event []int32, links []link, in func(it *item) bool, asks bool) (g Groups) {
	root = slices.Clone(root)
	for i, r := range root {
		if r < 0 {
			root[i] = int32(i)
		}
	}
	at := map[int32]int32{}
	for _, pr := range p.linked(root, event, links, in) {
		bs := p.newBundles(&pr, root, event, &network{}, asks)
		for _, id := range bs.ids() {
			at[id] = int32(len(g.Items))
			g.Items = append(g.Items, nil)
		}
		for _, it := range pr.items {
			k := at[root[it.id]]
			g.Items[k] = append(g.Items[k], it.id)
		}
		for _, id := range bs.ids() {
			a := bs.list[id]
			for _, x := range a.bonds {
				if b := bs.list[x.to]; a.id < b.id && bs.may(a, b) {
					var v vector
					v.bundles(bs, a, b)
					g.Pairs = append(g.Pairs, Compared{at[a.id], at[b.id], v.at})
				}
			}
		}
	}
	return g
}
