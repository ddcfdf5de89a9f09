package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"assay"
	"assay/ledger"
)

// A View says what of a table is shown. The zero value is all of it.
type View struct {
	Columns []string // in this order; all if there are none
	Sort    []string // columns; "-low" sorts the other way round, the highest first
	Limit   int      // how many rows at most; all if 0
}

// An UnknownColumn is the error for a column that a table has not.
type UnknownColumn struct {
	Name string
	Head []string // what it has
}

func (e *UnknownColumn) Error() string {
	return fmt.Sprintf("there is no column %q; there are %s", e.Name, strings.Join(e.Head, ", "))
}

// Pick returns the part of t that a view shows. It fails with an
// [UnknownColumn].
func (t *Table) Pick(v View) (*Table, error) {
	at := func(name string) (int, error) {
		if i := slices.Index(t.Head, name); i >= 0 {
			return i, nil
		}
		return 0, &UnknownColumn{name, t.Head}
	}
	out := &Table{Name: t.Name, Head: t.Head, Rows: t.Rows}
	if len(v.Sort) > 0 {
		out.Rows = slices.Clone(t.Rows)
		// From the last column to the first, as each sorting keeps the order of
		// what is equal to it.
		for _, name := range slices.Backward(v.Sort) {
			name, down := strings.CutPrefix(name, "-")
			i, err := at(name)
			if err != nil {
				return nil, err
			}
			slices.SortStableFunc(out.Rows, func(a, b []any) int { return compareCells(a[i], b[i], down) })
		}
	}
	if v.Limit > 0 && len(out.Rows) > v.Limit {
		out.Rows = out.Rows[:v.Limit]
	}
	if len(v.Columns) == 0 {
		return out, nil
	}
	columns := make([]int, len(v.Columns))
	for k, name := range v.Columns {
		i, err := at(name)
		if err != nil {
			return nil, err
		}
		columns[k] = i
	}
	rows := out.Rows
	out.Head, out.Rows = v.Columns, make([][]any, len(rows))
	for r, row := range rows {
		out.Rows[r] = make([]any, len(columns))
		for k, i := range columns {
			out.Rows[r][k] = row[i]
		}
	}
	return out, nil
}

// compareCells orders two cells of a column: numbers by size, words by their
// letters, false before true; what is unknown stands last both ways.
func compareCells(a, b any, down bool) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	var c int
	x, isNumber := number(a)
	y, bothNumbers := number(b)
	if isNumber && bothNumbers {
		c = cmp.Compare(x, y)
	} else {
		c = cmp.Compare(CellText(a), CellText(b))
	}
	if down {
		return -c
	}
	return c
}

func number(cell any) (float64, bool) {
	switch v := cell.(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	}
	return 0, false
}

// entryColumns names the column that holds an entry's id within its report.
var entryColumns = map[string]string{Claims: "claim", Figures: "figure", Movements: "movement"}

// ID returns the id by which "assay show" finds a row: an entry's in the whole ledger, a
// report's in the table of stories, and an event's or estimate's own.
func (t *Table) ID(row []any) any {
	report := slices.Index(t.Head, "report")
	if report < 0 {
		return row[0]
	}
	of, err := assay.ParseReportID(CellText(row[report]))
	entry := slices.Index(t.Head, entryColumns[t.Name])
	switch {
	case err != nil:
		return nil
	case entry >= 0:
		return ledger.EntryID(of, CellText(row[entry]))
	}
	return of.Short()
}

// Identified returns t with a first column, id ([Table.ID]). Other tables than those of the
// ledger stay as they are.
func (t *Table) Identified() *Table {
	if HeadOf(t.Name) == nil {
		return t
	}
	out := &Table{Name: t.Name, Head: append([]string{"id"}, t.Head...), Rows: make([][]any, len(t.Rows)), Search: t.Search}
	for i, row := range t.Rows {
		out.Rows[i] = append([]any{t.ID(row)}, row...)
	}
	return out
}

// Confident returns t without the rows that are right with less likelihood than least.
func (t *Table) Confident(least float64) *Table {
	if least <= 0 {
		return t
	}
	at := slices.Index(t.Head, "confidence")
	out := &Table{Name: t.Name, Head: t.Head}
	for _, row := range t.Rows {
		if p, ok := row[at].(float64); ok && p >= least {
			out.Rows = append(out.Rows, row)
		}
	}
	return out
}
