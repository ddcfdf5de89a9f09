package actor

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
)

// persons makes one entity of all names of one person: "Paula J. Stone" takes
// in the later "Ms. Stone" and "Stone".
func (r *resolver) persons() {
	for _, n := range r.personNames() {
		lo, hi := r.doc.TokensIn(n)
		first := lo // where the name begins once titles are taken off
		for first < hi-1 && titles[r.lower(first)] {
			first++
		}
		if hi-first > 1 && isPossessive(r.doc.Word(hi-1)) {
			hi--
		}
		if first >= hi || titles[r.lower(first)] && hi-first == 1 {
			continue
		}
		if _, pronoun := pronouns[r.lower(first)]; pronoun && hi-first == 1 {
			continue
		}
		r.person(first, hi)
	}
}

// person adds a mention of the person whose name is tokens first to hi.
func (r *resolver) person(first, hi int) {
	for first > 0 && r.firstName(first-1) {
		first--
	}
	start := first
	for start > 0 && r.titleBefore(start-1) {
		start--
	}
	var parts []string
	for k := first; k < hi; k++ {
		parts = append(parts, r.doc.Word(k))
	}
	e := r.samePerson(parts)
	if e < 0 {
		e = r.new(assay.Person)
	}
	p := r.list[e]
	if name := r.doc.Cover(first, hi).In(r.doc.Text); utf8.RuneCountInString(name) > utf8.RuneCountInString(p.Name) {
		p.Name = name
		p.key = strings.Join(parts, " ")
	}
	for k := start; k < first; k++ {
		r.sex(e, r.lower(k))
	}
	head := r.head(first, hi)
	r.role(e, start, first, hi, head)
	r.add(e, r.doc.Cover(start, hi), head)
}

// firstName reports whether token k belongs to the name that begins right after it,
// though the reader of names has left it out: "Iv" in "Iv Omar Lind".
func (r *resolver) firstName(k int) bool {
	t, next := &r.doc.Tokens[k], &r.doc.Tokens[k+1]
	return t.POS == "PROPN" && r.capital(k) && next.Is("flat") && int(next.Head) == k && r.owner[k] < 0 && !titles[r.lower(k)] && !r.personal(k) && !days[r.lower(k)]
}

// personNames returns the spans of the names of persons, in text order: those
// that the reader of names found, and capitalised words of no other class that a
// title or a description shows to be one, as in "the chief engineer, Ana Reyes".
func (r *resolver) personNames() []assay.Span {
	doc := r.doc
	named := make([]bool, len(doc.Tokens))
	var out []assay.Span
	for _, n := range doc.Names {
		lo, hi := doc.TokensIn(n.Span)
		for k := lo; k < hi; k++ {
			named[k] = n.Class != assay.OtherName
		}
		if n.Class == assay.PersonName && r.bodyBefore(lo) < 0 && !(hi-lo > 1 && vessels[doc.Word(lo)]) || r.misnamed(lo, hi) {
			out = append(out, n.Span)
		}
	}
	for k := 0; k < len(doc.Tokens); k++ {
		end := k
		for end < len(doc.Tokens) && end < k+5 && !named[end] && (doc.Tokens[end].POS == "PROPN" && r.capital(end) && !titles[r.lower(end)] || end > k && particles[doc.Word(end)]) {
			end++
		}
		for end > k && particles[doc.Word(end-1)] {
			end--
		}
		if end == k {
			continue
		}
		sp := doc.Cover(k, end)
		titled := k > 0 && r.titleBefore(k-1) && doc.Tokens[k-1].Head >= 0 && !named[k-1]
		if doc.SentenceAt(sp.Start) == doc.SentenceAt(sp.End-1) && (titled || end-k > 1 && (!r.descriptionComma(k).IsZero() || !r.apposition(end, r.head(k, end)).IsZero())) {
			out = append(out, sp)
		}
		k = end
	}
	sort.Slice(out, func(a, b int) bool { return out[a].Start < out[b].Start })
	return out
}

// bodyBefore returns the noun for a body or a ship right before a name that
// begins at token lo, or -1: "the union Brightwater", "the ferry Aurora" are no
// persons.
func (r *resolver) bodyBefore(lo int) int {
	k := lo - 1
	if k < 1 || r.doc.Tokens[k].POS != "NOUN" || r.doc.Tokens[k].XPOS == "NNS" || !organizationNouns[r.lower(k)] && !vessels[r.lower(k)] || r.capital(k) && !r.opens(k) {
		return -1
	}
	if !isOneOf(r.doc.Tokens[k-1].POS, "DET", "ADJ", "NOUN", "PRON") {
		return -1
	}
	return k
}

// particles join the parts of a name: "Gilda de Marco", "Omar bin Said".
var particles = words(`de da do dos di del della du la le van von der den ter bin ibn bint al el ul abu y e`)

// misnamed reports whether the name [lo, hi), taken for a place or a body, is a
// person's after all: two words or more that no gazetteer knows, described as a
// person is: "Gilda de Marco, the union's top official,".
func (r *resolver) misnamed(lo, hi int) bool {
	doc := r.doc
	if hi-lo < 2 {
		return false
	}
	sp := r.apposition(hi, r.head(lo, hi))
	if sp.IsZero() {
		return false
	}
	_, end := doc.TokensIn(sp)
	if end >= len(doc.Tokens) || doc.Tokens[end].POS != "PUNCT" {
		return false
	}
	for _, pl := range doc.Places {
		if pl.Span.Overlaps(doc.Cover(lo, hi)) && pl.Gazetteer != "" {
			return false
		}
	}
	for k := lo; k < hi; k++ {
		if organizationNouns[r.lower(k)] {
			return false
		}
	}
	return true
}

// capital reports whether token k begins with a capital letter.
func (r *resolver) capital(k int) bool {
	c, _ := utf8.DecodeRuneInString(r.doc.Word(k))
	return unicode.IsUpper(c)
}

// titleBefore reports whether token k is a title that belongs to a name right
// after it: "Gen.", "Defense", "Secretary" in "Defense Secretary Ana Reyes".
func (r *resolver) titleBefore(k int) bool {
	if r.doc.SentenceAt(r.doc.Tokens[k].Span.Start) != r.doc.SentenceAt(r.doc.Tokens[k+1].Span.Start) {
		return false
	}
	w := r.doc.Word(k)
	if w == "" || !titles[r.lower(k)] {
		return false
	}
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}

// sex notes the gender that a title or noun gives away.
func (r *resolver) sex(e int, w string) {
	if femaleWords[w] {
		r.list[e].gender = 'f'
	} else if maleWords[w] {
		r.list[e].gender = 'm'
	}
}

// samePerson returns the entity that the words of a name belong to, or -1. A
// last name alone goes to whoever was last mentioned by it.
func (r *resolver) samePerson(parts []string) int {
	last := parts[len(parts)-1]
	for i := len(r.list) - 1; i >= 0; i-- {
		e := r.list[i]
		if e.Class != assay.Person || e.key == "" {
			continue
		}
		have := strings.Fields(e.key)
		switch {
		case len(parts) == 1 && have[len(have)-1] == last:
			return i
		case len(parts) == 1 && len(have) > 1 && have[0] == last:
			return i // "Sayed Nour" is later "Sayed"
		case len(parts) > 1 && len(have) > 1 && have[len(have)-1] == last && have[0] == parts[0]:
			return i
		case len(parts) > 1 && len(have) == 1 && have[0] == last:
			return i
		case strings.HasSuffix(e.key, " "+strings.Join(parts, " ")):
			return i // "de la Cruz" of "Maria de la Cruz"
		}
	}
	return -1
}

// role reads what e is from the words round one mention: a title before it
// ("Defense Secretary"), an apposition after it (", the head of the clinic,") or
// a description that the name stands in apposition to ("the mayor, Ana Reyes").
func (r *resolver) role(e, start, first, hi, head int) {
	p, doc := r.list[e], r.doc
	var found assay.Span
	if sp := r.apposition(hi, head); !sp.IsZero() {
		found = sp
	} else if g := int(doc.Tokens[head].Head); doc.Tokens[head].Is("appos") && g >= 0 && g < start && r.personal(g) {
		lo, _ := doc.Subtree(g)
		end := g + 1
		for end < start && doc.Word(end) != "," {
			end++
		}
		for lo < g && (doc.Tokens[lo].POS == "ADP" || doc.Tokens[lo].POS == "PUNCT") {
			lo++ // "given by the port's spokeswoman, Ana Reyes"
		}
		found = doc.Cover(lo, end)
	} else if sp := r.descriptionComma(start); !sp.IsZero() {
		found = sp
	} else if start < first {
		if sp := doc.Cover(start, first); len(sp.In(doc.Text)) > 5 || officeNouns[strings.ToLower(sp.In(doc.Text))] {
			found = sp
		}
	} else if lo := r.descriptionBefore(start); lo < start {
		found = doc.Cover(lo, start)
	}
	if found.IsZero() && p.Role == "" {
		r.clauseRole(e, hi, head)
	}
	if !found.IsZero() {
		p.roles = append(p.roles, found)
	}
	if !found.IsZero() && (p.Role == "" || len(found.In(doc.Text)) > len(p.Role)) {
		p.Role, p.roleSpan = found.In(doc.Text), found
	}
	lo, end := doc.TokensIn(found)
	for k := lo; k < end && !found.IsZero(); k++ {
		r.sex(e, r.lower(k))
		if w := doc.Word(k); w == "of" || w == "for" || w == "at" || w == "in" {
			break // "head of the women's shelter" tells nothing of the head
		}
		if officeNouns[r.lower(k)] || officeNouns[strings.ToLower(doc.Tokens[k].Lemma)] {
			p.Public = true
		}
	}
	after := hi // "the Reyes administration", "Reyes's campaign"
	if after < len(doc.Tokens) && isPossessive(doc.Word(after)) {
		after++
	}
	if after < len(doc.Tokens) && followings[r.lower(after)] {
		p.Public = true
	}
	for k := start; k < first; k++ {
		if w := r.lower(k); officeNouns[w] || abbreviatedOffices[w] {
			p.Public = true
		}
	}
}

// clauseRole takes what a relative clause says of e, whose name ends before token
// hi, for its role: "Ana Reyes, who runs the registration desk, said". Whoever
// leads or commands something speaks in public.
func (r *resolver) clauseRole(e, hi, head int) {
	doc := r.doc
	_, shi := doc.SentenceTokens(head)
	if hi+2 >= shi || doc.Word(hi) != "," || r.lower(hi+1) != "who" || doc.Tokens[hi+2].POS != "VERB" {
		return
	}
	end := hi + 2
	for end < shi && doc.Tokens[end].POS != "PUNCT" {
		end++
	}
	r.list[e].Role = "a person " + doc.Cover(hi+1, end).In(doc.Text)
	if leading[strings.ToLower(doc.Tokens[hi+2].Lemma)] {
		r.list[e].Public = true
	}
}

var leading = words(`lead head chair direct command govern rule represent oversee`)

// followings are what only somebody in public life has.
var followings = words(`administration campaign government presidency cabinet regime premiership candidacy`)

// abbreviatedOffices are ranks and offices as they stand before names.
var abbreviatedOffices = words(`gen col maj capt lt brig adm cmdr gov sen rep sheikh sheik imam rev`)

// apposition returns the description that follows a name ending before token
// hi: "Otto Lind, a senior analyst at the Harbor Institute, said".
func (r *resolver) apposition(hi, head int) assay.Span {
	doc := r.doc
	_, shi := doc.SentenceTokens(head)
	if hi+1 >= shi || doc.Word(hi) != "," {
		return assay.Span{}
	}
	top := -1 // the head of the description
	for k := hi + 1; k < shi && k < hi+12; k++ {
		tok := &doc.Tokens[k]
		if tok.POS == "VERB" || tok.POS == "AUX" || tok.POS == "PRON" || tok.POS == "ADP" || doc.Word(k) == "," || tok.POS == "CCONJ" && top < 0 {
			break
		}
		if r.personal(k) {
			top = k
			if k+1 < shi && (doc.Tokens[k+1].POS == "NOUN" || doc.Tokens[k+1].POS == "PROPN" && !doc.Tokens[k+1].Is("appos")) {
				continue
			}
			break
		}
	}
	if top < 0 {
		return assay.Span{}
	}
	end := top + 1
	if _, sub := doc.Subtree(top); sub > end {
		end = sub
	}
	// The subtree may run on into a relative clause or lose its "of" phrase;
	// commas are the surer bounds: the description ends at the first comma that
	// is not part of a place ("in Istanbul, Turkey").
	for k := top + 1; k < end; k++ {
		if w := doc.Word(k); w == "," || w == "who" || w == "which" || w == ";" || w == "—" {
			end = k
			break
		}
	}
	for end < shi && (doc.Tokens[end].POS == "ADP" || doc.Tokens[end-1].POS == "ADP" || doc.Tokens[end-1].POS == "DET") && doc.Word(end) != "," {
		end++
	}
	return doc.Cover(hi+1, end)
}

// descriptionComma returns the description that ends with a comma right before
// token start: "the governor of the province, Ana Reyes".
func (r *resolver) descriptionComma(start int) assay.Span {
	doc := r.doc
	slo, _ := doc.SentenceTokens(start)
	if start <= slo+1 || doc.Word(start-1) != "," {
		return assay.Span{}
	}
	for k := start - 2; k >= slo && k > start-10; k-- {
		t := &doc.Tokens[k]
		if t.POS == "PUNCT" && doc.Word(k) != "-" || t.POS == "VERB" || t.POS == "AUX" {
			break
		}
		if lo := r.phraseStart(k); r.personal(k) && !t.Is("conj") && doc.Tokens[lo].POS == "DET" {
			return doc.Cover(lo, start-1)
		}
	}
	return assay.Span{}
}

// phraseStart returns where the noun phrase ending with token k begins.
func (r *resolver) phraseStart(k int) int {
	slo, _ := r.doc.SentenceTokens(k)
	for k > slo {
		t := &r.doc.Tokens[k-1]
		if t.POS != "ADJ" && t.POS != "NOUN" && t.POS != "PROPN" && t.POS != "DET" && t.POS != "NUM" {
			break
		}
		k--
	}
	return k
}

// descriptionBefore returns the token where a description without comma begins
// that ends before token start: "a smuggler" in "a smuggler Omar Haddad said",
// or start if there is none.
func (r *resolver) descriptionBefore(start int) int {
	k := start - 1
	if k < 0 || !r.personal(k) || r.doc.Tokens[k].POS == "PROPN" && !officeNouns[r.lower(k)] {
		return start
	}
	return r.phraseStart(k)
}

// personal reports whether token k is a noun that names a person.
func (r *resolver) personal(k int) bool {
	t := &r.doc.Tokens[k]
	if t.POS != "NOUN" && t.POS != "PROPN" && t.POS != "ADJ" {
		return false
	}
	return personNoun(strings.ToLower(t.Lemma)) || personNoun(r.lower(k))
}
