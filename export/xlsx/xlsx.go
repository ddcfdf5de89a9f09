// Package xlsx writes tables as a workbook: a README first, then a sheet a table. Cells have
// the types of their columns; what is unknown is empty. It computes nothing, and a text that
// looks like a formula stays a text.
package xlsx

import (
	"io"
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
	return f.Write(w)
}

func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		panic(err) // neither is so large
	}
	return name
}

func sheet(f *excelize.File, t *table.Table, day, bold int) error {
	if _, err := f.NewSheet(t.Name); err != nil {
		return err
	}
	for i, name := range t.Head {
		if err := f.SetCellStr(t.Name, at(i, 0), name); err != nil {
			return err
		}
	}
	if err := f.SetCellStyle(t.Name, at(0, 0), at(len(t.Head)-1, 0), bold); err != nil {
		return err
	}
	for r, row := range t.Rows {
		for i, cell := range row {
			if err := set(f, t, at(i, r+1), table.KindOf(t.Name, t.Head[i]), cell, day); err != nil {
				return err
			}
		}
	}
	if err := f.AutoFilter(t.Name, at(0, 0)+":"+at(len(t.Head)-1, len(t.Rows)), nil); err != nil {
		return err
	}
	return f.SetPanes(t.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// set sets a cell. A text is a text whatever it begins with, and is never computed.
func set(f *excelize.File, t *table.Table, cell string, kind table.Kind, value any, day int) error {
	s, isText := value.(string)
	switch {
	case value == nil:
		return nil
	case kind == table.Day && isText:
		if d, err := time.Parse(time.DateOnly, s); err == nil && d.Year() >= 1900 {
			if err := f.SetCellValue(t.Name, cell, d); err != nil {
				return err
			}
			return f.SetCellStyle(t.Name, cell, cell, day)
		}
		return f.SetCellStr(t.Name, cell, s)
	case isText:
		return f.SetCellStr(t.Name, cell, clean(s))
	}
	return f.SetCellValue(t.Name, cell, value)
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
