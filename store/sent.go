package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"assay"
)

// The header with which a server sent bytes stands beside these, and goes where they go. It
// is what is asked by when the page is asked for again; see package fetch.

func sentDigest(d []byte, sent string) digest { return digestOf("sent", 0, []any{d, sent}) }

// keepSent keeps the header with which bytes were sent that have a digest: the first that is
// known of them.
func keepSent(ctx context.Context, tx *txn, d []byte, sent string) error {
	if sent == "" {
		return nil
	}
	seal := sentDigest(d, sent)
	return tx.exec(ctx, "UPDATE raw SET sent = ?2, sent_digest = ?3 WHERE digest = ?1 AND sent IS NULL", d, sent, seal[:])
}

// sentOf returns the header with which bytes were sent that have a digest; "" where none is known.
func sentOf(ctx context.Context, q querier, d []byte) (string, error) {
	var sent sql.NullString
	var stored []byte
	err := q.QueryRowContext(ctx, "SELECT sent, sent_digest FROM raw WHERE digest = ?", d).Scan(&sent, &stored)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", err
	}
	seal := sentDigest(d, sent.String)
	if sent.Valid != (stored != nil) || sent.Valid && !bytes.Equal(seal[:], stored) {
		return "", fmt.Errorf("%w: the header with which its bytes were sent is damaged", assay.ErrInvalid)
	}
	return sent.String, nil
}

// LastSent returns what a server last sent from an address of the web that became a report
// of the ledger, and with which header; nil and "" where nothing is known of it. What is
// damaged is not known.
func (s *Store) LastSent(ctx context.Context, address string) (bytes []byte, sent string, err error) {
	// The paths of the entries of a live page have a number behind its address.
	list, err := column[[]byte](ctx, s.db, `SELECT raw.digest FROM inputs JOIN raw ON raw.digest = inputs.raw
		WHERE (path = ?1 OR path > ?1 || ':' AND path < ?1 || ';') AND instr(sent, ?2) > 0 ORDER BY inputs.n DESC LIMIT 1`,
		address, "\r\nWARC-Target-URI: "+address+"\r\n")
	if err != nil || len(list) == 0 {
		return nil, "", s.explain(err)
	}
	if sent, err = sentOf(ctx, s.db, list[0]); err == nil {
		bytes, err = raw(ctx, s.db, list[0])
	}
	switch {
	case errors.Is(err, assay.ErrInvalid):
		return nil, "", nil
	case err != nil:
		return nil, "", s.explain(err)
	}
	return bytes, sent, nil
}
