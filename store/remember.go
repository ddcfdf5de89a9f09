package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"

	"assay"
	"assay/estimate"
)

// Where a few reports came since estimates were made, what they touch is made again and all
// else stays ([estimate.Archive]). Where many came, or something was read again, removed or
// ruled, all is made anew, and so it is where what is remembered for this is not as it was
// written. To remember costs as much again as to make all, so that nothing is until a few
// reports come to what was made: a pile that is added once never pays for it.

// grown is the version of estimates that were made by this program's rules before reports came
// that stand in the table of that name.
const grown = -estimatesVersion

// mostGrown is how many reports may come, or be in other stories, before all estimates are made
// anew rather than some. No more than fewest are few, and so is no more than one of partGrown
// in the pile.
const (
	mostGrown = 2000
	fewest    = 64
	partGrown = 10
)

// grow notes that reports came, and others are in stories that are not as they were.
func (s *Store) grow(ctx context.Context, tx *txn, came, moved []int64) error {
	made, err := estimatesBy(ctx, tx)
	if err != nil || made != estimatesVersion && made != grown {
		return err
	}
	for k, list := range [][]int64{moved, came} {
		if len(list) > mostGrown {
			return stale(ctx, tx)
		}
		for _, n := range list {
			if err := tx.exec(ctx, "INSERT INTO grown (n, came) VALUES (?, ?) ON CONFLICT(n) DO UPDATE SET came = excluded.came WHERE grown.came < excluded.came", n, k); err != nil {
				return err
			}
		}
	}
	if made == grown {
		return nil
	}
	return estimatesMade(ctx, tx, grown)
}

// few reports whether nothing happened since all was made but that a few reports came, and no
// figure, claim or estimate is ruled on; what coders say and briefs are not counted. Else nothing is remembered.
func (s *Store) few(ctx context.Context, tx *txn) (bool, error) {
	made, err := estimatesBy(ctx, tx)
	if err != nil || made != grown {
		return false, err
	}
	var came, touched, all int
	var ruled bool
	err = tx.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM grown WHERE came = 1), (SELECT count(*) FROM grown), (SELECT count(*) FROM reports), EXISTS (SELECT 1 FROM rulings WHERE what IN (?, ?, ?))", OnFigures, OnClaims, OnEstimates).Scan(&came, &touched, &all, &ruled)
	return !ruled && touched <= mostGrown && came <= max(fewest, all/partGrown), err
}

// regrow makes again what reports touch of which a few came. It is false where all is to be
// made anew, as it is where nothing is remembered yet.
func (s *Store) regrow(ctx context.Context, tx *txn) (ok bool, err error) {
	defer func() {
		if errors.Is(err, estimate.ErrAnew) || errors.Is(err, assay.ErrInvalid) || isDamaged(err) {
			ok, err = false, nil
		}
	}()
	var lists [2][]int32
	for k := range lists {
		list, err := numbers(ctx, tx, "SELECT n FROM grown WHERE came = ? ORDER BY n", k)
		if err != nil {
			return false, err
		}
		for _, n := range list {
			lists[k] = append(lists[k], int32(n))
		}
	}
	mem := &memory{s, ctx, tx}
	for _, n := range lists[1] { // whose id begins as another's gives that another
		near, err := mem.near(n)
		if err != nil || len(near) > 0 {
			return false, err
		}
	}
	m, err := estimate.NewArchive(mem).Change(lists[1], lists[0])
	if err != nil {
		return false, err
	}
	return true, s.putMade(ctx, tx, m)
}

// putMade writes what was made in the place of what is gone.
func (s *Store) putMade(ctx context.Context, tx *txn, m *estimate.Made) error {
	for _, n := range m.GoneEvents {
		if err := tx.drop(ctx, sealedEvents, int64(n)); err != nil {
			return err
		}
	}
	for _, n := range m.GoneEstimates {
		if err := tx.drop(ctx, sealedTotals, int64(n)); err != nil {
			return err
		}
	}
	p := &gathered{at: map[assay.ReportID]int{}, stories: m.Stories, reports: m.Reports}
	for k, r := range m.Reports {
		p.at[r.ID] = k
	}
	masks, err := s.masks(ctx, tx, p)
	if err != nil {
		return err
	}
	at := map[*sealed][]estimate.Place{sealedEvents: m.EventAt, sealedTotals: m.EstimateAt}
	err = p.lay(m.Events, m.Estimates, masks, func(of *sealed, i int, id, rows, line string) error {
		return tx.put(ctx, of, int64(at[of][i].N), id, rows, line, at[of][i].Order)
	})
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM grown")
	return errors.Join(err, estimatesMade(ctx, tx, estimatesVersion))
}

// A memory is what package estimate remembers, in a transaction.
type memory struct {
	store *Store
	ctx   context.Context
	tx    *txn
}

// forget removes all that is remembered.
func (m *memory) forget() error {
	_, err := m.tx.ExecContext(m.ctx, "DELETE FROM remembered; DELETE FROM listed; DELETE FROM grown")
	return err
}

func (m *memory) Kept(n int32) (k estimate.Kept, err error) {
	cells, err := m.row(sealedTold, int64(n))
	if err != nil {
		return k, err
	}
	if cells[0].(int64) != estimate.Version {
		return k, estimate.ErrAnew
	}
	var id string
	if _, err := m.tx.scan(m.ctx, "SELECT id FROM reports WHERE n = ?", []any{n}, &id); err != nil {
		return k, err
	}
	k.Bytes = cells[1].([]byte)
	k.ID, err = assay.ParseReportID(id)
	return k, err
}

// row returns the cells of a row that is there.
func (m *memory) row(of *sealed, n int64) ([]any, error) {
	stmt, err := m.tx.stmt(m.ctx, of.read()+" WHERE n = ?")
	if err != nil {
		return nil, err
	}
	_, cells, _, ok, err := of.scan(stmt.QueryRowContext(m.ctx, n))
	if errors.Is(err, sql.ErrNoRows) || err == nil && !ok {
		return nil, estimate.ErrAnew
	}
	return cells, err
}

// near returns the ids of the other reports of which the short id is that of report n.
func (m *memory) near(n int32) ([]assay.ReportID, error) {
	var id string
	if _, err := m.tx.scan(m.ctx, "SELECT id FROM reports WHERE n = ?", []any{n}, &id); err != nil {
		return nil, err
	}
	return m.nearTo(id)
}

func (m *memory) nearTo(id string) (near []assay.ReportID, err error) {
	first := "sha256:" + shortID(id)
	err = m.each("SELECT id FROM reports WHERE id BETWEEN ?1 AND ?1 || 'g' AND id <> ?2 ORDER BY id", func(rows *sql.Rows) error {
		var other string
		if err := rows.Scan(&other); err != nil {
			return err
		}
		one, err := assay.ParseReportID(other)
		near = append(near, one)
		return err
	}, first, id)
	return near, err
}

func (m *memory) story(n int32) (*assay.Story, []int32, error) {
	var at int64
	if found, err := m.tx.scan(m.ctx, "SELECT story FROM story_of WHERE n = ?", []any{n}, &at); err != nil || !found {
		return nil, nil, cmp.Or(err, estimate.ErrAnew)
	}
	cells, err := m.row(sealedStories, at)
	if err != nil {
		return nil, nil, err
	}
	named, line := cells[0].(string), cells[3].(string)
	near, err := m.nearTo(named)
	if err != nil {
		return nil, nil, err
	}
	id, err := assay.ParseReportID(named)
	if err != nil {
		return nil, nil, err
	}
	item, err := storyItem(assay.StoryID(id, near...), line)
	if err != nil {
		return nil, nil, err
	}
	st, err := item.Story()
	if err != nil {
		return nil, nil, err
	}
	list, err := json.Marshal(item.Reports)
	if err != nil {
		return nil, nil, err
	}
	var members []int32
	err = m.each("SELECT r.n FROM json_each(?) AS l JOIN reports AS r ON r.id = l.value ORDER BY l.key", func(rows *sql.Rows) error {
		var n int32
		err := rows.Scan(&n)
		members = append(members, n)
		return err
	}, string(list))
	if err == nil && len(members) != len(st.Reports) {
		err = estimate.ErrAnew
	}
	return st, members, err
}

func (m *memory) Stories(n int32) (stories []assay.Story, members []int32, err error) {
	seen := map[int32]bool{}
	for next := []int32{n}; len(next) > 0; {
		n := next[0]
		if next = next[1:]; seen[n] {
			continue
		}
		st, list, err := m.story(n)
		if err != nil {
			return nil, nil, err
		}
		for _, one := range list {
			seen[one] = true
		}
		stories, members = append(stories, *st), append(members, list...)
		in, err := json.Marshal(list)
		if err != nil {
			return nil, nil, err
		}
		for _, query := range [...]string{
			"SELECT DISTINCT b FROM json_each(?1) JOIN pairs ON a = CAST(value AS BIGINT) WHERE kin = 1 AND b NOT IN (SELECT CAST(value AS BIGINT) FROM json_each(?1)) ORDER BY b",
			"SELECT DISTINCT a FROM json_each(?1) JOIN pairs ON b = CAST(value AS BIGINT) WHERE kin = 1 AND a NOT IN (SELECT CAST(value AS BIGINT) FROM json_each(?1)) ORDER BY a",
		} {
			err := m.each(query, func(rows *sql.Rows) error {
				var other int32
				err := rows.Scan(&other)
				next = append(next, other)
				return err
			}, string(in))
			if err != nil {
				return nil, nil, err
			}
		}
	}
	return stories, members, nil
}

// sumOfKey is that of what is remembered under a key.
func sumOfKey(kind byte, key uint64, b []byte) uint32 {
	head := binary.LittleEndian.AppendUint64([]byte{kind}, key)
	return crc32.Update(crc32.ChecksumIEEE(head), crc32.IEEETable, b)
}

func (m *memory) Get(kind byte, key uint64) (b []byte, err error) {
	found, err := m.tx.scan(m.ctx, "SELECT bytes FROM remembered WHERE kind = ? AND key = ?", []any{kind, int64(key)}, &b)
	if err != nil || !found {
		return nil, err
	}
	return summed(kind, key, b)
}

// summed is what is remembered without its sum, which has to be that.
func summed(kind byte, key uint64, b []byte) ([]byte, error) {
	if len(b) < 4 || binary.LittleEndian.Uint32(b) != sumOfKey(kind, key, b[4:]) {
		return nil, estimate.ErrAnew
	}
	return b[4:], nil
}

func (m *memory) Put(kind byte, key uint64, b []byte) error {
	if b == nil {
		return m.tx.exec(m.ctx, "DELETE FROM remembered WHERE kind = ? AND key = ?", kind, int64(key))
	}
	sum := binary.LittleEndian.AppendUint32(make([]byte, 0, 4+len(b)), sumOfKey(kind, key, b))
	return m.tx.exec(m.ctx, "INSERT INTO remembered (kind, key, bytes) VALUES (?, ?, ?) ON CONFLICT(kind, key) DO UPDATE SET bytes = excluded.bytes", kind, int64(key), append(sum, b...))
}

func (m *memory) Listed(kind byte, key uint64) (list []int32, err error) {
	err = m.each("SELECT n, sum FROM listed WHERE kind = ? AND key = ? ORDER BY n", func(rows *sql.Rows) error {
		var n int32
		var sum uint32
		if err := rows.Scan(&n, &sum); err != nil {
			return err
		}
		if sum != sumListed(kind, key, n) {
			return estimate.ErrAnew
		}
		list = append(list, n)
		return nil
	}, kind, int64(key))
	return list, err
}

func (m *memory) each(query string, f func(*sql.Rows) error, args ...any) error {
	return m.tx.each(m.ctx, query, f, args...)
}

func sumListed(kind byte, key uint64, n int32) uint32 {
	return sumOfKey(kind, key, binary.LittleEndian.AppendUint32(nil, uint32(n)))
}

func (m *memory) List(kind byte, key uint64, n int32) error {
	return m.tx.exec(m.ctx, "INSERT INTO listed (kind, key, n, sum) VALUES (?, ?, ?, ?) ON CONFLICT(kind, key, n) DO UPDATE SET sum = excluded.sum", kind, int64(key), n, int64(sumListed(kind, key, n)))
}

func (m *memory) Unlist(kind byte, key uint64, n int32) error {
	return m.tx.exec(m.ctx, "DELETE FROM listed WHERE kind = ? AND key = ? AND n = ?", kind, int64(key), n)
}

// anew makes all events and estimates. Where few reports came to those that were made, it also
// remembers what is needed to make some again, since more will come so; else it does not.
func (s *Store) anew(ctx context.Context, tx *txn, few bool) error {
	mem := &memory{s, ctx, tx}
	for _, of := range []*sealed{sealedEvents, sealedTotals} {
		if err := tx.empty(ctx, of); err != nil {
			return err
		}
	}
	if err := errors.Join(mem.forget(), s.retell(ctx, tx)); err != nil {
		return err
	}
	if few {
		p, err := s.gather(ctx, tx)
		if err != nil {
			return err
		}
		m, err := estimate.NewArchive(mem).Fill(func() ([]estimate.Kept, error) { return p.all(ctx, s, tx) }, p.stories, func(id assay.ReportID) int32 { return p.number[id] })
		if err == nil {
			return s.putMade(ctx, tx, m)
		}
		if !errors.Is(err, estimate.ErrAnew) { // of such reports nothing can be remembered
			return fmt.Errorf("estimates: %w", err)
		}
	}
	next := map[*sealed]int64{}
	err := s.putTogether(ctx, tx, func(of *sealed, id, rows, line string) error {
		n := next[of]
		next[of]++
		return tx.put(ctx, of, n, id, rows, line, binary.BigEndian.AppendUint64(nil, uint64(n)))
	})
	return errors.Join(err, estimatesMade(ctx, tx, estimatesVersion))
}
