package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"assay"
)

// Who may see a part of a ledger is answered from a share of it: a ledger that holds what they
// may see and nothing else. So nothing that reads can forget what is hidden, and no count, no
// rank of a search, no estimate and no time that an answer takes comes from it. A share is
// brought up to date from its ledger, and is made anew where it is lost.

// SharedAt is how many reports are brought into a share at once.
const sharedAt = 200

// A wanted is a report that is to be in a share, or is.
type wanted struct {
	n          int64
	id, digest string // the second are bytes
}

// ShareFrom brings this, a share, up to date with what somebody may see of a ledger. Before what
// is there and may not be seen any more is taken out hide is called.
func (s *Store) ShareFrom(ctx context.Context, from *Store, sees Sees, hide func()) error {
	ctx = As(ctx, "", SeesAll) // it is the program that does it
	err := from.look(ctx, func(q querier) error {
		have, err := wantedIn(ctx, s.db, "SELECT n, report, digest FROM shared ORDER BY n", nil)
		if err != nil {
			return err
		}
		want, err := wantedIn(ctx, q, "SELECT n, id, digest, coalesce(collection, '"+OpenCollection+"'), coalesce(confidential, 0) FROM reports LEFT JOIN collected ON report = id ORDER BY n", &sees)
		if err != nil {
			return err
		}
		there, may := map[int64]wanted{}, map[int64]wanted{}
		in := map[string]bool{} // ids of what may be seen
		for _, w := range have {
			there[w.n] = w
		}
		for _, w := range want {
			may[w.n], in[w.id] = w, true
		}
		var gone []wanted
		for _, w := range have {
			if now, ok := may[w.n]; !ok || now.id != w.id {
				gone = append(gone, w)
				delete(there, w.n)
			}
		}
		if len(gone) > 0 {
			hide()
			if err := s.unshare(ctx, gone); err != nil {
				return err
			}
		}
		want = slices.DeleteFunc(want, func(w wanted) bool { return there[w.n] == w })
		for part := range slices.Chunk(want, sharedAt) {
			if err := s.takeIn(ctx, q, part); err != nil {
				return err
			}
		}
		return s.sharing(ctx, func(tx *txn) error {
			if err := s.shareInputs(ctx, q, tx, in); err != nil {
				return err
			}
			return s.shareRulings(ctx, q, tx, in, sees)
		})
	})
	return s.explain(err)
}

func wantedIn(ctx context.Context, q querier, query string, sees *Sees) (list []wanted, err error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var w wanted
		var d []byte
		var collection string
		var confidential bool
		to := []any{&w.n, &w.id, &d}
		if sees != nil {
			to = append(to, &collection, &confidential)
		}
		if err := rows.Scan(to...); err != nil {
			return nil, err
		}
		w.digest = string(d)
		if sees == nil || sees.Has(collection, confidential) {
			list = append(list, w)
		}
	}
	return list, rows.Err()
}

// sharing is a transaction that the log of a share does not have: what was done is in that of
// the ledger.
func (s *Store) sharing(ctx context.Context, f func(*txn) error) error {
	return s.transact(ctx, func(tx *txn) error {
		tx.unlogged = true
		return f(tx)
	})
}

// unshare takes reports out of a share, from its file too.
func (s *Store) unshare(ctx context.Context, gone []wanted) error {
	if _, err := s.db.ExecContext(ctx, "PRAGMA secure_delete = 1"); err != nil {
		return err
	}
	defer s.db.ExecContext(ctx, "PRAGMA secure_delete = 0")
	err := s.sharing(ctx, func(tx *txn) error {
		var ids []string
		for _, w := range gone {
			there, err := numbers(ctx, tx, "SELECT 1 FROM reports WHERE id = ?", w.id)
			if err != nil {
				return err
			}
			if len(there) > 0 {
				ids = append(ids, w.id)
			}
			if err := tx.exec(ctx, "DELETE FROM shared WHERE n = ?", w.n); err != nil {
				return err
			}
		}
		if _, err := s.remove(ctx, tx, ids); err != nil {
			return err
		}
		// What was put together of them is not to be shown until it is put together anew.
		for _, of := range []*sealed{sealedEvents, sealedTotals} {
			if err := tx.empty(ctx, of); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	// SQLite leaves pieces of what was moved behind.
	for _, query := range []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"} {
		if _, err := s.db.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// takeIn brings reports into a share, and what changed of those that are there.
func (s *Store) takeIn(ctx context.Context, q querier, list []wanted) error {
	err := s.sharing(ctx, func(tx *txn) error {
		var came, changed []int64
		for _, w := range list {
			cells, err := sealedReports.row(ctx, q, w.n)
			if errors.Is(err, errAltered) || err == nil && cells == nil {
				continue // of which is told where the ledger is looked at itself
			}
			if err != nil {
				return err
			}
			e := entryOf(w.n, cells)
			doc, err := e.doc()
			if err != nil {
				return err
			}
			old, err := s.entry(ctx, tx, doc.ID)
			if err != nil {
				return err
			}
			if old == nil || old.damaged || old.stages != e.stages || old.marks != e.marks || old.line != e.line {
				if err := errors.Join(s.putEntry(ctx, tx, w.n, doc, e.stages, e.marks, e.line), s.keepTold(ctx, tx, w.n, e.marks, e.line)); err != nil {
					return err
				}
				if old == nil {
					came = append(came, w.n)
				} else {
					changed = append(changed, w.n)
				}
			}
			if err := tx.exec(ctx, "INSERT INTO shared (n, report, digest) VALUES (?1, ?2, ?3) ON CONFLICT (n) DO UPDATE SET report = ?2, digest = ?3", w.n, w.id, []byte(w.digest)); err != nil {
				return err
			}
		}
		if err := s.findStories(ctx, tx, came, changed); err != nil {
			return err
		}
		return s.layStoriesOf(ctx, tx, changed)
	})
	if err == nil {
		_ = s.sweep(ctx)
	}
	return err
}

// digestsOf returns the digests of rows by their numbers, and what stands in a column of theirs.
func digestsOf(ctx context.Context, q querier, t *sealed, column string) (digests map[int64]string, in map[int64]string, order []int64, err error) {
	rows, err := q.QueryContext(ctx, "SELECT n, digest, "+column+" FROM "+t.name+" ORDER BY n")
	if err != nil {
		return nil, nil, nil, err
	}
	defer rows.Close()
	digests, in = map[int64]string{}, map[int64]string{}
	for rows.Next() {
		var n int64
		var d []byte
		var of string
		if err := rows.Scan(&n, &d, &of); err != nil {
			return nil, nil, nil, err
		}
		digests[n], in[n], order = hex.EncodeToString(d), of, append(order, n)
	}
	return digests, in, order, rows.Err()
}

// shareInputs brings what reports were read from into a share.
func (s *Store) shareInputs(ctx context.Context, q querier, tx *txn, in map[string]bool) error {
	want, report, order, err := digestsOf(ctx, q, sealedInputs, sealedInputs.columns[1])
	if err != nil {
		return err
	}
	have, _, were, err := digestsOf(ctx, tx, sealedInputs, sealedInputs.columns[1])
	if err != nil {
		return err
	}
	for _, n := range were {
		if want[n] == "" || !in[report[n]] {
			if _, err := dropInput(ctx, tx, n); err != nil {
				return err
			}
		}
	}
	for _, n := range order {
		if !in[report[n]] || have[n] == want[n] {
			continue
		}
		cells, err := sealedInputs.row(ctx, q, n)
		if errors.Is(err, errAltered) {
			continue
		}
		if err != nil {
			return err
		}
		if d, ok := cells[2].([]byte); ok {
			b, err := raw(ctx, q, d)
			if err == nil {
				_, err = keepRaw(ctx, tx, b)
			} else if errors.Is(err, assay.ErrInvalid) {
				err = nil // as above
			}
			if err != nil {
				return err
			}
		}
		if err := tx.put(ctx, sealedInputs, n, cells...); err != nil {
			return err
		}
	}
	known, _, order, err := digestsOf(ctx, q, sealedFrom, "n")
	if err != nil {
		return err
	}
	have, _, _, err = digestsOf(ctx, tx, sealedFrom, "n")
	if err != nil {
		return err
	}
	for _, n := range order {
		if !in[report[n]] || have[n] == known[n] {
			continue
		}
		cells, err := sealedFrom.row(ctx, q, n)
		if errors.Is(err, errAltered) {
			continue
		}
		if err == nil {
			err = tx.put(ctx, sealedFrom, n, cells...)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// shareRulings brings what persons said of reports that may be seen into a share. The reasons of
// those who see more stay away, and so do their briefs.
func (s *Store) shareRulings(ctx context.Context, q querier, tx *txn, in map[string]bool, sees Sees) error {
	saw, err := sawBy(ctx, q)
	if err != nil {
		return err
	}
	have, _, were, err := digestsOf(ctx, tx, sealedRulings, sealedRulings.columns[0])
	if err != nil {
		return err
	}
	keep := map[int64]bool{}
	var moved []Ruling // what changed
	_, _, err = sealedRulings.eachRow(ctx, q, func(n int64, cells []any) error {
		ru, err := rulingOf(n, cells)
		if err != nil {
			return nil // as with what is damaged
		}
		by, limited := saw[n]
		if !limited {
			by = SeesAll
		}
		private := !by.within(sees)
		if private && (ru.What == onBrief || ru.was == onBrief) || slices.ContainsFunc(ru.on(), func(id string) bool { return !in[id] }) {
			return nil
		}
		if ru.ofEstimate() && limited && by.Key() != sees.Key() {
			return nil // of an estimate that is another here
		}
		if private {
			cells[7] = nil
		}
		keep[n] = true
		d := sealedRulings.digest(n, cells)
		if have[n] == hex.EncodeToString(d[:]) {
			return nil
		}
		moved = append(moved, ru)
		return tx.put(ctx, sealedRulings, n, cells...)
	})
	if err != nil {
		return err
	}
	for _, n := range were {
		if keep[n] {
			continue
		}
		cells, err := sealedRulings.row(ctx, tx, n)
		if err != nil {
			return err
		}
		ru, err := rulingOf(n, cells)
		if err != nil {
			return err
		}
		moved = append(moved, ru)
		if err := tx.drop(ctx, sealedRulings, n); err != nil {
			return err
		}
	}
	done := map[string]bool{}
	for _, ru := range moved {
		what := ru.What
		if what == aside {
			what = ru.was
		}
		key := fmt.Sprint(what, " ", ru.A)
		switch {
		case what == OnStories:
			err = s.ruled(ctx, tx, ru)
		case what == OnEstimates:
			err = stale(ctx, tx)
		case what != onReview && what != onCoders && what != onBrief && !done[key]: // on something of a report
			var at []int64
			if at, err = numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", ru.A); err == nil && len(at) == 1 {
				err = s.applyAgain(ctx, tx, at[0])
			}
		}
		if done[key] = true; err != nil {
			return err
		}
	}
	return nil
}

func (ru *Ruling) ofEstimate() bool { return ru.What == OnEstimates || ru.was == OnEstimates }

// sawBy returns what those saw who said something and did not see all, by the numbers of what
// they said.
func sawBy(ctx context.Context, q querier) (map[int64]Sees, error) {
	rows, err := q.QueryContext(ctx, "SELECT n, sees FROM said_as")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	saw := map[int64]Sees{}
	for rows.Next() {
		var n int64
		var key string
		if err := rows.Scan(&n, &key); err != nil {
			return nil, err
		}
		saw[n] = seesOf(key)
	}
	return saw, rows.Err()
}

// ofAll leaves out what persons said of estimates who did not see all that there is: it is of
// other estimates, and holds for who sees the same as they.
func ofAll(ctx context.Context, q querier, list []Ruling) ([]Ruling, error) {
	if !slices.ContainsFunc(list, func(ru Ruling) bool { return ru.What == OnEstimates }) {
		return list, nil
	}
	saw, err := sawBy(ctx, q)
	if err != nil || len(saw) == 0 {
		return list, err
	}
	return slices.DeleteFunc(slices.Clone(list), func(ru Ruling) bool {
		_, limited := saw[ru.n]
		return limited && ru.What == OnEstimates
	}), nil
}

// Through returns the ledger as it is written to by somebody who sees a share of it: estimates
// that they name are those of the share.
func (s *Store) Through(share *Store) *Store {
	through, seen := *s, *share
	seen.AsKept, through.through = true, &seen
	return &through
}

// Try does what f does without keeping it, and returns its error: whether somebody who sees
// this share may say what they say.
func (s *Store) Try(f func(*Store) error) error {
	try := *s
	try.trying, try.AsKept = true, true
	return f(&try)
}
