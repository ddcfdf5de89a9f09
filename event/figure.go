package event

import (
	"strings"

	"assay"
)

// A reader holds what the parts of the stage learn of one doc.
type reader struct {
	*graph
	claims   claimIndex
	sourced  []bool   // by token: part of the words for a source
	cued     []bool   // by token: part of a cue
	joints   []string // by claim: how its content hangs on words outside, ""
	mentions []mention
	dateline int     // place of the dateline, or none
	lead     int32   // where it ends
	figureOf []int32 // by quantity: index of its figure, or none
	word     []int32 // by figure: token that says what happened, or none
	counted  []int32 // by figure: token that heads what is counted
}

// figures puts the quantities to use.
func (r *reader) figures() {
	r.figureOf = make([]int32, len(r.Quantities))
	for qi := range r.Quantities {
		r.figureOf[qi] = none
		i := r.numeral(qi)
		if i == none || !r.usable(qi, i) {
			continue
		}
		fig, word, head := r.figure(qi, i)
		if fig.Action == other && (r.idle(qi, i) || r.voices(qi, head)) {
			continue
		}
		r.figureOf[qi] = int32(len(r.Figures))
		r.Figures = append(r.Figures, fig)
		r.word = append(r.word, int32(word))
		r.counted = append(r.counted, int32(head))
	}
	r.wholes()
}

// numeral returns the token that stands for quantity qi in the syntax: the
// one whose governor lies outside the quantity, the last if there are several.
func (r *reader) numeral(qi int) int {
	lo, hi := touching(r.Doc, r.Quantities[qi].Span)
	at := none
	for i := lo; i < hi; i++ {
		switch r.Tokens[i].POS {
		case "PUNCT", "ADP", "ADV", "SCONJ", "CCONJ", "DET":
			continue
		}
		if h := r.up(i); h == none || h < lo || h >= hi {
			at = i
		}
	}
	if at == none && hi > lo {
		at = hi - 1
	}
	return at
}

// figure makes the figure of quantity qi, whose numeral is token i, and returns
// the word that says what happened and the head of what is counted.
func (r *reader) figure(qi, i int) (fig assay.Figure, word, head int) {
	q := r.Quantities[qi]
	fig = assay.Figure{Quantity: assay.RefTo[assay.Quantity](qi), Unit: q.Unit, Counted: q.Counted, Per: q.Per, Action: other}
	switch lower(r.Quote(fig.Counted)) {
	case "them", "whom", "which", "those", "these":
		fig.Counted = assay.Span{} // "2,400 of them": counted is what they are
	}
	if fig.Counted.Overlaps(q.Span) {
		fig.Counted = assay.Span{}
	}
	head = i
	if q.Head >= 0 && int(q.Head) < len(r.Tokens) && !money3(q.Unit) {
		head = int(q.Head)
	}
	if k := r.realHead(q, i, head); k != head {
		head = k
		fig.Unit, fig.Counted = "person", assay.Span{Start: q.Counted.Start, End: r.Tokens[k].Span.End}
		q.Unit = "person"
	}
	m := r.matter(q, head)
	d := r.happened(q, i, head, m)
	if d = r.partOf(d, &fig, qi, i); d.action == "" || d.action == other {
		d = r.formerly(d, qi)
	}
	if d.action == "" || d.action == other {
		if e := r.paidShare(qi); e.action != "" {
			d = e
		}
	}
	if d.word != none && r.negated(d.word) {
		d.action = other // "143 people who had not come home"
	}
	r.act(&fig, d)
	word = d.word
	r.locate(&fig, i, word)
	if fig.Counted.IsZero() && !money3(q.Unit) && q.Unit != "percent" {
		r.restore(&fig, qi, i, word)
	}
	share := fig.Unit == "household" || fig.Unit == "percent" || fig.Unit == "fraction" || r.isFamily(head)
	if personal(fig.Action) && (fig.Unit == "" || m == person && !share || heads[r.lemma[head]]) || r.person(head) && m == person && !share {
		fig.Unit = "person"
	}
	fig.Kind, fig.Total = r.kind(fig.Action, word), r.total(q, i, word)
	fig.Confidence = r.confidence(fig, q)
	return fig, word, head
}

// happened returns what those counted did or suffered. The noun counted may
// stand apart from the number, left out beside it ("Of 200 miners, 60 returned")
// or before it ("houses destroyed: 60"); then the number is asked first.
func (r *reader) happened(q assay.Quantity, i, head int, m matter) deed {
	apart := head < i || !q.Of.IsZero() && q.Of.Contains(r.Tokens[head].Span)
	d := r.justBefore(q, m)
	if d.action == "" {
		d = r.justAfter(q, i, head, m)
	}
	switch {
	case d.action != "":
		return d
	case apart:
		if d = r.deedOf(i, m); d.action == "" && q.Of.IsZero() {
			d = better(d, r.deedOf(head, m))
		}
	case !r.whole(head):
		d = r.deedOf(head, m)
		if d.action == "" && head != i && m != money {
			d = better(d, r.deedOf(i, m))
		}
	default:
		// The whole of a part is put to use by what modifies it, not by what
		// the part did: "of the 12 soldiers, three were killed".
		d = r.modified(head, m, none)
	}
	if a := conditions[r.lemma[head]]; d.action == "" && m == person && lasting(a) {
		d = deed{a, head}
	}
	return d
}

// justBefore returns what the verb right before a number does to it: "injured
// 40", "killing 12". Nothing in a tree is as sure as that.
func (r *reader) justBefore(q assay.Quantity, m matter) deed {
	lo, _ := touching(r.Doc, q.Span)
	v := lo - 1
	if v < 0 || r.sent[v] == none || r.sent[v] != r.sent[lo] {
		return nothing
	}
	// "showed damage to 20 houses", wherever the parser hangs the houses
	if r.lemma[v] == "to" && v > 0 && r.Tokens[v-1].POS == "NOUN" && m != money {
		if a := deeds[r.lemma[v-1]]; a == damaged || a == injured && m == person {
			return deed{a, v - 1}
		}
	}
	tok := &r.Tokens[v]
	switch {
	case tok.POS == "NOUN" && lower(r.Word(v)) == r.lemma[v] && v > 0 && (r.Tokens[v-1].POS == "CCONJ" || r.Tokens[v-1].POS == "PART"):
		// "managed to kill one guard and wound 12 others"
	case tok.XPOS == "NNS" && v > 0 && r.Tokens[v-1].POS == "NOUN" && verbs[r.lemma[v]].obj == killed && m == person:
		// the headline "Air strike kills 43"
	case tok.POS != "VERB" && tok.POS != "ADJ" || r.child(v, "aux:pass") != none:
		return nothing
	}
	if m == person && r.housed(v) {
		return deed{other, v}
	}
	s, ok := verbs[r.lemma[v]]
	if stem, cut := strings.CutSuffix(r.lemma[v], "ed"); !ok && cut {
		if s, ok = verbs[stem]; !ok {
			s, ok = verbs[stem+"e"]
		}
	}
	if !ok || tok.POS == "ADJ" && !strings.HasSuffix(lower(r.Word(v)), "ed") {
		return nothing
	}
	switch a := s.of(object, m); a {
	case killed, injured, displaced, destroyed, damaged, evacuated, detained, rescued:
		if h := r.head[lo]; int(h) != v && tok.XPOS == "VBN" && !r.is(v, "amod", "conj", "advcl", "root", "ccomp") {
			return nothing
		}
		return r.worse(deed{a, v}, v, object, m)
	}
	return nothing
}

// justAfter returns what the words right after a number do to what it counts
// where they cannot hang on anything else: in a list ("Two were killed, four
// others injured and 90 barns badly damaged"), or after "left" ("left 18
// villagers, a priest among them, dead").
func (r *reader) justAfter(q assay.Quantity, i, head int, m matter) deed {
	lo, _ := touching(r.Doc, q.Span)
	head = max(head, i) // the noun may stand far before: "and 300 were moved"
	_, end := r.sentence(lo)
	if m == money || q.Unit == "percent" || q.Unit == "fraction" || lo == 0 || r.sent[lo-1] != r.sent[lo] {
		return nothing
	}
	before := r.lemma[lo-1]
	if before == "another" && lo > 1 && r.sent[lo-2] == r.sent[lo] {
		before = r.lemma[lo-2]
	}
	switch before {
	case "and", ",":
		v := head + 1
		for v < end && (r.Tokens[v].XPOS == "RB" || r.Tokens[v].POS == "AUX") {
			v++ // "severely damaged", "have been moved"
		}
		if r.Tokens[v-1].POS == "AUX" && r.lemma[v-1] != "be" {
			return nothing // "have fled"
		}
		if v < end {
			return r.listed(q, v, m)
		}
	case "leave":
		for v := head + 1; m == person && v < min(end, head+9) && r.quantity[v] == none && r.Tokens[v].POS != "CCONJ" && r.Tokens[v].POS != "AUX"; v++ {
			if a := states[lower(r.Word(v))]; a != "" && r.Tokens[v].POS != "NOUN" {
				return deed{a, v}
			}
		}
	}
	return nothing
}

// listed returns what the participle at v does to the number before it in a list.
func (r *reader) listed(q assay.Quantity, v int, m matter) deed {
	last := v+1 >= len(r.Tokens) || r.sent[v+1] != r.sent[v] || !r.nominal(v+1)
	if state := states[lower(r.Word(v))]; (state == missing || state == homeless) && m == person && last {
		return deed{state, v} // "23 dead, six people missing"
	}
	if r.Tokens[v].XPOS != "VBN" && r.Tokens[v].XPOS != "VBD" || r.child(v, "obj", "mark") != none {
		return nothing
	}
	if v+1 < len(r.Tokens) && r.sent[v+1] == r.sent[v] && (r.nominal(v+1) || r.Tokens[v+1].POS == "ADJ" || r.Tokens[v+1].POS == "DET") {
		return nothing // "six damaged houses", "nine men attacked a base"
	}
	s := verbs[r.lemma[v]]
	a := s.of(object, m)
	if a == "" && q.Unit == "" && q.Counted.IsZero() {
		a = s.thing // "40 barns were burned and 85 damaged"
	}
	switch a {
	case killed, injured, displaced, evacuated, detained, rescued, destroyed, damaged:
		return deed{a, v}
	}
	return nothing
}

// act writes into fig what d says.
func (r *reader) act(fig *assay.Figure, d deed) {
	if d.action != "" {
		fig.Action = d.action
	}
	if d.word == none {
		return
	}
	if fig.Action != other || r.verbal(d.word) || deeds[r.lemma[d.word]] != "" || r.names(d.word) {
		fig.Verb = r.lemma[d.word]
	}
	if fig.Action == paid && r.promised(d.word) {
		fig.Action = pledged // "promised to pay each family $300"
	}
	if fig.Action == paid && r.modal(d.word) {
		fig.Action = pledged // "would pay $300 million"
		if fig.Verb == "cost" || fig.Verb == "charge" {
			fig.Action = other
		}
	}
}

// locate gives fig its claim, places and time.
func (r *reader) locate(fig *assay.Figure, i, word int) {
	claim := r.claims.at(r.Tokens[i].Span)
	fig.Claim = claim.ref()
	said := r.said(claim)
	// "put the number at 300" says nothing of where; what it counts does.
	if n := r.measureOf(i); n != none {
		if k := r.whatNumber(i, n); k != none {
			i = k
			said = r.said(r.claims.at(r.Tokens[k].Span))
		}
	}
	s := r.settingOf(i, said)
	if len(s.places) == 0 || s.inherited&assay.Places != 0 {
		if p := r.ownSoil(fig.Action, word); p != none {
			s.places, s.inherited = []assay.Ref[assay.Place]{assay.RefTo[assay.Place](p)}, s.inherited&^assay.Places
		}
	}
	fig.Places, fig.Time, fig.Inherited = s.places, s.time, s.inherited
}

// ownSoil returns the country that does by the verb at v what countries do to those
// on their own soil, or none: "Norway evacuated 300 people from low-lying areas".
func (r *reader) ownSoil(a assay.Action, v int) int {
	if a != evacuated && a != vaccinated && a != hospitalized || v == none || !r.verbal(v) || r.passive(v) {
		return none
	}
	s := r.subjectOf(v)
	if s == none || r.place[s] == none {
		return none
	}
	p := int(r.place[s])
	if pl := &r.Places[p]; pl.Role != assay.Metonym || pl.Precision != assay.CountryWide {
		return none
	}
	return p
}

// realHead returns the noun for persons that ends the phrase counted, where
// the quantity took a name in it for its head: "thousands of Army of the North
// fighters".
func (r *reader) realHead(q assay.Quantity, i, head int) int {
	if q.Unit == "person" || q.Counted.IsZero() || r.Tokens[head].POS != "PROPN" {
		return head
	}
	for _, k := range r.kids[i] {
		if int(k) > head && r.is(int(k), "nmod") && r.person(int(k)) {
			return int(k)
		}
	}
	return head
}

// partOf links fig to the figure of which it is a part by a pronoun. Where
// nothing else is told of the part, it did what the whole did.
func (r *reader) partOf(d deed, fig *assay.Figure, qi, i int) deed {
	w := r.ofThem(qi, i)
	if w == none {
		if w = r.among(qi, i); w == none {
			return d
		}
		fig.Of = assay.RefTo[assay.Figure](w)
		if d.action == "" || d.action == other {
			d = deed{r.Figures[w].Action, int(r.word[w])}
		}
		return d
	}
	fig.Of = assay.RefTo[assay.Figure](w)
	if fig.Counted.IsZero() && fig.Unit == "" {
		fig.Unit = r.Figures[w].Unit
	}
	ro := r.roleOf(i)
	own := ro.part == subject && !r.bareNoun(ro.gov) || ro.part == object && ro.gov > i
	if d.action == "" && !own || d.action == other && !own {
		return deed{r.Figures[w].Action, int(r.word[w])}
	}
	return d
}

// bareNoun reports whether the word at i is called a predicate though it is a noun
// without a copula: "43 bodies, 19 of them children" says only who the 19 were.
func (r *reader) bareNoun(i int) bool {
	return r.Tokens[i].POS == "NOUN" && r.child(i, "cop", "aux") == none
}

// among returns the figure that includes quantity qi: "14 trucks, including
// three tankers"; or none.
func (r *reader) among(qi, i int) int {
	lo, _ := touching(r.Doc, r.Quantities[qi].Span)
	if lo > 0 && r.Word(lo-1) == "," { // "including, by one count, three tankers"
		for k := lo - 2; k > 0 && k > lo-12 && r.sent[k] == r.sent[lo]; k-- {
			if r.Word(k) == "," {
				lo = k
				break
			}
		}
	}
	if lo == 0 || lower(r.Word(lo-1)) != "including" {
		return none
	}
	if ro := r.roleOf(i); ro.gov != none && ro.part == within {
		if w := r.quantityOf(ro.gov); w != none && int(w) < qi {
			return int(r.figureOf[w])
		}
		return none
	}
	// Wherever the parser hangs them: what was counted right before the comma.
	if lo < 3 || r.Word(lo-2) != "," {
		return none
	}
	for w := len(r.Figures) - 1; w >= 0; w-- {
		if int(r.counted[w]) == lo-3 && r.sent[lo] == r.sent[lo-3] {
			return w
		}
	}
	return none
}

// formerly gives an earlier value of a figure what the figure did: "rose to 71,
// up from 57".
func (r *reader) formerly(d deed, qi int) deed {
	lo, _ := touching(r.Doc, r.Quantities[qi].Span)
	if lo < 2 || lower(r.Word(lo-1)) != "from" || len(r.Figures) == 0 {
		return d
	}
	switch lower(r.Word(lo - 2)) {
	case "up", "down", "rose", "fell", "increase", "increased", "decrease", "rise":
	default:
		return d
	}
	last := len(r.Figures) - 1
	if r.sent[r.counted[last]] != r.sent[lo] || !personal(r.Figures[last].Action) {
		return d
	}
	return deed{r.Figures[last].Action, int(r.word[last])}
}

func (g *graph) isFamily(i int) bool { return g.lemma[i] == "family" || g.lemma[i] == "household" }

func better(a, b deed) deed {
	if b.action != "" || a.word == none {
		return b
	}
	return a
}

// matter says what kind of thing a quantity counts. A bare number counts
// persons unless it turns out otherwise.
func (r *reader) matter(q assay.Quantity, head int) matter {
	switch {
	case money3(q.Unit):
		return money
	case q.Unit == "person" || q.Unit == "household" || q.Unit == "" || r.person(head):
		return person
	case heads[r.lemma[head]]:
		return person // "claimed seven lives"
	case r.Tokens[head].XPOS == "NNPS" || r.Tokens[head].POS == "PROPN" && strings.HasSuffix(r.Word(head), "s"):
		return person // a people whose name is in no table
	}
	return thing
}

// whole reports whether the phrase headed by i is what a part is of, and the
// sentence goes on about the part: "Of 5,000 men who joined, 1,500 ...".
func (r *reader) whole(i int) bool {
	if h := r.up(i); h != none && h < i && r.is(i, "nmod") && r.quantity[h] != none && r.preposition(i) == "of" && !r.Quantities[r.quantity[h]].Of.IsZero() {
		return true // "three of the seven men who were pulled out are in critical condition"
	}
	ro := r.roleOf(i)
	prep := ro.prep
	if ro.part == noPart && ro.top != none {
		prep = r.preposition(ro.top)
	}
	if prep == "of" && ro.gov != none && ro.gov < i {
		return false // "spoke of 80 dead"
	}
	return ro.part != within && (prep == "of" || prep == "out of" || prep == "among")
}

// wholes sets Of: the figure in the span that the part's quantity names.
func (r *reader) wholes() {
	for k := range r.Figures {
		q := r.Figures[k].Quantity.In(r.Quantities)
		if q.Of.IsZero() || !r.Figures[k].Of.IsZero() {
			continue
		}
		lo, hi := r.TokensIn(q.Of)
		for i := lo; i < hi; i++ {
			if w := r.quantity[i]; w != none && r.figureOf[w] != none && int(r.figureOf[w]) != k {
				r.Figures[k].Of = assay.RefTo[assay.Figure](int(r.figureOf[w]))
				break
			}
		}
	}
}

// personal reports whether only persons do or suffer a.
func personal(a assay.Action) bool {
	switch a {
	case killed, injured, missing, displaced, evacuated, fled, returned, arrived, departed, crossed, trapped,
		rescued, detained, surrendered, recruited, infected, hospitalized, vaccinated, homeless, attended:
		return true
	}
	return false
}

// kind says whether an action that word tells of is a flow or a stock: "12,000
// fled" or "12,000 are in camps".
func (g *graph) kind(a assay.Action, word int) string {
	switch a {
	case fled, evacuated, returned, arrived, departed, crossed, displaced, detained, killed, injured, recruited,
		surrendered, rescued, infected, vaccinated, hospitalized, destroyed, damaged, paid, seized:
	case missing, trapped, homeless:
		return "stock"
	default:
		return ""
	}
	if word == none {
		return "flow"
	}
	switch g.lemma[word] {
	case "hold", "live", "stay", "remain", "shelter", "accommodate", "host", "house":
		return "stock"
	}
	if conditions[g.lemma[word]] != "" && g.Tokens[word].POS == "NOUN" && a != killed && a != injured && a != arrived {
		return "stock" // "12,000 refugees"
	}
	// "are still displaced", "remain evacuated"
	for _, k := range g.kids[word] {
		if g.lemma[k] == "still" || g.lemma[k] == "currently" {
			return "stock"
		}
	}
	if h := g.up(word); h != none && g.lemma[h] == "remain" {
		return "stock"
	}
	return "flow"
}

// total says whether the figure is an increment or a sum so far.
func (r *reader) total(q assay.Quantity, i, word int) string {
	lo, hi := touching(r.Doc, q.Span)
	start, end := r.sentence(i)
	for k := max(start, lo-1); k < min(end, hi+1); k++ {
		switch lower(r.Word(k)) {
		case "another", "additional", "further":
			if k < i {
				return "new"
			}
		}
	}
	for k := max(start, lo-3); k < lo; k++ {
		if r.lemma[k] == "total" {
			return "cumulative" // "a total of 57"
		}
	}
	for k := hi; k < min(end, hi+2); k++ {
		switch lower(r.Word(k)) {
		case "more":
			// "90 more", but not "90 or more", "90 more than"
			if lower(r.Word(k-1)) != "or" && !(k+1 < end && lower(r.Word(k+1)) == "than") {
				return "new"
			}
		}
	}
	if word == none {
		return ""
	}
	if w := r.lemma[word]; measures[w] && deeds[w] != attended && w != "crowd" {
		return "cumulative"
	}
	for _, k := range r.kids[word] {
		switch r.lemma[k] {
		case "far", "date", "since", "altogether":
			return "cumulative"
		case "new", "newly":
			return "new"
		}
		if r.is(int(k), "obl") && r.preposition(int(k)) == "since" {
			return "cumulative"
		}
	}
	return ""
}

// confidence is how likely the row is right, by what it rests on: a guess, set
// by eye so that rows with an action come to the nine in ten that were right in
// labelled sentences on displacement.
func (r *reader) confidence(fig assay.Figure, q assay.Quantity) float64 {
	c := 0.5
	if fig.Action != other {
		c += 0.25
	}
	if !q.Counted.IsZero() || money3(q.Unit) {
		c += 0.1
	}
	if len(fig.Places) > 0 && fig.Inherited&assay.Places == 0 {
		c += 0.05
	}
	return c
}
