package event

import (
	"slices"
	"sort"

	"assay"
)

// A course is a movement in the making.
type course struct {
	word   int      // verb or noun that tells of it
	who    int      // head of the phrase for those who move
	places [4][]int // by way
	home   int      // place: "home" of "returned home", a goal if no better is named; or none
	status string
}

// movements finds the movements.
func (r *reader) movements() {
	var list []*course
	for i := range r.Tokens {
		if r.sent[i] == none || r.furniture(i) {
			continue
		}
		if c := r.course(i); c != nil {
			list = append(list, r.merge(list, c)...)
		}
	}
	for _, c := range list {
		if m, ok := r.movement(c); ok {
			r.Movements = append(r.Movements, m)
		}
	}
	sort.SliceStable(r.Movements, func(a, b int) bool { return r.Movements[a].Who.Start < r.Movements[b].Who.Start })
}

// furniture reports whether token i stands in a part of the page that tells
// nothing of its own.
func (r *reader) furniture(i int) bool {
	k := r.RegionAt(r.Tokens[i].Span.Start)
	if k < 0 {
		return false
	}
	switch r.Regions[k].Kind {
	case assay.Body, assay.Caption:
		return false
	}
	return true
}

// course reads the word at i as a movement, or returns nil.
func (r *reader) course(i int) *course {
	w := r.lemma[i]
	switch r.Tokens[i].POS {
	case "VERB":
		m, ok := motions[w]
		if (w == "take" || w == "seek" || w == "find") && r.hiding(i) {
			m, ok = motion{subject, nowhere, nowhere}, true
		}
		if !ok || r.is(i, "amod", "compound") {
			return nil
		}
		return r.verbCourse(i, m)
	case "NOUN":
		if at, ok := passages[w]; ok {
			return r.nounCourse(i, motion{noPart, nowhere, at})
		}
		if r.Tokens[i].XPOS == "VBG" {
			if m, ok := motions[w]; ok {
				return r.verbCourse(i, m)
			}
		}
	}
	return nil
}

// hiding reports whether verb v has one of the nouns of hides with it.
func (r *reader) hiding(v int) bool {
	for _, k := range r.kids[v] {
		if r.is(int(k), "obj", "obl", "advmod", "advcl") && hides[lower(r.Word(int(k)))] {
			return true
		}
	}
	return false
}

func (r *reader) verbCourse(v int, m motion) *course {
	c := &course{word: v, who: none, home: none}
	if r.hiding(v) {
		m.at = goal
	}
	if c.who = r.mover(v, m); c.who == none {
		return nil
	}
	r.legs(c, m)
	r.origin(c, c.who)
	c.status = r.status(v)
	return c
}

// mover returns the head of the phrase for those who move by verb v, or none
// where they are not several persons.
func (r *reader) mover(v int, m motion) int {
	who := none
	switch {
	case r.passive(v):
		if m.moved == subject && !both[r.lemma[v]] {
			return none
		}
		who = r.subjectOf(v)
	default:
		o := r.child(v, "obj")
		switch {
		case o != none && (m.moved == object || m.bare == nowhere) && r.people(o):
			who = o // "moved 300 people", "smuggled 50 men"
		case m.moved == object && m.bare == nowhere && !both[r.lemma[v]]:
			return none
		case m.bare == nowhere && o != none && r.place[o] == none && !hides[r.lemma[o]] && r.lemma[o] != "home" && r.lemma[o] != "way":
			return none // "moved the court", "pulled the plug"
		case m.bare != nowhere && o != none && !r.site(o, m):
			return none // "entered talks", "left the lights on"
		default:
			who = r.subjectOf(v)
		}
	}
	if who == none || !r.people(who) {
		return none
	}
	return r.ofWhom(who)
}

// ofWhom returns the noun before a remark on most or some of those it names:
// "The families, most of them on foot, arrived in Kita".
func (r *reader) ofWhom(who int) int {
	if who < 2 || who+2 >= len(r.Tokens) || r.Word(who-1) != "," || r.lemma[who+1] != "of" || r.sent[who-2] != r.sent[who] {
		return who
	}
	switch lower(r.Word(who + 2)) {
	case "them", "whom":
		if n := who - 2; r.nominal(n) && r.people(n) {
			return n
		}
	}
	return who
}

// nounCourse reads a noun of motion: "an exodus of families from Gao to Niger".
func (r *reader) nounCourse(n int, m motion) *course {
	c := &course{word: n, who: none, home: none, status: r.status(n)}
	for _, k := range r.kids[n] {
		i := int(k)
		switch {
		case r.is(i, "nmod") && (r.preposition(i) == "of" || r.Tokens[i].Rel == "nmod:poss") && r.people(i),
			r.is(i, "compound") && r.person(i):
			c.who = i
		}
	}
	r.legs(c, m)
	if c.who == none {
		// "paid for passage into Turkey": those who pay pass.
		if len(c.places[goal])+len(c.places[source]) == 0 {
			return nil
		}
		ro := r.roleOf(n)
		for steps := 0; ro.gov != none && !r.verbal(ro.gov) && steps < 4; steps++ {
			ro = r.roleOf(ro.gov)
		}
		if ro.gov == none || !r.verbal(ro.gov) || ro.part == subject {
			return nil
		}
		if c.who = r.subjectOf(ro.gov); c.who == none || !r.people(c.who) {
			return nil
		}
		r.origin(c, c.who)
	}
	return c
}

// merge joins c to a course of the same sentence and persons, or adds it: "may
// have slipped through the lines to arrive in Homs" is one movement.
func (r *reader) merge(list []*course, c *course) []*course {
	for k := len(list) - 1; k >= 0 && r.sent[list[k].word] == r.sent[c.word]; k-- {
		b := list[k]
		if r.crowd(b.who) != r.crowd(c.who) || b.status != c.status && c.status != "reported" && b.status != "reported" {
			continue
		}
		// "families who went back to Gao have since moved to Mopti"
		if r.Tokens[b.word].Rel == "acl:relcl" && c.word >= int(r.high[b.word]) && len(b.places[goal]) > 0 && len(c.places[goal]) > 0 && len(c.places[source]) == 0 {
			c.places[source] = b.places[goal]
			break
		}
		// "went from Gao to Agadez and from there to Sabha" is two.
		if len(b.places[goal]) > 0 && len(c.places[source]) > 0 && b.places[source] != nil {
			if !slices.Equal(b.places[source], c.places[source]) {
				continue
			}
		}
		for w := source; w <= path; w++ {
			for _, p := range c.places[w] {
				if !slices.Contains(b.places[w], p) {
					b.places[w] = append(b.places[w], p)
				}
			}
		}
		b.home = max(b.home, c.home)
		return nil
	}
	return []*course{c}
}

// crowd returns the noun that says who they are where the one at who only says
// how many: "dozens of families who went back to Gao have since moved".
func (r *reader) crowd(who int) int {
	if n := r.child(who, "nmod"); n != none && r.quantityOf(who) != none && r.preposition(n) == "of" && r.people(n) {
		return n
	}
	return who
}

// movement makes a Movement of c, and says whether it is worth one: it must
// have a place, or persons counted who went home or away.
func (r *reader) movement(c *course) (m assay.Movement, ok bool) {
	m.Count = r.countOf(c)
	known := 0
	for w := source; w <= path; w++ {
		for _, p := range c.places[w] {
			if r.proper(p) && (w != path || r.lemma[c.word] == "cross") {
				known++
			}
		}
	}
	if known == 0 {
		strong := false
		switch r.lemma[c.word] {
		case "flee", "escape", "return", "evacuate", "repatriate", "deport", "exodus", "evacuation":
			strong = true
		}
		if m.Count.IsZero() || !strong {
			return m, false
		}
	}
	if c.home != none && len(c.places[goal]) == 0 {
		c.places[goal] = []int{c.home}
	}
	m.Who = r.whoSpan(c.who)
	m.From, m.To, m.Via = placeRefs(c.places[source]), placeRefs(c.places[goal]), placeRefs(c.places[path])
	claim := r.claims.at(r.Tokens[c.word].Span)
	m.Claim, m.Status = claim.ref(), c.status
	if claim >= 0 && r.Claims[claim].Stance == assay.Denies {
		m.Status = "denied"
	}
	if fig := m.Count.In(r.Figures); fig != nil && fig.Inherited&assay.Times == 0 {
		m.Time = fig.Time
	}
	return m, true
}

func placeRefs(list []int) (refs []assay.Ref[assay.Place]) {
	for _, p := range list {
		refs = append(refs, assay.RefTo[assay.Place](p))
	}
	return refs
}

// countOf returns the figure of those who move.
func (r *reader) countOf(c *course) assay.Ref[assay.Figure] {
	whoSpan := r.Tokens[c.who].Span
	for _, i := range append([]int32{int32(c.who)}, r.kids[c.who]...) {
		if q := r.quantity[i]; q != none && r.figureOf[q] != none {
			return assay.RefTo[assay.Figure](int(r.figureOf[q]))
		}
	}
	at := none
	for f := range r.Figures {
		fig := &r.Figures[f]
		if fig.Unit != "person" && fig.Unit != "household" {
			continue
		}
		if int(r.counted[f]) == c.who || int(r.word[f]) == c.word {
			return assay.RefTo[assay.Figure](f)
		}
		switch fig.Action {
		case fled, returned, arrived, departed, crossed, evacuated, displaced:
			if at == none && fig.Counted.Contains(whoSpan) {
				at = f
			}
		}
	}
	if at == none {
		return assay.Ref[assay.Figure]{}
	}
	return assay.RefTo[assay.Figure](at)
}

// whoSpan returns the words for those who move. For "them" and "they" these
// are the words they stand for, where they are found.
func (r *reader) whoSpan(who int) assay.Span {
	switch lower(r.Word(who)) {
	case "they", "them":
		if n := r.lastPersons(who, false); n != none {
			who = n
		}
	}
	if n := r.name[who]; n != none && r.Names[n].Class == assay.PersonName {
		return assay.Span{}
	}
	if q := r.quantityOf(who); q != none && r.figureOf[q] != none {
		if sp := r.Figures[r.figureOf[q]].Counted; !sp.IsZero() {
			return sp
		}
	}
	return r.phrase(who)
}
