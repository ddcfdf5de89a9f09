package event

import (
	"slices"

	"assay"
)

// scene returns where and when incident in happened: as the phrase of its word
// says ("the raid on Gao", "the quake that struck Izmir on Sunday"), else its first
// figure that says so, else an earlier word for the same event, else what the first
// figure inherited.
func (r *reader) scene(in *incident) (places []assay.Ref[assay.Place], time assay.Ref[assay.Time]) {
	places, time = r.anyScene(in)
	return slices.DeleteFunc(slices.Clone(places), func(p assay.Ref[assay.Place]) bool { return r.titled(p.In(r.Places)) }), time
}

func (r *reader) anyScene(in *incident) ([]assay.Ref[assay.Place], assay.Ref[assay.Time]) {
	places, time := r.phraseSetting(in.trigger)
	first := &r.Figures[in.figures[0]]
	for _, f := range in.figures {
		if len(places) == 0 && r.ownPlace(f) {
			places = r.Figures[f].Places
		}
		if time.IsZero() && r.Figures[f].Inherited&assay.Times == 0 {
			time = r.Figures[f].Time
		}
	}
	if time.IsZero() {
		time = first.Time
	}
	if len(places) == 0 {
		if places = r.mentioned(in); len(places) == 0 {
			places = first.Places
		}
	}
	return places, time
}

// phraseSetting returns the places and the time that the phrase headed by the
// noun at t gives: what prepositions join to it, and its relative clause.
func (r *reader) phraseSetting(t int) (places []assay.Ref[assay.Place], time assay.Ref[assay.Time]) {
	if !r.nominal(t) {
		return nil, time
	}
	var list []found
	last := int32(none)
	for k := max(int(r.low[t]), t-window); k < min(int(r.high[t]), t+window); k++ {
		p, tx := r.place[k], r.time[k]
		if p == none && tx == none || !r.qualifies(k, t) {
			continue
		}
		if p != none && p != last && r.setting(int(p)) && r.proper(int(p)) && !r.contains(int(p)) && !r.titled(&r.Places[p]) {
			list = append(list, found{int(p), r.distance(k, t)})
		}
		last = p
		if tx != none && time.IsZero() && r.datable(int(tx)) {
			time = assay.RefTo[assay.Time](int(tx))
		}
	}
	return r.nearest(list), time
}

// qualifies reports whether what token k says holds for the noun at t above it:
// there is no clause between them but one that modifies t itself, and nothing
// that only explains another noun ("a raid on Gao, a town in the north").
func (r *reader) qualifies(k, t int) bool {
	for i, steps := k, 0; steps < maxClimb*2; steps++ {
		h := r.up(i)
		switch {
		case h == none:
			return false
		case h == t:
			return !r.is(i, "conj", "parataxis", "advcl")
		case r.is(i, "appos", "conj", "acl") && r.place[i] != r.place[h] && !r.is(i, "conj"), r.opens(i):
			return false
		}
		i = h
	}
	return false
}

// farBack is how many tokens back an earlier word for an event, a place or a day
// may stand.
const farBack = 250

// mentioned returns the places of an earlier word for the event of in: "The
// raids on Gao drove out families ... when gunmen beheaded two men".
func (r *reader) mentioned(in *incident) []assay.Ref[assay.Place] {
	t := in.trigger
	if in.noun && !r.definite(t) {
		return nil
	}
	for k := t - 1; k >= max(0, t-farBack); k-- {
		if !r.names(k) || r.sourced[k] {
			continue
		}
		what := triggers[r.lemma[k]]
		if what.kind != in.what.kind || in.noun && !r.alike(t, k) {
			continue
		}
		if ps, _ := r.phraseSetting(k); len(ps) > 0 {
			return ps
		}
	}
	return nil
}

// titled reports whether place p lies within the longer name of an organisation, which
// says of whom it is and not where: "the Darfur Relief Committee".
func (g *graph) titled(p *assay.Place) bool {
	sp := p.Span
	lo, hi := g.Doc.TokensTouching(sp)
	for k := lo; k < hi; k++ {
		if n := g.name[k]; n != none && g.Names[n].Class == assay.OrganizationName && g.Names[n].Span.Len() > sp.Len() {
			return true
		}
	}
	return false
}
