package mask

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
)

const (
	fullName = `(\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3})`
	nameList = `(\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3}(?:(?:,| and|, and| &) \p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3})*)`
)

// What signs, each with the words at which it is looked for: a pattern over a
// whole text would take longer than all else here.
var (
	credited = regexp.MustCompile(`(\((?:[\p{L} ]{0,20}(?:[Pp]hotos?|PHOTOS?|Images?|Pictures?)(?: by)?:? ?)?)?` + fullName + ` ?$`) // before a slash
	signed   = []struct {
		keys    []string
		line    bool // only where a line begins
		reached bool // only where an address or a number follows
		pattern *regexp.Regexp
	}{
		{[]string{"Contact ", "Reach ", "Email ", "E-mail ", "Follow "}, false, true, regexp.MustCompile(`^[\p{L}-]+(?: (?:the )?(?:reporter|writer|editor|photographer|staff writer))? ` + fullName + ` (?:at|on|via|by)\b([^\n]{1,80})`)},
		{[]string{"Posted "}, false, false, regexp.MustCompile(`^Posted (?:on [^\n]{4,30} )?by ` + fullName)},
		{[]string{"By ", "BY "}, true, false, regexp.MustCompile(`^(?:By|BY) ` + nameList + `[ \t]*(?:$|[|,/•·–—\n])`)},
		{[]string{"eporting by ", "diting by ", "riting by "}, false, false, regexp.MustCompile(`^[a-z]+ by ` + nameList)},
	}
)

// each calls f with every place of key in text.
func each(text, key string, f func(at int)) {
	for at := 0; ; at += len(key) {
		k := strings.Index(text[at:], key)
		if k < 0 {
			return
		}
		at += k
		f(at)
	}
}

// window returns text from start on, at most n bytes and whole letters.
func window(text string, start, n int) string {
	end := min(len(text), start+n)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return text[start:end]
}

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
	each(text, "/", func(i int) {
		after := window(text, i+1, 40)
		if k := strings.IndexAny(after, "()\n"); k >= 0 {
			after = after[:k]
		}
		if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " ")); !unicode.IsUpper(first) {
			return
		}
		from := max(0, i-90)
		for from > 0 && !utf8.RuneStart(text[from]) {
			from++
		}
		m := credited.FindStringSubmatch(text[from:i])
		if m == nil {
			return
		}
		ok := strings.ContainsFunc(m[1], unicode.IsLetter) // "(Photo: "
		outlet := strings.FieldsFunc(strings.ToLower(after), func(r rune) bool { return !unicode.IsLetter(r) })
		for _, w := range outlet[:min(4, len(outlet))] {
			if en.NoPress()[w] {
				return
			}
			ok = ok || en.Press()[w]
		}
		if ok {
			sign(m[2])
		}
	})
	for _, s := range signed {
		for _, key := range s.keys {
			each(text, key, func(i int) {
				if s.line && strings.TrimLeft(text[max(0, strings.LastIndexByte(text[:i], '\n')+1):i], " \t") != "" {
					return
				}
				if m := s.pattern.FindStringSubmatch(window(text, i, 240)); m != nil && (!s.reached || strings.ContainsAny(m[2], "@0123456789") || strings.Contains(m[2], "www.")) {
					sign(m[1])
				}
			})
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
