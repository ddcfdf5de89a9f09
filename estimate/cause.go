package estimate

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// A cause is a set of what kills and displaces, as the sentence names it.
type cause uint16

// violence is the cause of the words for fighting and attacks.
const violence = cause(1) << en.Violence

// causeWords are the beginnings of words with their causes. Causes that one event has
// together ("storms and floods") are one.
var causeWords = func() (list []causeWord) {
	at := map[string]int{}
	for i, stems := range english.Causes {
		for stem := range strings.SplitSeq(stems, "|") {
			k, ok := at[stem]
			if !ok {
				k = len(list)
				at[stem] = k
				list = append(list, causeWord{stem: stem})
			}
			list[k].is |= 1 << i
		}
	}
	return list
}()

type causeWord struct {
	stem string
	is   cause
}

func causesIn(s string) cause {
	var c cause
	s = strings.ToLower(s)
	for _, w := range causeWords {
		for at := 0; ; {
			i := strings.Index(s[at:], w.stem)
			if i < 0 {
				break
			}
			if i += at; i == 0 || !letter(s[i-1]) {
				c |= w.is
				break
			}
			at = i + 1
		}
	}
	return c
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || c >= 0x80 || c == '-' }

// lead returns the beginning of a report: headline and first paragraph as a
// rule.
func lead(doc *assay.Doc) string {
	from, left := int32(0), 2
	end := int32(0)
	for i := range doc.Regions {
		if r := &doc.Regions[i]; left > 0 && (r.Kind == assay.Headline || r.Kind == assay.Body) {
			if r.Span.Check(doc.Text) != nil {
				continue
			}
			if end == 0 {
				from = r.Span.Start
			}
			end = r.Span.End
			left--
		}
	}
	return clip(doc.Text[from:max(from, end)], 600)
}

// disaster returns the causes of which a place has one at a time. Two floods of
// one town in one week are one flood, whose dead one report counts by Monday and
// another by Thursday; two attacks in one week are two.
func (m *mention) disaster() cause {
	c := m.causes
	if c == 0 {
		c = m.set.causes
	}
	return c &^ violence
}
