package estimate

import (
	"regexp"
	"slices"
	"strings"

	"assay"
	"assay/lang/en"
)

// A voice is the origin of a figure: who, in the end, says so.
type voice struct {
	name   string   // as shown
	named  bool     // whether it names somebody
	party  []string // named: the words of the folded name, sorted
	alone  bool     // named: a person who speaks for nobody
	public bool     // named and alone: holds an office
	side   bool     // a party to the fighting
	fine   string   // unnamed: what tells it from other unnamed voices of its story
}

// itself is the origin of a figure that a report gives in its own voice.
const itself = "the report itself"

// notNamed is one of whom a report says nothing.
const notNamed = "not named"

// voiceOf finds the innermost source of the chain of claims in which m stands,
// and folds it into the organisation or document it speaks for.
func voiceOf(m *mention) voice {
	doc := m.doc
	i, ok := m.figure.Claim.Index()
	if !ok || i >= len(doc.Claims) {
		return voice{name: itself, fine: itself}
	}
	i = innermost(doc, i, m.q.Span)
	return claimVoice(doc, i)
}

// innermost returns the claim that lies deepest within claim i and holds sp.
// "The mayor said the police had counted 12 dead" is the police's.
func innermost(doc *assay.Doc, i int, sp assay.Span) int {
	for steps := 0; steps < len(doc.Claims); steps++ {
		deeper := -1
		for k := range doc.Claims {
			if via, ok := doc.Claims[k].Via.Index(); ok && via == i && k != i && holds(&doc.Claims[k], sp) != nil {
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

// holds returns the content of cl that contains sp, or nil.
func holds(cl *assay.Claim, sp assay.Span) *assay.Content {
	for k := range cl.Content {
		if cl.Content[k].Span.Contains(sp) {
			return &cl.Content[k]
		}
	}
	return nil
}

func claimVoice(doc *assay.Doc, i int) voice {
	cl := &doc.Claims[i]
	src := cl.Source.In(doc.Sources)
	if src == nil {
		return voice{name: itself, fine: itself}
	}
	if k := sameStatement(doc, i); k >= 0 {
		if other := doc.Claims[k].Source.In(doc.Sources); other != nil && other != src {
			src = other
		}
	}
	if src.Span == cl.Cue && src.Class != assay.Document {
		return unnamedVoice(notNamed, quoteOr(doc, cl.Cue)) // "is thought to have killed 900"
	}
	v := sourceVoice(doc, src)
	v.side = src.Party == "belligerent"
	return v
}

// sameStatement returns the claim before claim i from whose statement i's words
// come as well: "the governor said in the same statement".
func sameStatement(doc *assay.Doc, i int) int {
	channel := quoteOr(doc, doc.Claims[i].Channel)
	if !strings.Contains(channel, "same ") {
		return -1
	}
	words := strings.Fields(channel)
	noun := words[len(words)-1]
	for k := i - 1; k >= 0; k-- {
		if strings.HasSuffix(quoteOr(doc, doc.Claims[k].Channel), noun) {
			return k
		}
	}
	return -1
}

// quoteOr returns the words of sp in lower case, "" if it has none.
func quoteOr(doc *assay.Doc, sp assay.Span) string {
	if sp.Len() <= 0 || sp.Check(doc.Text) != nil {
		return ""
	}
	return strings.ToLower(strings.Join(strings.Fields(sp.In(doc.Text)), " "))
}

// sourceVoice folds one source.
func sourceVoice(doc *assay.Doc, src *assay.Source) voice {
	text := ""
	if src.Span.Len() > 0 && src.Span.Check(doc.Text) == nil {
		text = strings.Join(strings.Fields(src.Span.In(doc.Text)), " ")
	}
	document := src.Class == assay.Document || src.Class != assay.Person && !titled(src.Name) && endsInDocument(text)
	if noun := basis(text); noun != "" && !document {
		return unnamedVoice(text, "document "+noun)
	}
	act := src.Actor.In(doc.Actors)
	if src.Class == assay.Author && src.Name == "" {
		return voice{name: itself, fine: itself}
	}
	if who := spokenFor(doc, src, act, text); who != "" && !document && !english.Pronouns[strings.ToLower(who)] {
		return partyVoice(who)
	}
	name := src.Name
	if name == "" && act != nil {
		name = act.Name
	}
	switch class := src.Class; {
	case document:
		if by := issuer(text); by != "" {
			return partyVoice(by)
		}
		if titled(name) {
			return partyVoice(name)
		}
		return unnamedVoice(text, "document "+documentNoun(text))
	case class == assay.Person && name != "":
		return voice{name: name, named: true, alone: true, public: act != nil && act.Public, party: personWords(name)}
	case class == assay.Organization && (name != "" || text != ""):
		if name == "" {
			name = text
		}
		return partyVoice(name)
	case class == assay.Group && name != "" && capitals(name) > 1:
		return partyVoice(name)
	}
	if text == "" {
		text = notNamed
	}
	return unnamedVoice(text, text)
}

func unnamedVoice(text, fine string) voice {
	return voice{name: text, fine: strings.ToLower(fine)}
}

// officer matches roles whose holders speak for their organisation, as against
// analysts, doctors or members, who speak for themselves.
var officer = regexp.MustCompile(`(?i)\b(spokes(man|woman|person)|general|colonel|major|captain|lieutenant|admiral|brigadier|commander|commissioner|chief|head|chair(man|woman|person)?|president|minister|secretary|director|governor|mayor|ambassador|envoy|co-?ordinator|representative|official|officer|premier|chancellor|prefect|superintendent|inspector|sheriff)\b`)

// speaksFor matches the words that lead from a spokesman to whom he speaks for.
var speaksFor = regexp.MustCompile(`(?i)\bspokes(?:man|woman|person|people|men|women)\s+(?:for|of|at|with)\s+([^,;—]+)`)

// hisSpokesman matches "the X's spokesman" and "an X spokeswoman".
var hisSpokesman = regexp.MustCompile(`(?i)^(?:an?|the)?\s*(.+?)(?:'s|’s|s'|s’)?\s+(?:chief\s+|senior\s+)?spokes(?:man|woman|person)\b`)

// spokenFor returns the organisation whose words a source's are, "" if they
// are its own.
func spokenFor(doc *assay.Doc, src *assay.Source, act *assay.Actor, text string) string {
	if a := src.SpeaksFor.In(doc.Actors); a != nil {
		return actorName(doc, a)
	}
	if act != nil && act.Class == assay.Person && officer.MatchString(act.Role+" "+text) {
		if a := act.Affiliation.In(doc.Actors); a != nil {
			return actorName(doc, a)
		}
	}
	for _, s := range [...]string{text, roleOfActor(act)} {
		if m := speaksFor.FindStringSubmatch(s); m != nil {
			return strings.TrimSpace(m[1])
		}
	}
	if who := force(roleOfActor(act)); who != "" {
		return who
	}
	if m := hisSpokesman.FindStringSubmatch(text); m != nil && capitals(m[1]) > 0 && src.Class != assay.Organization {
		return m[1]
	}
	return ""
}

// inForce matches roles that name the force whose officer somebody is, or the
// ministry that he heads.
var inForce = regexp.MustCompile(`(?i)\b((?:[a-z-]+ )?(?:police|army|navy|air force|coast guard|fire department|fire brigade)) (?:chief|commander|commissioner|captain|general|inspector|superintendent|officer|official)\b|\b((?:[a-z-]+ )?minister)\b`)

// force returns the force or ministry in a role: "the harbour police chief" is
// the harbour police's, "deputy health minister" the ministry's.
func force(role string) string {
	m := inForce.FindStringSubmatch(role)
	switch {
	case m == nil || strings.HasPrefix(strings.ToLower(m[2]), english.Prime+" "):
		return ""
	case m[1] != "":
		return strings.TrimPrefix(m[1], "the ")
	}
	return strings.TrimSuffix(strings.TrimPrefix(m[2], "the "), "er") + "ry"
}

func roleOfActor(a *assay.Actor) string {
	if a == nil {
		return ""
	}
	return a.Role
}

func actorName(doc *assay.Doc, a *assay.Actor) string {
	if a.Name != "" {
		return a.Name
	}
	if len(a.Mentions) > 0 && a.Mentions[0].Check(doc.Text) == nil {
		return strings.Join(strings.Fields(a.Mentions[0].In(doc.Text)), " ")
	}
	return ""
}

// onDocument matches the words by which somebody who is quoted says that what
// he says is in a document.
var onDocument = regexp.MustCompile(`(?i)\b(?:with access to|who (?:have|has|had) (?:seen|read|reviewed)|who (?:saw|read|reviewed)|familiar with|briefed on|citing|quoting|based on|drawing on)\s+(.+)`)

// basis returns the noun of the document that a source's words rest on:
// "diplomats who have seen the draft report" gives "report".
func basis(text string) string {
	m := onDocument.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return documentNoun(m[1])
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

// issuedBy matches whose document it is.
var issuedBy = regexp.MustCompile(`\b(?:by|from|of|released by|published by|issued by)\s+((?:the |a |an )?[A-Z][^,;—]*|the [^,;—]*(?:ministry|agency|police|army|government|office|commission)\b[^,;—]*)`)

func issuer(text string) string {
	if m := issuedBy.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(m[1])
	}
	return ""
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

// spokesmen returns for whom the named persons of docs speak, by folded name.
// What one report says of a spokeswoman holds in another that only names her;
// where two reports differ, nothing is known.
func spokesmen(docs []*assay.Doc) map[string]voice {
	known := map[string]voice{}
	for _, doc := range docs {
		for i := range doc.Sources {
			v, key := sourceVoice(doc, &doc.Sources[i]), personKey(doc.Sources[i].Name)
			if key == "" || doc.Sources[i].Class != assay.Person || !v.named || v.alone {
				continue
			}
			if before, ok := known[key]; ok && !sameParty(&before, &v) {
				v = voice{}
			}
			known[key] = v
		}
	}
	return known
}

// personKey returns the folded name of a person, "" for a name of one word.
func personKey(name string) string {
	words := personWords(name)
	if len(words) < 2 {
		return ""
	}
	return strings.Join(words, " ")
}
