package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// markdown writes events with their tolls, then each figure with its sentence.
func (l *Ledger) markdown(w io.Writer) error {
	var b strings.Builder
	row := func(cells ...string) {
		for i := range cells {
			cells[i] = md(cells[i])
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	rule := func(n int) { b.WriteString(strings.Repeat("|---", n) + "|\n") }
	b.WriteString("# Ledger\n\nWhat was asserted, and by whom; not what is true.\n\n## Events\n\n")
	row("id", "event", "place", "from", "until before", "tolls", "reports", "origins")
	rule(8)
	for r := range l.records("events") {
		row(r.text("id"), r.text("called"), r.text("place_name"), r.text("begin"), r.text("end"), r.text("tolls"), r.text("reports"), r.text("origins_min")+"–"+r.text("origins_max"))
	}
	b.WriteString("\n## Estimates\n\n")
	row("id", "question", "low", "best", "high", "origins", "conflict")
	rule(7)
	for r := range l.records("estimates") {
		row(r.text("id"), r.text("sentence"), r.text("low"), r.text("best"), r.text("high"), r.text("origins"), r.text("conflict"))
	}
	b.WriteString("\n## Figures\n")
	last := ""
	for r := range l.records("figures") {
		if id := r.text("report"); id != last {
			last = id
			doc := l.report(id)
			title := oneLine(l.masks[doc.ID].Title())
			if title == "" {
				title = doc.ID.Short()
			}
			fmt.Fprintf(&b, "\n### %s\n\n%s\n\n", md(title), md(strings.Join(slices.DeleteFunc([]string{doc.Publisher, published(doc), l.where(doc)}, func(s string) bool { return s == "" }), ", ")))
		}
		who := r.text("source")
		if who == "" {
			who = "the report"
		}
		fmt.Fprintf(&b, "- **%s** %s (%s), %s: %s\n  > %s\n", md(r.text("text")), md(r.text("counted")), md(r.text("action")), md(who), md(r.text("id")), md(r.text("sentence")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// md escapes what Markdown would take for more than a character, and what begins a list, a
// heading or a rule where it stands first.
func md(s string) string {
	s = oneLine(s)
	var b strings.Builder
	number := len(s) - len(strings.TrimLeft(s, "0123456789")) // "1." begins a list
	for i, r := range s {
		begins := i == 0 && strings.ContainsRune("-+=", r) || i == number && i > 0 && strings.ContainsRune(".)", r)
		if begins || strings.ContainsRune("\\`*_{}[]<>#|&~!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
