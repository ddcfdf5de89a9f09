package ingest

import (
	"errors"
	"fmt"
	"io"

	"assay"
	"assay/ingest/parquet"
)

// columns reads a Parquet file row by row: it may be longer than memory. The Raw of a
// report is its row as a record of JSON.
func (r *reader) columns(path string, in io.Reader, size int64) bool {
	at, size, err := r.anywhere(in, size)
	if err != nil {
		return r.broken(path, err)
	}
	file, err := parquet.Open(at, size)
	n, more := 0, true
	var sum int64
	if err == nil {
		err = file.Rows(func(row parquet.Row) bool {
			const own = 64 // what a row costs that says nothing
			if sum += int64(len(row.JSON)) + own; sum > leastBomb && sum > mostRatio*size {
				more = r.yield(Item{Path: path, Err: fmt.Errorf("%s: %w", path, errRatio)})
				return false
			}
			if err := r.ctx.Err(); err != nil {
				more = r.broken(path, err)
				return false
			}
			n++
			from := fmt.Sprintf("%s:%d", path, n)
			item := Item{Path: from, Err: tooLarge(from, int64(len(row.JSON)), r.opt)}
			if int64(len(row.JSON)) <= r.opt.maxBytes() {
				item = parseLine(from, append([]byte(nil), row.JSON...), r.opt)
			}
			item.standing(assay.Record{Offset: row.Offset, Length: row.Length})
			more = r.yield(item)
			return more
		})
	}
	switch {
	case err != nil && more:
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: %w", path, err)})
	case n == 0 && more:
		return r.yield(Item{Path: path, Err: fmt.Errorf("%s: %w", path, errNoRows)})
	}
	return more
}

var errNoRows = errors.New("a Parquet file without rows")
