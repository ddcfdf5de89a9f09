package copies

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
)

// english has the words by which two wordings are compared.
var english = en.Style()

// houseStyle reports whether two stretches of words say the same in the styles
// of two houses: "per cent" and "%", "U.S." and "American", "Gen." and
// "General", "colour" and "color", "three" and "3".
func houseStyle(wa, wb []string) bool {
	ca, cb := canonical(wa), canonical(wb)
	if slices.Equal(ca, cb) {
		return true
	}
	return acronym(wa, wb) || acronym(wb, wa) || len(wa) == 1 && len(wb) == 1 && transliterated(wa[0], wb[0])
}

// transliterated reports whether two names differ in vowels inside them and
// doubled letters alone: "Muhammad" and "Mohammed". The last letter must agree:
// "Maria" and "Mario" are two people.
func transliterated(a, b string) bool {
	first, _ := utf8.DecodeRuneInString(a)
	if a, b = folded(a), folded(b); !unicode.IsUpper(first) || len(a) < 5 || len(b) < 5 || a[0] != b[0] || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	return consonants(a) == consonants(b)
}

func consonants(w string) string {
	var out []byte
	for i := range len(w) {
		if c := w[i]; strings.IndexByte(en.Vowels, c) < 0 && (len(out) == 0 || out[len(out)-1] != c) {
			out = append(out, c)
		}
	}
	return string(out)
}

// opensForm holds the first words of OneForm that have several.
var opensForm = func() map[string]bool {
	opens := map[string]bool{}
	for form := range english.OneForm {
		if first, _, ok := strings.Cut(form, " "); ok {
			opens[first] = true
		}
	}
	return opens
}()

// canonical returns words in one form each, idle words left out.
func canonical(words []string) []string {
	in := make([]string, len(words))
	for i, w := range words {
		in[i] = folded(w)
	}
	out := in[:0]
	for i := 0; i < len(in); {
		n := 1
		if opensForm[in[i]] {
			n = min(4, len(in)-i)
		}
		for ; n > 1; n-- {
			if form, ok := english.OneForm[strings.Join(in[i:i+n], " ")]; ok {
				out = append(out, form)
				break
			}
		}
		if n > 1 {
			i += n
			continue
		}
		w := in[i]
		i++
		if english.Idle[w] {
			continue
		}
		if form, ok := english.OneForm[w]; ok {
			w = form
		} else if v, ok := numberWords[w]; ok {
			w = v
		} else {
			w = americanSpelling(w)
		}
		out = append(out, w)
	}
	return out
}

// americanSpelling returns w with the endings that British and American
// spelling write differently in one form. It is for comparing only: "four" and
// "for" keep apart since a stem of three letters must stand before.
func americanSpelling(w string) string {
	if len(w) < 6 {
		return w
	}
	for _, e := range english.Endings {
		if stem, ok := strings.CutSuffix(w, e[0]); ok && len(stem) >= 3 {
			return stem + e[1]
		}
	}
	return w
}

// acronym reports whether short is one word in capitals that is made of the
// first letters of long: "S.D.F." for "Shore Defence Force".
func acronym(short, long []string) bool {
	if len(short) != 1 || len(long) < 2 {
		return false
	}
	s := folded(short[0])
	if len(s) < 2 || strings.ToUpper(s) != strings.ReplaceAll(short[0], ".", "") {
		return false
	}
	var all, capitals []rune
	for _, w := range long {
		r, _ := utf8.DecodeRuneInString(w)
		all = append(all, unicode.ToLower(r))
		if unicode.IsUpper(r) {
			capitals = append(capitals, unicode.ToLower(r))
		}
	}
	return s == string(all) || s == string(capitals)
}

// numberWords are the numbers that papers write in words or in digits, loose those that
// have no digits.
var (
	numberWords = func() map[string]string {
		m := map[string]string{}
		for w, n := range en.Cardinals() {
			m[w] = strconv.Itoa(int(n))
		}
		return m
	}()
	loose = func() map[string]bool {
		m := maps.Clone(english.Loose)
		for _, table := range [...]map[string]float64{en.Numbers().Scales, en.Numbers().Plurals} {
			for w := range table {
				m[w] = true
			}
		}
		return m
	}()
)

// isNumber reports whether a folded word is a number. "one" is not: it is a
// pronoun more often.
func isNumber(w string) bool {
	for i := range len(w) {
		if '0' <= w[i] && w[i] <= '9' {
			return true
		}
	}
	_, ok := numberWords[w]
	return loose[w] || ok && w != en.One || w == "%" || w == "$" || w == "€" || w == "£"
}

func anyNumber(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return isNumber(folded(w)) })
}

// hedges returns the hedges among words, joined. Words that hedge numbers
// count only where a number is near. "May" with a capital inside a sentence is
// the month.
func hedges(words []string, nearNumber bool) string {
	var out []string
	for _, w := range words {
		f := folded(w)
		if english.Doubts[f] && w != "May" || nearNumber && english.Bounds[f] {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}

// speaks returns the words that attribute among words, joined.
func speaks(words []string) string {
	var out []string
	for _, w := range words {
		if f := folded(w); english.Cues[f] {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}
