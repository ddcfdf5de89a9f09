package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/ledger"
	"assay/mask"
	"assay/trace"
)

// A Line is a paragraph of an answer: what it says, how it stands out, how far it stands
// in, and the ids on which it rests. One without words stands between paragraphs.
type Line struct {
	Words        string
	Stress       Stress
	Indent, Rest int // columns before its first line, and before those that it is wrapped to
	At           string
	Hung         bool // At stands at the right
}

// A Stress is how words stand out; they must say everything without it.
type Stress uint8

const (
	Plain   Stress = iota
	Strong         // a heading
	Warning        // hedged, not confirmed
	Alarm          // denied, changed
	Faint          // what stands behind
)

// Lines are an answer that a terminal and a page show alike.
type Lines []Line

func (l *Lines) para(words string, first, rest int, stress Stress) {
	*l = append(*l, Line{Words: words, Stress: stress, Indent: first, Rest: rest})
}

func (l *Lines) hung(indent int, words string, stress Stress, at string) {
	*l = append(*l, Line{words, stress, indent, indent, at, true})
}

func (l *Lines) blank() { *l = append(*l, Line{}) }

// A Traced says what package trace finds in a run.
type Traced struct {
	*Screen
	Pile *trace.Pile
}

// Traced looks the reports of a screen up.
func (s *Screen) Traced() *Traced {
	return &Traced{s, trace.New(s.Run.Docs, s.Run.Stories, s.Run.Estimates)}
}

// Report names a report: "flood (Evening Post, 2024-05-02)".
func (t *Traced) Report(d *Report) string {
	var about []string
	if outlet := Outlet(d); outlet != "" {
		about = append(about, outlet)
	}
	if day := DateWords(d.Appeared.Date); day != "" {
		about = append(about, day)
	}
	if len(about) == 0 || d.Label == about[0] { // called by its outlet already
		return strings.Join(append([]string{d.Label}, about[min(1, len(about)):]...), ", ")
	}
	return d.Label + " (" + strings.Join(about, ", ") + ")"
}

// Figure returns a figure with its report and its id.
func (t *Traced) Figure(f trace.Figure) (*Report, *assay.Figure, string) {
	d := t.ByID[f.Report]
	return d, &d.Figures[f.Index], ledger.EntryID(f.Report, ledger.ID('f', f.Index))
}

// says writes a number with what it counts: "at least 14 dock workers killed".
func (t *Traced) says(d *Report, fig *assay.Figure) string {
	number := t.Number(d, &fig.Quantity)
	words := strings.TrimSpace(number + " " + WithAction(t.Counted(d, fig), ActionWords(fig)))
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
func (t *Traced) sentence(d *Report, fig *assay.Figure) string {
	sp := fig.Quantity.Span
	if k := d.SentenceAt(sp.Start); k >= 0 {
		sp = d.Sentences[k]
	}
	words := Limit(t.Words(d, sp), 240)
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

// change puts a change into words: what was, and what is.
func (t *Traced) change(was, is *Report, a, b *assay.Figure, c trace.Change) string {
	from, to := t.Words(was, c.From), t.Words(is, c.To)
	switch c.Kind {
	case trace.AttributionLost, trace.AttributionChanged, trace.AttributionAdded:
		from, to = t.Says(was, a.Claim), t.Says(is, b.Claim)
	case trace.UnitChanged:
		from, to = Clean(a.Unit), Clean(b.Unit)
	}
	if from == to {
		return en.ChangesOfNumbers[c.Kind]
	}
	if to == "" {
		to = "nothing"
	}
	if from == "" {
		from = "nothing"
	}
	return en.ChangesOfNumbers[c.Kind] + ": “" + from + "” → “" + to + "”"
}

// Changes puts the changes of each step from the one before into words.
func (t *Traced) Changes(steps []trace.Step) [][]string {
	changes := make([][]string, len(steps))
	for i := 1; i < len(steps); i++ {
		was, before, _ := t.Figure(steps[i-1].Figure)
		is, fig, _ := t.Figure(steps[i].Figure)
		for _, c := range steps[i].Changes {
			changes[i] = append(changes[i], t.change(was, is, before, fig, c))
		}
	}
	return changes
}

// Genealogy leads a figure back to the first report that has it, by these steps.
func (t *Traced) Genealogy(steps []trace.Step) (p Lines) {
	f, changes := steps[len(steps)-1].Figure, t.Changes(steps)
	d, fig, id := t.Figure(f)
	p.para(fmt.Sprintf("Where %s of %s comes from (%s)", t.says(d, fig), t.Report(d), id), 0, 0, Strong)
	for i := range steps {
		d, fig, id := t.Figure(steps[i].Figure)
		p.blank()
		p.para(fmt.Sprintf("%d. %s %s", i+1, howSteps[steps[i].How], t.Report(d)), 0, 3, Strong)
		p.hung(3, t.sentence(d, fig), Plain, id)
		p.para("said by "+t.Says(d, fig.Claim), 3, 5, Plain)
		if ruled := d.Ruled(fig); ruled != "" {
			p.para("ruled: "+ruled, 3, 5, Warning)
		}
		for _, c := range changes[i] {
			p.para("- "+c, 3, 5, Alarm)
		}
		if i > 0 && len(changes[i]) == 0 {
			p.para("nothing changed on this step", 3, 5, Plain)
		}
	}
	if len(steps) == 1 {
		p.blank()
		p.para("No other report of the pile is known to have had it before.", 0, 0, Plain)
	}
	return p
}

// Orphans says which numbers are not where they are said to come from.
func (t *Traced) Orphans(list []trace.Orphan) (p Lines) {
	n := [2]int{}
	for i := range list {
		n[list[i].Kind]++
	}
	heads := [...]string{
		trace.NotInSource: "Attributed to a source whose reports in the pile do not have it: %s",
		trace.InNoSource:  "Attributed to nobody, and in none of the pile’s reports that the report cites: %s",
	}
	none := [...]string{
		trace.NotInSource: "No number is attributed to a source in the pile that does not have it.",
		trace.InNoSource:  "No report that cites others of the pile has a number of its own that none of these has.",
	}

	for kind := range heads {
		if kind > 0 {
			p.blank()
		}
		if n[kind] == 0 {
			p.para(none[kind], 0, 0, Plain)
			continue
		}
		p.para(fmt.Sprintf(heads[kind], Plural(n[kind], "number")), 0, 0, Strong)
		for i := range list {
			if int(list[i].Kind) != kind {
				continue
			}
			d, fig, id := t.Figure(list[i].Figure)
			p.blank()
			p.hung(2, t.says(d, fig)+", in "+t.Report(d), Warning, id)
			p.para(t.sentence(d, fig), 4, 4, Plain)
			var labels []string
			for _, id := range list[i].Looked {
				labels = append(labels, t.Report(t.ByID[id]))
			}
			p.para("cites "+t.Who(d, list[i].Claim.In(d.Claims))+"; looked for in "+strings.Join(labels, ", "), 4, 6, Plain)
		}
	}
	return p
}

// Origins returns the origins of the run as screens name them, each once, sorted.
func (t *Traced) Origins() (list []string) {
	for i := range t.Run.Estimates {
		series := t.Run.Estimates[i].Series
		for k := range series {
			list = append(list, t.Origin(&series[k]))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// span writes low, best and high of an estimate.
func span(est *assay.Estimate) string {
	if words := Numbers(est); words != "" {
		return words
	}
	return "no number"
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
	return words + fmt.Sprintf("; origins %s → %s", Origins(est.Origins), Origins(k.After.Origins))
}

// Without says what becomes of each estimate without an origin.
func (t *Traced) Without(origin string, list []trace.Knocked) (p Lines) {
	if len(list) == 0 {
		p.para(fmt.Sprintf("Nothing that “%s” says stands: every estimate stays as it is without it.", Clean(origin)), 0, 0, Plain)
		return p
	}
	p.para(fmt.Sprintf("Without “%s”: %s", Clean(origin), Plural(len(list), "estimate")), 0, 0, Strong)
	for i := range list {
		est := &t.Run.Estimates[list[i].Estimate]
		p.blank()
		p.hung(2, t.Sentence(est), Plain, est.ID)
		st := Plain
		if list[i].Gone() {
			st = Alarm
		}
		p.para(became(est, &list[i]), 4, 6, st)
	}
	return p
}

// Dependences says on which origins most depends: of the pile, and for each estimate.
func (t *Traced) Dependences(list, all []trace.Knocked) (p Lines) {
	rests := t.rests(all)
	if len(rests) == 0 {
		p.para("No estimate changes without one of its origins.", 0, 0, Plain)
		return p
	}
	p.para("On whom most depends", 0, 0, Strong)
	for _, r := range rests {
		var said []string
		if n := len(r.gone); n > 0 {
			said = append(said, fmt.Sprintf("no number for %s (%s)", Plural(n, "estimate"), strings.Join(r.gone, ", ")))
		}
		if n := len(r.moved); n > 0 {
			said = append(said, fmt.Sprintf("another for %s (%s)", Plural(n, "estimate"), strings.Join(r.moved, ", ")))
		}
		p.para(fmt.Sprintf("without %s: %s", r.who, strings.Join(said, ", ")), 2, 4, Plain)
	}
	var several []*trace.Knocked
	for i := range list {
		if !list[i].Alone {
			several = append(several, &list[i])
		}
	}
	p.blank()
	if len(several) == 0 {
		p.para("No estimate that rests on several origins changes without one of them.", 0, 0, Plain)
	} else {
		p.para("The origin on which most depends, of "+Plural(len(several), "estimate")+" with several origins", 0, 0, Strong)
	}
	for _, k := range several {
		est := &t.Run.Estimates[k.Estimate]
		p.blank()
		p.hung(2, t.Sentence(est), Plain, est.ID)
		p.para("without "+t.Origin(&est.Series[k.Entries[0]])+": "+became(est, k), 4, 6, Plain)
	}
	if n := t.Pile.Unmoved(list); n > 0 {
		p.blank()
		p.para(fmt.Sprintf("No one origin changes the numbers of %s.", Plural(n, "estimate")), 0, 0, Plain)
	}
	return p
}

// Dependence says what an estimate of the run becomes without each origin that changes it.
func (t *Traced) Dependence(estimate int, all []trace.Knocked) (p Lines) {
	est := &t.Run.Estimates[estimate]
	for i := range all {
		if k := &all[i]; k.Estimate == estimate {
			stress := Plain
			if k.Gone() {
				stress = Alarm
			}
			p.para("without "+t.Origin(&est.Series[k.Entries[0]])+": "+became(est, k), 0, 2, stress)
		}
	}
	return p
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
		est := &t.Run.Estimates[all[i].Estimate]
		who := t.Origin(&est.Series[all[i].Entries[0]])
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

// Entry returns an entry of an estimate.
func (t *Traced) Entry(at trace.Entry) *assay.Entry {
	return &t.Run.Estimates[at.Estimate].Series[at.Entry]
}

// Evidence quotes the sentence of an entry.
func (t *Traced) Evidence(e *assay.Entry) string {
	if d := t.ByID[e.Evidence.Report]; d != nil {
		if fig := e.Figure.In(d.Figures); fig != nil {
			return t.sentence(d, fig)
		}
	}
	return ""
}

// Quote returns the words of the number of an entry.
func (t *Traced) Quote(e *assay.Entry) string {
	d := t.ByID[e.Evidence.Report]
	if d == nil {
		return SaysWords(e)
	}
	if fig := e.Figure.In(d.Figures); fig != nil {
		return t.Words(d, fig.Quantity.Span)
	}
	return SaysWords(e)
}

// number writes the number of an entry as it is written, with what its words mean.
func (t *Traced) number(e *assay.Entry) string {
	if d := t.ByID[e.Evidence.Report]; d != nil {
		if fig := e.Figure.In(d.Figures); fig != nil {
			return t.Number(d, &fig.Quantity) + bracket(d.Ruled(fig))
		}
	}
	return SaysWords(e)
}

// Conflicts says which smallest sets of numbers cannot all hold.
func (t *Traced) Conflicts(list []trace.Conflict) (p Lines) {
	if len(list) == 0 {
		p.para("No two numbers that stand contradict each other, and no part is more than its whole.", 0, 0, Plain)
		return p
	}
	p.para("What cannot all hold: "+Plural(len(list), "set")+" of two numbers, of which one must give way", 0, 0, Strong)
	for len(list) > 0 {
		n := 1
		for n < len(list) && sameQuestions(&list[n], &list[0]) {
			n++
		}
		p.blank()
		t.conflict(&p, list[:n])
		list = list[n:]
	}
	return p
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
func (t *Traced) conflict(p *Lines, list []trace.Conflict) {
	c := &list[0]
	a, b := &t.Run.Estimates[c.Sides[0][0].Estimate], &t.Run.Estimates[c.Sides[1][0].Estimate]
	if c.Kind == trace.Apart {
		p.hung(0, t.Sentence(a)+bracket(mask.Ruled(a.Ruled, Clean)), Strong, a.ID)
	} else {
		p.hung(0, fmt.Sprintf("More in a part (%s) than in the whole (%s)", t.Question(a), t.Question(b)), Strong, a.ID+", "+b.ID)
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
			e := t.Entry(at)
			p.hung(2, fmt.Sprintf("%s: %s, %s%s", Letter(k), t.number(e), t.Voice(e), onDay(e)), Plain, EntryID(e))
			if said := t.Evidence(e); said != "" {
				p.para(said, 5, 5, Faint)
			}
		}
	}
	if n := len(sides); c.Kind == trace.Apart && n > 2 && 2*len(list) == n*(n-1) {
		p.para("No two of these meet.", 2, 4, Alarm)
		return
	}
	var pairs []string
	for i := range list {
		x, y := find(list[i].Sides[0]), find(list[i].Sides[1])
		link := " and "
		if c.Kind == trace.PartAbove {
			link = " than "
		}
		pairs = append(pairs, Letter(min(x, y))+link+Letter(max(x, y)))
	}
	if n := len(pairs); n > maxPairs+1 {
		pairs = append(pairs[:maxPairs], fmt.Sprintf("and %d pairs more", n-maxPairs))
	}
	if c.Kind == trace.PartAbove {
		p.para("More than the whole: "+strings.Join(pairs, ", ")+".", 2, 4, Alarm)
		return
	}
	p.para("These do not meet: "+strings.Join(pairs, ", ")+".", 2, 4, Alarm)
}

// Within reports whether a number lies in the interval of the vague words of another entry.
func Within(v, n *assay.Entry) bool {
	x, ok := n.Best.Number()
	if !ok {
		x, _ = n.Low.Number()
	}
	lo, hasLow := v.Low.Number()
	hi, hasHigh := v.High.Number()
	return (!hasLow || x >= lo) && (!hasHigh || x <= hi)
}

// Vague says what vague words turned out to be.
func (t *Traced) Vague(list []trace.Vague) (p Lines) {
	if len(list) == 0 {
		p.para("No vague figure of the pile has a number of the same question on a later day.", 0, 0, Plain)
		return p
	}
	p.para("What vague words turned out to be: "+Plural(len(list), "figure"), 0, 0, Strong)
	said := map[string][]string{}
	var names []string
	for i := range list {
		v := &list[i]
		e, est := t.Entry(v.Said), &t.Run.Estimates[v.Said.Estimate]
		p.blank()
		p.hung(2, t.Sentence(est), Plain, est.ID)
		p.hung(4, fmt.Sprintf("%s: %s%s", t.number(e), t.Voice(e), onDay(e)), Plain, EntryID(e))
		var became []string
		for _, at := range v.Turns {
			n := t.Entry(at)
			who, note := t.Origin(n), ""
			if v.Own {
				who = "the same"
			}
			if !Within(e, n) {
				note = ", outside what the words say"
			}
			p.hung(6, fmt.Sprintf("became %s: %s%s%s", t.number(n), who, onDay(n), note), Plain, EntryID(n))
			if !slices.Contains(became, SaysWords(n)) {
				became = append(became, SaysWords(n))
			}
		}
		who := t.Origin(e)
		if said[who] == nil {
			names = append(names, who)
		}
		said[who] = append(said[who], "“"+LowerFirst(t.Quote(e))+"” was "+strings.Join(became, " or "))
	}
	slices.Sort(names)
	p.blank()
	p.para("By origin", 0, 0, Strong)
	for _, who := range names {
		p.para(who+": "+strings.Join(said[who], "; "), 2, 4, Plain)
	}
	return p
}

// Chains are the ways by which numbers came through more than one report, those first on
// which most was taken over or changed. A way that is part of a longer one is left out.
func (t *Traced) Chains() [][]trace.Step {
	var list [][]trace.Step
	inner := map[trace.Figure]bool{}
	for _, d := range t.Docs {
		for i := range d.Figures {
			steps := t.Pile.Genealogy(trace.Figure{Report: d.ID, Index: i})
			if t.ByID[d.ID] != d || len(steps) < 2 {
				continue
			}
			for _, s := range steps[:len(steps)-1] {
				inner[s.Figure] = true
			}
			list = append(list, steps)
		}
	}
	list = slices.DeleteFunc(list, func(steps []trace.Step) bool { return inner[steps[len(steps)-1].Figure] })
	weight := func(steps []trace.Step) (changes, taken int) {
		for _, s := range steps[1:] {
			changes += len(s.Changes)
			if s.How != trace.Echoed && s.How != trace.SaidOnce {
				taken++
			}
		}
		return changes, taken
	}
	slices.SortStableFunc(list, func(a, b []trace.Step) int {
		changesA, takenA := weight(a)
		changesB, takenB := weight(b)
		return cmp.Or(cmp.Compare(min(takenB, 1), min(takenA, 1)), cmp.Compare(changesB, changesA), cmp.Compare(takenB, takenA), cmp.Compare(len(b), len(a)))
	})
	return list
}

// Head says of which number a way leads: the heading of what [Traced.Genealogy] tells.
func (t *Traced) Head(steps []trace.Step) string {
	d, fig, _ := t.Figure(steps[len(steps)-1].Figure)
	return t.says(d, fig) + ", in " + t.Report(d)
}
