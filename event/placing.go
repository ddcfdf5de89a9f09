package event

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"assay"
)

const (
	mostPlaces = 3   // how many places a figure keeps
	window     = 150 // how many tokens away they may stand
)

// clauseHead returns the head of the clause that token i is in: the first word
// on the way up that is joined to a word above as a clause, or the root.
func (g *graph) clauseHead(i int) int {
	for steps := 0; steps < maxClimb*4; steps++ {
		h := g.up(i)
		if h == none || g.opens(i) {
			return i
		}
		i = h
	}
	return i
}

// opens reports whether token i is the head of a clause within another.
func (g *graph) opens(i int) bool {
	if g.is(i, "ccomp", "advcl", "parataxis", "csubj") || g.Tokens[i].Rel == "acl:relcl" {
		return true
	}
	if g.is(i, "acl") {
		return g.Tokens[i].POS == "VERB"
	}
	return g.is(i, "conj") && (g.verbal(i) || g.child(i, "nsubj") != none)
}

// clause returns the range of tokens of the clause that i is in.
func (g *graph) clause(i int) (lo, hi int) {
	h := g.clauseHead(i)
	return int(g.low[h]), int(g.high[h])
}

// found is a place that may say where, and how far off its words are.
type found struct{ place, dist int }

// nearest returns the nearest places of list, in text order.
func (g *graph) nearest(list []found) (places []assay.Ref[assay.Place]) {
	// "held in Idlib, raising fears among Norway police officers": a place that
	// only describes a noun says where only if no other does.
	literal := slices.ContainsFunc(list, func(f found) bool { return g.Places[f.place].Role == assay.Literal })
	list = slices.DeleteFunc(list, func(f found) bool { return literal && g.Places[f.place].Role != assay.Literal })
	sort.SliceStable(list, func(a, b int) bool { return list[a].dist < list[b].dist })
	if len(list) > mostPlaces {
		list = list[:mostPlaces]
	}
	sort.Slice(list, func(a, b int) bool { return list[a].place < list[b].place })
	for _, f := range list {
		places = append(places, assay.RefTo[assay.Place](f.place))
	}
	return places
}

// joint returns the relation, conj or xcomp, by which the content of claim c is
// joined to a word outside as a predicate without a subject of its own; or "".
func (r *reader) joint(c *assay.Claim) string {
	if len(c.Content) == 0 {
		return ""
	}
	lo, hi := r.TokensIn(c.Content[0].Span)
	for v := lo; v < hi; v++ {
		h := r.up(v)
		if !r.verbal(v) || h == none || h >= lo {
			continue
		}
		for _, rel := range [...]string{"conj", "xcomp"} {
			if r.is(v, rel) && r.child(v, "nsubj", "csubj") == none {
				return rel
			}
		}
		return ""
	}
	return ""
}

// distance ranks the words of a clause by how likely they say where: what
// follows comes before what stands before.
func (g *graph) distance(k, i int) int {
	if k >= i {
		return k - i
	}
	return 2*(i-k) + 4
}

// setting reports whether place p can be where something happens.
func (g *graph) setting(p int) bool {
	switch g.Places[p].Role {
	case assay.Demonym, assay.Metonym:
		return false
	}
	// "the U.S.-led campaign", "a Cairo-based group"
	end := int(g.Places[p].Span.End)
	return end+1 >= len(g.Text) || g.Text[end] != '-' || !unicode.IsLower(rune(g.Text[end+1]))
}

// proper reports whether place p has a name in it. "Their homes" and "the
// border" are goals of movements but do not say where on the map.
func (g *graph) proper(p int) bool {
	if g.Places[p].Gazetteer != "" {
		return true
	}
	for k, c := range g.Quote(g.Places[p].Span) {
		if unicode.IsUpper(c) && (k > 0 || !g.begins(g.Places[p].Span)) {
			return true
		}
	}
	return false
}

// begins reports whether sp begins a sentence.
func (g *graph) begins(sp assay.Span) bool {
	s := g.SentenceAt(sp.Start)
	return s >= 0 && g.Sentences[s].Start == sp.Start
}

// contains reports whether place p only says in what the place before it lies:
// "Goma, Congo".
func (g *graph) contains(p int) bool {
	if p == 0 {
		return false
	}
	a, b := g.Places[p-1], g.Places[p]
	if a.Span.End > b.Span.Start || g.Text[a.Span.End:b.Span.Start] != ", " {
		return false
	}
	if a.Precision <= b.Precision || b.Precision == assay.Unresolved {
		return false
	}
	return b.Precision == assay.CountryWide && a.Country == b.Country || b.Precision == assay.Admin1 && a.Country == b.Country
}

// datable reports whether time t says when, and not how long or how often.
func (g *graph) datable(t int) bool {
	switch tx := g.Times[t]; tx.Type {
	case "date", "time":
		return !strings.HasSuffix(tx.Value, "_REF") // not "now"
	case "duration":
		if !tx.Begin.IsZero() {
			return true // "over the past four years"
		}
		switch w, _, _ := strings.Cut(lower(g.Quote(tx.Span)), " "); w {
		case "recent", "past", "last", "the", "coming", "next", "previous", "preceding":
			return true // "in recent days"
		}
		before := lower(g.Text[max(0, int(tx.Span.Start)-len("in the course of ")):tx.Span.Start])
		for _, w := range [...]string{" space of ", " course of "} {
			if strings.HasSuffix(before, w) {
				return true // "in the space of a week"
			}
		}
	}
	return false
}

// paragraph returns the first token of the paragraph that i is in, but none
// further back than looks worthwhile.
func (g *graph) paragraph(i int) int {
	start := max(0, i-400)
	if r := g.RegionAt(g.Tokens[i].Span.Start); r >= 0 {
		lo := sort.Search(len(g.Tokens), func(k int) bool { return g.Tokens[k].Span.Start >= g.Regions[r].Span.Start })
		return max(start, lo)
	}
	return start
}

// findDateline sets the place of the dateline.
func (r *reader) findDateline() {
	r.dateline = none
	for k := range r.Regions {
		if r.Regions[k].Kind != assay.Dateline {
			continue
		}
		lo, hi := r.Doc.TokensTouching(r.Regions[k].Span)
		for i := lo; i < hi && r.dateline == none; i++ {
			r.dateline = int(r.place[i])
		}
		r.lead = r.Regions[k].Span.End
		return
	}
}

// leadLength is how far, in bytes, the place of a dateline holds.
const leadLength = 1200
