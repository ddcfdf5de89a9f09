package origin

import (
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
)

// releasedBy returns the body that issues a press release, whose own voice is no outlet's: the
// first line of its letterhead, or what it tells about itself at the end; "" if the
// report is no press release, or does not say.
func releasedBy(doc *assay.Doc) string {
	words := en.Turns()
	news := false
	for _, region := range doc.Regions {
		if region.Kind == assay.Body || region.Kind == assay.Headline {
			news = true
		}
		line := quote(doc, region.Span)
		if region.Kind != assay.Release || strings.ContainsAny(line, "@0123456789") {
			continue
		}
		if news {
			if name, ok := strings.CutPrefix(line, words.About); ok {
				return asWritten(doc, strings.TrimRight(name, ":"))
			}
			continue
		}
		for _, mark := range words.Release {
			if at := strings.Index(strings.ToLower(line), mark); at >= 0 && at+len(mark) <= len(line) {
				line = line[:at] // what stands behind a mark says when
			}
		}
		line = strings.TrimFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && r != '(' && r != ')' })
		if line != "" && !strings.Contains(line, ":") {
			return asWritten(doc, line)
		}
	}
	return ""
}

// asWritten returns the name of a body as the report writes it, where its letterhead is
// in capitals.
func asWritten(doc *assay.Doc, name string) string {
	for i := range doc.Actors {
		if a := &doc.Actors[i]; a.Class == assay.Organization && strings.EqualFold(a.Name, name) {
			return a.Name
		}
	}
	return name
}
