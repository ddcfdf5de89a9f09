// Package trail makes a text together with the way back to what it is made from: the
// bytes of an input go in piece by piece, and a text comes out with an
// [assay.OffsetMap] that leads from each of its characters to where it stood. Ways
// can be put one behind the other: from a report to the decoded page, from there to
// the bytes of the file ([Through]). Strings of JSON are read the same way, since
// records and the scripts of pages hold texts in them. The package knows nothing of
// encodings, tags or reports.
package trail

import (
	"sort"

	"assay"
)

// A Text is one in the making, with the way back to what it is made from.
type Text struct {
	Bytes []byte
	Steps assay.OffsetMap
}

// Add appends s, which stands for the bytes of the origin from offset from on.
// A step is noted only where the text stops advancing together with its origin.
func (t *Text) Add(s string, from int) {
	if s == "" {
		return
	}
	t.step(from)
	t.Bytes = append(t.Bytes, s...)
}

func (t *Text) step(from int) {
	at, next := len(t.Bytes), len(t.Bytes)
	if k := len(t.Steps) - 1; k >= 0 {
		next = int(t.Steps[k].Raw) + at - int(t.Steps[k].Text)
	}
	if next != from {
		t.Steps = append(t.Steps, assay.Step{Text: int32(at), Raw: int32(from)})
	}
}

// Close notes where the origin of the text ends.
func (t *Text) Close(end int) { t.step(end) }

// Through returns the way from the text of outer, whose origin is the text of
// inner, to the origin of inner.
func Through(outer Text, inner assay.OffsetMap) assay.OffsetMap {
	if len(inner) == 0 {
		return outer.Steps
	}
	segments := outer.Steps
	if len(segments) == 0 || segments[0].Text > 0 {
		segments = append(assay.OffsetMap{{}}, segments...)
	}
	var out assay.OffsetMap
	put := func(text, raw int32) {
		next := text
		if k := len(out) - 1; k >= 0 {
			next = out[k].Raw + text - out[k].Text
		}
		if next != raw {
			out = append(out, assay.Step{Text: text, Raw: raw})
		}
	}
	for i, seg := range segments {
		end := int32(len(outer.Bytes))
		if i+1 < len(segments) {
			end = segments[i+1].Text
		}
		put(seg.Text, inner.Raw(seg.Raw))
		stop := seg.Raw + end - seg.Text
		for k := sort.Search(len(inner), func(k int) bool { return inner[k].Text > seg.Raw }); k < len(inner) && inner[k].Text < stop; k++ {
			put(seg.Text+inner[k].Text-seg.Raw, inner[k].Raw)
		}
	}
	end := int32(len(outer.Bytes))
	put(end, inner.Raw(outer.Steps.Raw(end)))
	return out
}

// Append adds other, whose way leads to the same origin.
func (t *Text) Append(other Text) {
	steps := other.Steps
	if len(steps) == 0 || steps[0].Text > 0 {
		steps = append(assay.OffsetMap{{}}, steps...)
	}
	for i, step := range steps {
		end := len(other.Bytes)
		if i+1 < len(steps) {
			end = int(steps[i+1].Text)
		}
		t.Add(string(other.Bytes[step.Text:end]), int(step.Raw))
	}
}
