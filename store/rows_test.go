package store

import (
	"reflect"
	"strings"
	"testing"

	"assay/table"
)

// What is written as flat rows is read back as it was, type by type, whatever stands
// in it; words are found in the search words alone.
func TestRowsAreReadBack(t *testing.T) {
	cells := []any{"a \"quoted\", \\ and ]", "two\nlines,\n[1]", "", nil, true, false, int64(-7), 2.0, 1e-7, "été <b> \u2028"}
	made := &table.Table{Name: "x", Head: make([]string, len(cells)), Rows: [][]any{cells, cells}, Search: []string{"one, \"word\"", "été two"}}
	named := &table.Table{Rows: [][]any{cells, cells}, Search: []string{"one, \"word\"", "été two jane"}}
	rows, err := encodeRows(made, named, 0, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		query string
		names bool
		want  []string
	}{
		{"", false, made.Search}, {"", true, named.Search}, {"one", false, made.Search[:1]}, {"jane", false, nil},
		{"ÉTÉ jane", true, named.Search[1:]}, {"lines", false, nil}, {"one two", false, nil},
	} {
		got := &table.Table{Name: "x", Head: made.Head}
		find, err := asking("x", c.query, c.names)
		if err != nil {
			t.Fatal(err)
		}
		if err := find.find(got, rows); err != nil || !reflect.DeepEqual(got.Search, c.want) && len(got.Search)+len(c.want) > 0 {
			t.Errorf("%q: %q, %v; want %q", c.query, got.Search, err, c.want)
		}
		for _, row := range got.Rows {
			if !reflect.DeepEqual(row, cells) {
				t.Errorf("%q: %#v, want %#v", c.query, row, cells)
			}
		}
	}
	for _, bad := range []string{"", "[", "[[1]", `[[0,null,"`, `[[0,null,"x\\"]]`, `[[0,null,"",1]]`, "[[0,null,\"\",\n]]", `[[x]]`} {
		if err := newFinder(false).find(&table.Table{Name: "x", Head: made.Head}, bad); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
	if err := newFinder(false).find(&table.Table{Name: "x", Head: made.Head}, "[]"); err != nil {
		t.Error(err)
	}
}

// Rows that were laid before figures had countries and days end sooner; what they lack is
// unknown. Rows that end elsewhere are damaged.
func TestShortRows(t *testing.T) {
	head := table.HeadOf("figures")
	line := func(cells int) string { return `[0,null,"x"` + strings.Repeat(`,"x"`, cells) + `]` }
	for cells, want := range map[int]bool{len(head): true, len(head) - table.Added("figures"): true, len(head) - table.Added("figures") - 1: false, len(head) + 1: false} {
		tab := &table.Table{Name: "figures", Head: head}
		err := newFinder(false).row(tab, line(cells))
		if (err == nil) != want || want && len(tab.Rows[0]) != len(head) {
			t.Errorf("%d cells of %d: %v", cells, len(head), err)
		}
	}
}
