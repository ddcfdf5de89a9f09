package coref

import (
	"strings"
)

// A vector is a comparison in the making: numbers in a fixed order.
type vector struct{ at []float32 }

func (v *vector) yes(list ...bool) {
	for _, b := range list {
		v.at = append(v.at, float32(count(b)))
	}
}

func (v *vector) say(list ...float32) { v.at = append(v.at, list...) }

// either sets whether one and whether both of two things hold.
func (v *vector) either(a, b bool) { v.yes(a != b, a && b) }

// both sets the smaller and the greater of two numbers.
func (v *vector) both(a, b float32) { v.say(min(a, b), max(a, b)) }

// least is what the words of a set weigh at least when a share of them is taken.
const least = 50

// compare sets v to the comparison of mentions a and b, which does not depend on which is
// which.
func (p *pile) compare(v *vector, a, b *seen) {
	v.at = v.at[:0]
	same := a.report == b.report
	lemma := a.id == b.id
	p.compareTheirReports(v, a, b)
	v.yes(same, lemma, lemma && same, !lemma && begins(a.lemma, b.lemma, 5), !lemma && begins(a.lemma, b.lemma, 3))
	p.compareSets(v, a, b, lemma)
	p.compareAcross(v, a, b, lemma)
	for k := range a.vector {
		c := a.vector[k].times(b.vector[k])
		v.say(c)
		if k == headVector || k == ownVector {
			v.say(c*float32(count(lemma)), c*float32(count(!lemma)))
		}
	}
	for k := range a.flag {
		v.either(a.flag[k], b.flag[k])
	}
	v.yes(lemma && a.flag[says] && b.flag[says])
	p.compareNumbers(v, a, b, lemma)
	p.compareInReport(v, a, b)
}

// begins reports whether two words begin with the same n bytes, or are shorter and the same.
func begins(a, b string, n int) bool { return a[:min(n, len(a))] == b[:min(n, len(b))] }

func (p *pile) compareTheirReports(v *vector, a, b *seen) {
	if a.report == b.report {
		v.say(0, 0, 0, 0)
		return
	}
	alike, together := p.alike[a.report][b.report], p.together[a.report][b.report]
	v.say(float32(alike)/(1000*most), float32(p.likely[a.report][b.report])/certain, float32(together)/(1000*most), float32(likelihood(together))/certain)
}

// compareSets compares the words of each set.
func (p *pile) compareSets(v *vector, a, b *seen, lemma bool) {
	for k := range sets {
		common, x, y := p.common(a.ids[k], b.ids[k]), a.weight[k], b.weight[k]
		contain, clash := float32(0), min(x, y) > 0 && common == 0
		if min(x, y) > 0 {
			contain = float32(common) / float32(max(least, min(x, y)))
		}
		v.say(contain)
		v.yes(clash)
		switch k {
		case own, around, core, line, names:
			v.say(share(common, x+y-common), min(1, float32(common)/3000), contain*float32(count(lemma)))
			v.yes(clash && lemma)
		}
	}
	if a.report == b.report {
		v.say(0, 0, 0)
		return
	}
	x, y := p.heavy[a.report], p.heavy[b.report]
	common := p.common(p.content[a.report], p.content[b.report])
	v.say(share(common, min(x, y)), share(common, x+y-common), min(1, float32(common)/3000))
}

func share(part, whole int32) float32 { return float32(part) / float32(max(least, whole)) }

// compareAcross compares sets of different kinds, and what is said of one mention with all
// that the other's report says.
func (p *pile) compareAcross(v *vector, a, b *seen, lemma bool) {
	for _, k := range [...][2]int{{doer, done}, {around, line}, {own, around}, {own, line}, {above, own}} {
		x, y := p.common(a.ids[k[0]], b.ids[k[1]]), p.common(b.ids[k[0]], a.ids[k[1]])
		v.say(min(1, float32(max(x, y))/1000), min(1, float32(min(x, y))/1000))
	}
	for _, k := range [...]int{around, names, line} {
		if a.report == b.report {
			v.say(0, 0, 0)
			continue
		}
		x, y := share(p.common(a.ids[k], p.content[b.report]), a.weight[k]), share(p.common(b.ids[k], p.content[a.report]), b.weight[k])
		v.both(x, y)
		v.say(min(x, y) * float32(count(lemma)))
	}
}

// compareNumbers compares how long sentences are and how often what is told.
func (p *pile) compareNumbers(v *vector, a, b *seen, lemma bool) {
	is := float32(count(lemma))
	v.both(float32(len(a.words[line]))/30, float32(len(b.words[line]))/30)
	v.both(p.count[a.id], p.count[b.id])
	x, y := float32(p.weight[a.id])/1000, float32(p.weight[b.id])/1000
	v.both(x, y)
	v.say(x * is)
	v.both(a.share, b.share)
	v.say(a.share * b.share * is)
	v.both(min(1, float32(a.within)/3), min(1, float32(b.within)/3))
	v.either(!lemma && has(p.all[b.report], a.id), !lemma && has(p.all[a.report], b.id))
	v.either(!lemma && has(p.told[b.report], a.id), !lemma && has(p.told[a.report], b.id))
}

// joints are the relations between two mentions one of which hangs on the other.
var joints = strings.Fields("compound amod obj appos acl advcl conj ccomp xcomp nsubj obl nmod parataxis nsubj:pass")

// compareInReport compares where two mentions of one report stand.
func (p *pile) compareInReport(v *vector, a, b *seen) {
	from := len(v.at)
	if a.report != b.report {
		for range inReport {
			v.say(0)
		}
		return
	}
	if a.head > b.head {
		a, b = b, a
	}
	here, next := a.sentence == b.sentence, b.nth-a.nth == 1
	v.yes(here, b.sentence-a.sentence == 1, next)
	rel := ""
	switch {
	case here && a.up == b.head:
		rel = p.sights[a.report].Tokens[a.head].Rel
	case here && b.up == a.head:
		rel = p.sights[a.report].Tokens[b.head].Rel
	}
	base, _, _ := strings.Cut(rel, ":")
	for _, j := range joints {
		v.yes(rel != "" && (rel == j || base == j && rel != "nsubj:pass"))
	}
	v.yes(rel != "", here && rel == "" && a.up >= 0 && a.up == b.up)
	for _, far := range [...]int{1, 3, 8} {
		v.yes(here && b.head-a.head <= far)
	}
	v.yes(a.flag[verb] && b.flag[definite], a.flag[verb] && b.flag[noun], a.flag[noun] && b.flag[verb], b.flag[pronoun], b.flag[pronoun] && next, b.flag[indefinite])
	for len(v.at) < from+inReport {
		v.say(0)
	}
}

// inReport is how many numbers compare where two mentions of one report stand.
const inReport = 28
