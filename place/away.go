package place

import (
	"maps"
	"strconv"
	"strings"

	"assay/lang/en"
	"assay/place/gazetteer"
)

// units gives the kilometres of each unit of distance.
var units = func() map[string]float64 {
	m := map[string]float64{}
	for name, km := range numbers.Kilometers {
		for form := range strings.FieldsSeq(numbers.Measures[name]) {
			m[form] = km
		}
	}
	for letter, name := range numbers.LengthLetters {
		m[letter] = numbers.Kilometers[name]
	}
	return m
}()

// numerals are the numbers that distances are written with in words.
var numerals = func() map[string]float64 {
	m := maps.Clone(en.Cardinals())
	for w, n := range numbers.Scales {
		if n <= 100 {
			m[w] = n
		}
	}
	m[en.A] = 1
	return m
}()

var numbers = en.Numbers()

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
		if _, ok := en.Bearings()[word(k-1)]; ok && word(k) == en.Of {
			break
		}
		k--
	}
	if word(k) != en.Of {
		return
	}
	k--
	bearing, ok := en.Bearings()[word(k)]
	if !ok {
		return
	}
	if word(k-1) == "-" {
		if both, ok := en.Bearings()[word(k-2)+"-"+word(k)]; ok {
			bearing, k = both, k-2
		}
	}
	k--
	if word(k) == en.The && word(k-1) == en.To { // "40 km to the north of X"
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
