package mask

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"assay/lang/en"
)

// shortRole returns what stands for a private person: "a smuggler" of "smuggler
// between two towns", "a person" where nothing is known. It is about one person
// and at most six words long.
func shortRole(role string) string {
	role = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, role)
	role = strings.Trim(strings.Join(strings.Fields(role), " "), " ,;:.–—-“”\"[]")
	cut := len(role)
	for _, e := range en.RoleEnds() {
		if i := strings.Index(role, e); i > 0 && i < cut {
			cut = i
		}
	}
	words := withoutEnd(strings.Fields(atMost(role[:cut], 80)))
	article := ""
	if len(words) > 0 && en.Determiners()[strings.ToLower(words[0])] {
		article, words = strings.ToLower(words[0]), words[1:]
	}
	if article == en.One && len(words) > 2 && words[0] == en.Of {
		s := singular(words[len(words)-1])
		if s == "" {
			return "a person"
		}
		article, words = words[1], []string{s} // "one of their children"
		if article == en.The || !en.Determiners()[article] {
			article = "" // "one of the three suspects"
		}
	}
	words = withoutHeadline(words)
	if len(words) > 6 {
		k := slices.IndexFunc(words, func(w string) bool { return en.BehindNoun()[w] })
		if k > 0 {
			words = words[:k]
		}
		words = words[max(0, len(words)-4):]
	}
	if len(words) == 0 || !strings.ContainsFunc(words[0], unicode.IsLetter) && len(words) == 1 {
		return "a person"
	}
	head := headOf(words)
	if w := strings.ToLower(words[head]); plural(w) {
		s := singular(w)
		if s == "" {
			return "a person"
		}
		words = slices.Clone(words)
		words[head] = s
		if article == en.The {
			article = ""
		}
		if len(words) > head+1 {
			words = words[:head+1]
		}
	}
	words = small(words, head)
	switch {
	case article != "" && !en.IsA(article) && !en.Pointing()[article]:
		return article + " " + strings.Join(words, " ")
	case owned(words):
		return strings.Join(words, " ") // "Ana's brother"
	}
	return withArticle(words)
}

// withArticle puts "a" or "an" before words.
func withArticle(words []string) string {
	role := strings.Join(words, " ")
	return en.Article(role) + " " + role
}

// withoutEnd cuts what a role cannot end with: "student to", "pastor Rev".
func withoutEnd(words []string) []string {
	for len(words) > 1 {
		last := strings.ToLower(strings.TrimRight(words[len(words)-1], "."))
		if !en.Dangling()[last] && !en.BehindNoun()[last] && en.Ranks()[last] == "" {
			break
		}
		words = words[:len(words)-1]
	}
	if len(words) == 1 {
		if rank := en.Ranks()[strings.ToLower(strings.TrimRight(words[0], "."))]; rank != "" {
			return strings.Fields(rank)
		}
	}
	return words
}

// withoutHeadline cuts what stands behind the noun of a headline, in which all
// words have capitals: "9-Year-Old Boy Finds Gun".
func withoutHeadline(words []string) []string {
	for i, w := range words {
		words[i] = strings.ReplaceAll(w, "-Year-Old", "-year-old")
	}
	if len(words) < 3 || slices.ContainsFunc(words, func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return unicode.IsLower(r)
	}) {
		return words
	}
	for i, w := range words {
		if en.Persons()[strings.ToLower(w)] && !en.Persons()[strings.ToLower(words[min(i+1, len(words)-1)])] {
			return words[:i+1]
		}
	}
	return words
}

// headOf returns the index of the noun that decides.
func headOf(words []string) int {
	for i := 1; i < len(words); i++ {
		if en.BehindNoun()[words[i]] {
			return i - 1
		}
	}
	return len(words) - 1
}

// calling reports whether w, in small letters, is a noun or a title for one
// person.
func calling(w string) bool {
	return en.Persons()[w] || en.Offices()[w] || en.NameTitles()[w] || en.Titles()[w]
}

// plural reports whether w stands for several.
func plural(w string) bool {
	if singular(w) != "" {
		return true
	}
	if calling(w) {
		return false
	}
	stem, ok := strings.CutSuffix(w, "s")
	return ok && !strings.HasSuffix(stem, "s") && common()[stem]
}

// singular returns the one of several persons, "" where it is not known for certain.
func singular(w string) string {
	w = strings.ToLower(w)
	if one := en.Singular(w); one != w && (en.Persons()[one] || en.NameTitles()[one]) {
		return one
	}
	return ""
}

// small puts the noun into small letters, with what belongs to it before it, and
// a word that is alone before a noun in small letters: "Police Constable", "Shop
// owner"; not "Samoa Observer editor".
func small(words []string, head int) []string {
	words = slices.Clone(words)
	lower := func(i int) string { return strings.ToLower(words[i]) }
	if r, _ := utf8.DecodeRuneInString(words[head]); unicode.IsLower(r) {
		if head == 1 && common()[lower(0)] && words[0] != strings.ToUpper(words[0]) {
			words[0] = lower(0)
		}
		return words
	}
	if !calling(lower(head)) && !common()[lower(head)] {
		return words
	}
	all := true
	for i := range head {
		all = all && common()[lower(i)]
	}
	for i := head; i >= 0 && (i == head || all || calling(lower(i)) || lower(i) == en.Police); i-- {
		words[i] = lower(i)
	}
	return words
}

// owned reports whether words begin with a name in the genitive, which takes no
// article: "Ana's brother", "Lord Lind's son".
func owned(words []string) bool {
	for i, w := range words[:len(words)-1] {
		r, _ := utf8.DecodeRuneInString(words[i])
		if genitive(w) {
			first, _ := utf8.DecodeRuneInString(words[0])
			return unicode.IsUpper(r) || unicode.IsUpper(first)
		}
		if en.BehindNoun()[w] {
			return false
		}
	}
	return false
}

func genitive(w string) bool {
	w = strings.ReplaceAll(w, "’", "'")
	return strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "s'")
}

// headNoun returns a label with no more than its noun: "a father" of "Ana's
// father".
func headNoun(label string) string {
	words := strings.Fields(label)
	if len(words) > 1 && en.Determiners()[words[0]] {
		words = words[1:]
	}
	if len(words) == 0 {
		return "a person"
	}
	head := strings.ToLower(words[headOf(words)])
	if !calling(head) && !common()[head] {
		return "a person"
	}
	return withArticle([]string{head})
}

// common returns the words that news often writes in small letters.
var common = sync.OnceValue(func() map[string]bool {
	list := en.Common()
	m := make(map[string]bool, strings.Count(list, "\n"))
	for line := range strings.Lines(list) {
		if w, often := strings.CutSuffix(strings.TrimSuffix(line, "\n"), "+"); often {
			m[w] = true
		}
	}
	return m
})

// atMost cuts words after n characters, at a space where there is one.
func atMost(words string, n int) string {
	r := []rune(words)
	if len(r) <= n {
		return words
	}
	head := string(r[:n])
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		head = head[:i]
	}
	return head
}

// withoutArticle returns "nurse" of "a nurse", to be numbered.
func withoutArticle(label string) string {
	if first, rest, ok := strings.Cut(label, " "); ok && en.IsArticle(first) {
		return rest
	}
	return label
}
