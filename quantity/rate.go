package quantity

import (
	"assay/lang/en"
	"assay/lang/piece"
)

// rate returns "day" where "a day", "per day" or "each day" stands at word k behind a
// quantity of the unit, and the word after; else "" and k.
func (r *reader) rate(k int, unit string) (string, int) {
	if r.after > k {
		k = r.after
	}
	r.after = 0
	next := r.at(k + 1)
	switch w := r.at(k); {
	case en.IsA(w), clock.Each[w]:
		if k+1 >= len(r.words) || r.words[k+1].kind != piece.Letters || list.TimeUnits[next] && list.FromThen[r.at(k+2)] {
			return "", k // "up from 57 a day earlier"
		}
		if list.TimeUnits[next] && !r.words[k+1].isPlural() || list.Apiece[next] {
			return next, k + 2
		}
		if isMeasure(unit) && unit != unitPercent && !r.words[k+1].isPlural() && en.Noun(next, false) != en.NoNoun && (k+2 >= len(r.words) || r.words[k+2].kind != piece.Letters || list.Closed[r.at(k+2)] || list.Finite[r.at(k+2)]) {
			return longUnit(next), k + 2 // "$40 a barrel"
		}
	case w == en.For:
		if clock.Each[next] && (r.numberAt(k+2) || isMeasure(unit)) {
			return r.per(k + 2)
		}
	case w == en.Per:
		if next == en.Cent {
			return "", k
		}
		return r.per(k + 1)
	case w == "/":
		if r.glued(k) && r.glued(k+1) && k+1 < len(r.words) && (r.words[k+1].kind == piece.Letters || r.words[k+1].kind == piece.Digits && isMeasure(unit) && measures[r.at(k+2)] != "") {
			u, hi := r.per(k + 1)
			if unit == "" || isMeasure(unit) || list.TimeUnits[u] {
				return u, hi
			}
		}
	case list.Rates[w] != "":
		return list.Rates[w], k + 1
	}
	// "some 200 mules cross each week"
	for j := k; j < k+7 && j < len(r.words) && r.words[j].kind == piece.Letters && !r.numberAt(j); j++ {
		if clock.Each[r.at(j)] && list.TimeUnits[r.at(j+1)] && j > k && !r.words[j+1].isPlural() {
			return r.at(j + 1), k
		}
	}
	return "", k
}

// per reads what stands behind "per" at word k: "day", "100,000 people", "square
// kilometre", and returns the word after.
func (r *reader) per(k int) (string, int) {
	if k >= len(r.words) {
		return "", k
	}
	w := &r.words[k]
	switch {
	case w.kind == piece.Digits || numbers[w.w].class == unitWord || numbers[w.w].class == scaleWord || (w.w == en.A && numbers[r.at(k+1)].class == scaleWord):
		m, ok := r.cardinal(k)
		if !ok {
			return "", k
		}
		hi := m.hi
		if measures[r.at(hi)] != "" {
			hi++
		} else if p, ok := r.noun(hi, true); ok {
			hi = p.hi
		}
		return r.text[w.start:r.words[hi-1].end], hi
	case w.kind != piece.Letters:
		return "", k
	case list.Powers[w.w] != "" && measures[r.at(k+1)] != "":
		return list.Powers[w.w] + measures[r.at(k+1)], k + 2
	}
	if e := powers[r.at(k+1)]; e != "" && r.glued(k+1) && (measures[w.w] != "" || w.w == "m") { // "80 µg/m3"
		return e + longUnit(w.w), k + 2
	}
	return longUnit(w.w), k + 1
}

// powers are what makes a unit of length one of area or volume.
var powers = map[string]string{"2": "square ", "²": "square ", "3": "cubic ", "³": "cubic "}

// longUnit returns the name of a unit of time or measure: "minute" of "mins".
func longUnit(w string) string {
	switch {
	case measures[w] != "":
		return measures[w]
	case w == "m":
		return unitMeter
	case list.GluedUnits[w] != "" && len(w) == 1 && w != "p" && w != "x" && w != "v" && w != "w":
		return list.GluedUnits[w]
	}
	return longTime(w)
}
