package figure

import (
	"sort"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// none stands for no token, quantity, place, time or candidate.
const none = -1

// A Sight is a report as the heads look at it: what may be a figure, what may be said
// of it, and the features by which both are told. Training sees what reading sees.
type Sight struct {
	*assay.Doc
	Candidates []Candidate

	clause   []int32        // the head of the clause of each token
	up       []int32        // governor of each token, none at a root
	depth    []int32        // how many steps a token is below its root
	from, to []int32        // tokens of the sentence of each token
	kids     [][]int32      // what each token governs
	quantity []int32        // index of the quantity that covers a token, none
	place    []int32        // likewise
	time     []int32        // likewise
	actor    []int32        // index of the actor with a mention whose head the token is
	mention  []int32        // which mention of the actor that is, from 0
	claim    []int32        // innermost claim in whose content a token stands
	sourced  []bool         // part of the words for a source
	cued     []bool         // part of a cue
	region   []int32        // index of the region
	placeAt  []int32        // token that heads each place
	timeAt   []int32        // likewise
	stretch  [][2]int32     // of each time, the first and the last of a stretch that it is an end of
	entry    []string       // of each place, its gazetteer entry or its words
	entries  map[string]int // how often a place's entry is named
	lands    map[string]int // how often a country is, by its places
	named    int            // how many places have a country
	most     int            // how many have the country that most have
	earlier  []bool         // a word of the same lemma and part of speech stands before
	sentence []int32        // number of the sentence of each token
	nouns    []en.NounClass // 1 + what the noun at each token names, 0 where that was not asked
	told     []told         // of each candidate in the singular
}

// A Candidate is what may be a figure: a quantity, or a noun phrase in the singular.
type Candidate struct {
	Quantity int // index in Doc.Quantities, or -1: told in the singular
	At       int // token that stands for it: the numeral, or the noun
	Head     int // token that heads what is counted; At where that is left out
	Above    int // the verb over it, or the root of the sentence
}

// Look returns how the heads see doc, which has been read up to its claims.
func Look(doc *assay.Doc) *Sight {
	s := See(doc)
	s.candidates()
	s.tellings()
	return s
}

// See is Look without the candidates.
func See(doc *assay.Doc) *Sight {
	n := len(doc.Tokens)
	s := &Sight{Doc: doc, up: make([]int32, n), depth: make([]int32, n), from: make([]int32, n), to: make([]int32, n), kids: make([][]int32, n),
		claim: filled(n), actor: filled(n), mention: filled(n), region: filled(n), sourced: make([]bool, n), cued: make([]bool, n),
		entries: map[string]int{}, lands: map[string]int{}, earlier: make([]bool, n), sentence: make([]int32, n), nouns: make([]en.NounClass, n)}
	type lemma struct{ pos, word string }
	seen := make(map[lemma]bool, n)
	for i := range doc.Tokens {
		w := lemma{doc.Tokens[i].POS, doc.Tokens[i].Lemma}
		s.earlier[i] = seen[w]
		seen[w] = true
	}
	s.sentences()
	s.trees()
	s.clauses()
	s.quantity = s.TokenOwners(len(doc.Quantities), func(i int) assay.Span { return doc.Quantities[i].Span })
	s.place = s.TokenOwners(len(doc.Places), func(i int) assay.Span { return doc.Places[i].Span })
	s.time = s.TokenOwners(len(doc.Times), func(i int) assay.Span { return doc.Times[i].Span })
	s.voices()
	for a := range doc.Actors {
		for k, sp := range doc.Actors[a].Mentions {
			if i := s.head(sp); i != none {
				s.actor[i], s.mention[i] = int32(a), int32(k)
			}
		}
	}
	for p := range doc.Places {
		s.placeAt = append(s.placeAt, int32(s.head(doc.Places[p].Span)))
		if c := doc.Places[p].Country; c != "" {
			s.lands[c]++
			s.most = max(s.most, s.lands[c])
			s.named++
		}
		s.entry = append(s.entry, entry(doc, &doc.Places[p]))
		s.entries[s.entry[p]]++
	}
	for t := range doc.Times {
		s.timeAt = append(s.timeAt, int32(s.head(doc.Times[t].Span)))
	}
	s.stretches()
	return s
}

// stretches notes which times are the ends of one: "from 3 to 9 May", "between Friday and
// Sunday".
func (s *Sight) stretches() {
	through := en.Times().Through
	for t := range s.Times {
		s.stretch = append(s.stretch, [2]int32{int32(t), int32(t)})
	}
	for t := 1; t < len(s.Times); t++ {
		a, b := &s.Times[t-1], &s.Times[t]
		_, lo := s.TokensTouching(a.Span)
		hi, _ := s.TokensTouching(b.Span)
		if hi != lo+1 || !through[lowered(s.Word(lo))] || a.Begin.IsZero() || b.End.IsZero() || !a.Begin.Before(b.Begin) {
			continue
		}
		if lowered(s.Word(lo)) == en.And {
			if first, _ := s.TokensTouching(a.Span); first == 0 || lowered(s.Word(first-1)) != en.Between {
				continue
			}
		}
		s.stretch[t-1], s.stretch[t] = [2]int32{int32(t - 1), int32(t)}, [2]int32{int32(t - 1), int32(t)}
	}
}

func filled(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = none
	}
	return list
}

// entry names what place p is: its gazetteer entry, or its words.
func entry(doc *assay.Doc, p *assay.Place) string {
	if p.Gazetteer != "" {
		return p.Gazetteer
	}
	return strings.ToLower(doc.Quote(p.Span))
}

// sentences notes for each token its sentence, that one's tokens, and its region.
func (s *Sight) sentences() {
	k, r := 0, 0
	for i := range s.Tokens {
		s.from[i], s.to[i] = int32(i), int32(i+1)
		for r < len(s.Regions) && s.Regions[r].Span.End <= s.Tokens[i].Span.Start {
			r++
		}
		if r < len(s.Regions) && s.Regions[r].Span.Start <= s.Tokens[i].Span.Start {
			s.region[i] = int32(r)
		}
	}
	for i, number := 0, int32(0); i < len(s.Tokens); {
		for k < len(s.Sentences) && s.Sentences[k].End <= s.Tokens[i].Span.Start {
			k++
		}
		j := i + 1
		if k < len(s.Sentences) && s.Sentences[k].Contains(s.Tokens[i].Span) {
			for j < len(s.Tokens) && s.Sentences[k].Contains(s.Tokens[j].Span) {
				j++
			}
			for t := i; t < j; t++ {
				s.from[t], s.to[t] = int32(i), int32(j)
			}
		}
		for t := i; t < j; t++ {
			s.sentence[t] = number
		}
		number++
		i = j
	}
}

// trees notes governors and what they govern. A head that leads out of its sentence
// or round in a ring makes its token a root.
func (s *Sight) trees() {
	for i := range s.Tokens {
		h := s.Tokens[i].Head
		if h < s.from[i] || h >= s.to[i] || int(h) == i {
			h = none
		}
		s.up[i], s.depth[i] = h, none
	}
	for i := range s.up {
		steps := int32(0)
		for k := int32(i); s.up[k] != none; k = s.up[k] {
			if steps++; steps > s.to[i]-s.from[i] {
				s.up[k] = none // a ring
				break
			}
		}
	}
	for i := range s.up {
		d := int32(0)
		for k := s.up[i]; k != none; k = s.up[k] {
			d++
		}
		s.depth[i] = d
	}
	count := make([]int32, len(s.up)) // of what each token governs
	for _, h := range s.up {
		if h != none {
			count[h]++
		}
	}
	room := make([]int32, len(s.up))
	for i, h := range s.up {
		if h == none {
			continue
		}
		if s.kids[h] == nil {
			s.kids[h], room = room[:0:count[h]], room[count[h]:]
		}
		s.kids[h] = append(s.kids[h], int32(i))
	}
}

// head returns the token of sp whose governor lies outside it, the last if there are
// several, but for points, prepositions and the like; none if sp holds no token.
func (s *Sight) head(sp assay.Span) int {
	lo, hi := s.TokensTouching(sp)
	at := none
	for i := lo; i < hi; i++ {
		switch s.Tokens[i].POS {
		case "PUNCT", "ADP", "ADV", "SCONJ", "CCONJ", "DET":
			continue
		}
		if h := int(s.up[i]); h < lo || h >= hi {
			at = i
		}
	}
	if at == none && hi > lo {
		at = hi - 1
	}
	return at
}

// voices notes which tokens stand in the content of a claim, the shortest around them,
// in the words for a source, and in a cue.
func (s *Sight) voices() {
	size := make([]int, len(s.Tokens))
	for c := range s.Claims {
		claim := &s.Claims[c]
		for _, part := range claim.Content {
			lo, hi := s.TokensTouching(part.Span)
			for i := lo; i < hi; i++ {
				if s.claim[i] == none || part.Span.Len() < size[i] {
					s.claim[i], size[i] = int32(c), part.Span.Len()
				}
			}
		}
		if src := claim.Source.In(s.Doc.Sources); src != nil {
			mark(s, s.sourced, src.Span)
		}
		mark(s, s.cued, claim.Cue)
	}
}

func mark(s *Sight, list []bool, sp assay.Span) {
	if sp.IsZero() {
		return
	}
	lo, hi := s.TokensTouching(sp)
	for i := lo; i < hi; i++ {
		list[i] = true
	}
}

// candidates lists what may be a figure, in text order.
func (s *Sight) candidates() {
	taken := make([]bool, len(s.Tokens)) // by a quantity: the noun it counts
	byToken := map[int]int{}             // candidate of a numeral
	for q := range s.Quantities {
		at := s.head(s.Quantities[q].Span)
		if at == none || !s.read(at) || s.dated(q, at) {
			continue
		}
		c := Candidate{Quantity: q, At: at, Head: at}
		if h := int(s.Quantities[q].Head); h >= 0 && h < len(s.Tokens) {
			c.Head = h
			taken[h] = true
		}
		c.Above = s.Above(c.Head)
		byToken[at] = len(s.Candidates)
		s.Candidates = append(s.Candidates, c)
	}
	quantities := s.Candidates
	s.Candidates = nil
	for i := range s.Tokens {
		if k, ok := byToken[i]; ok {
			s.Candidates = append(s.Candidates, quantities[k])
		}
		if s.one(i) && !taken[i] {
			s.Candidates = append(s.Candidates, Candidate{Quantity: none, At: i, Head: i, Above: s.Above(i)})
		}
	}
}

// read reports whether token i stands where reports tell something of their own.
func (s *Sight) read(i int) bool {
	if s.region[i] == none {
		return false
	}
	switch s.Regions[s.region[i]].Kind {
	case assay.Body, assay.Headline, assay.Caption, assay.Notes:
		return true
	}
	return false
}

// dated reports whether quantity q is part of a time, or nothing that is known.
func (s *Sight) dated(q, at int) bool {
	v := &s.Quantities[q]
	if !v.Low.IsKnown() && !v.Best.IsKnown() && !v.High.IsKnown() {
		return true
	}
	t := s.time[at]
	return t != none && s.Times[t].Span.Overlaps(v.Span)
}

// one reports whether token i may stand for one person or thing: a noun or pronoun in
// the singular that heads its phrase, in running text and without a number.
func (s *Sight) one(i int) bool {
	t := &s.Tokens[i]
	switch t.POS {
	case "NOUN", "PROPN":
		if strings.HasSuffix(t.XPOS, "S") {
			return false
		}
	case "PRON":
		if !strings.HasPrefix(t.XPOS, "PRP") || t.XPOS == "PRP$" {
			return false
		}
	default:
		return false
	}
	if s.region[i] == none || !s.Regions[s.region[i]].Kind.Runs() && s.Regions[s.region[i]].Kind != assay.Caption {
		return false
	}
	if s.quantity[i] != none || s.time[i] != none || s.place[i] != none || t.Is("compound", "flat", "fixed", "goeswith", "case", "punct", "amod") {
		return false
	}
	for _, k := range s.kids[i] {
		if s.Tokens[k].Is("nummod") || s.quantity[k] != none && s.Tokens[k].Is("det", "amod") {
			return false
		}
	}
	return true
}

// Above returns the first verb on the way up from token i, or the root of its sentence.
func (s *Sight) Above(i int) int {
	for s.up[i] != none {
		i = int(s.up[i])
		if s.Tokens[i].POS == "VERB" {
			return i
		}
	}
	return i
}

// clauses notes for each token the head of its clause.
func (s *Sight) clauses() {
	for i := range s.up {
		s.clause = append(s.clause, int32(s.clauseHead(i)))
	}
}

// clauseHead returns the head of the clause that token i is in: the first word on the way
// up that is joined to a word above as a clause, or the root.
func (s *Sight) clauseHead(i int) int {
	for s.up[i] != none && !s.opens(i) {
		i = int(s.up[i])
	}
	return i
}

// opens reports whether token i is the head of a clause within another.
func (s *Sight) opens(i int) bool {
	t := &s.Tokens[i]
	switch {
	case t.Is("ccomp", "advcl", "parataxis", "csubj") || t.Rel == "acl:relcl":
		return true
	case t.Is("acl"):
		return t.POS == "VERB"
	case t.Is("conj"):
		return t.POS == "VERB" || s.child(i, "nsubj") != none
	}
	return false
}

func (s *Sight) child(i int, rels ...string) int {
	for _, k := range s.kids[i] {
		if s.Tokens[k].Is(rels...) {
			return int(k)
		}
	}
	return none
}

// word is the hash of a token's word in small letters.
func (s *Sight) word(i int) uint64 {
	h := uint64(neural.HashStart)
	for _, c := range []byte(s.Word(i)) {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = neural.HashByte(h, c)
	}
	return h
}

// before counts the mentions that stand before token i; at are their tokens, in order.
func before(at []int32, i int) int {
	return sort.Search(len(at), func(k int) bool { return int(at[k]) >= i })
}

// How many mentions are looked at: the first of the report, and those around the
// candidate on each side.
const (
	firstMentions = 16
	nearMentions  = 24
)

// Mentions calls f for the mentions of a list that may say something of c; at are their
// tokens.
func (s *Sight) mentions(c *Candidate, at []int32, f func(k int)) {
	mid := before(at, c.At)
	lo, hi := max(firstMentions, mid-nearMentions), min(len(at), mid+nearMentions)
	for k := range min(firstMentions, len(at)) {
		if at[k] != none {
			f(k)
		}
	}
	for k := lo; k < hi; k++ {
		if at[k] != none {
			f(k)
		}
	}
}

// EachPlace calls f for the places that may say something of c.
func (s *Sight) EachPlace(c *Candidate, f func(p int)) { s.mentions(c, s.placeAt, f) }

// EachTime calls f for the times that may say something of c.
func (s *Sight) EachTime(c *Candidate, f func(t int)) { s.mentions(c, s.timeAt, f) }

// PlaceToken returns the token that heads place p, or -1.
func (s *Sight) PlaceToken(p int) int { return int(s.placeAt[p]) }

// TimeToken returns the token that heads time t, or -1.
func (s *Sight) TimeToken(t int) int { return int(s.timeAt[t]) }

// Entry names what place p is: its gazetteer entry, or its words.
func (s *Sight) Entry(p int) string { return s.entry[p] }

// Sentence returns the range of the tokens of the sentence of token i.
func (s *Sight) Sentence(i int) (lo, hi int) { return int(s.from[i]), int(s.to[i]) }

// Outside reports whether token i does not head the words of sp.
func (s *Sight) Outside(i int, sp assay.Span) bool { return s.head(sp) != i }
