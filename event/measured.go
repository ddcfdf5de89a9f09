package event

// ofWhat returns what the noun says whose number is given elsewhere: "how many
// men had fled"; "the number of arrests".
func (g *graph) ofWhat(k int) deed {
	if a := deeds[g.lemma[k]]; a != "" {
		return deed{a, k}
	}
	if d := g.modified(k, person, none); d.action != "" {
		return d
	}
	if ro := g.roleOf(k); ro.part != within {
		return g.governed(ro, person)
	}
	return nothing
}

// measured returns what a measure is the number of.
func (g *graph) measured(n int) deed {
	switch g.lemma[n] {
	case "toll":
		return deed{killed, n}
	case "crowd", "turnout", "attendance":
		return deed{attended, n} // "put the crowd at 4,000"
	}
	for _, k := range g.kids[n] {
		i := int(k)
		if g.is(i, "nmod") && g.preposition(i) != "of" {
			continue
		}
		if g.is(i, "compound", "amod") && deeds[g.lemma[i]] != "" {
			return deed{deeds[g.lemma[i]], i}
		}
		if !g.is(i, "nmod", "acl") {
			continue
		}
		if a := states[lower(g.Word(i))]; a != "" {
			return deed{a, i}
		}
		if a := deeds[g.lemma[i]]; a != "" {
			return deed{a, i}
		}
		if d := g.modified(i, person, none); d.action != "" {
			return d
		}
		if a := conditions[g.lemma[i]]; a != "" {
			return deed{a, i}
		}
		if s := verbs[g.lemma[i]]; g.Tokens[i].XPOS == "VBN" && s.obj != "" {
			return deed{s.obj, i}
		}
	}
	return g.modified(n, person, none)
}
