package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"assay"
	"assay/ledger"
)

// Copies writes the stories as text: which report goes back to which, how much
// of it, and the changed words, those that change the evidence first.
func Copies(w io.Writer, run Run) error {
	bw := bufio.NewWriter(w)
	byID := map[assay.ReportID]*assay.Doc{}
	for _, doc := range run.Docs {
		byID[doc.ID] = doc
	}
	alone := 0
	for i := range run.Stories {
		st := &run.Stories[i]
		if len(st.Reports) < 2 {
			alone++
			continue
		}
		agency := ""
		if st.Agency != "" {
			agency = ", by " + st.Agency
		}
		fmt.Fprintf(bw, "%s: %d reports, one source%s\n", ledger.StoryID(i), len(st.Reports), agency)
		if doc := byID[st.Reports[0]]; doc != nil {
			fmt.Fprintf(bw, "  fullest: %s\n", doc.Path)
		}
		for k := range st.Links {
			l := &st.Links[k]
			if from, to := byID[l.From], byID[l.To]; from != nil && to != nil {
				writeLink(bw, l, from, to)
			}
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

func writeLink(w io.Writer, l *assay.Link, from, to *assay.Doc) {
	fmt.Fprintf(w, "  %s: %s of %s\n", to.Path, l.Relation, from.Path)
	fmt.Fprintf(w, "    %.0f %% of the shorter in shared passages (resemblance %.2f)\n", 100*l.Containment, l.Resemblance)
	var evidence, others []string
	for _, p := range l.Passages {
		for _, ed := range p.Edits {
			line := fmt.Sprintf("%-12s %s", ed.Kind, editWords(ed, from, to))
			if contains(evidenceKinds, ed.Kind) {
				evidence = append(evidence, line)
			} else {
				others = append(others, line)
			}
		}
	}
	section(w, "changes the evidence", evidence, len(evidence))
	section(w, "other changes", others, 12)
	section(w, "left out", quoted(from, l.Cut), 6)
	section(w, "added", quoted(to, l.Added), 6)
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
func editWords(ed assay.Edit, from, to *assay.Doc) string {
	a, b := fit(from.Quote(ed.From), 60), fit(to.Quote(ed.To), 60)
	switch {
	case a == "":
		return fmt.Sprintf("+ %s%s", b, before(to, ed.To))
	case b == "":
		return fmt.Sprintf("- %s%s", a, before(from, ed.From))
	}
	return a + " → " + b
}

// before returns the few words that stand before sp, where there are any.
func before(doc *assay.Doc, sp assay.Span) string {
	text := strings.ToValidUTF8(doc.Text[max(0, int(sp.Start)-60):sp.Start], "")
	words := strings.Fields(text)
	if len(words) == 0 {
		return ""
	}
	return "   (after: " + fit(strings.Join(words[max(0, len(words)-4):], " "), 40) + ")"
}

func quoted(doc *assay.Doc, spans []assay.Span) []string {
	var list []string
	for _, sp := range spans {
		list = append(list, fit(doc.Quote(sp), 100))
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
