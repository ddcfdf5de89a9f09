package mask

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"assay"
	"assay/lang/en"
)

// A Person is somebody whom a report names.
type Person struct {
	Name   string `json:"name"`             // the fullest name in the report: "Ilse Varga"
	Role   string `json:"role,omitempty"`   // "a nurse who ferried patients"; "" where none is given
	Public bool   `json:"public,omitempty"` // introduced as such, or signs the report
	Signs  bool   `json:"signs,omitempty"`  // is public as who signs only: with the whole name
}

// also puts together what two reports, or two places of one, say of a person.
func (p *Person) also(q Person) {
	p.Signs = (p.Signs || q.Signs) && !(p.Public && !p.Signs) && !(q.Public && !q.Signs)
	p.Public = p.Public || q.Public
}

// Others returns those of all persons of a story that are not among a report's
// own, each once, in an order that does not depend on that of the reports: all
// that its mask has to know of the story.
func Others(own, all []Person) []Person {
	known := map[Person]bool{}
	for _, p := range own {
		known[p] = true
	}
	var out []Person
	for _, p := range all {
		if !known[p] {
			known[p] = true
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Person) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Role, b.Role), before(a.Public, b.Public), before(a.Signs, b.Signs))
	})
	return out
}

// before orders what does not hold before what does.
func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Persons returns the persons whom doc names, in the order of its actors and
// sources; then those who sign it.
func Persons(doc *assay.Doc) []Person {
	var list []Person
	at := map[string]int{}
	add := func(p Person) {
		key := fold(p.Name)
		if i, ok := at[key]; ok {
			list[i].also(p)
			list[i].Role = cmp.Or(list[i].Role, p.Role)
			return
		}
		at[key] = len(list)
		list = append(list, p)
	}
	things := things(doc)
	for i := range doc.Actors {
		if a := &doc.Actors[i]; a.Class == assay.Person && personal(a.Name) && !things.hold(doc, a) {
			signs := !a.Public && signs(doc, a.Mentions)
			add(Person{a.Name, a.Role, a.Public || signs, signs})
		}
	}
	for i := range doc.Sources {
		if s := &doc.Sources[i]; s.Class == assay.Person && personal(s.Name) {
			a := s.Actor.In(doc.Actors)
			if a == nil {
				add(Person{Name: s.Name, Public: !s.SpeaksFor.IsZero()})
			} else if !things.hold(doc, a) {
				add(Person{Name: s.Name, Role: a.Role, Public: a.Public || !s.SpeaksFor.IsZero()})
			}
		}
	}
	for _, name := range append(authors(doc.Author), signers(doc)...) {
		add(Person{Name: name, Public: true, Signs: true})
	}
	g := newGrower(doc)
	for i := range doc.Actors {
		a := &doc.Actors[i]
		k, ok := at[fold(a.Name)]
		if a.Class != assay.Person || !ok || list[k].Public {
			continue
		}
		own, others := g.names(a)
		for _, name := range own {
			add(Person{Name: name, Role: a.Role})
		}
		for _, name := range others {
			add(Person{Name: name})
		}
		if name := g.right(a); name != "" {
			add(Person{Name: name, Role: a.Role})
		}
	}
	for _, p := range g.relatives(list) {
		add(p)
	}
	for _, p := range nicknames(doc, list) {
		add(p)
	}
	return list
}

// personal reports whether name can be that of a person: words with capitals,
// or of a script without them, and no article before.
func personal(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 7 {
		return false
	}
	if en.IsArticle(strings.ToLower(words[0])) || strings.ContainsAny(name, "0123456789") {
		return false
	}
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r) })
}

// authors cuts the author of the metadata into names.
func authors(author string) []string {
	author = strings.TrimPrefix(strings.TrimPrefix(author, "By "), "by ")
	list := strings.FieldsFunc(strings.ReplaceAll(author, " and ", ","), func(r rune) bool { return strings.ContainsRune(",;&|/\n", r) })
	var out []string
	for _, name := range list {
		if name = strings.TrimSpace(name); personal(name) {
			out = append(out, name)
		}
	}
	return out
}

// signs reports whether one of the mentions stands in a byline or a credit:
// "Sanam Abro contributed reporting".
func signs(doc *assay.Doc, mentions []assay.Span) bool {
	return slices.ContainsFunc(mentions, func(sp assay.Span) bool {
		i := doc.RegionAt(sp.Start)
		return i >= 0 && (doc.Regions[i].Kind == assay.Byline || doc.Regions[i].Kind == assay.Credit)
	})
}

// A thingSet holds where a report names places and organisations.
type thingSet struct {
	spans []assay.Span // in text order
	reach []int32      // how far the spans up to each reach
	names map[string]bool
}

// things lists the places and the named organisations of doc: a name that
// always stands for one of them is no person's.
func things(doc *assay.Doc) *thingSet {
	t := &thingSet{names: map[string]bool{}}
	for i := range doc.Places {
		if doc.Places[i].Gazetteer != "" {
			t.spans = append(t.spans, doc.Places[i].Span)
		}
	}
	slices.SortFunc(t.spans, func(a, b assay.Span) int { return cmp.Compare(a.Start, b.Start) })
	far := int32(0)
	for _, sp := range t.spans {
		far = max(far, sp.End)
		t.reach = append(t.reach, far)
	}
	for i := range doc.Actors {
		if a := &doc.Actors[i]; a.Class == assay.Organization && a.Name != "" {
			t.names[fold(a.Name)] = true
		}
	}
	return t
}

// hold reports whether a is named only where a place stands, or as an
// organisation is and nothing shows a person.
func (t *thingSet) hold(doc *assay.Doc, a *assay.Actor) bool {
	if t.names[fold(a.Name)] && !human(doc, a) {
		return true
	}
	for _, m := range a.Mentions {
		k := sort.Search(len(t.spans), func(k int) bool { return t.spans[k].Start > m.Start })
		if k == 0 || t.reach[k-1] < m.End {
			return false
		}
	}
	return len(a.Mentions) > 0
}

// human reports whether the report speaks of a as of a person: with a role, an
// age, a family, as "she", or as the source of a claim. One name read as that of
// an organisation does not take that back.
func human(doc *assay.Doc, a *assay.Actor) bool {
	if a.Role != "" || relative(doc, a) {
		return true
	}
	for i := range doc.Sources {
		if s := &doc.Sources[i]; s.Class == assay.Person && s.Actor.In(doc.Actors) == a {
			return true
		}
	}
	return slices.ContainsFunc(a.Mentions, func(sp assay.Span) bool {
		if sp.Check(doc.Text) != nil {
			return false
		}
		if en.PersonalPronouns()[strings.ToLower(sp.In(doc.Text))] {
			return true
		}
		rest := strings.TrimLeft(doc.Text[sp.End:], " ,(")
		if word, _, _ := strings.Cut(rest, " "); strings.TrimRight(word, ".,;") == en.Family {
			return true
		}
		return rest != doc.Text[sp.End:] && age(rest)
	})
}

// relative reports whether another person of the report has the surname of a.
func relative(doc *assay.Doc, a *assay.Actor) bool {
	words := strings.Fields(fold(a.Name))
	if len(words) < 2 {
		return false
	}
	for i := range doc.Actors {
		if b := &doc.Actors[i]; b.Class == assay.Person && strings.HasSuffix(fold(b.Name), " "+words[len(words)-1]) && fold(b.Name) != fold(a.Name) {
			return true
		}
	}
	return false
}

// age reports whether rest begins with a number of one or two digits that
// nothing goes on: ", 34, a cook".
func age(rest string) bool {
	n := 0
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	return n > 0 && n <= 2 && (n == len(rest) || strings.IndexByte(",.;)\n", rest[n]) >= 0)
}

// A person is one who is in force for a report.
type person struct {
	Person
	words []string // of the name, folded
	parts []string // the words that give the person away alone
	label string   // what a private person is called: "a nurse", "nurse 2"
}

// A cast is the persons in force for a report, in an order that does not depend
// on that of the reports.
type cast struct {
	list    []*person
	byName  map[string]*person
	byWord  map[string][]*person // the persons whose name has the word
	first   [128]bool            // whether a word of a name begins with that letter
	private bool                 // whether anybody is to be masked
}

// newCast puts the persons of a report and of its story together. Two of one
// name are one; so is a private person who has no more than the surname of one
// other: "Mr. Rind" of a copy that leaves out who he is.
func newCast(own, others []Person) *cast {
	c := &cast{byName: map[string]*person{}, byWord: map[string][]*person{}}
	for _, list := range [][]Person{own, others} {
		for _, p := range list {
			key := fold(p.Name)
			if old := c.byName[key]; old != nil {
				old.also(p)
				old.Role = better(old.Role, p.Role)
				continue
			}
			q := &person{Person: p, words: strings.Fields(key)}
			c.byName[key] = q
			c.list = append(c.list, q)
		}
	}
	slices.SortFunc(c.list, func(a, b *person) int {
		return cmp.Or(cmp.Compare(len(b.words), len(a.words)), strings.Compare(strings.Join(a.words, " "), strings.Join(b.words, " ")))
	})
	c.joinShort()
	for _, p := range c.list {
		p.parts = parts(p.words)
		c.private = c.private || !p.Public
		for _, w := range p.words {
			if w[0] < utf8.RuneSelf {
				c.first[w[0]] = true
			}
			if !slices.Contains(c.byWord[w], p) {
				c.byWord[w] = append(c.byWord[w], p)
			}
		}
	}
	c.labels()
	return c
}

// joinShort gives a short name to the one longer name that it ends, or that
// holds it otherwise: "Varga" and "Ilse" to "Ilse Varga", where the roles do not
// say that they are two.
func (c *cast) joinShort() {
	var list []*person
	byWord := map[string][]*person{}
	for _, p := range c.list {
		var whole *person
		n := 0
		last := strings.Join(p.words[max(0, len(p.words)-1):], "")
		for _, q := range byWord[last] {
			if len(q.words) > len(p.words) && slices.Equal(q.words[len(q.words)-len(p.words):], p.words) {
				whole = q
				n++
			}
		}
		if n == 0 && len(p.words) > 0 {
			for _, q := range byWord[p.words[0]] {
				if !q.Public && (p.Role == "" || p.Role == q.Role) && len(q.words) > len(p.words) && partOf(p.words, q.words) {
					whole = q
					n++
				}
			}
		}
		if n == 1 && whole.Signs && p.Role != "" && !p.Public {
			n = 0 // somebody else of the surname
		}
		if n != 1 || p.Public && !whole.Public {
			for i, w := range p.words {
				if !slices.Contains(p.words[:i], w) {
					byWord[w] = append(byWord[w], p)
				}
			}
			list = append(list, p) // a relative of somebody in office is not in office
			continue
		}
		whole.Role = better(whole.Role, p.Role)
		c.byName[strings.Join(p.words, " ")] = whole
	}
	c.list = list
}

// partOf reports whether the words of a are among those of b, in their order.
func partOf(a, b []string) bool {
	for _, w := range b {
		if len(a) > 0 && a[0] == w {
			a = a[1:]
		}
	}
	return len(a) == 0
}

// better returns the role that says more.
func better(a, b string) string {
	if x, y := len(shortRole(a)), len(shortRole(b)); a == "" || b != "" && (y > x || y == x && b < a) {
		return b
	}
	return a
}

// parts returns the words of a name that give a person away alone: not
// initials, and not the small words of names.
func parts(words []string) []string {
	var out []string
	for _, w := range words {
		if utf8.RuneCountInString(w) >= 2 && !en.NameParticles()[w] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return words
	}
	return out
}

// labels says what each private person is called. A role names no private
// person: "the wife of a driver". Persons of one role are numbered.
func (c *cast) labels() {
	f := &finder{cast: c, plain: true}
	for _, p := range c.list {
		if !p.Public {
			p.label = shortRole(p.Role)
		}
	}
	// A role that names a private person is put together from the other's,
	// unless that one names somebody as well.
	named := map[*person]bool{}
	for _, p := range c.list {
		if list, _ := f.find(p.label); !p.Public && len(list) > 0 {
			named[p] = true
		} else if !p.Public && c.nearly(p.label) {
			p.label = headNoun(p.label)
		}
	}
	final := map[*person]string{}
	for p := range named {
		final[p] = c.withoutNames(f, p, named)
	}
	for p, label := range final {
		p.label = label
	}
	same := map[string]int{}
	for _, p := range c.list {
		if !p.Public {
			same[p.label]++
		}
	}
	next := map[string]int{}
	for _, p := range c.list {
		if label := p.label; !p.Public && same[label] > 1 {
			next[label]++
			p.label = withoutArticle(label) + " " + strconv.Itoa(next[label])
		}
	}
}

// withoutNames puts the words for other persons into the label of p. Where a
// name stands as in "a Lind engineer", no more than the noun is left.
func (c *cast) withoutNames(f *finder, p *person, named map[*person]bool) string {
	list, _ := f.find(p.label)
	var b strings.Builder
	at := int32(0)
	for i, h := range list {
		before, rest := p.label[at:h.span.Start], p.label[h.span.End:]
		prev := strings.Fields(before)
		if !possessive(rest) && (len(prev) == 0 || !en.BehindNoun()[prev[len(prev)-1]]) {
			return headNoun(p.label[:h.span.Start] + rest)
		}
		words := h.words
		if q := f.found[i]; q == p || named[q] || strings.Count(p.label+words, " ") > 8 {
			words = "somebody"
		}
		if n := len(prev); n > 0 && en.IsArticle(prev[n-1]) {
			before = strings.TrimSuffix(before, prev[n-1]+" ") // "the Lind's son"
		}
		b.WriteString(before)
		b.WriteString(words)
		at = h.span.End
	}
	b.WriteString(p.label[at:])
	return b.String()
}

// nearly reports whether a label holds a word that is nearly one of a private
// name: "Damarcus" for "Demarcus".
func (c *cast) nearly(label string) bool {
	for _, w := range wordsOf(label) {
		if !w.upper || w.end-w.start < 5 {
			continue
		}
		word := foldWord(label[w.start:w.end])
		for _, p := range c.list {
			if p.Public {
				continue
			}
			for _, part := range p.parts {
				if part != word && len(part) >= 5 && near(part, word) {
					return true
				}
			}
		}
	}
	return false
}

// near reports whether one letter is other, more, or less in b than in a.
func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return a[min(i+1, len(a)):] == b[min(i+1, len(b)):]
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}

// mentions returns where doc speaks of its named persons, in text order.
func (c *cast) mentions(doc *assay.Doc) []mention {
	var out []mention
	for i := range doc.Actors {
		a := &doc.Actors[i]
		if a.Class != assay.Person {
			continue
		}
		if p := c.byName[fold(a.Name)]; p != nil {
			for _, sp := range a.Mentions {
				if sp.Check(doc.Text) == nil {
					out = append(out, mention{sp, p})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
	})
	return out
}

type mention struct {
	span   assay.Span
	person *person
}
