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
// "-ending TAB XPOS TAB strip TAB add" for rules. Other lines are passed over.
func ReadLemmas(s string) *Lemmas {
	t := &Lemmas{Exceptions: map[LemmaKey]string{}, Rules: map[LemmaKey]LemmaRule{}}
	for line := range strings.Lines(s) {
		line = strings.TrimSuffix(line, "\n")
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

// Lemma returns the dictionary form of a word: lower case but for names.
func (t *Lemmas) Lemma(form, lower, upos, xpos string) string {
	if upos == "PROPN" {
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
	return t.Guess(lower, lower, xpos)
}

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
