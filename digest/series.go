package digest

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"assay"
	"assay/estimate"
	"assay/screen"
	"assay/term"
)

// Series writes what each origin of an estimate says over time: the numbers with what
// superseded them, who raised, lowered or withdrew one, and a plot of steps, in which
// each origin has a letter.
func Series(w io.Writer, est *assay.Estimate, who screen.Teller, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	p := newPrinter(w, opt.Width, opt.Color)
	voices := estimate.Voices(est.Series)
	p.steps(est, voices)
	for k, v := range voices {
		p.line("", plain)
		p.para(screen.Letter(k)+": "+who.Origin(&est.Series[voiceFirst(v)]), 0, 3, bold)
		list := slices.Concat(v.Said, v.Again, v.Aside)
		slices.Sort(list)
		slices.SortStableFunc(list, func(i, j int) int {
			return strings.Compare(est.Series[i].Published.String(), est.Series[j].Published.String())
		})
		for _, i := range list {
			e := &est.Series[i]
			day := screen.DateWords(e.Published)
			if day == "" {
				day = "(unknown)"
			}
			says := who.Said(e)
			switch by := e.SupersededBy; {
			case by >= 0 && by < len(est.Series):
				says += ", superseded by " + screen.SaysWords(&est.Series[by])
				if d := screen.DateWords(est.Series[by].Published); d != "" {
					says += " of " + d
				}
			case slices.Contains(v.Aside, i):
				says += ", set aside: " + e.Status
			default:
				says += ", " + e.Status
			}
			p.row(3, []col{{width: 12}, {width: p.width - 17}}, []cell{words(day, plain), words(says, plain)}, screen.EntryID(e))
		}
	}
	if changes := screen.Changes(est, who); len(changes) > 0 {
		p.line("", plain)
		p.line("Changes", bold)
		p.lines(changes, 2)
	}
	if rulings := screen.Rulings(est, who); len(rulings) > 0 {
		p.line("", plain)
		p.line("Ruled", bold)
		p.lines(rulings, 2)
	}
	return p.end(est.ID)
}

func voiceFirst(v estimate.Voice) int {
	for _, list := range [][]int{v.Said, v.Again, v.Aside} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return 0
}

// stepRows is how many lines high a plot is.
const stepRows = 10

// steps plots numbers over days: a line of letters for each origin, from the day on which
// it gives a number to that on which it gives another, or to the last; + where two lie on
// each other. Nothing is drawn where fewer than two days or numbers are known.
func (p *printer) steps(est *assay.Estimate, voices []estimate.Voice) {
	plot, ok := screen.StepsOf(est, voices[:min(26, len(voices))])
	if !ok {
		return
	}
	first, last, lo, hi := plot.First, plot.Last, plot.Low, plot.High
	label := 0
	for _, n := range []float64{lo, hi} {
		label = max(label, term.Width(screen.Grouped(n)))
	}
	wide := min(p.width-label-5, 72)
	if wide < 16 {
		return
	}
	grid := make([][]rune, stepRows)
	for y := range grid {
		grid[y] = []rune(strings.Repeat(" ", wide))
	}
	at := func(t time.Time) int {
		return int(math.Round(float64(wide-1) * float64(t.Sub(first)) / float64(last.Sub(first))))
	}
	row := func(n float64) int { return stepRows - 1 - int(math.Round(float64(stepRows-1)*(n-lo)/(hi-lo))) }
	for _, s := range plot.List {
		y, to := row(s.Number), at(s.End)
		for x := at(s.From); x <= max(to, at(s.From)); x++ {
			mark := rune('A' + s.Voice)
			if grid[y][x] != ' ' && grid[y][x] != mark {
				mark = '+'
			}
			grid[y][x] = mark
		}
	}
	for y := range grid {
		name := ""
		for _, s := range plot.List {
			if row(s.Number) == y {
				name = screen.Grouped(s.Number)
			}
		}
		p.line(fmt.Sprintf("  %s |%s", strings.Repeat(" ", max(0, label-term.Width(name)))+name, strings.TrimRight(string(grid[y]), " ")), plain)
	}
	begin, end := first.Format("2006-01-02"), last.Format("2006-01-02")
	days := begin + strings.Repeat(" ", max(1, wide-len(begin)-len(end))) + end
	p.line(strings.Repeat(" ", label+3)+"+"+strings.Repeat("-", wide), plain)
	p.line(strings.Repeat(" ", label+4)+days, plain)
	if slices.ContainsFunc(grid, func(line []rune) bool { return slices.Contains(line, '+') }) {
		p.line(strings.Repeat(" ", label+4)+"+ is where several lie on each other", plain)
	}
}
