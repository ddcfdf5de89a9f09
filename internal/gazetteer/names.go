package main

import (
	"strings"

	"assay/place/gazetteer"
)

// divisionNames returns the short forms of a division's names: without the
// word for what it is.
func divisionNames(names ...string) []string {
	var out []string
	for _, name := range names {
		out = append(out, name)
		for _, w := range divisionWords {
			if s, ok := strings.CutSuffix(name, " "+w); ok && len(s) > 3 {
				out = append(out, s)
			}
			for _, of := range []string{" of ", " de la ", " de los ", " de ", " del ", " di ", " do ", " "} {
				if s, ok := strings.CutPrefix(name, w+of); ok && len(s) > 3 {
					out = append(out, s)
					break
				}
			}
		}
	}
	for _, name := range names {
		first, rest, ok := strings.Cut(strings.ReplaceAll(name, "-", " "), " ")
		if e := english[first]; ok && e != "" {
			out = append(out, e+" "+rest)
		}
		if i := strings.LastIndexAny(name, " -"); i > 0 {
			if e := english[name[i+1:]]; e != "" {
				out = append(out, e+" "+name[:i])
			}
		}
	}
	return out
}

// english holds the French for parts of the compass: "Nord-Kivu" is North Kivu
// in English reports.
var english = map[string]string{
	"Nord": "North", "Sud": "South", "Est": "East", "Ouest": "West", "Haut": "Upper", "Haute": "Upper", "Bas": "Lower",
	"Basse": "Lower", "Centrale": "Central", "Norte": "North", "Sur": "South",
}

var divisionWords = []string{
	"Province", "Governorate", "State", "Oblast", "Oblast'", "Region", "Prefecture", "Department", "Krai", "Kray", "Republic",
	"Voivodeship", "County", "District", "Parish", "Canton", "Municipality", "Emirate", "Division", "Territory", "City",
	"Autonomous Region", "Autonomous Republic", "Autonomous Province", "Imarat", "Imārat", "Muhafazat", "Provincia", "Departamento",
	"Wilaya", "Wilayat", "Ostan-e", "Distrito", "Région", "Region", "Departement", "Estado", "Provincie", "Regional State", "Administration",
	"Borough", "Raion", "Regency", "Kabupaten", "Kota", "Province", "Census Area", "Arrondissement",
}

// divided holds the countries whose second-level divisions are taken in: those
// that English-language news name them of.
var divided = map[string]bool{
	"AF": true, "BD": true, "BF": true, "CD": true, "ES": true, "FR": true, "GB": true, "ID": true, "IE": true, "IN": true,
	"IQ": true, "IT": true, "LK": true, "MM": true, "NG": true, "NP": true, "PH": true, "PK": true, "PS": true, "TZ": true,
	"UA": true, "UG": true, "YE": true,
}

// kinds gives the class of what the UCDP calls a place.
var kinds = map[string]gazetteer.Class{
	"village": gazetteer.Town, "town": gazetteer.Town, "city": gazetteer.Town, "locality": gazetteer.Town,
	"hamlet": gazetteer.Town, "neighborhood": gazetteer.Section, "neighbourhood": gazetteer.Section,
	"suburb": gazetteer.Section, "district": gazetteer.Admin2, "mountain": gazetteer.Range,
}
