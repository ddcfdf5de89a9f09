package store

import (
	"bytes"
	"context"
	"database/sql"
	"strings"

	"assay"
	"assay/estimate"
	"assay/ledger"
	"assay/mask"
	"assay/table"
)

// estimatesVersion is raised whenever estimates may come out differently.
const estimatesVersion = 2

// together is what all reports give together.
type together struct {
	docs      []*assay.Doc
	stories   []assay.Story
	estimates []assay.Estimate
}

// makeEstimates makes the estimates anew from all reports and stories if
// anything has changed since they were made, and keeps them in the ledger. Where
// that cannot be written to, since it is write-protected or somebody else writes
// to it, they are returned instead.
func (s *Store) makeEstimates(ctx context.Context) (*together, error) {
	if err := s.settled(ctx); err != nil {
		return nil, err
	}
	made, err := madeBy(ctx, s.db, "estimates")
	if err != nil || made == estimatesVersion {
		return nil, err
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		t, err := s.putTogether(ctx, tx)
		if err != nil {
			return err
		}
		return t.keep(ctx, tx)
	})
	if err == nil || ctx.Err() != nil {
		return nil, err
	}
	return s.putTogether(ctx, s.db)
}

func (s *Store) putTogether(ctx context.Context, q querier) (*together, error) {
	docs, err := s.docs(ctx, q)
	if err != nil {
		return nil, err
	}
	var stories []assay.Story
	err = eachStory(ctx, q, func(item *ledger.StoryItem) error {
		st, err := item.Story()
		if err == nil {
			stories = append(stories, *st)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &together{docs, stories, estimate.Estimates(docs, stories, estimate.Options{})}, nil
}

func (t *together) keep(ctx context.Context, tx *sql.Tx) error {
	for _, table := range []string{"estimates", "estimate_lines"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return err
		}
	}
	if err := insertRows(ctx, tx, "estimates", 0, t.docs, t.stories, t.estimates); err != nil {
		return err
	}
	for i := range t.estimates {
		var line bytes.Buffer
		if err := ledger.EncodeEstimate(&line, &t.estimates[i]); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO estimate_lines (pos, line) VALUES (?, ?)", i, line.String()); err != nil {
			return err
		}
	}
	return isMade(ctx, tx, "estimates", estimatesVersion)
}

// query is the like of [Store.Query] for estimates that are not kept.
func (t *together) query(query string, names bool) (*table.Table, error) {
	all, err := table.Of("estimates", t.docs, nil, t.estimates, mask.All(t.docs, t.stories, names))
	if err != nil {
		return nil, err
	}
	found := &table.Table{Name: all.Name, Head: all.Head}
	words := sought(query)
rows:
	for i, row := range all.Rows {
		for _, w := range words {
			if !strings.Contains(all.Search[i], w) {
				continue rows
			}
		}
		found.Rows = append(found.Rows, row)
	}
	return found, nil
}
