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
// copy of two alike reports is a copy of one to who reads it.
func Copies(w io.Writer, run screen.Run, names bool) error {
	bw := bufio.NewWriter(w)
	masks := mask.All(run.Docs, run.Stories, names)
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
		fmt.Fprintf(bw, "%s: %s%s\n", st.ID, what, agency)
		if doc := byID[st.Reports[0]]; doc != nil {
			fmt.Fprintf(bw, "  fullest: %s\n", doc.Path)
		}
		if doc := byID[st.Earliest]; doc != nil && st.Earliest != st.Reports[0] {
			fmt.Fprintf(bw, "  earliest: %s, %s\n", doc.Path, doc.Appeared.Date)
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
			writeLink(bw, l, side{from, masks[from.ID]}, side{to, masks[to.ID]})
			if !within {
				fmt.Fprintf(bw, "    %s\n", l.Why[len(l.Why)-1])
			}
			told[l.To] = told[l.To] || within
		}
		switch {
		case more == 1:
			fmt.Fprintln(bw, "  … and 1 more link between these, with --format json")
		case more > 1:
			fmt.Fprintf(bw, "  … and %d more links between these, with --format json\n", more)
		}
		fmt.Fprintln(bw)
	}
	switch {
	case alone == 1:
		fmt.Fprintln(bw, "1 report without a copy")
	case alone > 1:
		fmt.Fprintf(bw, "%d reports without a copy\n", alone)
	}
	return bw.Flush()
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

func writeLink(w io.Writer, l *assay.Link, from, to side) {
	fmt.Fprintf(w, "  %s: %s %s\n", to.doc.Path, kinship(l), from.doc.Path)
	fmt.Fprintf(w, "    %.0f %% of the shorter in shared passages (resemblance %.2f)\n", 100*l.Containment, l.Resemblance)
	writeChanges(w, l, from, to, 12, 6)
}

// writeChanges lists what stands in to otherwise than in from, what changes the
// evidence first: at most so many other changes, and so many stretches.
func writeChanges(w io.Writer, l *assay.Link, from, to side, others, stretches int) {
	var evidence, rest []string
	for _, p := range l.Passages {
		for _, ed := range p.Edits {
			line := fmt.Sprintf("%-12s %s", ed.Kind, editWords(ed, from, to))
			if contains(evidenceKinds, ed.Kind) {
				evidence = append(evidence, line)
			} else {
				rest = append(rest, line)
			}
		}
	}
	var figures []string
	for _, r := range copies.Figures(l, from.doc, to.doc) {
		figures = append(figures, from.words(r.From, 60)+" → "+to.words(r.To, 60))
	}
	section(w, "figures", figures, len(figures))
	section(w, "changes the evidence", evidence, len(evidence))
	section(w, "other changes", rest, others)
	section(w, "moved", quoted(to, moved(l.Passages)), stretches)
	section(w, "left out", quoted(from, l.Cut), stretches)
	section(w, "added", quoted(to, l.Added), stretches)
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
// who may be named as well.
func Diff(w io.Writer, l *assay.Link, related bool, from, to *assay.Doc, names bool) error {
	bw := bufio.NewWriter(w)
	var stories []assay.Story
	if related {
		stories = []assay.Story{{Reports: []assay.ReportID{from.ID, to.ID}}}
	}
	masks := mask.All([]*assay.Doc{from, to}, stories, names)
	if related {
		fmt.Fprintf(bw, "%s: %s %s\n", to.Path, kinship(l), from.Path)
	} else {
		fmt.Fprintf(bw, "%s and %s are not one story: %s\n", to.Path, from.Path, l.Relation)
	}
	for _, why := range l.Why {
		fmt.Fprintf(bw, "    %s\n", why)
	}
	if len(l.Passages) > 0 {
		writeChanges(bw, l, side{from, masks[from.ID]}, side{to, masks[to.ID]}, 1000, 1000)
	}
	return bw.Flush()
}

// section lists at most most lines; what is left out is said.
func section(w io.Writer, head string, lines []string, most int) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "    %s: %d\n", head, len(lines))
	for i, line := range lines {
		if i == most {
			fmt.Fprintf(w, "      … and %d more, with --format json\n", len(lines)-most)
			break
		}
		fmt.Fprintf(w, "      %s\n", line)
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

func quoted(s side, spans []assay.Span) []string {
	var list []string
	for _, sp := range spans {
		list = append(list, s.words(sp, 100))
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
