package ingest

import (
	"sort"

	"assay"
)

// A reading is text in the making, with the way back to what it is made from.
type reading struct {
	text  []byte
	steps assay.OffsetMap
}

// add appends s, which stands for the bytes of the origin from offset from on.
// A step is noted only where the text stops advancing together with its origin.
func (r *reading) add(s string, from int) {
	if s == "" {
		return
	}
	r.step(from)
	r.text = append(r.text, s...)
}

func (r *reading) step(from int) {
	at, next := len(r.text), len(r.text)
	if k := len(r.steps) - 1; k >= 0 {
		next = int(r.steps[k].Raw) + at - int(r.steps[k].Text)
	}
	if next != from {
		r.steps = append(r.steps, assay.Step{Text: int32(at), Raw: int32(from)})
	}
}

// close notes where the origin of the text ends.
func (r *reading) close(end int) { r.step(end) }

// through returns the way from the text of outer, whose origin is the text of
// inner, to the origin of inner.
func through(outer reading, inner assay.OffsetMap) assay.OffsetMap {
	if len(inner) == 0 {
		return outer.steps
	}
	segments := outer.steps
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
		end := int32(len(outer.text))
		if i+1 < len(segments) {
			end = segments[i+1].Text
		}
		put(seg.Text, inner.Raw(seg.Raw))
		stop := seg.Raw + end - seg.Text
		for k := sort.Search(len(inner), func(k int) bool { return inner[k].Text > seg.Raw }); k < len(inner) && inner[k].Text < stop; k++ {
			put(seg.Text+inner[k].Text-seg.Raw, inner[k].Raw)
		}
	}
	end := int32(len(outer.text))
	put(end, inner.Raw(outer.steps.Raw(end)))
	return out
}
