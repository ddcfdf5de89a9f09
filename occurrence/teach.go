package occurrence

import "assay"

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
	Ask    []float32 // of a figure that counts persons
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
		if it.figure != nil {
			s.Span = byID[it.rep.ID].Figures[it.fig].Quantity.Span
			if it.ofPersons() {
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
