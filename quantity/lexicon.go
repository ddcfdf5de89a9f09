package quantity

import "assay/lang/en"

// What a word does in a numeral.
type numberClass uint8

const (
	noNumber   numberClass = iota
	unitWord               // one ... nineteen
	tensWord               // twenty ... ninety
	scaleWord              // hundred, dozen, thousand, million: multiply what stands before
	pluralWord             // hundreds, dozens: vague
	fewWord                // several, few, handful, couple, pair
	partWord               // half, third, quarters: a fraction's lower half
)

type number struct {
	class numberClass
	n     float64
}

// numbers holds the words of number. English only.
var numbers = map[string]number{
	"zero": {unitWord, 0}, "one": {unitWord, 1}, "two": {unitWord, 2}, "three": {unitWord, 3}, "four": {unitWord, 4},
	"five": {unitWord, 5}, "six": {unitWord, 6}, "seven": {unitWord, 7}, "eight": {unitWord, 8}, "nine": {unitWord, 9},
	"ten": {unitWord, 10}, "eleven": {unitWord, 11}, "twelve": {unitWord, 12}, "thirteen": {unitWord, 13},
	"fourteen": {unitWord, 14}, "fifteen": {unitWord, 15}, "sixteen": {unitWord, 16}, "seventeen": {unitWord, 17},
	"eighteen": {unitWord, 18}, "nineteen": {unitWord, 19},
	"twenty": {tensWord, 20}, "thirty": {tensWord, 30}, "forty": {tensWord, 40}, "fourty": {tensWord, 40}, "fifty": {tensWord, 50},
	"sixty": {tensWord, 60}, "seventy": {tensWord, 70}, "eighty": {tensWord, 80}, "ninety": {tensWord, 90},
	"dozen": {scaleWord, 12}, "hundred": {scaleWord, 100}, "thousand": {scaleWord, 1e3}, "lakh": {scaleWord, 1e5},
	"million": {scaleWord, 1e6}, "crore": {scaleWord, 1e7}, "billion": {scaleWord, 1e9}, "trillion": {scaleWord, 1e12},
	"tens": {pluralWord, 10}, "dozens": {pluralWord, 12}, "scores": {pluralWord, 20}, "hundreds": {pluralWord, 100},
	"thousands": {pluralWord, 1e3}, "lakhs": {pluralWord, 1e5}, "millions": {pluralWord, 1e6}, "crores": {pluralWord, 1e7},
	"billions": {pluralWord, 1e9}, "trillions": {pluralWord, 1e12},
	"several": {fewWord, 0}, "few": {fewWord, 0}, "handful": {fewWord, 0}, "couple": {fewWord, 2}, "pair": {fewWord, 2}, "score": {fewWord, 20},
	"half": {partWord, 2}, "halves": {partWord, 2}, "third": {partWord, 3}, "thirds": {partWord, 3},
	"quarter": {partWord, 4}, "quarters": {partWord, 4}, "fourth": {partWord, 4}, "fourths": {partWord, 4}, "fifth": {partWord, 5}, "fifths": {partWord, 5},
	"sixth": {partWord, 6}, "sixths": {partWord, 6}, "seventh": {partWord, 7}, "sevenths": {partWord, 7},
	"eighth": {partWord, 8}, "eighths": {partWord, 8}, "ninth": {partWord, 9}, "ninths": {partWord, 9},
	"tenth": {partWord, 10}, "tenths": {partWord, 10}, "hundredth": {partWord, 100}, "thousandth": {partWord, 1000},
}

// suffixes are the scales that are written against digits or after them.
var suffixes = map[string]float64{
	"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}

// glyphs are fractions written as one character.
var glyphs = map[string]float64{
	"½": .5, "¼": .25, "¾": .75, "⅓": 1. / 3, "⅔": 2. / 3, "⅛": .125, "⅜": .375, "⅝": .625, "⅞": .875,
}

var (
	timeUnits = en.NewSet("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "night", "nights",
		"week", "weeks", "weekend", "weekends", "fortnight", "fortnights", "month", "months", "quarter", "quarters", "season", "seasons",
		"year", "years", "decade", "decades", "century", "centuries", "generation", "generations", "millennia",
		"yr", "yrs", "hr", "hrs", "min", "mins", "sec", "secs", "times", "o'clock", "mornings", "evenings", "afternoons",
		"semester", "semesters", "weekday", "weekdays", "summers", "winters", "springs")

	// between numeral and time unit: "three straight days", "two more years"
	timeFillers = en.NewSet("more", "consecutive", "straight", "full", "long", "short", "whole", "calendar", "business",
		"working", "additional", "further", "extra", "other", "successive", "solid", "previous", "past", "or", "school", "fiscal", "election")

	monthNames = en.NewSet("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
		"november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")

	weekdays = en.NewSet("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun")

	// words that end a noun phrase, whatever a tagger says
	closed = en.NewSet("a", "an", "the", "this", "that", "these", "those", "my", "your", "his", "her", "its", "our", "their",
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
		"today", "yesterday", "tomorrow", "tonight", "overnight", "nationwide", "worldwide", "countrywide", "statewide", "citywide", "elsewhere",
		"nationally", "internationally", "globally", "locally", "away", "again", "together", "alone", "back", "home", "abroad", "instead", "apiece", "annually", "daily", "weekly", "monthly", "yearly", "plus", "minus", "once", "twice", "soon", "even", "nearly", "almost", "probably", "reportedly", "allegedly", "last", "next", "because", "due", "versus", "vs")

	// what those counted suffered, standing for them: "12 dead and 30 injured"
	stateWords = en.NewSet("dead", "wounded", "injured", "hurt", "missing", "killed", "homeless", "displaced", "hospitalized", "hospitalised", "infected", "arrested", "detained", "unaccounted", "stranded", "trapped", "rescued", "evacuated", "alive", "admitted", "treated", "charged", "jailed", "imprisoned", "sentenced", "executed", "kidnapped", "abducted", "captured", "drowned", "stabbed")
)
