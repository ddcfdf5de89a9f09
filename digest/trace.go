package digest

import (
	"io"
	"slices"
	"strings"

	"assay"
	"assay/estimate"
	"assay/mask"
	"assay/screen"
	"assay/table"
	"assay/trace"
)

// A Traced is an answer of package trace as people see it: rows, of which a line of JSON
// is made each, and the text of the same. It is made by one of its methods.
type Traced struct {
	*screen.Traced
	Rows  *table.Table
	lines screen.Lines
}

// NewTraced looks a run up. With names, private persons are shown by name.
func NewTraced(run screen.Run, names bool) *Traced {
	return &Traced{Traced: screen.New(run, names).Traced()}
}

// Write writes the text of the answer.
func (t *Traced) Write(w io.Writer, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	p.lines(t.lines, 0)
	return p.end(t.Rows.Name)
}

// The columns of the rows, as docs/trace.md says.
var (
	genealogyHead = strings.Fields("step id path publisher published start how text bound low best high counted source changes ruled")
	orphanHead    = strings.Fields("id path publisher published start kind text low best high counted action source looked_in")
	knockoutHead  = strings.Fields("estimate question origin entries low best high origins_min origins_max low_after best_after high_after origins_min_after origins_max_after conflict conflict_after gone ruled")
	conflictHead  = strings.Fields("set kind side estimate question id path published origin text bound low best high ruled sentence")
	vagueHead     = strings.Fields("id path published estimate question origin text low high same_origin became became_id became_origin became_published within ruled")
)

func (t *Traced) begin(name string, head []string) {
	t.Rows = &table.Table{Name: name, Head: head}
}

func (t *Traced) row(cells ...any) {
	for i, c := range cells {
		switch c := c.(type) {
		case string:
			if c == "" {
				cells[i] = nil
			}
		case assay.Amount:
			cells[i] = nil
			if n, ok := c.Number(); ok {
				cells[i] = n
			}
		case int:
			cells[i] = int64(c)
		case int32:
			cells[i] = int64(c)
		}
	}
	t.Rows.Rows = append(t.Rows.Rows, cells)
}

// hows are the same as words of rows.
var hows = [...]string{trace.First: "first", trace.Copied: "copied", trace.Cited: "cited", trace.SaidOnce: "same source", trace.Echoed: "same number",
	trace.Circular: "circle"}

// Genealogy leads a figure back to the first report that has it.
func (t *Traced) Genealogy(f trace.Figure) {
	t.begin("genealogy", genealogyHead)
	steps := t.Pile.Genealogy(f)
	changes := t.Changes(steps)
	for i := range steps {
		d, fig, id := t.Figure(steps[i].Figure)
		q := &fig.Quantity
		t.row(i+1, id, d.Path, d.Publisher, d.Appeared.Date.String(), q.Span.Start, hows[steps[i].How], t.Words(d, q.Span), q.Bound.String(), q.Low, q.Best, q.High,
			t.Counted(d, fig), t.Says(d, fig.Claim), strings.Join(changes[i], "; "), d.Ruled(fig))
	}
	t.lines = t.Traced.Genealogy(steps)
}

// Orphans lists numbers that are not where they are said to come from.
func (t *Traced) Orphans() {
	t.begin("orphans", orphanHead)
	list := t.Pile.Orphans()
	kinds := [...]string{trace.NotInSource: "not in its source", trace.InNoSource: "in no cited source"}
	for i := range list {
		d, fig, id := t.Figure(list[i].Figure)
		var paths []string
		for _, id := range list[i].Looked {
			paths = append(paths, t.ByID[id].Path)
		}
		q := &fig.Quantity
		t.row(id, d.Path, d.Publisher, d.Appeared.Date.String(), q.Span.Start, kinds[list[i].Kind], t.Words(d, q.Span), q.Low, q.Best, q.High,
			t.Counted(d, fig), string(fig.Action), t.Who(d, list[i].Claim.In(d.Claims)), strings.Join(paths, "; "))
	}
	t.lines = t.Traced.Orphans(list)
}

// knocked lays the rows of estimates without an origin.
func (t *Traced) knocked(list []trace.Knocked) {
	t.begin("knockout", knockoutHead)
	for i := range list {
		k := &list[i]
		est, after := &t.Run.Estimates[k.Estimate], &k.After
		var ids []string
		for _, e := range k.Entries {
			ids = append(ids, screen.EntryID(&est.Series[e]))
		}
		t.row(est.ID, t.Question(est), t.Origin(&est.Series[k.Entries[0]]), strings.Join(ids, " "), est.Low, est.Best, est.High, est.Origins.Min, est.Origins.Max,
			after.Low, after.Best, after.High, after.Origins.Min, after.Origins.Max, est.Conflict, after.Conflict, k.Gone(), mask.Ruled(est.Ruled, screen.Clean))
	}
}

// Knockout says what becomes of each estimate without an origin, which is called as screens
// name it. It returns false where there is no such origin.
func (t *Traced) Knockout(origin string) bool {
	if !slices.ContainsFunc(t.Origins(), func(name string) bool { return strings.EqualFold(name, origin) }) {
		return false
	}
	list := t.Pile.Knockout(func(e *assay.Entry) bool { return strings.EqualFold(t.Origin(e), origin) })
	t.knocked(list)
	t.lines = t.Without(origin, list)
	return true
}

// Dependences says for each estimate on which origin most depends.
func (t *Traced) Dependences() {
	list, all := t.Pile.Dependences()
	t.knocked(list)
	t.lines = t.Traced.Dependences(list, all)
}

func (t *Traced) path(e *assay.Entry) string {
	if d := t.ByID[e.Evidence.Report]; d != nil {
		return d.Path
	}
	return ""
}

// Conflicts lists the smallest sets of numbers that cannot all hold.
func (t *Traced) Conflicts() {
	t.begin("conflicts", conflictHead)
	list := t.Pile.Conflicts(estimate.Options{})
	kinds := [...]string{trace.Apart: "do not meet", trace.PartAbove: "part above whole"}
	for i := range list {
		for side, entries := range list[i].Sides {
			for _, at := range entries {
				e, est := t.Entry(at), &t.Run.Estimates[at.Estimate]
				t.row(i+1, kinds[list[i].Kind], side+1, est.ID, t.Question(est), screen.EntryID(e), t.path(e), e.Published.String(), t.Origin(e), t.Quote(e),
					e.Bound.String(), e.Low, e.Best, e.High, t.Ruled(e), t.Evidence(e))
			}
		}
	}
	t.lines = t.Traced.Conflicts(list)
}

// Vague lists vague figures beside the numbers that answered their questions later.
func (t *Traced) Vague() {
	t.begin("vague", vagueHead)
	list := t.Pile.Vague()
	for i := range list {
		v := &list[i]
		e, est := t.Entry(v.Said), &t.Run.Estimates[v.Said.Estimate]
		for _, at := range v.Turns {
			n := t.Entry(at)
			number := n.Best
			if !number.IsKnown() {
				number = n.Low
			}
			t.row(screen.EntryID(e), t.path(e), e.Published.String(), est.ID, t.Question(est), t.Origin(e), t.Quote(e), e.Low, e.High, v.Own,
				number, screen.EntryID(n), t.Origin(n), n.Published.String(), screen.Within(e, n), strings.Trim(t.Ruled(e)+"; "+t.Ruled(n), "; "))
		}
	}
	t.lines = t.Traced.Vague(list)
}
