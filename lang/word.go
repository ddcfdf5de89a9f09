package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
	"assay/lang/neural"
)

// A Word is a token with what the features are made of. The hashes are worked
// out once a token; the classifiers only combine them.
type Word struct {
	Form  string
	Lower string

	form, lower, shape uint64
	prefix, suffix     [4]uint64 // of one to four bytes
	list               uint64    // which word lists it stands in
	first              bool      // opens its sentence
	upper              bool      // begins with a capital letter
	hyphen             bool      // is one
	joins              bool      // may stand inside a name: "of", "and", "al"
}

// NewWord returns the Word of a form; first says that it opens its sentence.
func NewWord(form string, first bool) Word {
	w := Word{Form: form, first: first}
	w.Lower = lower(form)
	w.form, w.lower, w.shape = neural.Hash(w.Form), neural.Hash(w.Lower), neural.Outline(form)
	h := uint64(neural.HashStart)
	n := min(len(w.Lower), 4)
	for i := range n {
		h = neural.HashByte(h, w.Lower[i])
		w.prefix[i] = h
	}
	h = neural.HashStart + 1
	for i := range n {
		h = neural.HashByte(h, w.Lower[len(w.Lower)-1-i])
		w.suffix[i] = h
	}
	for i := n; i < 4; i++ {
		if i > 0 {
			w.prefix[i], w.suffix[i] = w.prefix[i-1], w.suffix[i-1]
		}
	}
	w.list = lists(w.Lower)
	r, _ := utf8.DecodeRuneInString(form)
	w.upper = unicode.IsUpper(r)
	w.hyphen = form == "-" || form == "–"
	w.joins = en.InsideNames()[form]
	return w
}

// lower is strings.ToLower, with curly apostrophes made straight: "don’t" and
// "don't" are one word to the classifiers.
func lower(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = strings.ToLower(s)
	switch {
	case !strings.Contains(s, "’") && !strings.Contains(s, "‘") && !strings.Contains(s, "“") && !strings.Contains(s, "”"):
		return s
	case s == "“" || s == "”":
		return `"`
	}
	return strings.NewReplacer("’", "'", "‘", "'").Replace(s)
}

// lists says in bits which word lists a word stands in.
func lists(lower string) uint64 {
	w := strings.TrimSuffix(lower, ".")
	var bits uint64
	if en.Titles()[w] {
		bits |= listTitle
	}
	if en.OrgWords()[w] {
		bits |= listOrg
	}
	if en.LocWords()[w] {
		bits |= listLoc
	}
	if en.Months()[w] > 0 {
		bits |= listMonth
	}
	if en.Weekdays()[w] > 0 {
		bits |= listDay
	}
	return bits
}
