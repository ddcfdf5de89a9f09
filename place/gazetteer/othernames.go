package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// arabic holds the countries whose names of places are spelled in many ways
// because they come from Arabic, or from a script that is written like it.
var arabic = map[string]bool{
	"AE": true, "AF": true, "BH": true, "DJ": true, "DZ": true, "EG": true, "EH": true, "ER": true, "IL": true,
	"IQ": true, "IR": true, "JO": true, "KM": true, "KW": true, "LB": true, "LY": true, "MA": true, "MR": true,
	"OM": true, "PK": true, "PS": true, "QA": true, "SA": true, "SD": true, "SO": true, "SS": true, "SY": true,
	"TD": true, "TN": true, "YE": true,
}

// OtherNames picks from the names of a town in many languages, with commas between
// them, those that an English text may use. Left out: other scripts; less than four letters, which
// takes in the codes of airports; transliterations syllable by syllable
// ("da ma shi ge") and with signs for soft letters ("Kazan'").
func OtherNames(field string) []string {
	var names []string
	for _, n := range strings.Split(field, ",") {
		if !latin(n) || strings.ContainsAny(n, "'`|?/()0123456789") || utf8.RuneCountInString(n) < 4 || len(n) > 40 {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(n); !unicode.IsUpper(first) && !strings.Contains(n, "-") && !strings.HasPrefix(n, "al ") && !strings.HasPrefix(n, "el ") {
			continue
		}
		short := 0
		words := strings.Fields(n)
		for _, w := range words {
			if utf8.RuneCountInString(w) < 3 {
				short++
			}
		}
		if short*2 > len(words) || n == strings.ToUpper(n) {
			continue
		}
		names = append(names, n)
	}
	return names
}

func latin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) && r != 'ʼ' && r != 'ʻ' {
			return false
		}
	}
	return s != ""
}

// Arabic reports whether the names of a country's places are found by evened-out
// spelling too.
func Arabic(country string) bool { return arabic[country] }
