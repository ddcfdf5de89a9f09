package event

import (
	"assay"
	"assay/lang/en"
)

// restore gives a figure whose noun is left out what it counts: "killed 36
// people and injured 90 more", "hundreds surrendered", "put the number in the
// low thousands".
func (r *reader) restore(fig *assay.Figure, qi, i, word int) {
	q := r.Quantities[qi]
	if _, hi := r.TokensIn(q.Span); hi < len(r.Tokens) && r.sent[hi] == r.sent[i] && (r.lemma[hi] == "dead" || r.lemma[hi] == "wounded" || r.lemma[hi] == "injured") && (hi+1 >= len(r.Tokens) || r.Tokens[hi+1].POS != "NOUN") {
		fig.Unit = "person" // "its teams found no sign of the 80 dead": not 80 teams
		return
	}
	if w := r.ofThem(qi, i); w != none {
		fig.Counted = r.Figures[w].Counted
		if q.Unit != "fraction" {
			fig.Unit = r.Figures[w].Unit
		}
		return
	}
	if !q.Of.IsZero() { // "of 5,000 Europeans, 1,500 returned"
		if w := r.quantityIn(q.Of, qi); w != none {
			fig.Counted, fig.Unit = r.Quantities[w].Counted, r.Quantities[w].Unit
			if k := r.figureOf[w]; k != none && fig.Unit == "" && w < qi {
				fig.Counted, fig.Unit = r.Figures[k].Counted, r.Figures[k].Unit
			}
			return
		}
		fig.Counted = r.noArticle(q.Of)
		return
	}
	if word != none && measures[r.lemma[word]] || r.measureOf(i) != none {
		if n := r.whatNumber(i, word); n != none {
			r.count(fig, n)
			return
		}
		if personal(fig.Action) {
			fig.Unit = "person"
		}
		return
	}
	if w := r.sibling(qi, i); w != none {
		fig.Counted, fig.Unit = r.Figures[w].Counted, r.Figures[w].Unit
		if personal(fig.Action) && deeds[r.lemma[r.counted[w]]] != "" { // "12 deaths, 30 missing"
			fig.Counted, fig.Unit = assay.Span{}, "person"
		}
		if fig.Action == other && word == none {
			fig.Action = r.Figures[w].Action
		}
		return
	}
	if w := r.saidBefore(qi, i); w != none {
		fig.Counted, fig.Unit = r.Figures[w].Counted, r.Figures[w].Unit
		if fig.Action == other {
			fig.Action = r.Figures[w].Action
		}
		return
	}
	if !personal(fig.Action) && !(fig.Unit == "" && q.Bound == assay.Vague) && !(fig.Unit == "" && word != none && r.verbal(word) && alive[r.lemma[word]]) {
		return
	}
	fig.Unit = "person"
	// "Hundreds surrendered", but not "12 dead".
	if ro := r.roleOf(i); ro.part != subject && ro.part != object || ro.gov < i {
		return
	}
	if n := r.lastPersons(i, suffered(fig.Action)); n != none {
		fig.Counted = r.phrase(n)
	}
}

// alive are verbs that say of persons alone what they do or what is done to
// them: "Some 2,500 more were sleeping in schools".
var alive = en.Words(`sleep live stay shelter queue beg work vote register interview camp eat starve pray sing weep mourn complain
	apply enrol enroll evict sue train marry graduate testify volunteer hide wait feed house accommodate`)

// saidBefore returns the earlier figure that "the 11,000" takes up again, or none.
func (r *reader) saidBefore(qi, i int) int {
	q := &r.Quantities[qi]
	lo, _ := touching(r.Doc, q.Span)
	n, ok := q.Best.Number()
	if lo == 0 || lower(r.Word(lo-1)) != "the" || !ok || n < 10 {
		return none
	}
	for w := len(r.Figures) - 1; w >= 0; w-- {
		p := r.Figures[w].Quantity.In(r.Quantities)
		if r.Figures[w].Unit == "" || r.Figures[w].Counted.IsZero() {
			continue
		}
		for _, a := range [...]assay.Amount{p.Low, p.Best, p.High} {
			if m, ok := a.Number(); ok && m == n {
				return w
			}
		}
	}
	return none
}

// quantityIn returns another quantity within sp, or none.
func (r *reader) quantityIn(sp assay.Span, not int) int {
	lo, hi := r.TokensIn(sp)
	for i := lo; i < hi; i++ {
		if w := r.quantity[i]; w != none && int(w) != not {
			return int(w)
		}
	}
	return none
}

// noArticle returns sp without the article and numerals before the noun.
func (r *reader) noArticle(sp assay.Span) assay.Span {
	lo, hi := r.TokensIn(sp)
	for lo < hi-1 && (r.Tokens[lo].POS == "DET" || r.Tokens[lo].POS == "NUM" || r.Tokens[lo].POS == "ADP") {
		lo++
	}
	return r.Cover(lo, hi)
}

// count makes the noun at n what fig counts.
func (r *reader) count(fig *assay.Figure, n int) {
	fig.Counted = r.phrase(n)
	switch {
	case r.isFamily(n):
		fig.Unit = "household"
	case r.person(n):
		fig.Unit = "person"
	case fig.Unit == "":
		fig.Unit = r.lemma[n]
	}
}

// phrase returns the noun at n with the nouns and adjectives before it.
func (r *reader) phrase(n int) assay.Span {
	lo, hi := n, n+1
	for lo > 0 && (r.Tokens[lo-1].POS == "NOUN" || r.Tokens[lo-1].POS == "PROPN" || r.Tokens[lo-1].POS == "ADJ" && !loose[r.lemma[lo-1]]) && r.quantity[lo-1] == none && r.sent[lo-1] == r.sent[n] && int(r.low[n]) < lo {
		lo--
	}
	return r.Cover(lo, hi)
}

// loose are adjectives that are no part of what is counted.
var loose = en.NewSet("many", "more", "most", "several", "such", "same", "few", "much", "own")

// raisedTo returns the measure whose level the number at i is by the words alone:
// "bringing the number of dead in the sinking of a ferry to 58". A parser ties
// the number to whatever stands nearest.
func (g *graph) raisedTo(i int) int {
	to := i - 1
	for to > i-4 && to >= 0 && g.lemma[to] != "to" && g.lemma[to] != "at" {
		to--
	}
	if to < 1 || g.lemma[to] != "to" && g.lemma[to] != "at" {
		return none
	}
	for k := to - 1; k >= 0 && k > to-14 && g.sent[k] == g.sent[i]; k-- {
		switch {
		case measures[g.lemma[k]]:
			for j := k - 1; j >= 0 && j > k-5; j-- {
				if levels[g.lemma[j]] {
					return k
				}
			}
			return none
		case g.Tokens[k].POS == "VERB" && g.Tokens[k].XPOS != "VBG", g.Tokens[k].POS == "PUNCT":
			return none
		}
	}
	return none
}

// levels are verbs that set a measure to a level.
var levels = en.NewSet("bring", "raise", "push", "take", "put", "lift", "increase", "lower", "cut", "reduce", "revise")

// measureOf returns the measure that the number at i is given for, or none:
// "the number rose to 300", "put the toll at 300", "the total is 300".
func (g *graph) measureOf(i int) int {
	if n := g.raisedTo(i); n != none {
		return n
	}
	ro := g.roleOf(i)
	switch ro.part {
	case noPart:
		if ro.top == none || !g.is(ro.top, "root", "xcomp", "ccomp", "advcl", "parataxis", "conj", "acl") {
			return none
		}
		if s := g.subjectOf(ro.top); s != none && s != i && measures[g.lemma[s]] {
			return s
		}
		return none
	case within:
		return none
	}
	for _, k := range g.kids[ro.gov] {
		// "brings to 90 the number of dead": an object, whatever it is called.
		bare := g.is(int(k), "obl") && int(k) > ro.gov && g.preposition(int(k)) == ""
		if int(k) != ro.top && (bare || g.is(int(k), "nsubj", "obj")) && measures[g.lemma[k]] {
			return int(k)
		}
	}
	// "the number of missing at 31": parsers join the number to what it counts.
	if n := g.up(ro.gov); ro.part == oblique && n != none && measures[g.lemma[n]] && g.is(ro.gov, "nmod", "acl") {
		return n
	}
	return none
}

// whatNumber returns the noun whose number is given: that of "the number of
// X" in place, or of "how many X", "the number of X" before.
func (g *graph) whatNumber(i, word int) int {
	for _, n := range [...]int{g.measureOf(i), word} {
		if n == none || !measures[g.lemma[n]] {
			continue
		}
		for _, k := range g.kids[n] {
			if g.is(int(k), "nmod") && g.preposition(int(k)) == "of" && int(k) != i && g.Tokens[k].POS != "NUM" {
				return int(k) // but not "a toll of 57 dead and 30 wounded"
			}
		}
		if g.lemma[n] == "toll" {
			return none
		}
	}
	lo, _ := g.sentence(i)
	for k := i - 1; k >= max(0, lo-60, i-window); k-- {
		switch {
		case g.lemma[k] == "many" && k > 0 && g.lemma[k-1] == "how":
			if h := g.up(k); h != none && h > k && g.nominal(h) {
				return h
			}
			if k+1 < i && g.nominal(k+1) {
				return k + 1
			}
		case g.lemma[k] == "number" && k+2 < i && g.lemma[k+1] == "of":
			if c := g.child(k, "nmod"); c != none {
				return c
			}
		}
	}
	return none
}

// sibling returns the figure before quantity qi in the same sentence whose
// noun qi shares, or none: "31 houses were destroyed and 300 damaged".
func (r *reader) sibling(qi, i int) int {
	for k := len(r.Figures) - 1; k >= 0; k-- {
		q := r.Figures[k].Quantity.In(r.Quantities)
		if s := r.SentenceAt(q.Span.Start); s < 0 || int32(s) != r.sent[i] {
			return none
		}
		if q.Span.End > r.Quantities[qi].Span.Start || r.Figures[k].Counted.IsZero() || money3(q.Unit) {
			continue
		}
		if u := r.Figures[k].Unit; u == "percent" || u == "fraction" {
			continue
		}
		return k
	}
	return none
}

// lastPersons returns the head of the last phrase for several persons before
// token i: a subject if the sentences before have one, of the same paragraph.
// Where those counted suffered something, they are not those who do such things.
func (r *reader) lastPersons(i int, suffered bool) int {
	start, any := r.paragraph(i), none
	lo, _ := r.sentence(i)
	for k := i - 1; k >= start; k-- {
		if r.Tokens[k].POS != "NOUN" && r.Tokens[k].POS != "PROPN" || !r.person(k) || !r.plural(k) || r.inSource(k) {
			continue
		}
		if h := r.up(k); h != none && r.is(k, "nsubj") && speaks[r.lemma[h]] {
			continue // "officials say hundreds surrendered"
		}
		if suffered && keepers[r.lemma[k]] {
			continue // "Police dispersed 200 traders. Six were arrested."
		}
		if r.is(k, "nsubj") {
			return k
		}
		if any == none {
			any = k
		}
		if any != none && k < lo-120 {
			break
		}
	}
	return any
}

// suffered reports whether an action is done to those counted.
func suffered(a assay.Action) bool {
	switch a {
	case killed, injured, detained, displaced, evacuated, rescued, hospitalized:
		return true
	}
	return false
}

// keepers do to others what figures count.
var keepers = en.NewSet("police", "officer", "soldier", "troop", "guard", "rescuer", "firefighter", "doctor", "medic", "authority")

// inSource reports whether token k is part of the words for a claim's source:
// "hundreds" are not hundreds of the officials who say so.
func (r *reader) inSource(k int) bool { return r.sourced[k] }

// sources marks the tokens of sources and those of cues, and notes the claims whose
// content is no clause by itself.
func (r *reader) sources() {
	mark := func(in []bool, sp assay.Span) {
		lo, hi := r.TokensIn(sp)
		for k := lo; k < hi; k++ {
			in[k] = true
		}
	}
	r.sourced, r.cued = make([]bool, len(r.Tokens)), make([]bool, len(r.Tokens))
	for _, s := range r.Sources {
		mark(r.sourced, s.Span)
	}
	for _, cl := range r.Claims {
		mark(r.cued, cl.Cue)
	}
	r.joints = make([]string, len(r.Claims))
	for c := range r.Claims {
		r.joints[c] = r.joint(&r.Claims[c])
	}
}

// ofThem returns the figure of which quantity qi is said to be a part by a
// pronoun: "43 bodies, 19 of them children"; or none.
func (r *reader) ofThem(qi, i int) int {
	_, k := touching(r.Doc, r.Quantities[qi].Span)
	if k+1 >= len(r.Tokens) || r.lemma[k] != "of" {
		return none
	}
	switch lower(r.Word(k + 1)) {
	case "them", "whom", "which", "those", "these":
	default:
		return none
	}
	start := r.paragraph(i)
	for w := len(r.Figures) - 1; w >= 0 && int(r.counted[w]) >= start; w-- {
		switch u := r.Figures[w].Unit; {
		case u == "percent", u == "fraction", money3(u), u == "" && r.Figures[w].Action == other:
			continue
		}
		return w
	}
	return none
}
