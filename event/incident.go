package event

import (
	"assay"
	"assay/lang/en"
)

// harms reports whether figure f counts dead, injured or missing persons of
// the body of the text, and is no part of another: "19 of them children".
func (r *reader) harms(f int) bool {
	fig := &r.Figures[f]
	return casualties[fig.Action] && fig.Unit != "percent" && fig.Unit != "fraction" && r.word[f] != none &&
		fig.Of.IsZero() && !r.furniture(int(r.counted[f]))
}

// trigger returns the token that names the event of figure f, and whether it
// is a noun for it rather than the verb of killing.
func (r *reader) trigger(f int) (int, bool) {
	w := int(r.word[f])
	if _, ok := r.occasion(w); ok && r.Tokens[w].POS == "NOUN" {
		return w, true
	}
	if r.through(w) != none {
		return w, false
	}
	for v, steps := w, 0; v != none && steps < 8; v, steps = r.up(v), steps+1 {
		if t := r.triggerOf(v); t != none {
			return t, true
		}
		if r.is(v, "ccomp", "parataxis") || r.aside(v) {
			break
		}
	}
	// A word for an event in the clause, wherever it hangs.
	lo, hi := r.clause(w)
	best, dist := none, 40
	for k := max(lo, w-40); k < min(hi, w+40); k++ {
		// "were shot dead as guards broke up a march": the march did not kill.
		if _, ok := deedTriggers[r.lemma[w]]; ok && triggers[r.lemma[k]].kind == protest {
			continue
		}
		if r.names(k) && (!r.nominal(w) || r.clauseHead(k) == r.clauseHead(w)) {
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

// through returns the verb of the clause by which those at verb w died: "were
// killed when guards fired on the crowd, in the worst violence in years". It
// returns none where the clause has its own word for the event.
func (r *reader) through(w int) int {
	if !r.verbal(w) {
		return none
	}
	_, hi := r.sentence(w)
	for v := w + 1; v < min(hi, w+25); v++ {
		if _, ok := deedTriggers[r.lemma[v]]; !ok || !r.is(v, "advcl") || !r.begunBy(v, "when", "after", "as") {
			continue
		}
		// It may hang on another of several: "were killed and 30 injured when".
		if h := r.up(v); h != w && (!r.harming(h) || h < w && w >= int(r.high[h])) {
			continue
		}
		if s := r.subjectOf(v); s == none || !r.names(s) {
			return v
		}
	}
	return none
}

// harming reports whether the word at v says that persons died or were hurt.
func (r *reader) harming(v int) bool { return casualties[r.actionAt[v]] }

// names reports whether the noun at k names an event.
func (g *graph) names(k int) bool {
	if k == none || g.Tokens[k].POS != "NOUN" && g.Tokens[k].POS != "PROPN" {
		return false
	}
	if _, ok := g.occasion(k); !ok {
		return false
	}
	if d := g.child(k, "det"); d != none && (g.lemma[d] == "any" || g.lemma[d] == "no") {
		return false // "denied that there had been any accident"
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
		case r.elsewhere(in, f):
		case same && !noun && !r.clashes(in, f):
			return in
		case same && noun && !in.noun && !r.clashes(in, f):
			return in
		case noun && in.noun && r.definite(t) && (near || r.lemma[t] == r.lemma[in.trigger]) && r.alike(t, in.trigger) && !r.clashes(in, f):
			return in // "A bomb went off ... The blast also injured 40"
		case noun && !in.noun && len(list) == 1 && r.definite(t) && triggers[r.lemma[t]].kind == r.occurrence(in).kind && !r.clashes(in, f):
			return in // "Guards fired on the crowd ... The clashes also injured two officers"
		case near && !noun && !r.ownPlace(f) && !r.clashes(in, f) && k == len(list)-1:
			return in
		}
	}
	return nil
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

// aside reports whether the verb at v begins a clause of time with a subject of
// its own, which tells of something else than the clause above: "The raid came
// after rebels had overrun a post and killed nine soldiers".
func (r *reader) aside(v int) bool {
	return r.is(v, "advcl") && r.child(v, "nsubj") != none && !r.passive(v)
}

// tells reports whether the word at t tells of an event by itself, rather than
// giving the toll of one: "Gunmen beheaded two men", "Nine were killed in Jos",
// but not "nine deaths", "the wounded", "nine have died".
func (r *reader) tells(f, t int) bool {
	if !r.verbal(t) {
		return false
	}
	if _, ok := deedTriggers[r.lemma[t]]; ok {
		return true
	}
	for _, k := range r.kids[t] {
		if _, ok := deedTriggers[r.lemma[k]]; ok && r.is(int(k), "advcl") {
			return true // "died when a bus overturned"
		}
	}
	here := r.ownPlace(f)
	dated := !r.Figures[f].Time.IsZero() && r.Figures[f].Inherited&assay.Times == 0
	switch r.actionAt[t] {
	case killed:
		return here || dated || r.newcomers(t)
	case injured:
		return here && (dated || !r.passive(t)) && r.child(t, "nsubj", "nsubj:pass", "obj", "aux:pass") != none
	}
	return false
}

// newcomers reports whether those who kill by the verb at t are brought in as
// new: "insurgents overran a post and killed nine", but not "the soldiers killed
// nine".
func (r *reader) newcomers(t int) bool {
	s := r.subjectOf(t)
	return s != none && !r.passive(t) && r.Tokens[s].POS == "NOUN" && r.person(s) && r.plural(s) && r.child(s, "det", "nmod") == none
}

// mostTolls is how many numbers of one action an event keeps.
const mostTolls = 3

// spokenOf returns the incident that toll f can only speak of: the one just
// told of, or else the only one that can have happened there.
func (r *reader) spokenOf(list []*incident, f int) *incident {
	in := r.justTold(list, f)
	if in == nil {
		for _, one := range list {
			if r.elsewhere(one, f) {
				continue
			}
			if in != nil {
				return nil
			}
			in = one
		}
	}
	if in == nil || r.tallied(in, f) >= mostTolls {
		return nil
	}
	return in
}

// toll returns the incident that f is a toll of, or nil. It adds one to list
// where the words right before f name an event of which no casualties were told.
func (r *reader) toll(list []*incident, f int) ([]*incident, *incident) {
	if r.justTold(list, f) == nil {
		if t := r.justNamed(list, f); t != none && !r.told(list, t) {
			in := &incident{trigger: t, noun: !r.verbal(t)}
			return append(list, in), in
		}
	}
	return list, r.spokenOf(list, f)
}

// told reports whether the noun at t can name an incident of list.
func (r *reader) told(list []*incident, t int) bool {
	for _, in := range list {
		what := triggers[r.lemma[t]]
		if r.verbal(t) {
			what = deedTriggers[r.lemma[t]]
		}
		if in.trigger == t || what.kind == r.occurrence(in).kind {
			return true
		}
	}
	return false
}

// justTold returns the incident told of in the sentence of f or the one before.
func (r *reader) justTold(list []*incident, f int) *incident {
	w := int(r.word[f])
	for k := len(list) - 1; k >= 0; k-- {
		in := list[k]
		prev := int(r.word[in.figures[len(in.figures)-1]])
		if r.paragraph(w) <= prev && r.sent[w]-r.sent[prev] <= 1 && !r.elsewhere(in, f) {
			return in
		}
	}
	return nil
}

// justNamed returns the word for an event in the sentence of f or the one
// before, of which f gives the toll, or none: "A quake shook Izmir on Friday. At
// least 30 people died." Of several events at once it is no toll, unless nothing
// else has been told.
func (r *reader) justNamed(list []*incident, f int) int {
	w := int(r.word[f])
	start := r.paragraph(w)
	for k := w - 1; k >= start && r.sent[w]-r.sent[k] <= 1; k-- {
		if !r.names(k) && !r.does(k) || r.sourced[k] || r.claims.at(r.Tokens[k].Span) != r.claims.at(r.Tokens[w].Span) && r.sent[k] == r.sent[w] {
			continue
		}
		if n := r.name[k]; n != none && r.Names[n].Class == assay.OrganizationName || r.names(k) && r.plural(k) && len(list) > 0 || manifold[r.lemma[k]] {
			continue
		}
		return k
	}
	return none
}

// does reports whether the word at k is a finite verb that tells of an event:
// "Guards fired on the crowd. Three people were killed."
func (r *reader) does(k int) bool {
	_, ok := deedTriggers[r.lemma[k]]
	return ok && r.Tokens[k].POS == "VERB" && r.child(k, "nsubj", "nsubj:pass") != none
}

// manifold are words for what consists of many events.
var manifold = en.NewSet("war", "conflict", "violence", "fighting", "unrest", "offensive", "siege", "insurgency")

// loose adds the tolls that speak of no event told of: those that name a place
// where no other happened are events of their own ("Six died in Bukavu"), and so
// is the first of a report on an event with no other word for its casualties.
func (r *reader) loose(list []*incident, tolls []int) []*incident {
	told := len(list)
	for _, f := range tolls {
		if in := r.spokenOf(list[told:], f); in != nil {
			in.figures = append(in.figures, f)
			continue
		}
		away := r.ownPlace(f) && r.deadly(int(r.word[f]))
		for _, in := range list {
			away = away && r.elsewhere(in, f)
		}
		if away || len(list) == 0 && (r.theme().kind != "" || r.slain(int(r.word[f]))) {
			list = append(list, &incident{trigger: int(r.word[f]), figures: []int{f}})
		}
	}
	return list
}

// slain reports whether the word at w is a verb of killing: "Gunmen killed nine
// guards" tells of an event even where nothing says when or where.
func (r *reader) slain(w int) bool {
	return r.verbal(w) && r.actionAt[w] == killed && (r.passive(w) || r.child(w, "obj") != none)
}

// deadly reports whether the word at w says of its own that persons died.
func (r *reader) deadly(w int) bool { return r.actionAt[w] == killed }

// tallied returns how many figures of f's action incident in has.
func (r *reader) tallied(in *incident, f int) int {
	n := 0
	for _, k := range in.figures {
		if r.Figures[k].Action == r.Figures[f].Action {
			n++
		}
	}
	return n
}

// elsewhere reports whether the clause of f names places of which none can be
// the place of incident in.
func (r *reader) elsewhere(in *incident, f int) bool {
	if !r.ownPlace(f) {
		return false
	}
	named := false
	for _, k := range in.figures {
		if !r.ownPlace(k) {
			continue
		}
		for _, p := range r.Figures[k].Places {
			for _, q := range r.Figures[f].Places {
				if r.titled(p.In(r.Places)) || r.titled(q.In(r.Places)) {
					continue
				}
				named = true
				if p == q || sameArea(p.In(r.Places), q.In(r.Places)) {
					return false
				}
			}
		}
	}
	return named
}
