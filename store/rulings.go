package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"assay"
	"assay/copies"
)

// A Ruling is a user's word on two reports: that they are one story, or that
// they are not. It holds against all that is found, now and later.
type Ruling struct {
	A, B     string // ids of the reports
	Together bool
	Why      string
}

// Rule writes a ruling down, in the place of one on the same two reports, and
// moves the stories that it concerns. It refuses a ruling that others make
// impossible.
func (s *Store) Rule(ctx context.Context, ru Ruling) error {
	if ru.A > ru.B {
		ru.A, ru.B = ru.B, ru.A
	}
	return s.explain(s.transact(ctx, func(tx *sql.Tx) error {
		if err := mayRule(ctx, tx, ru); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO rulings (a, b, together, why) VALUES (?, ?, ?, ?)", ru.A, ru.B, ru.Together, null(ru.Why))
		if err != nil {
			return err
		}
		return s.ruled(ctx, tx, ru)
	}))
}

// Unrule takes a ruling back.
func (s *Store) Unrule(ctx context.Context, a, b string) error {
	if a > b {
		a, b = b, a
	}
	return s.explain(s.transact(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "DELETE FROM rulings WHERE a = ? AND b = ?", a, b)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("%w: there is no ruling on these two reports", assay.ErrNotFound))
		}
		return s.ruled(ctx, tx, Ruling{A: a, B: b})
	}))
}

// Rulings returns the rulings in the order in which they were made.
func (s *Store) Rulings(ctx context.Context) ([]Ruling, error) {
	list, err := rulings(ctx, s.db)
	return list, s.explain(err)
}

func rulings(ctx context.Context, q querier) (list []Ruling, err error) {
	rows, err := q.QueryContext(ctx, "SELECT a, b, together, coalesce(why, '') FROM rulings ORDER BY n")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var ru Ruling
		if err := rows.Scan(&ru.A, &ru.B, &ru.Together, &ru.Why); err != nil {
			return nil, err
		}
		list = append(list, ru)
	}
	return list, rows.Err()
}

// mayRule refuses a ruling on one report alone, and one that contradicts what
// other rulings say together.
func mayRule(ctx context.Context, tx *sql.Tx, ru Ruling) error {
	if ru.A == ru.B {
		return fmt.Errorf("%w: a ruling needs two reports, not one twice", assay.ErrInvalid)
	}
	list, err := rulings(ctx, tx)
	if err != nil {
		return err
	}
	group := map[string]string{} // a report, and one it was ruled together with
	root := func(id string) string {
		for group[id] != "" {
			id = group[id]
		}
		return id
	}
	join := func(a, b string) {
		if a, b = root(a), root(b); a != b {
			group[b] = a
		}
	}
	apart := []Ruling{}
	for _, old := range append(list, ru) {
		switch {
		case old.A == ru.A && old.B == ru.B && old != ru: // the one that is replaced
		case old.Together:
			join(old.A, old.B)
		default:
			apart = append(apart, old)
		}
	}
	for _, old := range apart {
		if root(old.A) == root(old.B) {
			return fmt.Errorf("%w: other rulings say the contrary: %s and %s are ruled apart, and their stories together; take one of them back first", assay.ErrInvalid, old.A, old.B)
		}
	}
	return nil
}

// ruled moves the stories that a ruling concerns.
func (s *Store) ruled(ctx context.Context, tx *sql.Tx, ru Ruling) error {
	if err := s.settle(ctx, tx); err != nil {
		return err
	}
	return s.withArchive(ctx, tx, func(ar *copies.Archive) error {
		for _, id := range []string{ru.A, ru.B} {
			list, err := numbers(ctx, tx, "SELECT n FROM reports WHERE id = ?", id)
			if err != nil {
				return err
			}
			for _, n := range list {
				ar.Touch(int32(n))
			}
		}
		return nil
	})
}

// Find returns the id of the report that a user names by its id, the beginning
// of it, its path, or the last part of that.
func (s *Store) Find(ctx context.Context, name string) (string, error) {
	found, err := column[string](ctx, s.db, `SELECT id FROM reports WHERE id = ?1 OR path = ?1 OR ?1 <> '' AND substr(path, -length(?1) - 1) = '/' || ?1
		OR ?2 AND (substr(id, 1, length(?1)) = ?1 OR substr(id, 8, length(?1)) = ?1) LIMIT 3`, name, len(strings.TrimPrefix(name, "sha256:")) >= 6)
	switch {
	case err != nil:
		return "", s.explain(err)
	case len(found) == 0:
		return "", s.explain(fmt.Errorf("%w: no report %q; name one by its path or id as assay stories shows them", assay.ErrNotFound, name))
	case len(found) > 1:
		return "", s.explain(fmt.Errorf("%w: %q names more than one report; name one by its id", assay.ErrInvalid, name))
	}
	return found[0], nil
}
