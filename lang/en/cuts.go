package en

// The lists of this file say how a text is cut into sentences and words, and what the
// small networks look at beside them. They are closed classes, or go with a network
// that has learnt from them, so that they change only when it is trained anew.

// Contracted returns words that are two without an apostrophe between them, and where
// the second begins, from the end where it is below zero: "cannot", "didnt".
func Contracted() map[string]int { return contracted }

var contracted = map[string]int{
	"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3,
	"dont": -2, "cant": -2, "wont": -2, "didnt": -2, "doesnt": -2, "isnt": -2, "wasnt": -2, "couldnt": -2, "wouldnt": -2, "shouldnt": -2,
	"havent": -2, "hasnt": -2, "hadnt": -2, "arent": -2, "werent": -2,
	"im": -1, "thats": -1, "whats": -1, "ive": -2, "youre": -2, "theyre": -2, "outta": -2,
}

// Clitics returns what hangs on a word with an apostrophe: "don't", "Lind's".
func Clitics() []string { return clitics }

var clitics = []string{"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"}

// Elided returns words that begin with an apostrophe.
func Elided() Set { return elided }

var elided = Words(`'em 'til 'cause 'bout 'tis 'twas 'n'`)

// Attached returns units and halves of the day that are cut from the number before
// them, as written: "5pm", "35mm".
func Attached() Set { return attached }

var attached = Words(`pm am PM AM a.m. p.m. a.m p.m mm cm m km kg g mg ft lb lbs k K bn tn mph kph GB MB MW GW ha million billion`)

// AlsoWords returns abbreviations that are words as well: "the ill", "we sat".
func AlsoWords() Set { return alsoWords }

var alsoWords = Words(`am ill sat sun wed wash mass miss min mar mi la pa ore ark mo ind tex no al art`)

// KeepPeriod returns abbreviations that keep their period where they end a sentence.
func KeepPeriod() Set { return keepPeriod }

var keepPeriod = Words(`inc corp jr sr`)

// Tied returns what stays tied by its hyphen: "re-elected", "non-avian".
func Tied() Set { return tied }

var tied = Words(`e non pro re pre post anti co semi mid ex multi inter intra sub ultra pan counter bi un micro macro mini meta neo psycho socio quasi pseudo
	trans hyper uh mm de dis extra tri uni electro eco`)

// Informal returns spellings of those who write without capitals.
func Informal() Set { return informal }

var informal = Words(`i im ive dont cant didnt doesnt wont isnt u ur plz pls thx lol gonna wanna thats whats i'm i've i'll i'd btw`)

// InsideNames returns words, as written, that may stand inside a name.
func InsideNames() Set { return insideNames }

var insideNames = Words(`of and for the & on de la del al el bin van von da di du to in 's ’s`)

// BeforePlaces returns prepositions that a network of names looks for before places.
func BeforePlaces() Set { return beforePlaces }

var beforePlaces = Words(`in at near from outside across to around into`)

// AfterSpeakers returns words that it looks for behind the names of persons.
func AfterSpeakers() Set { return afterSpeakers }

var afterSpeakers = Words(`said says told added asked announced warned wrote explained noted who denied confirmed`)

// VerbEnding returns the regular ending of the forms of verbs with a Penn tag.
func VerbEnding(xpos string) string { return verbEndings[xpos] }

var verbEndings = map[string]string{"VBD": "ed", "VBN": "ed", "VBG": "ing", "VBZ": "s"}
