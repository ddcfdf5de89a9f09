package workload

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay"
)

// A draft is a report in the making.
type draft struct {
	doc     *assay.Doc
	text    strings.Builder
	day     time.Time
	event   int
	of      []int // of each figure
	agency  string
	from    *draft // of which it is a copy
	actors  map[string]int
	pieces  []int32 // where paragraphs end
	counted int     // killed, as the police say
	opened  int32   // where the sentence begins that is being written
}

// put writes words and returns where they stand.
func (d *draft) put(s string) assay.Span {
	start := d.text.Len()
	d.text.WriteString(s)
	return assay.Span{Start: int32(start), End: int32(d.text.Len())}
}

// here is where the text ends.
func (d *draft) here() int32 { return int32(d.text.Len()) }

// region writes a region: a body is a paragraph.
func (d *draft) region(kind assay.RegionKind, write func()) {
	if d.text.Len() > 0 {
		if n := len(d.doc.Regions); n > 0 && d.doc.Regions[n-1].Kind == assay.Dateline {
			d.put(" ")
		} else {
			d.pieces = append(d.pieces, d.here())
			d.put("\n\n")
		}
	}
	start := d.here()
	write()
	d.doc.Regions = append(d.doc.Regions, assay.Region{Kind: kind, Span: assay.Span{Start: start, End: d.here()}})
}

// sentence writes a sentence of the region that is being written.
func (d *draft) sentence(write func()) {
	start := d.here()
	d.opened = start
	write()
	d.doc.Sentences = append(d.doc.Sentences, assay.Span{Start: start, End: d.here()})
}

// filler writes a sentence that tells nothing.
func (d *draft) filler(w *world) {
	d.put(" ")
	d.sentence(func() { d.put(w.tongue.sentence(w.r)) })
}

func (d *draft) place(s *spot) assay.Ref[assay.Place] {
	d.doc.Places = append(d.doc.Places, assay.Place{Span: d.put(s.name), Gazetteer: s.entry.ID(), Name: s.name, Lat: s.entry.Lat, Lon: s.entry.Lon,
		Precision: assay.Locality, Confidence: .95, Country: s.entry.Country})
	return assay.RefTo[assay.Place](len(d.doc.Places) - 1)
}

// A number is one that a sentence gives.
type number struct {
	n             int
	bound         assay.Bound
	action        assay.Action
	verb, counted string
	unit          string // "person" if empty
	whole         int    // 1 + the figure of which it is a part; 0 for none
}

// figure writes a number and what it counts.
func (d *draft) figure(n number, event int, trigger assay.Span) int {
	words, low, best, high := strconv.Itoa(n.n), assay.Known(float64(n.n)), assay.Known(float64(n.n)), assay.Known(float64(n.n))
	switch n.bound {
	case assay.AtLeast:
		words, best, high = "at least "+words, assay.Amount{}, assay.Amount{}
	case assay.Approx:
		words = "some " + words
	case assay.Vague:
		words, low, best, high = "dozens", assay.Known(12), assay.Amount{}, assay.Amount{}
	}
	if d.here() == d.opened {
		words = capital(words)
	}
	unit := cmp.Or(n.unit, "person")
	fig := assay.Figure{Quantity: assay.Quantity{Span: d.put(words), Bound: n.bound, Low: low, Best: best, High: high, Unit: unit, Head: -1},
		Unit: unit, Action: n.action, Verb: n.verb, Trigger: trigger, Role: "underwent",
		Chances: assay.Chances{Figure: .98, Action: .95, Places: .95, Countries: .98, Time: .95, Days: .9}, Confidence: .85}
	if n.counted != "" {
		if n.bound == assay.Vague {
			d.put(" of")
		}
		d.put(" ")
		fig.Counted = d.put(n.counted)
		fig.Quantity.Counted = fig.Counted
	}
	if n.whole > 0 {
		fig.Of = assay.RefTo[assay.Figure](n.whole - 1)
	}
	d.doc.Figures, d.of = append(d.doc.Figures, fig), append(d.of, event)
	return len(d.doc.Figures) - 1
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// count writes a sentence that gives numbers of an event: "At least 14 people were killed
// and 30 injured when a bomb exploded in Tarnol on Tuesday, the Tarnol police said."
func (d *draft) count(event int, e *Happening, list []number, clause string, s *spot, by *voice, main *assay.Event) {
	d.sentence(func() {
		start, first := d.here(), len(d.doc.Figures)
		for k, n := range list {
			if k > 0 {
				d.put(" and ")
			}
			i := d.figure(n, event, assay.Span{})
			if n.action == "fled" {
				d.put(" ")
			} else if k == 0 {
				d.put(" were ")
			} else {
				d.put(" ")
			}
			trigger := d.put(string(n.action))
			d.doc.Figures[i].Trigger = trigger
			if main.Span.IsZero() {
				main.Span = trigger
			}
		}
		if clause != "" {
			d.put(" " + clause)
		}
		d.put(" in ")
		pl := d.place(s)
		d.put(" on ")
		words := e.Begin.Format("Monday")
		if main.Background {
			words = e.Begin.Format("January 2, 2006")
		}
		d.doc.Times = append(d.doc.Times, assay.Time{Span: d.put(words), Type: "date", Value: e.Begin.Format("2006-01-02"),
			Begin: e.Begin, End: e.End, Precision: "day", Anchored: true})
		claim := assay.Ref[assay.Claim]{}
		if by != nil {
			claim = d.claim(assay.Span{Start: start, End: d.here()}, by)
		}
		d.put(".")
		for i := first; i < len(d.doc.Figures); i++ {
			fig := &d.doc.Figures[i]
			fig.Places, fig.Time, fig.Claim = []assay.Ref[assay.Place]{pl}, assay.RefTo[assay.Time](len(d.doc.Times)-1), claim
			d.days(i, e)
			main.Figures = append(main.Figures, assay.RefTo[assay.Figure](i))
		}
		if len(main.Places) == 0 {
			main.Places, main.Time, main.Claim = []assay.Ref[assay.Place]{pl}, assay.RefTo[assay.Time](len(d.doc.Times)-1), claim
		}
	})
}

// days gives a figure the country and the days of an event.
func (d *draft) days(i int, e *Happening) {
	fig := &d.doc.Figures[i]
	fig.Countries, fig.Begin, fig.End = []string{e.Country}, e.Begin, e.End
}

// claim writes who says what was written last.
func (d *draft) claim(content assay.Span, by *voice) assay.Ref[assay.Claim] {
	d.put(", ")
	src := assay.Source{Span: d.put(by.words), Class: by.class, Name: by.name, Party: by.party}
	k, ok := d.actors[by.words]
	if !ok {
		k = len(d.doc.Actors)
		d.actors[by.words] = k
		d.doc.Actors = append(d.doc.Actors, assay.Actor{Class: by.class, Name: by.name, Public: true})
	}
	d.doc.Actors[k].Mentions = append(d.doc.Actors[k].Mentions, src.Span)
	src.Actor = assay.RefTo[assay.Actor](k)
	d.doc.Sources = append(d.doc.Sources, src)
	d.put(" ")
	d.doc.Claims = append(d.doc.Claims, assay.Claim{Kind: assay.Indirect, Source: assay.RefTo[assay.Source](len(d.doc.Sources) - 1), Cue: d.put("said"),
		Content: []assay.Content{{Span: content}}, Confidence: .95})
	return assay.RefTo[assay.Claim](len(d.doc.Claims) - 1)
}

// done makes the text the report's.
func (d *draft) done(w *world) {
	d.pieces = append(d.pieces, d.here())
	d.publish(w, strings.Clone(d.text.String()))
	d.text = strings.Builder{}
}

func (d *draft) publish(w *world, text string) {
	doc := d.doc
	doc.Text, doc.Language = text, "en"
	doc.URL = fmt.Sprintf("https://%s.example/%s/%x", strings.ToLower(strings.ReplaceAll(doc.Publisher, " ", "-")), d.day.Format("2006/01/02"), w.r.Uint64())
	doc.Path, doc.ID = doc.URL, assay.NewReportID(doc.URL, []byte(text))
	doc.Published = assay.Published{Date: assay.DateOf(d.day), From: "metadata"}
	doc.Appeared = doc.Published
}

// copied makes a copy in another outlet, which may leave out paragraphs at the end.
func (w *world) copied(from *draft) *draft {
	cut := from.pieces[len(from.pieces)-1]
	if n := len(from.pieces); n > 3 && w.r.IntN(2) == 0 {
		cut = from.pieces[2+w.r.IntN(n-3)]
	}
	o := from.doc
	d := &draft{day: from.day.AddDate(0, 0, w.r.IntN(2)), event: from.event, from: from, doc: assay.NewDoc(&assay.Report{
		Format: o.Format, Title: o.Title, Publisher: w.outlets[w.r.IntN(len(w.outlets))]})}
	doc := d.doc
	doc.Regions = upTo(o.Regions, cut, func(r *assay.Region) int32 { return r.Span.End })
	doc.Sentences = upTo(o.Sentences, cut, func(s *assay.Span) int32 { return s.End })
	doc.Times = upTo(o.Times, cut, func(t *assay.Time) int32 { return t.Span.End })
	doc.Places = upTo(o.Places, cut, func(p *assay.Place) int32 { return p.Span.End })
	doc.Sources = upTo(o.Sources, cut, func(s *assay.Source) int32 { return s.Span.End })
	doc.Claims = upTo(o.Claims, cut, func(c *assay.Claim) int32 { return c.Cue.End })
	doc.Figures = upTo(o.Figures, cut, func(f *assay.Figure) int32 { return f.Quantity.Span.End })
	doc.Actors = upTo(o.Actors, cut, func(a *assay.Actor) int32 { return a.Mentions[0].End })
	for i := range doc.Actors {
		doc.Actors[i].Mentions = upTo(doc.Actors[i].Mentions, cut, func(s *assay.Span) int32 { return s.End })
	}
	doc.Events = upTo(o.Events, cut, func(e *assay.Event) int32 { return e.Span.End })
	for i := range doc.Events {
		doc.Events[i].Figures = slices.DeleteFunc(slices.Clone(doc.Events[i].Figures), func(f assay.Ref[assay.Figure]) bool {
			k, _ := f.Index()
			return k >= len(doc.Figures)
		})
	}
	d.of = slices.Clone(from.of[:len(doc.Figures)])
	d.publish(w, o.Text[:cut])
	return d
}

// upTo returns a copy of the entries that end at cut or before; they are in order.
func upTo[T any](list []T, cut int32, end func(*T) int32) []T {
	n := 0
	for n < len(list) && end(&list[n]) <= cut {
		n++
	}
	return slices.Clone(list[:n])
}
