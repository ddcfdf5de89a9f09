package quantity

import (
	"strings"

	"assay/lang/en"
	"assay/lang/piece"
)

// A phrase is the noun phrase that a number counts.
type phrase struct {
	lo, hi int // words
	head   int // word
}

// wordClass is what a word can do in a noun phrase.
type wordClass uint8

const (
	stops wordClass = iota
	modifies
	names
)

// class says what word k can do in a noun phrase. Closed classes are known by
// their form; a tagger, where there is one, decides the rest.
func (r *reader) class(k int) wordClass {
	w := &r.words[k]
	switch {
	case w.kind != piece.Letters:
		return stops
	case closed[w.w] || weekdays[w.w] && w.upper || monthNames[w.w] && w.upper:
		return stops
	case w.w == "more" || w.w == "less":
		return stops
	}
	switch {
	case w.tag == "":
		if adverb(w.w) {
			return modifies
		}
		if w.w == "new" || w.w == "other" || w.w == "such" || strings.HasSuffix(w.w, "ed") || strings.HasSuffix(w.w, "ous") || strings.HasSuffix(w.w, "ful") {
			return modifies
		}
		return names
	case strings.HasPrefix(w.tag, "NN"):
		return names
	case strings.HasPrefix(w.tag, "JJ"), w.tag == "VBN", w.tag == "VBG", w.tag == "FW":
		return modifies
	case strings.HasPrefix(w.tag, "RB"):
		return modifies
	case isPerson(w.w, w.upper) || plural(w.w) && w.tag != "VBZ" && w.tag != "POS":
		return names // a noun by its form, whatever the tagger thought
	case w.tag == "VBD" && strings.HasSuffix(w.w, "ed") && k+1 < len(r.words) && r.words[k+1].kind == piece.Letters && isPlural(&r.words[k+1]):
		return modifies // "12 wounded soldiers"
	}
	return stops
}

// adverb reports whether w is one by its ending: "heavily".
func adverb(w string) bool {
	switch w {
	case "family", "assembly", "anomaly", "ally", "elderly", "monopoly", "butterfly", "reply", "supply", "friendly", "daily", "weekly":
		return false
	}
	return strings.HasSuffix(w, "ly")
}

func isPlural(w *word) bool {
	return !closed[w.w] && (w.tag == "VBZ" && plural(w.w) && isPerson(w.w, w.upper) || w.tag == "NNS" || w.tag == "NNPS" || w.tag == "" && plural(w.w) || plural(w.w) && strings.HasPrefix(w.tag, "NN"))
}

// nounAt reports whether a noun phrase begins at word k.
func (r *reader) nounAt(k int) bool {
	_, ok := r.noun(k, true)
	return ok
}

// premods are plural nouns that stand before other nouns: "arms dealers".
var premods = en.Words("arms sports women men rights forces systems operations goods armed children humans people years services affairs news drugs police staff crew militia youth infantry cavalry troops")

// noun returns the noun phrase that begins at word k. Its head is its first
// plural noun, or its last noun. Where many is false ("one") singulars count.
func (r *reader) noun(k int, many bool) (phrase, bool) {
	p := phrase{lo: k, head: -1}
	j := k
	for ; j < len(r.words) && j < k+8; j++ {
		w := &r.words[j]
		if (w.w == "-" || w.w == "–") && w.glued && j > k && r.glued(j+1) && r.words[j+1].kind == piece.Letters {
			continue
		}
		if w.w == "'s" || w.w == "’" || w.w == "'" {
			if p.head < 0 || w.w != "'s" && !strings.HasSuffix(r.at(j-1), "s") || j+1 >= len(r.words) || r.class(j+1) == stops {
				break
			}
			p.head = -1 // "12 of the country's provinces"
			continue
		}
		if w.kind == piece.Letters && r.at(j+1) == "-" && r.glued(j+1) && !r.glued(j+2) && (r.at(j+2) == "and" || r.at(j+2) == "or") { // "coal- and gas-fired plants"
			p.head = -1
			j += 2
			continue
		}
		if w.kind == piece.Letters && r.at(j+1) == "-" && r.glued(j+1) && r.glued(j+2) && r.words[j+2].kind == piece.Digits { // "T-72 tanks"
			p.head = -1
			j += 2
			continue
		}
		c := r.class(j)
		if w.glued && j > k && r.at(j-1) == "-" && c == stops && w.kind == piece.Letters && !closed[w.w] {
			c = modifies
		}
		if c == stops {
			if end := r.nameOf(p.head, j); end > 0 { // "University of Ghana students"
				p.head = end
				j = end
				continue
			}
			break
		}
		if c == modifies && w.glued && j > k && r.at(j-1) == "-" { // "coal-fired plants"
			p.head = -1
			continue
		}
		if c == modifies && (p.head >= 0 && !r.leadsOn(j)) {
			break
		}
		if c != names {
			continue
		}
		if p.head >= 0 && r.headDone(p.head, j, many) {
			break
		}
		if p.head >= 0 && r.at(p.head+1) == "-" && j == p.head+2 && !isPlural(w) && many && isPlural(&r.words[p.head]) {
			continue
		}
		p.head = j
	}
	if p.head < 0 {
		return p, false
	}
	p.hi = p.head + 1
	return p, true
}

// nameOf returns the last word of a name with "of" in it whose first part is the
// head so far and whose "of" is word j, if a plural noun follows that it
// describes; else 0.
func (r *reader) nameOf(head, j int) int {
	if head < 0 || head != j-1 || r.at(j) != "of" || !r.words[head].upper || isPlural(&r.words[head]) {
		return 0
	}
	k := j + 1
	for ; k < len(r.words) && k < j+7; k++ {
		w := &r.words[k]
		if !w.upper && !((w.w == "and" || w.w == "the" || w.w == "of") && k+1 < len(r.words) && (r.words[k+1].upper || w.w != "and")) {
			break
		}
	}
	if k >= len(r.words) || k == j+1 || !r.words[k-1].upper {
		return 0
	}
	if p, ok := r.noun(k, true); ok && isPlural(&r.words[p.head]) && !r.words[p.head].upper {
		return k - 1
	}
	return 0
}

// leadsOn reports whether the modifier at j is followed by a plural noun, so that
// the phrase is not over: "police wounded people", "aid delivery trucks".
func (r *reader) leadsOn(j int) bool {
	if isPlural(&r.words[j-1]) || adverb(r.at(j)) {
		return false
	}
	return j+1 < len(r.words) && isPlural(&r.words[j+1])
}

// headDone reports whether the phrase ends before word j, its head being found.
func (r *reader) headDone(head, j int, many bool) bool {
	h, w := &r.words[head], &r.words[j]
	if j == head+1 || j == head+2 && r.at(head+1) == "-" {
		if !many && h.tag == "" && persons[h.w] && !isPerson(w.w, w.upper) {
			return true // "one man died"
		}
		if !isPlural(h) {
			return many && people[h.w] && !isPlural(w)
		}
		if w.tag == "" && r.glued(head) && head > 0 && r.at(head-1) == "-" && !isPlural(w) {
			return true // "fact-checkers working there"
		}
		if r.glued(head) && head > 0 && r.at(head-1) == "-" || h.upper && !w.upper && isPlural(w) {
			return false // "plain-clothes officers", "United Nations peacekeepers"
		}
		return r.at(head+1) != "-" && !(isPlural(w) && (premods[h.w] || h.tag == "" && !isPerson(h.w, h.upper) && isPerson(w.w, w.upper) && w.tag != ""))
	}
	return isPlural(h)
}

// coordinate extends p over "and family members", where both sides are counted.
func (r *reader) coordinate(p phrase) phrase {
	for range 3 {
		k := p.hi
		comma := r.at(k) == ","
		if comma {
			k++
		}
		and := r.at(k) == "and" || r.at(k) == "or"
		if and {
			k++
		}
		if !comma && !and || k >= len(r.words) || r.numberAt(k) {
			return p
		}
		q, ok := r.noun(k, true)
		if ok && adverb(r.at(k)) && q.head != k { // "200 people, mostly women"
			return p
		}
		if !ok || !isPlural(&r.words[q.head]) || !isPlural(&r.words[p.head]) {
			return p
		}
		for j := k; j < q.head; j++ { // "12 people and damaged houses": a verb
			if r.words[j].tag == "VBD" || r.words[j].tag == "" && strings.HasSuffix(r.at(j), "ed") || r.words[j].tag == "VBN" || r.words[j].tag == "VBG" {
				return p
			}
		}
		if isPerson(r.at(p.head), r.words[p.head].upper) != isPerson(r.at(q.head), r.words[q.head].upper) {
			return p
		}
		if comma && !and { // a list: it must come to its "and"
			j := q.hi + b2i(r.at(q.hi) == ",")
			if r.at(j) != "and" && r.at(j) != "or" {
				return p
			}
			last, ok := r.noun(j+1, true)
			if !ok || r.numberAt(j+1) || !isPlural(&r.words[last.head]) || isPerson(r.at(last.head), r.words[last.head].upper) != isPerson(r.at(q.head), r.words[q.head].upper) {
				return p
			}
		} else if q.hi < len(r.words) && finite[r.at(q.hi)] && !isPerson(r.at(p.head), false) {
			return p // "killed 12 cows and houses were burned"
		}
		p.hi = q.hi
	}
	return p
}

var finite = en.Words("was were is are had have has")

// determiners may stand between "of" and what is counted: "300 of the detainees".
var determiners = en.Words("the these those his her its their our my your this that all")
