package store

import (
	"context"
	"errors"

	"assay"
)

// LastSent returns what a server last sent from an address of the web that the ledger
// keeps, of a PDF file the sheet, and what is known of that; nil where it has nothing. What
// is damaged is not known.
func (s *Store) LastSent(ctx context.Context, address string) (bytes []byte, from assay.Provenance, err error) {
	err = s.look(ctx, func(q querier) error {
		// The paths of the entries of a live page have a number behind its address.
		list, err := numbers(ctx, q, "SELECT n FROM inputs WHERE (path = ?1 OR path > ?1 || ':' AND path < ?1 || ';') AND raw IS NOT NULL ORDER BY n DESC", address)
		if err != nil {
			return err
		}
		for _, n := range list {
			known, err := provenanceOf(ctx, q, n)
			switch {
			case errors.Is(err, assay.ErrInvalid):
				continue
			case err != nil:
				return err
			case known.Address != address || known.Sent == "":
				continue
			}
			var d []byte
			if err := q.QueryRowContext(ctx, "SELECT raw FROM inputs WHERE n = ?", n).Scan(&d); err != nil {
				return err
			}
			b, err := raw(ctx, q, d)
			if err == nil || !errors.Is(err, assay.ErrInvalid) {
				bytes, from = b, known
				return err
			}
		}
		return nil
	})
	return bytes, from, s.explain(err)
}
