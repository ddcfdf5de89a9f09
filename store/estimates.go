package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/mask"
)

// estimatesVersion is raised whenever estimates may come out differently.
const estimatesVersion = 4

// makeEstimates makes the estimates anew from all reports and stories if
// anything has changed since they were made, and keeps them in the ledger. Where
// that cannot be written to, since it is write-protected or somebody else writes
// to it, that is left, and [Store.estimates] makes them for itself.
func (s *Store) makeEstimates(ctx context.Context) error {
	if err := s.settled(ctx); err != nil {
		return err
	}
	made, err := madeBy(ctx, s.db, "estimates")
	if err != nil || made == estimatesVersion {
		return err
	}
	err = s.transact(ctx, func(tx *txn) error {
		if err := tx.empty(ctx, sealedTotals); err != nil {
			return err
		}
		n := int64(-1)
		err := s.putTogether(ctx, tx, func(id, rows, line string) error {
			n++
			return tx.put(ctx, sealedTotals, n, id, rows, line)
		})
		if err != nil {
			return err
		}
		return isMade(ctx, tx, "estimates", estimatesVersion)
	})
	if ctx.Err() != nil || IsDamage(err) {
		return err
	}
	return nil
}

// putTogether calls f with the id, the flat row and the line of each estimate, in
// order.
func (s *Store) putTogether(ctx context.Context, q querier, f func(id, rows, line string) error) error {
	docs, err := s.docs(ctx, q)
	if err != nil {
		return err
	}
	var stories []assay.Story
	err = s.stories(ctx, q, func(id, _, line string) error {
		item, err := storyItem(id, line)
		if err != nil {
			return err
		}
		st, err := item.Story()
		if err == nil {
			stories = append(stories, *st)
		}
		return err
	})
	if err != nil {
		return err
	}
	list := estimate.Estimates(docs, stories, estimate.Options{})
	docs = restOn(list, docs, stories)
	masked, named, err := layRows("estimates", docs, stories, list, mask.All(docs, stories, false))
	if err != nil {
		return err
	}
	if len(masked.Rows) != len(list) {
		return fmt.Errorf("%w: %d rows of %d estimates", assay.ErrInvalid, len(masked.Rows), len(list))
	}
	for i := range list {
		var line bytes.Buffer
		if err := ledger.EncodeEstimate(&line, &list[i]); err != nil {
			return err
		}
		rows, err := encodeRows(masked, named, i, i+1)
		if err != nil {
			return err
		}
		if err := f(list[i].ID, rows, line.String()); err != nil {
			return err
		}
	}
	return nil
}

// restOn returns the docs on which estimates rest, and those of their stories: who
// is public in one of these is so in all.
func restOn(list []assay.Estimate, docs []*assay.Doc, stories []assay.Story) (needed []*assay.Doc) {
	has := map[assay.ReportID]bool{}
	for i := range list {
		for k := range list[i].Series {
			has[list[i].Series[k].Evidence.Report] = true
		}
	}
	for i := range stories {
		reports := stories[i].Reports
		if slices.ContainsFunc(reports, func(id assay.ReportID) bool { return has[id] }) {
			for _, id := range reports {
				has[id] = true
			}
		}
	}
	for _, doc := range docs {
		if has[doc.ID] {
			needed = append(needed, doc)
		}
	}
	return needed
}

// estimates calls f with the id, the flat row and the line of each estimate as
// they are kept, or, where none are, as they are made now.
func (s *Store) estimates(ctx context.Context, q querier, f func(id, rows, line string) error) error {
	made, err := madeBy(ctx, q, "estimates")
	if err != nil {
		return err
	}
	if made != estimatesVersion {
		return s.putTogether(ctx, q, f)
	}
	bad, lost, err := sealedTotals.eachRow(ctx, q, func(_ int64, cells []any) error {
		return f(cells[0].(string), cells[1].(string), cells[2].(string))
	})
	if err != nil {
		return err
	}
	return s.damageOf(ctx, q, sealedTotals, bad, lost)
}
