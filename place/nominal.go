package place

import (
	"sort"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

// A nominal is a common noun that stands for a place: "their home countries".
type nominal struct {
	span   assay.Span
	within int  // the mention that it is part of; -1 if unknown
	part   bool // one part of it, rather than several or any: it gets the point of what it is part of
	here   bool // it lies where the names beside it do
	nation bool // "the country", of which no name says which: it is the report's
}

// place returns n as it leaves the package. Mentions are resolved by then.
func (n nominal) place(ms []mention, l land) assay.Place {
	pl := assay.Place{Span: n.span}
	if n.within < 0 {
		switch {
		case n.here:
			pl.Country, pl.Confidence, _ = guess(ms, n.span, l)
		case n.nation && l.share >= .5:
			pl.Country, pl.Confidence = l.country, byReport
		}
		return pl
	}
	m := &ms[n.within]
	e := m.choice
	if e.Name == "" {
		return pl
	}
	pl.Within, pl.Country = e.ID(), e.Country
	if n.part {
		pl.Lat, pl.Lon, pl.Precision, pl.Confidence = e.Lat, e.Lon, assay.AreaOf, m.sure
	}
	return pl
}

// phraser widens names to the phrases they stand in and finds nominals.
type phraser struct {
	doc   *assay.Doc
	ms    []mention
	owner []int32 // for each token 1 + the mention it lies in
	list  []nominal
}

// phrases widens the mentions ("eastern Ruritania", "Ruritania province", "the
// outskirts of Strelsau") and returns the nominals.
func phrases(doc *assay.Doc, ms []mention) []nominal {
	p := &phraser{doc: doc, ms: ms, owner: make([]int32, len(doc.Tokens))}
	for i := range ms {
		for k := ms[i].lo; k >= 0 && k < ms[i].hi; k++ {
			p.owner[k] = int32(i) + 1
		}
	}
	for i := range ms {
		if ms[i].lo >= 0 && ms[i].role != assay.Demonym {
			p.directed(&ms[i])
			p.away(&ms[i], int32(i)+1)
		}
	}
	for i := range doc.Tokens {
		if p.owner[i] == 0 {
			p.noun(i)
		}
	}
	return p.list
}

// directed takes in the directions before a name: "north-eastern Ruritania".
func (p *phraser) directed(m *mention) {
	lo := m.lo
	for lo > 0 && p.joined(lo-1) && p.owner[lo-1] == 0 {
		w := strings.ToLower(p.doc.Word(lo - 1))
		if !en.Directions()[w] && !(w == "-" && lo > 1 && en.Directions()[strings.ToLower(p.doc.Word(lo-2))]) {
			break
		}
		if w == en.Occupied && p.doc.Tokens[lo-1].POS != "ADJ" {
			break // "who occupied Strelsau"
		}
		lo--
	}
	// "he went north Monday" has no name after the direction; "further north
	// Ruritania" does not exist: an adverb is not followed by a name.
	if lo == m.lo || p.doc.Tokens[m.lo-1].POS == "ADV" {
		return
	}
	if m.role == assay.Modifier && capital(p.doc.Word(lo)) {
		return // "the East Ruritania Company"
	}
	m.phrase = p.doc.Cover(lo, m.hi)
	m.part = true
}

// joined reports whether only white space within a line parts tokens i and i+1.
func (p *phraser) joined(i int) bool {
	gap := p.doc.Text[p.doc.Tokens[i].Span.End:p.doc.Tokens[i+1].Span.Start]
	return len(gap) <= 1
}

// noun looks at one common noun.
func (p *phraser) noun(i int) {
	tok := &p.doc.Tokens[i]
	word := strings.ToLower(p.doc.Word(i))
	if word == en.Home || word == en.Abroad {
		if p.homeward(i, word) {
			p.list = append(p.list, nominal{span: tok.Span, within: -1})
			return
		}
	}
	side := en.Compass()[word]
	if tok.POS != "NOUN" && tok.POS != "PROPN" && !(side && (i+1 < len(p.doc.Tokens) && p.doc.Word(i+1) == en.Of || p.possessed(i))) {
		return
	}
	one := en.Singular(word)
	kind := side || en.Areas()[one] || en.Divisions()[one] || en.Towns()[one]
	if tok.Is("compound", "nmod:poss") && int(tok.Head) > i || !kind && (capital(p.doc.Word(i)) || !site(one)) {
		return // "border guards", "the country's army"
	}
	lo, hi := p.left(i), p.of(i)
	names, who := -1, -1
	for k := lo; k < hi; k++ {
		n := int(p.owner[k]) - 1
		switch {
		case n < 0 || n == names || n == who:
		case p.ms[n].role == assay.Demonym:
			who = n
		case names >= 0:
			return // "the border between": two names, each a place of its own
		default:
			names = n
		}
	}
	if names >= 0 {
		if m := &p.ms[names]; kind {
			p.widen(names, lo, i, hi, word, one)
		} else if len(m.cands) == 0 && m.hi == i && one == word && !capital(p.doc.Word(i)) {
			m.phrase.End, m.role = tok.Span.End, assay.Literal // "the Zenda river", "Zenda hospital"
		}
		return
	}
	if hi == i+1 && i+1 < len(p.doc.Tokens) && p.doc.Word(i+1) == en.Of {
		return // "our area of operations", "a state of emergency"
	}
	if capital(p.doc.Word(i)) || !p.stands(lo, i, word, one, kind) {
		return
	}
	n := nominal{span: p.doc.Cover(lo, hi), within: who}
	if who < 0 && (p.country(lo, i) || word == en.Country) {
		n.within = p.countryBefore(lo)
	} else if who >= 0 {
		n.part = (en.Areas()[one] || en.Compass()[word]) && one == word
	}
	if word == en.Country && who < 0 && !p.definite(lo) {
		n.within = -1 // "another country"
	}
	n.part = n.part || n.within >= 0 && en.Compass()[word]
	last := strings.ToLower(p.doc.Word(hi - 1)) // "the north of the country"
	switch {
	case last == en.Country && who < 0:
		n.nation = p.definite(lo) && (lo == i-1 || hi > i+1)
	case !en.Nations()[one]:
		n.here = true
	}
	p.list = append(p.list, n)
}

// widen makes the phrase [lo, hi) around the noun at i the place of mention n.
func (p *phraser) widen(n, lo, i, hi int, word, one string) {
	m := &p.ms[n]
	after := m.lo > i // "the city of X"
	if capital(p.doc.Word(i)) && (after || m.hi != i) {
		return // "the Strelsau Police Department"
	}
	switch {
	case en.Compass()[word] && !after && !p.possessed(i):
		return // "Strelsau south"
	case en.Towns()[one] && !after && p.possessed(i):
		return // "Ruritania's main cities"
	case after && one == word && en.NamedAreas()[one] && len(m.cands) > 0 && m.cands[0].Class != gazetteer.State:
		// "the western region of Darfur" is Darfur
	case en.Areas()[one] || en.Compass()[word]:
		m.part = true
	case en.Towns()[one]:
		m.want = gazetteer.Town
	default:
		m.want = gazetteer.Admin1
	}
	if !after && en.Beside()[one] {
		m.want = gazetteer.Unknown
		return // "Ruritania's capital" is another place than Ruritania
	}
	if one == en.Suburb {
		m.part, m.want = true, gazetteer.Unknown
	}
	sp := p.doc.Cover(lo, hi)
	sp.Start, sp.End = min(sp.Start, m.phrase.Start), max(sp.End, m.phrase.End)
	m.phrase, m.role = sp, assay.Literal
}

// left returns the first token of the noun phrase that ends with token i.
func (p *phraser) left(i int) int {
	doc := p.doc
	start, _ := doc.SentenceTokens(i)
	lo := i
	for k := i - 1; k >= start && i-k <= 8 && p.joined(k); k-- {
		switch doc.Tokens[k].POS {
		case "DET", "ADJ", "PROPN", "NOUN", "NUM", "ADV", "PRON":
		case "VERB": // "the burning village"
			if !doc.Tokens[k].Is("amod") {
				return p.trim(lo, i)
			}
		case "PART", "PUNCT":
			if w := doc.Word(k); w != "-" && w != "'s" && w != "’s" && w != "'" && w != "’" {
				return p.trim(lo, i)
			}
		default:
			return p.trim(lo, i)
		}
		if !doc.Under(k, i) {
			break
		}
		lo = k
	}
	return p.trim(lo, i)
}

// trim drops what no phrase begins with.
func (p *phraser) trim(lo, i int) int {
	for lo < i {
		switch p.doc.Tokens[lo].POS {
		case "PUNCT", "PART":
			lo++
			continue
		}
		return lo
	}
	return lo
}

// of returns the end of the phrase whose noun is token i: after "of" and a name
// where they follow, else after the noun.
func (p *phraser) of(i int) int {
	doc := p.doc
	if i+2 >= len(doc.Tokens) {
		return i + 1
	}
	switch word := doc.Word(i); {
	case doc.Word(i+1) == en.Of:
	case doc.Word(i+1) == en.With && en.Frontiers()[word]: // "the border with Ruritania"
	default:
		return i + 1
	}
	_, end := doc.SentenceTokens(i)
	for k := i + 2; k < end && k < i+6; k++ {
		if n := p.owner[k]; n > 0 {
			if m := &p.ms[n-1]; m.role != assay.Demonym && m.lo == k {
				return m.hi
			}
			continue
		}
		w := strings.ToLower(doc.Word(k))
		if en.Divided()[w] {
			return k + 1 // "the south of the country"
		}
		if w != en.The && w != en.A && doc.Tokens[k].POS != "ADJ" {
			break
		}
	}
	return i + 1
}

// stands reports whether the noun at i is the argument of a preposition of
// place or of a verb of motion.
func (p *phraser) stands(lo, i int, word, one string, kind bool) bool {
	if en.WeakSites()[one] && (one == word || en.Fragments()[one]) {
		return false
	}
	if (kind || one == en.Country) && lo == i {
		return false // "heading north", "in areas near Strelsau"
	}
	if lo > 0 && p.joined(lo-1) && en.Spatial()[strings.ToLower(p.doc.Word(lo-1))] {
		return one != en.Home || lo < i
	}
	tok := &p.doc.Tokens[i]
	return tok.Is("obj") && tok.Head >= 0 &&
		(en.Motion()[p.doc.Tokens[tok.Head].Lemma] || en.Motion()[strings.ToLower(p.doc.Word(int(tok.Head)))])
}

// homeward reports whether "home" at i is where somebody goes: "returned home".
func (p *phraser) homeward(i int, word string) bool {
	doc := p.doc
	if i == 0 || !p.joined(i-1) {
		return false
	}
	if en.Goes()[doc.Tokens[i-1].Lemma] && doc.Tokens[i-1].Lemma != en.Be && doc.Tokens[i-1].POS == "VERB" {
		tok := &doc.Tokens[i]
		return !tok.Is("compound", "amod")
	}
	h := int(doc.Tokens[i].Head)
	tag := doc.Tokens[i-1].POS
	return doc.Tokens[i].POS == "ADV" && h >= 0 && h < i && en.Goes()[doc.Tokens[h].Lemma] && tag != "DET" && tag != "PRON"
}

// possessed reports whether token i belongs to what stands before it: "the
// country's northwest".
func (p *phraser) possessed(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		switch p.doc.Word(k) {
		case "'s", "’s", "'", "’":
			return true
		}
	}
	return false
}

// country reports whether "the country's" stands in tokens [lo, i).
func (p *phraser) country(lo, i int) bool {
	for k := lo; k+1 < i; k++ {
		if strings.ToLower(p.doc.Word(k)) == en.Country && p.possessed(k+2) {
			return true
		}
	}
	return false
}

// definite reports whether the phrase from token lo says that it has been
// spoken of: "the country", "that country".
func (p *phraser) definite(lo int) bool {
	return en.Definite[strings.ToLower(p.doc.Word(lo))]
}

// countryBefore returns the last mention of the one country that is named in
// the sentence up to token i and the one before it, or, if none is, of the one
// whose people are; -1 if there is none or more than one.
func (p *phraser) countryBefore(i int) int {
	here := p.doc.SentenceAt(p.doc.Tokens[i].Span.Start)
	named, people := -1, -1
	clash := false
	before := sort.Search(len(p.ms), func(n int) bool { return p.ms[n].name.Start >= p.doc.Tokens[i].Span.Start })
	for n := before - 1; n >= 0; n-- {
		m := &p.ms[n]
		if s := p.doc.SentenceAt(m.name.Start); s < max(0, here-1) {
			break
		}
		if len(m.cands) == 0 || m.cands[0].Class != gazetteer.State {
			continue
		}
		last := &named
		if m.role == assay.Demonym {
			last = &people
		}
		switch {
		case *last < 0:
			*last = n
		case p.ms[*last].cands[0].Country == m.cands[0].Country:
		case last == &named:
			return -1
		default:
			clash = true
		}
	}
	if named < 0 && !clash {
		return people
	}
	return named
}
