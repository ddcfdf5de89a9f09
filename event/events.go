package event

import (
	"sort"

	"assay"
	"assay/lang/en"
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
// one word for an event are one, and so are those of one sentence or the next
// that name no other. A toll that names no event ("the toll stood at 31", "two
// more died") belongs to the event it can only speak of, and makes none.
func (r *reader) events() {
	var list []*incident
	var tolls []int
	for f := range r.Figures {
		if !r.harms(f) {
			continue
		}
		t, noun := r.trigger(f)
		if r.sums(f, t, noun) {
			continue
		}
		// "Thousands died on the battlefield" sums up many events.
		if q := &r.Figures[f].Quantity; !noun && q.Bound == assay.Vague {
			if low, ok := q.Low.Number(); ok && low >= 100 {
				continue
			}
		}
		in := r.known(list, f, t, noun)
		switch {
		case in != nil:
			if noun && !in.noun {
				in.trigger, in.noun = t, true
			}
		case !noun && !r.tells(f, t):
			if list, in = r.toll(list, f); in == nil {
				if len(list) > 0 || !r.slain(t) {
					tolls = append(tolls, f)
					continue
				}
				in = &incident{trigger: t}
				list = append(list, in)
			}
		default:
			in = &incident{trigger: t, noun: noun}
			list = append(list, in)
		}
		in.figures = append(in.figures, f)
	}
	list = r.loose(list, tolls)
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
		case "war", "conflict", "violence", "fighting", "unrest":
		default:
			return false
		}
	}
	// "A tower collapsed in 2019, killing 51", but not "Gunmen killed 51 in 2019".
	if what, ok := deedTriggers[r.lemma[t]]; ok && !noun && what.kind == accident {
		if s := r.subjectOf(t); s != none && !r.person(s) && !r.plural(s) {
			return false
		}
	}
	low, _ := r.Figures[f].Quantity.Low.Number()
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
		what, ok := r.occasion(i)
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
	e.Places, e.Time = r.scene(in)
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
	what, ok := r.occasion(t)
	if !in.noun || !ok {
		what = r.verbOccurrence(t)
	}
	// "opened fire on the marchers"
	if h := r.up(t); r.lemma[t] == "fire" && h != none && r.is(t, "obj") && opening[r.lemma[h]] {
		return occurrence{assault, "firearms"}
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
			hostile = hostile || bombs[r.lemma[k]] && !(r.lemma[k] == "mine" && r.pit(k))
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

// opening are verbs whose "fire" is that of guns.
var opening = en.NewSet("open", "return", "exchange", "trade", "draw")

func (r *reader) verbOccurrence(v int) occurrence {
	if o, ok := deedTriggers[r.lemma[v]]; ok {
		return o
	}
	// "stormed a post and killed nine"
	if h := r.up(v); h != none && r.is(v, "conj") && r.child(v, "nsubj") == none {
		if o, ok := deedTriggers[r.lemma[h]]; ok {
			return o
		}
	}
	// "died when a bus overturned"
	for _, k := range r.kids[v] {
		if r.is(int(k), "advcl") {
			if o, ok := deedTriggers[r.lemma[k]]; ok {
				return o
			}
		}
	}
	if k := r.through(v); k != none {
		return deedTriggers[r.lemma[k]]
	}
	// Somebody who kills is a reason to speak of an assault; "were killed" is none.
	if r.slain(v) && !r.passive(v) {
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
		if s := r.subjectOf(t); s != none {
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
