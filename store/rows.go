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

// The flat rows of a report, a story, an event or an estimate are kept together, as a JSON
// array with one array a row: its place, for whom it is (null where it reads the
// same with and without the names of private persons, else 0 or 1), the words by
// which it is found, and its cells. A float64 is written with a point or an
// exponent, so that it is read back as one.

// layRows lays a table flat, as masks show it and with names.
func layRows(name string, docs []*assay.Doc, stories []assay.Story, events []assay.Occurrence, estimates []assay.Estimate, masks map[assay.ReportID]*mask.Mask) (masked, named *table.Table, err error) {
	if masked, err = table.Of(name, docs, stories, events, estimates, masks); err != nil {
		return nil, nil, err
	}
	named, err = table.Of(name, docs, stories, events, estimates, mask.All(docs, stories, true))
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

// find appends to t those of rows that are wanted. Each stands on a line, and none is
// looked into that lacks a word.
func (f *finder) find(t *table.Table, rows string) error {
	if f.lacks(rows) {
		return nil
	}
	rows, begun := strings.CutPrefix(rows, "[")
	rows, ended := strings.CutSuffix(rows, "]")
	if !begun || !ended {
		return fmt.Errorf("%w: rows of %s are no list", assay.ErrInvalid, t.Name)
	}
	for rows != "" {
		var row string
		row, rows, _ = strings.Cut(rows, ",\n")
		if f.lacks(row) {
			continue
		}
		if err := f.row(t, row); err != nil {
			return fmt.Errorf("%w: rows of %s: %v", assay.ErrInvalid, t.Name, err)
		}
	}
	return nil
}

// row appends a row to t if it is wanted.
func (f *finder) row(t *table.Table, row string) error {
	var search string
	const head = 3 // cells before those of the table
	cells := make([]any, 0, head+len(t.Head))
	rest := row
	for i := range cap(cells) {
		before := byte(',')
		if i == 0 {
			before = '['
		}
		if rest == "]" && i >= head+len(t.Head)-table.Added(t.Name) { // laid before there were these columns
			cells = append(cells, nil)
			continue
		}
		if rest == "" || rest[0] != before {
			return fmt.Errorf("%d cells in %.40q", i, row)
		}
		var cell any
		var err error
		if cell, rest, err = readCell(rest[1:]); err != nil {
			return err
		}
		switch i {
		case 1:
			if only, ok := cell.(int64); ok && (only == 1) != f.names {
				return nil
			}
		case 2:
			search, _ = cell.(string)
		}
		cells = append(cells, cell)
	}
	if rest != "]" {
		return fmt.Errorf("more than %d cells in %.40q", len(cells), row)
	}
	if f.holds(t, cells[head:], search) {
		t.Rows = append(t.Rows, cells[head:])
		t.Search = append(t.Search, search)
	}
	return nil
}

// readCell reads a cell as appendCell writes it, and returns what stands behind it.
func readCell(s string) (cell any, rest string, err error) {
	if strings.HasPrefix(s, `"`) {
		end := 1
		for end < len(s) && s[end] != '"' {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(s) {
			return nil, "", fmt.Errorf("no end of %.40q", s)
		}
		text := s[1:end]
		if strings.IndexByte(text, '\\') >= 0 {
			err = json.Unmarshal([]byte(s[:end+1]), &text)
		}
		return text, s[end+1:], err
	}
	end := strings.IndexAny(s, ",]")
	if end < 0 {
		return nil, "", fmt.Errorf("no end of %.40q", s)
	}
	word, rest := s[:end], s[end:]
	switch word {
	case "null":
	case "true", "false":
		cell = word == "true"
	default:
		if strings.ContainsAny(word, ".eE") {
			cell, err = strconv.ParseFloat(word, 64)
		} else {
			cell, err = strconv.ParseInt(word, 10, 64)
		}
	}
	return cell, rest, err
}
