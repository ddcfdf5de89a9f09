package trace

import (
	"cmp"
	"slices"
	"strings"

	"assay"
	"assay/estimate"
	"assay/place/gazetteer"
)

// A Pile is reports with what was made of them, looked up once.
type Pile struct {
	docs      []*assay.Doc // by day, unknown days last, then by id
	estimates []assay.Estimate
	byID      map[assay.ReportID]*assay.Doc
	agency    map[assay.ReportID]string
	story     map[assay.ReportID]int
	links     map[assay.ReportID][]*assay.Link // of either end
	entry     map[Figure]Entry
	outlets   map[string][]*assay.Doc // by the folded name of who publishes or wrote them
	digits    map[assay.ReportID]map[string]bool
}

// A Figure is one of the figures of a report.
type Figure struct {
	Report assay.ReportID
	Index  int
}

// An Entry is an entry of an estimate, by their places in the lists.
type Entry struct{ Estimate, Entry int }

// stands is the status of an entry that holds.
const stands = "stands"

// New looks up a pile. Estimates are those of docs, in any order.
func New(docs []*assay.Doc, stories []assay.Story, estimates []assay.Estimate) *Pile {
	p := &Pile{estimates: estimates, byID: map[assay.ReportID]*assay.Doc{}, agency: map[assay.ReportID]string{}, story: map[assay.ReportID]int{},
		links: map[assay.ReportID][]*assay.Link{}, entry: map[Figure]Entry{}, outlets: map[string][]*assay.Doc{}, digits: map[assay.ReportID]map[string]bool{}}
	for _, doc := range docs {
		if doc != nil && doc.Report != nil && p.byID[doc.ID] == nil {
			p.byID[doc.ID] = doc
			p.docs = append(p.docs, doc)
		}
	}
	slices.SortFunc(p.docs, func(a, b *assay.Doc) int {
		return cmp.Or(a.Appeared.Date.Compare(b.Appeared.Date), slices.Compare(a.ID[:], b.ID[:]))
	})
	for i := range stories {
		for _, id := range stories[i].Reports {
			p.agency[id], p.story[id] = stories[i].Agency, i+1
		}
		for k := range stories[i].Links {
			ln := &stories[i].Links[k]
			p.links[ln.From], p.links[ln.To] = append(p.links[ln.From], ln), append(p.links[ln.To], ln)
		}
	}
	for i := range estimates {
		for k := range estimates[i].Series {
			if f, ok := figureOf(&estimates[i].Series[k]); ok {
				if _, twice := p.entry[f]; !twice {
					p.entry[f] = Entry{i, k}
				}
			}
		}
	}
	for _, doc := range p.docs {
		for _, key := range p.outletsOf(doc) {
			p.outlets[key] = append(p.outlets[key], doc)
		}
	}
	return p
}

// figureOf returns the figure behind an entry.
func figureOf(e *assay.Entry) (Figure, bool) {
	i, ok := e.Figure.Index()
	return Figure{e.Evidence.Report, i}, ok
}

// Figure returns a figure; nil if there is none.
func (p *Pile) Figure(f Figure) *assay.Figure {
	doc := p.byID[f.Report]
	if doc == nil || f.Index < 0 || f.Index >= len(doc.Figures) {
		return nil
	}
	return &doc.Figures[f.Index]
}

// At returns the entry of a figure, and whether it has one.
func (p *Pile) At(f Figure) (Entry, bool) {
	e, ok := p.entry[f]
	return e, ok
}

// outletsOf returns the folded names under which a report may be cited: its publisher,
// its agency, its title.
func (p *Pile) outletsOf(doc *assay.Doc) (keys []string) {
	for _, name := range [...]string{doc.Publisher, p.agency[doc.ID], doc.Title} {
		if key := fold(name); key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// fold returns a name without what is left out at will: "Al-Manar", "the Al Manar".
func fold(name string) string {
	name = strings.TrimPrefix(gazetteer.Fold(name), "the ")
	return strings.NewReplacer(" ", "", "-", "", "'", "", ".", "").Replace(name)
}

// chain calls f with the claims in which a figure stands, the innermost first, until it
// returns false.
func chain(doc *assay.Doc, ref assay.Ref[assay.Claim], f func(i int, cl *assay.Claim) bool) {
	for range len(doc.Claims) { // no circle is longer
		i, ok := ref.Index()
		cl := ref.In(doc.Claims)
		if !ok || cl == nil || !f(i, cl) {
			return
		}
		ref = cl.Via
	}
}

// sourceName returns the folded name of the source of a claim, or the words that stand
// for it.
func sourceName(doc *assay.Doc, cl *assay.Claim) string {
	src := cl.Source.In(doc.Sources)
	switch {
	case src == nil:
		return ""
	case src.Name != "":
		return fold(src.Name)
	case src.Span.Check(doc.Text) != nil:
		return ""
	}
	return fold(src.Span.In(doc.Text))
}

// cited returns the reports of the pile by the source of a claim: those of an outlet or
// agency other than doc's own, or the document itself, that had appeared by doc's day and
// no more than a week before.
func (p *Pile) cited(doc *assay.Doc, cl *assay.Claim) (list []*assay.Doc) {
	name := sourceName(doc, cl)
	if name == "" || slices.Contains(p.outletsOf(doc), name) {
		return nil
	}
	for _, other := range p.outlets[name] {
		if other.ID == doc.ID {
			continue
		}
		day, ok := doc.Appeared.Date.Time()
		before, known := other.Appeared.Date.Time()
		if ok && known && (before.After(day) || before.Before(day.AddDate(0, 0, -7))) {
			continue
		}
		list = append(list, other)
	}
	return list
}

// core returns the number of a quantity: its best, else its low, else its high.
func core(q *assay.Quantity) (float64, bool) {
	for _, a := range [...]assay.Amount{q.Best, q.Low, q.High} {
		if n, ok := a.Number(); ok {
			return n, true
		}
	}
	return 0, false
}

// alike says how far two quantities give one number.
type alike uint8

const (
	other   alike = iota
	rounded       // the one is the other, rounded to one or two places
	same
)

// compare compares the numbers of two quantities.
func compare(a, b *assay.Quantity) alike {
	x, ok1 := core(a)
	y, ok2 := core(b)
	switch {
	case !ok1 || !ok2 || (a.Bound == assay.Vague) != (b.Bound == assay.Vague):
		return other
	case x == y:
		return same
	case a.Bound != assay.Vague && (rounds(x, y) || rounds(y, x)):
		return rounded
	}
	return other
}

// rounds reports whether y is x rounded to one or two places, up or down: 47 is told as
// 50, 1,280 as 1,300. Numbers under ten are not rounded.
func rounds(x, y float64) bool {
	if x < 10 || y < 10 {
		return false
	}
	for unit := 10.0; unit <= x*2; unit *= 10 {
		if unit*100 < x {
			continue // more than two places
		}
		if d := x - y; y/unit == float64(int64(y/unit)) && d > -unit/2-1e-9 && d < unit/2+1e-9 {
			return true
		}
	}
	return false
}

// retold reports whether a figure stands in a headline, a caption or a passage that the
// page repeats.
func retold(doc *assay.Doc, fig *assay.Figure) bool {
	k := doc.RegionAt(fig.Quantity.Span.Start)
	if k < 0 {
		return false
	}
	switch doc.Regions[k].Kind {
	case assay.Headline, assay.Caption, assay.Repeat:
		return true
	}
	return false
}

// sameVoice reports whether two entries are of one origin.
func sameVoice(a, b *assay.Entry) bool {
	return a.Origin == b.Origin && (a.Named || a.Story == b.Story)
}

// before reports whether entry a is known to have appeared on an earlier day than b.
func before(a, b *assay.Entry) bool { return estimate.After(b.Published, a.Published) }
