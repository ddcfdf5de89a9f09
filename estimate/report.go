package estimate

import (
	"errors"
	"runtime"
	"slices"
	"sync"

	"assay"
	"assay/occurrence"
	"assay/origin"
	"assay/pack"
	"assay/view"
)

// A Report is what is to be known of one report to put it together with others: who is
// behind its figures, what they tell of, what they count. It is found once, when the report
// is read, and depends on that report alone, so that it can be kept and a pile of many be
// put together without looking at a text again.
type Report struct {
	*occurrence.Report
	day      assay.Date // of publication
	title    headline
	readings []reading
}

// Read says what is to be known of doc.
func Read(doc *assay.Doc) *Report {
	seen, v := view.Doc(doc)
	voices := origin.Hear(doc, seen)
	r := &Report{Report: occurrence.Read(seen, voices), day: occurrence.Appeared(seen), title: readHeadline(seen.Title)}
	events, told := r.EventsOf(), newTelling(seen)
	for i := range seen.Figures {
		if sound(seen, &seen.Figures[i]) {
			one := told.reading(i)
			sp := v.Back(one.quantity.Span)
			one.span, one.text, one.event = sp, sp.In(doc.Text), -1
			if e, ok := events[i]; ok {
				one.event = e
			}
			r.readings = append(r.readings, one)
		}
	}
	steps(r.readings)
	return r
}

// A Shown is what of a figure is shown with the estimate that it is in.
type Shown struct {
	Kind   string // "flow" or "stock"; "" if unknown
	Places []ShownPlace
}

// A ShownPlace is a place as its report has it.
type ShownPlace struct{ Gazetteer, Name, Words string }

// Shown returns what is shown of a figure; nothing if there is none.
func (r *Report) Shown(figure int) (s Shown) {
	k, ok := slices.BinarySearchFunc(r.readings, figure, func(m reading, figure int) int { return m.fig - figure })
	if !ok {
		return s
	}
	s.Kind = r.readings[k].figure.Kind
	for _, pl := range r.readings[k].places {
		s.Places = append(s.Places, ShownPlace{pl.Gazetteer, pl.Name, pl.words})
	}
	return s
}

// EventOf returns the event of the report that has a figure; ok is false if none has.
func (r *Report) EventOf(figure int) (event int, ok bool) {
	k, ok := slices.BinarySearchFunc(r.readings, figure, func(m reading, figure int) int { return m.fig - figure })
	if !ok || r.readings[k].event < 0 {
		return 0, false
	}
	return r.readings[k].event, true
}

// ReadAll is [Read] of docs, each once, on all processors.
func ReadAll(docs []*assay.Doc) []*Report {
	list := make([]*Report, len(docs))
	seen := map[assay.ReportID]bool{}
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				list[i] = Read(docs[i])
			}
		})
	}
	for i, doc := range docs {
		if doc != nil && doc.Report != nil && !seen[doc.ID] {
			seen[doc.ID] = true
			next <- i
		}
	}
	close(next)
	wg.Wait()
	return slices.DeleteFunc(list, func(r *Report) bool { return r == nil })
}

// Version is raised whenever [Read] may say something else of a report, or [Report.Bytes]
// writes it otherwise.
const Version = 1000*occurrence.Version + 5

// Bytes returns r as bytes, without its id.
func (r *Report) Bytes() []byte {
	return pack.Bytes(func(c *pack.Coder) { r.code(c, all) })
}

// Parse reads what [Report.Bytes] wrote, of this [Version], but for the id. Words that many
// reports have are taken from names, and put there.
func Parse(b []byte, names *pack.Names) (*Report, error) { return parse(b, names, all) }

// parts are those of what is known of a report.
type parts uint8

const (
	mentioned parts = 1 << iota // what package occurrence compares
	heard                       // what package origin has found
	counting                    // what this package looks at
	all       = mentioned | heard | counting
)

func parse(b []byte, names *pack.Names, want parts) (*Report, error) {
	r := &Report{Report: &occurrence.Report{Report: &origin.Report{}}}
	if err := pack.Read(b, names, func(c *pack.Coder) { r.code(c, want) }); err != nil {
		return nil, err
	}
	if !r.Report.Report.Sound() || !r.Report.Sound() {
		return nil, assay.ErrInvalid
	}
	return r, nil
}

// parseAll reads parts of many reports, on all processors: those that want says of each.
func parseAll(kept []Kept, want func(assay.ReportID) parts) ([]*Report, error) {
	list := make([]*Report, len(kept))
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for n := range errs {
		wg.Go(func() {
			names := pack.NewNames()
			for i := n; i < len(kept) && errs[n] == nil; i += len(errs) {
				list[i], errs[n] = parse(kept[i].Bytes, names, want(kept[i].ID))
				if list[i] != nil {
					list[i].ID = kept[i].ID
				}
			}
		})
	}
	wg.Wait()
	return list, errors.Join(errs...)
}

// A Kept is what [Report.Bytes] wrote of a report.
type Kept struct {
	ID    assay.ReportID
	Bytes []byte
}

// AmongKept is [Among] for reports of which is kept what they tell, which it asks for twice. It
// holds of all of them no more at a time than it looks at: first what is compared, then what is
// counted. Of the reports that it returns the latter is known, by [Report.Shown] and
// [Report.EventOf].
func AmongKept(kept func() ([]Kept, error), stories []assay.Story, opt Options, regroup func([]assay.Occurrence)) ([]assay.Occurrence, []assay.Estimate, []*Report, error) {
	first, err := comparable(kept, stories)
	if err != nil {
		return nil, nil, nil, err
	}
	occurrences := occurrence.Among(tellings(opt.known(first)), stories)
	first = nil
	regroup(occurrences)
	again, err := kept()
	if err != nil {
		return nil, nil, nil, err
	}
	reports, err := parseAll(again, func(assay.ReportID) parts { return heard | counting })
	if err != nil {
		return nil, nil, nil, err
	}
	return occurrences, from(opt.known(reports), stories, occurrences, opt), reports, nil
}

// comparable returns what is compared of reports, and of copies who says what.
func comparable(kept func() ([]Kept, error), stories []assay.Story) ([]*Report, error) {
	copied := map[assay.ReportID]bool{} // of which figures may be copies, or copied
	for i := range stories {
		for _, l := range stories[i].Links {
			copied[l.From], copied[l.To] = true, true
		}
	}
	list, err := kept()
	if err != nil {
		return nil, err
	}
	return parseAll(list, func(id assay.ReportID) parts {
		if copied[id] {
			return mentioned | heard
		}
		return mentioned
	})
}

// tellings returns what package occurrence knows of reports.
func tellings(reports []*Report) []*occurrence.Report {
	list := make([]*occurrence.Report, len(reports))
	for i, r := range reports {
		list[i] = r.Report
	}
	return list
}

func (r *Report) code(c *pack.Coder, want parts) {
	c.Part(want&heard != 0, r.Report.Report.Code)
	c.Part(true, r.Report.CodeSetting)
	c.Part(want&mentioned != 0, r.Report.Code)
	c.Date(&r.day)
	c.Part(want&counting != 0, func(c *pack.Coder) {
		pack.List(c, &r.title.numbers, func(n *titled) {
			pack.Integer(c, &n.n)
			pack.Text(c, &n.action)
		})
		c.Yes(&r.title.myself)
		pack.List(c, &r.readings, func(m *reading) { m.code(c) })
	})
}

func (m *reading) code(c *pack.Coder) {
	pack.Integer(c, &m.fig)
	pack.Integer(c, &m.event)
	f := &m.figure
	pack.Text(c, &f.Action)
	for _, s := range [...]*string{&f.Unit, &f.Per, &f.Total, &f.Kind} {
		pack.Text(c, s)
	}
	c.Time(&f.Begin)
	c.Time(&f.End)
	q := &m.quantity
	c.Span(&q.Span)
	pack.Small(c, &q.Bound)
	c.Amount(&q.Low)
	c.Amount(&q.Best)
	c.Amount(&q.High)
	pack.Text(c, &m.counted)
	c.Texts(&m.heads)
	pack.List(c, &m.places, func(at **spot) {
		var pl spot
		if !c.Reading() {
			pl = **at
		}
		pack.Text(c, &pl.Gazetteer)
		pack.Text(c, &pl.Name)
		pack.Text(c, &pl.words)
		pack.Small(c, &pl.Precision)
		*at = pack.Once(c, pl, func() *spot { return &pl })
	})
	pack.Integer(c, &m.whole)
	pack.Integer(c, &m.sentence)
	c.Yes(&q.Singular, &m.claimed, &m.ruled, &m.weak, &m.window, &m.share, &m.single, &m.extra, &m.step, &m.former, &m.retold, &m.sure, &m.did, &m.aside, &m.own)
	pack.Text(c, &m.status)
	c.Span(&m.span)
	pack.Text(c, &m.text)
}
