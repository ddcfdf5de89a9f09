package claim

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// A frame is a way in which a cue takes its content.
type frame uint8

const (
	clause    frame = 1 << iota // "said (that) the dam broke", "“…,” said X", ", officials said"
	phrase                      // a noun phrase: "blamed the army", "denied the report"
	infinite                    // an infinitive: "vowed to return", "urged them to leave"
	inanimate                   // the subject may be anything that can be read: "figures show"
)

// A cueWord is what the lexicon knows of a verb that attributes.
type cueWord struct {
	frames frame
	mode   assay.Mode
	stance assay.Stance
}

// cueVerbs are verbs of saying, thinking and reporting by lemma. The choice
// follows what is a cue in more than half of its uses in PolNeAR's training part
// (Newell et al., LREC 2018) together with VerbNet's classes say, tell, talk
// manner, admit, declare, complain, conjecture and judgement.
var cueVerbs = lexicon()

func lexicon() map[string]cueWord {
	m := map[string]cueWord{}
	add := func(f frame, mode assay.Mode, stance assay.Stance, lemmas string) {
		for _, l := range strings.Fields(lemmas) {
			m[l] = cueWord{f, mode, stance}
		}
	}
	const says, asserts = assay.Says, assay.Asserts
	add(clause|inanimate, says, asserts, `say state read report`)
	add(clause, says, asserts, `add tell reply respond answer remark comment observe recall recount explain
		insist maintain contend argue assert joke quip muse reiterate boast brag vouch
		tweet write post email text radio cable blog shout yell chant cry whisper mutter interject exclaim
		counter retort concede note continue conclude testify swear notify inform assure remind
		caution warn lament complain gripe bemoan stipulate opine allege brief relay vow clarify rule`)
	add(clause|phrase, says, asserts, `announce declare confirm acknowledge admit disclose claim affirm stress emphasize emphasise
		underline underscore mention cite repeat proclaim predict forecast concur reaffirm certify
		describe detail specify recount recommend propose advocate advise demand decry highlight`)
	add(phrase, says, asserts, `blame praise criticize criticise condemn denounce accuse welcome applaud hail defend
		slam blast mock tout thank commend deplore lambaste assail rebuke chide fault
		characterize characterise portray label dub liken voice express outline
		reference invoke ridicule apologize`)
	add(clause|phrase, says, assay.Hedges, `question`)
	add(clause|phrase|inanimate, says, asserts, `show reveal find estimate document record put determine calculate detect count register list`)
	add(clause|phrase, says, assay.Denies, `deny dispute reject refute dismiss rebut contradict disavow`)
	add(clause|phrase|inanimate, says, assay.Hedges, `suggest indicate imply signal hint`)
	add(clause, assay.Believes, assay.Hedges, `believe think suspect fear speculate assume guess suppose reckon theorize surmise worry presume wonder`)
	add(clause|phrase, assay.Believes, assay.Hedges, `doubt`)
	add(clause|infinite, assay.Believes, asserts, `expect anticipate`)
	add(clause, assay.Believes, assay.Hedges, `hope`)
	add(clause, assay.Believes, asserts, `agree feel realize know-not understand-not`)
	add(clause|infinite, assay.Intends, asserts, `vow threaten`)
	add(clause|phrase|infinite, assay.Intends, asserts, `promise pledge`)
	add(clause|phrase|infinite, says, asserts, `claim`)
	add(clause|phrase, assay.Asks, asserts, `ask inquire query`)
	add(clause|phrase|infinite, assay.Orders, asserts, `urge order call-on instruct direct implore plead beseech request`)
	return m
}

// anchored verbs take a noun phrase that is a claim only in a set frame.
var (
	// callers give somebody or something a name: "called the attack a disaster".
	callers = en.Words(`call term deem brand`)
	// estimators set a figure: "put the toll at 57", "estimates the damage at".
	estimators = en.Words(`put place set peg`)
	// revisers set it anew: "raised its estimate to 1,800", "repeated its count".
	revisers = en.Words(`raise lower revise increase reduce cut update repeat give`)
	// addressed verbs have whom they address between them and the content.
	addressed = en.Words(`tell inform assure remind notify warn brief ask`)
	// performed are what declaring makes so: "declared a state of emergency".
	performed = en.Words(`state war emergency holiday bankruptcy curfew truce ceasefire cease-fire independence disaster mourning`)
	// opened are what places and fairs are declared.
	opened = en.Words(`open closed shut`)
	// counters report a number without a clause: "reported 540 injured".
	counters = en.Words(`report record count register list document`)
	// decliners refuse an answer: "declined to comment".
	decliners = en.Words(`decline refuse`)
	// disputers are said only of those who can speak, whatever names them: "The
	// airport disputed that account".
	disputers = en.Words(`deny dispute refute rebut`)
	// neverNouns are verbs in -s that the parser takes for plurals.
	neverNouns = en.Words(`denies insists alleges contends maintains refutes asserts believes says tells`)
	// acts are what is rejected or dismissed without a word on whether it is so.
	acts = en.Words(`bill motion amendment budget treaty application appeal lawsuit suit petition ballot visa case`)
	// grants are what is denied to somebody: "denied the family entry".
	grants = en.Words(`entry access permission bail asylum visa parole leave admission treatment citizenship care passage chance opportunity`)
	// answers are what is refused.
	answers = en.Words(`comment say confirm discuss elaborate answer respond speak give provide identify name specify disclose reveal talk detail explain deny`)
	// scopeVerbs are too common in other senses to count with a clause that has
	// no "that" after them and no person before them.
	loose = en.Words(`count register list find show record put set place read post determine calculate detect feel note report document write continue conclude direct order express repeat`)
	// utterers are said of a body by "it": "it said in a statement".
	utterers = en.Words(`say add announce state warn note report declare insist tell reply explain claim argue confirm acknowledge deny estimate promise pledge vow warn threaten`)
	// impersonal passives report without a source: "is believed to have fled".
	impersonal = en.Words(`believe think fear report say allege suspect presume understand rumor rumour estimate`)
)

// cueNouns name a statement or a belief that a clause spells out: "the
// allegation that", "fears of". The stance is what the noun lends to it.
var cueNouns = map[string]cueWord{
	"claim": {stance: assay.Asserts}, "statement": {}, "announcement": {}, "assertion": {}, "declaration": {},
	"argument": {}, "conclusion": {}, "finding": {}, "admission": {}, "acknowledgment": {}, "acknowledgement": {}, "complaint": {},
	"accusation": {}, "allegation": {stance: assay.Hedges}, "charge": {}, "contention": {}, "insistence": {}, "remark": {},
	"warning": {}, "word": {}, "news": {}, "confirmation": {},
	"report": {stance: assay.Hedges}, "indication": {stance: assay.Hedges}, "sign": {stance: assay.Hedges}, "evidence": {stance: assay.Hedges}, "suggestion": {stance: assay.Hedges}, "rumor": {stance: assay.Hedges}, "rumour": {stance: assay.Hedges},
	"speculation": {stance: assay.Hedges}, "suspicion": {mode: assay.Believes, stance: assay.Hedges}, "belief": {mode: assay.Believes, stance: assay.Hedges},
	"fear": {mode: assay.Believes, stance: assay.Hedges}, "concern": {mode: assay.Believes, stance: assay.Hedges}, "worry": {mode: assay.Believes, stance: assay.Hedges},
	"hope": {mode: assay.Believes, stance: assay.Hedges}, "assumption": {mode: assay.Believes, stance: assay.Hedges}, "prediction": {}, "forecast": {},
	"assurance": {}, "promise": {mode: assay.Intends}, "pledge": {mode: assay.Intends}, "threat": {mode: assay.Intends},
	"denial": {stance: assay.Denies}, "doubt": {mode: assay.Believes, stance: assay.Hedges},
}

// fearNouns take their content with "of" and a gerund or noun as well: "fears
// among villagers of being cut off".
var fearNouns = en.Words(`fear concern worry hope accusation allegation report warning rumor rumour`)

// cueAdjectives attribute an attitude with a clause: "is concerned that".
var cueAdjectives = map[string]*cueWord{
	"concerned": {mode: assay.Believes}, "worried": {mode: assay.Believes}, "afraid": {mode: assay.Believes, stance: assay.Hedges},
	"confident": {mode: assay.Believes}, "convinced": {mode: assay.Believes}, "certain": {mode: assay.Believes}, "sure": {mode: assay.Believes},
	"hopeful": {mode: assay.Believes, stance: assay.Hedges}, "optimistic": {mode: assay.Believes, stance: assay.Hedges}, "skeptical": {mode: assay.Believes, stance: assay.Hedges},
	"sceptical": {mode: assay.Believes, stance: assay.Hedges}, "doubtful": {mode: assay.Believes, stance: assay.Hedges}, "adamant": {mode: assay.Says}, "clear": {mode: assay.Says},
	"fearful": {mode: assay.Believes, stance: assay.Hedges}, "unsure": {mode: assay.Believes, stance: assay.Hedges}, "suspicious": {mode: assay.Believes, stance: assay.Hedges},
}

// hedgeWords mark doubt inside what is said. "may" is one only as an auxiliary.
var hedgeWords = en.Words(`may might likely unlikely probably possibly perhaps apparently reportedly allegedly potentially
	presumably seemingly purportedly supposedly maybe possible probable alleged suspected`)

// doubtVerbs mark doubt when they govern an infinitive or are passive: "appear
// to have fled", "are believed to be alive".
var doubtVerbs = en.Words(`appear seem believe think suspect fear presume suggest indicate estimate`)

// channels are the means by which words reach the reporter.
var channels = en.Words(`statement interview remark briefing speech address message letter tweet post email e-mail
	call telephone phone conference chat testimony text broadcast television radio video blog column
	memo report filing article interview announcement release podcast debate hearing rally ceremony
	conversation comment appearance note editorial essay book documents document papers
	facebook twitter whatsapp telegram instagram skype website forum webcast livestream`)

// media nouns make an organisation a medium: "told the newspaper".
var media = en.Words(`newspaper magazine broadcaster station daily outlet network channel radio television times post news press
	tribune herald gazette journal guardian observer reuters afp ap bbc cnn`)
