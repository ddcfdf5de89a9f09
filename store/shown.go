package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"

	"assay/copies"
	"assay/mask"
)

// What a screen shows of a large ledger takes seconds to make. It is kept beside what is
// remembered, with a digest of what it was made from, and gone when reports are taken out.

// kindShown is its kind there; package estimate has those from 0 on.
const kindShown = 255

// KeepShown keeps what a screen shows of the ledger as it is, in place of what it showed before.
// Where that cannot be written it is left.
func (s *Store) KeepShown(ctx context.Context, b []byte) error {
	err := s.transact(ctx, func(tx *txn) error {
		from, err := shownFrom(ctx, tx)
		if err != nil || from == nil {
			return err
		}
		b, mem := append(from, b...), &memory{s, ctx, tx}
		if old, err := mem.Get(kindShown, 0); err == nil && bytes.Equal(old, b) {
			return nil
		}
		return mem.Put(kindShown, 0, b)
	})
	if isCode(err, codeReadOnly) || isCode(err, codeBusy) || isCode(err, codeCantOpen) {
		return nil
	}
	return s.explain(err)
}

// Shown returns what [Store.KeepShown] kept of the ledger as it is; nil where there is no such thing.
func (s *Store) Shown(ctx context.Context) (shown []byte, err error) {
	err = s.look(ctx, func(q querier) error {
		from, err := shownFrom(ctx, q)
		if err != nil || from == nil {
			return err
		}
		var b []byte
		if err := q.QueryRowContext(ctx, "SELECT bytes FROM remembered WHERE kind = ? AND key = 0", kindShown).Scan(&b); err != nil {
			return ignore(err, sql.ErrNoRows)
		}
		if b, err = summed(kindShown, 0, b); err == nil && bytes.HasPrefix(b, from) {
			shown = b[len(from):]
		}
		return nil
	})
	return shown, s.explain(err)
}

// shownFrom is a digest of what screens show; nil where that is to be made anew.
func shownFrom(ctx context.Context, q querier) ([]byte, error) {
	for what, version := range map[string]int{madeCopies: copies.Version, madeMasks: mask.Version, madeEstimates: estimatesVersion} {
		if made, err := madeBy(ctx, q, what); err != nil || made != version {
			return nil, err
		}
	}
	h := sha256.New()
	for _, t := range []*sealed{sealedEvents, sealedTotals, sealedStories, sealedInputs} {
		sm, err := sumOf(ctx, q, t)
		if err != nil {
			return nil, err
		}
		binary.Write(h, binary.LittleEndian, sm.rows)
		h.Write(sm.digest[:])
	}
	return h.Sum(nil), nil
}
