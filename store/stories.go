package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"assay"
	"assay/copies"
	"assay/ledger"
	"assay/mask"
	"assay/table"
)

// findStories compares the reports that came with those that may be of their
// stories, those that changed with the ones they were compared with, and writes
// down which stories moved. Where a report's words have changed, or the stories
// were found by other rules, they are left to [Store.Settle].
func (s *Store) findStories(ctx context.Context, tx *txn, came, changed []int64) error {
	if len(came)+len(changed) == 0 {
		return nil
	}
	made, err := madeBy(ctx, tx, madeCopies)
	if err != nil {
		return err
	}
	if made != copies.Version {
		all, err := numbers(ctx, tx, "SELECT count(*) FROM reports")
		if err != nil {
			return err
		}
		if all[0] != int64(len(came)) {
			return stale(ctx, tx)
		}
	}
	same := true
	if len(changed) > 0 { // what they tell is told otherwise
		if err := stale(ctx, tx); err != nil {
			return err
		}
	}
	err = s.withArchive(ctx, tx, came, func(ar *copies.Archive) error {
		for _, n := range changed {
			doc, err := s.docOf(ctx, tx, n)
			if err != nil {
				return err
			}
			if same, err = ar.Change(int32(n), doc); err != nil || !same {
				return err
			}
		}
		return s.add(ctx, tx, ar, came)
	})
	if err != nil || same {
		return err
	}
	return isMade(ctx, tx, madeCopies, 0)
}

// held is how many reports' samples are held in memory.
const held = 2000

// add adds reports to an archive.
func (s *Store) add(ctx context.Context, tx *txn, ar *copies.Archive, came []int64) error {
	for i, n := range came {
		doc, err := s.docOf(ctx, tx, n)
		if err != nil {
			return err
		}
		if err := ar.Add(int32(n), doc); err != nil {
			return err
		}
		if i%held == held-1 {
			if err := ar.Save(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Settle finds the stories of all reports anew where that is needed: since the
// words of a report are read otherwise now, or by newer rules. [Store.Add]
// leaves it undone, so that a ledger that is read again is settled once;
// questions do it where it was left. Where much was added, the index of words is put in order.
func (s *Store) Settle(ctx context.Context) error {
	err := s.settled(ctx)
	if err == nil {
		err = s.mergeWords(ctx)
	}
	return s.explain(err)
}

func (s *Store) settled(ctx context.Context) error {
	made, err := madeBy(ctx, s.db, madeCopies)
	if err != nil || s.AsKept || made == copies.Version {
		return err
	}
	return s.transact(ctx, func(tx *txn) error { return s.settle(ctx, tx) })
}

func (s *Store) settle(ctx context.Context, tx *txn) error {
	made, err := madeBy(ctx, tx, madeCopies)
	if err != nil || made == copies.Version {
		return err
	}
	all, err := s.forgetStories(ctx, tx)
	if err != nil {
		return err
	}
	if err := stale(ctx, tx); err != nil {
		return err
	}
	return s.withArchive(ctx, tx, nil, func(ar *copies.Archive) error { return s.add(ctx, tx, ar, all) })
}

// withArchive opens the archive, lets f do something with it, and writes down
// which stories moved. Came are the reports that came.
func (s *Store) withArchive(ctx context.Context, tx *txn, came []int64, f func(*copies.Archive) error) error {
	rec := &records{s, ctx, tx}
	postings, err := s.postings(ctx, tx, rec)
	if err != nil {
		return err
	}
	defer postings.Close()
	ar := copies.NewArchive(postings, rec, copies.Options{})
	if err := f(ar); errors.Is(err, assay.ErrInvalid) {
		return fmt.Errorf("%w; if this goes on, remove the folder %s, which is then made anew", err, s.index())
	} else if err != nil {
		return err
	}
	if err := ar.Save(); err != nil {
		return err
	}
	if err := rec.name(postings.Names()); err != nil {
		return err
	}
	told, err := ar.Stories()
	if err != nil {
		return err
	}
	var moved []int64
	for i := range told {
		if err := rec.tell(&told[i]); err != nil {
			return err
		}
		for _, n := range told[i].Reports {
			moved = append(moved, int64(n))
		}
	}
	if err := isMade(ctx, tx, madeCopies, copies.Version); err != nil {
		return err
	}
	return s.grow(ctx, tx, came, moved)
}

// What is made from reports and kept with the version that made it.
const (
	madeCopies    = "copies"
	madeEstimates = "estimates"
	madeMasks     = "masks"
	madeSearch    = "search"
	madeErasure   = "erasure" // there only while one is not finished
)

// madeBy returns the version of the rules by which something was made; 0 if it
// is to be made anew.
func madeBy(ctx context.Context, q querier, what string) (version int, err error) {
	err = q.QueryRowContext(ctx, "SELECT version FROM made WHERE what = ?", what).Scan(&version)
	return version, ignore(err, sql.ErrNoRows)
}

func isMade(ctx context.Context, tx *txn, what string, version int) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO made (what, version) VALUES (?, ?) ON CONFLICT(what) DO UPDATE SET version = excluded.version", what, version)
	return err
}

// forgetStories removes all that finding copies remembers, and returns the
// reports that are there.
func (s *Store) forgetStories(ctx context.Context, tx *txn) (reports []int64, err error) {
	if err := tx.empty(ctx, sealedStories); err != nil {
		return nil, err
	}
	for _, table := range []string{"story_of", "postings", "cards", "common", "pairs"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return nil, err
		}
	}
	return numbers(ctx, tx, "SELECT n FROM reports ORDER BY n")
}

// numbers returns the numbers that a query gives.
func numbers(ctx context.Context, q querier, query string, args ...any) ([]int64, error) {
	return column[int64](ctx, q, query, args...)
}

// column returns what a query of one column gives.
func column[T any](ctx context.Context, q querier, query string, args ...any) (list []T, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var cell T
		if err := rows.Scan(&cell); err != nil {
			return nil, err
		}
		list = append(list, cell)
	}
	return list, rows.Err()
}

// postings opens the postings. Where they are gone or damaged they are made
// anew from the cards, which the ledger itself holds, and where other machines have
// added reports since then those of these are.
func (s *Store) postings(ctx context.Context, tx *txn, rec *records) (*copies.Postings, error) {
	names, err := s.postingsNames(ctx, tx)
	if err != nil {
		return nil, err
	}
	p, err := copies.OpenPostings(s.index(), names)
	if errors.Is(err, assay.ErrNotFound) || errors.Is(err, assay.ErrInvalid) {
		p, err = copies.OpenPostings(s.index(), nil)
	}
	if err != nil {
		return nil, err
	}
	list, err := numbers(ctx, tx, "SELECT n FROM cards WHERE n > ? ORDER BY n", p.Last())
	if err != nil {
		return nil, err
	}
	for len(list) > 0 {
		cards := map[int32]*copies.Card{}
		for _, n := range list[:min(held, len(list))] {
			if cards[int32(n)], err = rec.Card(int32(n)); err != nil {
				return nil, err
			}
		}
		if err := p.Add(cards); err != nil {
			return nil, err
		}
		list = list[min(held, len(list)):]
	}
	return p, nil
}

func (s *Store) postingsNames(ctx context.Context, q querier) ([]string, error) {
	if s.dialect == ofSQLite {
		return column[string](ctx, q, "SELECT name FROM postings ORDER BY pos")
	}
	place, err := s.place()
	if err != nil {
		return nil, err
	}
	return column[string](ctx, q, "SELECT name FROM postings WHERE place = ? ORDER BY pos", place)
}

// sweep removes files of postings that no longer hold. It is done in a
// transaction, so that nobody adds meanwhile, and is no harm if left undone.
func (s *Store) sweep(ctx context.Context) error {
	return s.transact(ctx, func(tx *txn) error {
		names, err := s.postingsNames(ctx, tx)
		if err != nil {
			return err
		}
		return copies.Sweep(s.index(), names)
	})
}

// tell writes down a story, in the place of those that its reports were in.
func (r *records) tell(st *copies.Told) error {
	story := st.Named
	list, err := json.Marshal(st.Reports)
	if err != nil {
		return err
	}
	before, err := numbers(r.ctx, r.tx, "SELECT n FROM story_rows WHERE n IN (SELECT CAST(value AS BIGINT) FROM json_each(?))", string(list))
	if err != nil {
		return err
	}
	for _, n := range before {
		if n != int64(story) {
			if err := r.tx.drop(r.ctx, sealedStories, n); err != nil {
				return err
			}
		}
	}
	item := &ledger.StoryItem{Links: []ledger.LinkItem{}}
	first := map[int32]*ledger.LinkItem{} // by the report, the first link that leads to it
	for i := range st.Links {
		l := &st.Links[i]
		li, err := r.link(l)
		if err != nil {
			return err
		}
		item.Links = append(item.Links, *li)
		if first[l.B] == nil {
			first[l.B] = li
		}
	}
	persons, err := r.lay(st.Reports)
	if err != nil {
		return err
	}
	var named, appeared string // the report it has its name from, and when that appeared
	var search []string        // by which the rows are found with names
	t := &table.Table{Name: table.Stories, Head: table.HeadOf(table.Stories)}
	for i, n := range st.Reports {
		var id, path, publisher, published, title, day string
		err := r.each("SELECT id, coalesce(path, ''), coalesce(publisher, ''), coalesce(published, ''), coalesce(title, ''), coalesce(appeared, '') FROM reports JOIN cards USING (n) WHERE n = ?",
			func(rows *sql.Rows) error { return rows.Scan(&id, &path, &publisher, &published, &title, &day) }, n)
		if err != nil {
			return err
		}
		item.Reports = append(item.Reports, id)
		if n == story {
			named, appeared = id, day
		}
		if n == st.Earliest {
			item.Earliest = &id
		}
		// The cells in the order of table.Of; the story's id is not kept.
		row := []any{nil, id, null(path), null(publisher), null(published), null(st.Agency), i == 0, n == st.Earliest, nil, nil, nil, nil}
		if li := first[n]; li != nil {
			row[8], row[9], row[10], row[11] = li.From, li.Relation, li.Containment, li.Resemblance
		}
		t.Rows = append(t.Rows, row)
		search = append(search, table.SearchWords(path, publisher, st.Agency, title))
		if title != "" {
			title = mask.New(&assay.Doc{Report: &assay.Report{Title: title}}, persons, false).Title()
		}
		t.Search = append(t.Search, table.SearchWords(path, publisher, st.Agency, title))
	}
	item.Fullest = item.Reports[0]
	if st.Agency != "" {
		item.Agency = &st.Agency
	}
	rows, err := encodeRows(t, &table.Table{Rows: t.Rows, Search: search}, 0, len(t.Rows))
	if err != nil {
		return err
	}
	line, err := json.Marshal(item)
	if err != nil {
		return err
	}
	if err := r.exec("INSERT INTO story_of (n, story) SELECT CAST(value AS BIGINT), CAST(? AS BIGINT) FROM json_each(?) WHERE true ON CONFLICT(n) DO UPDATE SET story = excluded.story", story, string(list)); err != nil {
		return err
	}
	if err := r.tx.put(r.ctx, sealedStories, int64(story), named, null(appeared), rows, string(line)); err != nil {
		return err
	}
	// What was ruled on one of the reports holds for copies in the others.
	any, err := r.store.onEntries(r.ctx, r.tx)
	if err != nil || !any {
		return err
	}
	for _, n := range st.Reports {
		c, err := r.castOf(n)
		if err != nil {
			return err
		}
		if err := r.store.layAgain(r.ctx, r.tx, int64(n), c, mask.Others(c.Own, persons)); err != nil {
			return err
		}
	}
	return nil
}

// link returns the link of a pair as the line of its story has it.
func (r *records) link(l *copies.ToldLink) (*ledger.LinkItem, error) {
	var item *ledger.LinkItem
	err := r.each("SELECT packed, "+pairTexts+" FROM pairs WHERE a = ? AND b = ?", func(rows *sql.Rows) error {
		var packed, a, b []byte
		if err := rows.Scan(&packed, &a, &b); err != nil {
			return err
		}
		if json.Unmarshal([]byte(linkOf(packed, a, b)), &item) != nil {
			item = nil
		}
		return nil
	}, l.A, l.B)
	if err == nil && item == nil {
		err = fmt.Errorf("%w: the link of reports %d and %d", errMemory, l.A, l.B)
	}
	if err != nil {
		return nil, err
	}
	if l.Reason != "" {
		item.Why = append(item.Why, l.Reason)
	}
	return item, nil
}

// stories calls f with the id, the flat rows and the line of each story, in the
// order of package copies.
func (s *Store) stories(ctx context.Context, q querier, f func(id, rows, line string) error) error {
	near, err := nearIDs(ctx, q)
	unknown := s.hurt(err, table.Stories)
	if unknown != nil && !IsDamage(unknown) {
		return err
	}
	bad, lost, err := sealedStories.eachRow(ctx, q, func(_ int64, cells []any) error {
		named, err := assay.ParseReportID(cells[0].(string))
		if err != nil {
			return err
		}
		return f(assay.StoryID(named, near[named]...), cells[2].(string), cells[3].(string))
	})
	if err != nil {
		return err
	}
	return JoinDamage(unknown, s.damageOf(ctx, q, sealedStories, bad, lost))
}

// nearIDs returns, for each report whose short id another has too, these others.
func nearIDs(ctx context.Context, q querier) (map[assay.ReportID][]assay.ReportID, error) {
	near := map[assay.ReportID][]assay.ReportID{}
	rows, err := q.QueryContext(ctx, "SELECT id FROM reports ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var last string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		if last != "" && shortID(last) == shortID(id) {
			a, errA := assay.ParseReportID(last)
			b, errB := assay.ParseReportID(id)
			if errA == nil && errB == nil {
				near[a], near[b] = append(near[a], b), append(near[b], a)
			}
		}
		last = id
	}
	return near, rows.Err()
}

// storyItem reads the line of a story as it is kept.
func storyItem(id, line string) (*ledger.StoryItem, error) {
	var item ledger.StoryItem
	if err := json.Unmarshal([]byte(line), &item); err != nil {
		return nil, fmt.Errorf("%w: story %s: %v", assay.ErrInvalid, id, err)
	}
	item.ID = id
	return &item, nil
}
