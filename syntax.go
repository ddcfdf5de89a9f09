package assay

import "sort"

// Word returns the characters of token i.
func (d *Doc) Word(i int) string { return d.Tokens[i].Span.In(d.Text) }

// TokensIn returns the range [lo, hi) of the tokens that lie wholly within s.
func (d *Doc) TokensIn(s Span) (lo, hi int) {
	lo = sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].Span.Start >= s.Start })
	hi = lo
	for hi < len(d.Tokens) && d.Tokens[hi].Span.End <= s.End {
		hi++
	}
	return lo, hi
}

// TokensTouching returns the range [lo, hi) of the tokens that share a byte with s.
func (d *Doc) TokensTouching(s Span) (lo, hi int) {
	lo = sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].Span.End > s.Start })
	hi = lo
	for hi < len(d.Tokens) && d.Tokens[hi].Span.Start < s.End {
		hi++
	}
	return lo, hi
}

// TokenOwners returns, for every token, which of n spans, in order of their start, it
// lies in, -1 where in none; the first where several cover it.
func (d *Doc) TokenOwners(n int, span func(int) Span) []int32 {
	at := make([]int32, len(d.Tokens))
	for i := range at {
		at[i] = -1
	}
	for k := range n {
		lo, hi := d.TokensTouching(span(k))
		for i := lo; i < hi; i++ {
			if at[i] < 0 {
				at[i] = int32(k)
			}
		}
	}
	return at
}

// SentenceAt returns the index of the sentence that covers the byte at off,
// or -1.
func (d *Doc) SentenceAt(off int32) int {
	i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > off })
	if i == len(d.Sentences) || d.Sentences[i].Start > off {
		return -1
	}
	return i
}

// RegionAt returns the index of the region that covers the byte at off, or -1.
func (d *Doc) RegionAt(off int32) int {
	i := sort.Search(len(d.Regions), func(i int) bool { return d.Regions[i].Span.End > off })
	if i == len(d.Regions) || d.Regions[i].Span.Start > off {
		return -1
	}
	return i
}

// SentenceTokens returns the range [lo, hi) of the tokens of the sentence that
// token i stands in.
func (d *Doc) SentenceTokens(i int) (lo, hi int) {
	s := d.SentenceAt(d.Tokens[i].Span.Start)
	if s < 0 {
		return i, i + 1
	}
	return d.TokensIn(d.Sentences[s])
}

// Children returns the tokens that token i governs, in text order. If rels are
// given, only those whose relation, or its part before the colon, is among them.
func (d *Doc) Children(i int, rels ...string) []int {
	lo, hi := d.SentenceTokens(i)
	var kids []int
	for k := lo; k < hi; k++ {
		if int(d.Tokens[k].Head) == i && (len(rels) == 0 || d.Tokens[k].Is(rels...)) {
			kids = append(kids, k)
		}
	}
	return kids
}

// Child returns the first token that i governs by one of rels, or -1.
func (d *Doc) Child(i int, rels ...string) int {
	lo, hi := d.SentenceTokens(i)
	for k := lo; k < hi; k++ {
		if int(d.Tokens[k].Head) == i && d.Tokens[k].Is(rels...) {
			return k
		}
	}
	return -1
}

// Is reports whether t's relation, or its part before the colon, is one of rels:
// "nmod" and "nmod:poss" both match a token whose relation is "nmod:poss".
func (t *Token) Is(rels ...string) bool {
	for _, r := range rels {
		if t.Rel == r || len(t.Rel) > len(r) && t.Rel[len(r)] == ':' && t.Rel[:len(r)] == r {
			return true
		}
	}
	return false
}

// Subtree returns the range [lo, hi) of tokens from the first to the last that
// depend, directly or not, on token i, itself included. The parser is
// projective, so the range holds nothing else.
func (d *Doc) Subtree(i int) (lo, hi int) {
	slo, shi := d.SentenceTokens(i)
	lo, hi = i, i+1
	for lo > slo && d.Under(lo-1, i) {
		lo--
	}
	for hi < shi && d.Under(hi, i) {
		hi++
	}
	return lo, hi
}

// Under reports whether token k is top or depends, directly or not, on it.
func (d *Doc) Under(k, top int) bool {
	for steps := 0; k >= 0 && steps <= len(d.Tokens); steps++ {
		if k == top {
			return true
		}
		k = int(d.Tokens[k].Head)
	}
	return false
}

// Cover returns the span from the start of token lo to the end of token hi-1.
func (d *Doc) Cover(lo, hi int) Span {
	if lo >= hi {
		return Span{}
	}
	return Span{d.Tokens[lo].Span.Start, d.Tokens[hi-1].Span.End}
}
