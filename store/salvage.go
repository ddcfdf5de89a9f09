package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"assay"
	"assay/mask"
)

// Sound reports whether SQLite can follow the whole file: whether rows that are
// damaged can be replaced where they are.
func (s *Store) Sound(ctx context.Context) (bool, error) {
	if s.dialect == ofPostgres {
		return true, nil // pg_amcheck knows
	}
	var found string
	err := s.db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found)
	if isDamaged(err) {
		return false, nil
	}
	if err != nil || found != "ok" {
		return false, s.explain(err)
	}
	err = s.look(ctx, func(q querier) (err error) {
		found, err = freed(ctx, q)
		return err
	})
	if isDamaged(err) {
		return false, nil
	}
	return found == "", s.explain(err)
}

// Salvage writes what can be read of a broken ledger to a new one beside it, and
// opens that: reports whose entries are whole under the numbers they had, what
// they were read from and the bytes of that, quarantine, rulings and the log.
// Stories and estimates are to be found anew there, and what is missing read again
// from its bytes.
func (s *Store) Salvage(ctx context.Context) (_ *Store, err error) {
	if s.dialect == ofPostgres {
		return nil, s.onlyFile("what a server cannot read is not salvaged", "restore a dump of it")
	}
	name := s.path + ".salvaged"
	for i := 2; ; i++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = fmt.Sprintf("%s.salvaged-%d", s.path, i)
	}
	to, err := Create(ctx, name)
	if err != nil {
		return nil, err
	}
	to.Now = s.Now
	defer func() {
		if err != nil {
			to.Close()
			for _, left := range []string{"", "-wal", "-shm"} {
				os.Remove(name + left)
			}
		}
	}()
	if info, err := os.Stat(s.path); err == nil {
		if err := os.Chmod(name, info.Mode().Perm()); err != nil {
			return nil, fmt.Errorf("%s: %w", name, cause(err))
		}
	}
	to.was = map[string]int64{}
	err = s.look(ctx, func(q querier) error {
		// The index of the ids is apart from the reports.
		rows, err := q.QueryContext(ctx, "SELECT id, n FROM reports INDEXED BY sqlite_autoindex_reports_1 ORDER BY id")
		if err == nil {
			defer rows.Close()
			for rows.Next() {
				var id string
				var n int64
				if rows.Scan(&id, &n) == nil && n > 0 {
					to.was[id] = n
				}
			}
			err = errors.Join(rows.Err(), rows.Close())
		}
		if err != nil && !isDamaged(err) {
			return err
		}
		return to.transact(ctx, func(tx *txn) error { return to.carry(ctx, q, tx) })
	})
	if err != nil {
		return nil, s.explain(err)
	}
	return to, nil
}

// number returns the number that a report gets which has none: the one that it had
// in the ledger that this was salvaged from, if nobody has it, so that the order
// stays.
func (s *Store) number(ctx context.Context, tx *txn, id string) (int64, error) {
	if n := s.was[id]; n > 0 {
		taken, err := numbers(ctx, tx, "SELECT n FROM reports WHERE n = ?", n)
		if err != nil || len(taken) == 0 {
			return n, err
		}
	}
	return tx.next(ctx, sealedReports)
}

// carry copies what is whole.
func (s *Store) carry(ctx context.Context, q querier, tx *txn) (err error) {
	if err := carryLog(ctx, q, tx); err != nil {
		return err
	}
	known := map[string]bool{} // reports that an input is known of
	carried := 0
	defer func() {
		if err == nil {
			err = carryTeam(ctx, q, tx)
		}
	}()
	_, _, err = sealedInputs.eachRow(ctx, q, func(n int64, cells []any) error {
		carried++
		if d, ok := cells[2].([]byte); ok {
			b, err := raw(ctx, q, d)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				cells[2] = nil
			default:
				if _, err := keepRaw(ctx, tx, b); err != nil {
					return err
				}
			}
		}
		known[cells[1].(string)] = true
		return tx.put(ctx, sealedInputs, n, cells...)
	})
	if err != nil {
		return err
	}
	_, _, err = sealedFrom.eachRow(ctx, q, func(n int64, cells []any) error { return tx.put(ctx, sealedFrom, n, cells...) })
	if err != nil {
		return err
	}
	_, _, err = sealedRulings.eachRow(ctx, q, func(n int64, cells []any) error { return tx.put(ctx, sealedRulings, n, cells...) })
	if err != nil {
		return err
	}
	_, _, err = sealedReports.eachRow(ctx, q, func(n int64, cells []any) error {
		carried++
		e := entryOf(n, cells)
		doc, err := e.doc()
		if err != nil {
			return err
		}
		if err := s.putEntry(ctx, tx, n, doc, e.stages, e.marks, e.line); err != nil || known[doc.ID.String()] {
			return err
		}
		at, err := tx.next(ctx, sealedInputs)
		if err != nil {
			return err
		}
		return tx.put(ctx, sealedInputs, at, doc.Path, doc.ID.String(), nil, int64(0), nil, "", nil)
	})
	if err != nil {
		return err
	}
	had := map[string]int64{} // no number is given twice
	err = eachStated(ctx, tx, func(_ int64, st *statement) error {
		had[st.Table] = max(had[st.Table], st.Row)
		return nil
	})
	if err != nil {
		return err
	}
	for _, t := range []*sealed{sealedInputs, sealedReports, sealedRulings} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM sqlite_sequence WHERE name = ?", t.name); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, max(?2, coalesce(max(n), 0)) FROM "+t.name, t.name, had[t.name]); err != nil {
			return err
		}
	}
	if carried == 0 {
		return fmt.Errorf("%w: nothing of it can be read; read the reports into a new ledger", assay.ErrInvalid)
	}
	return errors.Join(isMade(ctx, tx, madeCopies, 0), isMade(ctx, tx, madeEstimates, 0), isMade(ctx, tx, madeMasks, mask.Version))
}

// known returns the ids of all reports that the inputs, the reports or the index
// of their ids know.
func (s *Store) known(ctx context.Context, q querier) (ids []string, err error) {
	add := func(id string) {
		if _, err := assay.ParseReportID(id); err == nil && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	_, _, err = sealedInputs.eachRow(ctx, q, func(_ int64, cells []any) error { add(cells[1].(string)); return nil })
	if err != nil {
		return nil, err
	}
	_, _, err = sealedReports.eachRow(ctx, q, func(_ int64, cells []any) error { add(cells[0].(string)); return nil })
	if err != nil {
		return nil, err
	}
	for _, query := range []string{"SELECT id FROM reports INDEXED BY sqlite_autoindex_reports_1 ORDER BY id", "SELECT DISTINCT report FROM inputs INDEXED BY inputs_report ORDER BY report"} {
		list, err := column[string](ctx, q, query)
		if err != nil && !isDamaged(err) {
			return nil, err
		}
		for _, id := range list {
			add(id)
		}
	}
	return ids, nil
}
