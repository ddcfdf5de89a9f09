package export

import (
	"strings"

	"assay"
)

// A pageFigure is a row of the table of figures.
type pageFigure struct {
	ID, No, Text, Interval, What, Where, When, Who, Claim string
	Bound                                                 string
	Notes                                                 []note
	Estimates                                             []pageRef
	Repeats                                               *pageRef
	Inherited                                             bool
}

// A pageRef is a link within the page.
type pageRef struct{ Href, Words string }

type pageClaim struct {
	ID, No, Source, Cue, Kind, Stance, Content, Via, When, Channel string
	Marked                                                         bool
	Answers                                                        []pageRef
	Repeats                                                        *pageRef
	Checked                                                        string
}

type pageMove struct {
	ID, No, Who, From, To, Via, Count, CountID, Status, When, Source string
	Repeats                                                          *pageRef
}

// Words and Style let the template show a note.
func (n note) Words() string { return n.words }

// Class is the style class of a note.
func (n note) Class() string {
	if n.style == alarm {
		return "against"
	}
	return "doubt"
}

// rows fills the tables of a report.
func (s *screen) rows(d *shown, r *pageReport) {
	dg := &digest{screen: s, all: true}
	for i := range d.Figures {
		fig := &d.Figures[i]
		q := d.quantity(fig)
		if q == nil {
			continue
		}
		no := "f" + itoa(i+1)
		row := pageFigure{ID: r.ID + no, No: no, Text: s.quote(d, q.Span), Bound: strings.ReplaceAll(q.Bound.String(), "_", " "), Interval: interval(q.Low, q.Best, q.High),
			What: s.whatCounted(d, fig), Where: s.places(d, fig.Places), When: s.when(d, fig.Time), Who: s.nameOf(d, fig.Claim.In(d.Claims)),
			Notes: dg.notes(d, fig.Claim), Inherited: fig.Inherited != 0}
		if k, ok := fig.Claim.Index(); ok {
			row.Claim = "#row-" + r.ID + "c" + itoa(k+1)
		}
		if q.Bound == assay.Approx && row.Interval != "" {
			row.Interval = "about " + row.Interval
		}
		if at, ok := s.entries[figureAt{d.ID, i}]; ok && s.byID[d.ID] == d {
			row.Estimates = append(row.Estimates, pageRef{"#" + estimateID(at.estimate), estimateID(at.estimate)})
		}
		row.Repeats = repeatOf(d.figures[i], "f")
		r.Figures = append(r.Figures, row)
	}
	for i := range d.Claims {
		r.Claims = append(r.Claims, s.claimRow(d, r.ID, i))
	}
	for i := range d.Movements {
		r.Moves = append(r.Moves, s.moveRow(d, r.ID, i))
	}
}

func estimateID(i int) string { return "est" + itoa(i+1) }

func repeatOf(o original, letter string) *pageRef {
	if o.doc == nil {
		return nil
	}
	no := letter + itoa(o.index+1)
	return &pageRef{"#" + o.doc.id() + no, o.doc.label + " " + no}
}

func (s *screen) whatCounted(d *shown, fig *assay.Figure) string {
	words := s.counted(d, fig)
	if a := actionWords(fig); a != "" {
		if words != "" {
			words += ": "
		}
		words += a
	}
	if fig.Per != "" {
		words += ", a " + clean(fig.Per)
	}
	if i, ok := fig.Of.Index(); ok {
		words += " (part of f" + itoa(i+1) + ")"
	}
	return words
}

func (s *screen) claimRow(d *shown, report string, i int) pageClaim {
	cl := &d.Claims[i]
	no := "c" + itoa(i+1)
	x := said{d, i}
	row := pageClaim{ID: report + no, No: no, Source: s.who(d, cl), Cue: s.quote(d, cl.Cue), Kind: cl.Kind.String(), Stance: x.stance().String(),
		Marked: x.stance() != assay.Asserts, Content: limit(s.telling(x), 130), When: s.when(d, cl.Said),
		Channel: s.quote(d, cl.Channel), Repeats: repeatOf(d.claims[i], "c")}
	if k, ok := cl.Via.Index(); ok {
		row.Via = "c" + itoa(k+1)
	}
	for _, ref := range cl.RespondsTo {
		if k, ok := ref.Index(); ok {
			row.Answers = append(row.Answers, pageRef{"#row-" + report + "c" + itoa(k+1), "c" + itoa(k+1)})
		}
	}
	if !cl.Checked.Span.IsZero() {
		row.Checked = cl.Checked.Result + ": " + s.quote(d, cl.Checked.Span)
	}
	return row
}

func (s *screen) moveRow(d *shown, report string, i int) pageMove {
	m := &d.Movements[i]
	no := "m" + itoa(i+1)
	row := pageMove{ID: report + no, No: no, Who: s.quote(d, m.Who), From: s.places(d, m.From), To: s.places(d, m.To), Via: s.places(d, m.Via),
		Status: m.Status, When: s.when(d, m.Time), Source: s.says(d, m.Claim), Repeats: repeatOf(d.moves[i], "m")}
	if row.Status == "" {
		row.Status = "reported"
	}
	if fig := m.Count.In(d.Figures); fig != nil {
		k, _ := m.Count.Index()
		row.Count = s.number(d, d.quantity(fig))
		row.CountID = "#row-" + report + "f" + itoa(k+1)
	}
	return row
}
