package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"assay"
	"assay/ledger"
	"assay/query"
	"assay/table"
)

// Query returns the rows of a table of which a query holds (package query): words are
// looked for in the source, the content, the place, the action and what else names the
// entry; all rows for an empty query. Persons without a public office or a
// spokesman's role stand there, and are found, by their role only, unless names
// is true. It fails with a [*query.Error] where the query cannot be read. Where rows are
// damaged it returns the others, and a [*Damage].
func (s *Store) Query(ctx context.Context, name, text string, names bool) (*table.Table, error) {
	t := &table.Table{Name: name, Head: table.HeadOf(name)}
	if !slices.Contains(table.Names[:], name) {
		return nil, fmt.Errorf("%w: no table %q; there are %s", assay.ErrInvalid, name, strings.Join(table.Names[:], ", "))
	}
	find, err := asking(name, text, names)
	if err != nil {
		return t, err
	}
	var damage error // why estimates, or stories, are not as they should be
	switch name {
	case table.Events, table.Estimates:
		err = s.makeEstimates(ctx)
	case table.Stories:
		err = s.settled(ctx)
	default:
		damage, err = s.laid(ctx, name)
	}
	if err == nil && find.has(query.Event) {
		err = s.makeEstimates(ctx)
	}
	if err = s.hurt(err, name); IsDamage(err) {
		damage, err = JoinDamage(damage, err), nil // what is there is shown
	}
	if err != nil {
		return t, s.explain(err)
	}
	err = s.look(ctx, func(q querier) error {
		if name != table.Events && name != table.Estimates { // whose rows name their event
			if err := errors.Join(find.prepare(ctx, s, q), find.learn(ctx, q)); err != nil {
				return err
			}
		}
		switch name {
		case table.Events:
			return s.estimates(ctx, q, sealedEvents, func(_, rows, _ string) error { return find.find(t, rows) })
		case table.Estimates:
			return s.estimates(ctx, q, sealedTotals, func(_, rows, _ string) error { return find.find(t, rows) })
		case table.Stories:
			return s.stories(ctx, q, func(id, rows, _ string) error {
				from := len(t.Rows)
				err := find.find(t, rows)
				for _, row := range t.Rows[from:] {
					row[0] = id
				}
				return err
			})
		}
		of := sealedRows[name]
		bad, lost, err := of.eachRow(ctx, q, func(_ int64, cells []any) error { return find.find(t, cells[0].(string)) })
		if err != nil {
			return err
		}
		return s.damageOf(ctx, q, of, bad, lost)
	})
	return t, s.explain(JoinDamage(s.hurt(err, name), damage))
}

// Chosen returns the ids of the rows of tables of which a query holds ([table.Table.ID]); nil
// for an empty one, which chooses all. Of a table that lacks one of the fields that it asks for no row is chosen;
// where each of them lacks one it fails as [Store.Query] does. Where rows are damaged it
// returns the others, and a [*Damage].
func (s *Store) Chosen(ctx context.Context, text string, names bool, tables ...string) (map[string]bool, error) {
	if root, err := query.Parse(text); root == nil || err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	var damage, lacks error
	asked := 0
	for _, name := range tables {
		if _, err := asking(name, text, names); err != nil {
			lacks = err
			continue
		}
		asked++
		t, err := s.Query(ctx, name, text, names)
		if err != nil && !IsDamage(err) {
			return nil, err
		}
		damage = JoinDamage(damage, err)
		for _, row := range t.Rows {
			ids[table.CellText(t.ID(row))] = true
		}
	}
	if asked == 0 {
		return nil, lacks
	}
	return ids, damage
}

// laid brings the flat rows of the reports, those of table name, up to date: who is named in them
// depends on the story. Where that cannot be done, since the ledger cannot be
// written to, what is there is shown. So it is where a report is damaged, and
// that is said.
func (s *Store) laid(ctx context.Context, name string) (damage, err error) {
	if s.AsKept {
		return nil, nil
	}
	switch err := JoinDamage(s.hurt(s.settled(ctx), table.Stories), s.hurt(s.masked(ctx), name)); {
	case IsDamage(err):
		return err, nil
	case isCode(err, codeReadOnly) || isCode(err, codeBusy) || isCode(err, codeCantOpen):
		return nil, nil
	default:
		return nil, err
	}
}

// Lines writes the whole ledger in the JSON form: reports in the order of their
// first reading, stories, events, estimates. Where lines are damaged it writes the
// others and returns a [*Damage].
func (s *Store) Lines(ctx context.Context, w io.Writer) error { return s.LinesOf(ctx, w, nil) }

// LinesOf is [Store.Lines] of the lines in which something stands that was chosen
// ([Store.Chosen]); of all for nil.
func (s *Store) LinesOf(ctx context.Context, w io.Writer, only map[string]bool) error {
	reports := map[string]bool{} // by 8 digits
	for id := range only {
		digits, _, _ := strings.Cut(id, ":")
		reports[digits] = true
	}
	leaves := func(id string) bool { return only == nil || only[id] || reports[id] }
	digits := func(id string) string { return strings.TrimPrefix(id, "sha256:")[:8] }
	made := s.hurt(s.makeEstimates(ctx), table.Estimates)
	if made != nil && !IsDamage(made) {
		return s.explain(made)
	}
	err := s.look(ctx, func(q querier) error {
		rulings, err := s.entryRulings(ctx, q, "")
		if err != nil {
			return err
		}
		bad, lost, err := sealedReports.eachRow(ctx, q, func(n int64, cells []any) error {
			if !leaves(digits(cells[0].(string))) {
				return nil
			}
			if id := cells[0]; slices.ContainsFunc(rulings, func(ru Ruling) bool { return ru.ofReport() && ru.A == id }) {
				doc, err := entryOf(n, cells).doc()
				if err != nil {
					return err
				}
				return ledger.EncodeReport(w, ruled(doc, rulings))
			}
			_, err := io.WriteString(w, cells[lineColumn].(string))
			return err
		})
		if err != nil {
			return err
		}
		all := s.damageOf(ctx, q, sealedReports, bad, lost)
		told := s.stories(ctx, q, func(id, _, line string) error {
			item, err := storyItem(id, line)
			if err != nil || !slices.ContainsFunc(item.Reports, func(report string) bool { return leaves(digits(report)) }) {
				return err
			}
			return ledger.EncodeStoryItem(w, item)
		})
		told = s.hurt(told, table.Stories)
		if all = JoinDamage(all, told, made); all != nil && !IsDamage(all) || made != nil {
			return all
		}
		for _, of := range []*sealed{sealedEvents, sealedTotals} {
			err = s.estimates(ctx, q, of, func(id, _, line string) error {
				if !leaves(id) {
					return nil
				}
				_, err := io.WriteString(w, line)
				return err
			})
			if all = JoinDamage(all, s.hurt(err, tableName(of))); all != nil && !IsDamage(all) {
				return all
			}
		}
		return all
	})
	return s.explain(err)
}

// IsDamage reports whether err is a [*Damage]: all that is whole was handed out.
func IsDamage(err error) bool {
	var d *Damage
	return errors.As(err, &d)
}

// lineColumn is where the line stands among the columns of a report.
const lineColumn = 9

// Docs returns the reports as they were read back, in the order of their first
// reading; see [ledger.Line] for what such a doc lacks. Where reports are damaged
// it returns the others, and a [*Damage].
func (s *Store) Docs(ctx context.Context) (docs []*assay.Doc, err error) {
	err = s.look(ctx, func(q querier) error {
		docs, err = s.docs(ctx, q)
		return err
	})
	return docs, s.explain(err)
}
