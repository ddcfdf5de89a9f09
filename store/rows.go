package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"assay"
	"assay/mask"
	"assay/table"
)

// The flat rows of a report, a story or an estimate are kept together, as a JSON
// array with one array a row: its place, for whom it is (null where it reads the
// same with and without the names of private persons, else 0 or 1), the words by
// which it is found, and its cells. A float64 is written with a point or an
// exponent, so that it is read back as one.

// layRows lays a table flat, as masks show it and with names.
func layRows(name string, docs []*assay.Doc, stories []assay.Story, estimates []assay.Estimate, masks map[assay.ReportID]*mask.Mask) (masked, named *table.Table, err error) {
	if masked, err = table.Of(name, docs, stories, estimates, masks); err != nil {
		return nil, nil, err
	}
	named, err = table.Of(name, docs, stories, estimates, mask.All(docs, stories, true))
	return masked, named, err
}

// encodeRows writes the rows [lo, hi) of a table.
func encodeRows(masked, named *table.Table, lo, hi int) (string, error) {
	b := []byte{'['}
	for i := lo; i < hi; i++ {
		alike := masked.Search[i] == named.Search[i] && sameCells(masked.Rows[i], named.Rows[i])
		for k, t := range []*table.Table{masked, named} {
			if len(b) > 1 {
				b = append(b, ",\n"...)
			}
			b = append(b, '[')
			b = strconv.AppendInt(b, int64(i-lo), 10)
			var names any = int64(k)
			if alike {
				names = nil
			}
			var err error
			for _, cell := range append([]any{names, t.Search[i]}, t.Rows[i]...) {
				if b, err = appendCell(append(b, ','), cell); err != nil {
					return "", err
				}
			}
			b = append(b, ']')
			if alike {
				break
			}
		}
	}
	return string(append(b, ']')), nil
}

func sameCells(a, b []any) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func appendCell(b []byte, cell any) ([]byte, error) {
	switch c := cell.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, c), nil
	case int64:
		return strconv.AppendInt(b, c, 10), nil
	case float64:
		at := len(b)
		b = strconv.AppendFloat(b, c, 'g', -1, 64)
		if !bytes.ContainsAny(b[at:], ".eIN") {
			b = append(b, ".0"...)
		}
		return b, nil
	case string:
		return append(b, quoted(c)...), nil
	}
	return nil, fmt.Errorf("%w: a cell is a %T", assay.ErrInvalid, cell)
}

// quoted is s as JSON writes it. A part of s is written as a part of that.
func quoted(s string) []byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // no string cannot be written
	}
	return b
}

// A finder picks rows: those for the one who asks, with all words and phrases.
type finder struct {
	words  []string
	quoted []string // as they stand in JSON
	names  bool
}

func newFinder(query string, names bool) *finder {
	f := &finder{words: sought(query), names: names}
	for _, w := range f.words {
		q := quoted(w)
		f.quoted = append(f.quoted, string(q[1:len(q)-1]))
	}
	return f
}

// find appends to t those of rows that are wanted.
func (f *finder) find(t *table.Table, rows string) error {
	for _, w := range f.quoted {
		if !strings.Contains(rows, w) {
			return nil
		}
	}
	dec := json.NewDecoder(strings.NewReader(rows))
	dec.UseNumber()
	var list [][]any
	if err := dec.Decode(&list); err != nil {
		return fmt.Errorf("%w: rows of %s: %v", assay.ErrInvalid, t.Name, err)
	}
	const head = 3 // cells before those of the table
next:
	for _, row := range list {
		if len(row) != head+len(t.Head) {
			return fmt.Errorf("%w: a row of %s has %d cells", assay.ErrInvalid, t.Name, len(row))
		}
		search, _ := row[2].(string)
		for i := range row {
			n, ok := row[i].(json.Number)
			if !ok {
				continue
			}
			var err error
			if strings.ContainsAny(n.String(), ".eE") {
				row[i], err = n.Float64()
			} else {
				row[i], err = n.Int64()
			}
			if err != nil {
				return fmt.Errorf("%w: rows of %s: %v", assay.ErrInvalid, t.Name, err)
			}
		}
		if only, ok := row[1].(int64); ok && (only == 1) != f.names {
			continue
		}
		for _, w := range f.words {
			if !strings.Contains(search, w) {
				continue next
			}
		}
		t.Rows = append(t.Rows, row[head:])
		t.Search = append(t.Search, search)
	}
	return nil
}
