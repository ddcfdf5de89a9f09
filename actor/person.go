package actor

import (
	"strings"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
)

// persons makes one entity of all names of one person: "Paula J. Stone" takes
// in the later "Ms. Stone" and "Stone".
func (r *resolver) persons() {
	for _, n := range r.personNames() {
		lo, hi := r.doc.TokensIn(n)
		first := lo // where the name begins once titles are taken off
		for first < hi-1 && en.NameTitles()[r.lower(first)] {
			first++
		}
		if hi-first > 2 && r.opens(first) && en.Persons()[r.lower(first)] {
			first++ // "Pilot Otto Lind"
		}
		if hi-first > 1 && isPossessive(r.doc.Word(hi-1)) {
			hi--
		}
		if first >= hi || en.NameTitles()[r.lower(first)] && hi-first == 1 {
			continue
		}
		if _, pronoun := pronouns[r.lower(first)]; hi-first == 1 && (pronoun || (organizationNouns[r.lower(first)] || groupNouns[r.lower(first)]) && first > 0 && r.titleBefore(first-1)) {
			continue // "Police Command"
		}
		r.person(first, hi)
	}
	r.signed()
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
		parts = append(parts, strings.ToLower(r.doc.Word(k))) // headlines may be in capitals
	}
	head := r.head(first, hi)
	in := r.introduce(start, first, hi, head)
	r.shareTitle(start, hi, &in)
	e := r.samePerson(parts, in)
	if e < 0 {
		e = r.new(assay.Person)
	}
	p := r.list[e]
	if name := r.doc.Cover(first, hi).In(r.doc.Text); utf8.RuneCountInString(name) > utf8.RuneCountInString(p.Name) || p.Name == strings.ToUpper(name) && p.Name != name {
		p.Name = name
		p.key = strings.Join(parts, " ")
	}
	if in.gender != 0 {
		p.gender = in.gender
	}
	p.Public = p.Public || in.public
	p.roles = append(p.roles, in.spans...)
	if in.role != "" && (p.Role == "" || p.roleSpan.IsZero() && len(in.spans) > 0 || len(in.spans) > 0 && len(in.role) > len(p.Role)) {
		p.Role, p.roleSpan = in.role, assay.Span{}
		if len(in.spans) > 0 {
			p.roleSpan = in.spans[0]
		}
	}
	r.add(e, r.doc.Cover(start, hi), head)
}

// shareTitle makes public whoever shares a title in the plural with the name
// before: "Senators Ana Lind and Otto Brandt".
func (r *resolver) shareTitle(start, hi int, in *introduction) {
	doc := r.doc
	k := start - 1
	if k > 0 && en.OneOf(doc.Word(k), "and", ",") && r.shared > 0 && (k == r.shared || k == r.shared+1 && doc.Word(r.shared) == ",") {
		in.public = true
		r.shared = hi
		return
	}
	if !in.public || len(in.spans) == 0 {
		return
	}
	lo, end := doc.TokensIn(in.spans[0])
	for _, d := range r.descriptions(lo, end) {
		if t := &doc.Tokens[d.head]; end <= start+2 && (t.XPOS == "NNS" || t.XPOS == "NNPS" || en.PluralTitles()[r.lower(d.head)]) {
			r.shared = hi
		}
	}
}

// samePerson returns the entity that the words of a name belong to, or -1. A
// last name alone goes to whoever was last mentioned by it. How the name is
// introduced tells apart those who share it: "Mayor Lind" is not her son, "Ivo
// Lind, a student", and "Ms. Lind" is no man.
func (r *resolver) samePerson(parts []string, in introduction) int {
	if len(parts) == 1 { // "Lind" after "Ivo Lind, son of Karl Lind" is the son
		if i := r.called(parts, in, true); i >= 0 {
			return i
		}
	}
	return r.called(parts, in, false)
}

// called is samePerson; if apart, those do not count who have only been mentioned
// to say who somebody else is.
func (r *resolver) called(parts []string, in introduction, apart bool) int {
	last := parts[len(parts)-1]
	for i := len(r.list) - 1; i >= 0; i-- {
		e := r.list[i]
		if apart && r.aside(e) {
			continue
		}
		if e.Class != assay.Person || e.key == "" || in.gender != 0 && e.gender != 0 && in.gender != e.gender {
			continue
		}
		have := strings.Fields(e.key)
		full := len(parts) > 1 && len(have) > 1
		switch {
		case full && have[len(have)-1] == last && have[0] == parts[0]:
			return i
		case full:
			if strings.HasSuffix(e.key, " "+strings.Join(parts, " ")) {
				return i // "de la Cruz" of "Maria de la Cruz"
			}
			continue
		case in.public && !e.Public && e.Role != "", len(parts) > 1 && e.Public && !in.public && in.role != "":
			continue
		case len(parts) == 1 && (have[len(have)-1] == last || have[0] == last):
			return i // "Sayed Nour" is later "Nour" or "Sayed"
		case len(parts) > 1 && have[0] == last:
			return i
		}
	}
	return -1
}

// aside reports whether all mentions of e hang on another noun: "the son of Karl
// Lind", "Karl Lind's son".
func (r *resolver) aside(e *entity) bool {
	for _, m := range e.mentions {
		if t := &r.doc.Tokens[r.topOf(m.head)]; !t.Is("nmod") {
			return false
		}
	}
	return true
}
