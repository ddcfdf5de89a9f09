package en

import "strings"

// Singular returns the singular of a noun in lower case, or the word itself where it
// is none or has no other: "women" is "woman", "buses" is "bus".
func Singular(w string) string {
	if s, ok := irregularNouns[w]; ok {
		return s
	}
	n := len(w)
	if n > 4 && strings.HasSuffix(w, "men") && nouns()[w] == NoNoun { // not "specimen"
		return w[:n-2] + "an"
	}
	if n < 4 || w[n-1] != 's' || w[n-2] == 's' {
		return w
	}
	table := nouns()
	latin := w[n-2] == 'u' || w[n-2] == 'i' // "virus", "crisis"; but "menus", "taxis"
	switch {
	case latin && (table[w] != NoNoun || table[w[:n-1]] == NoNoun && table[title(w[:n-1])] == NoNoun && !(n > 5 && strings.HasSuffix(w, "nis"))):
		return w
	case latin, table[w[:n-1]] != NoNoun: // "houses", "movies", "caches"
		return w[:n-1]
	case strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case w[n-2] == 'e' && table[w[:n-2]] != NoNoun: // "churches", "buses", "heroes"
		return w[:n-2]
	case table[w] != NoNoun: // "lens"
		return w
	case n > 4 && (strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "zzes") || strings.HasSuffix(w, "sses")):
		return w[:n-2]
	}
	return w[:n-1]
}

// Plural reports whether the noun w, in lower case, has the form of a plural.
func Plural(w string) bool {
	if s, ok := irregularNouns[w]; ok {
		return s != w || invariable[w]
	}
	return Singular(w) != w
}

// irregularNouns are the plurals that no rule gives, and words that only look like
// plurals of others.
var irregularNouns = func() map[string]string {
	m := map[string]string{}
	for pair := range strings.FieldsSeq(`people/person persons/person children/child grandchildren/grandchild schoolchildren/schoolchild men/man women/woman feet/foot teeth/tooth geese/goose
		mice/mouse lice/louse oxen/ox dice/die brethren/brother wives/wife midwives/midwife housewives/housewife lives/life wolves/wolf knives/knife
		thieves/thief halves/half leaves/leaf calves/calf shelves/shelf loaves/loaf scarves/scarf hooves/hoof elves/elf
		crises/crisis analyses/analysis theses/thesis hypotheses/hypothesis diagnoses/diagnosis oases/oasis
		criteria/criterion phenomena/phenomenon bacteria/bacterium memoranda/memorandum referenda/referendum strata/stratum alumni/alumnus fungi/fungus cacti/cactus nuclei/nucleus
		passersby/passerby bystanders/bystander corpses/corpse bases/base axes/axe lenses/lens gases/gas buses/bus glasses/glass
		series/series species/species news/news headquarters/headquarters aircraft/aircraft personnel/personnel means/means barracks/barracks crossroads/crossroads
		taxis/taxi quizzes/quiz sheep/sheep cattle/cattle fish/fish deer/deer police/police`) {
		form, one, _ := strings.Cut(pair, "/")
		m[form] = one
	}
	return m
}()

// invariable are nouns whose plural has the form of their singular.
var invariable = Words(`aircraft personnel series species headquarters barracks crossroads sheep cattle fish deer police`)
