package store

import (
	"compress/flate"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"assay"
	"assay/journal"
	"assay/table"
)

// A sealed table is one whose rows carry digests: of the table's name, the
// number of the row and all its cells. Beside it, in the table sums, stand how
// many rows it has and the digests of all of them, XOR. So a row that was
// altered is noticed by its own digest, and one that is gone, or was not written
// by this program, by the sum. What a damaged page does to an index or to the
// way to a row is noticed likewise: a question reads a sealed table as a whole,
// or, where it is about one row, checks that it is the one, and reads the whole
// where it is not found.
type sealed struct {
	name    string
	columns []string // without n and digest
	order   string   // in which they are read
	packed  []packed // what of them the file has packed
}

var (
	storyOrder    = "CASE WHEN appeared IS NULL THEN 2 WHEN length(appeared) < 10 OR appeared LIKE '%X%' THEN 1 ELSE 0 END, appeared, report" // that of package copies
	sealedReports = &sealed{"reports", []string{"id", "path", "url", "publisher", "title", "published", "language", "stages", "marks", "line", "persons"}, "n", []packed{{"who", []string{"persons"}, kindRest}, {"text", []string{"line"}, kindText}, {"packed", []string{"stages", "marks", "line"}, kindReport}}}
	sealedInputs  = &sealed{"inputs", []string{"path", "report", "raw", "size", "published", "at", "reason"}, "n", nil}
	sealedFrom    = &sealed{"provenance", []string{"known"}, "n", nil}
	sealedRulings = &sealed{"rulings", []string{"what", "subject", "other", "machine", "theirs", "by", "at", "why"}, "n", nil}
	sealedStories = &sealed{"story_rows", []string{"report", "appeared", "rows", "line"}, storyOrder, rowsAndLine}
	sealedTold    = &sealed{"told", []string{"version", "bytes"}, "n", []packed{{"packed", []string{"bytes"}, kindTold2}}}
	madeColumns   = []string{"id", "rows", "line", "place"} // in the order of the last
	sealedEvents  = &sealed{"event_rows", madeColumns, madeColumns[3], rowsAndLine}
	sealedTotals  = &sealed{"estimate_rows", madeColumns, madeColumns[3], rowsAndLine}
	sealedRows    = map[string]*sealed{ // of one report each
		table.Claims:    {"claim_rows", []string{"rows"}, "n", flatRows},
		table.Figures:   {"figure_rows", []string{"rows"}, "n", flatRows},
		table.Movements: {"movement_rows", []string{"rows"}, "n", flatRows},
	}
)

var (
	rowsAndLine = []packed{{"packed", []string{"rows", "line"}, kindRest}}
	flatRows    = []packed{{"packed", []string{"rows"}, kindRows}}
)

// rowTables are the tables of which each report has a row, in order.
var rowTables = []string{table.Claims, table.Figures, table.Movements}

// list are the columns that the file has, without n and digest.
func (t *sealed) list() string { return `"` + strings.Join(t.stored(), `", "`) + `"` }

// read is a query that reads rows: n, the columns, the digest, and what is needed to unpack
// them of the report that has the number.
func (t *sealed) read() string {
	what, from := "", t.name+" AS t"
	if t.ofReports() {
		from += " LEFT JOIN reports AS r USING (n)"
		what = ", r.id, r.path, r.published, r.text"
	}
	return `SELECT n, t."` + strings.Join(t.stored(), `", t."`) + `", t.digest` + what + " FROM " + from
}

// scan reads a row of that query, and whether it is as it was written.
func (t *sealed) scan(rows interface{ Scan(...any) error }) (n int64, cells []any, d digest, ok bool, err error) {
	stored := make([]any, len(t.stored()))
	to := make([]any, 0, len(stored)+6)
	to = append(to, &n)
	for i := range stored {
		to = append(to, &stored[i])
	}
	var written []byte
	about := &setting{n: n}
	to = append(to, &written)
	if t.ofReports() {
		to = append(to, &about.id, &about.path, &about.published, &about.packed)
	}
	if err := rows.Scan(to...); err != nil {
		return 0, nil, d, false, err
	}
	if cells, err = t.unpack(stored, about); err != nil {
		return n, nil, d, false, nil
	}
	d = t.digest(n, cells)
	return n, cells, d, len(written) >= len(d) && string(d[:]) == string(written[:len(d)]), nil // of older ledgers it is the whole
}

// A digest is the first half of a SHA-256: enough to tell damage, of which forgery is none.
type digest = [sha256.Size / 2]byte

// sum is how many rows a table has and the digests of all of them, XOR.
type sum struct {
	rows   int64
	digest digest
}

func (s *sum) add(d digest, rows int64) {
	s.rows += rows
	for i := range d {
		s.digest[i] ^= d[i]
	}
}

// digest is that of a row.
func (t *sealed) digest(n int64, cells []any) digest { return digestOf(t.name, n, cells) }

func digestOf(name string, n int64, cells []any) digest {
	d := wholeDigest(name, n, cells)
	return digest(d[:len(digest{})])
}

func wholeDigest(name string, n int64, cells []any) (d [sha256.Size]byte) {
	h := sha256.New()
	var head [9]byte
	var piece [4096]byte
	part := func(kind byte, size uint64) {
		head[0] = kind
		binary.LittleEndian.PutUint64(head[1:], size)
		h.Write(head[:])
	}
	text := func(kind byte, s string) {
		part(kind, uint64(len(s)))
		for len(s) > 0 { // in pieces: nothing of the size of s is made
			n := copy(piece[:], s)
			h.Write(piece[:n])
			s = s[n:]
		}
	}
	text('t', name)
	part('i', uint64(n))
	for _, c := range cells {
		switch c := c.(type) {
		case nil:
			part('n', 0)
		case string:
			text('t', c)
		case []byte:
			part('b', uint64(len(c)))
			h.Write(c)
		case int64:
			part('i', uint64(c))
		case float64:
			part('f', math.Float64bits(c))
		default:
			panic(fmt.Sprintf("store: a cell of %s is a %T", name, c))
		}
	}
	h.Sum(d[:0])
	return d
}

// A txn is a transaction, with the sums that it has changed and not yet written,
// and what is made once for all that is done in it.
type txn struct {
	*sql.Tx
	sums   map[string]*sum
	stmts  map[string]*sql.Stmt
	packer *flate.Writer        // see keepRaw
	about  *setting             // of the report that was put or asked for last
	docs   map[int64]*assay.Doc // of reports that were put in it, as their lines give them back
	plain  bool                 // while a ledger is brought up to date in which nothing is packed yet
	in     dialect

	now      func() string
	journal  *journal.Head // once something was entered in the log
	unlogged bool          // while a ledger is brought up to date that has no log yet
}

// stmt prepares a statement once.
func (tx *txn) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := tx.stmts[query]; ok {
		return s, nil
	}
	s, err := tx.PrepareContext(ctx, query)
	if err == nil {
		tx.stmts[query] = s
	}
	return s, err
}

// each calls f for each row that a statement gives.
func (tx *txn) each(ctx context.Context, query string, f func(*sql.Rows) error, args ...any) error {
	s, err := tx.stmt(ctx, query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// exec is ExecContext for what is done often.
func (tx *txn) exec(ctx context.Context, query string, args ...any) error {
	s, err := tx.stmt(ctx, query)
	if err == nil {
		_, err = s.ExecContext(ctx, args...)
	}
	return err
}

// scan asks for one row, as QueryRowContext does, for what is asked often; found
// is false where there is none.
func (tx *txn) scan(ctx context.Context, query string, args []any, to ...any) (found bool, err error) {
	s, err := tx.stmt(ctx, query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(ctx, args...).Scan(to...)
	return err == nil, ignore(err, sql.ErrNoRows)
}

// transact runs f in a transaction that is all or nothing.
func (s *Store) transact(ctx context.Context, f func(*txn) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	t := &txn{Tx: tx, sums: map[string]*sum{}, stmts: map[string]*sql.Stmt{}, docs: map[int64]*assay.Doc{}, now: s.now, in: s.dialect}
	err = f(t)
	if err == nil {
		err = t.save(ctx)
	}
	for _, s := range t.stmts {
		s.Close()
	}
	if err == nil && s.trying {
		return tx.Rollback()
	}
	if err != nil {
		return errors.Join(err, ignore(tx.Rollback(), sql.ErrTxDone))
	}
	return tx.Commit()
}

// look runs f on the ledger as it is at one moment, whoever adds to it meanwhile.
func (s *Store) look(ctx context.Context, f func(querier) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing was written
	return f(tx)
}

// sum returns the sum of a table, for changing it.
func (tx *txn) sum(ctx context.Context, t *sealed) (*sum, error) {
	if have, ok := tx.sums[t.name]; ok {
		return have, nil
	}
	sm, err := sumOf(ctx, tx, t)
	if err == nil {
		tx.sums[t.name] = &sm
	}
	return &sm, err
}

func sumOf(ctx context.Context, q querier, t *sealed) (sm sum, err error) {
	var d []byte
	err = q.QueryRowContext(ctx, `SELECT "rows", digest FROM sums WHERE what = ?`, t.name).Scan(&sm.rows, &d)
	copy(sm.digest[:], d)
	return sm, ignore(err, sql.ErrNoRows)
}

func (tx *txn) save(ctx context.Context) error {
	for name, sm := range tx.sums {
		if _, err := tx.ExecContext(ctx, `INSERT INTO sums (what, "rows", digest) VALUES (?, ?, ?) ON CONFLICT(what) DO UPDATE SET "rows" = excluded."rows", digest = excluded.digest`, name, sm.rows, sm.digest[:]); err != nil {
			return err
		}
	}
	return tx.saveHead(ctx)
}

// put writes row n of a sealed table, in the place of the one that may be there.
// One that is the same is left alone.
func (tx *txn) put(ctx context.Context, t *sealed, n int64, cells ...any) error {
	sm, err := tx.sum(ctx, t)
	if err != nil {
		return err
	}
	d := t.digest(n, cells)
	was, err := tx.digest(ctx, t, n)
	switch {
	case err != nil:
		return err
	case was != nil:
		sm.add(*was, -1)
	}
	if t == sealedRulings {
		if err := tx.mayPut(ctx, n, cells, was == nil); err != nil {
			return err
		}
	}
	if err := tx.logPut(ctx, t, n, cells, was, d); err != nil {
		return err
	}
	sm.add(d, 1)
	if tx.plain {
		t = t.unpacked()
	}
	var about *setting
	if t.ofReports() {
		if about, err = tx.setting(ctx, n); err != nil {
			return err
		}
	}
	stored, err := t.pack(cells, about)
	if err != nil {
		return err
	}
	if t.name == sealedReports.name {
		tx.about = nil
		delete(tx.docs, n)
	}
	columns := t.stored()
	set := make([]string, len(columns))
	for i, c := range columns {
		set[i] = fmt.Sprintf(`"%s" = excluded."%s"`, c, c)
	}
	query := fmt.Sprintf("INSERT INTO %s (n, %s, digest) VALUES (?, %s?)", t.name, t.list(), strings.Repeat("?, ", len(columns)))
	if !t.ofFound() || tx.in == ofPostgres { // there it is what a view does
		query += " ON CONFLICT(n) DO UPDATE SET " + strings.Join(set, ", ") + ", digest = excluded.digest"
	}
	return tx.exec(ctx, query, append(append([]any{n}, stored...), d[:])...)
}

// setting returns what flat rows of report n are packed with.
func (tx *txn) setting(ctx context.Context, n int64) (*setting, error) {
	if tx.about != nil && tx.about.n == n {
		return tx.about, nil
	}
	about := &setting{n: n}
	found, err := tx.scan(ctx, "SELECT id, path, published, text FROM reports WHERE n = ?", []any{n}, &about.id, &about.path, &about.published, &about.packed)
	if err == nil && !found {
		err = fmt.Errorf("%w: no report %d", assay.ErrNotFound, n)
	}
	tx.about = about
	return about, err
}

// drop removes row n of a sealed table, if it is there.
func (tx *txn) drop(ctx context.Context, t *sealed, n int64) error {
	sm, err := tx.sum(ctx, t)
	if err != nil {
		return err
	}
	was, err := tx.digest(ctx, t, n)
	if err != nil || was == nil {
		return err
	}
	if t == sealedRulings {
		if err := tx.mayDrop(ctx, n); err != nil {
			return err
		}
	}
	sm.add(*was, -1)
	if err := tx.logDrop(ctx, t, n); err != nil {
		return err
	}
	return tx.exec(ctx, "DELETE FROM "+t.name+" WHERE n = ?", n)
}

// empty removes all rows of a sealed table.
func (tx *txn) empty(ctx context.Context, t *sealed) error {
	tx.sums[t.name] = &sum{}
	_, err := tx.ExecContext(ctx, "DELETE FROM "+t.name)
	return err
}

// digest returns the digest that row n has now; nil if there is no such row.
func (tx *txn) digest(ctx context.Context, t *sealed, n int64) (*digest, error) {
	var b []byte
	_, err := tx.scan(ctx, "SELECT digest FROM "+t.name+" WHERE n = ?", []any{n}, &b)
	if err != nil || b == nil { // a row that comes from an older ledger has none yet
		return nil, err
	}
	var d digest
	copy(d[:], b)
	return &d, nil
}

// recount makes the sum of a table anew from the digests its rows have.
func (tx *txn) recount(ctx context.Context, t *sealed) error {
	list, err := column[[]byte](ctx, tx, "SELECT digest FROM "+t.name)
	if err != nil {
		return err
	}
	sm := &sum{}
	for _, b := range list {
		var d digest
		copy(d[:], b)
		sm.add(d, 1)
	}
	tx.sums[t.name] = sm
	return nil
}

// next returns the number that a new row of t gets. A number is never given
// twice, though the row that had it is gone.
func (tx *txn) next(ctx context.Context, t *sealed) (int64, error) {
	var n int64
	_, err := tx.scan(ctx, strings.ReplaceAll(tx.in.sql("number.next"), "TABLE", t.name), []any{t.name}, &n)
	return n, err
}

// eachRow calls f for each whole row of a sealed table, in order, and returns
// the numbers of the damaged ones; lost says that some are not there at all.
// It goes on where SQLite itself finds a page damaged.
func (t *sealed) eachRow(ctx context.Context, q querier, f func(n int64, cells []any) error) (bad []int64, lost bool, err error) {
	want, err := sumOf(ctx, q, t)
	if err != nil {
		if !isDamaged(err) {
			return nil, false, err
		}
		lost = true
	}
	var have sum
	seen := map[int64]bool{}
	query := t.read()
	take := func(rows *sql.Rows) error {
		n, cells, d, ok, err := t.scan(rows)
		if err != nil {
			return err
		}
		if seen[n] { // the way to the rows is damaged
			lost = true
			return nil
		}
		seen[n] = true
		if !ok {
			bad = append(bad, n)
			return nil
		}
		have.add(d, 1)
		return f(n, cells)
	}
	run := func(query string, args ...any) error {
		rows, err := q.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := take(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	}
	err = run(query + " ORDER BY " + t.order + entire)
	if err != nil && isDamaged(err) {
		// The others one by one, up to a number that is known from elsewhere, and not
		// beyond reason: that may be damaged too.
		lost = true
		top, reason := int64(-1), min(4*want.rows+1000, 1<<24)
		for _, where := range []string{"SELECT max(n) FROM " + t.name, "SELECT max(n) FROM claim_rows", "SELECT max(n) FROM reports", "SELECT max(seq) FROM sqlite_sequence WHERE name = '" + t.name + "'"} {
			var n sql.NullInt64
			if q.QueryRowContext(ctx, where).Scan(&n) == nil {
				top = max(top, min(n.Int64, reason))
			}
		}
		err = nil
		for n := int64(0); n <= top && err == nil; n++ {
			if seen[n] {
				continue
			}
			if err = run(query+" WHERE n = ?", n); err != nil && isDamaged(err) {
				bad, err = append(bad, n), nil
			}
		}
	}
	if err != nil {
		return bad, lost, err
	}
	have.rows += int64(len(bad)) // what is damaged is not lost
	if have.rows != want.rows || len(bad) == 0 && have.digest != want.digest {
		lost = true
	}
	return bad, lost, nil
}

// row returns the cells of row n of a sealed table, nil if there is none.
func (t *sealed) row(ctx context.Context, q querier, n int64) ([]any, error) {
	_, cells, _, ok, err := t.scan(q.QueryRowContext(ctx, t.read()+" WHERE n = ?", n))
	switch {
	case err != nil:
		return nil, ignore(err, sql.ErrNoRows)
	case !ok:
		return nil, errAltered
	}
	return cells, nil
}

var errAltered = fmt.Errorf("%w: not as it was written", assay.ErrInvalid)

// Damage says which reports of a ledger are not as they were written, or are
// gone. What is whole was handed out.
type Damage struct {
	Ledger  string
	Reports []string // ids, where they are known
	Names   []string // their paths, or what else is known of them
	Tables  []string // tables of which something is gone, or that are damaged as a whole
}

// Error is one line: what is damaged and what to do.
func (d *Damage) Error() string {
	var b strings.Builder
	b.WriteString(d.Ledger + ": damaged: ")
	switch {
	case len(d.Reports) > 0:
		const most = 20
		for i, name := range d.Names[:min(most, len(d.Names))] {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(name)
		}
		if n := len(d.Names) - most; n > 0 {
			fmt.Fprintf(&b, " and %d more", n)
		}
		short := make([]string, 0, most)
		for _, id := range d.Reports[:min(most, len(d.Reports))] {
			short = append(short, shortID(id))
		}
		b.WriteString("; all else is shown; read again what is damaged with assay reread ")
		if len(d.Reports) > most {
			b.WriteString("--all")
		} else {
			b.WriteString(strings.Join(short, " "))
		}
	default:
		b.WriteString("something of its " + strings.Join(d.Tables, ", ") + " is altered or gone; all else is shown; mend it with assay reread --all")
	}
	return b.String()
}

// Unwrap makes a damage an [assay.ErrInvalid].
func (d *Damage) Unwrap() error { return assay.ErrInvalid }

// shortID is the form of an id in which users write it: its first 8 digits.
func shortID(id string) string {
	digits := strings.TrimPrefix(id, "sha256:")
	return digits[:min(8, len(digits))]
}

// damageOf returns a *Damage for what eachRow found, nil if that is nothing.
// Rows of report n are named by its id, as the inputs or the reports have it.
func (s *Store) damageOf(ctx context.Context, q querier, t *sealed, bad []int64, lost bool) error {
	if len(bad) == 0 && !lost {
		return nil
	}
	d := &Damage{Ledger: s.path}
	d.Tables = []string{tableName(t)}
	if t == sealedInputs || t == sealedFrom || t == sealedRulings || t == sealedEvents || t == sealedTotals {
		return d
	}
	if lost && t != sealedStories { // which reports have no row?
		have, err := numbers(ctx, q, "SELECT n FROM "+t.name+" ORDER BY n")
		if err == nil {
			for _, n := range reportNumbers(ctx, q) {
				if _, ok := slices.BinarySearch(have, n); !ok {
					bad = append(bad, n)
				}
			}
		}
	}
	slices.Sort(bad)
	for _, n := range slices.Compact(bad) {
		d.add(ctx, q, n)
	}
	return d
}

// reportNumbers returns the numbers of the reports as the index of their ids has
// them, which is apart from the reports, and as their claims have them.
func reportNumbers(ctx context.Context, q querier) []int64 {
	list, _ := numbers(ctx, q, "SELECT n FROM reports INDEXED BY sqlite_autoindex_reports_1 ORDER BY id")
	more, _ := numbers(ctx, q, "SELECT n FROM claim_rows")
	list = append(list, more...)
	slices.Sort(list)
	return slices.Compact(list)
}

// add names report n.
func (d *Damage) add(ctx context.Context, q querier, n int64) {
	var id, path sql.NullString
	// The index of the ids is apart from the reports, and so are the inputs.
	list, err := column[string](ctx, q, "SELECT id FROM reports INDEXED BY sqlite_autoindex_reports_1 WHERE n = ? AND id > ''", n)
	if err == nil && len(list) > 0 {
		id.String = list[0]
		_ = q.QueryRowContext(ctx, "SELECT path FROM inputs WHERE report = ? ORDER BY n LIMIT 1", id.String).Scan(&path)
	}
	if _, err := assay.ParseReportID(id.String); err != nil {
		d.Tables = append(d.Tables, fmt.Sprintf("report %d", n))
		return
	}
	name := id.String
	if path.String != "" {
		name += " (" + path.String + ")"
	}
	if !slices.Contains(d.Reports, id.String) {
		d.Reports, d.Names = append(d.Reports, id.String), append(d.Names, name)
	}
}

// JoinDamage puts damages together; another error wins over them.
func JoinDamage(errs ...error) error {
	var all *Damage
	for _, err := range errs {
		var d *Damage
		switch {
		case err == nil:
		case !errors.As(err, &d):
			return err
		case all == nil:
			all = d
		default:
			for i, id := range d.Reports {
				if !slices.Contains(all.Reports, id) {
					all.Reports, all.Names = append(all.Reports, id), append(all.Names, d.Names[i])
				}
			}
			for _, t := range d.Tables {
				if !slices.Contains(all.Tables, t) {
					all.Tables = append(all.Tables, t)
				}
			}
		}
	}
	if all == nil {
		return nil
	}
	return all
}

func tableName(t *sealed) string {
	switch t {
	case sealedStories:
		return table.Stories
	case sealedEvents:
		return table.Events
	case sealedTotals:
		return table.Estimates
	}
	for name, rows := range sealedRows {
		if rows == t {
			return name
		}
	}
	return t.name
}
