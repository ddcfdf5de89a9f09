// Package xlsx reads the rows of a workbook, and writes tables as one: a README first, then a sheet a table. Cells have
// the types of their columns; what is unknown is empty. It computes nothing, and a text that
// looks like a formula stays a text.
package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"assay/table"

	"github.com/xuri/excelize/v2"
)

// longest is how many units of UTF-16 a cell of Excel holds.
const longest = 32767

// A Sheet is a table, and what a row of it is.
type Sheet struct {
	*table.Table
	Is string
}

// Write writes a workbook whose first sheet has readme, a line a row, and what the others are.
func Write(w io.Writer, readme []string, sheets []Sheet) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName(f.GetSheetName(0), "README"); err != nil {
		return err
	}
	st, err := stylesOf(f)
	if err != nil {
		return err
	}
	for i, line := range readme {
		if err := f.SetCellStr("README", at(0, i), line); err != nil {
			return err
		}
	}
	for i, sh := range sheets {
		line := fmt.Sprintf("%s: %d rows. %s", sh.Name, len(sh.Rows), sh.Is)
		if err := f.SetCellStr("README", at(0, len(readme)+1+i), line); err != nil {
			return err
		}
	}
	if err := f.SetColWidth("README", "A", "A", 120); err != nil {
		return err
	}
	for _, sh := range sheets {
		if err := sheet(f, sh.Table, st); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return err
	}
	return inOrder(w, b.Bytes())
}

// inOrder writes an archive with its files in order of their names, as the library has no
// order for sheets that were written as they went.
func inOrder(w io.Writer, archive []byte) error {
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	zw := zip.NewWriter(w)
	for _, f := range r.File {
		if err := zw.Copy(f); err != nil {
			return err
		}
	}
	return zw.Close()
}

func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		panic(err) // neither is so large
	}
	return name
}

// The styles of cells.
type styles struct{ head, day, share, degree int }

func stylesOf(f *excelize.File) (st styles, err error) {
	iso, share, degree := "yyyy-mm-dd", "0.00", "0.0000"
	for _, s := range []struct {
		to *int
		is excelize.Style
	}{
		{&st.head, excelize.Style{Font: &excelize.Font{Bold: true}}},
		{&st.day, excelize.Style{CustomNumFmt: &iso}},
		{&st.share, excelize.Style{CustomNumFmt: &share}},
		{&st.degree, excelize.Style{CustomNumFmt: &degree}},
	} {
		if *s.to, err = f.NewStyle(&s.is); err != nil {
			return st, err
		}
	}
	return st, nil
}

// of returns the style of the cells of a column, 0 for none.
func (st styles) of(kind table.Kind, column string) int {
	switch column {
	case "confidence", "containment", "resemblance":
		return st.share
	case "lat", "lon":
		return st.degree
	}
	if kind == table.Day {
		return st.day
	}
	return 0
}

// widths of columns, in characters; of others by their kinds.
var widths = map[string]float64{"report": 10, "path": 14, "sentence": 90, "content": 90, "text": 18, "origins": 40, "tolls": 40, "counted": 24, "places": 24,
	"source": 28, "speaks_for": 24, "who": 30, "from": 24, "to": 24, "place_name": 20, "of": 12, "estimates": 28, "checks": 28, "ruled": 28}

func widthOf(kind table.Kind, column string) float64 {
	if w, ok := widths[column]; ok {
		return w
	}
	return [...]float64{table.Text: 14, table.Number: 10, table.Integer: 9, table.Truth: 9, table.Day: 11}[kind]
}

// sheet writes a table as it goes, so that a large one does not stand in memory as cells:
// with a head and ids that stay in sight, and filters.
func sheet(f *excelize.File, t *table.Table, st styles) error {
	if len(t.Rows) >= excelize.TotalRows {
		return fmt.Errorf("%s has %d rows, and a sheet of Excel has %d; take parquet, sqlite or csv, or choose some", t.Name, len(t.Rows), excelize.TotalRows)
	}
	if _, err := f.NewSheet(t.Name); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	cells := make([]any, len(t.Head))
	kinds, style := make([]table.Kind, len(t.Head)), make([]int, len(t.Head))
	for i, name := range t.Head {
		cells[i] = excelize.Cell{StyleID: st.head, Value: name}
		kinds[i] = table.KindOf(t.Name, name)
		style[i] = st.of(kinds[i], name)
	}
	for i, name := range slices.Backward(t.Head) { // each is written before those that were set earlier, and Excel wants them in order
		if err := sw.SetColWidth(i+1, i+1, widthOf(kinds[i], name)); err != nil {
			return err
		}
	}
	if err := sw.SetRow(at(0, 0), cells); err != nil {
		return err
	}
	for r, row := range t.Rows {
		for i, cell := range row {
			cells[i] = value(kinds[i], cell, style[i])
		}
		if err := sw.SetRow(at(0, r+1), cells); err != nil {
			return err
		}
	}
	if len(t.Rows) > 0 {
		if err := sw.AddTable(&excelize.Table{Range: "A1:" + at(len(t.Head)-1, len(t.Rows)), Name: t.Name, StyleName: "TableStyleLight1"}); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// value is a cell. A text is a text whatever it begins with, and is never computed.
func value(kind table.Kind, cell any, style int) any {
	s, isText := cell.(string)
	switch {
	case cell == nil:
		return nil
	case !isText && style != 0:
		return excelize.Cell{StyleID: style, Value: cell}
	case !isText:
		return cell
	}
	if kind == table.Day {
		if d, err := time.Parse(time.DateOnly, s); err == nil && d.Year() >= 1900 {
			return excelize.Cell{StyleID: style, Value: d}
		}
	}
	return clean(s)
}

// clean returns s as a cell can hold it: without what XML has no place for, and no longer
// than Excel allows.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return 0xfffd
		}
		return r
	}, s)
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > longest-1 {
			return s[:i] + "…"
		}
	}
	return s
}
