package export_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/export"
	"assay/table"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
	_ "modernc.org/sqlite"
)

// What the libraries read back is what was laid flat, with its types.
func TestXLSX(t *testing.T) {
	f, err := excelize.OpenReader(strings.NewReader(whole(t, "xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, append([]string{"README"}, table.Names[:]...)) {
		t.Fatalf("%v", got)
	}
	if v, _ := f.GetCellValue("README", "A1"); !strings.HasPrefix(v, "This workbook") {
		t.Errorf("README begins with %q", v)
	}
	for _, name := range table.Names {
		tab := rowsOf(t, name)
		for r, row := range append([][]any{headRow(tab)}, tab.Rows...) {
			for i, cell := range row {
				at, _ := excelize.CoordinatesToCellName(i+1, r+1)
				got, err := f.GetCellValue(name, at, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				if formula, _ := f.GetCellFormula(name, at); formula != "" {
					t.Errorf("%s %s is a formula: %s", name, at, formula)
				}
				kind, _ := f.GetCellType(name, at)
				want := table.CellText(cell)
				if s, ok := cell.(string); ok && r > 0 && table.KindOf(name, tab.Head[i]) == table.Day {
					day, _ := time.Parse(time.DateOnly, s)
					want = table.CellText(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
				} else if ok && kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
					t.Errorf("%s %s: a text of type %v", name, at, kind)
				}
				if b, ok := cell.(bool); ok {
					want = map[bool]string{true: "1", false: "0"}[b]
				}
				if got != want && strings.ReplaceAll(got, "\r\n", "\n") != strings.ReplaceAll(want, "\r\n", "\n") {
					t.Errorf("%s %s is %q, want %q", name, at, got, want)
				}
			}
		}
	}
}

func headRow(tab *table.Table) (row []any) {
	for _, name := range tab.Head {
		row = append(row, name)
	}
	return row
}

func TestParquet(t *testing.T) {
	for name, b := range files(t, "parquet", export.Options{}) {
		tab := rowsOf(t, strings.TrimSuffix(name, ".parquet"))
		f, err := parquet.OpenFile(strings.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		rows := parquet.NewReader(f)
		for r, want := range tab.Rows {
			row := make([]parquet.Row, 1)
			if n, err := rows.ReadRows(row); n != 1 {
				t.Fatalf("%s: row %d: %v", name, r, err)
			}
			for i, column := range tab.Head {
				leaf, _ := f.Schema().Lookup(column)
				v := row[0][leaf.ColumnIndex]
				got := ""
				switch {
				case v.IsNull():
				case v.Kind() == parquet.Int32:
					got = time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
				case v.Kind() == parquet.ByteArray:
					got = string(v.ByteArray())
				case v.Kind() == parquet.Double:
					got = table.CellText(v.Double())
				case v.Kind() == parquet.Int64:
					got = table.CellText(v.Int64())
				case v.Kind() == parquet.Boolean:
					got = table.CellText(v.Boolean())
				}
				if got != table.CellText(want[i]) || v.IsNull() != (want[i] == nil) {
					t.Errorf("%s: %s is %q, want %q", name, column, got, table.CellText(want[i]))
				}
			}
		}
	}
}

func TestSQLite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.db")
	if err := os.WriteFile(path, []byte(whole(t, "sqlite")), 0o666); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, name := range table.Names {
		tab := rowsOf(t, name)
		rows, err := db.Query(`SELECT * FROM "` + name + `" ORDER BY rowid`)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range tab.Rows {
			got := make([]any, len(want))
			to := make([]any, len(want))
			for i := range got {
				to[i] = &got[i]
			}
			if !rows.Next() {
				t.Fatalf("%s has too few rows", name)
			}
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			for i, cell := range want {
				if b, ok := cell.(bool); ok {
					cell = map[bool]int64{true: 1}[b]
				}
				if got[i] != cell {
					t.Errorf("%s %s is %#v, want %#v", name, tab.Head[i], got[i], cell)
				}
			}
		}
		rows.Close()
	}
	for view, least := range map[string]int{"map": 4, "estimates_of_events": 3, "who_said": 4, "conflicts": 0} {
		var n int
		if err := db.QueryRow("SELECT count(*) FROM " + view).Scan(&n); err != nil || n < least {
			t.Errorf("%s: %d rows, %v", view, n, err)
		}
	}
	var check string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&check); err != nil || check != "ok" {
		t.Errorf("%s %v", check, err)
	}
}
