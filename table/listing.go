package table

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode/utf8"
)

// A listed is one column of a table as a terminal shows it, cut to a width.
type listed struct {
	name  string
	width int
}

// listing names what of each table fits on a terminal. The others are in CSV
// and JSON.
var listing = map[string][]listed{
	"stories":   {{"story", 6}, {"path", 48}, {"publisher", 20}, {"published", 10}, {"relation", 9}, {"containment", 5}},
	"claims":    {{"source", 34}, {"stance", 8}, {"content", 72}, {"said", 14}, {"path", 32}},
	"figures":   {{"text", 24}, {"counted", 28}, {"action", 12}, {"places", 24}, {"time", 14}, {"source", 28}, {"stance", 8}, {"path", 28}},
	"movements": {{"who", 32}, {"from", 24}, {"to", 24}, {"count", 18}, {"time", 14}, {"status", 12}, {"source", 28}},
	"rulings":   {{"ruling", 8}, {"path", 40}, {"other_path", 40}, {"why", 60}},
	"estimates": {{"action", 12}, {"counted", 26}, {"place_name", 20}, {"begin", 10}, {"low", 9}, {"best", 9}, {"high", 9},
		{"origins_min", 3}, {"origins_max", 3}, {"conflict", 5}, {"origins", 44}},
}

// Columns writes what of a table fits on a terminal.
func Columns(w io.Writer, t *Table) error {
	show := listing[t.Name]
	at := map[string]int{}
	for i, h := range t.Head {
		at[h] = i
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	line := make([]string, len(show))
	for i, col := range show {
		line[i] = strings.ReplaceAll(col.name, "_", " ")
	}
	fmt.Fprintln(tw, strings.Join(line, "\t"))
	for _, row := range t.Rows {
		for i, col := range show {
			line[i] = Fit(cellText(row[at[col.name]]), col.width)
			if col.name == "path" {
				line[i] = fitEnd(cellText(row[at[col.name]]), col.width)
			}
			if f, ok := row[at[col.name]].(float64); ok && col.name == "containment" {
				line[i] = fmt.Sprintf("%.2f", f)
			}
		}
		fmt.Fprintln(tw, strings.TrimRight(strings.Join(line, "\t"), "\t"))
	}
	return tw.Flush()
}

// Fit puts s on one line of at most width characters. Control characters in a
// scraped text must not reach the terminal.
func Fit(s string, width int) string {
	s = strings.Join(strings.Fields(strings.Map(printable, s)), " ")
	if utf8.RuneCountInString(s) <= width {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:width-1])) + "…"
}

// fitEnd keeps the end of a path: the name of the file says more than the folder.
func fitEnd(s string, width int) string {
	r := []rune(strings.Map(printable, s))
	if len(r) <= width {
		return string(r)
	}
	return "…" + string(r[len(r)-width+1:])
}

func printable(r rune) rune {
	if r < ' ' || r >= 0x7f && r < 0xa0 {
		return ' '
	}
	return r
}
