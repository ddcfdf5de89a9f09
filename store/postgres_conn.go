package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Connections to a server, so that what asks SQLite asks PostgreSQL too. They differ in four things that are
// evened out here, and nowhere else: how arguments are written; that a connection is silent while
// somebody reads rows on it, where SQLite answers questions between two rows; that a transaction that
// writes waits for the one before; and what a text may hold.

// A pgConnector makes such connections.
type pgConnector struct {
	driver.Connector
	lock string // which of the locks of the server is that of the writer, as its function has it
}

func (c pgConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &pgConn{Conn: conn.(*stdlib.Conn), lock: c.lock}, nil
}

// A pgConn is one connection.
type pgConn struct {
	*stdlib.Conn
	lock    string
	open    *pgRows // rows that are being read from it
	inside  bool    // a transaction
	cursors int
}

// quiet takes in what is left of the rows that are being read, so that something else can be asked.
func (c *pgConn) quiet() {
	if c.open != nil {
		c.open.takeIn()
		c.open = nil
	}
}

func (c *pgConn) Prepare(query string) (driver.Stmt, error) {
	return &pgStmt{c, query}, nil
}

func (c *pgConn) PrepareContext(_ context.Context, query string) (driver.Stmt, error) {
	return &pgStmt{c, query}, nil
}

func (c *pgConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.quiet()
	return c.Conn.ExecContext(ctx, toPostgres(query), args)
}

// entire, behind a statement, says that the rows may be more than memory holds, and that others may be
// asked for between them.
const entire = " /* entire */"

// atOnce is how many of such rows are brought at once.
const atOnce = 256

func (c *pgConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.quiet()
	query = toPostgres(query)
	if c.inside && strings.HasSuffix(query, entire) {
		c.cursors++
		name := "assay_" + strconv.Itoa(c.cursors)
		if _, err := c.Conn.ExecContext(ctx, "DECLARE "+name+" NO SCROLL CURSOR FOR "+query, unkept(args)); err != nil {
			return nil, err
		}
		r := &pgCursor{ctx: ctx, conn: c, name: name}
		return r, r.fetch()
	}
	rows, err := c.Conn.QueryContext(ctx, query, args)
	if err != nil {
		return nil, err
	}
	c.open = &pgRows{Rows: rows, conn: c}
	return c.open, nil
}

// unkept has a statement forgotten once it was asked: nobody asks for a cursor of that name again.
func unkept(args []driver.NamedValue) []driver.NamedValue {
	return append([]driver.NamedValue{{Value: pgx.QueryExecModeDescribeExec}}, args...)
}

// beside is a transaction that does not touch the ledger, but what stands beside it, and waits for nobody.
var beside = &sql.TxOptions{Isolation: sql.LevelReadCommitted}

// BeginTx begins a transaction: one that reads sees the ledger as it is at this moment, one that writes waits
// until it is the only one that does.
func (c *pgConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.quiet()
	if opts.ReadOnly {
		opts.Isolation = driver.IsolationLevel(sql.LevelRepeatableRead)
	}
	tx, err := c.Conn.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	alone := !opts.ReadOnly && opts.Isolation != driver.IsolationLevel(beside.Isolation)
	if alone {
		_, err = c.Conn.ExecContext(ctx, "SET LOCAL lock_timeout = '"+mostWait+"'; SELECT pg_advisory_xact_lock("+c.lock+"); SET LOCAL lock_timeout = 0", nil)
	}
	if err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	c.inside = true
	return &pgTx{tx, c, alone}, nil
}

// mostWait is how long one who writes waits for another.
const mostWait = "60s"

// A pgTx is a transaction.
type pgTx struct {
	driver.Tx
	conn   *pgConn
	writes bool
}

// Commit commits, and notes that something changed if it did.
func (t *pgTx) Commit() error {
	t.conn.quiet()
	t.conn.inside = false
	if t.writes {
		// Only a transaction that has written has a number.
		_, err := t.conn.Conn.ExecContext(context.Background(), "UPDATE stamp SET n = n + 1 WHERE pg_current_xact_id_if_assigned() IS NOT NULL", nil)
		if err != nil {
			return errors.Join(err, t.Tx.Rollback())
		}
	}
	return t.Tx.Commit()
}

func (t *pgTx) Rollback() error {
	t.conn.quiet()
	t.conn.inside = false
	return t.Tx.Rollback()
}

// CheckNamedValue has texts be such as PostgreSQL takes.
func (c *pgConn) CheckNamedValue(v *driver.NamedValue) error {
	if s, ok := v.Value.(string); ok {
		v.Value = textTo(s)
	}
	return nil
}

// PostgreSQL takes no NUL in a text and nothing that is not UTF-8; paths may hold both. Such bytes are written as
// two digits behind a character that nobody uses, and so is that itself.
const textMark = '\U0010FFFE'

const hexDigits = "0123456789abcdef"

func textTo(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 && !strings.ContainsRune(s, textMark) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == 0 || r == textMark || r == utf8.RuneError && n == 1 {
			for _, c := range []byte(s[i : i+n]) {
				b.WriteRune(textMark)
				b.WriteByte(hexDigits[c>>4])
				b.WriteByte(hexDigits[c&15])
			}
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

func textFrom(s string) string {
	const mark = string(textMark)
	if !strings.Contains(s, mark) {
		return s
	}
	parts := strings.Split(s, mark)
	b := []byte(parts[0])
	for _, p := range parts[1:] {
		if len(p) < 2 {
			return s // nobody wrote it so
		}
		b = append(b, byte(strings.IndexByte(hexDigits, p[0])<<4|strings.IndexByte(hexDigits, p[1])))
		b = append(b, p[2:]...)
	}
	return string(b)
}

// pgRows are rows that are being read.
type pgRows struct {
	driver.Rows
	conn  *pgConn
	taken bool // in, what was left of them
	rest  [][]driver.Value
	err   error
}

func (r *pgRows) Next(to []driver.Value) error {
	if !r.taken {
		return nextOf(r.Rows, to)
	}
	if len(r.rest) == 0 {
		if r.err != nil {
			return r.err
		}
		return io.EOF
	}
	copy(to, r.rest[0])
	r.rest = r.rest[1:]
	return nil
}

func nextOf(rows driver.Rows, to []driver.Value) error {
	err := rows.Next(to)
	for i, v := range to {
		if s, ok := v.(string); ok && err == nil {
			to[i] = textFrom(s)
		}
	}
	return err
}

func (r *pgRows) takeIn() {
	r.taken = true
	for r.err == nil {
		row := make([]driver.Value, len(r.Columns()))
		if r.err = nextOf(r.Rows, row); r.err == nil {
			r.rest = append(r.rest, row)
		}
	}
	if r.err == io.EOF {
		r.err = nil
	}
	if err := r.Rows.Close(); r.err == nil {
		r.err = err
	}
}

func (r *pgRows) Close() error {
	if r.conn.open == r {
		r.conn.open = nil
	}
	if r.taken {
		r.rest = nil
		return nil
	}
	return r.Rows.Close()
}

// A pgCursor brings rows some at a time.
type pgCursor struct {
	ctx     context.Context
	conn    *pgConn
	name    string
	columns []string
	rows    [][]driver.Value
	ended   bool
}

func (r *pgCursor) fetch() error {
	r.conn.quiet()
	rows, err := r.conn.Conn.QueryContext(r.ctx, "FETCH "+strconv.Itoa(atOnce)+" FROM "+r.name, unkept(nil))
	if err != nil {
		return err
	}
	r.columns = rows.Columns()
	taken := &pgRows{Rows: rows, conn: r.conn}
	taken.takeIn()
	r.rows, r.ended = taken.rest, len(taken.rest) < atOnce
	return taken.err
}

func (r *pgCursor) Columns() []string { return r.columns }

func (r *pgCursor) Next(to []driver.Value) error {
	if len(r.rows) == 0 && !r.ended {
		if err := r.fetch(); err != nil {
			return err
		}
	}
	if len(r.rows) == 0 {
		return io.EOF
	}
	copy(to, r.rows[0])
	r.rows = r.rows[1:]
	return nil
}

// Close closes the cursor, unless the transaction has ended, and so did it.
func (r *pgCursor) Close() error {
	r.rows = nil
	if !r.conn.inside || r.conn.Conn.Conn().PgConn().TxStatus() != 'T' {
		return nil
	}
	r.conn.quiet()
	_, err := r.conn.Conn.ExecContext(context.WithoutCancel(r.ctx), "CLOSE "+r.name, nil)
	return err
}

// A pgStmt is a statement that is asked often; the connection itself knows it again.
type pgStmt struct {
	conn  *pgConn
	query string
}

func (s *pgStmt) Close() error  { return nil }
func (s *pgStmt) NumInput() int { return -1 }

func (s *pgStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return s.conn.ExecContext(ctx, s.query, args)
}

func (s *pgStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return s.conn.QueryContext(ctx, s.query, args)
}

// database/sql asks for these and calls the others.
func (s *pgStmt) Exec([]driver.Value) (driver.Result, error) { return nil, driver.ErrSkip }
func (s *pgStmt) Query([]driver.Value) (driver.Rows, error)  { return nil, driver.ErrSkip }
