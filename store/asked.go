package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"assay"
	"assay/ledger"
	"assay/place/gazetteer"
	"assay/query"
	"assay/table"
)

// What a query may ask of the rows of each table. What a row does not say itself is asked of
// its report: when it appeared, who published it.
var fieldsOf = map[string][]string{
	table.Reports:   query.Fields(),
	table.Claims:    append([]string{query.Source, query.Stance, query.Party}, ofReports...),
	table.Figures:   append(append([]string{query.Stance}, ofCounts...), ofReports...),
	table.Movements: append([]string{query.Source, query.Place, query.Min}, ofReports...),
	table.Stories:   ofReports,
	table.Events:    {query.Place, query.Action, query.After, query.Before, query.Event, query.ID},
	table.Estimates: append([]string{query.After, query.Before, query.Event, query.ID}, ofCounts...),
}

var (
	ofCounts  = []string{query.Source, query.Place, query.Action, query.Min}
	ofReports = []string{query.After, query.Before, query.Outlet, query.Story, query.Event, query.Language, query.ID}
)

// A finder picks rows: those for the one who asks, of which the query holds.
type finder struct {
	root    *query.Node // nil: all of them
	must    []string    // words without which it does not hold
	names   bool
	reports map[*query.Node]map[string]bool // of each story and event that is asked for
	about   map[string]about                // what is known of each report, where that is asked for
	begin   map[*query.Node]stem            // of what ends with the beginning of a word
	short   bool                            // the index is asked without beginnings that many words have
}

// An about is what a query may ask of a report.
type about struct{ id, published, publisher, language string }

func newFinder(names bool) *finder { return &finder{names: names} }

// asking reads a query on a table.
func asking(name, text string, names bool) (*finder, error) {
	root, err := query.Parse(text)
	if err == nil && root != nil {
		err = root.Only(text, name, fieldsOf[name])
	}
	f := &finder{root: root, names: names}
	if err == nil && root != nil {
		all := []*query.Node{root}
		if root.Kind == query.And {
			all = root.Of
		}
		for _, n := range all {
			if n.Kind == query.Phrase && n.Field == "" {
				f.must = append(f.must, n.Words...)
			}
		}
	}
	return f, err
}

// lacks reports whether the query holds of none of rows, as they are kept, since a word is
// not there. Where letters are not all of ASCII a word may be written otherwise.
func (f *finder) lacks(rows string) bool {
	for _, w := range f.must {
		if !strings.Contains(rows, w) && strings.IndexFunc(rows, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
			return true
		}
	}
	return false
}

// has reports whether one of fields is asked for.
func (f *finder) has(fields ...string) (has bool) {
	if f.root != nil {
		f.root.Leaves(func(leaf *query.Node, _ bool) { has = has || slices.Contains(fields, leaf.Field) })
	}
	return has
}

// prepare looks up which reports the stories and events are that the query names.
func (f *finder) prepare(ctx context.Context, s *Store, q querier) (err error) {
	if f.root == nil {
		return nil
	}
	f.reports = map[*query.Node]map[string]bool{}
	f.root.Leaves(func(leaf *query.Node, _ bool) {
		if err != nil || leaf.Field != query.Story && leaf.Field != query.Event {
			return
		}
		var list []string
		if leaf.Field == query.Story {
			list, err = s.reportsOfStory(ctx, q, leaf.Value)
		} else {
			list, err = s.reportsOfEvent(ctx, q, leaf.Value)
		}
		in := map[string]bool{}
		for _, id := range list {
			in[id] = true
		}
		f.reports[leaf] = in
	})
	return err
}

// learn reads what is known of all reports, where rows are asked for that.
func (f *finder) learn(ctx context.Context, q querier) error {
	if !f.has(query.Outlet, query.Language) {
		return nil
	}
	f.about = map[string]about{}
	rows, err := q.QueryContext(ctx, "SELECT id, coalesce(publisher, ''), coalesce(language, '') FROM reports")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a about
		if err := rows.Scan(&a.id, &a.publisher, &a.language); err != nil {
			return err
		}
		f.about[a.id] = a
	}
	return rows.Err()
}

func (s *Store) reportsOfStory(ctx context.Context, q querier, id string) ([]string, error) {
	list, err := numbers(ctx, q, "SELECT n FROM reports WHERE "+idBegins, strings.TrimPrefix(id, "st"))
	if err != nil {
		return nil, err
	}
	for _, n := range list {
		if item, _, err := s.story(ctx, q, n); err == nil && item != nil && item.ID == id {
			return item.Reports, nil
		}
	}
	var found *ledger.StoryItem
	err = s.stories(ctx, q, func(of, _, line string) (err error) {
		if of == id {
			found, err = storyItem(id, line)
		}
		return err
	})
	if err == nil && found == nil {
		err = fmt.Errorf("%w: no story %q", assay.ErrNotFound, id)
	}
	if err != nil {
		return nil, err
	}
	return found.Reports, nil
}

func (s *Store) reportsOfEvent(ctx context.Context, q querier, id string) (reports []string, err error) {
	_, line, err := s.madeRow(ctx, q, sealedEvents, id)
	if err == nil && line == "" {
		err = noneOf(sealedEvents, id)
	}
	if err != nil {
		return nil, err
	}
	item, err := eventItem(id, line)
	if err != nil {
		return nil, err
	}
	occ, err := item.Occurrence()
	if err != nil {
		return nil, err
	}
	for _, t := range occ.Tellings {
		reports = append(reports, t.Report.String())
	}
	return reports, nil
}

// holds reports whether the query holds of a row, and of its report where that says it.
func (f *finder) holds(t *table.Table, row []any, search string) bool {
	if f.root == nil {
		return true
	}
	return f.entry(f.root, t, row, search)
}

// entry reports whether n holds of a row.
func (f *finder) entry(n *query.Node, t *table.Table, row []any, search string) bool {
	var lines [][]query.Word // of what it is found by
	return n.Holds(func(leaf *query.Node) bool {
		if leaf.Field == "" {
			if lines == nil {
				for line := range strings.SplitSeq(search, "\n") {
					lines = append(lines, query.Words(line))
				}
			}
			return slices.ContainsFunc(lines, func(line []query.Word) bool { return len(leaf.Find(line)) > 0 })
		}
		return f.field(leaf, t, row)
	})
}

// field reports whether a field of a query holds of a row.
func (f *finder) field(leaf *query.Node, t *table.Table, row []any) bool {
	cell := func(column string) string {
		if k := slices.Index(t.Head, column); k >= 0 && row[k] != nil {
			return table.CellText(row[k])
		}
		return ""
	}
	said := func(texts ...string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return len(leaf.Find(query.Words(text))) > 0 })
	}
	parts := func(columns string) (list []string) { // of cells, "Beira; Tete"
		for c := range strings.FieldsSeq(columns) {
			list = append(list, strings.Split(cell(c), "; ")...)
		}
		return list
	}
	made := t.Name == table.Events || t.Name == table.Estimates
	switch leaf.Field {
	case query.Source:
		return said(parts("source speaks_for origins")...)
	case query.Place:
		names := parts("places from to via place place_name")
		for _, id := range parts("gazetteer") {
			e, _ := gazetteer.ByID(id)
			names = append(names, e.Name)
		}
		for _, code := range parts("country") {
			names = append(names, countryName(assay.Alpha2(code)))
		}
		return said(names...)
	case query.Action:
		if t.Name == table.Events {
			return slices.ContainsFunc(parts("tolls"), func(toll string) bool { return strings.HasPrefix(toll, leaf.Value+" ") })
		}
		return cell(leaf.Field) == leaf.Value
	case query.Stance, query.Party:
		return cell(leaf.Field) == leaf.Value
	case query.Min:
		for c := range strings.FieldsSeq("high best low") {
			if k := slices.Index(t.Head, c); k >= 0 {
				if n, ok := row[k].(float64); ok {
					return n >= leaf.Number // the first that is known is the highest
				}
			}
		}
		return false
	case query.Event:
		if made {
			return cell(leaf.Field) == leaf.Value
		}
	case query.After, query.Before:
		if made {
			return within(leaf, cell("begin"), cell("end"))
		}
	case query.ID:
		if made {
			return table.CellText(row[0]) == leaf.Value
		}
		if _, local, err := ledger.ParseEntryID(leaf.Value); err == nil {
			if _, of, err := ledger.ParseEntryID(table.CellText(t.ID(row))); err != nil || of != local {
				return false
			}
		}
	}
	a := f.about[cell("report")]
	a.id, a.published = cell("report"), cell("published")
	return f.ofReport(leaf, a)
}

// ofReport reports whether a field holds of a report.
func (f *finder) ofReport(leaf *query.Node, a about) bool {
	switch leaf.Field {
	case query.Story, query.Event:
		return f.reports[leaf][a.id]
	case query.ID: // its own, or that of one of its entries
		digits, _, _ := strings.Cut(leaf.Value, ":")
		return strings.HasPrefix(a.id, "sha256:"+digits)
	case query.Language:
		return a.language == leaf.Value
	case query.Outlet:
		return len(leaf.Find(query.Words(a.publisher))) > 0
	}
	d, err := assay.ParseDate(a.published)
	begin, end := query.Days(d)
	if err != nil || begin.IsZero() {
		return false
	}
	if leaf.Field == query.After {
		return !begin.Before(leaf.Begin)
	}
	return !end.After(leaf.Begin)
}

// within is [finder.ofReport] for the days from begin until end on which something happened.
func within(leaf *query.Node, begin, end string) bool {
	day := leaf.Begin.Format("2006-01-02")
	if leaf.Field == query.After {
		return begin != "" && begin >= day
	}
	return end != "" && end <= day
}

// aboutReport is what the cells of a report say of it.
func aboutReport(cells []any) about {
	text := func(k int) string { s, _ := cells[k].(string); return s }
	return about{text(0), text(5), text(3), text(6)}
}
