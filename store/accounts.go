package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"assay"
	"assay/account"
)

// Who may come in stands in the ledger, so that it is backed up, moved and kept with it. Each
// change of that is an entry of its log, with who made it.

// logTeam is the kind of entries of the log that say who may come in and see what.
const logTeam = "team"

// An actor is who does something to a ledger.
type actor struct {
	name string
	sees Sees
}

type actorKey struct{}

// As has what is done with the context that it returns be done by a person, who sees what
// sees says: the log names them, and what they may not see they cannot rule on.
func As(ctx context.Context, name string, sees Sees) context.Context {
	return context.WithValue(ctx, actorKey{}, actor{name, sees})
}

// actorOf is who does what is done; somebody without a name who sees all, where nobody said.
func actorOf(ctx context.Context) actor {
	a, ok := ctx.Value(actorKey{}).(actor)
	if !ok {
		a.sees = SeesAll
	}
	return a
}

// noAccount says that there is none of a name.
func noAccount(name string) error {
	return fmt.Errorf("%w: there is no account %q; assay account list has those that there are", assay.ErrNotFound, name)
}

// Account returns an account by its name. It fails with [assay.ErrNotFound].
func (s *Store) Account(ctx context.Context, name string) (*account.Account, error) {
	list, err := s.accounts(ctx, "WHERE name = ?", name)
	if err == nil && len(list) == 0 {
		err = noAccount(name)
	}
	if err != nil {
		return nil, s.explain(err)
	}
	return &list[0], nil
}

// Accounts returns all accounts, by name.
func (s *Store) Accounts(ctx context.Context) ([]account.Account, error) {
	list, err := s.accounts(ctx, "")
	return list, s.explain(err)
}

func (s *Store) accounts(ctx context.Context, where string, args ...any) (list []account.Account, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT name, role, known FROM accounts "+where+" ORDER BY name", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, role, known string
		if err := rows.Scan(&name, &role, &known); err != nil {
			return nil, err
		}
		var a account.Account
		if err := json.Unmarshal([]byte(known), &a); err != nil {
			return nil, fmt.Errorf("%w: the account %q is damaged", assay.ErrInvalid, name)
		}
		a.Name = name
		if a.Role, err = account.ParseRole(role); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, rows.Err()
}

// AddAccount makes an account. It fails with [assay.ErrInvalid] where there is one of its name.
func (s *Store) AddAccount(ctx context.Context, a *account.Account) error {
	if err := account.CheckName(a.Name); err != nil {
		return err
	}
	a.Made = s.now()
	return s.explain(s.transact(ctx, func(tx *txn) error {
		there, err := numbers(ctx, tx, "SELECT 1 FROM accounts WHERE name = ?", a.Name)
		if err == nil && len(there) > 0 {
			err = fmt.Errorf("%w: there is an account %q already", assay.ErrInvalid, a.Name)
		}
		if err != nil {
			return err
		}
		if err := tx.putAccount(ctx, a); err != nil {
			return err
		}
		return tx.enter(ctx, statement{What: logTeam, Command: "account add " + a.Name + " as " + a.Role.String()})
	}))
}

func (tx *txn) putAccount(ctx context.Context, a *account.Account) error {
	known, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if err := tx.exec(ctx, "DELETE FROM accounts WHERE name = ?", a.Name); err != nil {
		return err
	}
	return tx.exec(ctx, "INSERT INTO accounts (name, role, known) VALUES (?, ?, ?)", a.Name, a.Role.String(), string(known))
}

// ChangeAccount has f change an account, and enters what was done to it; what is "" is not worth
// an entry. With end its sessions end, but for one that is kept. An owner is left always.
func (s *Store) ChangeAccount(ctx context.Context, name, what string, end bool, keep string, f func(*account.Account) error) error {
	return s.explain(s.transact(ctx, func(tx *txn) error {
		var known, role string
		found, err := tx.scan(ctx, "SELECT role, known FROM accounts WHERE name = ?", []any{name}, &role, &known)
		if err == nil && !found {
			err = noAccount(name)
		}
		if err != nil {
			return err
		}
		var a account.Account
		if err := json.Unmarshal([]byte(known), &a); err != nil {
			return fmt.Errorf("%w: the account %q is damaged", assay.ErrInvalid, name)
		}
		if a.Role, err = account.ParseRole(role); err != nil {
			return err
		}
		a.Name = name
		was := a.Role
		if err := f(&a); err != nil {
			return err
		}
		a.Name = name
		if err := tx.putAccount(ctx, &a); err != nil {
			return err
		}
		if was == account.Owner && a.Role != account.Owner {
			if err := tx.ownerLeft(ctx); err != nil {
				return err
			}
		}
		if end {
			if err := tx.exec(ctx, "DELETE FROM sessions WHERE account = ? AND sum <> ?", name, keep); err != nil {
				return err
			}
		}
		if what == "" {
			return nil
		}
		return tx.enter(ctx, statement{What: logTeam, Command: "account " + what})
	}))
}

// ownerLeft refuses to leave a ledger without an owner.
func (tx *txn) ownerLeft(ctx context.Context) error {
	var owners, all int
	if _, err := tx.scan(ctx, "SELECT count(*), coalesce(sum(CASE WHEN role = 'owner' THEN 1 ELSE 0 END), 0) FROM accounts", nil, &all, &owners); err != nil {
		return err
	}
	if all > 0 && owners == 0 {
		return fmt.Errorf("%w: nobody would be owner any more; make another one first", assay.ErrInvalid)
	}
	return nil
}

// RemoveAccount removes an account, its sessions and its rights. What the person said stays.
func (s *Store) RemoveAccount(ctx context.Context, name string) error {
	return s.explain(s.transact(ctx, func(tx *txn) error {
		there, err := numbers(ctx, tx, "SELECT 1 FROM accounts WHERE name = ?", name)
		if err == nil && len(there) == 0 {
			err = noAccount(name)
		}
		if err != nil {
			return err
		}
		for _, from := range []string{"accounts WHERE name", "sessions WHERE account", "grants WHERE account"} {
			if err := tx.exec(ctx, "DELETE FROM "+from+" = ?", name); err != nil {
				return err
			}
		}
		if err := tx.ownerLeft(ctx); err != nil {
			return err
		}
		return tx.enter(ctx, statement{What: logTeam, Command: "account remove " + name})
	}))
}

// A Session is one browser or program that was let in.
type Session struct {
	Sum             string // of what it is known by
	Account         string
	Program         bool   // it asks the API, and nothing else
	About           string // what it says it is
	Made, Seen, End time.Time
}

// BeginSession writes a session down, and removes those that are over.
func (s *Store) BeginSession(ctx context.Context, se *Session) error {
	stamp := func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
	return s.explain(s.transact(ctx, func(tx *txn) error {
		if err := tx.exec(ctx, "DELETE FROM sessions WHERE ends <= ?", stamp(se.Made)); err != nil {
			return err
		}
		return tx.exec(ctx, "INSERT INTO sessions (sum, account, program, about, made, seen, ends) VALUES (?, ?, ?, ?, ?, ?, ?)",
			se.Sum, se.Account, oneOrNone(se.Program), se.About, stamp(se.Made), stamp(se.Made), stamp(se.End))
	}))
}

// Session returns a session by the sum of what it is known by. It fails with [assay.ErrNotFound].
func (s *Store) Session(ctx context.Context, sum string) (*Session, error) {
	list, err := s.sessions(ctx, "sum = ?", sum)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%w: no such session", assay.ErrNotFound)
	}
	if err != nil {
		return nil, s.explain(err)
	}
	return &list[0], nil
}

// Sessions returns those of an account, the one that was seen last first.
func (s *Store) Sessions(ctx context.Context, name string) ([]Session, error) {
	list, err := s.sessions(ctx, "account = ?", name)
	return list, s.explain(err)
}

func (s *Store) sessions(ctx context.Context, where string, args ...any) (list []Session, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT sum, account, program, about, made, seen, ends FROM sessions WHERE "+where+" ORDER BY seen DESC, sum", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var se Session
		var at [3]string
		if err := rows.Scan(&se.Sum, &se.Account, &se.Program, &se.About, &at[0], &at[1], &at[2]); err != nil {
			return nil, err
		}
		for i, to := range []*time.Time{&se.Made, &se.Seen, &se.End} {
			if *to, err = time.Parse(time.RFC3339, at[i]); err != nil {
				return nil, fmt.Errorf("%w: a session is damaged", assay.ErrInvalid)
			}
		}
		list = append(list, se)
	}
	return list, rows.Err()
}

// SeeSession notes that a session is used now.
func (s *Store) SeeSession(ctx context.Context, sum string, now time.Time) error {
	_, err := s.db.ExecContext(ctx, "UPDATE sessions SET seen = ? WHERE sum = ?", now.UTC().Format(time.RFC3339), sum)
	return s.explain(err)
}

// EndSession ends a session of an account; all of them where sum is "".
func (s *Store) EndSession(ctx context.Context, name, sum string) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM sessions WHERE account = ?1 AND (?2 = '' OR sum = ?2)", name, sum)
	return s.explain(err)
}

// Touched is how often something was done to a ledger that its log names and that is not about
// accounts or rights: while it stays, what reports say stays.
func (s *Store) Touched(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM journal WHERE what NOT IN (?, ?)", logTeam, logNames).Scan(&n)
	return n, s.explain(ignore(err, sql.ErrNoRows))
}

// carryTeam takes over who may come in and who sees what from a ledger that this is salvaged
// from. What cannot be read is left behind, and then all reports are confidential: nobody knows
// any more which are not.
func carryTeam(ctx context.Context, q querier, tx *txn) error {
	lost := false
	for _, table := range strings.Fields("accounts collections collected grants said_as") {
		err := carryRows(ctx, q, tx, table)
		if isDamaged(err) {
			lost = true
			err = tx.exec(ctx, "DELETE FROM "+table)
		}
		if err != nil {
			return err
		}
	}
	if !lost {
		return nil
	}
	return errors.Join(tx.exec(ctx, "DELETE FROM collected"), tx.exec(ctx, "INSERT INTO collected (report, collection, confidential) SELECT id, '"+OpenCollection+"', 1 FROM reports"))
}

func carryRows(ctx context.Context, q querier, tx *txn, table string) error {
	rows, err := q.QueryContext(ctx, "SELECT * FROM "+table)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		cells, to, places := make([]any, len(columns)), make([]any, len(columns)), "?"
		for i := range cells {
			to[i] = &cells[i]
			if i > 0 {
				places += ", ?"
			}
		}
		if err := rows.Scan(to...); err != nil {
			return err
		}
		if err := tx.exec(ctx, "INSERT INTO "+table+" VALUES ("+places+")", cells...); err != nil {
			return err
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}
