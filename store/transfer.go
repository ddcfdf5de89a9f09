package store

import (
	"context"
	"fmt"
	"os"
	"strings"

	"assay"
	"assay/copies"
	"assay/mask"
)

// A ledger is the same in a file and on a server: the tables have the same rows, to the byte. So it is
// carried from one to the other row by row, with its log, its sums and what was made of its
// reports; only the index of words, of which each has its own, is written anew.

// carried are the tables, without the index and what belongs to a machine; the columns are those that
// both have. Those that refer to others come behind them.
func carried() (tables [][2]string) {
	list := []*sealed{sealedReports, sealedInputs, sealedFrom, sealedRulings, sealedStories, sealedTold, sealedSearch, sealedEvents, sealedTotals}
	for _, name := range rowTables {
		list = append(list, sealedRows[name])
	}
	for _, t := range list {
		tables = append(tables, [2]string{t.name, "n, " + t.list() + ", digest"})
	}
	for line := range strings.Lines(besideSealed) {
		table, columns, _ := strings.Cut(strings.TrimSpace(line), ": ")
		tables = append(tables, [2]string{table, columns})
	}
	return tables
}

// besideSealed are the tables whose rows have no digests here, or others.
const besideSealed = `raw: digest, size, bytes
made: what, version
sums: what, "rows", digest
cards: n, words, whole, rare, keys, agency, appeared, digest
common: key
story_of: n, story
pairs: a, b, kin, match, packed, digest
journal: n, at, what, hash, salt, stated
journal_head: one, origin, size, edge
remembered: kind, "key", bytes
listed: kind, "key", n, sum
grown: n, came
accounts: name, role, known
sessions: sum, account, program, about, made, seen, ends
collections: name, made
collected: report, collection, confidential
grants: account, collection, confidential
said_as: n, sees`

// Transfer carries the ledger, as it is at this moment, to a place where none is yet: from a file to a server, back,
// or between two of a kind. The other is opened for adding. It is whole, or not there, and is
// looked at once more when all is there; where something of this one was damaged it says so with a
// [*Damage], and has that as it was.
func (s *Store) Transfer(ctx context.Context, place string) (_ *Store, err error) {
	if !OnServer(place) {
		if _, err := os.Lstat(place); err == nil {
			return nil, &storeError{place + ": is there already, and is left as it is; name another place", assay.ErrInvalid}
		}
	}
	// What is to be made anew is made here, so that both are alike; what cannot be is left to both.
	if err := s.Prepare(ctx); err != nil && !IsDamage(err) {
		return nil, err
	}
	to, err := Create(ctx, place)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err == nil || IsDamage(err) {
			return
		}
		to.Close()
		if !OnServer(place) {
			for _, left := range []string{"", "-wal", "-shm"} {
				os.Remove(place + left)
			}
		}
	}()
	to.Now = s.Now
	var held [2]int64
	err = to.db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM inputs)").Scan(&held[0], &held[1])
	if err != nil {
		return nil, to.explain(err)
	}
	if held != [2]int64{} {
		return nil, &storeError{to.path + ": is a ledger already, and is left as it is; name another place", assay.ErrInvalid}
	}
	err = s.look(ctx, func(q querier) error {
		return to.transact(ctx, func(tx *txn) error {
			for _, t := range carried() {
				if err := carryTable(ctx, q, tx, t[0], t[1]); err != nil {
					return fmt.Errorf("%s: %w", t[0], err)
				}
			}
			for _, t := range []*sealed{sealedInputs, sealedReports, sealedRulings} { // no number is given twice
				seq, err := numbers(ctx, q, s.dialect.sql("number.given"), t.name)
				if err != nil {
					return err
				}
				if err := to.give(ctx, tx, t.name, seq[0]); err != nil {
					return err
				}
			}
			return to.indexAll(ctx, tx)
		})
	})
	if err != nil {
		return nil, s.explain(to.explain(err))
	}
	if err := to.db.QueryRowContext(ctx, "SELECT coalesce(max(origin), '') FROM journal_head").Scan(&to.origin); err != nil {
		return nil, to.explain(err)
	}
	return to, to.check(ctx)
}

// carryTable copies the rows of a table.
func carryTable(ctx context.Context, q querier, tx *txn, table, columns string) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
		return err
	}
	rows, err := q.QueryContext(ctx, "SELECT "+columns+" FROM "+table+entire)
	if err != nil {
		return err
	}
	defer rows.Close()
	n := strings.Count(columns, ",") + 1
	insert := "INSERT INTO " + table + " (" + columns + ") VALUES (?" + strings.Repeat(", ?", n-1) + ")"
	cells, to := make([]any, n), make([]any, n)
	for i := range cells {
		to[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return err
		}
		if err := tx.exec(ctx, insert, cells...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// give says which number a row of a table was given last.
func (s *Store) give(ctx context.Context, tx *txn, table string, seq int64) error {
	if _, err := tx.ExecContext(ctx, s.dialect.sql("number.take"), table); err != nil || seq == 0 {
		return err
	}
	_, err := tx.ExecContext(ctx, s.dialect.sql("number.gave"), seq, table)
	return err
}

// indexAll writes the index of words anew, of a ledger of which all else is there. Where stories are to be found
// anew it is left to who finds them.
func (s *Store) indexAll(ctx context.Context, tx *txn) error {
	if _, err := tx.ExecContext(ctx, s.dialect.sql("words.empty")); err != nil {
		return err
	}
	search, err := madeBy(ctx, tx, madeSearch)
	if err != nil || search != searchVersion {
		return err
	}
	made, err := madeBy(ctx, tx, madeCopies)
	if err != nil {
		return err
	}
	list, err := numbers(ctx, tx, "SELECT n FROM reports ORDER BY n")
	if err != nil {
		return err
	}
	if made != copies.Version && len(list) > 0 {
		return isMade(ctx, tx, madeSearch, 0)
	}
	rec := &records{s, ctx, tx}
	for _, n := range list {
		doc, err := s.docOf(ctx, tx, n)
		if IsDamage(err) {
			continue // which is said when it is looked at
		}
		if err == nil {
			doc, err = s.withRulings(ctx, tx, doc)
		}
		if err != nil {
			return err
		}
		own, err := rec.castOf(int32(n))
		if err != nil {
			return err
		}
		reports, err := column[int32](ctx, tx, "SELECT n FROM story_of WHERE story = (SELECT story FROM story_of WHERE n = ?) ORDER BY n", n)
		if err != nil {
			return err
		}
		var all []mask.Person
		for _, r := range reports {
			c, err := rec.castOf(r)
			if err != nil {
				return err
			}
			all = append(all, c.Own...)
		}
		at, err := numbers(ctx, tx, "SELECT at FROM search_rows WHERE n = ?", n)
		if err != nil {
			return err
		}
		if len(at) != 1 {
			return isMade(ctx, tx, madeSearch, 0)
		}
		w := wordsOf(doc, mask.New(doc, mask.Others(own.Own, mask.Others(nil, all)), false))
		if err := tx.index(ctx, at[0], &w); err != nil {
			return err
		}
	}
	return nil
}
