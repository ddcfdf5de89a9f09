package view

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
)

// Text that was taken out of a PDF has words that the end of a line has cut, with
// the hyphen still in them ("emer-\ngency", "fami-lies"), and words between which
// the end of a line was lost ("peoplewere"). Whether a word was cut or glued is
// asked of the words of the text itself and of a list of English words; where they
// do not know, what stands there stays.

// mended joins words that a line end has cut, and parts words that one has glued.
// Where a word or a compound was cut, the sentence goes on: the line does not end.
func mended(text string) (string, []edit) {
	m := mender{writer: writer{in: text}, text: text, lex: words()}
	for i := 0; i < len(text); {
		c := text[i]
		switch k := kinds[c]; {
		case k == small:
			j := smallEnd(text, i+1)
			if i > 0 && kinds[text[i-1]] == digit {
				m.partWord(i, j)
			} else if j-i >= shortest && j-i <= longest {
				m.part(i, j)
			}
			i = j
		case k == hyphen && i > 0 && kinds[text[i-1]]&(letter|digit) != 0:
			i = m.join(i)
		case k == digit && i > 0 && kinds[text[i-1]] == small:
			i = m.partNumber(i)
		default:
			i++
		}
	}
	return m.close()
}

// lineEnds joins words that a line end has cut, and does no more.
func lineEnds(text string) (string, []edit) {
	m := mender{writer: writer{in: text}, text: text}
	for i := 0; ; {
		k := strings.Index(text[i:], "-\n")
		if k < 0 {
			return m.close()
		}
		if i += k; i == 0 || kinds[text[i-1]]&(letter|digit) == 0 {
			i++
			continue
		}
		m.lex = words()
		i = m.join(i)
	}
}

// smallEnd returns where the small letters of ASCII end that stand at i. Eight bytes
// are looked at at once.
func smallEnd(text string, i int) int {
	const ones = 0x0101010101010101
	for ; i+8 <= len(text); i += 8 {
		x := load(text[i:])
		low := x &^ (0x80 * ones)
		small := (low + (0x80-'a')*ones) &^ (low + (0x80-'z'-1)*ones) &^ x & (0x80 * ones)
		if n := bits.TrailingZeros64(small^0x80*ones) / 8; n < 8 {
			return i + n
		}
	}
	for i < len(text) && kinds[text[i]] == small {
		i++
	}
	return i
}

// Words of other lengths are not taken to be two.
const (
	shortest = 5
	longest  = 30
)

// What the bytes of ASCII are; all others are letters.
const (
	letter = 1 << iota
	hyphen
	lower
	digit
	small = letter | lower
)

var kinds = func() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c >= 'a' && c <= 'z':
			t[c] = small
		case c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf:
			t[c] = letter
		case c == '-':
			t[c] = hyphen
		case c >= '0' && c <= '9':
			t[c] = digit
		}
	}
	return t
}()

type mender struct {
	writer
	text string
	lex  lexicon
	own  map[string]int // how often the text has each word; nil until it is asked
}

// part parts the word of small letters text[i:j] if a space was lost in it.
func (m *mender) part(i, j int) {
	w := m.text[i:j]
	if m.lex.has(w) || !alone(m.text, i, j) || known(w) {
		return
	}
	if k := seam(w); k > 0 && m.times(w) == 1 {
		m.replace(i+k, i+k, " ")
	}
}

// partNumber parts a number from the short word or the participle before it:
// "of12", "killed40". It looks at the first digit, at i, and returns where to go on.
func (m *mender) partNumber(i int) int {
	text, start, end := m.text, i, i
	for start > m.done && kinds[text[start-1]] == small {
		start--
	}
	for end < len(text) && (kinds[text[end]] == digit || text[end] == ',' && end+1 < len(text) && kinds[text[end+1]] == digit) {
		end++
	}
	w := text[start:i]
	if m.lex.frequent(w) && (en.GluedAhead()[w] || en.GluedBehind()[w] || inflected(w)) && alone(text, start, end) {
		m.replace(i, i, " ")
	}
	return end
}

// partWord parts the frequent word text[i:j] from the number before it: "46injured".
// Units and endings ("5km", "7th") are shorter.
func (m *mender) partWord(i, j int) {
	start := i
	for start > m.done && (kinds[m.text[start-1]] == digit || m.text[start-1] == ',') {
		start--
	}
	if j-i >= 4 && m.lex.frequent(m.text[i:j]) && alone(m.text, start, j) {
		m.replace(i, i, " ")
	}
}

// alone reports whether white space or a mark of a sentence stands on both sides
// of text[i:j], so that it is not part of a name, an address or a compound.
func alone(text string, i, j int) bool {
	if i > 0 && strings.IndexByte(" \n\t(\"'", text[i-1]) < 0 && !strings.HasSuffix(text[:i], "“") && !strings.HasSuffix(text[:i], "‘") {
		return false
	}
	if j == len(text) || strings.IndexByte(" \n\t,;:!?)\"", text[j]) >= 0 || strings.HasPrefix(text[j:], "”") {
		return true
	}
	return text[j] == '.' && (j+1 == len(text) || strings.IndexByte(" \n\t\"", text[j+1]) >= 0)
}

// seam returns where the two frequent words meet that an unknown word is made of,
// 0 if there is no such place or more than one. One of the two is a short word
// that goes before or behind most others, or the first has an ending, which the
// first part of a compound has not.
func seam(w string) int {
	lex, at := words(), 0
	for k := 2; k+2 <= len(w); k++ {
		a, b := w[:k], w[k:]
		if !lex.frequent(a) || !lex.frequent(b) {
			continue
		}
		first, second := en.GluedAhead()[a], en.GluedBehind()[b]
		switch {
		case en.Short()[a] && en.Short()[b] && !en.Compounded()[a], first && len(b) >= 4, second && len(a) >= 4 && !en.Compounded()[a], inflected(a) && len(b) >= 4:
			if at > 0 {
				return 0
			}
			at = k
		}
	}
	return at
}

func inflected(w string) bool { return len(w) >= 6 && en.Inflected(w) }

// join looks at the hyphen at i, which stands behind a letter or a digit, and
// returns where to go on.
func (m *mender) join(i int) int {
	text := m.text
	// What stands between the hyphen and the next letter: nothing, spaces, or one
	// line end.
	j, line := i+1, false
	for ; j < len(text) && (text[j] == ' ' || text[j] == '\n'); j++ {
		if text[j] == '\n' && line {
			return j // the paragraph ends
		}
		line = line || text[j] == '\n'
	}
	start, end := i, j
	for start > m.done && kinds[text[start-1]]&letter != 0 {
		start--
	}
	for end < len(text) && kinds[text[end]]&letter != 0 {
		end++
	}
	if k := strings.LastIndexFunc(text[start:i], noLetter); k >= 0 { // “vil-lagers”
		_, n := utf8.DecodeRuneInString(text[start+k:])
		start += k + n
	}
	if k := strings.IndexFunc(text[j:end], noLetter); k >= 0 {
		end = j + k
	}
	left, right := text[start:i], text[j:end]
	low, tail := strings.ToLower(left), strings.ToLower(right)
	switch {
	case right == "":
		return i + 1
	case left == "" || start > 0 && strings.IndexByte("-0123456789.@/_", text[start-1]) >= 0: // "12-\nyear-old", "two-year-\nold"
		switch {
		case line && left != "" && start > 0 && text[start-1] == '-' && known(low+tail) && !(known(low) && known(tail)): // "six-sto-\nrey"
			return m.leave(i, j, end)
		case line && !en.Suspended()[tail]:
			return m.leave(i+1, j, end)
		}
		return m.keep(i+1, j, line)
	}
	first, _ := utf8.DecodeRuneInString(right)
	capital := unicode.IsUpper(first) && right != strings.ToUpper(right) // "Al-Shabaab", not "FAM-ILIES"
	if !line && (capital || len(left) < 2 || len(right) < 2 || en.Prefixes()[low] || en.Suspended()[tail] || end < len(text) && text[end] == '-') {
		return i + 1
	}
	knownLeft, knownRight := known(low) || en.Prefixes()[low], known(tail)
	if !line && knownLeft && knownRight || m.lex.has(low+"-"+tail) || j > i+1 && m.times(left+"-"+right) > 0 {
		if line {
			return m.leave(i+1, j, end) // a compound
		}
		return i + 1
	}
	whole := known(low+tail) || m.times(left+right) > 0
	switch {
	case !line && whole && (j > i+1 || m.times(left+"-"+right) == 1):
		return m.leave(i, j, end)
	case !line, en.Suspended()[tail] && !whole: // "pre-\nand post-war"
		return m.keep(i+1, j, line)
	case !capital && (whole || !knownLeft || !knownRight && len(low) > 1):
		return m.leave(i, j, end) // a word, or a rare one: no compound is made of parts of words
	}
	return m.leave(i+1, j, end)
}

// leave leaves out text[i:j], between the parts of a word that ends at end, and
// returns where to go on.
func (m *mender) leave(i, j, end int) int {
	if i < j {
		m.replace(i, j, "")
	}
	return end
}

// keep leaves the hyphen before i alone. What follows up to j is a space if a line
// ends in it: one that stands for a word goes on as a cut word does.
func (m *mender) keep(i, j int, line bool) int {
	if !line {
		return i
	}
	m.replace(i, j, " ")
	return j
}

func noLetter(r rune) bool { return !unicode.IsLetter(r) }

// times returns how often the text has w as a word: letters, perhaps with hyphens.
func (m *mender) times(w string) int {
	if m.own == nil {
		m.own = map[string]int{}
		for field := range strings.FieldsFuncSeq(m.text, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) }) {
			m.own[strings.ToLower(field)]++
		}
	}
	return m.own[strings.ToLower(w)]
}

// known reports whether w, in small letters, or what it is a form of is in the
// list: "barges" by "barge".
func known(w string) bool {
	lex := words()
	if lex.has(w) {
		return true
	}
	for _, e := range en.Endings() {
		stem, ok := strings.CutSuffix(w, e.End)
		if !ok || len(stem) < 4 {
			continue
		}
		for _, add := range e.Add {
			if lex.has(stem + add) {
				return true
			}
		}
	}
	return false
}
