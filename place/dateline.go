package place

import (
	"strings"

	"assay"
)

// dateline takes the places that a dateline names, which is not cut into
// tokens: "STRELSAU, Ruritania (AP) —" names two.
func (f *finder) dateline(region assay.Span) {
	text := region.In(f.doc.Text)
	if i := strings.IndexAny(text, "(—–"); i >= 0 {
		text = text[:i]
	}
	if i := strings.Index(text, " - "); i >= 0 {
		text = text[:i]
	}
	at := 0
	for _, part := range strings.Split(text, ",") {
		begin := at + len(part) - len(strings.TrimLeft(part, " \t\n"))
		name := strings.TrimSpace(part)
		at += len(part) + 1
		// "LONDON, March 3": the rest is a date.
		if first, _, _ := strings.Cut(strings.ToLower(strings.TrimRight(name, ".")), " "); name == "" || dated(strings.TrimRight(first, ".")) {
			break
		}
		cands := f.gaz.Lookup(name)
		if len(cands) == 0 || !capital(name) {
			continue
		}
		sp := assay.Span{Start: region.Start + int32(begin), End: region.Start + int32(begin+len(name))}
		f.mentions = append(f.mentions, mention{name: sp, phrase: sp, lo: -1, hi: -1, cands: cands, within: -1, weight: 2})
	}
}
