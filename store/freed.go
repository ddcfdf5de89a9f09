package store

import (
	"context"
	"encoding/binary"
	"fmt"
)

// freed says what is wrong with the pages of the file that no table has, "" if nothing is.
// SQLite's own check looks at them only where the first table that it comes across is one
// that has pages: with a view or a virtual table it takes itself for a check of a part. A
// page that is free and in use is written over by the next who needs one.
func freed(ctx context.Context, q querier) (string, error) {
	pages, err := numbers(ctx, q, "SELECT page_count FROM pragma_page_count UNION ALL SELECT page_size FROM pragma_page_size")
	if err != nil {
		return "", err
	}
	count, size := pages[0], pages[1]
	list, err := numbers(ctx, q, "SELECT pageno FROM dbstat")
	if err != nil {
		return "", err
	}
	used := make(map[int64]bool, len(list))
	for _, n := range list {
		used[n] = true
	}
	page := func(n int64) (b []byte, err error) {
		err = q.QueryRowContext(ctx, "SELECT data FROM sqlite_dbpage WHERE pgno = ?", n).Scan(&b)
		return b, err
	}
	word := func(b []byte, at int64) int64 { return int64(binary.BigEndian.Uint32(b[at:])) }
	head, err := page(1)
	if err != nil {
		return "", err
	}
	if word(head, 52) != 0 {
		return "it is a file that SQLite makes smaller by itself, as no ledger is", nil
	}
	free := map[int64]bool{}
	take := func(n int64) string {
		switch {
		case n < 2 || n > count:
			return fmt.Sprintf("the list of free pages has page %d of %d", n, count)
		case used[n]:
			return fmt.Sprintf("page %d is in use and in the list of free pages", n)
		case free[n]:
			return fmt.Sprintf("page %d is in the list of free pages twice", n)
		}
		free[n] = true
		return ""
	}
	for trunk := word(head, 32); trunk != 0; {
		if wrong := take(trunk); wrong != "" {
			return wrong, nil
		}
		b, err := page(trunk)
		if err != nil {
			return "", err
		}
		n := word(b, 4)
		if n > size/4-2 {
			return fmt.Sprintf("page %d of the list of free pages is none", trunk), nil
		}
		for i := range n {
			if wrong := take(word(b, 8+4*i)); wrong != "" {
				return wrong, nil
			}
		}
		trunk = word(b, 0)
	}
	if n := word(head, 36); n != int64(len(free)) {
		return fmt.Sprintf("the list of free pages has %d, and its head says %d", len(free), n), nil
	}
	const lock = 1 << 30 // SQLite locks a page there and writes nothing to it
	left := count - int64(len(used)) - int64(len(free))
	if count > lock/size {
		left--
	}
	if left != 0 {
		return fmt.Sprintf("%d pages are neither in use nor free", left), nil
	}
	return "", nil
}
