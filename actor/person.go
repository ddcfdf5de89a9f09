package actor

import (
	"slices"
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
		for first < hi-1 && isTitle(r.lower(first)) {
			first++
		}
		if hi-first > 2 && r.opens(first) && en.Persons()[r.lower(first)] || hi-first > 1 && (en.Small()[r.lower(first)] && !en.Persons()[r.lower(first+1)] || en.Persons()[strings.TrimSuffix(r.lower(first), "s")] && r.doc.Word(first) != r.lower(first) && strings.HasSuffix(r.lower(first), "s")) {
			first++ // "Pilot Otto Lind", "Little Mia", "Twins Ida and Ola Lind"
		}
		if hi-first > 1 && isPossessive(r.doc.Word(hi-1)) {
			hi--
		}
		if hi-first == 4 && r.lower(hi-2) == en.Of {
			hi -= 2 // "Otto Lind of Oster"
		}
		if first >= hi || isTitle(r.lower(first)) && hi-first == 1 {
			continue
		}
		if _, pronoun := en.Pronouns()[r.lower(first)]; hi-first == 1 && (pronoun || first > 0 && (words.Bodies[r.lower(first)] || r.several(first) || en.ThingsAfter()[r.lower(first)] || en.HeadlineWords()[r.lower(first)] || r.lower(first) == en.DayWord && !en.Honorifics()[r.lower(first-1)]) && r.titleBefore(first-1)) {
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
	var nicks []string
	for k := first; k < hi; k++ {
		if end, ok := r.nickname(k); ok && k > first && end < hi {
			for k++; k < end-1; k++ {
				nicks = append(nicks, r.lower(k))
			}
			continue
		}
		parts = append(parts, r.lower(k)) // headlines may be in capitals
	}
	head := r.head(first, hi)
	in := r.introduce(start, first, hi, head)
	r.shareTitle(start, hi, &in)
	e := r.samePerson(parts, in)
	if e < 0 {
		e = r.new(assay.Person)
		r.tellApart(e, parts, in)
	}
	p := r.list[e]
	if name := r.doc.Cover(first, hi).In(r.doc.Text); utf8.RuneCountInString(name) > utf8.RuneCountInString(p.Name) || p.Name == strings.ToUpper(name) && p.Name != name {
		p.Name = name
		p.key, p.words = strings.Join(parts, " "), parts
	}
	if in.gender != 0 {
		p.gender = in.gender
	}
	r.relate(parts, in)
	for _, nick := range nicks {
		if !slices.Contains(p.nicks, nick) {
			p.nicks = append(p.nicks, nick)
		}
	}
	if len(parts) == 1 {
		p.alone = first + 1
	}
	p.speaks = p.speaks || r.telling(head) >= 0
	p.child = p.child || in.child
	p.bystander = p.bystander || in.bystander
	p.Public = (p.Public || in.public) && !p.child && !in.child // "6-year-old King Lind"
	p.roles = append(p.roles, in.spans...)
	if in.role != "" && (p.Role == "" || p.roleSpan.IsZero() && len(in.spans) > 0 || len(in.spans) > 0 && len(in.role) > len(p.Role)) {
		p.Role, p.roleSpan = in.role, assay.Span{}
		if len(in.spans) > 0 {
			p.roleSpan = in.spans[0]
		}
	}
	r.callPerson(e)
	r.add(e, r.doc.Cover(start, hi), head)
}

// tellApart marks as a namesake whoever has the full name of somebody in office
// and was introduced as nobody in office is: the new person e or one before him.
func (r *resolver) tellApart(e int, parts []string, in introduction) {
	name := strings.Join(parts, " ")
	for _, i := range r.byName[name] {
		switch other := r.list[i]; {
		case other.key != name || len(parts) == 1:
		case in.bystander && other.Public:
			r.list[e].namesake = true
		case in.public && other.bystander:
			other.namesake = true
		}
	}
}

// relate notes the gender that the introduction of a relative gives away of the
// person before who has the same last name: "Otto Lind and his wife, Ana Lind",
// "Ana Lind's husband".
func (r *resolver) relate(parts []string, in introduction) {
	for _, sp := range in.spans {
		lo, hi := r.doc.TokensIn(sp)
		before := -1
		gender := en.Pronouns()[r.lower(lo)].Gender
		for k := lo - 1; gender != 0 && k >= 0 && k > lo-60 && before < 0; k-- {
			before = r.owner[k]
		}
		for k := lo + 1; k+1 < hi; k++ {
			if isPossessive(r.doc.Word(k)) && r.owner[k-1] >= 0 && words.Spouses[r.lower(k+1)] {
				before, gender = r.owner[k-1], 'm'+'f'-genderOf(r.lower(k+1), 0)
			}
		}
		if before < 0 || r.list[before].gender != 0 || r.list[before].Class != assay.Person {
			continue
		}
		if strings.HasSuffix(r.list[before].key, parts[len(parts)-1]) {
			r.list[before].gender = gender
		}
	}
}

// shareTitle makes public whoever shares a title in the plural with the name
// before: "Senators Ana Lind and Otto Brandt".
func (r *resolver) shareTitle(start, hi int, in *introduction) {
	doc := r.doc
	k := start - 1
	if k > 0 && en.OneOf(doc.Word(k), en.And, ",") && r.shared > 0 && (k == r.shared || k == r.shared+1 && doc.Word(r.shared) == ",") {
		in.public = true
		r.shared = hi
		return
	}
	if !in.public || len(in.spans) == 0 {
		return
	}
	lo, end := doc.TokensIn(in.spans[0])
	if end > start+2 {
		return // it stands behind the name
	}
	for _, d := range r.descriptions(lo, end) {
		if t := &doc.Tokens[d.head]; t.XPOS == "NNS" || t.XPOS == "NNPS" || en.PluralTitles()[r.lower(d.head)] {
			r.shared = hi
		}
	}
}

// samePerson returns the entity that the words of a name belong to, or -1. How
// the name is introduced tells apart those who share it: "Mayor Lind" is not her
// son, "Ivo Lind, a student", and "Ms. Lind" is no man. A last name alone goes to
// nobody who was only named to say who another is, if there is anybody else:
// "Lind" after "Ivo Lind, son of Karl Lind" is the son.
func (r *resolver) samePerson(parts []string, in introduction) int {
	best, aside := -1, false
	for _, i := range r.mayBeNamed(parts) {
		e := r.list[i]
		if !r.mayBear(e, parts, in) {
			continue
		}
		if len(parts) > 1 {
			if best < 0 || e.namesake && !r.list[best].namesake {
				best = i
			}
			continue
		}
		if a := e.aside(); best < 0 || aside && !a || aside == a && e.likelier(r.list[best], in) {
			best, aside = i, a
		}
	}
	return best
}

// mayBear reports whether the words of a name, introduced so, may be those of e.
func (r *resolver) mayBear(e *entity, parts []string, in introduction) bool {
	if e.Class != assay.Person || e.key == "" || in.gender != 0 && e.gender != 0 && in.gender != e.gender {
		return false
	}
	last := parts[len(parts)-1]
	have := e.words
	switch {
	case len(parts) > 1 && len(have) > 1:
		if in.public && (e.namesake || e.bystander && !e.Public) || in.bystander && e.Public && !e.namesake {
			return false // "Mayor Ana Lind", "a resident, Ana Lind"
		}
		return have[len(have)-1] == last && have[0] == parts[0] ||
			strings.HasSuffix(e.key, " "+strings.Join(parts, " ")) // "de la Cruz" of "Maria de la Cruz"
	case in.public && !e.Public && e.Role != "" && !(e.child && len(have) == 1), len(parts) > 1 && e.Public && !in.public && in.role != "":
		return false
	case len(parts) == 1:
		return have[len(have)-1] == last || have[0] == last || slices.Contains(e.nicks, last) // "Sayed Nour" is later "Nour" or "Sayed"
	}
	return have[0] == last
}

// likelier reports whether a last name alone is rather that of e than of other,
// who was added later: of whom the title tells the gender, of one in office or
// who speaks in the report, of the last who was called so, of the last named.
// Who has the full name of somebody in office comes first: in doubt he is meant.
func (e *entity) likelier(other *entity, in introduction) bool {
	if a, b := in.gender != 0 && e.gender == in.gender, in.gender != 0 && other.gender == in.gender; a != b {
		return a
	}
	if e.namesake != other.namesake {
		return e.namesake
	}
	if e.child != other.child {
		return other.child // children are called by the first name
	}
	if a, b := e.Public || e.speaks, other.Public || other.speaks; a != b {
		return a
	}
	if e.alone != other.alone {
		return e.alone > other.alone
	}
	return e.mentions[len(e.mentions)-1].head > other.mentions[len(other.mentions)-1].head
}

// aside reports whether all mentions of e hang on another noun: "the son of Karl
// Lind", "Karl Lind's son".
func (e *entity) aside() bool { return e.within == len(e.mentions) }
