package en

// Common returns the words that stand in several texts of news in small letters, in
// their stored form: one a line, in the order of their bytes, with a "+" behind
// those that are frequent. Some have a hyphen: "co-operation". Made by
// internal/words; package view reads it.
func Common() string { return common }

// GluedAhead returns short words, in lower case, that a lost space glues to the word
// behind them: "thegovernment". Those that begin many words ("with", "after",
// "under") are left out.
func GluedAhead() Set { return gluedAhead }

var gluedAhead = NewSet(
	"the", "and", "that", "was", "were", "from", "had", "have", "has", "are", "been", "their", "his", "who", "which",
	"they", "this", "when", "would", "could", "said", "of", "to", "is",
)

// GluedBehind returns short words, in lower case, that a lost space glues to the word
// before them: "peoplewere", "killedin".
func GluedBehind() Set { return gluedBehind }

var gluedBehind = NewSet(
	"the", "of", "in", "to", "and", "for", "that", "was", "were", "with", "from", "had", "have", "has", "by", "at", "as",
	"are", "been", "their", "his", "who", "which", "they", "this", "when", "would", "could", "said",
)

// Short returns short words, in lower case, of which two make no other word when
// they are glued: "onthe", "itwas". All of GluedAhead and GluedBehind are such words.
func Short() Set { return short }

var short = NewSet(
	"the", "and", "that", "was", "were", "from", "had", "have", "has", "are", "been", "their", "his", "who", "which",
	"they", "this", "when", "would", "could", "said", "of", "to", "is", "in", "for", "with", "by", "at", "as",
	"on", "it", "he", "she", "her", "its", "be", "an", "or", "but", "not", "will", "may", "might", "should", "must",
	"after", "before", "about", "into", "than", "then", "there", "where", "while", "what", "them", "him", "we", "our", "you",
)

// Suspended returns the words, in lower case, before which a hyphen stands for what
// follows later: "pre- and post-war".
func Suspended() Set { return suspended }

var suspended = NewSet("and", "or", "to", "nor", "but")

// Prefixes returns beginnings of words, in lower case, that writers set off by a
// hyphen though they are no words: "re-sign", "pre-war".
func Prefixes() Set { return prefixes }

var prefixes = NewSet(
	"anti", "auto", "bi", "bio", "co", "counter", "de", "demi", "dis", "eco", "en", "euro", "ex", "extra", "giga", "hyper",
	"infra", "inter", "intra", "kilo", "macro", "mega", "meta", "micro", "mid", "mini", "mis", "mono", "multi", "nano", "neo",
	"non", "off", "out", "over", "pan", "para", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "sub", "super", "tele",
	"trans", "tri", "ultra", "un", "under", "uni", "vice",
)

// Compounded returns adverbs of which the law makes words: "thereto", "herein".
func Compounded() Set { return compounded }

var compounded = Words(`there here where`)

// Endings returns the endings of English, and what a word has without them.
func Endings() []WordEnding { return endings }

// A WordEnding is one of them: "barges" has "s" for "" or "e".
type WordEnding struct {
	End string
	Add []string
}

var endings = []WordEnding{
	{"s", []string{""}}, {"es", []string{"", "e"}}, {"ies", []string{"y"}},
	{"ed", []string{"", "e"}}, {"ied", []string{"y"}}, {"ing", []string{"", "e"}},
	{"ly", []string{"", "le"}}, {"er", []string{"", "e"}}, {"ers", []string{"", "e"}},
	{"ness", []string{""}}, {"ment", []string{""}},
}
