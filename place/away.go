package place

import (
	"strconv"
	"strings"

	"assay/lang/en"
	"assay/place/gazetteer"
)

// bearings gives the degrees of each direction.
var bearings = map[string]float64{
	"north": 0, "northeast": 45, "north-east": 45, "east": 90, "southeast": 135, "south-east": 135,
	"south": 180, "southwest": 225, "south-west": 225, "west": 270, "northwest": 315, "north-west": 315,
	"northern": 0, "eastern": 90, "southern": 180, "western": 270,
}

// units gives the kilometres of each unit of distance.
var units = map[string]float64{
	"km": 1, "kms": 1, "kilometer": 1, "kilometers": 1, "kilometre": 1, "kilometres": 1,
	"mile": 1.609344, "miles": 1.609344, "mi": 1.609344,
	"m": .001, "meter": .001, "meters": .001, "metre": .001, "metres": .001,
}

// numerals are the numbers that distances are written with in words.
var numerals = map[string]float64{
	"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
	"seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}

// away takes in what says how far from the named place another lies: "40 km
// north of X", "about 40 kilometers (25 miles) north of the town of X". The
// distance has to be written out: "north of X" alone is only a direction.
func (p *phraser) away(m *mention, owner int32) {
	k := m.lo - 1
	start, _ := p.doc.SentenceTokens(m.lo)
	word := func(i int) string {
		if i < start {
			return ""
		}
		return strings.ToLower(p.doc.Word(i))
	}
	for n := 0; n < 6 && en.Apposed()[word(k)]; n++ {
		if _, ok := bearings[word(k-1)]; ok && word(k) == "of" {
			break
		}
		k--
	}
	if word(k) != "of" {
		return
	}
	k--
	bearing, ok := bearings[word(k)]
	if !ok {
		return
	}
	if word(k-1) == "-" {
		if both, ok := bearings[word(k-2)+"-"+word(k)]; ok {
			bearing, k = both, k-2
		}
	}
	k--
	if word(k) == "the" && word(k-1) == "to" { // "40 km to the north of X"
		k -= 2
	}
	if word(k) == ")" || word(k) == "," { // "(25 miles)", ", or 25 miles,"
		open := map[string]string{")": "(", ",": ","}[word(k)]
		for n := 0; n < 7 && k > start; n++ {
			if k--; word(k) == open {
				break
			}
		}
		k--
	}
	unit, ok := units[word(k)]
	if !ok {
		return
	}
	k--
	if word(k) == "-" {
		k--
	}
	text := word(k)
	number, ok := numerals[text]
	if !ok {
		var err error
		if number, err = strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64); err != nil {
			return
		}
	}
	// Farther than that nobody reckons from a town.
	if km := number * unit; km > 0 && km <= 1000 && p.owner[k] == 0 {
		m.away, m.bearing, m.part = km, bearing, true
		m.phrase.Start = p.doc.Tokens[k].Span.Start
		for ; k < m.lo; k++ {
			if en.Towns()[word(k)] {
				m.want = gazetteer.Town
			}
			p.owner[k] = owner
		}
	}
}
