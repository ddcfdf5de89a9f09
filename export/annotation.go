package export

import (
	"io"
	"strings"

	"assay/ledger"
)

// webAnnotation writes an AnnotationPage of the W3C's Web Annotation model. A position is
// told in characters (code points), as the model wants it, and beside that in the units of
// UTF-16, in which browsers count, and in bytes, all of the report's own text, where words
// that name nobody private are quoted as well.
func (l *Ledger) webAnnotation(w io.Writer) error {
	var items []any
	for _, doc := range l.reports() {
		m := l.masks[doc.ID]
		points, units := m.Counter(false), m.Counter(true)
		for _, mk := range l.marks(doc) {
			id := "urn:assay:" + ledger.EntryID(doc.ID, mk.id)
			var selectors []any
			for _, sp := range mk.spans {
				o := object{{"type", "TextPositionSelector"}, {"start", points(sp.Start)}, {"end", points(sp.End)},
					{"assay:utf16", [2]int{units(sp.Start), units(sp.End)}}, {"assay:bytes", [2]int32{sp.Start, sp.End}}}
				if !m.Hides(sp) {
					o = append(o, field{"refinedBy", object{{"type", "TextQuoteSelector"}, {"exact", m.Words(sp)}}})
				}
				selectors = append(selectors, o)
			}
			var targets []any
			for _, s := range selectors {
				targets = append(targets, object{{"source", l.where(doc)}, {"selector", s}})
			}
			body := []any{object{{"type", "TextualBody"}, {"purpose", "classifying"}, {"value", strings.ToLower(mk.kind)}}}
			if len(mk.fields) > 0 {
				b, err := plainJSON(mk.fields)
				if err != nil {
					return err
				}
				body = append(body, object{{"type", "TextualBody"}, {"purpose", "describing"}, {"format", "application/json"}, {"value", string(b)}})
			}
			for _, p := range mk.points {
				kind, to, _ := strings.Cut(p.to, " ")
				body = append(body, object{{"type", "SpecificResource"}, {"purpose", "linking"}, {"source", "urn:assay:" + ledger.EntryID(doc.ID, to) + ":" + strings.ToLower(kind)}, {"assay:as", p.as}})
			}
			items = append(items, object{{"id", id + ":" + strings.ToLower(mk.kind)}, {"type", "Annotation"}, {"motivation", "identifying"}, {"body", body}, {"target", targets}})
		}
	}
	return writeList(w, object{{"@context", []any{"http://www.w3.org/ns/anno.jsonld", object{{"assay", "urn:assay:"}}}}, {"id", "urn:assay:page"}, {"type", "AnnotationPage"}, {"startIndex", 0}}, "items", items)
}
