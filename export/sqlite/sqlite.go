// Package sqlite writes tables as a database that SQL and Datasette read: a table each,
// typed, with views that join them. It is a copy of what left the ledger, not the ledger.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"strings"

	"assay/table"

	_ "modernc.org/sqlite" // the driver
)

// types are the types of columns by the kinds of their cells.
var types = [...]string{table.Text: "TEXT", table.Number: "REAL", table.Integer: "INTEGER", table.Truth: "INTEGER", table.Day: "TEXT"}

// views join tables for eyes. latitude and longitude are what maps of Datasette look for.
var views = [...]string{
	`CREATE VIEW map AS SELECT id, action, low, best, high, counted, places, day_begin, source, sentence, lat AS latitude, lon AS longitude FROM figures WHERE lat IS NOT NULL`,
	`CREATE VIEW estimates_of_events AS SELECT v.id AS event, v.called, v.place_name, v.country, v."begin", v."end", e.id AS estimate, e.action, e.counted, e.low, e.best, e.high, e.origins, e.conflict FROM events AS v JOIN estimates AS e ON e.event = v.id`,
	`CREATE VIEW who_said AS SELECT c.source, c.party, c.stance, c.content, f.id AS figure, f.text, f.action, f.counted, c.published, c.report FROM claims AS c LEFT JOIN figures AS f ON f.report = c.report AND f.claim = c.claim`,
	`CREATE VIEW conflicts AS SELECT * FROM estimates WHERE conflict`,
}

// Write writes tables as a database.
func Write(w io.Writer, tables []*table.Table) (err error) {
	ctx := context.Background()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx) // a database in memory is its connection's
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, t := range tables {
		if err := fill(ctx, tx, t); err != nil {
			return err
		}
	}
	for _, view := range views {
		if _, err := tx.ExecContext(ctx, view); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return conn.Raw(func(driver any) error {
		s, ok := driver.(interface{ Serialize() ([]byte, error) })
		if !ok {
			return errors.New("the driver writes no database out of memory")
		}
		b, err := s.Serialize()
		if err == nil {
			_, err = w.Write(b)
		}
		return err
	})
}

func fill(ctx context.Context, tx *sql.Tx, t *table.Table) error {
	var columns, marks []string
	for _, name := range t.Head {
		columns = append(columns, `"`+name+`" `+types[table.KindOf(t.Name, name)])
		marks = append(marks, "?")
	}
	if _, err := tx.ExecContext(ctx, `CREATE TABLE "`+t.Name+`" (`+strings.Join(columns, ", ")+`)`); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO "`+t.Name+`" VALUES (`+strings.Join(marks, ", ")+`)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, row := range t.Rows {
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `CREATE INDEX "`+t.Name+`_id" ON "`+t.Name+`" (id)`)
	return err
}
