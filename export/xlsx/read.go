package xlsx

import (
	"io"

	"github.com/xuri/excelize/v2"
)

// A Book is a workbook that is read.
type Book struct{ f *excelize.File }

// What a workbook may have at most, in bytes: unpacked, and of that a sheet in memory.
const (
	mostUnpacked = 2 << 30
	mostSheet    = 64 << 20
)

// Open reads a workbook.
func Open(r io.Reader) (*Book, error) {
	f, err := excelize.OpenReader(r, excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostSheet})
	if err != nil {
		return nil, err
	}
	return &Book{f}, nil
}

// Close lets go of what was unpacked.
func (b *Book) Close() error { return b.f.Close() }

// Sheets returns the names of the sheets, in their order.
func (b *Book) Sheets() []string { return b.f.GetSheetList() }

// Rows yields the cells of a sheet as they are kept: a day is a number.
func (b *Book) Rows(sheet string) func(yield func([]string, error) bool) {
	return func(yield func([]string, error) bool) {
		rows, err := b.f.Rows(sheet)
		if err != nil {
			yield(nil, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			cells, err := rows.Columns()
			if !yield(cells, err) {
				return
			}
		}
		if err := rows.Error(); err != nil {
			yield(nil, err)
		}
	}
}
