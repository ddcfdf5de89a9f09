package digest

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/ledger"
	"assay/screen"
	"assay/table"
	"assay/term"
)

// events writes of which events the reports tell: when, what and where, with tolls, and
// how many tell of it. What most reports tell of is shown, in order of time.
func (d *digest) events() {
	all := d.Events()
	news := d.News(all)
	if len(news) == 0 {
		return
	}
	k := d.upTo(len(news), maxEvents)
	d.heading("Events", join("in order of time", some(k, len(news))))
	if d.why || d.all {
		k = len(news)
	}
	shown := map[string]bool{}
	for _, e := range news[:k] {
		shown[e.ID] = true
	}
	for _, e := range all {
		if shown[e.ID] {
			d.event(e)
		}
	}
}

func (d *digest) event(e *screen.Event) {
	for _, i := range e.Tolls {
		d.shown[i] = !d.Run.Estimates[i].Conflict
	}
	what := d.What(e)
	days := d.Days(e.Occurrence)
	if days == "" {
		days = "day not known"
	}
	tolls := strings.Join(d.Tolls(e), "; ")
	told := screen.ToldBy(e)
	if e.Conflicts > 0 {
		told += "; " + screen.Plural(e.Conflicts, "question") + " in conflict"
	}
	if d.width < 72 {
		d.hung(2, words(join(days+": "+what, tolls)+"; "+told, plain), d.eventAt(e))
		return
	}
	room := d.width - 2 - 22 - 4
	d.row(2, []col{{width: 22}, {width: room * 2 / 5}, {width: room - room*2/5}},
		[]cell{words(days, plain), words(what, bold), words(join(tolls, told), plain)}, d.eventAt(e))
}

// eventAt names the place where a report first tells of an event.
func (d *digest) eventAt(e *screen.Event) string {
	for _, t := range e.Tellings {
		rep := d.ByID[t.Report]
		if rep == nil {
			continue
		}
		for _, r := range t.Figures {
			if fig := r.In(rep.Figures); fig != nil {
				return rep.At(fig.Quantity.Span)
			}
		}
		for _, r := range t.Events {
			if ev := r.In(rep.Events); ev != nil {
				return rep.At(ev.Span)
			}
		}
	}
	return ""
}

// conflicts writes the questions on which origins contradict one another: what each of
// them says, and where.
func (d *digest) conflicts() {
	var open []int
	for _, i := range d.Ranked() {
		if d.Run.Estimates[i].Conflict {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return
	}
	k := d.upTo(len(open), maxConflicts)
	d.heading("Open conflicts", some(k, len(open)))
	for _, i := range open[:k] {
		est := &d.Run.Estimates[i]
		d.shown[i] = true
		d.hung(2, words(d.Sentence(est)+" "+numbers(est), alarm), d.estimateAt(est))
		list := strings.Join(d.voices(est), "; ")
		if !d.all {
			list = screen.Limit(list, 2*(d.width-6)-8)
		}
		d.para(list, 6, 6, plain)
	}
}

// Event writes all that a ledger knows of an event of several reports: its row, what each
// report says of it, and why it is taken for the same; and its questions with their
// numbers. Of each report, shown tells what may be shown.
func Event(w io.Writer, occ *assay.Occurrence, row, estimates *table.Table, shown map[assay.ReportID]Shown, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	p.line(p.styled(occ.ID, bold)+"  event", plain)
	p.line("", plain)
	if len(row.Rows) > 0 {
		p.fields(rowFields(row, 0, "event", "estimates"))
	}
	why := map[assay.ReportID]assay.Reason{}
	for _, r := range occ.Why {
		why[r.To] = r
	}
	p.line("", plain)
	p.line("Told by", bold)
	for _, t := range occ.Tellings {
		s, ok := shown[t.Report]
		if !ok {
			p.para(t.Report.Short()+", which is not in the ledger", 2, 4, plain)
			continue
		}
		p.para(s.where(nil), 2, 4, plain)
		for _, l := range s.telling(t) {
			p.row(4, []col{{width: p.width - 6}}, []cell{words(l.words, plain)}, l.id)
		}
		if r, ok := why[t.Report]; ok && len(r.Why) > 0 {
			from := r.From.Short()
			if s, ok := shown[r.From]; ok {
				from = term.Visible(s.Doc.Path)
			}
			for i, w := range r.Why {
				r.Why[i] = en.HowCompared(w)
			}
			p.para(fmt.Sprintf("the same as in %s, by %s", from, strings.Join(r.Why, ", ")), 4, 6, faint)
		}
	}
	if len(estimates.Rows) > 0 {
		p.line("", plain)
		p.line("Questions", bold)
		at := func(name string) int { return slices.Index(estimates.Head, name) }
		for _, r := range estimates.Rows {
			text := func(name string) string { return term.Visible(table.CellText(r[at(name)])) }
			numbers := fmt.Sprintf("low %s, best %s, high %s; origins %s–%s", orUnknown(text("low")), orUnknown(text("best")), orUnknown(text("high")), text("origins_min"), text("origins_max"))
			if text("conflict") == "true" {
				numbers += "; in conflict"
			}
			if of := text("of"); of != "" {
				numbers += "; part of " + of
			}
			p.hung(2, words(text("sentence"), plain).and(numbers, bold), text("estimate"))
		}
	}
	return p.end("event")
}

func orUnknown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}

// A told is one sentence in which a report tells of an event, with the ids of what tells.
type told struct{ words, id string }

// telling returns the sentences of a telling, each once, what tells of it marked.
func (s Shown) telling(t assay.Telling) (list []told) {
	type piece struct {
		span assay.Span
		id   string
	}
	var pieces []piece
	for _, r := range t.Figures {
		if fig := r.In(s.Doc.Figures); fig != nil {
			i, _ := r.Index()
			pieces = append(pieces, piece{fig.Quantity.Span, ledger.EntryID(s.Doc.ID, ledger.ID('f', i))})
		}
	}
	for _, r := range t.Events {
		if ev := r.In(s.Doc.Events); ev != nil {
			i, _ := r.Index()
			pieces = append(pieces, piece{ev.Span, ledger.EntryID(s.Doc.ID, ledger.ID('e', i))})
		}
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return int(a.span.Start) - int(b.span.Start) })
	for i := 0; i < len(pieces); {
		in := pieces[i].span
		if k := s.Doc.SentenceAt(in.Start); k >= 0 {
			in = s.Doc.Sentences[k]
		}
		var spans []assay.Span
		var ids []string
		for ; i < len(pieces) && (len(ids) == 0 || pieces[i].span.End <= in.End); i++ {
			spans, ids = append(spans, pieces[i].span), append(ids, pieces[i].id)
		}
		list = append(list, told{s.marked(in, spans), strings.Join(ids, " ")})
	}
	return list
}
