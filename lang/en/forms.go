package en

import "strings"

// IsA reports whether w, in lower case, is the indefinite article.
func IsA(w string) bool { return w == A || w == An }

// EndsPast reports whether w ends as regular verbs do in the past.
func EndsPast(w string) bool { return strings.HasSuffix(w, "ed") }

// LooksPlural reports whether w, in lower case, ends as a plural does, whatever it is.
// Plural knows the nouns.
func LooksPlural(w string) bool {
	return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !pluralLike[w]
}

var pluralLike = Words("'s was has is as")

// EndsIng reports whether w ends as participles of the present do.
func EndsIng(w string) bool { return strings.HasSuffix(w, "ing") }

// EndsComparative reports whether w ends as comparatives do.
func EndsComparative(w string) bool { return strings.HasSuffix(w, "er") }

// EndsSuperlative reports whether w ends as superlatives do.
func EndsSuperlative(w string) bool { return strings.HasSuffix(w, "est") }

// EndsAdjective reports whether w ends as some adjectives do, and nothing else.
func EndsAdjective(w string) bool { return strings.HasSuffix(w, "ous") || strings.HasSuffix(w, "ful") }

// EndsLy reports whether w ends as adverbs do.
func EndsLy(w string) bool { return strings.HasSuffix(w, "ly") }

// Adverb reports whether w is an adverb by its ending: "heavily".
func Adverb(w string) bool { return EndsLy(w) && !noAdverb[w] }

var noAdverb = Words("family assembly anomaly ally elderly monopoly butterfly reply supply friendly daily weekly")

// Fold ends words for so many times: "tenfold".
const Fold = "fold"

// IsArticle reports whether w, in lower case, is an article.
func IsArticle(w string) bool { return w == The || IsA(w) }

// Inflected reports whether w ends as the forms of verbs and nouns do.
func Inflected(w string) bool {
	return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || EndsPast(w) || EndsIng(w)
}

// Vowels are the letters that sound alone.
const Vowels = "aeiou"

// EndsPeople reports whether w ends as names of peoples in the plural do: "Norwegians".
func EndsPeople(w string) bool { return strings.HasSuffix(w, "ians") }

// CalendarName reports whether w, in lower case, is the name of a month or a day of the
// week, written out: such names look like those of persons and places.
func CalendarName(w string) bool { return (months[w] > 0 || weekdays[w] > 0) && !mayEnd[w] }

// DayByItself reports whether w, in lower case, names a day without more words.
func DayByItself(w string) bool { return weekdays[w] > 0 && !mayEnd[w] || besideToday[w] }

var besideToday = Words(`yesterday today tonight`)
