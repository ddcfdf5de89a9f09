package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"assay"
	"assay/journal"
	"assay/mask"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// A ledger may be in PostgreSQL (15 or newer) rather than in a file: as the tables of one schema of a
// database, named by an address, "postgres://user@host/database?search_path=schema". The same
// statements ask it (see dialect); migrations are made in both from version 13 on, which is the first
// there. docs/postgres.md says what of the file's it has otherwise.

// postgresSince is the version that a ledger in PostgreSQL begins with.
const postgresSince = 13

// The tables of the first version, and what leads from each to the next: "sql/postgres14.sql" is the schema of migration 14
// for PostgreSQL.
//
//go:embed sql/postgres*.sql
var postgresFiles embed.FS

// schemaOfServer returns what leads to a version.
func schemaOfServer(version int) string {
	b, err := postgresFiles.ReadFile(fmt.Sprintf("sql/postgres%d.sql", version))
	if err != nil {
		panic(err) // it is part of the program
	}
	return string(b)
}

// defaultSchema is where a ledger is if its address names no schema, and how this program is called elsewhere.
const defaultSchema = "assay"

// OnServer reports whether a ledger is named that is in PostgreSQL and in no file.
func OnServer(ledger string) bool {
	return strings.HasPrefix(ledger, "postgres://") || strings.HasPrefix(ledger, "postgresql://")
}

// openServer opens the ledger at an address; write makes it, and brings it up to date.
func openServer(ctx context.Context, address string, write bool) (*Store, error) {
	shown := Shown(address)
	cfg, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, &storeError{shown + ": is no address of a database; write postgres://user@host/database", fmt.Errorf("%w: %v", assay.ErrInvalid, err)}
	}
	schema := defaultSchema
	if path := cfg.RuntimeParams["search_path"]; path != "" {
		first, _, _ := strings.Cut(path, ",")
		schema = strings.Trim(strings.TrimSpace(first), `"`)
	}
	cfg.RuntimeParams["search_path"] = pgx.Identifier{schema}.Sanitize()
	if cfg.RuntimeParams["application_name"] == "" {
		cfg.RuntimeParams["application_name"] = defaultSchema
	}
	// Among the locks that programs agree on, that of who writes a ledger has the number "ASSY" and its schema's.
	lock := fmt.Sprintf("%d, hashtext(%s)", applicationID, quoteText(schema))
	db := sql.OpenDB(pgConnector{stdlib.GetConnector(*cfg), lock})
	db.SetMaxOpenConns(mostConns)
	db.SetMaxIdleConns(mostConns)
	db.SetConnMaxIdleTime(time.Minute)
	s := &Store{Now: time.Now, db: db, beside: db, path: shown, dialect: ofPostgres, schema: schema}
	err = s.prepareServer(ctx, write)
	if err == nil {
		err = db.QueryRowContext(ctx, "SELECT coalesce(max(origin), '') FROM journal_head").Scan(&s.origin)
	}
	if err != nil {
		db.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

// mostConns is how many connections one Store has at most.
const mostConns = 4

// Shown is a path as it is, and an address without a password.
func Shown(address string) string {
	if !OnServer(address) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		head, _, _ := strings.Cut(address, "://")
		return head + "://…" // what cannot be read may hold one
	}
	if _, has := u.User.Password(); has {
		u.User = url.User(u.User.Username())
	}
	if q := u.Query(); q.Has("password") {
		q.Del("password")
		u.RawQuery = q.Encode()
	}
	return u.String()
}

func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// prepareServer is prepare for a ledger in PostgreSQL.
func (s *Store) prepareServer(ctx context.Context, write bool) error {
	server, err := numbers(ctx, s.db, "SELECT CAST(current_setting('server_version_num') AS BIGINT)")
	if err != nil {
		return err
	}
	if server[0] < 150000 {
		return &refusal{fmt.Sprintf("is on PostgreSQL %d; a ledger needs 15 or newer", server[0]/10000)}
	}
	version, err := s.serverVersion(ctx, s.db)
	switch {
	case err != nil:
		return err
	case version == 0 && !write:
		return &storeError{s.path + ": no such ledger; make one with assay add, or name another with -l", assay.ErrNotFound}
	case version > len(migrations):
		return &refusal{fmt.Sprintf("is a ledger of version %d, newer than this program, which knows up to %d; use a newer assay", version, len(migrations))}
	case version < len(migrations) && !write:
		return &refusal{fmt.Sprintf("is a ledger of the older version %d; bring it up to date with assay add", version)}
	case version == len(migrations):
		return nil
	}
	return s.transact(ctx, func(tx *txn) error { // which has the lock of the writer
		version, err := s.serverVersion(ctx, tx) // another may have been faster
		if err != nil {
			return err
		}
		if version == 0 {
			if err := s.establish(ctx, tx); err != nil {
				return err
			}
			version = postgresSince
		}
		for ; version < len(migrations); version++ {
			if _, err := tx.ExecContext(ctx, schemaOfServer(version+1)); err != nil {
				return err
			}
			if move := migrations[version].move; move != nil {
				if err := move(s, ctx, tx); err != nil {
					return err
				}
			}
		}
		_, err = tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO assay_ledger (one, version) VALUES (1, %d) ON CONFLICT (one) DO UPDATE SET version = excluded.version", len(migrations)))
		return err
	})
}

// serverVersion returns the version of the ledger in the schema; 0 if nothing is there yet.
func (s *Store) serverVersion(ctx context.Context, q querier) (version int, err error) {
	var tables, ledger int
	err = q.QueryRowContext(ctx, "SELECT count(*), count(*) FILTER (WHERE relname = 'assay_ledger') FROM pg_class JOIN pg_namespace AS s ON s.oid = relnamespace WHERE nspname = ? AND relkind IN ('r', 'p', 'v', 'm')", s.schema).Scan(&tables, &ledger)
	switch {
	case err != nil || tables == 0:
		return 0, err
	case ledger == 0:
		return 0, &refusal{fmt.Sprintf("its schema %q has tables of another program; name another schema: …?search_path=NAME", s.schema)}
	}
	err = q.QueryRowContext(ctx, "SELECT version FROM assay_ledger").Scan(&version)
	return version, err
}

// establish makes the tables of a new ledger, and begins its log.
func (s *Store) establish(ctx context.Context, tx *txn) error {
	there, err := numbers(ctx, tx, "SELECT count(*) FROM pg_namespace WHERE nspname = ?", s.schema)
	if err != nil {
		return err
	}
	if there[0] == 0 {
		if _, err := tx.ExecContext(ctx, "CREATE SCHEMA "+pgx.Identifier{s.schema}.Sanitize()); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, schemaOfServer(postgresSince)); err != nil {
		return err
	}
	tx.journal = &journal.Head{Origin: journal.NewOrigin()}
	return errors.Join(tx.enter(ctx, statement{What: logBegun}), s.startSearch(ctx, tx), isMade(ctx, tx, madeMasks, mask.Version))
}

// index is the folder of the postings: of a file beside it, of a ledger on a server among what this machine keeps to
// be faster. There they are not worth keeping where all can have them: they are made from the cards.
func (s *Store) index() string {
	if s.dialect == ofSQLite {
		return s.path + "-index"
	}
	return s.onMachine("postings")
}

// onMachine is a folder in which this machine keeps something of a ledger that is on a server.
func (s *Store) onMachine(what string) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	d := sha256.Sum256([]byte(s.path + "\n" + s.schema + "\n" + s.origin))
	return filepath.Join(dir, defaultSchema, what, hex.EncodeToString(d[:8]))
}

// place is the name under which a ledger on a server knows the folder of this machine. It stands there, so that another
// folder in its place is another.
func (s *Store) place() (string, error) {
	path := filepath.Join(s.index(), ".place")
	b, err := os.ReadFile(path)
	if err == nil && len(b) == sizeOfPlace {
		return string(b), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	name := rand.Text()[:sizeOfPlace]
	err = os.MkdirAll(s.index(), 0o777)
	if err == nil {
		err = os.WriteFile(path, []byte(name), 0o666)
	}
	return name, err
}

const sizeOfPlace = 16

// scourServer is the end of scour on a server: tables are written anew without what went. What the server has in its
// write-ahead log, its archive of that and its backups is its keeper's to destroy.
func (s *Store) scourServer(ctx context.Context) error {
	tables, err := column[string](ctx, s.db, "SELECT relname FROM pg_class JOIN pg_namespace AS s ON s.oid = relnamespace WHERE nspname = ? AND relkind = 'r' ORDER BY 1", s.schema)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if _, err := s.db.ExecContext(ctx, "VACUUM (FULL) "+pgx.Identifier{s.schema, t}.Sanitize()); err != nil {
			return err
		}
	}
	_, err = s.db.ExecContext(ctx, "DELETE FROM made WHERE what = ?", madeErasure)
	return err
}

// shapeOfSchema says of the tables of a schema what columns, indexes, triggers and functions they have.
const shapeOfSchema = `SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(collation_name, '') || ' ' || is_nullable || ' ' || coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = ?1
	UNION ALL SELECT 'index ' || indexname || ' ' || replace(indexdef, quote_ident(?1) || '.', '') FROM pg_indexes WHERE schemaname = ?1
	UNION ALL SELECT 'constraint ' || conname || ' ' || replace(pg_get_constraintdef(c.oid), quote_ident(?1) || '.', '') FROM pg_constraint AS c JOIN pg_namespace AS s ON s.oid = connamespace WHERE nspname = ?1
	UNION ALL SELECT 'trigger ' || event_object_table || '.' || trigger_name || ' ' || event_manipulation FROM information_schema.triggers WHERE trigger_schema = ?1
	UNION ALL SELECT 'policy ' || tablename || '.' || policyname || ' ' || permissive || ' ' || cmd || ' ' || replace(coalesce(qual, ''), quote_ident(?1) || '.', '') || ' ' || coalesce(with_check, '') FROM pg_policies WHERE schemaname = ?1
	UNION ALL SELECT 'view ' || viewname || ' ' || replace(definition, quote_ident(?1) || '.', '') FROM pg_views WHERE schemaname = ?1
	UNION ALL SELECT 'rights of rows ' || relname || ' ' || relrowsecurity FROM pg_class JOIN pg_namespace AS s ON s.oid = relnamespace WHERE nspname = ?1 AND relkind = 'r'
	UNION ALL SELECT 'function ' || proname || ' ' || prosrc FROM pg_proc JOIN pg_namespace AS s ON s.oid = pronamespace WHERE nspname = ?1
	ORDER BY 1`

// serverTables holds the tables of the ledger to those of one that is made now, and is gone when that is done.
func (v *verifier) serverTables() error {
	have, err := column[string](v.ctx, v.q, shapeOfSchema, v.s.schema)
	if err != nil {
		return err
	}
	tx, err := v.s.db.BeginTx(v.ctx, beside)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	fresh := "assay_" + strings.ToLower(rand.Text())
	for _, query := range []string{"CREATE SCHEMA " + fresh, "SET LOCAL search_path = " + fresh} {
		if _, err := tx.ExecContext(v.ctx, query); err != nil {
			if isCode(err, codeReadOnly) {
				v.Skipped = append(v.Skipped, "tables: this user of the database may make none to compare them with")
				return nil
			}
			return err
		}
	}
	moved := &txn{Tx: tx, sums: map[string]*sum{}, stmts: map[string]*sql.Stmt{}, docs: map[int64]*assay.Doc{}, now: v.s.now, in: ofPostgres, unlogged: true}
	for version := postgresSince; version <= len(migrations); version++ {
		_, err := tx.ExecContext(v.ctx, schemaOfServer(version))
		if move := migrations[version-1].move; err == nil && move != nil {
			err = move(v.s, v.ctx, moved)
		}
		if err != nil {
			return err
		}
	}
	want, err := column[string](v.ctx, tx, shapeOfSchema, fresh)
	if err != nil {
		return err
	}
	v.shaped(have, want)
	return nil
}

// codesOfPostgres are SQLite's codes for what PostgreSQL says.
var codesOfPostgres = map[string]int{
	"55P03": codeBusy,     // lock_not_available
	"25006": codeReadOnly, // read_only_sql_transaction
	"42501": codeReadOnly, // insufficient_privilege
	"53100": codeFull,     // disk_full
	"58030": codeIO,       // io_error
	"XX001": codeCorrupt,  // data_corrupted
	"XX002": codeCorrupt,  // index_corrupted
	"42P01": codeCorrupt,  // undefined_table: what is asked for is in every ledger
	"42703": codeCorrupt,  // undefined_column
	"25P02": codeCorrupt,  // in_failed_sql_transaction: nobody goes on after another error than these
}

// codeOfPostgres returns the code of an error of a server; 0 if it is none, or has none.
func codeOfPostgres(err error) int {
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return codesOfPostgres[pe.Code]
	}
	var ce *pgconn.ConnectError
	if errors.As(err, &ce) {
		return codeCantOpen
	}
	return 0
}

// IsAway reports whether err says that a server cannot be reached now, or was lost: what was asked of it may or may not
// have been done.
func IsAway(err error) bool {
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return strings.HasPrefix(pe.Code, "08") || strings.HasPrefix(pe.Code, "57P0") // connection_exception; shut down, starting up
	}
	var ce *pgconn.ConnectError
	return errors.As(err, &ce) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || pgconn.SafeToRetry(err)
}

// adviceOfPostgres says what to do about what a server says.
var adviceOfPostgres = map[int]string{
	codeBusy:     "another program is writing to this ledger; try again when it is done",
	codeReadOnly: "this ledger cannot be written by this user of the database; use another, or have it granted the rights",
	codeIO:       "the server cannot read or write its files; look at its disk",
	codeCorrupt:  "is broken here; see what pg_amcheck says, and restore a dump",
	codeFull:     "the disk of the server is full; free some space and add again",
}

// explainServer is explain of what a server said.
func (s *Store) explainServer(err error) error {
	code := codeOfPostgres(err)
	if advice := adviceOfPostgres[code]; advice != "" {
		return &storeError{s.path + ": " + advice, err}
	}
	if code == codeCantOpen {
		why := err.Error()
		if ce := (*pgconn.ConnectError)(nil); errors.As(err, &ce) && ce.Unwrap() != nil {
			why = ce.Unwrap().Error()
		}
		return &storeError{s.path + ": the database cannot be reached: " + strings.Join(strings.Fields(why), " "), err}
	}
	return fmt.Errorf("%s: %w", s.path, err)
}

// errFile is for what only a file has.
func (s *Store) onlyFile(what, instead string) error {
	return &storeError{s.path + ": " + what + "; " + instead, assay.ErrInvalid}
}
