package quantity

import (
	"strings"

	"assay/lang/en"
)

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

// list holds the words of English by which numbers are read, clock those of times.
var (
	list  = en.Numbers()
	clock = en.Times()
)

// The units that are no noun of the text.
const (
	unitPerson       = "person"
	unitHousehold    = "household"
	unitPercent      = "percent"
	unitPoint        = "point"
	unitPercentPoint = "percentage point"
	unitFraction     = "fraction"
	unitMultiple     = "multiple"
	unitAge          = "year of age"
	unitDegree       = "degree"
	unitMeter        = "meter"
)

// What Change says.
const (
	changedUp   = "up"
	changedDown = "down"
)

// collectives are nouns for several persons that carry no plural ending, and lives
// those for what befell persons that count these: "12 deaths".
var (
	collectives = en.Collectives()
	lives       = en.Lives()
	months      = en.Months()
	weekdays    = en.Weekdays()
)

// past are irregular past tenses, which words without tags may be.
var past, _ = en.Irregular()

// prefixWords are no words of their own: the "sub" of "sub-district".
var prefixWords = en.Prefixes()

// numbers holds the words of number.
var numbers = func() map[string]number {
	m := map[string]number{}
	for class, words := range map[numberClass]map[string]float64{unitWord: list.Units, tensWord: list.Tens, scaleWord: list.Scales,
		pluralWord: list.Plurals, fewWord: list.Few, partWord: list.Parts} {
		for w, n := range words {
			m[w] = number{class, n}
		}
	}
	return m
}()

// measures gives each form of a unit of measure its name, and measureNames holds the
// names.
var (
	measures     = map[string]string{}
	measureNames = func() map[string]bool {
		m := map[string]bool{}
		for name, forms := range list.Measures {
			m[name] = true
			for _, f := range strings.Fields(forms) {
				measures[f] = name
			}
		}
		return m
	}()
)

// glyphs are fractions written as one character.
var glyphs = map[string]float64{
	"½": .5, "¼": .25, "¾": .75, "⅓": 1. / 3, "⅔": 2. / 3, "⅛": .125, "⅜": .375, "⅝": .625, "⅞": .875,
}

// signs are the currency signs; "$" is the American one unless a letter or a
// country says otherwise.
var signs = map[string]string{
	"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₦": "NGN", "₽": "RUB", "₴": "UAH", "₪": "ILS", "₺": "TRY",
	"₩": "KRW", "₱": "PHP", "₫": "VND", "฿": "THB", "₨": "INR", "₵": "GHS",
}

// closing are signs that may end a phrase.
var closing = en.NewSet(",", ".", ")", "—", "–")

// quoteMarks may stand around a word of a noun phrase.
var quoteMarks = en.NewSet("“", "”", `"`)
