package mask

import (
	"fmt"

	"assay"
)

// A Stretch is one of a text that names a private person, with the words that stand in its
// place: what is kept of a mask, so that the text can be shown without its doc.
type Stretch struct {
	Start int32  `json:"s"`
	End   int32  `json:"e"`
	Words string `json:"w"`
}

// Stretches returns those of the text, in order.
func (m *Mask) Stretches() []Stretch {
	list := make([]Stretch, len(m.hidden))
	for i, h := range m.hidden {
		list[i] = Stretch{h.span.Start, h.span.End, h.words}
	}
	return list
}

// Shown returns text with the words of stretches in their places. It fails with
// [assay.ErrInvalid] where they are not those of the text.
func Shown(text string, stretches []Stretch) (string, error) {
	m := &Mask{doc: &assay.Doc{Report: &assay.Report{Text: text}}}
	at := int32(0)
	for _, s := range stretches {
		sp := assay.Span{Start: s.Start, End: s.End}
		if sp.Check(text) != nil || sp.Start < at {
			return "", fmt.Errorf("%w: a stretch at %d", assay.ErrInvalid, s.Start)
		}
		at = sp.End
		m.hidden = append(m.hidden, hidden{sp, s.Words})
	}
	return m.part(assay.Span{End: int32(len(text))}, true), nil
}
