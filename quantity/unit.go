package quantity

import (
	"strings"

	"assay/lang/en"
)

// measures are the units that are no countable things, under one name each.
var measures = func() map[string]string {
	m := map[string]string{}
	for name, forms := range map[string]string{
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
		"megapixel": "mp", "frame per second": "fps", "pound per square inch": "psi", "cubic centimeter": "cc", "terawatt-hour": "twh", "barrel per day": "bpd",
		"millisecond": "millisecond milliseconds", "terabit per second": "tbps", "kilobit per second": "kbps",
		"cent": "cent cents", "penny": "pence", "microgram": "microgram micrograms",
	} {
		for _, f := range strings.Fields(forms) {
			m[f] = name
		}
	}
	return m
}()

// gluedUnits are letters that are units only against digits: "45g".
var gluedUnits = map[string]string{"g": "gram", "l": "liter", "v": "volt", "p": "penny", "t": "tonne", "kmph": "kilometer per hour", "w": "watt", "mbps": "megabit per second", "gbps": "gigabit per second", "degf": "degree Fahrenheit", "degc": "degree Celsius", "deg": "degree", "pc": "percent", "x": "multiple"}

// signs are the currency signs; "$" is the American one unless a letter or a
// country says otherwise.
var signs = map[string]string{
	"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₦": "NGN", "₽": "RUB", "₴": "UAH", "₪": "ILS", "₺": "TRY",
	"₩": "KRW", "₱": "PHP", "₫": "VND", "฿": "THB", "₨": "INR",
}

// prefixes are the letters that may stand before "$" or a figure.
var prefixes = map[string]string{
	"us": "USD", "u.s.": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP", "inr": "INR", "chf": "CHF", "jpy": "JPY", "cny": "CNY", "rmb": "CNY", "aud": "AUD", "cad": "CAD",
	"nzd": "NZD", "hkd": "HKD", "sgd": "SGD", "zar": "ZAR", "kes": "KES", "ngn": "NGN", "rub": "RUB", "uah": "UAH", "pkr": "PKR", "bdt": "BDT", "brl": "BRL", "mxn": "MXN",
	"rs": "INR", "re": "INR", "ksh": "KES", "ush": "UGX", "tk": "BDT", "rm": "MYR", "rp": "IDR", "php": "PHP", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "tl": "TRY",
	"c": "CAD", "a": "AUD", "au": "AUD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD", "r": "BRL", "nt": "TWD", "ghs": "GHS", "aed": "AED", "sar": "SAR", "egp": "EGP", "le": "EGP",
}

// signOnly are the prefixes that mean money only before a "$": "C$5".
var signOnly = en.NewSet("us", "u.s.", "c", "a", "au", "ca", "nz", "hk", "s", "r", "nt", "re", "le")

var irregular = map[string]string{
	"people": "person", "persons": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot", "wives": "wife", "lives": "life", "wolves": "wolf",
	"knives": "knife", "thieves": "thief", "halves": "half", "leaves": "leaf", "calves": "calf", "shelves": "shelf", "oxen": "ox", "mice": "mouse", "geese": "goose", "teeth": "tooth",
	"buses": "bus", "gases": "gas", "crises": "crisis", "series": "series", "species": "species", "news": "news", "headquarters": "headquarters", "bases": "base", "cases": "case",
	"movies": "movie", "ties": "tie", "cookies": "cookie", "calories": "calorie", "zombies": "zombie", "rookies": "rookie", "heroes": "hero", "potatoes": "potato", "echoes": "echo", "tomatoes": "tomato", "volcanoes": "volcano", "vetoes": "veto", "mosquitoes": "mosquito",
	"criteria": "criterion", "phenomena": "phenomenon", "houses": "house", "horses": "horse", "nurses": "nurse", "causes": "cause", "clauses": "clause", "courses": "course", "phases": "phase", "purchases": "purchase", "purposes": "purpose", "responses": "response", "releases": "release", "licenses": "license", "offenses": "offense", "expenses": "expense", "increases": "increase", "corpses": "corpse", "hearses": "hearse", "warehouses": "warehouse", "caches": "cache", "axes": "axe", "prizes": "prize", "mazes": "maze", "sizes": "size", "exercises": "exercise", "premises": "premise", "enterprises": "enterprise", "promises": "promise", "diseases": "disease", "databases": "database", "noses": "nose", "roses": "rose", "verses": "verse", "universes": "universe", "buildings": "building", "aircraft": "aircraft", "troops": "troop", "personnel": "personnel",
}

// Singular returns the singular of an English noun in lower case, as Unit has it.
func Singular(noun string) string { return singular(noun) }

// singular returns the singular of a noun in lower case.
func singular(w string) string {
	if s, ok := irregular[w]; ok {
		return s
	}
	n := len(w)
	switch {
	case n > 5 && strings.HasSuffix(w, "women"), n > 4 && strings.HasSuffix(w, "men") && w != "regimen" && w != "specimen":
		return w[:n-2] + "an"
	case n > 4 && strings.HasSuffix(w, "oes") && w != "shoes" && w != "canoes":
		return w[:n-2]
	case n > 3 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 4 && (strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "zzes")),
		n > 4 && strings.HasSuffix(w, "uses"):
		return w[:n-2]
	case n > 3 && w[n-1] == 's' && w[n-2] != 's' && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is"):
		return w[:n-1]
	}
	return w
}

// plural reports whether w looks like a plural noun.
func plural(w string) bool {
	if s, ok := irregular[w]; ok {
		return s != w || w == "aircraft" || w == "personnel"
	}
	if people[w] {
		return true
	}
	n := len(w)
	return n > 2 && w[n-1] == 's' && w[n-2] != 's' && !strings.HasSuffix(w, "us") && (!strings.HasSuffix(w, "is") || n > 5 && strings.HasSuffix(w, "nis")) || strings.HasSuffix(w, "men") && n > 3
}
