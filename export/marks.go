package export

import (
	"context"
	"iter"
	"runtime"
	"slices"

	"assay"
	"assay/lang"
	"assay/ledger"
)

// A mark is a stretch of a report, in pieces, that an entry rests on, as annotation tools
// show it.
type mark struct {
	kind   string // "Figure", "Content"
	id     string // of the entry, in the report: "f7"
	spans  []assay.Span
	fields object
	points []point // to marks of the same report
}

// A point leads from a mark to another.
type point struct {
	as string // "place", "said_by"
	to string // its kind and id, as mark.key gives it
}

func (m *mark) key() string { return m.kind + " " + m.id }

// marks returns the marks of a report, in text order, and in order of their kinds where
// they begin together. Of claims, figures and movements come those that leave.
func (l *Ledger) marks(doc *assay.Doc) []mark {
	var list []mark
	there := map[string]bool{}
	add := func(m mark) {
		m.spans = slices.DeleteFunc(m.spans, func(sp assay.Span) bool { return sp.Len() == 0 })
		if len(m.spans) > 0 && !there[m.key()] {
			there[m.key()] = true
			list = append(list, m)
		}
	}
	mk := l.masks[doc.ID]
	for i := range doc.Places {
		pl := &doc.Places[i]
		f := object{}.with("role", pl.Role.String()).with("gazetteer", pl.Gazetteer).with("name", pl.Name).with("precision", pl.Precision.String()).with("country", assay.Alpha3(pl.Country))
		if pl.Gazetteer != "" {
			f = f.with("lat", pl.Lat).with("lon", pl.Lon)
		}
		add(mark{"Place", ledger.ID('p', i), []assay.Span{pl.Span}, f, nil})
	}
	for i := range doc.Times {
		t := &doc.Times[i]
		f := object{}.with("type", t.Type).with("value", t.Value)
		if b := ledger.Day(t.Begin); b != nil {
			f = f.with("begin", *b)
		}
		if e := ledger.Day(t.End); e != nil {
			f = f.with("end", *e)
		}
		add(mark{"Time", ledger.ID('t', i), []assay.Span{t.Span}, f, nil})
	}
	for i := range doc.Claims {
		r, ok := l.rowOf("claims", doc, 'c', i, true)
		if !ok {
			continue
		}
		cl, id := &doc.Claims[i], ledger.ID('c', i)
		var content []assay.Span
		for _, c := range cl.Content {
			content = append(content, c.Span)
		}
		f := object{}
		for _, column := range [...]string{"source", "class", "party", "kind", "stance", "mode", "basis", "checked", "region", "confidence"} {
			f = f.with(column, r.cell(column))
		}
		var points []point
		if src := cl.Source.In(doc.Sources); src != nil {
			k, _ := cl.Source.Index()
			sid := ledger.ID('s', k)
			add(mark{"Source", sid, []assay.Span{src.Span}, object{}.with("class", src.Class.String()).with("name", mk.Source(src)).with("party", src.Party), nil})
			points = append(points, point{"said_by", "Source " + sid})
		}
		if !cl.Cue.IsZero() {
			add(mark{"Cue", id, []assay.Span{cl.Cue}, nil, nil})
			points = append(points, point{"cue", "Cue " + id})
		}
		if k, ok := cl.Via.Index(); ok {
			points = append(points, point{"via", "Content " + ledger.ID('c', k)})
		}
		add(mark{"Content", id, content, f, points})
	}
	for i := range doc.Figures {
		r, ok := l.rowOf("figures", doc, 'f', i, true)
		if !ok {
			continue
		}
		fig, id := &doc.Figures[i], ledger.ID('f', i)
		f := object{}
		for _, column := range [...]string{"bound", "low", "best", "high", "unit", "action", "verb", "per", "kind", "total", "country", "day_begin", "day_end", "role", "region", "confidence"} {
			f = f.with(column, r.cell(column))
		}
		var points []point
		if !fig.Counted.IsZero() && fig.Counted != fig.Quantity.Span {
			add(mark{"Counted", id, []assay.Span{fig.Counted}, nil, nil})
			points = append(points, point{"counts", "Counted " + id})
		}
		for _, ref := range fig.Places {
			if k, ok := ref.Index(); ok {
				points = append(points, point{"place", "Place " + ledger.ID('p', k)})
			}
		}
		if k, ok := fig.Time.Index(); ok {
			points = append(points, point{"time", "Time " + ledger.ID('t', k)})
		}
		if k, ok := fig.Claim.Index(); ok {
			points = append(points, point{"said_in", "Content " + ledger.ID('c', k)})
		}
		if k, ok := fig.Of.Index(); ok {
			points = append(points, point{"of", "Figure " + ledger.ID('f', k)})
		}
		add(mark{"Figure", id, []assay.Span{fig.Quantity.Span}, f, points})
	}
	for i := range doc.Events {
		ev := &doc.Events[i]
		f := object{}.with("type", ev.Type).with("mode", ev.Mode)
		if ev.Background {
			f = f.with("background", true)
		}
		var points []point
		for _, ref := range ev.Figures {
			if k, ok := ref.Index(); ok {
				points = append(points, point{"figure", "Figure " + ledger.ID('f', k)})
			}
		}
		for _, ref := range ev.Places {
			if k, ok := ref.Index(); ok {
				points = append(points, point{"place", "Place " + ledger.ID('p', k)})
			}
		}
		if k, ok := ev.Claim.Index(); ok {
			points = append(points, point{"said_in", "Content " + ledger.ID('c', k)})
		}
		add(mark{"Event", ledger.ID('e', i), []assay.Span{ev.Span}, f, points})
	}
	for i := range doc.Movements {
		r, ok := l.rowOf("movements", doc, 'm', i, true)
		if !ok {
			continue
		}
		m := &doc.Movements[i]
		var points []point
		for _, end := range [...]struct {
			as   string
			refs []assay.Ref[assay.Place]
		}{{"from", m.From}, {"via", m.Via}, {"to", m.To}} {
			for _, ref := range end.refs {
				if k, ok := ref.Index(); ok {
					points = append(points, point{end.as, "Place " + ledger.ID('p', k)})
				}
			}
		}
		if k, ok := m.Count.Index(); ok {
			points = append(points, point{"figure", "Figure " + ledger.ID('f', k)})
		}
		add(mark{"Mover", ledger.ID('m', i), []assay.Span{m.Who}, object{}.with("status", r.cell("status")), points})
	}
	for i := range list { // what does not leave is not pointed to
		list[i].points = slices.DeleteFunc(list[i].points, func(p point) bool { return !there[p.to] })
	}
	slices.SortStableFunc(list, func(a, b mark) int { return int(a.spans[0].Start) - int(b.spans[0].Start) })
	return list
}

// again yields the reports of docs with their sentences and words, which a ledger does not
// keep, read again by the fast reader, some ahead at once. A report that is not in English
// has none.
func again(docs []*assay.Doc) iter.Seq2[int, *assay.Doc] {
	return func(yield func(int, *assay.Doc) bool) {
		ahead := make(chan chan *assay.Doc, runtime.GOMAXPROCS(0))
		done := make(chan struct{})
		defer close(done)
		go func() {
			defer close(ahead)
			for _, doc := range docs {
				read := make(chan *assay.Doc, 1)
				select {
				case ahead <- read:
				case <-done:
					return
				}
				go func() { read <- reread(doc) }()
			}
		}()
		i := 0
		for read := range ahead {
			if !yield(i, <-read) {
				return
			}
			i++
		}
	}
}

func reread(doc *assay.Doc) *assay.Doc {
	d := assay.NewDoc(doc.Report)
	d.Regions, d.Appeared = doc.Regions, doc.Appeared
	if err := lang.New(lang.Options{Reader: lang.Fast}).Run(context.Background(), d); err != nil {
		return assay.NewDoc(doc.Report)
	}
	return d
}
