package table_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"assay"
	"assay/table"
	"assay/term"
)

// cells returns a table of rows as it is listed, without the ends of lines.
func listed(t *testing.T, tab *table.Table, width int) []string {
	t.Helper()
	var b strings.Builder
	if err := table.Columns(&b, tab, width); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// In a pipe a row is a line and nothing of it is cut; a long cell moves its own
// row only.
func TestColumnsInAPipe(t *testing.T) {
	path := strings.Repeat("a long folder/", 20) + "flood.txt"
	tab := &table.Table{Head: []string{"path", "low", "content"}, Rows: [][]any{
		{path, 5.0, strings.Repeat("so it was said ", 30) + "\n\tat the end"},
		{"b.txt", 1200.0, nil},
		{nil, nil, "x\x1b[31my\u202ez"},
	}}
	got := listed(t, tab, 0)
	want := []string{
		"path" + strings.Repeat(" ", 36) + "   low  content",
		path + "     5  " + strings.Repeat("so it was said ", 30) + "at the end",
		"b.txt" + strings.Repeat(" ", 35) + "  1200",
		strings.Repeat(" ", 40) + `        x␛[31my\u202ez`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
}

// On a terminal no line is wider than it, no word that fits is broken, and every
// word is there.
func TestColumnsOnATerminal(t *testing.T) {
	tab := &table.Table{Head: []string{"id", "source", "content", "start"}, Rows: [][]any{
		{"3fa9c021:c1", "the governor of the northern province", "that at least forty boats had sunk in the night and no help had come", int64(4711)},
		{"3fa9c021:c2", "a fisherman", "none", int64(5)},
	}}
	for _, width := range []int{50, 60, 80, 200} {
		lines := listed(t, tab, width)
		for _, line := range lines {
			if term.Width(line) > width {
				t.Errorf("%d columns: %q", width, line)
			}
		}
		words := strings.Fields(strings.Join(lines, " "))
		for _, row := range tab.Rows {
			for _, cell := range row {
				if s, ok := cell.(string); ok {
					for _, w := range strings.Fields(s) {
						if !slices.Contains(words, w) {
							t.Errorf("%d columns: %q is missing or broken", width, w)
						}
					}
				}
			}
		}
	}
	paths := &table.Table{Head: []string{"path", "content"}, Rows: [][]any{{"reports/of the flood/dadu.txt", "it rose"}}}
	if got, want := listed(t, paths, 24), []string{"path             content", "reports/of the   it rose", "flood/dadu.txt"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := listed(t, tab, 200); len(got) != 3 {
		t.Errorf("all fits, and still it is %d lines", len(got))
	}
}

// Where columns are too narrow for their words each row is a block, names beside
// the values or, where that is too narrow too, above; an id, a number, a date is
// broken nowhere, a long word is, and a path behind its folders.
func TestColumnsAsBlocks(t *testing.T) {
	tab := &table.Table{Head: []string{"id", "place_name", "origins_min", "begin", "path", "said"}, Rows: [][]any{
		{"3fa9c021:c1", "Llanfairpwllgwyngyllgogerych", int64(3), "2023-08-24", "reports/of the  flood/dadu.txt", nil},
		{"3fa9c021:c2", nil, nil, nil, nil, "on Monday"},
	}}
	for width, want := range map[int]string{
		50: `id           3fa9c021:c1
place_name   Llanfairpwllgwyngyllgogerych
origins_min  3
begin        2023-08-24
path         reports/of the  flood/dadu.txt

id           3fa9c021:c2
said         on Monday`,
		24: `id
  3fa9c021:c1
place_name
  Llanfairpwllgwyngyllgo
  gerych
origins_min
  3
begin
  2023-08-24
path
  reports/of the  flood/
  dadu.txt

id
  3fa9c021:c2
said
  on Monday`,
		80: `id           place_name        origins_min  begin       path           said
3fa9c021:c1  Llanfairpwllgwyn            3  2023-08-24  reports/of
             gyllgogerych                               the  flood/
                                                        dadu.txt
3fa9c021:c2                                                            on Monday`,
	} {
		if got := strings.Join(listed(t, tab, width), "\n"); got != want {
			t.Errorf("%d columns:\n%s\nwant\n%s", width, got, want)
		}
	}
	for width := 24; width < 160; width++ {
		for _, line := range listed(t, tab, width) {
			if term.Width(line) > width {
				t.Errorf("%d columns: %q", width, line)
			}
		}
	}
	none := &table.Table{Head: []string{"ruling", "path", "other_path", "why"}}
	if got, want := listed(t, none, 20), []string{"ruling path", "other_path why"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	digest := assay.ReportID{0x3f, 0xa9, 0xc0, 0x21}.String()
	if got := listed(t, &table.Table{Head: []string{"digest", "at"}, Rows: [][]any{{digest, "x"}}}, 40); got[0] != "digest  "+digest {
		t.Errorf("a digest is broken: %q", got)
	}
}

func TestPick(t *testing.T) {
	tab := &table.Table{Name: "x", Head: []string{"name", "low", "told"}, Rows: [][]any{
		{"b", 10.0, true}, {"a", nil, false}, {"c", 9.0, true}, {"a", int64(100), nil},
	}}
	for _, c := range []struct {
		view table.View
		want string
	}{
		{table.View{}, "b 10 true|a  false|c 9 true|a 100 "},
		{table.View{Sort: []string{"low"}}, "c 9 true|b 10 true|a 100 |a  false"},
		{table.View{Sort: []string{"-low"}}, "a 100 |b 10 true|c 9 true|a  false"},
		{table.View{Sort: []string{"name", "-low"}, Columns: []string{"low", "name"}}, "100 a| a|10 b|9 c"},
		{table.View{Sort: []string{"told", "-name"}, Limit: 2}, "a  false|c 9 true"},
		{table.View{Limit: 9, Columns: []string{"name"}}, "b|a|c|a"},
	} {
		got, err := tab.Pick(c.view)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := table.CSV(&b, got); err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSpace(strings.ReplaceAll(b.String(), ",", " ")), "\n")[1:]
		if strings.Join(rows, "|") != strings.TrimSpace(c.want) && strings.Join(rows, "|") != c.want {
			t.Errorf("%+v: %q, want %q", c.view, strings.Join(rows, "|"), c.want)
		}
	}
	if tab.Rows[0][0] != "b" {
		t.Error("the table itself was sorted")
	}
	var unknown *table.UnknownColumn
	for _, v := range []table.View{{Columns: []string{"nmae"}}, {Sort: []string{"-nmae"}}} {
		if _, err := tab.Pick(v); !errors.As(err, &unknown) || unknown.Name != "nmae" {
			t.Errorf("%+v: %v", v, err)
		}
	}
}

func TestConfident(t *testing.T) {
	tab := &table.Table{Name: "x", Head: []string{"name", "confidence"}, Rows: [][]any{{"a", 0.9}, {"b", 0.2}, {"c", 0.5}, {"d", nil}}}
	for least, want := range map[float64]int{0: 4, 0.2: 3, 0.5: 2, 0.91: 0} {
		if got := tab.Confident(least); len(got.Rows) != want {
			t.Errorf("from %v on %v, want %d rows", least, got.Rows, want)
		}
	}
}

// Each table has the columns that are listed of it, and a way to its rows.
func TestIdentified(t *testing.T) {
	report := assay.ReportID{0x3f, 0xa9, 0xc0, 0x21}.String()
	want := map[string]any{"stories": "3fa9c021", "claims": "3fa9c021:x7", "figures": "3fa9c021:x7", "movements": "3fa9c021:x7", "events": "x7", "estimates": "est4"}
	for _, name := range table.Names {
		head := table.HeadOf(name)
		row := make([]any, len(head))
		for i, h := range head {
			switch h {
			case "report":
				row[i] = report
			case "claim", "figure", "movement":
				row[i] = "c1"
			case "estimate":
				row[i] = "est4"
			}
		}
		if i := slices.Index(head, strings.TrimSuffix(name, "s")); i >= 0 && name != "estimates" && name != "stories" {
			row[i] = "x7"
		}
		tab := (&table.Table{Name: name, Head: head, Rows: [][]any{row}}).Identified()
		if tab.Head[0] != "id" || tab.Rows[0][0] != want[name] {
			t.Errorf("%s: %v, want %v", name, tab.Rows[0][0], want[name])
		}
		if _, err := tab.Pick(table.View{Columns: table.Listed(name)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
