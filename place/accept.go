package place

import (
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// strong reports whether an entry is so well known that a capitalised word of
// its name alone says it.
func strong(e gazetteer.Entry) bool {
	if e.Imported() {
		return false // GeoNames has a place for most words
	}
	switch e.Class {
	case gazetteer.State, gazetteer.Continent, gazetteer.Macroregion, gazetteer.Capital:
		return e.Match <= gazetteer.Generic
	case gazetteer.Admin1:
		return e.Match == gazetteer.MainName && e.Population > 50_000 || e.Match == gazetteer.Generic
	case gazetteer.Admin2:
		return e.Match == gazetteer.MainName && strings.Contains(e.Name, " ")
	case gazetteer.Range, gazetteer.Desert, gazetteer.Sea, gazetteer.River, gazetteer.Lake:
		return e.Match == gazetteer.MainName && strings.Contains(e.Name, " ") || e.Match == gazetteer.Generic
	}
	return e.Match == gazetteer.MainName && e.Population >= 100_000 || e.Match == gazetteer.AltName && e.Population >= 300_000
}

// spot reports whether an entry is a building or a road, of which most have the
// name of something else.
func spot(e gazetteer.Entry) bool { return e.Class == gazetteer.Spot || e.Class == gazetteer.Road }

// accept returns the candidates that tokens [i, j) may mean, or none where they
// are no place, or not surely enough.
func (f *finder) accept(i, j, start int, cands []gazetteer.Entry) []gazetteer.Entry {
	if cands = f.abbreviations(i, cands); len(cands) == 0 {
		return nil
	}
	words := f.doc.Cover(i, j).In(f.doc.Text)
	small := strings.ToLower(words)
	if dated(small) || common(small) || en.NoTowns()[small] || j-i == 1 && f.doc.Tokens[i].POS != "PROPN" && f.nameAt[i] == 0 && (i == start || !located(f.doc, i)) {
		return nil
	}
	if i > start && capital(f.doc.Word(i-1)) && titled(strings.ToLower(f.doc.Word(i-1))) {
		return nil // "Mr. London"
	}
	if f.holds(i, cands) {
		return cands
	}
	at := located(f.doc, i) || f.container(j)
	any := false
	for _, c := range cands {
		any = any || strong(c)
	}
	n := f.nameAt[i]
	if j-i == 1 && !any && (n == 0 || f.doc.Names[n-1].Class != assay.LocationName) && en.Noun(small, false) != en.NoNoun && !(i > 0 && en.Firm()[strings.ToLower(f.doc.Word(i-1))]) {
		return nil // "the Secretary", who somewhere is a village
	}
	if n > 0 {
		name := f.doc.Names[n-1]
		lo, hi := f.doc.TokensIn(name.Span)
		whole := lo >= i && hi <= j
		switch {
		case name.Class == assay.LocationName:
			if f.person(i, words) {
				return nil
			}
			return cands
		case !whole && name.Class == assay.OrganizationName:
			if any {
				return cands
			}
			return nil
		case !whole && name.Class == assay.PersonName:
			return nil
		case name.Class == assay.PersonName:
			// "Jordan said he would retire", "in Jordan".
			if !any || !at && (f.persons[words] || !large(cands)) {
				return nil
			}
			return cands
		}
		if at || any {
			return cands
		}
		return nil
	}
	if f.crowded(i, j, start) {
		return nil
	}
	if f.person(i, words) {
		return nil
	}
	if spot(cands[0]) {
		return nil // "in Church", which somewhere is a house
	}
	if any || at && cands[0].Match <= gazetteer.AltName && (cands[0].Match == gazetteer.MainName || cands[0].Population >= 15_000) {
		return cands
	}
	return nil
}

// person reports whether a word that also is a person's name stands where a
// person may: "sang to Clinton", but not "in Clinton, Iowa".
func (f *finder) person(i int, words string) bool {
	return f.persons[words] && !strings.Contains(words, " ") && !(i > 0 && en.Firm()[strings.ToLower(f.doc.Word(i-1))]) && !f.container(i+1)
}

// large reports whether the best candidate is better known than any person of
// its name.
func large(cands []gazetteer.Entry) bool {
	for _, c := range cands {
		if c.Match == gazetteer.MainName && (c.Class == gazetteer.State || c.Class == gazetteer.Capital || c.Population >= 500_000) {
			return true
		}
	}
	return false
}

// abbreviations keeps those of states for what follows a town: "Strelsau, Pa."
// is a place, "Pa" a father. Those of countries are in capitals: "US" is not "us".
func (f *finder) abbreviations(i int, cands []gazetteer.Entry) []gazetteer.Entry {
	word := f.doc.Word(i)
	letters := strings.ReplaceAll(word, ".", "")
	upper := letters == strings.ToUpper(letters)
	after := i > 1 && f.doc.Word(i-1) == "," && len(f.mentions) > 0 && f.mentions[len(f.mentions)-1].hi == i-1
	var kept []gazetteer.Entry
	for _, c := range cands {
		switch {
		case c.Match == gazetteer.Short && c.Class != gazetteer.State && c.Class != gazetteer.Macroregion:
			if !after && !(c.Country == "US" && word == "D.C.") {
				continue
			}
		case c.Match == gazetteer.Short:
			if !upper {
				continue
			}
		case len(letters) < 4 && upper && len(letters) == len([]rune(letters)) && !after && !allCaps(f.doc, i):
			continue // "US" is no village in France
		}
		kept = append(kept, c)
	}
	return kept
}

// allCaps reports whether the sentence of token i is in capitals throughout.
func allCaps(doc *assay.Doc, i int) bool {
	lo, hi := doc.SentenceTokens(i)
	for k := lo; k < hi; k++ {
		for _, r := range doc.Word(k) {
			if unicode.IsLower(r) {
				return false
			}
		}
	}
	return true
}

// located reports whether token i follows a preposition of place, over an
// article or a direction: "in the northern Carpathians".
func located(doc *assay.Doc, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		w := strings.ToLower(doc.Word(k))
		switch {
		case w == en.To && k > 0 && en.Speaks()[strings.ToLower(doc.Word(k-1))]:
			return false // "according to Strell"
		case en.Locative()[w]:
			return true
		case w == en.Of && k > 0:
			head := doc.Word(k - 1) // in small letters: not "the State of the Union"
			return en.Towns()[head] || en.Areas()[en.Singular(head)] || en.Divisions()[head] || en.Compass()[head]
		case w == en.The, en.Directions()[w], w == en.Nearby:
		default:
			return false
		}
	}
	return false
}

// container reports whether a comma and the name of a country or division
// follow token j-1: "Strelsau, Ruritania".
func (f *finder) container(j int) bool {
	if j+1 >= len(f.doc.Tokens) || f.doc.Word(j) != "," || !capital(f.doc.Word(j+1)) {
		return false
	}
	for k := min(f.reach(j+1), j+4); k > j+1; k-- {
		for _, e := range f.gaz.Lookup(f.doc.Cover(j+1, k).In(f.doc.Text)) {
			if e.Class == gazetteer.State || e.Class == gazetteer.Admin1 {
				return true
			}
		}
	}
	return false
}

// holds reports whether the name at token i is said, after a comma, to hold the
// place just named: "Strelsau, Ruritania", whatever else Ruritania may be.
func (f *finder) holds(i int, cands []gazetteer.Entry) bool {
	if len(f.mentions) == 0 || i < 1 || f.doc.Word(i-1) != "," {
		return false
	}
	last := f.mentions[len(f.mentions)-1]
	if last.hi != i-1 {
		return false
	}
	for _, e := range last.cands {
		for _, c := range cands {
			if e.In(c) && c.Match <= gazetteer.Short {
				return true
			}
		}
	}
	return false
}

// crowded reports whether capitalised words beside [i, j) make it a part of a
// longer name: "Chad Miller", "the Boston Globe".
func (f *finder) crowded(i, j, start int) bool {
	doc := f.doc
	if i > 0 && i > start {
		prev := doc.Word(i - 1)
		small := strings.ToLower(prev)
		gap := doc.Text[doc.Tokens[i-1].Span.End:doc.Tokens[i].Span.Start]
		switch {
		case titled(small):
			return true
		case !capital(prev) || strings.TrimSpace(gap) != "":
		case en.Directions()[small], en.Locative()[small], small == en.The, len(f.mentions) > 0 && f.mentions[len(f.mentions)-1].hi == i:
		case doc.Tokens[i-1].POS == "PROPN" || i-1 > start:
			return true
		}
	}
	if j < len(doc.Tokens) {
		next := doc.Word(j)
		small := strings.ToLower(next)
		gap := doc.Text[doc.Tokens[j-1].Span.End:doc.Tokens[j].Span.Start]
		if capital(next) && strings.TrimSpace(gap) == "" && !dated(small) && !dated(strings.TrimRight(small, ".")) && !strings.Contains(gap, "\n") && doc.Tokens[j].POS == "PROPN" &&
			!en.Areas()[en.Singular(small)] && !en.Divisions()[en.Singular(small)] && len(gazetteer.Demonyms(next)) == 0 {
			return true
		}
	}
	return false
}
