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
		"megapixel": "mp", "frame per second": "fps", "pound per square inch": "psi", "cubic centimeter": "cc", "terawatt-hour": "twh", "mile per gallon": "mpg", "nit": "nit nits", "revolution": "revolution revolutions", "barrel per day": "bpd",
		"millisecond": "millisecond milliseconds", "terabit per second": "tbps", "kilobit per second": "kbps",
		"cent": "cent cents", "penny": "pence", "microgram": "microgram micrograms µg μg",
	} {
		for _, f := range strings.Fields(forms) {
			m[f] = name
		}
	}
	return m
}()

// measureNames are the names of units of measure.
var measureNames = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range measures {
		m[name] = true
	}
	return m
}()

// gluedUnits are letters that are units only against digits: "45g".
var gluedUnits = map[string]string{"g": "gram", "l": "liter", "v": "volt", "p": "penny", "t": "tonne", "kmph": "kilometer per hour", "w": "watt", "mbps": "megabit per second", "gbps": "gigabit per second", "degf": "degree Fahrenheit", "degc": "degree Celsius", "deg": "degree", "pc": "percent", "x": "multiple"}

// signs are the currency signs; "$" is the American one unless a letter or a
// country says otherwise.
var signs = map[string]string{
	"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₦": "NGN", "₽": "RUB", "₴": "UAH", "₪": "ILS", "₺": "TRY",
	"₩": "KRW", "₱": "PHP", "₫": "VND", "฿": "THB", "₨": "INR", "₵": "GHS",
}

// prefixes are the letters that may stand before "$" or a figure.
var prefixes = map[string]string{
	"us": "USD", "u.s.": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP", "inr": "INR", "chf": "CHF", "jpy": "JPY", "cny": "CNY", "rmb": "CNY", "aud": "AUD", "cad": "CAD",
	"nzd": "NZD", "hkd": "HKD", "sgd": "SGD", "zar": "ZAR", "kes": "KES", "ngn": "NGN", "rub": "RUB", "uah": "UAH", "pkr": "PKR", "bdt": "BDT", "brl": "BRL", "mxn": "MXN",
	"n": "NGN", "dh": "AED", "dhs": "AED", "ghc": "GHS", "sh": "shilling", "shs": "shilling", "rs": "rupee", "re": "rupee", "ksh": "KES", "ush": "UGX", "tk": "BDT", "rm": "MYR", "rp": "IDR", "php": "PHP", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "tl": "TRY",
	"c": "CAD", "a": "AUD", "au": "AUD", "ca": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD", "r": "BRL", "nt": "TWD", "ghs": "GHS", "aed": "AED", "sar": "SAR", "egp": "EGP", "le": "EGP",
}

// signOnly are the prefixes that mean money only before a "$": "C$5".
var signOnly = en.NewSet("us", "u.s.", "c", "a", "au", "ca", "nz", "hk", "s", "r", "nt", "re", "le")

// Singular returns the singular of an English noun in lower case, as Unit has it.
func Singular(noun string) string { return en.Singular(noun) }
