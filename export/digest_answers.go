package export

import (
	"sort"
	"strings"

	"assay"
)

// An answer is one row of a digest: how many, of what, where, when, says who.
type answer struct {
	d      *shown
	span   assay.Span
	rank   int // among the answers of its story, in the order of the text
	number cell
	what   string
	who    string
	notes  []note
	copies []string   // the copies that repeat it
	again  *toldAgain // the reports of other stories that say the same
}

// contested reports whether somebody denies an answer or would not confirm it.
func (a *answer) contested() bool {
	for _, n := range a.notes {
		if n.style == alarm {
			return true
		}
	}
	return false
}

// moving and harming are the actions of the first two sections.
var moving = map[assay.Action]bool{
	"displaced": true, "evacuated": true, "fled": true, "returned": true, "arrived": true, "departed": true,
	"crossed": true, "recruited": true, "homeless": true,
}

var harming = map[assay.Action]bool{
	"killed": true, "injured": true, "missing": true, "trapped": true, "rescued": true, "detained": true,
	"surrendered": true, "infected": true, "hospitalized": true, "affected": true,
}

// gather sorts the figures, movements and events of all reports into sections.
// What a copy or a headline repeats is left out.
func (d *digest) gather() {
	for _, st := range d.order() {
		ranks := [4]int{len(d.moves), len(d.harm), len(d.other), len(d.routes)}
		for _, rep := range st.docs {
			d.gatherReport(rep)
		}
		for i, list := range [][]answer{d.moves, d.harm, d.other, d.routes} {
			own := list[ranks[i]:]
			sort.SliceStable(own, func(i, k int) bool { return own[i].d.n == own[k].d.n && own[i].span.Start < own[k].span.Start })
			for r := range own {
				own[r].rank = r
			}
		}
	}
}

func (d *digest) gatherReport(rep *shown) {
	copies := d.copiesOf(rep)
	d.figureCount += len(rep.Figures)
	moved := map[int][]*assay.Movement{}
	for i := range rep.Movements {
		m := &rep.Movements[i]
		if f, ok := m.Count.Index(); ok {
			moved[f] = append(moved[f], m)
		} else if _, repeated := rep.moves[i]; !repeated && !rep.repeats(m.Who.Start) && len(m.From)+len(m.To) > 0 {
			d.routes = append(d.routes, d.route(rep, m))
		}
	}
	inEvent := map[int]bool{}
	for i := range rep.Events {
		if a, ok := d.eventAnswer(rep, &rep.Events[i], inEvent); ok {
			d.harm = append(d.harm, a)
		}
	}
	for i := range rep.Figures {
		fig := &rep.Figures[i]
		q := rep.quantity(fig)
		_, repeated := rep.figures[i]
		if q == nil || repeated || inEvent[i] || rep.repeats(q.Span.Start) && rep.saidInBody(i) {
			continue
		}
		if d.saidBefore(rep, i) {
			continue
		}
		a := d.figureAnswer(rep, fig, moved[i])
		a.copies, a.again = copies[i], d.toldOf(rep, i)
		switch {
		case moving[fig.Action] || len(moved[i]) > 0:
			d.moves = append(d.moves, a)
		case harming[fig.Action]:
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
func (d *digest) saidBefore(rep *shown, i int) bool {
	at, ok := d.entries[figureAt{rep.ID, i}]
	if !ok {
		return false
	}
	e := &d.run.Estimates[at.estimate].Series[at.entry]
	if !e.Named {
		return false
	}
	fig := &rep.Figures[i]
	key := toldKey{e.Origin, fig.Unit, fig.Action, e.Low, e.Best, e.High}
	if before, ok := d.told[key]; ok {
		if before.story == rep.story {
			return false
		}
		before.labels = append(before.labels, rep.label)
		return true
	}
	d.told[key] = &toldAgain{story: rep.story}
	return false
}

// toldOf returns the list of those who tell figure i again.
func (d *digest) toldOf(rep *shown, i int) *toldAgain {
	at, ok := d.entries[figureAt{rep.ID, i}]
	if !ok {
		return nil
	}
	e := &d.run.Estimates[at.estimate].Series[at.entry]
	fig := &rep.Figures[i]
	return d.told[toldKey{e.Origin, fig.Unit, fig.Action, e.Low, e.Best, e.High}]
}

// A toldAgain lists the reports that tell the same again.
type toldAgain struct {
	story  *storyShown
	labels []string
}

// copiesOf lists, for each figure of rep, the reports that repeat it.
func (d *digest) copiesOf(rep *shown) map[int][]string {
	m := map[int][]string{}
	for _, other := range rep.story.docs {
		for i := range other.Figures {
			if o, ok := other.figures[i]; ok && o.doc == rep {
				m[o.index] = append(m[o.index], other.label)
			}
		}
	}
	return m
}

// saidInBody reports whether the body holds a figure of the numbers and action
// of figure i.
func (d *shown) saidInBody(i int) bool {
	fig := &d.Figures[i]
	q := d.quantity(fig)
	for k := range d.Figures {
		other := &d.Figures[k]
		if oq := d.quantity(other); k != i && oq != nil && !d.repeats(oq.Span.Start) && other.Action == fig.Action && sameNumbers(q, oq) {
			return true
		}
	}
	return false
}

func (d *digest) figureAnswer(rep *shown, fig *assay.Figure, moves []*assay.Movement) answer {
	q := rep.quantity(fig)
	a := answer{d: rep, span: q.Span, who: d.says(rep, fig.Claim), notes: d.notes(rep, fig.Claim)}
	number := d.number(rep, q)
	if fig.Per != "" {
		number += " a " + clean(fig.Per)
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
	a.what = withAction(d.counted(rep, fig), actionWords(fig))
	if len(from)+len(to)+len(via) > 0 {
		a.what += d.way(rep, fig.Action, from, to, via)
	} else if where := d.places(rep, fig.Places); where != "" {
		a.what += preposition(fig.Action) + where
	}
	if t := d.when(rep, fig.Time); t != "" {
		a.what += ", " + t
	}
	if of := fig.Of.In(rep.Figures); of != nil {
		a.what += "; of " + d.number(rep, rep.quantity(of))
	}
	if status != "" {
		a.notes = append(a.notes, note{words: status, style: warning})
	}
	return a
}

func actionWords(fig *assay.Figure) string {
	if fig.Action == "other" || fig.Action == "" {
		return clean(fig.Verb)
	}
	return string(fig.Action)
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
func (d *digest) way(rep *shown, act assay.Action, from, to, via []assay.Ref[assay.Place]) string {
	out := ""
	if w := d.places(rep, from); w != "" {
		out += " from " + w
	}
	if w := d.places(rep, to); w != "" {
		switch {
		case w == "home" || w == "abroad":
			out += " " + w
		case act == "arrived":
			out += " in " + w
		default:
			out += " to " + w
		}
	}
	if w := d.places(rep, via); w != "" {
		out += " via " + w
	}
	return out
}

// route is a movement without a number.
func (d *digest) route(rep *shown, m *assay.Movement) answer {
	a := answer{d: rep, span: m.Who, notes: d.notes(rep, m.Claim)}
	a.what = d.quote(rep, m.Who)
	if rep.sentenceStart(m.Who.Start) {
		a.what = lowerFirst(a.what)
	}
	a.what += ":" + d.way(rep, "", m.From, m.To, m.Via)
	if t := d.when(rep, m.Time); t != "" {
		a.what += ", " + t
	}
	if m.Status != "" && m.Status != "reported" {
		a.what += " (" + m.Status + ")"
	}
	if !m.Claim.IsZero() {
		a.who = d.says(rep, m.Claim)
	}
	return a
}

// eventAnswer puts the figures of one event on one row.
func (d *digest) eventAnswer(rep *shown, ev *assay.Event, inEvent map[int]bool) (answer, bool) {
	a := answer{d: rep, span: ev.Span, who: d.says(rep, ev.Claim), notes: d.notes(rep, ev.Claim)}
	counted := ""
	for _, ref := range ev.Figures {
		i, ok := ref.Index()
		if !ok || inEvent[i] {
			continue
		}
		fig := &rep.Figures[i]
		_, repeated := rep.figures[i]
		q := rep.quantity(fig)
		if q == nil || moving[fig.Action] || rep.SentenceAt(q.Span.Start) != rep.SentenceAt(ev.Span.Start) {
			continue // a figure of another sentence keeps its own place and source
		}
		inEvent[i] = true
		if repeated || rep.repeats(q.Span.Start) {
			continue
		}
		if len(a.number.paras) == 0 {
			a.span = q.Span
			if counted = d.counted(rep, fig); withAction(counted, actionWords(fig)) == counted {
				counted = "" // "57 killed" says it of "57 dead"
			}
		}
		a.number = a.number.and(d.number(rep, q)+" "+actionWords(fig), bold)
		a.copies = d.copiesOf(rep)[i]
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
	if where := d.places(rep, ev.Places); where != "" {
		a.what += " in " + where
	}
	if t := d.when(rep, ev.Time); t != "" {
		a.what += ", " + t
	}
	a.what = strings.TrimLeft(a.what, ", ")
	return a, true
}

// trigger returns the words that name an event, unless they only repeat its
// figures: the "killed" of "two were killed".
func (d *digest) trigger(rep *shown, ev *assay.Event) string {
	words := lowerFirst(d.quote(rep, ev.Span))
	for _, ref := range ev.Figures {
		if fig := ref.In(rep.Figures); fig != nil {
			q := rep.quantity(fig)
			if words == actionWords(fig) || words == fig.Verb || q != nil && q.Span.Overlaps(ev.Span) || fig.Counted.Overlaps(ev.Span) {
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
			wide = max(wide, termWidth(p))
		}
	}
	cols := d.divide(min(wide, max(d.width/4, 12)))
	for _, a := range show {
		d.answerRow(cols, a.number, words(a.what+d.saysLine(a), plain), a.d.at(a.span))
		for _, n := range a.notes {
			if n.words != "hedged" {
				d.answerRow(cols, words("", plain), words(n.words, n.style), n.at)
			}
		}
	}
}

// saysLine ends an answer: who says so, and with what doubt.
func (d *digest) saysLine(a answer) string {
	s := "; source: " + limit(a.who, 66)
	for _, n := range a.notes {
		if n.words == "hedged" {
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
		at := a.d.at(a.span)
		if !d.all {
			what = limit(what, max(d.width-4-termWidth(at), 40))
		}
		d.hung(2, words(what, plain), at)
	}
}
