package gazetteer

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form under which a name is looked up: small letters without
// diacritics, apostrophes and dots, hyphens and runs of white space as one
// space, "St" as "saint", "Ft" as "fort", "Mt" as "mount", without a leading
// "the". Two spellings with one fold are one name.
func Fold(name string) string { return string(appendFold(nil, name)) }

// appendFold appends the fold of name to b.
func appendFold(b []byte, name string) []byte {
	start := len(b)
	gap := false
	letter := func(c byte) {
		if gap && len(b) > start {
			b = append(b, ' ')
		}
		gap = false
		b = append(b, c)
	}
	for i := 0; i < len(name); {
		c := name[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
				letter(c)
			case 'A' <= c && c <= 'Z':
				letter(c + 'a' - 'A')
			case c == '.' || c == '\'' || c == '`':
			case c == '&':
				gap = true
				letter('a')
				letter('n')
				letter('d')
				gap = true
			default:
				gap = true
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(name[i:])
		if s, ok := plain(r); ok {
			for k := 0; k < len(s); k++ {
				letter(s[k])
			}
		} else {
			b, gap = foldMarked(b, start, gap, name[i:i+n])
		}
		i += n
	}
	return canonical(b, start)
}

// plain gives the letters of runes that do not decompose into a letter and
// marks. Apostrophes of all kinds give nothing.
func plain(r rune) (string, bool) {
	switch r {
	case '’', '‘', 'ʿ', 'ʾ', 'ʼ', 'ʻ', 'ʹ', 'ʽ', '´', '′', '“', '”', 0xAD:
		return "", true
	case 'ø', 'Ø':
		return "o", true
	case 'ł', 'Ł':
		return "l", true
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d", true
	case 'ı':
		return "i", true
	case 'ß':
		return "ss", true
	case 'æ', 'Æ':
		return "ae", true
	case 'œ', 'Œ':
		return "oe", true
	case 'þ', 'Þ':
		return "th", true
	case 'ħ', 'Ħ':
		return "h", true
	case 'ə', 'Ə':
		return "a", true
	case 'ŋ', 'Ŋ':
		return "n", true
	}
	return "", false
}

// foldMarked appends the base letters of one rune that carries marks. A rune
// that is no letter of the Latin script (a dash, a Cyrillic letter) parts words.
func foldMarked(b []byte, start int, gap bool, s string) ([]byte, bool) {
	var buf [32]byte
	for _, c := range norm.NFKD.AppendString(buf[:0], s) {
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		default:
			continue
		}
		if gap && len(b) > start {
			b = append(b, ' ')
		}
		gap = false
		b = append(b, c)
	}
	if r, _ := utf8.DecodeRuneInString(s); !latinOrMark(r) {
		gap = true
	}
	return b, gap
}

func latinOrMark(r rune) bool { return r < 0x370 || r >= 0x1E00 && r < 0x1F00 }

// canonical writes out the short forms of the fold b[start:].
func canonical(b []byte, start int) []byte {
	s := b[start:]
	if len(s) > 4 && string(s[:4]) == "the " {
		b = append(b[:start], s[4:]...)
		s = b[start:]
	}
	short := false
	for i := 0; i+1 < len(s) && !short; i++ {
		short = (i == 0 || s[i-1] == ' ') && s[i+1] == 't' && (i+2 == len(s) || s[i+2] == ' ')
	}
	if !short {
		return b
	}
	words := strings.Split(string(s), " ")
	for i, w := range words[:len(words)-1] { // "St" at the end is a street
		switch w {
		case "st":
			words[i] = "saint"
		case "ft":
			words[i] = "fort"
		case "mt":
			words[i] = "mount"
		}
	}
	return append(b[:start], strings.Join(words, " ")...)
}

// loose returns the form in which the spellings of an Arabic name meet: the
// article left out, vowels and doubled letters evened out. "Ash Shamra",
// "Al-Shamrah" and "al Shamra" are one; so are "Hor", "Hour" and "Hawr". It is
// asked only where a name as written is not found, and "" if nothing is left.
func loose(fold string) string {
	words := strings.Split(fold, " ")
	var out []byte
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if article(w, next) {
			continue
		}
		if len(w) > 4 && isVowel(w[0]) && w[1] == w[2] && strings.IndexByte("zstrndl", w[1]) >= 0 && len(words) > 1 {
			w = w[2:] // "Bir Ezzahra"
		}
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = appendLoose(out, w)
	}
	return string(out)
}

// article reports whether w before next is the Arabic article: "al" and "el",
// or the form that takes over the next consonant, "ash Shamra", "ez-Zahra".
func article(w, next string) bool {
	if len(w) < 2 || len(w) > 3 || next == "" || !isVowel(w[0]) {
		return false
	}
	return w == "al" || w == "el" || w == "ul" || strings.HasPrefix(next, w[1:])
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// appendLoose appends w with its vowels evened out: a, i for the front and u
// for the back ones, each run of vowels as its strongest, final "h" and doubled
// letters dropped, q as k.
func appendLoose(out []byte, w string) []byte {
	start := len(out)
	for i := 0; i < len(w); {
		c := w[i]
		if isVowel(c) || (c == 'y' || c == 'w') && i > 0 && isVowel(w[i-1]) && (i+1 == len(w) || !isVowel(w[i+1])) {
			j, v := i, byte('a')
			for ; j < len(w) && (isVowel(w[j]) || (w[j] == 'y' || w[j] == 'w') && j > i && (j+1 == len(w) || !isVowel(w[j+1]))); j++ {
				switch w[j] {
				case 'i', 'e', 'y':
					v = max(v, 'i')
				case 'o', 'u', 'w':
					v = 'u'
				}
			}
			if j == len(w) || j == len(w)-1 && w[j] == 'h' {
				if v == 'i' && w[j-1] == 'e' {
					v = 'a' // final "-eh" and "-e" are "-ah"
				}
			}
			out = append(out, v)
			i = j
			continue
		}
		switch {
		case c == 'q':
			c = 'k'
		case c == 'h' && i == len(w)-1 && i > 0 && (w[i-1] == 'a' || w[i-1] == 'e'):
			i++
			continue
		}
		if n := len(out); n == start || out[n-1] != c {
			out = append(out, c)
		}
		i++
	}
	return out
}
