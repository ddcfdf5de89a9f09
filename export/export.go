package export

import (
	"slices"
	"strings"

	"assay"
	"assay/mask"
	"assay/screen"
	"assay/table"
)

// Options say what leaves.
type Options struct {
	Names  bool            // private persons by name
	Admin1 bool            // no place closer than its first-level division
	Routes bool            // without who moved from where to where
	Prices bool            // without amounts of money
	Only   map[string]bool // ids of the rows that were chosen; nil for all. What is told of these does not depend on it
}

// Leaving returns the options that a user names: coarsen "admin1" or "none", without
// "routes" or "prices".
func Leaving(names bool, coarsen string, without []string) Options {
	return Options{Names: names, Admin1: coarsen == "admin1", Routes: slices.Contains(without, "routes"), Prices: slices.Contains(without, "prices")}
}

// Told returns of all that a ledger holds what a page or a digest needs to tell of what was
// chosen: the reports of which an entry was, and those that events and estimates rest on which
// were, with their stories, each whole.
func Told(all screen.Run, only map[string]bool) screen.Run {
	if only == nil {
		return all
	}
	out := all
	out.Docs, out.Stories, out.Events, out.Estimates = nil, nil, nil, nil
	digits := map[string]bool{}
	for id := range only {
		report, _, _ := strings.Cut(id, ":")
		digits[report] = true
	}
	in, events := map[assay.ReportID]bool{}, map[string]bool{}
	for _, doc := range all.Docs {
		in[doc.ID] = digits[doc.ID.Short()]
	}
	for _, est := range all.Estimates {
		if only[est.ID] {
			out.Estimates = append(out.Estimates, est)
			events[est.Event] = true
			for i := range est.Series {
				in[est.Series[i].Evidence.Report] = true
			}
		}
	}
	for _, occ := range all.Events {
		if only[occ.ID] || events[occ.ID] {
			out.Events = append(out.Events, occ)
			for _, t := range occ.Tellings {
				in[t.Report] = true
			}
		}
	}
	for _, st := range all.Stories {
		if slices.ContainsFunc(st.Reports, func(id assay.ReportID) bool { return in[id] }) {
			out.Stories = append(out.Stories, st)
			for _, id := range st.Reports {
				in[id] = true
			}
		}
	}
	for _, doc := range all.Docs {
		if in[doc.ID] {
			out.Docs = append(out.Docs, doc)
		}
	}
	return out
}

// Short reports whether something is left out that the words of reports would tell all
// the same, so that these cannot leave at length.
func (o Options) Short() bool { return o.Admin1 || o.Routes || o.Prices }

// A Ledger is what of a ledger leaves it.
type Ledger struct {
	Docs      []*assay.Doc
	Stories   []assay.Story
	Events    []assay.Occurrence
	Estimates []assay.Estimate

	opt   Options
	masks map[assay.ReportID]*mask.Mask
	byID  map[assay.ReportID]*assay.Doc
	all   map[string]*table.Table   // what could leave
	rows  map[string]*table.Table   // what does
	at    map[string]map[string]int // of each table that could leave the rows by their ids

	ofEvent map[string][]record // estimates
}

// New returns what of all that a ledger holds leaves it.
func New(all screen.Run, opt Options) *Ledger {
	l := &Ledger{Docs: all.Docs, Stories: all.Stories, Events: all.Events, Estimates: all.Estimates, opt: opt,
		masks: mask.All(all.Docs, all.Stories, opt.Names), byID: map[assay.ReportID]*assay.Doc{}, all: map[string]*table.Table{}, rows: map[string]*table.Table{}, at: map[string]map[string]int{}}
	if opt.Prices { // nor do events sum them up
		l.Estimates = slices.DeleteFunc(slices.Clone(l.Estimates), func(est assay.Estimate) bool { return screen.Money(est.Question.Unit) })
	}
	if opt.Admin1 {
		l.coarsen()
	}
	for _, doc := range l.Docs {
		l.byID[doc.ID] = doc
	}
	return l
}

// long are the columns that hold the words of reports at length.
var long = strings.Fields("content sentence cue channel said")

// Table returns the rows of one table that leave, with the ids by which assay finds them.
func (l *Ledger) Table(name string) *table.Table {
	if t := l.rows[name]; t != nil {
		return t
	}
	t := l.whole(name)
	if l.opt.Only != nil {
		t = &table.Table{Name: t.Name, Head: t.Head}
		for _, row := range l.whole(name).Rows {
			if id, _ := row[0].(string); l.opt.Only[id] {
				t.Rows = append(t.Rows, row)
			}
		}
	}
	l.rows[name] = t
	return t
}

// whole returns the rows of one table that could leave, whatever was chosen.
func (l *Ledger) whole(name string) *table.Table {
	if t := l.all[name]; t != nil {
		return t
	}
	t, err := table.Of(name, l.Docs, l.Stories, l.Events, l.Estimates, l.masks)
	if err != nil {
		panic(err) // no table has that name
	}
	t = t.Identified()
	out := &table.Table{Name: t.Name, Head: t.Head}
	unit := slices.Index(t.Head, "unit")
	for _, row := range t.Rows {
		if l.opt.Routes && name == "movements" || l.opt.Prices && unit >= 0 && screen.Money(table.CellText(row[unit])) {
			continue
		}
		if l.opt.Short() {
			for i, column := range t.Head {
				if slices.Contains(long, column) {
					row[i] = nil
				}
			}
		}
		out.Rows = append(out.Rows, row)
	}
	at := map[string]int{}
	for i, row := range out.Rows {
		if id, ok := row[0].(string); ok {
			at[id] = i
		}
	}
	l.all[name], l.at[name] = out, at
	return out
}

// tables returns all tables.
func (l *Ledger) tables() (list []*table.Table) {
	for _, name := range table.Names {
		list = append(list, l.Table(name))
	}
	return list
}

// A record is a row whose cells are asked for by the names of their columns.
type record struct {
	of  *table.Table
	row []any
}

func (l *Ledger) records(name string) func(yield func(record) bool) { return recordsOf(l.Table(name)) }

func recordsOf(t *table.Table) func(yield func(record) bool) {
	return func(yield func(record) bool) {
		for _, row := range t.Rows {
			if !yield(record{t, row}) {
				return
			}
		}
	}
}

// cell returns the cell of a column, nil where it is unknown.
func (r record) cell(column string) any {
	if r.of == nil {
		return nil
	}
	if i := slices.Index(r.of.Head, column); i >= 0 {
		return r.row[i]
	}
	return nil
}

// text returns a cell as it is written; "" where it is unknown.
func (r record) text(column string) string { return table.CellText(r.cell(column)) }

// list returns the parts of a cell that holds several.
func (r record) list(column string) []string {
	if s := r.text(column); s != "" {
		return strings.Split(s, "; ")
	}
	return nil
}

// reports returns the reports of which something leaves.
func (l *Ledger) reports() (list []*assay.Doc) {
	if l.opt.Only == nil {
		return l.Docs
	}
	told := map[string]bool{}
	for _, name := range []string{"stories", "claims", "figures", "movements"} {
		for r := range l.records(name) {
			told[r.text("report")] = true
		}
	}
	for _, doc := range l.Docs {
		if told[doc.ID.String()] {
			list = append(list, doc)
		}
	}
	return list
}

// report returns the report with an id; nil if there is none.
func (l *Ledger) report(id string) *assay.Doc {
	of, err := assay.ParseReportID(id)
	if err != nil {
		return nil
	}
	return l.byID[of]
}

// names returns a name for the files of each report.
func (l *Ledger) names(docs []*assay.Doc) []string {
	ids := make([]assay.ReportID, len(docs))
	for i, doc := range docs {
		ids[i] = doc.ID
	}
	return assay.Shorts(ids)
}

// where returns the address of a report, or a name that says which bytes it is.
func (l *Ledger) where(doc *assay.Doc) string {
	if doc.URL != "" {
		return l.masks[doc.ID].Scrub(doc.URL)
	}
	return "urn:" + doc.ID.String()
}
