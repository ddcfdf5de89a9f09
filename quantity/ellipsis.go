package quantity

import (
	"math"
	"strings"

	"assay/lang/en"
	"assay/lang/piece"
)

// leftOut returns the unit of a number whose noun is left out, and whether words
// beside it show that it counts at all: "30 were picked up", "killing 12 and wounding
// 30", "20 shells, eight at Arba and six at Kelo", "down from 65". k is the word
// behind the number and its hedge.
func (r *reader) leftOut(n *numeral, lo, k int) (unit string, sure bool) {
	for list.Minor[r.at(lo-1)] { // "a population of just 3,000", "a good 3,000"
		lo--
		lo -= b2i(r.at(lo-1) == en.A)
	}
	if u := r.sameMeasure(lo, k); u != "" {
		return u, false
	}
	next, prev := r.at(k), r.at(lo-1)
	if next == "-" || next == en.Of || n.value() != math.Trunc(n.value()) {
		return "", false
	}
	if r.personsBy(n, lo, k) {
		return unitPerson, true
	}
	same, w := "", r.antecedent()
	if w >= 0 {
		same = r.out[w].Unit
	}
	if r.harmBefore(lo) || r.harmed(k) || r.ofThose(lo) {
		if same != unitPerson && r.living(same) {
			return same, true // "killed 12 cows and injured three"
		}
		return unitPerson, true
	}
	switch clause := r.clauseAt(k); {
	case prev == en.Another && r.alone(k) && same == "":
		return unitPerson, true
	case same == "" && clause && !r.thingsAt(k) && (prev == "" || list.ClauseStart[prev] || list.Saying[prev]): // "30 were picked up"
		return unitPerson, false
	case same == "":
	case clause: // "90 were burnt and 800 severely damaged"
		return same, !n.article
	case (prev == en.Up || prev == en.Down || prev == en.Another) && r.alone(k), // "900 cases (up 12)"
		r.other(n.lo), // "the other five"
		next == en.More, r.at(k+1) == en.Than && list.Fewer[next]:
		return same, true
	case list.From[prev], prev == en.With && list.With[r.at(lo-2)]:
		return same, false
	}
	if u := r.risen(lo); u != "" {
		return u, !n.article
	}
	switch {
	case same == "" && prev == en.The && r.personsBefore(lo): // "the deaths come on top of the 14 announced"
		return unitPerson, false
	case same != "" && list.Finite[prev] && r.at(lo-2) == en.There: // "more than last year, when there were 12"
		return same, false
	case same == "" || !larger(&r.out[w], n):
		return "", false
	case (list.Coordinates[prev] || prev == en.As && r.at(lo-2) == en.Well) && (list.Places[next] || en.Adverb(next)) && !n.article, // "eight at Arba", "nine critically"
		r.gapped(n, lo, k),
		list.Coordinates[r.at(lo-2)] && r.alone(k) && (past[prev] != "" || en.EndsPast(prev)): // "can hold 900 cars but held just 300"
		return same, true
	case list.Coordinates[prev] && r.alone(k):
		return same, false
	}
	return "", false
}

// sameMeasure returns the measure of the quantity to which a bare number before word k
// is held: "310 miles, compared with 259 for the old one", "slid to 9 million tons
// from 10 million".
func (r *reader) sameMeasure(lo, k int) string {
	if len(r.out) == r.sentence {
		return ""
	}
	last, prev := &r.out[len(r.out)-1], r.at(lo-1)
	if !isMeasure(last.Unit) || !r.alone(k) && !list.Closed[r.at(k)] {
		return ""
	}
	if prev == en.Against || prev == en.Versus || prev == en.With && r.at(lo-2) == en.Compared ||
		(prev == en.From || prev == en.To) && r.last == lo-1 && last.Change == "" {
		return last.Unit
	}
	return ""
}

// personsBy reports whether the words beside a number say that it counts persons: "a
// crew of six", "a town of 3,000", "home to 3,000", "60 aboard", "took six hostage".
func (r *reader) personsBy(n *numeral, lo, k int) bool {
	next, prev := r.at(k), r.at(lo-1)
	switch {
	case prev == en.Of && r.inhabited(lo-2), prev == en.To && r.at(lo-2) == en.Home, prev == en.Population,
		next == en.Aboard, next == en.On && r.at(k+1) == en.Board:
		return true
	case k >= len(r.words) || n.value() <= 1 || list.Closed[next] || list.Finite[next]:
		return false
	}
	w := &r.words[k]
	return w.kind == piece.Letters && !w.upper && w.tag != "VBD" && w.class() == en.Person && !w.isPlural()
}

// gapped reads "and Ben 27" behind "Ana won 40 votes".
func (r *reader) gapped(n *numeral, lo, k int) bool {
	return lo > 1 && list.Coordinates[r.at(lo-2)] && r.words[lo-1].upper && !n.article && n.unit == "" && r.alone(k) && r.antecedent() >= 0 &&
		!list.Designators[r.at(lo-1)] && months[r.at(lo-1)] == 0 && weekdays[r.at(lo-1)] == 0
}

// alone reports whether nothing stands at word k that the number before it counts.
func (r *reader) alone(k int) bool {
	next := r.at(k)
	return next == "" || next == en.A && list.TimeUnits[r.at(k+1)] || r.words[k].kind == piece.Symbol && next != "(" && next != "/" && next != ":" && next != "-" || next == en.And || next == en.Or
}

// personsBefore reports whether the last plural noun before word i is for persons.
func (r *reader) personsBefore(i int) bool {
	for j := i - 2; j >= 0 && j >= i-12 && r.at(j) != "." && r.at(j) != ";"; j-- {
		if w := &r.words[j]; w.kind == piece.Letters && !list.Closed[w.w] && w.isPlural() {
			return w.isPerson() || lives[w.one()]
		}
	}
	return false
}

// ofThose reports whether "Of the dead," or the like stands before word i.
func (r *reader) ofThose(i int) bool {
	return r.at(i-1) == "," && r.at(i-4) == en.Of && list.Determiners[r.at(i-3)] && (list.StateWords[r.at(i-2)] || r.words[i-2].isPerson())
}

// reach is how many quantities back a noun is looked for; a table scraped into one
// line is a sentence without end.
const reach = 12

// antecedent returns the last quantity in the sentence whose noun another may leave
// out, or -1; one behind a preposition ("by two lorries") only where there is no
// other. Measures and money are none.
func (r *reader) antecedent() int {
	oblique := -1
	for w := len(r.out) - 1; w >= r.sentence && w > len(r.out)-reach; w-- {
		q := &r.out[w]
		if q.Unit == "" || q.Unit == unitFraction || q.Unit == unitMultiple || isMeasure(q.Unit) {
			continue
		}
		if !list.Obliques[lastWord(r.text[:q.Span.Start])] {
			return w
		}
		if oblique < 0 {
			oblique = w
		}
	}
	return oblique
}

// lastWord returns the word at the end of s, if nothing but a space is behind it.
func lastWord(s string) string {
	s = strings.TrimSuffix(s, " ")
	k := len(s)
	for k > 0 && piece.IsLetter(s[k-1]) {
		k--
	}
	return s[k:]
}

// predicate returns the noun for persons that says who the number before word k is
// for: "44 were women".
func (r *reader) predicate(n *numeral, k int) (phrase, bool) {
	if w := r.at(k); w != en.Were && w != en.Are || n.fraction || n.article {
		return phrase{}, false
	}
	p, ok := r.noun(k+1, true)
	return p, ok && p.head-p.lo < 2 && !list.StateWords[r.at(p.head)] && r.words[p.head].isPlural() && r.words[p.head].isPerson() && (p.lo == p.head || r.class(p.lo) == names)
}

// living reports whether what a unit names can be killed and is no person.
func (r *reader) living(unit string) bool { return en.Noun(unit, false) == en.Animal }

// inhabited reports whether word k is a place or a body of which "of 3,000" tells
// how many live there or belong to it.
func (r *reader) inhabited(k int) bool {
	if k < 0 || r.words[k].kind != piece.Letters {
		return false
	}
	c := r.words[k].class()
	return c == en.Group || c == en.Household || list.Settled[r.at(k)]
}

// harmed reports whether those before word k came to harm: "were killed", "have been
// displaced", "dead", "severely injured".
func (r *reader) harmed(k int) bool {
	k += b2i(r.at(k) == en.More || r.at(k) == en.Others)
	if list.StateWords[r.at(k)] || en.Adverb(r.at(k)) && list.StateWords[r.at(k+1)] {
		return true
	}
	if !list.Finite[r.at(k)] && !list.Modals[r.at(k)] {
		return list.Suffered[r.at(k)]
	}
	for j := k + 1; j < k+5; j++ {
		switch w := r.at(j); {
		case list.StateWords[w]:
			return true
		case !list.WithinVerb[w] && !list.Verdicts[w] && !en.Adverb(w):
			return false
		}
	}
	return false
}

// clauseAt reports whether a verb stands at word k whose subject is the number before
// it.
func (r *reader) clauseAt(k int) bool {
	w := r.at(k)
	if list.Finite[w] || list.Modals[w] || w == en.Who || w == en.Remain {
		return true
	}
	k += b2i(en.Adverb(w))
	if k >= len(r.words) || r.words[k].kind != piece.Letters {
		return false
	}
	if t := r.words[k].tag; t != "" {
		return t == "VBD" || t == "VBN" || t == "VBP"
	}
	return en.EndsPast(r.at(k)) || past[r.at(k)] != ""
}

// thingsAt reports whether the clause at word k says what befell things.
func (r *reader) thingsAt(k int) bool {
	for j := k; j < k+4; j++ {
		if list.OnThings[r.at(j)] {
			return true
		}
	}
	return false
}

// other reports whether word i follows "the other" or the like.
func (r *reader) other(i int) bool {
	w := r.at(i - 1)
	return list.Others[w] && list.Determiners[r.at(i-2)]
}

// risen returns the unit of a number that something rose or fell to, past, by or
// from, where what rose is counted: "the toll rose to 57", "the number of pupils fell
// by 300", "put the number of dead at 40".
func (r *reader) risen(lo int) string {
	start := max(0, lo-24)
	for j := lo - 1; j >= start; j-- {
		if w := r.at(j); w == "." || w == ";" {
			start = j + 1
		}
	}
	at := r.at(lo - 1)
	if !list.ToLevel[at] && !list.Levels[at] && !list.Ups[at] && !list.Downs[at] {
		return ""
	}
	for j := lo - 2; j >= start; j-- {
		if w := r.at(j); list.Tolls[w] {
			return unitPerson
		} else if w == en.Of && list.Sums[r.at(j-1)] {
			if p, ok := r.noun(j+1, true); ok && r.words[p.head].isPlural() {
				return r.unitOf(p, true)
			}
			if list.StateWords[r.at(j+1)] || r.at(j+1) == en.Those {
				return unitPerson
			}
			return ""
		}
	}
	verb := lo - 1
	for verb >= start && !(list.Ups[r.at(verb)] || list.Downs[r.at(verb)] || list.Moves[r.at(verb)] || list.Levels[r.at(verb)]) {
		verb--
	}
	for j := verb - 1; j >= start; j-- {
		w := &r.words[j]
		if w.kind == piece.Letters && w.isPlural() && (j == verb-1 || r.words[j+1].kind == piece.Letters && (list.Closed[r.at(j+1)] || list.Finite[r.at(j+1)])) {
			switch c := w.class(); c {
			case en.Person, en.Household, en.Animal, en.Plant, en.Building, en.Structure, en.Vehicle, en.Weapon, en.Object, en.Event, en.Disease, en.Message, en.Group:
				return r.unitOf(phrase{j, j + 1, j}, true)
			}
			return ""
		}
	}
	return ""
}

// ahead returns the unit, and the noun, of the number that follows in a list and that
// the one before word k shares: "12 and 17 percent", "900; 700 and 400 widows", "30
// by 50 metres", "from 8 to 11 percent".
func (r *reader) ahead(n *numeral, k int) (unit string, p phrase, ok bool) {
	listed := 0
	for range 6 {
		sep := r.at(k)
		switch {
		case sep == "," || sep == ";":
			k++
			if w := r.at(k); w == en.And || w == en.Or {
				k++
			}
		case sep == en.And || sep == en.Or || list.Dimensions[sep]:
			k++
		default:
			return "", p, false
		}
		for list.InList[r.at(k)] {
			k++
		}
		if k >= len(r.words) || !r.numberAt(k) {
			return "", p, false
		}
		m, ok := r.cardinal(k)
		if !ok || m.fraction || m.article || n.digits && !m.digits && m.scale == 1 {
			return "", p, false
		}
		after := r.after
		r.unit(&m)
		r.after = after
		if m.unit != "" {
			return m.unit, phrase{}, sep != "," || listed > 0 || r.at(k-1) == en.And || r.at(k-1) == en.Or
		}
		listed += b2i(sep == "," || sep == ";")
		if p, ok := r.noun(m.hi, true); ok && r.words[p.head].isPlural() {
			if list.Dimensions[sep] {
				return "", p, false
			}
			return r.unitOf(p, true), p, (listed > 0 || list.Coordinates[r.at(n.lo-1)]) && (sep == en.And || sep == en.Or || r.at(k-1) == en.And || r.at(k-1) == en.Or) && !r.clauseAt(p.hi)
		}
		k = m.hi
	}
	return "", p, false
}

// isMeasure reports whether unit is money or a measure.
func isMeasure(unit string) bool {
	return unit == unitPercent || unit == unitPoint || unit == measured || unit != "" && unit[0] >= 'A' && unit[0] <= 'Z' || strings.Contains(unit, " ") || measureNames[unit]
}
