package mask

import (
	"regexp"
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
)

const (
	fullName = `(\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3})`
	nameList = `(\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3}(?:(?:,| and|, and| &) \p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3})*)`
)

var (
	credited  = regexp.MustCompile(`(\((?:[\p{L} ]{0,20}(?:[Pp]hotos?|PHOTOS?|Images?|Pictures?)(?: by)?:? ?)?)?` + fullName + ` ?/ ?([^()\n]{2,40})`)
	reachable = regexp.MustCompile(`\b(?:Contact|Reach|Email|E-mail|Follow)(?: (?:the )?(?:reporter|writer|editor|photographer|staff writer))? ` + fullName + ` (?:at|on|via|by)\b([^\n]{1,80})`)
	posted    = regexp.MustCompile(`\bPosted (?:on [^\n]{4,30} )?by ` + fullName)
	byline    = regexp.MustCompile(`(?m)^[ \t]*(?:By|BY) ` + nameList + `[ \t]*(?:$|[|,/•·–—])`)
	worked    = regexp.MustCompile(`\b(?:[Rr]eporting|[Ee]diting|[Ww]riting) by ` + nameList)
)

// signers returns the names that sign doc in its text, whatever the reader of
// names made of them: under the headline, at its end, below a picture. Whom the
// report introduces as somebody else signs nothing.
func signers(doc *assay.Doc) []string {
	text := doc.Text
	var out []string
	introduced := map[string]bool{}
	for i := range doc.Actors {
		if a := &doc.Actors[i]; a.Class == assay.Person && a.Role != "" && !ofPress(a.Role) {
			introduced[fold(a.Name)] = true
		}
	}
	sign := func(list string) {
		for _, name := range authors(list) {
			name = strings.TrimRight(name, ".'’-")
			if personal(name) && strings.Contains(name, " ") && !introduced[fold(name)] {
				out = append(out, name)
			}
		}
	}
	if strings.Contains(text, "/") {
		for _, m := range credited.FindAllStringSubmatch(text, -1) {
			outlet := strings.FieldsFunc(strings.ToLower(m[3]), func(r rune) bool { return !unicode.IsLetter(r) })
			pictured := strings.ContainsFunc(m[1], unicode.IsLetter)
			if first := strings.TrimLeft(m[3], " "); first == "" || !unicode.IsUpper([]rune(first)[0]) {
				continue
			}
			ok := pictured
			for _, w := range outlet[:min(4, len(outlet))] {
				if en.NoPress()[w] {
					ok = false
					break
				}
				ok = ok || en.Press()[w]
			}
			if ok {
				sign(m[2])
			}
		}
	}
	for _, m := range reachable.FindAllStringSubmatch(text, -1) {
		if strings.ContainsAny(m[2], "@0123456789") {
			sign(m[1])
		}
	}
	for _, re := range []*regexp.Regexp{posted, byline, worked} {
		for _, m := range re.FindAllStringSubmatch(text, -1) {
			sign(m[1])
		}
	}
	return out
}

// ofPress reports whether a role is that of who writes or takes pictures.
func ofPress(role string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(role)) {
		if en.PressRoles()[strings.Trim(w, ".,;")] {
			return true
		}
	}
	return false
}
