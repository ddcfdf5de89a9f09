package copies

import (
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
)

// agency returns the news agency that doc comes from by its dateline, byline,
// credit, publisher or author, or by a tag in brackets where its body starts:
// "JUBA (AP) —". It is "" if none is named. A tag in a credit that only thanks
// ("Reuters contributed to this report") is none. Doc is in the view of its text.
func agency(doc *assay.Doc) string {
	var some, more [4]string // most have no more
	bracketed, plain := some[:0], more[:0]
	first := true
	for _, reg := range doc.Regions {
		if reg.Span.Check(doc.Text) != nil {
			continue
		}
		s := reg.Span.In(doc.Text)
		switch {
		case reg.Kind == assay.Dateline:
			bracketed = append(bracketed, s)
		case reg.Kind == assay.Byline:
			plain = append(plain, s)
		case reg.Kind == assay.Credit && !strings.Contains(strings.ToLower(s), english.Thanks):
			plain = append(plain, s)
		case reg.Kind == assay.Body && first:
			bracketed, first = append(bracketed, head(s)), false
		}
	}
	if len(doc.Regions) == 0 {
		bracketed = append(bracketed, head(doc.Text))
	}
	plain = append(plain, doc.Publisher, doc.Author)
	tags := bracketed[:0]
	for _, s := range bracketed {
		if i := strings.Index(s, "("); i >= 0 {
			if tag, _, ok := strings.Cut(s[i+1:], ")"); ok {
				tags = append(tags, folded(strings.TrimSpace(tag)))
			}
		}
	}
	for _, ag := range en.Agencies() {
		if slices.Contains(tags, ag.Tags[0]) {
			return ag.Name
		}
		for _, s := range plain {
			if s != "" && named(s, ag.Tags) {
				return ag.Name
			}
		}
	}
	return ""
}

// credits reports whether doc, which does not come from the agency itself,
// thanks it in a credit: "Reuters contributed to this report."
func credits(doc *assay.Doc, name string) bool {
	if name == "" || agency(doc) == name {
		return false
	}
	for _, ag := range en.Agencies() {
		for _, reg := range doc.Regions {
			if ag.Name == name && reg.Kind == assay.Credit && reg.Span.Check(doc.Text) == nil && named(reg.Span.In(doc.Text), ag.Tags) {
				return true
			}
		}
	}
	return false
}

// head returns the start of a body, where a dateline may stand unmarked.
func head(s string) string {
	for i := range s {
		if i >= 80 {
			return s[:i]
		}
	}
	return s
}

// named reports whether s holds one of tags as whole words. A tag of two or
// three letters must stand in capitals: "AP", not "ap".
func named(s string, tags []string) bool {
	lower := strings.ToLower(s)
	for _, tag := range tags {
		text, t := lower, tag
		if len(tag) <= 3 {
			text, t = s, strings.ToUpper(tag)
		}
		for at := 0; ; {
			i := strings.Index(text[at:], t)
			if i < 0 {
				break
			}
			i += at
			if (i == 0 || !wordByte(text[i-1])) && (i+len(t) == len(text) || !wordByte(text[i+len(t)])) {
				return true
			}
			at = i + 1
		}
	}
	return false
}

func wordByte(c byte) bool {
	return c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
