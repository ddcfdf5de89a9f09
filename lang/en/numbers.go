package en

// NumberWords are the words by which numbers, their hedges and units, and what they
// count are read; package quantity has the grammar. They are closed classes of the
// language: no corpus lists them.
type NumberWords struct {
	Units     map[string]float64 // zero to nineteen
	Tens      map[string]float64 // twenty to ninety
	Scales    map[string]float64 // hundred, dozen, thousand, million: multiply what stands before
	Plurals   map[string]float64 // hundreds, dozens: vague
	Few       map[string]float64 // several, few, handful, couple, pair, score
	Parts     map[string]float64 // half, third, quarters: a fraction's lower half
	Suffixes  map[string]float64 // scales that are written against digits or behind them: "3m", "$2bn"
	Multiples map[string]float64 // verbs that say how many times something grew or shrank

	AtMost, AtLeast, About string // hedges before a number, parted by "|"

	AtMostBehind, AtLeastBehind, AboutBehind map[Follower]string // those behind it, by what may follow them

	Measures     map[string]string  // units of measure by name: the forms of each, parted by spaces
	GluedUnits   map[string]string  // letters that are units only against digits: "45g"
	Strong       map[string]string  // what "300-strong" and its kin count
	MoneyLetters map[string]string  // letters that may stand before "$" or a figure, and whose money they are: a code, or what it is called
	RareMoney    map[string]float64 // names of money that are more often other words: so many of them must be spoken of, at the least

	OnThings      Set // participles for what is done to things more than to persons: "50 were looted"
	From          Set // words before a number to which another is held: "down from 65"
	Minor         Set // words before a number that make little of it: "a town of just 3,000"
	Coordinates   Set // what parts the members of a list
	Places        Set // prepositions behind one of several that are counted: "20 shells, eight at Arba"
	Saying        Set // what may stand before a clause that begins with a number
	Obliques      Set // prepositions before what is neither subject nor object: "saved by two boats"
	Settled       Set // what is counted by those who live there or belong to it: "a town of 3,000"
	Verdicts      Set // what may stand between a verb and the harm: "were confirmed dead"
	Modals        Set // modal verbs
	Tolls         Set // nouns for how many persons there are
	Sums          Set // nouns before "of" and what is counted: "the number of pupils"
	Levels        Set // words by which a number is reached: "the toll stood at 57"
	Designators   Set // nouns that a number after them names, not counts: "page 3", "Flight 370"
	Series        Set // names that end in a number: share indexes, products
	Streets       Set // what a street is called
	BeforeYear    Set // words after which four digits are a year
	Contests      Set // what stands behind a score or a count of votes: "a 3-2 win"
	CallVerbs     Set // verbs before the number of a telephone
	HeadlineVerbs Set // verbs that headlines write with a capital before a number
	Ones          Set // words with which "one" counts nothing: "one day", "one reason"
	Harm          Set // verbs whose object may be a bare number of persons: "killing 12"
	OutsideHarm   Set // what may stand between such a verb and the number
	Outside       Set // hedges that bear on the number but are no part of its span: the verb of the clause, or a description ("topped 500")
	AboutTopics   Set // words after which "about" is a plain preposition: "talked about 12 cases"
	OverTopics    Set // words after which "over" is: "anger over 3 deaths"
	UnderTopics   Set // words, besides nouns for persons, after which "under" is: "aged under 5"
	Adding        Set // words between a hedge and its number that tell of others: "at least another 12"
	Prepositions  Set // hedges that before an article are more often prepositions: "over a 5 km dam"
	TimeUnits     Set // units of time, singular and plural
	TimeFillers   Set // what may stand between a number and a unit of time: "three straight days"
	Closed        Set // words that end a noun phrase, whatever a tagger says
	StateWords    Set // what those counted suffered, standing for them: "12 dead and 30 injured"
	Compared      Set // what follows "twice as"
	Premods       Set // plural nouns that stand before other nouns: "arms dealers"
	Finite        Set // finite forms of "be" and "have"
	Determiners   Set // what may stand between "of" and what is counted: "300 of the detainees"
	BareScale     Set // words after which "hundred" needs no "a"
	Extents       Set // what follows a length: "1.8m tall"
	Halved        Set // what "half" may stand before without "of": "half the town"
	Recent        Set // words that say which of a run are counted: "their last 9 games"
	Including     Set // words before the parts of what was counted
	ClauseStart   Set // what may stand before a clause
	Ups           Set // words for going up
	Downs         Set // words for going down
	By            Set // what may stand between a verb of change and by how much: "grew an annualised 2.9%"
	Moves         Set // verbs of change that say neither
	Particles     Set // verbs whose "up" or "down" is no change: "shot down one drone"
	Handled       Set // verbs of change that, before a thing, are none: "dropped six bombs"
	Quantified    Set // verbs whose "up" or "down" is a change though they end in "-ed"
	Nothing       Set // nouns whose absence is a count: "no casualties"
	SignOnly      Set // letters that mean money only before a "$": "C$5"

	HalfQuarter   map[string]float64 // parts that "and a" adds to a number, or that make less of a million
	TimeLetters   map[string]string  // letters that mean a unit of time behind a slash
	Kilometers    map[string]float64 // how many kilometres units of length are, by name
	LengthLetters map[string]string  // letters that mean a length behind a number or "sq"
	CapitalUnits  map[string]string  // units that capitals make another: "Nm"
	DegreeLetters map[string]string  // scales of temperature, written in capitals
	Primes        map[string]string  // signs for lengths
	Powers        map[string]string  // words that make a unit of length one of area or volume
	Rates         map[string]string  // adverbs that say in what time: "daily"

	Starters      Set // words that begin a number and stand in none of the other lists
	Level         Set // words before "thousands" that say which: "the low thousands"
	Untold        Set // words before "thousands" that make little difference
	OtherDozen    Set // words after which "dozen" is counted already, or is none of twelve
	BeforeScores  Set // words after which "scores" counts: "and scores were hurt"
	Heaped        Set // words between two of "tens of thousands"
	AfterOne      Set // words after "and one" that make it a number of its own
	Squared       Set // lengths that a glued figure makes areas: "12 km2"
	Percent       Set // a hundredth, in one sign or word
	Hundred       Set // words of percentages that a hyphen joins to a number
	Points        Set // what percentages differ by
	UnitPrefixes  Set // words before a unit that make another: "nautical miles"
	Years         Set // "year", "years"
	GluedTimes    Set // units of time that are written against digits: "3min"
	AgeBounds     Set // hedges before an age: "those over 65"
	Aged          Set // words before an age
	Turning       Set // verbs before one: "turned 40"
	Is            Set // forms of "be" before one: "she was 10"
	Subjects      Set // pronouns for persons that have one
	AtAge         Set // verbs before "at" and an age: "died at 84"
	BetweenDays   Set // what stands between two days of a month
	Averages      Set // nouns with "of" before four digits that are no year
	NumberSigns   Set // abbreviations of "number" and the like, with their period
	Within        Set // prepositions before a place and a number that is none of it: "In Belmar 12 houses"
	NoOne         Set // words after which "one" counts nothing
	MaybeOne      Set // words after which it does only before a noun: "more than one house"
	Says          Set // verbs of saying, beside "one resident"
	BetweenParts  Set // what stands between two fractions: "a quarter and a third"
	WholePlaces   Set // nouns that "two in 10" counts: "two in 10 cities"
	AfterDollar   Set // letters behind "$": "$US160"
	LongLetters   Set // letters of money, three of them, that are no code
	NotCodes      Set // words that are codes of money as well
	Hundredths    Set // parts of money
	Weighing      Set // words by which pounds are a weight
	AfterMultiple Set // prepositions behind "doubled"
	NearMultiple  Set // hedges before it
	HisHer        Set // "a man, his wife and their two sons"
	Modifiers     Set // adjectives, besides those known by their ending
	InNames       Set // words in small letters within names
	FromThen      Set // words that compare with a time: "57 a day earlier"
	Apiece        Set // nouns that mean each of those counted: "$5 a head"
	Maybe         Set // words between two guesses: "ten, maybe twelve"
	Roughly       Set // hedges within a range: "between 20 and about 30"
	Plus          Set // "plus or minus", "give or take"
	MinusTake     Set // their other ends
	OrEven        Set // words between two vague numbers: "dozens or even hundreds"
	Raising       Set // "raise $3 billion", which is no rise
	Losing        Set // verbs before points lost
	Gaining       Set // verbs before points won
	ToLevel       Set // prepositions before what something rises or falls to, by or from
	Them          Set // pronouns behind "of" for those counted
	More          Set // "12 more"
	With          Set // words before "with" that make it compare: "compared with 12"
	Fewer         Set // "12 fewer than"
	Suffered      Set // verbs for coming to harm
	WithinVerb    Set // what may stand between a verb and the harm, besides adverbs
	Others        Set // "the other five"
	Dimensions    Set // what stands between numbers of one unit: "30 by 50 metres"
	InList        Set // words before a number of a list: "8, then about 9 percent"
	Abouts        Set // "about" and what is like it
	AllAbout      Set // words after which these are no hedges
	Overs         Set // "over" and what is like it
	Unders        Set // "under" and what is like it
	PastMoves     Set // words, besides those for rising, before "past 300"
}

// A Follower says what may follow a hedge that stands behind its number.
type Follower uint8

const (
	AnyWord      Follower = iota
	NoPhrase              // neither a number nor a noun phrase: "20 kilos and over"
	NoNounPhrase          // "20 men and more", not "20 men and more women"
	NoNumeral             // "20 men at least"
)

// Numbers returns these words.
func Numbers() *NumberWords { return &numberWords }

var numberWords = NumberWords{
	Units: map[string]float64{
		"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
		"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
		"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	},
	Tens: map[string]float64{
		"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
		"ninety": 90,
	},
	Scales: map[string]float64{
		"dozen": 12, "hundred": 100, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
	},
	Plurals: map[string]float64{
		"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1e3, "lakhs": 1e5, "millions": 1e6, "crores": 1e7,
		"billions": 1e9, "trillions": 1e12,
	},
	Few: map[string]float64{
		"several": 0, "few": 0, "handful": 0, "couple": 2, "pair": 2, "score": 20,
	},
	Parts: map[string]float64{
		"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
		"fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
		"ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "thousandth": 1000,
	},
	Suffixes:  map[string]float64{"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12},
	Multiples: map[string]float64{"doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "quintupled": 5, "halved": .5},
	AtMost: `as many as|as much as|up to|up to and including|no more than|not more than|no greater than|fewer than|less than|under|just under|a little under|well under|slightly under|
			slightly less than|slightly fewer than|little less than|little fewer than|lower than|smaller than|far fewer than|far less than|much less than|well below|below|just below|at most|at the most|a maximum of|maximum|at maximum|just shy of|shy of|just short of|as high as|
			to a maximum of|capped at|limited to|restricted to|not exceeding|not quite|somewhat less than|a little less than|a little fewer than|well short of|inside`,
	AtLeast: `at least|at the very least|at the least|at a minimum|a minimum of|minimum|more than|no fewer than|not fewer than|no less than|not less than|over|well over|just over|a little over|slightly over|
			slightly more than|little more than|little over|barely more than|well more than|far more than|much more than|many more than|a little more than|somewhat more than|just more than|upward of|upwards of|in excess of|north of|as few as|as little as|as low as|
			above|just above|well above|greater than|higher than|larger than|exceeding|exceed|exceeded|surpass|surpassing|surpassed|could top|may top|might top|would top|will top|to top|topped|topping|exceeds|surpasses|tops|past|beyond|easily|comfortably over|
			a conservative|conservatively`,
	About: `some|about|around|roughly|approximately|approx|approx.|circa|an estimated|estimated|a reported|an approximate|nearly|almost|close to|close on|closer to|perhaps|maybe|possibly|probably|
			nearing|approaching|just about|more or less|somewhere around|somewhere near|in the region of|in the neighborhood of|in the neighbourhood of|on the order of|in the order of|of the order of|
			very nearly|virtually|practically|near|getting on for|estimated at|pegged at|a projected|projected`,
	AtMostBehind: map[Follower]string{AnyWord: "or less|or fewer|or lower", NoPhrase: "or under|and under", NoNumeral: "at most"},
	AtLeastBehind: map[Follower]string{
		AnyWord: `or more|or better|or greater|or higher|and counting|and rising|and climbing|, and counting|, if not more|, if not higher|
			, or even more|, perhaps even more|, maybe even more|, possibly even more`,
		NoPhrase:     "or over|or above|or upwards|or upward|and up|and upwards|and upward|and above|and over",
		NoNounPhrase: "and more|, or more|, perhaps more|, maybe more|, possibly more|if not more|if not higher",
		NoNumeral:    "at least",
	},
	AboutBehind: map[Follower]string{AnyWord: "or so|or thereabouts|odd|, give or take"},
	Measures: map[string]string{
		"kilometer": "km kms kilometer kilometers kilometre kilometres", "meter": "meter meters metre metres", "centimeter": "cm centimeter centimeters centimetre centimetres",
		"millimeter": "mm millimeter millimeters millimetre millimetres", "mile": "mile miles", "yard": "yard yards", "foot": "foot feet ft", "inch": "inch inches",
		"hectare": "hectare hectares ha", "acre": "acre acres", "kilogram": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes", "gram": "gram grams gramme grammes",
		"milligram": "mg milligram milligrams", "ton": "ton tons", "tonne": "tonne tonnes", "ounce": "ounce ounces oz", "pound": "lb lbs pound pounds", "liter": "liter liters litre litres",
		"gallon": "gallon gallons", "barrel": "barrel barrels", "bushel": "bushel bushels", "degree": "degree degrees", "degree Fahrenheit": "fahrenheit degf", "degree Celsius": "celsius centigrade degc", "kilometer per hour": "kph kmh", "mile per hour": "mph", "knot": "knot knots",
		"megawatt": "mw megawatt megawatts", "gigawatt": "gw gigawatt gigawatts", "kilowatt": "kw kilowatt kilowatts", "kilowatt-hour": "kwh", "volt": "volt volts", "watt": "watt watts",
		"horsepower": "hp bhp horsepower", "byte": "byte bytes", "megabyte": "mb megabyte megabytes", "gigabyte": "gb gigabyte gigabytes", "terabyte": "tb terabyte terabytes",
		"decibel": "decibel decibels", "calorie": "calorie calories", "hertz": "hz hertz", "megahertz": "mhz", "gigahertz": "ghz",
		"part per billion": "ppb", "part per million": "ppm", "megapascal": "mpa", "kilopascal": "kpa", "micrometer": "μm µm micrometer micrometers micrometre micrometres",
		"nanometer": "nm nanometer nanometers nanometre nanometres", "gigawatt-hour": "gwh", "megawatt-hour": "mwh", "milliampere-hour": "mah", "newton": "newton newtons", "joule": "joule joules",
		"milliliter": "ml milliliter milliliters millilitre millilitres", "revolution per minute": "rpm", "ampere": "ampere amperes amps", "pixel": "pixel pixels megapixels",
		"megapixel": "mp", "frame per second": "fps", "pound per square inch": "psi", "cubic centimeter": "cc", "terawatt-hour": "twh", "mile per gallon": "mpg", "nit": "nit nits", "kilocalorie": "kcal kcals kilocalorie kilocalories", "revolution": "revolution revolutions", "barrel per day": "bpd",
		"millisecond": "millisecond milliseconds", "terabit per second": "tbps", "kilobit per second": "kbps",
		"cent": "cent cents", "penny": "pence", "microgram": "microgram micrograms µg μg",
	},
	GluedUnits: map[string]string{"g": "gram", "l": "liter", "v": "volt", "p": "penny", "t": "tonne", "kmph": "kilometer per hour", "w": "watt", "mbps": "megabit per second", "gbps": "gigabit per second", "degf": "degree Fahrenheit", "degc": "degree Celsius", "deg": "degree", "pc": "percent", "x": "multiple"},
	Strong: map[string]string{"strong": "person", "member": "person", "person": "person", "man": "person", "woman": "person",
		"seat": "seat", "bed": "bed", "nation": "nation", "country": "country", "vehicle": "vehicle", "car": "car", "home": "home", "family": "household"},
	MoneyLetters: map[string]string{
		"us": "USD", "u.s.": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP", "inr": "INR", "chf": "CHF", "jpy": "JPY", "cny": "CNY", "rmb": "CNY", "aud": "AUD", "cad": "CAD",
		"nzd": "NZD", "hkd": "HKD", "sgd": "SGD", "zar": "ZAR", "kes": "KES", "ngn": "NGN", "rub": "RUB", "uah": "UAH", "pkr": "PKR", "bdt": "BDT", "brl": "BRL", "mxn": "MXN",
		"n": "NGN", "dh": "AED", "dhs": "AED", "ghc": "GHS", "sh": "shilling", "shs": "shilling", "rs": "rupee", "re": "rupee", "ksh": "KES", "ush": "UGX", "tk": "BDT", "rm": "MYR", "rp": "IDR", "php": "PHP", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "tl": "TRY",
		"c": "CAD", "a": "AUD", "au": "AUD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD", "r": "BRL", "nt": "TWD", "ghs": "GHS", "aed": "AED", "sar": "SAR", "egp": "EGP", "le": "EGP",
	},
	RareMoney: map[string]float64{"won": 1000, "real": 1000, "rand": 1000, "dong": 1000, "baht": 1000, "sol": 20, "quetzal": 20, "dram": 20,
		"lek": 20, "kip": 20, "colon": 20, "som": 20, "leu": 20, "lev": 20, "kina": 20, "tala": 20, "loti": 20, "crown": 1 << 60, "pula": 20},
	OnThings:    Words("destroyed damaged burned burnt torched razed looted flattened flooded submerged demolished collapsed built rebuilt repaired closed shut sold shipped recorded registered confirmed reported sunk planted opened issued"),
	From:        Words("from to against versus than"),
	Minor:       Words("just only barely merely exactly good mere full whole record staggering"),
	Coordinates: Words(", and or ; ( — – but while plus"),
	Places:      Words("in at from on near by for around outside inside under with as"),
	Saying:      Words("that said says saying reported least most some about nearly almost another further"),
	Obliques:    Words("by with in at from on near to for into across over"),
	Settled:     Words("group city town village hamlet country nation island district province community settlement camp suburb population"),
	Verdicts:    Words("reported feared confirmed declared pronounced presumed believed found thought known said to"),
	Modals:      Words("may might could must will would can"),
	Tolls:       Words("crowd crowds toll tolls population casualties attendance turnout membership enrolment enrollment"),
	Sums:        Words("number numbers count total"),
	Levels:      Words("top past beyond is was stands stood reached reaches hit hits put totaled totalled passed exceeded topped climbed remains remained numbering estimated rises touched number numbers numbered"),
	Designators: Words(`top runway lot page pages chapter chapters section sections article articles clause paragraph part volume vol vols issue number numbers no nos num
	flight train bus route highway interstate road exit gate platform terminal room suite apartment apt flat floor level unit block ward district sector zone precinct building house
	channel radio fm am version model type class grade stage phase step tier category cat level round week day game match race lap heat lane seed pick leg set inning
	resolution rule proposition prop amendment title bill act law order directive protocol chapter verse psalm scene episode season series figure fig table chart box item line lines question
	size psi code area zip postcode box ext extension tel telephone phone fax call dial psalm apollo boeing airbus super formula group pool division region camp station pier berth
	age aged ages windows iphone android version v chapter agenda vision goal catch web magnitude image photo slide picture caption quake division squad pier precinct shaft mile pier`),
	Series:        Words("s&p sp nasdaq stoxx ftse dax cac nikkei russell kospi topix fortune iphone ipad playstation xbox galaxy pixel euro"),
	Streets:       Words("street st avenue ave road rd lane ln drive dr boulevard blvd square place court ct terrace crescent highway parkway way plaza"),
	BeforeYear:    Words("in since by of from until till during before after through late early mid spring summer autumn fall winter circa year years and to january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec fiscal class election elections olympics census"),
	Contests:      Words("win wins victory defeat loss lead draw tie vote votes ruling decision record score margin majority rout deficit advantage triumph split verdict"),
	CallVerbs:     Words("call called calling calls dial dialed dialled dialing phoned"),
	HeadlineVerbs: Words("kill kills killed killing injure injures injured leave leaves left hits hit claims claim wound wounds hurt arrest arrests seize seizes free frees rescue rescues lose loses win wins get gets take takes find finds sees says least most estimated dead"),
	Ones: Words(`thing things way ways reason side point example area hand time part place kind sort form aspect idea step case another more such word question problem issue lesson
	answer possibility option moment sense level measure scenario theory explanation exception sign indication factor element approach last final big major key clear common good obvious important
	official analyst expert observer critic spokesman source commentator writer researcher study report poll survey party tweet post video post message statement passage line image scene else of or can could would should may might must who that which is has does will to with in on at by for from and but as if when where what '`),
	Harm:        Words("kill killed killing kills wound wounded wounding wounds injure injured injuring injures hurt hurting hurts arrest arrested arresting arrests detain detained detaining leaving claimed claiming claims rescued rescuing rescue rescues displace displaced displacing displaces evacuated evacuating force forced forcing forces drove driving driven trapped trapping stranded stranding infected infecting hospitalised hospitalized hospitalising hospitalizing kidnapped abducted kidnapping abducting freed uproot uproots uprooted uprooting sickened sickening maimed maiming employ employs employed employing hired hiring recruited"),
	OutsideHarm: Words("at least only just about some as many another"),
	Outside:     NewSet("exceeding", "exceed", "exceeded", "surpass", "could top", "may top", "might top", "would top", "will top", "to top", "surpassing", "surpassed", "topped", "topping", "exceeds", "surpasses", "tops", "past", "beyond", "capped at", "limited to", "restricted to", "not exceeding", "estimated at", "pegged at", "easily", "inside", "minimum", "maximum"),
	AboutTopics: Words(`talk talks talked talking speak speaks spoke spoken speaking think thought ask asked asking asks question questions questioned know knows knew hear heard concern concerns concerned
		worry worries worried worrying complain complained complaints complaint information details detail news report reports story stories warn warned warning brief briefed comment comments commented learn learned doubt doubts claims lied
		write wrote written read facts something nothing anything everything`),
	OverTopics: Words(`dispute disputes anger fight fighting battle battles concern concerns protest protests row clash clashes war wars talks victory win lead edge control power presided preside watch fear fears outrage
		fury debate crisis standoff feud lawsuit arrested detained charged resigned fired sued disagreement differences jurisdiction sovereignty authority tension tensions took take turn turned hand handed come came`),
	UnderTopics:  Words(`children child those people kids persons adults anyone youths minors boys girls everyone aged served serve serving worked serves charged`),
	Adding:       Words("another further additional extra other"),
	Prepositions: Words("over under above below around near past inside beyond some than"),
	TimeUnits:    union(Words("season seasons generation generations millennia times mornings evenings afternoons semester semesters weekday weekdays summers winters springs"), timeWords.Units),
	TimeFillers:  Words("more consecutive straight full long short whole calendar business trading working additional further extra other such successive solid previous past school fiscal election"),
	Closed: NewSet("a", "an", "the", "this", "that", "these", "those", "my", "your", "his", "her", "its", "our", "their",
		"i", "you", "he", "she", "it", "we", "they", "me", "him", "us", "them", "who", "whom", "which", "what", "whose", "where", "when", "why", "how",
		"and", "or", "but", "nor", "yet", "so", "if", "than", "as", "because", "while", "although", "though", "unless", "until", "till", "since", "whether",
		"of", "in", "on", "at", "by", "for", "from", "to", "with", "without", "into", "onto", "over", "under", "above", "below", "between", "among", "amid",
		"through", "during", "before", "after", "about", "around", "against", "along", "across", "behind", "beyond", "near", "outside", "inside",
		"within", "toward", "towards", "upon", "off", "out", "up", "down", "via", "per", "despite", "like", "including", "following", "according", "worth",
		"is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "will", "would", "shall", "should",
		"can", "could", "may", "might", "must", "not", "n't", "there", "here", "then", "now", "also", "just", "only", "still", "already", "ever", "never",
		"said", "says", "say", "saying", "told", "tells", "went", "go", "goes", "came", "come", "died", "die", "killed", "fled", "flee", "live", "lived",
		"joined", "returned", "remain", "remained", "gathered", "marched", "took", "take", "got", "get", "made", "make", "showed", "left", "came", "each", "every",
		"all", "both", "any", "some", "no", "none", "more", "most", "many", "much", "less", "fewer", "too", "very", "ago", "later", "earlier", "apart",
		"today", "yesterday", "tomorrow", "tonight", "overnight", "nationwide", "worldwide", "countrywide", "statewide", "citywide", "elsewhere", "aboard", "ashore", "afloat",
		"nationally", "internationally", "globally", "locally", "away", "again", "together", "alone", "back", "home", "abroad", "instead", "apiece", "annually", "daily", "weekly", "monthly", "yearly", "plus", "minus", "once", "twice", "soon", "even", "nearly", "almost", "probably", "reportedly", "allegedly", "last", "next", "because", "due", "versus", "vs"),
	StateWords:  NewSet("dead", "wounded", "injured", "hurt", "missing", "killed", "homeless", "displaced", "hospitalized", "hospitalised", "infected", "arrested", "detained", "unaccounted", "stranded", "trapped", "rescued", "evacuated", "alive", "admitted", "treated", "charged", "jailed", "imprisoned", "sentenced", "executed", "kidnapped", "abducted", "captured", "drowned", "stabbed"),
	Compared:    Words("many much high large big long likely great often"),
	Premods:     Words("arms sports women men rights forces systems operations goods armed children humans people years services affairs news drugs police staff crew militia youth infantry cavalry troops"),
	Finite:      Words("was were is are had have has"),
	Determiners: Words("the these those his her its their our my your this that all"),
	BareScale:   NewSet("the", "this", "that", "these", "those", "few", "several", "couple", "many", "another"),
	Extents:     Words("tall long wide high deep thick away above below apart"),
	Halved:      NewSet("the", "his", "her", "its", "their", "our", "my", "your", "those", "these", "all"),
	Recent:      Words("last first next past previous final top"),
	Including:   Words("including among with"),
	ClauseStart: NewSet(";", ",", ":", "—", "–", "and", "but"),
	Ups:         verbForms("rise grow increase climb jump soar surge gain swell double advance raise expand rally accelerate leap rocket spike mount boost lift hike balloon mushroom strengthen rebound skyrocket quicken appreciate widen", "up"),
	Downs:       verbForms("fall drop decline decrease shrink cut reduce lower plunge slide slip slump tumble dip sink plummet crash shed weaken ease dwindle trim slash pare contract recede retreat sag skid halve nosedive diminish depreciate soften narrow", "down"),
	By:          Words("by nearly another an additional further of annualised annualized annual overall record"),
	Moves:       Words("went go goes going gone moved shifted changed revised adjusted from"),
	Particles:   Words("shot shoot shooting shoots gunned cut tore tear broke break burned burnt knocked hunted put took take takes set held hold made make makes blew blow blown rounded picked pick brought bring gave give given"),
	Handled:     Words("drop dropped drops dropping raise raised raises raising lower lowered lowering"),
	Quantified:  Words("edged moved inched ticked ended closed finished traded opened slumped"),
	Nothing:     Words("casualties injuries deaths fatalities victims survivors arrests casualty injury death fatality dead wounded injured hostages cases infections"),
	SignOnly:    Words("us u.s. c a au ca nz hk s r nt re le"),

	HalfQuarter:   map[string]float64{"half": .5, "quarter": .25},
	TimeLetters:   map[string]string{"h": "hour", "s": "second"},
	Kilometers:    map[string]float64{"kilometer": 1, "mile": 1.609344, "meter": .001},
	LengthLetters: map[string]string{"m": "meter", "mi": "mile"},
	CapitalUnits:  map[string]string{"nm": "newton-meter"},
	DegreeLetters: map[string]string{"c": "degree Celsius", "f": "degree Fahrenheit"},
	Primes:        map[string]string{"″": "inch", "′": "foot"},
	Powers:        map[string]string{"square": "square ", "sq": "square ", "cubic": "cubic "},
	Rates:         map[string]string{"daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year"},
	Starters:      Words("a an no none nobody without twice"),
	Level:         Words("low mid high"),
	Untold:        Words("many several untold countless"),
	OtherDozen:    Words("a 's bakers"),
	BeforeScores:  Words("and some that"),
	Heaped:        Words("of upon and"),
	AfterOne:      Words("of more other -"),
	Squared:       Words("m km cm"),
	Percent:       Words("% percent pct"),
	Hundred:       Words("percent per percentage"),
	Points:        Words("point points"),
	UnitPrefixes:  Words("square cubic nautical metric"),
	Years:         Words("year years"),
	GluedTimes:    Words("min mins hr hrs sec secs"),
	AgeBounds:     Words("under over below above than"),
	Aged:          Words("aged age ages"),
	Turning:       Words("turned turning"),
	Is:            Words("is was be"),
	Subjects:      Words("he she who i"),
	AtAge:         Words("died dead retired married"),
	BetweenDays:   Words("and or to - –"),
	Averages:      Words("average total maximum minimum"),
	NumberSigns:   Words("no nos sec art"),
	Within:        Words("in near across"),
	NoOne: Words(`no the this that any every each which another number day some first only a an my his her its their our anyone next new big good other
		square phase level tier round back`),
	MaybeOne:      Words("as than with not last like for"),
	Says:          Words("said says recalled wrote"),
	BetweenParts:  Words("and to or"),
	WholePlaces:   Words("provinces cities countries states"),
	AfterDollar:   Words("us au ca nz"),
	LongLetters:   Words("ksh ush"),
	NotCodes:      Words("try mad"),
	Hundredths:    Words("cents pence cent"),
	Weighing:      Words("weigh weighed weighs weighing lost gained weight heavy"),
	AfterMultiple: Words("from to since in over"),
	NearMultiple:  Words("than nearly almost roughly about"),
	HisHer:        Words("his her"),
	Modifiers:     Words("new other such"),
	InNames:       Words("and the of"),
	FromThen:      Words("earlier ago later before after"),
	Apiece:        Words("head piece"),
	Maybe:         Words("maybe perhaps"),
	Roughly:       Words("about around some"),
	Plus:          Words("plus give"),
	MinusTake:     Words("minus take"),
	OrEven:        Words("or perhaps maybe even possibly if not"),
	Raising:       Words("raise raised raises raising"),
	Losing:        Words("lost lose loses losing"),
	Gaining:       Words("added adds adding"),
	ToLevel:       Words("to at by from past"),
	Them:          Words("them whom"),
	More:          Words("more additional further"),
	With:          Words("compared along"),
	Fewer:         Words("fewer less"),
	Suffered:      Words("died drowned fled"),
	WithinVerb:    Words("been be being have also still left"),
	Others:        Words("other remaining"),
	Dimensions:    Words("to by x ×"),
	InList:        Words("then even about perhaps at last nearly almost some"),
	Abouts:        Words("about around"),
	AllAbout:      Words("all how what"),
	Overs:         Words("over beyond above"),
	Unders:        Words("under below inside"),
	PastMoves:     Words("well just go gone going"),
}

// Cardinals returns one to nineteen and the tens.
func Cardinals() map[string]float64 { return cardinals }

var cardinals = func() map[string]float64 {
	m := map[string]float64{}
	for _, table := range [...]map[string]float64{numberWords.Units, numberWords.Tens} {
		for w, n := range table {
			if n > 0 {
				m[w] = n
			}
		}
	}
	return m
}()

// Collectives returns nouns for several persons that carry no plural ending.
func Collectives() Set { return collectives }

var collectives = Words(`people police troops personnel staff crew youth folk folks others dead elderly clergy cavalry infantry militia
	deceased accused bereaved disabled unemployed poor sick needy`)

// Lives returns nouns, in the singular, by which persons are counted who died or came
// to harm: "12 bodies", "9 deaths".
func Lives() Set { return lives }

var lives = Words(`life body corpse death fatality injury drowning homicide murder killing hanging beheading`)
