package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"assay"
)

// What stands behind the name of a file while a copy is written, of a ledger that is to be
// brought up to date and of any.
const (
	migrating = ".backup-in-the-making"
	copying   = ".in-the-making"
)

// CopyTo writes a copy of the ledger as it is at this moment, whoever adds to it
// meanwhile, to a file that is not there yet, with the mode of the ledger. The copy is
// there whole or not at all.
func (s *Store) CopyTo(ctx context.Context, path string) error {
	if s.dialect == ofPostgres {
		return s.onlyFile("is on a server", "back it up with pg_dump (docs/postgres.md), or make a file of it with assay transfer")
	}
	info, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	cannot := func(err error) error {
		return &storeError{fmt.Sprintf("%s: no copy can be written there: %v", path, cause(err)), err}
	}
	if _, err := os.Lstat(path); err == nil {
		return &storeError{path + ": is there already, and is left as it is; name another file, or move it away", assay.ErrInvalid}
	}
	tmp := path + copying
	os.Remove(tmp) // of one that was killed
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return cannot(err)
	}
	defer os.Remove(tmp) // not there any more if all goes well
	if err := f.Close(); err != nil {
		return cannot(err)
	}
	if _, err := s.db.ExecContext(ctx, "VACUUM INTO ?", tmp); err != nil {
		if ctx.Err() != nil || isDamaged(err) {
			return s.explain(err)
		}
		return cannot(err)
	}
	if err := errors.Join(sync(tmp), os.Chmod(tmp, info.Mode().Perm())); err != nil {
		return cannot(err)
	}
	if err := os.Link(tmp, path); err != nil { // it fails where there is one
		if errors.Is(err, fs.ErrExist) {
			return cannot(err)
		}
		if err := os.Rename(tmp, path); err != nil { // some file systems know no links
			return cannot(err)
		}
	}
	return nil
}
