package event

// giving returns the deed of the verb of giving above token i. Parsers join a
// sum to whom it is for: "promised every widow who had lost a son $250".
func (g *graph) giving(i int) deed {
	for steps := 0; i != none && steps < 6; i, steps = g.up(i), steps+1 {
		if g.is(i, "nsubj", "obl", "parataxis") {
			break
		}
		if a := verbs[g.lemma[i]].money; a != "" && g.verbal(i) {
			return deed{a, i}
		}
	}
	return nothing
}

// hasOther reports whether the verb that governs r has an object besides it, or
// one that the parser took for a part of it: "lost her home $250".
func (g *graph) hasOther(r role) bool {
	for _, k := range g.kids[r.gov] {
		if g.is(int(k), "obj") && int(k) != r.top {
			return true
		}
	}
	if r.top == none {
		return false
	}
	// two nouns side by side, the second called the first's apposition
	if a := g.child(r.top, "appos"); a != none && g.quantityOf(a) != none && g.quantityOf(r.top) == none && int(g.low[a]) == r.top+1 {
		return true
	}
	c, n := g.child(r.top, "compound"), g.child(r.top, "nummod")
	return c != none && c < n && g.Tokens[c].POS == "NOUN"
}

// promised reports whether the verb at i is what somebody promises to do.
func (g *graph) promised(i int) bool {
	h := g.up(i)
	if h == none || !g.is(i, "xcomp", "ccomp") {
		return false
	}
	switch g.lemma[h] {
	case "promise", "pledge", "vow", "agree", "undertake", "offer", "plan":
		return true
	}
	return false
}

// paidShare returns what was done to the sum of which a percentage is a part:
// "Only 30 per cent of the $250m that agencies asked for has been paid".
// and what was done to the sum itself.
func (r *reader) paidShare(qi int) deed {
	q := r.Quantities[qi]
	if money3(q.Unit) {
		if qi > 0 && r.Quantities[qi-1].Unit == "percent" && r.Quantities[qi-1].Of.Contains(q.Span) {
			return r.paidShare(qi - 1)
		}
		return nothing
	}
	whole := none
	if !q.Of.IsZero() {
		whole = r.quantityIn(q.Of, none)
	}
	if q.Unit != "percent" || whole == none || !money3(r.Quantities[whole].Unit) {
		return nothing
	}
	lo, _ := touching(r.Doc, q.Of)
	_, hi := r.sentence(lo)
	for k := lo + 1; k < min(hi, lo+window); k++ {
		switch lower(r.Word(k - 1)) {
		case "been", "was", "were", "is", "are":
			if a := verbs[r.lemma[k]].money; a != "" && r.participle(k) {
				return deed{a, k}
			}
		}
	}
	return nothing
}

// modal reports whether the verb at i stands with a modal of the future.
func (g *graph) modal(i int) bool {
	if i == none {
		return false
	}
	for _, k := range g.kids[i] {
		if g.is(int(k), "aux") {
			switch g.lemma[k] {
			case "will", "would", "'ll", "'d", "shall":
				return true
			}
		}
	}
	return false
}
