package origin

import (
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
	"assay/place/gazetteer"
)

var english = en.Origins()

// A Voice is who is behind a figure.
type Voice struct {
	Name   string // as shown: "Syrian Observatory for Human Rights", "Daily Star, own voice"
	Key    string // who it is: the voices of one key are one origin
	Named  bool   // somebody or something with a name, outlets included
	Own    bool   // an outlet's or agency's own voice, or that of an outlet that is not known
	Family string // of an own voice: the family of publishers, the agency or the outlet
	Party  string // as of the source: "monitor", "government" ...; "" if unknown

	words  []string // named: the words of the folded name, sorted
	person bool     // named: a person who speaks for nobody
	public bool     // a person: holds an office
	office bool     // a minister's, and not his ministry's
	bare   bool     // only described: "a monitoring group", "the ministry"
	story  string   // of the report
	house  string   // a body that is cited: the family of which it is; "" if none
	any    bool     // it is called as the whole family is: "Syrian state media"
}

// Itself is the name of the own voice of a report whose outlet is not known.
const Itself = "the report itself"

// notNamed is the name of one of whom a report says nothing.
const notNamed = "not named"

// quote returns the words of sp, "" if it has none.
func quote(doc *assay.Doc, sp assay.Span) string {
	if sp.Len() <= 0 || sp.Check(doc.Text) != nil {
		return ""
	}
	return strings.Join(strings.Fields(sp.In(doc.Text)), " ")
}

// innermost returns the claim that lies deepest within claim i and holds sp.
// "The mayor said the police had counted 12 dead" is the police's.
func innermost(doc *assay.Doc, i int, sp assay.Span) int {
	for steps := 0; steps < len(doc.Claims); steps++ {
		deeper := -1
		for k := range doc.Claims {
			if via, ok := doc.Claims[k].Via.Index(); ok && via == i && k != i && holds(&doc.Claims[k], sp) {
				deeper = k
				break
			}
		}
		if deeper < 0 {
			return i
		}
		i = deeper
	}
	return i
}

func holds(cl *assay.Claim, sp assay.Span) bool {
	return slices.ContainsFunc(cl.Content, func(c assay.Content) bool { return c.Span.Contains(sp) })
}

// sameStatement returns the claim before claim i from whose statement i's words
// come as well: "the governor said in the same statement".
func sameStatement(doc *assay.Doc, i int) int {
	words := strings.Fields(strings.ToLower(quote(doc, doc.Claims[i].Channel)))
	if !slices.Contains(words, english.Same) {
		return -1
	}
	for k := i - 1; k >= 0; k-- {
		if strings.HasSuffix(strings.ToLower(quote(doc, doc.Claims[k].Channel)), words[len(words)-1]) {
			return k
		}
	}
	return -1
}

// beside returns the two to whom claim i is attributed together: "the monitor and local officials said". The second is nil if there is but one.
func beside(doc *assay.Doc, i int) (one, other *assay.Source) {
	src := doc.Claims[i].Source.In(doc.Sources)
	if src == nil || src.Class == assay.Document || src.Class == assay.Author || quote(doc, src.Span) == "" {
		return src, nil
	}
	text := src.Span.In(doc.Text)
	at := strings.Index(text, " "+en.And+" ")
	if at < 0 || strings.Contains(src.Name, " "+en.And+" ") && capital(src.Name) || strings.ContainsAny(text, ",;") || len(strings.Fields(text)) > 12 {
		return src, nil
	}
	a, b := *src, assay.Source{Class: assay.Group}
	a.Span.End = src.Span.Start + int32(at)
	b.Span = assay.Span{Start: a.Span.End + int32(len(en.And)+2), End: src.Span.End}
	behind, first := quote(doc, b.Span), strings.Fields(strings.ToLower(quote(doc, a.Span)))
	if len(first) == 0 || !en.Determiners()[first[0]] && !en.PersonNoun(en.Singular(first[len(first)-1])) && (src.Name == "" || !strings.Contains(quote(doc, a.Span), src.Name)) {
		return src, nil // "military and intelligence officials"
	}
	for i := range doc.Actors { // "Ana Lind and Otto Brandt"
		if act := &doc.Actors[i]; act.Class == assay.Person && act.Name != "" && act.Name != src.Name && slices.ContainsFunc(act.Mentions, b.Span.Contains) {
			b.Class, b.Name, b.Actor = assay.Person, act.Name, assay.RefTo[assay.Actor](i)
			return &a, &b
		}
	}
	if behind == "" || !isBody(behind) && !slices.ContainsFunc(strings.Fields(strings.ToLower(behind)), func(w string) bool { return en.PersonNoun(en.Singular(w)) || english.Speaking[en.Singular(w)] }) {
		return src, nil
	}
	if words := strings.Fields(strings.ToLower(behind)); isBody(behind) && en.Singular(words[len(words)-1]) == words[len(words)-1] {
		b.Class = assay.Organization
	}
	if !strings.Contains(quote(doc, a.Span), src.Name) {
		a.Name, a.Actor, a.SpeaksFor = "", assay.Ref[assay.Actor]{}, assay.Ref[assay.Actor]{}
	}
	return &a, &b
}

// claimVoice folds the source of claim i. It is no voice (Name "") where nobody is
// said to say it: "is thought to have killed 900".
func claimVoice(doc *assay.Doc, i int) Voice {
	cl := &doc.Claims[i]
	src := cl.Source.In(doc.Sources)
	if src == nil {
		return Voice{}
	}
	if k := sameStatement(doc, i); k >= 0 {
		if other := doc.Claims[k].Source.In(doc.Sources); other != nil && other != src {
			src = other
		}
	}
	if src.Span == cl.Cue && src.Class != assay.Document {
		return Voice{}
	}
	if one, other := beside(doc, i); other != nil && src == cl.Source.In(doc.Sources) {
		src = one
	}
	return sourceVoice(doc, src)
}

// sourceVoice folds one source into whom it speaks for or rests on.
func sourceVoice(doc *assay.Doc, src *assay.Source) Voice {
	v := foldSource(doc, src)
	v.Party = src.Party
	return v
}

func foldSource(doc *assay.Doc, src *assay.Source) Voice {
	text := quote(doc, src.Span)
	if src.Class == assay.Author && src.Name == "" {
		return Voice{Own: true}
	}
	document := src.Class == assay.Document || src.Class != assay.Person && !titled(src.Name) && endsInDocument(text)
	if !document {
		if rest, ok := after(text, english.Resting); ok {
			if noun := documentNoun(rest); noun != "" {
				return unnamed(text, "document "+noun)
			}
		}
	}
	act := src.Actor.In(doc.Actors)
	if !document {
		if who := spokenFor(doc, src, act, text); who != "" && !english.Pronouns[strings.ToLower(who)] {
			v := bodyVoice(who)
			v.office = act != nil && minister(act.Role)
			return v
		}
	}
	name := src.Name
	if name == "" && act != nil {
		name = act.Name
	}
	switch class := src.Class; {
	case document:
		if by := issuer(text); by != "" {
			return bodyVoice(by)
		}
		if titled(name) {
			return bodyVoice(name)
		}
		if by := bodyOf(text, ""); by != "" && (src.Party != media || capitals(by) > 0) {
			return bodyVoice(by) // "court documents", but not "media reports"
		}
		return unnamed(text, "document "+documentNoun(text))
	case class == assay.Person && name == "" && officeHolder(text):
		return bodyVoice(text)
	case class == assay.Person && name != "":
		return personVoice(name, act != nil && act.Public)
	case class == assay.Organization && (name != "" || text != ""):
		if name != "" {
			return bodyVoice(name)
		}
		switch {
		case isBody(text) || capitals(strings.TrimPrefix(text, "The ")) > 0:
			return bodyVoice(head(text))
		case !slices.ContainsFunc(strings.Fields(strings.ToLower(text)), func(w string) bool { return en.PersonNoun(en.Singular(w)) }):
			return Voice{} // "the attack claimed 12 lives" was taken for a claim
		}
		return unnamed(text, text)
	case class == assay.Group && capitals(name) > 1:
		return bodyVoice(name)
	case class == assay.Group && ofState(text):
		return bodyVoice(text)
	}
	if text == "" {
		text = notNamed
	}
	if noSpeaker(text) {
		return Voice{}
	}
	return unnamed(text, text)
}

// noSpeaker reports whether what was taken for somebody who is not named cannot speak: "the
// attacks claimed 12 lives".
func noSpeaker(text string) bool {
	words := strings.Fields(strings.ToLower(head(text)))
	if len(words) == 0 {
		return false
	}
	switch en.Noun(strings.Trim(words[len(words)-1], ".,;:'\"“”‘’()"), false) {
	case en.Event, en.Vehicle, en.Weapon, en.Animal, en.Plant, en.Substance, en.Disease:
		return true
	}
	return false
}

// officeHolder reports whether text names somebody by an office of which there is one:
// "the Oxley medical examiner", as against "an Oxley official".
func officeHolder(text string) bool {
	words := strings.Fields(text)
	return len(words) > 2 && strings.EqualFold(words[0], en.The) && leader(strings.ToLower(words[len(words)-1])) && capitals(strings.Join(words[1:], " ")) > 0
}

func personVoice(name string, public bool) Voice {
	return Voice{Name: name, Named: true, person: true, public: public, words: personWords(name)}
}

// unnamed makes the voice of somebody who has no name and is known by what.
func unnamed(text, what string) Voice {
	v := Voice{Name: text}
	for _, w := range strings.Fields(strings.ToLower(what)) {
		w = strings.Trim(w, ".,;:'\"“”‘’()")
		if english.Clauses[w] {
			break
		}
		if w = en.Singular(w); w != "" && !en.Determiners()[w] && !english.Toward[w] {
			v.words = append(v.words, w)
		}
	}
	slices.Sort(v.words)
	v.words = slices.Compact(v.words)
	return v
}

// ofState reports whether a group is a state's: "Kenya's armed forces", whoever else
// "the forces" may be.
func ofState(text string) bool {
	words := nations(text)
	arms := false
	for _, w := range words {
		arms = arms || english.Arms[w]
		if !isNation(w) && !english.Armed[w] {
			return false
		}
	}
	return arms
}

// spokenFor returns the organisation whose words a source's are, "" if they are its
// own.
func spokenFor(doc *assay.Doc, src *assay.Source, act *assay.Actor, text string) string {
	if a := src.SpeaksFor.In(doc.Actors); a != nil {
		return actorName(doc, a)
	}
	if src.Class == assay.Organization || src.Class == assay.Document {
		if src.Name != "" {
			return ""
		}
		return bodyOf(text, src.Name)
	}
	role := ""
	if act != nil {
		role = act.Role
		// Of a person of the trade or side of his body nothing else is to be said than
		// of his body; of a group by name, an academic or a doctor there is.
		if a := act.Affiliation.In(doc.Actors); a != nil && a.Class == assay.Organization && act.Class == assay.Person &&
			(src.Name == "" || act.Public || src.Party != "" || leads(role+" "+text)) {
			return actorName(doc, a)
		}
	}
	if who := bodyOf(text, src.Name); who != "" {
		return who
	}
	return bodyOf(role, src.Name)
}

func actorName(doc *assay.Doc, a *assay.Actor) string {
	if a.Name != "" {
		return a.Name
	}
	if len(a.Mentions) > 0 {
		return quote(doc, a.Mentions[0])
	}
	return ""
}

// leads reports whether one of the words of a role is that of an office, a rank or
// whoever leads or speaks.
func leads(role string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(role)), func(w string) bool { return leader(strings.Trim(w, ".,")) })
}

func leader(w string) bool {
	w = en.Singular(w)
	return en.Offices()[w] || en.Officers()[w] || english.Leading[w] || english.Spokesmen[w]
}

func minister(role string) bool {
	words := strings.Fields(strings.ToLower(role))
	k := slices.Index(words, english.Minister)
	return k >= 0 && !(k > 0 && words[k-1] == english.Prime)
}

// bodyOf returns the body for which somebody speaks who is described by s: "a
// spokesman for the Red Cross", "the harbour police chief", "medical sources at the
// Directorate of Health", "deputy health minister". The description of somebody who is
// named ends before the name.
func bodyOf(s, name string) string {
	s = head(s)
	words := strings.Fields(s)
	if name != "" {
		if i := strings.Index(s, name); i > 0 {
			s = strings.TrimSpace(s[:i])
			words = strings.Fields(s)
		}
	}
	for i, w := range words {
		low := strings.ToLower(strings.Trim(w, ".,;:\"“”()"))
		one, spokesman := en.Singular(low), english.Spokesmen[low]
		if one == english.Minister {
			if i > 0 && strings.ToLower(words[i-1]) != english.Prime {
				return strings.Join(append(slices.Clone(ahead(words[:i])), english.Ministry[one]), " ")
			}
			continue
		}
		if !spokesman && !english.Speaking[one] && !leader(low) {
			continue
		}
		if i+2 < len(words) && english.Toward[strings.ToLower(words[i+1])] && !strings.HasSuffix(w, ",") {
			if behind := upTo(words[i+2:]); spokesman || capitals(behind) > 0 && (isBody(behind) || words[i+1] == english.Seat) {
				return behind
			}
		}
		from := i // "Ada Lind, an Oxley police spokeswoman"
		for from > 0 && !strings.HasSuffix(words[from-1], ",") {
			from--
		}
		before := bare(strings.Join(ahead(words[from:i]), " "))
		if before != "" && (spokesman && capitals(before) > 0 || isBody(before)) {
			return before
		}
	}
	return ""
}

// bare returns s without the sign of the possessive.
func bare(s string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s"), "'")
}

// head returns a noun phrase without the clause behind it: "the police there, who".
func head(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if i > 0 && english.Clauses[strings.ToLower(strings.Trim(w, ".,;:\"“”()"))] {
			return strings.TrimRight(strings.Join(words[:i], " "), ",")
		}
	}
	return strings.Join(words, " ")
}

// ahead returns words without what stands before a body and is none of its name, and
// without ranks and offices at the end: "the chief" of "the harbour police chief".
func ahead(words []string) []string {
	for len(words) > 0 && english.Small[strings.ToLower(words[0])] {
		words = words[1:]
	}
	for len(words) > 0 {
		low := strings.ToLower(strings.Trim(words[len(words)-1], ".,"))
		if low != "" && !english.Small[low] && !leader(low) {
			break
		}
		words = words[:len(words)-1]
	}
	return words
}

// upTo returns the words of a noun phrase up to a comma.
func upTo(words []string) string {
	for i, w := range words {
		if strings.HasSuffix(w, ",") || strings.HasSuffix(w, ";") || w == "—" {
			words = append(slices.Clone(words[:i]), strings.TrimRight(w, ",;"))
			break
		}
	}
	return strings.TrimPrefix(strings.Join(words, " "), "the ")
}

// isBody reports whether s is what a body is called: a noun for one in it, or an
// acronym.
func isBody(s string) bool {
	bodies := en.Actors().Bodies
	for _, w := range strings.Fields(s) {
		w = strings.TrimSuffix(strings.TrimSuffix(strings.Trim(w, ".,;:\"“”()"), "'s"), "’s")
		low := strings.ToLower(w)
		if bodies[low] || english.Bodies[low] || en.Forces()[low] || english.Houses[low] != "" {
			return true
		}
		if len(w) > 1 && len(w) < 9 && w == strings.ToUpper(w) && w != low {
			return true
		}
	}
	return false
}

// endsInDocument reports whether the head of a source is what a document is
// called: "new confidential assessments", whatever its reader took it for.
func endsInDocument(text string) bool {
	words := strings.Fields(text)
	return len(words) > 1 && documentNoun(words[len(words)-1]) != ""
}

func documentNoun(text string) string {
	for _, w := range slices.Backward(strings.Fields(strings.ToLower(text))) {
		w = strings.Trim(w, ".,;:'\"“”‘’()")
		for _, noun := range english.Documents {
			if w == noun || en.Singular(w) == noun {
				return noun
			}
		}
	}
	return ""
}

// issuer returns whose document it is: "a report by the Red Cross".
func issuer(text string) string {
	rest, ok := after(text, english.Issuing)
	if !ok {
		return ""
	}
	rest = upTo(strings.Fields(rest))
	if capital(rest) || isBody(rest) || capitals(rest) > 0 && !strings.HasPrefix(rest, "a ") {
		return rest
	}
	return ""
}

// after returns what stands in s behind the first of phrases that it holds as whole
// words.
func after(s string, phrases []string) (rest string, ok bool) {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return "", false
	}
	for _, p := range phrases {
		if i := strings.Index(low, " "+p+" "); i >= 0 {
			return s[i+len(p)+2:], true
		}
	}
	return "", false
}

// titled reports whether a document has a name of its own: "World Harvest
// Survey", as against "new American assessments".
func titled(name string) bool {
	words := strings.Fields(name)
	return len(words) > 1 && capital(words[0]) && capital(words[len(words)-1])
}

func capitals(s string) int {
	n := 0
	for _, w := range strings.Fields(s) {
		if capital(w) {
			n++
		}
	}
	return n
}

// personWords returns the words of a person's name, without initials.
func personWords(name string) []string {
	var out []string
	for _, w := range strings.Fields(gazetteer.Fold(name)) {
		if len(w) > 1 {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}
