// Package store keeps a ledger in one SQLite file, or in a schema of a PostgreSQL database.
//
// In come annotated reports with the bytes they were read from, out come the
// tables and lines of the ledger they make up. A report is kept as its line of
// the JSON form, which is the truth, and its raw bytes, from which it can be read
// again; beside it stand flat rows to ask by. Whatever is added is added in one
// transaction, with the stories that it moves, so that a ledger is never half of
// one reading and half of another. Estimates, for which all reports are needed,
// are made when they are asked for, and kept until something changes. Adding a
// report twice changes nothing; a report read again by newer stages replaces
// its entry. What cannot be read is kept in quarantine, with the reason.
//
// Nothing is altered unseen: rows carry digests, and tables sums of them (see
// sealed), checked whenever they are read. What is whole is handed out, and a
// [*Damage] names what is not. The ledger has a write-ahead log, so that those who
// read and the one who writes do not wait for one another.
//
// What finding copies remembers is in tables of the ledger, and its postings in
// a folder beside it; see copies.Archive.
//
// The engine is modernc.org/sqlite, SQLite without C. A file is known as a
// ledger by its application_id and its version by user_version; what is no
// ledger, or one of a newer version, is refused and left as it is, and one of an
// older version is copied before it is brought up to date. docs/ledger-file.md
// says what is in the file. The package does not find copies or make estimates
// itself: packages copies and estimate do.
package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"assay"
	"assay/estimate"

	"modernc.org/sqlite"
)

// pageSize is how many bytes of the file are read and written together. What is packed of a
// report takes more than one: of larger pages a part would stay empty, and more reports would
// be lost with one.
const pageSize = 1024

// applicationID marks an SQLite file as a ledger: "ASSY".
const applicationID = 0x41535359

//go:embed schema1.sql
var schema1 string

//go:embed schema2.sql
var schema2 string

//go:embed schema3.sql
var schema3 string

//go:embed schema4.sql
var schema4 string

//go:embed schema5.sql
var schema5 string

//go:embed schema6.sql
var schema6 string

//go:embed schema7.sql
var schema7 string

//go:embed schema8.sql
var schema8 string

//go:embed schema9.sql
var schema9 string

//go:embed schema10.sql
var schema10 string

//go:embed schema11.sql
var schema11 string

//go:embed schema12.sql
var schema12 string

//go:embed schema13.sql
var schema13 string

//go:embed schema14.sql
var schema14 string

//go:embed schema15.sql
var schema15 string

// A migration leads from a version of the schema to the next.
type migration struct {
	schema string
	move   func(*Store, context.Context, *txn) error // what SQL alone cannot do; nil if nothing
}

// migrations are in order; the first makes a ledger. A ledger's version is how
// many of them it has had.
var migrations = []migration{{schema1, nil}, {schema2, nil}, {schema3, (*Store).seal}, {schema4, nil}, {schema5, nil}, {schema6, nil}, {schema7, nil}, {schema8, nil}, {schema9, (*Store).startSearch}, {schema10, (*Store).begin}, {schema11, nil}, {schema12, (*Store).packAll}, {schema13, nil}, {schema14, (*Store).packPersons}, {schema15, nil}}

// A Store is an open ledger.
type Store struct {
	// Now is the clock by which it is noted when something was done: time.Now,
	// unless somebody sets another.
	Now func() time.Time
	// Backup is the copy of the ledger as it was before it was brought up to
	// date; "" if it was not.
	Backup string
	// Estimating are the options by which estimates are made. Those of other options than
	// the recommended ones are made when they are asked for, and not kept.
	Estimating estimate.Options
	// AsKept shows rows, stories, events and estimates as they were last laid and put together,
	// though something has changed since: another Store, which was open before, does that anew.
	AsKept bool
	// Into is the collection into which reports that are new are put, and Confidential whether they
	// are confidential there; "" is the open one.
	Into         string
	Confidential bool

	trying  bool   // what is done is looked at and not kept: see Try
	through *Store // the share that who writes sees; nil where they see all
	db      *sql.DB
	beside  *sql.DB // for what is asked while somebody writes with db; db itself where nobody does
	path    string
	was     map[string]int64 // the numbers of reports in the ledger that this was salvaged from

	dialect dialect
	schema  string // of one in PostgreSQL
	origin  string // of its log
	came    int    // reports since it was opened
}

// Open opens the ledger at path for questions and rulings. It fails with
// [assay.ErrNotFound] where there is none. One that cannot be written, nor its
// folder, is read as it is.
func Open(ctx context.Context, path string) (*Store, error) {
	if OnServer(path) {
		return openServer(ctx, path, false)
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, &storeError{path + ": no such ledger; make one with assay add, or name another with -l", assay.ErrNotFound}
	}
	info, err := os.Stat(path + "-wal")
	begun := err == nil && info.Size() > 0 // somebody writes, or was killed while he did
	if !begun && !mayWrite(path) {
		return open(ctx, path, alone, false)
	}
	s, err := open(ctx, path, "mode=rw", false)
	if !isCode(err, codeCantOpen) && !isCode(err, codeReadOnly) {
		return s, err
	}
	if begun {
		return nil, &storeError{path + ": was not closed by who wrote to it, and cannot be mended here; open it once where it can be written", err}
	}
	if still, stillErr := open(ctx, path, alone, false); stillErr == nil {
		return still, nil
	}
	return nil, err
}

// alone opens a ledger without the files beside it by which readers and writers
// know of one another: where it cannot be written, or its folder, there is no
// place for them, and where nobody has begun to write they are not needed.
const alone = "mode=ro&immutable=1"

// mayWrite reports whether a file may be written; what is no regular file is
// not opened.
func mayWrite(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return true // it is said elsewhere what is wrong
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) {
		return false
	}
	if err == nil {
		f.Close()
	}
	return true
}

// Create opens the ledger at path for adding too, brings one of an older version
// up to date, having made a copy of it, and makes it if there is none.
func Create(ctx context.Context, path string) (*Store, error) {
	if OnServer(path) {
		return openServer(ctx, path, true)
	}
	made := false
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		// SQLite would leave out what the umask allows the group and others.
		if f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o666); err == nil {
			made = true
			f.Close()
		}
	}
	s, err := open(ctx, path, "mode=rwc", true)
	if err != nil && made {
		if info, statErr := os.Stat(path); statErr == nil && info.Size() == 0 {
			os.Remove(path) // nothing was there, and nothing is left
		}
	}
	return s, err
}

func open(ctx context.Context, path, mode string, write bool) (*Store, error) {
	if err := looksLikeLedger(path); err != nil {
		return nil, &storeError{path + ": " + err.Error(), err}
	}
	// Pragmas hold for one connection only, so they stand in the name, and there
	// is one connection. A transaction that writes takes the write lock at once:
	// two programs that add wait for one another instead of failing halfway.
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	name := url.URL{Scheme: "file", Path: abs, RawQuery: mode + "&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_pragma=cell_size_check(1)&_txlock=immediate" +
		fmt.Sprintf("&_pragma=page_size(%d)", pageSize)}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	s := &Store{Now: time.Now, db: db, beside: db, path: path}
	if err = s.prepare(ctx, write); err == nil && write {
		// What is asked while something is written does not wait for that.
		if s.beside, err = sql.Open("sqlite", name.String()); err == nil {
			s.beside.SetMaxOpenConns(1)
		}
	}
	if err != nil {
		db.Close()
		if isDamaged(err) && !isCode(err, codeNotDB) {
			err = &storeError{path + ": is a broken ledger, what it says of its own tables is damaged; take a copy that is whole, or read the reports into a new one", err}
		}
		return nil, s.explain(err)
	}
	return s, nil
}

// looksLikeLedger refuses a folder and a file that does not begin as SQLite's
// do: SQLite itself takes a file of a few bytes for an empty one and writes over
// it.
func looksLikeLedger(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil || info.Mode().IsRegular() && info.Size() == 0:
		return nil // a new ledger
	case info.IsDir():
		return &refusal{"is a folder; name a ledger file with -l"}
	case !info.Mode().IsRegular():
		return &refusal{"is no file; name a ledger file with -l"}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil // SQLite says why
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	if n, _ := io.ReadFull(f, head); n > 0 && string(head) != magic {
		return &refusal{"is no ledger (not an SQLite file); name another with -l"}
	}
	return nil
}

// prepare checks that the file is a ledger of a known version, and brings it up
// to date where it may be written.
func (s *Store) prepare(ctx context.Context, write bool) error {
	var id, version, tables int
	// One statement, so that all three are of one moment.
	err := s.db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&id, &version, &tables)
	if err != nil {
		return err
	}
	switch {
	case id == 0 && version == 0 && tables == 0 && write:
	case id != applicationID:
		return &refusal{"is no ledger of assay but another program's file; name another with -l"}
	case version > len(migrations):
		return &refusal{fmt.Sprintf("is a ledger of version %d, newer than this program, which knows up to %d; use a newer assay", version, len(migrations))}
	case version < len(migrations) && !write:
		return &refusal{fmt.Sprintf("is a ledger of the older version %d; bring it up to date with assay add", version)}
	}
	if version < len(migrations) {
		if err := s.migrate(ctx, version); err != nil {
			return err
		}
	}
	if !write {
		return nil
	}
	if version > 0 && version < roomSince {
		// What was packed or moved leaves much room. Where that cannot be given back, nothing else is wrong.
		for _, query := range []string{"PRAGMA journal_mode = DELETE", "VACUUM"} {
			if _, err := s.db.ExecContext(ctx, query); err != nil {
				break
			}
		}
	}
	// With a log of what is written, those who read and the one who writes do not
	// wait for one another.
	_, err = s.db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	return err
}

func ignore(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}

// Path is the name of the file as it was given, or the address without a password.
func (s *Store) Path() string { return s.path }

// Close closes the file.
func (s *Store) Close() error {
	if s.beside != s.db {
		if err := s.beside.Close(); err != nil {
			s.db.Close()
			return err
		}
	}
	return s.db.Close()
}

// SQLite's result codes that a user can do something about.
const (
	codeError    = 1
	codeBusy     = 5
	codeReadOnly = 8
	codeIO       = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotDB    = 26
)

// explain says which file an error is about, what is wrong, and what to do, in
// one line.
func (s *Store) explain(err error) error {
	var stated *storeError
	if err == nil || IsDamage(err) || errors.As(err, &stated) {
		return err
	}
	if s.dialect == ofPostgres {
		return s.explainServer(err)
	}
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return fmt.Errorf("%s: %w", s.path, err)
	}
	code := se.Code() & 0xff
	if isDamaged(err) && code != codeNotDB {
		code = codeCorrupt
	}
	advice := map[int]string{
		codeBusy:     "another program is writing to this ledger; try again when it is done",
		codeReadOnly: "this ledger cannot be written; change its permissions, or name another with -l",
		codeIO:       "cannot be read or written; look at the disk it is on",
		codeCorrupt:  "is broken here, and cannot be mended in place; assay reread --all writes what can be read of it to a new ledger beside it",
		codeFull:     "the disk is full; free some space and add again",
		codeCantOpen: "cannot be opened or made there; check the folder and its permissions, or name another ledger with -l",
		codeNotDB:    "is no ledger (not an SQLite file); name another with -l",
	}[code]
	if advice == "" {
		return fmt.Errorf("%s: %w", s.path, err)
	}
	return &storeError{s.path + ": " + advice, err}
}

// isCode reports whether err is one of SQLite with a code, or one of PostgreSQL that says the same.
func isCode(err error, code int) bool {
	var se *sqlite.Error
	if errors.As(err, &se) {
		return se.Code()&0xff == code
	}
	return codeOfPostgres(err) == code
}

// isDamaged reports whether SQLite found the file damaged. What this package
// asks for is in every ledger, so that a table or column that SQLite does not know
// was lost, and of the types that it wrote, so that a cell of another is damaged.
func isDamaged(err error) bool {
	return err != nil && strings.Contains(err.Error(), "sql: Scan error on column") || isCode(err, codeCorrupt) || isCode(err, codeNotDB) || isCode(err, codeError) && strings.Contains(err.Error(), "no such ")
}

// hurt makes a [*Damage] of an error that says that the file is broken where it
// holds what.
func (s *Store) hurt(err error, what string) error {
	if !isDamaged(err) {
		return err
	}
	return &Damage{Ledger: s.path, Tables: []string{what}}
}

// A refusal says why a file is no ledger that can be used.
type refusal struct{ why string }

func (r *refusal) Error() string { return r.why }
func (r *refusal) Unwrap() error { return assay.ErrInvalid }

// A storeError is one line for the user, with its cause kept for errors.As.
type storeError struct {
	line  string
	cause error
}

func (e *storeError) Error() string { return e.line }
func (e *storeError) Unwrap() error { return e.cause }
