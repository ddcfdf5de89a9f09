package lang

import (
	"strconv"
	"strings"
	"sync"

	"assay/lang/en"
)

// Lemmas maps forms to lemmas: a table of exceptions by form and Penn tag, and
// rules by Penn tag and ending, of which the longest ending counts.
type Lemmas struct {
	Exceptions map[LemmaKey]string
	Rules      map[LemmaKey]LemmaRule
	Verbs      map[string]bool // lemmas of verbs, against which endings are tried first
}

// A LemmaKey is a form, or an ending, in lower case and a Penn tag.
type LemmaKey struct{ Form, XPOS string }

// A LemmaRule says how many bytes to take from the end and what to put there.
type LemmaRule struct {
	Strip int
	Add   string
}

// LongestEnding is how many bytes of an ending the rules look at.
const LongestEnding = 5

var lemmaTable = sync.OnceValue(func() *Lemmas { return ReadLemmas(en.Lemmas()) })

// ReadLemmas reads the stored form: lines "form TAB XPOS TAB lemma", and
// "-ending TAB XPOS TAB strip TAB add" for rules, "=lemma" for verbs. Other lines
// are passed over.
func ReadLemmas(s string) *Lemmas {
	t := &Lemmas{Exceptions: map[LemmaKey]string{}, Rules: map[LemmaKey]LemmaRule{}, Verbs: map[string]bool{}}
	for line := range strings.Lines(s) {
		line = strings.TrimSuffix(line, "\n")
		if v, ok := strings.CutPrefix(line, "="); ok && !strings.Contains(v, "\t") {
			t.Verbs[v] = true
			continue
		}
		form, rest, ok := strings.Cut(line, "\t")
		xpos, rest, ok2 := strings.Cut(rest, "\t")
		if !ok || !ok2 {
			continue
		}
		strip, add, rule := strings.Cut(rest, "\t")
		if !rule {
			t.Exceptions[LemmaKey{form, xpos}] = rest
			continue
		}
		n, err := strconv.Atoi(strip)
		if err == nil && n >= 0 {
			t.Rules[LemmaKey{strings.TrimPrefix(form, "-"), xpos}] = LemmaRule{n, add}
		}
	}
	return t
}

// Lemma returns the dictionary form of a word: in small letters but for names and
// what is always written large, as "I" and "American".
func (t *Lemmas) Lemma(form, lower, upos, xpos string) string {
	if upos == "PROPN" || strings.HasPrefix(xpos, "NNP") {
		return t.Guess(form, lower, xpos)
	}
	past, participle := en.Irregular()
	switch xpos {
	case "VBD":
		if v, ok := past[lower]; ok {
			return v
		}
	case "VBN":
		if v, ok := participle[lower]; ok {
			return v
		}
	}
	if l, ok := t.Exceptions[LemmaKey{lower, xpos}]; ok {
		return l
	}
	return t.Unlisted(lower, xpos)
}

// Unlisted returns the lemma of a form that no list holds: a known verb that the
// form is regularly made from, or what the rules give.
func (t *Lemmas) Unlisted(lower, xpos string) string {
	if v := t.regular(lower, xpos); v != "" {
		return v
	}
	return t.Guess(lower, lower, xpos)
}

// regular returns the known verb that lower is the past, participle or third
// person of: "blamed" of "blame", "slipping" of "slip", "carries" of "carry".
func (t *Lemmas) regular(lower, xpos string) string {
	ending := en.VerbEnding(xpos)
	stem, ok := strings.CutSuffix(lower, ending)
	if ending == "" || !ok || len(stem) < 2 {
		return ""
	}
	candidates := []string{stem, stem + "e"}
	n := len(stem)
	switch {
	case xpos == "VBZ" && strings.HasSuffix(stem, "ie"), xpos != "VBG" && strings.HasSuffix(stem, "i"):
		candidates = []string{strings.TrimSuffix(strings.TrimSuffix(stem, "e"), "i") + "y", stem}
	case xpos == "VBZ":
		candidates = []string{stem, strings.TrimSuffix(stem, "e")}
	case n > 2 && stem[n-1] == stem[n-2]:
		candidates = []string{stem, stem[:n-1]} // "filled", "slipped"
	case n > 2 && vowel(stem[n-2]) && !vowel(stem[n-1]) && !vowel(stem[n-3]) && !strings.ContainsRune("wxy", rune(stem[n-1])):
		candidates = []string{stem + "e", stem} // "hoped" is of "hope": "hop" would double
	}
	for _, c := range candidates {
		if t.Verbs[c] {
			return c
		}
	}
	return ""
}

func vowel(c byte) bool { return strings.IndexByte(en.Vowels, c) >= 0 }

// Guess applies the rules alone to base, which is lower or the form as written.
func (t *Lemmas) Guess(base, lower, xpos string) string {
	for n := min(LongestEnding, len(lower)); n >= 0; n-- {
		if r, ok := t.Rules[LemmaKey{lower[len(lower)-n:], xpos}]; ok {
			if r.Strip >= len(base) {
				return base
			}
			return base[:len(base)-r.Strip] + r.Add
		}
	}
	return base
}
