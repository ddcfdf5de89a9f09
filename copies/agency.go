package copies

import (
	"slices"
	"strings"

	"assay"
)

// agencies are the news agencies by the tags they sign with.
var agencies = []struct {
	name string
	tags []string // words, folded; the first is the tag in brackets
}{
	{"AP", []string{"ap", "associated press"}},
	{"Reuters", []string{"reuters", "reuter", "thomson reuters"}},
	{"AFP", []string{"afp", "agence france-presse", "agence france presse"}},
	{"UPI", []string{"upi", "united press international"}},
	{"Xinhua", []string{"xinhua"}},
	{"dpa", []string{"dpa", "deutsche presse-agentur"}},
	{"EFE", []string{"efe"}},
	{"ANSA", []string{"ansa"}},
	{"TASS", []string{"tass", "itar-tass"}},
	{"Interfax", []string{"interfax"}},
	{"AA", []string{"aa", "anadolu agency", "anadolu"}},
	{"PTI", []string{"pti", "press trust of india"}},
	{"ANI", []string{"ani", "asian news international"}},
	{"IANS", []string{"ians"}},
	{"APP", []string{"app", "associated press of pakistan"}},
	{"Kyodo", []string{"kyodo", "kyodo news"}},
	{"Yonhap", []string{"yonhap"}},
	{"Bernama", []string{"bernama"}},
	{"Antara", []string{"antara"}},
	{"IRNA", []string{"irna"}},
	{"SANA", []string{"sana"}},
	{"KUNA", []string{"kuna"}},
	{"WAM", []string{"wam"}},
	{"WAFA", []string{"wafa"}},
	{"MENA", []string{"mena"}},
	{"PA", []string{"pa", "press association", "pa media"}},
	{"AAP", []string{"aap", "australian associated press"}},
	{"CP", []string{"cp", "canadian press", "the canadian press"}},
	{"Bloomberg", []string{"bloomberg", "bloomberg news"}},
	{"NYT", []string{"nyt", "new york times news service"}},
	{"CNS", []string{"cns"}},
	{"IRIN", []string{"irin"}},
}

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
		case reg.Kind == assay.Credit && !strings.Contains(strings.ToLower(s), "contribut"):
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
	for _, ag := range agencies {
		if slices.Contains(tags, ag.tags[0]) {
			return ag.name
		}
		for _, s := range plain {
			if s != "" && named(s, ag.tags) {
				return ag.name
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
	for _, ag := range agencies {
		for _, reg := range doc.Regions {
			if ag.name == name && reg.Kind == assay.Credit && reg.Span.Check(doc.Text) == nil && named(reg.Span.In(doc.Text), ag.tags) {
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
