package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/table"
)

// Each calls f with the rows of one report after another in a table of the reports, as masks
// show them and as they are with the names of private persons: row for row the same entries.
// Unlike [Store.Query] it holds those of one report at a time. Where rows are damaged it goes
// on with the others, and returns a [*Damage].
func (s *Store) Each(ctx context.Context, name string, f func(masked, named *table.Table) error) error {
	if !slices.Contains(rowTables, name) {
		return fmt.Errorf("%w: reports have no table %q", assay.ErrInvalid, name)
	}
	damage, err := s.laid(ctx, name)
	if err != nil {
		return s.explain(err)
	}
	masked, named := newFinder(false), newFinder(true)
	a, b := &table.Table{Name: name, Head: table.HeadOf(name)}, &table.Table{Name: name, Head: table.HeadOf(name)}
	err = s.look(ctx, func(q querier) error {
		bad, lost, err := sealedRows[name].eachRow(ctx, q, func(_ int64, cells []any) error {
			rows := cells[0].(string)
			a.Rows, a.Search, b.Rows, b.Search = a.Rows[:0], a.Search[:0], b.Rows[:0], b.Search[:0]
			if err := masked.find(a, rows); err != nil || len(a.Rows) == 0 {
				return err
			}
			of := a
			if strings.Contains(rows, ",0,") { // else they read the same
				of = b
				if err := named.find(b, rows); err != nil {
					return err
				}
			}
			if len(of.Rows) != len(a.Rows) {
				return fmt.Errorf("%w: rows of %s with names are others", assay.ErrInvalid, name)
			}
			return f(a, of)
		})
		if err != nil {
			return err
		}
		return s.damageOf(ctx, q, sealedRows[name], bad, lost)
	})
	return s.explain(JoinDamage(s.hurt(err, name), damage))
}

// EachEvent calls f with each event, as it was last put together, in order; without its Questions.
// Where some are damaged it goes on with the others, and returns a [*Damage].
func (s *Store) EachEvent(ctx context.Context, f func(*assay.Occurrence) error) error {
	made := s.hurt(s.makeEstimates(ctx), table.Estimates)
	if made != nil && !IsDamage(made) {
		return s.explain(made)
	}
	err := s.look(ctx, func(q querier) error {
		return s.estimates(ctx, q, sealedEvents, func(id, _, line string) error {
			item, err := eventItem(id, line)
			if err != nil {
				return err
			}
			occ, err := item.Occurrence()
			if err != nil {
				return err
			}
			return f(occ)
		})
	})
	return s.explain(JoinDamage(s.hurt(err, table.Events), made))
}

// Rows returns the rows of some reports in a table of the reports, as masks show them, in the
// order in which the reports are named.
func (s *Store) Rows(ctx context.Context, name string, reports []string) (*table.Table, error) {
	t := &table.Table{Name: name, Head: table.HeadOf(name)}
	of, find := sealedRows[name], newFinder(false)
	if of == nil {
		return nil, fmt.Errorf("%w: reports have no table %q", assay.ErrInvalid, name)
	}
	err := s.look(ctx, func(q querier) error {
		for _, id := range reports {
			list, err := numbers(ctx, q, "SELECT n FROM reports WHERE id = ?", id)
			if err != nil {
				return err
			}
			if len(list) != 1 {
				return fmt.Errorf("%w: no report %s", assay.ErrNotFound, id)
			}
			cells, err := of.row(ctx, q, list[0])
			if err == nil && cells == nil {
				err = s.damageOf(ctx, q, of, list, false)
			}
			if err == nil {
				err = find.find(t, cells[0].(string))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return t, s.explain(err)
}
