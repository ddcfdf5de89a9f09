package mask

import (
	"strings"
	"unicode"
)

// roleEnds are the words at which a role is long enough to stand for a name.
var roleEnds = []string{", ", " who ", " whose ", " that ", " between ", " in ", " from ", " at ", " with ", " near ", " on ", " and ", " expecting ", " living "}

// shortRole returns what stands for a private person: "a smuggler" of "smuggler
// between two towns", "a person" where nothing is known.
func shortRole(role string) string {
	role = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, role)
	role = strings.Trim(strings.Join(strings.Fields(role), " "), " ,;:.–—-“”\"[]")
	cut := len(role)
	for _, e := range roleEnds {
		if i := strings.Index(role, e); i > 0 && i < cut {
			cut = i
		}
	}
	role = atMost(role[:cut], 48)
	first, rest, _ := strings.Cut(role, " ")
	switch lower := strings.ToLower(first); {
	case role == "" || rest == "" && determiners[lower]:
		return "a person"
	case determiners[lower]:
		return lower + " " + rest
	case strings.HasSuffix(lower, "'s") || strings.HasSuffix(lower, "’s"):
		return role // "Ana's brother"
	case strings.ContainsAny(role[:1], "AEIOaeio"):
		return "an " + role
	}
	return "a " + role
}

var determiners = map[string]bool{"a": true, "an": true, "the": true, "his": true, "her": true, "their": true, "its": true, "my": true, "our": true, "one": true, "another": true}

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
	for _, a := range []string{"a ", "an ", "the "} {
		if rest, ok := strings.CutPrefix(label, a); ok {
			return rest
		}
	}
	return label
}
