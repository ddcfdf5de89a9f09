package page

import (
	"html/template"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
	"assay/screen"
)

// A Diff is a copy beside the report it goes back to.
type Diff struct {
	ID, From, To, ToHref string
	Relation             string
	Why                  string
	Changes              []diffChange // those that change the evidence
	Counts               []string
	Rows                 []diffRow
}

type diffChange struct{ Kind, Words, At, Href string }

// A diffRow is one paragraph of either side, or of both.
type diffRow struct {
	Class       string // "same", "cut", "added"
	Left, Right template.HTML
	Long        string // what a folded row holds: "5,214 bytes left out"
}

// foldLonger is how many bytes may be cut or added before the row is folded.
const foldLonger = 600

// Diff lays the two reports of a link side by side; nil where they share no passage.
func (s *Parts) Diff(ln *assay.Link) *Diff {
	from, to := s.ByID[ln.From], s.ByID[ln.To]
	if from == nil || to == nil || len(ln.Passages) == 0 {
		return nil
	}
	df := &Diff{ID: "diff" + to.Short, From: from.Label, To: to.Label, ToHref: s.to.Report(to),
		Relation: s.Kinship(ln), Why: screen.Clean(strings.Join(ln.Why, "; "))}
	if df.Why == "" {
		df.Relation = strings.TrimSuffix(s.Relation(ln), "; ")
	}
	edits := screen.Changed(ln)
	for _, k := range screen.EditKinds {
		if n := screen.CountKind(edits, k); n > 0 {
			df.Counts = append(df.Counts, strconv.Itoa(n)+" "+en.EditIn(k))
		}
	}
	for _, e := range edits {
		if screen.Evidential(e.Kind) {
			df.Changes = append(df.Changes, diffChange{en.EditName(e.Kind), s.Edited(from, to, e), to.At(e.To), "#" + editID(to, e)})
		}
	}
	df.Rows = diffRows(from, to, ln)
	return df
}

func editID(to *screen.Report, e *assay.Edit) string {
	return "e" + strconv.Itoa(to.N) + "-" + strconv.Itoa(int(e.From.Start)) + "-" + strconv.Itoa(int(e.To.Start))
}

// diffRows lays out both texts in the order of the fuller report, a row for each
// of its paragraphs. What one side has alone stands in the row of the paragraph
// that it begins or ends; whole paragraphs that one side has alone are rows of
// their own.
func diffRows(from, to *screen.Report, ln *assay.Link) []diffRow {
	passages := make([]*assay.Passage, 0, len(ln.Passages))
	for i := range ln.Passages {
		p := &ln.Passages[i]
		if p.From.Check(from.Text) == nil && p.To.Check(to.Text) == nil {
			passages = append(passages, p)
		}
	}
	first, added := alone(passages, len(to.Text))
	sort.SliceStable(passages, func(i, k int) bool { return passages[i].From.Start < passages[k].From.Start })
	w := &sides{from: from, to: to}
	at := int32(0)
	next := func(i int) int32 {
		if i < len(passages) {
			return passages[i].From.Start
		}
		return int32(len(from.Text))
	}
	w.gap(assay.Span{Start: at, End: next(0)}, first)
	for i, p := range passages {
		w.passage(p)
		at = max(at, p.From.End)
		w.gap(assay.Span{Start: at, End: next(i + 1)}, added[p])
	}
	w.flush()
	return w.rows
}

// alone returns what the copy has alone: before all passages, and behind each.
func alone(passages []*assay.Passage, length int) (first assay.Span, behind map[*assay.Passage]assay.Span) {
	byTo := append([]*assay.Passage(nil), passages...)
	sort.SliceStable(byTo, func(i, k int) bool { return byTo[i].To.Start < byTo[k].To.Start })
	behind = map[*assay.Passage]assay.Span{}
	at := int32(0)
	for i := 0; i <= len(byTo); i++ {
		end := int32(length)
		if i < len(byTo) {
			end = byTo[i].To.Start
		}
		if sp := (assay.Span{Start: at, End: end}); sp.Len() > 0 {
			if i == 0 {
				first = sp
			} else {
				behind[byTo[i-1]] = sp
			}
		}
		if i < len(byTo) {
			at = max(at, byTo[i].To.End)
		}
	}
	return first, behind
}

// sides writes the two columns.
type sides struct {
	from, to    *screen.Report
	left, right strings.Builder
	rows        []diffRow
}

func (w *sides) flush() {
	class := "same"
	left, right := strings.TrimSpace(w.left.String()), strings.TrimSpace(w.right.String())
	switch {
	case left == "" && right != "":
		class = "added"
	case left != "" && right == "":
		class = "cut"
	}
	if left != "" || right != "" {
		w.rows = append(w.rows, diffRow{Class: class, Left: template.HTML(w.left.String()), Right: template.HTML(w.right.String())})
	}
	w.left.Reset()
	w.right.Reset()
}

// gap writes what stands between two passages: the rest of the paragraph
// before, the paragraphs between, the beginning of the paragraph behind.
func (w *sides) gap(cut, added assay.Span) {
	cutHead, cutRest, cutTail := parts(w.from, cut)
	addHead, addRest, addTail := parts(w.to, added)
	w.alone(&w.left, "del", "cut", w.from, cutHead)
	w.alone(&w.right, "ins", "added", w.to, addHead)
	if cutTail.Len() == 0 && addTail.Len() == 0 && cutRest.Len() == 0 && addRest.Len() == 0 {
		return
	}
	w.flush()
	w.paragraphs("cut", w.from, cutRest)
	w.paragraphs("added", w.to, addRest)
	w.alone(&w.left, "del", "cut", w.from, cutTail)
	w.alone(&w.right, "ins", "added", w.to, addTail)
}

// parts cuts sp before its first and its last beginning of a paragraph.
func parts(d *screen.Report, sp assay.Span) (head, rest, tail assay.Span) {
	if sp.Len() <= 0 {
		return
	}
	list := paragraphs(d, sp)
	if i := d.RegionAt(sp.Start); i >= 0 && d.Regions[i].Span.Start == sp.Start {
		list = append([]assay.Span{{Start: sp.Start, End: sp.Start}}, list...)
	}
	head = list[0]
	if len(list) == 1 {
		return
	}
	tail = list[len(list)-1]
	if i := d.RegionAt(tail.Start); i >= 0 && d.Regions[i].Span.End <= sp.End { // a whole paragraph
		tail.Start = tail.End
	}
	rest = assay.Span{Start: head.End, End: tail.Start}
	return
}

func (w *sides) alone(b *strings.Builder, tag, class string, d *screen.Report, sp assay.Span) {
	if sp.Len() <= 0 {
		return
	}
	words := template.HTMLEscapeString(d.Mask.Part(sp))
	if strings.TrimSpace(words) == "" {
		b.WriteString(words)
		return
	}
	b.WriteString("<" + tag + ` class="` + class + `">` + words + "</" + tag + ">")
}

// paragraphs writes what only one side has as a row of its own, folded where it
// is long.
func (w *sides) paragraphs(class string, d *screen.Report, sp assay.Span) {
	if sp.Len() <= 0 || strings.TrimSpace(sp.In(d.Text)) == "" {
		return
	}
	var b strings.Builder
	for i, part := range paragraphs(d, sp) {
		if i > 0 {
			b.WriteString("<br>")
		}
		b.WriteString(template.HTMLEscapeString(d.Mask.Part(part)))
	}
	row := diffRow{Class: class}
	what := "left out"
	if class == "added" {
		what = "added"
		row.Right = template.HTML(b.String())
	} else {
		row.Left = template.HTML(b.String())
	}
	if sp.Len() > foldLonger {
		head := assay.Span{Start: sp.Start, End: min(sp.End, screen.RuneStart(d.Text, sp.Start+300))}
		row.Long = screen.Grouped(float64(sp.Len())) + " bytes " + what + ": " + screen.Limit(screen.Read(d.Mask.Part(head)), 80)
	}
	w.rows = append(w.rows, row)
}

// paragraphs cuts sp where a region of d begins.
func paragraphs(d *screen.Report, sp assay.Span) []assay.Span {
	var out []assay.Span
	at := sp.Start
	i := sort.Search(len(d.Regions), func(i int) bool { return d.Regions[i].Span.Start > sp.Start })
	for ; i < len(d.Regions) && d.Regions[i].Span.Start < sp.End; i++ {
		out = append(out, assay.Span{Start: at, End: d.Regions[i].Span.Start})
		at = d.Regions[i].Span.Start
	}
	return append(out, assay.Span{Start: at, End: sp.End})
}

// passage writes a passage, with a new row where a paragraph of the fuller
// report begins.
func (w *sides) passage(p *assay.Passage) {
	for _, pc := range screen.Pieces(p) {
		if pc.From.Len() > 0 && w.begins(pc.From.Start) {
			w.flush()
		}
		if pc.Edit != nil {
			l, r := editHTML(w.from, w.to, pc)
			w.left.WriteString(l)
			w.right.WriteString(r)
			continue
		}
		at, toAt := pc.From.Start, pc.To.Start
		for _, part := range paragraphs(w.from, pc.From)[1:] {
			toCut := w.across(at, part.Start, toAt, pc.To.End)
			w.same(at, part.Start, toAt, toCut)
			w.flush()
			at, toAt = part.Start, toCut
		}
		w.same(at, pc.From.End, toAt, pc.To.End)
	}
}

func (w *sides) same(at, end, toAt, toEnd int32) {
	w.left.WriteString(template.HTMLEscapeString(w.from.Mask.Part(assay.Span{Start: at, End: end})))
	w.right.WriteString(template.HTMLEscapeString(w.to.Mask.Part(assay.Span{Start: toAt, End: toEnd})))
}

// begins reports whether a paragraph of the fuller report begins at off.
func (w *sides) begins(off int32) bool {
	i := w.from.RegionAt(off)
	return i >= 0 && w.from.Regions[i].Span.Start == off
}

// across returns the place in the copy that stands for the place end of the
// fuller report, walking both from at and toAt on. The same words may have other
// white space and other marks: a scrape glues "declared.Analysts" together. What no text is and
// stands on one side alone, as an advertisement in between, is passed over.
func (w *sides) across(at, end, toAt, limit int32) int32 {
	a, b := w.from.Text[at:end], w.to.Text[toAt:limit]
	for a != "" && b != "" {
		if n := inserted(w.to, limit-int32(len(b)), limit, a); n > 0 {
			b = b[n:]
			continue
		}
		if n := inserted(w.from, end-int32(len(a)), end, b); n > 0 {
			a = a[n:]
			continue
		}
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		switch {
		case ra == rb:
			a, b = a[na:], b[nb:]
		case !wordRune(rb):
			b = b[nb:]
		case !wordRune(ra):
			a = a[na:]
		default:
			a, b = a[na:], b[nb:]
		}
	}
	b = strings.TrimLeft(b, " \t\r\n\u00a0")
	return limit - int32(len(b))
}

// inserted returns how long what is no running text is that begins at off, where the other side does not go
// on with the same words; 0 if there is none.
func inserted(d *screen.Report, off, limit int32, other string) int32 {
	i := d.RegionAt(off)
	if i < 0 || d.Regions[i].Span.Start != off || d.Regions[i].Kind.Runs() {
		return 0
	}
	end := min(d.Regions[i].Span.End, limit)
	for _, r := range d.Text[off:end] {
		if !wordRune(r) {
			continue
		}
		k := strings.IndexFunc(other, wordRune)
		if k < 0 {
			return end - off
		}
		same, n := utf8.DecodeRuneInString(other[k:])
		if same != r {
			return end - off
		}
		other = other[k+n:]
	}
	return 0
}

func editHTML(from, to *screen.Report, pc screen.Piece) (left, right string) {
	class := "edit"
	name := en.EditName(pc.Edit.Kind)
	if name == "" {
		name = "changed"
	} else {
		class += " " + pc.Edit.Kind
	}
	if screen.Evidential(pc.Edit.Kind) {
		class += " evidence"
	}
	was, is := from.Mask.Words(pc.From), to.Mask.Words(pc.To)
	id := ` id="` + editID(to, pc.Edit) + `"`
	if is != "" {
		right = `<ins class="` + class + `" title="` + name + `"` + id + `>` + template.HTMLEscapeString(is) + `</ins>`
		id = ""
	}
	if was != "" {
		left = `<del class="` + class + `" title="` + name + `"` + id + `>` + template.HTMLEscapeString(was) + `</del>`
	}
	return left, right
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
