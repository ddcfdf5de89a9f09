package copies

import (
	"unicode"
	"unicode/utf8"

	"assay"
)

// A word is a word of a report's body: what it reads like once case, quotes
// and dashes are folded, and where it stands.
type word struct {
	hash uint64
	sp   assay.Span
}

// shingle is the number of words of a shingle, and the least of a shared run.
const shingle = 5

// bodies calls f for each stretch of doc's body. A Doc in which no layout was
// read is all body.
func bodies(doc *assay.Doc, f func(sp assay.Span)) {
	if len(doc.Regions) == 0 {
		f(assay.Span{End: int32(len(doc.Text))})
	}
	for _, reg := range doc.Regions {
		if reg.Kind == assay.Body && reg.Span.Check(doc.Text) == nil {
			f(reg.Span)
		}
	}
}

// bodyWords appends the words of doc's body to buf.
func bodyWords(buf []word, doc *assay.Doc) []word {
	bodies(doc, func(sp assay.Span) { buf = appendWords(buf, doc.Text, sp) })
	return buf
}

// bodyHashes appends the hashes of the words of doc's body to buf.
func bodyHashes(buf []uint64, doc *assay.Doc) []uint64 {
	bodies(doc, func(sp assay.Span) {
		s := doc.Text[:sp.End]
		for i := int(sp.Start); i < len(s); {
			end, hash := scanWord(s, i)
			if end == i {
				i = pass(s, i)
				continue
			}
			buf = append(buf, mix(hash))
			i = end
		}
	})
	return buf
}

// pass returns where the next character after s[i] starts.
func pass(s string, i int) int {
	if s[i] < utf8.RuneSelf {
		return i + 1
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return i + n
}

// appendWords appends the words of text that lie in sp.
func appendWords(buf []word, text string, sp assay.Span) []word {
	s := text[:sp.End]
	for i := int(sp.Start); i < len(s); {
		end, hash := scanWord(s, i)
		if end == i {
			i = pass(s, i)
			continue
		}
		buf = append(buf, word{mix(hash), assay.Span{Start: int32(i), End: int32(end)}})
		i = end
	}
	return buf
}

// FNV-1a.
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// scanWord returns where the word that starts at s[i] ends, and the hash of
// its folded form; i itself where no word starts.
//
// Case is folded, the point of "U.S." and the comma of "20,000" are passed
// over, every apostrophe is one apostrophe, a hyphen or dash ends the word.
// "%" and the signs of currencies are words, so that "5 %" and "5 percent" can
// be told apart and told alike.
func scanWord(s string, i int) (end int, hash uint64) {
	hash = offset64
	segment := 0 // letters since the start or the last point
	points := 0
	for end = i; end < len(s); {
		c := s[end]
		if lower := plain[c]; lower != 0 {
			hash, end, segment = (hash^uint64(lower))*prime64, end+1, segment+1
			continue
		}
		switch {
		case c == ' ' || c == '\n': // by far the most frequent end
			return end, hash
		case c == '%' || c == '$':
			if end == i {
				return end + 1, (hash ^ uint64(c)) * prime64
			}
			return end, hash
		case c < utf8.RuneSelf:
			if end == i {
				return i, 0
			}
			n, keep := joint(s, i, end, segment)
			if n == 0 {
				if c == '.' && points > 0 && segment == 1 {
					end++ // the last point of "U.S."
				}
				return end, hash
			}
			if c == '.' && segment == 1 {
				points++
			}
			if keep {
				hash = (hash ^ '\'') * prime64
			}
			end, segment = end+n, 0
			continue
		}
		r, n := utf8.DecodeRuneInString(s[end:])
		switch {
		case alone(r):
			if end == i {
				return end + n, hashRune(hash, r)
			}
			return end, hash
		case unicode.IsLetter(r) || unicode.IsDigit(r) || end > i && unicode.IsMark(r):
			hash, end, segment = hashRune(hash, unicode.ToLower(r)), end+n, segment+1
		case (r == '’' || r == 'ʼ') && end > i && letterAt(s, end+n):
			hash, end = (hash^'\'')*prime64, end+n
		default:
			return end, hash
		}
	}
	return end, hash
}

// plain holds the letters and digits of ASCII in lower case, and zero for all
// other bytes.
var plain = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}()

// joint returns the length of a mark at s[end] that stands inside a word which
// began at start, 0 if none does, and whether it belongs to the folded form.
func joint(s string, start, end, segment int) (n int, keep bool) {
	digit := func(k int) bool { return k >= start && k < len(s) && '0' <= s[k] && s[k] <= '9' }
	switch s[end] {
	case '\'':
		if letterAt(s, end+1) {
			return 1, true
		}
	case ',':
		if digit(end-1) && digit(end+1) {
			return 1, false
		}
	case '.':
		// "U.S.", "3.5"; but "declared.Analysts", where a scrape lost the
		// white space, is two words.
		if digit(end-1) && digit(end+1) || segment == 1 && letterAt(s, end+1) && !letterAt(s, end+2) {
			return 1, false
		}
	}
	return 0, false
}

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if c := s[i]; c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// alone reports whether r is a word by itself: a sign of a currency, or a
// character of a script that does not part its words.
func alone(r rune) bool {
	return unicode.Is(unicode.Sc, r) || r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x0E00 && r < 0x0E80 && unicode.Is(unicode.Thai, r) && unicode.IsLetter(r)
}

func hashRune(h uint64, r rune) uint64 {
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		h = (h ^ uint64(c)) * prime64
	}
	return h
}

// mix spreads the bits of x, so that any of them can be sampled by.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	x ^= x >> 33
	return x
}

// A roller hashes every run of five words, one word after the other.
type roller struct {
	sum  uint64
	last [shingle]uint64
	n    int
}

const (
	rollBase = 0x9E3779B97F4A7C15
	rollOut  = rollBase * rollBase % (1 << 64) * rollBase % (1 << 64) * rollBase % (1 << 64) // of the word that leaves
)

// next takes the next word; it returns the hash of the last five, once there
// are five.
func (r *roller) next(word uint64) (gram uint64, ok bool) {
	at := r.n % shingle
	r.sum = (r.sum-r.last[at]*rollOut)*rollBase + word
	r.last[at] = word
	r.n++
	return mix(r.sum), r.n >= shingle
}

// shingles appends to buf the hash of every run of five words.
func shingles(buf []uint64, words []word) []uint64 {
	var roll roller
	for _, w := range words {
		if g, ok := roll.next(w.hash); ok {
			buf = append(buf, g)
		}
	}
	return buf
}

// folded returns the folded form of a word as written: "u.s" and "US" are
// "us", "Country’s" is "country's".
func folded(s string) string {
	b := make([]byte, 0, len(s))
	for i, r := range s {
		switch {
		case r == '\'' || r == '’' || r == 'ʼ':
			b = append(b, '\'')
		case (r == '.' || r == ',') && i > 0:
		default:
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return string(b)
}
