package quantity

import (
	"assay/lang/en"
	"assay/lang/piece"
)

// counted returns the noun phrase that n counts, looked for from word k on.
func (r *reader) counted(n *numeral, k int) (phrase, bool) {
	measure := n.unit != "" && n.unit != unitFraction
	if n.of && r.at(k) == "," && r.at(k+1) == en.Of { // "hundreds, perhaps thousands, of men"
		k++
	}
	if measure || n.fraction {
		if measure && r.after > k {
			k = r.after
		}
		switch {
		case r.at(n.lo-1) == en.Worth:
			return r.nounBefore(n)
		case r.at(k) == en.Of && r.wholeAt(k+1) > k+1 && r.numberAt(r.wholeAt(k+1)) && numbers[r.at(r.wholeAt(k+1))].class != partWord: // "half of the town's 300 wells"
			return phrase{}, false
		case r.at(k) == en.Of || r.at(k) == en.In && n.unit != unitPercent && len(n.unit) == 3 && k+1 < len(r.words) && !r.words[k+1].upper: // "€5m in aid"
			k++
		case n.fraction && n.unit == unitFraction && (list.Halved[r.at(k)] || r.at(k-1) != en.Of && numbers[r.at(k-1)].class != partWord):
		case len(n.unit) == 3 && r.words[n.hi-1].kind != piece.Symbol:
			if p, ok := r.noun(k, true); ok && (r.at(n.lo-1) == en.A || r.at(n.lo-1) == en.The) { // "a $5 million ransom"
				return p, true
			}
			return r.nounBefore(n)
		default:
			return phrase{}, false
		}
	} else if r.at(k) == en.Of {
		k++
		if w := r.wholeAt(k); w < len(r.words) && r.numberAt(w) && !(numbers[r.at(w)].class == partWord || r.at(w) == en.One) { // "of the 500", "of the chain's 500 workers"
			return phrase{}, false
		}
		if !n.of && !list.Determiners[r.at(k)] && !list.Them[r.at(k)] && !(k < len(r.words) && r.words[k].upper && n.value() > 1) {
			return phrase{}, false
		}
	} else if n.of && r.at(k-1) != en.So && n.vague && n.unit == "" && numbers[r.at(k-1)].class == pluralWord {
		if r.at(k) == en.More || r.at(k) == en.Other { // "thousands more civilians"
			p, ok := r.noun(k+1, true)
			return p, ok && r.words[p.head].isPlural()
		}
		return phrase{}, false // "Hundreds surrendered"
	}
	if n.span && r.at(k) == "," && r.words[k-1].kind == piece.Letters && list.Maybe[r.at(k-2)] { // "ten, maybe twelve, goats"
		k++
	}
	if list.Them[r.at(k)] && r.at(k-1) == en.Of { // "43 bodies, 19 of them children"
		p, ok := r.noun(k+1, true)
		return p, ok && r.words[p.head].isPlural() && (p.hi == len(r.words) || r.at(p.hi) == en.And || closing[r.at(p.hi)])
	}
	for list.Determiners[r.at(k)] && k < n.hi+4 && (r.at(k-1) == en.Of || n.fraction || list.Determiners[r.at(k-1)]) {
		k++
	}
	if list.More[r.at(k)] {
		k++
		if r.at(k) == en.Than {
			return phrase{}, false
		}
	}
	if k >= len(r.words) || r.numberAt(k) && !(r.words[k].kind == piece.Letters && (numbers[r.at(k)].class == partWord || r.at(k) == en.Scores)) && !(r.at(k+1) == "-" && r.words[k].kind == piece.Digits) {
		return phrase{}, false
	}
	if list.StateWords[r.at(k)] && (k+1 >= len(r.words) || !r.nounAt(k+1) || r.words[k+1].tag == "" && !r.words[k+1].isPlural()) {
		return phrase{}, false // "12 dead in"
	}
	p, ok := r.noun(k, !n.article)
	if ok && (n.low.IsKnown() && n.value() > 1) {
		p = r.jointly(p)
	}
	if !ok || n.low.IsKnown() && n.value() > 1 && !measure && !n.fraction && !r.countable(p) {
		return phrase{}, false
	}
	return r.coordinate(p), true
}

// jointly extends a phrase that is a name, and no plural, over "and" and another
// name to the plural noun that both describe: "dozens of Akan and Ewe traders".
func (r *reader) jointly(p phrase) phrase {
	h := &r.words[p.head]
	if !h.upper || h.isPlural() || collectives[h.w] || r.at(p.hi) != en.And && r.at(p.hi) != en.Or || p.hi+1 >= len(r.words) || !r.words[p.hi+1].upper {
		return p
	}
	q, ok := r.noun(p.hi+1, true)
	if !ok || q.head == p.hi+1 || r.words[q.head].upper || !r.words[q.head].isPlural() {
		return p
	}
	return phrase{p.lo, q.hi, q.head}
}

// adjectival cuts p down to its first noun where that is what is counted, being in
// the singular before another singular: "a 12 page document" counts pages.
func (r *reader) adjectival(n *numeral, p phrase) phrase {
	if p.head == p.lo || !n.low.IsKnown() || n.value() <= 1 || n.vague || n.unit != "" {
		return p
	}
	h, first := &r.words[p.head], &r.words[p.lo]
	if h.isPlural() || collectives[h.w] || h.upper || first.upper || first.isPlural() || collectives[first.w] || r.class(p.lo) != names || first.tag != "" && first.tag != "NN" {
		return p
	}
	for k := p.lo + 1; k < p.head; k++ {
		if r.words[k].isPlural() || r.words[k].kind != piece.Letters {
			return p
		}
	}
	return phrase{p.lo, p.lo + 1, p.lo}
}

// countable reports whether the head of p can be counted by more than one: a
// plural, a name for many, or at least no singular that the tagger is sure of.
func (r *reader) countable(p phrase) bool {
	h := &r.words[p.head]
	if h.class() == en.Person && !h.upper && !h.isPlural() && !collectives[h.w] && !list.Finite[r.at(p.hi)] {
		return false // "took six hostage", "lost five straight"
	}
	if h.tag == "" && en.EndsIng(r.at(p.lo)) && !h.isPlural() {
		return false // "above 50 showing growth"
	}
	return h.isPlural() || collectives[h.w] || h.tag == "" || h.tag == "NN" || h.tag == "NNP"
}

// nounBefore returns "bribes" of "bribes of $20,000".
func (r *reader) nounBefore(n *numeral) (phrase, bool) {
	_, lo, _ := r.leftHedge(n.lo)
	if lo < 2 || r.at(lo-1) != en.Of && r.at(lo-1) != en.Worth || r.class(lo-2) != names || list.Closed[r.at(lo-2)] {
		return phrase{}, false
	}
	return phrase{lo - 2, lo - 1, lo - 2}, true
}

// unitOf returns the unit of what p counts; many is whether it counts more than one.
func (r *reader) unitOf(p phrase, many bool) string {
	h := &r.words[p.head]
	if h.w == en.Others { // "burnt 80 huts and damaged 20 others"
		if w := r.antecedent(); w >= 0 && !r.harmed(p.hi) && !r.harmBefore(p.lo-1) {
			return r.out[w].Unit
		}
	}
	class := h.class()
	if p.head > p.lo {
		class = en.NounPair(r.at(p.head-1), h.w, h.upper)
	}
	switch {
	case class == en.Household:
		return unitHousehold
	case class == en.Person, collectives[h.w], lives[h.one()], h.w == en.Olds, // "two 9-year-olds"
		class == en.Group && many && !h.isPlural(): // "40 staff" are so many members, "40 crews" are not
		return unitPerson
	}
	if k := p.head; k > p.lo+1 && r.at(k-1) == "-" && r.glued(k) && prefixWords[r.at(k-2)] { // "12 sub-districts"
		return r.at(k-2) + "-" + h.one()
	}
	return h.one()
}
