package claim

import (
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/lang/neural"
)

// A Sight is what the learnt reader sees of a report: which tokens may be cues, and
// features, as hashes, of each token, of each cue, and of each token as seen from a cue.
type Sight struct {
	doc      *assay.Doc
	r        *reader
	rel      []uint64 // token -> its relation
	lemmas   []uint64 // token -> its lemma
	tags     []uint64 // token -> its Penn tag
	sentence []int32  // token -> number of its sentence
	first    []int32  // token -> the first of its sentence
	region   []int32  // token -> number of its region
	finite   []int32  // finite verbs before the token
	commas   []int32  // commas and the like before it
	stops    []int32  // semicolons before it
	thats    []int32  // words "that" before it
	piece    []part   // token -> the piece of an attribution it stands in
	cues     []int32  // cues of attributions before the token
	quotes   []int32  // quotations that begin before it
	hits     map[uint32]bool
}

// part says which piece of an attribution a token stands in, and where.
type part struct {
	of   int32  // 1 + number of the attribution
	kind uint8  // 1 source, 2 cue, 3 content
	at   uint64 // where in the piece: begins, ends
}

// Look returns what is to be seen of doc. Cues are words by their lemmas that may head
// a cue, as prints of their hashes.
func Look(doc *assay.Doc, cues map[uint32]bool) *Sight { return look(newReader(doc), cues) }

func look(r *reader, cues map[uint32]bool) *Sight {
	doc, n := r.doc, len(r.doc.Tokens)
	s := &Sight{doc: doc, r: r, rel: make([]uint64, n), lemmas: make([]uint64, n), tags: make([]uint64, n), sentence: make([]int32, n), region: make([]int32, n), first: make([]int32, n), finite: make([]int32, n+1),
		commas: make([]int32, n+1), thats: make([]int32, n+1), stops: make([]int32, n+1), piece: make([]part, n), cues: make([]int32, n+1), quotes: make([]int32, n+1), hits: cues}
	for i := range doc.Attributions {
		a := &doc.Attributions[i]
		for kind, list := range [][]assay.Span{a.Source, a.Cue, a.Content} {
			for _, sp := range list {
				lo, hi := doc.TokensIn(sp)
				for k := lo; k < hi; k++ {
					s.piece[k] = part{int32(i + 1), uint8(kind + 1), bit(k == lo) | bit(k == hi-1)<<1}
				}
			}
		}
	}
	at, g := 0, 0
	for k := range doc.Tokens {
		t := &doc.Tokens[k]
		for at < len(doc.Sentences) && doc.Sentences[at].End <= t.Span.Start {
			at++
		}
		for g < len(doc.Regions) && doc.Regions[g].Span.End <= t.Span.Start {
			g++
		}
		s.sentence[k], s.region[k] = int32(at), int32(g)
		if s.first[k] = int32(k); k > 0 && s.sentence[k-1] == s.sentence[k] {
			s.first[k] = s.first[k-1]
		}
		s.rel[k], s.lemmas[k], s.tags[k] = neural.Hash(t.Rel), neural.Hash(r.lemma(k)), neural.Hash(t.XPOS)
		s.finite[k+1] = s.finite[k] + int32(bit(en.OneOf(t.XPOS, "VBD", "VBZ", "VBP", "MD")))
		s.commas[k+1] = s.commas[k] + int32(bit(t.POS == "PUNCT" && en.OneOf(doc.Word(k), ",", ";", ":", "—", "–", "-", "(", ")")))
		s.stops[k+1] = s.stops[k] + int32(bit(doc.Word(k) == ";"))
		s.thats[k+1] = s.thats[k] + int32(bit(r.low(k) == en.That && t.POS == "SCONJ"))
		s.cues[k+1] = s.cues[k] + int32(bit(s.piece[k].kind == 2 && s.piece[k].at&1 != 0))
		q := r.quoteAt[k]
		s.quotes[k+1] = s.quotes[k] + int32(bit(q > 0 && r.quotes[q-1].lo == k))
	}
	return s
}

func bit(yes bool) uint64 {
	if yes {
		return 1
	}
	return 0
}

// CuePrint is how Look's words are told.
func CuePrint(lemma string) uint32 { return neural.Print(neural.Hash(strings.ToLower(lemma))) }

// Heads reports whether a word of token k's class may head a cue.
func Heads(t *assay.Token) bool {
	return !en.OneOf(t.POS, "PUNCT", "AUX", "DET", "PART", "PRON", "SCONJ", "CCONJ", "NUM", "PROPN", "SYM", "X", "INTJ")
}

// Cues returns the tokens that may head a cue.
func (s *Sight) Cues() (list []int) {
	for k := range s.doc.Tokens {
		t := &s.doc.Tokens[k]
		if !Heads(t) {
			continue
		}
		h := int(t.Head)
		if s.hits[neural.Print(s.lemmas[k])] || s.piece[k].kind == 2 && (h < 0 || s.piece[h].kind != 2 || s.piece[h].of != s.piece[k].of) {
			list = append(list, k)
		}
	}
	return list
}

// The window of a cue is what of its paragraph stands at most so many tokens before and
// behind it.
const (
	back  = 110
	ahead = 150
)

// Window returns the tokens that the cue c is asked about.
func (s *Sight) Window(c int) (lo, hi int) {
	lo, hi = c, c+1
	for lo > 0 && c-lo < back && s.region[lo-1] == s.region[c] {
		lo--
	}
	for hi < len(s.region) && hi-c < ahead && s.region[hi] == s.region[c] {
		hi++
	}
	return lo, hi
}

// quoteState tells how token k stands to quotations.
func (s *Sight) quoteState(k int) uint64 {
	if k < 0 || k >= len(s.r.quoteAt) {
		return 9
	}
	q := s.r.quoteAt[k]
	if q == 0 {
		return 0
	}
	u := &s.r.quotes[q-1]
	state := uint64(1)
	switch {
	case k == u.lo:
		state = 2
	case k == u.hi-1 && !u.continues:
		state = 3
	}
	return state + 3*bit(u.utterance)
}

// lemma returns the hash of the lemma of token k, or of none.
func (s *Sight) lemma(k int) uint64 {
	if k < 0 || k >= len(s.rel) {
		return 0
	}
	return s.lemmas[k]
}

func (s *Sight) xpos(k int) uint64 {
	if k < 0 || k >= len(s.rel) {
		return 0
	}
	return s.tags[k]
}

// Token returns the features of token k by itself.
func (s *Sight) Token(k int, list []uint64) []uint64 {
	b := neural.Bag{Features: list, Kind: 1000}
	t := &s.doc.Tokens[k]
	b.Add(s.lemma(k))
	b.Add(s.xpos(k))
	b.Add(neural.Mix(s.rel[k], s.xpos(k)))
	b.Add(neural.Mix(s.xpos(k-1), s.xpos(k)))
	b.Add(neural.Mix(s.xpos(k), s.xpos(k+1)))
	b.Add(neural.Mix(s.quoteState(k), neural.Mix(s.quoteState(k-1), s.quoteState(k+1))))
	b.Add(bit(k == 0 || s.sentence[k-1] != s.sentence[k]) | bit(k+1 == len(s.rel) || s.sentence[k+1] != s.sentence[k])<<1 |
		bit(k == 0 || s.region[k-1] != s.region[k])<<2 | bit(k+1 == len(s.rel) || s.region[k+1] != s.region[k])<<3)
	who := uint64(9)
	if a, ok := s.r.actorAt[k]; ok {
		who = uint64(s.doc.Actors[a].Class)
	}
	b.Add(who)
	b.Add(bit(s.r.timeWord(k)))
	p := s.piece[k]
	b.Add(uint64(p.kind)*4 + p.at)
	b.Add(s.lemma(k - 1))
	b.Add(s.lemma(k + 1))
	b.Add(neural.Mix(s.lemma(int(t.Head)), s.rel[k]))
	return b.Features
}

// Cue returns the features of the cue c by itself.
func (s *Sight) Cue(c int, list []uint64) []uint64 {
	b := neural.Bag{Features: list, Kind: 2000}
	doc := s.doc
	t := &doc.Tokens[c]
	lemma := s.lemma(c)
	b.Add(lemma)
	b.Add(neural.Mix(lemma, s.xpos(c)))
	b.Add(neural.Mix(s.xpos(c), s.rel[c]))
	b.Add(neural.Mix(lemma, s.rel[c]))
	b.Add(s.quoteState(c))
	aux := uint64(0)
	for _, k := range doc.Children(c, "aux", "aux:pass", "advmod", "cop") {
		switch l := s.r.lemma(k); {
		case words.Not[l]:
			aux |= 1
		case doc.Tokens[k].XPOS == "MD":
			aux |= 2
		case doc.Tokens[k].Rel == "aux:pass":
			aux |= 4
		case l == en.Have:
			aux |= 8
		}
	}
	b.Add(aux)
	b.Add(neural.Mix(aux, lemma))
	p := s.piece[c]
	has := uint64(0)
	if p.kind == 2 {
		a := &doc.Attributions[p.of-1]
		has = 1 + bit(len(a.Source) > 0) | bit(len(a.Content) > 0)<<1 | uint64(min(max(a.Confidence*4, 0), 3))<<2
	}
	b.Add(uint64(p.kind)<<6 | has<<1)
	b.Add(s.lemma(c - 1))
	b.Add(s.lemma(c + 1))
	b.Add(neural.Mix(lemma, s.lemma(c+1)))
	kind := uint64(99)
	if g := int(s.region[c]); g < len(doc.Regions) && doc.Regions[g].Span.Start <= t.Span.Start {
		kind = uint64(doc.Regions[g].Kind)
	}
	b.Add(kind)
	subject, object := s.r.subject(c), doc.Child(c, "ccomp", "obj", "xcomp", "parataxis")
	b.Add(bit(subject >= 0) | bit(object >= 0)<<1)
	pronoun := uint64(0)
	if subject >= 0 && doc.Tokens[subject].POS == "PRON" {
		pronoun = s.lemma(subject)
	}
	b.Add(neural.Mix(pronoun, s.quoteState(c)))
	return b.Features
}

// An Outlook is what is the same for all tokens that are seen from one cue.
type Outlook struct {
	s       *Sight
	c       int
	above   []int    // c and what it hangs on, from below
	up      []uint64 // for each of them, the way there
	lemma   uint64
	xpos    uint64
	passive uint64
	last    way
}

// way is how a token hangs together with the cue.
type way struct{ up, branch uint64 }

// From returns what is seen from the cue c.
func (s *Sight) From(c int) *Outlook {
	o := &Outlook{s: s, c: c, lemma: s.lemma(c), xpos: s.xpos(c)}
	path := uint64(1)
	for k := c; k >= 0 && len(o.above) < 30; k = int(s.doc.Tokens[k].Head) {
		o.above, o.up = append(o.above, k), append(o.up, path)
		if len(o.up) < 4 {
			path = neural.Mix(path, s.rel[k])
		} else {
			path = 2
		}
	}
	o.passive = bit(s.r.passive(c))
	return o
}

// way returns how token j hangs together with the cue, and how far below.
func (o *Outlook) way(j int) (w way, depth int) {
	s := o.s
	if s.sentence[j] != s.sentence[o.c] {
		return way{3, uint64(min(max(int(s.sentence[j])-int(s.sentence[o.c]), -3), 3) + 10)}, 0
	}
	branch := uint64(5)
	for k := j; k >= 0 && depth < 40; depth++ {
		if i := slices.Index(o.above, k); i >= 0 {
			return way{o.up[i], branch}, depth
		}
		h := int(s.doc.Tokens[k].Head)
		branch = neural.Mix(s.rel[k], bit(k < h)|bit(k < o.c)<<1)
		k = h
	}
	return way{4, 0}, depth
}

// sizes sorts distances into kinds.
func size(n int) uint64 {
	for k, most := range []int{1, 2, 3, 4, 5, 6, 8, 11, 16, 22, 32, 45, 64, 90} {
		if n <= most {
			return uint64(k)
		}
	}
	return 14
}

// Seen returns the features of token j as seen from the cue of o. Tokens are asked for
// in their order.
func (o *Outlook) Seen(j int, list []uint64) []uint64 {
	s := o.s
	b := neural.Bag{Features: list, Kind: 3000}
	lo, hi := min(j, o.c), max(j, o.c)
	side := bit(j > o.c) + 2*bit(j == o.c)
	far := size(hi-lo)<<2 | side
	w, depth := o.way(j)
	way := neural.Mix(w.up, w.branch)
	last := neural.Mix(o.last.up, o.last.branch)
	apart := uint64(min(max(int(s.sentence[j])-int(s.sentence[o.c]), -2), 2) + 2)
	b.Add(far)
	b.Add(way)
	b.Add(neural.Mix(way, neural.Mix(s.rel[j], uint64(min(depth, 2)))))
	b.Add(neural.Mix(last, way))
	q := min(max(int(s.quotes[j+1])-int(s.quotes[o.c+1]), -2), 2) + 2
	b.Add(uint64(q)<<8 | s.quoteState(j)<<4 | s.quoteState(o.c))
	comma := uint64(min(s.commas[hi]-s.commas[lo], 3))
	b.Add(comma<<4 | side<<2 | min(apart, 3))
	cues := uint64(min(s.cues[hi]-s.cues[lo], 2))
	b.Add(cues<<8 | side<<4 | apart)
	p, mine := s.piece[j], s.piece[o.c]
	tied := uint64(0)
	switch {
	case p.kind == 0:
	case mine.kind == 2 && mine.of == p.of:
		tied = 1
	case mine.kind == 2:
		tied = 2
	default:
		tied = 3
	}
	b.Add(tied<<8 | uint64(p.kind)<<4 | p.at)
	that := uint64(min(s.thats[hi]-s.thats[lo], 2))
	b.Add(that<<8 | side<<4 | bit(j > 0 && s.r.low(j-1) == en.That)<<2 | bit(s.r.low(j) == en.That))
	b.Add(neural.Mix(o.lemma, way))
	b.Add(neural.Mix(neural.Mix(o.xpos, o.passive), way))
	b.Add(neural.Mix(far, uint64(min(s.finite[hi]-s.finite[lo], 3))<<4|comma))
	b.Add(neural.Mix(o.lemma, far))
	b.Add(uint64(min(s.stops[hi]-s.stops[lo], 2))<<8 | side<<4 | apart)
	b.Add(uint64(min(j-int(s.first[j]), 3))<<16 | comma<<12 | cues<<8 | side<<4 | apart)
	o.last = w
	return b.Features
}
