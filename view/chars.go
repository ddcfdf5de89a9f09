package view

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// seen leaves out what is not seen, and writes what looks alike as one character.
func seen(text string) (string, []edit) {
	w := writer{in: text}
	lines := strings.IndexByte(text, '\r') >= 0 || strings.IndexByte(text, '\v') >= 0 || strings.IndexByte(text, '\f') >= 0
	before := rune(0) // the character before i, as it is in the view
	ascii := 0        // the end of the bytes of ASCII at i
	for i := 0; i < len(text); {
		if i >= ascii {
			ascii = asciiEnd(text, i)
		}
		j := ascii
		if lines {
			if k := strings.IndexAny(text[i:ascii], "\r\v\f"); k >= 0 {
				j = i + k
			}
		}
		if j > i {
			before = rune(text[j-1])
		}
		if i = j; i == len(text) {
			break
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch s := ""; {
		case unseen(r) || joiner(r):
			n = w.hide(i, before)
		case r >= 0x80 && !odd(r):
			before = r
		case r == '\r' && strings.HasPrefix(text[i:], "\r\n"):
			w.replace(i, i+2, "\n")
			n, before = 2, '\n'
		default:
			if s = alike(r, text[i:i+n]); s != "" {
				w.replace(i, i+n, s)
				r, _ = utf8.DecodeLastRuneInString(s)
			}
			before = r
		}
		i += n
	}
	return w.close()
}

// asciiEnd returns where the next byte stands at or after text[i] that is not of
// ASCII. Eight bytes are looked at at once: most texts have nothing else.
func asciiEnd(text string, i int) int {
	const highs = 0x8080808080808080
	for ; i+16 <= len(text); i += 16 {
		s := text[i : i+16]
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		y := uint64(s[8]) | uint64(s[9])<<8 | uint64(s[10])<<16 | uint64(s[11])<<24 |
			uint64(s[12])<<32 | uint64(s[13])<<40 | uint64(s[14])<<48 | uint64(s[15])<<56
		if (x|y)&highs != 0 {
			break
		}
	}
	for i < len(text) && text[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// hide leaves out the run of characters that are not seen at offset i, and returns
// its length. A joiner or non-joiner stays beside a letter whose script needs it
// and within an emoji.
func (w *writer) hide(i int, before rune) int {
	end, after := i, rune(0)
	for end < len(w.in) {
		r, n := utf8.DecodeRuneInString(w.in[end:])
		if !unseen(r) && !joiner(r) {
			after = r
			break
		}
		end += n
	}
	if n := cut(w.in[i:end], w.in[end:], before); n > 0 {
		w.replace(i, end+n, "")
		return end + n - i
	}
	keep := joins(before) || joins(after)
	if !keep {
		w.replace(i, end, "")
		return end - i
	}
	for k := i; k < end; {
		r, n := utf8.DecodeRuneInString(w.in[k:])
		if unseen(r) {
			w.replace(k, k+n, "")
		}
		k += n
	}
	return end - i
}

// cut reports how much stands between the two parts of a word that was cut at a soft
// hyphen, which shows at the end of a line: the line end, and what the next line is
// set in by. Run is what is not seen there, next what follows, before the character
// before it. 0 means that no word is cut.
func cut(run, next string, before rune) int {
	if !unicode.IsLetter(before) || !strings.Contains(run, "\u00ad") {
		return 0
	}
	rest := strings.TrimLeft(next, " ")
	if cut, ok := strings.CutPrefix(rest, "\r\n"); ok {
		rest = cut
	} else if r, n := utf8.DecodeRuneInString(rest); r == '\n' || alike(r, "") == "\n" {
		rest = rest[n:]
	} else {
		return 0
	}
	rest = strings.TrimLeft(rest, " \t")
	if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(r) {
		return 0
	}
	return len(next) - len(rest)
}

// unseen reports whether r shows nothing and says nothing in any script.
func unseen(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, // soft hyphen
		r == 0x034F,              // combining grapheme joiner
		r == 0x061C,              // Arabic letter mark
		r == 0x180E,              // Mongolian vowel separator
		r == 0x200B,              // zero-width space
		r == 0x200E, r == 0x200F, // marks of direction
		r >= 0x202A && r <= 0x202E,   // embeddings and overrides
		r >= 0x2060 && r <= 0x206F,   // word joiner, invisible operators, isolates
		r >= 0xFE00 && r <= 0xFE0F,   // variation selectors
		r == 0xFEFF,                  // byte-order mark
		r >= 0xFFF9 && r <= 0xFFFB,   // interlinear annotation
		r >= 0xE0000 && r <= 0xE0FFF: // tags; more variation selectors
		return true
	}
	return false
}

func joiner(r rune) bool { return r == 0x200C || r == 0x200D }

// joins reports whether a joiner or non-joiner beside r may say something: where
// letters change their form by their neighbours, and in an emoji.
func joins(r rune) bool {
	if r < 0x0530 || unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) {
		return r == '©' || r == '®'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r) && !unicode.Is(unicode.Inherited, r) || unicode.IsSymbol(r) && !unicode.Is(unicode.Sc, r)
}

// odd reports whether alike may have another form for r. Most characters of a page
// that are not of ASCII are quotation marks and dashes, and go the short way.
func odd(r rune) bool {
	switch {
	case r < 0x1680:
		return r == 0x85 || r == 0xA0
	case r < 0x2100:
		return r <= 0x2011 || r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0x205F
	}
	return r == 0x3000 || r >= 0xFB00 && r <= 0xFB06 || r >= 0xFF10 && r <= 0xFF5A
}

// alike returns the plain character that r looks like and stands for, "" if r is
// plain: spaces of every width are a space, line ends a line feed, two of the
// hyphens the common one, ligatures and wide forms their letters and digits. A
// fraction or a raised digit stays: it says something else than its digits.
func alike(r rune, s string) string {
	switch {
	case r == 0xA0, r == 0x1680, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F, r == 0x3000:
		return " "
	case r == '\r', r == '\v', r == '\f', r == 0x85, r == 0x2028:
		return "\n"
	case r == 0x2029:
		return "\n\n"
	case r == 0x2010, r == 0x2011:
		return "-"
	case r >= 0xFB00 && r <= 0xFB06, r >= 0xFF10 && r <= 0xFF19, r >= 0xFF21 && r <= 0xFF3A, r >= 0xFF41 && r <= 0xFF5A:
		return norm.NFKC.String(s)
	}
	return ""
}
