package attribution

import (
	"strings"

	"assay"
	"assay/lang/neural"
)

// A Sight is a report as the network sees it: what its words, trees, names and
// quotation marks say of each token.
type Sight struct {
	doc      *assay.Doc
	hashes   []hashes
	clause   []int   // the verb, or other head, of the clause that a token stands in
	branch   []int   // the child of the clause through which the token hangs on it; the token itself at the clause
	kids     []kids  // what hangs on each token
	quote    []uint8 // how the token stands to quotation marks
	long     []uint8 // how long the quotation is
	names    []uint8 // class of the name it stands in, and whether it begins it
	sentence []int32 // the first token of its sentence
	left     []int32 // the nearest mark before it in the sentence, or -1
	right    []int32 // the nearest after it
}

type hashes struct{ lower, lemma, xpos, rel, suffix, prefix, outline uint64 }

// kids is what hangs on a word: its subject, its clause, its object, the word
// that opens it, the first and the last phrase with a preposition.
type kids struct{ subject, clause, object, mark, oblique, last int32 }

// How a token stands to quotation marks.
const (
	outside uint8 = iota
	opens
	inside
	closes
)

// Look makes the Sight of a report with tokens.
func Look(doc *assay.Doc) *Sight {
	n := len(doc.Tokens)
	s := &Sight{doc: doc, hashes: make([]hashes, n), clause: make([]int, n), branch: make([]int, n), kids: make([]kids, n),
		quote: make([]uint8, n), long: make([]uint8, n), names: make([]uint8, n),
		sentence: make([]int32, n), left: make([]int32, n), right: make([]int32, n)}
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		form := doc.Word(i)
		lower := strings.ToLower(form)
		s.hashes[i] = hashes{neural.Hash(plain(lower)), neural.Hash(t.Lemma), neural.Hash(t.XPOS), neural.Hash(t.Rel),
			neural.Hash(lower[max(0, len(lower)-3):]), neural.Hash(lower[:min(3, len(lower))]), neural.Outline(form)}
		s.kids[i] = kids{-1, -1, -1, -1, -1, -1}
	}
	for i := range doc.Tokens {
		t := &doc.Tokens[i]
		if t.Head < 0 {
			continue
		}
		k := &s.kids[t.Head]
		switch rel, _, _ := strings.Cut(t.Rel, ":"); rel {
		case "nsubj", "csubj":
			first(&k.subject, i)
		case "ccomp", "xcomp", "parataxis":
			first(&k.clause, i)
		case "obj", "obl":
			first(&k.object, i)
			if rel == "obl" {
				first(&k.oblique, i)
				k.last = int32(i)
			}
		case "mark", "case":
			first(&k.mark, i)
		}
	}
	for i := range doc.Tokens {
		s.clause[i], s.branch[i] = s.climb(i)
	}
	s.lookAtQuotes()
	s.lookAtSentences()
	for _, name := range doc.Names {
		lo, hi := doc.TokensIn(name.Span)
		for k := lo; k < hi; k++ {
			s.names[k] = 2 + 2*uint8(name.Class)
			if k == lo {
				s.names[k]++
			}
		}
	}
	return s
}

func first(to *int32, i int) {
	if *to < 0 {
		*to = int32(i)
	}
}

// plain makes curly marks straight.
func plain(s string) string {
	switch s {
	case "“", "”", "''", "``":
		return `"`
	case "’", "‘":
		return "'"
	case "’s":
		return "'s"
	case "n’t":
		return "n't"
	}
	return s
}

// climb returns the clause that token i stands in and the child of the clause
// through which it hangs there.
func (s *Sight) climb(i int) (clause, branch int) {
	branch = i
	for step := 0; step < 40; step++ {
		t := &s.doc.Tokens[i]
		if t.Head < 0 || heads(t) {
			return i, branch
		}
		branch, i = i, int(t.Head)
	}
	return i, branch
}

// heads reports whether t heads a clause.
func heads(t *assay.Token) bool {
	switch rel, _, _ := strings.Cut(t.Rel, ":"); rel {
	case "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis":
		return true
	case "conj":
		return t.POS == "VERB" || t.POS == "AUX"
	}
	return false
}

func (s *Sight) lookAtQuotes() {
	doc := s.doc
	regions := doc.Regions
	if len(regions) == 0 {
		regions = []assay.Region{{Span: assay.Span{End: int32(len(doc.Text))}}}
	}
	for _, region := range regions {
		lo, hi := doc.TokensIn(region.Span)
		open := -1
		shut := func(k int) {
			length := uint8(1)
			switch n := k - open; {
			case n > 12:
				length = 3
			case n > 4:
				length = 2
			}
			for j := open; j <= k; j++ {
				s.long[j] = length
			}
			open = -1
		}
		for k := lo; k < hi; k++ {
			w := doc.Word(k)
			switch {
			case open < 0 && (w == "“" || w == `"` || w == "``" || w == "«" || w == "„" || w == "''"):
				open = k
				s.quote[k] = opens
			case open >= 0 && (w == "”" || w == `"` || w == "''" || w == "»"):
				s.quote[k] = closes
				shut(k)
			case open >= 0:
				s.quote[k] = inside
			}
		}
		if open >= 0 {
			shut(hi - 1)
		}
	}
}

func (s *Sight) lookAtSentences() {
	doc := s.doc
	for _, sp := range doc.Sentences {
		lo, hi := doc.TokensIn(sp)
		last := int32(-1)
		for k := lo; k < hi; k++ {
			s.sentence[k], s.left[k] = int32(lo), last
			if doc.Tokens[k].POS == "PUNCT" {
				last = int32(k)
			}
		}
		next := int32(-1)
		for k := hi - 1; k >= lo; k-- {
			s.right[k] = next
			if doc.Tokens[k].POS == "PUNCT" {
				next = int32(k)
			}
		}
	}
}

// Hashes of what is not there.
const nothing = 0x7E57

// Features returns those of token i, in f's memory; the first is the word.
func (s *Sight) Features(i int, f []uint64) []uint64 {
	b := neural.Bag{Features: f[:0], Kind: 7000}
	h, t := &s.hashes[i], &s.doc.Tokens[i]
	b.Add(h.lower)
	b.Add(h.lemma)
	b.Add(neural.Mix(h.lemma, h.xpos))
	b.Add(h.suffix)
	b.Add(h.prefix)
	b.Add(h.outline)
	b.Add(h.xpos)
	b.Add(neural.Mix(h.xpos, h.rel))
	b.Add(uint64(s.names[i]))
	b.Add(uint64(s.quote[i])<<8 | uint64(s.long[i]))
	b.Add(s.edges(i))
	b.Add(neural.Mix(s.of(s.left[i]).lower, s.of(s.right[i]).lower))

	// the word that governs it
	head := int32(t.Head)
	side := uint64(0)
	if int(head) > i {
		side = 1
	}
	b.Add(neural.Mix(h.rel, s.of(head).lemma))
	b.Add(neural.Mix(neural.Mix(h.rel, s.of(head).xpos), side))
	b.Add(neural.Mix(h.rel, neural.Mix(s.of(head).rel, side)))

	// what hangs on it
	k := &s.kids[i]
	have := bit(k.subject >= 0)<<3 | bit(k.clause >= 0)<<2 | bit(k.object >= 0)<<1 | bit(k.mark >= 0)
	b.Add(neural.Mix(h.lemma, have))
	b.Add(neural.Mix(h.xpos, have))
	b.Add(neural.Mix(s.of(k.clause).rel, neural.Mix(h.xpos, s.of(k.mark).lower)))

	// the clause it stands in, and what that hangs on
	c := s.clause[i]
	top := int32(s.doc.Tokens[c].Head)
	role := s.of(int32(s.branch[i])).rel
	if s.branch[i] == i {
		role = neural.Mix(role, nothing)
	}
	b.Add(neural.Mix(role, s.of(int32(c)).lemma))
	b.Add(neural.Mix(role, neural.Mix(s.of(int32(c)).rel, bit(s.kids[c].clause >= 0))))
	b.Add(neural.Mix(s.of(int32(c)).rel, neural.Mix(s.of(top).lemma, bit(int(top) > i))))
	b.Add(neural.Mix(s.of(int32(c)).rel, neural.Mix(s.of(top).xpos, s.of(s.kids[c].mark).lower)))
	// what else hangs on the clause: "According to the coast guard, two boats …",
	// "…, officials said"
	k = &s.kids[c]
	b.Add(neural.Mix(role, s.opening(k.oblique)))
	b.Add(neural.Mix(role, s.opening(k.last)))
	b.Add(neural.Mix(role, neural.Mix(s.of(k.clause).rel, s.of(k.clause).lemma)))
	if top >= 0 {
		above := int32(s.clause[top])
		b.Add(neural.Mix(s.of(above).rel, neural.Mix(s.of(s.doc.Tokens[above].Head).lemma, bit(int(s.doc.Tokens[above].Head) > i))))
		b.Add(neural.Mix(s.of(int32(c)).rel, neural.Mix(s.of(above).rel, s.of(above).lemma)))
	}
	return b.Features
}

func bit(yes bool) uint64 {
	if yes {
		return 1
	}
	return 0
}

// edges says whether token i is the first or last of its sentence or paragraph.
func (s *Sight) edges(i int) uint64 {
	start := int(s.sentence[i]) == i
	end := i+1 == len(s.sentence) || int(s.sentence[i+1]) == i+1
	var e uint64
	if start {
		e |= 1
		if i == 0 || strings.Contains(s.doc.Text[s.doc.Tokens[i-1].Span.End:s.doc.Tokens[i].Span.Start], "\n") {
			e |= 2
		}
	}
	if end {
		e |= 4
		if i+1 == len(s.sentence) || strings.Contains(s.doc.Text[s.doc.Tokens[i].Span.End:s.doc.Tokens[i+1].Span.Start], "\n") {
			e |= 8
		}
	}
	return e
}

// of returns the hashes of token i; those of none where i is -1.
func (s *Sight) of(i int32) *hashes {
	if i < 0 {
		return &none
	}
	return &s.hashes[i]
}

var none = hashes{nothing, nothing, nothing, nothing, nothing, nothing, nothing}

// opening returns the preposition of the phrase that token i heads.
func (s *Sight) opening(i int32) uint64 {
	if i < 0 {
		return nothing
	}
	return s.of(s.kids[i].mark).lower
}
