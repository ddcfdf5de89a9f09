package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
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
	w.form, w.lower, w.shape = hash(w.Form), hash(w.Lower), shape(form)
	h := uint64(offset)
	n := min(len(w.Lower), 4)
	for i := range n {
		h = (h ^ uint64(w.Lower[i])) * prime
		w.prefix[i] = h
	}
	h = offset + 1
	for i := range n {
		h = (h ^ uint64(w.Lower[len(w.Lower)-1-i])) * prime
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
	switch form {
	case "of", "and", "for", "the", "&", "on", "de", "la", "del", "al", "el", "bin", "van", "von", "da", "di", "du", "to", "in", "'s", "’s":
		w.joins = true
	}
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

const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(offset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * prime
	}
	return h
}

// mix combines two hashes so that every bit of both counts in the upper bits.
func mix(a, b uint64) uint64 {
	h := a ^ (b*0x9E3779B97F4A7C15 + 0x7F4A7C15 + (a << 6) + (a >> 2))
	h ^= h >> 31
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 27
	h *= 0x94D049BB133111EB
	return h ^ h>>32
}

// shape hashes the pattern of capitals, small letters and digits, runs cut to
// two: "McKay" has the shape of "McDonald", "2,500" that of "12,000".
func shape(s string) uint64 {
	h := uint64(offset + 2)
	var last, before byte
	for _, r := range s {
		var c byte
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLower(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = 'd'
		case r == '’' || r == '‘':
			c = '\''
		case r == '“' || r == '”':
			c = '"'
		default:
			c = byte(r)
		}
		if c == last && c == before {
			continue
		}
		last, before = c, last
		h = (h ^ uint64(c)) * prime
	}
	return h
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
