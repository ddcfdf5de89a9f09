package page

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"assay"
	"assay/screen"
)

// A mark is a stretch of the text that the page shows in some way. Marks may
// nest and cross in any manner.
type mark struct {
	span  assay.Span
	class string
	item  string // the row it belongs to: "c7", "f3"
	id    bool   // rows lead here
	title string
	tag   string // "mark" or "span"
}

// kinds are the classes of what is quoted, and of what is told in other words.
var kinds = map[assay.ClaimKind]string{assay.Direct: "d", assay.Indirect: "i", assay.Mixed: "m"}

// marksOf returns what is marked in a part of d's text: claims with source, cue and
// content, figures; with all, places, times and actors too.
func marksOf(d *screen.Report, part assay.Span, all bool) []mark {
	var out []mark
	add := func(m mark) {
		if m.span.Len() == 0 || m.span.Check(d.Text) != nil {
			return
		}
		if m.span = d.Mask.Widen(m.span); m.span.Start >= part.End || m.span.End <= part.Start {
			return
		}
		if m.tag == "" {
			m.tag = "mark"
		}
		out = append(out, m)
	}
	for i := range d.Claims {
		cl := &d.Claims[i]
		item := "c" + strconv.Itoa(i+1)
		where := d.ClaimSpan(cl)
		for k, c := range cl.Content {
			st := cl.Stance
			if c.Stance != nil {
				st = *c.Stance
			}
			m := mark{span: c.Span, class: "c " + kinds[cl.Kind], item: item, id: k == 0}
			if st != assay.Asserts {
				m.class, m.title = m.class+" "+st.String(), st.String()
			}
			add(m)
		}
		if src := cl.Source.In(d.Sources); src != nil {
			add(mark{span: src.Span, class: "s", item: item, id: where == src.Span})
		}
		add(mark{span: cl.Cue, class: "q", item: item, id: where == cl.Cue})
	}
	for i := range d.Figures {
		if q := d.QuantityOf(&d.Figures[i]); q != nil {
			item := "f" + strconv.Itoa(i+1)
			add(mark{span: q.Span, class: "f", item: item, id: true})
		}
	}
	for i := range d.Movements {
		m := &d.Movements[i]
		add(mark{span: m.Who, item: "m" + strconv.Itoa(i+1), id: true, tag: "span"})
	}
	if all {
		for i := range d.Places {
			add(mark{span: d.Places[i].Span, class: "pl", title: screen.Clean(d.Places[i].Name), tag: "span"})
		}
		for i := range d.Times {
			add(mark{span: d.Times[i].Span, class: "tm", title: d.Times[i].Value, tag: "span"})
		}
		for i := range d.Actors {
			for _, sp := range d.Actors[i].Mentions {
				add(mark{span: sp, class: "ac", tag: "span"})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(b.span.End, a.span.End))
	})
	return out
}

// whole is all of a report's text.
func whole(d *screen.Report) assay.Span { return assay.Span{End: int32(len(d.Text))} }

// Text writes the text of a report with its regions and marks. Taken
// without its tags it is the report's text as its mask shows it, with names byte
// for byte: nothing is left out, nothing put in. Numbers of rows are drawn by the
// style sheet.
func Text(d *screen.Report) template.HTML {
	return text(&marker{d: d, list: marksOf(d, whole(d), false), part: whole(d)})
}

// Layers is Text, from one byte to another, with all that was read of it, each kind in a class of its
// own (c s q claims, f figures, pl places, tm times, ac actors), and in data-at the byte at which each
// region begins. It begins and ends where one of [Stretches] does.
func Layers(d *screen.Report, part assay.Span) template.HTML {
	return text(&marker{d: d, list: marksOf(d, part, true), at: true, part: part})
}

// Stretches cuts the text of a report between regions into stretches of some most bytes: what one page
// shows of a report that is long.
func Stretches(d *screen.Report, most int) (parts []assay.Span) {
	from, end := int32(0), int32(len(d.Text))
	for _, r := range d.Regions {
		if r.Span.Check(d.Text) == nil && int(r.Span.End-from) > most && r.Span.Start > from && int(end-r.Span.Start) > most/4 {
			parts = append(parts, assay.Span{Start: from, End: r.Span.Start})
			from = r.Span.Start
		}
	}
	return append(parts, assay.Span{Start: from, End: end})
}

// Anchor is where an entry of a report, "f3", is marked in its text; with "t" before it, where its
// row is to be.
func Anchor(d *screen.Report, entry string) string { return idOf(d) + entry }

func text(w *marker) template.HTML {
	d := w.d
	w.b.Grow(w.part.Len() * 2)
	at := w.part.Start
	for _, r := range d.Regions {
		if r.Span.Check(d.Text) != nil || r.Span.Start < at || r.Span.End > w.part.End {
			continue
		}
		w.region("loose", assay.Span{Start: at, End: r.Span.Start})
		w.region(r.Kind.String(), r.Span)
		at = r.Span.End
	}
	w.region("loose", assay.Span{Start: at, End: w.part.End})
	return template.HTML(w.b.String())
}

// Quote writes the regions in which a stretch of a text stands, as the whole text is written
// but without what leads to rows; what belongs to an entry, "f3", is lit. Of a long region, as a
// text without paragraphs is, the sentences around are written, and around the claim in which it stands.
func Quote(d *screen.Report, sp assay.Span, claim assay.Ref[assay.Claim], entry string) template.HTML {
	w := &marker{d: d, list: marksOf(d, whole(d), false), quote: true, lit: entry}
	seen := sp
	if cl := claim.In(d.Claims); cl != nil {
		of := d.ClaimSpan(cl)
		seen = assay.Span{Start: min(sp.Start, of.Start), End: max(sp.End, of.End)}
	}
	for _, r := range d.Regions {
		if r.Span.Check(d.Text) == nil && r.Span.Start < sp.End && sp.Start < r.Span.End {
			near := nearby(d, r.Span, seen)
			w.cut = [2]bool{near.Start > r.Span.Start, near.End < r.Span.End}
			w.region(r.Kind.String(), near)
		}
	}
	w.cut = [2]bool{}
	if w.b.Len() == 0 && sp.Check(d.Text) == nil {
		w.region("loose", sp)
	}
	return template.HTML(w.b.String())
}

// A region of more bytes is quoted by so many sentences on each side of what is quoted.
const (
	mostQuoted = 1200
	onEachSide = 3
)

// nearby is what of a region is quoted around a stretch of it.
func nearby(d *screen.Report, region, sp assay.Span) assay.Span {
	first, last := d.SentenceAt(max(sp.Start, region.Start)), d.SentenceAt(min(sp.End, region.End)-1)
	if region.Len() <= mostQuoted || first < 0 || last < 0 {
		return region
	}
	near := region
	if k := first - onEachSide; k > 0 {
		near.Start = max(near.Start, d.Sentences[k].Start)
	}
	if k := last + onEachSide; k < len(d.Sentences) {
		near.End = min(near.End, d.Sentences[k].End)
	}
	return near
}

// A marker writes text and keeps the elements that are open.
type marker struct {
	d     *screen.Report
	quote bool       // it is no whole text: nothing leads to it, nor from it
	lit   string     // the entry whose words are lit
	at    bool       // regions say where they begin
	part  assay.Span // what of the text is written
	cut   [2]bool    // the region goes on before what is written of it, and behind
	b     strings.Builder
	list  []mark
	next  int    // the first of list that is not open yet
	open  []mark // outermost first
	seen  map[string]bool
}

// region writes one region as a block of its own; what stands between regions
// is white space, or was not read.
func (w *marker) region(kind string, sp assay.Span) {
	if sp.Len() == 0 {
		return
	}
	words := sp.In(w.d.Text)
	if kind == "loose" && strings.TrimSpace(words) == "" && len(w.open) == 0 {
		w.b.WriteString(template.HTMLEscapeString(words))
		return
	}
	w.b.WriteString(`<div class="region ` + kind + `"`)
	if w.at {
		w.b.WriteString(` data-at="` + strconv.Itoa(int(sp.Start)) + `"`)
	}
	w.b.WriteString(">")
	for _, m := range w.open {
		w.start(m)
	}
	if w.cut[0] {
		w.b.WriteString("… ")
	}
	w.text(sp)
	for range w.open {
		w.end(len(w.open) - 1)
	}
	if w.cut[1] {
		w.b.WriteString(" …")
	}
	w.b.WriteString("</div>")
}

// text writes sp. At each place where marks begin or end, those that end are
// closed, with those opened within them, which are opened again.
func (w *marker) text(sp assay.Span) {
	at := sp.Start
	for at < sp.End {
		w.closeAt(at)
		for w.next < len(w.list) && w.list[w.next].span.Start <= at {
			m := w.list[w.next]
			w.next++
			if m.span.End > at {
				w.push(m)
			}
		}
		to := sp.End
		if w.next < len(w.list) {
			to = min(to, w.list[w.next].span.Start)
		}
		for _, m := range w.open {
			to = min(to, m.span.End)
		}
		w.b.WriteString(template.HTMLEscapeString(w.d.Mask.Part(assay.Span{Start: at, End: to})))
		at = to
	}
	w.closeAt(at)
}

// closeAt closes the marks that end at off.
func (w *marker) closeAt(off int32) {
	first := len(w.open)
	for i, m := range w.open {
		if m.span.End <= off {
			first = i
			break
		}
	}
	if first == len(w.open) {
		return
	}
	for i := len(w.open) - 1; i >= first; i-- {
		w.end(i)
	}
	rest := append([]mark(nil), w.open[first:]...)
	w.open = w.open[:first]
	for _, m := range rest {
		if m.span.End > off {
			w.push(m)
		}
	}
}

func (w *marker) push(m mark) {
	w.open = append(w.open, m)
	w.start(m)
}

func (w *marker) start(m mark) {
	w.b.WriteString("<" + m.tag)
	if w.lit != "" && m.item == w.lit {
		m.class = strings.TrimSpace(m.class + " lit")
	}
	if m.class != "" {
		w.b.WriteString(` class="` + m.class + `"`)
	}
	anchor := idOf(w.d) + m.item
	first := m.id && !w.seen[anchor] && !w.quote && m.span.Start >= w.part.Start // else a part before has it
	if first {
		if w.seen == nil {
			w.seen = map[string]bool{}
		}
		w.seen[anchor] = true
		w.b.WriteString(` id="` + anchor + `"`)
	}
	if !first && !w.quote { // its own id says it
		w.b.WriteString(` data-o="` + anchor + `"`)
	}
	if m.title != "" {
		w.b.WriteString(` title="` + template.HTMLEscapeString(m.title) + `"`)
	}
	w.b.WriteString(">")
	if first && m.tag == "mark" {
		w.b.WriteString(`<a href="#t` + anchor + `" aria-label="` + m.item + `"></a>`)
	}
}

func (w *marker) end(i int) { w.b.WriteString("</" + w.open[i].tag + ">") }
