package digest

import (
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/screen"
	"assay/term"
)

// Options says how a digest looks. The zero value is useful.
type Options struct {
	Width   int  // columns of the terminal; 100 where it is 0
	Color   bool // colour and weight by ANSI codes; the words say everything without
	Names   bool // private persons by name
	All     bool // every row; else so many as fit on one screen
	Explain bool // how each estimate came about
}

// How many rows of each section a digest shows unless told to show all: a run
// that fills them all fills one screen of fifty lines, or nearly.
const (
	maxStories   = 8
	maxEvents    = 6
	maxConflicts = 4
	maxMoves     = 5
	maxRoutes    = 3
	maxHarm      = 4
	maxOther     = 5
	maxEstimates = 6
	maxSources   = 7
	maxChanges   = 2 // changes of the evidence shown for each copy
)

// Write writes what a reader wants to know first: what the reports are, and which of
// them are one text; of which events they tell, with their tolls; what is in conflict; who
// said what; what all reports together say; how many people moved, from where, to where and
// when, and were killed or hurt; who says so and who does not confirm it. Every line ends
// with the place in the report that it rests on, as the report's short name and a byte
// offset.
func Write(w io.Writer, run screen.Run, opt Options) error {
	if opt.Width == 0 {
		opt.Width = 100
	}
	d := &digest{Screen: screen.New(run, opt.Names), printer: newPrinter(w, opt.Width, opt.Color), all: opt.All, why: opt.Explain, told: map[toldKey]*toldAgain{}, shown: map[int]bool{}}
	d.para(strings.Join(d.Summary(), " "), 0, 0, bold)
	if d.Few() {
		d.reports()
	}
	d.gather()
	many := len(d.Stories) > 1
	if many { // of many reports, what they add up to comes first
		d.events()
		d.conflicts()
		d.sources()
		d.estimates()
	}
	d.answerSection("On the move", d.moves, maxMoves)
	d.routeSection()
	d.answerSection("Killed, injured, held", d.harm, maxHarm)
	if len(run.Estimates) == 0 {
		d.answerSection("Other figures", d.other, maxOther)
	}
	if d.figureCount == 0 && len(d.Docs) > 0 {
		d.heading("No figures found.", "")
	}
	if !many {
		d.estimates()
	}
	d.checks()
	if !many {
		d.sources()
	}
	if !d.Few() {
		d.heading("Reports", join("those with copies first", some(d.upTo(len(d.Stories), maxStories), len(d.Stories))+" stories"))
		d.reports()
	}
	d.problems()
	if err := d.w.Flush(); err != nil {
		return fmt.Errorf("digest: %w", err)
	}
	return nil
}

// A digest is a digest being written.
type digest struct {
	*screen.Screen
	*printer
	all, why           bool
	moves, harm, other []answer
	routes             []answer
	figureCount        int
	told               map[toldKey]*toldAgain
	shown              map[int]bool // estimates that stand among events or conflicts
}

// upTo returns how many of n rows to show.
func (d *digest) upTo(n, most int) int {
	if d.all || n <= most+1 {
		return n
	}
	return most
}

// some says that only k of n rows are shown, "" where all are.
func some(k, n int) string {
	if k == n {
		return ""
	}
	return strconv.Itoa(k) + " of " + strconv.Itoa(n) + " shown"
}

func (d *digest) heading(words, aside string) {
	d.line("", plain)
	if aside != "" && term.Width(words)+term.Width(aside)+3 <= d.width {
		d.line(d.styled(words, bold)+d.styled(" · "+aside, faint), plain)
		return
	}
	d.line(words, bold)
}

// reports says what the reports are, and which of them are one text.
func (d *digest) reports() {
	order := d.order()
	k := d.upTo(len(order), maxStories)
	for _, st := range order[:k] {
		d.story(st)
	}
	if k < len(order) && d.Few() {
		d.line("  … and "+strconv.Itoa(len(order)-k)+" more", faint)
	}
}

// order returns the stories, those with copies first: they are what one would
// not see oneself.
func (s *digest) order() []*screen.Story {
	order := append([]*screen.Story(nil), s.Stories...)
	sort.SliceStable(order, func(i, k int) bool { return len(order[i].Docs) > 1 && len(order[k].Docs) == 1 })
	return order
}

// story writes one line for each report of a story, and what copies changed.
func (d *digest) story(st *screen.Story) {
	indent := min(d.labelWidth(), 24) + 4
	for _, rep := range st.Docs {
		link := screen.LinkTo(st, rep)
		about := d.about(rep, link == nil)
		if link != nil {
			about = d.Relation(link) + about
		}
		if rep != st.Docs[0] && link == nil && d.ByID[rep.ID] != rep {
			about = "the same file as " + d.ByID[rep.ID].Label
		}
		label := fmt.Sprintf("  %-*s", indent-4, rep.Label)
		body := term.Wrap(strings.TrimSuffix(about, "; "), d.width-indent)
		for i, l := range body {
			if i == 0 {
				d.line(d.styled(label, bold)+"  "+l, plain)
			} else {
				d.line(strings.Repeat(" ", indent)+l, plain)
			}
		}
		if link != nil {
			d.changes(rep, link, indent)
		}
	}
}

func (d *digest) labelWidth() int {
	n := 4
	for _, rep := range d.Docs {
		n = max(n, term.Width(rep.Label))
	}
	return n
}

// about describes a report: title, publisher, date; the path where the label is
// not the file's name.
func (d *digest) about(rep *screen.Report, title bool) string {
	var parts []string
	if t := d.Title(rep); t != "" && title {
		parts = append(parts, "“"+screen.Limit(t, 70)+"”")
	}
	if outlet := screen.Outlet(rep); outlet != "" {
		parts = append(parts, outlet)
	}
	if date := screen.DateWords(rep.Appeared.Date); date != "" {
		parts = append(parts, date)
	} else if title {
		parts = append(parts, "date unknown")
	}
	if title && len(parts) == 1 && rep.Path != "" {
		parts = append([]string{screen.Clean(rep.Path)}, parts...)
	}
	return strings.Join(parts, ", ")
}

// changes says what a copy changed: how much of each kind, and word for word
// where the evidence is another.
func (d *digest) changes(rep *screen.Report, ln *assay.Link, indent int) {
	list := screen.Changed(ln)
	if len(list) == 0 && len(ln.Cut) == 0 && len(ln.Added) == 0 {
		return
	}
	var parts []string
	for _, k := range screen.EditKinds {
		if n := screen.CountKind(list, k); n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+en.EditIn(k))
		}
	}
	summary := "no word changed"
	if len(parts) > 0 {
		summary = "changed: " + strings.Join(parts, ", ")
	}
	if n := len(ln.Cut); n > 0 {
		summary += "; " + screen.Plural(n, "stretch") + " left out"
	}
	if n := len(ln.Added); n > 0 {
		summary += "; " + screen.Plural(n, "stretch") + " added"
	}
	d.para(summary, indent, indent, plain)
	from := d.ByID[ln.From]
	shown := 0
	for _, e := range list {
		if !screen.Evidential(e.Kind) || shown == maxChanges && !d.all || from == nil {
			continue
		}
		shown++
		said := en.EditName(e.Kind) + ": " + screen.Limit(d.Edited(from, rep, e), 2*d.width-indent-40)
		d.hung(indent, words(said, alarm), rep.At(e.To))
	}
}

func (d *digest) problems() {
	n := 0
	for _, rep := range d.Docs {
		n += len(rep.Problems)
	}
	if n == 0 {
		return
	}
	k := d.upTo(n, maxOther)
	d.heading("Problems", join("what could not be read", some(k, n)))
	for _, rep := range d.Docs {
		for _, p := range rep.Problems {
			if k--; k < 0 {
				continue
			}
			d.para(rep.Label+": "+screen.Clean(p.Stage)+": "+screen.Clean(p.Err), 2, 4, plain)
		}
	}
}

// join joins two remarks, of which either may be "".
func join(a, b string) string {
	if a != "" && b != "" {
		return a + "; " + b
	}
	return a + b
}
