package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"assay"
)

// Erased says what was erased with reports.
type Erased struct {
	Removed
	Entries int      // of the log, whose statements were destroyed
	Near    []string // ids of reports that stay and were of one story with them, and so may have the same words
}

// Erase takes reports out of the ledger as if they had never been there, and more
// than [Store.Remove] does: no ruling that names them stays, what the log states of
// them is destroyed with its salts, so that its hashes say nothing any more, and the
// file, what stands in its free pages and its write-ahead log are written anew. The
// log stays whole, and has an entry that says that something was erased, and not
// what. Where the bytes of a report are also those of others, all have to be named.
func (s *Store) Erase(ctx context.Context, ids []string) (e Erased, err error) {
	done, err := s.overwriting(ctx)
	if err != nil {
		return e, s.explain(err)
	}
	defer done()
	err = s.transact(ctx, func(tx *txn) error {
		e = Erased{}
		if err := s.mayErase(ctx, tx, ids); err != nil {
			return err
		}
		for _, id := range ids {
			near, err := column[string](ctx, tx, "SELECT r.id FROM reports AS me JOIN story_of AS my USING (n) JOIN story_of AS o ON o.story = my.story JOIN reports AS r ON r.n = o.n WHERE me.id = ? ORDER BY r.n", id)
			if err != nil {
				return err
			}
			for _, n := range near {
				if !slices.Contains(ids, n) && !slices.Contains(e.Near, n) {
					e.Near = append(e.Near, n)
				}
			}
		}
		if err := isMade(ctx, tx, madeErasure, 0); err != nil {
			return err
		}
		erased, err := notesOn(ctx, tx, ids)
		if err != nil {
			return err
		}
		of := map[string][]int64{} // rows of tables that are about the reports
		for _, id := range ids {
			for _, from := range []string{"reports WHERE id = ?", "inputs WHERE report = ?", "rulings WHERE instr(subject || ' ' || coalesce(other, '') || ' ' || theirs, ?) > 0"} {
				table, _, _ := strings.Cut(from, " ")
				list, err := numbers(ctx, tx, "SELECT n FROM "+from, id)
				if err != nil {
					return err
				}
				of[table] = append(of[table], list...)
			}
		}
		err = eachStated(ctx, tx, func(n int64, st *statement) error {
			if slices.Contains(of[st.Table], st.Row) {
				erased = append(erased, n)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range ids {
			stories, err := numbers(ctx, tx, "SELECT n FROM rulings WHERE what = 'story' AND ? IN (subject, other)", id)
			if err != nil {
				return err
			}
			for _, n := range stories {
				if err := tx.drop(ctx, sealedRulings, n); err != nil {
					return err
				}
			}
			e.Said += len(stories)
		}
		for _, id := range ids {
			if err := tx.exec(ctx, "DELETE FROM collected WHERE report = ?", id); err != nil {
				return err
			}
		}
		said := e.Said
		removed, err := s.remove(ctx, tx, ids)
		if err != nil {
			return err
		}
		e.Removed = removed
		e.Said += said
		err = eachStated(ctx, tx, func(n int64, st *statement) error { // what was said of them before and now
			if slices.Contains(ids, st.Report) {
				erased = append(erased, n)
			}
			return nil
		})
		if err != nil {
			return err
		}
		return s.destroy(ctx, tx, erased, &e)
	})
	if err != nil {
		return e, s.explain(err)
	}
	return e, s.explain(s.scour(ctx))
}

// destroy destroys what entries of the log state, and enters that it did.
func (s *Store) destroy(ctx context.Context, tx *txn, entries []int64, e *Erased) error {
	slices.Sort(entries)
	entries = slices.Compact(entries)
	for _, n := range entries {
		if err := tx.exec(ctx, "UPDATE journal SET salt = NULL, stated = NULL WHERE n = ?", n); err != nil {
			return err
		}
	}
	e.Entries = len(entries)
	return tx.enter(ctx, statement{What: logErasure, Entries: entries})
}

// mayErase refuses to erase reports whose bytes others have too: they would stay.
func (s *Store) mayErase(ctx context.Context, tx *txn, ids []string) error {
	for _, id := range ids {
		others, err := column[string](ctx, tx, "SELECT coalesce(nullif(o.report, ''), o.path) FROM inputs AS i JOIN inputs AS o ON o.raw = i.raw AND o.report <> i.report WHERE i.report = ? GROUP BY 1 ORDER BY min(o.n)", id)
		if err != nil {
			return err
		}
		others = slices.DeleteFunc(others, func(o string) bool { return slices.Contains(ids, o) })
		if len(others) > 0 {
			return fmt.Errorf("%w: %s was read from the same bytes as %s; name all of them to erase these bytes", assay.ErrInvalid, id, strings.Join(others, ", "))
		}
	}
	return nil
}

// notesOn returns the entries of the log whose commands name reports, by id or path: those
// of an older assay do.
func notesOn(ctx context.Context, tx *txn, ids []string) ([]int64, error) {
	var names []string
	for _, id := range ids {
		paths, err := column[string](ctx, tx, "SELECT path FROM inputs WHERE report = ?1 UNION SELECT path FROM reports WHERE id = ?1 AND path IS NOT NULL", id)
		if err != nil {
			return nil, err
		}
		names = append(append(names, shortID(id)), paths...)
	}
	return notes(ctx, tx, func(command string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			for from := 0; name != ""; {
				k := strings.Index(command[from:], name)
				if k < 0 {
					break
				}
				if at := []int{from + k, from + k + len(name)}; apartFrom(command, at) || name == shortID(name) && len(name) == 8 {
					return true
				}
				from += k + 1
			}
			return false
		})
	})
}

// notes returns the entries of the log of whose commands something holds.
func notes(ctx context.Context, q querier, holds func(command string) bool) (list []int64, err error) {
	err = eachStated(ctx, q, func(n int64, st *statement) error {
		if st.Command != "" && holds(st.Command) {
			list = append(list, n)
		}
		return nil
	})
	return list, err
}

// overwriting has what goes be gone from the file too, not only from sight, until done is called.
func (s *Store) overwriting(ctx context.Context) (done func(), err error) {
	if s.dialect == ofPostgres {
		return func() {}, nil // see [Store.scourServer]
	}
	_, err = s.db.ExecContext(ctx, "PRAGMA secure_delete = 1")
	return func() { s.db.ExecContext(ctx, "PRAGMA secure_delete = 0") }, err
}

// Unfinished reports whether an erasure was cut off: what it took out of the tables may
// stand in the files still. [Store.Finish] is to follow.
func (s *Store) Unfinished(ctx context.Context) (is bool, err error) {
	is, err = unfinished(ctx, s.db)
	return is, s.explain(err)
}

func unfinished(ctx context.Context, q querier) (is bool, err error) {
	err = q.QueryRowContext(ctx, "SELECT count(*) > 0 FROM made WHERE what = ?", madeErasure).Scan(&is)
	return is, err
}

// Finish does what an erasure that was cut off left undone.
func (s *Store) Finish(ctx context.Context) error { return s.explain(s.scour(ctx)) }

// scour makes what is left anew: stories, events and estimates, what finding copies
// remembers with its files, then the file itself, page by page, and empties its
// write-ahead log. Until that is done the ledger says that an erasure is unfinished.
func (s *Store) scour(ctx context.Context) error {
	if err := s.settled(ctx); err != nil {
		return err
	}
	if err := s.makeEstimates(ctx); err != nil && !IsDamage(err) {
		return err
	}
	if err := s.sweep(ctx); err != nil {
		return err
	}
	// What was taken out of the index of words stands in it until its parts are joined.
	if _, err := s.db.ExecContext(ctx, s.dialect.sql("words.join")); err != nil {
		return err
	}
	if s.dialect == ofPostgres {
		return s.scourServer(ctx)
	}
	if _, err := s.db.ExecContext(ctx, "VACUUM"); err != nil {
		return err
	}
	for _, left := range []string{migrating, copying} { // of programs that were killed
		if err := os.Remove(s.path + left); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := s.DropShares(); err != nil { // they are made anew of what is left
		return err
	}
	truncate := func() error {
		var busy, pages, moved int
		err := s.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
		if err == nil && busy != 0 {
			err = errBusy
		}
		return err
	}
	if err := truncate(); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, "DELETE FROM made WHERE what = ?", madeErasure); err != nil {
		return err
	}
	return ignore(truncate(), errBusy) // there is nothing in it that is to go
}

var errBusy = errors.New("it is erased, but other programs read the ledger as it was, and until they are done its bytes stand in the write-ahead log; erase again when they are")
