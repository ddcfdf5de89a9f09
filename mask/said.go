package mask

import (
	"regexp"
	"strings"
)

// Withheld stands for a name where the words beside it say the role: "[name
// withheld], a nurse", not "[a nurse], a nurse".
const Withheld = "name withheld"

var (
	apposed   = regexp.MustCompile(`^(?:,|\s\(| (?:is|was|–|—)\s)`)
	leadingTo = regexp.MustCompile(`^(?:,? (?:named|called|known as|identified as)|,? (?:\d{1,3}|[\p{L}-]+)[-‐‑]year[-‐‑]old|,)?[  \n]$`)
	yearsOld  = regexp.MustCompile(`^an? (\d{1,3})-year-old$`)
)

// said reports whether the noun of a label stands beside the stretch of the text
// that it is to replace. A numbered label is needed to tell two apart.
func (f *finder) said(label string, start, end int32) bool {
	rest := f.text[end:min(len(f.text), int(end)+80)]
	if m := yearsOld.FindStringSubmatch(label); m != nil {
		rest, ok := strings.CutPrefix(strings.TrimLeft(rest, ", ("), m[1])
		return ok && apposed.MatchString(f.text[end:]) && (rest == "" || strings.IndexByte(",.;) \n", rest[0]) >= 0)
	}
	words := strings.Fields(withoutArticle(label))
	if len(words) == 0 {
		return false
	}
	head := fold(words[headOf(words)])
	if head == "" || head == "person" || strings.ContainsAny(label, "0123456789") && words[len(words)-1][0] <= '9' {
		return false
	}
	if apposed.MatchString(rest) {
		if k := strings.IndexAny(rest, ".;!?\n"); k >= 0 {
			rest = rest[:k]
		}
		for i, w := range wordsOf(rest) {
			if i == 7 || w.upper && i > 0 {
				break
			}
			if !w.upper && foldWord(rest[w.start:w.end]) == head {
				return true
			}
		}
	}
	from := max(0, int(start)-60)
	before := f.text[from:start]
	ws := wordsOf(strings.ToValidUTF8(before, "?"))
	for i := len(ws) - 1; i >= max(0, len(ws)-4); i-- {
		if w := ws[i]; !w.upper && int(w.end) <= len(before) && foldWord(before[w.start:w.end]) == head {
			return leadingTo.MatchString(before[w.end:])
		}
	}
	return false
}
