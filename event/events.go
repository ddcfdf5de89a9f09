package event

import (
	"sort"
	"strings"

	"assay"
)

// An incident is an event in the making.
type incident struct {
	trigger int // token
	noun    bool
	figures []int
	what    occurrence
}

// casualties are the actions whose figures make an event.
var casualties = map[assay.Action]bool{killed: true, injured: true, missing: true}

// events groups the figures of dead, injured and missing into events: those of
// one trigger are one event, and so are those of one sentence or the next that
// name no other.
func (r *reader) events() {
	var list []*incident
	for f := range r.Figures {
		fig := &r.Figures[f]
		if !casualties[fig.Action] || fig.Unit == "percent" || fig.Unit == "fraction" || r.word[f] == none || r.furniture(int(r.counted[f])) {
			continue
		}
		if !fig.Of.IsZero() {
			continue // a part of another: "19 of them children"
		}
		t, noun := r.trigger(f)
		if r.sums(f, t, noun) {
			continue
		}
		// "Thousands died on the battlefield" sums up many events.
		if q := fig.Quantity.In(r.Quantities); !noun && q.Bound == assay.Vague {
			if low, ok := q.Low.Number(); ok && low >= 100 {
				continue
			}
		}
		in := r.known(list, f, t, noun)
		if in == nil && len(list) == 1 && !noun && r.competes(list[0], f) {
			in = list[0]
		}
		if in != nil {
			in.figures = append(in.figures, f)
			if noun && !in.noun {
				in.trigger, in.noun = t, true
			}
			continue
		}
		list = append(list, &incident{trigger: t, noun: noun, figures: []int{f}})
	}
	for _, in := range list {
		in.what = r.occurrence(in)
	}
	r.spread(list)
	for _, in := range list {
		r.Events = append(r.Events, r.event(in))
	}
	sort.SliceStable(r.Events, func(a, b int) bool { return r.Events[a].Span.Start < r.Events[b].Span.Start })
}

// sums reports whether figure f adds up many events rather than telling of one:
// "126 people were murdered last year", "52 have been killed since March".
func (r *reader) sums(f, t int, noun bool) bool {
	if noun && !r.plural(t) {
		switch r.lemma[t] {
		case "war", "conflict", "violence", "fighting", "unrest", "epidemic", "outbreak":
		default:
			return false
		}
	}
	low, _ := r.Figures[f].Quantity.In(r.Quantities).Low.Number()
	if !noun && low >= 1000 && !r.ownPlace(f) && (r.Figures[f].Time.IsZero() || r.Figures[f].Inherited&assay.Times != 0) {
		return true
	}
	for _, k := range r.kids[r.word[f]] {
		if r.is(int(k), "obl", "advcl") && r.preposition(int(k)) == "since" {
			return true
		}
	}
	tx := r.Figures[f].Time.In(r.Times)
	if tx == nil || r.Figures[f].Inherited&assay.Times != 0 {
		return false
	}
	switch tx.Precision {
	case "year", "decade", "season", "quarter":
		return true
	}
	return tx.Type == "duration" && tx.End.Sub(tx.Begin).Hours() > 24*45
}

// spread gives events of unknown type the type of all others of the report, if
// they have but one: "43 bodies were found" in a report on a flood.
func (r *reader) spread(list []*incident) {
	var one occurrence
	for _, in := range list {
		switch {
		case in.what.kind == "":
		case one.kind == "" || one == in.what:
			one = in.what
		case one.kind == in.what.kind:
			one.mode = ""
		default:
			return
		}
	}
	if one.kind == "" {
		one = r.theme()
	}
	for _, in := range list {
		if in.what.kind == "" {
			in.what = one
		}
	}
}

// theme returns what most words for events in the headline and the first
// paragraphs name.
func (r *reader) theme() occurrence {
	var best occurrence
	count := map[occurrence]int{}
	for i := range r.Tokens {
		if r.Tokens[i].Span.Start > r.lead+leadLength {
			break
		}
		what, ok := triggers[strings.ToLower(r.lemma[i])]
		if !ok || r.Tokens[i].POS != "NOUN" && r.Tokens[i].POS != "PROPN" {
			continue
		}
		if n := r.name[i]; n != none && r.Names[n].Class == assay.OrganizationName || r.sourced[i] {
			continue // "Disaster Management Authority"
		}
		if count[what]++; count[what] > count[best] {
			best = what
		}
	}
	return best
}

// trigger returns the token that names the event of figure f, and whether it
// is a noun for it rather than the verb of killing.
func (r *reader) trigger(f int) (int, bool) {
	w := int(r.word[f])
	if _, ok := triggers[r.lemma[w]]; ok && r.Tokens[w].POS == "NOUN" {
		return w, true
	}
	for v, steps := w, 0; v != none && steps < 8; v, steps = r.up(v), steps+1 {
		if t := r.triggerOf(v); t != none {
			return t, true
		}
		if r.is(v, "ccomp", "parataxis") {
			break
		}
	}
	// A word for an event in the clause, wherever it hangs.
	lo, hi := r.clause(w)
	best, dist := none, 40
	for k := max(lo, w-40); k < min(hi, w+40); k++ {
		if r.names(k) {
			if d := r.distance(k, w); d < dist {
				best, dist = k, d
			}
		}
	}
	if best != none {
		return best, true
	}
	// "attacked a church, killing 11": what was done, not what came of it.
	if h := r.up(w); h != none && r.is(w, "advcl") && r.Tokens[w].XPOS == "VBG" {
		if _, ok := deedTriggers[r.lemma[h]]; ok {
			return h, false
		}
	}
	return w, false
}

// names reports whether the noun at k names an event.
func (g *graph) names(k int) bool {
	if k == none || g.Tokens[k].POS != "NOUN" && g.Tokens[k].POS != "PROPN" {
		return false
	}
	if _, ok := triggers[g.lemma[k]]; !ok {
		return false
	}
	// "strike force", "flood water": the head names the thing.
	return !g.is(k, "compound", "flat") || g.up(k) == none
}

// triggerOf returns the event noun or verb joined to v as subject, oblique or
// what a relative clause modifies; or none.
func (r *reader) triggerOf(v int) int {
	if r.is(v, "acl") && r.names(r.up(v)) {
		return r.up(v)
	}
	if s := r.subjectOf(v); s != none && r.names(s) {
		return s
	}
	for _, k := range r.kids[v] {
		i := int(k)
		if r.is(i, "obl", "nmod", "obj") && r.names(i) {
			switch r.preposition(i) {
			case "before", "since", "ahead":
				continue
			}
			return i
		}
	}
	return none
}

// known returns the incident that figure f adds to: the one with its trigger,
// or the one of its sentence or paragraph if it has no trigger of its own, or
// only takes the trigger up again ("The blast also injured 30").
func (r *reader) known(list []*incident, f, t int, noun bool) *incident {
	w := int(r.word[f])
	for k := len(list) - 1; k >= 0 && k >= len(list)-8; k-- {
		in := list[k]
		if in.trigger == t {
			return in
		}
		prev := in.figures[len(in.figures)-1]
		same := r.sent[in.trigger] == r.sent[w] || r.sent[r.word[prev]] == r.sent[w]
		near := r.paragraph(w) <= int(r.word[prev]) && r.sent[w]-r.sent[r.word[prev]] <= 1
		switch {
		case same && !noun && !r.clashes(in, f):
			return in
		case same && noun && !in.noun && !r.clashes(in, f):
			return in
		case noun && in.noun && r.definite(t) && (near || r.lemma[t] == r.lemma[in.trigger]) && r.alike(t, in.trigger) && !r.clashes(in, f):
			return in // "A bomb went off ... The blast also injured 40"
		case near && !noun && !r.ownPlace(f) && !r.clashes(in, f) && k == len(list)-1:
			return in
		}
	}
	return nil
}

// competes reports whether f can be another authority's number for the only
// event told of so far: nothing says where else it happened.
func (r *reader) competes(in *incident, f int) bool {
	n := 0
	for _, k := range in.figures {
		if r.Figures[k].Action == r.Figures[f].Action {
			n++
		}
	}
	if n >= 3 {
		return false
	}
	places := r.Figures[f].Places
	if len(places) == 0 {
		return true
	}
	for _, k := range in.figures {
		for _, p := range r.Figures[k].Places {
			for _, q := range places {
				if sameArea(p.In(r.Places), q.In(r.Places)) {
					return true
				}
			}
		}
	}
	return false
}

// sameArea reports whether two places can be one: the same entry, or one of them
// a country or division of the country of the other.
func sameArea(a, b *assay.Place) bool {
	if a.Gazetteer != "" && a.Gazetteer == b.Gazetteer {
		return true
	}
	wide := func(p *assay.Place) bool { return p.Precision == assay.CountryWide || p.Precision == assay.Admin1 }
	return a.Country != "" && a.Country == b.Country && (wide(a) || wide(b))
}

// definite reports whether the noun at t is marked as known: "the strike".
func (r *reader) definite(t int) bool {
	d := r.child(t, "det")
	if d == none {
		return r.child(t, "nmod:poss") != none
	}
	switch r.lemma[d] {
	case "the", "this", "that", "these", "those":
		return true
	}
	return false
}

// alike reports whether two nouns can name one event.
func (r *reader) alike(a, b int) bool {
	x, y := triggers[r.lemma[a]], triggers[r.lemma[b]]
	if r.lemma[a] == "blast" || r.lemma[a] == "explosion" {
		return y.mode == "explosives" || y.mode == "explosion" || y.mode == "suicide-attack"
	}
	return r.lemma[a] == r.lemma[b] || x.kind == y.kind && (x.mode == "" || y.mode == "" || x.mode == y.mode)
}

// clashes reports whether incident in already has figures like f: another
// number of dead of the same kind is another event.
func (r *reader) clashes(in *incident, f int) bool {
	n := 0
	for _, k := range in.figures {
		if r.Figures[k].Action == r.Figures[f].Action {
			if r.sent[r.word[k]] != r.sent[r.word[f]] && r.Figures[f].Total != "new" {
				return true
			}
			n++
		}
	}
	return n >= 3
}

func (r *reader) ownPlace(f int) bool {
	return len(r.Figures[f].Places) > 0 && r.Figures[f].Inherited&assay.Places == 0
}

// event makes an Event of in.
func (r *reader) event(in *incident) assay.Event {
	t := in.trigger
	e := assay.Event{Span: r.triggerSpan(t)}
	e.Type, e.Mode = in.what.kind, in.what.mode
	for _, f := range in.figures {
		e.Figures = append(e.Figures, assay.RefTo[assay.Figure](f))
	}
	first := &r.Figures[in.figures[0]]
	e.Claim = first.Claim
	e.Places, e.Time = first.Places, first.Time
	if s := r.settingOf(t, r.claims.content(r.claims.at(r.Tokens[t].Span))); s.inherited&assay.Places == 0 && len(s.places) > 0 {
		e.Places = s.places
		if s.inherited&assay.Times == 0 {
			e.Time = s.time
		}
	}
	e.Actors = r.agents(t)
	for _, f := range in.figures {
		if a := r.actorAt(r.Figures[f].Counted); !a.IsZero() {
			e.Recipients = addActor(e.Recipients, a)
		}
	}
	return e
}

// triggerSpan returns the trigger with the nouns before it: "suicide bombing".
func (r *reader) triggerSpan(t int) assay.Span {
	lo := t
	for lo > 0 && int(r.up(lo-1)) == t && r.is(lo-1, "compound", "amod") && (r.Tokens[lo-1].POS == "NOUN" || r.Tokens[lo-1].POS == "ADJ") {
		lo--
	}
	return r.Cover(lo, t+1)
}

// occurrence says what kind of event in is.
func (r *reader) occurrence(in *incident) occurrence {
	t := in.trigger
	what, ok := triggers[r.lemma[t]]
	if !in.noun || !ok {
		what = r.verbOccurrence(t)
	}
	for _, k := range r.kids[t] {
		if m, ok := modes[r.lemma[k]]; ok && m.kind != "" && r.is(int(k), "compound", "amod", "nmod") {
			what = m
		}
		// "an attack by two suicide bombers"
		if r.is(int(k), "nmod") && what.kind == assault && (what.mode == "" || what.mode == "explosives") {
			if r.lemma[k] == "bomber" {
				what.mode = "suicide-attack"
			}
		}
	}
	if what.kind == accident && (what.mode == "explosion" || what.mode == "fire") || r.lemma[t] == "blast" {
		lo, hi := r.sentence(t)
		hostile := false
		for k := max(lo, t-25); k < min(hi, t+25); k++ {
			hostile = hostile || bombs[r.lemma[k]]
		}
		switch {
		case hostile && what.mode == "explosion":
			return occurrence{assault, "explosives"}
		case !hostile && r.lemma[t] == "blast":
			return occurrence{accident, "explosion"}
		}
	}
	return what
}

func (r *reader) verbOccurrence(v int) occurrence {
	if o, ok := deedTriggers[r.lemma[v]]; ok {
		return o
	}
	// "died when a bus overturned"
	for _, k := range r.kids[v] {
		if r.is(int(k), "advcl") {
			if o, ok := deedTriggers[r.lemma[k]]; ok {
				return o
			}
		}
	}
	// Somebody who kills is a reason to speak of an assault; "were killed" is none.
	if r.verbal(v) && verbs[r.lemma[v]].obj == killed && !r.passive(v) {
		if s := r.subjectOf(v); s != none && (r.person(s) || r.Tokens[s].POS == "PRON") {
			return occurrence{assault, ""}
		}
	}
	if r.verbal(v) && r.passive(v) {
		for _, k := range r.kids[v] {
			if r.is(int(k), "obl") && r.preposition(int(k)) == "by" && r.person(int(k)) {
				return occurrence{assault, ""}
			}
		}
	}
	return occurrence{}
}

// agents returns who did it: the subject of the verb that brings the event
// about ("carried out a strike"), or the phrase with "by".
func (r *reader) agents(t int) []assay.Ref[assay.Actor] {
	var list []assay.Ref[assay.Actor]
	for _, k := range r.kids[t] {
		if r.is(int(k), "nmod", "obl") && r.preposition(int(k)) == "by" {
			list = addActor(list, r.actorOf(int(k)))
		}
	}
	if ro := r.roleOf(t); ro.part == object && ro.gov != none && r.verbal(ro.gov) {
		if s := r.subjectOf(ro.gov); s != none {
			switch r.lemma[ro.gov] {
			case "carry", "conduct", "launch", "stage", "mount", "commit", "perpetrate", "unleash":
				list = addActor(list, r.actorOf(s))
			}
		}
	}
	if r.verbal(t) && !r.passive(t) {
		if s := r.subjectOf(t); s != none && verbs[r.lemma[t]].obj != "" {
			list = addActor(list, r.actorOf(s))
		}
	}
	return list
}

func addActor(list []assay.Ref[assay.Actor], a assay.Ref[assay.Actor]) []assay.Ref[assay.Actor] {
	if a.IsZero() {
		return list
	}
	for _, have := range list {
		if have == a {
			return list
		}
	}
	return append(list, a)
}

func (r *reader) actorOf(i int) assay.Ref[assay.Actor] { return r.actorAt(r.Tokens[i].Span) }

// actorAt returns the actor whose mention overlaps sp, the shortest mention.
func (r *reader) actorAt(sp assay.Span) assay.Ref[assay.Actor] {
	if sp.IsZero() {
		return assay.Ref[assay.Actor]{}
	}
	lo := sort.Search(len(r.mentions), func(i int) bool { return r.mentions[i].span.Start >= sp.End })
	best := none
	for k := lo - 1; k >= 0 && k > lo-12; k-- {
		m := r.mentions[k]
		if m.span.Overlaps(sp) && (best == none || m.span.Len() < r.mentions[best].span.Len()) {
			best = k
		}
	}
	if best == none {
		return assay.Ref[assay.Actor]{}
	}
	return assay.RefTo[assay.Actor](r.mentions[best].actor)
}

type mention struct {
	span  assay.Span
	actor int
}

// gatherMentions lists all mentions of actors in text order.
func (r *reader) gatherMentions() {
	for a := range r.Actors {
		for _, sp := range r.Actors[a].Mentions {
			r.mentions = append(r.mentions, mention{sp, a})
		}
	}
	sort.SliceStable(r.mentions, func(a, b int) bool { return r.mentions[a].span.Start < r.mentions[b].span.Start })
}
