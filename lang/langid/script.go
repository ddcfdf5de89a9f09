package langid

import "unicode"

// A script is a writing system. Those before the first that tells its language by
// itself have languages to tell apart by their words.
type script uint8

const (
	none script = iota // no letter
	latin
	cyrillic
	arabic
	devanagari
	hebrew
	bengali
	ethiopic
	read // as many scripts have their words read
	han  = read
)

// The scripts in which, here, one language is written, or for which one stands.
const (
	kana script = han + 1 + iota
	hangul
	greek
	armenian
	georgian
	gurmukhi
	gujarati
	oriya
	tamil
	telugu
	kannada
	malayalam
	sinhala
	thai
	lao
	tibetan
	burmese
	khmer
	thaana
	other // letters of a script that is not known here
	scripts
)

// alone are the languages of the scripts that tell them, from han on.
const alone = "zh ja ko el hy ka pa gu or ta te kn ml si th lo bo my km dv"

// tells returns the language that a script tells; "" if it tells none.
func (s script) tells() string {
	if s < han || s >= other {
		return ""
	}
	return alone[3*(s-han):][:2]
}

// blocks are the stretches of Unicode that belong to one script, in order.
var blocks = [...]struct {
	first, last rune
	script      script
}{
	{0x41, 0x24F, latin}, {0x250, 0x2AF, latin}, {0x370, 0x3FF, greek}, {0x400, 0x52F, cyrillic},
	{0x530, 0x58F, armenian}, {0x590, 0x5FF, hebrew}, {0x600, 0x6FF, arabic}, {0x750, 0x77F, arabic},
	{0x780, 0x7BF, thaana}, {0x8A0, 0x8FF, arabic}, {0x900, 0x97F, devanagari}, {0x980, 0x9FF, bengali},
	{0xA00, 0xA7F, gurmukhi}, {0xA80, 0xAFF, gujarati}, {0xB00, 0xB7F, oriya}, {0xB80, 0xBFF, tamil},
	{0xC00, 0xC7F, telugu}, {0xC80, 0xCFF, kannada}, {0xD00, 0xD7F, malayalam}, {0xD80, 0xDFF, sinhala},
	{0xE00, 0xE7F, thai}, {0xE80, 0xEFF, lao}, {0xF00, 0xFFF, tibetan}, {0x1000, 0x109F, burmese},
	{0x10A0, 0x10FF, georgian}, {0x1100, 0x11FF, hangul}, {0x1200, 0x139F, ethiopic}, {0x1780, 0x17FF, khmer},
	{0x1C90, 0x1CBF, georgian}, {0x1E00, 0x1EFF, latin}, {0x1F00, 0x1FFF, greek}, {0x2D00, 0x2D2F, georgian},
	{0x2D80, 0x2DDF, ethiopic}, {0x3005, 0x3007, han}, {0x3040, 0x30FF, kana}, {0x3130, 0x318F, hangul},
	{0x31F0, 0x31FF, kana}, {0x3400, 0x9FFF, han}, {0xA960, 0xA97F, hangul}, {0xAB00, 0xAB2F, ethiopic},
	{0xAC00, 0xD7FF, hangul}, {0xF900, 0xFAFF, han}, {0xFB1D, 0xFB4F, hebrew}, {0xFB50, 0xFDFF, arabic},
	{0xFE70, 0xFEFE, arabic}, {0xFF21, 0xFF5A, latin}, {0xFF66, 0xFF9F, kana}, {0x20000, 0x3FFFF, han},
}

// fold returns the script of r, and r in lower case; none where r is no letter.
// A vowel sign counts as one, as words have it within.
func fold(r rune) (script, rune) {
	switch {
	case r < 0x80:
		if c := r | 0x20; 'a' <= c && c <= 'z' {
			return latin, c
		}
		return none, r
	case 0xC0 <= r && r <= 0xFF && r != 0xD7 && r != 0xF7:
		if r < 0xDF {
			r += 0x20
		}
		return latin, r
	case 0x410 <= r && r <= 0x44F:
		if r < 0x430 {
			r += 0x20
		}
		return cyrillic, r
	}
	return foldOther(r)
}

func foldOther(r rune) (script, rune) {
	if !unicode.IsLetter(r) {
		if r < 0x900 || r > 0x1AFF || !unicode.IsMark(r) {
			return none, r
		}
	}
	lo, hi := 0, len(blocks)
	for lo < hi {
		if mid := (lo + hi) / 2; blocks[mid].last < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(blocks) || r < blocks[lo].first {
		return other, r
	}
	return blocks[lo].script, unicode.ToLower(r)
}
