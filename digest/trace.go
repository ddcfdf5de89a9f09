package digest

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/mask"
	"assay/screen"
	"assay/table"
	"assay/trace"
)

// A Traced is an answer of package trace as people see it: rows, of which a line of JSON
// is made each, and the text of the same. It is made by one of its methods.
type Traced struct {
	Screen *screen.Screen
	Rows   *table.Table
	pile   *trace.Pile
	write  func(p *printer)
}

// NewTraced looks a run up. With names, private persons are shown by name.
func NewTraced(run screen.Run, names bool) *Traced {
	return &Traced{Screen: screen.New(run, names), pile: trace.New(run.Docs, run.Stories, run.Estimates)}
}

// Write writes the text of the answer.
func (t *Traced) Write(w io.Writer, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	t.write(p)
	return p.end(t.Rows.Name)
}

// The columns of the rows, as docs/trace.md says.
var (
	genealogyHead = strings.Fields("step id path publisher published start how text bound low best high counted source changes ruled")
	orphanHead    = strings.Fields("id path publisher published start kind text low best high counted action source looked_in")
	knockoutHead  = strings.Fields("estimate question origin entries low best high origins_min origins_max low_after best_after high_after origins_min_after origins_max_after conflict conflict_after gone ruled")
	conflictHead  = strings.Fields("set kind side estimate question id path published origin text bound low best high ruled sentence")
	vagueHead     = strings.Fields("id path published estimate question origin text low high same_origin became became_id became_origin became_published within ruled")
)

func (t *Traced) begin(name string, head []string) {
	t.Rows = &table.Table{Name: name, Head: head}
}

func (t *Traced) row(cells ...any) {
	for i, c := range cells {
		switch c := c.(type) {
		case string:
			if c == "" {
				cells[i] = nil
			}
		case assay.Amount:
			cells[i] = nil
			if n, ok := c.Number(); ok {
				cells[i] = n
			}
		case int:
			cells[i] = int64(c)
		case int32:
			cells[i] = int64(c)
		}
	}
	t.Rows.Rows = append(t.Rows.Rows, cells)
}

// report names a report: "flood (Evening Post, 2024-05-02)".
func (t *Traced) report(d *screen.Report) string {
	var about []string
	if d.Publisher != "" {
		about = append(about, screen.Clean(d.Publisher))
	}
	if day := screen.DateWords(d.Appeared.Date); day != "" {
		about = append(about, day)
	}
	if len(about) == 0 {
		return d.Label
	}
	return d.Label + " (" + strings.Join(about, ", ") + ")"
}

// figure returns a figure with its report and its id.
func (t *Traced) figure(f trace.Figure) (*screen.Report, *assay.Figure, string) {
	d := t.Screen.ByID[f.Report]
	return d, &d.Figures[f.Index], ledger.EntryID(f.Report, ledger.ID('f', f.Index))
}

// says writes a number with what it counts: "at least 14 dock workers killed".
func (t *Traced) says(d *screen.Report, fig *assay.Figure) string {
	number := t.Screen.Number(d, &fig.Quantity)
	words := strings.TrimSpace(number + " " + screen.WithAction(t.Screen.Counted(d, fig), screen.ActionWords(fig)))
	return words + bracket(d.Ruled(fig))
}

// bracket sets what a person said of a number behind it.
func bracket(ruled string) string {
	if ruled == "" {
		return ""
	}
	return " [ruled: " + ruled + "]"
}

// sentence quotes the sentence in which a number stands.
func (t *Traced) sentence(d *screen.Report, fig *assay.Figure) string {
	sp := fig.Quantity.Span
	if k := d.SentenceAt(sp.Start); k >= 0 {
		sp = d.Sentences[k]
	}
	words := screen.Limit(t.Screen.Words(d, sp), 240)
	if strings.HasPrefix(words, "“") || strings.HasPrefix(words, "\"") {
		return words
	}
	return "“" + words + "”"
}

// howSteps say how a number came to a report.
var howSteps = [...]string{
	trace.First:    "The first report of the pile that has it:",
	trace.Copied:   "Copied, with the passage around it, by",
	trace.Cited:    "Cited from the report before by",
	trace.SaidOnce: "Said again by the same source, to",
	trace.Echoed:   "The same number; nothing says that it comes from there:",
	trace.Circular: "Which was first is not known, as they cite each other:",
}

// hows are the same as words of rows.
var hows = [...]string{trace.First: "first", trace.Copied: "copied", trace.Cited: "cited", trace.SaidOnce: "same source", trace.Echoed: "same number",
	trace.Circular: "circle"}

// changeWords say what became of a number.
var changeWords = [...]string{
	trace.QuotationAltered:   "quotation altered",
	trace.AttributionLost:    "attribution lost",
	trace.AttributionChanged: "attribution changed",
	trace.AttributionAdded:   "attribution added",
	trace.HedgeLost:          "hedge lost",
	trace.HedgeAdded:         "hedge added",
	trace.HedgeAltered:       "hedge altered",
	trace.LeastDropped:       "lower bound dropped",
	trace.MostDropped:        "upper bound dropped",
	trace.BoundAdded:         "bound added",
	trace.Rounded:            "rounded",
	trace.NumberChanged:      "number changed",
	trace.MadeVague:          "made vague",
	trace.MadeExact:          "made exact",
	trace.UnitChanged:        "unit changed",
	trace.CountedChanged:     "other words for who or what is counted",
}

// change puts a change into words: what was, and what is.
func (t *Traced) change(was, is *screen.Report, a, b *assay.Figure, c trace.Change) string {
	from, to := t.Screen.Words(was, c.From), t.Screen.Words(is, c.To)
	switch c.Kind {
	case trace.AttributionLost, trace.AttributionChanged, trace.AttributionAdded:
		from, to = t.Screen.Says(was, a.Claim), t.Screen.Says(is, b.Claim)
	case trace.UnitChanged:
		from, to = screen.Clean(a.Unit), screen.Clean(b.Unit)
	}
	if from == to {
		return changeWords[c.Kind]
	}
	if to == "" {
		to = "nothing"
	}
	if from == "" {
		from = "nothing"
	}
	return changeWords[c.Kind] + ": “" + from + "” → “" + to + "”"
}

// Genealogy leads a figure back to the first report that has it.
func (t *Traced) Genealogy(f trace.Figure) {
	t.begin("genealogy", genealogyHead)
	steps := t.pile.Genealogy(f)
	changes := make([][]string, len(steps))
	for i := range steps {
		d, fig, id := t.figure(steps[i].Figure)
		if i > 0 {
			was, before, _ := t.figure(steps[i-1].Figure)
			for _, c := range steps[i].Changes {
				changes[i] = append(changes[i], t.change(was, d, before, fig, c))
			}
		}
		q := &fig.Quantity
		t.row(i+1, id, d.Path, d.Publisher, d.Appeared.Date.String(), q.Span.Start, hows[steps[i].How], t.Screen.Words(d, q.Span), q.Bound.String(), q.Low, q.Best, q.High,
			t.Screen.Counted(d, fig), t.Screen.Says(d, fig.Claim), strings.Join(changes[i], "; "), d.Ruled(fig))
	}
	t.write = func(p *printer) {
		d, fig, id := t.figure(f)
		p.para(fmt.Sprintf("Where %s of %s comes from (%s)", t.says(d, fig), t.report(d), id), 0, 0, bold)
		for i := range steps {
			d, fig, id := t.figure(steps[i].Figure)
			p.line("", plain)
			p.para(fmt.Sprintf("%d. %s %s", i+1, howSteps[steps[i].How], t.report(d)), 0, 3, bold)
			p.hung(3, words(t.sentence(d, fig), plain), id)
			p.para("said by "+t.Screen.Says(d, fig.Claim), 3, 5, plain)
			if ruled := d.Ruled(fig); ruled != "" {
				p.para("ruled: "+ruled, 3, 5, warning)
			}
			for _, c := range changes[i] {
				p.para("- "+c, 3, 5, alarm)
			}
			if i > 0 && len(changes[i]) == 0 {
				p.para("nothing changed on this step", 3, 5, plain)
			}
		}
		if len(steps) == 1 {
			p.line("", plain)
			p.para("No other report of the pile is known to have had it before.", 0, 0, plain)
		}
	}
}

// Orphans lists numbers that are not where they are said to come from.
func (t *Traced) Orphans() {
	t.begin("orphans", orphanHead)
	list := t.pile.Orphans()
	looked := func(o *trace.Orphan) (labels, paths []string) {
		for _, id := range o.Looked {
			labels, paths = append(labels, t.report(t.Screen.ByID[id])), append(paths, t.Screen.ByID[id].Path)
		}
		return labels, paths
	}
	kinds := [...]string{trace.NotInSource: "not in its source", trace.InNoSource: "in no cited source"}
	n := [2]int{}
	for i := range list {
		d, fig, id := t.figure(list[i].Figure)
		_, paths := looked(&list[i])
		q := &fig.Quantity
		n[list[i].Kind]++
		t.row(id, d.Path, d.Publisher, d.Appeared.Date.String(), q.Span.Start, kinds[list[i].Kind], t.Screen.Words(d, q.Span), q.Low, q.Best, q.High,
			t.Screen.Counted(d, fig), string(fig.Action), t.Screen.Who(d, list[i].Claim.In(d.Claims)), strings.Join(paths, "; "))
	}
	heads := [...]string{
		trace.NotInSource: "Attributed to a source whose reports in the pile do not have it: %s",
		trace.InNoSource:  "Attributed to nobody, and in none of the pile’s reports that the report cites: %s",
	}
	none := [...]string{
		trace.NotInSource: "No number is attributed to a source in the pile that does not have it.",
		trace.InNoSource:  "No report that cites others of the pile has a number of its own that none of these has.",
	}
	t.write = func(p *printer) {
		for kind := range heads {
			if kind > 0 {
				p.line("", plain)
			}
			if n[kind] == 0 {
				p.para(none[kind], 0, 0, plain)
				continue
			}
			p.para(fmt.Sprintf(heads[kind], screen.Plural(n[kind], "number")), 0, 0, bold)
			for i := range list {
				if int(list[i].Kind) != kind {
					continue
				}
				d, fig, id := t.figure(list[i].Figure)
				p.line("", plain)
				p.hung(2, words(t.says(d, fig)+", in "+t.report(d), warning), id)
				p.para(t.sentence(d, fig), 4, 4, plain)
				labels, _ := looked(&list[i])
				p.para("cites "+t.Screen.Who(d, list[i].Claim.In(d.Claims))+"; looked for in "+strings.Join(labels, ", "), 4, 6, plain)
			}
		}
	}
}

// Origins returns the origins of the run as screens name them, each once, sorted.
func (t *Traced) Origins() (list []string) {
	for i := range t.Screen.Run.Estimates {
		series := t.Screen.Run.Estimates[i].Series
		for k := range series {
			list = append(list, t.Screen.Origin(&series[k]))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// span writes low, best and high of an estimate.
func span(est *assay.Estimate) string {
	if words := screen.Numbers(est); words != "" {
		return words
	}
	return "no number"
}

// knocked lays the rows of estimates without an origin.
func (t *Traced) knocked(list []trace.Knocked) {
	t.begin("knockout", knockoutHead)
	for i := range list {
		k := &list[i]
		est, after := &t.Screen.Run.Estimates[k.Estimate], &k.After
		var ids []string
		for _, e := range k.Entries {
			ids = append(ids, entryID(&est.Series[e]))
		}
		t.row(est.ID, t.Screen.Question(est), t.Screen.Origin(&est.Series[k.Entries[0]]), strings.Join(ids, " "), est.Low, est.Best, est.High, est.Origins.Min, est.Origins.Max,
			after.Low, after.Best, after.High, after.Origins.Min, after.Origins.Max, est.Conflict, after.Conflict, k.Gone(), mask.Ruled(est.Ruled, screen.Clean))
	}
}

// became says what an estimate becomes without an origin.
func became(est *assay.Estimate, k *trace.Knocked) string {
	if k.Gone() {
		return span(est) + " → no number: nobody else gives one"
	}
	words := span(est) + " → " + span(&k.After)
	if span(est) == span(&k.After) {
		words = span(est) + ", as before"
	}
	if est.Conflict && !k.After.Conflict {
		words += "; no conflict any more"
	}
	return words + fmt.Sprintf("; origins %s → %s", screen.Origins(est.Origins), screen.Origins(k.After.Origins))
}

// Knockout says what becomes of each estimate without an origin, which is called as screens
// name it. It returns false where there is no such origin.
func (t *Traced) Knockout(origin string) bool {
	is := func(e *assay.Entry) bool { return strings.EqualFold(t.Screen.Origin(e), origin) }
	if !slices.ContainsFunc(t.Origins(), func(name string) bool { return strings.EqualFold(name, origin) }) {
		return false
	}
	list := t.pile.Knockout(is)
	t.knocked(list)
	t.write = func(p *printer) {
		if len(list) == 0 {
			p.para(fmt.Sprintf("Nothing that “%s” says stands: every estimate stays as it is without it.", screen.Clean(origin)), 0, 0, plain)
			return
		}
		p.para(fmt.Sprintf("Without “%s”: %s", screen.Clean(origin), screen.Plural(len(list), "estimate")), 0, 0, bold)
		for i := range list {
			est := &t.Screen.Run.Estimates[list[i].Estimate]
			p.line("", plain)
			p.hung(2, words(t.Screen.Question(est), plain), est.ID)
			st := plain
			if list[i].Gone() {
				st = alarm
			}
			p.para(became(est, &list[i]), 4, 6, st)
		}
	}
	return true
}

// Dependences says on which origins most depends: of the pile, and for each estimate.
func (t *Traced) Dependences() {
	list, all := t.pile.Dependences()
	t.knocked(list)
	t.write = func(p *printer) {
		rests := t.rests(all)
		if len(rests) == 0 {
			p.para("No estimate changes without one of its origins.", 0, 0, plain)
			return
		}
		p.para("On whom most depends", 0, 0, bold)
		for _, r := range rests {
			var said []string
			if n := len(r.gone); n > 0 {
				said = append(said, fmt.Sprintf("no number for %s (%s)", screen.Plural(n, "estimate"), strings.Join(r.gone, ", ")))
			}
			if n := len(r.moved); n > 0 {
				said = append(said, fmt.Sprintf("another for %s (%s)", screen.Plural(n, "estimate"), strings.Join(r.moved, ", ")))
			}
			p.para(fmt.Sprintf("without %s: %s", r.who, strings.Join(said, ", ")), 2, 4, plain)
		}
		var several []*trace.Knocked
		for i := range list {
			if !list[i].Alone {
				several = append(several, &list[i])
			}
		}
		p.line("", plain)
		if len(several) == 0 {
			p.para("No estimate that rests on several origins changes without one of them.", 0, 0, plain)
		} else {
			p.para("The origin on which most depends, of "+screen.Plural(len(several), "estimate")+" with several origins", 0, 0, bold)
		}
		for _, k := range several {
			est := &t.Screen.Run.Estimates[k.Estimate]
			p.line("", plain)
			p.hung(2, words(t.Screen.Question(est), plain), est.ID)
			p.para("without "+t.Screen.Origin(&est.Series[k.Entries[0]])+": "+became(est, k), 4, 6, plain)
		}
		if n := t.pile.Unmoved(list); n > 0 {
			p.line("", plain)
			p.para(fmt.Sprintf("No one origin changes the numbers of %s.", screen.Plural(n, "estimate")), 0, 0, plain)
		}
	}
}

// A resting is the estimates that rest on an origin, by their ids.
type resting struct {
	who         string
	gone, moved []string // without it they have no number, or another
}

// rests sorts estimates by the origin that is taken out: the one first without which most
// have no number, and then another.
func (t *Traced) rests(all []trace.Knocked) (list []*resting) {
	at := map[string]*resting{}
	for i := range all {
		est := &t.Screen.Run.Estimates[all[i].Estimate]
		who := t.Screen.Origin(&est.Series[all[i].Entries[0]])
		r := at[who]
		if r == nil {
			r = &resting{who: who}
			at[who], list = r, append(list, r)
		}
		if all[i].Gone() {
			r.gone = append(r.gone, est.ID)
		} else {
			r.moved = append(r.moved, est.ID)
		}
	}
	slices.SortFunc(list, func(a, b *resting) int {
		return cmp.Or(len(b.gone)-len(a.gone), len(b.moved)-len(a.moved), strings.Compare(a.who, b.who))
	})
	return list
}

// entry returns an entry of an estimate.
func (t *Traced) entry(at trace.Entry) *assay.Entry {
	return &t.Screen.Run.Estimates[at.Estimate].Series[at.Entry]
}

// evidence quotes the sentence of an entry.
func (t *Traced) evidence(e *assay.Entry) string {
	if d := t.Screen.ByID[e.Evidence.Report]; d != nil {
		if fig := e.Figure.In(d.Figures); fig != nil {
			return t.sentence(d, fig)
		}
	}
	return ""
}

// quote returns the words of the number of an entry.
func (t *Traced) quote(e *assay.Entry) string {
	d := t.Screen.ByID[e.Evidence.Report]
	if d == nil {
		return saysWords(e)
	}
	if fig := e.Figure.In(d.Figures); fig != nil {
		return t.Screen.Words(d, fig.Quantity.Span)
	}
	return saysWords(e)
}

// number writes the number of an entry as it is written, with what its words mean.
func (t *Traced) number(e *assay.Entry) string {
	if d := t.Screen.ByID[e.Evidence.Report]; d != nil {
		if fig := e.Figure.In(d.Figures); fig != nil {
			return t.Screen.Number(d, &fig.Quantity) + bracket(d.Ruled(fig))
		}
	}
	return saysWords(e)
}

func (t *Traced) path(e *assay.Entry) string {
	if d := t.Screen.ByID[e.Evidence.Report]; d != nil {
		return d.Path
	}
	return ""
}

// Conflicts lists the smallest sets of numbers that cannot all hold.
func (t *Traced) Conflicts() {
	t.begin("conflicts", conflictHead)
	list := t.pile.Conflicts(estimate.Options{})
	kinds := [...]string{trace.Apart: "do not meet", trace.PartAbove: "part above whole"}
	for i := range list {
		for side, entries := range list[i].Sides {
			for _, at := range entries {
				e, est := t.entry(at), &t.Screen.Run.Estimates[at.Estimate]
				t.row(i+1, kinds[list[i].Kind], side+1, est.ID, t.Screen.Question(est), entryID(e), t.path(e), e.Published.String(), t.Screen.Origin(e), t.quote(e),
					e.Bound.String(), e.Low, e.Best, e.High, t.Screen.Ruled(e), t.evidence(e))
			}
		}
	}
	t.write = func(p *printer) {
		if len(list) == 0 {
			p.para("No two numbers that stand contradict each other, and no part is more than its whole.", 0, 0, plain)
			return
		}
		p.para("What cannot all hold: "+screen.Plural(len(list), "set")+" of two numbers, of which one must give way", 0, 0, bold)
		for len(list) > 0 {
			n := 1
			for n < len(list) && sameQuestions(&list[n], &list[0]) {
				n++
			}
			p.line("", plain)
			t.conflict(p, list[:n])
			list = list[n:]
		}
	}
}

// sameQuestions reports whether two conflicts are between the same estimates.
func sameQuestions(a, b *trace.Conflict) bool {
	return a.Kind == b.Kind && a.Sides[0][0].Estimate == b.Sides[0][0].Estimate && a.Sides[1][0].Estimate == b.Sides[1][0].Estimate
}

// maxPairs is how many pairs that conflict a text names of one question, those that lie
// farthest apart first; the rows have all.
const maxPairs = 12

// conflict writes the conflicts between the same estimates: their sides, each with a
// letter, and which of them do not meet.
func (t *Traced) conflict(p *printer, list []trace.Conflict) {
	c := &list[0]
	a, b := &t.Screen.Run.Estimates[c.Sides[0][0].Estimate], &t.Screen.Run.Estimates[c.Sides[1][0].Estimate]
	if c.Kind == trace.Apart {
		p.hung(0, words("Answers to one question: "+t.Screen.Question(a)+bracket(mask.Ruled(a.Ruled, screen.Clean)), bold), a.ID)
	} else {
		p.hung(0, words(fmt.Sprintf("More in a part (%s) than in the whole (%s)", t.Screen.Question(a), t.Screen.Question(b)), bold), a.ID+", "+b.ID)
	}
	var sides [][]trace.Entry
	find := func(side []trace.Entry) int {
		k := slices.IndexFunc(sides, func(s []trace.Entry) bool { return s[0] == side[0] })
		if k < 0 {
			k = len(sides)
			sides = append(sides, side)
		}
		return k
	}
	for i := range list { // in the order of the estimates, the part first
		for _, side := range list[i].Sides {
			find(side)
		}
	}
	slices.SortFunc(sides, func(x, y []trace.Entry) int {
		if x[0].Estimate != y[0].Estimate {
			if x[0].Estimate == c.Sides[0][0].Estimate {
				return -1
			}
			return 1
		}
		return x[0].Entry - y[0].Entry
	})
	for k, side := range sides {
		for _, at := range side {
			e := t.entry(at)
			p.hung(2, words(fmt.Sprintf("%s: %s, %s%s", letter(k), t.number(e), t.Screen.Origin(e), onDay(e)), plain), entryID(e))
			if said := t.evidence(e); said != "" {
				p.para(said, 5, 5, faint)
			}
		}
	}
	if n := len(sides); c.Kind == trace.Apart && n > 2 && 2*len(list) == n*(n-1) {
		p.para("No two of these meet.", 2, 4, alarm)
		return
	}
	var pairs []string
	for i := range list {
		x, y := find(list[i].Sides[0]), find(list[i].Sides[1])
		link := " and "
		if c.Kind == trace.PartAbove {
			link = " than "
		}
		pairs = append(pairs, letter(min(x, y))+link+letter(max(x, y)))
	}
	if n := len(pairs); n > maxPairs+1 {
		pairs = append(pairs[:maxPairs], fmt.Sprintf("and %d pairs more", n-maxPairs))
	}
	if c.Kind == trace.PartAbove {
		p.para("More than the whole: "+strings.Join(pairs, ", ")+".", 2, 4, alarm)
		return
	}
	p.para("These do not meet: "+strings.Join(pairs, ", ")+".", 2, 4, alarm)
}

// Vague lists vague figures beside the numbers that answered their questions later.
func (t *Traced) Vague() {
	t.begin("vague", vagueHead)
	list := t.pile.Vague()
	within := func(v, n *assay.Entry) bool {
		x, ok := n.Best.Number()
		if !ok {
			x, _ = n.Low.Number()
		}
		lo, hasLow := v.Low.Number()
		hi, hasHigh := v.High.Number()
		return (!hasLow || x >= lo) && (!hasHigh || x <= hi)
	}
	for i := range list {
		v := &list[i]
		e, est := t.entry(v.Said), &t.Screen.Run.Estimates[v.Said.Estimate]
		for _, at := range v.Turns {
			n := t.entry(at)
			number := n.Best
			if !number.IsKnown() {
				number = n.Low
			}
			t.row(entryID(e), t.path(e), e.Published.String(), est.ID, t.Screen.Question(est), t.Screen.Origin(e), t.quote(e), e.Low, e.High, v.Own,
				number, entryID(n), t.Screen.Origin(n), n.Published.String(), within(e, n), strings.Trim(t.Screen.Ruled(e)+"; "+t.Screen.Ruled(n), "; "))
		}
	}
	t.write = func(p *printer) {
		if len(list) == 0 {
			p.para("No vague figure of the pile has a number of the same question on a later day.", 0, 0, plain)
			return
		}
		p.para("What vague words turned out to be: "+screen.Plural(len(list), "figure"), 0, 0, bold)
		said := map[string][]string{}
		var names []string
		for i := range list {
			v := &list[i]
			e, est := t.entry(v.Said), &t.Screen.Run.Estimates[v.Said.Estimate]
			p.line("", plain)
			p.hung(2, words(t.Screen.Question(est), plain), est.ID)
			p.hung(4, words(fmt.Sprintf("%s: %s%s", t.number(e), t.Screen.Origin(e), onDay(e)), plain), entryID(e))
			var became []string
			for _, at := range v.Turns {
				n := t.entry(at)
				who, note := t.Screen.Origin(n), ""
				if v.Own {
					who = "the same"
				}
				if !within(e, n) {
					note = ", outside what the words say"
				}
				p.hung(6, words(fmt.Sprintf("became %s: %s%s%s", t.number(n), who, onDay(n), note), plain), entryID(n))
				if !slices.Contains(became, saysWords(n)) {
					became = append(became, saysWords(n))
				}
			}
			who := t.Screen.Origin(e)
			if said[who] == nil {
				names = append(names, who)
			}
			said[who] = append(said[who], "“"+screen.LowerFirst(t.quote(e))+"” was "+strings.Join(became, " or "))
		}
		slices.Sort(names)
		p.line("", plain)
		p.para("By origin", 0, 0, bold)
		for _, who := range names {
			p.para(who+": "+strings.Join(said[who], "; "), 2, 4, plain)
		}
	}
}
