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

// estimatesVersion is raised whenever events or estimates may come out differently.
const estimatesVersion = 6

// makeEstimates makes events and estimates anew from all reports and stories if
// anything has changed since they were made, and keeps them in the ledger. Where
// that cannot be written to, since it is write-protected or somebody else writes
// to it, that is left, and [Store.estimates] makes them for itself.
func (s *Store) makeEstimates(ctx context.Context) error {
	if err := s.settled(ctx); err != nil {
		return err
	}
	made, err := s.kept(ctx, s.db)
	if err != nil || made || !s.recommended() {
		return err
	}
	err = s.transact(ctx, func(tx *txn) error {
		for _, of := range []*sealed{sealedEvents, sealedTotals} {
			if err := tx.empty(ctx, of); err != nil {
				return err
			}
		}
		next := map[*sealed]int64{}
		err := s.putTogether(ctx, tx, func(of *sealed, id, rows, line string) error {
			n := next[of]
			next[of]++
			return tx.put(ctx, of, n, id, rows, line)
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

// recommended reports whether estimates are made as they are kept.
func (s *Store) recommended() bool { return s.Estimating == estimate.Options{} }

// kept reports whether the estimates that are asked for are in the ledger.
func (s *Store) kept(ctx context.Context, q querier) (bool, error) {
	made, err := madeBy(ctx, q, "estimates")
	return made == estimatesVersion && s.recommended(), err
}

// putTogether calls f with the table, the id, the flat row and the line of each event and
// each estimate, in order.
func (s *Store) putTogether(ctx context.Context, q querier, f func(of *sealed, id, rows, line string) error) error {
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
	rulings, err := s.rulings(ctx, q)
	if err != nil && !IsDamage(err) {
		return err
	}
	said := newGrouping(docs, rulings)
	events, list := estimate.Regrouped(docs, stories, s.Estimating, said.regroup)
	said.finish(list)
	docs = restOn(events, list, docs, stories)
	masks := mask.All(docs, stories, false)
	enc := ledger.NewEvents(docs, list)
	err = layEach("events", docs, stories, events, list, masks, len(events), func(i int, rows string) error {
		var line bytes.Buffer
		if err := enc.Encode(&line, &events[i]); err != nil {
			return err
		}
		return f(sealedEvents, events[i].ID, rows, line.String())
	})
	if err != nil {
		return err
	}
	return layEach("estimates", docs, stories, events, list, masks, len(list), func(i int, rows string) error {
		var line bytes.Buffer
		if err := ledger.EncodeEstimate(&line, &list[i]); err != nil {
			return err
		}
		return f(sealedTotals, list[i].ID, rows, line.String())
	})
}

// layEach lays a table flat of which each of n entries has one row, and calls f with each.
func layEach(name string, docs []*assay.Doc, stories []assay.Story, events []assay.Occurrence, list []assay.Estimate, masks map[assay.ReportID]*mask.Mask, n int, f func(i int, rows string) error) error {
	masked, named, err := layRows(name, docs, stories, events, list, masks)
	if err != nil {
		return err
	}
	if len(masked.Rows) != n {
		return fmt.Errorf("%w: %d rows of %d %s", assay.ErrInvalid, len(masked.Rows), n, name)
	}
	for i := range n {
		rows, err := encodeRows(masked, named, i, i+1)
		if err != nil {
			return err
		}
		if err := f(i, rows); err != nil {
			return err
		}
	}
	return nil
}

// restOn returns the docs on which events and estimates rest, and those of their stories:
// who is public in one of these is so in all.
func restOn(events []assay.Occurrence, list []assay.Estimate, docs []*assay.Doc, stories []assay.Story) (needed []*assay.Doc) {
	has := map[assay.ReportID]bool{}
	for i := range events {
		for _, t := range events[i].Tellings {
			has[t.Report] = true
		}
	}
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

// estimates calls f with the id, the flat row and the line of each entry of events or
// estimates as they are kept, or, where none are, as they are made now.
func (s *Store) estimates(ctx context.Context, q querier, of *sealed, f func(id, rows, line string) error) error {
	made, err := s.kept(ctx, q)
	if err != nil {
		return err
	}
	if !made {
		return s.putTogether(ctx, q, func(in *sealed, id, rows, line string) error {
			if in != of {
				return nil
			}
			return f(id, rows, line)
		})
	}
	bad, lost, err := of.eachRow(ctx, q, func(_ int64, cells []any) error {
		return f(cells[0].(string), cells[1].(string), cells[2].(string))
	})
	if err != nil {
		return err
	}
	return s.damageOf(ctx, q, of, bad, lost)
}
