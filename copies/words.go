package copies

import (
	"math/bits"
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
			buf = append(buf, hash)
			for i = end; i < len(s) && between[s[i]]; i++ {
			}
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
		buf = append(buf, word{hash, assay.Span{Start: int32(i), End: int32(end)}})
		for i = end; i < len(s) && between[s[i]]; i++ {
		}
	}
	return buf
}

// FNV-1a, eight bytes at a time.
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// A spelling hashes the folded form of a word, byte by byte.
type spelling struct {
	hash uint64
	last uint64 // the bytes that are not in hash yet, the first lowest
	n    int
}

func (sp *spelling) add(c byte) {
	sp.last |= uint64(c) << (sp.n % 8 * 8)
	if sp.n++; sp.n%8 == 0 {
		sp.hash, sp.last = (sp.hash^sp.last)*prime64, 0
	}
}

func (sp *spelling) addRune(r rune) {
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		sp.add(c)
	}
}

func (sp *spelling) sum() uint64 { return mix(sp.hash ^ sp.last) }

// scanWord returns where the word that starts at s[i] ends, and the hash of
// its folded form; i itself where no word starts.
//
// Case is folded, the point of "U.S." and the comma of "20,000" are passed
// over, every apostrophe is one apostrophe, a hyphen or dash ends the word.
// "%" and the signs of currencies are words, so that "5 %" and "5 percent" can
// be told apart and told alike.
func scanWord(s string, i int) (end int, hash uint64) {
	// Nearly all words are letters or digits with white space behind them, and
	// most are short: eight bytes are looked at at once.
	hash = offset64
	for end = i; end+8 <= len(s); end += 8 {
		x := uint64(s[end]) | uint64(s[end+1])<<8 | uint64(s[end+2])<<16 | uint64(s[end+3])<<24 |
			uint64(s[end+4])<<32 | uint64(s[end+5])<<40 | uint64(s[end+6])<<48 | uint64(s[end+7])<<56
		n, lower := plainAhead(x)
		if n == 8 {
			hash = (hash ^ lower) * prime64
			continue
		}
		lower &= 1<<(8*n) - 1
		if end+n > i && endsWord(s, end+n) {
			return end + n, mix(hash ^ lower)
		}
		return scanMarked(s, i, end+n, spelling{hash, lower, end + n - i})
	}
	return scanMarked(s, i, end, spelling{hash, 0, end - i})
}

// endsWord reports whether it is plain that a word ends before s[i]: a mark of
// ASCII stands there that is part of no word, or white space behind it.
func endsWord(s string, i int) bool {
	switch c := s[i]; c {
	case '\'':
		return false
	case ',', '.':
		return i+1 < len(s) && (s[i+1] == ' ' || s[i+1] == '\n')
	default:
		return c < utf8.RuneSelf
	}
}

// between holds the bytes of ASCII that are in no word and begin none.
var between = func() (t [256]bool) {
	for c := range byte(utf8.RuneSelf) {
		t[c] = plain[c] == 0 && c != '%' && c != '$'
	}
	return t
}()

// Each byte of a word of eight.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// plainAhead returns how many of the eight bytes of x, from the lowest on, are
// letters or digits of ASCII, and the bytes in lower case: where that is
// so. A sum carries into the highest bit of a byte if the byte is large enough.
func plainAhead(x uint64) (n int, lower uint64) {
	lower = x | 0x20*ones
	letter, digit := lower&^highs, x&^highs
	letters := (letter + (0x80-'a')*ones) &^ (letter + (0x80-'z'-1)*ones)
	digits := (digit + (0x80-'0')*ones) &^ (digit + (0x80-'9'-1)*ones)
	other := ^(letters | digits) | x
	return bits.TrailingZeros64(other&highs) / 8, lower
}

// scanMarked is scanWord from s[end] on, where the first byte stands that is
// no letter or digit of ASCII.
func scanMarked(s string, i, end int, sp spelling) (int, uint64) {
	segment := end - i // letters since the start or the last point
	points := 0
	for end < len(s) {
		c := s[end]
		if lower := plain[c]; lower != 0 {
			sp.add(lower)
			end, segment = end+1, segment+1
			continue
		}
		switch {
		case c == '%' || c == '$':
			if end == i {
				sp.add(c)
				end++
			}
			return end, sp.sum()
		case c < utf8.RuneSelf:
			if end == i {
				return i, 0
			}
			n, keep := joint(s, i, end, segment)
			if n == 0 {
				if c == '.' && points > 0 && segment == 1 {
					end++ // the last point of "U.S."
				}
				return end, sp.sum()
			}
			if c == '.' && segment == 1 {
				points++
			}
			if keep {
				sp.add('\'')
			}
			end, segment = end+n, 0
			continue
		}
		r, n := utf8.DecodeRuneInString(s[end:])
		switch {
		case alone(r):
			if end == i {
				sp.addRune(r)
				end += n
			}
			return end, sp.sum()
		case unicode.IsLetter(r) || unicode.IsDigit(r) || end > i && unicode.IsMark(r):
			sp.addRune(unicode.ToLower(r))
			end, segment = end+n, segment+1
		case (r == '’' || r == 'ʼ') && end > i && letterAt(s, end+n):
			sp.add('\'')
			end += n
		default:
			return end, sp.sum()
		}
	}
	return end, sp.sum()
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
	small := 0
	for small < len(s) && plain[s[small]] == s[small] && s[small] != 0 {
		small++
	}
	if small == len(s) {
		return s
	}
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
