// Package xlsx writes tables as a workbook: a README first, then a sheet a table. Cells have
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

// Write writes a workbook whose first sheet has readme, a line a row.
func Write(w io.Writer, readme []string, tables []*table.Table) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName(f.GetSheetName(0), "README"); err != nil {
		return err
	}
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i, line := range readme {
		if err := f.SetCellStr("README", at(0, i), line); err != nil {
			return err
		}
	}
	row := len(readme) + 1
	for _, t := range tables {
		for k, cell := range [...]any{t.Name, len(t.Rows)} {
			if err := f.SetCellValue("README", at(k, row), cell); err != nil {
				return err
			}
		}
		row++
	}
	if err := f.SetColWidth("README", "A", "A", 100); err != nil {
		return err
	}
	for _, t := range tables {
		if err := sheet(f, t, day, bold); err != nil {
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

// sheet writes a table as it goes, so that a large one does not stand in memory as cells.
func sheet(f *excelize.File, t *table.Table, day, bold int) error {
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
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(t.Head))
	for i, name := range t.Head {
		cells[i] = excelize.Cell{StyleID: bold, Value: name}
	}
	if err := sw.SetRow(at(0, 0), cells); err != nil {
		return err
	}
	for r, row := range t.Rows {
		for i, cell := range row {
			cells[i] = value(table.KindOf(t.Name, t.Head[i]), cell, day)
		}
		if err := sw.SetRow(at(0, r+1), cells); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// value is a cell. A text is a text whatever it begins with, and is never computed.
func value(kind table.Kind, cell any, day int) any {
	s, isText := cell.(string)
	if !isText {
		return cell
	}
	if kind == table.Day {
		if d, err := time.Parse(time.DateOnly, s); err == nil && d.Year() >= 1900 {
			return excelize.Cell{StyleID: day, Value: d}
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
