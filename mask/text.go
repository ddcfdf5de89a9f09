package mask

import (
	"slices"
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
// before, and nothing of what they are.
func (m *Mask) Counter(utf16 bool) func(off int32) int {
	return Count(m.doc.Text, utf16)
}

// Count is [Mask.Counter] for a text that is shown.
func Count(text string, utf16 bool) func(off int32) int {
	const step = 1 << 10
	count := func(s string) (n int) {
		for _, r := range s {
			n++
			if utf16 && r > 0xffff {
				n++
			}
		}
		return n
	}
	var at, before []int // here and there a byte at which a character begins, and how many stand before it
	for i, n := 0, 0; i < len(text); {
		at, before = append(at, i), append(before, n)
		j := min(i+step, len(text))
		for j < len(text) && !utf8.RuneStart(text[j]) {
			j++
		}
		n += count(text[i:j])
		i = j
	}
	return func(off int32) int {
		k, found := slices.BinarySearch(at, int(off))
		if !found {
			k--
		}
		if k < 0 {
			return 0
		}
		return before[k] + count(text[at[k]:off])
	}
}
