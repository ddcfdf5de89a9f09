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
	case list.Closed[w.w] || weekdays[w.w] > 0 && w.upper || months[w.w] > 0 && w.upper:
		return stops
	case w.w == en.More || w.w == en.Less:
		return stops
	}
	switch {
	case w.tag == "":
		if en.Adverb(w.w) {
			return modifies
		}
		if list.Modifiers[w.w] || en.EndsPast(w.w) || en.EndsAdjective(w.w) || en.EndsComparative(w.w) && w.class() == en.NoNoun { // "40k cheaper"
			return modifies
		}
		return names
	case strings.HasPrefix(w.tag, "NN"):
		return names
	case strings.HasPrefix(w.tag, "JJ"), w.tag == "VBN", w.tag == "VBG", w.tag == "FW":
		return modifies
	case strings.HasPrefix(w.tag, "RB"):
		return modifies
	case w.isPerson() || w.pluralForm() && w.tag != "VBZ" && w.tag != "POS":
		return names // a noun by its form, whatever the tagger thought
	case w.tag == "VBD" && en.EndsPast(w.w) && k+1 < len(r.words) && r.words[k+1].kind == piece.Letters && r.words[k+1].isPlural():
		return modifies // "12 wounded soldiers"
	}
	return stops
}

// nounAt reports whether a noun phrase begins at word k.
func (r *reader) nounAt(k int) bool {
	_, ok := r.noun(k, true)
	return ok
}

// noun returns the noun phrase that begins at word k. Its head is its first
// plural noun, or its last noun. Where many is false ("one") singulars count.
func (r *reader) noun(k int, many bool) (phrase, bool) {
	p := phrase{lo: k, head: -1}
	j, quoted := k, false
	if j < len(r.words) && r.words[j].kind == piece.Digits && r.hyphened(j+1) { // "two 5-litre cans", "two 9-year-olds"
		for r.hyphened(j + 1) {
			j += 2
		}
		if !r.words[j].isPlural() {
			j++
		}
	}
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
		if w.kind == piece.Letters && r.at(j+1) == "-" && r.glued(j+1) && !r.glued(j+2) && (r.at(j+2) == en.And || r.at(j+2) == en.Or) { // "coal- and gas-fired plants"
			p.head = -1
			j += 2
			continue
		}
		if w.kind == piece.Letters && r.at(j+1) == "-" && r.glued(j+1) && r.glued(j+2) && r.words[j+2].kind == piece.Digits { // "T-72 tanks"
			p.head = -1
			j += 2
			continue
		}
		if j+1 < len(r.words) && j > k && r.at(j) == "(" && r.at(j+2) == ")" && r.words[j+1].upper && p.head == j-1 && !r.words[j-1].isPlural() { // "teams" of "17 National Relief Force (NRF) teams"
			if q, ok := r.noun(j+3, many); ok && r.words[q.head].isPlural() {
				p.head = -1
				j += 2
				continue
			}
			break
		}
		if quoteMarks[w.w] && j+1 < len(r.words) && r.words[j+1].kind == piece.Letters && (quoted || !w.glued && p.head < 0) { // "10 “lost” boys"
			quoted = !quoted
			continue
		}
		c := r.class(j)
		if w.w == en.Live && j+1 < len(r.words) && r.words[j+1].isPlural() { // "two live goats"
			c = modifies
		}
		if w.tag == "" && past[w.w] != "" && !w.pluralForm() && (many || w.class() == en.NoNoun) { // "30 more fell ill"
			c = stops
		}
		if w.glued && j > k && r.at(j-1) == "-" && c == stops && w.kind == piece.Letters && !list.Closed[w.w] {
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
		if p.head >= 0 && r.at(p.head+1) == "-" && j == p.head+2 && !w.isPlural() && many && r.words[p.head].isPlural() {
			continue
		}
		p.head = j
	}
	if p.head < 0 {
		return p, false
	}
	p.hi = p.head + 1
	if r.at(p.head) == en.Head && r.at(p.hi) == en.Of && p.hi+1 < len(r.words) && r.words[p.hi+1].kind == piece.Letters { // "300 head of cattle"
		p.head, p.hi = p.head+2, p.head+3
	}
	return p, true
}

// hyphened reports whether word k is a hyphen that joins letters to what stands
// before it.
func (r *reader) hyphened(k int) bool {
	return r.at(k) == "-" && r.glued(k) && r.glued(k+1) && r.words[k+1].kind == piece.Letters
}

// nameOf returns the last word of a name with "of" in it whose first part is the
// head so far and whose "of" is word j, if a plural noun follows that it
// describes; else 0.
func (r *reader) nameOf(head, j int) int {
	if head < 0 || head != j-1 || r.at(j) != en.Of || !r.words[head].upper || r.words[head].isPlural() {
		return 0
	}
	k := j + 1
	for ; k < len(r.words) && k < j+7; k++ {
		w := &r.words[k]
		if !w.upper && !(list.InNames[w.w] && k+1 < len(r.words) && (r.words[k+1].upper || w.w != en.And)) {
			break
		}
	}
	if k >= len(r.words) || k == j+1 || !r.words[k-1].upper {
		return 0
	}
	if p, ok := r.noun(k, true); ok && r.words[p.head].isPlural() && !r.words[p.head].upper {
		return k - 1
	}
	return 0
}

// leadsOn reports whether the modifier at j is followed by a plural noun, so that
// the phrase is not over: "police wounded people", "aid delivery trucks".
func (r *reader) leadsOn(j int) bool {
	if r.words[j-1].isPlural() || en.Adverb(r.at(j)) {
		return false
	}
	return j+1 < len(r.words) && r.words[j+1].isPlural()
}

// headDone reports whether the phrase ends before word j, its head being found.
func (r *reader) headDone(head, j int, many bool) bool {
	h, w := &r.words[head], &r.words[j]
	if w.tag == "" && h.isPlural() && !w.upper && w.class() == en.NoNoun {
		return true // "one in ten start-ups survives"
	}
	if j == head+1 || j == head+2 && r.at(head+1) == "-" {
		if !many && h.tag == "" && h.isPerson() && !w.isPerson() {
			return true // "one man died"
		}
		if !h.isPlural() {
			return many && collectives[h.w] && !w.isPlural()
		}
		if w.tag == "" && r.glued(head) && head > 0 && r.at(head-1) == "-" && !w.isPlural() {
			return true // "fact-checkers working there"
		}
		if r.glued(head) && head > 0 && r.at(head-1) == "-" || h.upper && !w.upper && w.isPlural() {
			return false // "plain-clothes officers", "United Nations peacekeepers"
		}
		return r.at(head+1) != "-" && !(w.isPlural() && (list.Premods[h.w] || h.tag == "" && !h.isPerson() && w.isPerson() && w.tag != ""))
	}
	return h.isPlural()
}

// coordinate extends p over "and family members", where both sides are counted.
func (r *reader) coordinate(p phrase) phrase {
	for range 3 {
		k := p.hi
		comma := r.at(k) == ","
		if comma {
			k++
		}
		and := r.at(k) == en.And || r.at(k) == en.Or
		if and {
			k++
		}
		if !comma && !and || k >= len(r.words) || r.numberAt(k) {
			return p
		}
		q, ok := r.noun(k, true)
		if ok && en.Adverb(r.at(k)) && q.head != k { // "200 people, mostly women"
			return p
		}
		if !ok || !r.words[q.head].isPlural() || !r.words[p.head].isPlural() || r.numberAt(q.hi) && r.words[q.head].tag == "" { // "101 floors and stands 500 metres tall"
			return p
		}
		for j := k; j < q.head; j++ { // "12 people and damaged houses": a verb
			if r.words[j].tag == "VBD" || r.words[j].tag == "" && en.EndsPast(r.at(j)) || r.words[j].tag == "VBN" || r.words[j].tag == "VBG" {
				return p
			}
		}
		if r.words[p.head].isPerson() != r.words[q.head].isPerson() {
			return p
		}
		if comma && !and { // a list: it must come to its "and"
			j := q.hi + b2i(r.at(q.hi) == ",")
			if r.at(j) != en.And && r.at(j) != en.Or {
				return p
			}
			last, ok := r.noun(j+1, true)
			if !ok || r.numberAt(j+1) || !r.words[last.head].isPlural() || r.words[last.head].isPerson() != r.words[q.head].isPerson() {
				return p
			}
		} else if q.hi < len(r.words) && list.Finite[r.at(q.hi)] && !r.words[p.head].isPerson() {
			return p // "killed 12 cows and houses were burned"
		}
		p.hi = q.hi
	}
	return p
}
