// Package en holds what the stages need to know of English words: lists (titles,
// abbreviations, months, weekdays, …) and the trained weights of the tagger and
// parser and of the name finder. Nothing comes in but a word; out go list membership
// and label scores. The lists are closed classes of the language, written by hand;
// the weights and the lemma table are made by internal/train and described in
// MODEL.md. They are those of two networks, rounded; package neural reads them. The package does no analysis itself:
// features and decoding are package lang's.
package en

import (
	"slices"
	"strings"
)

// A Set is a list of words that is asked for membership.
type Set map[string]bool

// NewSet returns the set of words, each of which may be several.
func NewSet(words ...string) Set {
	s := make(Set, len(words))
	for _, w := range words {
		s[w] = true
	}
	return s
}

// Words returns the set of the words of a list, which white space parts.
func Words(list string) Set { return NewSet(strings.Fields(list)...) }

// union returns the words of s and those that a table has.
func union(s Set, table map[string]string) Set {
	for w := range table {
		s[w] = true
	}
	return s
}

// OneOf reports whether a word is one of a few.
func OneOf(w string, list ...string) bool { return slices.Contains(list, w) }

// Titles returns the words, in lower case and without the final period, that
// stand before a person's name: ranks, offices, honorifics.
func Titles() Set { return titles }

var titles = NewSet(
	"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "madam",
	"rev", "reverend", "fr", "father", "sister", "brother", "bishop", "archbishop", "cardinal", "pope", "rabbi",
	"imam", "sheikh", "shaikh", "sheik", "ayatollah", "mullah", "mufti", "pastor", "deacon",
	"gen", "general", "lt", "lieutenant", "col", "colonel", "maj", "major", "capt", "captain", "cmdr", "commander",
	"sgt", "sergeant", "cpl", "corporal", "pvt", "private", "adm", "admiral", "brig", "brigadier", "commodore",
	"marshal", "spc", "pfc", "cpt", "ensign", "constable", "inspector", "supt", "superintendent", "det", "detective",
	"sheriff", "chief",
	"president", "vice-president", "premier", "chancellor", "minister", "secretary", "ambassador", "envoy",
	"governor", "gov", "mayor", "senator", "sen", "representative", "rep", "congressman", "congresswoman",
	"councillor", "councilman", "councilwoman", "cllr", "mp", "deputy", "speaker", "commissioner", "director",
	"chairman", "chairwoman", "chairperson", "chair", "judge", "justice", "prosecutor", "attorney", "atty",
	"king", "queen", "prince", "princess", "emir", "sultan", "duke", "duchess", "count", "countess", "baron", "baroness",
	"hon", "spokesman", "spokeswoman", "spokesperson", "coach", "dean",
)

// Abbreviations returns the words, in lower case and without the final period,
// that are written with a period and that hardly ever end a sentence.
func Abbreviations() Set { return abbreviations }

var abbreviations = NewSet(
	"mr", "mrs", "ms", "mx", "dr", "drs", "prof", "profs", "rev", "fr", "hon", "messrs", "gens", "govs", "mme", "mlle",
	"gen", "lt", "col", "maj", "capt", "cmdr", "sgt", "cpl", "pvt", "adm", "brig", "spc", "pfc", "cpt", "comdr", "supt", "det", "insp",
	"gov", "sen", "rep", "reps", "sens", "atty", "cllr", "pres", "supt", "asst", "assoc",
	"st", "ste", "mt", "ft",
	"vs", "v", "viz", "cf", "e.g", "i.e", "eg", "ie", "al", "approx", "ca", "c", "resp", "incl", "est",
	"fig", "figs", "eq", "sec", "ch", "pp", "p", "vol", "vols", "ed", "eds", "no", "nos", "nr", "op", "art", "para",
	"dept", "univ", "tel", "ext",
)

// MayEnd returns the words, in lower case and without the final period, that
// are written with a period and may well end a sentence.
func MayEnd() Set { return mayEnd }

var mayEnd = NewSet(
	"inc", "corp", "co", "ltd", "llc", "plc", "bros", "jr", "sr", "esq", "etc", "ave", "blvd", "rd", "hwy",
	"a.m", "p.m", "am", "pm", "a.d", "b.c", "ph.d", "m.d", "b.a", "m.a", "d.c",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
	"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
	"ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass",
	"mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "penn", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
	"ont", "que", "lb", "lbs", "oz", "ft", "sq", "km", "mi", "hr", "hrs", "min", "mins", "yr", "yrs",
)

// Months returns the names and abbreviations of the months, in lower case and
// without a period, with their numbers.
func Months() map[string]int { return months }

var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// Weekdays returns the names and abbreviations of the days, in lower case and
// without a period, with their numbers: Monday is 1, as in ISO 8601.
func Weekdays() map[string]int { return weekdays }

var weekdays = map[string]int{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
	"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}

// Starters returns closed-class words, as written at the start of a sentence,
// that after a period make a new sentence likely: "in the U.S. The talks failed."
func Starters() Set { return starters }

var starters = NewSet(
	"The", "A", "An", "This", "That", "These", "Those", "There", "Here",
	"He", "She", "It", "They", "We", "You", "I", "His", "Her", "Their", "Its", "Our", "My", "Your",
	"And", "But", "Or", "So", "Yet", "Nor", "If", "When", "While", "As", "Although", "Though", "Because", "Since",
	"After", "Before", "Until", "Once", "Unless", "Whether",
	"In", "On", "At", "For", "From", "With", "Without", "By", "To", "Of", "Under", "Over", "During", "Among", "Between",
	"About", "Around", "According", "Despite", "Instead", "Like", "Within",
	"However", "Meanwhile", "Moreover", "Still", "Then", "Now", "Also", "Later", "Earlier", "Even", "Only", "Perhaps",
	"Many", "Most", "Some", "Several", "Few", "All", "Both", "Each", "Every", "Another", "Other", "Others", "More", "Such", "Nearly", "Almost",
	"What", "Why", "How", "Who", "Where", "Which", "Not", "No", "Yes",
)

// OrgWords returns words, in lower case, that name kinds of organisations when
// they stand in a name.
func OrgWords() Set { return orgWords }

var orgWords = NewSet(
	"inc", "corp", "corporation", "ltd", "co", "plc", "llc", "group", "company", "holdings", "bank", "ministry",
	"department", "university", "college", "institute", "agency", "council", "committee", "commission", "party", "army",
	"force", "forces", "police", "court", "parliament", "congress", "senate", "union", "association", "federation",
	"organization", "organisation", "authority", "board", "club", "fc", "united", "front", "movement", "brigade",
	"brigades", "network", "news", "times", "post", "tv", "television", "radio", "press", "foundation", "centre", "center", "hospital",
	"school", "airlines", "airways", "office", "service", "services", "society", "league", "alliance", "coalition",
	"command", "corps", "navy", "guard", "assembly", "cabinet", "bureau", "fund", "trust", "academy", "observatory",
	"initiative", "program", "programme", "campaign", "militia", "regiment", "battalion", "division", "international",
	"technologies", "systems", "industries", "motors", "energy", "mission", "secretariat", "tribunal", "administration",
)

// LocWords returns words, in lower case, that name kinds of places when they
// stand in a name.
func LocWords() Set { return locWords }

var locWords = NewSet(
	"river", "lake", "sea", "ocean", "gulf", "bay", "strait", "canal", "valley", "mountain", "mountains", "mount", "hills", "hill",
	"desert", "island", "islands", "peninsula", "cape", "coast", "delta", "basin", "forest", "park",
	"province", "state", "county", "district", "region", "governorate", "prefecture", "territory", "republic", "kingdom",
	"city", "town", "village", "port", "airport", "street", "road", "avenue", "square", "bridge", "border", "camp",
	"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower",
)

// Homes returns words, in lower case, for what belongs to somebody when his name
// stands before them: "the Varga house" is no name of a place.
func Homes() Set { return homes }

var homes = NewSet(
	"house", "home", "farm", "farmhouse", "homestead", "residence", "apartment", "flat", "villa", "cottage", "cabin", "compound", "estate",
	"ranch", "property", "garden", "yard", "barn", "shop", "store", "stall", "bakery", "workshop", "boat", "car", "truck", "grave",
	"family", "household", "brothers", "sisters", "siblings", "twins", "couple", "children", "boys", "girls", "case", "trial",
)

// Indefinite are the articles and their like that bring in somebody as new.
var Indefinite = NewSet("a", "an", "another")

// Definite are those that point to what has been named.
var Definite = NewSet("the", "this", "that")
