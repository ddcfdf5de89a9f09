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
	Reports:    strings.Fields("id published publisher title words path"),
	Stories:    {"id", "story", "path", "publisher", "published", "relation", "containment"},
	Claims:     {"id", "source", "stance", "content", "said", "ruled", "path", "start"},
	Figures:    {"id", "text", "counted", "action", "places", "country", "day_begin", "source", "stance", "ruled", "path", "start"},
	Movements:  {"id", "who", "from", "to", "count", "time", "status", "source", "path", "start"},
	"rulings":  strings.Fields("id ruling on path other_path theirs found fits by at why"),
	Events:     {"id", "begin", "called", "place_name", "tolls", "conflicts", "reports"},
	Estimates:  {"id", "sentence", "low", "best", "high", "origins_max", "conflict", "ruled"},
	"compared": strings.Fields("verdict score row ours date_ours date_theirs place_ours place_theirs says"),
	"places":   {"gazetteer", "name", "within", "kind", "lat", "lon", "population", "match"},
}

// Added returns how many of the last columns of a table are younger than ledgers, whose rows
// end before them.
func Added(name string) int {
	switch name {
	case Claims:
		return 1
	case Figures:
		return 6
	case Estimates:
		return 5
	}
	return 0
}

// Listed returns the columns of a table that a terminal shows unless others are
// asked for; nil stands for all.
func Listed(name string) []string { return listing[name] }

// Columns writes all of a table in columns. On a terminal of width columns, cells
// are broken at words so that a row fits; where the rows are lower as a block of
// names and values each, they are that. Where width is 0 nothing is broken and
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
	sum := 2 * (len(widths) - 1)
	for i := range t.Head {
		right[i] = len(t.Rows) > 0
		for r := range cells {
			widths[i] = max(widths[i], term.Width(cells[r][i]))
			if r > 0 && t.Rows[r-1][i] != nil {
				_, isNumber := number(t.Rows[r-1][i])
				right[i] = right[i] && isNumber
			}
		}
		sum += widths[i]
	}
	var lines []string
	switch {
	case width == 0:
		// A cell that is longer than most moves its own row only.
		for i := range widths {
			widths[i] = min(widths[i], max(widest, term.Width(t.Head[i])))
		}
		lines = sideBySide(cells, widths, right, false)
	case sum <= width:
		lines = sideBySide(cells, widths, right, false)
	case len(t.Rows) == 0:
		lines = term.Wrap(strings.Join(t.Head, " "), width)
	default:
		lines = blocks(cells, width)
		if squeeze(widths, cells, width-2*(len(widths)-1)) {
			if table := sideBySide(cells, widths, right, true); len(table) <= len(lines) {
				lines = table
			}
		}
	}
	b := bufio.NewWriter(w)
	for _, line := range lines {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.Flush()
}

// sideBySide returns the lines of a table whose columns have these widths; if
// wrap is true, cells that are wider are broken.
func sideBySide(cells [][]string, widths []int, right []bool, wrap bool) (out []string) {
	for r, row := range cells {
		lines := make([][]string, len(row))
		high := 1
		for i, cell := range row {
			lines[i] = []string{cell}
			if wrap {
				lines[i] = wrapped(marks(r == 0, cells[0][i]), cell, widths[i])
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
			out = append(out, strings.TrimRight(line.String(), " "))
		}
	}
	return out
}

// blocks returns the lines of a table of which each row is a block: for each cell
// that is not empty the name of its column, and what stands there beside it, or
// below it where there is little room.
func blocks(cells [][]string, width int) (out []string) {
	names := 0
	for _, name := range cells[0] {
		names = max(names, term.Width(name)+2)
	}
	beside := names
	if width-names < longWord+longWord/2 {
		beside = 2
	}
	for r, row := range cells[1:] {
		if r > 0 {
			out = append(out, "")
		}
		for i, cell := range row {
			if cell == "" {
				continue
			}
			name := cells[0][i]
			lead := name + strings.Repeat(" ", names-term.Width(name))
			if beside < names {
				out = append(out, name)
				lead = "  "
			}
			lines := []string{cell}
			if !whole(cell) {
				lines = wrapped(marks(false, name), cell, width-beside)
			}
			for k, line := range lines {
				if k > 0 {
					lead = strings.Repeat(" ", beside)
				}
				out = append(out, strings.TrimRight(lead+line, " "))
			}
		}
	}
	return out
}

// marks are the characters behind which a cell of a column may be broken: names
// of columns behind "_", the path of a file behind its folders; "" stands for
// white space alone.
func marks(head bool, column string) string {
	switch {
	case head:
		return "_"
	case strings.HasSuffix(column, "path"):
		return "/ "
	}
	return ""
}

// pieces breaks a cell behind marks.
func pieces(cell, marks string) []string {
	if marks == "" {
		return strings.Fields(cell)
	}
	var list []string
	for cell != "" {
		n := strings.IndexAny(cell, marks) + 1
		if n == 0 {
			n = len(cell)
		}
		list, cell = append(list, cell[:n]), cell[n:]
	}
	return list
}

// wrapped breaks a cell at white space, or behind marks, where each space counts.
func wrapped(marks, cell string, width int) []string {
	if marks == "" {
		return term.Wrap(cell, width)
	}
	width = max(width, 4)
	var lines []string
	line := ""
	for _, piece := range pieces(cell, marks) {
		if line != "" && term.Width(line)+term.Width(strings.TrimRight(piece, " ")) > width {
			lines, line = append(lines, line), ""
		}
		for term.Width(strings.TrimRight(piece, " ")) > width {
			head := term.Cut(piece, width)
			lines, piece = append(lines, head), piece[len(head):]
		}
		line += piece
	}
	return append(lines, line)
}

// widest is how many columns are kept free for a cell where nothing is broken.
const widest = 40

// squeeze makes columns narrower, the widest first, until they fill no more than
// room together. It reports false, and leaves them, if words would have to be
// broken for it that are not long.
func squeeze(widths []int, cells [][]string, room int) bool {
	least, floor := make([]int, len(widths)), 0
	for i := range widths {
		for r, row := range cells {
			for _, piece := range pieces(row[i], marks(r == 0, cells[0][i])) {
				n := term.Width(strings.TrimRight(piece, " "))
				if !whole(piece) {
					n = min(n, longWord)
				}
				least[i] = max(least[i], n)
			}
		}
		floor += least[i]
	}
	if floor > room {
		return false
	}
	sum := 0
	for _, n := range widths {
		sum += n
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
const longWord = 16

// whole reports whether a word must not be broken, since half of it would be
// another: an id, a number, a date. One that is too long for any of these is a
// digest or none of them.
func whole(word string) bool {
	const longest = 20
	if len(word) > longest {
		return strings.Trim(strings.TrimPrefix(word, "sha256:"), "0123456789abcdef") == ""
	}
	return strings.ContainsAny(word, "0123456789") && !strings.ContainsAny(word, "/ ")
}

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
