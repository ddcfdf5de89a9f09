package en

import "strings"

// EvidenceWords are the words by which figures of several reports are held together:
// what they count, where. They are the nouns by which news calls one thing in several ways.
type EvidenceWords struct {
	Anybody    Set               // heads that may stand for any person
	OneHead    map[string]string // heads that mean about the same as another
	Before     Set               // words before a head that are none of it
	OnTop      Set               // words before a head that say that more are counted
	Narrowing  Set               // words behind a head that narrow it: "relatives of the miners"
	PlaceKinds Set               // words in descriptions of places that tell no two apart
	Headings   []string          // beginnings of words for parts of the compass
	Dead       Set               // heads that count the dead
	Doers      Set               // heads of those who do it to others, or are said to

	Possible Set // modals by which something may happen
	Coming   Set // those by which it will
	Done     Set // auxiliaries behind these by which it has happened: "may have fled"
}

// Evidence returns these words.
func Evidence() *EvidenceWords { return &evidenceWords }

var evidenceWords = EvidenceWords{
	Anybody: Words(`people person victim resident individual inhabitant villager dead body life death casualty fatality other more soul human man local citizen
		many`),
	OneHead: map[string]string{
		"militant": "fighter", "insurgent": "fighter", "rebel": "fighter", "combatant": "fighter", "gunman": "fighter",
		"guerrilla": "fighter", "jihadist": "fighter", "jihadi": "fighter", "extremist": "fighter", "terrorist": "fighter",
		"troop": "soldier", "serviceman": "soldier", "servicemember": "soldier",
		"policeman": "officer", "minor": "child", "kid": "child",
		"migrant": "refugee", "asylum-seeker": "refugee", "evacuee": "displaced", "idp": "displaced",
		"house": "home", "dwelling": "home", "shelter": "home", "patient": "case", "infection": "case",
	},
	Before:     Words(`the a an their his her its other more additional further`),
	OnTop:      Words(`other more`),
	Narrowing:  Words(`of in from who that with at on among between for to by whose which aboard including living`),
	PlaceKinds: Words(`the of in area areas region city town village district province county valley basin state country and near parts part`),
	Headings:   strings.Fields(`north south east west central`),
	Dead:       Words(`dead death body corpse casualty fatality more other many`),
	Doers:      Words(`bomber gunman attacker assailant shooter sniper hijacker kidnapper killer murderer robber perpetrator suspect accused defendant`),

	Possible: Words(`could would might may`),
	Coming:   Words(`will shall`),
	Done:     Words(`have has`),
}
