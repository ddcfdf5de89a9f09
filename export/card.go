package export

import (
	"fmt"
	"html"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/mask"
	"assay/screen"
	"assay/term"
)

// A card shows one number: the question, the number, who is behind it, and each step of its
// history with the words it rests on. It stands alone, on paper and on a dark screen too.
type card struct {
	question string
	number   string   // the best, or what is known of it
	around   string   // low, best and high, where they are more than that
	notes    []string // origins, what else there is to know
	against  string   // what speaks against it
	foot     string
	all      interval
	history  []step
}

// A step is what somebody says of the number.
type step struct {
	day, number, who, status string
	words                    [3]string // the sentence: before the number, it, behind it
	where, link              string    // where it stands, and its address
	copies                   []string  // entries that say the same
	interval
}

// An interval is what is known of a number.
type interval struct{ low, best, high assay.Amount }

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
		if est.ID == chosen || slices.ContainsFunc(est.Series, func(e assay.Entry) bool { return whole != "" && screen.EntryID(&e) == whole }) {
			return l.cardOf(est), nil
		}
	}
	if whole == "" {
		return nil, fmt.Errorf("%w: no estimate %s", assay.ErrNotFound, chosen)
	}
	r := record{figures, figures.Rows[0]}
	doc := l.report(r.text("report"))
	c := &card{number: r.text("text"), foot: whole, notes: []string{"No estimate counts it."}}
	c.question = strings.Join(slices.DeleteFunc([]string{oneLine(r.text("counted") + " " + r.text("action")), r.text("places")}, func(s string) bool { return s == "" }), ", ")
	said := step{day: screen.DateWords(doc.Appeared.Date), number: r.text("text"), who: or2(r.text("source"), "the report")}
	amount := func(column string) assay.Amount {
		if n, ok := r.cell(column).(float64); ok {
			return assay.Known(n)
		}
		return assay.Amount{}
	}
	said.interval = interval{amount("low"), amount("best"), amount("high")}
	c.all = said.interval
	start, end := r.cell("start").(int64), r.cell("end").(int64)
	l.quote(&said, doc, assay.Span{Start: int32(start), End: int32(end)}, whole)
	c.history = []step{said}
	return c, nil
}

func or2(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (l *Ledger) cardOf(est *assay.Estimate) *card {
	var masks []*mask.Mask
	for k := range est.Series {
		if m := l.masks[est.Series[k].Evidence.Report]; m != nil {
			masks = append(masks, m)
		}
	}
	c := &card{question: mask.Sentence(masks, est, en.UnitPlural(est.Question.Unit)), number: screen.Numbers(est), all: interval{est.Low, est.Best, est.High},
		foot: est.ID + ", by the rule " + est.Rule}
	if n, ok := est.Best.Number(); ok && c.number != screen.Grouped(n) {
		c.number, c.around = screen.Grouped(n), c.number
	}
	if d := est.AsOf.String(); d != "" {
		c.foot += ", of what had appeared by " + d
	}
	c.notes = []string{screen.OriginsSentence(est)}
	if est.Conflict {
		c.against = "The numbers of the origins do not meet."
	}
	for k := range est.Series {
		e := &est.Series[k]
		doc := l.byID[e.Evidence.Report]
		if doc == nil {
			continue
		}
		m := l.masks[doc.ID]
		said := step{day: screen.DateWords(e.Published), number: oneLine(m.Words(e.Evidence.Span)), who: m.Origin(e), interval: interval{e.Low, e.Best, e.High}}
		switch by := e.SupersededBy; {
		case by >= 0 && by < len(est.Series):
			said.status = "superseded by " + screen.SaysWords(&est.Series[by])
			if d := screen.DateWords(est.Series[by].Published); d != "" {
				said.status += " of " + d
			}
		case e.Status != "stands" && e.Status != "repeats":
			said.status = e.Status
		}
		l.quote(&said, doc, e.Evidence.Span, screen.EntryID(e))
		if k := slices.IndexFunc(c.history, func(h step) bool { return h.number == said.number && h.who == said.who && h.words == said.words }); k >= 0 {
			c.history[k].copies = append(c.history[k].copies, said.where)
			continue
		}
		c.history = append(c.history, said)
	}
	return c
}

// quote sets the sentence about a number, and where it stands.
func (l *Ledger) quote(s *step, doc *assay.Doc, number assay.Span, id string) {
	m := l.masks[doc.ID]
	s.words = Quoted(doc, m, number)
	said := []string{id}
	switch {
	case doc.URL != "":
		s.link = m.Scrub(doc.URL)
		_, address, _ := strings.Cut(s.link, "://")
		said = append(said, oneLine(doc.Publisher), or2(address, s.link))
	case doc.Publisher != "":
		said = append(said, oneLine(doc.Publisher))
	default:
		said = append(said, m.Scrub(filepath.Base(doc.Path)))
	}
	s.where = strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " · ")
}

// Quoted is the sentence around words of a report, as a mask shows it: what stands before them,
// they, what stands behind them. Where a hidden name lies across, the first is all of it.
func Quoted(doc *assay.Doc, m *mask.Mask, at assay.Span) (words [3]string) {
	sentence := at
	if i := doc.SentenceAt(at.Start); i >= 0 {
		sentence = doc.Sentences[i]
	}
	if sentence.Start > at.Start || at.End > sentence.End { // it is more than a sentence
		return [3]string{"", spaced(m.Words(at)), ""}
	}
	words[0] = m.Words(sentence)
	parts := [3]string{m.Words(assay.Span{Start: sentence.Start, End: at.Start}), m.Words(at), m.Words(assay.Span{Start: at.End, End: sentence.End})}
	if strings.Join(parts[:], "") == words[0] {
		words = parts
	}
	for i := range words {
		words[i] = spaced(words[i])
	}
	words[0], words[2] = strings.TrimLeft(words[0], " "), strings.TrimRight(words[2], " ")
	return words
}

// spaced writes white space as single spaces, at the ends too.
func spaced(s string) string {
	words := oneLine("." + s + ".")
	return words[1 : len(words)-1]
}

// A scale leads from numbers to a share of the width of a bar.
type scale struct {
	lo, hi float64
	log    bool
}

// scale is that of all numbers of the card.
func (c *card) scale() scale {
	s := scale{lo: math.Inf(1), hi: math.Inf(-1)}
	for _, iv := range append(c.intervals(), c.all) {
		for _, a := range [...]assay.Amount{iv.low, iv.best, iv.high} {
			if n, ok := a.Number(); ok {
				s.lo, s.hi = min(s.lo, n), max(s.hi, n)
			}
		}
	}
	if s.log = s.lo > 0 && s.hi/s.lo > 30; !s.log && s.hi > 0 && s.lo < s.hi {
		room := (s.hi - s.lo) / 6 // for what is open
		s.lo, s.hi = max(0, s.lo-room), s.hi+room
	}
	return s
}

func (c *card) intervals() (list []interval) {
	for i := range c.history {
		list = append(list, c.history[i].interval)
	}
	return list
}

func (s scale) at(n float64) float64 {
	switch {
	case s.log:
		return (math.Log(n) - math.Log(s.lo)) / (math.Log(s.hi) - math.Log(s.lo))
	}
	return (n - s.lo) / (s.hi - s.lo)
}

// bar draws what is known of a number as a line on the scale, with a point where the best
// is; where an end is open it runs out in an arrow. Without any, or where all are one, it is "".
func (s scale) bar(iv interval, x, y, width float64) string {
	low, hasLow := iv.low.Number()
	high, hasHigh := iv.high.Number()
	best, hasBest := iv.best.Number()
	if !hasLow && !hasHigh && !hasBest || s.hi <= s.lo {
		return ""
	}
	const edge = 10 // for arrows
	px := func(n float64) float64 { return x + edge + s.at(n)*(width-2*edge) }
	from, to := x+edge, x+width-edge
	var b strings.Builder
	fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#d5dbe1" class="axis"/>`, x, y, x+width, y)
	if hasBest && !hasLow && !hasHigh {
		low, hasLow, high, hasHigh = best, true, best, true
	}
	if hasLow {
		from = px(low)
	}
	if hasHigh {
		to = px(high)
	}
	fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#2b5f9e" stroke-width="3" class="bar"/>`, from, y, to, y)
	if !hasHigh {
		fmt.Fprintf(&b, `<path d="M%.1f %.1fl8 5l-8 5z" fill="#2b5f9e" class="dot"/>`, to, y-5)
	}
	if !hasLow {
		fmt.Fprintf(&b, `<path d="M%.1f %.1fl-8 5l8 5z" fill="#2b5f9e" class="dot"/>`, from, y-5)
	}
	for _, n := range [...]assay.Amount{iv.low, iv.high} {
		if v, ok := n.Number(); ok && n != iv.best {
			fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#2b5f9e" stroke-width="2" class="bar"/>`, px(v), y-5, px(v), y+5)
		}
	}
	if hasBest {
		fmt.Fprintf(&b, `<circle cx="%.1f" cy="%.1f" r="5" fill="#2b5f9e" class="dot"/>`, px(best), y)
	}
	return b.String()
}

const assertedOnly = "What was asserted, and by whom; not what is true."

// The colours of cards on a light and on a dark ground.
const cardStyle = `:root{color-scheme:light dark;--paper:#fff;--ink:#1c2126;--soft:#57616b;--line:#d5dbe1;--lit:#d3ecdb;--alarm:#b3261e;--bar:#2b5f9e;--link:#0b5cad}
@media screen and (prefers-color-scheme:dark){:root{--paper:#15181b;--ink:#e3e7ea;--soft:#a3adb7;--line:#4a525a;--lit:#2a4a34;--alarm:#ff9a90;--bar:#7fb2ee;--link:#83b9f5}}
.axis{stroke:var(--line)}.bar{stroke:var(--bar)}.dot{fill:var(--bar)}`

// card writes a page that needs nothing else and runs nothing.
func (l *Ledger) card(w io.Writer) error {
	c, err := l.one()
	if err != nil {
		return err
	}
	e, s := html.EscapeString, c.scale()
	bar := func(iv interval, words string) string {
		lines := s.bar(iv, 0, 8, 180)
		if lines == "" {
			return ""
		}
		return fmt.Sprintf(`<svg width="180" height="16" viewBox="0 0 180 16" role="img" aria-label="%s">%s</svg>`, e(words), lines)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>%s</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>%s
*{box-sizing:border-box}body{margin:0;padding:1.5rem .8rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:44rem;margin:0 auto;padding:1.4rem clamp(.9rem,4vw,2rem) 1rem;border:1px solid var(--line);border-radius:8px}
h1{font-size:1.2rem;line-height:1.35;margin:0}.number{font-size:clamp(2.4rem,9vw,4rem);line-height:1.1;font-weight:700;margin:.5rem 0 .1rem}
.around{font-size:1.1rem;margin:0 0 .4rem}.note{margin:.1rem 0;color:var(--soft)}.against{margin:.1rem 0;color:var(--alarm);font-weight:600}
ol{list-style:none;margin:1.1rem 0 0;padding:0}li{border-top:1px solid var(--line);padding:.7rem 0}
.head{display:flex;flex-wrap:wrap;gap:.1rem 1rem;align-items:baseline}.said{flex:1 1 14rem}.said strong{font-size:1.1rem}time,.where,.status,footer{color:var(--soft);font-size:.86rem}
time{flex:0 0 9.5rem}.head svg{flex:none;align-self:center}q{quotes:none;display:block;margin:.3rem 0}mark{background:var(--lit);color:inherit;font-weight:600;border-radius:3px;padding:0 .15em}
.where{display:block}a{color:var(--link)}footer{border-top:1px solid var(--line);padding-top:.6rem}footer p{margin:.1rem 0}</style></head>
<body><main><h1>%s</h1>
<p class="number">%s</p>
`, e(c.question), cardStyle, e(c.question), e(c.number))
	if c.around != "" {
		fmt.Fprintf(&b, `<p class="around">%s %s</p>`+"\n", e(c.around), bar(c.all, c.around))
	}
	for _, n := range c.notes {
		fmt.Fprintf(&b, `<p class="note">%s</p>`+"\n", e(n))
	}
	if c.against != "" {
		fmt.Fprintf(&b, `<p class="against">%s</p>`+"\n", e(c.against))
	}
	b.WriteString("<ol>\n")
	for _, h := range c.history {
		fmt.Fprintf(&b, `<li><div class="head"><time>%s</time><span class="said"><strong>%s</strong> <bdi>%s</bdi>`, e(or2(h.day, "day unknown")), e(h.number), e(h.who))
		if h.status != "" {
			fmt.Fprintf(&b, `<span class="status">, %s</span>`, e(h.status))
		}
		fmt.Fprintf(&b, `</span>%s</div><q dir="auto">%s`, bar(h.interval, h.number), e(h.words[0]))
		if h.words[1] != "" {
			fmt.Fprintf(&b, `<mark>%s</mark>%s`, e(h.words[1]), e(h.words[2]))
		}
		where := e(h.where)
		if strings.HasPrefix(h.link, "https://") || strings.HasPrefix(h.link, "http://") {
			where = fmt.Sprintf(`<a href="%s" rel="noreferrer">%s</a>`, e(h.link), where)
		}
		fmt.Fprintf(&b, `</q><span class="where">%s</span>`, where)
		if len(h.copies) > 0 {
			fmt.Fprintf(&b, `<span class="where">also in %s</span>`, e(strings.Join(h.copies, "; ")))
		}
		b.WriteString("</li>\n")
	}
	fmt.Fprintf(&b, "</ol><footer><p>%s</p><p>%s</p></footer></main></body></html>\n", assertedOnly, e(c.foot))
	_, err = io.WriteString(w, b.String())
	return err
}

// svg writes the card as a picture.
func (l *Ledger) svg(w io.Writer) error {
	c, err := l.one()
	if err != nil {
		return err
	}
	const width, left, right = 768, 32, 736
	var b strings.Builder
	y := 24
	// text writes words in lines of a width; from lit on so many bytes of them stand out.
	text := func(x, room, size int, class, words string, lit, n int) {
		from := 0
		for _, part := range term.Wrap(words, room*100/(size*58)) {
			y += size * 14 / 10
			at := from + max(0, strings.Index(words[from:], part))
			from = at + len(part)
			a, z := min(max(lit, at), from)-at, min(max(lit+n, at), from)-at
			if a >= z || z > len(part) {
				fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="%d" %s>%s</text>`+"\n", x, y, size, class, escape(part))
				continue
			}
			fmt.Fprintf(&b, `<text x="%d" y="%d" font-size="%d" %s xml:space="preserve">%s<tspan font-weight="700">%s</tspan>%s</text>`+"\n", x, y, size, class, escape(part[:a]), escape(part[a:z]), escape(part[z:]))
		}
	}
	const ink, soft, alarm = `fill="#1c2126" class="ink"`, `fill="#57616b" class="soft"`, `fill="#b3261e" font-weight="600" class="alarm"`
	const bold = `font-weight="700" ` + ink
	s := c.scale()
	text(left, right-left, 19, `font-weight="600" `+ink, c.question, 0, 0)
	y += 14
	text(left, right-left, 46, bold, c.number, 0, 0)
	y += 6
	if c.around != "" {
		text(left, 300, 16, ink, c.around, 0, 0)
		b.WriteString(s.bar(c.all, right-200, float64(y)-5, 200))
		y += 3
	}
	for _, n := range c.notes {
		text(left, right-left, 13, soft, n, 0, 0)
	}
	if c.against != "" {
		text(left, right-left, 13, alarm, c.against, 0, 0)
	}
	y += 14
	rule := func() {
		fmt.Fprintf(&b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#d5dbe1" class="axis"/>`+"\n", left, y, right, y)
	}
	for _, h := range c.history {
		rule()
		y += 4
		b.WriteString(s.bar(h.interval, right-200, float64(y)+14, 200))
		before := y
		text(left, 142, 12, soft, or2(h.day, "day unknown"), 0, 0)
		day := y
		y = before
		said := h.number + " " + h.who
		if h.status != "" {
			said += ", " + h.status
		}
		text(left+150, right-left-150-210, 14, ink, said, 0, len(h.number))
		y = max(y, day) + 2
		text(left+150, right-left-150, 13, ink, strings.Join(h.words[:], ""), len(h.words[0]), len(h.words[1]))
		y += 2
		text(left+150, right-left-150, 11, soft, h.where, 0, 0)
		if len(h.copies) > 0 {
			text(left+150, right-left-150, 11, soft, "also in "+strings.Join(h.copies, "; "), 0, 0)
		}
		y += 12
	}
	rule()
	text(left, right-left, 11, soft, assertedOnly, 0, 0)
	text(left, right-left, 11, soft, c.foot, 0, 0)
	_, err = fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif" role="img"><title>%s</title>
<style>%s
.paper{fill:var(--paper);stroke:var(--line)}.ink{fill:var(--ink)}.soft{fill:var(--soft)}.alarm{fill:var(--alarm)}text{unicode-bidi:plaintext}</style>
<rect x=".5" y=".5" width="%d" height="%d" rx="8" fill="#fff" stroke="#d5dbe1" class="paper"/>`+"\n%s</svg>\n", width, y+24, width, y+24, escape(c.question), cardStyle, width-1, y+23, b.String())
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
