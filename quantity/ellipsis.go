package quantity

import (
	"strings"

	"assay/lang/en"
	"assay/lang/piece"
)

// leftOut returns the unit of a number whose noun is left out, and whether words
// beside it show that it counts at all: "30 were picked up", "killing 12 and wounding
// 30", "20 shells, eight at Arba and six at Kelo", "down from 65". k is the word
// behind the number and its hedge.
func (r *reader) leftOut(n *numeral, lo, k int) (unit string, sure bool) {
	for minor[r.at(lo-1)] { // "a population of just 3,000"
		lo--
	}
	next, prev := r.at(k), r.at(lo-1)
	if len(r.out) > r.sentence && (prev == "against" || prev == "versus" || prev == "with" && r.at(lo-2) == "compared") {
		if last := &r.out[len(r.out)-1]; isMeasure(last.Unit) && r.alone(k) || isMeasure(last.Unit) && closed[next] {
			return last.Unit, false // "310 miles, compared with 259 for the old one"
		}
	}
	w := r.antecedent()
	same := ""
	if w >= 0 {
		same = r.out[w].Unit
	}
	switch {
	case next == "-" || next == "of" || n.unit != "":
		return "", false
	case prev == "of" && (groups[r.at(lo-2)] || r.inhabited(lo-2)), prev == "to" && r.at(lo-2) == "home", prev == "population",
		next == "aboard" || next == "on" && r.at(k+1) == "board": // "a crew of six", "a town of 3,000"
		return "person", true
	case r.harmBefore(lo) || r.harmed(k) || r.ofThose(lo):
		if same != "" && r.out[w].Unit != "person" && r.living(same) {
			return same, true // "killed 12 cows and injured three"
		}
		return "person", true
	case r.clauseAt(k) && same != "": // "90 were burnt and 800 severely damaged"
		return same, !n.article
	case r.other(n.lo) && same != "": // "the other five"
		return same, true
	case r.clauseAt(k) && !r.thingsAt(k) && (prev == "" || clauseStart[prev] || saying[prev]): // "30 were picked up"
		return "person", false
	case (next == "more" || r.at(k+1) == "than" && (next == "fewer" || next == "less")) && same != "":
		return same, true
	case (from[prev] || prev == "with" && (r.at(lo-2) == "compared" || r.at(lo-2) == "along")) && same != "":
		return same, false
	}
	if u := r.risen(lo); u != "" {
		return u, !n.article
	}
	switch {
	case same != "" && finite[prev] && r.at(lo-2) == "there": // "more than last year, when there were 12"
		return same, false
	case same == "" && prev == "the" && r.personsBefore(lo): // "the deaths come on top of the 14 announced"
		return "person", false
	case same == "" || !larger(&r.out[w], n):
		return "", false
	}
	// "eight at Arba", "nine critically"; "and Ben 27"
	switch {
	case (coordinates[prev] || prev == "as" && r.at(lo-2) == "well") && (places[next] || adverb(next)) && !n.article:
		return same, true
	case r.gapped(n, lo, k):
		return same, true
	case coordinates[prev] && r.alone(k):
		return same, false
	}
	return "", false
}

// gapped reads "and Ben 27" behind "Ana won 40 votes".
func (r *reader) gapped(n *numeral, lo, k int) bool {
	return lo > 1 && coordinates[r.at(lo-2)] && r.words[lo-1].upper && !n.article && n.unit == "" && r.alone(k) && r.antecedent() >= 0 &&
		!designators[r.at(lo-1)] && !monthNames[r.at(lo-1)] && !weekdays[r.at(lo-1)]
}

// alone reports whether nothing stands at word k that the number before it counts.
func (r *reader) alone(k int) bool {
	next := r.at(k)
	return next == "" || r.words[k].kind == piece.Symbol && next != "(" && next != "/" && next != ":" && next != "-" || next == "and" || next == "or"
}

var (
	// onThings are participles for what is done to things more than to persons.
	onThings = en.Words("destroyed damaged burned burnt torched razed looted flattened flooded submerged demolished collapsed built rebuilt repaired closed shut sold shipped recorded registered confirmed reported sunk planted opened issued")
	// from are words before a number to which another is held: "down from 65".
	from = en.Words("from to against versus than")
	// minor are words before a number that make little of it.
	minor = en.Words("just only barely merely exactly")
	// coordinates part the members of a list.
	coordinates = en.Words(", and or ; ( — – but while plus")
	// places are prepositions behind one of several that are counted: "eight at Arba".
	places = en.Words("in at from on near by for around outside inside under with as")
	// saying are words before a clause that is told.
	saying = en.Words("that said says saying reported least most some about nearly almost")
)

// personsBefore reports whether the last plural noun before word i is for persons.
func (r *reader) personsBefore(i int) bool {
	for j := i - 2; j >= 0 && j >= i-12 && r.at(j) != "." && r.at(j) != ";"; j-- {
		if w := &r.words[j]; w.kind == piece.Letters && !closed[w.w] && w.isPlural() {
			return w.isPerson() || lives[w.one()]
		}
	}
	return false
}

// ofThose reports whether "Of the dead," or the like stands before word i.
func (r *reader) ofThose(i int) bool {
	return r.at(i-1) == "," && r.at(i-4) == "of" && determiners[r.at(i-3)] && (stateWords[r.at(i-2)] || r.words[i-2].isPerson())
}

// antecedent returns the last quantity in the sentence whose noun another may leave
// out, or -1; one behind a preposition ("by two lorries") only where there is no
// other. Measures and money are none.
func (r *reader) antecedent() int {
	oblique := -1
	for w := len(r.out) - 1; w >= r.sentence; w-- {
		q := &r.out[w]
		if q.Unit == "" || q.Unit == "fraction" || q.Unit == "multiple" || isMeasure(q.Unit) {
			continue
		}
		if !obliques[lastWord(r.text[:q.Span.Start])] {
			return w
		}
		if oblique < 0 {
			oblique = w
		}
	}
	return oblique
}

// obliques are prepositions that begin what is no subject and no object.
var obliques = en.Words("by with in at from on near to for into across over")

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
	if w := r.at(k); w != "were" && w != "are" || n.fraction || n.article {
		return phrase{}, false
	}
	p, ok := r.noun(k+1, true)
	return p, ok && p.head-p.lo < 2 && r.words[p.head].isPlural() && r.words[p.head].isPerson() && (p.lo == p.head || r.class(p.lo) == names)
}

// living reports whether what a unit names can be killed and is no person.
func (r *reader) living(unit string) bool { return en.Noun(unit, false) == en.Animal }

// inhabited reports whether word k is a place or a body of which "of 3,000" tells
// how many live there or belong to it.
func (r *reader) inhabited(k int) bool {
	if k < 0 || r.words[k].kind != piece.Letters {
		return false
	}
	switch c := r.words[k].class(); c {
	case en.Place:
		return settled[r.at(k)]
	case en.Group, en.Household:
		return true
	}
	return false
}

// settled are places that are counted by who lives there.
var settled = en.Words("city town village hamlet country nation island district province community settlement camp suburb population")

// harmed reports whether those before word k came to harm: "were killed", "have been
// displaced", "dead", "severely injured".
func (r *reader) harmed(k int) bool {
	k += b2i(r.at(k) == "more" || r.at(k) == "others")
	if stateWords[r.at(k)] || adverb(r.at(k)) && stateWords[r.at(k+1)] {
		return true
	}
	if !finite[r.at(k)] && !modals[r.at(k)] {
		return r.at(k) == "died" || r.at(k) == "drowned" || r.at(k) == "fled"
	}
	for j := k + 1; j < k+5; j++ {
		switch w := r.at(j); {
		case stateWords[w]:
			return true
		case w != "been" && w != "be" && w != "being" && w != "have" && w != "also" && w != "still" && w != "left" && !verdicts[w] && !adverb(w):
			return false
		}
	}
	return false
}

// verdicts stand between a verb and the harm.
var verdicts = en.Words("reported feared confirmed declared pronounced presumed believed found thought known said to")

var modals = en.Words("may might could must will would can")

// clauseAt reports whether a verb stands at word k whose subject is the number before
// it.
func (r *reader) clauseAt(k int) bool {
	w := r.at(k)
	if finite[w] || modals[w] || w == "who" || w == "remain" {
		return true
	}
	k += b2i(adverb(w))
	if k >= len(r.words) || r.words[k].kind != piece.Letters {
		return false
	}
	if t := r.words[k].tag; t != "" {
		return t == "VBD" || t == "VBN" || t == "VBP"
	}
	return strings.HasSuffix(r.at(k), "ed") || past[r.at(k)] != ""
}

// thingsAt reports whether the clause at word k says what befell things.
func (r *reader) thingsAt(k int) bool {
	for j := k; j < k+4; j++ {
		if onThings[r.at(j)] {
			return true
		}
	}
	return false
}

// other reports whether word i follows "the other" or the like.
func (r *reader) other(i int) bool {
	w := r.at(i - 1)
	return (w == "other" || w == "remaining") && determiners[r.at(i-2)]
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
	if at != "to" && at != "at" && at != "by" && at != "from" && at != "past" && !levels[at] && !ups[at] && !downs[at] {
		return ""
	}
	for j := lo - 2; j >= start; j-- {
		if w := r.at(j); tolls[w] {
			return "person"
		} else if w == "of" && sums[r.at(j-1)] {
			if p, ok := r.noun(j+1, true); ok && r.words[p.head].isPlural() {
				return r.unitOf(p, true)
			}
			if stateWords[r.at(j+1)] {
				return "person"
			}
			return ""
		}
	}
	verb := lo - 1
	for verb >= start && !(ups[r.at(verb)] || downs[r.at(verb)] || moves[r.at(verb)] || levels[r.at(verb)]) {
		verb--
	}
	for j := verb - 1; j >= start; j-- {
		w := &r.words[j]
		if w.kind == piece.Letters && w.isPlural() && (j == verb-1 || r.words[j+1].kind == piece.Letters && (closed[r.at(j+1)] || finite[r.at(j+1)])) {
			switch c := w.class(); c {
			case en.Person, en.Household, en.Animal, en.Plant, en.Building, en.Structure, en.Vehicle, en.Weapon, en.Object, en.Event, en.Disease:
				return r.unitOf(phrase{j, j + 1, j}, true)
			}
			return ""
		}
	}
	return ""
}

var (
	// tolls are counts of persons.
	tolls = en.Words("crowd crowds toll tolls population casualties attendance turnout membership enrolment enrollment")
	// sums come before "of" and what is counted.
	sums = en.Words("number numbers count total")
	// levels are verbs for what a number comes to.
	levels = en.Words("top past beyond is was stands stood reached reaches hit hits put totaled totalled passed exceeded topped climbed remains remained estimated rises touched number numbers numbered")
)

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
			if w := r.at(k); w == "and" || w == "or" {
				k++
			}
		case sep == "and" || sep == "or" || sep == "to" || sep == "by" || sep == "x" || sep == "×":
			k++
		default:
			return "", p, false
		}
		for w := r.at(k); w == "then" || w == "even" || w == "about" || w == "perhaps" || w == "at" || w == "last" || w == "nearly" || w == "almost" || w == "some"; w = r.at(k) {
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
			return m.unit, phrase{}, sep != "," || listed > 0 || r.at(k-1) == "and" || r.at(k-1) == "or"
		}
		listed += b2i(sep == "," || sep == ";")
		if p, ok := r.noun(m.hi, true); ok && r.words[p.head].isPlural() {
			if sep == "to" || sep == "by" || sep == "x" || sep == "×" {
				return "", p, false
			}
			return r.unitOf(p, true), p, (listed > 0 || coordinates[r.at(n.lo-1)]) && (sep == "and" || sep == "or" || r.at(k-1) == "and" || r.at(k-1) == "or") && !r.clauseAt(p.hi)
		}
		k = m.hi
	}
	return "", p, false
}

// isMeasure reports whether unit is money or a measure.
func isMeasure(unit string) bool {
	return unit == "percent" || unit == "point" || unit == measured || unit != "" && unit[0] >= 'A' && unit[0] <= 'Z' || strings.Contains(unit, " ") || measureNames[unit]
}
