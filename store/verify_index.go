package store

import (
	"encoding/json"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"assay"
	"assay/mask"
)

// The index of words has no digests of its own. So all that it has is read, by way of
// SQLite's own table of an index's words, and of each report a sum over it is held against that
// over the words that the report has now, as screens show it.

const inSearch = "search"

// scanned makes the table by which the words of the index are read, for this connection alone.
const (
	scanned   = "CREATE VIRTUAL TABLE temp.scanned USING fts5vocab('main', 'search', 'instance')"
	unscanned = "DROP TABLE IF EXISTS temp.scanned"
)

// indexColumns are those of the index, in the order of [indexed].
var indexColumns = strings.Fields("text title source place action stance outlet language named source_named")

// A place in the index, for its sum.
type wordAt struct {
	word, column string
	offset       int64
}

// index reads the index of words, and what is kept of each report to search it by.
func (v *verifier) index() error {
	made, err := madeBy(v.ctx, v.q, madeSearch)
	if err != nil {
		return err
	}
	v.indexed = map[int64][]any{}
	bad, lost, err := sealedSearch.eachRow(v.ctx, v.q, func(n int64, cells []any) error {
		v.indexed[n] = cells
		return nil
	})
	for _, n := range bad {
		v.wrong(fmt.Sprintf("%s of report %d", inSearch, n), notAsWritten)
		v.indexed[n] = nil
	}
	if err != nil {
		return err
	}
	if lost {
		v.wrong(inSearch, sumIsOther)
	}
	if made != searchVersion {
		v.Skipped = append(v.Skipped, "search: its index is to be made anew by the next search")
		return nil
	}
	words := map[int64]uint64{}
	list, err := numbers(v.ctx, v.q, v.s.dialect.sql("words.there"))
	if err != nil {
		return err
	}
	for _, at := range list {
		words[at] = 0
	}
	if v.words = words; v.s.dialect == ofPostgres {
		return v.vectors()
	}
	rows, err := v.q.QueryContext(v.ctx, `SELECT doc, term, col, "offset" FROM temp.scanned`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var at int64
		var w wordAt
		if err := rows.Scan(&at, &w.word, &w.column, &w.offset); err != nil {
			return err
		}
		if _, ok := words[at]; ok { // else no search shows it
			words[at] += maphash.Comparable(v.seed, w)
		}
	}
	return rows.Err()
}

// vectors is index for what PostgreSQL has of words.
func (v *verifier) vectors() error {
	rows, err := v.q.QueryContext(v.ctx, "SELECT at, CAST(words AS TEXT) FROM search")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var at int64
		var text string
		if err := rows.Scan(&at, &text); err != nil {
			return err
		}
		if words, err := parseVector(text); err == nil {
			v.words[at] = words.sum(v.seed)
		}
	}
	return rows.Err()
}

// searched holds what the index has of report n to what it would have now.
func (v *verifier) searched(where string, n int64, doc *assay.Doc, m *mask.Mask) error {
	cells, ok := v.indexed[n]
	switch {
	case !ok:
		v.wrong(where, "how it is shown in a search is gone")
	case cells != nil:
		hidden, err := json.Marshal(m.Stretches())
		if err != nil {
			return err
		}
		if cells[0] != indexAt(doc.Appeared.Date, n) || cells[1] != shownTitle(doc, m) || cells[2] != string(hidden) {
			v.wrong(where, "how it is shown in a search is not what its line says")
		}
	}
	at, words := indexAt(doc.Appeared.Date, n), wordsOf(doc, m)
	now := words.sum(v.seed)
	if v.s.dialect == ofPostgres {
		now = words.vector().sum(v.seed)
	}
	is, ok := v.words[at]
	delete(v.words, at)
	if !ok {
		v.wrong(where, "no search finds it: the index has no words of it")
	} else if is != now {
		v.wrong(where, "the words by which it is searched are not those of its line")
	}
	return nil
}

// sum is that of the words that the index has if it has these.
func (w *indexed) sum(seed maphash.Seed) (sum uint64) {
	const longest = 1 << 15 // of a word there, see FTS5_MAX_TOKEN_SIZE
	for i, text := range w.columns() {
		column := indexColumns[i]
		offset := int64(0)
		for word := range strings.SplitSeq(text, " ") {
			if word != "" {
				sum += maphash.Comparable(seed, wordAt{word[:min(len(word), longest)], column, offset})
				offset++
			}
		}
	}
	return sum
}

// strays names what the index has of no report.
func (v *verifier) strays() error {
	list, err := numbers(v.ctx, v.q, "SELECT n FROM reports ORDER BY n")
	if err != nil || v.flatless {
		return err
	}
	for _, at := range slices.Sorted(maps.Keys(v.words)) {
		n := reportAt(at)
		if _, ok := slices.BinarySearch(list, n); !ok {
			v.wrong(inSearch, "the index has words of report %d, which is not there", n)
		} else if v.indexed[n] != nil && v.indexed[n][0] != at {
			v.wrong(inSearch, "the index has words of report %d twice", n)
		}
	}
	return nil
}
