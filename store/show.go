package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/ledger"
	"assay/mask"
	"assay/table"
)

// What is shown by itself is found by an index, however many reports there are.
// An index has no digest: what it leads to is checked to be what was asked for,
// and where it leads to nothing, or to something else, the whole table is read,
// which notices damage.

// A Read is a report of the ledger, with what is needed to show an entry of it.
type Read struct {
	Doc     *assay.Doc
	Stages  string        // names and versions of the stages that read it: "clean.6 lang.3:careful"
	Story   string        // the id of its story
	Reports []string      // the ids of the reports of that
	Others  []mask.Person // who is named in the others of them: masked in one, masked in all
}

// Read returns the report that a user names as in [Store.Find]; 8 digits or more
// with which one id begins are that id.
func (s *Store) Read(ctx context.Context, name string) (*Read, error) {
	id, err := s.Find(ctx, name)
	if err != nil {
		return nil, err
	}
	if err := s.settled(ctx); err != nil {
		return nil, s.explain(err)
	}
	var r *Read
	err = s.look(ctx, func(q querier) (err error) {
		r, err = s.read(ctx, q, id, known{})
		return err
	})
	return r, s.explain(err)
}

// idBegins is true of a report whose hash begins with the digits that are the
// argument; an index finds it.
const idBegins = "id >= 'sha256:' || ?1 AND id < 'sha256:' || ?1 || 'g'"

// A known is what was looked at already when several reports are read: their stories, and who
// is named in the reports of these.
type known map[string]*knownReport

type knownReport struct {
	story *ledger.StoryItem
	entry *entry
}

// look looks at the reports of a story.
func (in known) look(ctx context.Context, s *Store, q querier, id string) error {
	story, err := s.storyWith(ctx, q, id)
	if err != nil {
		return err
	}
	for _, report := range story.Reports {
		e, err := s.whole(ctx, q, report)
		if err != nil {
			return err
		}
		in[report] = &knownReport{story, e}
	}
	return nil
}

func (s *Store) read(ctx context.Context, q querier, id string, in known) (*Read, error) {
	if in[id] == nil {
		if err := in.look(ctx, s, q, id); err != nil {
			return nil, err
		}
	}
	story, e := in[id].story, in[id].entry
	r := &Read{Story: story.ID, Reports: story.Reports, Stages: e.stages}
	for _, report := range story.Reports {
		if report != id {
			r.Others = append(r.Others, in[report].entry.named()...)
		}
	}
	doc, err := e.doc()
	if err == nil {
		r.Doc, err = s.withRulings(ctx, q, doc)
	}
	return r, err
}

// whole returns the entry of a report, and a [*Damage] where it is damaged.
func (s *Store) whole(ctx context.Context, q querier, id string) (*entry, error) {
	of, err := assay.ParseReportID(id)
	if err != nil {
		return nil, err
	}
	e, err := s.entry(ctx, q, of)
	switch {
	case err != nil:
		return nil, err
	case e == nil:
		return nil, fmt.Errorf("%w: no report %s", assay.ErrNotFound, id)
	case e.damaged:
		return nil, s.damageOf(ctx, q, sealedReports, []int64{e.n}, false)
	}
	return e, nil
}

// storyWith returns the story that a report is in.
func (s *Store) storyWith(ctx context.Context, q querier, report string) (*ledger.StoryItem, error) {
	list, err := numbers(ctx, q, "SELECT story FROM reports JOIN story_of USING (n) WHERE id = ?", report)
	if err == nil && len(list) == 1 {
		item, _, err := s.story(ctx, q, list[0])
		if err == nil && item != nil && slices.Contains(item.Reports, report) {
			return item, nil
		}
	}
	var found *ledger.StoryItem
	err = s.stories(ctx, q, func(id, _, line string) error {
		item, err := storyItem(id, line)
		if err == nil && slices.Contains(item.Reports, report) {
			found = item
		}
		return err
	})
	if found != nil && (err == nil || IsDamage(err)) {
		return found, nil
	}
	if err == nil {
		err = fmt.Errorf("%w: report %s is in no story", assay.ErrInvalid, report)
	}
	return nil, err
}

// story returns the story that has its name from report n, with its flat rows;
// nil if there is none.
func (s *Store) story(ctx context.Context, q querier, n int64) (item *ledger.StoryItem, rows string, err error) {
	cells, err := sealedStories.row(ctx, q, n)
	if err != nil || cells == nil {
		return nil, "", err
	}
	named, err := assay.ParseReportID(cells[0].(string))
	if err != nil {
		return nil, "", err
	}
	list, err := column[string](ctx, q, "SELECT id FROM reports WHERE "+idBegins, named.Short())
	if err != nil {
		return nil, "", err
	}
	var near []assay.ReportID
	for _, id := range list {
		other, err := assay.ParseReportID(id)
		if err != nil {
			return nil, "", err
		}
		near = append(near, other)
	}
	item, err = storyItem(assay.StoryID(named, near...), cells[3].(string))
	return item, cells[2].(string), err
}

// Story returns the rows of a story, one a report as in the table of stories, by
// its id. It fails with [assay.ErrNotFound].
func (s *Store) Story(ctx context.Context, id string, names bool) (*table.Table, error) {
	notFound := fmt.Errorf("%w: no story %q", assay.ErrNotFound, id)
	digits, ok := strings.CutPrefix(id, "st")
	if !ok || !ledger.IsShortID(digits) {
		return nil, s.explain(notFound)
	}
	if err := s.settled(ctx); err != nil {
		return nil, s.explain(err)
	}
	t := &table.Table{Name: table.Stories, Head: table.HeadOf(table.Stories)}
	err := s.look(ctx, func(q querier) error {
		rows, err := s.storyRows(ctx, q, id, digits)
		if err != nil {
			return err
		}
		if rows == "" {
			return notFound
		}
		err = newFinder(names).find(t, rows)
		for _, row := range t.Rows {
			row[0] = id
		}
		return err
	})
	return t, s.explain(err)
}

// storyRows returns the flat rows of the story "st" + digits; "" if there is none.
func (s *Store) storyRows(ctx context.Context, q querier, id, digits string) (found string, err error) {
	list, err := numbers(ctx, q, "SELECT n FROM reports WHERE "+idBegins, digits)
	if err == nil {
		for _, n := range list {
			if item, rows, err := s.story(ctx, q, n); err == nil && item != nil && item.ID == id {
				return rows, nil
			}
		}
	}
	err = s.stories(ctx, q, func(of, rows, _ string) error {
		if of == id {
			found = rows
		}
		return nil
	})
	return found, err
}

// An Estimate is an estimate of the ledger, with its row in the table of
// estimates, and all rows of figures of the reports that it is made of.
type Estimate struct {
	Item         *ledger.EstimateItem
	Row, Figures *table.Table
}

// Estimate returns an estimate by its id. It fails with [assay.ErrNotFound].
func (s *Store) Estimate(ctx context.Context, id string, names bool) (*Estimate, error) {
	var e *Estimate
	err := s.made(ctx, sealedTotals, id, func(q querier) (err error) {
		e, err = s.estimate(ctx, q, id, names)
		return err
	})
	return e, err
}

// EstimateAlone is [Store.Estimate] as masks show it, without the rows of figures.
func (s *Store) EstimateAlone(ctx context.Context, id string) (*Estimate, error) {
	var e *Estimate
	err := s.made(ctx, sealedTotals, id, func(q querier) (err error) {
		e, err = s.estimateAlone(ctx, q, id, newFinder(false))
		return err
	})
	return e, err
}

func (s *Store) estimateAlone(ctx context.Context, q querier, id string, find *finder) (*Estimate, error) {
	row, line, err := s.shown(ctx, q, sealedTotals, id, find)
	if err != nil {
		return nil, err
	}
	e := &Estimate{Row: row}
	e.Item, err = estimateItem(id, line)
	return e, err
}

func (s *Store) estimate(ctx context.Context, q querier, id string, names bool) (*Estimate, error) {
	find := newFinder(names)
	e, err := s.estimateAlone(ctx, q, id, find)
	if err != nil {
		return nil, err
	}
	e.Figures = &table.Table{Name: table.Figures, Head: table.HeadOf(table.Figures)}
	var reports []string
	for _, en := range e.Item.Series {
		if !slices.Contains(reports, en.Report) {
			reports = append(reports, en.Report)
		}
	}
	return e, s.figuresOf(ctx, q, e.Figures, find, reports)
}

// made calls f when events and estimates are as they should be; id is that of one of a
// table.
func (s *Store) made(ctx context.Context, of *sealed, id string, f func(q querier) error) error {
	if digits, ok := strings.CutPrefix(id, beginning[of]); !ok || !ledger.IsShortID(digits) {
		return s.explain(noneOf(of, id))
	}
	damage, err := s.laid(ctx, table.Stories)
	if err == nil {
		err = s.makeEstimates(ctx)
	}
	if err = JoinDamage(damage, err); err != nil {
		return s.explain(err)
	}
	return s.explain(s.look(ctx, f))
}

// beginning is with what the ids of events and estimates begin.
var beginning = map[*sealed]string{sealedEvents: "occ", sealedTotals: "est"}

func noneOf(of *sealed, id string) error {
	return fmt.Errorf("%w: no %s %q", assay.ErrNotFound, strings.TrimSuffix(tableName(of), "s"), id)
}

// shown returns the flat row of an event or an estimate, and its line. It fails with
// [assay.ErrNotFound].
func (s *Store) shown(ctx context.Context, q querier, of *sealed, id string, find *finder) (row *table.Table, line string, err error) {
	rows, line, err := s.madeRow(ctx, q, of, id)
	if err == nil && line == "" {
		err = noneOf(of, id)
	}
	if err != nil {
		return nil, "", err
	}
	row = &table.Table{Name: tableName(of), Head: table.HeadOf(tableName(of))}
	return row, line, find.find(row, rows)
}

// estimateItem and eventItem read the lines that the ledger keeps.
func estimateItem(id, line string) (*ledger.EstimateItem, error) {
	var read struct{ Estimate *ledger.EstimateItem }
	if err := json.Unmarshal([]byte(line), &read); err != nil || read.Estimate == nil {
		return nil, fmt.Errorf("%w: estimate %s: %v", assay.ErrInvalid, id, err)
	}
	return read.Estimate, nil
}

func eventItem(id, line string) (*ledger.OccurrenceItem, error) {
	var read struct{ Event *ledger.OccurrenceItem }
	if err := json.Unmarshal([]byte(line), &read); err != nil || read.Event == nil {
		return nil, fmt.Errorf("%w: event %s: %v", assay.ErrInvalid, id, err)
	}
	return read.Event, nil
}

// figuresOf appends the rows of figures of reports to t.
func (s *Store) figuresOf(ctx context.Context, q querier, t *table.Table, find *finder, reports []string) error {
	figures, at := sealedRows[table.Figures], slices.Index(t.Head, "report")
	direct := func(report string) bool {
		list, err := numbers(ctx, q, "SELECT n FROM reports WHERE id = ?", report)
		if err != nil || len(list) != 1 {
			return false
		}
		cells, err := figures.row(ctx, q, list[0])
		if err != nil || cells == nil {
			return false
		}
		from := len(t.Rows)
		return find.find(t, cells[0].(string)) == nil && len(t.Rows) > from && t.Rows[from][at] == any(report)
	}
	if !slices.ContainsFunc(reports, func(report string) bool { return !direct(report) }) {
		return nil
	}
	all := &table.Table{Name: t.Name, Head: t.Head}
	bad, lost, err := figures.eachRow(ctx, q, func(_ int64, cells []any) error { return find.find(all, cells[0].(string)) })
	if err != nil {
		return err
	}
	t.Rows, t.Search = nil, nil
	for _, report := range reports {
		for i, row := range all.Rows {
			if row[at] == any(report) {
				t.Rows, t.Search = append(t.Rows, row), append(t.Search, all.Search[i])
			}
		}
	}
	return s.damageOf(ctx, q, figures, bad, lost)
}

// madeRow returns the flat row and the line of an event or an estimate; "" if there is
// none.
func (s *Store) madeRow(ctx context.Context, q querier, of *sealed, id string) (rows, line string, err error) {
	made, err := s.kept(ctx, q)
	if err != nil {
		return "", "", err
	}
	if made {
		list, err := numbers(ctx, q, "SELECT n FROM "+of.name+" WHERE id = ?", id)
		if err == nil && len(list) == 1 {
			cells, err := of.row(ctx, q, list[0])
			if err == nil && cells != nil && cells[0] == any(id) {
				return cells[1].(string), cells[2].(string), nil
			}
		}
	}
	err = s.estimates(ctx, q, of, func(in, r, l string) error {
		if in == id {
			rows, line = r, l
		}
		return nil
	})
	return rows, line, err
}

// An Event is an event of the ledger with its row in the table of events and those of its
// estimates.
type Event struct {
	Item           *ledger.OccurrenceItem
	Occurrence     *assay.Occurrence // without its Questions
	Row, Estimates *table.Table
}

// Event returns an event of all reports by its id. It fails with [assay.ErrNotFound].
func (s *Store) Event(ctx context.Context, id string, names bool) (*Event, error) {
	e := &Event{Estimates: &table.Table{Name: table.Estimates, Head: table.HeadOf(table.Estimates)}}
	err := s.made(ctx, sealedEvents, id, func(q querier) error {
		find := newFinder(names)
		row, line, err := s.shown(ctx, q, sealedEvents, id, find)
		if err != nil {
			return err
		}
		e.Row = row
		item, err := eventItem(id, line)
		if err != nil {
			return err
		}
		e.Item = item
		if e.Occurrence, err = item.Occurrence(); err != nil {
			return err
		}
		for _, est := range item.Estimates {
			rows, _, err := s.madeRow(ctx, q, sealedTotals, est)
			if err == nil && rows == "" {
				err = noneOf(sealedTotals, est)
			}
			if err == nil {
				err = find.find(e.Estimates, rows)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}
