package store

import (
	"context"
	"errors"
	"fmt"

	"assay"
	"assay/table"
)

// Removed says what goes, or went, with reports.
type Removed struct {
	Reports                    int
	Claims, Figures, Movements int
	Inputs                     int   // paths they were read from
	RawBytes                   int64 // bytes that no other report has, as they came
	Stories                    int   // stories they were in
	Rulings                    int   // on which of them are one story: these stay
	Said                       int   // rulings on their figures and on estimates of these alone
}

// Remove takes reports out of the ledger, by their ids, with all that hangs on
// them: their rows, their bytes, their part in stories and estimates. Rulings
// on which are one story stay, and hold when they are added again; those on figures have
// words of the report, and go. What is left is as if they
// had never been there. The stories of the rest are found anew, by
// [Store.Settle] or the next question. With dry nothing is changed.
func (s *Store) Remove(ctx context.Context, ids []string, dry bool) (r Removed, err error) {
	done, err := s.overwriting(ctx)
	if err != nil {
		return r, s.explain(err)
	}
	defer done()
	err = s.transact(ctx, func(tx *txn) error {
		r, err = s.remove(ctx, tx, ids)
		if err == nil && dry {
			err = errDry
		}
		return err
	})
	if errors.Is(err, errDry) {
		return r, nil
	}
	if err == nil {
		err = s.DropShares() // where it stands too; they are made anew
	}
	return r, s.explain(err)
}

var errDry = fmt.Errorf("dry run")

func (s *Store) remove(ctx context.Context, tx *txn, ids []string) (r Removed, err error) {
	count := func(to *int, query string, args ...any) error {
		var n int
		err := tx.QueryRowContext(ctx, query, args...).Scan(&n)
		*to += n
		return err
	}
	stories := map[int64]bool{}
	for _, id := range ids {
		var n int64
		if err := tx.QueryRowContext(ctx, "SELECT n FROM reports WHERE id = ?", id).Scan(&n); err != nil {
			return r, fmt.Errorf("%w: no report %s", assay.ErrNotFound, id)
		}
		r.Reports++
		if err := count(&r.Rulings, "SELECT count(*) FROM rulings WHERE what = 'story' AND (subject = ?1 OR other = ?1)", id); err != nil {
			return r, err
		}
		said, err := s.forgetRulings(ctx, tx, id)
		if err == nil && said > 0 { // which held for copies too
			err = s.applyAgain(ctx, tx, n)
		}
		if err != nil {
			return r, err
		}
		r.Said += said
		for k, to := range []*int{&r.Claims, &r.Figures, &r.Movements} {
			of := sealedRows[rowTables[k]]
			if cells, err := of.row(ctx, tx, n); err == nil && cells != nil {
				t := &table.Table{Name: rowTables[k], Head: table.HeadOf(rowTables[k])}
				if err := newFinder(true).find(t, cells[0].(string)); err != nil {
					return r, err
				}
				*to += len(t.Rows)
			}
			if err := tx.drop(ctx, of, n); err != nil {
				return r, err
			}
		}
		at, err := numbers(ctx, tx, "SELECT story FROM story_of WHERE n = ?", n)
		if err != nil {
			return r, err
		}
		for _, n := range at {
			stories[n] = true
		}
		if err := tx.drop(ctx, sealedTold, n); err != nil {
			return r, err
		}
		if err := errors.Join(unindex(ctx, tx, n), tx.drop(ctx, sealedSearch, n)); err != nil {
			return r, err
		}
		if err := tx.drop(ctx, sealedReports, n); err != nil {
			return r, err
		}
		inputs, err := numbers(ctx, tx, "SELECT n FROM inputs WHERE report = ?", id)
		if err != nil {
			return r, err
		}
		for _, n := range inputs {
			size, err := dropInput(ctx, tx, n)
			if err != nil {
				return r, err
			}
			r.Inputs++
			r.RawBytes += size
		}
	}
	r.Stories = len(stories)
	// What is taken out of the index stands in it until it is written anew.
	if _, err := tx.ExecContext(ctx, tx.in.sql("words.join")); err != nil {
		return r, err
	}
	if _, err := s.forgetStories(ctx, tx); err != nil {
		return r, err
	}
	for _, what := range []string{madeCopies, madeEstimates} {
		if err := isMade(ctx, tx, what, 0); err != nil {
			return r, err
		}
	}
	return r, (&memory{s, ctx, tx}).forget()
}

// Replace writes the entries of reports that were read again, whatever is there
// now, and notes it. Their paths stay. [Store.Mend] is to follow.
func (s *Store) Replace(ctx context.Context, docs []*assay.Doc, stages []assay.Stage) error {
	versions := Versions(stages)
	return s.explain(s.transact(ctx, func(tx *txn) error {
		for _, doc := range docs {
			old, err := s.entry(ctx, tx, doc.ID)
			if err != nil {
				return err
			}
			if old != nil && !old.damaged {
				was, err := old.doc()
				if err != nil {
					return err
				}
				doc = withPlace(doc, was.Report)
			}
			if old == nil {
				old = &entry{}
				if old.n, err = s.number(ctx, tx, doc.ID.String()); err != nil {
					return err
				}
			}
			old.damaged = true // write it in any case
			if _, err := s.put(ctx, tx, doc, old, versions, &Added{}); err != nil {
				return err
			}
			if err := tx.enter(ctx, statement{What: logReread, Report: doc.ID.String()}); err != nil {
				return err
			}
		}
		return errors.Join(isMade(ctx, tx, madeCopies, 0), isMade(ctx, tx, madeEstimates, 0))
	}))
}

// Mend makes the ledger whole after damaged reports were read again, or added
// again: what is known of inputs and said in rulings is dropped where it is
// damaged, since nobody knows it any more, and the sums by which it is noticed
// that rows are gone are made anew where every report that is known has its rows.
// It returns what was dropped, one line each.
func (s *Store) Mend(ctx context.Context) (dropped []string, err error) {
	err = s.transact(ctx, func(tx *txn) error {
		dropped = nil
		for _, t := range []*sealed{sealedInputs, sealedFrom, sealedRulings} {
			bad, lost, err := t.eachRow(ctx, tx, func(int64, []any) error { return nil })
			if err != nil {
				return err
			}
			for _, n := range bad {
				if _, err := tx.ExecContext(ctx, "DELETE FROM "+t.name+" WHERE n = ?", n); err != nil {
					return err
				}
			}
			if len(bad) > 0 || lost {
				line := fmt.Sprintf("%d damaged %s dropped, others may be gone", len(bad), t.name)
				dropped = append(dropped, line)
				if err := tx.enter(ctx, statement{What: logDropped, Command: line}); err != nil {
					return err
				}
			}
			if err := errors.Join(tx.recount(ctx, t), tx.settleLog(ctx, t)); err != nil {
				return err
			}
		}
		orphans, err := tx.ExecContext(ctx, "DELETE FROM raw WHERE digest NOT IN (SELECT raw FROM inputs WHERE raw IS NOT NULL)")
		if err != nil {
			return err
		}
		if n, _ := orphans.RowsAffected(); n > 0 {
			dropped = append(dropped, fmt.Sprintf("the raw bytes of %d inputs that are gone dropped", n))
		}
		var missing int
		err = tx.QueryRowContext(ctx, "SELECT count(*) FROM inputs WHERE report <> '' AND report NOT IN (SELECT id FROM reports)").Scan(&missing)
		if err != nil || missing > 0 {
			return err
		}
		if err := errors.Join(tx.recount(ctx, sealedReports), tx.settleLog(ctx, sealedReports)); err != nil {
			return err
		}
		for _, t := range []*sealed{sealedRows[table.Claims], sealedRows[table.Figures], sealedRows[table.Movements], sealedTold, sealedSearch} {
			var lacking int
			if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM reports WHERE n NOT IN (SELECT n FROM "+t.name+")").Scan(&lacking); err != nil {
				return err
			}
			if lacking > 0 {
				continue
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+t.name+" WHERE n NOT IN (SELECT n FROM reports)"); err != nil {
				return err
			}
			if err := tx.recount(ctx, t); err != nil {
				return err
			}
		}
		return nil
	})
	return dropped, s.explain(err)
}

// Check reads all that has a digest, raw bytes too, and returns a [*Damage] that
// says what is not as it was written; nil if all is.
func (s *Store) Check(ctx context.Context) error {
	sound, err := s.Sound(ctx)
	if err == nil && !sound {
		err = &Damage{Ledger: s.path, Tables: []string{"structure"}}
	}
	return JoinDamage(err, s.check(ctx))
}

func (s *Store) check(ctx context.Context) error {
	return s.explain(s.look(ctx, func(q querier) error {
		var all error
		for _, t := range []*sealed{sealedReports, sealedRows[table.Claims], sealedRows[table.Figures], sealedRows[table.Movements], sealedStories, sealedTold, sealedSearch, sealedEvents, sealedTotals, sealedInputs, sealedFrom, sealedRulings} {
			bad, lost, err := t.eachRow(ctx, q, func(int64, []any) error { return nil })
			if err != nil {
				return err
			}
			if all = JoinDamage(all, s.damageOf(ctx, q, t, bad, lost)); all != nil && !IsDamage(all) {
				return all
			}
		}
		list, err := column[[]byte](ctx, q, "SELECT raw FROM inputs WHERE raw IS NOT NULL GROUP BY raw ORDER BY min(n)")
		if all = JoinDamage(all, s.hurt(err, "raw bytes")); all != nil && !IsDamage(all) {
			return all
		}
		for _, d := range list {
			if _, err := raw(ctx, q, d); err != nil {
				if ctx.Err() != nil {
					return err
				}
				damage := &Damage{Ledger: s.path, Tables: []string{"raw bytes"}}
				all = JoinDamage(all, damage)
			}
		}
		return all
	}))
}
