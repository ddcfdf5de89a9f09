package event

import (
	"sort"

	"assay"
)

// A course is a movement in the making.
type course struct {
	word     int      // verb or noun that tells of it
	who      int      // head of the phrase for those who move
	places   [4][]int // by way
	home     bool     // "returned home"
	status   string
	absorbed bool
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
	c := &course{word: v, who: none}
	if r.hiding(v) {
		m.at = goal
	}
	if c.who = r.mover(v, m); c.who == none {
		return nil
	}
	r.legs(c, m)
	if s := c.who; s > 0 {
		r.origin(c, s)
	}
	c.status = r.status(v)
	return c
}

// mover returns the head of the phrase for those who move by verb v, or none
// where they are not several persons.
func (r *reader) mover(v int, m motion) int {
	who := none
	switch {
	case r.passive(v):
		if m.moved == subject && r.lemma[v] != "move" && r.lemma[v] != "withdraw" && r.lemma[v] != "deploy" && r.lemma[v] != "fly" && r.lemma[v] != "return" && r.lemma[v] != "pull" && r.lemma[v] != "redeploy" {
			return none
		}
		who = r.subjectOf(v)
	default:
		o := r.child(v, "obj")
		switch {
		case o != none && (m.moved == object || m.bare == nowhere) && r.people(o):
			who = o // "moved 300 people", "smuggled 50 men"
		case m.moved == object && m.bare == nowhere && r.lemma[v] != "relocate" && r.lemma[v] != "resettle" && r.lemma[v] != "drive":
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
	return who
}

// site reports whether the object at o can be left, entered or reached. One
// can flee and escape much that is no place: "fled fighting in Abyei".
func (r *reader) site(o int, m motion) bool {
	if r.place[o] != none || sites[r.lemma[o]] || r.Tokens[o].POS == "PROPN" || r.Tokens[o].POS == "PRON" {
		return true
	}
	h := r.up(o)
	return h != none && (r.lemma[h] == "flee" || r.lemma[h] == "escape" || r.lemma[h] == "evacuate")
}

// legs finds the places of a course among the words after its own, up to where
// the next clause begins. It goes by the order of the words more than by the
// tree: what a phrase hangs on is where parsers err most.
func (r *reader) legs(c *course, m motion) {
	_, hi := r.sentence(c.word)
	hi = min(hi, c.word+60)
	now, last := m.bare, int32(none)
	for k := c.word + 1; k < hi; k++ {
		tok := &r.Tokens[k]
		if p := r.place[k]; p != none {
			if p != last && now != nowhere && r.setting(int(p)) && !r.contains(int(p)) {
				c.places[now] = append(c.places[now], int(p))
			}
			last = p
			continue
		}
		if lower(r.Word(k)) == "hiding" {
			continue
		}
		if w, ok := r.onward(k); ok {
			m, now = w, w.bare // "slipped through the lines to arrive in Homs"
			k++
			continue
		}
		if r.ends(k, c.word) {
			return
		}
		switch tok.POS {
		case "ADP", "SCONJ", "PART", "ADV":
			if lower(r.Word(k)) == "home" {
				c.home = true
				continue
			}
			prep := r.lemma[k]
			if tok.POS == "ADV" || tok.POS == "PART" && prep != "to" {
				continue
			}
			if prep == "out" && k+1 < hi && r.lemma[k+1] == "of" {
				now, k = source, k+1
				continue
			}
			if r.is(k, "compound") { // a particle: "slip away", "pull out"
				continue
			}
			now = wayOf(prep, r.lemma[c.word], m, now)
		case "NOUN":
			if lower(r.Word(k)) == "home" {
				c.home = true
			}
			// "came to power in Bamako"
			if now == goal && notions[r.lemma[k]] && !r.is(k, "compound") {
				return
			}
		case "PUNCT":
			if r.Word(k) == "," {
				if k = r.pastComma(k, hi); k == none {
					return
				}
			}
		}
	}
}

// pastComma returns the token before which a course goes on after the comma at
// k: the comma itself where a list or another leg follows, the closing comma
// where an apposition does ("Mosul, the second city, for"), or none where
// something else begins.
func (r *reader) pastComma(k, hi int) int {
	if k+1 >= hi {
		return none
	}
	next := k + 1
	if r.place[next] != none {
		return k
	}
	switch r.Tokens[next].POS {
	case "CCONJ", "ADP", "SCONJ", "PART", "ADV", "PUNCT":
		return k
	}
	for j := next; j < min(hi, next+8); j++ {
		switch {
		case r.Word(j) == ",":
			if j+1 < hi && (r.Tokens[j+1].POS == "ADP" || r.Tokens[j+1].POS == "CCONJ") {
				return j
			}
			return none
		case r.Tokens[j].POS == "VERB" || r.Tokens[j].POS == "AUX":
			return none
		}
	}
	return none
}

// onward reports whether an infinitive of motion begins at k, and which.
func (r *reader) onward(k int) (motion, bool) {
	if r.lemma[k] != "to" || k+1 >= len(r.Tokens) || r.Tokens[k+1].XPOS != "VB" {
		return motion{}, false
	}
	m, ok := motions[r.lemma[k+1]]
	return m, ok && m.moved == subject
}

// ends reports whether token k begins something of which the movement told by
// word is no part: another finite verb, an infinitive, a new sentence.
func (r *reader) ends(k, word int) bool {
	tok := &r.Tokens[k]
	switch tok.POS {
	case "VERB", "AUX":
		if lower(r.Word(k)) == "according" {
			return true
		}
		if r.is(k, "amod", "compound", "case", "fixed") {
			return false
		}
		// "areas held by rebels in Syria"
		return !(tok.XPOS == "VBN" && r.is(k, "acl"))
	case "PUNCT":
		switch r.Word(k) {
		case ";", ":", "—", "–", "--", "(":
			return true
		}
	case "PRON":
		return r.relative(k) || r.is(k, "nsubj")
	case "SCONJ":
		return r.lemma[k] != "in" && r.lemma[k] != "into" && r.lemma[k] != "to" && r.lemma[k] != "from"
	}
	return false
}

// origin adds where those who move are said to be from: "traders from Gao
// crossed into Niger".
func (r *reader) origin(c *course, who int) {
	if len(c.places[source]) > 0 || who > c.word && !r.passive(c.word) && false {
		return
	}
	for k := who + 1; k < min(int(r.high[who]), who+14) && (k < c.word || who > c.word); k++ {
		if r.lemma[k] != "from" {
			if r.Tokens[k].POS == "VERB" {
				return
			}
			continue
		}
		last := int32(none)
		for k++; k < min(len(r.Tokens), who+20) && (k < c.word || who > c.word); k++ {
			if p := r.place[k]; p != none {
				if p != last && r.setting(int(p)) && !r.contains(int(p)) {
					c.places[source] = append(c.places[source], int(p))
				}
				last = p
				continue
			}
			switch r.Tokens[k].POS {
			case "ADP", "VERB", "AUX":
				return
			}
		}
		return
	}
}

// nounCourse reads a noun of motion: "an exodus of families from Gao to Niger".
func (r *reader) nounCourse(n int, m motion) *course {
	c := &course{word: n, who: none, status: r.status(n)}
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
		if b.who != c.who || b.status != c.status && c.status != "reported" && b.status != "reported" {
			continue
		}
		// "went from Gao to Agadez and from there to Sabha" is two.
		if len(b.places[goal]) > 0 && len(c.places[source]) > 0 && b.places[source] != nil {
			if !equal(b.places[source], c.places[source]) {
				continue
			}
		}
		for w := source; w <= path; w++ {
			for _, p := range c.places[w] {
				b.places[w] = add(b.places[w], p)
			}
		}
		b.home = b.home || c.home
		return nil
	}
	return []*course{c}
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func add(list []int, p int) []int {
	for _, have := range list {
		if have == p {
			return list
		}
	}
	return append(list, p)
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
	m.Who = r.whoSpan(c.who)
	for w, to := range map[way]*[]assay.Ref[assay.Place]{source: &m.From, goal: &m.To, path: &m.Via} {
		for _, p := range c.places[w] {
			*to = append(*to, assay.RefTo[assay.Place](p))
		}
	}
	claim := r.claims.at(r.Tokens[c.word].Span)
	m.Claim, m.Status = claim.ref(), c.status
	if claim >= 0 && r.Claims[claim].Stance == assay.Denies {
		m.Status = "denied"
	}
	m.Time = r.settingOf(c.word, r.claims.content(claim)).clauseTime()
	return m, true
}

func (s setting) clauseTime() assay.Ref[assay.Time] {
	if s.inherited&assay.Times != 0 {
		return assay.Ref[assay.Time]{}
	}
	return s.time
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
		if n := r.lastPersons(who); n != none {
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

// status says how real the movement told by the word at i is.
func (r *reader) status(i int) string {
	hyp, planned := false, false
	for steps := 0; i != none && steps < 6; steps++ {
		for _, k := range r.kids[i] {
			switch {
			case r.lemma[k] == "not" || r.lemma[k] == "n't" || r.lemma[k] == "never" || r.lemma[k] == "nobody":
				return "denied"
			case r.is(int(k), "aux"):
				switch r.lemma[k] {
				case "will", "shall", "'ll", "wo":
					planned = true
				case "could", "might", "would", "should", "can", "must":
					hyp = true
				}
			case r.is(int(k), "mark"):
				switch r.lemma[k] {
				case "if", "unless", "whether":
					hyp = true
				}
			}
		}
		h := r.up(i)
		if h == none || !r.is(i, "xcomp", "ccomp", "advcl", "acl", "obl", "nmod", "obj", "conj") || r.Tokens[i].Rel == "acl:relcl" {
			break
		}
		if r.is(i, "advcl") && r.child(i, "nsubj") != none {
			break
		}
		switch r.lemma[h] {
		case "prevent", "stop", "block", "bar", "prohibit", "ban", "deter", "interdict", "halt", "forbid":
			return "prevented"
		case "plan", "intend", "prepare", "want", "hope", "aim", "seek", "expect", "schedule", "set", "vow", "agree",
			"decide", "order", "ask", "urge", "tell", "goal", "wish", "promise", "call", "try", "attempt", "allow", "await", "wait":
			if r.is(i, "xcomp", "ccomp", "acl", "advcl") || r.lemma[h] == "goal" || r.lemma[h] == "plan" {
				planned = planned || r.lemma[h] != "try" && r.lemma[h] != "attempt" && r.lemma[h] != "allow"
				hyp = hyp || r.lemma[h] == "try" || r.lemma[h] == "attempt"
			}
		}
		if r.is(i, "conj") || !r.is(i, "xcomp", "acl", "advcl", "ccomp") || r.is(i, "ccomp") && r.child(i, "nsubj") != none && r.lemma[h] != "expect" {
			break
		}
		i = h
	}
	switch {
	case hyp:
		return "hypothetical"
	case planned:
		return "planned"
	}
	return "reported"
}
