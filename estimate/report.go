package estimate

import (
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
	readings []reading
}

// Read says what is to be known of doc.
func Read(doc *assay.Doc) *Report {
	seen, v := view.Doc(doc)
	voices := origin.Hear(doc, seen)
	r := &Report{Report: occurrence.Read(seen, voices), day: occurrence.Appeared(seen)}
	for i := range seen.Figures {
		if sound(seen, &seen.Figures[i]) {
			one := newReading(seen, i)
			sp := v.Back(one.quantity.Span)
			one.span, one.text = sp, sp.In(doc.Text)
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
const Version = 1000*occurrence.Version + 2

// Bytes returns r as bytes.
func (r *Report) Bytes() []byte { return pack.Bytes(r.code) }

// Parse reads what [Report.Bytes] wrote, of this [Version]. Words that many reports have
// are taken from names, and put there.
func Parse(b []byte, names *pack.Names) (*Report, error) {
	r := &Report{Report: &occurrence.Report{Report: &origin.Report{}}}
	if err := pack.Read(b, names, r.code); err != nil {
		return nil, err
	}
	if !r.Report.Report.Sound() || !r.Report.Sound() {
		return nil, assay.ErrInvalid
	}
	return r, nil
}

func (r *Report) code(c *pack.Coder) {
	r.Report.Report.Code(c)
	r.Report.Code(c)
	c.Date(&r.day)
	pack.List(c, &r.readings, func(m *reading) { m.code(c) })
}

func (m *reading) code(c *pack.Coder) {
	pack.Integer(c, &m.fig)
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
	c.Yes(&q.Singular, &m.claimed, &m.ruled, &m.weak, &m.window, &m.share, &m.single, &m.extra, &m.step, &m.former, &m.retold)
	pack.Text(c, &m.status)
	c.Span(&m.span)
	pack.Text(c, &m.text)
}
