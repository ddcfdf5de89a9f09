package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

const (
	packedSince = 12 // the version of the ledger since which rows are packed
	roomSince   = 14 // that before which a ledger has room that it needs no more
)

// packedReports are the reports as they were packed first.
var packedReports = &sealed{sealedReports.name, sealedReports.columns, sealedReports.order, sealedReports.packed[1:]}

// packAll packs what a ledger of the version before has, row by row. Cells stay as they are, and so do
// their digests and sums: what was damaged is so still.
func (s *Store) packAll(ctx context.Context, tx *txn) error {
	tx.plain = false
	for _, t := range []*sealed{packedReports, sealedRows[rowTables[0]], sealedRows[rowTables[1]], sealedRows[rowTables[2]], sealedTold, sealedStories, sealedSearch} {
		list, err := numbers(ctx, tx, "SELECT n FROM "+t.name+" ORDER BY n")
		if err != nil {
			return err
		}
		for _, n := range list {
			if err := t.packOld(ctx, tx, n); err != nil {
				return err
			}
		}
	}
	for _, of := range []struct{ read, write string }{
		{"SELECT rowid, link FROM pairs WHERE link IS NOT NULL AND rowid > ? ORDER BY rowid LIMIT 1000", "UPDATE pairs SET packed = ? WHERE rowid = ?"},
		{"SELECT n, statement FROM journal WHERE statement IS NOT NULL AND n > ? ORDER BY n LIMIT 1000", "UPDATE journal SET stated = ? WHERE n = ?"},
	} {
		for last, n := int64(-1), 1; n > 0; {
			type cell struct {
				n    int64
				text string
			}
			var cells []cell
			rows, err := tx.QueryContext(ctx, of.read, last)
			if err != nil {
				return err
			}
			for rows.Next() {
				var c cell
				if err = rows.Scan(&c.n, &c.text); err != nil {
					break
				}
				cells = append(cells, c)
			}
			if err := errors.Join(err, rows.Err(), rows.Close()); err != nil {
				return err
			}
			for _, c := range cells {
				if err := tx.exec(ctx, of.write, packJSON(c.text), c.n); err != nil {
					return err
				}
				last = c.n
			}
			n = len(cells)
		}
	}
	tx.closeStatements() // which know the columns that go
	var all []string
	for table, columns := range map[string]string{"reports": "stages marks line", "claim_rows": "rows", "figure_rows": "rows", "movement_rows": "rows", "told": "bytes", "search_rows": "hidden",
		"story_rows": "rows line", "event_rows": "rows line", "estimate_rows": "rows line", "pairs": "link", "journal": "statement"} {
		for c := range strings.FieldsSeq(columns) {
			all = append(all, fmt.Sprintf(`ALTER TABLE %s DROP COLUMN "%s"`, table, c))
		}
	}
	slices.Sort(all)
	for _, query := range all {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// packOld packs row n, of which the columns still are those of the cells.
func (t *sealed) packOld(ctx context.Context, tx *txn, n int64) error {
	cells := make([]any, len(t.columns))
	to := make([]any, len(cells))
	for i := range cells {
		to[i] = &cells[i]
	}
	if _, err := tx.scan(ctx, `SELECT "`+strings.Join(t.columns, `", "`)+`" FROM `+t.name+" WHERE n = ?", []any{n}, to...); err != nil {
		return err
	}
	var about *setting
	var err error
	if t.ofRows() {
		if about, err = tx.setting(ctx, n); err != nil {
			return err
		}
	}
	stored, err := t.pack(cells, about)
	if err != nil {
		return err
	}
	var set []string
	var args []any
	for i, c := range t.stored() {
		if slices.ContainsFunc(t.packed, func(p packed) bool { return p.column == c }) {
			set, args = append(set, c+" = ?"), append(args, stored[i])
		}
	}
	return tx.exec(ctx, "UPDATE "+t.name+" SET "+strings.Join(set, ", ")+" WHERE n = ?", append(args, n)...)
}

// packPersons packs who is named in reports.
func (s *Store) packPersons(ctx context.Context, tx *txn) error {
	if tx.in == ofPostgres { // where they stand unpacked in the same column
		return nil
	}
	list, err := numbers(ctx, tx, "SELECT n FROM reports ORDER BY n")
	if err != nil {
		return err
	}
	for _, n := range list {
		var persons string
		if _, err := tx.scan(ctx, "SELECT persons FROM reports WHERE n = ?", []any{n}, &persons); err != nil {
			return err
		}
		if err := tx.exec(ctx, "UPDATE reports SET who = ? WHERE n = ?", packJSON(persons), n); err != nil {
			return err
		}
	}
	tx.closeStatements() // which know the column that goes
	_, err = tx.ExecContext(ctx, "ALTER TABLE reports DROP COLUMN persons")
	return err
}

func (tx *txn) closeStatements() {
	for _, s := range tx.stmts {
		s.Close()
	}
	tx.stmts = map[string]*sql.Stmt{}
}
