package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"assay"
	"assay/copies"
	"assay/ledger"
	"assay/table"
)

// findStories compares the reports that came with those that may be of their
// stories, those that changed with the ones they were compared with, and writes
// down which stories moved. Where a report's words have changed, or the stories
// were found by other rules, they are left to [Store.Settle].
func (s *Store) findStories(ctx context.Context, tx *sql.Tx, came, changed []int64) error {
	if len(came)+len(changed) == 0 {
		return nil
	}
	made, err := madeBy(ctx, tx, "copies")
	if err != nil {
		return err
	}
	if made != copies.Version {
		all, err := numbers(ctx, tx, "SELECT count(*) FROM reports")
		if err != nil {
			return err
		}
		if all[0] != int64(len(came)) {
			return isMade(ctx, tx, "estimates", 0)
		}
	}
	same := true
	err = s.withArchive(ctx, tx, func(ar *copies.Archive) error {
		for _, n := range changed {
			doc, err := docOf(ctx, tx, n)
			if err != nil {
				return err
			}
			if same, err = ar.Change(int32(n), doc); err != nil || !same {
				return err
			}
		}
		return add(ctx, tx, ar, came)
	})
	if err != nil || same {
		return err
	}
	return isMade(ctx, tx, "copies", 0)
}

// held is how many reports' samples are held in memory.
const held = 2000

// add adds reports to an archive.
func add(ctx context.Context, tx *sql.Tx, ar *copies.Archive, came []int64) error {
	for i, n := range came {
		doc, err := docOf(ctx, tx, n)
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
// questions do it where it was left.
func (s *Store) Settle(ctx context.Context) error { return s.explain(s.settled(ctx)) }

func (s *Store) settled(ctx context.Context) error {
	made, err := madeBy(ctx, s.db, "copies")
	if err != nil || made == copies.Version {
		return err
	}
	return s.transact(ctx, func(tx *sql.Tx) error { return s.settle(ctx, tx) })
}

func (s *Store) settle(ctx context.Context, tx *sql.Tx) error {
	made, err := madeBy(ctx, tx, "copies")
	if err != nil || made == copies.Version {
		return err
	}
	all, err := s.forgetStories(ctx, tx)
	if err != nil {
		return err
	}
	return s.withArchive(ctx, tx, func(ar *copies.Archive) error { return add(ctx, tx, ar, all) })
}

// withArchive opens the archive, lets f do something with it, and writes down
// which stories moved.
func (s *Store) withArchive(ctx context.Context, tx *sql.Tx, f func(*copies.Archive) error) error {
	rec := &records{ctx, tx, map[string]*sql.Stmt{}}
	defer rec.close()
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
	for i := range told {
		if err := rec.tell(&told[i]); err != nil {
			return err
		}
	}
	if err := isMade(ctx, tx, "copies", copies.Version); err != nil {
		return err
	}
	return isMade(ctx, tx, "estimates", 0)
}

// madeBy returns the version of the rules by which something was made; 0 if it
// is to be made anew.
func madeBy(ctx context.Context, q querier, what string) (version int, err error) {
	err = q.QueryRowContext(ctx, "SELECT version FROM made WHERE what = ?", what).Scan(&version)
	return version, ignore(err, sql.ErrNoRows)
}

func isMade(ctx context.Context, tx *sql.Tx, what string, version int) error {
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO made (what, version) VALUES (?, ?)", what, version)
	return err
}

// forgetStories removes all that finding copies remembers, and returns the
// reports that are there.
func (s *Store) forgetStories(ctx context.Context, tx *sql.Tx) (reports []int64, err error) {
	for _, table := range []string{"postings", "cards", "common", "pairs", "stories"} {
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

// index is the folder of the postings, beside the ledger.
func (s *Store) index() string { return s.path + "-index" }

// postings opens the postings. Where they are gone or damaged they are made
// anew from the cards, which the ledger itself holds.
func (s *Store) postings(ctx context.Context, tx *sql.Tx, rec *records) (*copies.Postings, error) {
	names, err := postingsNames(ctx, tx)
	if err != nil {
		return nil, err
	}
	p, err := copies.OpenPostings(s.index(), names)
	if !errors.Is(err, assay.ErrNotFound) && !errors.Is(err, assay.ErrInvalid) {
		return p, err
	}
	list, err := numbers(ctx, tx, "SELECT n FROM cards ORDER BY n")
	if err != nil {
		return nil, err
	}
	if p, err = copies.OpenPostings(s.index(), nil); err != nil {
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

func postingsNames(ctx context.Context, q querier) ([]string, error) {
	return column[string](ctx, q, "SELECT name FROM postings ORDER BY pos")
}

// sweep removes files of postings that no longer hold. It is done in a
// transaction, so that nobody adds meanwhile, and is no harm if left undone.
func (s *Store) sweep(ctx context.Context) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		names, err := postingsNames(ctx, tx)
		if err != nil {
			return err
		}
		return copies.Sweep(s.index(), names)
	})
}

// tell writes down a story.
func (r *records) tell(st *copies.Told) error {
	story := st.Named
	from := map[int32]*copies.ToldLink{} // by the report, the first link that leads to it
	for i := range st.Links {
		l := &st.Links[i]
		if from[l.B] == nil {
			from[l.B] = l
		}
		err := r.exec("UPDATE pairs SET story = ?, pos = ?, reason = ? WHERE a = ? AND b = ?", story, i, null(l.Reason), l.A, l.B)
		if err != nil {
			return err
		}
	}
	for i, n := range st.Reports {
		var a any
		if l := from[n]; l != nil {
			a = l.A
		}
		words := [4]string{2: st.Agency} // by which the row is found, in the order of table.Of
		err := r.each("SELECT coalesce(path, ''), coalesce(publisher, ''), coalesce(title, '') FROM reports WHERE n = ?",
			func(rows *sql.Rows) error { return rows.Scan(&words[0], &words[1], &words[3]) }, n)
		if err != nil {
			return err
		}
		err = r.exec(`INSERT OR REPLACE INTO stories (report_n, pos, search, "story", "report", "path", "publisher", "published", "agency", "fullest",
			"earliest", "from", "relation", "containment", "resemblance")
			SELECT n, ?, ?, ?, id, path, publisher, published, ?, ?, ?, (SELECT id FROM reports WHERE n = p.a), p.relation, p.containment, p.resemblance
			FROM reports LEFT JOIN pairs AS p ON p.a = ? AND p.b = reports.n WHERE n = ?`,
			i, table.SearchWords(words[:]...), story, null(st.Agency), i == 0, n == st.Earliest, a, n)
		if err != nil {
			return err
		}
	}
	return nil
}

// A storyName is a story by the number of the report that it has its name from.
type storyName struct {
	n  int64
	id string
}

// storyNames lists the stories in their order: that of package copies.
func storyNames(ctx context.Context, q querier) (names []storyName, err error) {
	// Of all ids the two next to one tell how many digits tell it apart.
	rows, err := q.QueryContext(ctx, `SELECT n, id, (SELECT max(id) FROM reports WHERE id < me.id), (SELECT min(id) FROM reports WHERE id > me.id)
		FROM reports AS me JOIN cards USING (n) WHERE n IN (SELECT "story" FROM stories)
		ORDER BY CASE WHEN appeared IS NULL THEN 2 WHEN length(appeared) < 10 OR appeared LIKE '%X%' THEN 1 ELSE 0 END, appeared, id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var st storyName
		var text [3]*string
		if err := rows.Scan(&st.n, &text[0], &text[1], &text[2]); err != nil {
			return nil, err
		}
		var ids []assay.ReportID
		for _, s := range text {
			if s == nil {
				continue
			}
			id, err := assay.ParseReportID(*s)
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
		st.id = assay.StoryID(ids[0], ids[1:]...)
		names = append(names, st)
	}
	return names, rows.Err()
}

// eachStory calls f for the outward form of each story, in order.
func eachStory(ctx context.Context, q querier, f func(*ledger.StoryItem) error) error {
	const step = 500 // stories that are held in memory
	names, err := storyNames(ctx, q)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(names, step) {
		items, err := storyItems(ctx, q, some)
		if err != nil {
			return err
		}
		for _, st := range some {
			if err := f(items[st.n]); err != nil {
				return err
			}
		}
	}
	return nil
}

// storyItems returns stories in their outward form.
func storyItems(ctx context.Context, q querier, names []storyName) (map[int64]*ledger.StoryItem, error) {
	items := map[int64]*ledger.StoryItem{}
	list := []int64{}
	for _, st := range names {
		items[st.n] = &ledger.StoryItem{ID: st.id, Links: []ledger.LinkItem{}}
		list = append(list, st.n)
	}
	numbers, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, `SELECT "story", "report", "agency", "earliest" FROM stories WHERE "story" IN (SELECT value FROM json_each(?)) ORDER BY "story", pos`, string(numbers))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var first int64
		var id string
		var agency *string
		var earliest bool
		if err := rows.Scan(&first, &id, &agency, &earliest); err != nil {
			return nil, err
		}
		item := items[first]
		if len(item.Reports) == 0 {
			item.Fullest, item.Agency = id, agency
		}
		item.Reports = append(item.Reports, id)
		if earliest {
			item.Earliest = &id
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows, err = q.QueryContext(ctx, "SELECT story, link, reason FROM pairs WHERE story IN (SELECT value FROM json_each(?)) ORDER BY story, pos", string(numbers))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var first int64
		var link string
		var reason *string
		if err := rows.Scan(&first, &link, &reason); err != nil {
			return nil, err
		}
		var li ledger.LinkItem
		if err := json.Unmarshal([]byte(link), &li); err != nil {
			return nil, fmt.Errorf("%w: a link of story %d: %v", assay.ErrInvalid, first, err)
		}
		if reason != nil {
			li.Why = append(li.Why, *reason)
		}
		if item := items[first]; item != nil {
			item.Links = append(item.Links, li)
		}
	}
	return items, rows.Err()
}
