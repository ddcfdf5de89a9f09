package event

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"assay"
	"assay/lang/en"
)

// A setting is where and when something is said to have happened.
type setting struct {
	places    []assay.Ref[assay.Place]
	time      assay.Ref[assay.Time]
	inherited assay.Layer
}

const (
	mostPlaces = 3   // how many places a figure keeps
	window     = 150 // how many tokens away they may stand
)

// settingOf returns the place and time of the clause that token i is in, and
// where that names none, those of the clauses above, the sentence, the
// paragraph and the dateline. Of the sentence only what lies in the spans said
// counts, if there are any: "in Cairo" of "an official in Cairo said" is where
// the official is.
func (r *reader) settingOf(i int, said []assay.Span) setting {
	var s setting
	depth := 0
	for top := i; ; depth++ {
		lo, hi := r.clause(top)
		ps, t := r.named(max(lo, i-window), min(hi, i+window), i, top, said)
		if len(s.places) == 0 && len(ps) > 0 {
			s.places = ps
		}
		if s.time.IsZero() && t != none {
			s.time = assay.RefTo[assay.Time](t)
		}
		if len(s.places) > 0 && !s.time.IsZero() {
			return s
		}
		c := r.clauseHead(top)
		// What governs a clause of content is a cue: "officials in Cairo said".
		if h := r.up(c); h != none && depth < maxClimb && !r.is(c, "ccomp", "parataxis") {
			top = h
			continue
		}
		break
	}
	r.inherit(i, &s, said)
	return s
}

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

// named returns the places and the time that stand in [lo, hi) outside any
// deeper clause that does not hold token i, the nearest to i first. Adjectives
// of nationality and capitals that stand for governments are no places here.
func (g *graph) named(lo, hi, i, top int, said []assay.Span) (places []assay.Ref[assay.Place], time int) {
	time = none
	var list []found
	best := 1 << 30
	last := int32(none)
	for k := lo; k < hi; k++ {
		if p := g.place[k]; p != none && p != last {
			last = p
			if g.setting(int(p)) && g.proper(int(p)) && !g.contains(int(p)) && g.inside(k, said) && g.sameClause(k, i, top) {
				list = append(list, found{int(p), g.distance(k, i)})
			}
		}
		if t := g.time[k]; t != none && g.datable(int(t)) && g.inside(k, said) && g.sameClause(k, i, top) {
			if d := g.distance(k, i); d < best {
				best, time = d, int(t)
			}
		}
	}
	return g.nearest(list), time
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

// inside reports whether token k lies in one of the spans, or there are none.
func (g *graph) inside(k int, spans []assay.Span) bool {
	for _, sp := range spans {
		if sp.Contains(g.Tokens[k].Span) {
			return true
		}
	}
	return len(spans) == 0
}

// heard reports whether what token k says may hold for token i: it stands in
// the content of the same claim, or both in the report's own voice.
func (r *reader) heard(k, i int, said []assay.Span) bool {
	if len(said) > 0 {
		return r.inside(k, said)
	}
	return !r.sourced[k] && r.voice(k) == r.voice(i)
}

// voice returns the innermost claim around token k, but looks through a claim
// whose content has its subject outside: "At least nine are believed to have
// drowned when a boat sank on Friday".
func (r *reader) voice(k int) claimNo {
	c := r.claims.at(r.Tokens[k].Span)
	if c >= 0 && r.joints[c] != "" {
		return none
	}
	return c
}

// said returns the spans of what claim c says, none where that is the predicate
// of a sentence in the report's voice, whose setting it shares: "The raids began
// on Friday, when gunmen burned a farm and, by some accounts, shot two herders".
func (r *reader) said(c claimNo) []assay.Span {
	if c >= 0 && r.joints[c] == "conj" {
		return nil
	}
	return r.claims.content(c)
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

// sameClause reports whether token k is in the clause of top itself or in the
// one of i, and not in another clause beneath it.
func (g *graph) sameClause(k, i, top int) bool {
	h := g.clauseHead(k)
	if h == g.clauseHead(top) || h == g.clauseHead(i) {
		return true
	}
	// "were captured and are being held in Idlib": one subject, one clause.
	for steps := 0; g.is(h, "conj") && g.child(h, "nsubj") == none && g.up(h) != none && steps < 4; steps++ {
		if h = g.clauseHead(g.up(h)); h == g.clauseHead(top) {
			return true
		}
	}
	// "to conflicts raging in Mali": a reduced clause on a noun of this one.
	if g.up(h) == none {
		return false
	}
	reduced := g.Tokens[h].Rel == "acl" || g.is(h, "advcl", "xcomp") && g.child(h, "nsubj", "mark") == none
	return reduced && g.clauseHead(g.up(h)) == g.clauseHead(top)
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

// inherit fills what s lacks from the sentence, the paragraph up to it, the
// dateline and the paragraphs before, and notes that it did.
func (r *reader) inherit(i int, s *setting, said []assay.Span) {
	lo, hi := r.sentence(i)
	first := lo
	lo, hi = max(lo, i-window), min(hi, i+window)
	if len(s.places) == 0 {
		if s.places = r.anyPlaces(lo, hi, i, said); len(s.places) == 0 {
			s.places = r.speakersSite(i)
		}
		if len(s.places) == 0 {
			s.places = r.earlierPlaces(i, first)
		}
		if len(s.places) == 0 && len(said) > 0 {
			s.places = r.anyPlaces(lo, hi, i, nil)
		}
		if len(s.places) > 0 {
			s.inherited |= assay.Places
		}
	}
	if s.time.IsZero() {
		if s.time = r.anyTime(lo, hi, i, said); s.time.IsZero() {
			s.time = r.earlierTime(i, first)
		}
		if !s.time.IsZero() {
			s.inherited |= assay.Times
		}
	}
}

// speakersSite returns where the speakers of a claim work, if they say what they
// did there: "Nurses at the clinic in Wau said they had treated 40".
func (r *reader) speakersSite(i int) []assay.Ref[assay.Place] {
	c := r.claims.at(r.Tokens[i].Span)
	s := r.subjectOf(r.clauseHead(i))
	if c < 0 || s == none {
		return nil
	}
	switch lower(r.Word(s)) {
	case "they", "we", "it", "he", "she", "i":
	default:
		return nil
	}
	src := r.Claims[c].Source.In(r.Sources)
	if src == nil {
		return nil
	}
	lo, hi := r.TokensIn(src.Span)
	for k := lo; k < hi; k++ {
		p := r.place[k]
		if p == none || !r.setting(int(p)) || !r.proper(int(p)) {
			continue
		}
		if h := r.up(k); h != none && (sites[r.lemma[h]] || workplaces[r.lemma[h]]) {
			return []assay.Ref[assay.Place]{assay.RefTo[assay.Place](int(p))}
		}
	}
	return nil
}

// workplaces are nouns for where people are brought to.
var workplaces = en.Words("clinic morgue ward station courthouse jail infirmary surgery mortuary crossing checkpoint")

func (r *reader) anyPlaces(lo, hi, i int, said []assay.Span) []assay.Ref[assay.Place] {
	var list []found
	last := int32(none)
	for k := lo; k < hi; k++ {
		if p := r.place[k]; p != none && p != last {
			last = p
			if r.setting(int(p)) && r.proper(int(p)) && !r.contains(int(p)) && r.heard(k, i, said) {
				list = append(list, found{int(p), r.distance(k, i)})
			}
		}
	}
	return r.nearest(list)
}

func (r *reader) anyTime(lo, hi, i int, said []assay.Span) assay.Ref[assay.Time] {
	best, at := 1<<30, none
	for k := lo; k < hi; k++ {
		if t := r.time[k]; t != none && r.datable(int(t)) && r.heard(k, i, said) {
			if d := r.distance(k, i); d < best {
				best, at = d, int(t)
			}
		}
	}
	if at == none {
		return assay.Ref[assay.Time]{}
	}
	return assay.RefTo[assay.Time](at)
}

// earlierPlaces looks back from token lo through the paragraph that i is in,
// then at the dateline, then through the paragraphs before: news has a sentence
// or two in each, and names the place once.
func (r *reader) earlierPlaces(i, lo int) []assay.Ref[assay.Place] {
	start := r.paragraph(i)
	if places := r.placesBack(start, lo, nil); places != nil {
		return places
	}
	if r.dateline != none && r.early(i) {
		return []assay.Ref[assay.Place]{assay.RefTo[assay.Place](r.dateline)}
	}
	if r.another(i) {
		return nil
	}
	// Where something was said is not where it happened: "he told reporters in Oslo".
	return r.placesBack(max(0, i-farBack), start, func(k int) bool { return r.sourced[k] || r.cued[r.clauseHead(k)] })
}

// another reports whether token i stands in a clause that tells what came before
// the news: "The strike came after insurgents overran a base and killed 30". What
// the paragraphs before say of place and day is not said of that.
func (r *reader) another(i int) bool {
	for k, steps := i, 0; k != none && steps < maxClimb*2; k, steps = r.up(k), steps+1 {
		if !r.is(k, "advcl") {
			continue
		}
		if m := r.Child(k, "mark"); m >= 0 && lower(r.Word(m)) == "after" {
			return true
		}
	}
	return false
}

// placesBack looks back from token lo to token start for the last place at which
// something may have happened, but for those that skip, if there is one, skips.
func (r *reader) placesBack(start, lo int, skip func(k int) bool) []assay.Ref[assay.Place] {
	side := none // a place that only a clause on the side names
	for k := lo - 1; k >= start; k-- {
		if side != none && r.sent[k] != r.sent[side] {
			break
		}
		if p := r.place[k]; p == none || !r.setting(int(p)) || !r.proper(int(p)) || r.contains(int(p)) || skip != nil && skip(k) {
			continue
		}
		if !r.bySide(k) {
			return []assay.Ref[assay.Place]{assay.RefTo[assay.Place](int(r.place[k]))}
		}
		if side == none {
			side = k
		}
	}
	if side != none {
		return []assay.Ref[assay.Place]{assay.RefTo[assay.Place](int(r.place[side]))}
	}
	return nil
}

// bySide reports whether token k stands in a participle clause on the side, which
// tells where one goes next rather than where things happen: "They crossed the
// Niger by canoe, heading for Gao".
func (r *reader) bySide(k int) bool {
	h := r.clauseHead(k)
	for steps := 0; r.Tokens[h].Rel == "acl:relcl" && r.up(h) != none && steps < 4; steps++ {
		h = r.clauseHead(r.up(h))
	}
	return r.is(h, "advcl") && r.Tokens[h].XPOS == "VBG"
}

// earlierTime looks back likewise for a date; in the paragraphs before for a day,
// as a month or a year there dates something else as often as not.
func (r *reader) earlierTime(i, lo int) assay.Ref[assay.Time] {
	start := r.paragraph(i)
	far := start
	if !r.another(i) {
		far = max(0, i-farBack)
	}
	for k := lo - 1; k >= far; k-- {
		if t := r.time[k]; t != none && r.datable(int(t)) && r.Times[t].Type == "date" && (k >= start || r.Times[t].Precision == "day") {
			return assay.RefTo[assay.Time](int(t))
		}
	}
	return assay.Ref[assay.Time]{}
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
		lo, hi := touching(r.Doc, r.Regions[k].Span)
		for i := lo; i < hi && r.dateline == none; i++ {
			r.dateline = int(r.place[i])
		}
		r.lead = r.Regions[k].Span.End
		return
	}
}

// leadLength is how far, in bytes, the place of a dateline holds.
const leadLength = 1200

// early reports whether token i stands where the dateline's place still holds.
func (r *reader) early(i int) bool {
	return r.Tokens[i].Span.Start-r.lead < leadLength && r.Tokens[i].Span.Start >= r.lead
}
