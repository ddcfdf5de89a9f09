package event

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// crowds are nouns in the singular for many persons.
var crowds = en.Words(`people family household army militia police force battalion brigade regiment platoon squad unit crew
	staff team gang population community crowd convoy caravan group tribe clan personnel troop troops half majority
	contingent exodus wave leadership military dead wounded injured`)

// plural reports whether token i is a noun in the plural, or a word for many.
func (g *graph) plural(i int) bool {
	tok := &g.Tokens[i]
	if tok.XPOS == "NNS" || tok.XPOS == "NNPS" {
		return true
	}
	switch strings.ToLower(g.Word(i)) {
	case "people", "police", "personnel", "others", "they", "them", "many", "some", "most", "those", "these", "we", "us",
		"troops", "both", "several", "hundreds", "thousands", "dozens", "scores", "millions", "few":
		return true
	}
	return false
}

// person reports whether the noun at i is for persons.
func (g *graph) person(i int) bool {
	w := g.Word(i)
	switch en.Noun(strings.ToLower(w), w[0] >= 'A' && w[0] <= 'Z') {
	case en.Person, en.Group, en.Household:
		return true
	}
	n := g.name[i]
	return n != none && g.Names[n].Class == assay.NORPName && g.plural(i) // "Americans"
}

// people reports whether the noun phrase at i is for several persons: the only
// ones whose movements the ledger holds.
func (g *graph) people(i int) bool {
	low := strings.ToLower(g.Word(i))
	switch low {
	case "they", "them", "others", "many", "some", "most", "hundreds", "thousands", "dozens", "scores", "millions", "several", "those":
		return true
	}
	if g.Tokens[i].POS == "NUM" {
		return true
	}
	if n := g.name[i]; n != none && g.Names[n].Class == assay.PersonName {
		return false
	}
	return g.person(i) && (g.plural(i) || crowds[g.lemma[i]] || g.counted(i))
}

// counted reports whether a numeral stands on the noun at i.
func (g *graph) counted(i int) bool {
	for _, k := range g.kids[i] {
		if g.is(int(k), "nummod") || g.quantity[k] != none {
			return true
		}
	}
	return false
}
