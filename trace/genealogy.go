package trace

import (
	"cmp"
	"slices"

	"assay"
	"assay/estimate"
	"assay/origin"
)

// A Step is a report that has a number, and how it came by it.
type Step struct {
	Figure  Figure
	How     How
	Link    *assay.Link // with Copied: of the two reports
	Changes []Change    // from the step before
}

// How says how a number came from one report to the next.
type How uint8

// The ways.
const (
	First    How = iota // nothing before it is known
	Copied              // in a passage that was taken over
	Cited               // the report names the outlet of the step before as its source
	SaidOnce            // the same source had said it before, to another report
	Echoed              // the same number stood there before; nothing says that it was taken from there
	Circular            // it cites a report of a later step: which was first is not known
)

// A Change is what became of a number on one step.
type Change struct {
	Kind     ChangeKind
	From, To assay.Span // of the step before and of this one; zero where nothing stands there
}

// ChangeKind is the kind of a Change.
type ChangeKind uint8

// The kinds.
const (
	QuotationAltered   ChangeKind = iota
	AttributionLost               // nobody answers for it any more
	AttributionChanged            // who had said it is not named, and somebody else is
	AttributionAdded
	HedgeLost // "about 40" is told as 40, what was doubted is asserted
	HedgeAdded
	HedgeAltered // "some 40" is told as "nearly 40"
	LeastDropped // "at least 14" is told as 14
	MostDropped  // "up to 14" is told as 14
	BoundAdded   // 14 is told as "at least 14"
	Rounded
	NumberChanged
	MadeVague // 47 is told as "dozens"
	MadeExact
	UnitChanged
	CountedChanged
)

// Genealogy leads a figure back to the first report of the pile that has it, which comes
// first; the figure itself comes last. It fails with nil where there is no such figure.
func (p *Pile) Genealogy(f Figure) []Step {
	if p.Figure(f) == nil {
		return nil
	}
	steps := []Step{{Figure: f}}
	seen := map[Figure]bool{f: true}
	for {
		last := &steps[len(steps)-1]
		from, how, ln := p.parent(last.Figure)
		if seen[from] {
			last.How = Circular
		}
		if how == First || seen[from] {
			break
		}
		seen[from] = true
		last.How, last.Link, last.Changes = how, ln, p.changes(from, last.Figure, how, ln)
		steps = append(steps, Step{Figure: from})
	}
	slices.Reverse(steps)
	return steps
}

// parent returns the figure from which f comes, and how.
func (p *Pile) parent(f Figure) (Figure, How, *assay.Link) {
	if from, ln := p.original(f); ln != nil {
		return from, Copied, ln
	}
	if from, ok := p.citedFigure(f); ok {
		return from, Cited, nil
	}
	if from, how := p.earlier(f); how != First {
		return from, how, nil
	}
	return Figure{}, First, nil
}

// original returns the figure of which f is a copy, and the link between the two reports.
// A report that is known to be older is the original even where it is the shorter one.
func (p *Pile) original(f Figure) (Figure, *assay.Link) {
	for _, ln := range p.links[f.Report] {
		there := ln.From
		if there == f.Report {
			there = ln.To
		}
		mine, theirs := p.byID[f.Report], p.byID[there]
		if theirs == nil || ln.From == f.Report && !estimate.After(mine.Appeared.Date, theirs.Appeared.Date) ||
			ln.To == f.Report && estimate.After(theirs.Appeared.Date, mine.Appeared.Date) {
			continue
		}
		for k := range ln.Passages {
			if i := p.opposite(ln, &ln.Passages[k], f); i >= 0 {
				return Figure{there, i}, ln
			}
		}
	}
	return Figure{}, nil
}

// opposite returns the figure of the other report that stands in a passage where f does;
// -1 if there is none. Those of one number and unit go together in their order, then those
// that an edit made of each other, then those of one number: "12 families" of "12 people".
func (p *Pile) opposite(ln *assay.Link, ps *assay.Passage, f Figure) int {
	mine, here, there, back := p.byID[f.Report], ps.To, ps.From, false
	theirs := p.byID[ln.From]
	if ln.From == f.Report {
		theirs, here, there, back = p.byID[ln.To], ps.From, ps.To, true
	}
	fig := p.Figure(f)
	if !here.Contains(fig.Quantity.Span) {
		return -1
	}
	had, next, free := within(theirs, there), 0, map[int]bool{}
	for _, i := range had {
		free[i] = true
	}
	for _, i := range within(mine, here) {
		for k := next; k < len(had); k++ {
			a, b := &theirs.Figures[had[k]], &mine.Figures[i]
			if compare(&a.Quantity, &b.Quantity) != same || a.Unit != b.Unit {
				continue
			}
			if i == f.Index {
				return had[k]
			}
			next, free[had[k]] = k+1, false
			break
		}
	}
	for k := range ps.Edits {
		from, to := ps.Edits[k].From, ps.Edits[k].To
		if back {
			from, to = to, from
		}
		if !to.Overlaps(fig.Quantity.Span) {
			continue
		}
		for _, i := range had {
			if free[i] && theirs.Figures[i].Quantity.Span.Overlaps(from) {
				return i
			}
		}
	}
	for _, i := range had {
		if free[i] && compare(&theirs.Figures[i].Quantity, &fig.Quantity) == same {
			return i
		}
	}
	return -1
}

// within returns the figures whose number stands in sp, in the order of the text.
func within(doc *assay.Doc, sp assay.Span) (list []int) {
	for i := range doc.Figures {
		if q := doc.Figures[i].Quantity.Span; !q.IsZero() && sp.Contains(q) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Compare(doc.Figures[a].Quantity.Span.Start, doc.Figures[b].Quantity.Span.Start)
	})
	return list
}

// citedFigure returns the figure of a cited report of the pile that f has its number from.
func (p *Pile) citedFigure(f Figure) (out Figure, ok bool) {
	doc, fig := p.byID[f.Report], p.Figure(f)
	chain(doc, fig.Claim, func(_ int, cl *assay.Claim) bool {
		best := -1
		for _, other := range p.cited(doc, cl) {
			for i := range other.Figures {
				o := &other.Figures[i]
				how := compare(&o.Quantity, &fig.Quantity)
				if how == 0 || o.Unit != fig.Unit && how != same || o.Action != fig.Action || origin.Apart(doc, fig, other, o) {
					continue
				}
				score := 2 * int(how)
				if o.Unit == fig.Unit {
					score += 4
				}
				if !retold(other, o) {
					score++
				}
				if p.sameQuestion(f, Figure{other.ID, i}) {
					score += 8
				}
				if score > best {
					best, out = score, Figure{other.ID, i}
				}
			}
		}
		ok = best >= 0
		return !ok
	})
	return out, ok
}

func (p *Pile) sameQuestion(f, g Figure) bool {
	a, ok1 := p.entry[f]
	b, ok2 := p.entry[g]
	return ok1 && ok2 && a.Estimate == b.Estimate
}

// earlier returns the figure of the same question that gave the number before: the last
// before f of the same source, or the first of all where f has no source.
func (p *Pile) earlier(f Figure) (Figure, How) {
	at, ok := p.entry[f]
	if !ok {
		return Figure{}, First
	}
	series := p.estimates[at.Estimate].Series
	e := &series[at.Entry]
	mine := p.Figure(f)
	found := -1
	for i := range series {
		g, ok := figureOf(&series[i])
		if fig := p.Figure(g); !ok || fig == nil || !before(&series[i], e) || compare(&fig.Quantity, &mine.Quantity) == other {
			continue
		}
		switch {
		case !e.Own && sameVoice(e, &series[i]):
			if found < 0 || before(&series[found], &series[i]) {
				found = i
			}
		case e.Own && (found < 0 || before(&series[i], &series[found])):
			found = i
		}
	}
	if found < 0 {
		return Figure{}, First
	}
	g, _ := figureOf(&series[found])
	if e.Own {
		return g, Echoed
	}
	return g, SaidOnce
}

// changes says what became of the number of from in to.
func (p *Pile) changes(from, to Figure, how How, ln *assay.Link) (list []Change) {
	was, is := p.byID[from.Report], p.byID[to.Report]
	a, b := p.Figure(from), p.Figure(to)
	q, r := &a.Quantity, &b.Quantity
	add := func(kind ChangeKind) { list = append(list, Change{kind, q.Span, r.Span}) }
	var hedges []Change
	if ln != nil {
		list, hedges = edits(ln, is, q.Span, r.Span)
	}
	if how != SaidOnce || b.Claim.IsZero() && !retold(is, b) {
		p.attribution(was, is, a, b, add)
	}
	x, y := a.Claim.In(was.Claims), b.Claim.In(is.Claims)
	doubted := x != nil && x.Stance == assay.Hedges
	doubts := y != nil && y.Stance == assay.Hedges
	switch {
	case (q.Bound == assay.Approx || doubted) && r.Bound != assay.Approx && !doubts && r.Bound != assay.Vague:
		add(HedgeLost)
	case (r.Bound == assay.Approx || doubts) && q.Bound != assay.Approx && !doubted && q.Bound != assay.Vague:
		add(HedgeAdded)
	}
	loose := func(q *assay.Quantity) bool { return q.Bound == assay.AtLeast || q.Bound == assay.AtMost }
	switch {
	case q.Bound == assay.Vague && r.Bound != assay.Vague:
		add(MadeExact)
	case q.Bound != assay.Vague && r.Bound == assay.Vague:
		add(MadeVague)
	case q.Bound == assay.AtLeast && r.Bound != assay.AtLeast:
		add(LeastDropped)
	case q.Bound == assay.AtMost && r.Bound != assay.AtMost:
		add(MostDropped)
	case !loose(q) && loose(r):
		add(BoundAdded)
	}
	if q.Bound != assay.Vague && r.Bound != assay.Vague {
		switch compare(q, r) {
		case rounded:
			add(Rounded)
		case other:
			add(NumberChanged)
		}
	}
	if a.Unit != b.Unit {
		if a.Counted.IsZero() || b.Counted.IsZero() {
			add(UnitChanged)
		} else {
			list = append(list, Change{UnitChanged, a.Counted, b.Counted})
		}
	} else if v, w := lastWord(was, a.Counted), lastWord(is, b.Counted); v != "" && w != "" && v != w {
		list = append(list, Change{CountedChanged, a.Counted, b.Counted})
	}
	if !slices.ContainsFunc(list, func(c Change) bool { return c.Kind >= HedgeLost && c.Kind < UnitChanged }) {
		list = append(list, hedges...)
	}
	slices.SortStableFunc(list, func(a, b Change) int { return cmp.Compare(a.Kind, b.Kind) })
	return list
}

// attribution notes whether who had said the number is still named.
func (p *Pile) attribution(was, is *assay.Doc, a, b *assay.Figure, add func(ChangeKind)) {
	x, y := a.Claim.In(was.Claims), b.Claim.In(is.Claims)
	switch {
	case x == nil && y != nil:
		if len(p.cited(is, y)) == 0 { // to name the report from which one has it adds nothing
			add(AttributionAdded)
		}
	case x != nil && y == nil:
		add(AttributionLost)
	case x != nil:
		name, named := sourceName(was, x), false
		chain(is, b.Claim, func(_ int, cl *assay.Claim) bool {
			named = sourceName(is, cl) == name
			return !named
		})
		if !named {
			add(AttributionChanged)
		}
	}
}

// edits returns what a copy altered of quotations in the sentence of the number at r, and
// of the number's hedge.
func edits(ln *assay.Link, is *assay.Doc, q, r assay.Span) (quotations, hedges []Change) {
	sentence := r
	if k := is.SentenceAt(r.Start); k >= 0 {
		sentence = is.Sentences[k]
	}
	back := ln.From == is.ID
	for i := range ln.Passages {
		for k := range ln.Passages[i].Edits {
			e := &ln.Passages[i].Edits[k]
			from, to := e.From, e.To
			if back {
				from, to = to, from
			}
			switch {
			case e.Kind == "quotation" && sentence.Contains(to):
				quotations = append(quotations, Change{QuotationAltered, from, to})
			case e.Kind == "hedge" && (from.Overlaps(q) || to.Overlaps(r)):
				hedges = append(hedges, Change{HedgeAltered, from, to})
			}
		}
	}
	return quotations, hedges
}

// lastWord returns the folded last word of what is counted.
func lastWord(doc *assay.Doc, sp assay.Span) string {
	if sp.IsZero() || sp.Check(doc.Text) != nil {
		return ""
	}
	words := fields(sp.In(doc.Text))
	if len(words) == 0 {
		return ""
	}
	return fold(words[len(words)-1])
}
