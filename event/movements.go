package event

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"assay"
)

// movements makes the movements of the courses. What is told twice with the same ends is
// one; nobody is followed by name.
func (r *reader) movements() {
	told := map[string]bool{}
	for _, c := range r.courses() {
		way, who := r.way(&c), r.who(&r.Movers[c.mover])
		if told[way] || who.IsZero() {
			continue
		}
		told[way] = true
		r.Movements = append(r.Movements, r.movement(&c, who))
	}
	slices.SortStableFunc(r.Movements, func(a, b assay.Movement) int { return cmp.Compare(a.Who.Start, b.Who.Start) })
}

// way names where a course begins and ends.
func (r *reader) way(c *course) string {
	var ends [2][]string
	for k, end := range [...]int{from, to} {
		for _, p := range c.ends[end] {
			ends[k] = append(ends[k], r.Entry(p))
		}
		slices.Sort(ends[k])
	}
	return strings.Join(ends[0], ",") + ">" + strings.Join(ends[1], ",")
}

func (r *reader) movement(c *course, who assay.Span) assay.Movement {
	mover := &r.Movers[c.mover]
	m := assay.Movement{Who: who, From: placeRefs(c.ends[from]), To: placeRefs(c.ends[to]), Via: placeRefs(c.ends[via]), Status: c.status}
	if k := r.ClaimAt(mover.At); k != none {
		m.Claim = assay.RefTo[assay.Claim](k)
		if r.Claims[k].Stance == assay.Denies {
			m.Status = "denied"
		}
	}
	if mover.Row != none {
		m.Count = assay.RefTo[assay.Figure](mover.Row)
		if fig := &r.Figures[mover.Row]; fig.Inherited&assay.Times == 0 {
			m.Time = fig.Time
		}
	}
	return m
}

// who returns the words for those who moved: what is counted, or the noun phrase without
// its article, for a pronoun that of the actor it stands for; none for a person with a name.
func (r *reader) who(m *Mover) assay.Span {
	at := m.At
	if a := r.ActorAt(at); a != none {
		actor := &r.Actors[a]
		if actor.Class == assay.Person && actor.Name != "" {
			return assay.Span{}
		}
		if r.Tokens[at].POS == "PRON" {
			at = max(0, r.HeadOf(actor.Mentions[0]))
		}
	}
	sp := r.Phrase(at)
	if m.Row != none && !r.Figures[m.Row].Counted.IsZero() {
		sp = r.Figures[m.Row].Counted
	}
	for lo, hi := r.TokensIn(sp); lo+1 < hi && r.Tokens[lo].Is("det"); lo++ {
		sp.Start = r.Tokens[lo+1].Span.Start
	}
	if r.person(sp) {
		return assay.Span{}
	}
	return sp
}

// person reports whether sp has a person's name in it.
func (r *reader) person(sp assay.Span) bool {
	at := sort.Search(len(r.Names), func(k int) bool { return r.Names[k].Span.End > sp.Start })
	for _, n := range r.Names[at:] {
		if n.Span.Start >= sp.End {
			break
		}
		if n.Class == assay.PersonName && n.Span.Overlaps(sp) {
			return true
		}
	}
	return false
}

func placeRefs(list []int) (refs []assay.Ref[assay.Place]) {
	for _, p := range list {
		refs = append(refs, assay.RefTo[assay.Place](p))
	}
	return refs
}
