package export

import (
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/mask"
	"assay/screen"
	"assay/term"
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
	first := strings.TrimLeft(s, "0123456789")
	for i, r := range s {
		begins := i == len(s)-len(first) && strings.ContainsRune("-+=.)", r)
		if begins || strings.ContainsRune("\\`*_{}[]<>#|&~!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// A card shows one number: the question, the number, the words it rests on, who is behind
// it, and how it came about.
type card struct {
	question, number, note string
	history                []entry
}

type entry struct{ day, number, who, words, where string }

// one returns the card of the only estimate that leaves, or else of the only figure.
func (l *Ledger) one() (*card, error) {
	estimates, figures := l.Table("estimates"), l.Table("figures")
	chosen, whole := "", ""
	switch {
	case len(estimates.Rows) == 1:
		chosen = (record{estimates, estimates.Rows[0]}).text("id")
	case len(figures.Rows) == 1:
		whole = (record{figures, figures.Rows[0]}).text("id")
	default:
		return nil, fmt.Errorf("%w: a card is of one estimate or figure, and %d estimates and %d figures were chosen; name one by its id", assay.ErrInvalid, len(estimates.Rows), len(figures.Rows))
	}
	for i := range l.Estimates {
		est := &l.Estimates[i]
		if est.ID != chosen && !slices.ContainsFunc(est.Series, func(e assay.Entry) bool { return whole != "" && screen.EntryID(&e) == whole }) {
			continue
		}
		var masks []*mask.Mask
		for k := range est.Series {
			if m := l.masks[est.Series[k].Evidence.Report]; m != nil {
				masks = append(masks, m)
			}
		}
		c := &card{question: mask.Sentence(masks, est, en.UnitPlural(est.Question.Unit)), number: screen.Numbers(est)}
		c.note = fmt.Sprintf("%s. Origins: %d to %d. Rule: %s.", est.ID, est.Origins.Min, est.Origins.Max, est.Rule)
		if est.Conflict {
			c.note += " The numbers of the origins do not meet."
		}
		for k := range est.Series {
			e := &est.Series[k]
			doc := l.byID[e.Evidence.Report]
			if doc == nil {
				continue
			}
			m := l.masks[doc.ID]
			words := m.Words(e.Evidence.Span)
			if i := doc.SentenceAt(e.Evidence.Span.Start); i >= 0 {
				words = m.Words(doc.Sentences[i])
			}
			said := entry{e.Published.String(), oneLine(m.Words(e.Evidence.Span)), m.Origin(e), oneLine(words),
				screen.EntryID(e) + " " + oneLine(strings.TrimSpace(doc.Publisher+" "+l.where(doc)))}
			if k := slices.IndexFunc(c.history, func(e entry) bool { return e.number == said.number && e.who == said.who && e.words == said.words }); k >= 0 {
				c.history[k].where += "; " + said.where // a copy says the same
				continue
			}
			c.history = append(c.history, said)
		}
		return c, nil
	}
	if whole == "" {
		return nil, fmt.Errorf("%w: no estimate %s", assay.ErrNotFound, chosen)
	}
	r := record{figures, figures.Rows[0]}
	doc := l.report(r.text("report"))
	who := r.text("source")
	if who == "" {
		who = "the report"
	}
	return &card{question: oneLine(r.text("action") + " " + r.text("counted") + " " + r.text("places")), number: r.text("text"), note: whole + ". No estimate counts it.",
		history: []entry{{r.text("published"), r.text("text"), who, r.text("sentence"), whole + " " + oneLine(strings.TrimSpace(doc.Publisher+" "+l.where(doc)))}}}, nil
}

// card writes a page that needs nothing else and runs nothing.
func (l *Ledger) card(w io.Writer) error {
	c, err := l.one()
	if err != nil {
		return err
	}
	e := html.EscapeString
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>%s</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
.number{font-size:3rem;line-height:1.1;font-weight:600}li{margin:.8rem 0}blockquote{margin:.2rem 0 .2rem 1rem}small{overflow-wrap:anywhere}</style></head>
<body><h1>%s</h1><p class="number">%s</p><p>%s</p><ol>
`, e(c.question), e(c.question), e(c.number), e(c.note))
	for _, h := range c.history {
		fmt.Fprintf(&b, `<li><time>%s</time> <strong>%s</strong> <bdi>%s</bdi><blockquote dir="auto">%s</blockquote><small>%s</small></li>`+"\n", e(h.day), e(h.number), e(h.who), e(h.words), e(h.where))
	}
	b.WriteString("</ol><p>What was asserted, and by whom; not what is true.</p></body></html>\n")
	_, err = io.WriteString(w, b.String())
	return err
}

// svg writes the card as a picture.
func (l *Ledger) svg(w io.Writer) error {
	c, err := l.one()
	if err != nil {
		return err
	}
	var b strings.Builder
	y := 24
	line := func(size int, weight, s string, indent int) {
		for _, part := range term.Wrap(s, (720-indent)*2/size) {
			y += size * 14 / 10
			fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="%d" font-weight="%s">%s</text>`+"\n", 24+indent, y, size, weight, escape(part))
		}
	}
	line(20, "600", c.question, 0)
	y += 12
	line(44, "700", c.number, 0)
	line(13, "400", c.note, 0)
	for _, h := range c.history {
		y += 10
		line(14, "600", strings.TrimSpace(h.day+" "+h.number+" "+h.who), 0)
		line(13, "400", h.words, 16)
		line(11, "400", h.where, 16)
	}
	y += 10
	line(11, "400", "What was asserted, and by whom; not what is true.", 0)
	_, err = fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="768" height="%d" viewBox="0 0 768 %d" font-family="system-ui, sans-serif" role="img"><title>%s</title><rect width="768" height="%d" fill="#fff"/>`+"\n%s</svg>\n",
		y+24, y+24, escape(c.question), y+24, b.String())
	return err
}

// escape writes characters for XML.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, s))
}
