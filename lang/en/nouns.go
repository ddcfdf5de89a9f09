package en

import (
	_ "embed" // the table
	"strings"
	"sync"
	"unicode/utf8"
)

// NounClass says what kind of thing a noun names.
type NounClass uint8

// The classes.
const (
	NoNoun     NounClass = iota // none that is known
	Person                      // "driver", "Dane"
	Group                       // persons together: "crew", "police", "party", "company"
	Household                   // "household", "family"
	Animal                      // "goat"
	Plant                       // "tree"
	Body                        // a body or part of one: "leg"
	Building                    // "house", "hospital"
	Structure                   // what else is built: "bridge", "road"
	Vehicle                     // "truck", "ship", "aircraft"
	Weapon                      // arms, ammunition, explosives: "rifle"
	Object                      // other things that are made or found: "tent", "stone"
	Substance                   // stuff and food: "oil", "rice"
	Place                       // "district", "country"
	Money                       // "dollar", "cash"
	Measure                     // units: "mile"
	Number                      // "dozen"
	Time                        // "week"
	Event                       // acts, events, processes: "attack", "flood"
	Disease                     // "cholera"
	Message                     // what is said or written: "statement"
	Collection                  // things together: "fleet", "herd"
	Notion                      // the rest: states, ideas, relations: "hope"
)

// NounClasses names the classes, in the order of the constants.
var NounClasses = [...]string{"", "person", "group", "household", "animal", "plant", "body", "building", "structure", "vehicle", "weapon", "object",
	"substance", "place", "money", "measure", "number", "time", "event", "disease", "message", "collection", "notion"}

func (c NounClass) String() string { return NounClasses[c] }

// Noun returns what the noun w names, which is in lower case and may be a plural:
// that of most of its senses in general texts or, where we know better, in news.
// With a capital it may be one of a people: "Danes", "Finns". A noun that no table
// has is what its last part is ("militiaman", "asylum-seekers") or, by its ending,
// a person ("jihadists").
func Noun(w string, capital bool) NounClass {
	table := nouns()
	one := Singular(w)
	if capital {
		if c := table[title(one)]; c != NoNoun {
			return c
		}
		if c := table[title(w)]; c != NoNoun {
			return c
		}
	}
	if c := table[w]; c != NoNoun {
		return c
	}
	if c := table[one]; c != NoNoun {
		return c
	}
	return unlisted(one, w != one, capital)
}

// NounPair returns what the noun w names behind another that goes with it: the
// "bombers" of "suicide bombers" are persons.
func NounPair(before, w string, capital bool) NounClass {
	if c := nouns()[before+"_"+Singular(w)]; c != NoNoun {
		return c
	}
	return Noun(w, capital)
}

// title returns w, in lower case, with a capital.
func title(w string) string {
	if w == "" || w[0] < 'a' || w[0] > 'z' {
		return w
	}
	return string(w[0]-'a'+'A') + w[1:]
}

// unlisted tells the class of a noun by its last part or its ending.
func unlisted(one string, plural, capital bool) NounClass {
	if k := strings.LastIndexByte(one, '-'); k >= 0 {
		return Noun(one[k+1:], false)
	}
	for k := 2; k <= len(one)-3; k++ {
		if !utf8.RuneStart(one[k]) {
			continue
		}
		if last := one[k:]; len(last) > 3 || last == "man" {
			if c := nouns()[last]; c != NoNoun {
				return c
			}
		}
	}
	if len(one) < 5 || !plural {
		return NoNoun
	}
	for _, e := range doers {
		if strings.HasSuffix(one, e) {
			return Person
		}
	}
	if capital {
		for _, e := range peopleEndings {
			if strings.HasSuffix(one, e) {
				return Person
			}
		}
	}
	return NoNoun
}

// doers are endings of nouns for persons, in plurals that no table has: "vapers".
var doers = [...]string{"er", "or", "ist", "ee", "eer", "goer", "ian"}

// peopleEndings are those of names of peoples: "Kanoans", "Tavians", "Kelowites".
var peopleEndings = [...]string{"an", "ani", "awi", "aqi", "eli", "ali", "audi", "aiti", "ndi", "eni", "ite", "ese"}

//go:embed nouns.txt
var nounFile string

// nouns holds the class of each noun, and of each that counts only with its capital.
var nouns = sync.OnceValue(func() map[string]NounClass {
	m := make(map[string]NounClass, strings.Count(nounFile, " "))
	for line := range strings.Lines(nounFile) {
		name, list, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		class := NoNoun
		for c, n := range NounClasses {
			if n == name {
				class = NounClass(c)
			}
		}
		for w := range strings.SplitSeq(list, " ") {
			m[w] = class
		}
	}
	return m
})
