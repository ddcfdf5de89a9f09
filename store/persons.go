package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"

	"assay"
	"assay/mask"
)

// A cast is who is named in a report: its own persons, and by a digest those of
// the rest of its story with whom its flat rows were laid, so that they are laid
// anew where these change.
type cast struct {
	Own  []mask.Person `json:"own"`
	With string        `json:"with,omitempty"`
}

// digestOfPersons is "" for nobody.
func digestOfPersons(list []mask.Person) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	b, err := json.Marshal(list)
	d := sha256.Sum256(b)
	return hex.EncodeToString(d[:8]), err
}

// readCast reads a cast as it is packed; one that is damaged says nothing.
func readCast(b []byte) (c cast) {
	written, err := unpackJSON(b)
	if err != nil || json.Unmarshal([]byte(written), &c) != nil {
		return cast{}
	}
	return c
}

// castOf returns the cast of report n. Of a damaged one nothing is known.
func (r *records) castOf(n int32) (c cast, err error) {
	err = r.each("SELECT who FROM reports WHERE n = ?", func(rows *sql.Rows) error {
		var b []byte
		err := rows.Scan(&b)
		c = readCast(b)
		return err
	}, n)
	return c, err
}

// lay lays the flat rows of the reports of a story anew where others are named
// in the rest of it than when they were laid, and returns all who are named.
func (r *records) lay(reports []int32) (all []mask.Person, err error) {
	casts := make([]cast, len(reports))
	for i, n := range reports {
		if casts[i], err = r.castOf(n); err != nil {
			return nil, err
		}
		all = append(all, casts[i].Own...)
	}
	all = mask.Others(nil, all)
	for i, n := range reports {
		others := mask.Others(casts[i].Own, all)
		with, err := digestOfPersons(others)
		if err != nil {
			return nil, err
		}
		if with == casts[i].With {
			continue
		}
		casts[i].With = with
		if err := r.store.layAgain(r.ctx, r.tx, int64(n), casts[i], others); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// layAgain lays the flat rows of report n with others. A damaged report is left
// as it is: it is told of when it is asked for.
func (s *Store) layAgain(ctx context.Context, tx *txn, n int64, c cast, others []mask.Person) error {
	cells, err := sealedReports.row(ctx, tx, n)
	if errors.Is(err, errAltered) || isDamaged(err) || err == nil && cells == nil {
		return nil
	}
	if err != nil {
		return err
	}
	doc, err := entryOf(n, cells).doc()
	if err != nil {
		return err
	}
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	cells[len(cells)-1] = string(b)
	if err := tx.put(ctx, sealedReports, n, cells...); err != nil {
		return err
	}
	return s.putRows(ctx, tx, n, doc, others)
}

// putRows writes the flat rows of report n, masked with the persons of the rest
// of its story, and with what persons said of its figures.
func (s *Store) putRows(ctx context.Context, tx *txn, n int64, doc *assay.Doc, others []mask.Person) error {
	doc, err := s.withRulings(ctx, tx, doc)
	if err != nil {
		return err
	}
	masks := map[assay.ReportID]*mask.Mask{doc.ID: mask.New(doc, others, false)}
	for _, table := range rowTables {
		masked, named, err := layRows(table, []*assay.Doc{doc}, nil, nil, nil, masks)
		if err != nil {
			return err
		}
		rows, err := encodeRows(masked, named, 0, len(masked.Rows))
		if err != nil {
			return err
		}
		if err := tx.put(ctx, sealedRows[table], n, rows); err != nil {
			return err
		}
	}
	return s.indexWords(ctx, tx, n, doc, masks[doc.ID])
}

// layStoriesOf lays the stories of reports that were read otherwise.
func (s *Store) layStoriesOf(ctx context.Context, tx *txn, changed []int64) error {
	if len(changed) == 0 {
		return nil
	}
	list, err := json.Marshal(changed)
	if err != nil {
		return err
	}
	return s.layStories(ctx, tx, "SELECT DISTINCT story FROM story_of WHERE n IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) ORDER BY story", string(list))
}

// layStories lays the stories whose numbers a query gives.
func (s *Store) layStories(ctx context.Context, tx *txn, query string, args ...any) error {
	stories, err := numbers(ctx, tx, query, args...)
	if err != nil {
		return err
	}
	rec := &records{s, ctx, tx}
	for _, n := range stories {
		reports, err := column[int32](ctx, tx, "SELECT n FROM story_of WHERE story = ? ORDER BY n", n)
		if err != nil {
			return err
		}
		if _, err := rec.lay(reports); err != nil {
			return err
		}
	}
	return nil
}

// masked brings flat rows and the index of words up to date that were laid with an older
// mask, or otherwise.
func (s *Store) masked(ctx context.Context) error {
	made, err := madeBy(ctx, s.db, madeMasks)
	if err != nil {
		return err
	}
	search, err := madeBy(ctx, s.db, madeSearch)
	if err != nil || made == mask.Version && search == searchVersion {
		return err
	}
	return s.transact(ctx, func(tx *txn) error {
		if err := errors.Join(s.emptySearch(ctx, tx), isMade(ctx, tx, madeSearch, searchVersion)); err != nil {
			return err
		}
		list, err := numbers(ctx, tx, "SELECT n FROM reports ORDER BY n")
		if err != nil {
			return err
		}
		for _, n := range list {
			doc, err := s.docOf(ctx, tx, n)
			if IsDamage(err) {
				continue
			}
			if err == nil {
				err = s.layAgain(ctx, tx, n, cast{Own: mask.Persons(doc)}, nil)
			}
			if err != nil {
				return err
			}
		}
		if err := s.layStories(ctx, tx, "SELECT n FROM story_rows ORDER BY n"); err != nil {
			return err
		}
		return errors.Join(isMade(ctx, tx, madeMasks, mask.Version), isMade(ctx, tx, madeEstimates, 0))
	})
}
