package event

import (
	"strings"

	"assay"
	"assay/lang/en"
)

// A deed is what those counted did or suffered, and the word that says so.
type deed struct {
	action assay.Action
	word   int // token of the verb, adjective or noun; none if there is none
}

var nothing = deed{"", none}

// A matter says what kind of thing is counted, for verbs that do different
// things to different matter.
type matter uint8

const (
	person matter = iota
	thing
	money
)

func (s sense) of(p part, m matter) assay.Action {
	switch {
	case m == money:
		return s.money
	case p == subject && m == person:
		return s.subj
	case p == subject:
		if s.subj == destroyed {
			return s.subj
		}
		return ""
	case m == thing:
		return s.thing
	}
	return s.obj
}

// deedOf returns what the phrase headed by token i, of matter m, did or
// suffered. It asks, in this order: the noun itself where it is a deed ("12
// deaths"), the word that governs it, the words that modify it, and the
// condition that the noun names ("300 refugees").
func (g *graph) deedOf(i int, m matter) deed {
	w := g.lemma[i]
	if r := g.roleOf(i); w == "dose" && r.gov != none && supplies[g.lemma[r.gov]] {
		return deed{other, r.gov} // "donated 2 million doses": nobody has had them yet
	}
	if a := deeds[w]; a != "" && !flights[w] && m != money && g.Tokens[i].POS != "VERB" && !g.organ(i) {
		return deed{a, i}
	}
	r := g.roleOf(i)
	d := g.governed(r, m)
	// "left 18 people dead and 45 homeless": what stands next decides.
	if r.part == object && m == person && (d.action == "" || d.word == r.gov) && handing[g.lemma[r.gov]] {
		if e := g.beside(i, m); e.action != "" && states[lower(g.Word(e.word))] != "" {
			return deed{e.action, e.word}
		}
	}
	if n := g.measureOf(i); n != none && m != money {
		if d := g.measured(n); d.action != "" {
			return d
		}
		if k := g.whatNumber(i, n); k != none && k != i {
			if d := g.ofWhat(k); d.action != "" {
				return d
			}
		}
		return deed{"", n}
	}
	if d.action != "" && d.action != other && d.action != affected {
		return d
	}
	if e := g.modified(i, m, none); e.action != "" {
		return e
	}
	if r.top != none && r.top != i {
		// Of what modifies the first of a list only what follows the last
		// holds for all: "12 soldiers and 3 civilians killed in the blast".
		if e := g.modified(r.top, m, i); e.action != "" {
			return e
		}
	}
	if d.action == affected {
		return d
	}
	if e := g.beside(i, m); e.action != "" {
		return e
	}
	if a := conditions[w]; m == person && (d.word == none || lasting(a)) && a != "" {
		return deed{a, i}
	}
	if d.action != "" || d.word != none {
		return d
	}
	return deed{"", r.gov}
}

// organ reports whether the body at i is one of those that meet and govern: "an
// umbrella body", "student bodies".
func (g *graph) organ(i int) bool {
	if g.lemma[i] != "body" {
		return false
	}
	for _, k := range g.kids[i] {
		if g.is(int(k), "compound") && g.quantity[k] == none {
			return true
		}
	}
	return g.child(i, "acl", "advcl") != none && !g.plural(i)
}

// lasting reports whether a condition says enough of somebody of whom the
// sentence tells something else: "refugees wait in line" are displaced, but
// "prisoners rioted" is no news of their arrest.
func lasting(a assay.Action) bool {
	switch a {
	case displaced, killed, injured, missing, homeless, affected, arrived:
		return true
	}
	return false
}

// governed returns what the word that governs a role says.
func (g *graph) governed(r role, m matter) deed {
	if r.gov == none {
		return nothing
	}
	switch r.part {
	case within:
		return g.ofNoun(r, m)
	case oblique:
		if m == money {
			return g.verbDeed(r.gov, object, m)
		}
		// "was killed along with two bodyguards"
		if strings.HasPrefix(r.prep, "along") || strings.HasPrefix(r.prep, "together") {
			if g.passive(r.gov) {
				return g.verbDeed(r.gov, object, m)
			}
			return g.verbDeed(r.gov, subject, m)
		}
		// "was attended by 300 people": the agent of a passive is its subject.
		if r.prep == "by" && g.passive(r.gov) {
			return g.verbDeed(r.gov, subject, m)
		}
		return deed{"", none}
	}
	d := g.verbDeed(r.gov, r.part, m)
	// "promised every widow who lost her home $250": the sum is not what she lost.
	if m == money && d.action == other && g.is(r.gov, "acl") && g.hasOther(r) {
		if e := g.giving(g.up(r.gov)); e.action != "" {
			return e
		}
	}
	return d
}

// verbDeed returns what verb v says of the phrase in part p, following it down
// where v hands its subject or object on.
func (g *graph) verbDeed(v int, p part, m matter) deed {
	top := v
	weak := nothing
	for steps := 0; v != none && steps < maxClimb; steps++ {
		if d := g.saysOf(v, p, m); d.action != "" && d.action != affected {
			return g.worse(d, v, p, m)
		} else if weak.action == "" {
			weak = d
		}
		w := none
		switch {
		case p == subject || g.passive(v):
			w = g.below(v, false)
		case p == object:
			w = g.below(v, true)
		}
		if w == none {
			break
		}
		p = subject
		if g.passive(w) || g.Tokens[w].XPOS == "VBN" && g.child(w, "aux") == none {
			p = object
		}
		v = w
	}
	// "were rounded up, questioned and jailed": the first that says something.
	for _, k := range g.kids[top] {
		c := int(k)
		if !g.is(c, "conj") || g.child(c, "nsubj") != none {
			continue
		}
		if p == object && !g.passive(top) && g.child(c, "obj") != none {
			continue // "hit 300 people and destroyed the bridge"
		}
		if d := g.saysOf(c, p, m); d.action != "" {
			return d
		}
	}
	if weak.action != "" {
		return weak // "were affected", and nothing better
	}
	if g.verbal(top) {
		return deed{other, top}
	}
	return nothing
}

// worse returns the death to which an injury led: "shot and killed".
func (g *graph) worse(d deed, v int, p part, m matter) deed {
	if d.action != injured {
		return d
	}
	if v > 0 && en.OneOf(lower(g.Word(v-1)), "fatally", "mortally") {
		return deed{killed, v} // "were fatally shot"
	}
	for j := v + 1; j < min(v+4, len(g.Tokens)) && g.sent[j] == g.sent[v]; j++ {
		if w := g.lemma[j]; w == "dead" || w == "death" && g.lemma[j-1] == "to" {
			return deed{killed, v} // "found shot to death", whatever death hangs on
		}
	}
	for _, k := range g.kids[v] {
		if !g.is(int(k), "conj") || g.child(int(k), "nsubj", "nsubj:pass", "obj") != none {
			continue
		}
		if e := g.saysOf(int(k), p, m); e.action == killed {
			return e
		}
	}
	return d
}

// housed reports whether the verb v says that a place has room for people, not that
// somebody keeps them: "The camp held 58,000 people".
func (g *graph) housed(v int) bool {
	if g.lemma[v] != "hold" || g.passive(v) {
		return false
	}
	n := g.subjectOf(v)
	return n != none && rooms[g.lemma[n]]
}

// saysOf returns what the lexicon says of part p of word v, alone or with one
// of its dependents.
func (g *graph) saysOf(v int, p part, m matter) deed {
	w := g.lemma[v]
	if !g.verbal(v) || g.child(v, "cop") != none {
		// "12 are missing", "the rest are refugees"
		if a := states[w]; a != "" && m == person {
			return deed{a, v}
		}
		if a := conditions[w]; a != "" && m == person && p == subject {
			return deed{a, v}
		}
		if w == "condition" && m == person && g.grave(v) {
			return deed{injured, v}
		}
		if s, ok := verbs[w]; ok && g.Tokens[v].XPOS == "VBN" {
			if a := s.of(object, m); a != "" {
				return deed{a, v}
			}
		}
		if g.Tokens[v].XPOS != "VBN" && g.Tokens[v].XPOS != "VBD" && g.Tokens[v].XPOS != "VBG" {
			return nothing
		}
	}
	if w == "arrive" && p == subject && m == thing {
		return deed{arrived, v} // "30 tents will arrive"
	}
	if p == object && m == person && g.housed(v) {
		return deed{other, v}
	}
	// "The march drew 5,000 people"
	if w == "draw" && p == object && m == person && !g.passive(v) {
		if n := g.subjectOf(v); n != none && gatherings[g.lemma[n]] {
			return deed{attended, v}
		}
	}
	if a := g.withWord(v, w, p, m); a != "" {
		return deed{a, v}
	}
	if s, ok := verbs[w]; ok {
		if a := s.of(p, m); a != "" {
			return deed{g.direct(v, a), v}
		}
		if p == object && g.passive(v) && s.subj == fled {
			return nothing
		}
	}
	if s, ok := goals[w]; ok && g.hasGoal(v, p) {
		if a := s.of(p, m); a != "" {
			return deed{a, v}
		}
	}
	return nothing
}

// gatherings are what people attend.
var gatherings = en.NewSet("march", "protest", "rally", "demonstration", "vigil", "funeral", "concert", "parade", "meeting",
	"mass", "festival", "gathering", "procession", "event", "strike", "sit-in")

// grave reports whether the condition at v is that of somebody injured.
func (g *graph) grave(v int) bool {
	for _, k := range g.kids[v] {
		switch g.lemma[k] {
		case "critical", "serious", "stable", "grave", "guarded":
			return true
		}
	}
	return false
}

// withWord looks v up with each of its dependents, and theirs: "took refuge",
// "were taken to a hospital".
func (g *graph) withWord(v int, w string, p part, m matter) assay.Action {
	if k := v + 2; k < len(g.Tokens) && p == object && (g.lemma[k] == "alive" || g.lemma[k-1] == "alive") {
		if s, ok := particles[[2]string{w, "alive"}]; ok {
			return s.of(p, m) // "were pulled out alive": not as troops are
		}
	}
	for _, k := range g.kids[v] {
		if g.is(int(k), "nsubj") {
			if !g.passive(v) { // "12 lives were lost"
				continue
			}
		}
		if s, ok := particles[[2]string{w, g.lemma[k]}]; ok {
			if a := s.of(p, m); a != "" {
				return a
			}
			if p == object && m != money && s.subj != "" && g.is(int(k), "obj") {
				return s.subj // the phrase asked about is the object itself
			}
		}
		// "left 12 people dead", whatever the parser makes of the dead.
		if p == object && int(k) > v && m == person && (handing[w] || w == "pronounce" || w == "fear") {
			if a := states[lower(g.Word(int(k)))]; a != "" && !g.is(int(k), "obj", "nsubj") {
				return a
			}
		}
		// "forced 800 families from their homes": parsers join the homes to
		// the families.
		if g.is(int(k), "obj", "nsubj:pass") {
			for _, n := range g.kids[k] {
				if pr := g.preposition(int(n)); g.is(int(n), "nmod") && (pr == "from" || pr == "out of" || pr == "to" || pr == "into") {
					if a := particles[[2]string{w, g.lemma[n]}].of(p, m); a != "" {
						return a
					}
				}
			}
		}
		// "to death": whoever did it or had it done to them is dead, but not
		// those who "fought to the death".
		if g.lemma[k] == "death" && g.is(int(k), "obl") && g.child(int(k), "det") == none && g.preposition(int(k)) == "to" && m == person {
			return killed
		}
	}
	return ""
}

// direct corrects an action by how the verb is used: "leave" and "travel" say
// something else where people go home.
func (g *graph) direct(v int, a assay.Action) assay.Action {
	switch a {
	case arrived, departed, fled:
		for _, k := range g.kids[v] {
			if g.lemma[k] == "home" && g.is(int(k), "advmod", "obl") && g.preposition(int(k)) == "" {
				return returned
			}
		}
		h := g.up(v)
		// "were forced to leave": they fled.
		if a == departed && h != none && g.lemma[h] == "force" && g.is(v, "xcomp", "ccomp", "advcl") {
			return fled
		}
	}
	return a
}

// hasGoal reports whether verb v has a goal: a phrase with "to", "into" and
// their like.
func (g *graph) hasGoal(v int, p part) bool {
	for _, k := range g.kids[v] {
		if g.is(int(k), "obl", "nmod", "obj", "advmod") {
			switch g.preposition(int(k)) {
			case "to", "into", "onto", "toward", "towards", "across", "through", "past":
				return true
			case "from", "out of":
				if p == subject { // "took 300 refugees from Kenya" says of no goal
					return true
				}
			}
			if g.is(int(k), "obj") && (g.lemma[v] == "reach") || g.lemma[k] == "home" || g.lemma[k] == "abroad" {
				return true
			}
		}
	}
	return false
}

// ofAny are the actions that a noun with "of" says of anything, known to be
// persons or not: "the murder of six Carmelites".
var ofAny = map[assay.Action]bool{killed: true, injured: true, detained: true, destroyed: true, damaged: true, seized: true, evacuated: true}

// ofNoun returns what a noun says of the phrase that a preposition joins to
// it: "the evacuation of 60 families", "bribes of $300".
func (g *graph) ofNoun(r role, m matter) deed {
	w := g.lemma[r.gov]
	if m == money {
		if funds[w] || r.prep == "of" {
			if d := g.governed(g.roleOf(r.gov), money); d.action != "" {
				return d
			}
		}
		if a := deeds[w]; a == paid || a == pledged {
			return deed{a, r.gov}
		}
		if r.prep == "" {
			return g.giving(r.gov)
		}
		return nothing
	}
	switch r.prep {
	case "of", "for", "":
		if a := deeds[w]; a != "" && (m == person || ofAny[a]) {
			return deed{a, r.gov}
		}
		if w == "life" && m == person { // "took the lives of 12 people"
			return g.governed(g.roleOf(r.gov), m)
		}
		if w == "loss" && m == person {
			return deed{killed, r.gov}
		}
	case "to", "on":
		if a := deeds[w]; a == injured || a == damaged {
			return deed{a, r.gov}
		}
	case "among", "including", "include":
		return g.deedOf(r.gov, m)
	}
	return nothing
}

// modified returns what the clauses and adjectives that modify the noun at i
// say: "12 people killed in the blast", "fighters who fled", "12 injured men".
// Only what stands after token from counts.
func (g *graph) modified(i int, m matter, from int) deed {
	for _, k := range g.kids[i] {
		v := int(k)
		if v < from {
			continue
		}
		switch {
		case g.is(v, "acl"):
			p := subject
			if s := g.child(v, "nsubj"); s != none && !g.relative(s) || g.passive(v) || g.Tokens[v].Rel == "acl" && g.participle(v) && !g.intransitive(v) {
				p = object
			}
			if d := g.verbDeed(v, p, m); d.action != "" && d.action != other {
				return d
			}
		case g.is(v, "amod", "compound") && v < i:
			if d := g.stateOf(v, m); d.action != "" {
				return d
			}
		}
	}
	return nothing
}

// stateOf returns what an adjective or participle says of what it is said of.
func (g *graph) stateOf(v int, m matter) deed {
	if a := states[g.lemma[v]]; a != "" && m == person {
		return deed{a, v}
	}
	if a := states[lower(g.Word(v))]; a != "" && m == person {
		return deed{a, v}
	}
	if s, ok := verbs[g.lemma[v]]; ok {
		switch {
		case g.Tokens[v].XPOS == "VBG" && m == person:
			if s.subj != "" {
				return deed{s.subj, v}
			}
		case g.participle(v) || g.Tokens[v].XPOS == "JJ":
			if a := s.of(object, m); a != "" {
				return deed{a, v}
			}
		}
	}
	return nothing
}
