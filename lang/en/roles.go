package en

import "strings"

// The lists of this file are of words beside names and within the words for who
// somebody is: "a nurse from Harrow". They are closed classes, and what roles of news
// have; package mask has the rules.

// RoleEnds returns what a role is long enough before, to stand for a name.
func RoleEnds() []string { return roleEnds }

var roleEnds = strings.Split(`, | who | whose | that | between | in | from | at | with | near | on | and | expecting | living | so far | this | last `, "|")

// Determiners returns the words that begin a noun phrase, and the numbers that do.
func Determiners() Set { return determiners }

var determiners = Words(`a an the his her their its my our one another this that these those some two three four five both`)

// Pointing returns those of them that a role leaves out: "these two".
func Pointing() Set { return pointing }

var pointing = Words(`this that these those some two three four five both`)

// BehindNoun returns the prepositions behind which the noun that decides cannot stand:
// "a nurse of Harrow".
func BehindNoun() Set { return behindNoun }

var behindNoun = Words(`of to for in at from with on by as`)

// Dangling returns words that end no role.
func Dangling() Set { return dangling }

var dangling = Words(`the a an and or who that his her their prime vice is was`)

// NameParticles returns the small words of names, which many persons have.
func NameParticles() Set { return nameParticles }

var nameParticles = Words(`al el ad as de da do dos das del della di du la le los las van von der den ten ter bin ibn bint ben abu ag ould y e jr sr ii iii st mc mac zu af`)

// PersonalPronouns returns the pronouns for one person.
func PersonalPronouns() Set { return personalPronouns }

var personalPronouns = Words(`he she him her his hers himself herself i me my`)

// PlacesAfter returns short words for places behind a name, and what begins the name of
// one: "Solberg St.", "Solberg High School".
func PlacesAfter() Set { return placesAfter }

var placesAfter = Words(`st rd ave blvd dr ln hwy ct court drive high elementary middle fire heights gardens terrace place church`)

// AfterVerb returns words that follow a verb and no noun: "plans that".
func AfterVerb() Set { return afterVerb }

var afterVerb = Words(`that he she they it no more him them how about there up out down like into if`)

// Placing returns words that say that a place follows.
func Placing() Set { return placing }

var placing = Words(`in from near outside across throughout downtown around`)

// AfterName returns words that may follow a name and begin no noun: "the Vargas and",
// "the Varga in".
func AfterName() Set { return afterName }

var afterName = Words(`and or of in at to by who was is had has`)

// Article returns the indefinite article of a noun phrase: "an" of "old nurse".
func Article(phrase string) string {
	lower := strings.ToLower(phrase)
	starts := func(list ...string) bool {
		for _, s := range list {
			if strings.HasPrefix(lower, s) {
				return true
			}
		}
		return false
	}
	if starts("a", "e", "i", "o") && !starts("one", "eu") || starts("un") && !starts("uni", "un ") || starts("8", "11-", "18-") {
		return An
	}
	return A
}
