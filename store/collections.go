package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/account"
	"assay/lang/en"
)

// Each report is in one collection, and may be confidential there. A person sees the reports of
// the collections that they were granted, and the confidential ones of those of which they were
// granted these too. Everybody who may come in sees the open collection.

// OpenCollection is the one that a report is in of which nothing else was said, and
// EveryCollection is all of them.
const (
	OpenCollection  = "open"
	EveryCollection = "*"
)

// Sees says which reports somebody may see.
type Sees struct {
	all bool
	in  map[string]bool // collections; true: the confidential reports of it too
}

// SeesAll sees every report, and SeesOpen what everybody sees.
var (
	SeesAll  = Sees{all: true}
	SeesOpen = Sees{in: map[string]bool{OpenCollection: false}}
)

// All reports whether nothing is hidden, now or later.
func (s Sees) All() bool { return s.all }

// Has reports whether a report that is in a collection is seen.
func (s Sees) Has(collection string, confidential bool) bool {
	if s.all {
		return true
	}
	for _, name := range []string{collection, EveryCollection} {
		if too, ok := s.in[name]; ok && (too || !confidential) {
			return true
		}
	}
	return false
}

// within reports whether who sees other sees all that s does, whatever there is.
func (s Sees) within(other Sees) bool {
	if other.all || s.all {
		return other.all
	}
	for name, too := range s.in {
		if !other.Has(name, too) {
			return false
		}
	}
	return true
}

// Key names what is seen: two that see the same have the same.
func (s Sees) Key() string {
	if s.all {
		return EveryCollection + "\tconfidential"
	}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(s.in)) {
		if s.in[name] {
			name += "\tconfidential"
		}
		list = append(list, name)
	}
	return strings.Join(list, "\n")
}

// String is what is seen, in words.
func (s Sees) String() string {
	if s.all {
		return en.EveryReport
	}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(s.in)) {
		words := name
		if name == EveryCollection {
			words = en.EveryCollection
		}
		if s.in[name] {
			words += en.AndConfidential
		}
		list = append(list, words)
	}
	return strings.Join(list, ", ")
}

// seesOf reads what Key wrote.
func seesOf(key string) Sees {
	s := Sees{in: map[string]bool{}}
	for line := range strings.SplitSeq(key, "\n") {
		name, _, too := strings.Cut(line, "\t")
		s.in[name] = too
	}
	if s.in[EveryCollection] {
		return SeesAll
	}
	return s
}

// SeesOf returns what a person sees: an owner everything, others the open collection and what
// they were granted.
func (s *Store) SeesOf(ctx context.Context, a *account.Account) (Sees, error) {
	if a.Role == account.Owner {
		return SeesAll, nil
	}
	out := Sees{in: map[string]bool{OpenCollection: false}}
	list, err := s.Grants(ctx, a.Name)
	for _, g := range list {
		out.in[g.Collection] = g.Confidential
	}
	out.all = out.in[EveryCollection]
	if out.all {
		out.in = nil
	}
	return out, err
}

// A Grant lets a person see a collection.
type Grant struct {
	Account, Collection string
	Confidential        bool // the confidential reports of it too
}

// Grants returns those of a person; of all where name is "".
func (s *Store) Grants(ctx context.Context, name string) (list []Grant, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT account, collection, confidential FROM grants WHERE ?1 = '' OR account = ?1 ORDER BY account, collection", name)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var g Grant
		if err := rows.Scan(&g.Account, &g.Collection, &g.Confidential); err != nil {
			return nil, s.explain(err)
		}
		list = append(list, g)
	}
	return list, s.explain(rows.Err())
}

// Grant lets a person see a collection, or the open one's confidential reports.
func (s *Store) Grant(ctx context.Context, g Grant) error {
	return s.grant(ctx, g, true)
}

// Ungrant takes a grant back.
func (s *Store) Ungrant(ctx context.Context, name, collection string) error {
	return s.grant(ctx, Grant{Account: name, Collection: collection}, false)
}

func (s *Store) grant(ctx context.Context, g Grant, may bool) error {
	return s.explain(s.transact(ctx, func(tx *txn) error {
		there, err := numbers(ctx, tx, "SELECT 1 FROM accounts WHERE name = ?", g.Account)
		if err == nil && len(there) == 0 {
			err = noAccount(g.Account)
		}
		if err == nil && may && g.Collection != EveryCollection {
			err = hasCollection(ctx, tx, g.Collection)
		}
		if err != nil {
			return err
		}
		if err := tx.exec(ctx, "DELETE FROM grants WHERE account = ? AND collection = ?", g.Account, g.Collection); err != nil {
			return err
		}
		what := "take " + g.Collection + " from " + g.Account
		if may {
			what = "grant " + g.Collection + " to " + g.Account
			if g.Confidential {
				what += ", confidential reports too"
			}
			if err := tx.exec(ctx, "INSERT INTO grants (account, collection, confidential) VALUES (?, ?, ?)", g.Account, g.Collection, oneOrNone(g.Confidential)); err != nil {
				return err
			}
		}
		return tx.enter(ctx, statement{What: logTeam, Command: "collection " + what})
	}))
}

func oneOrNone(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

// A Collection is one, with how many reports are in it.
type Collection struct {
	Name                  string
	Reports, Confidential int // the second are among the first
}

// Collections returns all collections, the open one first.
func (s *Store) Collections(ctx context.Context) (list []Collection, err error) {
	list = []Collection{{Name: OpenCollection}}
	names, err := column[string](ctx, s.db, "SELECT name FROM collections ORDER BY name")
	if err != nil {
		return nil, s.explain(err)
	}
	for _, name := range names {
		list = append(list, Collection{Name: name})
	}
	rows, err := s.db.QueryContext(ctx, "SELECT coalesce(collection, '"+OpenCollection+"'), coalesce(confidential, 0), count(*) FROM reports LEFT JOIN collected ON report = id GROUP BY 1, 2")
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var confidential bool
		var n int
		if err := rows.Scan(&name, &confidential, &n); err != nil {
			return nil, s.explain(err)
		}
		at := slices.IndexFunc(list, func(c Collection) bool { return c.Name == name })
		if at < 0 {
			at, list = len(list), append(list, Collection{Name: name})
		}
		if list[at].Reports += n; confidential {
			list[at].Confidential += n
		}
	}
	return list, s.explain(rows.Err())
}

// mostCollection is how long the name of a collection may be, in bytes.
const mostCollection = 80

// AddCollection makes a collection.
func (s *Store) AddCollection(ctx context.Context, name string) error {
	if name == "" || name == OpenCollection || name == EveryCollection || len(name) > mostCollection || !utf8.ValidString(name) || strings.TrimSpace(name) != name ||
		strings.ContainsFunc(name, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" .-_", r)
		}) {
		return fmt.Errorf("%w: a collection is called by letters and digits, with spaces . _ - between them, and not %q", assay.ErrInvalid, name)
	}
	return s.explain(s.transact(ctx, func(tx *txn) error {
		there, err := numbers(ctx, tx, "SELECT 1 FROM collections WHERE name = ?", name)
		if err == nil && len(there) > 0 {
			err = fmt.Errorf("%w: there is a collection %q already", assay.ErrInvalid, name)
		}
		if err != nil {
			return err
		}
		if err := tx.exec(ctx, "INSERT INTO collections (name, made) VALUES (?, ?)", name, s.now()); err != nil {
			return err
		}
		return tx.enter(ctx, statement{What: logTeam, Command: "collection add " + name})
	}))
}

// RemoveCollection removes a collection in which there is nothing.
func (s *Store) RemoveCollection(ctx context.Context, name string) error {
	return s.explain(s.transact(ctx, func(tx *txn) error {
		if err := hasCollection(ctx, tx, name); err != nil {
			return err
		}
		in, err := numbers(ctx, tx, "SELECT count(*) FROM collected WHERE collection = ?", name)
		if err == nil && (name == OpenCollection || in[0] > 0) {
			err = fmt.Errorf("%w: put the reports of %q into another collection first", assay.ErrInvalid, name)
		}
		if err != nil {
			return err
		}
		for _, from := range []string{"collections WHERE name", "grants WHERE collection"} {
			if err := tx.exec(ctx, "DELETE FROM "+from+" = ?", name); err != nil {
				return err
			}
		}
		return tx.enter(ctx, statement{What: logTeam, Command: "collection remove " + name})
	}))
}

// HasCollection fails with [assay.ErrNotFound] where there is no collection of a name; "" is the
// open one.
func (s *Store) HasCollection(ctx context.Context, name string) error {
	return s.explain(s.look(ctx, func(q querier) error { return hasCollection(ctx, q, name) }))
}

func hasCollection(ctx context.Context, q querier, name string) error {
	if name == OpenCollection || name == "" {
		return nil
	}
	there, err := numbers(ctx, q, "SELECT 1 FROM collections WHERE name = ?", name)
	if err == nil && len(there) == 0 {
		err = fmt.Errorf("%w: there is no collection %q; assay collection list has those that there are", assay.ErrNotFound, name)
	}
	return err
}

// Collect puts reports, by their ids, into a collection, confidential there or not.
func (s *Store) Collect(ctx context.Context, ids []string, collection string, confidential bool) error {
	return s.explain(s.transact(ctx, func(tx *txn) error {
		if err := hasCollection(ctx, tx, collection); err != nil {
			return err
		}
		for _, id := range ids {
			there, err := numbers(ctx, tx, "SELECT 1 FROM reports WHERE id = ?", id)
			if err == nil && len(there) == 0 {
				err = fmt.Errorf("%w: no report %s", assay.ErrNotFound, id)
			}
			if err != nil {
				return err
			}
			if err := tx.collect(ctx, id, collection, confidential); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (tx *txn) collect(ctx context.Context, id, collection string, confidential bool) error {
	if err := tx.exec(ctx, "DELETE FROM collected WHERE report = ?", id); err != nil {
		return err
	}
	what := "put into " + collection
	if confidential {
		what += ", confidential"
	}
	if collection != OpenCollection || confidential {
		if err := tx.exec(ctx, "INSERT INTO collected (report, collection, confidential) VALUES (?, ?, ?)", id, collection, oneOrNone(confidential)); err != nil {
			return err
		}
	}
	return tx.enter(ctx, statement{What: logTeam, Report: id, Command: "collection " + what})
}

// CollectionOf returns where a report is.
func (s *Store) CollectionOf(ctx context.Context, id string) (name string, confidential bool, err error) {
	name, confidential, err = collectionOf(ctx, s.db, id)
	return name, confidential, s.explain(err)
}

func collectionOf(ctx context.Context, q querier, id string) (name string, confidential bool, err error) {
	rows, err := q.QueryContext(ctx, "SELECT collection, confidential FROM collected WHERE report = ?", id)
	if err != nil {
		return "", false, err
	}
	defer rows.Close()
	name = OpenCollection
	for rows.Next() {
		if err := rows.Scan(&name, &confidential); err != nil {
			return "", false, err
		}
	}
	return name, confidential, rows.Err()
}

// seen fails with [assay.ErrNotFound] where who acts may not see one of some reports.
func (tx *txn) seen(ctx context.Context, ids []string) error {
	sees := actorOf(ctx).sees
	if sees.all {
		return nil
	}
	for _, id := range ids {
		in, confidential, err := collectionOf(ctx, tx, id)
		if err == nil && !sees.Has(in, confidential) {
			err = fmt.Errorf("%w: no report %s", assay.ErrNotFound, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mayPut refuses a ruling of somebody who may not see what it is about, and notes what they
// saw where it is new.
func (tx *txn) mayPut(ctx context.Context, n int64, cells []any, fresh bool) error {
	a := actorOf(ctx)
	if a.sees.all {
		return nil
	}
	ru, err := rulingOf(n, cells)
	if err != nil {
		return err
	}
	if err := tx.seen(ctx, ru.on()); err != nil || !fresh {
		return err
	}
	return tx.exec(ctx, "INSERT INTO said_as (n, sees) VALUES (?, ?)", n, a.sees.Key())
}

// mayDrop refuses that somebody takes back what is about reports that they may not see.
func (tx *txn) mayDrop(ctx context.Context, n int64) error {
	if actorOf(ctx).sees.all {
		return nil
	}
	cells, err := sealedRulings.row(ctx, tx, n)
	if err != nil || cells == nil {
		return err
	}
	ru, err := rulingOf(n, cells)
	if err != nil {
		return err
	}
	return tx.seen(ctx, ru.on())
}

// on returns the ids of all reports that a ruling is about.
func (ru *Ruling) on() []string {
	ids := ru.Reports()
	if ru.What == OnStories {
		ids = append(ids, ru.A, ru.B)
	}
	return ids
}

// Hides reports whether there is a report that not everybody sees.
func (s *Store) Hides(ctx context.Context) (hides bool, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM collected)").Scan(&hides)
	return hides, s.explain(err)
}

// shares is the folder in which shares of the ledger are kept: of a file beside it, of one on a
// server on this machine.
func (s *Store) shares() string {
	if s.dialect == ofSQLite {
		return s.path + "-shares"
	}
	return s.onMachine("shares")
}

// SharePath is where a share of the ledger is kept, for who sees a part of it.
func (s *Store) SharePath(sees Sees) string {
	return s.shares() + string(os.PathSeparator) + sees.short() + ".db"
}

// short is a name of what is seen, as files have it.
func (s Sees) short() string {
	d := sha256.Sum256([]byte(s.Key()))
	return hex.EncodeToString(d[:8])
}

// DropShares removes the shares of a ledger but for those at some paths. They are made anew
// when somebody comes who sees a part.
func (s *Store) DropShares(keep ...string) error {
	dir := s.shares()
	list, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, e := range list {
		path := dir + string(os.PathSeparator) + e.Name()
		if !slices.ContainsFunc(keep, func(k string) bool { return strings.HasPrefix(path, k) }) {
			err = errors.Join(err, os.RemoveAll(path))
		}
	}
	if len(keep) == 0 {
		err = errors.Join(err, os.Remove(dir))
	}
	return err
}
