package en

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Counted says of those who are counted what the noun tells of them: whether they are female,
// male, children; false where it tells nothing: "40 girls" are female children.
func Counted(counted string) (female, male, children bool) {
	for w := range strings.FieldsSeq(strings.ToLower(counted)) {
		w = Singular(strings.Trim(w, ".,;:()“”\"'"))
		female = female || actorWords.Female[w]
		male = male || actorWords.Male[w]
		children = children || slices.Contains(young, w)
	}
	return female, male, children
}

var young = strings.Fields("child boy girl infant baby toddler minor teenager newborn schoolchild schoolgirl schoolboy")

var (
	householdSize = regexp.MustCompile(`(?i)\b(?:households?|famil(?:y|ies)) of (?:(?:about|some|around) )?(\d+(?:\.\d+)?|[a-z]+)\b|\bhousehold size (?:of|is|was) (?:(?:about|some|around) )?(\d+(?:\.\d+)?|[a-z]+)\b`)
	smallNumbers  = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve")
)

// HouseholdSize returns how many a sentence says that a household has: "600 families of
// five"; 0 where it says nothing.
func HouseholdSize(sentence string) float64 {
	m := householdSize.FindStringSubmatch(sentence)
	if m == nil {
		return 0
	}
	word := strings.ToLower(m[1] + m[2])
	if n, err := strconv.ParseFloat(word, 64); err == nil {
		return n
	}
	return float64(max(0, slices.Index(smallNumbers, word)))
}

// Dwelling reports whether a noun in the singular names what people live in: "house".
func Dwelling(w string) bool { return slices.Contains(dwellings, strings.ToLower(w)) }

var dwellings = strings.Fields("house home apartment flat hut dwelling shelter tent residence bungalow cottage")
