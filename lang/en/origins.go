package en

import "strings"

// OriginWords are the words by which it is found who is behind a figure; package
// origin has the rules. All are in lower case.
type OriginWords struct {
	Documents []string // what documents are called, in the singular
	Resting   []string // what leads from somebody who is quoted to what his words rest on
	Issuing   []string // what leads from a document to who gave it out
	Spokesmen Set      // who speaks for others whatever else is said of him
	Speaking  Set      // nouns for whoever says things for the body beside him, in the singular: "a police source"
	Leading   Set      // nouns besides Offices and Officers for who leads a body
	Toward    Set      // prepositions between such a noun and the body
	Seat      string   // the one of them behind which a body stands, whatever it is called: "a source at Harrow Governorate"
	Clauses   Set      // words that end what names a source
	Told      Set      // what stands before the name of an agency to which something was said
	Same      string   // in a channel: one that was named before

	Prime     string            // before "minister": of no ministry
	Pronouns  Set               // whom somebody does not speak for: "its spokesman"
	Armed     Set               // words in what the arms of a state are called
	Arms      Set               // those of them that say that it is one
	Governing Set               // words in what a government is called
	Ministry  map[string]string // words that say in which ministry or body, in one form
	Minister  string            // who heads one
	Small     Set               // words that tell no two organisations apart
	Bodies    Set               // nouns by which organisations are described
	Houses    map[string]string // metonyms of governments and their armies
	Seated    string            // behind a place: where it sits, and not what it is: "London-based"
}

// Origins returns these words.
func Origins() *OriginWords { return &originWords }

var originWords = OriginWords{
	Documents: strings.Fields(`assessment report document study survey data intelligence memo memorandum letter file record briefing dossier review audit estimate
		statement figures statistics census bulletin paper`),
	Resting: []string{"with access to", "who have seen", "who has seen", "who had seen", "who have read", "who has read", "who had read", "who have reviewed",
		"who has reviewed", "who had reviewed", "who saw", "who read", "who reviewed", "familiar with", "briefed on", "citing", "quoting", "based on", "drawing on"},
	Issuing:   []string{"released by", "published by", "issued by", "by", "from", "of"},
	Spokesmen: Words(`spokesman spokeswoman spokesperson spokesmen spokeswomen spokespersons spokespeople`),
	Speaking:  Words(`source official officer correspondent reporter photographer journalist spokesman spokeswoman spokesperson representative statement report document record toll estimate tally count figure spokespeople`),
	Leading:   Words(`premier coordinator co-ordinator representative prefect manager director examiner attorney da investigator`),
	Toward:    Words(`for of at with from in`),
	Seat:      "at",
	Clauses:   Words(`who which that whose while after when where because speaking there here`),
	Told:      Words(`told tells`),
	Same:      "same",

	Prime:    "prime",
	Pronouns: Words(`it its he his she her they their them we our i my you your who whose that this`),
	Armed: Words(`military army armed forces force defense defence command troops air navy naval coalition campaign led special operations central general
		joint chiefs staff headquarters marines corps soldiers department ministry minister pentagon`),
	Arms:      Words(`military army armed forces defense defence command navy coalition campaign marines pentagon troops`),
	Governing: Words(`government authorities administration officials state cabinet`),
	Ministry: map[string]string{"minister": "ministry", "ministers": "ministry", "ministries": "ministry", "defence": "defense", "tv": "television",
		"organisation": "organization", "centre": "center", "labour": "labor", "programme": "program"},
	Minister: "minister",
	Small:    Words(`the of for in and at on a an new own its their local national regional official senior top chief s spokesman spokeswoman spokesperson office so-called deputy vice acting`),
	Bodies: Words(`agency authority office department ministry body organisation organization group commission committee service administration bureau board
		council directorate institute centre center team unit command league union society monitor monitoring watchdog observatory network hospital news media`),
	Houses: map[string]string{
		"pentagon": "US armed", "white house": "US government", "kremlin": "RU government", "downing street": "GB government",
		"state department": "US diplomacy", "foggy bottom": "US diplomacy", "centcom": "US armed", "elysee": "FR government",
	},
	Seated: "based",
}
