package digest

import (
	"sort"
	"strings"

	"assay"
	"assay/screen"
	"assay/term"
)

// An answer is one row of a digest: how many, of what, where, when, says who.
type answer struct {
	d      *screen.Report
	span   assay.Span
	rank   int // among the answers of its story, in the order of the text
	number cell
	what   string
	who    string
	notes  []screen.Note
	copies []string   // the copies that repeat it
	again  *toldAgain // the reports of other stories that say the same
}

// contested reports whether somebody denies an answer or would not confirm it.
func (a *answer) contested() bool {
	for _, n := range a.notes {
		if n.Tone == screen.Against {
			return true
		}
	}
	return false
}

// gather sorts the figures, movements and events of all reports into sections.
// What a copy or a headline repeats is left out.
func (d *digest) gather() {
	for _, st := range d.order() {
		ranks := [4]int{len(d.moves), len(d.harm), len(d.other), len(d.routes)}
		for _, rep := range st.Docs {
			d.gatherReport(rep)
		}
		for i, list := range [][]answer{d.moves, d.harm, d.other, d.routes} {
			own := list[ranks[i]:]
			sort.SliceStable(own, func(i, k int) bool { return own[i].d.N == own[k].d.N && own[i].span.Start < own[k].span.Start })
			for r := range own {
				own[r].rank = r
			}
		}
	}
}

func (d *digest) gatherReport(rep *screen.Report) {
	copies := d.copiesOf(rep)
	d.figureCount += len(rep.Figures)
	moved := map[int][]*assay.Movement{}
	for i := range rep.Movements {
		m := &rep.Movements[i]
		if f, ok := m.Count.Index(); ok {
			moved[f] = append(moved[f], m)
		} else if _, repeated := rep.RepeatedMoves[i]; !repeated && !rep.Repeats(m.Who.Start) && len(m.From)+len(m.To) > 0 {
			d.routes = append(d.routes, d.route(rep, m))
		}
	}
	inEvent := map[int]bool{}
	for i := range rep.Events {
		if a, ok := d.eventAnswer(rep, &rep.Events[i], inEvent, copies); ok {
			d.harm = append(d.harm, a)
		}
	}
	for i := range rep.Figures {
		fig := &rep.Figures[i]
		q := rep.QuantityOf(fig)
		_, repeated := rep.RepeatedFigures[i]
		if q == nil || repeated || inEvent[i] || rep.Repeats(q.Span.Start) && saidInBody(rep, i) {
			continue
		}
		if d.saidBefore(rep, i) {
			continue
		}
		a := d.figureAnswer(rep, fig, moved[i])
		a.copies, a.again = copies[i], d.toldOf(rep, i)
		switch {
		case screen.Moving[fig.Action] || len(moved[i]) > 0:
			d.moves = append(d.moves, a)
		case screen.Harming[fig.Action]:
			d.harm = append(d.harm, a)
		default:
			d.other = append(d.other, a)
		}
	}
}

// A toldKey is what one origin says: told again in another story it is no news.
type toldKey struct {
	origin, unit    string
	action          assay.Action
	low, best, high assay.Amount
}

// saidBefore reports whether a report of another story gave the same numbers by
// the same named origin, and notes there that this one does too.
func (d *digest) saidBefore(rep *screen.Report, i int) bool {
	at, ok := d.Entries[screen.FigureAt{Report: rep.ID, Index: i}]
	if !ok {
		return false
	}
	e := &d.Run.Estimates[at.Estimate].Series[at.Entry]
	if !e.Named {
		return false
	}
	fig := &rep.Figures[i]
	key := toldKey{e.Origin, fig.Unit, fig.Action, e.Low, e.Best, e.High}
	if before, ok := d.told[key]; ok {
		if before.story == rep.Story {
			return false
		}
		before.labels = append(before.labels, rep.Label)
		return true
	}
	d.told[key] = &toldAgain{story: rep.Story}
	return false
}

// toldOf returns the list of those who tell figure i again.
func (d *digest) toldOf(rep *screen.Report, i int) *toldAgain {
	at, ok := d.Entries[screen.FigureAt{Report: rep.ID, Index: i}]
	if !ok {
		return nil
	}
	e := &d.Run.Estimates[at.Estimate].Series[at.Entry]
	fig := &rep.Figures[i]
	return d.told[toldKey{e.Origin, fig.Unit, fig.Action, e.Low, e.Best, e.High}]
}

// A toldAgain lists the reports that tell the same again.
type toldAgain struct {
	story  *screen.Story
	labels []string
}

// copiesOf lists, for each figure of rep, the reports that repeat it.
func (d *digest) copiesOf(rep *screen.Report) map[int][]string {
	m := map[int][]string{}
	for _, other := range rep.Story.Docs {
		for i := range other.Figures {
			if o, ok := other.RepeatedFigures[i]; ok && o.Report == rep {
				m[o.Index] = append(m[o.Index], other.Label)
			}
		}
	}
	return m
}

// saidInBody reports whether the body holds a figure of the numbers and action
// of figure i.
func saidInBody(d *screen.Report, i int) bool {
	fig := &d.Figures[i]
	q := d.QuantityOf(fig)
	for k := range d.Figures {
		other := &d.Figures[k]
		if oq := d.QuantityOf(other); k != i && oq != nil && !d.Repeats(oq.Span.Start) && other.Action == fig.Action && screen.SameNumbers(q, oq) {
			return true
		}
	}
	return false
}

func (d *digest) figureAnswer(rep *screen.Report, fig *assay.Figure, moves []*assay.Movement) answer {
	q := rep.QuantityOf(fig)
	a := answer{d: rep, span: q.Span, who: d.Says(rep, fig.Claim), notes: d.Notes(rep, fig.Claim)}
	number := d.Number(rep, q)
	if fig.Per != "" {
		number += " a " + screen.Clean(fig.Per)
	}
	a.number = words(number, bold)
	var from, to, via []assay.Ref[assay.Place]
	status := ""
	for _, m := range moves {
		from, to, via = append(from, m.From...), append(to, m.To...), append(via, m.Via...)
		if m.Status != "" && m.Status != "reported" {
			status = m.Status
		}
	}
	a.what = screen.WithAction(d.Counted(rep, fig), screen.ActionWords(fig))
	if len(from)+len(to)+len(via) > 0 {
		a.what += d.way(rep, fig.Action, from, to, via)
	} else if where := d.Places(rep, fig.Places); where != "" {
		a.what += preposition(fig.Action) + where
	}
	if t := d.When(rep, fig.Time); t != "" {
		a.what += ", " + t
	}
	if of := fig.Of.In(rep.Figures); of != nil {
		a.what += "; of " + d.Number(rep, rep.QuantityOf(of))
	}
	if status != "" {
		a.notes = append(a.notes, screen.Note{Words: status, Tone: screen.Doubt})
	}
	return a
}

// preposition joins an action and a place that is neither origin nor
// destination: what is displaced "in" a district has left places there.
func preposition(a assay.Action) string {
	switch a {
	case "fled", "departed", "evacuated":
		return " from "
	case "returned", "crossed", "arrived", "recruited", "paid", "pledged":
		return ": "
	}
	return " in "
}

// way writes from, to and via: " from Lower Haro to Brin and Tes via the bridge".
func (d *digest) way(rep *screen.Report, act assay.Action, from, to, via []assay.Ref[assay.Place]) string {
	out := ""
	if w := d.Places(rep, from); w != "" {
		out += " from " + w
	}
	if w := d.Places(rep, to); w != "" {
		switch {
		case w == "home" || w == "abroad":
			out += " " + w
		case act == "arrived":
			out += " in " + w
		default:
			out += " to " + w
		}
	}
	if w := d.Places(rep, via); w != "" {
		out += " via " + w
	}
	return out
}

// route is a movement without a number.
func (d *digest) route(rep *screen.Report, m *assay.Movement) answer {
	a := answer{d: rep, span: m.Who, notes: d.Notes(rep, m.Claim)}
	a.what = d.Words(rep, m.Who)
	if rep.SentenceStart(m.Who.Start) {
		a.what = screen.LowerFirst(a.what)
	}
	a.what += ":" + d.way(rep, "", m.From, m.To, m.Via)
	if t := d.When(rep, m.Time); t != "" {
		a.what += ", " + t
	}
	if m.Status != "" && m.Status != "reported" {
		a.what += " (" + m.Status + ")"
	}
	if !m.Claim.IsZero() {
		a.who = d.Says(rep, m.Claim)
	}
	return a
}

// eventAnswer puts the figures of one event on one row.
func (d *digest) eventAnswer(rep *screen.Report, ev *assay.Event, inEvent map[int]bool, copies map[int][]string) (answer, bool) {
	a := answer{d: rep, span: ev.Span, who: d.Says(rep, ev.Claim), notes: d.Notes(rep, ev.Claim)}
	counted := ""
	for _, ref := range ev.Figures {
		i, ok := ref.Index()
		if !ok || inEvent[i] {
			continue
		}
		fig := &rep.Figures[i]
		_, repeated := rep.RepeatedFigures[i]
		q := rep.QuantityOf(fig)
		if q == nil || screen.Moving[fig.Action] || rep.SentenceAt(q.Span.Start) != rep.SentenceAt(ev.Span.Start) {
			continue // a figure of another sentence keeps its own place and source
		}
		inEvent[i] = true
		if repeated || rep.Repeats(q.Span.Start) {
			continue
		}
		if len(a.number.paras) == 0 {
			a.span = q.Span
			if counted = d.Counted(rep, fig); screen.WithAction(counted, screen.ActionWords(fig)) == counted {
				counted = "" // "57 killed" says it of "57 dead"
			}
		}
		a.number = a.number.and(d.Number(rep, q)+" "+screen.ActionWords(fig), bold)
		a.copies = copies[i]
	}
	if len(a.number.paras) == 0 {
		return a, false
	}
	a.what = counted
	if trigger := d.trigger(rep, ev); trigger != "" && counted == "" {
		a.what = trigger
	} else if trigger != "" {
		a.what += ", " + trigger
	}
	if where := d.Places(rep, ev.Places); where != "" {
		a.what += " in " + where
	}
	if t := d.When(rep, ev.Time); t != "" {
		a.what += ", " + t
	}
	a.what = strings.TrimLeft(a.what, ", ")
	return a, true
}

// trigger returns the words that name an event, unless they only repeat its
// figures: the "killed" of "two were killed".
func (d *digest) trigger(rep *screen.Report, ev *assay.Event) string {
	words := screen.LowerFirst(d.Words(rep, ev.Span))
	for _, ref := range ev.Figures {
		if fig := ref.In(rep.Figures); fig != nil {
			q := rep.QuantityOf(fig)
			if words == screen.ActionWords(fig) || words == fig.Verb || q != nil && q.Span.Overlaps(ev.Span) || fig.Counted.Overlaps(ev.Span) {
				return ""
			}
		}
	}
	return words
}

// pick returns the answers to show. Contested ones
// are always among them; stories take turns, so that none fills the screen.
func (d *digest) pick(list []answer, most int) []answer {
	k := d.upTo(len(list), most)
	order := append([]answer(nil), list...)
	sort.SliceStable(order, func(i, k int) bool { return order[i].rank < order[k].rank })
	if k < len(list) {
		sort.SliceStable(order, func(i, k int) bool { return order[i].contested() && !order[k].contested() })
		order = order[:k]
		sort.SliceStable(order, func(i, k int) bool { return order[i].rank < order[k].rank })
	}
	return order
}

func (d *digest) answerSection(name string, list []answer, most int) {
	if len(list) == 0 {
		return
	}
	show := d.pick(list, most)
	d.heading(name, some(len(show), len(list)))
	wide := 8
	for _, a := range show {
		for _, p := range a.number.paras {
			wide = max(wide, term.Width(p))
		}
	}
	cols := d.divide(min(wide, max(d.width/4, 12)))
	for _, a := range show {
		d.answerRow(cols, a.number, words(a.what+d.saysLine(a), plain), a.d.At(a.span))
		for _, n := range a.notes {
			if n.Words != "hedged" {
				d.answerRow(cols, words("", plain), words(n.Words, toneStyle[n.Tone]), n.At)
			}
		}
	}
}

// saysLine ends an answer: who says so, and with what doubt.
func (d *digest) saysLine(a answer) string {
	s := "; source: " + screen.Limit(a.who, 66)
	for _, n := range a.notes {
		if n.Words == "hedged" {
			s += " (hedged)"
		}
	}
	if len(a.copies) > 0 {
		s += "; repeated in " + strings.Join(a.copies, ", ")
	}
	if a.again != nil && len(a.again.labels) > 0 {
		s += "; also in " + strings.Join(a.again.labels, ", ")
	}
	return s
}

// divide gives the columns: numbers, and the words with their evidence. On a
// narrow terminal there is one column only.
func (d *digest) divide(number int) []col {
	text := d.width - 2 - number - 2
	if text < 32 {
		return nil
	}
	return []col{{width: number}, {width: text}}
}

func (d *digest) answerRow(cols []col, number, text cell, at string) {
	if cols != nil {
		d.row(2, cols, []cell{number, text}, at)
		return
	}
	for i, p := range number.paras {
		if p != "" {
			d.para(p, 2, 4, number.style[min(i, len(number.style)-1)])
		}
	}
	d.hung(4, text, at)
}

func (d *digest) routeSection() {
	if len(d.routes) == 0 {
		return
	}
	show := d.pick(d.routes, maxRoutes)
	if aside := some(len(show), len(d.routes)); len(d.moves) == 0 {
		d.heading("On the move", join("no numbers given", aside))
	} else {
		d.line("  "+join("without a number", aside)+":", faint)
	}
	for _, a := range show {
		what := a.what
		if a.who != "" {
			what += "; source: " + a.who
		}
		at := a.d.At(a.span)
		if !d.all {
			what = screen.Limit(what, max(d.width-4-term.Width(at), 40))
		}
		d.hung(2, words(what, plain), at)
	}
}
