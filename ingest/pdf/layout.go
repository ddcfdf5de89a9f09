package pdf

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// withoutFurniture returns the pieces of each page without what pages repeat at their
// upper and lower edges: running heads, footers, page numbers.
func withoutFurniture(pages []sheet) [][]piece {
	const most = 4 // rows at an edge
	type spot struct {
		words string
		upper bool
	}
	where := map[spot][]int{} // the base lines on which such rows stand
	edges := make([][2][][]piece, len(pages))
	at := func(pg sheet, row []piece, upper bool) spot {
		var b strings.Builder
		for _, p := range row {
			for _, r := range string(pg.text[p.from:p.to]) {
				switch {
				case unicode.IsSpace(r):
				case unicode.IsDigit(r):
					if s := b.String(); !strings.HasSuffix(s, "#") {
						b.WriteByte('#')
					}
				default:
					b.WriteRune(unicode.ToLower(r))
				}
			}
		}
		return spot{b.String(), upper}
	}
	for i, pg := range pages {
		rows := rowsOf(slices.Clone(pg.pieces))
		up, down := rows[:min(most, len(rows))], slices.Clone(rows[max(0, len(rows)-most):])
		slices.Reverse(down)
		edges[i] = [2][][]piece{up, down}
		for side, rows := range edges[i] {
			for _, row := range rows {
				s := at(pg, row, side == 0)
				where[s] = append(where[s], row[0].y)
			}
		}
	}
	least := max(2, (len(pages)+2)/3) // left and right pages may have their own
	out := make([][]piece, len(pages))
	for i, pg := range pages {
		gone := map[int]bool{}
		for side, rows := range edges[i] {
			for _, row := range rows {
				same := 0
				for _, y := range where[at(pg, row, side == 0)] {
					if abs(y-row[0].y) <= 30 {
						same++
					}
				}
				if same < least {
					break
				}
				for _, p := range row {
					gone[p.from] = true
				}
			}
		}
		out[i] = slices.DeleteFunc(slices.Clone(pg.pieces), func(p piece) bool { return gone[p.from] })
	}
	return out
}

func abs(n int) int { return max(n, -n) }

// rowsOf puts pieces of one height together, from above, and each row from the left.
func rowsOf(pieces []piece) (rows [][]piece) {
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(b.y, a.y) })
	for _, p := range pieces {
		if k := len(rows) - 1; k >= 0 && rows[k][0].y-p.y <= min(rows[k][0].size, p.size)/2 {
			rows[k] = append(rows[k], p)
			continue
		}
		rows = append(rows, []piece{p})
	}
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b piece) int { return cmp.Compare(a.x0, b.x0) })
	}
	return rows
}

// mostPieces is how many pieces of a page are looked at for columns.
const mostPieces = 800

// flows parts the pieces of a page into stretches that are read one after the other:
// columns, and what stands above and below them. Within one the order is that of the
// file, in which what made it wrote.
func flows(pieces []piece) [][]piece {
	if len(pieces) == 0 {
		return nil
	}
	if len(pieces) > mostPieces || !beside(pieces) {
		return [][]piece{pieces}
	}
	if g, ok := gutter(pieces); ok {
		left, right := split(pieces, g)
		return append(flows(left), flows(right)...)
	}
	// The bands that have most in columns, as they follow one another from above.
	bands := bandsOf(pieces)
	from, to, most := 0, 0, 0
	for i := range bands {
		var run []piece
		for j := i; j < len(bands); j++ {
			run = append(run, bands[j]...)
			if len(run) <= most {
				continue
			}
			if _, ok := gutter(run); ok {
				from, to, most = i, j+1, len(run)
			}
		}
	}
	if most == 0 || most == len(pieces) {
		return [][]piece{pieces}
	}
	in := map[int]int{} // 0 above, 1 within, 2 below
	for i, band := range bands {
		for _, p := range band {
			switch {
			case i >= to:
				in[p.from] = 2
			case i >= from:
				in[p.from] = 1
			}
		}
	}
	var parts [3][]piece
	for _, p := range pieces { // in the order of the file
		parts[in[p.from]] = append(parts[in[p.from]], p)
	}
	var all [][]piece
	for _, part := range parts {
		all = append(all, flows(part)...)
	}
	return all
}

// prose is how many letters a line of a column has at least, on average.
const prose = 14

// beside reports whether some lines of prose stand beside others: then there may be columns.
func beside(pieces []piece) bool {
	n := 0
	for i, p := range pieces {
		if p.chars < prose {
			continue
		}
		for _, q := range pieces[i+1:] {
			if q.chars >= prose && abs(p.y-q.y) < p.size && (q.x0 > p.x1 || p.x0 > q.x1) {
				n++
				break
			}
		}
	}
	return n >= leastLines
}

// leastLines is how many lines a column has at least.
const leastLines = 3

// A gap is one between columns, from left to right.
type gap struct{ from, to int }

// gaps returns the stretches of some width that no piece covers.
func gaps(pieces []piece) (list []gap) {
	byLeft := slices.Clone(pieces)
	slices.SortFunc(byLeft, func(a, b piece) int { return cmp.Compare(a.x0, b.x0) })
	sizes := 0
	for _, p := range pieces {
		sizes += p.size
	}
	least := max(50, sizes/len(pieces)*6/10)
	right := byLeft[0].x1
	for _, p := range byLeft[1:] {
		if p.x0-right >= least {
			list = append(list, gap{right, p.x0})
		}
		right = max(right, p.x1)
	}
	return list
}

// gutter returns the gap on both sides of which stands prose.
func gutter(pieces []piece) (gap, bool) {
	for _, g := range gaps(pieces) {
		left, right := split(pieces, g)
		a, b := letters(left), letters(right)
		if len(left) >= leastLines && len(right) >= leastLines && a >= prose*len(left) && b >= prose*len(right) && 6*min(a, b) >= max(a, b) && !isTable(left, right) {
			return g, true
		}
	}
	return gap{}, false
}

// isTable reports whether what stands left and right are cells of a table: most lines
// of the side with fewer stand alone, as the first column does where the next has more
// to say.
func isTable(left, right []piece) bool {
	few, many := rowsOf(slices.Clone(left)), rowsOf(slices.Clone(right))
	if len(few) > len(many) {
		few, many = many, few
	}
	pitch := pitchOf(many)
	alone := 0
	for i := range few[1:] {
		if few[i][0].y-few[i+1][0].y > pitch*7/5 {
			alone++
		}
	}
	return len(few) > 1 && alone*2 > len(few)-1
}

// pitchOf is by how much rows follow one another, where nothing parts them.
func pitchOf(rows [][]piece) int {
	var steps []int
	for i := range rows[1:] {
		steps = append(steps, rows[i][0].y-rows[i+1][0].y)
	}
	slices.Sort(steps)
	if len(steps) == 0 {
		return 0
	}
	return steps[len(steps)/3]
}

func letters(pieces []piece) (n int) {
	for _, p := range pieces {
		n += p.chars
	}
	return n
}

func split(pieces []piece, g gap) (left, right []piece) {
	for _, p := range pieces {
		if p.x1 <= g.from {
			left = append(left, p)
		} else {
			right = append(right, p)
		}
	}
	return left, right
}

// bandsOf parts pieces into those whose heights overlap, from above.
func bandsOf(pieces []piece) (bands [][]piece) {
	byTop := slices.Clone(pieces)
	top := func(p piece) int { return p.y + p.size*3/4 }
	slices.SortStableFunc(byTop, func(a, b piece) int { return cmp.Compare(top(b), top(a)) })
	low := 0
	for _, p := range byTop {
		if k := len(bands) - 1; k >= 0 && top(p) > low {
			bands[k] = append(bands[k], p)
			low = min(low, p.y)
			continue
		}
		bands = append(bands, []piece{p})
		low = p.y
	}
	return bands
}

// A row is what stands on one base line of a flow.
type row struct {
	pieces []piece
	x0, x1 int
	y      int
	size   int
}

// rows puts the pieces of a flow together that follow one another on a base line.
func rows(flow []piece) (list []row) {
	for _, p := range flow {
		if k := len(list) - 1; k >= 0 {
			r := &list[k]
			if abs(p.y-r.y) <= max(p.size, r.size)/2 && p.x0 >= r.x1-r.size/2 {
				r.pieces = append(r.pieces, p)
				r.x1, r.size = max(r.x1, p.x1), max(r.size, p.size)
				continue
			}
		}
		list = append(list, row{[]piece{p}, p.x0, p.x1, p.y, p.size})
	}
	return list
}

// cells reports whether a row is one of a table: gaps part it that no line of prose has.
func (r row) cells() bool {
	for i := range r.pieces[:len(r.pieces)-1] {
		if wideGap(r.pieces[i], r.pieces[i+1]) {
			return true
		}
	}
	return false
}

func wideGap(a, b piece) bool { return b.x0-a.x1 > 2*max(a.size, b.size) }

// firstWord is the width of the first word of a row.
func (r row) firstWord(raw []byte) int {
	p := r.pieces[0]
	word, _, _ := bytes.Cut(raw[p.from:p.to], []byte(" "))
	return (p.x1 - p.x0) * len(word) / (p.to - p.from)
}
