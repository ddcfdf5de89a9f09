package event

import "assay/lang/en"

// A part is what a noun phrase plays in its clause.
type part uint8

const (
	noPart  part = iota
	subject      // of an active verb, or of an adjective or noun with a copula
	object       // of a verb, or subject of a passive one
	oblique      // with a preposition, of a verb
	within       // with a preposition, of a noun
)

// A role is a part and the word that assigns it.
type role struct {
	part part
	gov  int    // token: verb, adjective, noun; none if there is no part
	prep string // with oblique and within
	top  int    // token that stands in the relation: head of the whole phrase
}

// maxClimb bounds every walk up the tree.
const maxClimb = 24

// roleOf returns the role of the noun phrase that token i is in. It looks
// through coordination ("12 soldiers and 3 civilians"), apposition, numerals
// and nouns that merely hold what is counted ("a group of 50 fighters").
func (g *graph) roleOf(i int) role {
	for steps := 0; i != none && steps < maxClimb; steps++ {
		h := g.up(i)
		if h == none {
			break
		}
		switch {
		// "as many as 1,000 men": parsers make the men depend on "many".
		case g.quantity[h] != none && g.quantity[h] == g.quantityOf(i):
			i = h
		case g.is(i, "nsubj", "csubj"):
			if g.Tokens[i].Rel == "nsubj:pass" || g.passive(h) {
				return role{object, h, "", i}
			}
			return role{subject, h, "", i}
		case g.is(i, "obj", "iobj"):
			// "paying smugglers thousands": parsers make the second object
			// one of the first.
			if g.Tokens[h].POS == "NOUN" && g.is(h, "obj", "iobj") {
				i = h
				continue
			}
			return role{object, h, "", i}
		case g.is(i, "obl"):
			return g.obliqueRole(i, h)
		case g.is(i, "nummod", "compound", "det", "amod", "advmod", "appos", "flat", "fixed", "nmod:tmod", "nmod:npmod", "nmod:unmarked"):
			if g.verbal(h) && !g.is(i, "appos", "compound", "flat") {
				// "injured 90 more": a bare numeral that hangs on its verb.
				if i > h {
					return role{object, h, "", i}
				}
				return role{subject, h, "", i}
			}
			i = h
		case g.is(i, "conj"):
			if g.verbal(h) || g.child(i, "nsubj") != none {
				return role{gov: none, top: i}
			}
			i = h
		case g.is(i, "nmod"):
			p := g.preposition(i)
			if g.verbal(h) {
				return role{oblique, h, p, i}
			}
			if (p == "of" || p == "" && g.quantity[h] != none) && (parts[g.lemma[h]] || measures[g.lemma[h]] && g.lemma[h] != "toll" || g.Tokens[h].POS == "NUM" || g.quantity[h] != none) {
				i = h
				continue
			}
			return role{within, h, p, i}
		default:
			return role{gov: none, top: i}
		}
	}
	return role{gov: none, top: i}
}

// obliqueRole returns the role of an oblique phrase. One without a preposition
// is often an object or a subject that the parser has taken for a time.
func (g *graph) obliqueRole(i, h int) role {
	p := g.preposition(i)
	if p != "" || !g.verbal(h) || g.time[i] != none {
		return role{oblique, h, p, i}
	}
	switch {
	case i > h && g.child(h, "obj") == none && !g.passive(h):
		return role{object, h, "", i}
	case i < h && g.quantityOf(i) != none && g.child(h, "nsubj") == none:
		// "up to 300 people may be forced out": the hedge is no preposition.
		if g.passive(h) {
			return role{object, h, "", i}
		}
		return role{subject, h, "", i}
	}
	return role{oblique, h, p, i}
}

// quantityOf returns the quantity whose phrase token i heads or is in, or none.
func (g *graph) quantityOf(i int) int32 {
	if g.quantity[i] != none {
		return g.quantity[i]
	}
	for _, k := range g.kids[i] {
		if g.quantity[k] != none && int(k) < i {
			return g.quantity[k]
		}
	}
	return none
}

// raising verbs hand their subject on to the verb they govern: "are believed
// to have left", "began to return".
var raising = en.NewSet("be", "seem", "appear", "begin", "start", "continue", "manage", "try", "attempt", "want", "decide",
	"have", "need", "plan", "hope", "intend", "refuse", "agree", "use", "believe", "think", "expect", "fear", "presume",
	"report", "say", "know", "estimate", "suspect", "allege", "force", "allow", "order", "ask", "tell", "urge",
	"permit", "oblige", "compel", "require", "set", "cease", "stop", "fail", "get", "remain", "choose", "prefer",
	"threaten", "tend", "happen", "survive", "rush", "prepare", "wait", "confirm", "list", "register", "record",
	"find", "feel", "become", "stay", "lie", "keep", "leave", "render", "declare", "help", "make", "cause", "lead", "go", "consider", "end")

// handing verbs hand their object on: "forced 300 people to flee", "left 12
// people dead".
var handing = en.NewSet("force", "allow", "order", "ask", "tell", "urge", "permit", "oblige", "compel", "cause", "lead",
	"leave", "render", "see", "keep", "send", "make", "let", "persuade", "get", "have", "find", "help", "enable",
	"prompt", "report", "declare", "drive", "encourage", "require", "prevent", "stop", "block", "spirit", "confirm",
	"push", "list", "count", "want", "expect", "invite", "threaten", "spur", "spark", "say", "bring", "with")

// subjectOf returns the head of the noun phrase that is, in sense, the subject
// of verb v: its own, or the one handed down to it by the clause above. The
// second result is false where v's own voice makes that phrase the one acted
// upon. It returns none where nothing is found.
func (g *graph) subjectOf(v int) int {
	for steps := 0; v != none && steps < maxClimb; steps++ {
		if s := g.child(v, "nsubj", "csubj"); s != none {
			if g.relative(s) {
				return g.antecedentOf(v)
			}
			return s
		}
		if s := g.hedged(v); s != none {
			return s
		}
		h := g.up(v)
		if h == none {
			return none
		}
		switch {
		case g.is(v, "conj"):
			if !g.verbal(h) && g.child(h, "cop") == none && g.child(h, "nsubj") == none {
				return none
			}
			v = h
		case g.is(v, "xcomp", "advcl", "ccomp"):
			if o := g.child(h, "obj"); o != none && o < v && (handing[g.lemma[h]] || g.is(v, "xcomp") || g.Tokens[v].XPOS == "VB" && !raising[g.lemma[h]]) {
				return o
			}
			v = h
		case g.is(v, "acl"):
			return h
		case g.is(v, "parataxis") && g.verbal(h) && v > h && g.Tokens[v].XPOS == "VBG":
			v = h
		default:
			return none
		}
	}
	return none
}

// hedged returns the subject of v that its hedge hides: parsers take "up to" in
// "up to 300 miners have returned" for a preposition.
func (g *graph) hedged(v int) int {
	for _, k := range g.kids[v] {
		i := int(k)
		if i < v && g.is(i, "obl") && g.quantityOf(i) != none && g.child(i, "case") != none && g.preposition(i) == "" {
			return i
		}
	}
	return none
}

// relative reports whether i is a relative pronoun.
func (g *graph) relative(i int) bool {
	switch g.lemma[i] {
	case "who", "that", "which", "whom":
		return g.Tokens[i].POS == "PRON" || g.Tokens[i].POS == "DET" || g.Tokens[i].POS == "SCONJ"
	}
	return false
}

// antecedentOf returns the noun that the relative clause of v modifies, or none.
func (g *graph) antecedentOf(v int) int {
	for steps := 0; v != none && steps < maxClimb; steps++ {
		if g.is(v, "acl") {
			return g.up(v)
		}
		if !g.is(v, "conj", "xcomp", "ccomp") {
			return none
		}
		v = g.up(v)
	}
	return none
}
