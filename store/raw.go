package store

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"assay"
)

// now is the clock in the form in which it stands in the ledger.
func (s *Store) now() string { return s.Now().UTC().Format(time.RFC3339) }

// keepRaw keeps bytes, identical ones once, and returns their digest.
func keepRaw(ctx context.Context, tx *txn, raw []byte) ([]byte, error) {
	d := sha256.Sum256(raw)
	var there int
	if found, err := tx.scan(ctx, "SELECT 1 FROM raw WHERE digest = ?", []any{d[:]}, &there); err != nil || found {
		return d[:], err
	}
	var b bytes.Buffer
	if tx.packer == nil { // it is as large as a book
		var err error
		if tx.packer, err = flate.NewWriter(&b, flate.DefaultCompression); err != nil {
			return nil, err
		}
	}
	tx.packer.Reset(&b)
	if _, err := tx.packer.Write(raw); err != nil {
		return nil, err
	}
	if err := tx.packer.Close(); err != nil {
		return nil, err
	}
	return d[:], tx.exec(ctx, "INSERT INTO raw (digest, size, bytes) VALUES (?, ?, ?)", d[:], len(raw), b.Bytes())
}

// raw returns the bytes that have a digest.
func raw(ctx context.Context, q querier, d []byte) ([]byte, error) {
	var packed []byte
	var size int64
	err := q.QueryRowContext(ctx, "SELECT size, bytes FROM raw WHERE digest = ?", d).Scan(&size, &packed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("%w: its raw bytes are gone", assay.ErrInvalid)
	case isDamaged(err):
		return nil, fmt.Errorf("%w: its raw bytes are damaged", assay.ErrInvalid)
	case err != nil:
		return nil, err
	}
	// One byte more than there should be is enough to see that something is wrong.
	got, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), max(0, size)+1))
	if sum := sha256.Sum256(got); err != nil || int64(len(got)) != size || !bytes.Equal(sum[:], d) {
		return nil, fmt.Errorf("%w: its raw bytes are damaged", assay.ErrInvalid)
	}
	return got, nil
}

// dropInput forgets input n, and the bytes that no other has; it returns how many
// they are.
func dropInput(ctx context.Context, tx *txn, n int64) (size int64, err error) {
	var d []byte
	if _, err := tx.scan(ctx, "SELECT raw FROM inputs WHERE n = ?", []any{n}, &d); err != nil {
		return 0, err
	}
	if err := errors.Join(tx.drop(ctx, sealedInputs, n), tx.drop(ctx, sealedFrom, n)); err != nil || d == nil {
		return 0, err
	}
	const alone = " FROM raw WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM inputs WHERE raw = ?1)"
	if _, err := tx.scan(ctx, "SELECT size"+alone, []any{d}, &size); err != nil {
		return 0, err
	}
	return size, tx.exec(ctx, "DELETE"+alone, d)
}

// noteInput notes that rep was read from path, and keeps its bytes; the path is
// out of quarantine.
func (s *Store) noteInput(ctx context.Context, tx *txn, rep *assay.Report, path string) error {
	id := rep.ID.String()
	var n int64
	var has []byte
	var was string
	_, err := tx.scan(ctx, "SELECT n, raw, coalesce(published, '') FROM inputs WHERE path = ? AND report = ?", []any{path, id}, &n, &has, &was)
	if err != nil {
		return err
	}
	given := was
	if rep.Published.From == "flag" {
		given = rep.Published.Date.String()
	}
	if err := s.unquarantine(ctx, tx, path); err != nil {
		return err
	}
	fresh := n == 0
	if fresh {
		if n, err = tx.next(ctx, sealedInputs); err != nil {
			return err
		}
	}
	if err := keepProvenance(ctx, tx, n, rep.Provenance); err != nil {
		return err
	}
	if !fresh && given == was && (has != nil || len(rep.Raw) == 0) {
		return nil
	}
	var kept any
	if has != nil {
		kept = has
	}
	size := int64(len(rep.Raw))
	if size > 0 {
		if kept, err = keepRaw(ctx, tx, rep.Raw); err != nil {
			return err
		}
	}
	return tx.put(ctx, sealedInputs, n, path, id, kept, size, null(given), s.now(), nil)
}

func (s *Store) unquarantine(ctx context.Context, tx *txn, path string) error {
	var n int64
	if found, err := tx.scan(ctx, "SELECT n FROM inputs WHERE path = ? AND report = ''", []any{path}, &n); err != nil || !found {
		return err
	}
	_, err := dropInput(ctx, tx, n)
	return err
}

// noteFailed puts an input into quarantine, in the place of what was there of
// its path.
func (s *Store) noteFailed(ctx context.Context, tx *txn, f Failed) error {
	if err := s.unquarantine(ctx, tx, f.Path); err != nil {
		return err
	}
	n, err := tx.next(ctx, sealedInputs)
	if err != nil {
		return err
	}
	var kept, given any
	if f.Raw != nil {
		if kept, err = keepRaw(ctx, tx, f.Raw); err != nil {
			return err
		}
	}
	if err := keepProvenance(ctx, tx, n, f.From); err != nil {
		return err
	}
	return tx.put(ctx, sealedInputs, n, f.Path, "", kept, int64(len(f.Raw)), given, s.now(), f.Reason)
}

// A Quarantined is an input that could not be read.
type Quarantined struct {
	ID               string // "q3fa9c021": of its path and bytes
	Path, Reason, At string // At is RFC 3339 in UTC
	Part             bool   // of a file: a line, an element
	Size             int64
	Digest           string           // "sha256:…" of its bytes; "" where there were none
	From             assay.Provenance // of its bytes
}

// Quarantine returns what could not be read, in the order in which it was tried.
// Where entries are damaged it returns the others, and a [*Damage].
func (s *Store) Quarantine(ctx context.Context) (list []Quarantined, err error) {
	err = s.look(ctx, func(q querier) error {
		list, err = s.quarantine(ctx, q)
		return err
	})
	return list, s.explain(err)
}

func (s *Store) quarantine(ctx context.Context, q querier) (list []Quarantined, err error) {
	var sums []assay.ReportID
	var damage error
	bad, lost, err := sealedInputs.eachRow(ctx, q, func(n int64, cells []any) error {
		if cells[1].(string) != "" {
			return nil
		}
		e := Quarantined{Path: cells[0].(string), Part: isPart(cells[0].(string)), Size: cells[3].(int64), At: cells[5].(string)}
		e.Reason, _ = cells[6].(string)
		if d, ok := cells[2].([]byte); ok {
			e.Digest = "sha256:" + hex.EncodeToString(d)
		}
		from, err := provenanceOf(ctx, q, n)
		if e.From = from; err != nil {
			damage = JoinDamage(damage, s.damageOf(ctx, q, sealedFrom, nil, true))
		}
		list = append(list, e)
		sums = append(sums, assay.NewReportID(e.Path, []byte(e.Digest)))
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, short := range assay.Shorts(sums) {
		list[i].ID = "q" + short
	}
	return list, JoinDamage(damage, s.damageOf(ctx, q, sealedInputs, bad, lost))
}

// Raw returns the bytes of an input in quarantine as they came; nil where none
// are kept.
func (s *Store) Raw(ctx context.Context, e Quarantined) ([]byte, error) {
	if e.Digest == "" {
		return nil, nil
	}
	d, err := hex.DecodeString(e.Digest[len("sha256:"):])
	if err != nil {
		return nil, fmt.Errorf("%w: digest %q", assay.ErrInvalid, e.Digest)
	}
	b, err := raw(ctx, s.db, d)
	return b, s.explain(err)
}

// Release takes inputs out of quarantine, by their paths, with the bytes that
// nothing else has.
func (s *Store) Release(ctx context.Context, paths []string) error {
	return s.explain(s.transact(ctx, func(tx *txn) error {
		for _, path := range paths {
			if err := s.unquarantine(ctx, tx, path); err != nil {
				return err
			}
		}
		return nil
	}))
}

// A Source is what a report was read from.
type Source struct {
	ID        string // of the report
	Path      string
	Part      bool // of a file: a line, an element
	Raw       []byte
	Published assay.Date // the date that the user gave with it; zero if none
	From      assay.Provenance
}

// Source returns what the report with an id was read from. It fails where its
// bytes are not kept, or damaged.
func (s *Store) Source(ctx context.Context, id string) (*Source, error) {
	src := &Source{ID: id}
	err := s.look(ctx, func(q querier) error {
		var d []byte
		var given string
		var n int64
		err := q.QueryRowContext(ctx, "SELECT n, path, raw, coalesce(published, '') FROM inputs WHERE report = ? ORDER BY raw IS NULL, n LIMIT 1", id).Scan(&n, &src.Path, &d, &given)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%w: %s: what it was read from is not in the ledger", assay.ErrNotFound, id)
		}
		if err != nil {
			return err
		}
		if d == nil {
			return fmt.Errorf("%w: %s (%s): its raw bytes are not in the ledger: an older assay added it, or they were lost; add it again from its file", assay.ErrNotFound, id, src.Path)
		}
		if src.Raw, err = raw(ctx, q, d); err != nil {
			return fmt.Errorf("%s (%s): %w: add it again from its file", id, src.Path, err)
		}
		if src.From, err = provenanceOf(ctx, q, n); err != nil {
			return fmt.Errorf("%s (%s): what is known of where it is from is damaged: add it again from its file: %w", id, src.Path, err)
		}
		src.Part = isPart(src.Path)
		if given != "" {
			src.Published, err = assay.ParseDate(given)
		}
		return err
	})
	if err != nil {
		return nil, s.explain(err)
	}
	return src, nil
}

// isPart reports whether a path is that of a line or an element of a file:
// "x.jsonl:3".
func isPart(path string) bool {
	at := strings.LastIndexByte(path, ':')
	_, err := strconv.Atoi(path[at+1:])
	return at > 0 && err == nil
}

// IDs returns the ids of all reports, also of those whose entries are damaged or
// gone, as far as they are known.
func (s *Store) IDs(ctx context.Context) ([]string, error) {
	list, err := column[string](ctx, s.db, `SELECT report FROM inputs WHERE report <> '' GROUP BY report ORDER BY min(n)`)
	if isDamaged(err) {
		err = s.look(ctx, func(q querier) error {
			list, err = s.known(ctx, q)
			return err
		})
	}
	return list, s.explain(err)
}

// NoteNames notes in the ledger that a command showed private persons by name.
// A ledger that cannot be written to cannot note it.
func (s *Store) NoteNames(ctx context.Context, command string) error {
	err := s.transact(ctx, func(tx *txn) error { return tx.enter(ctx, statement{What: logNames, Command: command}) })
	if isCode(err, codeReadOnly) {
		return nil
	}
	return s.explain(err)
}
