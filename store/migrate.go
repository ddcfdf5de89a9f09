package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"assay/mask"
)

// migrate brings a ledger of an older version up to date, whole or not at all. A
// ledger that holds something is copied first.
func (s *Store) migrate(ctx context.Context, version int) error {
	for {
		before, err := s.seen(ctx)
		if err != nil {
			return err
		}
		backup := ""
		if version > 0 {
			if backup, err = s.backup(ctx, version); err != nil {
				return err
			}
		}
		again := false
		err = s.transact(ctx, func(tx *txn) error {
			// Another program may have made the ledger, or added to it, while this one
			// waited or copied.
			var now int
			if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil {
				return err
			}
			var after int
			if err := tx.QueryRowContext(ctx, "PRAGMA data_version").Scan(&after); err != nil {
				return err
			}
			if version > 0 && after != before {
				again, version = now < len(migrations), now
				return errChanged
			}
			if err := tx.QueryRowContext(ctx, "SELECT count(*) = 0 FROM sqlite_schema WHERE name = 'journal'").Scan(&tx.unlogged); err != nil {
				return err
			}
			tx.plain = now < packedSince
			for _, m := range migrations[min(now, len(migrations)):] {
				if _, err := tx.ExecContext(ctx, m.schema); err != nil {
					return err
				}
				if m.move != nil {
					if err := m.move(s, ctx, tx); err != nil {
						return err
					}
				}
			}
			_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(migrations)))
			return err
		})
		if err != nil && backup != "" {
			os.Remove(backup) // nothing was changed
		}
		switch {
		case errors.Is(err, errChanged) && again:
			continue
		case errors.Is(err, errChanged):
			return nil
		case err == nil:
			s.Backup = backup
		}
		return err
	}
}

var errChanged = errors.New("the ledger was changed meanwhile")

// seen is a number that changes when another program changes the ledger.
func (s *Store) seen(ctx context.Context) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n)
	return n, err
}

// backup copies the ledger to a file beside it that was not there, with the mode
// of the ledger, and returns its name. A backup is there whole or not at all.
func (s *Store) backup(ctx context.Context, version int) (string, error) {
	info, err := os.Stat(s.path)
	if err != nil {
		return "", err
	}
	cannot := func(err error) error {
		return &storeError{fmt.Sprintf("%s: is a ledger of the older version %d, and no backup can be made beside it before it is brought up to date: %v; make room in its folder, or let it be written", s.path, version, cause(err)), err}
	}
	tmp := s.path + migrating
	os.Remove(tmp) // of one that was killed
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return "", cannot(err)
	}
	defer os.Remove(tmp) // not there any more if all goes well
	if err := f.Close(); err != nil {
		return "", cannot(err)
	}
	if _, err := s.db.ExecContext(ctx, "VACUUM INTO ?", tmp); err != nil {
		if ctx.Err() != nil || isDamaged(err) {
			return "", err
		}
		return "", cannot(err)
	}
	if err := errors.Join(sync(tmp), os.Chmod(tmp, info.Mode().Perm())); err != nil {
		return "", cannot(err)
	}
	for i := 1; ; i++ {
		name := fmt.Sprintf("%s.v%d-backup", s.path, version)
		if i > 1 {
			name += fmt.Sprintf("-%d", i)
		}
		err := os.Link(tmp, name) // fails where there is one
		switch {
		case err == nil:
			return name, nil
		case errors.Is(err, fs.ErrExist):
			continue
		}
		if _, statErr := os.Lstat(name); statErr == nil {
			continue // some file systems know no links
		}
		if err := os.Rename(tmp, name); err != nil {
			return "", cannot(err)
		}
		return name, nil
	}
}

// sync brings a file to the disk.
func sync(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// cause returns what went wrong without the operation and the path.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// seal gives the rows of a ledger of version 2 their digests, lays the flat rows
// of its reports anew and moves its rulings. Stories and estimates are made anew
// when they are next asked for. What its reports were read from is known by path
// only.
func (s *Store) seal(ctx context.Context, tx *txn) error {
	list, err := numbers(ctx, tx, "SELECT n FROM reports ORDER BY n")
	if err != nil {
		return err
	}
	for _, n := range list {
		var e entry
		var path *string
		err := tx.QueryRowContext(ctx, "SELECT stages, marks, line, path FROM reports WHERE n = ?", n).Scan(&e.stages, &e.marks, &e.line, &path)
		if err != nil {
			return err
		}
		e.n = n
		doc, err := e.doc()
		if err != nil {
			return fmt.Errorf("cannot be brought up to date and is left as it was: %w", err)
		}
		if err := s.putEntry(ctx, tx, n, doc, e.stages, e.marks, e.line); err != nil {
			return err
		}
		if err := tx.put(ctx, sealedInputs, n, doc.Path, doc.ID.String(), nil, int64(0), nil, "", nil); err != nil {
			return err
		}
	}
	rows, err := tx.QueryContext(ctx, "SELECT n, a, b, together, why FROM old_rulings ORDER BY n")
	if err != nil {
		return err
	}
	defer rows.Close()
	type old struct {
		n        int64
		a, b     string
		together bool
		why      *string
	}
	var olds []old
	for rows.Next() {
		var o old
		if err := rows.Scan(&o.n, &o.a, &o.b, &o.together, &o.why); err != nil {
			return err
		}
		olds = append(olds, o)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, o := range olds {
		var why any
		if o.why != nil {
			why = *o.why
		}
		if err := tx.put(ctx, sealedRulings, o.n, "story", o.a, o.b, nil, OneOrTwo(o.together), nil, nil, why); err != nil {
			return err
		}
	}
	if _, err = tx.ExecContext(ctx, "DROP TABLE old_rulings"); err != nil {
		return err
	}
	return isMade(ctx, tx, madeMasks, mask.Version)
}
