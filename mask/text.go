package mask

import (
	"sort"
	"strings"
	"unicode/utf8"

	"assay"
)

// A Text is the whole text of a report as it may be shown, for forms that hold it
// and point into it.
type Text struct {
	Text   string
	hidden []hidden
	at     []int32 // where what stands for each of them begins in Text
}

// Text returns the whole text with a role in the place of each private name.
func (m *Mask) Text() *Text {
	t := &Text{hidden: m.hidden}
	var b strings.Builder
	from := int32(0)
	for _, h := range m.hidden {
		b.WriteString(m.doc.Text[from:h.span.Start])
		t.at = append(t.at, int32(b.Len()))
		b.WriteString(h.words)
		from = h.span.End
	}
	b.WriteString(m.doc.Text[from:])
	t.Text = b.String()
	return t
}

// Span returns where a span of the report stands in t: with the whole of what stands
// for a name that it overlaps, so that the words there are those of [Mask.Words].
func (t *Text) Span(sp assay.Span) assay.Span {
	return assay.Span{Start: t.move(sp.Start, false), End: t.move(sp.End, true)}
}

func (t *Text) move(off int32, end bool) int32 {
	k := sort.Search(len(t.hidden), func(k int) bool { return t.hidden[k].span.Start >= off }) - 1
	if k < 0 {
		return off
	}
	h := t.hidden[k]
	behind := t.at[k] + int32(len(h.words))
	switch {
	case off >= h.span.End:
		return behind + off - h.span.End
	case end:
		return behind
	}
	return t.at[k]
}

// Counter returns a function that leads from bytes of the report's text to its characters
// (code points), or to units of UTF-16, in which other tools count. It tells how many stand
// before, and nothing of what they are. It is quick where it is asked in the order of the text.
func (m *Mask) Counter(utf16 bool) func(off int32) int {
	return Count(m.doc.Text, utf16)
}

// Count is [Mask.Counter] for a text that is shown.
func Count(text string, utf16 bool) func(off int32) int {
	at, n := 0, 0
	return func(off int32) int {
		if int(off) < at {
			at, n = 0, 0
		}
		for at < int(off) {
			r, size := utf8.DecodeRuneInString(text[at:])
			at += size
			n++
			if utf16 && r > 0xffff {
				n++
			}
		}
		return n
	}
}
