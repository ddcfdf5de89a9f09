package en

import (
	"regexp"
	"strings"
)

// SpeechWords are the words that say what becomes of what somebody says: whether he
// stands by it, doubts, denies or keeps it back, by what means it came, why he has no
// name, whose side he is on. Which words are cues at all is learnt; package claim has
// the rules. Verbs and nouns are lemmas; all are in lower case.
type SpeechWords struct {
	Suggesting Set // verbs, and nouns of the same form, by which a source is in doubt
	Denying    Set // by which it denies
	Declining  Set // by which it says nothing
	Guessing   Set // by which it believes and is in doubt
	Believing  Set // by which it only believes
	Intending  Set
	Asking     Set
	Ordering   Set
	Demanding  Set // those that order before "for": "call for"

	Kept      Set      // verbs that, denied, keep something back: "did not say whether"
	Nobody    Set      // words that deny what is said of a subject: "none of the officials could say"
	Not       Set      // adverbs that deny
	Answering Set      // verbs and adjectives of answering: "did not respond to requests"
	Asked     Set      // what is not answered
	Refusals  []string // words by which a speaker refuses to confirm or answer

	RuledOut  []string // phrases that mark doubt: “We cannot rule out a strike”
	Doubts    Set      // words that mark doubt inside what is said
	May       Set      // those that do only as auxiliaries: not "the might of the river"
	Suspected Set      // those that do not before a noun: "suspected smugglers were arrested"
	Seeming   Set      // verbs that do before an infinitive or in the passive: "are believed to be alive"
	Appearing Set      // those of them that need no passive
	Senses    Set      // what one could do, not might: "could see"

	Putting    Set // verbs before a number and what it is put to: "put the toll at 34"
	Giving     Set // verbs by which somebody says how many, before the noun for it: "gave a toll of 34"
	Given      Set // such nouns
	Taking     Set // verbs of saying that take, with such an object: "the flood claimed two lives"
	Taken      Set
	Statements Set // nouns and pronouns that point back to what was said
	Several    Set // those that point back to more than one statement

	Checking   []string // parts of words without which nothing below is found
	Unverified *regexp.Regexp
	Verified   *regexp.Regexp
	Refuted    *regexp.Regexp

	Unnamed       []string // why a source is not named
	BeforeChannel Set      // prepositions before the means by which words reach the reporter
	Channels      Set      // these means
	X             string   // one of them, with its capital, behind "on"
	Carried       Set      // participles by which they go on: "a statement posted on Instagram"
	BehindChannel Set      // words by which they go on: "in a briefing with reporters"
	Media         Set      // whom a source told that is a medium: "told the newspaper"
	Parties       []Party

	Addressed   Set // pronouns of who speaks and is spoken to
	HeShe       Set // those for one person
	Relative    Set // pronouns that begin a relative clause
	Around      Set // adverbs at the end of a noun phrase that do not belong to it
	Be          Set // forms of "be"
	Hearers     Set // words before "heard" by which a source knows by hearsay
	PastHelpers Set // auxiliaries before what a source saw or did
	Minding     Set // verbs for what is neither seen nor done
}

// PartyNames are the parties that a source may be of.
func PartyNames() (names []string) {
	for _, p := range Speech().Parties {
		names = append(names, p.Party)
	}
	return names
}

// A Party is a side or trade of sources, with words that tell it in what describes them.
type Party struct {
	Party string
	Words Set
}

// Speech returns these words.
func Speech() *SpeechWords { return &speechWords }

var speechWords = SpeechWords{
	Suggesting: Words(`question suggest indicate imply signal hint`),
	Denying:    Words(`deny dispute reject refute dismiss rebut contradict disavow denial`),
	Declining:  Words(`decline refuse`),
	Guessing:   Words(`believe think suspect fear speculate assume guess suppose reckon theorize surmise worry presume wonder doubt hope`),
	Believing:  Words(`expect anticipate agree feel realize view opinion judgment judgement estimation`),
	Intending:  Words(`vow threaten threat promise pledge want plan intend seek aim wish mean prepare`),
	Asking:     Words(`ask inquire query`),
	Ordering:   Words(`urge order instruct direct implore plead beseech request`),
	Demanding:  Words(`call ask press push`),

	Kept:      Words(`say confirm disclose reveal specify explain comment identify detail discuss elaborate respond reply answer announce reach return`),
	Nobody:    Words(`none nobody neither nor`),
	Not:       Words(`not n't n’t never`),
	Answering: Words(`reach respond reply return answer available unavailable`),
	Asked:     Words(`comment request call message question interview`),
	Refusals: strings.Split(`cannot confirm|can not confirm|can't confirm|can’t confirm|could not confirm|not able to confirm|unable to confirm|neither confirm nor deny|neither confirmed nor denied|`+
		`no comment|will not comment|won't comment|won’t comment|do not comment|don't comment|don’t comment|does not comment|not going to comment|decline to comment|`+
		`cannot comment|can't comment|can’t comment|not in a position to|could not say|cannot say|could not give a figure|could not give details|not confirm or deny`, "|"),

	RuledOut: strings.Split(`cannot rule out|can not rule out|can't rule out|can’t rule out|could not rule out|not ruling out|rule anything out|ruling anything out|`+
		`ruled anything out|not ruled out|cannot exclude|could not exclude|cannot be ruled out|could not be ruled out`, "|"),
	Doubts: Words(`may might likely unlikely probably possibly perhaps apparently reportedly allegedly potentially
		presumably seemingly purportedly supposedly maybe probable alleged suspected`),
	May:       Words(`may might`),
	Suspected: Words(`alleged suspected`),
	Seeming:   Words(`appear seem believe think suspect fear presume suggest indicate estimate`),
	Appearing: Words(`appear seem`),
	Senses:    Words(`see hear smell feel taste`),

	Putting:    Words(`put place set peg`),
	Giving:     Words(`give issue publish release`),
	Given:      Words(`toll count tally figure estimate`),
	Taking:     Words(`claim`),
	Taken:      Words(`life victim martyr casualty fatality`),
	Several:    Words(`figures claims accounts numbers tolls reports statements allegations they either neither`),
	Statements: Words(`report allegation accusation claim charge figure account it this that comment toll number`),

	Checking: strings.Fields(`verif confirm corroborate authenticate false`),
	Unverified: regexp.MustCompile(`(could|can|has|have) ?not (immediately |independently |yet )*be(en)? (immediately |independently |yet )*(verified|confirmed|corroborated|authenticated)|` +
		`could not (immediately |independently )+(verify|confirm|corroborate|authenticate)|` +
		`was not (immediately )?possible to (independently )?(verify|confirm)|not immediately possible to verify|w(as|ere) unable to (independently )?verify|no independent confirmation`),
	Verified: regexp.MustCompile(`(was|were|(has|have) been) independently (verified|confirmed)`),
	Refuted:  regexp.MustCompile(`proved to be false|turned out to be false`),

	Unnamed: strings.Split(`on condition of anonymity|on the condition of anonymity|not authorized to|not authorised to|declined to be named|declined to be identified|`+
		`asked not to be|spoke anonymously|for fear of`, "|"),
	BeforeChannel: Words(`in on via through by during at over`),
	Channels: Words(`statement interview remark briefing speech address message letter tweet post email e-mail
		call telephone phone conference chat testimony text broadcast television radio video blog column
		memo report filing article announcement release podcast debate hearing rally ceremony
		conversation comment appearance note editorial essay book document paper
		facebook twitter whatsapp telegram instagram skype website forum webcast livestream`),
	X:             "X",
	Carried:       Words(`published carried posted`),
	BehindChannel: Words(`with to in on from published carried posted`),
	Media: Words(`newspaper magazine broadcaster station daily outlet network channel radio television times post news press
		tribune herald gazette journal guardian observer reuters afp ap bbc cnn`),
	Parties: []Party{
		{"monitor", Words(`observatory monitor monitors monitoring watchdog observer observers rights`)},
		{"belligerent", Words(`army military rebel rebels militia militias insurgent insurgents fighter fighters commander command troops forces militant militants
			guerrilla guerrillas brigade soldier soldiers general colonel gen col maj lt armed`)},
		{"agency", Words(`un u.n. unhcr unicef agency agencies aid relief humanitarian cross crescent charity ngo ngos`)},
		{"government", Words(`government minister ministry president governor mayor police official officials authority authorities secretary spokesman spokeswoman
			ambassador cabinet parliament senator lawmaker lawmakers court prosecutor prosecutors intelligence administration embassy council district provincial federal`)},
		{"analyst", Words(`analyst analysts expert experts professor researcher researchers institute think-tank university economist economists historian
			scholar scholars assessment assessments study`)},
		{"media", Words(`newspaper television tv broadcaster journalist journalists reporter agency media station`)},
		{"witness", Words(`witness witnesses resident residents villager villagers survivor survivors neighbor neighbors neighbour neighbours smuggler
			refugee refugees driver farmer`)},
	},

	Addressed:   Words(`i we you`),
	HeShe:       Words(`he she`),
	Relative:    Words(`who which that`),
	Around:      Words(`there here also later then`),
	Be:          Words(`is are was were been be being`),
	Hearers:     Words(`i we he she they had have`),
	PastHelpers: Words(`was had have 've ’ve`),
	Minding:     Words(`think believe hear know want hope feel`),
}
