package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"

	"assay"
	"assay/ledger"
	"assay/mask"
	"assay/table"
)

// Added says what became of the reports given to [Store.Add].
type Added struct {
	New, Replaced, Unchanged int
}

// Versions names the stages and their versions, as kept with each report.
func Versions(stages []assay.Stage) string {
	var list []string
	for _, s := range stages {
		list = append(list, fmt.Sprintf("%s.%d", s.Name, s.Version))
	}
	return strings.Join(list, " ")
}

// Has reports whether rep is in the ledger as these stages read it, and with
// the publication date that it has now, so that reading it again is no use.
func (s *Store) Has(ctx context.Context, rep *assay.Report, stages []assay.Stage) (bool, error) {
	var versions, date, from string
	err := s.db.QueryRowContext(ctx, `SELECT stages, coalesce(line ->> '$.report.published', ''), coalesce(line ->> '$.report.published_from', '')
		FROM reports WHERE id = ?`, rep.ID.String()).Scan(&versions, &date, &from)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil || versions != Versions(stages) {
		return false, s.explain(err)
	}
	if rep.Published.Date.IsZero() {
		return true, nil
	}
	// A date that was given in part may have been completed by the text.
	kept, err := assay.ParseDate(date)
	both, agree := rep.Published.Date.Complete(kept)
	return err == nil && agree && both == kept && rep.Published.From == from, nil
}

// Add takes docs, read by stages, into the ledger, all of them or none. A
// report that is there already, read by the same stages, stays as it is, even
// where the new reading knows no publication date and the old one does; one
// that was read by others, or with another date, is replaced. Stories move with
// what was added; see [Store.Settle] for what is left undone. Estimates are made
// when they are next asked for.
func (s *Store) Add(ctx context.Context, docs []*assay.Doc, stages []assay.Stage) (added Added, err error) {
	versions := Versions(stages)
	err = s.transact(ctx, func(tx *sql.Tx) error {
		added = Added{}
		var came, changed []int64
		for _, doc := range docs {
			before := added
			n, err := s.addOne(ctx, tx, doc, versions, &added)
			switch {
			case err != nil:
				return err
			case added.New > before.New:
				came = append(came, n)
			case added.Replaced > before.Replaced:
				changed = append(changed, n)
			}
		}
		return s.findStories(ctx, tx, came, changed)
	})
	if err != nil {
		return Added{}, s.explain(err)
	}
	_ = s.sweep(ctx) // what is left is swept by the next
	return added, nil
}

// addOne adds doc, and returns the number of its entry if that was written.
func (s *Store) addOne(ctx context.Context, tx *sql.Tx, doc *assay.Doc, versions string, added *Added) (n int64, err error) {
	old, err := s.entry(ctx, tx, doc.ID)
	if err != nil {
		return 0, err
	}
	if old != nil {
		was, err := old.doc()
		if err != nil {
			return 0, err
		}
		sameBytes := *doc.Report
		sameBytes.Path = was.Path // the same bytes under another name are no other report
		renamed := *doc
		renamed.Report = &sameBytes
		doc = &renamed
		if old.stages == versions && (doc.Report.Published.Date.IsZero() && !was.Report.Published.Date.IsZero()) {
			added.Unchanged++
			return 0, nil
		}
	}
	return s.put(ctx, tx, doc, old, versions, added)
}

// put writes the entry of doc in the place of old, which is nil for a new one,
// and returns its number; 0 if it stays as it is.
func (s *Store) put(ctx context.Context, tx *sql.Tx, doc *assay.Doc, old *entry, versions string, added *Added) (n int64, err error) {
	var line bytes.Buffer
	if err := ledger.EncodeReport(&line, doc); err != nil {
		return 0, err
	}
	marks, err := newMarks(doc)
	if err != nil {
		return 0, err
	}
	switch {
	case old != nil && old.stages == versions && old.line == line.String():
		added.Unchanged++
		return 0, nil
	case old != nil:
		added.Replaced++
		n = old.n
		for _, table := range []string{"claims", "figures", "movements"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE report_n = ?", n); err != nil {
				return 0, err
			}
		}
	default:
		added.New++
		res, err := tx.ExecContext(ctx, "INSERT INTO reports (id, stages, marks, line) VALUES (?, '', '', '')", doc.ID.String())
		if err != nil {
			return 0, err
		}
		if n, err = res.LastInsertId(); err != nil {
			return 0, err
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE reports SET path = ?, url = ?, publisher = ?, title = ?, published = ?, language = ?,
		stages = ?, marks = ?, line = ? WHERE n = ?`,
		null(doc.Path), null(doc.URL), null(doc.Publisher), null(doc.Title), null(doc.Appeared.Date.String()), null(doc.Language),
		versions, marks, line.String(), n)
	if err != nil {
		return 0, err
	}
	for _, table := range []string{"claims", "figures", "movements"} {
		if err := insertRows(ctx, tx, table, n, []*assay.Doc{doc}, nil, nil); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// insertRows lays a table flat and inserts its rows: once where they read the
// same with and without private names, else both ways.
func insertRows(ctx context.Context, tx *sql.Tx, name string, reportN int64, docs []*assay.Doc, stories []assay.Story, estimates []assay.Estimate) error {
	masked, err := table.Of(name, docs, stories, estimates, mask.All(docs, stories, false))
	if err != nil {
		return err
	}
	named, err := table.Of(name, docs, stories, estimates, mask.All(docs, stories, true))
	if err != nil {
		return err
	}
	columns := `report_n, pos, names, search, "` + strings.Join(masked.Head, `", "`) + `"`
	stmt, err := tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", name, columns, strings.Repeat(", ?", len(masked.Head)+3)))
	if err != nil {
		return err
	}
	defer stmt.Close()
	for i := range masked.Rows {
		alike := masked.Search[i] == named.Search[i] && sameCells(masked.Rows[i], named.Rows[i])
		for k, t := range []*table.Table{masked, named} {
			var names any = k
			if alike {
				names = nil
			}
			if _, err := stmt.ExecContext(ctx, append([]any{reportN, i, names, t.Search[i]}, t.Rows[i]...)...); err != nil {
				return err
			}
			if alike {
				break
			}
		}
	}
	return nil
}

func sameCells(a, b []any) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// newMarks lists the quantities of doc that no figure has. The line does not
// carry them, but a number that was changed in a copy is a changed number,
// figure or not.
func newMarks(doc *assay.Doc) (string, error) {
	used := map[int]bool{}
	for i := range doc.Figures {
		if k, ok := doc.Figures[i].Quantity.Index(); ok {
			used[k] = true
		}
	}
	marks := []assay.Span{}
	for i := range doc.Quantities {
		if !used[i] {
			marks = append(marks, doc.Quantities[i].Span)
		}
	}
	b, err := json.Marshal(marks)
	return string(b), err
}

// setMarks puts the quantities back among those of the figures, in text order.
func setMarks(doc *assay.Doc, marks string) error {
	var spans []assay.Span
	if err := json.Unmarshal([]byte(marks), &spans); err != nil {
		return fmt.Errorf("%w: marks of %s: %v", assay.ErrInvalid, doc.Path, err)
	}
	type owned struct {
		q   assay.Quantity
		fig int
	}
	var all []owned
	for i, q := range doc.Quantities {
		all = append(all, owned{q, i}) // quantity i is figure i's: see ledger.Decode
	}
	for _, sp := range spans {
		if err := sp.Check(doc.Text); err != nil {
			return err
		}
		all = append(all, owned{assay.Quantity{Span: sp, Head: -1}, -1})
	}
	sort.SliceStable(all, func(i, k int) bool { return all[i].q.Span.Start < all[k].q.Span.Start })
	doc.Quantities = doc.Quantities[:0:0]
	for i, o := range all {
		doc.Quantities = append(doc.Quantities, o.q)
		if o.fig >= 0 {
			doc.Figures[o.fig].Quantity = assay.RefTo[assay.Quantity](i)
		}
	}
	return nil
}

// An entry is a report as the file holds it.
type entry struct {
	n                   int64
	stages, marks, line string
}

func (e *entry) doc() (*assay.Doc, error) {
	for line, err := range ledger.Decode(strings.NewReader(e.line)) {
		if err != nil {
			return nil, fmt.Errorf("report %d: %w", e.n, err)
		}
		if line.Doc != nil {
			return line.Doc, setMarks(line.Doc, e.marks)
		}
	}
	return nil, fmt.Errorf("%w: report %d has no line", assay.ErrInvalid, e.n)
}

// A querier is a database or a transaction on it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (s *Store) entry(ctx context.Context, q querier, id assay.ReportID) (*entry, error) {
	var e entry
	err := q.QueryRowContext(ctx, "SELECT n, stages, marks, line FROM reports WHERE id = ?", id.String()).Scan(&e.n, &e.stages, &e.marks, &e.line)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &e, err
}

// docOf returns report n.
func docOf(ctx context.Context, q querier, n int64) (*assay.Doc, error) {
	e := entry{n: n}
	err := q.QueryRowContext(ctx, "SELECT stages, marks, line FROM reports WHERE n = ?", n).Scan(&e.stages, &e.marks, &e.line)
	if err != nil {
		return nil, err
	}
	return e.doc()
}

func (s *Store) docs(ctx context.Context, q querier) ([]*assay.Doc, error) {
	rows, err := q.QueryContext(ctx, "SELECT n, stages, marks, line FROM reports ORDER BY n")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var docs []*assay.Doc
	for rows.Next() {
		var e entry
		if err := rows.Scan(&e.n, &e.stages, &e.marks, &e.line); err != nil {
			return nil, err
		}
		doc, err := e.doc()
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, rows.Err()
}
