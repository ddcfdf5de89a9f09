package digest

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"assay"
	"assay/copies"
	"assay/mask"
	"assay/screen"
	"assay/term"
)

// Copies writes the stories as text: which report goes back to which, how much
// of it, and the changed words, those that change the evidence first. Of the
// links that lead to a report the one to the fullest is shown, and revisions: a
// copy of two alike reports is a copy of one to who reads it. Of opt, Names and
// Width count; where Width is 0, no line is broken.
func Copies(w io.Writer, run screen.Run, opt Options) error {
	out := outline{bufio.NewWriter(w), opt.Width}
	masks := mask.All(run.Docs, run.Stories, opt.Names)
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range run.Docs {
		byID[doc.ID] = doc
	}
	in := map[assay.ReportID]int{}
	for i, st := range run.Stories {
		for _, id := range st.Reports {
			in[id] = i
		}
	}
	alone := 0
	for i := range run.Stories {
		st := &run.Stories[i]
		if len(st.Reports) < 2 && len(st.Links) == 0 {
			alone++
			continue
		}
		agency := ""
		if st.Agency != "" {
			agency = ", by " + st.Agency
		}
		what := fmt.Sprintf("%d reports, one source", len(st.Reports))
		if len(st.Reports) < 2 {
			what = "1 report, parts of which stand in another"
		}
		out.line(0, st.ID+": ", what+agency)
		if doc := byID[st.Reports[0]]; doc != nil {
			out.line(2, "fullest: ", doc.Path)
		}
		if doc := byID[st.Earliest]; doc != nil && st.Earliest != st.Reports[0] {
			out.line(2, "earliest: ", doc.Path+", "+doc.Appeared.Date.String())
		}
		told, more := map[assay.ReportID]bool{}, 0
		for k := range st.Links {
			l := &st.Links[k]
			from, to := byID[l.From], byID[l.To]
			within := in[l.From] == in[l.To]
			switch {
			case from == nil || to == nil:
				continue
			case within && told[l.To] && l.Relation != "revision":
				more++
				continue
			}
			out.link(l, side{from, masks[from.ID]}, side{to, masks[to.ID]})
			if !within {
				out.line(4, "", l.Why[len(l.Why)-1])
			}
			told[l.To] = told[l.To] || within
		}
		switch {
		case more == 1:
			out.line(2, "… ", "and 1 more link between these, with --format json")
		case more > 1:
			out.line(2, "… ", fmt.Sprintf("and %d more links between these, with --format json", more))
		}
		out.line(0, "", "")
	}
	switch {
	case alone == 1:
		out.line(0, "", "1 report without a copy")
	case alone > 1:
		out.line(0, "", fmt.Sprintf("%d reports without a copy", alone))
	}
	return out.w.Flush()
}

// An outline writes indented lines; on a terminal none is wider than its width,
// which is 0 elsewhere.
type outline struct {
	w     *bufio.Writer
	width int
}

// line writes words behind head. Where they do not fit beside it they are broken,
// and go on below their beginning. Both may hold the name of a file or words of a
// report: what would steer a terminal is shown.
func (o outline) line(indent int, head, words string) {
	head, words = strings.Repeat(" ", indent)+term.Visible(head), term.Visible(words)
	lines := []string{words}
	if beside := term.Width(head); o.width > 0 && beside+term.Width(words) > o.width {
		if beside > o.width/2 {
			beside = indent + 2
			fmt.Fprintln(o.w, strings.TrimRight(head, " "))
			head = strings.Repeat(" ", beside)
		}
		lines = term.Wrap(words, o.width-beside)
		for i := range lines[1:] {
			lines[i+1] = strings.Repeat(" ", beside) + lines[i+1]
		}
	}
	fmt.Fprintln(o.w, strings.TrimRight(head+strings.Join(lines, "\n"), " "))
}

// evidenceKinds are the changes that change what a report proves.
var evidenceKinds = []string{"quotation", "figure", "hedge", "attribution"}

// kinship says what one report is to the other, which is to be named next.
func kinship(l *assay.Link) string {
	if l.Relation == "identical" {
		return "the same words as"
	}
	return l.Relation + " of"
}

// A side is one of two reports, and what of it may be shown.
type side struct {
	doc  *assay.Doc
	mask *mask.Mask
}

// words returns the words of sp on one line of at most n characters; what would
// steer a terminal is shown.
func (s side) words(sp assay.Span, n int) string {
	return screen.Limit(term.Visible(strings.Join(strings.Fields(s.mask.Words(sp)), " ")), n)
}

func (o outline) link(l *assay.Link, from, to side) {
	o.line(2, "", fmt.Sprintf("%s: %s %s", to.doc.Path, kinship(l), from.doc.Path))
	o.line(4, "", fmt.Sprintf("%.0f %% of the shorter in shared passages (resemblance %.2f)", 100*l.Containment, l.Resemblance))
	o.changes(l, from, to, 12, 6)
}

// changes lists what stands in to otherwise than in from, what changes the
// evidence first: at most so many other changes, and so many stretches.
func (o outline) changes(l *assay.Link, from, to side, others, stretches int) {
	var evidence, rest []change
	for _, p := range l.Passages {
		for _, ed := range p.Edits {
			line := change{fmt.Sprintf("%-12s ", ed.Kind), editWords(ed, from, to)}
			if contains(evidenceKinds, ed.Kind) {
				evidence = append(evidence, line)
			} else {
				rest = append(rest, line)
			}
		}
	}
	var figures []change
	for _, r := range copies.Figures(l, from.doc, to.doc) {
		figures = append(figures, change{words: from.words(r.From, 60) + " → " + to.words(r.To, 60)})
	}
	o.section("figures", figures, len(figures))
	o.section("changes the evidence", evidence, len(evidence))
	o.section("other changes", rest, others)
	o.section("moved", quoted(to, moved(l.Passages)), stretches)
	o.section("left out", quoted(from, l.Cut), stretches)
	o.section("added", quoted(to, l.Added), stretches)
}

// moved returns the passages, as they stand in the copy, that are out of the
// order of the fuller report: all but the longest part that keeps it.
func moved(list []assay.Passage) []assay.Span {
	best := make([]int, len(list))   // bytes of the longest part that ends here
	before := make([]int, len(list)) // the passage before it in that part
	last := -1
	for i, p := range list {
		best[i], before[i] = int(p.To.Len()), -1
		for k := range i {
			if list[k].To.Start < p.To.Start && best[k]+int(p.To.Len()) > best[i] {
				best[i], before[i] = best[k]+int(p.To.Len()), k
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	kept := map[int]bool{}
	for ; last >= 0; last = before[last] {
		kept[last] = true
	}
	var out []assay.Span
	for i, p := range list {
		if !kept[i] {
			out = append(out, p.To)
		}
	}
	return out
}

// Diff writes what changed between two reports, and whether the one goes back
// to the other, which is what related says. Only then they are one story, for
// who may be named as well. Of opt, Names and Width count, as in [Copies].
func Diff(w io.Writer, l *assay.Link, related bool, from, to *assay.Doc, opt Options) error {
	out := outline{bufio.NewWriter(w), opt.Width}
	var stories []assay.Story
	if related {
		stories = []assay.Story{{Reports: []assay.ReportID{from.ID, to.ID}}}
	}
	masks := mask.All([]*assay.Doc{from, to}, stories, opt.Names)
	if related {
		out.line(0, "", fmt.Sprintf("%s: %s %s", to.Path, kinship(l), from.Path))
	} else {
		out.line(0, "", fmt.Sprintf("%s and %s are not one story: %s", to.Path, from.Path, l.Relation))
	}
	for _, why := range l.Why {
		out.line(4, "", why)
	}
	if len(l.Passages) > 0 {
		out.changes(l, side{from, masks[from.ID]}, side{to, masks[to.ID]}, 1000, 1000)
	}
	return out.w.Flush()
}

// A change is one line of what differs: its kind, if it has one, and its words.
type change struct{ kind, words string }

// section lists at most most changes; what is left out is said.
func (o outline) section(head string, list []change, most int) {
	if len(list) == 0 {
		return
	}
	o.line(4, "", fmt.Sprintf("%s: %d", head, len(list)))
	for i, c := range list {
		if i == most {
			o.line(6, "… ", fmt.Sprintf("and %d more, with --format json", len(list)-most))
			break
		}
		o.line(6, c.kind, c.words)
	}
}

// editWords shows an edit with a few words of what stands around it: “Some 40”
// → “40”.
func editWords(ed assay.Edit, from, to side) string {
	a, b := from.words(ed.From, 60), to.words(ed.To, 60)
	switch {
	case a == "":
		return fmt.Sprintf("+ %s%s", b, to.before(ed.To))
	case b == "":
		return fmt.Sprintf("- %s%s", a, from.before(ed.From))
	}
	return a + " → " + b
}

// before returns the few words that stand before sp, where there are any.
func (s side) before(sp assay.Span) string {
	head := assay.Span{Start: screen.RuneStart(s.doc.Text, max(0, sp.Start-60)), End: sp.Start}
	words := strings.Fields(term.Visible(s.mask.Words(s.mask.Widen(head))))
	if len(words) == 0 {
		return ""
	}
	return "   (after: " + screen.Limit(strings.Join(words[max(0, len(words)-4):], " "), 40) + ")"
}

func quoted(s side, spans []assay.Span) []change {
	var list []change
	for _, sp := range spans {
		list = append(list, change{words: s.words(sp, 100)})
	}
	return list
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
