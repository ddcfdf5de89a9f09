package page

import (
	"strconv"
	"strings"

	"assay"
	"assay/screen"
)

// A pageFigure is a row of the table of figures.
type pageFigure struct {
	ID, No, Text, Interval, What, Where, When, Who, Claim string
	Bound                                                 string
	Notes                                                 []pageNote
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

// A pageNote is a note with the class of the style sheet that shows it.
type pageNote struct{ Class, Words string }

func pageNotes(notes []screen.Note) (out []pageNote) {
	for _, n := range notes {
		class := "doubt"
		if n.Tone == screen.Against {
			class = "against"
		}
		out = append(out, pageNote{class, n.Words})
	}
	return out
}

// rows fills the tables of a report.
func (s *Parts) rows(d *screen.Report, r *pageReport) {
	for i := range d.Figures {
		fig := &d.Figures[i]
		q := d.QuantityOf(fig)
		if q == nil {
			continue
		}
		no := "f" + strconv.Itoa(i+1)
		row := pageFigure{ID: r.ID + no, No: no, Text: s.Words(d, q.Span), Bound: bound(q), Interval: screen.Interval(q.Low, q.Best, q.High),
			What: s.whatCounted(d, fig), Where: s.Places(d, fig.Places), When: s.When(d, fig.Time), Who: s.NameOf(d, fig.Claim.In(d.Claims)),
			Notes: pageNotes(s.Notes(d, fig.Claim)), Inherited: fig.Inherited != 0}
		if k, ok := fig.Claim.Index(); ok {
			row.Claim = s.to.Row(d, "c"+strconv.Itoa(k+1))
		}
		if q.Bound == assay.Approx && row.Interval != "" {
			row.Interval = "about " + row.Interval
		}
		if at, ok := s.Entries[screen.FigureAt{Report: d.ID, Index: i}]; ok && s.ByID[d.ID] == d {
			id := s.Run.Estimates[at.Estimate].ID
			row.Estimates = append(row.Estimates, pageRef{s.to.Estimate(id), id})
		}
		row.Repeats = s.repeatOf(d.RepeatedFigures[i], "f")
		r.Figures = append(r.Figures, row)
	}
	for i := range d.Claims {
		r.Claims = append(r.Claims, s.claimRow(d, r.ID, i))
	}
	for i := range d.Movements {
		r.Moves = append(r.Moves, s.moveRow(d, r.ID, i))
	}
}

// bound says how the words limit a number, where they do.
func bound(q *assay.Quantity) string {
	if q.Bound == assay.Exact {
		return ""
	}
	return strings.ReplaceAll(q.Bound.String(), "_", " ")
}

func (s *Parts) repeatOf(o screen.Original, letter string) *pageRef {
	if o.Report == nil {
		return nil
	}
	no := letter + strconv.Itoa(o.Index+1)
	return &pageRef{s.to.Entry(o.Report, no), o.Report.Label + " " + no}
}

func (s *Parts) whatCounted(d *screen.Report, fig *assay.Figure) string {
	words := s.Counted(d, fig)
	if a := screen.ActionWords(fig); a != "" {
		if words != "" {
			words += ": "
		}
		words += a
	}
	if fig.Per != "" {
		words += ", a " + screen.Clean(fig.Per)
	}
	if i, ok := fig.Of.Index(); ok {
		words += " (part of f" + strconv.Itoa(i+1) + ")"
	}
	return words
}

// words is how much of a claim its row repeats, which stands marked beside it.
func (s *Parts) words() int {
	if s.Few() {
		return 130
	}
	return 80
}

func (s *Parts) claimRow(d *screen.Report, report string, i int) pageClaim {
	cl := &d.Claims[i]
	no := "c" + strconv.Itoa(i+1)
	x := screen.Said{Report: d, Index: i}
	row := pageClaim{ID: report + no, No: no, Source: s.Who(d, cl), Cue: s.Words(d, cl.Cue), Kind: cl.Kind.String(), Stance: x.Stance().String(),
		Marked: x.Stance() != assay.Asserts, Content: screen.Limit(s.Telling(x), s.words()), When: s.When(d, cl.Said),
		Channel: s.Words(d, cl.Channel), Repeats: s.repeatOf(d.RepeatedClaims[i], "c")}
	if k, ok := cl.Via.Index(); ok {
		row.Via = "c" + strconv.Itoa(k+1)
	}
	for _, ref := range cl.RespondsTo {
		if k, ok := ref.Index(); ok {
			row.Answers = append(row.Answers, pageRef{s.to.Row(d, "c"+strconv.Itoa(k+1)), "c" + strconv.Itoa(k+1)})
		}
	}
	if !cl.Checked.Span.IsZero() {
		row.Checked = cl.Checked.Result + ": " + s.Words(d, cl.Checked.Span)
	}
	return row
}

func (s *Parts) moveRow(d *screen.Report, report string, i int) pageMove {
	m := &d.Movements[i]
	no := "m" + strconv.Itoa(i+1)
	row := pageMove{ID: report + no, No: no, Who: s.Words(d, m.Who), From: s.Places(d, m.From), To: s.Places(d, m.To), Via: s.Places(d, m.Via),
		Status: m.Status, When: s.When(d, m.Time), Source: s.Says(d, m.Claim), Repeats: s.repeatOf(d.RepeatedMoves[i], "m")}
	if row.Status == "" {
		row.Status = "reported"
	}
	if fig := m.Count.In(d.Figures); fig != nil {
		k, _ := m.Count.Index()
		row.Count = s.Number(d, d.QuantityOf(fig))
		row.CountID = s.to.Row(d, "f"+strconv.Itoa(k+1))
	}
	return row
}
