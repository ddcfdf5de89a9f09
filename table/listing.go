package table

import (
	"bufio"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"assay/term"
)

// listing names what of each table one wants to see on a terminal. The other
// columns are there when they are asked for, and in CSV and JSON.
var listing = map[string][]string{
	"stories":   {"id", "story", "path", "publisher", "published", "relation", "containment"},
	"claims":    {"id", "source", "stance", "content", "said", "path", "start"},
	"figures":   {"id", "text", "counted", "action", "places", "time", "source", "stance", "path", "start"},
	"movements": {"id", "who", "from", "to", "count", "time", "status", "source", "path", "start"},
	"rulings":   {"ruling", "id", "path", "other_id", "other_path", "why"},
	"estimates": {"id", "action", "counted", "place_name", "begin", "low", "best", "high", "origins_min", "origins_max", "conflict", "origins"},
	"places":    {"gazetteer", "name", "within", "kind", "lat", "lon", "population", "match"},
}

// Listed returns the columns of a table that a terminal shows unless others are
// asked for; nil stands for all.
func Listed(name string) []string { return listing[name] }

// Columns writes all of a table in columns. On a terminal of width columns, cells
// are broken at words so that a row fits; where width is 0 nothing is broken and
// nothing cut. What steers a terminal is shown.
func Columns(w io.Writer, t *Table, width int) error {
	cells := make([][]string, len(t.Rows)+1)
	cells[0] = t.Head
	for r, row := range t.Rows {
		cells[r+1] = make([]string, len(t.Head))
		for i, cell := range row {
			cells[r+1][i] = shownCell(t.Head[i], cell)
		}
	}
	widths := make([]int, len(t.Head))
	right := make([]bool, len(t.Head))
	for i := range t.Head {
		right[i] = len(t.Rows) > 0
		for r := range cells {
			widths[i] = max(widths[i], term.Width(cells[r][i]))
			if r > 0 && t.Rows[r-1][i] != nil {
				_, isNumber := number(t.Rows[r-1][i])
				right[i] = right[i] && isNumber
			}
		}
	}
	wrap := width > 0 && squeeze(widths, cells, width-2*(len(widths)-1))
	if !wrap {
		// A cell that is longer than most moves its own row only.
		for i := range widths {
			widths[i] = min(widths[i], max(widest, term.Width(t.Head[i])))
		}
	}
	b := bufio.NewWriter(w)
	for _, row := range cells {
		lines := make([][]string, len(row))
		high := 1
		for i, cell := range row {
			lines[i] = []string{cell}
			if wrap {
				lines[i] = wrapped(t.Head[i], cell, widths[i])
			}
			high = max(high, len(lines[i]))
		}
		for k := range high {
			var line strings.Builder
			for i := range row {
				cell := ""
				if k < len(lines[i]) {
					cell = lines[i][k]
				}
				pad := strings.Repeat(" ", max(widths[i]-term.Width(cell), 0))
				if right[i] {
					line.WriteString(pad + cell + "  ")
				} else {
					line.WriteString(cell + pad + "  ")
				}
			}
			b.WriteString(strings.TrimRight(line.String(), " "))
			b.WriteByte('\n')
		}
	}
	return b.Flush()
}

// wrapped breaks a cell at words, the path of a file behind its folders.
func wrapped(column, cell string, width int) []string {
	if !strings.HasSuffix(column, "path") {
		return term.Wrap(cell, width)
	}
	lines := term.Wrap(strings.ReplaceAll(cell, "/", "/ "), width)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], "/ ", "/")
	}
	return lines
}

// widest is how many columns are kept free for a cell where nothing is broken.
const widest = 40

// squeeze makes columns narrower, the widest first, until they fill no more than
// room together. It reports false, and leaves them, if that breaks too many
// words: then a row is better read as it is.
func squeeze(widths []int, cells [][]string, room int) bool {
	least := make([]int, len(widths))
	sum, floor := 0, 0
	for i := range widths {
		for _, row := range cells {
			for word := range strings.FieldsSeq(row[i]) {
				least[i] = max(least[i], min(term.Width(word), longWord))
			}
		}
		sum += widths[i]
		floor += least[i]
	}
	if floor > room {
		return false
	}
	for sum > room {
		at := -1
		for i := range widths {
			if widths[i] > least[i] && (at < 0 || widths[i] > widths[at]) {
				at = i
			}
		}
		widths[at]--
		sum--
	}
	return true
}

// longWord is the length from which on a word may be broken.
const longWord = 14

// shownCell is a cell as it is read: on one line, a measure between 0 and 1 with
// two digits, a point of the map with three.
func shownCell(column string, cell any) string {
	if f, ok := cell.(float64); ok {
		switch {
		case slices.Contains([]string{"containment", "resemblance", "confidence"}, column):
			return strconv.FormatFloat(f, 'f', 2, 64)
		case column == "lat" || column == "lon":
			return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', 3, 64)
		}
	}
	if strings.HasSuffix(column, "path") { // each space of a name counts
		return term.Visible(CellText(cell))
	}
	return term.Visible(strings.Join(strings.Fields(CellText(cell)), " "))
}
