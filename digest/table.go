package digest

import (
	"bufio"
	"io"
	"strings"

	"assay/screen"
	"assay/term"
)

// A style is how words stand out on a terminal that shows colour. Without
// colour the words alone must say everything.
type style string

const (
	plain   style = ""
	bold    style = "1"
	faint   style = "2"
	warning style = "33" // hedged, not confirmed
	alarm   style = "31" // denied, changed
)

// toneStyle is how a note stands out.
var toneStyle = map[screen.Tone]style{screen.Calm: plain, screen.Doubt: warning, screen.Against: alarm}

// A printer writes lines of at most width columns.
type printer struct {
	w     *bufio.Writer
	width int
	color bool
}

func newPrinter(w io.Writer, width int, color bool) *printer {
	return &printer{bufio.NewWriter(w), max(width, 32), color}
}

func (p *printer) styled(words string, st style) string {
	if !p.color || st == plain || words == "" {
		return words
	}
	return "\x1b[" + string(st) + "m" + words + "\x1b[0m"
}

func (p *printer) line(words string, st style) {
	p.w.WriteString(p.styled(words, st))
	p.w.WriteByte('\n')
}

// para writes words wrapped, the first line indented by first, the others by rest.
func (p *printer) para(words string, first, rest int, st style) {
	for i, l := range term.Wrap(words, p.width-max(first, rest)) {
		indent := rest
		if i == 0 {
			indent = first
		}
		p.line(strings.Repeat(" ", indent)+p.styled(l, st), plain)
	}
}

// A cell is what stands in one column: one or more paragraphs.
type cell struct {
	paras []string
	style []style // of each paragraph; the last holds for the rest
}

func words(s string, st style) cell { return cell{[]string{s}, []style{st}} }

func (c cell) and(s string, st style) cell {
	if s == "" {
		return c
	}
	return cell{append(append([]string(nil), c.paras...), s), append(append([]style(nil), c.style...), st)}
}

// A col says how wide a column is and whether its words stand at its right.
type col struct {
	width int
	right bool
}

// A drawn is one line of a cell.
type drawn struct {
	words string
	style style
}

// hung writes one cell over the whole width, with the evidence at the right of
// its last line.
func (p *printer) hung(indent int, c cell, at string) {
	p.row(indent, []col{{width: p.width - indent}}, []cell{c}, at)
}

// row writes cells side by side, two spaces apart, each wrapped in its column.
// The evidence stands at the right end of the last cell's last line where there
// is room, else below it.
func (p *printer) row(indent int, cols []col, cells []cell, at string) {
	var lines [][]drawn
	height := 0
	for i, c := range cells {
		var stack []drawn
		for k, para := range c.paras {
			for _, l := range term.Wrap(para, cols[i].width) {
				stack = append(stack, drawn{l, c.style[min(k, len(c.style)-1)]})
			}
		}
		if i == len(cells)-1 && at != "" {
			stack = hang(stack, cols[i].width, at)
		}
		lines = append(lines, stack)
		height = max(height, len(stack))
	}
	for y := range height {
		var b strings.Builder
		b.WriteString(strings.Repeat(" ", indent))
		pad := 0
		for i := range cells {
			if i > 0 {
				pad += 2
			}
			if y >= len(lines[i]) || lines[i][y].words == "" {
				pad += cols[i].width
				continue
			}
			l := lines[i][y]
			space := cols[i].width - term.Width(l.words)
			if cols[i].right {
				pad, space = pad+space, 0
			}
			b.WriteString(strings.Repeat(" ", max(pad, 0)))
			if head, tail, ok := strings.Cut(l.words, hangMark); ok {
				gap := max(cols[i].width-term.Width(head)-term.Width(tail), 1)
				b.WriteString(p.styled(head, l.style) + strings.Repeat(" ", gap) + p.styled(tail, faint))
				continue
			}
			b.WriteString(p.styled(l.words, l.style))
			pad = space
		}
		p.line(b.String(), plain)
	}
}

// hangMark stands between words and the evidence that hangs at their right. It
// cannot stand in words: clean takes control characters out.
const hangMark = "\x00"

func hang(lines []drawn, width int, at string) []drawn {
	if n := len(lines); n > 0 && term.Width(lines[n-1].words)+2+term.Width(at) <= width {
		lines[n-1].words += hangMark + at
		return lines
	}
	return append(lines, drawn{hangMark + at, plain})
}
