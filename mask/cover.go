package mask

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
)

// A Cover is a stretch of the text that is shown by other words, and whose words are
// shown so wherever else they stand: a village by its province.
type Cover struct {
	Span  assay.Span
	Words string
}

// Covered returns a mask that hides what m hides, and covers besides.
func (m *Mask) Covered(covers []Cover) *Mask {
	c := *m
	c.hidden, c.covers = slices.Clone(m.hidden), nil
	for _, cover := range covers {
		if cover.Span.Check(m.doc.Text) != nil || cover.Span.Len() == 0 {
			continue
		}
		c.covers = append(c.covers, covered{cover.Span.In(m.doc.Text), cover.Words})
		if k := c.first(cover.Span); k == len(c.hidden) || c.hidden[k].span.Start >= cover.Span.End {
			c.hidden = slices.Insert(c.hidden, k, hidden{cover.Span, cover.Words})
		}
	}
	slices.SortStableFunc(c.covers, func(a, b covered) int {
		return cmp.Or(cmp.Compare(len(b.words), len(a.words)), strings.Compare(a.words, b.words))
	})
	c.covers = slices.CompactFunc(c.covers, func(a, b covered) bool { return a.words == b.words })
	return &c
}

// A covered is words of the text, and what is shown for them.
type covered struct{ words, by string }

// cover covers words that stand in no one place of the text.
func (m *Mask) cover(s string) string {
	if len(m.covers) == 0 || s == "" {
		return s
	}
	var b strings.Builder
	from, inside := 0, false // inside a word
next:
	for i := 0; i < len(s); {
		if !inside {
			for _, c := range m.covers {
				if strings.HasPrefix(s[i:], c.words) {
					if r, _ := utf8.DecodeRuneInString(s[i+len(c.words):]); unicode.IsLetter(r) {
						continue
					}
					b.WriteString(s[from:i] + c.by)
					i += len(c.words)
					from = i
					continue next
				}
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		inside = unicode.IsLetter(r)
		i += n
	}
	return b.String() + s[from:]
}
