package actor

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
)

// organizations makes one entity of all names of one body: "the Harbor Relief
// Committee" takes in "the H.R.C." and "the committee" (see nominals).
func (r *resolver) organizations() {
	for _, n := range append(slices.Clone(r.names), r.bodyNames()...) {
		lo, hi := r.doc.TokensIn(n.Span)
		for n.Class == assay.PersonName && lo > 0 && r.firstName(lo-1) {
			lo-- // "The newspaper Morning | Gull"
		}
		body := r.bodyBefore(lo)
		if n.Class != assay.OrganizationName && (body < 0 || n.Class != assay.PersonName && !words.Named[r.lower(body)]) && !r.abbreviated(lo, hi) {
			continue
		}
		for lo < hi-1 && r.doc.Tokens[lo].POS == "DET" {
			lo++
		}
		if hi-lo > 1 && isPossessive(r.doc.Word(hi-1)) {
			hi--
		}
		if lo >= hi || r.owner[lo] >= 0 || r.owner[hi-1] >= 0 {
			continue
		}
		for lo > 0 && r.partOfName(lo-1, lo, hi) {
			lo-- // "Provincial" in "Provincial Relief Authority", where the reader of names saw less
		}
		name := r.doc.Cover(lo, hi).In(r.doc.Text)
		e := r.sameOrganization(name)
		if e < 0 && body >= 0 && words.Ships[r.lower(body)] {
			continue // a ship does not act
		}
		if e < 0 {
			e = r.new(assay.Organization)
			p := r.list[e]
			p.Name, p.key = name, strings.ToLower(name)
			p.head = strings.ToLower(r.doc.Tokens[hi-1].Lemma)
			for k := lo; k < hi; k++ { // "Ministry of Health" is a ministry
				if w := r.lower(k); words.Bodies[w] {
					p.head = w
				}
			}
			r.callBody(e)
		}
		if body >= 0 && lo == body+1 { // "the charity Open Doors" is one body
			start := body
			for start > 0 && en.OneOf(r.doc.Tokens[start-1].POS, "DET", "ADJ", "NOUN") && r.owner[start-1] < 0 && !r.opens(start) {
				start--
			}
			r.add(e, r.doc.Cover(start, hi), body)
		} else {
			r.add(e, r.doc.Cover(lo, hi), r.head(lo, hi))
		}
		if body >= 0 {
			if r.list[e].head == "" || !words.Bodies[r.list[e].head] {
				r.list[e].head = r.lower(body)
			}
		}
	}
}

// bodyNames returns names that the reader of names has missed: capitalised words
// right after a noun for a body that bears one: "The union Brightwater called", and
// what may be the abbreviation of a body.
func (r *resolver) bodyNames() []assay.Name {
	doc := r.doc
	named := make([]bool, len(doc.Tokens))
	for _, n := range r.names {
		lo, hi := doc.TokensIn(n.Span)
		for k := lo; k < hi; k++ {
			named[k] = true
		}
	}
	var out []assay.Name
	for k := range doc.Tokens {
		end := k
		for end < len(doc.Tokens) && doc.Tokens[end].POS == "PROPN" && r.capital(end) && !named[end] && !isTitle(r.lower(end)) && !en.CalendarName(r.lower(end)) {
			end++
		}
		if body := r.bodyBefore(k); end > k && body >= 0 && words.Named[r.lower(body)] && doc.SentenceAt(doc.Tokens[body].Span.Start) == doc.SentenceAt(doc.Tokens[k].Span.Start) && !r.placed(k) {
			out = append(out, assay.Name{Span: doc.Cover(k, end), Class: assay.OrganizationName})
		} else if end > k && len(letters(doc.Word(k))) > 1 && doc.Word(k) == strings.ToUpper(doc.Word(k)) {
			out = append(out, assay.Name{Span: doc.Cover(k, k+1)}) // see abbreviated
		}
	}
	return out
}

// abbreviated reports whether the name [lo, hi), of whatever class, is the capitals
// of a body named before: "The H.R.C." after "The Harbor Relief Committee".
func (r *resolver) abbreviated(lo, hi int) bool {
	name := r.doc.Cover(lo, hi).In(r.doc.Text)
	return lo+1 == hi && name == strings.ToUpper(name) && r.sameOrganization(name) >= 0
}

// partOfName reports whether token k, right before the name [lo, hi), belongs to
// it: a capitalised word that the tree hangs on the name.
func (r *resolver) partOfName(k, lo, hi int) bool {
	t := &r.doc.Tokens[k]
	c, _ := utf8.DecodeRuneInString(r.doc.Word(k))
	h := int(t.Head)
	return unicode.IsUpper(c) && h >= lo && h < hi && t.Is("compound", "amod", "flat") && r.owner[k] < 0 && (t.POS == "PROPN" || t.POS == "ADJ" || t.POS == "NOUN") && !isTitle(r.lower(k))
}

// sameOrganization returns the entity that is called name, by its full name, by
// its initials ("the S.D.F.") or by the name's beginning, or -1.
func (r *resolver) sameOrganization(name string) int {
	low, short, capitals := strings.ToLower(name), letters(name), initials(name)
	best := r.newestBody(r.byKey[low], func(e *entity) bool { return e.key == low })
	if len(short) > 1 {
		best = max(best, r.newestBody(r.byInitials[short], func(e *entity) bool { return initials(e.Name) == short }))
	}
	if capitals != "" {
		best = max(best, r.newestBody(r.byLetters[capitals], func(e *entity) bool { return letters(e.Name) == capitals }))
	}
	if best >= 0 && len(name) > len(r.list[best].Name) {
		r.list[best].Name, r.list[best].key = name, low
		r.callBody(best)
	}
	return best
}

// newestBody returns the last of the entities that is so called now, or -1.
func (r *resolver) newestBody(list []int, so func(*entity) bool) int {
	for _, e := range slices.Backward(list) {
		if so(r.list[e]) {
			return e
		}
	}
	return -1
}

// initials returns the capitals of the words of a name of two words or more:
// "HRC" for "Harbor Relief Committee".
func initials(name string) string {
	fields := strings.Fields(name)
	if len(fields) < 2 {
		return ""
	}
	var b strings.Builder
	for _, w := range fields {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

func isPossessive(w string) bool { return w == "’s" || w == "'s" || w == "’" || w == "'" }

// nominals makes entities of descriptions: "American officials", "the coast
// guard", "classified assessments", "one resident". Equal descriptions are one
// entity; a definite description whose head noun an earlier entity bears ("the
// command" after "the northern command in Aden") is a mention of that.
func (r *resolver) nominals() {
	doc := r.doc
	last := make(map[likeness]int) // -> the last entity of that kind
	for i := range r.list {
		r.liken(last, i)
	}
	roleOf := make([]int32, len(doc.Tokens)) // token of a role -> 1 + whose role it is
	for i, e := range r.list {
		for _, sp := range e.roles {
			lo, hi := doc.TokensIn(sp)
			for k := lo; k < hi; k++ {
				roleOf[k] = int32(i) + 1
			}
		}
	}
	for k := range doc.Tokens {
		t := &doc.Tokens[k]
		if r.owner[k] >= 0 || t.POS != "NOUN" && t.POS != "PROPN" && t.POS != "PRON" && t.POS != "ADJ" && t.POS != "NUM" || t.Is("compound", "amod", "flat", "det") && !r.misreadVerb(k+1) || r.misreadVerb(k) {
			continue
		}
		class, plural, ok := r.describe(k)
		if !ok {
			continue
		}
		if e := int(roleOf[k]) - 1; e >= 0 && class == assay.Person && !plural {
			r.owner[k] = e // "a spokesman" in "Omar Haddad, a spokesman for the port"
			continue
		}
		lo, hi := r.phrase(k)
		key := r.phraseKey(lo, hi)
		e := -1
		definite := lo < k && words.Known[r.lower(lo)]
		head := strings.ToLower(t.Lemma)
		if i, ok := last[likeness{class: class, key: key, plural: plural}]; ok && class != assay.Person {
			e = i
		}
		if definite && hi-lo == 2 { // "the mayor" after "the mayor, Ana Reyes"
			if i, ok := last[likeness{class: class, head: head, plural: plural && class != assay.Person}]; ok {
				e = max(e, i)
			}
		}
		if e < 0 {
			e = r.new(class)
			p := r.list[e]
			p.key, p.head, p.plural = key, head, plural
			switch class {
			case assay.Organization:
				first := lo
				for first < k && doc.Tokens[first].POS == "DET" {
					first++
				}
				if t.POS == "PROPN" || r.named(first, k) {
					p.Name = doc.Cover(first, hi).In(doc.Text)
				}
			case assay.Person:
				p.Role = doc.Cover(lo, hi).In(doc.Text)
				p.Public = r.public(lo, hi)
				p.gender = genderOf(head, 0)
			}
			r.liken(last, e)
		}
		if p := r.list[e]; p.Name != "" && class == assay.Organization && p.key == key {
			first := lo
			for first < k && doc.Tokens[first].POS == "DET" {
				first++
			}
			if name := doc.Cover(first, hi).In(doc.Text); len(name) > len(p.Name) && (t.POS == "PROPN" || r.named(first, k)) {
				p.Name = name
			}
		}
		r.add(e, doc.Cover(lo, hi), k)
	}
}

// A likeness is what a description has in common with one before it: all its words,
// or its head noun alone.
type likeness struct {
	class     assay.ActorClass
	key, head string
	plural    bool
}

// liken notes entity i as the last of its likenesses. Persons are like a description
// that has the noun of their role.
func (r *resolver) liken(last map[likeness]int, i int) {
	p := r.list[i]
	if p.Class != assay.Person {
		last[likeness{class: p.Class, key: p.key, plural: p.plural}] = i
		last[likeness{class: p.Class, head: p.head, plural: p.plural}] = i
	} else if head := r.roleHead(i); p.Role != "" && head != "" {
		last[likeness{class: p.Class, head: head}] = i
	}
}

// misreadVerb reports whether token k, tagged a noun for a person, is the verb of
// the plural before it: "Detectives suspect that the keys were copied".
func (r *resolver) misreadVerb(k int) bool {
	toks := r.doc.Tokens
	return k > 0 && k+1 < len(toks) && toks[k].XPOS == "NN" && toks[k-1].XPOS == "NNS" && r.personal(k) && r.lower(k+1) == en.That && toks[k+1].POS == "SCONJ"
}

// describe returns the class of what the noun k stands for.
func (r *resolver) describe(k int) (class assay.ActorClass, plural, ok bool) {
	t := &r.doc.Tokens[k]
	lemma, form := strings.ToLower(t.Lemma), r.lower(k)
	plural = t.XPOS == "NNS" || t.XPOS == "NNPS" || en.Plural(form) && r.personal(k) // "gunmen", whatever the tag
	switch {
	case words.Documents[lemma] || words.Documents[form]:
		return assay.Document, plural, true
	case words.Bodies[lemma] || words.Bodies[form]:
		if form == en.Police {
			return assay.Organization, false, true // one body, whatever its tag: "the Tanzanian police"
		}
		if plural {
			return assay.Group, true, true
		}
		return assay.Organization, false, true
	case words.Groups[form] && (t.POS == "NOUN" || form == en.Others || form == en.Some && t.Is("nsubj")):
		return assay.Group, true, form != en.Some && form != en.Many || t.Is("nsubj")
	case r.personal(k) && (t.POS == "NOUN" || r.opens(k) && k+1 < len(r.doc.Tokens) && r.doc.Word(k+1) == ":"): // "Mayor: dam is safe"
		if plural {
			return assay.Group, true, true
		}
		return assay.Person, false, true
	case (t.POS == "PROPN" && plural || t.POS == "PROPN" && en.EndsPeople(form)) && !r.placed(k):
		return assay.Group, true, true // "Kurds", "Norwegians"
	}
	return 0, false, false
}

// several reports whether token k is a noun for several persons.
func (r *resolver) several(k int) bool {
	return words.Groups[r.lower(k)] || r.personal(k) && en.Plural(r.lower(k))
}

// placed reports whether token k belongs to the name of a place, not of its
// people: "the Philippines" is none, "Filipinos" are a group.
func (r *resolver) placed(k int) bool {
	sp := r.doc.Tokens[k].Span
	i := sort.Search(len(r.doc.Places), func(i int) bool { return r.doc.Places[i].Span.End > sp.Start })
	if i < len(r.doc.Places) && r.doc.Places[i].Span.Contains(sp) {
		return r.doc.Places[i].Role != assay.Demonym
	}
	n, ok := r.nameAt(k)
	return ok && n.Class == assay.LocationName
}

// phrase returns the tokens of the noun phrase headed by k: its modifiers, and
// the prepositional phrases that follow it at once, to the first comma.
func (r *resolver) phrase(k int) (lo, hi int) {
	doc := r.doc
	lo, hi = k, k+1
	slo, _ := r.sentence(k)
	for lo > slo {
		t := &doc.Tokens[lo-1]
		if doc.Under(lo-1, k) && (t.POS == "DET" || t.POS == "ADJ" || t.POS == "NOUN" || t.POS == "PROPN" || t.POS == "NUM" || t.POS == "PRON" || t.Is("compound", "nmod:poss", "amod", "case", "punct", "advmod", "cc", "conj")) && t.POS != "ADP" && t.POS != "SCONJ" && (t.POS != "VERB" || t.XPOS == "NNP" || t.XPOS == "VBN" && t.Is("amod") || lo > 1 && doc.Word(lo-2) == "-") && doc.Word(lo-1) != "," && doc.Word(lo-1) != "“" && doc.Word(lo-1) != `"` {
			lo--
			continue
		}
		break
	}
	for lo < k && (doc.Tokens[lo].POS == "CCONJ" || doc.Tokens[lo].POS == "PUNCT") {
		lo++
	}
	if _, end := doc.Subtree(k); end > hi {
		for hi < end {
			if w := doc.Word(hi); w == "," || isPossessive(w) || words.Relative[w] || w == "—" || w == "–" || doc.Tokens[hi].POS == "VERB" || doc.Tokens[hi].POS == "AUX" || doc.Tokens[hi].POS == "CCONJ" && int(doc.Tokens[doc.Tokens[hi].Head].Head) == k {
				break
			}
			hi++
		}
		for hi > k+1 && en.OneOf(doc.Tokens[hi-1].POS, "PUNCT", "ADP", "SCONJ", "DET", "ADV") {
			hi--
		}
	}
	if h := int(doc.Tokens[k].Head); hi == k+1 && h >= 0 && h < k && en.Leading()[strings.ToLower(doc.Tokens[h].Lemma)] && hi+1 < len(doc.Tokens) && r.lower(hi) == en.In && doc.Tokens[hi+1].POS == "PROPN" {
		hi++ // the place is that of the body, whatever it hangs on: "leads the relief team in Harrow"
		for hi < len(doc.Tokens) && doc.Tokens[hi].POS == "PROPN" {
			hi++
		}
	}
	return lo, hi
}

// phraseKey returns the lower-case words of tokens lo to hi without determiners.
// The names of a country and its adjective are one: "American officials" are
// "United States officials".
func (r *resolver) phraseKey(lo, hi int) string {
	var b strings.Builder
	last := ""
	for k := lo; k < hi; k++ {
		if r.doc.Tokens[k].POS == "DET" {
			continue
		}
		w := r.lower(k)
		if c := r.country(k); c != "" {
			w = "@" + c
		}
		if w == last && strings.HasPrefix(w, "@") {
			continue
		}
		last = w
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// country returns the country that token k names, alone or as part of its name,
// or "".
func (r *resolver) country(k int) string {
	sp := r.doc.Tokens[k].Span
	i := sort.Search(len(r.doc.Places), func(i int) bool { return r.doc.Places[i].Span.End > sp.Start })
	if i < len(r.doc.Places) && r.doc.Places[i].Span.Contains(sp) && r.doc.Places[i].Precision == assay.CountryWide {
		return r.doc.Places[i].Country
	}
	return ""
}

// named reports whether the words [lo, k) before the head noun k make it the
// name of one body: capitalised words and what is hyphenated to them, as in "the
// American-led command", not "the port's oldest company" or "new Western agencies".
func (r *resolver) named(lo, k int) bool {
	if lo == k || k-lo > 4 {
		return false
	}
	for i := lo; i < k; i++ {
		w := r.doc.Word(i)
		c, _ := utf8.DecodeRuneInString(w)
		if i > lo && words.OneEach[r.lower(k)] && r.doc.Tokens[i].POS == "NOUN" && lo > 0 && r.lower(lo-1) == en.The {
			continue // "the Norwegian relief agency"
		}
		hyphened := w == "-" || i > lo && r.doc.Word(i-1) == "-"
		if !hyphened && (!unicode.IsUpper(c) || isPossessive(w) || i == lo && r.opens(i) && r.doc.Tokens[i].POS != "PROPN" && r.doc.Tokens[i].POS != "ADJ") {
			return false
		}
	}
	return !r.coordinated(lo, k)
}

// opens reports whether token k is the first of its sentence, where a capital
// says nothing.
func (r *resolver) opens(k int) bool {
	lo, _ := r.sentence(k)
	return lo == k
}

// coordinated reports whether [lo, k) joins two descriptions: "American and
// other Western military" names no one body.
func (r *resolver) coordinated(lo, k int) bool {
	for ; lo < k; lo++ {
		if r.doc.Tokens[lo].POS == "CCONJ" || words.Several[r.lower(lo)] {
			return true
		}
	}
	return false
}

// roleHead returns the head noun of the role of entity i: "mayor" of "the mayor
// of the town".
func (r *resolver) roleHead(i int) string {
	sp := r.list[i].roleSpan
	lo, hi := r.doc.TokensIn(sp)
	for k := lo; k < hi && !sp.IsZero(); k++ {
		if en.OneOf(r.doc.Word(k), en.Of, en.For, en.At, en.In) {
			hi = k
		}
	}
	for k := hi - 1; k >= lo && !sp.IsZero(); k-- {
		if r.personal(k) {
			return strings.ToLower(r.doc.Tokens[k].Lemma)
		}
	}
	return ""
}

// affiliations ties persons to the organisation that their role names: "the
// spokeswoman for the coast guard".
func (r *resolver) affiliations() {
	for i, p := range r.list {
		if p.Class != assay.Person {
			continue
		}
		sp := p.roleSpan
		if sp.IsZero() && len(p.mentions) > 0 {
			sp = p.mentions[0].span // "a coast guard official"
		}
		lo, hi := r.doc.TokensIn(sp)
		for k := lo; k < hi && p.aff < 0; k++ {
			if e := r.owner[k]; e >= 0 && e != i && r.list[e].Class == assay.Organization {
				p.aff = e
			}
		}
	}
}
