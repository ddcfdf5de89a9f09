package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"assay"
	"assay/journal"
)

// What is done to the tables that nothing else makes again is entered in the log of
// the ledger, in the transaction in which it is done, by those who write their rows:
// [txn.put] and [txn.drop]. So there is no way round it, and of every row there is
// the log knows what it says.

// logged are these tables, with the kinds of entries of a row that is written and of
// one that is taken out.
var logged = map[string][2]string{
	"inputs":  {"addition", "release"},
	"reports": {"reading", "removal"},
	"rulings": {"ruling", "unruling"},
}

// Kinds of entries that are about no row.
const (
	logBegun    = "begun"    // the log, on an older ledger or a new one
	logNames    = "names"    // private persons were shown by name
	logReread   = "reread"   // somebody had a report read again
	logDropped  = "dropped"  // what was damaged was taken out
	logSalvaged = "salvaged" // the ledger, from one whose file is broken
	logErasure  = "erasure"  // of what entries stated
)

// A statement is what an entry of the log says, under its salt.
type statement struct {
	What    string  `json:"what"`
	Table   string  `json:"table,omitempty"`
	Row     int64   `json:"row,omitempty"`
	Digest  string  `json:"digest,omitempty"` // of what the row says; "" where it is gone
	Report  string  `json:"report,omitempty"`
	Raw     string  `json:"raw,omitempty"`  // SHA-256 of the bytes of an input
	Line    string  `json:"line,omitempty"` // SHA-256 of a report's line
	Command string  `json:"command,omitempty"`
	Entries []int64 `json:"entries,omitempty"` // of the log, whose statements were erased
	By      string  `json:"by,omitempty"`      // the account of who did it
}

// content is what is logged of a row. Who is named in the rest of a report's story
// is no part of its reading.
func (t *sealed) content(n int64, cells []any) string {
	if t == sealedReports {
		cells = cells[:len(cells)-1]
	}
	d := wholeDigest(t.name, n, cells)
	return hex.EncodeToString(d[:])
}

// stated is what the log says of a row.
func (t *sealed) stated(n int64, cells []any) statement {
	st := statement{What: logged[t.name][0], Table: t.name, Row: n, Digest: t.content(n, cells)}
	switch t {
	case sealedReports:
		st.Report, _ = cells[0].(string)
		line, _ := cells[lineColumn].(string)
		d := sha256.Sum256([]byte(line))
		st.Line = hex.EncodeToString(d[:])
	case sealedInputs:
		st.Report, _ = cells[1].(string)
		if d, ok := cells[2].([]byte); ok {
			st.Raw = hex.EncodeToString(d)
		}
	}
	return st
}

// logPut enters that row n is to be as cells say, if it was not so before; was is its
// digest before, is that it has then.
func (tx *txn) logPut(ctx context.Context, t *sealed, n int64, cells []any, was *digest, is digest) error {
	if logged[t.name][0] == "" || tx.unlogged || was != nil && *was == is {
		return nil
	}
	st := t.stated(n, cells)
	if was != nil {
		old, err := t.row(ctx, tx, n)
		if err != nil && !errors.Is(err, errAltered) && !isDamaged(err) {
			return err
		}
		if err == nil && old != nil && t.content(n, old) == st.Digest {
			return nil
		}
	}
	return tx.enter(ctx, st)
}

// logDrop enters that row n goes.
func (tx *txn) logDrop(ctx context.Context, t *sealed, n int64) error {
	if logged[t.name][1] == "" || tx.unlogged {
		return nil
	}
	st := statement{What: logged[t.name][1], Table: t.name, Row: n}
	if of := map[*sealed]string{sealedReports: "id", sealedInputs: "report"}[t]; of != "" {
		if _, err := tx.scan(ctx, "SELECT "+of+" FROM "+t.name+" WHERE n = ?", []any{n}, &st.Report); err != nil && !isDamaged(err) {
			return err
		}
	}
	return tx.enter(ctx, st)
}

// enter enters a statement in the log.
func (tx *txn) enter(ctx context.Context, st statement) error { return tx.enterAt(ctx, tx.now(), st) }

func (tx *txn) enterAt(ctx context.Context, at string, st statement) error {
	if tx.journal == nil {
		h, err := headOf(ctx, tx)
		if err != nil {
			return err
		}
		tx.journal = h
	}
	st.By = actorOf(ctx).name
	b, err := json.Marshal(st)
	if err != nil {
		return err
	}
	e := journal.New(tx.journal.Size, at, st.What, b)
	tx.journal.Append(e.Leaf())
	return tx.putEntry(ctx, &e)
}

func (tx *txn) putEntry(ctx context.Context, e *journal.Entry) error {
	var stated any
	if e.Statement != nil {
		stated = packJSON(string(e.Statement))
	}
	if tx.plain {
		return tx.exec(ctx, "INSERT INTO journal (n, at, what, hash, salt, statement) VALUES (?, ?, ?, ?, ?, ?)", e.N, e.At, e.What, e.Hash[:], e.Salt, string(e.Statement))
	}
	return tx.exec(ctx, "INSERT INTO journal (n, at, what, hash, salt, stated) VALUES (?, ?, ?, ?, ?, ?)", e.N, e.At, e.What, e.Hash[:], e.Salt, stated)
}

// headOf returns the head of the log.
func headOf(ctx context.Context, q querier) (*journal.Head, error) {
	var origin string
	var size int64
	var edge []byte
	err := q.QueryRowContext(ctx, "SELECT origin, size, edge FROM journal_head").Scan(&origin, &size, &edge)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%w: the head of its log is gone; see assay verify", assay.ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	h, err := journal.NewHead(origin, size, edge)
	return &h, err
}

// saveHead writes the head of the log if something was entered.
func (tx *txn) saveHead(ctx context.Context) error {
	if tx.journal == nil {
		return nil
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO journal_head (one, origin, size, edge) VALUES (1, ?, ?, ?) ON CONFLICT(one) DO UPDATE SET origin = excluded.origin, size = excluded.size, edge = excluded.edge", tx.journal.Origin, tx.journal.Size, tx.journal.Bytes())
	return err
}

// begin begins the log of a ledger that has none: with what the log of an older
// assay has, and what is there.
func (s *Store) begin(ctx context.Context, tx *txn) error {
	tx.unlogged = false
	tx.journal = &journal.Head{Origin: journal.NewOrigin()}
	if err := tx.enter(ctx, statement{What: logBegun}); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, "SELECT at, what, command FROM old_log ORDER BY n")
	if err != nil {
		return err
	}
	defer rows.Close()
	var notes []Entry
	for rows.Next() {
		var n Entry
		if err := rows.Scan(&n.At, &n.What, &n.Command); err != nil {
			return err
		}
		notes = append(notes, n)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	if err := carryNotes(ctx, tx, notes); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DROP TABLE old_log"); err != nil {
		return err
	}
	for _, t := range []*sealed{sealedInputs, sealedReports, sealedRulings} {
		list, err := numbers(ctx, tx, "SELECT n FROM "+t.name+" ORDER BY n")
		if err != nil {
			return err
		}
		for _, n := range list {
			cells, err := t.unpacked().row(ctx, tx, n)
			switch {
			case errors.Is(err, errAltered):
				continue // damaged already
			case err != nil:
				return err
			}
			if err := tx.enter(ctx, t.stated(n, cells)); err != nil {
				return err
			}
		}
	}
	return nil
}

// carryNotes enters what another log says was to be known afterwards.
func carryNotes(ctx context.Context, tx *txn, notes []Entry) error {
	for _, n := range notes {
		if err := tx.enterAt(ctx, n.At, statement{What: n.What, Command: n.Command}); err != nil {
			return err
		}
	}
	return nil
}

// carryLog takes over the log of a ledger that this is salvaged from, and goes on
// with it. Where it is broken itself, this one's own says so, and has the notes
// that can be read.
func carryLog(ctx context.Context, q querier, tx *txn) error {
	var whole []journal.Entry
	head, err := headOf(ctx, q)
	if err == nil {
		now := journal.Head{Origin: head.Origin}
		err = eachLogged(ctx, q, func(e *journal.Entry) error {
			if e.N != now.Size || !e.Erased() && !e.Holds() {
				return errAltered
			}
			now.Append(e.Leaf())
			whole = append(whole, *e)
			return nil
		})
		if err == nil && now.Checkpoint() != head.Checkpoint() {
			err = errAltered
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		if err := tx.enter(ctx, statement{What: logSalvaged, Command: "the log of the ledger was broken"}); err != nil {
			return err
		}
		var notes []Entry // as far as they can be read
		err := eachLogged(ctx, q, func(e *journal.Entry) error {
			if n := loggedOf(e); slices.Contains([]string{logNames, logReread, logDropped, "removed"}, n.What) {
				n.Command = cmp.Or(n.Command, n.Report)
				notes = append(notes, n)
			}
			return nil
		})
		if err != nil && !isDamaged(err) {
			return err
		}
		return carryNotes(ctx, tx, notes)
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM journal"); err != nil {
		return err
	}
	for i := range whole {
		if err := tx.putEntry(ctx, &whole[i]); err != nil {
			return err
		}
	}
	tx.journal = head
	return tx.enter(ctx, statement{What: logSalvaged})
}

// eachLogged calls f for each entry of the log, in order.
func eachLogged(ctx context.Context, q querier, f func(*journal.Entry) error) error {
	return loggedIn(ctx, q, "n", f)
}

// loggedIn is eachLogged in another order, and of a part.
func loggedIn(ctx context.Context, q querier, order string, f func(*journal.Entry) error) error {
	rows, err := q.QueryContext(ctx, "SELECT n, at, what, hash, salt, stated FROM journal ORDER BY "+order)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e journal.Entry
		var hash, stated []byte
		if err := rows.Scan(&e.N, &e.At, &e.What, &hash, &e.Salt, &stated); err != nil {
			return err
		}
		if stated != nil {
			written, err := unpackJSON(stated)
			if e.Statement = []byte(written); err != nil {
				e.Statement = stated // which is not that of its hash
			}
		}
		copy(e.Hash[:], hash)
		if err := f(&e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// settleLog enters that rows are gone which the log has and their tables have not,
// after what was damaged was taken out.
func (tx *txn) settleLog(ctx context.Context, t *sealed) error {
	have, err := numbers(ctx, tx, "SELECT n FROM "+t.name+" ORDER BY n")
	if err != nil {
		return err
	}
	there := map[int64]bool{} // as the log has it last
	err = eachStated(ctx, tx, func(_ int64, st *statement) error {
		if st.Table == t.name {
			there[st.Row] = st.Digest != ""
		}
		return nil
	})
	for _, n := range slices.Sorted(maps.Keys(there)) {
		if _, is := slices.BinarySearch(have, n); err == nil && there[n] && !is {
			err = tx.enter(ctx, statement{What: logDropped, Table: t.name, Row: n})
		}
	}
	return err
}

// eachStated calls f for each entry of the log that states something, with its number, in order.
func eachStated(ctx context.Context, q querier, f func(n int64, st *statement) error) error {
	return eachLogged(ctx, q, func(e *journal.Entry) error {
		var st statement
		if e.Erased() || json.Unmarshal(e.Statement, &st) != nil {
			return nil
		}
		return f(e.N, &st)
	})
}

// An Entry is an entry of the log, for reading.
type Entry struct {
	N             int64
	At, What      string
	Report        string // id
	Command       string
	By            string // the account of who did it; "" where there was none
	Erased, Valid bool   // its statement is not known any more; its statement is that of its hash
}

// Log returns the entries of the log.
func (s *Store) Log(ctx context.Context) (list []Entry, err error) {
	err = s.look(ctx, func(q querier) error {
		return eachLogged(ctx, q, func(e *journal.Entry) error {
			list = append(list, loggedOf(e))
			return nil
		})
	})
	return list, s.explain(err)
}

// LogFrom returns at most so many entries of the log, the last first and as many of these passed
// over as said, and how many there are.
func (s *Store) LogFrom(ctx context.Context, over, most int) (list []Entry, of int, err error) {
	err = s.look(ctx, func(q querier) error {
		list = nil
		if err := q.QueryRowContext(ctx, "SELECT count(*) FROM journal").Scan(&of); err != nil {
			return err
		}
		return loggedIn(ctx, q, "n DESC LIMIT "+strconv.Itoa(most)+" OFFSET "+strconv.Itoa(over), func(e *journal.Entry) error {
			list = append(list, loggedOf(e))
			return nil
		})
	})
	return list, of, s.explain(err)
}

// loggedOf is an entry as it is read.
func loggedOf(e *journal.Entry) Entry {
	var st statement
	_ = json.Unmarshal(e.Statement, &st) // of what is no statement nothing is shown
	return Entry{e.N, e.At, e.What, st.Report, st.Command, st.By, e.Erased(), e.Holds()}
}

// Checkpoint returns the checkpoint of the log as it is.
func (s *Store) Checkpoint(ctx context.Context) (c journal.Checkpoint, err error) {
	h, err := headOf(ctx, s.db)
	if err != nil {
		return c, s.explain(err)
	}
	return h.Checkpoint(), nil
}
