package en

import "strings"

// ActorWords are the words by which persons, groups, bodies and documents are told
// apart and their introductions are read; package actor has the rules. No table of
// nouns says what is asked here: which bodies speak, which writings say things, what
// stands before the names of ships. All are in lower case, without a full stop.
type ActorWords struct {
	Bodies    Set // nouns that head the names and descriptions of bodies that speak
	Named     Set // those that stand before names that look like those of places: "the aid group Ponte Nova"
	OneEach   Set // those of which a country or a league of countries has one
	Documents Set // nouns for what is written or recorded and says things
	Groups    Set // words for persons together that are no plurals of nouns for persons
	Ships     Set // nouns before the names of ships
	Calling   Set // verbs that give a thing its name: "a storm named Ada"
	Female    Set // titles and nouns that fix the gender of whom they name
	Male      Set // likewise

	Heads   Set // nouns that with "of" name whom a body has at its head: "the commander of Ahl al-Zaman"
	Gods    Set // names of gods
	Within  Set // prepositions after which one word alone is a place
	Known   Set // words that point to what has been named
	Several Set // words by which a description is that of no one body: "other Western military"

	Relative Set // pronouns and the like that begin a relative clause
	Clauses  Set // words that end a predicate
	Tying    Set // prepositions between two persons: "an assistant to the governor"
	Coming   Set // what an office not yet held is hyphenated to: "mayor-elect"
	Spouses  Set // nouns for those who have one: the other is of the other gender
	NotYet   Set // words by which somebody is not what is said of him
	Becoming Set // verbs before what somebody is
	Sitting  Set // those before "in parliament"
	Acting   Set // those before "as mayor"
	Running  Set // those before "for mayor"
}

// Actors returns these words.
func Actors() *ActorWords { return &actorWords }

var actorWords = ActorWords{
	Bodies: Words(`ministry department government administration cabinet parliament congress senate
		house court council committee commission agency authority bureau office command military army navy
		force corps coalition alliance union party movement group organization organisation association
		federation foundation institute institution university college hospital company corporation firm
		bank board fund center centre observatory observer mission embassy consulate delegation service
		campaign network newspaper magazine broadcaster station daily outlet channel media
		police guard headquarters regime state kremlin pentagon junta palace presidency secretariat
		airline airport museum retailer manufacturer insurer publisher brewery school clinic laboratory panel
		militia brigade battalion gang cartel faction
		society league club team task-force tribunal watchdog monitor charity crescent`),
	Named:   Words(`union company party group charity firm newspaper magazine club association organization organisation movement broadcaster`),
	OneEach: Words(`agency ministry army navy police government military parliament commission council court authority command force office`),
	Documents: Words(`report reports assessment assessments statement document documents study survey poll
		letter memo memorandum email e-mail cable filing affidavit indictment complaint lawsuit ruling
		testimony transcript communique communiqué bulletin release notice warrant
		data figures statistics records estimate estimates analysis review audit investigation inquiry probe
		research paper article book footage video recording images intelligence findings census
		text message tweet post website decree order resolution`),
	Groups:  Words(`others many some families troops staff personnel crew public crowd opposition majority minority`),
	Ships:   Words(`ship ferry tanker vessel boat yacht trawler freighter frigate steamer cruiser destroyer submarine tug tugboat`),
	Calling: Words(`named called dubbed christened codenamed nicknamed`),
	Female: Words(`mrs ms miss dame lady queen princess sister mother daughter wife woman girl
		spokeswoman chairwoman congresswoman councilwoman businesswoman actress widow grandmother aunt niece`),
	Male: Words(`mr sir lord king prince father son husband man boy spokesman chairman
		congressman councilman businessman actor widower grandfather uncle nephew pope bishop imam`),

	Heads:   Words(`leader commander chief chairman founder emir`),
	Gods:    Words(`god allah`),
	Within:  Words(`in into near inside outside across throughout`),
	Known:   Words(`the his its their this`),
	Several: Words(`other new some many`),

	Relative: Words(`who which that whose`),
	Clauses:  Words(`who which that when and but while because`),
	Tying:    Words(`of to for with`),
	Coming:   Words(`elect designate`),
	Spouses:  Words(`wife husband widow widower`),
	NotYet:   Words(`not n't never would could might may should wants hopes`),
	Becoming: Words(`become remain`),
	Sitting:  Words(`serve sit`),
	Acting:   Words(`serve act work`),
	Running:  Words(`run stand`),
}

// A Pronoun asks for whom it stands.
type Pronoun struct {
	Gender byte // 'm', 'f', or 0 for either
	Plural bool
}

// Pronouns returns the pronouns of the third person, but those for things.
func Pronouns() map[string]Pronoun { return pronouns }

var pronouns = map[string]Pronoun{
	"he": {'m', false}, "him": {'m', false}, "his": {'m', false}, "himself": {'m', false},
	"she": {'f', false}, "her": {'f', false}, "hers": {'f', false}, "herself": {'f', false},
	"they": {0, true}, "them": {0, true}, "their": {0, true}, "themselves": {0, true},
}

// What a description begins with that is made of other words than a noun: "a person who
// runs the desk", "one of their children", "34-year-old".
const (
	APerson  = "a person"
	OneAmong = "one of"
	YearOld  = "-year-old"
)

// PersonNoun reports whether the noun w, in lower case, names a person by what he is or
// does: "smuggler", "economist".
func PersonNoun(w string) bool {
	w = BareOffice(w)
	return offices[w] || persons[w] || Noun(w, false) == Person && !actorWords.Bodies[w] && !actorWords.Documents[w]
}

// BareOffice returns an office without what is hyphenated before it, of one where a
// title is that of several, for which no tagger need have a lemma: "minister" of
// "ex-minister" and of "Ministers Ana Lind and Otto Brandt".
func BareOffice(noun string) string {
	if one := strings.TrimSuffix(noun, "s"); pluralTitles[noun] && offices[one] {
		return one
	}
	for _, prefix := range officePrefixes {
		if after, ok := strings.CutPrefix(noun, prefix); ok {
			return after
		}
	}
	return noun
}

var officePrefixes = strings.Fields(`ex- then- co- vice- deputy-`)
