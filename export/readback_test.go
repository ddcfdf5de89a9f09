package export_test

import (
	"archive/zip"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay"
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
	if got := f.GetSheetList(); !slices.Equal(got, []string{"README", "events", "estimates", "figures", "claims", "movements", "stories"}) {
		t.Fatalf("%v", got)
	}
	if v, _ := f.GetCellValue("README", "A1"); !strings.HasPrefix(v, "This workbook") {
		t.Errorf("README begins with %q", v)
	}
	for n, part := range parts(t, whole(t, "xlsx")) { // Excel wants columns in order
		var at []int
		for _, m := range regexp.MustCompile(`<col min="(\d+)"`).FindAllStringSubmatch(part, -1) {
			k, _ := strconv.Atoi(m[1])
			at = append(at, k)
		}
		if !slices.IsSorted(at) {
			t.Errorf("%s: columns %v", n, at)
		}
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

// A workbook of a coding is read with its days, behind a sheet that is none; what the ledger
// would write goes with itself.
func TestReadCoded(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	f.SetCellValue("Sheet1", "A1", "About this file")
	f.NewSheet("Data")
	for i, row := range [][]any{{}, {"event_id_cnty", "event_date", "sub_event_type", "fatalities", "country", "location"},
		{"PAK1", time.Date(2023, 8, 23, 0, 0, 0, 0, time.UTC), "Attack", 12, "Pakistan", "Dadu"}, {"PAK2", "2023-13-23", "Attack", 12, "Pakistan", "Dadu"}} {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Data", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := export.ReadCoded(b)
	if err != nil || sheet.Coding.Is != "ACLED" || len(sheet.Rows) != 1 || len(sheet.Wrong) != 1 {
		t.Fatal(err, sheet)
	}
	if d := sheet.Rows[0]; !d.Begin.Equal(time.Date(2023, 8, 23, 0, 0, 0, 0, time.UTC)) || d.Best != assay.Known(12) || d.Country != "PAK" || d.Row != 3 {
		t.Errorf("%+v", d)
	}
	if why := sheet.Wrong[0].Error(); !strings.HasPrefix(why, `row 4, column event_date: "2023-13-23" is no day`) {
		t.Error(why)
	}
	for _, c := range export.Codings {
		ours, err := export.New(pile(t), export.Options{}).Coded(c)
		if err != nil {
			t.Fatal(err)
		}
		if export.FormOf(c.Name) == nil {
			continue
		}
		theirs, err := export.ReadCoded(strings.NewReader(whole(t, c.Name)))
		if err != nil || theirs.Coding != c || len(theirs.Wrong) > 0 {
			t.Fatalf("%s: %v, %v", c.Name, err, theirs)
		}
		n := 0
		for _, d := range ours {
			if !d.Leaves {
				continue
			}
			if n < len(theirs.Rows) {
				d.Row, d.Leaves, d.Event, d.Estimate = theirs.Rows[n].Row, false, "", ""
				if !reflect.DeepEqual(d, theirs.Rows[n]) {
					t.Errorf("%s: %+v, read back %+v", c.Name, d, theirs.Rows[n])
				}
			}
			n++
		}
		if n != len(theirs.Rows) {
			t.Errorf("%s: %d rows, %d read back", c.Name, n, len(theirs.Rows))
		}
	}
}

// parts returns the files of an archive.
func parts(t *testing.T, archive string) map[string]string {
	r, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		rc.Close()
		out[f.Name] = string(b)
	}
	return out
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
